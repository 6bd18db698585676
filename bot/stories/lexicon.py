"""What words stand for in every language: concepts ("ceasefire") and places ("armenia").

concepts.toml | places.toml → fold → exact words, stems, phrases → a meaning for each word of a text
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from bot.text.words import fold

# A text whose language nobody names is read by the first of these whose script it has.
_BY_SCRIPT = (("hy", "԰", "֏"), ("ka", "Ⴀ", "ჿ"), ("ru", "Ѐ", "ӿ"))
_ANY = "*"


class _Phrase(NamedTuple):
    """The words that follow the first, each with whether any ending may stand, and what all mean together."""

    rest: tuple[tuple[str, bool], ...]
    meaning: str


class _Patterns:
    """The patterns of one language."""

    def __init__(self) -> None:
        self._words: dict[str, list[_Phrase]] = {}
        self._stems: dict[str, list[_Phrase]] = {}
        self._known: dict[str, tuple[_Phrase, ...]] = {}

    def add(self, pattern: str, meaning: str) -> None:
        """One entry of a lexicon file: "truce*", "cease fire*"."""
        parts = [(fold(part.rstrip("*")), part.endswith("*")) for part in pattern.split()]
        (first, open_ended), *rest = parts
        (self._stems if open_ended else self._words).setdefault(first, []).append(_Phrase(tuple(rest), meaning))

    def starting_with(self, word: str) -> tuple[_Phrase, ...]:
        """Every pattern whose first word this is."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > 1 << 15:
                self._known.clear()
            found = list(self._words.get(word, ()))
            for length in range(2, len(word) + 1):
                found += self._stems.get(word[:length], ())
            known = self._known[word] = tuple(found)
        return known


class Lexicon:
    """Finds the meanings of folded words in a row."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        """Build from (meaning, language or "*", comma-separated patterns)."""
        self._languages: dict[str, _Patterns] = {}
        for meaning, language, patterns in entries:
            by_language = self._languages.setdefault(language, _Patterns())
            for pattern in patterns.split(","):
                by_language.add(pattern.strip(), meaning)

    def meanings(self, folded: Sequence[str], language: str | None) -> list[str]:
        """Each meaning once for every place where a word or phrase for it stands, in order of the text."""
        tables = [self._languages[name] for name in (_ANY, language) if name in self._languages]
        return [
            phrase.meaning
            for at, word in enumerate(folded)
            for table in tables
            for phrase in table.starting_with(word)
            if not phrase.rest or _follows(phrase.rest, folded, at + 1)
        ]


def _follows(rest: tuple[tuple[str, bool], ...], folded: Sequence[str], at: int) -> bool:
    if at + len(rest) > len(folded):
        return False
    return all(
        folded[at + i].startswith(part) if open_ended else folded[at + i] == part
        for i, (part, open_ended) in enumerate(rest)
    )


def language_of(language: str | None, sample: str) -> str:
    """The language to read a text by: the one it is said to have, else a guess from its script."""
    if language:
        return language
    for name, first, last in _BY_SCRIPT:
        if any(first <= char <= last for char in sample):
            return name
    return "en"


@cache
def concepts() -> Lexicon:
    """What news is about; read on first use (40 ms)."""
    return Lexicon(
        (name, language, patterns)
        for name, by_language in _read("concepts.toml").items()
        for language, patterns in by_language.items()
    )


@cache
def places() -> Lexicon:
    """Countries, regions and cities with their peoples and adjectives; read on first use."""
    return Lexicon((name, _ANY, patterns) for name, patterns in _read("places.toml").items())


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("bot.stories") / name).read_text("utf-8"))
