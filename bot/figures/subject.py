"""Of what a share or a sum is, and whether two numbers of one thing contradict each other.

    the words around a number | without units and who says it | by which measure, of which month, of which place

"KO 27%" is no rival of "PiS 32.6%", nor is July's inflation one of August's, nor a month's rise one of a year's. What
is not surely of the same thing is not compared: a line less costs a reader less than a wrong one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from bot.figures.counting_words import BREAK, Sentence
from bot.figures.numerals import UNITS, Number
from bot.model import Bound
from bot.text.lexicon import Lexicon, read_lexicon
from bot.text.terms import folded_line, is_place, root, terms
from bot.text.wording import is_worded
from bot.text.words import NOUNS_HAVE_CAPITALS, Word, folded_words, words

_LOOKED_AT = 8  # words on each side
_SAME = 0.8
_FEWEST_SHARED = 2
_GROUP = 3  # digits
_LITTLE = 1e-6
_FLOORS = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_CEILINGS = frozenset({Bound.UP_TO, Bound.LESS_THAN})


class Subject(NamedTuple):
    """Of what a number is, as far as its sentence tells.

    Attributes:
        terms: Of the words around it.
        before: The term nearest before it; "" where none stands there.
        after: The term nearest behind it.
        names: Stems of the names among them.
        named: Stems of whatever its sentence writes with a capital, also where it opens; not who says it, and no day.
        said: Stems of all words of its sentence.
        places: That the sentence names.
        measure: Over which time it compares, "year on year", or is counted, "a day"; and that it is all, "so far".
        months: That the sentence names.
    """

    terms: frozenset[str]
    before: str
    after: str
    names: frozenset[str]
    named: frozenset[str]
    said: frozenset[str]
    places: frozenset[str]
    measure: frozenset[str]
    months: frozenset[str]

    def is_that_of(self, other: Subject) -> bool:
        """Whether nearly the same words stand around both, none else beside them, and everything else is the same."""
        shared, every = len(self.terms & other.terms), len(self.terms | other.terms)
        if self.what != other.what or shared < _FEWEST_SHARED or shared < _SAME * every:
            return False
        if self.named - other.said and other.named - self.said:
            return False  # "Kalymbank lost £5m, and £2m in May", "Lidrasteel lost £7m, and £3m in May"
        # Of a long sentence one word is little: "a loan of £5m …", "a fine of £5m …"
        beside = ((self.before, other.before), (self.after, other.after))
        return all(mine == its for mine, its in beside if mine and its)

    @property
    def what(self) -> tuple[frozenset[str], ...]:
        """What must be the same of both."""
        return self.names, self.places, self.measure, self.months


class Around(NamedTuple):
    """The words before a number and after it, in their order."""

    before: tuple[Word, ...] = ()
    after: tuple[Word, ...] = ()


NOTHING_AROUND = Around()


class Surroundings:
    """The words around the numbers of a sentence."""

    def __init__(self, sentence: Sentence, numbers: Iterable[Number]) -> None:
        self._sentence = sentence
        self._in_numbers = {at for each in numbers for at in range(each.first, each.after)}
        self._passed = {
            meaning.at + i
            for kind in ("counts", "scale", "bound")
            for name, meaning in sentence.meanings.get(kind, ())
            if kind != "counts" or name in UNITS
            for i in range(meaning.length)
        }

    def of(self, number: Number) -> Around:
        """The words before and after a number, up to a break or another number; without units, scales and bounds."""
        first, after = number.first, number.after
        gap, end = self._sentence.gap, min(after + _LOOKED_AT, len(self._sentence.words))
        before = self._told((at, gap(at + 1)) for at in range(first - 1, max(first - _LOOKED_AT, 0) - 1, -1))
        behind = self._told((at, gap(at)) for at in range(after, end))
        return Around(tuple(reversed(before)), tuple(behind))

    def _told(self, places: Iterable[tuple[int, str]]) -> list[Word]:
        """The words at these places, up to one that a gap or a number parts from those before it."""
        told: list[Word] = []
        for at, gap in places:
            if at in self._in_numbers or self._sentence.folded[at].isdecimal() or BREAK.search(gap):
                break
            told += [self._sentence.words[at]] if at not in self._passed else []
        return told


@lru_cache(maxsize=1024)
def subject(around: Around, sentence: str, language: str, said: frozenset[str], said_by: str | None) -> Subject:
    """Of what a number is.

    Args:
        around: The words around it.
        said: The terms of its sentence.
    """
    speaking = frozenset(folded_words(said_by or ""))
    before, after = ([word for word in side if word.folded not in speaking] for side in around)
    near = before + after
    line = folded_line(sentence).split()
    spoken = words(sentence)
    named = [word for word in spoken if _is_named(word, language, speaking)]
    # A title of which an abbreviation cut off whose loss it is: "543 mln zł straty EBITDA"
    is_rest = sentence[:1].isdecimal() and all(word.written.isupper() for word in named)
    return Subject(
        frozenset() if is_rest else terms(" ".join(word.written for word in near)),
        _first_term(reversed(before)),
        _first_term(after),
        frozenset(root(word.folded) for word in near if word.start and word.written[0].isupper()),
        frozenset(root(word.folded) for word in named),
        frozenset(root(word.folded) for word in spoken),
        frozenset(filter(is_place, said)),
        frozenset(meaning.name for meaning in _lexicon().meanings(line, language)),
        frozenset(root(word) for word in line if is_worded("calendar", word, language)),
    )


def _is_named(word: Word, language: str, speaking: frozenset[str]) -> bool:
    """Whether a capital says so, were it only that of the sentence; not of who speaks, and not of a day."""
    if language in NOUNS_HAVE_CAPITALS or not word.written[0].isupper() or word.folded in speaking:
        return False
    is_day = any(is_worded(when, word.folded, language) for when in ("dates", "calendar"))
    return bool(terms(word.written)) and not is_day


def _first_term(spoken: Iterable[Word]) -> str:
    return next((term for word in spoken for term in terms(word.written)), "")


def contradict(one: tuple[float, float | None, Bound | None], other: tuple[float, float | None, Bound | None]) -> bool:
    """Whether two numbers can't both be true of one thing, as exactly as each is told.

    "1.3 million" and "1.36 million" can, and so can "more than 10" and 12.

    Args:
        one: The number, the other end of its range, and its bound.
        other: Likewise.
    """
    return not (_may_be(one[0], other) or _may_be(other[0], one))


def _may_be(value: float, told: tuple[float, float | None, Bound | None]) -> bool:
    number, upto, bound = told
    step = _step(number) * (1 - _LITTLE if bound is None else 2)
    if bound in _FLOORS or bound in _CEILINGS:
        return value >= number if bound in _FLOORS else value <= number
    return number - step < value < (upto or number) + step


def _step(number: float) -> float:
    """By how much its last digit counts: 0.1 of 6.7, 100,000 of 1.3 million, a million of 20 million."""
    if not number:
        return 1
    size = math.floor(math.log10(abs(number)) + _LITTLE)
    digits = f"{abs(number):.12e}".split("e")[0].rstrip("0").replace(".", "")
    return 10.0 ** (size - max(len(digits) - 1, 1 if size % _GROUP else 0))


@cache
def _lexicon() -> Lexicon:
    return read_lexicon("bot.figures", "subject.toml")
