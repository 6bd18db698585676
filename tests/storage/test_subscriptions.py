from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import UnknownTopicError
from bot.model import Length, Posts
from bot.storage import DeliveryState, Ended, Preferences, Storage
from tests.storage.examples import (
    CHANNEL,
    GUILD,
    HOUR,
    LEASE,
    MEMBER,
    NOON,
    answer_of,
    briefing,
    claim,
    enqueue,
    subscribe,
    topic,
)


def test_a_channel_is_told_about_a_topic_once_at_an_hour(storage: Storage) -> None:
    first = subscribe(storage)
    again = storage.subscribe(
        guild_id=GUILD,
        channel_id=CHANNEL,
        topic_id="csto",
        time="12:00",
        preferences=Preferences(timezone="UTC"),
        created_by=1,
        next_due_at=NOON + HOUR,
        now=NOON,
    )
    assert again.is_new is False
    assert (again.subscription.id, again.subscription.created_by) == (first.id, MEMBER)
    assert again.subscription.next_due_at == NOON + HOUR
    assert storage.subscriptions() == (again.subscription,)


def test_in_another_zone_a_date_that_was_answered_comes_up_again(storage: Storage) -> None:
    first = subscribe(storage)
    enqueue(storage, first)
    storage.record_sent(claim(storage), [1], NOON)
    moved = subscribe(storage, timezone="America/New_York", next_due_at=NOON + 4 * HOUR)
    assert storage.subscriptions() == (moved,)
    assert moved.timezone == "America/New_York"
    assert storage.enqueue(briefing("again"), [answer_of(moved, due_at=NOON + 4 * HOUR)])
    assert [told.id for told in storage.last_told(CHANNEL, "csto", NOON + HOUR)] == ["b0"]


@pytest.mark.parametrize("is_edit", [True, False])
def test_what_waits_to_be_sent_keeps_its_wishes_when_the_zone_changes(storage: Storage, is_edit: bool) -> None:
    wishes: dict[str, Any] = {"language": "hy", "quiet_hours": "22:00-07:00", "timezone": "Asia/Yerevan"}
    other = enqueue(storage, subscribe(storage, channel_id=CHANNEL + 1), briefing_id="other")
    first = subscribe(storage, language="hy", quiet_hours="22:00-07:00")
    enqueue(storage, first)
    if is_edit:
        storage.change_subscription(replace(first, timezone="Asia/Yerevan"), now=NOON)
    else:
        subscribe(storage, **wishes)
    moved, _ = storage.subscriptions()
    assert claim(storage).subscription_id == other.subscription_id
    waits = claim(storage)
    assert (waits.subscription_id, waits.language, waits.quiet_hours) == (moved.id, "hy", "22:00-07:00")
    assert moved.id != first.id


def test_what_waits_stays_when_something_else_than_the_channel_changes(storage: Storage) -> None:
    subscribe(storage, channel_id=CHANNEL + 1)
    first = subscribe(storage)
    queued = enqueue(storage, first)
    changed = storage.change_subscription(replace(first, language="hy"), now=NOON)
    assert changed == replace(first, language="hy", next_due_at=queued.due_at)
    assert claim(storage).id == queued.id


def test_what_is_gone_cannot_be_changed(storage: Storage) -> None:
    first = subscribe(storage)
    storage.unsubscribe(first.id, now=NOON)
    for changed in (replace(first, language="hy"), replace(first, timezone="Asia/Yerevan")):
        assert storage.change_subscription(changed, now=NOON) is None
    assert storage.subscriptions() == ()


def test_another_hour_topic_or_channel_is_another_subscription(storage: Storage) -> None:
    made = [subscribe(storage), subscribe(storage, time="18:00"), subscribe(storage, topic_id="oil")]
    made.append(subscribe(storage, channel_id=CHANNEL + 1))
    assert len({each.id for each in made}) == 4


