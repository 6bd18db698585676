from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from bot.model import FeedProfile
from bot.sources.polling import Pace, next_due_at, pace_of, retry_at

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)  # a Friday
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)


class Middle(random.Random):
    """Chance that always chooses the middle."""

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


def wait(pace: Pace = Pace(), *, fresh_for: timedelta | None = None, **said: object) -> timedelta:  # noqa: B008
    profile = FeedProfile("T", **said)  # type: ignore[arg-type]
    due = next_due_at(NOON, interval=QUARTER, pace=pace, profile=profile, fresh_for=fresh_for, rng=Middle())
    return due - NOON


@pytest.mark.parametrize(
    ("every", "count", "per_day"),
    [
        (HOUR, 49, 24),
        (HOUR / 2, 9, 24),  # half a working day of news counts as one
        (2 * DAY, 3, 0.5),
        (DAY, 1, None),
    ],
)
def test_the_pace_is_what_was_told_over_the_time_between(every: timedelta, count: int, per_day: float | None) -> None:
    pace = pace_of([NOON - number * every for number in range(count)], NOON)
    assert pace == Pace(NOON, per_day)


def test_the_pace_is_of_the_last_month_with_news_and_knows_no_future() -> None:
    told = [NOON - 100 * DAY - number * DAY for number in range(11)]
    assert pace_of([*told, NOON - 900 * DAY, NOON + DAY], NOON) == Pace(NOON - 100 * DAY, 1)
    assert pace_of([NOON + DAY], NOON) == Pace()


def test_what_is_recent_is_of_thirty_days_and_two_reports_say_too_little() -> None:
    of_a_month = [NOON - days * DAY for days in (0, 10, 12, 30)]
    assert pace_of([*of_a_month, NOON - 31 * DAY], NOON) == Pace(NOON, 0.1)
    assert pace_of([NOON, NOON - DAY, NOON - 100 * DAY], NOON) == Pace(NOON, 0.02)
    assert pace_of([NOON, NOON - DAY, NOON - 2 * DAY, NOON - 100 * DAY], NOON) == Pace(NOON, 1)


@pytest.mark.parametrize(
    ("days", "usual", "is_frozen"),
    [(21, 5, True), (21 - 1 / 24, 5, False), (25, 5, True), (25, 4.9, False)],
)
def test_a_source_is_frozen_after_three_weeks_that_would_have_had_five_reports(
    days: float, usual: float, is_frozen: bool
) -> None:
    assert Pace(NOON - days * DAY, usual / days).is_frozen(NOON) is is_frozen


@pytest.mark.parametrize(
    ("pace", "minutes"),
    [
        (Pace(), 15),
        (Pace(NOON, 200), 15),
        (Pace(NOON, 12), 30),
        (Pace(NOON, 0.5), 60),
        (Pace(NOON - 30 * DAY, 12), 6 * 60),
        (Pace(NOON - 30 * DAY, 0.1), 60),  # that is usual for it
    ],
)
def test_a_source_is_asked_as_often_as_it_has_news(pace: Pace, minutes: int) -> None:
    assert wait(pace) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("fresh_minutes", "ttl_minutes", "minutes"),
    [(5, None, 15), (45, None, 45), (None, 60, 60), (45, 60, 60), (60 * 24 * 365, None, 120), (None, 1440, 120)],
)
def test_a_site_that_asks_for_patience_gets_it_within_reason(
    fresh_minutes: int | None, ttl_minutes: int | None, minutes: int
) -> None:
    fresh_for = None if fresh_minutes is None else timedelta(minutes=fresh_minutes)
    ttl = None if ttl_minutes is None else timedelta(minutes=ttl_minutes)
    assert wait(fresh_for=fresh_for, ttl=ttl) == timedelta(minutes=minutes)


def test_hours_and_days_that_a_feed_skips_are_waited_for() -> None:
    assert wait(skip_hours=(12,)) == timedelta(hours=1, minutes=3)
    assert wait(skip_hours=(12, 13)) == timedelta(hours=2, minutes=3)
    assert wait(skip_hours=(12,), ttl=timedelta(minutes=40)) == timedelta(hours=1, minutes=10)
    assert wait(skip_days=(4,)) == timedelta(hours=12, minutes=3)


def test_a_feed_that_skips_everything_means_something_else() -> None:
    assert wait(skip_hours=tuple(range(24))) == wait(skip_days=tuple(range(7))) == QUARTER


def test_feeds_that_were_asked_together_part() -> None:
    rng = random.Random(1)
    due = {next_due_at(NOON, interval=QUARTER, pace=Pace(), profile=None, fresh_for=None, rng=rng) for _ in range(50)}
    assert len(due) == 50
    assert all(0.9 * QUARTER <= moment - NOON <= 1.1 * QUARTER for moment in due)


@pytest.mark.parametrize(
    ("failures", "retry_after", "is_gone", "waits"),
    [
        (0, None, False, QUARTER),
        (1, None, False, 2 * QUARTER),
        (6, None, False, 64 * QUARTER),
        (7, None, False, 64 * QUARTER),
        (1, QUARTER, False, 2 * QUARTER),
        (1, 3 * HOUR, False, 3 * HOUR),
        (1, 2 * DAY, False, DAY),
        (0, None, True, DAY),
    ],
)
def test_a_feed_that_fails_is_asked_ever_more_seldom_and_once_a_day_at_least(
    failures: int, retry_after: timedelta | None, is_gone: bool, waits: timedelta
) -> None:
    due = retry_at(NOON, interval=QUARTER, failures=failures, retry_after=retry_after, is_gone=is_gone, rng=Middle())
    assert due - NOON == waits


def test_feeds_that_failed_together_part() -> None:
    rng = random.Random(1)
    due = {retry_at(NOON, interval=QUARTER, failures=0, retry_after=None, is_gone=False, rng=rng) for _ in range(50)}
    assert len(due) == 50
    assert all(0.9 * QUARTER <= moment - NOON <= 1.1 * QUARTER for moment in due)
