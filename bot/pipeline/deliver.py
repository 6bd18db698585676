"""The last run: subscriptions that are due become briefings in the outbox, and these reach their channel once.

    enqueue_due:      storage.due_subscriptions | which hour is answered? | brief | storage.enqueue
    deliver_pending:  storage.claim | look in the channel, from the second try on | send | storage.record_…

A post is marked neither before it is sent nor only after: it is claimed, sent with a nonce of its own, and
recorded. Whoever takes over a claim, or tries again, looks in the channel first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.delivery.outcome import Gone, Outcome, Post, Refused, Sender, Sent, TryLater
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.stopping import to_the_end
from bot.storage import Delivery, Storage, Subscription

NextSends = Callable[[str, str, datetime, int], tuple[datetime, ...]]
"""Local time "HH:MM", IANA zone, a moment, how many: the next moments after it when it is that time there."""

GRACE = timedelta(hours=6)
"""How late an hour that was missed is still answered; what it would have told stands in the next briefing."""
GIVE_UP_AFTER = timedelta(hours=12)
"""How long after its hour a briefing may still arrive: well before the next day's."""
LEASE = timedelta(minutes=5)
"""How long a claim holds: longer than any sender takes for looking and sending."""

_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(minutes=15)
_MOST_DOUBLINGS = 10
_SENDS_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Notice:
    """What an operator should know of one subscription, in one sentence; without its id where it is gone."""

    subscription_id: int | None
    channel_id: int
    reason: str


@dataclass(slots=True)
class EnqueueReport:
    """What came of the subscriptions that were due.

    Attributes:
        queued: Briefings put into the outbox.
        skipped: Hours that were missed: too long ago, or answered together with a later one.
        waiting: Subscriptions whose topic is not known at the moment.
        paused: Subscriptions whose topic is gone.
    """

    queued: int = 0
    skipped: list[Notice] = field(default_factory=list)
    waiting: list[Notice] = field(default_factory=list)
    paused: list[Notice] = field(default_factory=list)


@dataclass(slots=True)
class DeliveryReport:
    """What came of the briefings in the outbox.

    Attributes:
        sent: Briefings that are in their channel now, however many tries it took.
        retried: To be tried again, and why.
        gone: Given up together with their subscription, which is paused.
        failed: Given up: Discord refuses them, or they are too late.
    """

    sent: int = 0
    retried: list[Notice] = field(default_factory=list)
    gone: list[Notice] = field(default_factory=list)
    failed: list[Notice] = field(default_factory=list)


class _Hour(NamedTuple):
    """The last hour of a subscription that may be answered now, else its next; and the one after it."""

    subscription: Subscription
    due_at: datetime
    next_due_at: datetime


