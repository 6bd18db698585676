"""What was delivered in announcement channels reaches those who follow them.

Whatever comes of that, it is delivered.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from bot.clock import Clock
from bot.delivery.outcome import Outcome, Sender, Sent, TryLater
from bot.pipeline.delivery_report import DeliveryReport
from bot.pipeline.notices import Notice
from bot.pipeline.patience import GIVE_UP_AFTER, LEASE, next_try_at
from bot.storage import Publication, Storage

log = logging.getLogger(__name__)

# Likewise in `deliver.py`: room for slow ones.
_AT_ONCE = 32


async def publish_pending(
    storage: Storage, sender: Sender, clock: Clock, report: DeliveryReport, bugs: list[Exception]
) -> None:
    """Publish what may be published now, several at a time; where Discord lets some wait, the next run goes on.

    Briefings wait meanwhile.

    Args:
        report: Is told what came of it.
        bugs: Gets those that some met.
    """
    while waiting := await asyncio.to_thread(storage.claim_publications, clock(), LEASE, at_most=_AT_ONCE):
        outcomes = await asyncio.gather(
            *(sender.publish(each.channel_id, each.message_id) for each in waiting), return_exceptions=True
        )
        for publication, outcome in zip(waiting, outcomes, strict=True):
            if isinstance(outcome, Exception):
                outcome.add_note(f"delivery {publication.delivery_id} to channel {publication.channel_id}")
                bugs.append(outcome)
                outcome = TryLater(f"a bug: {outcome!r}")  # noqa: PLW2901 - as long as any, and no longer
            elif isinstance(outcome, BaseException):
                raise outcome
            await asyncio.to_thread(_record, storage, publication, outcome, clock(), report)
        if any(isinstance(outcome, TryLater) for outcome in outcomes):
            return


def _record(
    storage: Storage, publication: Publication, outcome: Outcome, now: datetime, report: DeliveryReport
) -> None:
    if isinstance(outcome, TryLater) and now - publication.due_at <= GIVE_UP_AFTER:
        storage.postpone_publication(publication, next_try_at(now, publication.attempts, outcome.after))
        told = "delivery=%d is in channel=%d and is published later: %s"
        log.info(told, publication.delivery_id, publication.channel_id, outcome.reason)
        return
    storage.record_published(publication)
    if isinstance(outcome, Sent):
        report.published += bool(outcome.message_ids)
    else:
        reason = f"a briefing was delivered and not published: {outcome.reason}"
        report.unpublished.append(Notice(None, publication.channel_id, reason, publication.delivery_id))
