"""What a feed says of a moment: RFC 822 and ISO 8601 as they are met, and nothing guessed. Pure.

feedparser reads "1714719600" as a day of 2017, and every zone it doesn't know as UTC ("MSK" is three
hours off), so dates are read here from what stands in the feed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?\s*"
    r"(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>[a-z/]*\s?[+-]?[\d:]*)"
)
_WEEKDAY = r"(?:[^\W\d_]+\.?,?\s+)?"
_MONTH = r"(?P<month>[^\W\d_]{3,})\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}([-/.])(?P<month>\d{{1,2}})\2{_DAY}(?:\s*[t\s]\s*{_TIME})?",
        rf"{_WEEKDAY}{_DAY}[\s-]\s*{_MONTH}[\s-]\s*(?P<year>\d{{4}}|\d{{2}})(?:,?\s+{_TIME})?",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}(?:,?\s+{_TIME})?",
        rf"{_DAY}\.(?P<month>\d{{1,2}})\.{_YEAR}(?:,?\s+{_TIME})?",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s+(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}}):(?P<second>\d{{2}})"
        rf"\s+(?P<zone>\S+\s+)?{_YEAR}",
    )
)
_SECONDS = re.compile(r"[1-3]\d{9}")
_MILLISECONDS = re.compile(r"[1-3]\d{12}")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")
_LONGEST = 80

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A Finnish November: of Europe's languages that CLDR knows the one whose months begin as another one in English.
_NO_MARCH = "marras"
# Hours from UTC. Names that mean several zones are read as RFC 822 has them, or left out (IST, AMT).
_ZONES = {
    name: hours
    for hours, names in {
        -10: "hst",
        -9: "akst",
        -8: "pst akdt",
        -7: "mst pdt",
        -6: "cst mdt",
        -5: "est cdt",
        -4: "ast edt",
        -3: "adt brt",
        1: "bst cet met mez wat west",
        2: "cest mest mesz eet sast cat",
        3: "eest msk trt eat",
        4: "msd azt get",
        5: "pkt",
        8: "awst hkt sgt",
        9: "jst kst",
        10: "aest",
        11: "aedt",
        12: "nzst",
        13: "nzdt",
    }.items()
    for name in names.split()
}
_WIDEST_OFFSET = timedelta(hours=14)
_OLDEST_YEAR = 1990
"""Feeds are younger; 0001-01-01 and 1970-01-01 are what programs write for "no date"."""
_LATEST_YEAR = 9998
_CENTURY_TURNS_AT = 50
_NOON = 12
_SAME_DAY_SOMEWHERE = timedelta(hours=26)


def read_moment(text: str, *, now: datetime) -> datetime | None:
    """The moment that this text names, in UTC; None where it names none.

    A zone that is missing or unknown is UTC (RFC 5322 §4.3). A day without an hour is noon UTC, which
    is that day almost everywhere; but None for the day that is just passing, of which the moment it
    was first seen tells more than any hour that could be made up.
    """
    text = " ".join(text.partition("(")[0].split())[:_LONGEST]
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text), UTC)
    if _MILLISECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) // 1000, UTC)
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    try:
        moment = _moment(found.groupdict())
    except (ValueError, OverflowError):
        return None
    if not _OLDEST_YEAR <= moment.year <= _LATEST_YEAR:
        return None
    return None if found["hour"] is None and abs(moment - now) <= _SAME_DAY_SOMEWHERE else moment


def _moment(said: Mapping[str, str]) -> datetime:
    year, month, day = _year(said["year"]), _month(said["month"]), int(said["day"])
    if not said["hour"]:
        return datetime(year, month, day, _NOON, tzinfo=UTC)
    hour = int(said["hour"])
    if half := said.get("half"):
        hour = hour % _NOON + (_NOON if half.lower().startswith("p") else 0)
    second = min(int(said["second"] or 0), 59)
    zone = _zone(said["zone"] or "")
    return datetime(year, month, day, hour, int(said["minute"]), second, tzinfo=zone).astimezone(UTC)


def _year(text: str) -> int:
    if len(text) > len("99"):
        return int(text)
    return int(text) + (2000 if int(text) < _CENTURY_TURNS_AT else 1900)


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text.lower().startswith(_NO_MARCH):
        raise ValueError(text)
    return _MONTHS.index(text[:3].lower()) + 1


def _zone(text: str) -> timezone:
    text = text.strip().lower()
    if offset := _OFFSET.search(text):
        distance = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        if distance > _WIDEST_OFFSET:
            raise ValueError(text)
        return timezone(distance if offset[1] == "+" else -distance)
    return timezone(timedelta(hours=_ZONES.get(text, 0)))
