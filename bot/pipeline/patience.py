"""How long something is tried that is on its way to Discord, and how soon again."""

from __future__ import annotations

from datetime import datetime, timedelta

GIVE_UP_AFTER = timedelta(hours=12)
"""How long after its hour a briefing may still arrive: well before the next day's."""
LEASE = timedelta(minutes=5)
"""How long a claim holds: longer than any sender takes for looking and sending."""

_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(minutes=15)
_MOST_DOUBLINGS = 10


def next_try_at(now: datetime, attempts: int, asked: timedelta | None) -> datetime:
    """When what Discord did not take is tried again: soon at first, while a stable nonce alone would do, then seldom.

    Args:
        attempts: So far; at least one.
        asked: How long Discord asks to wait, where it does; it counts where it is longer.
    """
    wait = min(_FIRST_WAIT * (1 << min(attempts - 1, _MOST_DOUBLINGS)), _LONGEST_WAIT)
    return now + max(wait, asked or wait)
