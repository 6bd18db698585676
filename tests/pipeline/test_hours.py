from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.pipeline.hours import LONGEST_DELAY, QuietHours, date_answered, lies_in
from bot.schedule import next_sends

HOUR = timedelta(hours=1)


def test_a_time_that_a_gap_before_midnight_leaves_out_is_answered_on_the_date_after_its_own() -> None:
    zone = "America/Scoresbysund"  # 23:00 is midnight
    first, second = next_sends("23:30", zone, datetime(2026, 3, 28, 12, tzinfo=UTC), 2)
    assert first == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert [date_answered("23:30", zone, at) for at in (first, second)] == [date(2026, 3, 28), date(2026, 3, 29)]


@pytest.mark.parametrize(
    ("local_time", "quiet_hours", "inside"),
    [
        ("22:00", "22:00-07:00", True),
        ("00:00", "22:00-07:00", True),
        ("06:59", "22:00-07:00", True),
        ("07:00", "22:00-07:00", False),
        ("21:59", "22:00-07:00", False),
        ("13:00", "13:00-14:30", True),
        ("14:30", "13:00-14:30", False),
        ("00:00", "13:00-14:30", False),
        ("00:00", "00:00-06:00", True),
        ("23:59", "18:00-00:00", True),
        ("00:00", "18:00-00:00", False),
        ("12:00", "", False),
    ],
)
def test_quiet_hours_begin_with_their_first_minute_and_end_before_their_last(
    local_time: str, quiet_hours: str, inside: bool
) -> None:
    assert lies_in(local_time, quiet_hours) == inside


@pytest.mark.parametrize(
    ("zone", "at", "until"),
    [
        ("UTC", datetime(2026, 5, 1, 23, tzinfo=UTC), datetime(2026, 5, 2, 7, tzinfo=UTC)),
        ("Asia/Yerevan", datetime(2026, 5, 1, 23, tzinfo=UTC), datetime(2026, 5, 2, 3, tzinfo=UTC)),
        ("Asia/Yerevan", datetime(2026, 5, 1, 12, tzinfo=UTC), None),
        ("Europe/Berlin", datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 3, 29, 5, tzinfo=UTC)),  # 8 h long
        ("Europe/Berlin", datetime(2026, 10, 24, 21, tzinfo=UTC), datetime(2026, 10, 25, 6, tzinfo=UTC)),  # 10 h long
    ],
)
def test_they_end_by_the_clocks_of_their_zone(zone: str, at: datetime, until: datetime | None) -> None:
    assert QuietHours("22:00-07:00", zone, next_sends).until(at) == until


def test_where_there_are_none_an_hour_that_the_clocks_show_twice_lies_in_none() -> None:
    assert QuietHours("", "Europe/Berlin", next_sends).until(datetime(2026, 10, 25, 1, tzinfo=UTC)) is None


def test_an_end_that_the_date_leaves_out_is_the_first_instant_after_the_gap() -> None:
    quiet = QuietHours("22:00-02:30", "Europe/Berlin", next_sends)
    after_the_gap = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert quiet.until(after_the_gap - HOUR) == after_the_gap
    assert quiet.until(after_the_gap) is None


@pytest.mark.parametrize(
    ("hours", "begins", "ends"),
    [
        ("22:00-02:30", (24, 20, 0), (25, 0, 30)),
        ("02:30-07:00", (25, 0, 30), (25, 6, 0)),
        ("02:10-02:40", (25, 0, 10), (25, 0, 40)),
    ],
)
def test_of_an_hour_that_a_date_has_twice_the_first_begins_and_ends_them(
    hours: str, begins: tuple[int, int, int], ends: tuple[int, int, int]
) -> None:
    quiet = QuietHours(hours, "Europe/Berlin", next_sends)
    first, last = (datetime(2026, 10, *each, tzinfo=UTC) for each in (begins, ends))
    quarters = [datetime(2026, 10, 24, 12, tzinfo=UTC) + number * HOUR / 12 for number in range(24 * 12)]
    assert {each: quiet.until(each) for each in quarters} == {
        each: last if first <= each < last else None for each in quarters
    }


def test_of_a_stretch_of_time_only_what_is_not_quiet_makes_late() -> None:
    due_at = datetime(2026, 5, 1, 20, tzinfo=UTC)
    quiet = QuietHours("22:00-07:00", "UTC", next_sends)
    assert not quiet.is_over(due_at, due_at + 15 * HOUR, 6 * HOUR)  # two before, four after
    assert quiet.is_over(due_at, due_at + 15 * HOUR + HOUR / 60, 6 * HOUR)
    assert not QuietHours("", "UTC", next_sends).is_over(due_at, due_at + 6 * HOUR, 6 * HOUR)
    assert QuietHours("", "UTC", next_sends).is_over(due_at, due_at + 6 * HOUR + HOUR / 60, 6 * HOUR)
    assert quiet.is_over(due_at, due_at + LONGEST_DELAY + HOUR / 60, 20 * HOUR)
