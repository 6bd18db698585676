"""How much a person may have the bot do within a while."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta


class Allowance:
    """Counts in memory: a process that begins anew forgives.

    Args:
        most: Says how often each person may, within the length of time.
    """

    def __init__(self, most: Callable[[], int], within: timedelta) -> None:
        self._most = most
        self._within = within
        self._used: OrderedDict[int, deque[datetime]] = OrderedDict()

    def take(self, person: int, now: datetime) -> bool:
        """Whether they may once more; if so, it is counted."""
        self._forget(now)
        used = self._used.get(person, deque())
        while used and used[0] <= now - self._within:
            used.popleft()
        if len(used) >= self._most():
            return False
        used.append(now)
        self._used[person] = used
        self._used.move_to_end(person)
        return True

    def again_at(self, person: int) -> datetime | None:
        """When somebody who may not may again; None for never."""
        used = self._used.get(person)
        return used[0] + self._within if used else None

    def _forget(self, now: datetime) -> None:
        """Those who have done nothing for that long; the one who did something last stands last."""
        while self._used:
            person, used = next(iter(self._used.items()))
            if used and used[-1] > now - self._within:  # none is left where the limit fell to none meanwhile
                return
            del self._used[person]