def test_subscriptions_are_listed_by_channel_guild_or_all(storage: Storage) -> None:
    direct = subscribe(storage, channel_id=CHANNEL + 3, guild_id=None)
    elsewhere = subscribe(storage, channel_id=CHANNEL + 2, guild_id=GUILD + 1)
    next_door = subscribe(storage, channel_id=CHANNEL + 1, time="06:00")
    *others, here = (
        subscribe(storage, topic_id=topic, time=at) for at in ("18:00", "12:00") for topic in ("oil", "csto")
    )
    in_order = (here, *reversed(others), next_door, elsewhere, direct)
    assert storage.subscriptions() == in_order
    assert storage.subscriptions(guild_id=GUILD) == in_order[:5]
    theirs = subscribe(storage, channel_id=CHANNEL + 4, created_by=MEMBER + 1)
    assert storage.subscriptions(created_by=MEMBER + 1) == (theirs,)
    assert storage.subscriptions(channel_id=CHANNEL + 2) == (elsewhere,)


def test_due_subscriptions_leave_out_later_and_paused_ones(storage: Storage) -> None:
    second = subscribe(storage, time="12:00", next_due_at=NOON)
    first = subscribe(storage, time="11:00", next_due_at=NOON - HOUR)
    subscribe(storage, time="13:00", next_due_at=NOON + HOUR)
    paused = subscribe(storage, time="10:00", next_due_at=NOON)
    assert storage.pause_subscription(paused.id, "The channel is gone.", now=NOON) is True
    assert storage.due_subscriptions(NOON) == (first, second)


def test_an_hour_may_pass_unanswered_but_never_comes_back(storage: Storage) -> None:
    subscription = subscribe(storage)
    assert storage.postpone_subscription(subscription.id, NOON + 24 * HOUR) is True
    assert storage.due_subscriptions(NOON + 23 * HOUR) == ()
    assert storage.postpone_subscription(subscription.id, NOON) is False
    assert [each.next_due_at for each in storage.subscriptions()] == [NOON + 24 * HOUR]
    assert storage.postpone_subscription(99, NOON) is False


def test_an_hour_of_one_that_passes_leaves_those_of_others(storage: Storage) -> None:
    first, second = subscribe(storage), subscribe(storage, topic_id="oil")
    storage.postpone_subscription(first.id, NOON + 24 * HOUR)
    assert storage.due_subscriptions(NOON) == (second,)


def test_an_hour_is_brought_forward_only_where_it_is_still_the_next(storage: Storage) -> None:
    first, _ = (subscribe(storage, topic_id=topic, next_due_at=NOON + 24 * HOUR) for topic in ("csto", "oil"))
    assert storage.bring_forward(first.id, NOON + 23 * HOUR, NOON) is False
    assert storage.bring_forward(99, NOON + 24 * HOUR, NOON) is False
    assert storage.due_subscriptions(NOON) == ()
    assert storage.bring_forward(first.id, NOON + 24 * HOUR, NOON) is True
    assert [each.id for each in storage.due_subscriptions(NOON)] == [first.id]


def test_an_owner_who_knows_of_a_pause_leaves_others_to_be_told_of_theirs(storage: Storage) -> None:
    first, second = subscribe(storage), subscribe(storage, topic_id="oil")
    for each in (first, second):
        storage.pause_subscription(each.id, "May not post there.", now=NOON)
    storage.record_pause_told(first.id)
    claimed = storage.claim_pause(NOON, LEASE)
    assert claimed is not None
    assert claimed[0].id == second.id
    assert storage.claim_pause(NOON, LEASE) is None


def test_subscribing_again_ends_a_pause(storage: Storage) -> None:
    storage.pause_subscription(subscribe(storage).id, "May not post there.", now=NOON)
    assert [each.paused_reason for each in storage.subscriptions()] == ["May not post there."]
    subscribe(storage)
    assert [each.paused_reason for each in storage.due_subscriptions(NOON)] == [None]


def test_pausing_what_is_not_there_says_so(storage: Storage) -> None:
    assert storage.pause_subscription(99, "…", now=NOON) is False


