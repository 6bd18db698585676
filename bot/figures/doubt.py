"""Whether a sentence tells a number as so: what is denied, unclear, asked, or only may come, counts nobody.

words of denying and doubting | how far they go | numbers behind them
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from bot.figures.counting_words import BREAK, Sentence
from bot.figures.numerals import Number
from bot.figures.reach import KIND

_MOST_LOOKED_AT = 16  # such clauses of a sentence: what a hostile one costs
_CLAIM_WITHIN = 5  # words: "rejected | the Sorven army's claims"
_ENDS = re.compile(r"[.!?:…]['\"”»’)]*\s|\s[–—-]\s")
_ASKED = re.compile(r"[^.!…]*\?")


class Doubt:
    """What a sentence leaves open."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._named = {
            name: sentence.named(KIND, name)
            for name in ("doubted", "false", "unsure", "contests", "claim", "that", "if", "asking", "clause")
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
        claims = named["claim"]
        yield from ((at, len(sentence.words)) for at in named["doubted"])
        yield from ((at, self._end_of_clause(at + 1)) for at in named["unsure"])
        yield from ((self._start_of_clause(at), at) for at in named["false"])  # "that 300 were killed | is false"
        for at in named["contests"]:
            claim = next((each for each in range(at + 1, at + 1 + _CLAIM_WITHIN) if each in claims), None)
            if claim is not None and not any(BREAK.search(sentence.gap(each)) for each in range(at + 1, claim + 1)):
                end = self._end_of_clause(claim + 1)
                yield claim, self._end_of_clause(end + 1) if end in named["that"] else end
        for at in named["if"]:
            yield at, self._end_of_clause(at + 1) if at else len(sentence.words)  # "If it breaks, 12,000 must leave"

    def _start_of_clause(self, at: int) -> int:
        return next((each for each in range(at, 0, -1) if BREAK.search(self._sentence.gap(each))), 0)

    def _end_of_clause(self, at: int) -> int:
        behind, ends = range(at, len(self._sentence.words)), self._named["clause"]
        return next((each for each in behind if each in ends or BREAK.search(self._sentence.gap(each))), behind.stop)

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
