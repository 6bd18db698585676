from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.plain import begins_with, one_line, says_the_same, shorten
from tests.delivery.discord.inert import invisible
from tests.delivery.naughty import TEXTS


@given(TEXTS)
def test_a_line_holds_nothing_invisible(text: str) -> None:
    assert invisible(one_line(text)) == []
    assert one_line(one_line(text)) == one_line(text)


def test_a_blank_that_keeps_words_together_stays_where_it_stands_alone() -> None:
    assert one_line("«\xa0Kalym\xa0»\u202f!") == "«\xa0Kalym\xa0»\u202f!"
    assert one_line("1\xa0234 \xa0 m\n\xa0\u2003é\xa0") == "1\xa0234 m é"
    assert one_line("\xa0\u202f") == ""
    assert says_the_same("«\xa0Kalym\xa0»", "« Kalym »")


def test_no_control_or_format_character_of_unicode_passes() -> None:
    every = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char) in ("Cc", "Cf", "Cs")]
    assert [char for char in every if invisible(one_line(f"a{char}b"))] == []


def test_words_keep_their_joiners_and_emoji_their_parts() -> None:
    assert one_line("می‌خواهم 👩‍👧 café") == "می‌خواهم 👩‍👧 café"
    assert one_line("pass\u200dword") == "password"


def test_marks_do_not_tower_over_other_lines() -> None:
    assert one_line("Z" + "\u0301" * 50) == "Z" + "\u0301" * 4


@given(st.text(alphabet="ab ", max_size=40), st.integers(1, 40))
def test_a_shortened_text_keeps_to_its_length(text: str, at_most: int) -> None:
    short = shorten(text, at_most)
    assert len(short) <= at_most
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_text_is_cut_between_words() -> None:
    assert shorten("one two three", 13) == "one two three"
    assert shorten("one two three", 9) == "one two…"
    assert shorten("onetwothree", 9) == "onetwoth…"


def test_a_shortened_text_ends_in_no_begun_bracket() -> None:
    assert shorten("It sank yesterday [18 Sep] at dawn.", 25) == "It sank yesterday…"
    assert shorten("It sank yesterday [18 Sep] at dawn.", 30) == "It sank yesterday [18 Sep]…"
    assert shorten("It sank [as the council of Odra told] at dawn.", 13) == "It sank…"
    assert shorten("[one two three]", 9) == "[one two…"


@pytest.mark.parametrize(
    ("one", "other", "same"), [("A b.", "a  b", True), ("A b։", "A b", True), ("A b", "A c", False)]
)
def test_lines_are_compared_without_capitals_spaces_and_end_marks(one: str, other: str, same: bool) -> None:
    assert says_the_same(one, other) is same


@pytest.mark.parametrize(
    ("part", "line", "begins"),
    [
        ("Only Kalym can end it.", "Only Kalym can end it. Will it?", True),
        ("Only  KALYM can end it", "Only Kalym can end it.", True),
        ("Only Kalym can end it.", "Only Kalym can end its war", False),
        ("The ferry sank.", "Minister denies the ferry sank", False),
        ("Kalym can end (it)", "Kalym can end (it): minister", True),
        ("Only Kalym can end it.", "Kalym can end it", False),
        ("Kalym’s “truce” holds – for now.", 'Kalym\'s "truce" holds - for now', True),
    ],
)
def test_what_a_headline_begins_with_is_known_by_its_words(part: str, line: str, begins: bool) -> None:
    assert begins_with(line, part) is begins
