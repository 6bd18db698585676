"""Whether one person is told beside a number: "two adults and a child", "a pilot and 12 passengers"; and what adds up.

What no number counts is not added to one: "a dog" would be too, and "a couple".
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import accumulate

from bot.figures.counting_words import BREAK, Sentence
from bot.figures.numerals import Number

GROUP_WITHIN = 3
"""Words between a number and the next of a list: "12 local men and five tourists"."""
_MOST_PARTS = 6
_ADJECTIVES = 2  # "and a young Polish woman"


def parts_of_one(numbers: Sequence[Number]) -> Mapping[Number, Number]:
    """Those that add up to the one before them, and to which: "seven died, three in a bus and four at a market"."""
    found: dict[Number, Number] = {}
    for place, whole in enumerate(numbers):
        behind = numbers[place + 1 : place + 1 + _MOST_PARTS]
        sums = [*accumulate(number.value for number in behind)]
        if whole.value in sums[1:]:
            found.update(dict.fromkeys(behind[: sums.index(whole.value) + 1], whole))
    return found


class Company:
    """The single persons of a sentence."""

    def __init__(self, sentence: Sentence, stops: Container[int]) -> None:
        """Read where they stand.

        Args:
            stops: Words across which nobody stands beside a number.
        """
        self._words, self._gap = sentence.words, sentence.gap
        self._stops, self._prepositions = stops, sentence.named("other", "preposition")
        self._and, self._another = sentence.named("other", "and"), sentence.named("other", "another")
        self._persons = sentence.named("other", "person")
        self._person_ends = {at + length for at, length in self._persons.items()}

    def is_one_person_beside(self, number: Number, first: int) -> bool:
        """Whether one is told before or behind a number, which begins at `first` with its bound."""
        if first - 1 in self._and and first - 1 in self._person_ends and not BREAK.search(self._gap(first - 1)):
            # "192 getötete Soldaten und 511 Verletzte"
            return not any(word.folded.isdecimal() for word in self._words[max(first - 4, 0) : first - 1])
        for at in range(number.after, min(number.after + GROUP_WITHIN + 1, len(self._words))):
            if at in self._stops or at in self._prepositions or BREAK.search(self._gap(at)):
                return False
            if at in self._and:
                return at > number.after and self._is_one_person(at + 1)
        return False

    def _is_one_person(self, at: int) -> bool:
        """Whether one stands there: "child", and after "a" with two adjectives at most: "a young Polish woman"."""
        opened = self._another.get(at, 0)
        furthest = at + opened + (_ADJECTIVES if opened else 0)
        for place in range(at + opened, min(furthest + 1, len(self._words))):
            if place in self._stops or BREAK.search(self._gap(place)):
                return False
            if place in self._persons:
                return True
        return False
