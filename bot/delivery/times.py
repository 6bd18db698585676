"""Moments as text where no client turns them into the reader's own time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"))
_DAY_S = 86_400
_DAYS_COUNTED = 60


def local_moment(at: datetime, zone: str) -> str:
    """A moment in an IANA zone: "Wed 20 Sep 2023, 22:05"."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{there:%a} {there.day} {there:%b %Y, %H:%M}"


def short_moment(at: datetime, zone: str) -> str:
    """A moment of these days in an IANA zone: "20 Sep, 22:05"."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{there.day} {there:%b, %H:%M}"


def calendar_day(day: date, locale: str) -> str:
    """A day in the words of a language: "Wed 20 Sep 2023", "mié 20 sept 2023"."""
    return format_date(day, "EEE d MMM y", locale)


def age(at: datetime, now: datetime) -> str:
    """How long ago: "5 min ago", "12 d ago", "2 months ago", "3 years ago"; "just now" also for what lies ahead."""
    seconds = int((now - at).total_seconds())
    if seconds >= _DAYS_COUNTED * _DAY_S:
        years, months = divmod(seconds // _DAY_S * 12 // 365, 12)
        return f"{years} year{'s' * (years > 1)} ago" if years else f"{months} months ago"
    for size, unit in _UNITS:
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return "just now"


def utc_z(at: datetime) -> str:
    """ISO 8601 in UTC with a Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
