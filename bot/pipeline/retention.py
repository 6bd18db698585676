"""Forgets what is older than the operator wants to keep, and the oldest where it takes more room than they give.

What is forgotten does not come back, and a clock that is years ahead (no time server, an empty battery) makes
everything old. A clock that has leapt is therefore believed only later: after a day, if news tells the same time, and
without news after a month. Who switches the machine off for weeks waits as long; nothing else is lost by it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.storage import Storage

log = logging.getLogger(__name__)

LEAP = timedelta(days=8)
"""More than a machine is off that runs at weekends; a clock that is ahead by less forgets so much too early."""
DOUBTED_FOR = timedelta(days=1)
"""How long a clock that has leapt is not believed, whatever tells the same time."""
DOUBTED_ALONE_FOR = timedelta(days=30)
"""How long where no news tells the same: a machine without a network has none, and neither has one without feeds."""

_CLOCK = "clock of retention"

# Where there is not enough room, so much of the time is given up at once, until there is.
_STEPS = 20


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much is gone."""

    articles: int
    briefings: int


class Retention:
    """Forgets.

    Args:
        keep: How long news, and what was delivered, is kept.
        most_bytes: How much all of it may take; None for any.
    """

    def __init__(self, storage: Storage, *, keep: timedelta, most_bytes: int | None) -> None:
        self._storage = storage
        self._keep = keep
        self._most_bytes = most_bytes

    def run(self, now: datetime) -> Forgotten:
        """Forget what is due at a moment, unless the clock has leapt of late; may take long, in short transactions."""
        if not self._is_believed(now):
            return Forgotten(0, 0)
        horizon = now - self._keep
        forgotten = self._forget_articles(horizon)
        briefings = 0
        while count := self._storage.forget_briefings(horizon):
            briefings += count
        return Forgotten(forgotten + self._make_room(now), briefings)

    def _is_believed(self, now: datetime) -> bool:
        """Whether it is as late as the clock says; what it said is remembered beyond this process."""
        seen, newest = self._storage.state(_CLOCK), self._storage.newest_news_at()
        last, leapt_at = map(datetime.fromisoformat, seen.split()) if seen else (newest or now, now - DOUBTED_ALONE_FOR)
        if not last - LEAP <= now <= last + LEAP:
            leapt_at = now
            told = (
                "the clock leapt from %s to %s: nothing is forgotten for a day, without news of that time for a month"
            )
            log.warning(told, f"{last:%Y-%m-%d %H:%M}", f"{now:%Y-%m-%d %H:%M}")
        self._storage.set_state(_CLOCK, f"{now.isoformat()} {leapt_at.isoformat()}")
        doubted_for = DOUBTED_FOR if newest is not None and newest >= now - LEAP else DOUBTED_ALONE_FOR
        return now - leapt_at >= doubted_for

    def _forget_articles(self, before: datetime) -> int:
        articles = 0
        while count := self._storage.forget_articles(before):
            articles += count
        return articles

    def _make_room(self, now: datetime) -> int:
        articles = 0
        while self._most_bytes is not None and self._storage.bytes_kept() > self._most_bytes:
            oldest = self._storage.oldest_news_at()
            count = self._forget_articles(oldest + (now - oldest) / _STEPS) if oldest else 0
            if not count:
                break
            articles += count
        return articles
