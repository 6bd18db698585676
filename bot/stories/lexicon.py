"""What words stand for in every language: concepts ("ceasefire") and places ("armenia").

    concepts.toml | places.toml → fold → exact words, stems, phrases → the meanings in a text

The longest match wins: "cease fire" is a ceasefire and no fire.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from bot.text.words import fold

PLACE = "@"
"""Stands before the name of a place among the meanings ("@armenia")."""

# A text whose language nobody names is read by the first of these whose script it has.
_BY_SCRIPT = (("hy", "԰", "֏"), ("ka", "Ⴀ", "ჿ"), ("ru", "Ѐ", "ӿ"))
_ANY = "*"
_SHORTEST_STEM = 2
_REMEMBERED_WORDS = 1 << 15


class _Part(NamedTuple):
    """A word of a pattern; `open_ended` where any ending may follow it."""

    word: str
    open_ended: bool


class _Pattern(NamedTuple):
    """What follows the first word, and what all together mean."""

    rest: tuple[_Part, ...]
    meaning: str

    def stands_at(self, folded: Sequence[str], at: int) -> bool:
        """Whether the rest of the pattern is what the text has from there on."""
        if at + len(self.rest) > len(folded):
            return False
        return all(
            folded[at + i].startswith(part.word) if part.open_ended else folded[at + i] == part.word
            for i, part in enumerate(self.rest)
        )


class _Patterns:
    """The patterns of one language, by their first word."""

    def __init__(self) -> None:
        self._words: dict[str, list[_Pattern]] = {}
        self._stems: dict[str, list[_Pattern]] = {}
        self._known: dict[str, tuple[_Pattern, ...]] = {}

    def add(self, pattern: str, meaning: str) -> None:
        """One entry of a lexicon file: "truce*", "cease fire*"."""
        first, *rest = [_Part(fold(word.rstrip("*")), word.endswith("*")) for word in pattern.split()]
        by_first = self._stems if first.open_ended else self._words
        by_first.setdefault(first.word, []).append(_Pattern(tuple(rest), meaning))

    def starting_with(self, word: str) -> tuple[_Pattern, ...]:
        """Every pattern whose first word this is, the longest first."""
        known = self._known.get(word)
        if known is None:
            found = list(self._words.get(word, ()))
            for length in range(_SHORTEST_STEM, len(word) + 1):
                found += self._stems.get(word[:length], ())
            if len(self._known) >= _REMEMBERED_WORDS:
                self._known.clear()
            known = self._known[word] = tuple(sorted(found, key=lambda pattern: -len(pattern.rest)))
        return known


class Lexicon:
    """Finds the meanings of folded words in a row."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        """Build from (meaning, language or "*", comma-separated patterns)."""
        self._languages: dict[str, _Patterns] = {}
        for meaning, language, patterns in entries:
            of_language = self._languages.setdefault(language, _Patterns())
            for pattern in patterns.split(","):
                of_language.add(pattern.strip(), meaning)

    def meanings(self, folded: Sequence[str], language: str) -> list[str]:
        """The meanings in order of the text, each as often as a word or phrase for it stands there."""
        tables = [self._languages[name] for name in (language, _ANY) if name in self._languages]
        found: list[str] = []
        for table in tables:
            found += _longest_matches(table, folded)
        return found


def _longest_matches(table: _Patterns, folded: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(folded):
        length = 0
        for pattern in table.starting_with(folded[at]):
            if len(pattern.rest) < length:
                break
            if not pattern.rest or pattern.stands_at(folded, at + 1):
                length = len(pattern.rest)
                yield pattern.meaning
        at += length + 1


def language_of(language: str | None, sample: str) -> str:
    """The language to read a text by: the one it is said to have, else a guess from its script."""
    if language:
        return language
    for name, first, last in _BY_SCRIPT:
        if any(first <= char <= last for char in sample):
            return name
    return "en"


@cache
def lexicon() -> Lexicon:
    """What news is about, and where; read on first use (some 60 ms)."""
    return Lexicon(_entries())


def _entries() -> Iterator[tuple[str, str, str]]:
    for name, by_language in _read("concepts.toml").items():
        for language, patterns in by_language.items():
            yield name, language, patterns
    for name, patterns in _read("places.toml").items():
        yield PLACE + name, _ANY, patterns


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("bot.stories") / name).read_text("utf-8"))
