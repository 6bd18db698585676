"""What this bot is, and how it fares."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from importlib.metadata import version

from bot.delivery.rows import Figures
from bot.storage import Storage


class AboutAction:
    """Tell what this bot is."""

    def __init__(self, *, storage: Storage) -> None:
        self._storage = storage

    async def about(self) -> Figures:
        """Its version, and how much it remembers."""
        counts = await asyncio.to_thread(self._storage.counts)
        return Figures(version("briefbot"), **asdict(counts))
