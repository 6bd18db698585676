"""The second run: subscriptions that are due become briefings in the outbox.

    enqueue_due:  storage.due_subscriptions | which hour is answered? | who is told the same? | brief | storage.enqueue

Readers of a topic that were told the same before are told the same now: it is composed once for all of them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import lru_cache, partial
from typing import NamedTuple

from bot.briefing.compose import budget_of
from bot.errors import Phrase, StorageError
from bot.model import Briefing, Posts, Topic
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.hours import LONGEST_DELAY, NextSends, QuietHours, date_answered
from bot.pipeline.missed import note_missed
from bot.pipeline.notices import Notice
from bot.pipeline.patience import GIVE_UP_AFTER
from bot.pipeline.stopping import to_the_end
from bot.storage import ASKED_FOR, Answer, Storage, Subscription

_HOUR = timedelta(hours=1)
GRACE = 6 * _HOUR
"""How late an hour that was missed is still answered; what it would have told stands in the next briefing."""

# So many go into the outbox in one transaction: a tenth of a second, in which others wait to write.
_AT_ONCE = 250


@dataclass(slots=True)
class EnqueueReport:
    """What came of the subscriptions that were due.

    Attributes:
        queued: Briefings put into the outbox.
        composed: Of these, the ones that differ: what was composed for several channels counts once.
        composing_s: Seconds spent on composing them.
        skipped: Hours that were missed: too long ago (`missed` of them), or answered together with a later one.
        quiet: Hours without news whose channel wants none of them.
        held: Hours that are answered when the quiet hours of their channel end.
        waiting: Subscriptions whose topic is not known at the moment, or whose channel has not got the briefing before.
        paused: Subscriptions whose topic is gone.
    """

    queued: int = 0
    composed: int = 0
    composing_s: float = 0.0
    quiet: int = 0
    held: int = 0
    missed: int = 0
    skipped: list[Notice] = field(default_factory=list)
    waiting: list[Notice] = field(default_factory=list)
    paused: list[Notice] = field(default_factory=list)


class SentNow(Enum):
    """What came of a wish for a briefing beside the hours."""

    QUEUED = auto()
    QUEUED_BEFORE = auto()
    """This minute has one already."""
    NOTHING_NEW = auto()
    """And in a forum of stories no post is made of that."""


class _Hour(NamedTuple):
    """The last hour of a subscription that may be answered now, else its next; and the one after it."""

    subscription: Subscription
    due_at: datetime
    next_due_at: datetime


class _Reader(NamedTuple):
    """What decides what a channel is told: all that are the same in it are told the same.

    Attributes:
        told_ids: The briefings that it was told before, the newest first.
        muted: The stories that it wants to hear no more of.
        languages: What is read in it; empty for the usual ones.
        words: What all sentences of its briefing may take.
    """

    told_ids: tuple[str, ...]
    muted: frozenset[str]
    languages: tuple[str, ...]
    words: int


class Enqueuer:
    """Composes what is due.

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

    async def enqueue_due(
        self,
        now: datetime,
        queued: Callable[[], None] = lambda: None,
        *,
        broken_off: Callable[[EnqueueReport], None] = lambda _: None,
    ) -> EnqueueReport:
        """Compose what is due and put it into the outbox; of the hours that one subscription missed, the last.

        Args:
            queued: Called whenever more has got into the outbox, for the first to be sent while the others follow.
            broken_off: Told what was done by a run that ends in bugs, as it may do at each tick for days.

        Raises:
            ExceptionGroup: The bugs that some met, after the others have been served.
            StorageError: The database is away; who was not answered stays due.
        """
        report = EnqueueReport()
        bugs: list[Exception] = []
        topics = await to_the_end(asyncio.to_thread(self._answered_now, now, report, bugs))
        for topic_id in sorted(topics):
            hours = topics[topic_id]
            with _collecting(bugs, f"topic {topic_id!r}"):
                groups = await to_the_end(asyncio.to_thread(self._told_the_same, topic_id, hours, now))
                for reader, group in groups.items():
                    await self._enqueue(topic_id, reader, group, now, report=report, queued=queued)
        if bugs:
            broken_off(report)
            raise ExceptionGroup("some subscriptions could not be answered", bugs)
        return report

    async def send_now(self, subscription: Subscription, now: datetime) -> SentNow:
        """Put one briefing more into the outbox, beside its hours.

        Raises:
            KeyError: Nobody knows its topic.
        """
        topic = self._catalogue.get(subscription.topic_id)
        if topic is None:
            raise KeyError(subscription.topic_id)
        briefing = await to_the_end(asyncio.to_thread(self._brief_channel, subscription, topic, now))
        if not _can_post(briefing, subscription):
            return SentNow.NOTHING_NEW
        answer = _asked_for(subscription, now, subscription.id)
        queued = await to_the_end(asyncio.to_thread(self._storage.enqueue, briefing, [answer]))
        return SentNow.QUEUED if queued else SentNow.QUEUED_BEFORE

    def move(self, changed: Subscription, now: datetime) -> Subscription | None:
        """Keep a subscription whose channel has changed; None when there is none.

        What somebody asked for and what waits is composed anew for the other channel, which has been told other
        things before: as `send_now` does, and in one transaction with the move.
        """
        topic = self._catalogue.get(changed.topic_id)
        briefing = self._brief_channel(changed, topic, now) if topic else None
        asked_anew = (
            (briefing, partial(_asked_for, changed, now)) if briefing and _can_post(briefing, changed) else None
        )
        return self._storage.change_subscription(changed, now=now, asked_anew=asked_anew)

    def preview(self, subscription: Subscription, topic: Topic, now: datetime) -> Briefing:
        """What its channel would be told now; kept, so that its buttons work."""
        briefing = self._brief_channel(subscription, topic, now)
        self._storage.save_briefing(briefing)
        return briefing

    def _brief_channel(self, subscription: Subscription, topic: Topic, now: datetime) -> Briefing:
        (reader,) = self._readers(topic.id, [subscription], now)
        return self._brief(topic, reader, now)

    def _answered_now(self, now: datetime, report: EnqueueReport, bugs: list[Exception]) -> dict[str, list[_Hour]]:
        """The hours that are answered now, by topic; the others are seen to."""
        calendar = lru_cache(self._next_sends)  # thousands have the same hour in the same zone
        hours: list[_Hour] = []
        for subscription in self._storage.due_subscriptions(now):
            with _collecting(bugs, f"subscription {subscription.id} to {subscription.topic_id!r}"):
                hours.append(_hour(subscription, calendar, now))
        left = self._storage.left_guilds() if hours else frozenset()
        told: set[tuple[int, str]] = set()
        waiting = self._storage.readers_waiting(now, GIVE_UP_AFTER) if hours else frozenset()
        answered: dict[str, list[_Hour]] = {}
        # The latest hour first: a channel that missed several of a topic is told once, at the last of them.
        for hour in sorted(hours, key=lambda hour: hour.due_at, reverse=True):
            if hour.subscription.guild_id in left:  # and may be invited again: then it goes on with its next hour
                next_due_at = hour.due_at if hour.due_at > now else hour.next_due_at
                self._storage.postpone_subscription(hour.subscription.id, next_due_at)
            elif self._decides_to_answer(hour, now, told, waiting, report):
                answered.setdefault(hour.subscription.topic_id, []).append(hour)
        if report.missed:
            note_missed(self._storage, now, report.missed)
        return answered

    def _decides_to_answer(
        self,
        hour: _Hour,
        now: datetime,
        told: set[tuple[int, str]],
        waiting: Set[tuple[int, str]],
        report: EnqueueReport,
    ) -> bool:
        """Whether an hour is answered now; one that is not is put off, or waits, and the report says so.

        Args:
            told: The channels, each with a topic, that are told at a later hour; this one is added.
            waiting: Those that are still to get an earlier briefing.
        """
        subscription, due_at, next_due_at = hour
        if self._catalogue.get(subscription.topic_id) is None:
            self._miss_topic(hour, now, report)
            return False
        if due_at > now:
            self._skip(hour, now, report)
            return False
        quiet_until = _quiet_hours(subscription, self._next_sends).until(now)
        if quiet_until is not None:
            self._storage.postpone_subscription(subscription.id, quiet_until)
            report.held += 1
            return False
        reader = subscription.channel_id, subscription.topic_id
        if reader in told:
            self._storage.postpone_subscription(subscription.id, next_due_at)
            report.skipped.append(_about(subscription, "its channel is told at a later hour that was missed as well"))
            return False
        told.add(reader)
        if reader in waiting:  # it would be told the same by both, and each would call it new
            report.waiting.append(_about(subscription, "its channel is still to be told by an earlier briefing"))
            return False
        return True

    def _told_the_same(self, topic_id: str, hours: Sequence[_Hour], now: datetime) -> dict[_Reader, list[_Hour]]:
        """The hours by who is told the same."""
        groups: dict[_Reader, list[_Hour]] = {}
        readers = self._readers(topic_id, [hour.subscription for hour in hours], now)
        for reader, hour in zip(readers, hours, strict=True):
            groups.setdefault(reader, []).append(hour)
        return groups

    def _readers(self, topic_id: str, subscriptions: Sequence[Subscription], now: datetime) -> Iterator[_Reader]:
        """Who is told by each of these subscriptions to a topic."""
        channels = [each.channel_id for each in subscriptions]
        told, muted = self._storage.told_ids(topic_id, channels, now), self._storage.muted_stories(channels)
        by_server = self._briefer.read_by_servers()
        for each in subscriptions:
            yield _Reader(
                told_ids=told.get(each.channel_id, ()),
                muted=muted.get(each.channel_id, frozenset()),
                languages=each.languages or by_server.get(each.guild_id, ()),
                words=budget_of(each.length),
            )

    async def _enqueue(
        self,
        topic_id: str,
        reader: _Reader,
        hours: Sequence[_Hour],
        now: datetime,
        *,
        report: EnqueueReport,
        queued: Callable[[], None],
    ) -> None:
        topic = self._catalogue.get(topic_id)
        if topic is None:  # gone since; the next run says so
            return
        began = time.perf_counter()
        briefing = await to_the_end(asyncio.to_thread(self._brief, topic, reader, now))
        report.composing_s += time.perf_counter() - began
        report.composed += 1
        if briefing.is_quiet:
            for hour in hours:
                if hour.subscription.is_silent_when_quiet:
                    await asyncio.to_thread(self._storage.postpone_subscription, hour.subscription.id, hour.next_due_at)
                    report.quiet += 1
            hours = [hour for hour in hours if not hour.subscription.is_silent_when_quiet]
        for start in range(0, len(hours), _AT_ONCE):
            answers = [_answer(hour) for hour in hours[start : start + _AT_ONCE]]
            deliveries = await to_the_end(asyncio.to_thread(self._storage.enqueue, briefing, answers))
            report.queued += len(deliveries)
            if deliveries:
                queued()

    def _brief(self, topic: Topic, reader: _Reader, now: datetime) -> Briefing:
        return self._briefer.brief_reader(
            topic,
            self._storage.readable_briefings(reader.told_ids),
            at=now,
            window=self._window,
            muted=reader.muted,
            languages=reader.languages,
            words=reader.words,
        )

    def _skip(self, hour: _Hour, now: datetime, report: EnqueueReport) -> None:
        subscription = hour.subscription
        self._storage.postpone_subscription(subscription.id, hour.due_at)
        if now - subscription.next_due_at >= GRACE:  # else its zone has new rules, and the hour is to come
            missed = f"the hour of {subscription.next_due_at:%Y-%m-%d %H:%M} UTC"
            report.missed += 1
            report.skipped.append(_about(subscription, f"{missed} was missed by {GRACE // _HOUR} hours or more"))

    def _miss_topic(self, hour: _Hour, now: datetime, report: EnqueueReport) -> None:
        # A pack that cannot be read for the moment is not gone: its subscriptions stay due meanwhile, or miss an hour.
        subscription, is_complete = hour.subscription, self._catalogue.is_complete
        if now - subscription.next_due_at < GRACE or (hour.due_at <= now and not is_complete):
            missing = f"there is no topic {subscription.topic_id!r} at the moment"
            report.waiting.append(_about(subscription, missing))
            return
        if not is_complete:
            self._skip(hour, now, report)
            return
        reason = Phrase("The topic “{topic}” is gone.", topic=subscription.topic_id)
        self._storage.pause_subscription(subscription.id, reason, now=now)
        report.paused.append(_about(subscription, reason))


