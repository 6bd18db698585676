"""Is the bot ready to serve? Part by part, each with the reason why not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import timedelta

from bot.clock import Clock
from bot.delivery.outcome import LATE_AFTER
from bot.errors import StorageError
from bot.storage import Storage
from bot.watch.runs import WatchedRuns

_PATIENCE_S = 5.0
_STANDS_STILL_AFTER_S = 60.0


class Readiness:
    """Looks at what the bot needs.

    Args:
        tick_s: How often the schedule looks for what is due.
        is_connected: Whether it is connected to Discord; None in a process that never is.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        clock: Clock,
        runs: WatchedRuns,
        tick_s: float,
        is_connected: Callable[[], bool] | None,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._runs = runs
        self._stands_still_after_s = max(_STANDS_STILL_AFTER_S, 3 * tick_s)
        self._is_connected = is_connected

    async def look(self) -> dict[str, str]:
        """Why each part is not ready; "" where it is. The metrics show the same from now on."""
        parts = {"scheduler": self._of_scheduler()}
        if self._is_connected is not None:
            parts["gateway"] = "" if self._is_connected() else "not connected to Discord"
        parts["database"], parts["backlog"] = await self._of_database()
        for part, why in parts.items():
            self._runs.metrics.show_ready(part, ready=not why)
        return parts

    def _of_scheduler(self) -> str:
        if self._runs.last_at is None:
            return "has not begun yet"
        still_s = time.monotonic() - self._runs.last_at
        if still_s > self._stands_still_after_s:
            return f"has not looked for {still_s:.0f} s"
        return f"what fails again and again: {', '.join(self._runs.failing)}" if self._runs.failing else ""

    async def _of_database(self) -> tuple[str, str]:
        now = self._clock()
        try:
            async with asyncio.timeout(_PATIENCE_S):
                waiting, oldest = await asyncio.to_thread(self._storage.backlog, now)
        except TimeoutError:
            return f"has not answered for {_PATIENCE_S:.0f} s", "not known"
        except StorageError as error:
            return f"cannot be used: {error.reason}", "not known"
        except Exception as error:  # noqa: BLE001 - whatever it is, the database cannot be used
            return f"cannot be read: {type(error).__name__}", "not known"
        age = now - oldest if oldest else timedelta()
        self._runs.metrics.show_backlog(waiting, age.total_seconds())
        # A full disk can still be read.
        away = f"cannot be written: {self._runs.why_away}" if self._runs.why_away else ""
        return away, f"{waiting} wait, the oldest for {age // timedelta(minutes=1)} min" if age > LATE_AFTER else ""
