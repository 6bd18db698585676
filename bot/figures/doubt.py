"""Whether a sentence tells a number as so: what is denied, withdrawn, unclear, asked, or may come, counts nobody.

words of denying and doubting | how far they go | numbers behind them
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import cached_property
from itertools import islice, takewhile

from bot.figures.counting_words import BREAK, Sentence
from bot.figures.numbers import Numbers
from bot.figures.numerals import Number
from bot.figures.reach import KIND

_MOST_LOOKED_AT = 16  # such clauses of a sentence: what a hostile one costs
_CLAIM_WITHIN = 5  # words: "rejected | the Sorven army's claims"
_ENDS = re.compile(r"[.!?:…]['\"”»’)]*\s|\s[–—-]\s")
_ASKED = re.compile(r"[^.!…]*\?")


def withdrawn_in(text: str, language: str) -> frozenset[float]:
    """The numbers that somebody takes back there."""
    sentence = Sentence(text, language)
    spans = Doubt(sentence).withdrawn
    found = Numbers(sentence) if spans else ()
    return frozenset(each.value for each in found if any(first <= each.first < after for first, after in spans))


class Doubt:
    """What a sentence leaves open."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._named = {
            name: sentence.named(KIND, name)
            for name in (
                *("doubted", "false", "unsure", "contests", "claim", "that", "if", "asking", "clause"),
                *("withdraws", "withdrawn"),
            )
        }

    def is_doubted(self, number: Number) -> bool:
        """Whether it is denied, or nobody knows: "denied that 300 had been killed", "it is unclear whether 12 died"."""
        may_stand_last = self._sentence.language != "en"  # the verb of denying
        if (may_stand_last and self._named["doubted"]) or self._is_asked(number):
            return True
        return any(first <= number.first < after for first, after in self._open)

    @cached_property
    def _open(self) -> list[tuple[int, int]]:
        """From where to where nothing is told as so."""
        return [*islice(self._clauses(), _MOST_LOOKED_AT)]

    def _clauses(self) -> Iterator[tuple[int, int]]:
        sentence, named = self._sentence, self._named
        yield from ((at, len(sentence.words)) for at in named["doubted"])
        yield from ((at, self._end_of_clause(at + 1)) for at in named["unsure"])
        yield from ((self._start_of_clause(at), at) for at in named["false"])  # "that 300 were killed | is false"
        yield from self._claims_behind("contests", self._named["clause"])
        yield from self.withdrawn
        for at in named["if"]:
            yield at, self._end_of_clause(at + 1) if at else len(sentence.words)  # "If it breaks, 12,000 must leave"

    @cached_property
    def withdrawn(self) -> list[tuple[int, int]]:
        """From where to where stands what somebody took back: "withdrew a | figure of 40", "the | count of 40 | …"."""
        claims = self._named["claim"]
        taken_back = [*islice(self._claims_behind("withdraws", {*self._named["clause"], *self._ands}), _MOST_LOOKED_AT)]
        for at in islice(self._named["withdrawn"], _MOST_LOOKED_AT):
            taken_back += [(each, at) for each in range(self._start_of_clause(at), at) if each in claims][:1]
        return taken_back

    def _claims_behind(self, name: str, apart: Container[int]) -> Iterator[tuple[int, int]]:
        """From a claim that is the object of such a verb up to where it ends: nothing `apart` stands between."""
        sentence, claims, that = self._sentence, self._named["claim"], self._named["that"]
        for at in self._named[name]:
            behind = range(at + 1, min(at + 1 + _CLAIM_WITHIN, len(sentence.words)))
            before = takewhile(lambda each: each not in apart and not BREAK.search(sentence.gap(each)), behind)
            claim = next((each for each in before if each in claims), None)
            if claim is not None:
                end = self._end_of_clause(claim + 1)
                yield claim, self._end_of_clause(end + 1) if end in that else end

    def _start_of_clause(self, at: int) -> int:
        return next((each for each in range(at, 0, -1) if BREAK.search(self._sentence.gap(each))), 0)

    def _end_of_clause(self, at: int) -> int:
        behind, ends = range(at, len(self._sentence.words)), {*self._named["clause"], *self._turns_to_saying}
        return next((each for each in behind if each in ends or BREAK.search(self._sentence.gap(each))), behind.stop)

    @cached_property
    def _turns_to_saying(self) -> set[int]:
        """Where a clause ends with "and said": "withdrew a figure of 40 | and said 12 had died"."""
        says = self._sentence.at_all("says")
        return {at for at in self._ands if at + 1 in says}

    @cached_property
    def _ands(self) -> Mapping[int, int]:
        return self._sentence.named("other", "and")

    def _is_asked(self, number: Number) -> bool:
        """Whether it stands in a question that yes or no answers: "Did 500 soldiers die?", not "How did 12 die?"."""
        sentence = self._sentence
        behind = sentence.text[sentence.words[number.after - 1].end :]
        if sentence.language != "en" or not _ASKED.match(behind):
            return False
        before = sentence.text[: sentence.words[number.first].start]
        opens = max((found.end() for found in _ENDS.finditer(before)), default=0)
        first = next((at for at, word in enumerate(sentence.words) if word.start >= opens), number.first)
        is_split = any(_ENDS.search(sentence.gap(at)) for at in range(number.after, len(sentence.words)))
        return not is_split and first not in self._named["asking"]
