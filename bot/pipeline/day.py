"""How a day was: what a receipt tells, all of it from the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.outcome import LATE_AFTER
from bot.delivery.rows import FeedLine, PausedLine, Receipt
from bot.pipeline.health import FeedHealth, FeedState, feed_health, feed_name
from bot.pipeline.missed import missed_between
from bot.pipeline.notices import PAUSED_BY_HAND
from bot.sources.polling import LEAST_OFTEN
from bot.storage import Feed, Storage, Subscription

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Known:
    """What receipts have told once, and need not tell every day.

    Attributes:
        feeds: Addresses of those that are read no more, or have had nothing new for weeks.
        subscriptions: Ids of those that Briefbot has paused.
    """

    feeds: frozenset[str] = frozenset()
    subscriptions: frozenset[int] = frozenset()


def day_until(
    now: datetime, due_at: datetime, storage: Storage, known: Known, *, interval: timedelta
) -> tuple[Receipt, Known]:
    """How the 24 hours before `due_at` were, how all fares now, and what is known once that is told; may block.

    Args:
        due_at: The hour that the receipt answers: at most some hours ago.
        interval: How often a busy feed is asked.
    """
    since = due_at - _DAY
    activity = storage.activity(since, due_at, LATE_AFTER)
    feeds = storage.feeds()
    fared = [(feed, feed_health(feed, now)) for feed in feeds]
    failing = [(feed, health) for feed, health in fared if health.state is FeedState.FAILING]
    unanswered = [(feed, health) for feed, health in failing if feed.error_streak > 1 and _answered_at(feed) <= since]
    frozen = [(feed, health) for feed, health in fared if health.state is FeedState.FROZEN]
    silent = [(feed, health) for feed, health in fared if health.state is FeedState.SILENT]
    silent += [each for each in frozen if each[0].url not in known.feeds]
    given_up = [(feed, health) for feed, health in fared if health.state is FeedState.PAUSED]
    subscriptions = storage.subscriptions()
    paused = [each for each in subscriptions if each.paused_reason not in (None, PAUSED_BY_HAND)]
    waits = activity.waiting_since is not None and now - activity.waiting_since > LATE_AFTER
    receipt = Receipt(
        due_at=due_at,
        asked=sum(feed.last_tried_at is not None and feed.last_tried_at > since for feed in feeds),
        unanswered=len(failing) - len(unanswered),
        unread_since=_unread_since(feeds, now - max(_DAY, interval * LEAST_OFTEN)),
        failing=_lines(sorted(unanswered, key=lambda each: _answered_at(each[0]))),
        silent=_lines(sorted(silent, key=lambda each: each[0].newest_at or since)),
        given_up=_lines([each for each in given_up if each[0].url not in known.feeds]),
        articles=activity.articles,
        opened=activity.opened,
        joined=activity.joined,
        sent=activity.sent,
        late=activity.late,
        slowest=activity.slowest,
        undelivered=activity.given_up,
        waiting=activity.waiting if waits else 0,
        waiting_since=activity.waiting_since,
        waiting_reason=activity.waiting_reason,
        missed=missed_between(storage, since, due_at),
        uncomposed=len(storage.due_subscriptions(now - LATE_AFTER)),
        subscriptions=len(subscriptions),
        paused=sum(each.paused_reason is not None for each in subscriptions),
        newly_paused=_paused_lines([each for each in paused if each.id not in known.subscriptions]),
    )
    told = Known(frozenset(feed.url for feed, _ in [*given_up, *frozen]), frozenset(each.id for each in paused))
    return receipt, told


def _answered_at(feed: Feed) -> datetime:
    return feed.last_success_at or feed.added_at


def _unread_since(feeds: Sequence[Feed], since: datetime) -> datetime | None:
    """When one of the feeds that are read was last asked; None where that was after `since`, or there are none."""
    asked = [feed.last_tried_at or feed.added_at for feed in feeds if feed.paused_reason is None]
    last = max(asked, default=None)
    return last if last is not None and last <= since else None


def _lines(fared: Sequence[tuple[Feed, FeedHealth]]) -> tuple[FeedLine, ...]:
    return tuple(FeedLine(feed_name(feed), feed.url, health.state.value, health.sentence) for feed, health in fared)


def _paused_lines(subscriptions: Sequence[Subscription]) -> tuple[PausedLine, ...]:
    return tuple(PausedLine(each.topic_id, each.channel_id, each.paused_reason or "") for each in subscriptions)
