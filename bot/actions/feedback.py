"""What people say of briefings."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from bot.actions.asker import Asker
from bot.clock import Clock
from bot.storage import Storage

COUNTED_OVER = timedelta(days=30)


class Verdict(StrEnum):
    """What a briefing was to somebody."""

    USEFUL = "useful"
    TOO_LONG = "long"
    TOO_SHORT = "short"
    OFF_TOPIC = "off"


class FeedbackActions:
    """Keep and count what people say."""

    def __init__(self, *, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def say(self, asker: Asker, briefing_id: str, verdict: Verdict) -> None:
        """Keep a person's word on a briefing; their last one counts."""
        await asyncio.to_thread(
            self._storage.say_feedback,
            briefing_id,
            user_id=asker.user_id,
            guild_id=asker.guild_id,
            verdict=verdict.value,
            now=self._clock(),
        )

    async def counts(self, guild_id: int) -> Mapping[str, int]:
        """How often each verdict was given in a server lately (`COUNTED_OVER`), by its value."""
        since = self._clock() - COUNTED_OVER
        found = await asyncio.to_thread(self._storage.feedback_counts, guild_id, since)
        return {verdict.value: found[verdict.value] for verdict in Verdict if verdict.value in found}
