from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from bot.delivery.outcome import Gone, TryLater
from bot.pipeline.patience import GIVE_UP_AFTER, LEASE
from bot.storage import Storage
from tests.pipeline.conftest import SetClock
from tests.pipeline.outbox.channels import NEVER_ANSWERS, Channels, Dispatcher
from tests.storage.examples import (
    CHANNEL,
    NOON,
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
    with pytest.raises(ExceptionGroup, match="could not be delivered") as caught:
        await dispatcher.deliver_pending(sender, clock)
    assert [error.__notes__[0].partition(" to ")[2] for error in caught.value.exceptions] == [f"channel {CHANNEL}"]
    assert Counter(sender.verbs) == {"send": 2, "publish": 2}
    assert all(each.paused_reason is None for each in storage.subscriptions())
    clock.advance(LEASE)
    report = await dispatcher.deliver_pending(sender, clock)
    assert (report.sent, report.published) == (0, 1)  # the one with the bug
    assert Counter(sender.verbs) == {"send": 2, "publish": 3}


async def test_what_cannot_be_published_yet_is_tried_again_as_soon_as_discord_asks_and_patience_says(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    subscribe(storage)
    await dispatcher.enqueue_due(clock())
    sender = Channels()
    sender.is_followed = True
    sender.to_publishers = [TryLater("429", timedelta(minutes=40)), NEVER_ANSWERS]
    asked: list[timedelta] = []
    for wait_s in (0, 40 * 60 - 1, 1, 59, 1):
        clock.advance(timedelta(seconds=wait_s))
        await dispatcher.deliver_pending(sender, clock)
        asked += [clock() - NOON] * (sender.verbs.count("publish") - len(asked))
    assert asked == [timedelta(), timedelta(minutes=40), timedelta(minutes=41)]


async def test_what_meets_a_bug_whenever_it_is_published_is_given_up_as_late_as_any(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    subscribe(storage)
    await dispatcher.enqueue_due(clock())
    sender = Channels()
    sender.is_followed = True
    sender.to_publishers = [RuntimeError("a bug")] * 9
    for _ in range(3):
        with pytest.raises(ExceptionGroup):
            await dispatcher.deliver_pending(sender, clock)
        clock.advance(GIVE_UP_AFTER / 2 + LEASE)
    await dispatcher.deliver_pending(sender, clock)
    assert sender.verbs.count("publish") == 3


async def test_what_discord_lets_wait_to_be_published_holds_no_briefing_back(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    for number in range(100):
        subscribe(storage, channel_id=CHANNEL + number)
    await dispatcher.enqueue_due(clock())
    sender = Channels()
    sender.is_followed = True
    sender.to_publishers = [NEVER_ANSWERS] * 100
    asked = []
    for _ in range(5):
        await dispatcher.deliver_pending(sender, clock)
        asked.append(sender.verbs.count("publish"))
    assert asked == [32, 64, 96, 100, 100]
    clock.advance(LEASE)
    assert (await dispatcher.deliver_pending(sender, clock)).published == 100


async def test_many_are_published_and_each_once(storage: Storage, dispatcher: Dispatcher, clock: SetClock) -> None:
    for number in range(100):
        subscribe(storage, channel_id=CHANNEL + number)
    await dispatcher.enqueue_due(clock())
    sender = Channels()
    sender.is_followed = True
    assert (await dispatcher.deliver_pending(sender, clock)).published == 100
    published = [message_id for verb, message_id in sender.asked if verb == "publish"]
    assert len(set(published)) == len(published) == 100
