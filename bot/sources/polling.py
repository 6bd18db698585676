"""How often a source has news, and when to ask it again, whether it answered or failed. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import FeedProfile

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_WORKING_DAY = timedelta(hours=8)
_RECENTLY = timedelta(days=30)
_WEEKS = timedelta(days=21)
_JITTER = 0.1
_ASKS_A_GAP = 4
"""A source is asked so often between two of its reports: half of them are read within an eighth of the time."""
LEAST_OFTEN = 4
"""A feed without much news is asked that much less often than a busy one."""
_ASLEEP = 24
_MOST_PATIENCE = 8
"""Times the interval. Sites name a day, or a year, for what changes by the hour."""
_MOST_DOUBLINGS = 6
_LONGEST_RETRY = _DAY


@dataclass(frozen=True, slots=True)
class Pace:
    """How a source publishes.

    Attributes:
        newest_at: When its newest report was told; None where its reports carry no dates.
        per_day: Reports a day while it published, at least; None where nobody can tell.
    """

    newest_at: datetime | None = None
    per_day: float | None = None

    def is_overdue(self, now: datetime, *, reports: int, at_least: timedelta) -> bool:
        """True where so many reports would usually have come since the newest, and time enough has passed."""
        if self.newest_at is None or now - self.newest_at < at_least:
            return False
        return self.per_day is None or (now - self.newest_at) / _DAY * self.per_day >= reports

    def is_frozen(self, now: datetime) -> bool:
        """True for a source that has said nothing for weeks, and used to say more."""
        return self.is_overdue(now, reports=5, at_least=_WEEKS)


def pace_of(told: Iterable[datetime], now: datetime) -> Pace:
    """The pace of a feed whose reports were told at these moments, of the last month that it published in.

    A document that holds less than a working day counts as one: at other hours there may have been less.
    """
    moments = sorted(moment for moment in told if moment <= now)
    if not moments:
        return Pace()
    newest = moments[-1]
    recent = [moment for moment in moments if newest - moment <= _RECENTLY]
    counted = recent if len(recent) > 2 else moments  # noqa: PLR2004 - two make one gap, which says little
    per_day = (len(counted) - 1) / (max(newest - counted[0], _WORKING_DAY) / _DAY)
    return Pace(newest, per_day or None)


def next_due_at(
    now: datetime,
    *,
    interval: timedelta,
    pace: Pace,
    profile: FeedProfile | None,
    fresh_for: timedelta | None,
    rng: random.Random,
) -> datetime:
    """When to ask a healthy feed again.

    Args:
        interval: Between two questions to a busy source. One with less news is asked up to four times less
            often, one that is frozen 24 times.
        profile: Its TTL counts, and the hours and days that it skips (RSS 2.0).
        fresh_for: What the site says (RFC 9111 §4.2); it counts up to eight intervals, as the TTL does.
        rng: Spreads feeds that were asked together.
    """
    wait = interval
    if pace.is_frozen(now):
        wait = _ASLEEP * interval
    elif pace.per_day:
        wait = min(max(_DAY / pace.per_day / _ASKS_A_GAP, interval), LEAST_OFTEN * interval)
    asked = max(fresh_for or timedelta(), profile.ttl or timedelta() if profile else timedelta())
    wait = max(wait, min(asked, _MOST_PATIENCE * interval))
    due = now + wait * rng.uniform(1 - _JITTER, 1 + _JITTER)
    return _not_skipped(due, profile) if profile else due


def retry_at(
    now: datetime,
    *,
    interval: timedelta,
    failures: int,
    retry_after: timedelta | None,
    is_gone: bool,
    rng: random.Random,
) -> datetime:
    """When to ask a feed again that has just failed: twice as late after each failure, after a day at the latest.

    Args:
        interval: As for `next_due_at`.
        failures: In a row, before this one.
        retry_after: What the site asks for (RFC 9110 §10.2.3); it counts where it is longer.
        is_gone: The site says that there is no such thing any more (410): a day is soon enough.
        rng: Spreads feeds that failed together.
    """
    wait = interval * rng.uniform(1 - _JITTER, 1 + _JITTER) * (1 << min(failures, _MOST_DOUBLINGS))
    if is_gone:
        return now + _LONGEST_RETRY
    return now + min(max(wait, retry_after or wait), _LONGEST_RETRY)


def _not_skipped(due: datetime, profile: FeedProfile) -> datetime:
    """The first moment that the feed doesn't skip, within a day; whoever skips more means something else."""
    later = due
    while later - due < _DAY:
        if later.hour not in profile.skip_hours and later.weekday() not in profile.skip_days:
            return later
        # Early in the hour that it waits for, and not all feeds at once: a minute of it for each four.
        later = later.replace(minute=due.minute // 4) + _HOUR
    return due
