"""Which languages somebody reads, as people write it: "pl, en", "Polish and English", "Polnisch"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.actions.words_around import words_around
from bot.delivery.languages import language_name
from bot.delivery.speech import Speech
from bot.errors import BadValueError
from bot.text.language_codes import COUNTRY_TAKEN_FOR_LANGUAGE, LANGUAGE_CODES
from bot.text.words import fold

USUAL_READING = ("usual", "default")
"""What people write for the languages of the settings."""

MOST_READ = 6
"""More languages than that nobody reads."""

_ENGLISH = "en"
_LETTERS = 2
_MARKS = re.compile(r"[\s,;/+()]+")


def parse_languages(text: str) -> str:
    """What readers read, the first first, two letters each: "pl, en" and "Polish, English" are "pl,en".

    Returns:
        "" for "usual": those of the settings.

    Raises:
        BadValueError: One of them is none, or they are more than anybody reads.
    """
    if text.strip().casefold() in USUAL_READING:
        return ""
    codes = dict.fromkeys(_code(part) for part in _meant(text, _ENGLISH))
    if not codes:
        raise _no_language(text)
    if len(codes) > MOST_READ:
        raise BadValueError("These are more languages than anybody reads; write up to {most}.", most=MOST_READ)
    return ",".join(codes)


def languages_written(text: str, speech: Speech) -> str:
    """Languages by their names in a person's own: "Polnisch und Englisch" becomes "pl, en"."""
    if text.strip().casefold() == speech.say("the usual ones").casefold():
        return USUAL_READING[0]
    return ", ".join(_meant(text, speech.locale))


def languages_told(codes: str, speech: Speech) -> str:
    """Languages for a person: "Polish, English"; "" for the usual ones."""
    return ", ".join(language_name(code, speech.locale) for code in codes.split(",") if code)


def parse_language(text: str, speech: Speech) -> str:
    """The two letters of a language, which is named so, in a person's own language or in English: "pl", "Polnisch".

    Raises:
        BadValueError: It is none, or several.
    """
    codes = parse_languages(languages_written(text, speech))
    if len(codes) != _LETTERS:
        raise _no_language(text)
    return codes


def _code(value: str) -> str:
    code = value.casefold()
    if meant := COUNTRY_TAKEN_FOR_LANGUAGE.get(code):
        raise BadValueError("“{language}” is no language; did you mean “{meant}”?", language=value, meant=meant)
    if code not in LANGUAGE_CODES:
        raise _no_language(value)
    return code


def _no_language(text: str) -> BadValueError:
    return BadValueError(
        "“{language}” is no language; write its name or two letters, such as Polish or pl", language=text
    )


def _meant(text: str, locale: str) -> Iterator[str]:
    """The code of each language that stands there, and what is none as it is; names may be of several words."""
    words = [word for word in _MARKS.split(_without_and(text, locale)) if word]
    named = _codes_by_name(locale)
    longest = max(map(len, named))
    while words:
        lengths = range(min(longest, len(words)), 0, -1)
        found = next((n for n in lengths if tuple(map(fold, words[:n])) in named), None)
        yield named[tuple(map(fold, words[:found]))] if found else words[0]
        words = words[found or 1 :]


def _without_and(text: str, locale: str) -> str:
    """With commas in its place; between blanks only: "et" is Estonian too, and "ve" Venda."""
    words = words_around("and").get(locale)
    return _between(words).sub(", ", text) if words else text


@cache
def _between(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<=[\w)])(?:\s*,)?\s+(?:{'|'.join(words)})\s+(?=\w)", re.IGNORECASE)


@cache
def _codes_by_name(locale: str) -> dict[tuple[str, ...], str]:
    """By the words of the name, folded."""
    names = {code: _MARKS.split(fold(language_name(code, locale))) for code in sorted(LANGUAGE_CODES, reverse=True)}
    return {tuple(word for word in name if word): code for code, name in names.items()}
