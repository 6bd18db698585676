"""Whose subscription was paused is told so, once. Briefings wait meanwhile, so a few are told at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

from bot.clock import Clock
from bot.delivery.outcome import Pause, Sender, TryLater
from bot.model import Topic
from bot.pipeline.patience import GIVE_UP_AFTER
from bot.storage import Storage

_TELL_AGAIN_AFTER = timedelta(hours=1)
# Each takes a second, and a topic that is gone may have thousands of them.
_AT_A_TIME = 5


async def tell_owners(
    storage: Storage, sender: Sender, clock: Clock, topic_of: Callable[[str], Topic | None], bugs: list[Exception]
) -> None:
    """Tell some owners of what was paused, once each; who cannot be told now is tried again.

    The others are told by the next runs, and so they are where Discord lets one wait.

    Args:
        topic_of: The topic with an id, where there is one.
        bugs: Gets those that some met.
    """
    for _ in range(_AT_A_TIME):
        claimed = await asyncio.to_thread(storage.claim_pause, now := clock(), _TELL_AGAIN_AFTER)
        if claimed is None:
            return
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
        try:
            outcome = await sender.tell(pause)
        except Exception as error:  # noqa: BLE001 - raised by `deliver_pending` at its end
            error.add_note(f"owner of subscription {paused.id}")
            bugs.append(error)
            if now - tried_at > GIVE_UP_AFTER:
                await asyncio.to_thread(storage.record_pause_told, paused.id)
            continue
        if isinstance(outcome, TryLater):
            return
        await asyncio.to_thread(storage.record_pause_told, paused.id)