class Dispatcher:
    """Sees to it that each due briefing reaches its channel once.

    Args:
        next_sends: The calendar.
        window: How far a briefing looks back.
    """

    def __init__(
        self, *, storage: Storage, catalogue: Catalogue, briefer: Briefer, next_sends: NextSends, window: timedelta
    ) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._briefer = briefer
        self._next_sends = next_sends
        self._window = window

    async def enqueue_due(self, now: datetime) -> EnqueueReport:
        """Compose what is due and put it into the outbox; of the hours that one subscription missed, the last.

        Raises:
            ExceptionGroup: The bugs that some met, after the others have been served.
        """
        report = EnqueueReport()
        bugs: list[Exception] = []
        hours: list[_Hour] = []
        for subscription in await asyncio.to_thread(self._storage.due_subscriptions, now):
            with _collecting(bugs, subscription):
                hours.append(self._hour(subscription, now))
        told: set[tuple[int, str]] = set()
        # The latest hour first: a channel that missed several of a topic is told once, at the last of them.
        for hour in sorted(hours, key=lambda hour: hour.due_at, reverse=True):
            with _collecting(bugs, hour.subscription):
                await to_the_end(asyncio.to_thread(self._enqueue, hour, now, told, report))
        if bugs:
            raise ExceptionGroup("some subscriptions could not be answered", bugs)
        return report

    def _hour(self, subscription: Subscription, now: datetime) -> _Hour:
        due_at, next_due_at = self._next_sends(subscription.time, subscription.timezone, now - GRACE, 2)
        return _Hour(subscription, due_at, next_due_at)

    def _enqueue(self, hour: _Hour, now: datetime, told: set[tuple[int, str]], report: EnqueueReport) -> None:
        subscription, due_at, next_due_at = hour
        topic = self._catalogue.get(subscription.topic_id)
        if topic is None:
            self._miss_topic(subscription, now, report)
            return
        if due_at > now:
            self._storage.postpone_subscription(subscription.id, due_at)
            if now - subscription.next_due_at >= GRACE:  # else its zone has new rules, and the hour is to come
                missed = f"the hour of {subscription.next_due_at:%Y-%m-%d %H:%M} UTC"
                report.skipped.append(_about(subscription, f"{missed} was missed by {_told(GRACE)} or more"))
            return
        reader = subscription.channel_id, subscription.topic_id
        if reader in told:
            self._storage.postpone_subscription(subscription.id, next_due_at)
            report.skipped.append(_about(subscription, "its channel is told at a later hour that was missed as well"))
            return
        told.add(reader)
        answered = _date_answered(subscription, due_at)
        queued = self._storage.enqueue(
            subscription.id,
            answered,
            subscription.time,
            self._briefer.brief_channel(topic, subscription.channel_id, at=now, window=self._window),
            _nonce(subscription, answered),
            due_at=due_at,
            next_due_at=next_due_at,
        )
        report.queued += queued is not None

    def _miss_topic(self, subscription: Subscription, now: datetime, report: EnqueueReport) -> None:
        # A pack that cannot be read for the moment is not gone: its subscriptions stay due meanwhile.
        if now - subscription.next_due_at < GRACE:
            missing = f"there is no topic {subscription.topic_id!r} at the moment"
            report.waiting.append(_about(subscription, missing))
            return
        reason = f"The topic {subscription.topic_id!r} is gone."
        self._storage.pause_subscription(subscription.id, reason)
        report.paused.append(_about(subscription, reason))

    async def deliver_pending(self, sender: Sender, clock: Clock) -> DeliveryReport:
        """Send what waits in the outbox, several at a time, until nothing is left that may be sent now.

        Cancelled, it finishes what is being sent and claims no more; cancelled twice, it gives its claims back.

        Raises:
            ExceptionGroup: The bugs that some met, after the others have been served.
        """
        report = DeliveryReport()
        bugs: list[Exception] = []

        async def work() -> None:
            while await to_the_end(self._deliver_next(sender, clock, report, bugs)):
                pass

        # A TaskGroup would pass only the first of two cancellations on.
        ended = await asyncio.gather(*(work() for _ in range(_SENDS_AT_ONCE)), return_exceptions=True)
        if errors := [*bugs, *(error for error in ended if error is not None)]:
            raise BaseExceptionGroup("some briefings could not be delivered", errors)
        return report

    async def _deliver_next(self, sender: Sender, clock: Clock, report: DeliveryReport, bugs: list[Exception]) -> bool:
        """Claim, send, record; False where nothing waits."""
        delivery = await asyncio.to_thread(self._storage.claim, clock(), LEASE)
        if delivery is None:
            return False
        try:
            outcome = await _outcome(sender, delivery, clock())
        except asyncio.CancelledError:
            cut_off = "stopped while it was being sent"
            await asyncio.to_thread(self._storage.record_retry, delivery, cut_off, clock())
            raise
        except Exception as error:  # noqa: BLE001 - raised by `deliver_pending`, when the others have been served
            error.add_note(f"delivery {delivery.id} to channel {delivery.channel_id}")
            bugs.append(error)
            outcome = TryLater(f"a bug: {error!r}")
        if await asyncio.to_thread(self._record, delivery, outcome, clock()):
            _count(report, delivery, outcome)
        return True

    def _record(self, delivery: Delivery, outcome: Outcome, now: datetime) -> bool:
        """False where somebody else has taken over, or had recorded it before."""
        storage = self._storage
        match outcome:
            case Sent(message_ids):
                return storage.record_sent(delivery, message_ids, now)
            case TryLater(reason, after):
                return storage.record_retry(delivery, reason, now + max(_wait(delivery), after or timedelta()))
            case Refused(reason):
                return storage.record_failed(delivery, reason, now)
            case Gone(reason):
                mine = storage.record_failed(delivery, reason, now)
                if mine and delivery.subscription_id is not None:
                    storage.pause_subscription(delivery.subscription_id, reason)
                return mine


@contextmanager
def _collecting(bugs: list[Exception], subscription: Subscription) -> Iterator[None]:
    """A bug that one subscription meets is kept for later, so that the others are served."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - raised by `enqueue_due` at its end
        error.add_note(f"subscription {subscription.id} to {subscription.topic_id!r}")
        bugs.append(error)


def _count(report: DeliveryReport, delivery: Delivery, outcome: Outcome) -> None:
    match outcome:
        case Sent():
            report.sent += 1
        case TryLater(reason):
            report.retried.append(_about(delivery, reason))
        case Gone(reason):
            report.gone.append(_about(delivery, reason))
        case Refused(reason):
            report.failed.append(_about(delivery, reason))


async def _outcome(sender: Sender, delivery: Delivery, now: datetime) -> Outcome:
    post = Post(delivery.channel_id, delivery.briefing, delivery.nonce, delivery.due_at)
    if delivery.attempts > 1:
        found = await sender.find(post)
        if found is not None:
            return found
    if now - delivery.due_at > GIVE_UP_AFTER:
        return Refused(f"given up {_told(GIVE_UP_AFTER)} after its hour; the last try said: {delivery.error}")
    return await sender.send(post)


def _date_answered(subscription: Subscription, due_at: datetime) -> date:
    """The local date whose hour this moment answers: of a time in a gap before midnight the date before."""
    wall = due_at.astimezone(ZoneInfo(subscription.timezone))
    return wall.date() if f"{wall:%H:%M}" >= subscription.time else wall.date() - timedelta(days=1)


def _nonce(subscription: Subscription, answered: date) -> str:
    return f"{subscription.id}-{answered:%Y%m%d}-{subscription.time.replace(':', '')}"


def _wait(delivery: Delivery) -> timedelta:
    return min(_FIRST_WAIT * (1 << min(delivery.attempts - 1, _MOST_DOUBLINGS)), _LONGEST_WAIT)


def _about(of: Subscription | Delivery, reason: str) -> Notice:
    return Notice(of.id if isinstance(of, Subscription) else of.subscription_id, of.channel_id, reason)


def _told(length: timedelta) -> str:
    return f"{length // timedelta(hours=1)} hours"
