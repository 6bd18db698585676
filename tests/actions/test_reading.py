"""Which languages readers read, as people write it."""

from __future__ import annotations

import re

import pytest

from bot.actions.reading import languages_told, languages_written, parse_language, parse_languages
from bot.actions.words_around import words_around
from bot.delivery.speech import ENGLISH, LOCALES, speech_in
from bot.errors import BadValueError
from bot.text.language_codes import LANGUAGE_CODES


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("pl", "pl"),
        ("pl, en", "pl,en"),
        ("PL en", "pl,en"),
        ("Polish and English", "pl,en"),
        ("Polish, English, polish", "pl,en"),
        ("hy/ru", "hy,ru"),
        ("Scottish Gaelic, Norwegian Bokmål", "gd,nb"),
        ("Norwegian, norwegian bokmal and Irish", "no,nb,ga"),
        (" usual ", ""),
        ("Default", ""),
    ],
)
def test_languages_are_read_as_people_write_them(text: str, codes: str) -> None:
    assert parse_languages(text) == codes


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Elvish", "“Elvish” is no language; write its name or two letters, such as Polish or pl"),
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
    assert parse_languages(languages_written(speech.say("the usual ones"), speech)) == ""
    assert parse_languages(languages_written("usual", ENGLISH)) == ""


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_is_read_by_its_name_in_every_language(locale: str) -> None:
    speech = speech_in(locale)
    named = {code: languages_told(code, speech) for code in sorted(LANGUAGE_CODES)}
    assert {code: parse_languages(languages_written(name, speech)) for code, name in named.items()} == {
        code: code for code in named
    }
    assert parse_languages(languages_written(named["tr"].lower() + ", " + named["gd"], speech)) == "tr,gd"


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_refusal_says_to_write_is_a_language(locale: str) -> None:
    speech = speech_in(locale)
    with pytest.raises(BadValueError) as refusal:
        parse_languages("klingon")
    told = re.split(r"[ ,՝]+", speech.explain(refusal.value).rstrip(".։"))
    example = told[-4 if locale == "tr" else -3]  # "Lehçe ya da pl"
    assert parse_language(example, speech) == parse_language(told[-1], speech) == "pl"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("Polnisch und Englisch", "de"),
        ("polaco e inglés", "es"),
        ("polonais et anglais", "fr"),
        ("լեհերեն և անգլերեն", "hy"),
        ("polski i angielski", "pl"),
        ("польский и английский", "ru"),
        ("lehçe ve ingilizce", "tr"),
        ("польська та англійська", "uk"),
    ],
)
def test_languages_are_joined_by_a_word_in_the_persons_own(text: str, locale: str) -> None:
    assert parse_languages(languages_written(text, speech_in(locale))) == "pl,en"


def test_a_language_that_is_called_as_the_joining_word_is_still_one() -> None:
    assert parse_languages(languages_written("pl, et", speech_in("fr"))) == "pl,et"
    assert parse_languages(languages_written("et, pl, ve", speech_in("tr"))) == "et,pl,ve"


@pytest.mark.parametrize(
    "kind", ["and", "last", "to", "every", "every day", "weekdays", "weekends", "noon", "midnight"]
)
def test_no_language_of_the_frame_lacks_the_words_that_people_write_around_names(kind: str) -> None:
    assert set(LOCALES) - words_around(kind).keys() == set()
