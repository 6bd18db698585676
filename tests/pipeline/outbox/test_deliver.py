from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.delivery.outcome import Gone, Outcome, Pause, Post, Refused, Sent, TryLater
from bot.errors import StorageError
from bot.pipeline.deliver import Deliverer
from bot.pipeline.delivery_report import DeliveryReport
from bot.pipeline.patience import GIVE_UP_AFTER, LEASE
from bot.schedule import next_sends
from bot.storage import LEFT_KEY, Delivery, DeliveryState, Storage
from tests.pipeline.conftest import SetClock
from tests.pipeline.outbox.channels import DAY, NEVER_ANSWERS, SECOND, Channels, Dispatcher, Slowly, only, stored
from tests.storage.examples import (
    CHANNEL,
    GUILD,
    HOUR,
    MEMBER,
    NOON,
    claim,
    enqueue,
    subscribe,
)


async def test_a_waiting_briefing_is_sent_and_recorded(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued, channels = enqueue(storage, subscribe(storage)), Channels()
    report = await dispatcher.deliver_pending(channels, clock)
    assert (report.sent, report.retried, report.gone, report.failed) == (1, [], [], [])
    assert channels.asked == [("send", queued.nonce)]
    assert channels.posted[queued.nonce] == Post(CHANNEL, queued.briefing, queued.nonce, NOON, guild_id=GUILD)
    sent = stored(storage, queued)
    assert (sent.state, sent.message_ids, sent.ended_at) == (DeliveryState.SENT, (1_000,), NOON)


async def test_its_readers_tell_today_by_the_clocks_of_the_subscription(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued, channels = enqueue(storage, subscribe(storage, timezone="Asia/Tokyo")), Channels()
    await dispatcher.deliver_pending(channels, clock)
    assert channels.posted[queued.nonce].form.timezone == "Asia/Tokyo"


async def test_second_run_on_the_same_day_sends_nothing(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    subscribe(storage)
    channels = Channels()
    for _ in range(3):
        await dispatcher.enqueue_due(clock())
        await dispatcher.deliver_pending(channels, clock)
        clock.advance(HOUR)
    assert channels.verbs == ["send"]


async def test_what_could_not_be_sent_is_sent_later_after_a_look(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    subscription = subscribe(storage)
    queued, channels = enqueue(storage, subscription), Channels(NEVER_ANSWERS)
    report = await dispatcher.deliver_pending(channels, clock)
    assert [(notice.subscription_id, notice.reason) for notice in report.retried] == [(subscription.id, "no answer")]
    assert (await dispatcher.deliver_pending(channels, clock)).sent == 0
    clock.advance(timedelta(seconds=30))
    assert (await dispatcher.deliver_pending(channels, clock)).sent == 1
    assert channels.verbs == ["send", "find", "send"]
    assert stored(storage, queued).error is None


async def test_what_was_posted_although_the_answer_denied_it_is_not_posted_again(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued, channels = enqueue(storage, subscribe(storage)), Channels(NEVER_ANSWERS, keeps=True)
    await dispatcher.deliver_pending(channels, clock)
    clock.advance(HOUR)
    assert (await dispatcher.deliver_pending(channels, clock)).sent == 1
    assert channels.verbs == ["send", "find"]
    assert stored(storage, queued).message_ids == (1_000,)


async def test_waits_between_tries_grow_and_obey_discord(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued = enqueue(storage, subscribe(storage))
    slow_down = TryLater("429", timedelta(minutes=40))
    waits = []
    for answer in (NEVER_ANSWERS, NEVER_ANSWERS, slow_down, *[NEVER_ANSWERS] * 9):
        await dispatcher.deliver_pending(Channels(answer), clock)
        waits.append(stored(storage, queued).try_at - clock())
        clock.now = stored(storage, queued).try_at
    minutes = [wait / timedelta(minutes=1) for wait in waits]
    assert minutes == [0.5, 1, 40, 4, 8, 15, 15, 15, 15, 15, 15, 15]


async def test_a_process_that_died_before_it_sent_is_made_good_once(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    enqueue(storage, subscribe(storage))
    claim(storage)  # by the process that died
    channels = Channels()
    clock.advance(LEASE - SECOND)
    assert (await dispatcher.deliver_pending(channels, clock)).sent == 0
    clock.advance(SECOND)
    assert (await dispatcher.deliver_pending(channels, clock)).sent == 1
    assert channels.verbs == ["find", "send"]


async def test_a_process_that_died_before_it_recorded_is_not_repeated(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued, channels = enqueue(storage, subscribe(storage)), Channels()
    died = claim(storage)
    await channels.send(Post(died.channel_id, died.briefing, died.nonce, died.due_at))
    clock.advance(LEASE)
    assert (await dispatcher.deliver_pending(channels, clock)).sent == 1
    assert channels.verbs == ["send", "find"]
    assert stored(storage, queued).state == DeliveryState.SENT


async def test_a_channel_that_is_gone_pauses_its_subscription_and_says_why(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    subscription = subscribe(storage)
    queued, channels = enqueue(storage, subscription), Channels(Gone("The channel has been deleted."))
    report = await dispatcher.deliver_pending(channels, clock)
    assert [(notice.subscription_id, notice.reason) for notice in report.gone] == [
        (subscription.id, "The channel has been deleted.")
    ]
    assert only(storage).paused_reason == "The channel has been deleted."
    assert stored(storage, queued).state == DeliveryState.FAILED
    clock.advance(DAY)
    assert (await dispatcher.enqueue_due(clock())).queued == 0
    await dispatcher.deliver_pending(channels, clock)
    assert channels.verbs == ["send"]


async def test_a_briefing_for_a_server_that_the_bot_has_left_pauses_nothing(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued, channels = enqueue(storage, subscribe(storage)), Channels(Gone("Briefbot cannot see the channel any more."))
    storage.set_state(LEFT_KEY.format(GUILD), NOON.isoformat())
    await dispatcher.deliver_pending(channels, clock)
    assert (only(storage).paused_reason, channels.told) == (None, [])
    assert stored(storage, queued).state == DeliveryState.FAILED
    assert storage.activity(NOON - DAY, NOON + DAY, HOUR).given_up == ()


async def test_the_owner_of_a_paused_subscription_is_told_once(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    subscription = subscribe(storage)
    enqueue(storage, subscription)
    channels = Channels(Gone("The channel has been deleted."))
    channels.to_owners = [TryLater("Discord is away")]
    for _ in range(3):
        await dispatcher.deliver_pending(channels, clock)
    assert len(channels.told) == 1
    for _ in range(3):
        clock.advance(HOUR)
        await dispatcher.deliver_pending(channels, clock)
    told = Pause(MEMBER, CHANNEL, "The CSTO", "The channel has been deleted.", "en", f"paused-{subscription.id}")
    assert channels.told == [told, replace(told, tried_at=NOON)]


async def test_the_owner_of_what_is_paused_again_is_told_again_without_a_look(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    channels = Channels(Gone("The channel has been deleted."), Gone("The channel has been deleted."))
    for day in range(2):
        enqueue(storage, subscribe(storage), day=day)
        await dispatcher.deliver_pending(channels, clock)
        clock.advance(DAY)
    assert [each.tried_at for each in channels.told] == [None, None]


async def test_the_owner_of_a_subscription_whose_topic_is_gone_is_told_the_id_of_the_topic(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    subscription = subscribe(storage, topic_id="no-more")
    storage.pause_subscription(subscription.id, "The topic “no-more” is gone.", now=NOON)
    channels = Channels()
    await dispatcher.deliver_pending(channels, clock)
    assert [pause.topic_name for pause in channels.told] == ["no-more"]


@pytest.mark.parametrize(
    ("takes", "answer"),
    [(timedelta(seconds=10), NEVER_ANSWERS), (SECOND, Sent((1,)))],
    ids=["Discord lets them wait", "each takes a second"],
)
async def test_owners_of_many_who_are_told_hold_no_briefing_back(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock, takes: timedelta, answer: Outcome
) -> None:
    class Slow(Channels):
        async def tell(self, pause: Pause) -> Outcome:
            clock.advance(takes)
            await super().tell(pause)
            return answer

    for number in range(100):
        paused = subscribe(storage, channel_id=CHANNEL + number)
        storage.pause_subscription(paused.id, "The topic “csto” is gone.", now=NOON)
    channels = Slow()
    for _ in range(100):
        began = clock()
        await dispatcher.deliver_pending(channels, clock)
        assert clock() - began <= timedelta(seconds=15)
    assert {pause.channel_id for pause in channels.told} == {CHANNEL + number for number in range(100)}


async def test_an_owner_of_whom_a_bug_is_met_keeps_no_other_from_being_told_and_is_not_told_for_ever(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    class Broken(Channels):
        async def tell(self, pause: Pause) -> Outcome:
            await super().tell(pause)
            if pause.channel_id == CHANNEL:
                raise ZeroDivisionError("a bug")
            return Sent((1,))

    for number in range(3):
        paused = subscribe(storage, channel_id=CHANNEL + number)
        storage.pause_subscription(paused.id, "The channel has been deleted.", now=NOON)
    channels = Broken()
    with pytest.raises(ExceptionGroup):
        await dispatcher.deliver_pending(channels, clock)
    assert sorted(pause.channel_id for pause in channels.told) == [CHANNEL, CHANNEL + 1, CHANNEL + 2]
    for _ in range(2):
        clock.advance(GIVE_UP_AFTER)
        with pytest.raises(ExceptionGroup):
            await dispatcher.deliver_pending(channels, clock)
    clock.advance(GIVE_UP_AFTER)
    await dispatcher.deliver_pending(channels, clock)
    assert len(channels.told) == 5


async def test_a_refused_briefing_is_kept_with_its_error_and_the_next_day_goes_on(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued, channels = enqueue(storage, subscribe(storage)), Channels(Refused("Discord says 400"))
    report = await dispatcher.deliver_pending(channels, clock)
    assert [notice.reason for notice in report.failed] == ["Discord says 400"]
    refused = stored(storage, queued)
    assert (refused.state, refused.error) == (DeliveryState.FAILED, "Discord says 400")
    assert only(storage).paused_reason is None
    clock.advance(DAY)
    await dispatcher.enqueue_due(clock())
    assert (await dispatcher.deliver_pending(channels, clock)).sent == 1


async def test_a_briefing_is_given_up_before_the_next_one_is_due(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued, channels = enqueue(storage, subscribe(storage)), Channels(NEVER_ANSWERS)
    await dispatcher.deliver_pending(channels, clock)
    clock.advance(GIVE_UP_AFTER + SECOND)
    report = await dispatcher.deliver_pending(channels, clock)
    assert [notice.reason for notice in report.failed] == [
        "given up 12 hours after its hour; the last try said: no answer"
    ]
    assert channels.verbs == ["send", "find"]
    assert stored(storage, queued).state == DeliveryState.FAILED


async def test_of_what_was_never_tried_no_try_is_told(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    enqueue(storage, subscribe(storage))
    clock.advance(GIVE_UP_AFTER + SECOND)
    report = await dispatcher.deliver_pending(Channels(), clock)
    assert [notice.reason for notice in report.failed] == ["given up 12 hours after its hour, before it was tried"]


async def test_a_late_look_still_finds_what_was_posted_in_time(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued, channels = enqueue(storage, subscribe(storage)), Channels(NEVER_ANSWERS, keeps=True)
    await dispatcher.deliver_pending(channels, clock)
    clock.advance(GIVE_UP_AFTER + SECOND)
    assert (await dispatcher.deliver_pending(channels, clock)).sent == 1
    assert stored(storage, queued).state == DeliveryState.SENT


async def test_one_delivery_that_meets_a_bug_does_not_hold_up_the_others(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    deliveries = [enqueue(storage, subscribe(storage, channel_id=CHANNEL + number)) for number in range(2)]
    channels = Channels(ZeroDivisionError("a bug"))
    with pytest.raises(ExceptionGroup) as caught:
        await dispatcher.deliver_pending(channels, clock)
    assert [type(error) for error in caught.value.exceptions] == [ZeroDivisionError]
    assert len(channels.posted) == 1
    [met] = [each for each in deliveries if each.nonce not in channels.posted]
    assert caught.value.exceptions[0].__notes__ == [f"delivery {met.id} to channel {met.channel_id}"]
    again = stored(storage, met)
    assert (again.state, again.try_at) == (DeliveryState.PENDING, NOON + timedelta(seconds=30))


async def test_a_bug_does_not_keep_from_being_told_what_the_others_came_to(storage: Storage, clock: SetClock) -> None:
    for number in range(2):
        enqueue(storage, subscribe(storage, channel_id=CHANNEL + number))
    told: list[DeliveryReport] = []
    deliverer = Deliverer(storage, next_sends=next_sends, broken_off=told.append)
    with pytest.raises(ExceptionGroup):
        await deliverer.deliver_pending(Channels(ZeroDivisionError("a bug")), clock)
    assert [(report.sent, len(report.retried)) for report in told] == [(1, 1)]


async def test_a_briefing_that_meets_a_bug_at_every_try_is_given_up_as_late_as_any(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    class Broken(Channels):
        async def find(self, post: Post) -> Outcome | None:
            await super().find(post)
            raise ZeroDivisionError("a bug")

    queued, channels = enqueue(storage, subscribe(storage)), Broken(NEVER_ANSWERS)
    await dispatcher.deliver_pending(channels, clock)
    for _ in range(2):
        clock.advance(GIVE_UP_AFTER / 2 + SECOND)
        with pytest.raises(ExceptionGroup):
            await dispatcher.deliver_pending(channels, clock)
    given_up = stored(storage, queued)
    assert (given_up.state, given_up.error) == (
        DeliveryState.FAILED,
        "given up 12 hours after its hour; the last try said: a bug: ZeroDivisionError('a bug')",
    )
    clock.advance(DAY)
    await dispatcher.deliver_pending(channels, clock)
    assert channels.verbs == ["send", "find", "find"]


class LosesDatabase(Storage):
    """Cannot be used for the next so many records, or claims."""

    records_lost = claims_until_lost = 0

    def record_sent(
        self, delivery: Delivery, message_ids: Sequence[int], at: datetime, *, publish: bool = False
    ) -> bool:
        if self.records_lost:
            self.records_lost -= 1
            raise StorageError("postgresql://db", "connection refused")
        return super().record_sent(delivery, message_ids, at, publish=publish)

    def claim(self, now: datetime, lease: timedelta) -> Delivery | None:
        if self.claims_until_lost == 1:
            raise StorageError("postgresql://db", "connection refused")
        self.claims_until_lost -= bool(self.claims_until_lost)
        return super().claim(now, lease)


async def test_what_was_sent_while_the_database_went_away_is_recorded_when_it_is_back(
    url: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pipeline.deliver._RECORD_AGAIN_S", 0.01)
    channels = Channels()
    said: list[StorageError] = []
    with LosesDatabase.open(url) as storage:
        queued = enqueue(storage, subscribe(storage))
        storage.records_lost = 3
        report = await Deliverer(storage, next_sends=next_sends, away=said.append).deliver_pending(channels, clock)
        assert report.sent == 1
        assert [error.reason for error in said] == ["connection refused"] * 3
        assert channels.verbs == ["send"]
        assert stored(storage, queued).attempts == 1


async def test_what_cannot_be_recorded_until_its_claim_runs_out_is_looked_for_then(
    url: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("_RECORD_AGAIN_S", 0.01), ("LEASE", timedelta(seconds=0.05)), ("LONGEST_STEP", timedelta())):
        monkeypatch.setattr(f"bot.pipeline.deliver.{name}", value)
    channels = Channels()
    said: list[StorageError] = []
    with LosesDatabase.open(url) as storage:
        queued = [enqueue(storage, subscribe(storage, channel_id=CHANNEL + number)) for number in range(2)]
        storage.records_lost = 2 * (5 + 1)
        deliverer = Deliverer(storage, next_sends=next_sends, away=said.append)
        with pytest.raises(ExceptionGroup) as caught:
            await deliverer.deliver_pending(channels, clock)
        assert sorted(error.__notes__[0].partition(": ")[0] for error in caught.value.exceptions) == sorted(
            f"delivery {each.id} to channel {each.channel_id}" for each in queued
        )
        assert len(said) == 2 * 5
        clock.advance(SECOND)
        assert (await deliverer.deliver_pending(channels, clock)).sent == 2
    assert Counter(channels.verbs) == {"send": 2, "find": 2}


@pytest.mark.parametrize("answer", [None, Gone("The channel has been deleted.")])
async def test_what_comes_of_a_claim_that_was_lost_is_told_by_who_took_it_over_alone(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock, answer: Outcome | None
) -> None:
    async def taken_over() -> Outcome | None:
        assert storage.record_sent(claim(storage, NOON + LEASE), [7], NOON)
        return answer

    queued = enqueue(storage, subscribe(storage))
    report = await dispatcher.deliver_pending(Channels(taken_over), clock)
    assert report == DeliveryReport()
    assert (stored(storage, queued).message_ids, only(storage).paused_reason) == ((7,), None)


async def test_a_run_that_loses_the_database_records_what_it_sent_and_tells_of_it(url: str, clock: SetClock) -> None:
    channels = Channels()
    told: list[DeliveryReport] = []
    with LosesDatabase.open(url) as storage:
        for number in range(3):
            enqueue(storage, subscribe(storage, channel_id=CHANNEL + number))
        storage.claims_until_lost = 3
        deliverer = Deliverer(storage, next_sends=next_sends, broken_off=told.append)
        with pytest.raises(StorageError):
            await deliverer.deliver_pending(channels, clock)
        assert [report.sent for report in told] == [2]
        storage.claims_until_lost = 0
        assert (await deliverer.deliver_pending(channels, clock)).sent == 1
        assert channels.verbs == ["send"] * 3


async def test_cancelled_it_finishes_what_is_being_sent_and_claims_no_more(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    slowly = Slowly()
    subscriptions = [subscribe(storage, channel_id=CHANNEL + number) for number in range(50)]
    deliveries = [enqueue(storage, subscription) for subscription in subscriptions]
    channels = Channels(*[slowly] * 50)
    delivering = asyncio.create_task(dispatcher.deliver_pending(channels, clock))
    await slowly.begun.wait()
    delivering.cancel()
    await asyncio.sleep(0.05)
    assert not delivering.done()
    slowly.answer_now.set()
    with pytest.raises(asyncio.CancelledError):
        await delivering
    states = Counter(stored(storage, delivery).state for delivery in deliveries)
    assert set(states) == {DeliveryState.SENT, DeliveryState.PENDING}
    assert states[DeliveryState.SENT] == len(channels.posted)


async def test_cancelled_twice_it_gives_its_claim_back_for_a_try_that_looks_first(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    begun, cut_off = asyncio.Event(), asyncio.Event()

    async def never() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            cut_off.set()

    queued, channels = enqueue(storage, subscribe(storage)), Channels(never)
    delivering = asyncio.create_task(dispatcher.deliver_pending(channels, clock))
    await begun.wait()
    while not cut_off.is_set():  # two that come before it goes on are one
        delivering.cancel()
        await asyncio.sleep(0.05)
    with pytest.raises(asyncio.CancelledError):
        await delivering
    given_back = stored(storage, queued)
    assert (given_back.state, given_back.error) == (DeliveryState.PENDING, "stopped while it was being sent")
    assert (await dispatcher.deliver_pending(channels, clock)).sent == 1
    assert channels.verbs == ["send", "find", "send"]


class ClaimsSlowly(Storage):
    """Takes its time over the second claim, and those that follow.

    Attributes:
        asked: One of them is under way.
        answer_now: They may end.
    """

    asked: threading.Event
    answer_now: threading.Event
    claims = 0

    def claim(self, now: datetime, lease: timedelta) -> Delivery | None:
        self.claims += 1
        if self.claims > 1:
            self.asked.set()
            assert self.answer_now.wait(30)
        return super().claim(now, lease)


async def test_cancelled_twice_while_it_claims_it_gives_back_all_that_it_claims(url: str, clock: SetClock) -> None:
    slowly = Slowly()
    with ClaimsSlowly.open(url) as storage:
        storage.asked, storage.answer_now = threading.Event(), threading.Event()
        queued = [enqueue(storage, subscribe(storage, channel_id=CHANNEL + number)) for number in range(2)]
        delivering = asyncio.create_task(
            Deliverer(storage, next_sends=next_sends).deliver_pending(Channels(slowly), clock)
        )
        assert await asyncio.to_thread(storage.asked.wait, 30)
        await slowly.begun.wait()
        for _ in range(2):
            delivering.cancel()
            await asyncio.sleep(0)
        storage.answer_now.set()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(delivering, 30)
        assert {stored(storage, each).state for each in queued} == {DeliveryState.PENDING}


async def test_a_channel_that_does_not_answer_holds_back_no_briefing_that_comes_up_meanwhile(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    slowly = Slowly()
    enqueue(storage, subscribe(storage))
    channels = Channels(slowly)
    delivering = asyncio.create_task(dispatcher.deliver_pending(channels, clock))
    await slowly.begun.wait()
    later = enqueue(storage, subscribe(storage, channel_id=CHANNEL + 1), briefing_id="b1")
    async with asyncio.timeout(30):
        while stored(storage, later).state != DeliveryState.SENT:  # noqa: ASYNC110 - a database has no event
            await asyncio.sleep(0.05)
    slowly.answer_now.set()
    assert (await delivering).sent == 2


async def test_a_clock_that_leaps_while_a_post_is_sent_makes_no_second_post_of_it(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    slowly = Slowly()
    queued = enqueue(storage, subscribe(storage))
    channels = Channels(slowly)
    delivering = asyncio.create_task(dispatcher.deliver_pending(channels, clock))
    async with asyncio.timeout(30):
        await slowly.begun.wait()
        clock.advance(HOUR)  # the claim has run out, by the clock
        while stored(storage, queued).attempts == 1:  # noqa: ASYNC110 - a database has no event
            await asyncio.sleep(0.05)
        slowly.answer_now.set()
        assert (await delivering).sent == 1
    # Where the post has ended just before the second claim comes back, it is looked for first, and found.
    assert [verb for verb in channels.verbs if verb != "find"] == ["send"]


async def test_a_process_that_slept_over_its_claim_does_not_send(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    class Sleeping(Channels):
        async def find(self, post: Post) -> Outcome | None:
            found = await super().find(post)
            if self.verbs.count("find") == 1:
                clock.advance(LEASE)  # the machine was suspended: another may have looked, and sent, by now
            return found

    queued = enqueue(storage, subscribe(storage))
    claim(storage)
    clock.advance(LEASE)
    channels = Sleeping()
    await dispatcher.deliver_pending(channels, clock)
    assert channels.verbs == ["find"]
    assert stored(storage, queued).state == DeliveryState.PENDING
    clock.advance(HOUR)
    await dispatcher.deliver_pending(channels, clock)
    assert channels.verbs == ["find", "find", "send"]


async def test_two_that_deliver_at_once_never_send_the_same_briefing(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    for number in range(30):
        enqueue(storage, subscribe(storage, channel_id=CHANNEL + number), briefing_id=f"b{number}")
    channels = Channels()
    reports = await asyncio.gather(*(dispatcher.deliver_pending(channels, clock) for _ in range(2)))
    assert sum(report.sent for report in reports) == 30
    assert set(Counter(channels.asked).values()) == {1}
