"""How long something is tried that is on its way to Discord, and how soon again."""

from __future__ import annotations

from datetime import timedelta

GIVE_UP_AFTER = timedelta(hours=12)
"""How long after its hour a briefing may still arrive: well before the next day's."""
LEASE = timedelta(minutes=5)
"""How long a claim holds: longer than any sender takes for looking and sending."""

_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(minutes=15)
_MOST_DOUBLINGS = 10


def wait_after(attempts: int) -> timedelta:
    """How long to wait before the next try: soon at first, while a stable nonce alone would do, then seldom."""
    return min(_FIRST_WAIT * (1 << min(attempts - 1, _MOST_DOUBLINGS)), _LONGEST_WAIT)
