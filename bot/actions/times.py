"""What people write for times, windows and days, read the way they mean it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.actions.words_around import in_any_language
from bot.errors import BadValueError
from bot.text.words import fold

_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_WINDOW = re.compile(r"(\d{1,8})\s*([mhdw])", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})(?:(?:[:.]|\s?(?:h|uhr)\s?)(\d{2})|\s?h)?\s*(?:([ap])\.?\s?m\.?|uhr)?", re.IGNORECASE)
_FOUR_DIGITS = re.compile(r"(\d\d)(\d\d)")
_DASH = r" ?[-–—] ?"
_DATE = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_DAYS = "montuewedthufrisatsun"
DAYS_BY_NAME = {"every day": "1234567", "weekdays": "12345", "weekends": "67"}
"""The weekdays that are meant by what people call several of them."""
NO_QUIET_HOURS = ("none", "no", "off", "never")
"""What people write who want none; the first is suggested."""
LONGEST_WINDOW = timedelta(days=366)
_NOON = 12
_NAMED_TIMES = {"noon": "12:00", "midnight": "00:00"}
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


def parse_window(text: str) -> timedelta:
    """A length of time as people write it: "24h", "3d", "90m", "1w".

    Raises:
        BadValueError: It is none, or longer than a year.
    """
    match = _WINDOW.fullmatch(text.strip())
    if not match:
        raise BadValueError("“{text}” is no length of time; write 90m, 24h, 3d or 1w", text=text)
    window = int(match[1]) * _UNITS[match[2].lower()]
    if not timedelta(0) < window <= LONGEST_WINDOW:
        raise BadValueError("“{text}” is out of range; a briefing looks back between one minute and a year", text=text)
    return window


def parse_span(text: str, zone: str, now: datetime) -> tuple[datetime, datetime]:
    """A stretch of time, (start, end]: a window that ends now ("3d"), or a day ("2023-09-20") as far as it is over.

    Raises:
        BadValueError: It is neither, or a day to come.
    """
    if _WINDOW.fullmatch(text.strip()):
        return now - parse_window(text), now
    if not is_day(text):
        raise BadValueError("“{text}” is no length of time and no day; write 24h, 3d, 1w or 2026-05-01", text=text)
    parse_day(text)  # which says how a day is written; a moment may be written in more ways
    end = parse_moment(text, zone, now)
    start = datetime.combine(end.astimezone(ZoneInfo(zone)).date(), time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if start >= now:
        raise BadValueError("“{text}” lies in the future", text=text)
    return start, end


def is_readable(parse: Callable[[str], object], text: str) -> bool:
    """Whether one of the parsers below takes a text."""
    try:
        parse(text)
    except BadValueError:
        return False
    return True


def is_day(text: str) -> bool:
    """Whether this is written like a day, "2023-09-20"."""
    return _DATE.fullmatch(text.strip()) is not None


def parse_local_time(text: str) -> str:
    """A time of day, as "HH:MM": "8" and "0800" and "8 a.m." and "8 h" and "8 Uhr" are "08:00", "noon" "12:00".

    Raises:
        BadValueError: There is no such time.
    """
    for kind, named in _NAMED_TIMES.items():
        if fold(_spaced(text)) in in_any_language(kind):
            return named
    if match := _TIME.fullmatch(_FOUR_DIGITS.sub(r"\1:\2", text.strip())):
        hour, minute = _hour_of_day(int(match[1]), (match[3] or "").lower()), int(match[2] or 0)
        if hour is not None and minute < 60:  # noqa: PLR2004 - minutes of an hour
            return f"{hour:02}:{minute:02}"
    raise BadValueError("“{text}” is no time of day; write it like 08:00 or 18:30", text=text)


def _hour_of_day(shown: int, half: str) -> int | None:
    """An hour of 24; in a half of the day, "a" or "p", that of a clock of twelve. None where no clock shows it."""
    if not half:
        return shown if shown < 2 * _NOON else None
    if not 1 <= shown <= _NOON:
        return None
    return shown % _NOON + (_NOON if half == "p" else 0)


def parse_quiet_hours(text: str) -> str:
    """The hours in which nothing is to be posted, as "HH:MM-HH:MM": "22-7" and "10 pm to 7 am" are "22:00-07:00".

    Returns:
        "" for "none": no hours are quiet.

    Raises:
        BadValueError: They cannot be read, or are all hours of the day.
    """
    if text.strip().casefold() in NO_QUIET_HOURS:
        return ""
    ends = _between_hours().split(_before_hours().sub("", fold(_spaced(text))))
    if len(ends) != 2 or not any(is_readable(parse_local_time, end) for end in ends):  # noqa: PLR2004 - from, to
        raise BadValueError("“{text}” are no hours; write them like 22:00-07:00, or none", text=text)
    begins, ends_at = map(parse_local_time, ends)
    if begins == ends_at:
        raise BadValueError("“{text}” would be quiet all day; write hours like 22:00-07:00, or none", text=text)
    return f"{begins}-{ends_at}"


@cache
def _between_hours() -> re.Pattern[str]:
    """A dash, or "to" in any language; the "a" of "10 a m" is none."""
    return re.compile(rf"{_DASH}| (?:{'|'.join(map(re.escape, in_any_language('to')))}) (?!m\b)")


@cache
def _before_hours() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(map(re.escape, in_any_language('from')))}) ")


def quiet_hours_told(quiet_hours: str) -> str:
    """Hours for a person: "22:00–07:00"; `parse_quiet_hours` reads it again."""
    return quiet_hours.replace("-", "–")


def parse_days(text: str) -> str:
    """Weekdays as people write them, as ISO digits: "Mon, Wed", "mon-fri", "weekdays", "weekends", "every day".

    Raises:
        BadValueError: They cannot be read; it names the part that cannot.
    """
    found: set[str] = set()
    for part in re.split(" ?[,;] ?", re.sub(_DASH, "-", _spaced(text))):
        found.update(DAYS_BY_NAME.get(part.casefold()) or "".join(map(_from_to, part.split())))
    if not found:
        raise _no_days(text)
    return "".join(sorted(found))


def _from_to(written: str) -> str:
    """The days of "Mon" or "Fri-Mon", as ISO digits."""
    names = written.split("-")
    # What is not found is at -1, which no multiple of three is either.
    wrong = [name for name in names if len(name) < 3 or _DAYS.find(name[:3].lower()) % 3]  # noqa: PLR2004 - letters
    if wrong or len(names) > 2:  # noqa: PLR2004 - from, to
        is_one_end = len(wrong) == 1 and len(names) == 2  # noqa: PLR2004
        raise _no_days(wrong[0] or written if is_one_end else written)
    first, last = (_DAYS.find(name[:3].lower()) // 3 for name in (names[0], names[-1]))
    return "".join(str(day % 7 + 1) for day in range(first, last + 1 + 7 * (last < first)))


def _no_days(text: str) -> BadValueError:
    return BadValueError("“{text}” names no days; write Mon, Wed or Mon-Fri, weekdays, weekends, every day", text=text)


def days_told(days: str) -> str:
    """Weekdays for a person: "every day", "Mon–Fri", "Tue, Thu"; `parse_days` reads it again."""
    names = {value: name for name, value in DAYS_BY_NAME.items()}
    return names.get(days) or ", ".join(_DAYS[3 * int(day) - 3 : 3 * int(day)].capitalize() for day in days)


def parse_moment(text: str, zone: str, now: datetime) -> datetime:
    """A moment as an aware UTC datetime: ISO 8601, a date (its end, so that the day is in it), or "now".

    Args:
        text: What was written.
        zone: What a moment without a zone is meant in.
        now: For "now"; a day that is not over yet ends now.

    Raises:
        BadValueError: It cannot be read.
    """
    text = text.strip()
    if text.casefold() == "now":
        return now
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadValueError(
            "“{text}” is no moment; write 2026-05-01, 2026-05-01T18:00 or 2026-05-01T18:00Z", text=text
        ) from error
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise _out_of_range(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    if is_day(text):
        # The later one where clocks go back at midnight (Cairo, Santiago), none that the day left out (Nuuk).
        end_of_day = datetime.combine(moment.date(), time(23, 59, 59, fold=1), tzinfo=moment.tzinfo).astimezone(UTC)
        return min(end_of_day, now) if moment.astimezone(UTC) <= now else end_of_day
    return moment.astimezone(UTC)


def past_moment(text: str, zone: str, now: datetime) -> datetime:
    """A moment of which something can be told; raises as `parse_moment` does, and of one that is to come."""
    moment = parse_moment(text, zone, now)
    if moment > now:
        raise BadValueError("“{at}” lies in the future; a briefing tells what has been published", at=text)
    return moment


def parse_day(text: str) -> date:
    """A day of the calendar, ISO 8601: "2026-05-01".

    Raises:
        BadValueError: It is none.
    """
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise BadValueError("“{text}” is no day; write it like 2026-05-01", text=text) from error
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise _out_of_range(text)
    return day


def parse_first_and_last(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """Two days of the calendar, each None where nobody names it; raises as `parse_day` does.

    Raises:
        BadValueError: The last is before the first.
    """
    begin, end = parse_day(first) if first else None, parse_day(last) if last else None
    if begin and end and end < begin:
        raise BadValueError("{last} is before {first}; write the first day first", last=last, first=first)
    return begin, end


def _spaced(text: str) -> str:
    """With one space where there is any: thousands would take a pattern seconds."""
    return " ".join(text.split())


def _out_of_range(text: str) -> BadValueError:
    return BadValueError(
        "“{text}” is out of range; write a year between {first} and {last}",
        text=text,
        first=_FIRST_YEAR,
        last=_LAST_YEAR,
    )
