"""The calendar of every zone over two years, each half hour of the day: one send for each local date, no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.pipeline.hours import date_answered
from bot.schedule import next_sends

BEGIN, DAYS = datetime(2025, 1, 1, tzinfo=UTC), 730


QUARTER_HOUR = timedelta(minutes=15)


def alike(zones: Iterable[str]) -> list[list[str]]:
    """Zones whose clocks agree in each quarter hour of these years: no clock is moved at another moment today."""
    moments = [BEGIN + number * QUARTER_HOUR for number in range(-96, (DAYS + 2) * 96)]
    found: dict[tuple[timedelta | None, ...], list[str]] = defaultdict(list)
    for zone in zones:
        clock = ZoneInfo(zone)
        found[tuple(moment.astimezone(clock).utcoffset() for moment in moments)].append(zone)
    return list(found.values())


def half_hours() -> list[str]:
    return [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30)]


def misses(zone: str, local_times: Iterable[str] | None = None) -> tuple[int, list[str]]:
    """How many sends there were in a zone, and a line for each that does not answer the next date, at that hour."""
    sends, wrong = 0, []
    for local_time in local_times or half_hours():
        before = None
        for moment in next_sends(local_time, zone, BEGIN, DAYS):
            sends += 1
            answered = date_answered(local_time, zone, moment)
            wall = moment.astimezone(ZoneInfo(zone))
            late = timedelta(days=(wall.date() - answered).days, hours=wall.hour, minutes=wall.minute)
            hour, minute = map(int, local_time.split(":"))
            if before and answered - before != timedelta(days=1):
                wrong.append(f"{zone} {local_time}: {before} is followed by {answered}")
            if not timedelta() <= late - timedelta(hours=hour, minutes=minute) <= timedelta(hours=2):
                wrong.append(f"{zone} {local_time}: {answered} is answered at {wall}")
            before = answered
    return sends, wrong
