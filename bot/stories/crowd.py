"""Among how many articles another's event is looked for: of many, some are alike by chance."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

# Of so few the nearest is likelier the same event than alike by chance, so nothing is asked beyond their likeness:
# with 25 for 40 AllSides, some 20 articles in four days, loses .002; with 60 the captured days of 2020 lose .04.
_FEW = 40


class Crowd:
    """Counts the articles of each language by the day on which they were told.

    Args:
        window: How far apart in time two articles of one event may be.
    """

    def __init__(self, window: timedelta) -> None:
        self._days = max(1, window.days)
        self._told: Counter[tuple[str, int]] = Counter()

    def count(self, language: str, told_at: datetime | None) -> None:
        """One more article; one without a date is of no day."""
        if told_at is not None:
            self._told[language, told_at.toordinal()] += 1

    def share_by_chance(self, language: str, told_at: datetime | None) -> float:
        """How much chance counts for one more article told then: 0 among few articles, near 1 among thousands."""
        if told_at is None:
            return 0.0
        day = told_at.toordinal()
        among = sum(self._told[language, each] for each in range(day - self._days, day + self._days + 1))
        return max(0.0, 1 - _FEW / among) if among else 0.0

    def forget_before(self, moment: datetime) -> None:
        """Forget the days of which no article can be told any more, by the window."""
        last = moment.toordinal() - self._days
        for language, day in [key for key in self._told if key[1] < last]:
            del self._told[language, day]
