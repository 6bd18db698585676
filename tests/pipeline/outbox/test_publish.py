from __future__ import annotations

from collections import Counter

import pytest

from bot.delivery.outcome import Gone
from bot.pipeline.patience import LEASE
from bot.storage import Storage
from tests.pipeline.conftest import SetClock
from tests.pipeline.outbox.channels import Channels, Dispatcher
from tests.storage.examples import (
    CHANNEL,
    subscribe,
)


async def test_what_goes_wrong_when_it_is_published_concerns_no_delivery(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    for channel_id in (CHANNEL, CHANNEL + 1):
        subscribe(storage, channel_id=channel_id)
    await dispatcher.enqueue_due(clock())
    sender = Channels()
    sender.is_followed = True
    sender.to_publishers = [RuntimeError("a bug"), Gone("no permission")]
    with pytest.raises(ExceptionGroup):
        await dispatcher.deliver_pending(sender, clock)
    assert Counter(sender.verbs) == {"send": 2, "publish": 2}
    assert all(each.paused_reason is None for each in storage.subscriptions())
    clock.advance(LEASE)
    report = await dispatcher.deliver_pending(sender, clock)
    assert (report.sent, report.published) == (0, 1)  # the one with the bug, when its claim has run out
    assert Counter(sender.verbs) == {"send": 2, "publish": 3}


async def test_many_are_published_and_each_once(storage: Storage, dispatcher: Dispatcher, clock: SetClock) -> None:
    for number in range(100):
        subscribe(storage, channel_id=CHANNEL + number)
    await dispatcher.enqueue_due(clock())
    sender = Channels()
    sender.is_followed = True
    assert (await dispatcher.deliver_pending(sender, clock)).published == 100
    published = [message_id for verb, message_id in sender.asked if verb == "publish"]
    assert len(set(published)) == len(published) == 100
