from __future__ import annotations

import gc
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.storage import ASKED_FOR, DeliveryState, Storage
from tests.storage.examples import CHANNEL, GUILD, HOUR, LEASE, NOON, answer_of, briefing, claim, enqueue, subscribe

DAY = timedelta(days=1)


def test_a_queued_briefing_is_claimed_whole(storage: Storage) -> None:
    queued = enqueue(storage, subscribe(storage))
    assert (queued.state, queued.attempts, queued.channel_id, queued.guild_id) == (
        DeliveryState.PENDING,
        0,
        CHANNEL,
        GUILD,
    )
    claimed = claim(storage)
    assert claimed.briefing == briefing("b0")
    assert (claimed.id, claimed.nonce, claimed.local_date, claimed.slot) == (
        queued.id,
        queued.nonce,
        date(2026, 5, 1),
        "12:00",
    )
    assert (claimed.state, claimed.attempts) == (DeliveryState.CLAIMED, 1)


def test_what_is_claimed_and_recorded_leaves_nothing_to_the_garbage_collector(storage: Storage) -> None:
    subscription = subscribe(storage)
    for day in range(-22, 0):
        enqueue(storage, subscription, day=day)
    for _ in range(2):  # what is made once
        storage.record_sent(claim(storage), [1], NOON)
    gc.collect()
    gc.disable()
    try:
        for _ in range(20):
            storage.record_sent(claim(storage), [1], NOON)
        left = gc.collect()
    finally:
        gc.enable()
    assert left < 20


def test_queueing_moves_the_subscription_to_its_next_hour(storage: Storage) -> None:
    enqueue(storage, subscribe(storage))
    assert storage.due_subscriptions(NOON) == ()
    assert [each.next_due_at for each in storage.due_subscriptions(NOON + DAY)] == [NOON + DAY]


def test_an_hour_is_answered_once_even_when_the_clock_shows_it_twice(storage: Storage) -> None:
    subscription = subscribe(storage)
    enqueue(storage, subscription)
    again = answer_of(subscription, nonce="another", due_at=NOON + HOUR, next_due_at=NOON + 2 * DAY)
    assert storage.enqueue(briefing("another"), [again]) == ()
    assert [each.next_due_at for each in storage.subscriptions()] == [NOON + 2 * DAY]
    claim(storage, NOON + HOUR)
    assert storage.claim(NOON, LEASE) is None


def test_a_process_that_slept_does_not_make_past_hours_due_again(storage: Storage) -> None:
    subscription = subscribe(storage)
    enqueue(storage, subscription, day=3)
    enqueue(storage, subscription, day=0)
    assert [each.next_due_at for each in storage.subscriptions()] == [NOON + 4 * DAY]


def test_an_hour_that_was_chosen_while_another_was_composed_is_still_to_come(storage: Storage) -> None:
    subscription = subscribe(storage)
    storage.change_subscription(replace(subscription, time="12:30", next_due_at=NOON + HOUR / 2), now=NOON)
    enqueue(storage, subscription)
    assert [each.next_due_at for each in storage.subscriptions()] == [NOON + HOUR / 2]


def test_nothing_is_queued_for_a_subscription_that_is_gone(storage: Storage) -> None:
    subscription = subscribe(storage)
    storage.unsubscribe(subscription.id, now=NOON)
    assert storage.enqueue(briefing(), [answer_of(subscription)]) == ()
    assert storage.briefing("b1") is None


def test_what_was_composed_before_a_pause_is_not_queued_after_it_but_what_is_asked_for_is(storage: Storage) -> None:
    subscription = subscribe(storage)
    paused = storage.change_subscription(replace(subscription, paused_reason="by hand"), now=NOON)
    assert paused
    storage.give_up_paused(subscription.id, now=NOON)
    assert storage.enqueue(briefing(), [answer_of(subscription)]) == ()
    assert storage.claim(NOON + HOUR, LEASE) is None
    assert storage.enqueue(briefing(), [answer_of(subscription, slot=f"{ASKED_FOR}1200")])


def test_queueing_that_fails_changes_nothing(storage: Storage) -> None:
    subscription = subscribe(storage)
    with pytest.raises(DBAPIError):
        storage.enqueue(briefing(), [answer_of(subscription, nonce="n" * 26)])
    assert storage.due_subscriptions(NOON) == (subscription,)
    assert storage.briefing("b1") is None


def test_nothing_is_claimed_before_its_time(storage: Storage) -> None:
    enqueue(storage, subscribe(storage))
    assert storage.claim(NOON - HOUR, LEASE) is None


