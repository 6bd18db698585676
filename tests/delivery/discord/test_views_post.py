from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.delivery.citations import citations, story_alone
from bot.delivery.discord.card import Card
from bot.delivery.discord.limits import length
from bot.delivery.discord.views_post import addition_view, merged_view, post_view, story_title
from bot.delivery.discord.views_sources import sources_views
from bot.delivery.form import Form
from bot.delivery.speech import ENGLISH, LOCALES, speech_in
from bot.model import Briefing, Length, Overstatement, StoryStatus
from tests.delivery import examples
from tests.delivery.discord.inert import buttons, components_of, foreign_activity, payload, texts
from tests.delivery.naughty import HOSTILE
from tests.wire import rules


def content(card: Card) -> str:
    return "\n".join(texts(components_of(card)))


def check(cards: Sequence[Card]) -> None:
    """Nothing that Discord refuses, nothing foreign that does anything."""
    rules.demand()
    for card in cards:
        components = components_of(card)
        assert sum(map(length, texts(components))) <= 4_000
        assert foreign_activity(components) == []
        assert rules.check("POST", "/channels/1/messages", payload(components)) == []


def alone(briefing: Briefing) -> list[Briefing]:
    return [story_alone(briefing, story.id) for story in briefing.stories]


def views(briefing: Briefing, form: Form) -> list[Card]:
    [story] = briefing.stories
    return [post_view(briefing, form=form), addition_view(briefing, story.quotes, form=form)]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_story_fits_its_post_in_every_language(locale: str) -> None:
    form = Form(Length.NORMAL, locale)
    check([card for each in alone(examples.example()) for card in views(each, form)])
    check([merged_view(7, speech_in(locale))])


def test_a_story_alone_has_no_background_of_the_whole_briefing() -> None:
    whole = examples.example()
    assert (bool(whole.background), bool(whole.notes)) == (True, True)
    assert {(each.background, each.notes) for each in alone(whole)} == {((), ())}


def test_long_stories_of_many_sources_fit_too() -> None:
    crowded = alone(examples.crowded(3, words=400, url_length=500))
    check([card for each in crowded for card in views(each, Form())])
    articles = [
        examples.article(n, f"Title {n}", f"Sentence {n} of some length.", host=f"h{n}.example") for n in range(40)
    ]
    many = examples.briefing([examples.story(1, articles, [examples.quote(each) for each in articles])])
    check(views(many, Form()))
    listed = [line for line in content(post_view(many)).split("\n") if line.startswith("-# [")]
    assert len(listed) == 10


@pytest.mark.parametrize("start", range(0, len(HOSTILE), 20))
def test_hostile_text_only_shows(start: int) -> None:
    for text in HOSTILE[start : start + 20]:
        article = examples.article(1, text, f"{text} and more.", source=text)
        briefing = examples.briefing([examples.story(1, [article])])
        check(views(briefing, Form()))
        assert 1 <= length(story_title(briefing.stories[0], ENGLISH)) <= 100


def test_a_title_of_signs_that_count_twice_is_cut_to_what_discord_counts() -> None:
    story = examples.story(1, [examples.article(1, "\U0001f30a" * 90)])
    assert length(story_title(story, ENGLISH)) <= 100
    empty = replace(story, headline="\u200b")
    assert story_title(empty, ENGLISH) == "(no headline)"


def test_the_numbers_of_a_post_are_those_of_its_sources() -> None:
    briefing = examples.example()
    second = briefing.stories[1]
    post = alone(briefing)[1]
    assert [each.number for each in citations(post).values()] == [1]
    [sources] = sources_views(briefing, story=second.id)
    assert "**[1] The Ferryman**" in content(sources)
    assert "Lakeside Courier" not in content(sources)
    [button, *_] = buttons(components_of(post_view(post)))
    assert button["custom_id"] == f"briefing:sources:{briefing.id}:0@{second.id}"


def test_an_addition_tells_what_is_new_alone_and_the_headline_where_there_is_nothing_else() -> None:
    [post, *_] = alone(examples.example())
    [story] = post.stories
    told = content(addition_view(post, story.quotes[1:2]))
    assert "ewakuowano 214" in told
    assert story.headline not in told
    assert "two of the dam" not in told
    assert story.headline in content(addition_view(post, ()))


def test_a_sentence_that_does_not_hold_is_told_in_no_post() -> None:
    [post, *_] = alone(examples.example())
    [story] = post.stories
    broken = replace(story.quotes[0], text="The dam broke.")
    claim = Overstatement("breaks", "opened", broken)
    wrong = replace(post, stories=(replace(story, quotes=(broken,), overstatements=(claim,)),))
    for card in (post_view(wrong), addition_view(wrong, (broken,))):
        assert "broke" not in content(card)
    assert story.status is StoryStatus.NEW
