"""The last run: what waits in the outbox reaches its channel once.

    deliver_pending:  storage.claim | look in the channel, from the second try on | send | storage.record_…

A post is marked neither before it is sent nor only after: it is claimed, sent with a nonce of its own, and
recorded. Whoever takes over a claim, or tries again, looks in the channel first. What comes up in the quiet hours of
its subscription, late as it is, waits until they end. What is in an announcement channel is published after that, and
whose subscription was paused is told.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bot.clock import Clock
from bot.delivery.form import Form
from bot.delivery.outcome import Gone, Outcome, Post, Refused, Sender, Sent, TryLater
from bot.errors import Phrase, StorageError
from bot.model import Posts, Topic
from bot.pipeline.delivery_report import DeliveryReport
from bot.pipeline.hours import LONGEST_DELAY, NextSends, QuietHours
from bot.pipeline.notices import Notice
from bot.pipeline.patience import GIVE_UP_AFTER, LEASE, next_try_at
from bot.pipeline.pauses import tell_owners
from bot.pipeline.publish import publish_pending
from bot.pipeline.stopping import despite_all
from bot.pipeline.story_posts import LONGEST_STEP, tell_stories
from bot.storage import BOT_LEFT, Delivery, Storage

log = logging.getLogger(__name__)
_T = TypeVar("_T")

# Discord answers a post in some 0.3 s: these keep forty requests a second under way, with room for slow ones.
_SENDS_AT_ONCE = 32
# While some are being sent, others may come up: the slowest channel must not hold them back.
_LOOK_AGAIN_S = 1.0
_RECORD_AGAIN_S = 1.0


@dataclass(frozen=True, slots=True)
class _Held:
    """Its channel is left in peace until then."""

    until: datetime


class Deliverer:
    """Brings what waits in the outbox to its channel, once.

    Args:
        next_sends: The calendar.
        topic_of: The topic with an id, where there is one.
        away: Told each time that the database cannot be used to record what was sent.
        broken_off: Told what was done by a run that ends because it cannot be used, or in bugs.
    """

    def __init__(
        self,
        storage: Storage,
        *,
        next_sends: NextSends,
        topic_of: Callable[[str], Topic | None] = lambda _: None,
        away: Callable[[StorageError], None] = lambda _: None,
        broken_off: Callable[[DeliveryReport], None] = lambda _: None,
    ) -> None:
        self._storage = storage
        self._next_sends = next_sends
        self._topic_of = topic_of
        self._away = away
        self._broken_off = broken_off

    async def deliver_pending(self, sender: Sender, clock: Clock) -> DeliveryReport:
        """Send what waits in the outbox, several at a time, until nothing is left that may be sent now.

        Cancelled, it finishes what is being sent and claims no more; cancelled twice, it gives its claims back.

        Raises:
            ExceptionGroup: The bugs that some met, after the others have been served.
            StorageError: The database is away; what has been sent is recorded first, when it is back.
        """
        report = DeliveryReport()
        bugs: list[Exception] = []
        sending: dict[asyncio.Task[None], int] = {}
        try:
            while True:
                delivery = await self._claim(clock) if len(sending) < _SENDS_AT_ONCE else None
                if delivery is not None:
                    # Where the clock leaps, a claim runs out before the post that is being sent under it has ended.
                    if not any(mine == delivery.id and not task.done() for task, mine in sending.items()):
                        task = asyncio.create_task(self._deliver(delivery, sender, clock, report, bugs))
                        sending[task] = delivery.id
                elif sending:
                    ended, _ = await asyncio.wait(sending, timeout=_LOOK_AGAIN_S, return_when=asyncio.FIRST_COMPLETED)
                    for task in ended:
                        del sending[task]
                else:
                    break
        except BaseException as error:
            await _finish(set(sending))
            if isinstance(error, StorageError):
                self._broken_off(report)
            raise
        await publish_pending(self._storage, sender, clock, report, bugs)
        await tell_owners(self._storage, sender, clock, self._topic_of, bugs)
        if bugs:
            self._broken_off(report)
            raise ExceptionGroup("some briefings could not be delivered", bugs)
        return report

    async def _claim(self, clock: Clock) -> Delivery | None:
        claiming = asyncio.create_task(asyncio.to_thread(self._storage.claim, clock(), LEASE))
        try:
            return await asyncio.shield(claiming)
        except asyncio.CancelledError:
            await despite_all(self._give_back(claiming, clock))
            raise

    async def _give_back(self, claiming: asyncio.Task[Delivery | None], clock: Clock) -> None:
        if delivery := await claiming:
            await asyncio.to_thread(self._storage.record_retry, delivery, Phrase("stopped before it was sent"), clock())

    async def _deliver(
        self, delivery: Delivery, sender: Sender, clock: Clock, report: DeliveryReport, bugs: list[Exception]
    ) -> None:
        """Send what was claimed, and record what came of it."""
        try:
            outcome = await self._outcome(sender, delivery, clock)
        except asyncio.CancelledError:
            cut_off = Phrase("stopped while it was being sent")
            await despite_all(asyncio.to_thread(self._storage.record_retry, delivery, cut_off, clock()))
            raise
        except Exception as error:  # noqa: BLE001 - raised by `deliver_pending`, when the others have been served
            error.add_note(f"delivery {delivery.id} to channel {delivery.channel_id}")
            bugs.append(error)
            outcome = _after_bug(delivery, error, clock())
        try:
            recorded = await self._when_possible(lambda: self._record(delivery, outcome, clock()))
        except Exception as error:  # noqa: BLE001 - likewise; the claim runs out, and whoever takes it over looks first
            error.add_note(f"delivery {delivery.id} to channel {delivery.channel_id}: {outcome}")
            bugs.append(error)
            return
        if recorded:
            _count(report, delivery, outcome)

    async def _outcome(self, sender: Sender, delivery: Delivery, clock: Clock) -> Outcome | _Held:
        post = _post(delivery)
        quiet = QuietHours("" if delivery.is_asked_for else delivery.quiet_hours, delivery.timezone, self._next_sends)
        quiet_until, is_late = quiet.until(clock()), quiet.is_over(delivery.due_at, clock(), GIVE_UP_AFTER)
        late = Refused(_why_too_late(delivery.error))
        if delivery.posts is Posts.STORY:
            if quiet_until and not is_late:
                return _Held(quiet_until)
            return await tell_stories(
                delivery,
                post,
                sender,
                self._storage,
                clock=clock,
                when_possible=self._when_possible,
                too_late=late if is_late else None,
            )
        if delivery.attempts > 1:
            found = await sender.find(post)
            if found is not None:
                return found
        if clock() > delivery.try_at - LONGEST_STEP:  # the machine was suspended, or looking took that long
            return TryLater(Phrase("stopped before it was sent"))
        if is_late:
            return late
        return _Held(quiet_until) if quiet_until else await sender.send(post)

    async def _when_possible(self, ask: Callable[[], _T]) -> _T:
        """Ask the database, which records what was done; while it is away, again and again until a claim has run out.

        What is recorded need not be looked for in its channel, which some bots may not read.
        """
        for _ in range(int(LEASE.total_seconds() / _RECORD_AGAIN_S)):
            try:
                return await asyncio.to_thread(ask)
            except StorageError as error:
                self._away(error)
            await asyncio.sleep(_RECORD_AGAIN_S)
        return await asyncio.to_thread(ask)

    def _record(self, delivery: Delivery, outcome: Outcome | _Held, now: datetime) -> bool:
        """False where somebody else has taken over, or had recorded it before."""
        storage = self._storage
        match outcome:
            case Sent(message_ids, may_be_followed):
                return storage.record_sent(delivery, message_ids, now, publish=may_be_followed)
            case TryLater(reason, after):
                return storage.record_retry(delivery, reason, next_try_at(now, delivery.attempts, after))
            case _Held(until):
                return storage.record_held(delivery, until)
            case Refused(reason):
                return storage.record_failed(delivery, reason, now)
            case Gone() if delivery.guild_id in storage.left_guilds():  # its channel is there when it is invited again
                return storage.record_failed(delivery, BOT_LEFT, now)
            case Gone(reason):
                mine = storage.record_failed(delivery, reason, now)
                if mine and delivery.subscription_id is not None:
                    storage.pause_subscription(delivery.subscription_id, reason, now=now)
                return mine


def _count(report: DeliveryReport, delivery: Delivery, outcome: Outcome | _Held) -> None:
    match outcome:
        case Sent(message_ids):
            report.sent += 1
            fields = {"delivery": delivery.id, "subscription": delivery.subscription_id, "messages": message_ids}
            log.debug("delivery=%d is in channel=%d", delivery.id, delivery.channel_id, extra=fields)
        case _Held():
            report.held += 1
        case TryLater(reason):
            report.retried.append(_about(delivery, reason))
        case Gone(reason):
            report.gone.append(_about(delivery, reason))
        case Refused(reason):
            report.failed.append(_about(delivery, reason))


def _after_bug(delivery: Delivery, error: Exception, now: datetime) -> TryLater | Refused:
    """It is tried again, but not for ever: what each try meets would be told at each, and wait for as long.

    Nothing but two moments is asked, for it may be its very zone that nobody knows.
    """
    why = Phrase("a bug: {error}", error=repr(error))
    is_late = now - delivery.due_at > (LONGEST_DELAY if delivery.quiet_hours else GIVE_UP_AFTER)
    return Refused(_why_too_late(why)) if is_late else TryLater(why)


def _why_too_late(why: str | None) -> Phrase:
    hours = GIVE_UP_AFTER // timedelta(hours=1)
    if why is None:  # the bot was away since it was composed
        return Phrase("given up {hours} hours after its hour, before it was tried", hours=hours)
    return Phrase("given up {hours} hours after its hour; the last try said: {error}", hours=hours, error=why)


def _post(delivery: Delivery) -> Post:
    form = Form(delivery.length, delivery.language, delivery.timezone)
    return Post(
        delivery.channel_id,
        delivery.briefing,
        delivery.nonce,
        delivery.due_at,
        delivery.role_id,
        form,
        delivery.guild_id,
    )


def _about(delivery: Delivery, reason: str) -> Notice:
    return Notice(delivery.subscription_id, delivery.channel_id, reason, delivery.id)


async def _finish(sending: set[asyncio.Task[None]]) -> None:
    """Wait for what is being sent; cancelled meanwhile, cut it off."""
    if not sending:
        return
    try:
        await asyncio.wait(sending)
    except asyncio.CancelledError:
        for task in sending:
            task.cancel()
        await asyncio.wait(sending)
        raise
