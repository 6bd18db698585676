"""A story's page, why an article was told so, and the lists to pick from: nothing foreign acts, all is told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.discord.card import Card
from bot.delivery.discord.views_lists import search_view
from bot.delivery.discord.views_stories import feedback_view, muted_view, stories_view, story_views, why_view
from bot.delivery.rows import Found, GroupLine, StoryHistory, Why
from bot.delivery.speech import ENGLISH, LOCALES, speech_in
from bot.model import Aboutness, Article, Fate, Topic
from tests.delivery import examples
from tests.delivery.discord.inert import buttons, components_of, foreign_activity, invisible, payload, texts
from tests.delivery.naughty import HOSTILE, naughty_strings, real_titles
from tests.wire import rules

SELECT = 3


def check(card: Card) -> str:
    """What a card says, which Discord takes and in which nothing foreign acts."""
    components = components_of(card)
    assert rules.check("POST", "/channels/1/messages", payload(components)) == []
    assert foreign_activity(components) == []
    for option in options(components):
        assert invisible(option["label"]) == []
    return "\n".join(texts(components))


def options(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The choices of every list, nested ones too."""
    found = [option for each in components if each["type"] == SELECT for option in each["options"]]
    return found + [option for each in components for option in options(each.get("components", []))]


def why(article: Article, fate: Fate | None = Fate.QUOTED, *, text: str = "Lake", joined: str | None = None) -> Why:
    topic = replace(examples.TOPIC, name=text or "T")
    topics = [(topic, Aboutness.ABOUT, (text,)), (topic, Aboutness.MENTIONS, ())]
    told = replace(examples.example(), topic=topic)
    return Why(article, topics, "a" * 16, joined, 2, told if fate else None, fate)


def cards_of(text: str) -> list[Card]:
    """Every card in which a text from outside stands, with this text in all its places."""
    first = examples.article(1, text, f"{text} more", source=text, hours_ago=30)
    second = examples.article(2, text, source=f"{text} too", language="pl")
    told = examples.briefing([examples.story(1, [first, second], headline=text)])
    history = StoryHistory("a" * 16, [first, second], second)
    return [
        *story_views(history, ENGLISH),
        stories_view(told, ENGLISH),
        why_view(why(first, Fate.MUTED, text=text, joined=text), ENGLISH),
        muted_view(history._replace(is_muted=True), ENGLISH),
        muted_view(history, ENGLISH),
        search_view(Found(text, [first, second]), ENGLISH),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing_in_any_of_them(text: str) -> None:
    for card in cards_of(text):
        assert check(card)


def test_the_naughty_strings_do_nothing_in_any_of_them() -> None:
    for number, text in enumerate(naughty_strings()):
        for card in cards_of(text):
            assert foreign_activity(components_of(card)) == [], text
            assert number % 100 or check(card)


@pytest.mark.slow
def test_every_real_title_does_nothing_and_is_taken_by_discord() -> None:
    titles = real_titles()
    assert len(titles) > 5_000
    for start in range(0, len(titles), 40):
        portion = titles[start : start + 40]
        articles = [examples.article(start + n, title, source=title[:60]) for n, title in enumerate(portion)]
        told = examples.briefing([examples.story(n, [each]) for n, each in enumerate(articles[:25])])
        for card in (
            *story_views(StoryHistory("a" * 16, articles, articles[-1]), ENGLISH),
            stories_view(told, ENGLISH),
        ):
            check(card)


def test_a_storys_page_tells_each_source_once_by_who_was_first_over_its_pages() -> None:
    articles = [
        examples.article(n, f"Report {n} on the dam", source=f"Paper {n % 30}", hours_ago=100 - n) for n in range(60)
    ]
    cards = story_views(StoryHistory("a" * 16, articles, articles[-1]), ENGLISH)
    told = [check(card) for card in cards]
    assert "60 articles · 30 sources" in told[0]
    assert "**How it grew**" in told[0]
    assert all("**How it grew**" not in page for page in told[1:])
    whole = "\n".join(told)
    named = [whole.index(f"**Paper {n}**") for n in range(30)]
    assert named == sorted(named)
    assert whole.count("· 1 more") == 30
    ids = [button["custom_id"] for card in cards for button in buttons(components_of(card))]
    assert ids == ["story:show:1:" + "a" * 16, "story:mute:" + "a" * 16, "story:show:0:" + "a" * 16,
                   "story:mute:" + "a" * 16]  # fmt: skip


def test_a_first_page_has_room_for_the_groups_that_tell_a_story() -> None:
    articles = [examples.article(n, f"Report {n} " * 9, source=f"Paper {n}", hours_ago=100 - n) for n in range(60)]
    names = [f"group {n} of many" + "_" * 20 for n in range(30)]
    groups = [GroupLine(f"kind {n}", [(name, 2) for name in names], names, n) for n in range(5)]
    first, second, *_ = map(check, story_views(StoryHistory("a" * 16, articles, articles[-1], groups=groups), ENGLISH))
    assert "- **kind 0**: group 0 of many" in first
    assert "…" in first
    assert "kind" not in second


def test_the_title_of_whoever_speaks_for_a_story_stands_above() -> None:
    articles = [examples.article(n, f"Report {n} on the dam", hours_ago=9 - n) for n in range(3)]
    told = check(story_views(StoryHistory("a" * 16, articles, articles[1]), ENGLISH)[0])
    assert told.startswith("### Report 1 on the dam\n")


def test_the_languages_of_a_story_stand_in_the_order_of_the_readers_letters() -> None:
    articles = [examples.article(n, "Dam", language=each) for n, each in enumerate(("ru", "en", "ar"))]
    turkish = speech_in("tr")
    told = check(story_views(StoryHistory("a" * 16, articles, articles[0]), turkish)[0])
    assert "· Arapça, İngilizce, Rusça" in told


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("fr", "sujet «\xa0Lake\xa0»\xa0: «\xa0Lake\xa0»"),
        ("hy", "թեմայի մասին՝ «Lake»"),
        ("de", "Thema „Lake“: „Lake“"),
    ],
)
def test_what_follows_a_label_stands_behind_the_mark_of_the_language(locale: str, told: str) -> None:
    assert told in check(why_view(why(examples.article(1, "Dam")), speech_in(locale)))


