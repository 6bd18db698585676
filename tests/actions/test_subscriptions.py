from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.actions.subscriptions import SubscriptionActions
from bot.errors import BadValueError, NotAllowedError, UnknownSubscriptionError, UnknownTopicError
from bot.pipeline.catalogue import Catalogue
from bot.schedule import next_sends
from bot.storage import Storage
from tests.actions.conftest import ALONE, CHANNEL, GUILD, MEMBER, MODERATOR, NOON, OTHER_CHANNEL


@pytest.fixture
def subscriptions(storage: Storage, catalogue: Catalogue) -> SubscriptionActions:
    return SubscriptionActions(
        storage=storage, catalogue=catalogue, clock=lambda: NOON, zone="Europe/Berlin", next_sends=next_sends
    )


async def test_channel_is_told_at_the_local_hour(subscriptions: SubscriptionActions, storage: Storage) -> None:
    made = await subscriptions.subscribe(MODERATOR, "bridges", "8", "Yerevan")
    assert made.is_new
    assert made.topic_name == "Bridges"
    assert made.next_sends[0] == datetime(2026, 5, 2, 4, tzinfo=UTC)
    (stored,) = storage.subscriptions(channel_id=CHANNEL)
    assert (stored.time, stored.timezone, stored.next_due_at) == ("08:00", "Asia/Yerevan", made.next_sends[0])
    assert (stored.guild_id, stored.created_by) == (GUILD, MODERATOR.user_id)


async def test_zone_is_the_settings_until_the_guild_has_used_one(subscriptions: SubscriptionActions) -> None:
    first = await subscriptions.subscribe(MODERATOR, "bridges", "8:00")
    await subscriptions.subscribe(MODERATOR, "bridges", "9:00", "Asia/Yerevan")
    third = await subscriptions.subscribe(MODERATOR, "schools", "8:00")
    alone = await subscriptions.subscribe(ALONE, "schools", "8:00")
    zones = [made.subscription.timezone for made in (first, third, alone)]
    assert zones == ["Europe/Berlin", "Asia/Yerevan", "Europe/Berlin"]


async def test_same_hour_again_changes_the_zone_and_adds_nothing(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8:00", "Europe/Berlin")
    again = await subscriptions.subscribe(MODERATOR, "Bridges", "08:00", "Asia/Yerevan")
    assert not again.is_new
    assert [each.timezone for each in storage.subscriptions()] == ["Asia/Yerevan"]


async def test_another_channel_can_be_named(subscriptions: SubscriptionActions, storage: Storage) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8:00", channel_id=OTHER_CHANNEL)
    assert [each.channel_id for each in storage.subscriptions()] == [OTHER_CHANNEL]


async def test_member_who_may_not_manage_changes_nothing(subscriptions: SubscriptionActions, storage: Storage) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8:00")
    with pytest.raises(NotAllowedError, match="Manage Server"):
        await subscriptions.subscribe(MEMBER, "schools", "8:00")
    with pytest.raises(NotAllowedError, match="Manage Server"):
        await subscriptions.unsubscribe(MEMBER, "bridges")
    assert len(storage.subscriptions()) == 1


@pytest.mark.parametrize(
    ("topic", "time", "zone", "error", "words"),
    [
        ("bridgse", "8:00", None, UnknownTopicError, "Did you mean Bridges"),
        ("bridges", "25:00", None, BadValueError, "no time of day"),
        ("bridges", "8:00", "Asia/Yerewan", BadValueError, "did you mean Asia/Yerevan"),
    ],
)
async def test_mistake_is_explained_and_nothing_is_stored(
    subscriptions: SubscriptionActions,
    storage: Storage,
    topic: str,
    time: str,
    zone: str | None,
    error: type[Exception],
    words: str,
) -> None:
    with pytest.raises(error, match=words):
        await subscriptions.subscribe(MODERATOR, topic, time, zone)
    assert storage.subscriptions() == ()


async def test_unsubscribe_ends_all_hours_of_the_topic_in_this_channel_only(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    for topic, time, channel in (
        ("bridges", "8", None),
        ("bridges", "18", None),
        ("schools", "8", None),
        ("bridges", "8", OTHER_CHANNEL),
    ):
        await subscriptions.subscribe(MODERATOR, topic, time, channel_id=channel)
    ended = await subscriptions.unsubscribe(MODERATOR, "Bridges")
    assert [each.subscription.time for each in ended] == ["08:00", "18:00"]
    left = {(each.channel_id, each.topic_id) for each in storage.subscriptions()}
    assert left == {(CHANNEL, "schools"), (OTHER_CHANNEL, "bridges")}


async def test_topic_that_is_gone_can_still_be_ended(
    subscriptions: SubscriptionActions, storage: Storage, catalogue: Catalogue
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8")
    catalogue.use_files([])
    (shown,) = await subscriptions.of_channel(CHANNEL)
    assert shown.topic_name == "bridges"
    await subscriptions.unsubscribe(MODERATOR, "bridges")
    assert storage.subscriptions() == ()


async def test_unsubscribing_from_what_is_not_told_says_what_is(subscriptions: SubscriptionActions) -> None:
    with pytest.raises(UnknownSubscriptionError, match="has no subscription"):
        await subscriptions.unsubscribe(MODERATOR, "bridges")
    await subscriptions.subscribe(MODERATOR, "bridges", "8")
    with pytest.raises(UnknownSubscriptionError, match="it is told about Bridges"):
        await subscriptions.unsubscribe(MODERATOR, "schools")


async def test_paused_subscription_shows_no_next_send(subscriptions: SubscriptionActions, storage: Storage) -> None:
    made = await subscriptions.subscribe(MODERATOR, "bridges", "8")
    storage.pause_subscription(made.subscription.id, "the channel is gone", now=NOON)
    (shown,) = await subscriptions.of_guild(GUILD)
    assert shown.next_sends == ()
    assert shown.subscription.paused_reason == "the channel is gone"
