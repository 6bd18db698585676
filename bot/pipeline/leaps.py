"""Whether a clock is believed before anything is forgotten by it.

What is forgotten does not come back, and a clock that is years ahead (no time server, an empty battery) makes
everything old. A clock that has leapt is therefore believed only later: after a day, if news tells the same time, and
without news after a month. Who switches the machine off for weeks waits as long; nothing else is lost by it.
"""

from __future__ import annotations

import logging
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


def is_believed(storage: Storage, now: datetime) -> bool:
    """Whether it is as late as a clock says; ask every hour. What it said is remembered beyond this process."""
    seen, newest = storage.state(_CLOCK), storage.newest_news_at()
    last, leapt_at = map(datetime.fromisoformat, seen.split()) if seen else (newest or now, now - DOUBTED_ALONE_FOR)
    has_leapt = not last - LEAP <= now <= last + LEAP
    if has_leapt:
        leapt_at = now
    # News and servers are forgotten at the same time: of two that see the leap, one remembers and tells it.
    if storage.exchange_state(_CLOCK, seen, f"{now.isoformat()} {leapt_at.isoformat()}") and has_leapt:
        told = "the clock leapt from %s to %s: nothing is forgotten for a day, without news of that time for a month"
        log.warning(told, f"{last:%Y-%m-%d %H:%M}", f"{now:%Y-%m-%d %H:%M}")
    doubted_for = DOUBTED_FOR if newest is not None and newest >= now - LEAP else DOUBTED_ALONE_FOR
    return now - leapt_at >= doubted_for
