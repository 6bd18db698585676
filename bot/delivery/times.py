"""Moments as text where no client turns them into the reader's own time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"))
_DAY_S = 86_400
_DAYS_COUNTED = 60
# Of the patterns of CLDR: its English ones are American, its Armenian ones put the year first or a nought before a day.
_DAYS_IN_FULL = {"en": "d MMMM y", "hy": "d MMMM, y թ."}
_CALENDAR_DAYS = {"en": "EEE d MMM y", "hy": "EEE, d MMM, y թ."}
# The whole dates of CLDR without their years, for which it has no pattern with the day of the week in full.
_DAYS_OF_YEAR = {
    "de": "EEEE, d. MMMM",
    "es": "EEEE, d 'de' MMMM",
    "hy": "MMMM d, EEEE",
    "pl": "EEEE, d MMMM",
    "ru": "EEEE, d MMMM",
    "tr": "d MMMM EEEE",
    "uk": "EEEE, d MMMM",
}


def local_moment(at: datetime, zone: str) -> str:
    """A moment in an IANA zone: "Wed 20 Sep 2023, 22:05"."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{there:%a} {there.day} {there:%b %Y, %H:%M}"


def short_moment(at: datetime, zone: str) -> str:
    """A moment of these days in an IANA zone: "20 Sep, 22:05"."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{there.day} {there:%b, %H:%M}"


def calendar_day(day: date, locale: str) -> str:
    """A day as a language writes it: "Wed 20 Sep 2023", "Mi., 20. Sept. 2023"."""
    if pattern := _CALENDAR_DAYS.get(locale):
        return format_date(day, pattern, locale)
    return _numbered(format_skeleton("yMMMEd", datetime.combine(day, time()), locale=locale), day, locale)


def short_day(day: date, locale: str, *, has_year: bool = False) -> str:
    """A day as a language writes it in few letters: "20 Sep", "20. Sept.", with its year "20 Sep 2023"."""
    if locale == "en":
        return format_date(day, "d MMM y" if has_year else "d MMM", locale)
    written = format_skeleton("yMMMd" if has_year else "MMMd", datetime.combine(day, time()), locale=locale)
    return _numbered(written, day, locale)


def day_of_year(day: date, locale: str) -> str:
    """A day without its year: "Wednesday 20 September", "Mittwoch, 20. September"."""
    return _numbered(format_date(day, _DAYS_OF_YEAR.get(locale, "EEEE d MMMM"), locale), day, locale)


def day_in_full(day: date, locale: str) -> str:
    """A day with its month written out: "20 September 2023", "20. September 2023", "1er mars 2024"."""
    return _numbered(format_date(day, _DAYS_IN_FULL.get(locale, "long"), locale), day, locale)


def _numbered(written: str, day: date, locale: str) -> str:
    """A date with its day as its language counts it: in French the first of a month is one, and no other."""
    return re.sub(r"\b1\b", "1er", written, count=1) if locale == "fr" and day.day == 1 else written


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
