from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.actions.times import (
    days_told,
    is_readable,
    parse_day,
    parse_days,
    parse_first_and_last,
    parse_local_time,
    parse_moment,
    parse_quiet_hours,
    parse_span,
    parse_window,
    past_moment,
    quiet_hours_told,
)
from bot.errors import BadValueError

NOW = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("90m", 90), ("24h", 1440), (" 3 d ", 4320), ("٣d", 4320), ("1W", 10080), ("366d", 366 * 1440)],
)
def test_window_is_read(text: str, minutes: int) -> None:
    assert parse_window(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "24", "h", "0h", "-3d", "367d", "99999w", "1.5h", "tomorrow"])
def test_window_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadValueError):
        parse_window(text)


@pytest.mark.parametrize(
    ("text", "local_time"),
    [
        ("8", "08:00"),
        ("8:05", "08:05"),
        ("08.30", "08:30"),
        ("18h15", "18:15"),
        ("8 am", "08:00"),
        ("8 p.m.", "20:00"),
        ("8 h", "08:00"),
        ("18 h 30", "18:30"),
        ("1 am", "01:00"),
        ("12am", "00:00"),
        ("12 PM", "12:00"),
        ("6:45pm", "18:45"),
        ("23:59", "23:59"),
        ("0", "00:00"),
        ("0800", "08:00"),
        ("Noon", "12:00"),
        ("midnight", "00:00"),
        ("Mittag", "12:00"),
        ("gece yarısı", "00:00"),
        ("północ", "00:00"),
    ],
)
def test_time_of_day_is_read(text: str, local_time: str) -> None:
    assert parse_local_time(text) == local_time


@pytest.mark.parametrize("text", ["", "25:00", "24:00", "8:60", "13pm", "0am", "800", "2500", "8:5", "8:00:00"])
def test_time_that_does_not_exist_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadValueError, match="write it like 08:00"):
        parse_local_time(text)


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("now", "UTC", NOW),
        ("2026-04-30", "UTC", datetime(2026, 4, 30, 23, 59, 59, tzinfo=UTC)),
        ("2026-04-30", "Asia/Yerevan", datetime(2026, 4, 30, 19, 59, 59, tzinfo=UTC)),
        ("2026-05-01", "UTC", NOW),
        ("2026-05-02", "UTC", datetime(2026, 5, 2, 23, 59, 59, tzinfo=UTC)),
        ("2026-05-01T09:00", "Asia/Yerevan", datetime(2026, 5, 1, 5, tzinfo=UTC)),
        ("2023-09-20T22:00:00Z", "Asia/Yerevan", datetime(2023, 9, 20, 22, tzinfo=UTC)),
        ("2023-09-20T22:00:00+04:00", "UTC", datetime(2023, 9, 20, 18, tzinfo=UTC)),
    ],
)
def test_moment_is_read_in_its_zone(text: str, zone: str, moment: datetime) -> None:
    assert parse_moment(text, zone, NOW) == moment


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "20.09.2023", "2026-05-01T25:00"])
def test_moment_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadValueError, match="is no moment"):
        parse_moment(text, "UTC", NOW)


@pytest.mark.parametrize("year", [1900, 2999])
def test_history_begins_with_one_year_and_ends_with_another(year: int) -> None:
    assert parse_moment(f"{year}-06-01T00:00Z", "UTC", NOW) == datetime(year, 6, 1, tzinfo=UTC)
    assert parse_day(f"{year}-06-01") == date(year, 6, 1)
    for beyond in (1899, 3000):
        with pytest.raises(BadValueError, match="between 1900 and 2999"):
            parse_moment(f"{beyond}-06-01T00:00Z", "UTC", NOW)
        with pytest.raises(BadValueError, match="between 1900 and 2999"):
            parse_day(f"{beyond}-06-01")


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "9999-12-31T23:59:59-12:00"])
def test_moment_outside_of_history_is_refused(text: str) -> None:
    with pytest.raises(BadValueError, match="is out of range"):
        parse_moment(text, "Asia/Yerevan", NOW)


@pytest.mark.parametrize(
    ("text", "days", "told"),
    [
        ("Mon, wed", "13", "Mon, Wed"),
        ("mon-fri", "12345", "weekdays"),
        ("Fri – Mon", "1567", "Mon, Fri, Sat, Sun"),
        ("weekends", "67", "weekends"),
        ("Every day", "1234567", "every day"),
        ("tuesday", "2", "Tue"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, days: str, told: str) -> None:
    assert parse_days(text) == days
    assert days_told(days) == told
    assert parse_days(told) == days


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Mon-Fri, Funday", "Funday"),
        ("mon-funday, tue", "funday"),
        ("Mon tue-", "tue-"),
        ("mon, some-when", "some-when"),
        ("mon, xyz abc", "xyz"),
    ],
)
def test_a_mistake_names_the_part_that_names_no_day(text: str, wrong: str) -> None:
    with pytest.raises(BadValueError, match=f"^“{wrong}” names no days"):
        parse_days(text)


@pytest.mark.parametrize("text", ["", "someday", "ontario", "mon-tue-wed", "on", "mo"])
def test_what_names_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadValueError, match="names no days"):
        parse_days(text)


