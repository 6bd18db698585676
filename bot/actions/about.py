"""What this bot is, and how it fares."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from importlib.metadata import version

from bot.storage import Counts, Storage


@dataclass(frozen=True, slots=True)
class About:
    """The bot in figures."""

    version: str
    counts: Counts


class AboutAction:
    """Tell what this bot is."""

    def __init__(self, *, storage: Storage) -> None:
        self._storage = storage

    async def about(self) -> About:
        """Its version, and how much it remembers."""
        return About(version("briefbot"), await asyncio.to_thread(self._storage.counts))
