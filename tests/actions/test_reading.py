"""Which languages readers read, as people write it."""

from __future__ import annotations

import pytest

from bot.actions.reading import languages_told, languages_written, parse_languages
from bot.delivery.speech import ENGLISH, LOCALES, speech_in
from bot.errors import BadValueError


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("pl", "pl"),
        ("pl, en", "pl,en"),
        ("PL en", "pl,en"),
        ("Polish and English", "pl,en"),
        ("Polish, English, polish", "pl,en"),
        ("hy/ru", "hy,ru"),
        (" usual ", ""),
        ("Default", ""),
    ],
)
def test_languages_are_read_as_people_write_them(text: str, codes: str) -> None:
    assert parse_languages(text) == codes


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Elvish", "“Elvish” is no language"),
        ("pl, xq", "“xq” is no language"),
        ("ua", "did you mean “uk”"),
        (",", "“,” is no language"),
        ("pl en de fr es it ru", "more languages than anybody reads; write up to 6"),
    ],
)
def test_what_is_no_language_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadValueError, match=why):
        parse_languages(text)


def test_a_language_is_told_and_read_in_the_persons_own() -> None:
    german = speech_in("de")
    assert languages_told("pl,en", german) == "Polnisch, Englisch"
    assert languages_told("", german) == ""
    assert parse_languages(languages_written("Polnisch, Englisch", german)) == "pl,en"
    assert parse_languages(languages_written("polish, en", german)) == "pl,en"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_usual_ones_are_wished_in_the_words_that_are_suggested(locale: str) -> None:
    speech = speech_in(locale)
    assert parse_languages(languages_written(speech.say("the bot's usual ones"), speech)) == ""
    assert parse_languages(languages_written("usual", ENGLISH)) == ""
