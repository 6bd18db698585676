"""Numbers in words: "twenty-seven", "двадцать семь", "quatre-vingt-douze", "hundertzwei", "two thousand five hundred".

    thousands | hundreds | tens and ones, the longest that stands there

A language that `spelled.toml` does not have has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from bot.text.terms import folded_line
from bot.text.word_lists import word_lists

_TEN, _TENS, _UNITS, _HUNDREDS = 10, range(20, 100, 10), range(1, 10), range(100, 1000, 100)
_THOUSAND = 1_000
# Where ten and ones are words of their own: "on iki", "dix-sept".
_TEN_AND_ONES = ("tr", "az", "fr")
# French counts on to nineteen from 60 and 80; "quatre-vingts" is four twenties.
_COUNTED_ON = {"fr": (60, 80)}
_FOUR_TWENTIES = {"fr": ("quatre", frozenset({"vingt", "vingts"}))}
# What is written in one word: "yirmibeş", "քսանհինգ"; with the ones first "einundzwanzig"; of twenties "ოცდათხუთმეტი",
# which is twenty and fifteen.
_JOINED = ("tr", "az", "hy")
_ONES_FIRST = {"de": "und"}
_TWENTIES_JOINED = {"ka": "და"}
_HUNDREDS_JOINED = {"de": "hundert"}
_PERCENT = frozenset({("pour", "cent"), ("por", "ciento")})  # no hundred
_THOUSANDS_JOINED = "tausend"


class Spelled(NamedTuple):
    """A number in words.

    Attributes:
        after: The first word behind it.
        is_sure: False where its only word means other things too: Turkish "on" is ten, and "ön" without its dots.
    """

    value: int
    after: int
    is_sure: bool


class _Words(NamedTuple):
    """A language's words, folded; but for `values` named as in `spelled.toml`."""

    values: Mapping[str, int]
    one: frozenset[str]
    and_: frozenset[str]
    and_hundred: frozenset[str]
    hundred: frozenset[str]
    thousand: frozenset[str]
    a_thousand: frozenset[str]
    a: frozenset[str]
    unsure: frozenset[str]


def spelled(
    folded: Sequence[str], at: int, language: str, *, follows: Callable[[int], bool] = lambda _: True
) -> Spelled | None:
    """The number that begins at a word, if one does.

    Args:
        folded: The words of a sentence, folded.
        follows: Whether a word stands right behind the one before it: "twenty, two of them boys" is no 22.
    """
    words = _words(language)
    if at and (folded[at - 1], folded[at]) in _PERCENT:
        return None
    if not any(folded[at] in may_begin for may_begin in (words.values, words.a_thousand, words.a)):
        return None  # as of most words
    value, after = _Reading(words, folded, follows, language).thousands(at)
    return Spelled(value, after, after > at + 1 or folded[at] not in words.unsure) if value else None


def spelled_in(folded: Sequence[str], language: str) -> Iterator[int]:
    """The numbers in words of a line, but for words that may mean something else."""
    words = _words(language)
    if all(
        which.isdisjoint(folded) for which in (words.values.keys(), words.hundred, words.thousand, words.a_thousand)
    ):
        return  # as for most
    at = 0
    while at < len(folded):
        found = spelled(folded, at, language)
        if found and found.is_sure:
            yield found.value
        at = found.after if found else at + 1


def is_number_word(folded: str, language: str) -> bool:
    """Whether a word is a number of two or more, and nothing else."""
    words = _words(language)
    return folded in words.values and folded not in words.unsure