@contextmanager
def _collecting(bugs: list[Exception], what: str) -> Iterator[None]:
    """A bug that one of many meets is kept for later, so that the others are served."""
    try:
        yield
    except StorageError:  # the others would meet it too, each after its own wait
        raise
    except Exception as error:  # noqa: BLE001 - raised by `enqueue_due` at its end
        error.add_note(what)
        bugs.append(error)


def _hour(subscription: Subscription, calendar: NextSends, now: datetime) -> _Hour:
    quiet = _quiet_hours(subscription, calendar)
    since = now - (LONGEST_DELAY if quiet.hours else GRACE)
    first, second, third = calendar(subscription.time, subscription.timezone, since, 3, subscription.days)
    if quiet.is_over(first, now, GRACE):
        return _Hour(subscription, second, third)
    return _Hour(subscription, first, second)


def _quiet_hours(subscription: Subscription, calendar: NextSends) -> QuietHours:
    return QuietHours(subscription.quiet_hours, subscription.timezone, calendar)


def _answer(hour: _Hour) -> Answer:
    subscription, due_at, next_due_at = hour
    answered = date_answered(subscription.time, subscription.timezone, due_at)
    nonce = f"{subscription.id}-{answered:%Y%m%d}-{subscription.time.replace(':', '')}"
    return Answer(subscription.id, answered, subscription.time, nonce, due_at, next_due_at)


def _can_post(briefing: Briefing, subscription: Subscription) -> bool:
    """Whether a briefing that somebody asks for makes a post; a forum of stories has none for a quiet day."""
    return not (briefing.is_quiet and subscription.posts is Posts.STORY)


def _asked_for(subscription: Subscription, now: datetime, subscription_id: int) -> Answer:
    slot = f"{ASKED_FOR}{now:%H%M}"
    nonce = f"{subscription_id}-{now:%Y%m%d}-{slot}"
    return Answer(subscription_id, now.date(), slot, nonce, now, subscription.next_due_at)


def _about(subscription: Subscription, reason: str) -> Notice:
    return Notice(subscription.id, subscription.channel_id, reason)
