"""How a feed fares, in a word and a sentence. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from bot.errors import Phrase
from bot.sources.polling import Pace
from bot.storage import Feed

_PROVEN = timedelta(days=7)
_GIVEN_UP = timedelta(days=30)
_MANY_FAILURES = 10
_SAID_AGAIN = timedelta(hours=20)
_SILENT_REPORTS = 10
"""Of a Poisson process, one silence in 22,000 is as long by chance; nights and weekends are what it must outlast."""
_SILENT_AT_LEAST = timedelta(hours=24)


class FeedState(StrEnum):
    """How a feed fares; of several that are true the first."""

    PAUSED = "paused"
    FAILING = "failing"
    NEW = "new"
    """It has not been asked yet."""
    FROZEN = "frozen"
    """It answers, and has had the same articles for weeks."""
    SILENT = "silent"
    """It answers, and has had nothing new for longer than is usual."""
    MOVED = "moved"
    """It answers, and says that it now lives elsewhere."""
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """A feed's state, and a sentence that says more, as `Speech.tell` takes it; empty where there is none."""

    state: FeedState
    sentence: str = ""


def feed_health(feed: Feed, now: datetime) -> FeedHealth:
    """How a feed fares at this moment."""
    if feed.paused_reason is not None:
        return FeedHealth(FeedState.PAUSED, feed.paused_reason)
    if feed.error is not None:
        times = feed.error_streak
        again = Phrase.counting(times, "{error} ({n} time in a row)", "{error} ({n} times in a row)", error=feed.error)
        return FeedHealth(FeedState.FAILING, again if times > 1 else feed.error)
    if feed.last_tried_at is None:
        return FeedHealth(FeedState.NEW)
    return _of_one_that_answers(feed, now)


def _of_one_that_answers(feed: Feed, now: datetime) -> FeedHealth:
    pace = Pace(feed.newest_at, feed.per_day)
    if feed.newest_at is not None and pace.is_frozen(now):
        return FeedHealth(FeedState.FROZEN, Phrase("nothing new since {day}", day=feed.newest_at.date()))
    if feed.newest_at is not None and pace.is_overdue(now, reports=_SILENT_REPORTS, at_least=_SILENT_AT_LEAST):
        length = _length(now - feed.newest_at)
        if not feed.per_day:
            return FeedHealth(FeedState.SILENT, Phrase("none for {length}", length=length))
        usual = amount_per_day(feed.per_day)
        return FeedHealth(FeedState.SILENT, Phrase("usually {usual}, none for {length}", usual=usual, length=length))
    if feed.moved_to is not None:
        if has_moved(feed, now):
            return FeedHealth(FeedState.MOVED, Phrase("has moved to {url}; read there", url=feed.moved_to))
        soon = Phrase("has moved to {url}; to be read there once that has held for a week", url=feed.moved_to)
        return FeedHealth(FeedState.MOVED, soon)
    return FeedHealth(FeedState.FINE)


def has_moved(feed: Feed, now: datetime) -> bool:
    """True where its permanent redirect (RFC 9110 §15.4.2, §15.4.9) has held long enough to be no mistake."""
    return feed.moved_to is not None and feed.moved_at is not None and now - feed.moved_at >= _PROVEN


def feed_name(feed: Feed) -> str:
    """What to call a feed: its title, or the host it lives at."""
    return feed.title or urlsplit(feed.url).hostname or feed.url


def address_of(feed: Feed, now: datetime) -> str:
    """Where to ask: where it has moved to, or its own address until that is proven; after each failure the other one.

    What has moved on from where it was read may have left an own address that has been dead for long.
    """
    if feed.moved_to is None:
        return feed.url
    is_there = has_moved(feed, now) == (feed.error_streak % 2 == 0)
    return feed.moved_to if is_there else feed.url


def reason_to_pause(feed: Feed, now: datetime, *, is_gone: bool, error: str) -> Phrase | None:
    """Why a feed that has failed now is not to be asked again; None where it is.

    Args:
        is_gone: The site says so (410), which counts when it has said so before, most of a day ago.
    """
    if is_gone and feed.error == error and feed.last_tried_at and now - feed.last_tried_at >= _SAID_AGAIN:
        return Phrase("{error}, so it is read no more", error=error)
    since = feed.last_success_at or feed.added_at
    if feed.error_streak + 1 >= _MANY_FAILURES and now - since >= _GIVEN_UP:
        return Phrase("it has failed since {day}, so it is read no more: {error}", day=since.date(), error=error)
    return None


def usual_amount(feed: Feed) -> str:
    """How much a feed publishes, as `amount_per_day` has it; empty where nobody can tell."""
    return amount_per_day(feed.per_day) if feed.per_day else ""


def amount_per_day(per_day: float) -> Phrase:
    """In words: "14 a day", "3 a week", "1 a month"."""
    if per_day >= 1:
        return Phrase("{n} a day", n=round(per_day))
    if per_day * 7 >= 1:
        return Phrase("{n} a week", n=round(per_day * 7))
    return Phrase("{n} a month", n=max(round(per_day * 30), 1))


def _length(time: timedelta) -> Phrase:
    hours = time // timedelta(hours=1)
    if hours < 72:  # noqa: PLR2004 - "30 h", "4 days"
        return Phrase("{n} h", n=hours)
    return Phrase.counting(hours // 24, "{n} day", "{n} days")
