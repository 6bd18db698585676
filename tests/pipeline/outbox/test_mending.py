"""A clock that was ahead leaves nothing waiting, and makes nothing come twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from bot.delivery.outcome import Gone, Sent, TryLater
from bot.pipeline.mending import Mended, mend
from bot.schedule import next_sends
from bot.storage import FeedUpdate, Storage
from tests.pipeline.conftest import SetClock
from tests.pipeline.outbox.channels import DAY, NEVER_ANSWERS, Channels, Dispatcher, only
from tests.storage.examples import CHANNEL, FEED, HOUR, NOON, enqueue, subscribe

AHEAD = timedelta(days=400)


Mender = Callable[[], Mended]


@pytest.fixture
def mender(storage: Storage, clock: SetClock) -> Mender:
    return partial(mend, storage, next_sends=next_sends, clock=clock)


async def test_where_the_clock_is_right_nothing_is_mended(
    storage: Storage, dispatcher: Dispatcher, mender: Mender, clock: SetClock
) -> None:
    subscribe(storage)
    subscribe(storage, topic_id="oil", days="5")
    channels = Channels(TryLater("a pause", HOUR), NEVER_ANSWERS)
    channels.is_followed, channels.to_publishers = True, [TryLater("429", HOUR), NEVER_ANSWERS]
    storage.add_feed(FEED, now=NOON)
    for _ in range(20):
        await dispatcher.enqueue_due(clock())
        await dispatcher.deliver_pending(channels, clock)
        storage.record_fetches([FeedUpdate(FEED, at=clock(), due_at=clock() + 30 * DAY)])
        assert mender() == Mended()
        clock.advance(7 * HOUR)


@pytest.mark.parametrize("ahead", [timedelta(days=3), AHEAD], ids=["days", "a year"])
async def test_after_a_clock_that_was_ahead_each_date_is_told_once(
    storage: Storage, dispatcher: Dispatcher, mender: Mender, clock: SetClock, ahead: timedelta
) -> None:
    subscribe(storage)
    channels = Channels()
    told = []
    for hours, step in ((0, timedelta()), (1, ahead), (2, -ahead), (24, timedelta()), (48, timedelta())):
        clock.now = NOON + hours * HOUR + max(step, timedelta())
        await dispatcher.enqueue_due(clock())
        await dispatcher.deliver_pending(channels, clock)
        mender()
        told.append(len(channels.posted))
    assert told == [1, 2, 2, 3, 4]
    assert only(storage).next_due_at == NOON + 3 * DAY


async def test_what_was_to_be_tried_again_then_is_tried_now(
    storage: Storage, dispatcher: Dispatcher, mender: Mender, clock: SetClock
) -> None:
    queued = enqueue(storage, subscribe(storage))
    clock.advance(timedelta(hours=5))
    channels = Channels(NEVER_ANSWERS)
    await dispatcher.deliver_pending(channels, clock)
    clock.now = NOON - DAY
    assert mender() == Mended(hours=1, waits=1)
    await dispatcher.deliver_pending(channels, clock)
    assert list(channels.posted) == [queued.nonce]


async def test_what_is_to_be_published_and_told_is_not_put_off_for_years(
    storage: Storage, dispatcher: Dispatcher, mender: Mender, clock: SetClock
) -> None:
    enqueue(storage, subscribe(storage))
    enqueue(storage, subscribe(storage, topic_id="oil"), briefing_id="oil")
    channels = Channels(Sent((77,), may_be_followed=True), Gone("deleted"))
    channels.to_publishers, channels.to_owners = [NEVER_ANSWERS], [NEVER_ANSWERS]
    clock.advance(timedelta(hours=5))
    await dispatcher.deliver_pending(channels, clock)
    assert (channels.verbs.count("publish"), len(channels.told)) == (1, 1)
    clock.now = NOON - DAY
    assert mender().waits == 2
    await dispatcher.deliver_pending(channels, clock)
    assert (channels.verbs.count("publish"), len(channels.told)) == (2, 2)


def test_feeds_are_asked_again(storage: Storage, mender: Mender) -> None:
    storage.add_feed(FEED, now=NOON)
    storage.record_fetches([FeedUpdate(FEED, at=NOON + AHEAD, due_at=NOON + AHEAD + HOUR)])
    assert storage.due_feeds(NOON, 5) == ()
    assert mender() == Mended(waits=1)
    assert [feed.url for feed in storage.due_feeds(NOON, 5)] == [FEED]
    assert mender() == Mended()


def test_new_rules_for_a_zone_by_which_an_hour_comes_earlier_are_followed(storage: Storage, mender: Mender) -> None:
    subscribe(storage, next_due_at=NOON + DAY + HOUR)
    assert mender() == Mended(hours=1)
    assert only(storage).next_due_at == NOON + DAY


def test_a_zone_of_which_nothing_is_known_any_more_keeps_nothing_else_from_being_mended(
    storage: Storage, mender: Mender
) -> None:
    _, unknown, _ = (
        subscribe(storage, channel_id=CHANNEL + number, timezone=zone, next_due_at=NOON + AHEAD)
        for number, zone in enumerate(("UTC", "Mars/Olympus", "UTC"))
    )
    storage.add_feed(FEED, now=NOON)
    storage.record_fetches([FeedUpdate(FEED, at=NOON + AHEAD, due_at=NOON + AHEAD + HOUR)])
    with pytest.raises(ExceptionGroup) as caught:
        mender()
    assert [error.__notes__ for error in caught.value.exceptions] == [[f"subscription {unknown.id} in 'Mars/Olympus'"]]
    due = {each.timezone: each.next_due_at for each in storage.subscriptions()}
    assert due == {"UTC": NOON + DAY, "Mars/Olympus": NOON + AHEAD}
    assert len(storage.due_feeds(NOON, 5)) == 1


def test_a_paused_subscription_stays_as_it_is(storage: Storage, mender: Mender) -> None:
    subscription = subscribe(storage, next_due_at=NOON + AHEAD)
    storage.pause_subscription(subscription.id, "closed", now=None)
    assert mender() == Mended()
