"""Opinion and analysis, listed by their titles below the news."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.delivery.citations import story_alone
from bot.delivery.discord.views_briefing import briefing_views
from bot.delivery.document_json import briefing_json
from bot.model import Briefing
from tests.delivery import examples
from tests.delivery.discord.inert import content
from tests.delivery.renderings import RENDERINGS, in_discord, in_terminal

COLUMN = examples.article(70, "Who pays for [the dam](https://evil.example)?", source="The Lake Voice", language="pl")
LISTED = replace(examples.example(), reading=(COLUMN,))


@pytest.mark.parametrize("rendering", RENDERINGS.values(), ids=RENDERINGS)
def test_every_rendering_lists_the_title_with_who_published_it(rendering: Callable[[Briefing], str]) -> None:
    shown = rendering(LISTED)
    assert "Who pays for" in shown
    assert "The Lake Voice" in shown


def test_in_discord_it_stands_below_the_background_with_its_number_and_language() -> None:
    last = content(briefing_views(LISTED)[-1])
    listed = last[last.index("`BACKGROUND`") :].split("\n-# Opinion and analysis\n")[1]
    assert listed.startswith(r"- Who pays for \[the dam\]")
    assert "[[10]](https://lakesidecourier.example/2031/05/70) · The Lake Voice *(Polish)*" in listed
    assert "**[10] The Lake Voice**" in in_discord(LISTED), "among the sources"


def test_on_a_day_without_news_it_stands_alone() -> None:
    quiet = replace(examples.briefing(), reading=(COLUMN,))
    assert "Opinion and analysis" in content(briefing_views(quiet)[0])
    assert "Nothing new since" in in_terminal(quiet)
    assert "Opinion and analysis" in in_terminal(quiet)


def test_many_titles_that_find_no_room_below_the_last_story_get_a_page() -> None:
    long = [replace(COLUMN, id=str(n), title="Dam " * 100) for n in range(3)]
    *others, last = briefing_views(replace(examples.crowded(9, words=20), reading=tuple(long)))
    assert "Opinion and analysis" in content(last)
    assert not any("Opinion and analysis" in content(card) for card in others)


@pytest.mark.parametrize(
    "whole",
    [examples.example(), examples.briefing(), *(examples.crowded(n, words=20) for n in (1, 9, 25))],
    ids=["usual", "quiet", "one story", "nine", "twenty-five"],
)
def test_no_page_outgrows_a_message_however_long_titles_notes_and_addresses_are(whole: Briefing) -> None:
    notes = [examples.article(80 + n, "N" * 300, "*W" * 210, url=_long_address(n)) for n in range(5)]
    reading = [
        examples.article(90 + n, "*" * 300, source="S*" * 60, url=_long_address(n), language="pl") for n in range(3)
    ]
    quotes = tuple(map(examples.quote, notes))
    cards = briefing_views(replace(whole, background=quotes, notes=tuple(notes), reading=tuple(reading)))
    told = "".join(map(content, cards))
    assert (told.count("NNN"), told.count("Opinion and analysis")) == (0, 1)


def _long_address(number: int) -> str:
    return f"https://lake.example/{number}/{'x' * 230}"


def test_a_post_of_one_story_has_none_of_it() -> None:
    assert story_alone(LISTED, LISTED.stories[0].id).reading == ()


def test_json_has_it_at_its_end() -> None:
    told = json.loads(briefing_json(LISTED))
    assert list(told)[-1] == "reading"
    assert [each["title"] for each in told["reading"]] == [COLUMN.title]
