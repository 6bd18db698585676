"""Once a day an operator's channel is told how the day was.

    send_due:  is it the hour? | claim the day | day_until | post, from the second try on after a look | record

The day is a word in `state` that says how far it has come. Of several processes the one that exchanges it first has
claimed it; like a briefing's, its claim runs out, and whoever takes it over looks in the channel first.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bot.clock import Clock
from bot.delivery.outcome import Outcome, ReceiptPost, ReceiptSender, Sent, TryLater
from bot.pipeline.day import Known, day_until
from bot.pipeline.enqueue import GRACE
from bot.pipeline.hours import NextSends, date_answered
from bot.pipeline.patience import LEASE, next_try_at
from bot.pipeline.stopping import to_the_end
from bot.storage import EVERY_DAY, Storage

_KEY = "receipt"
_DAY = timedelta(days=1)
_LONGEST_REST = 2 * _DAY
"""No hour is farther away; what is came from a clock that was ahead."""


@dataclass(frozen=True, slots=True)
class ReceiptReport:
    """What came of a try; a day that is not told by `until` is told no more."""

    channel_id: int
    outcome: Outcome
    attempts: int
    until: datetime


@dataclass(frozen=True, slots=True)
class _Kept:
    """How far a day has come.

    Attributes:
        is_over: It is told, or cannot be.
        attempts: Claims so far.
        try_at: When it may be claimed next.
        known: What was told by the last receipt that was posted.
        is_in_doubt: Whether later days may have been told, of which nobody knows any more.
    """

    day: date
    is_over: bool
    attempts: int
    try_at: datetime
    known: Known
    is_in_doubt: bool = False

    @classmethod
    def read(cls, text: str) -> _Kept:
        values = json.loads(text)
        known = Known(frozenset(values["feeds"]), frozenset(values["subscriptions"]))
        day, try_at = date.fromisoformat(values["day"]), datetime.fromisoformat(values["try_at"])
        return cls(day, values["is_over"], values["attempts"], try_at, known, values.get("is_in_doubt", False))

    def written(self) -> str:
        values = {
            "day": self.day.isoformat(),
            "is_over": self.is_over,
            "attempts": self.attempts,
            "try_at": self.try_at.isoformat(),
            "feeds": sorted(self.known.feeds),
            "subscriptions": sorted(self.known.subscriptions),
            "is_in_doubt": self.is_in_doubt,
        }
        return json.dumps(values)


def doubt_receipts(storage: Storage) -> None:
    """Keep that days may have been told since a backup was made: the next one is looked for before it is posted."""
    written = storage.state(_KEY)
    none = _Kept(date.min, is_over=True, attempts=0, try_at=datetime.min.replace(tzinfo=UTC), known=Known())
    kept = _Kept.read(written) if written else none
    storage.set_state(_KEY, replace(kept, is_in_doubt=True).written())


class Receipts:
    """Tells a channel once a day how the day was.

    Args:
        channel_id: Where.
        time: The local hour, "HH:MM".
        zone: IANA name.
        next_sends: The calendar.
        interval: How often a busy feed is asked.
    """

    def __init__(
        self, storage: Storage, *, channel_id: int, time: str, zone: str, next_sends: NextSends, interval: timedelta
    ) -> None:
        self._storage = storage
        self._channel_id = channel_id
        self._time = time
        self._zone = zone
        self._next_sends = next_sends
        self._interval = interval
        self._rests_until: datetime | None = None

    async def send_due(self, sender: ReceiptSender, clock: Clock) -> ReceiptReport | None:
        """Tell the day whose hour has come, at most some hours late; None where there is nothing to tell now.

        Cancelled, it ends what it has begun; cancelled twice, its claim runs out.
        """
        now = clock()
        if self._rests_until is not None and now < self._rests_until <= now + _LONGEST_REST:
            return None
        return await to_the_end(self._send_due(sender, clock, now))

    async def _send_due(self, sender: ReceiptSender, clock: Clock, now: datetime) -> ReceiptReport | None:
        claim = await asyncio.to_thread(self._claim, now)
        if claim is None:
            return None
        due_at, kept = claim
        receipt, known = await asyncio.to_thread(
            day_until, now, due_at, self._storage, kept.known, interval=self._interval
        )
        post = ReceiptPost(self._channel_id, receipt, f"receipt-{kept.day:%Y%m%d}")
        outcome = await sender.post_receipt(post, look_first=kept.attempts > 1)
        match outcome:
            case Sent():
                after = replace(kept, is_over=True, known=known)
            case TryLater(_, pause):
                after = replace(kept, try_at=next_try_at(clock(), kept.attempts, pause))
            case _:
                after = replace(kept, is_over=True)
        await asyncio.to_thread(self._storage.exchange_state, _KEY, kept.written(), after.written())
        return ReceiptReport(self._channel_id, outcome, kept.attempts, due_at + GRACE)

    def _claim(self, now: datetime) -> tuple[datetime, _Kept] | None:
        """A day that is this process's to tell, with the hour when it is due."""
        # What was missed for longer than that is left to the next day: no burst follows a long sleep.
        due_at, next_due_at = self._next_sends(self._time, self._zone, now - GRACE, 2, EVERY_DAY)
        if due_at > now:
            self._rests_until = due_at
            return None
        day = date_answered(self._time, self._zone, due_at)
        written = self._storage.state(_KEY)
        kept = _Kept.read(written) if written else None
        was_ahead = kept is not None and kept.day > day + _DAY
        if kept and not was_ahead and (kept.day > day or (kept.day == day and kept.is_over)):
            self._rests_until = next_due_at
            return None
        if kept and kept.day == day and now < kept.try_at:
            return None
        if kept and kept.day == day:
            attempts = kept.attempts + 1
        else:  # a second try looks first
            attempts = 2 if kept and (was_ahead or kept.is_in_doubt) else 1
        claimed = _Kept(
            day, is_over=False, attempts=attempts, try_at=now + LEASE, known=kept.known if kept else Known()
        )
        if not self._storage.exchange_state(_KEY, written, claimed.written()):
            return None
        return due_at, claimed
