"""What words and phrases stand for, in any language.

    patterns → fold → exact words, stems, phrases → the meanings in a text

A pattern is a word, `stem*` with any ending, a phrase of such, or an exception: `!word` and `!stem*` take words away
from what the other patterns of one word mean ("litw*, !litwinienk*"); those of a language, in texts in it, also from
what the patterns of all languages mean ("Seul" is a city, but in French *seul* is "alone").

The longest match wins: "cease fire" is a ceasefire and no fire. The patterns of a language are made ready for the
first text in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from bot.text.word_lists import word_lists
from bot.text.words import fold

# A text whose language nobody names is read by the first of these whose script it has.
_BY_SCRIPT = (("hy", "԰", "֏"), ("ka", "Ⴀ", "ჿ"), ("ru", "Ѐ", "ӿ"))
ANY = "*"
"""Stands for the patterns of all languages."""
_PLACE = "@"
_SHORTEST_STEM = 2
_EXCEPT = "!"
_REMEMBERED_WORDS = 1 << 15


class Meaning(NamedTuple):
    """What the words from `at` on stand for, and how many they are."""

    name: str
    at: int
    length: int

    @property
    def is_place(self) -> bool:
        """Whether it is one of those that `as_place` gives."""
        return self.name.startswith(_PLACE)

    def as_place(self) -> Meaning:
        """The meaning as it stands beside what is no place: "@armenia"."""
        return self._replace(name=f"{_PLACE}{self.name}")


KnownName = tuple[Meaning, tuple[str, ...]]
"""What words stand for, and what that is called, as names that a topic may have."""


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


def _part(word: str) -> _Part:
    return _Part(fold(word.rstrip("*")), word.endswith("*"))


class _Patterns:
    """The patterns of one language, by their first word."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._words: dict[str, list[_Pattern]] = {}
        self._stems: dict[str, list[_Pattern]] = {}
        self._exceptions: dict[_Part, set[str]] = {}
        for meaning, patterns in entries:
            for pattern in patterns.replace("|", ",").split(","):
                first, *rest = [_part(word) for word in pattern.split()]
                if first.word.startswith(_EXCEPT):
                    if rest:
                        raise ValueError(f"{meaning}: an exception is one word, not {pattern.strip()!r}")
                    except_ = first._replace(word=first.word.removeprefix(_EXCEPT))
                    self._exceptions.setdefault(except_, set()).add(meaning)
                    continue
                by_first = self._stems if first.open_ended else self._words
                by_first.setdefault(first.word, []).append(_Pattern(tuple(rest), meaning))
        stems = (*self._stems, *(part.word for part in self._exceptions))
        self._longest_stem = max(map(len, stems), default=0)  # of a word of 100,000 letters no more is looked at
        self._starting_with = lru_cache(maxsize=_REMEMBERED_WORDS)(self._found_for)

    def _found_for(self, word: str) -> tuple[_Pattern, ...]:
        """Every pattern whose first word this is, the longest first, and of one word for each meaning one."""
        lengths = self._stem_lengths(word)
        found = [*self._words.get(word, ())]
        for length in lengths:
            found += self._stems.get(word[:length], ())
        if not found:  # as for most words
            return ()
        excepted = self._excepted(word)
        found = list(dict.fromkeys(each for each in found if each.rest or each.meaning not in excepted))
        return tuple(sorted(found, key=lambda pattern: -len(pattern.rest)))

    def _stem_lengths(self, word: str) -> range:
        return range(_SHORTEST_STEM, min(len(word), self._longest_stem) + 1)

    def _excepted(self, word: str) -> set[str]:
        """What a word does not mean, whatever pattern it fits."""
        lengths = self._stem_lengths(word)
        parts = (_Part(word, open_ended=False), *(_Part(word[:length], open_ended=True) for length in lengths))
        return {meaning for part in parts for meaning in self._exceptions.get(part, ())}

    def excepts(self, meaning: Meaning, word: str) -> bool:
        """Whether a meaning, found by a pattern of all languages, is none of this word in this language."""
        return meaning.length == 1 and bool(self._exceptions) and meaning.name in self._excepted(word)

    def longest_in(self, folded: Sequence[str]) -> Iterator[Meaning]:
        """The longest matches from left to right; words of equal length may mean several things."""
        after = 0  # what the last match spans
        starting = list(map(self._starting_with, folded))
        for at in compress(range(len(folded)), starting):
            if at < after:
                continue
            length = 0
            for pattern in starting[at]:
                if len(pattern.rest) < length:
                    break
                if not pattern.rest or pattern.stands_at(folded, at + 1):
                    length = len(pattern.rest)
                    yield Meaning(pattern.meaning, at, length + 1)
            after = at + length + 1


class Lexicon:
    """Finds the meanings of folded words in a row."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        """Build from (meaning, language or "*" for all, comma-separated patterns)."""
        self._entries: dict[str, list[tuple[str, str]]] = {}
        for meaning, language, patterns in entries:
            self._entries.setdefault(language, []).append((meaning, patterns))
        self._patterns: dict[str, _Patterns] = {}

    def meanings(self, folded: Sequence[str], language: str) -> list[Meaning]:
        """Where a word or phrase stands for something: those of the language first, then those of all."""
        of_all = self._of(ANY).longest_in(folded) if ANY in self._entries else ()
        if language == ANY or language not in self._entries:
            return [*of_all]
        own = self._of(language)
        found = dict.fromkeys(own.longest_in(folded))
        found |= dict.fromkeys(each for each in of_all if not own.excepts(each, folded[each.at]))
        return [*found]

    def patterns(self, meaning: str) -> dict[str, list[str]]:
        """What stands for it, by language, exceptions (`!word`) too."""
        found: dict[str, list[str]] = {}
        for language, entries in self._entries.items():
            for name, patterns in entries:
                if name == meaning:
                    found.setdefault(language, []).extend(map(str.strip, patterns.replace("|", ",").split(",")))
        return found

    def _of(self, language: str) -> _Patterns:
        patterns = self._patterns.get(language)
        if patterns is None:
            patterns = self._patterns[language] = _Patterns(self._entries[language])
        return patterns


def language_of(language: str | None, sample: str) -> str:
    """The language to read a text by: the one it is said to have, else a guess from its script."""
    if language:
        return language
    for name, first, last in _BY_SCRIPT:
        if any(first <= char <= last for char in sample):
            return name
    return "en"


def read_lexicon(package: str, file: str) -> Lexicon:
    """The lexicon of a file `[KIND.NAME]` with patterns by language; it gives "KIND NAME" for what they mean."""
    return Lexicon(
        (f"{kind} {name}", language, patterns)
        for kind, by_name in word_lists(package, file).items()
        for name, by_language in by_name.items()
        for language, patterns in by_language.items()
    )
