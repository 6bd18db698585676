"""Whose subscription was paused is told so, once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

from bot.clock import Clock
from bot.delivery.outcome import Pause, Sender, TryLater
from bot.model import Topic
from bot.storage import Storage

_TELL_AGAIN_AFTER = timedelta(hours=1)


async def tell_owners(storage: Storage, sender: Sender, clock: Clock, topic_of: Callable[[str], Topic | None]) -> None:
    """Tell the owners of what was paused, once each; who cannot be told now is tried again.

    Args:
        topic_of: The topic with an id, where there is one.
    """
    while claimed := await asyncio.to_thread(storage.claim_pause, now := clock(), _TELL_AGAIN_AFTER):
        paused, tried_at = claimed
        topic = topic_of(paused.topic_id)
        pause = Pause(
            owner_id=paused.created_by,
            channel_id=paused.channel_id,
            topic_name=topic.name_in(paused.language) if topic else paused.topic_id,
            reason=paused.paused_reason or "",
            language=paused.language,
            nonce=f"paused-{paused.id}",
            tried_at=tried_at if tried_at < now else None,
        )
        if not isinstance(await sender.tell(pause), TryLater):
            await asyncio.to_thread(storage.record_pause_told, paused.id)
