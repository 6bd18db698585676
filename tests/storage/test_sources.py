from __future__ import annotations

from datetime import timedelta

from bot.model import FeedProfile
from bot.storage import FeedUpdate, Storage
from tests.storage.examples import FEED, HOUR, NOON

OTHER = "https://other.example/feed"


def test_a_feed_is_added_once_and_due_at_once(storage: Storage) -> None:
    assert storage.add_feed(FEED, "Example", "World", now=NOON) is True
    assert storage.add_feed(FEED, "Another title", now=NOON + HOUR) is False
    (feed,) = storage.feeds()
    assert (feed.url, feed.title, feed.folder, feed.added_at) == (FEED, "Example", "World", NOON)
    assert storage.due_feeds(NOON - HOUR, 10) == ()
    assert storage.due_feeds(NOON, 10) == (feed,)


def test_a_feed_can_be_removed(storage: Storage) -> None:
    storage.add_feed(FEED, now=NOON)
    assert storage.remove_feed(FEED) is True
    assert storage.remove_feed(FEED) is False
    assert storage.feeds() == ()


def test_feeds_are_listed_by_folder_and_title(storage: Storage) -> None:
    for url, title, folder in (("u1", "b", "Z"), ("u2", None, "A"), ("u3", "a", "A"), ("u4", "c", None)):
        storage.add_feed(url, title, folder, now=NOON)
    assert [feed.url for feed in storage.feeds()] == ["u4", "u3", "u2", "u1"]


def test_the_longest_overdue_feeds_come_first_up_to_the_limit(storage: Storage) -> None:
    for number in (2, 0, 1):
        storage.add_feed(f"u{number}", now=NOON + number * HOUR)
    assert [feed.url for feed in storage.due_feeds(NOON + 5 * HOUR, 2)] == ["u0", "u1"]


def test_a_success_keeps_the_validators_and_ends_the_errors(storage: Storage) -> None:
    storage.add_feed(FEED, now=NOON)
    storage.record_fetches([FeedUpdate(FEED, at=NOON, due_at=NOON + HOUR, error="timed out")])
    storage.record_fetches(
        [
            FeedUpdate(
                FEED,
                at=NOON + HOUR,
                due_at=NOON + 2 * HOUR,
                etag='"e1"',
                last_modified="Fri, 01 May 2026 12:00:00 GMT",
                body_hash="h1",
                profile=FeedProfile("What it calls itself"),
            )
        ]
    )
    (feed,) = storage.feeds()
    assert (feed.etag, feed.last_modified, feed.body_hash) == ('"e1"', "Fri, 01 May 2026 12:00:00 GMT", "h1")
    assert feed.title == "What it calls itself"
    assert (feed.error, feed.error_streak) == (None, 0)
    assert feed.last_tried_at == feed.last_success_at == NOON + HOUR
    assert feed.due_at == NOON + 2 * HOUR


def test_an_error_keeps_the_validators_and_counts(storage: Storage) -> None:
    storage.add_feed(FEED, "Example", now=NOON)
    storage.record_fetches([FeedUpdate(FEED, at=NOON, due_at=NOON, etag='"e1"', per_day=3)])
    for minutes in (1, 2):
        at = NOON + timedelta(minutes=minutes)
        storage.record_fetches([FeedUpdate(FEED, at=at, due_at=at + HOUR, error="HTTP 500")])
    (feed,) = storage.feeds()
    assert (feed.etag, feed.title, feed.per_day, feed.last_success_at) == ('"e1"', "Example", 3, NOON)
    assert (feed.error, feed.error_streak, feed.last_tried_at) == ("HTTP 500", 2, NOON + timedelta(minutes=2))


def test_not_modified_keeps_title_and_pace_and_a_dropped_validator_goes(storage: Storage) -> None:
    storage.add_feed(FEED, now=NOON)
    first = FeedUpdate(FEED, at=NOON, due_at=NOON, etag='"e1"', profile=FeedProfile("T"), per_day=3)
    storage.record_fetches([first])
    storage.record_fetches([FeedUpdate(FEED, at=NOON, due_at=NOON, etag=None)])
    (feed,) = storage.feeds()
    assert (feed.title, feed.per_day, feed.etag) == ("T", 3, None)


def test_the_outcome_of_a_feed_that_was_removed_meanwhile_is_dropped(storage: Storage) -> None:
    storage.record_fetches([FeedUpdate(FEED, at=NOON, due_at=NOON)])
    assert storage.feeds() == ()


def test_counts_tell_the_operator_how_things_stand(storage: Storage) -> None:
    assert storage.counts().last_refresh_at is None
    storage.add_feed(FEED, now=NOON)
    storage.add_feed(OTHER, now=NOON)
    storage.record_fetches([FeedUpdate(FEED, at=NOON, due_at=NOON)])
    storage.record_fetches([FeedUpdate(OTHER, at=NOON + HOUR, due_at=NOON, error="HTTP 404")])
    counts = storage.counts()
    assert (counts.feeds, counts.feeds_failing, counts.last_refresh_at) == (2, 1, NOON + HOUR)
