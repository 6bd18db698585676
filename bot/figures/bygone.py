"""Whether a number is of another time or event than the one told of: "two days earlier, an attack killed nine".

And whether it sums up months: "1,900 have been killed since January".

words for what was before, years ago, an earlier attack | how far they go | numbers there
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, islice

from bot.figures.counting_words import BEFORE_ENDINGS, BREAK, YEAR, Sentence
from bot.figures.numerals import Number
from bot.figures.reach import KIND
from bot.text.spelled import spelled
from bot.text.wording import is_worded

_ARRESTED = "arrested"
_MOST_LOOKED_AT = 16  # such words of a sentence: what a hostile one costs
_WHICH = frozenset({"which", "when"})
_CLAUSE_WITHIN = 8  # words: "since the raid on Kalym in | which 21 died"
_BEFORE_MONTHS = ("", "de ")  # as the calendar has them: "de enero"
_ADJECTIVES_BEHIND = ("fr", "es")
_EVENT_WITHIN = 2  # words: "a similar | suicide attack"


class Bygone:
    """What a sentence tells of other times.

    Args:
        numbers: Of the sentence, in their order.
    """

    def __init__(self, sentence: Sentence, numbers: Sequence[Number]) -> None:
        self._sentence, self._numbers = sentence, numbers
        self._amid_numbers = {at for number in numbers for at in range(number.first + 1, number.after)}  # "1,900"
        self._named = {
            name: sentence.named(KIND, name)
            for name in (
                *("ago", "years", "after", "anniversary", "clause"),
                *("superseded", "former", "event", "earlier", "conjunction"),
                *("ago before", "years on", "from", "relative", "remembered", "this year", "superlative"),
            )
        }

    @cached_property
    def is_of_old(self) -> bool:
        """Whether the sentence tells of what was years ago: "years ago", "vor drei Jahren", "18 years on, …"."""
        ends = (at + length for at, length in self._named["ago before"].items())
        set_off = (at + length for at, length in self._named["years on"].items())
        is_set_off = any(BREAK.search(self._sentence.gap(at)) for at in set_off)
        return bool(self._named["ago"]) or is_set_off or any(map(self._are_years, ends))

    def _are_years(self, at: int) -> bool:
        """Whether a number of years stands there: "drei Jahren", "más de tres años", "einem Jahr"."""
        sentence = self._sentence
        bounds, another = sentence.at_all("bound"), sentence.named("other", "another")
        while at < len(sentence.words):
            number = spelled(sentence.folded, at, sentence.language)
            if number:
                at = number.after  # "neuf ans", which may be new ones elsewhere
            elif sentence.is_number(at) or at in bounds or at in another:
                at += bounds.get(at, 1)
            else:
                break
        return at in self._named["years"]

    def is_remembered(self, counts: str) -> bool:
        """Whether it names what happened long before, as every reader knows; somebody may be arrested for it today."""
        return counts != _ARRESTED and bool(self._named["remembered"])

    def is_of(self, number: Number) -> bool:
        """Whether the number is of what happened before: "a year after the war that killed 90, …"."""
        return any(after <= number.first < end for after, end in self._before)

    def sums_up(self, number: Number) -> bool:
        """Whether it counts all since a month or a year: "1,900 since January", but not "the first since January"."""
        return any(first <= number.first < after for first, after in self._summed)

    @cached_property
    def _summed(self) -> list[tuple[int, int]]:
        """What such words reach: all behind them where they open a clause, else what stands before them in theirs."""
        sentence, since = self._sentence, self._sentence.at_all("since").items()
        whole = self._named["this year"].items()
        found = {at: n for at, n in whole if sentence.gap(at + n) not in BEFORE_ENDINGS}  # "this year's flood"
        found.update((at, length + 1) for at, length in since if self._is_of_the_calendar(at + length))
        reached = []
        for at, length in islice(found.items(), _MOST_LOOKED_AT):
            start = self._start_of_clause(at)
            if at == start:
                reached.append((at + length, len(sentence.words)))
            elif not any(each in self._named["superlative"] for each in range(start, at)):
                reached.append((start, at))
        return reached

    def _is_of_the_calendar(self, at: int) -> bool:
        """Whether a month or a year stands there."""
        sentence = self._sentence
        if at >= len(sentence.words):
            return False
        month = (f"{before}{sentence.folded[at]}" for before in _BEFORE_MONTHS)
        is_month = any(is_worded("calendar", each, sentence.language) for each in month)
        return is_month or YEAR.fullmatch(sentence.folded[at]) is not None

    @cached_property
    def _before(self) -> list[tuple[int, int]]:
        """Where a sentence tells of what happened before."""
        return [*islice(chain(self._long_before(), self._of_another_event(), self._days_before()), _MOST_LOOKED_AT)]

    def _long_before(self) -> Iterator[tuple[int, int]]:
        sentence, named = self._sentence, self._named
        years_after = (at + n - 1 for at, n in named["after"].items() if n > 1 or at - 1 in named["years"])
        for at in (*years_after, *named["anniversary"], *named["superseded"]):
            yield at + 1, self._end_of_clause(at + 1)
        # "Three years since the attack, in which 90 died", but "in the three years since then 90 died"
        for at in (at + 1 for at in named["from"] if at - 1 in named["years"]):
            yield self._first_break(at), self._end_of_clause(at)
        for at, length in sentence.at_all("since").items():
            year = at + length  # "since | 2020, when"
            if year + 1 in named["clause"] and YEAR.fullmatch(sentence.folded[year]):
                yield year, len(sentence.words)
            clause = self._clause_of(at + length)
            if clause is not None:
                yield clause, self._end_of_clause(clause)  # "the worst since the raid | in which 21 died"

    def _of_another_event(self) -> Iterator[tuple[int, int]]:
        """The clauses that name another event: "an earlier strike killed 7", "10 were killed in a similar attack"."""
        stands_behind = self._sentence.language in _ADJECTIVES_BEHIND  # "un accident | semblable"
        for at in self._named["former"]:
            nearest = [*range(at + 1, at + 1 + _EVENT_WITHIN), *([at - 1] if stands_behind else [])]
            event = next((each for each in nearest if each in self._named["event"]), None)
            if event is not None and not any(
                BREAK.search(self._sentence.gap(each)) for each in range(min(at, event) + 1, max(at, event) + 1)
            ):
                yield self._start_of_clause(min(at, event)), self._end_of_clause(max(at, event) + 1)

    def _days_before(self) -> Iterator[tuple[int, int]]:
        """What a day's distance dates: all behind it where it opens a sentence, else the one number before it."""
        for at in self._named["earlier"]:
            if self._is_at_the_head(at):
                yield at, len(self._sentence.words)
            elif last := self._last_before(at):
                yield last.first, last.after

    def _is_at_the_head(self, at: int) -> bool:
        return at <= _EVENT_WITHIN and not any(BREAK.search(self._sentence.gap(each)) for each in range(1, at))

    def _last_before(self, at: int) -> Number | None:
        """The last number of the same clause before a place, but for that of the days: "12 died two | days earlier"."""
        start = max(self._start_of_clause(at), *(each for each in (0, *self._named["conjunction"]) if each < at))
        return next((each for each in reversed(self._numbers) if start <= each.first and each.after < at), None)

    def _clause_of(self, at: int) -> int | None:
        """Where it is told what something was that is named there: "since the raid in | which 21 died"."""
        for each in range(at, min(at + _CLAUSE_WITHIN, len(self._sentence.words))):
            if BREAK.search(self._sentence.gap(each)) and not self._is_added(each):
                return None
            if self._sentence.folded[each] in _WHICH:
                return each
        return None

    def _start_of_clause(self, at: int) -> int:
        breaks = (each for each in range(at, 0, -1) if BREAK.search(self._sentence.gap(each)))
        return next((each for each in breaks if each not in self._amid_numbers), 0)

    def _first_break(self, at: int) -> int:
        return next(self._breaks(at), len(self._sentence.words))

    def _breaks(self, at: int) -> Iterator[int]:
        words = range(at, len(self._sentence.words))
        return (each for each in words if BREAK.search(self._sentence.gap(each)))

    def _end_of_clause(self, at: int) -> int:
        """Where it ends, with what a "which" adds: "a year since the quake, | which killed 90, …"."""
        ends = (each for each in self._breaks(at) if not self._is_added(each))
        return next(ends, len(self._sentence.words))

    def _is_added(self, at: int) -> bool:
        """Whether what begins there says more of what stands before: "dem Anschlag, | bei dem 61 starben"."""
        two = range(at, at + 2)
        if any(each in self._named["relative"] for each in two) or at in self._sentence.at_all("counts"):
            return True
        return not _WHICH.isdisjoint(self._sentence.folded[at : at + 2])
