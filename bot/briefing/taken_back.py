"""What somebody took back: "the ministry withdrew an earlier figure of 40", and who told these 40 before.

sentences that take a number back | the same number, told sooner, of what may be the same occasion
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from bot.briefing.candidates import REPORTS_REMEMBERED, first_candidates
from bot.briefing.occasion import Occasion, Occasions
from bot.briefing.tellings import Telling
from bot.figures.doubt import withdrawn_in
from bot.model import Article
from bot.text.lexicon import language_of
from bot.text.terms import Meanings, all_terms


class Withdrawal(NamedTuple):
    """Numbers that a report says are taken back."""

    told_at: datetime
    values: frozenset[float]
    occasion: Occasion

    def takes_back(self, telling: Telling, occasions: Occasions) -> bool:
        """Whether it was told sooner, and nothing says that it is of something else."""
        is_sooner = telling.told_at < self.told_at and telling.counted.value in self.values
        return is_sooner and occasions.of_telling(telling).may_go_on_in(self.occasion)


def withdrawals(reports: Iterable[Article], occasions: Occasions, meanings: Meanings) -> list[Withdrawal]:
    """What reports say is taken back."""
    return [
        Withdrawal(report.told_at or report.first_seen_at, values, _occasion(text, report, occasions, meanings))
        for report in reports
        for text, values in _taking_back(report, meanings)
    ]


@lru_cache(maxsize=REPORTS_REMEMBERED)
def _taking_back(report: Article, meanings: Meanings) -> Sequence[tuple[str, frozenset[float]]]:
    counting = (sentence.quote.text for sentence in first_candidates(report, meanings) if sentence.figures)
    read = ((text, withdrawn_in(text, language_of(report.language, text))) for text in (report.title, *counting))
    return [(text, values) for text, values in read if values]


def _occasion(text: str, report: Article, occasions: Occasions, meanings: Meanings) -> Occasion:
    language = language_of(report.language, text)
    return occasions.of(text, report.title, language, meant=all_terms(text, language, meanings), said_by=None)
