"""Moments as text where no client turns them into the reader's own time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"))
_DAY_S = 86_400
_DAYS_COUNTED = 60
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
    if locale == "en":  # which is read by more than Americans
        return format_date(day, "EEE d MMM y", locale)
    return format_skeleton("yMMMEd", datetime.combine(day, time()), locale=locale)


def short_day(day: date, locale: str, *, has_year: bool = False) -> str:
    """A day as a language writes it in few letters: "20 Sep", "20. Sept.", with its year "20 Sep 2023"."""
    if locale == "en":
        return format_date(day, "d MMM y" if has_year else "d MMM", locale)
    return format_skeleton("yMMMd" if has_year else "MMMd", datetime.combine(day, time()), locale=locale)


def day_of_year(day: date, locale: str) -> str:
    """A day without its year: "Wednesday 20 September", "Mittwoch, 20. September"."""
    return format_date(day, _DAYS_OF_YEAR.get(locale, "EEEE d MMMM"), locale)


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
