"""The calendar: which moments a local hour means.

`CronTrigger` walks the wall calendar, on which no hour is missing or doubled; the zone is applied to what
it names. Given the zone itself, APScheduler 3.11 sends 02:30 at 03:30 on the day clocks go forward, twice
on the day they go back, and leaves a day out where clocks go forward at midnight (Asia/Beirut).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def next_sends(local_time: str, zone: str, after: datetime, count: int) -> tuple[datetime, ...]:
    """The next moments strictly after `after` when it is this time of day there, one for each local date.

    A time that a date leaves out is answered at the first instant after the gap; one that a date has
    twice, the first time. A date that a zone never had (30 December 2011 in Samoa) is none.

    Args:
        local_time: "HH:MM".
        zone: IANA name.
    """
    return tuple(islice(_sends(local_time, ZoneInfo(zone), after), count))


def _sends(local_time: str, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    calendar = _daily(local_time)
    # From the day before: a time in a gap around midnight is answered on the date after its own.
    wall = after.astimezone(zone).replace(tzinfo=UTC) - _DAY
    while wall := calendar.get_next_fire_time(None, wall):
        moment = _moment(wall.replace(tzinfo=None), zone)
        if moment is not None and moment > after:
            yield moment
        wall += _SECOND


@lru_cache(maxsize=24 * 60)
def _daily(local_time: str) -> CronTrigger:
    hour, minute = local_time.split(":")
    return CronTrigger(hour=int(hour), minute=int(minute), timezone=UTC)


def _moment(wall: datetime, zone: ZoneInfo) -> datetime | None:
    """When a clock there first shows this, or would have; None on a date that the zone never had."""
    # Of a time in a gap the two folds lie around it (PEP 495): one too late, one too early.
    late, early = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if _shown(late, zone) == wall:
        return late
    while late - early > _SECOND:
        middle = early + (late - early) // _SECOND // 2 * _SECOND
        if _shown(middle, zone) < wall:
            early = middle
        else:
            late = middle
    dates = _shown(early, zone).date(), _shown(late, zone).date()
    return late if wall.date() in dates else None


def _shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
