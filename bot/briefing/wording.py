"""What `wording.toml` knows of how sentences and titles are worded, as patterns on folded words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
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
    "looks back",
    "speaks",
    "announces",
    "announces in titles",
    "foresees",
    "is far off",
    "since",
    "hangs",
    "where",
    "calendar",
    "live",
    "pictures",
    "digest",
    "opinion",
    "addresses",
    "speaks in titles",
    "papers",
    "explainer",
    "lists",
    "numbered days",
    "numbered names",
    "asks",
]

QUOTED = re.compile(r"[\"“„«][^\"”“»]*[\"”»]|(?<!\w)['‘].*?['’](?!\w)")
"""What stands in quotation marks in a title or a sentence."""

# Where a title changes its tone: "Photos: …", "… – live", "[Opinion] …", "… | Editorial".
_DIVISIONS = re.compile(r"[:|()\[\]?!]|\s[-–—]+\s|\.\s")

_DIGIT = re.compile("[0-9]")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_ANY = "any"
_NOT = "!"
_GAP, _BETWEEN = " … ", r"(?: \S+){1,8} "  # "wie das Ministerium für Verkehr am Freitag mitteilte"
_DEFAULT = "en"
_BEGINNING = 2  # letters; no stem has fewer


def is_worded(wording: Wording, line: str, language: str | None) -> bool:
    """Whether a line is worded so in its language; one that nobody names is read as English.

    Args:
        line: As `folded_line` or `title_line` gives it: folded words with one blank between them.
    """
    return _parts(wording, language or _DEFAULT).stand_in(line)


def figures(line: str, language: str | None) -> frozenset[str]:
    """What a line counts: its numbers in digits, small ones written as words too; no years, days, hours and names."""
    numbers = number_words(language or _DEFAULT)
    counted = _counts_nothing(language or _DEFAULT).sub(" ", line) if _DIGIT.search(line) else line
    found = {numbers.get(word, word) for word in counted.split()}
    return frozenset(word for word in found if word.isdecimal() and not _YEAR.fullmatch(word))


def title_line(title: str) -> str:
    """The folded words of a title, a line for each part between colons, bars, brackets, full stops and dashes."""
    return "\n".join(filter(None, map(folded_line, _DIVISIONS.split(title))))


class _Parts:
    """The parts of a wording in one language, sorted by how they are looked for: most are single words.

    A phrase is looked for only in a line that has its first word.
    """

    def __init__(self, parts: Sequence[str]) -> None:
        words: list[str] = []
        stems: list[str] = []
        endings: list[str] = []
        openings: list[str] = []
        phrases: dict[str, list[str]] = {}
        taken_away = [_as_pattern(part.removeprefix(_NOT)) for part in parts if part.startswith(_NOT)]
        for part in (part for part in parts if not part.startswith(_NOT)):
            body = folded_line(part.strip("^$*"))
            if part.startswith("*"):
                endings.append(body)
            elif part.startswith("^"):
                openings.append(_as_pattern(part))
            elif part.endswith("$") or " " in body:
                phrases.setdefault(body.split()[0], []).append(_as_pattern(part))
            else:
                (stems if part.endswith("*") else words).append(body)
        self._words = frozenset(words)
        self._stems = _by_beginning(stems)
        self._endings = tuple(endings)
        self._openings = re.compile("|".join(openings)) if openings else None
        self._phrases = {first: re.compile("|".join(some), re.MULTILINE) for first, some in phrases.items()}
        self._taken_away = re.compile("|".join(taken_away)) if taken_away else None

    def stand_in(self, line: str) -> bool:
        """Whether any of them stands in a line, or in one of several."""
        if not self._any_in(line):
            return False
        return not self._taken_away or self._any_in(self._taken_away.sub(" ", line))

    def _any_in(self, line: str) -> bool:
        words = line.split()
        if not self._words.isdisjoint(words):
            return True
        stems = self._stems
        if stems and any(word.startswith(stems[word[:_BEGINNING]]) for word in words if word[:_BEGINNING] in stems):
            return True
        if self._endings and any(word.endswith(self._endings) for word in words):
            return True
        if self._openings and any(map(self._openings.match, line.split("\n"))):
            return True
        return any(self._phrases[first].search(line) for first in self._phrases.keys() & words)


def _by_beginning(stems: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Stems by their first letters, so that a word is compared with few."""
    found: dict[str, tuple[str, ...]] = {}
    for stem in stems:
        found[stem[:_BEGINNING]] = (*found.get(stem[:_BEGINNING], ()), stem)
    return found


@cache
def _parts(wording: Wording, language: str) -> _Parts:
    return _Parts(_listed(wording, language))


def _listed(wording: str, language: str) -> list[str]:
    by_language = _read()[wording]
    listed = ",".join(by_language.get(key, "") for key in (_ANY, language))
    return [" ".join(part.split()) for part in listed.split(",") if part.strip()]


def _as_pattern(part: str) -> str:
    r"""The regular expression for a part: "read the" becomes `(?<!\w)read\ the(?!\w)`."""
    body = part.strip("^$*")
    before = "" if part.startswith("^") else r"(?<!\w)"
    ending = r"\w*" if part.rstrip("$").endswith("*") else ""
    after = "$" if part.endswith("$") else r"(?!\w)"
    said = _BETWEEN.join(re.escape(folded_line(words)) for words in body.split(_GAP))
    return f"{before}{said}{ending}{after}"


@cache
def _counts_nothing(language: str) -> re.Pattern[str]:
    """A number of one or two digits, or two such ("11 30"), before or after a word of the calendar, or in a name."""
    number = r"[0-9]{1,2}(?: [0-9]{2})?"
    words, names = (
        "|".join(_as_pattern("^" + part) for part in _listed(kind, language)) for kind in ("calendar", "numbered names")
    )
    return re.compile(rf"(?<!\w){number} (?:{words})|(?<!\w)(?:{words}|{names}) {number}(?!\w)")


@cache
def number_words(language: str) -> Mapping[str, str]:
    """The figures of small numbers that are written as words, by the folded word."""
    pairs = (pair.split("=") for pair in _read()["numbers"].get(language, "").split(",") if pair.strip())
    return {folded_line(word): figure.strip() for word, figure in pairs}


@cache
def _read() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("bot.briefing") / "wording.toml").read_text("utf-8"))
