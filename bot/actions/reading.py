"""Which languages somebody reads, as people write it: "pl, en", "Polish and English", "Polnisch"."""

from __future__ import annotations

import re
from functools import cache

from bot.delivery.languages import language_name
from bot.delivery.speech import Speech
from bot.errors import BadValueError
from bot.text.language_codes import COUNTRY_TAKEN_FOR_LANGUAGE, LANGUAGE_CODES

USUAL_READING = ("usual", "default")
"""What people write for the languages of the settings."""

_MOST = 6
_BETWEEN = re.compile(r"[,;/+\s]+(?:and\s+)?")


def parse_languages(text: str) -> str:
    """What readers read, the first first, two letters each: "pl, en" and "Polish, English" are "pl,en".

    Returns:
        "" for "usual": those of the settings.

    Raises:
        BadValueError: One of them is none, or they are more than anybody reads.
    """
    if text.strip().casefold() in USUAL_READING:
        return ""
    codes = dict.fromkeys(_code(part) for part in _BETWEEN.split(text.strip()) if part)
    if not codes:
        raise BadValueError("“{language}” is no language; write two letters, such as en or pl", language=text)
    if len(codes) > _MOST:
        raise BadValueError("These are more languages than anybody reads; write up to {most}.", most=_MOST)
    return ",".join(codes)


def languages_written(text: str, speech: Speech) -> str:
    """Languages by their names in a person's own: "Polnisch, Englisch" becomes "pl, en"."""
    if text.strip().casefold() == speech.say("the bot's usual ones").casefold():
        return USUAL_READING[0]
    named = _codes_by_name(speech.locale)
    return ", ".join(named.get(part.casefold(), part) for part in _BETWEEN.split(text.strip()) if part)


def languages_told(codes: str, speech: Speech) -> str:
    """Languages for a person: "Polish, English"; "" for the usual ones."""
    return ", ".join(language_name(code, speech.locale) for code in codes.split(",") if code)


def _code(value: str) -> str:
    code = value.casefold()
    if meant := COUNTRY_TAKEN_FOR_LANGUAGE.get(code):
        raise BadValueError("“{language}” is no language; did you mean “{meant}”?", language=value, meant=meant)
    code = _codes_by_name("en").get(code, code)
    if code not in LANGUAGE_CODES:
        raise BadValueError("“{language}” is no language; write two letters, such as en or pl", language=value)
    return code


@cache
def _codes_by_name(locale: str) -> dict[str, str]:
    return {language_name(code, locale).casefold(): code for code in sorted(LANGUAGE_CODES, reverse=True)}
