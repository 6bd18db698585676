from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.discord.markdown import escape, link, moment
from bot.delivery.plain import one_line
from tests.delivery.discord.inert import active, shown
from tests.delivery.naughty import HOSTILE, TEXTS, naughty_strings, real_titles


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_does_nothing(text: str) -> None:
    assert active(escape(text)) == []
    assert shown(escape(text)) == one_line(text)


HARMLESS_IN_DISCORD = ("&lt;b&gt;", "Z\u0334")


@pytest.mark.parametrize("text", [text for text in HOSTILE if text and not text.startswith(HARMLESS_IN_DISCORD)])
def test_the_check_of_these_tests_sees_what_escaping_prevents(text: str) -> None:
    assert active(text) != []


@given(TEXTS)
def test_no_text_does_anything(text: str) -> None:
    assert active(escape(text)) == []
    assert shown(escape(text)) == one_line(text)


@given(TEXTS, st.integers(1, 60))
def test_a_shortened_text_does_nothing_and_keeps_its_length(text: str, at_most: int) -> None:
    escaped = escape(text, at_most=at_most)
    assert active(escaped) == []
    assert len(shown(escaped)) <= at_most
    assert len(escaped) <= 2 * at_most + 2


def test_naughty_strings_do_nothing() -> None:
    assert {text: active(escape(text)) for text in naughty_strings() if active(escape(text))} == {}


def test_real_titles_are_shown_as_they_are_and_do_nothing() -> None:
    titles = real_titles()
    assert len(titles) > 8000
    assert {title: active(escape(title)) for title in titles if active(escape(title))} == {}
    assert [title for title in titles if shown(escape(title)) != one_line(title)] == []


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Plain words, 24/7 (really): yes.", "Plain words, 24/7 (really): yes."),
        ("at 09:01", r"at 09\:01"),
        ("<@1>", r"\<\@1\>"),
        ("@everyone", "@\u200beveryone"),
        ("[a](https://b.example)", r"\[a\](https\://b.example)"),
        ("2031. gadā", r"2031\. gadā"),
        ("-# small", r"\-\# small"),
        ("mid - dash 1. and # hash", r"mid - dash 1. and \# hash"),
        ("שלום", "\u2068שלום\u2069"),
    ],
)
def test_only_what_could_act_is_marked(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_a_link_goes_only_where_a_browser_may_go() -> None:
    assert link("[1]", "https://a.example/b (c)") == "[[1]](https://a.example/b%20%28c%29)"
    assert link("[1]", "javascript:alert(1)") == "[1]"
    assert link("[1]", None) == "[1]"


def test_a_moment_is_left_to_the_readers_own_zone() -> None:
    assert moment(datetime(2031, 5, 14, 4, 0, tzinfo=UTC), "R") == "<t:1936497600:R>"
