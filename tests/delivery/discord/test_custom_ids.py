from __future__ import annotations

import re

from bot.delivery.discord.custom_ids import (
    LONGEST_CUSTOM_ID,
    MORE,
    SEARCH,
    SOURCES,
    draft_and_pick,
    form_of,
    more_id,
    name_value,
    row_value,
    search_id,
    sources_id,
)
from bot.delivery.form import USUAL, Form
from bot.model import Length

SHORT_GERMAN = Form(Length.SHORT, "de")


def test_an_id_is_read_as_it_was_written() -> None:
    more = re.fullmatch(MORE, more_id("0123456789abcdef", 2))
    sources = re.fullmatch(SOURCES, sources_id("0123456789abcdef", 11, SHORT_GERMAN))
    of_story = re.fullmatch(SOURCES, sources_id("0123456789abcdef", 1, SHORT_GERMAN, "fedcba9876543210"))
    search = re.fullmatch(SEARCH, search_id('the "dam gates": 1\n2', 3) or "")
    assert more
    assert more.groupdict() == {"briefing_id": "0123456789abcdef", "page": "2", "form": None}
    assert sources
    told = {"briefing_id": "0123456789abcdef", "page": "11", "form": "sde", "story_id": None}
    assert sources.groupdict() == told
    assert of_story
    assert of_story.groupdict() == told | {"page": "1", "story_id": "fedcba9876543210"}
    assert search
    assert search.groupdict() == {"query": 'the "dam gates": 1\n2', "page": "3"}


def test_a_button_keeps_the_form_of_its_briefing() -> None:
    for form in (USUAL, SHORT_GERMAN, Form(Length.LONG, "hy")):
        more = re.fullmatch(MORE, more_id("0123456789abcdef", 1, form))
        assert more
        assert form_of(more["form"]) == form
    assert form_of(None, "Asia/Yerevan") == Form(timezone="Asia/Yerevan"), "as on the buttons of earlier versions"


def test_one_kind_of_id_is_not_taken_for_another() -> None:
    ids = [more_id("a", 0), sources_id("a", 0), search_id("briefing:more:a:0", 0) or ""]
    patterns = [MORE, SOURCES, SEARCH]
    fits = [[bool(re.fullmatch(pattern, custom_id)) for pattern in patterns] for custom_id in ids]
    assert fits == [[True, False, False], [False, True, False], [False, False, True]]


def test_words_too_long_for_an_id_have_no_button() -> None:
    longest = "x" * (LONGEST_CUSTOM_ID - len("search:0:"))
    assert search_id(longest, 0)
    assert search_id(longest + "x", 0) is None


def test_a_name_that_was_picked_is_told_from_a_row() -> None:
    assert draft_and_pick(row_value("0" * 16, 3)) == ("0" * 16, 3)
    assert draft_and_pick(name_value("0" * 16, "Brade: 1+2")) == ("0" * 16, "Brade: 1+2")
    assert draft_and_pick(name_value("0" * 16, "+3")) == ("0" * 16, "+3")