def test_unsubscribing_gives_up_what_is_not_sent_yet(storage: Storage) -> None:
    subscription = subscribe(storage)
    queued = enqueue(storage, subscription)
    other = enqueue(storage, subscribe(storage, channel_id=CHANNEL + 1), briefing_id="other")
    assert storage.unsubscribe(subscription.id, now=NOON)
    assert storage.unsubscribe(subscription.id, now=NOON) is None
    assert claim(storage, NOON + HOUR).id == other.id
    assert storage.claim(NOON + HOUR, LEASE) is None
    left = storage.delivery(queued.id)
    assert left is not None
    assert (left.state, left.subscription_id, left.error) == (DeliveryState.FAILED, None, "unsubscribed")


def test_what_was_sent_stays_told_after_unsubscribing(storage: Storage) -> None:
    subscription = subscribe(storage)
    enqueue(storage, subscription)
    storage.record_sent(claim(storage), [1], NOON)
    storage.unsubscribe(subscription.id, now=NOON)
    assert storage.last_told(CHANNEL, "csto", NOON + HOUR) == (briefing("b0"),)


def test_an_id_is_never_given_twice(storage: Storage) -> None:
    first = subscribe(storage)
    storage.unsubscribe(first.id, now=NOON)
    assert subscribe(storage).id > first.id


def test_what_is_put_back_is_what_was_ended_and_what_waited_waits_again(storage: Storage) -> None:
    wishes: dict[str, Any] = {"language": "hy", "quiet_hours": "22:00-07:00", "reads": "pl,en", "role_id": 5}
    kept = subscribe(storage, **wishes, skip_quiet=True, days="12345", length=Length.LONG, posts=Posts.STORY)
    enqueue(storage, kept)
    storage.record_sent(claim(storage), [1], NOON)
    queued = enqueue(storage, kept, day=1)
    storage.pause_subscription(kept.id, "May not post there.", now=NOON)
    waited, stood = storage.delivery(queued.id), storage.subscriptions()
    ended = unsubscribed(storage, kept.id)
    assert storage.put_back(ended) == stood[0]
    assert storage.subscriptions() == stood
    assert storage.delivery(queued.id) == waited
    assert storage.claim_pause(NOON, LEASE) == (stood[0], NOON)
    subscribe(storage)
    assert storage.enqueue(briefing("again"), [answer_of(kept)]) == (), "the date is answered already"


@pytest.mark.parametrize("is_sent", [False, True])
def test_what_was_in_hand_is_looked_for_before_it_is_sent_again_and_what_was_sent_is_not(
    storage: Storage, is_sent: bool
) -> None:
    kept = subscribe(storage)
    enqueue(storage, kept)
    in_hand = claim(storage)
    ended = unsubscribed(storage, kept.id)
    if is_sent:
        assert storage.record_sent(in_hand, [1], NOON)
    assert storage.put_back(ended)
    assert storage.claim(NOON + LEASE - timedelta(seconds=1), LEASE) is None
    again = storage.claim(NOON + LEASE, LEASE)
    assert (again and again.attempts) == (None if is_sent else 2)


def test_what_has_another_in_its_place_or_stands_is_not_put_back(storage: Storage) -> None:
    kept = subscribe(storage)
    ended = unsubscribed(storage, kept.id)
    other = subscribe(storage)
    assert storage.put_back(ended) is None
    assert storage.subscriptions() == (other,)
    storage.unsubscribe(other.id, now=NOON)
    assert storage.put_back(ended) == kept
    assert storage.put_back(ended) is None


def test_what_is_told_of_a_topic_that_is_gone_is_not_put_back(storage: Storage) -> None:
    storage.save_topic(topic(), guild_id=GUILD, created_by=MEMBER, now=NOON)
    ended = unsubscribed(storage, subscribe(storage, made=topic()).id)
    storage.delete_topic("csto", now=NOON)
    with pytest.raises(UnknownTopicError, match="is gone"):
        storage.put_back(ended, made=topic())
    assert storage.subscriptions() == ()


def unsubscribed(storage: Storage, number: int) -> Ended:
    ended = storage.unsubscribe(number, now=NOON)
    assert ended is not None
    return ended