def test_the_one_that_waited_longest_is_claimed_first(storage: Storage) -> None:
    subscription = subscribe(storage)
    for day in (2, 0, 1):
        enqueue(storage, subscription, day=day)
    now = NOON + 5 * DAY
    assert [claim(storage, now).briefing.id for _ in range(3)] == ["b0", "b1", "b2"]


def test_a_claim_that_runs_out_is_taken_over_and_says_that_it_is_not_the_first(storage: Storage) -> None:
    enqueue(storage, subscribe(storage))
    first = claim(storage)
    assert storage.claim(NOON + LEASE - timedelta(seconds=1), LEASE) is None
    second = claim(storage, NOON + LEASE)
    assert (second.id, second.nonce) == (first.id, first.nonce)
    assert second.attempts == 2


def test_a_sent_delivery_is_never_claimed_again(storage: Storage) -> None:
    enqueue(storage, subscribe(storage))
    claimed = claim(storage)
    assert storage.record_sent(claimed, [CHANNEL, CHANNEL + 1], NOON) is True
    assert storage.record_sent(claimed, [CHANNEL + 2], NOON + HOUR) is False
    assert storage.claim(NOON + DAY, LEASE) is None
    sent = storage.delivery(claimed.id)
    assert sent is not None
    assert (sent.state, sent.message_ids, sent.ended_at) == (DeliveryState.SENT, (CHANNEL, CHANNEL + 1), NOON)
    assert storage.counts().briefings_sent == 1


def test_a_retry_waits_until_its_time_and_says_why(storage: Storage) -> None:
    enqueue(storage, subscribe(storage))
    assert storage.record_retry(claim(storage), "HTTP 503", NOON + HOUR) is True
    assert storage.claim(NOON + HOUR - timedelta(seconds=1), LEASE) is None
    again = claim(storage, NOON + HOUR)
    assert (again.attempts, again.error) == (2, "HTTP 503")


def test_a_failed_delivery_is_never_tried_again(storage: Storage) -> None:
    enqueue(storage, subscribe(storage))
    claimed = claim(storage)
    assert storage.record_failed(claimed, "the channel is gone", NOON) is True
    assert storage.claim(NOON + DAY, LEASE) is None
    failed = storage.delivery(claimed.id)
    assert failed is not None
    assert (failed.state, failed.error, failed.ended_at) == (DeliveryState.FAILED, "the channel is gone", NOON)


def test_who_lost_a_claim_can_neither_retry_nor_fail_it(storage: Storage) -> None:
    enqueue(storage, subscribe(storage))
    lost = claim(storage)
    held = claim(storage, NOON + LEASE)
    assert storage.record_retry(lost, "timed out", NOON) is False
    assert storage.record_failed(lost, "timed out", NOON) is False
    assert storage.claim(NOON + LEASE, LEASE) is None
    assert storage.record_sent(held, [1], NOON) is True


def test_a_post_that_went_through_counts_even_when_the_claim_was_lost(storage: Storage) -> None:
    enqueue(storage, subscribe(storage))
    lost = claim(storage)
    held = claim(storage, NOON + LEASE)
    assert storage.record_sent(lost, [1], NOON + LEASE) is True
    assert storage.record_retry(held, "HTTP 503", NOON) is False
    assert storage.claim(NOON + DAY, LEASE) is None


def test_last_told_holds_only_what_reached_this_channel_on_this_topic_before_then(storage: Storage) -> None:
    subscription = subscribe(storage)
    for day in range(3):
        enqueue(storage, subscription, day=day)
        storage.record_sent(claim(storage, NOON + day * DAY), [day], NOON + day * DAY)
    enqueue(storage, subscription, day=3)
    storage.record_failed(claim(storage, NOON + 3 * DAY), "refused", NOON + 3 * DAY)
    enqueue(storage, subscription, day=4)
    for fields in ({"channel_id": CHANNEL + 1}, {"topic_id": "oil"}):
        other = subscribe(storage, **fields)
        enqueue(storage, other, briefing_id=f"other{other.id}")
        storage.record_sent(claim(storage), [9], NOON)

    def told(before: int) -> list[str]:
        return [each.id for each in storage.last_told(CHANNEL, "csto", NOON + before * DAY)]

    assert told(9) == ["b2", "b1", "b0"]
    assert told(1) == ["b0"]
    assert told(0) == []


