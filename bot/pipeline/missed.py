"""Hours that nobody was there to answer: what a receipt tells of them, which comes later."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from bot.storage import Storage

_KEY = "enqueue.missed"
_KEPT = timedelta(days=3)
"""For the receipt of the day, however late that is."""


def note_missed(storage: Storage, now: datetime, subscriptions: int) -> None:
    """Keep that so many subscriptions turned out to have missed their hour."""
    kept = {at: number for at, number in _kept(storage).items() if abs(now - at) < _KEPT}
    kept[now] = kept.get(now, 0) + subscriptions
    storage.set_state(_KEY, json.dumps({at.isoformat(): number for at, number in kept.items()}))


def missed_between(storage: Storage, since: datetime, until: datetime) -> int:
    """How many subscriptions turned out to have missed their hour after `since`, up to `until`."""
    return sum(number for at, number in _kept(storage).items() if since < at <= until)


def _kept(storage: Storage) -> dict[datetime, int]:
    return {datetime.fromisoformat(at): number for at, number in json.loads(storage.state(_KEY) or "{}").items()}
