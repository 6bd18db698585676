"""A timeline in Discord and in a terminal."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import discord
import pytest
from rich.console import Console

from bot.delivery.discord.card import Card
from bot.delivery.discord.views_timeline import timeline_views
from bot.delivery.speech import ENGLISH, speech_in
from bot.delivery.terminal import print_timeline
from bot.model import CitedSentence, Timeline, TimelineDay
from tests.delivery import examples
from tests.delivery.discord.inert import buttons, components_of, content
from tests.delivery.naughty import HOSTILE

FIRST = date(2031, 4, 1)


def timeline(days: int, *, text: str | None = None) -> Timeline:
    """A timeline of as many days, with one article a day of which two look back to the first."""
    told = []
    for number in range(days):
        given = examples.article(number, f"Report {number}", text or f"The lake rose by {number + 10} centimetres.")
        sentence = CitedSentence(examples.quote(given), given)
        told.append(TimelineDay(FIRST + timedelta(days=number), (sentence,), 2 if number == 0 else 0))
    counts = {day.day: 1 for day in told}
    last = FIRST + timedelta(days=max(days - 1, 0))
    return Timeline(examples.TOPIC, FIRST if days else None, last if days else None, tuple(told), counts)


def content_of_picture(card: Card) -> str:
    """What the picture of a card shows, in words."""
    (gallery,) = (item for item in card.walk_children() if isinstance(item, discord.ui.MediaGallery))
    (item,) = gallery.items
    assert item.media.url == "attachment://timeline.png"
    return item.description or ""


def printed(told: Timeline, languages: Sequence[str] = ("en",)) -> str:
    out = io.StringIO()
    print_timeline(Console(file=out, width=80), told, zone="UTC", languages=languages)
    return out.getvalue()


def test_a_word_for_another_day_than_the_one_above_has_its_date() -> None:
    text = "The lake rose yesterday, the mayor said on Tuesday."
    told_on = datetime(2031, 4, 1, 12, tzinfo=UTC)  # a Tuesday
    given = replace(examples.article(1, "Report", text), published_at=told_on, first_seen_at=told_on)
    sentence = CitedSentence(examples.quote(given), given)
    days = tuple(TimelineDay(day, (sentence,), 0) for day in (FIRST - timedelta(days=1), FIRST))
    told = Timeline(examples.TOPIC, days[0].day, FIRST, days, {})
    [card] = timeline_views(told, ENGLISH)
    for said in (content(card).replace("\\", ""), " ".join(printed(told).split())):
        below_monday = said.index("The lake rose yesterday [31 Mar], the mayor said on Tuesday [1 Apr].")
        assert said.index("The lake rose yesterday, the mayor said on Tuesday.") > below_monday


def test_every_day_has_its_sentence_its_counts_and_where_it_stands() -> None:
    (card,) = timeline_views(timeline(2), ENGLISH)
    said = content(card)
    assert "Timeline: The Lake Villages" in said
    assert "Tue 1 Apr 2031 – Wed 2 Apr 2031 · 2 articles" in said
    assert "**Tue 1 Apr 2031** · 1 article · 2 later ones look back\nThe lake rose by 10 centimetres." in said
    assert "(https://lakesidecourier.example/2031/05/0)" in said
    assert "**Wed 2 Apr 2031** · 1 article\nThe lake rose by 11 centimetres." in said


def test_a_timeline_of_one_day_names_it_once() -> None:
    for said in (content(timeline_views(timeline(1), ENGLISH)[0]), printed(timeline(1))):
        assert "1 Apr 2031 –" not in said


def test_a_long_timeline_has_pages_on_which_every_day_stands_once() -> None:
    cards = timeline_views(timeline(23), ENGLISH)
    pages = [content(card) for card in cards]
    assert len(pages) == 3
    assert [sum(page.count(f"by {number + 10} centimetres") for page in pages) for number in range(23)] == [1] * 23
    ids = [{b["label"]: b["custom_id"] for b in buttons(components_of(card))} for card in cards]
    assert ids[0] == {"More": "timeline:1:2031-04-01:2031-04-23:lake-villages"}
    assert set(ids[1]) == {"Back", "More"}
    assert ids[2] == {"Back": "timeline:1:2031-04-01:2031-04-23:lake-villages"}
    assert "page 2 of 3" in pages[1]


def test_the_picture_stands_on_the_first_page_and_is_told_in_words() -> None:
    first, *rest = timeline_views(timeline(23), ENGLISH, b"png")
    assert "Tue 1 Apr 2031 (1 article, 2 later ones look back)" in content_of_picture(first)
    assert [file.filename for file in first.files()] == ["timeline.png"]
    assert [file for card in rest for file in card.files()] == []
    assert content(first)


def test_a_sentence_that_its_article_does_not_hold_is_not_told() -> None:
    told = timeline(2)
    ((quote, article),) = told.days[0].sentences
    day = replace(told.days[0], sentences=(CitedSentence(quote, replace(article, text="Another text altogether.")),))
    changed = replace(told, days=(day, told.days[1]))
    assert "by 10 centimetres" not in content(timeline_views(changed, ENGLISH)[0])
    assert "by 10 centimetres" not in printed(changed)


def with_two_sentences() -> Timeline:
    told = timeline(2)
    first, second = told.days
    return replace(told, days=(replace(first, sentences=(*first.sentences, *second.sentences)),))


def test_a_day_of_two_sentences_says_of_each_where_it_stands() -> None:
    (card,) = timeline_views(with_two_sentences(), ENGLISH)
    one, other = content(card).split("The lake rose by 11 centimetres.")
    assert "The lake rose by 10 centimetres.\n-# Lakeside Courier · " in one
    assert "(https://lakesidecourier.example/2031/05/1)" in other
    lines = printed(with_two_sentences()).splitlines()
    assert "Tue 1 Apr 2031  The lake rose by 10 centimetres. [1]" in lines
    assert "                The lake rose by 11 centimetres. [2]" in lines


def test_of_two_sentences_the_one_that_its_article_holds_is_told() -> None:
    told = with_two_sentences()
    (day,) = told.days
    (quote, article), other = day.sentences
    damaged = CitedSentence(quote, replace(article, text="Another text altogether."))
    said = content(timeline_views(replace(told, days=(replace(day, sentences=(damaged, other)),)), ENGLISH)[0])
    assert "by 10 centimetres" not in said
    assert "by 11 centimetres" in said


def test_a_topic_without_days_says_so() -> None:
    (card,) = timeline_views(timeline(0), ENGLISH)
    assert "Nothing is known about this topic from these days." in content(card)
    assert "Nothing is known about this topic from these days." in printed(timeline(0))


def test_the_frame_and_the_days_are_told_in_the_readers_language() -> None:
    (card,) = timeline_views(timeline(1), speech_in("de"))
    said = content(card)
    assert "Zeitleiste: The Lake Villages\n-# Di., 1. Apr. 2031 · 1 Artikel\n" in said  # one day is named once
    assert "**Di., 1. Apr. 2031** · 1 Artikel · 2 spätere blicken zurück\nThe lake rose" in said


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing(text: str) -> None:
    told = timeline(1, text=f"{text} and more")
    told = replace(told, topic=replace(told.topic, name=text))
    for card in timeline_views(told, ENGLISH):
        assert content(card)
    assert "\x1b" not in printed(told)


def test_a_terminal_shows_days_with_numbers_and_the_sources_below() -> None:
    lines = printed(timeline(2)).splitlines()
    assert "Tue 1 Apr 2031  The lake rose by 10 centimetres. [1]" in lines
    assert "                1 article · 2 later ones look back" in lines
    assert "Wed 2 Apr 2031  The lake rose by 11 centimetres. [2]" in lines
    assert "[2] Report 1" in lines[lines.index("Sources") :]


def test_a_sentence_in_another_language_says_which() -> None:
    assert "centimetres. [1] (English)" in printed(timeline(1), languages=("pl",))