def test_days_are_bars_that_grow_with_their_number_and_one_day_has_none() -> None:
    articles = [examples.article(n, "Dam", hours_ago=48 if n < 2 else 1) for n in range(8)]
    told = check(story_views(StoryHistory("a" * 16, articles, articles[-1], is_muted=True), ENGLISH)[0])
    assert "▇▇▇▇ 2" in told
    assert "▇▇▇▇▇▇▇▇▇▇▇▇ 6" in told
    assert "▇" not in check(story_views(StoryHistory("a" * 16, articles[2:], articles[-1], is_muted=True), ENGLISH)[0])


def test_what_has_no_date_is_told_last_and_breaks_nothing() -> None:
    undated = replace(examples.article(2, "Dam, undated", host=None, hours_ago=None), source="Leaflet")
    told = check(story_views(StoryHistory("a" * 16, [examples.article(1, "Dam"), undated], undated), ENGLISH)[0])
    assert "- undated · **Leaflet**" in told
    assert check(story_views(StoryHistory("b" * 16, [undated], undated), ENGLISH)[0])


@pytest.mark.parametrize("locale", LOCALES)
def test_why_says_in_every_language_what_became_of_an_article(locale: str) -> None:
    article, fates = examples.article(1, "Gates opened"), [*Fate, None]
    cards = [why_view(why(article, fate), speech_in(locale)) for fate in fates]
    assert check(cards[0])
    assert len({"\n".join(texts(components_of(card))) for card in cards}) == len(fates)


def test_why_says_what_joined_an_article_to_its_story() -> None:
    article = examples.article(1, "Gates opened")
    told = check(why_view(why(article, joined="both name Lake Brade; 40 % of words shared"), ENGLISH))
    assert "It joined a story that 2 other articles tell: both name Lake Brade; 40 % of words shared" in told
    assert "It began its story." in check(why_view(why(article), ENGLISH))
    alone = why(article)._replace(others=0, story_id=None)
    assert "It stands alone so far." in check(why_view(alone, ENGLISH))
    assert buttons(components_of(why_view(alone, ENGLISH))) == []


def test_a_briefing_offers_its_stories_and_one_without_any_says_so() -> None:
    crowded = examples.crowded(30)
    check(stories_view(crowded, ENGLISH))
    offered = options(components_of(stories_view(crowded, ENGLISH)))
    assert [option["value"] for option in offered] == [story.id for story in crowded.stories[:25]]
    assert "tells no story" in check(stories_view(examples.briefing(), ENGLISH))


def test_feedback_offers_what_can_be_said() -> None:
    card = feedback_view("0123456789abcdef", ENGLISH)
    check(card)
    assert [button["custom_id"] for button in buttons(components_of(card))] == [
        f"feedback:{verdict}:0123456789abcdef" for verdict in ("useful", "long", "short", "off")
    ]


def test_the_span_of_a_story_is_that_of_its_dates() -> None:
    articles = [examples.article(n, "Dam", source=f"Paper {n}", hours_ago=hours) for n, hours in enumerate((50, 2))]
    first, last = (int((examples.AT - timedelta(hours=hours)).timestamp()) for hours in (50, 2))
    assert f"-# <t:{first}:f> – <t:{last}:f>" in check(
        story_views(StoryHistory("a" * 16, articles, articles[-1]), ENGLISH)[0]
    )


def test_an_article_of_many_topics_names_as_many_as_fit() -> None:
    article = examples.article(1, "Lake")
    topics = [
        (Topic("t", f"Topic {number} " * 9), Aboutness.ABOUT, ("of the lake villages and the dam",) * 6)
        for number in range(20)
    ]
    told = check(why_view(why(article)._replace(topics=topics), ENGLISH))
    shown = told.count("- About ")
    assert 4 < shown < 20
    assert f"and {20 - shown} more" in told
