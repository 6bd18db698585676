from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.speech import speech_in
from bot.pipeline.health import FeedHealth, FeedState, address_of, feed_health, feed_name, reason_to_pause, usual_amount
from bot.storage import Feed
from tests.pipeline.conftest import NOON

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
OLD, NEW = "http://news.example/feed", "https://news.example/feed"
FINE = Feed(
    url=OLD,
    title="Example News",
    folder=None,
    etag=None,
    last_modified=None,
    body_hash=None,
    due_at=NOON,
    last_tried_at=NOON,
    last_success_at=NOON,
    error=None,
    error_streak=0,
    added_at=NOON - 90 * DAY,
    newest_at=NOON - HOUR,
    per_day=14.2,
)


@pytest.mark.parametrize(
    ("changes", "state", "sentence"),
    [
        ({}, FeedState.FINE, ""),
        ({"last_tried_at": None, "newest_at": None}, FeedState.NEW, ""),
        ({"newest_at": NOON - 23 * HOUR}, FeedState.FINE, ""),
        ({"newest_at": NOON - 24 * HOUR}, FeedState.SILENT, "usually 14 a day, none for 24 h"),
        ({"newest_at": NOON - 71 * HOUR}, FeedState.SILENT, "usually 14 a day, none for 71 h"),
        ({"newest_at": NOON - 72 * HOUR}, FeedState.SILENT, "usually 14 a day, none for 3 days"),
        ({"newest_at": NOON - 30 * HOUR, "per_day": None}, FeedState.SILENT, "none for 30 h"),
        ({"newest_at": NOON - 30 * HOUR}, FeedState.SILENT, "usually 14 a day, none for 30 h"),
        ({"newest_at": NOON - 9 * DAY, "per_day": 2.0}, FeedState.SILENT, "usually 2 a day, none for 9 days"),
        ({"newest_at": NOON - 9 * DAY, "per_day": 0.5}, FeedState.FINE, ""),
        ({"newest_at": NOON - 20 * DAY, "per_day": 0.5}, FeedState.SILENT, "usually 4 a week, none for 20 days"),
        ({"newest_at": NOON - 30 * DAY}, FeedState.FROZEN, "nothing new since 1 April 2026"),
        ({"newest_at": NOON - 30 * DAY, "per_day": None}, FeedState.FROZEN, "nothing new since 1 April 2026"),
        ({"newest_at": NOON - 30 * DAY, "per_day": 0.05}, FeedState.FINE, ""),
        ({"error": "HTTP 500", "error_streak": 1}, FeedState.FAILING, "HTTP 500"),
        ({"error": "HTTP 500", "error_streak": 2}, FeedState.FAILING, "HTTP 500 (2 times in a row)"),
        ({"error": "HTTP 500", "error_streak": 3}, FeedState.FAILING, "HTTP 500 (3 times in a row)"),
        (
            {"moved_to": NEW, "moved_at": NOON},
            FeedState.MOVED,
            f"has moved to {NEW}; to be read there once that has held for a week",
        ),
        ({"moved_to": NEW, "moved_at": NOON - 8 * DAY}, FeedState.MOVED, f"has moved to {NEW}; read there"),
        (
            {"error": "gone", "paused_reason": "gone, so it is read no more"},
            FeedState.PAUSED,
            "gone, so it is read no more",
        ),
    ],
)
def test_each_way_to_fare_is_told_apart(changes: dict[str, object], state: FeedState, sentence: str) -> None:
    assert feed_health(replace(FINE, **changes), NOON) == FeedHealth(state, sentence)  # type: ignore[arg-type]


@pytest.mark.parametrize(("times", "told"), [(2, "2 раза подряд"), (5, "5 раз подряд"), (21, "21 раз подряд")])
def test_how_often_a_feed_has_failed_takes_the_form_of_the_number(times: int, told: str) -> None:
    health = feed_health(replace(FINE, error="HTTP 500", error_streak=times), NOON)
    assert speech_in("ru").tell(health.sentence) == f"HTTP 500 ({told})"


def test_a_feed_is_asked_where_it_has_moved_once_that_has_held_for_a_week() -> None:
    moved = replace(FINE, moved_to=NEW, moved_at=NOON)
    assert address_of(moved, NOON + 6 * DAY) == OLD
    assert address_of(moved, NOON + 7 * DAY) == NEW


def test_a_feed_that_fails_at_its_new_address_is_looked_for_at_its_old_one_too() -> None:
    moved = replace(FINE, moved_to=NEW, moved_at=NOON - 8 * DAY, error="no", error_streak=1)
    assert address_of(moved, NOON) == OLD
    assert address_of(replace(moved, error_streak=2), NOON) == NEW


def test_a_feed_that_fails_at_its_old_address_is_looked_for_where_it_says_to_be_at_once() -> None:
    moving = replace(FINE, moved_to=NEW, moved_at=NOON - DAY, error="no", error_streak=1)
    assert address_of(moving, NOON) == NEW
    assert address_of(replace(moving, error_streak=2), NOON) == OLD
    assert address_of(replace(moving, moved_to=None, moved_at=None), NOON) == OLD


@pytest.mark.parametrize(
    ("streak", "days_since_success", "is_paused"),
    [(8, 40, False), (9, 29, False), (9, 30, True)],
)
def test_a_feed_that_is_broken_for_a_month_is_paused(streak: int, days_since_success: int, is_paused: bool) -> None:
    feed = replace(FINE, error_streak=streak, last_success_at=NOON - days_since_success * DAY)
    assert bool(reason_to_pause(feed, NOON, is_gone=False, error="no")) is is_paused


@pytest.mark.parametrize(
    ("said_before", "hours_ago", "is_paused"),
    [(None, 24, False), ("HTTP 500", 24, False), ("gone", 19, False), ("gone", 20, True)],
)
def test_a_feed_that_is_gone_is_paused_when_its_site_says_so_again(
    said_before: str | None, hours_ago: int, is_paused: bool
) -> None:
    feed = replace(FINE, error=said_before, error_streak=1, last_tried_at=NOON - hours_ago * HOUR)
    assert bool(reason_to_pause(feed, NOON, is_gone=True, error="gone")) is is_paused


def test_a_feed_is_called_by_its_title_or_by_the_host_it_lives_at() -> None:
    assert feed_name(FINE) == "Example News"
    assert feed_name(replace(FINE, title=None)) == "news.example"
    assert feed_name(replace(FINE, title=None, url="no address")) == "no address"


@pytest.mark.parametrize(
    ("per_day", "amount"),
    [
        (None, ""),
        (14.2, "14 a day"),
        (1, "1 a day"),
        (0.99, "7 a week"),
        (1 / 7, "1 a week"),
        (0.1, "3 a month"),
        (0.001, "1 a month"),
    ],
)
def test_what_a_feed_usually_publishes_is_told_in_whole_numbers(per_day: float | None, amount: str) -> None:
    assert usual_amount(replace(FINE, per_day=per_day)) == amount