def test_what_a_channel_was_told_last_is_what_reached_it_last(storage: Storage) -> None:
    assert storage.last_delivered(CHANNEL) is None
    elsewhere: tuple[dict[str, Any], ...] = ({}, {"topic_id": "oil"}, {"channel_id": CHANNEL + 1})
    for day, fields in enumerate(elsewhere):
        enqueue(storage, subscribe(storage, **fields), day=day)
        storage.record_sent(claim(storage, NOON + day * DAY), [1], NOON + day * DAY)
    enqueue(storage, subscribe(storage), day=3)
    storage.record_failed(claim(storage, NOON + 3 * DAY), "refused", NOON + 3 * DAY)
    assert storage.last_delivered(CHANNEL) == (NOON + DAY, "b1")
    assert storage.last_delivered(CHANNEL, ["csto"]) == (NOON, "b0")
    assert storage.last_delivered(CHANNEL, ["gas"]) is None


def test_one_briefing_can_be_delivered_to_two_channels(storage: Storage) -> None:
    for channel_id in (CHANNEL, CHANNEL + 1):
        enqueue(storage, subscribe(storage, channel_id=channel_id), briefing_id="shared")
    assert claim(storage).briefing == claim(storage).briefing == briefing("shared")


def test_one_briefing_answers_many_subscriptions_at_once(storage: Storage) -> None:
    made = [subscribe(storage, channel_id=CHANNEL + number) for number in range(3)]
    storage.unsubscribe(made[1].id, now=NOON)
    queued = storage.enqueue(briefing(), [answer_of(each) for each in reversed(made)])
    assert len(queued) == 2
    assert {claim(storage).subscription_id for _ in queued} == {made[0].id, made[2].id}
    assert storage.due_subscriptions(NOON) == ()


def test_what_each_of_many_channels_was_told_is_asked_at_once(storage: Storage) -> None:
    for channel_id, days in ((CHANNEL, 3), (CHANNEL + 1, 1)):
        subscription = subscribe(storage, channel_id=channel_id)
        for day in range(days):
            enqueue(storage, subscription, day=day)
            storage.record_sent(claim(storage, NOON + day * DAY), [day], NOON + day * DAY)
    told = storage.told_ids("csto", [CHANNEL, CHANNEL + 1, CHANNEL + 2], NOON + 9 * DAY, limit=2)
    assert told == {CHANNEL: ("b2", "b1"), CHANNEL + 1: ("b0",)}


def test_threads_that_claim_at_once_never_get_the_same_delivery(storage: Storage) -> None:
    subscription = subscribe(storage)
    for day in range(40):
        enqueue(storage, subscription, day=day)
    workers = 8
    together = threading.Barrier(workers)

    def work() -> list[int]:
        together.wait()
        mine: list[int] = []
        while claimed := storage.claim(NOON + 40 * DAY, HOUR):
            mine.append(claimed.id)
        return mine

    with ThreadPoolExecutor(workers) as pool:
        claims = Counter(each for future in [pool.submit(work) for _ in range(workers)] for each in future.result())
    assert len(claims) == 40
    assert set(claims.values()) == {1}


def test_threads_that_queue_the_same_hour_at_once_queue_it_once(storage: Storage) -> None:
    subscription = subscribe(storage)
    workers = 8
    together = threading.Barrier(workers)

    def work(number: int) -> bool:
        together.wait()
        return bool(storage.enqueue(briefing(f"b{number}"), [answer_of(subscription, nonce=f"n{number}")]))

    with ThreadPoolExecutor(workers) as pool:
        queued = [future.result() for future in [pool.submit(work, number) for number in range(workers)]]
    assert sorted(queued) == [False] * (workers - 1) + [True]


def test_a_briefing_that_cannot_be_read_any_more_is_given_up_and_holds_up_no_other(storage: Storage) -> None:
    subscribe(storage)
    subscribe(storage, time="13:00")
    first, second = (enqueue(storage, each, briefing_id=each.time) for each in storage.subscriptions())
    spoil(storage, first.briefing.id)
    taken = claim(storage)
    assert taken.id == second.id
    storage.record_sent(taken, [1], NOON)
    assert storage.claim(NOON + LEASE, LEASE) is None
    [(reason, times)] = storage.activity(NOON - HOUR, NOON + HOUR, HOUR).given_up
    assert (reason.startswith("its briefing cannot be read: "), times) == (True, 1)


def test_an_earlier_briefing_that_cannot_be_read_any_more_is_passed_over(storage: Storage) -> None:
    delivery = enqueue(storage, subscribe(storage))
    storage.record_sent(claim(storage), [1], NOON)
    spoil(storage, delivery.briefing.id)
    assert storage.last_told(CHANNEL, delivery.topic_id, NOON + HOUR) == ()


def spoil(storage: Storage, briefing_id: str) -> None:
    with storage._database.writing() as connection:
        connection.execute(text("UPDATE briefings SET payload = '{}' WHERE id = :id"), {"id": briefing_id})
