"""What `wording.toml` knows of how sentences and titles are worded, as patterns on folded words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from bot.text.spelled import spelled_in
from bot.text.terms import folded_line
from bot.text.word_lists import listed, word_lists

Wording = Literal[
    "leans",
    "refers back",
    "says who before",
    "speaks for another",
    "says which",
    "negates",
    "teases",
    "attributes",
    "answers",
    "dates",
    "argues",
    "tolls",
    "looks back",
    "speaks",
    "announces",
    "announces in titles",
    "polls",
    "foresees",
    "is far off",
    "knows not yet",
    "since",
    "hangs",
    "where",
    "calendar",
    "live",
    "pictures",
    "digest",
    "opinion",
    "addresses",
    "judges",
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
_MOST_BETWEEN = 8
_GAP, _BETWEEN = " … ", rf"(?: \S+){{1,{_MOST_BETWEEN}}} "  # "wie das Ministerium für Verkehr am Freitag mitteilte"
_END = " \n"  # behind a line, so that a word ends with a blank there too
_TAKEN_AWAY = " ".join("-" * (_MOST_BETWEEN + 1))  # in its place, so that nothing is said across it
_DEFAULT = "en"
_REMEMBERED_WORDS = 1 << 15  # of each language


def is_worded(wording: Wording, line: str, language: str | None) -> bool:
    """Whether a line is worded so in its language; one that nobody names is read as English.

    Args:
        line: As `folded_line` or `title_line` gives it: folded words with one blank between them.
    """
    return wording in wordings(line, language)


@lru_cache(maxsize=1024)
def wordings(line: str, language: str | None) -> frozenset[Wording]:
    """Every way in which a line is worded; of one line after another more than one is asked for."""
    return _ways(language or _DEFAULT).of(line)


def figures(line: str, language: str | None) -> frozenset[str]:
    """What a line counts: its numbers, in digits and in words; no years, days, hours and names."""
    counted = _counts_nothing(language or _DEFAULT).sub(" ", line) if _DIGIT.search(line) else line
    said = counted.split()
    in_digits = (word for word in said if word.isdecimal() and not _YEAR.fullmatch(word))
    return frozenset((*in_digits, *map(str, spelled_in(said, language or _DEFAULT))))


def title_line(title: str) -> str:
    """The folded words of a title, a line for each part between colons, bars, brackets, full stops and dashes."""
    return "\n".join(filter(None, map(folded_line, _DIVISIONS.split(title))))


class _Phrase(NamedTuple):
    """A part of a wording that a word alone does not make.

    Attributes:
        opens: It must stand at the beginning.
        begins: As it stands in a line with `_END` behind it, up to its first gap.
        with_gaps: What matches it where other words may stand in it.
    """

    wording: Wording
    opens: bool
    begins: str
    with_gaps: re.Pattern[str] | None

    @classmethod
    def of(cls, wording: Wording, part: str) -> _Phrase:
        """Read a part as it is listed."""
        first = folded_line(part.split(_GAP, maxsplit=1)[0].strip("^$*"))
        after = "" if part.endswith("*") else _END if part.endswith("$") else " "
        with_gaps = re.compile(_as_pattern(part)) if _GAP in part else None
        return cls(wording, part.startswith("^"), first + (" " if with_gaps else after), with_gaps)

    def stands_at(self, line: str, start: int) -> bool:
        """Whether it begins there."""
        if (self.opens and start) or not line.startswith(self.begins, start):
            return False
        return self.with_gaps is None or self.with_gaps.match(line, start) is not None


class _Told(NamedTuple):
    """What a word tells of a line: the wordings for which it is enough, what it may begin, and how that may begin."""

    alone: frozenset[Wording]
    phrases: tuple[_Phrase, ...]
    beginnings: tuple[str, ...]


class _Ways:
    """The wordings of one language, found by the first words of their parts: most are single words."""

    def __init__(self, language: str) -> None:
        self._by_word: dict[str, list[Wording | _Phrase]] = {}
        self._by_stem: dict[str, list[Wording | _Phrase]] = {}
        self._by_ending: dict[str, list[Wording | _Phrase]] = {}
        self._taken_away: dict[Wording, re.Pattern[str]] = {}
        for wording in get_args(Wording):
            parts = _listed(wording, language)
            for part in (part for part in parts if not part.startswith(_NOT)):
                first, *rest = folded_line(part.strip("^$*")).split()
                by = self._by_stem if part.endswith("*") and not rest else self._by_word
                by = self._by_ending if part.startswith("*") else by
                is_word = not rest and not part.startswith("^") and not part.endswith("$")
                by.setdefault(first, []).append(wording if is_word else _Phrase.of(wording, part))
            if taken_away := [_as_pattern(part.removeprefix(_NOT)) for part in parts if part.startswith(_NOT)]:
                self._taken_away[wording] = re.compile("|".join(taken_away))
        # Of a word of 100,000 letters no more is looked at.
        self._longest = max(map(len, (*self._by_stem, *self._by_ending)), default=0)
        self._told_by = lru_cache(maxsize=_REMEMBERED_WORDS)(self._told_by_word)

    def of(self, lines: str) -> frozenset[Wording]:
        """The wordings that stand in a line, or in one of several."""
        found = self._standing_in(lines)
        for wording in self._taken_away.keys() & found:
            if wording not in self._standing_in(self._taken_away[wording].sub(_TAKEN_AWAY, lines)):
                found.remove(wording)
        return frozenset(found)

    def _standing_in(self, lines: str) -> set[Wording]:
        found: set[Wording] = set()
        for line in lines.split("\n"):
            start, ended = 0, line + _END
            for word in line.split(" "):
                if told := self._told_by(word):
                    found |= told.alone
                    if ended.startswith(told.beginnings, start):
                        found.update(each.wording for each in told.phrases if each.stands_at(ended, start))
                start += len(word) + 1
        return found

    def _told_by_word(self, word: str) -> _Told | None:
        parts = [*self._by_word.get(word, ())]
        for length in range(1, min(len(word), self._longest) + 1):
            parts += self._by_stem.get(word[:length], ())
            parts += self._by_ending.get(word[-length:], ())
        phrases = tuple(part for part in parts if isinstance(part, _Phrase))
        alone = frozenset(part for part in parts if not isinstance(part, _Phrase))
        return _Told(alone, phrases, tuple({phrase.begins for phrase in phrases})) if parts else None


@cache
def _ways(language: str) -> _Ways:
    return _Ways(language)


def _listed(wording: str, language: str) -> list[str]:
    by_language = word_lists("bot.text", "wording.toml")[wording]
    parts = listed(",".join(by_language.get(key, "") for key in (_ANY, language)))
    return [" ".join(part.split()) for part in parts]


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