class _Reading:
    """Reads the words of a sentence; each method gives a value, 0 for none, and where it ends."""

    def __init__(self, words: _Words, folded: Sequence[str], follows: Callable[[int], bool], language: str) -> None:
        self._words, self._folded, self._follows = words, folded, follows
        self._tens_words = {*_TENS, _TEN} if language in _TEN_AND_ONES else {*_TENS}
        self._counted_on = _COUNTED_ON.get(language, ())
        self._four, self._twenties = _FOUR_TWENTIES.get(language, ("", frozenset()))

    def thousands(self, at: int) -> tuple[int, int]:
        """Below a million."""
        value, after = self._hundreds(at)
        if value and self._is(self._words.thousand | self._words.a_thousand, after):
            value, after = value * _THOUSAND, after + 1
        elif not value and self._folded[at] in self._words.a_thousand:
            value, after = _THOUSAND, at + 1
        elif not value and self._begins_round(at, self._words.thousand | self._words.a_thousand):
            value, after = _THOUSAND, at + 2
        return self._with_rest(value, after, self._hundreds) if value >= _THOUSAND else (value, after)

    def _hundreds(self, at: int) -> tuple[int, int]:
        """Below a thousand."""
        value, after = self._value(at), at + 1
        if value > _HUNDREDS.start and value not in _HUNDREDS:
            return value, after  # "hundertzwei"
        if value not in _HUNDREDS and self._begins_round(at, self._words.hundred):
            value, after = 100, at + 2
        elif value not in _HUNDREDS:
            value, after = self._tens(at)
            if value % _TEN and self._is(self._words.hundred, after):  # also "twelve hundred"
                value, after = 100 * value, after + 1
        return self._with_rest(value, after, self._tens_or_one) if value % 100 == 0 < value else (value, after)

    def _with_rest(self, value: int, after: int, read: Callable[[int], tuple[int, int]]) -> tuple[int, int]:
        """With what stands behind hundreds or thousands, with an "and" between them or without."""
        start = after + 1 if self._is(self._words.and_hundred, after) else after
        rest, end = read(start) if self._is_there(start) else (0, after)
        return (value + rest, end) if rest else (value, after)

    def _tens_or_one(self, at: int) -> tuple[int, int]:
        return (1, at + 1) if self._folded[at] in self._words.one else self._tens(at)

    def _tens(self, at: int) -> tuple[int, int]:
        """Below a hundred."""
        value, after = self._value(at), at + 1
        if self._folded[at] == self._four and self._is(self._twenties, after):
            value, after = 80, after + 1
        if value not in self._tens_words:
            return (value, after) if value < _HUNDREDS.start else (0, at)
        start = after + 1 if self._is(self._words.and_, after) else after
        if not self._is_there(start):
            return value, after
        if self._folded[start] in self._words.one:
            return value + 1, start + 1
        ones, end = self._value(start), start + 1
        if value in self._counted_on and ones == _TEN and self._is_there(end) and self._value(end) in _UNITS:
            ones, end = ones + self._value(end), end + 1  # "soixante-dix-sept"
        may_add = ones in _UNITS or (value in self._counted_on and 0 < ones < _TENS.start)
        return (value + ones, end) if may_add else (value, after)

    def _value(self, at: int) -> int:
        return self._words.values.get(self._folded[at], 0)

    def _begins_round(self, at: int, scale: frozenset[str]) -> bool:
        """Whether "a hundred" or "one thousand" stands there."""
        return self._folded[at] in self._words.a and self._is(scale, at + 1)

    def _is(self, which: frozenset[str], at: int) -> bool:
        return self._is_there(at) and self._folded[at] in which

    def _is_there(self, at: int) -> bool:
        return at < len(self._folded) and self._follows(at)


@cache
def _words(language: str) -> _Words:
    listed = {
        key: folded_line(words).split()
        for key, words in word_lists("bot.text", "spelled.toml").get(language, {}).items()
    }
    values = {word: int(key) for key, words in listed.items() if key.isdecimal() for word in words}
    ones = dict.fromkeys(listed.get("one", ()), 1)
    values |= dict(_joined(values | ones, language))
    named = (frozenset(listed.get(field.rstrip("_"), ())) for field in _Words._fields[1:])
    return _Words(values, *named)


def _joined(values: Mapping[str, int], language: str) -> Iterator[tuple[str, int]]:
    """What a language writes in one word."""
    tens = {word: value for word, value in values.items() if value in {*_TENS, _TEN}}
    ones = {word: value for word, value in values.items() if value in _UNITS}
    if language in _JOINED:
        yield from ((ten + one, tens[ten] + ones[one]) for ten in tens for one in ones)
    if language in _TWENTIES_JOINED:
        joint = _TWENTIES_JOINED[language]
        least = {word: value for word, value in values.items() if value < _TENS.start}
        roots = (word for word, value in tens.items() if value % 20 == 0 and not word.endswith(("ი", "მა")))
        yield from ((f"{root}{joint}{word}", tens[root] + least[word]) for root in roots for word in least)
    if language in _ONES_FIRST:
        below = {word: value for word, value in values.items() if value < _HUNDREDS.start}
        below |= {f"{one}{_ONES_FIRST[language]}{ten}": ones[one] + tens[ten] for one in ones for ten in tens}
        hundred = _HUNDREDS_JOINED[language]
        hundreds = {hundred: 100, **{f"{one}{hundred}": 100 * value for one, value in ones.items()}}
        yield from ((word, value) for word, value in below.items() if value > 1)
        yield from hundreds.items()
        rest = {begun + word: hundreds[begun] + below[word] for begun in hundreds for word in below}
        yield from rest.items()
        whole = below | hundreds | rest
        yield from ((f"{word}{_THOUSANDS_JOINED}", _THOUSAND * value) for word, value in whole.items())
