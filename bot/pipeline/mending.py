"""Mends what a wrong clock leaves behind: hours that are years off, tries that nobody would live to see.

While a machine's clock is ahead, every hour that it shows is answered and every wait counts from there. Put right, it
would find all subscriptions, feeds and retries due in that future only. A date that was told then is not told again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from bot.clock import Clock
from bot.pipeline.hours import NextSends
from bot.storage import Storage

# Twice the longest pause that Discord is granted: nothing that is right waits so long.
LONGEST_WAIT = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Mended:
    """How much was out of time.

    Attributes:
        hours: Subscriptions whose next hour was later than the calendar's.
        waits: Deliveries, publications, feeds and messages to owners that waited too long.
    """

    hours: int = 0
    waits: int = 0


def mend(storage: Storage, *, next_sends: NextSends, clock: Clock) -> Mended:
    """Bring forward what waits for no reason; new rules of a zone, by which an hour comes earlier, are followed too.

    Args:
        next_sends: The calendar.

    Raises:
        ExceptionGroup: The bugs that some subscriptions met, after all else is mended.
    """
    hours, bugs = 0, list[Exception]()
    subscriptions = storage.subscriptions()
    now = clock()  # after they were read: an hour that was answered meanwhile lies behind it
    calendar = lru_cache(next_sends)
    for each in subscriptions:
        try:
            (due_at,) = calendar(each.time, each.timezone, now, 1, each.days)
        except Exception as error:  # noqa: BLE001 - raised at the end
            error.add_note(f"subscription {each.id} in {each.timezone!r}")
            bugs.append(error)
            continue
        if each.paused_reason is None and each.next_due_at > due_at:
            hours += storage.bring_forward(each.id, each.next_due_at, due_at)
    mended = Mended(hours, storage.end_waits(now, LONGEST_WAIT))
    if bugs:
        raise ExceptionGroup("the hours of some subscriptions are not known", bugs)
    return mended