@pytest.mark.parametrize(
    ("text", "hours", "told"),
    [
        ("22-7", "22:00-07:00", "22:00–07:00"),
        ("10 pm to 7 am", "22:00-07:00", "22:00–07:00"),
        ("22:30 – 6.15", "22:30-06:15", "22:30–06:15"),
        ("13:00-14:00", "13:00-14:00", "13:00–14:00"),
        ("20h - 0:00", "20:00-00:00", "20:00–00:00"),
        ("2200-0700", "22:00-07:00", "22:00–07:00"),
        ("22 bis 7", "22:00-07:00", "22:00–07:00"),
        ("von 22:00 Uhr bis 07:00 Uhr", "22:00-07:00", "22:00–07:00"),
        ("od 22 do 7", "22:00-07:00", "22:00–07:00"),
        ("de 22h à 7h", "22:00-07:00", "22:00–07:00"),
        ("с 22 до 7", "22:00-07:00", "22:00–07:00"),
        ("10 p m to 7 a m", "22:00-07:00", "22:00–07:00"),
        ("midnight till noon", "00:00-12:00", "00:00–12:00"),
        ("none", "", ""),
        (" Off ", "", ""),
        ("22\u00a0\n to\t 7", "22:00-07:00", "22:00–07:00"),
    ],
)
def test_quiet_hours_are_read_as_people_write_them(text: str, hours: str, told: str) -> None:
    assert parse_quiet_hours(text) == hours
    assert quiet_hours_told(hours) == told
    assert not told or parse_quiet_hours(told) == hours


def test_hours_and_days_with_a_million_spaces_between_them_are_read_once() -> None:
    gap = " " * 1_000_000
    with pytest.raises(BadValueError):
        parse_quiet_hours(f"22{gap}7")
    assert parse_quiet_hours(f"22{gap}-{gap}7") == "22:00-07:00"
    with pytest.raises(BadValueError):
        parse_days(f"mon{gap}x")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "are no hours"),
        ("22:00", "are no hours"),
        ("22-7-9", "are no hours"),
        ("25-7", "“25” is no time of day"),
        ("22-late", "“late” is no time of day"),
        ("at night", "are no hours"),
        ("8-8:00", "quiet all day"),
    ],
)
def test_what_are_no_quiet_hours_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadValueError, match=why):
        parse_quiet_hours(text)


def test_a_span_is_a_window_that_ends_now_or_a_day_as_far_as_it_is_over() -> None:
    assert parse_span("3d", "UTC", NOW) == (NOW - timedelta(days=3), NOW)
    start, end = parse_span("2026-04-30", "Asia/Yerevan", NOW)
    assert start == datetime(2026, 4, 29, 20, tzinfo=UTC)
    assert end == datetime(2026, 4, 30, 19, 59, 59, tzinfo=UTC)
    assert parse_span("2026-05-01", "Asia/Yerevan", NOW) == (datetime(2026, 4, 30, 20, tzinfo=UTC), NOW)


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        ("2025-10-30", "Africa/Cairo", 25),  # at midnight clocks went back to 23:00 of that day
        ("2026-04-04", "America/Santiago", 25),
        ("2025-11-02", "America/Havana", 25),
        ("2026-03-28", "America/Nuuk", 23),  # it had no hour before midnight
        ("2026-03-29", "America/Nuuk", 24),
        ("2026-03-29", "Asia/Beirut", 23),  # and this one none after it
    ],
)
def test_a_day_on_which_clocks_change_at_midnight_is_told_whole(day: str, zone: str, hours: int) -> None:
    start, end = parse_span(day, zone, NOW)
    assert end - start == timedelta(hours=hours) - timedelta(seconds=1)
    first, last = (moment.astimezone(ZoneInfo(zone)).date().isoformat() for moment in (start, end))
    assert first == last == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("yesterday", "no length of time and no day; write 24h, 3d, 1w or 2026-05-01"),
        ("2026-05-01T18:00", "no length of time and no day"),
        ("2026-02-30", "is no day; write it like 2026-05-01"),
        ("2026-05-03", "lies in the future"),
        ("400d", "between one minute and a year"),
        ("100000d", "between one minute and a year"),
    ],
)
def test_a_span_nobody_can_follow_says_what_can_be_written_there(text: str, words: str) -> None:
    with pytest.raises(BadValueError, match=words):
        parse_span(text, "UTC", NOW)


def test_what_one_of_the_parsers_takes_is_readable() -> None:
    assert is_readable(parse_window, "3d")
    assert not is_readable(parse_window, "tomorrow")


def test_a_day_that_begins_at_this_moment_is_still_to_come() -> None:
    midnight = datetime(2026, 5, 2, tzinfo=UTC)
    with pytest.raises(BadValueError, match="lies in the future"):
        parse_span("2026-05-02", "UTC", midnight)
    assert parse_span("2026-05-02", "UTC", midnight + timedelta(seconds=1))[0] == midnight


def test_of_a_moment_to_come_nothing_can_be_told() -> None:
    assert past_moment("2026-05-01T12:30Z", "UTC", NOW) == NOW
    with pytest.raises(BadValueError, match="lies in the future; a briefing tells what has been published"):
        past_moment("2026-05-01T12:30:01Z", "UTC", NOW)


def test_the_first_of_two_days_is_not_after_the_last() -> None:
    first, last = date(2026, 4, 30), date(2026, 5, 1)
    assert parse_first_and_last("2026-04-30", "2026-05-01") == (first, last)
    assert parse_first_and_last("2026-05-01", "2026-05-01") == (last, last)
    assert parse_first_and_last(None, "2026-05-01") == (None, last)
    assert parse_first_and_last("2026-04-30", None) == (first, None)
    with pytest.raises(BadValueError, match="write the first day first"):
        parse_first_and_last("2026-05-01", "2026-04-30")
