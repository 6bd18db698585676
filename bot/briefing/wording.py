"""What `wording.toml` knows of how sentences and titles are worded, as patterns on folded words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from bot.briefing.terms import folded_line

Wording = Literal[
    "leans",
    "teases",
    "attributes",
    "dates",
    "argues",
    "tolls",
    "calendar",
    "hangs",
    "live",
    "pictures",
    "digest",
    "opinion",
    "explainer",
]

# Where a title changes its tone: "Photos: …", "… – live", "[Opinion] …", "… | Editorial".
_DIVISIONS = re.compile(r"[:|()\[\]?!]|\s[-–—]+\s|\.\s")

_YEAR = re.compile("(?:19|20)[0-9]{2}")
_ANY = "any"
_DEFAULT = "en"


def is_worded(wording: Wording, line: str, language: str | None) -> bool:
    """Whether a line is worded so in its language; one that nobody names is read as English.

    Args:
        line: As `folded_line` or `title_line` gives it: folded words with one blank between them.
    """
    pattern = _pattern(wording, language or _DEFAULT)
    return pattern is not None and pattern.search(line) is not None


def figures(line: str, language: str | None) -> frozenset[str]:
    """What a line counts: its numbers in digits, small ones written as words too; no years, days and hours."""
    numbers = _numbers(language or _DEFAULT)
    calendar = _pattern("calendar", language or _DEFAULT)
    counted = _beside(calendar).sub(" ", line) if calendar else line
    found = {numbers.get(word, word) for word in counted.split()}
    return frozenset(word for word in found if word.isdecimal() and not _YEAR.fullmatch(word))


def title_line(title: str) -> str:
    """The folded words of a title, a line for each part between colons, bars, brackets, full stops and dashes."""
    return "\n".join(filter(None, map(folded_line, _DIVISIONS.split(title))))


@cache
def _pattern(wording: Wording, language: str) -> re.Pattern[str] | None:
    by_language = _read()[wording]
    parts = [
        part.strip()
        for key in (_ANY, language)
        if key in by_language
        for part in by_language[key].split(",")
        if part.strip()
    ]
    return re.compile("|".join(map(_as_pattern, parts)), re.MULTILINE) if parts else None


def _as_pattern(part: str) -> str:
    r"""The regular expression for a part: "^read the" becomes `^read\ the(?!\w)`."""
    body = part.removeprefix("^").removesuffix("$")
    folded = re.escape(folded_line(body))
    ending = r"\w*" if body.endswith("*") else ""
    before = "^" if part.startswith("^") else r"(?<!\w)"
    after = "$" if part.endswith("$") else r"(?!\w)"
    return f"{before}{folded}{ending}{after}"


@cache
def _beside(words: re.Pattern[str]) -> re.Pattern[str]:
    """A number of at most four digits (1130 of "11:30" is two) before or after one of these words."""
    number = r"[0-9]{1,2}(?: [0-9]{2})?"
    return re.compile(rf"(?<!\w){number} (?:{words.pattern})|(?:{words.pattern}) {number}(?!\w)")


@cache
def _numbers(language: str) -> Mapping[str, str]:
    pairs = (pair.split("=") for pair in _read()["numbers"].get(language, "").split(",") if pair.strip())
    return {folded_line(word): figure.strip() for word, figure in pairs}


@cache
def _read() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("bot.briefing") / "wording.toml").read_text("utf-8"))
