from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.clock import Clock
from bot.delivery.outcome import Gone, Outcome, Pause, Post, Refused, Sender, Sent, TryLater
from bot.errors import StorageError
from bot.model import Posts, Quote, Topic
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.deliver import GIVE_UP_AFTER, LEASE, Deliverer, DeliveryReport
from bot.pipeline.enqueue import GRACE, Enqueuer, EnqueueReport
from bot.schedule import next_sends
from bot.storage import Delivery, DeliveryState, Storage, Subscription
from tests.pipeline.conftest import SetClock
from tests.storage.examples import (
    CHANNEL,
    GUILD,
    HOUR,
    MEMBER,
    NOON,
    add,
    article,
    claim,
    enqueue,
    match,
    new,
    subscribe,
)

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
NEVER_ANSWERS = TryLater("no answer")

Step = Outcome | Exception | Callable[[], Any]


class Channels:
    """A sender with a memory: of posts with one nonce it keeps the first, as Discord does for a while.

    Attributes:
        posted: What stands in the channels.
        asked: Every request, in order: what, and of which post.
        answers: What the next sends answer instead; an exception is raised, a function awaited for its answer.
        is_followed: Whether its channels are announcement channels; `to_publishers` are the next answers there.
        told: Which owners were told of a pause; `to_owners` are the next answers to that.
        keeps: Whether a post is kept even where the answer is another than `Sent`.
    """

    def __init__(self, *answers: Step, keeps: bool = False) -> None:
        self.posted: dict[str, Post] = {}
        self.asked: list[tuple[str, str]] = []
        self.answers = list(answers)
        self.keeps = keeps
        self.told: list[Pause] = []
        self.to_owners: list[Outcome] = []
        self.to_publishers: list[Outcome | Exception] = []
        self.is_followed = False

    async def send(self, post: Post) -> Outcome:
        self.asked.append(("send", post.nonce))
        answer: Any = self.answers.pop(0) if self.answers else None
        if callable(answer):
            answer = await answer()
        if isinstance(answer, Exception):
            raise answer
        if answer is None or self.keeps:
            self.posted.setdefault(post.nonce, post)
        return answer or self._sent(post)

    async def find(self, post: Post) -> Outcome | None:
        self.asked.append(("find", post.nonce))
        return self._sent(post) if post.nonce in self.posted else None

    async def opened_posts(self, post: Post) -> Mapping[str, int] | Outcome:
        raise AssertionError(f"{post.channel_id} is no forum")

    async def open_post(self, post: Post) -> Outcome:
        raise AssertionError(f"{post.channel_id} is no forum")

    async def add_to_post(
        self,
        post: Post,
        thread_id: int,  # noqa: ARG002
        added: Sequence[Quote],  # noqa: ARG002
        *,
        look_first: bool,  # noqa: ARG002
    ) -> Outcome:
        raise AssertionError(f"{post.channel_id} is no forum")

    async def lead_on(self, post: Post, thread_id: int, onward_id: int, *, look_first: bool) -> Outcome:  # noqa: ARG002
        raise AssertionError(f"{post.channel_id} is no forum")

    async def publish(self, channel_id: int, message_id: int) -> Outcome:  # noqa: ARG002
        self.asked.append(("publish", str(message_id)))
        answer = self.to_publishers.pop(0) if self.to_publishers else Sent((message_id,))
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def tell(self, pause: Pause) -> Outcome:
        self.told.append(pause)
        return self.to_owners.pop(0) if self.to_owners else Sent((1,))

    def _sent(self, post: Post) -> Sent:
        return Sent((1_000 + list(self.posted).index(post.nonce),), self.is_followed)

    @property
    def verbs(self) -> list[str]:
        return [verb for verb, _ in self.asked]


@dataclass
class Dispatcher:
    """Both runs."""

    enqueuer: Enqueuer
    deliverer: Deliverer

    async def enqueue_due(self, now: datetime) -> EnqueueReport:
        return await self.enqueuer.enqueue_due(now)

    async def deliver_pending(self, sender: Sender, clock: Clock) -> DeliveryReport:
        return await self.deliverer.deliver_pending(sender, clock)


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    """On both databases, which the rest of the path does not need."""
    with Storage.open(url) as opened:
        yield opened


@pytest.fixture
def catalogue(storage: Storage) -> Catalogue:
    catalogue = Catalogue(storage)
    catalogue.use_files([Topic("csto", "The CSTO"), Topic("oil", "Oil")])
    return catalogue


@pytest.fixture
def dispatcher(storage: Storage, catalogue: Catalogue) -> Dispatcher:
    enqueuer = Enqueuer(
        storage=storage,
        catalogue=catalogue,
        briefer=Briefer(storage, languages=["en"]),
        next_sends=next_sends,
        window=DAY,
    )
    return Dispatcher(enqueuer, Deliverer(storage))


def waiting(storage: Storage, now: datetime) -> list[Delivery]:
    """What the outbox would give out, claimed by this."""
    found = []
    while delivery := storage.claim(now, LEASE):
        found.append(delivery)
    return found


def only(storage: Storage) -> Subscription:
    [subscription] = storage.subscriptions()
    return subscription


def stored(storage: Storage, delivery: Delivery) -> Delivery:
    found = storage.delivery(delivery.id)
    assert found is not None
    return found


# Into the outbox


async def test_a_due_briefing_is_composed_and_waits_in_the_outbox(storage: Storage, dispatcher: Dispatcher) -> None:
    add(storage, new(article("a1", hours=-1, title="Pact suspends its exercise"), "s1", match()))
    subscription = subscribe(storage)
    report = await dispatcher.enqueue_due(NOON + 9 * SECOND)
    assert report.queued == 1
    [delivery] = waiting(storage, NOON + 9 * SECOND)
    assert [story.headline for story in delivery.briefing.stories] == ["Pact suspends its exercise"]
    assert (delivery.briefing.at, delivery.briefing.window_from) == (NOON + 9 * SECOND, NOON + 9 * SECOND - DAY)
    assert (delivery.subscription_id, delivery.local_date, delivery.slot) == (
        subscription.id,
        date(2026, 5, 1),
        "12:00",
    )
    assert (delivery.due_at, delivery.nonce) == (NOON, f"{subscription.id}-20260501-1200")
    assert only(storage).next_due_at == NOON + DAY


async def test_the_first_of_many_may_be_sent_before_the_others_are_in_the_outbox(
    storage: Storage, dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pipeline.enqueue._AT_ONCE", 1)
    for channel_id in (70, 71, 72):
        subscribe(storage, channel_id=channel_id)
    found: list[int] = []
    await dispatcher.enqueuer.enqueue_due(NOON, lambda: found.append(len(waiting(storage, NOON))))
    assert found == [1, 1, 1]


async def test_nothing_is_composed_before_its_hour(storage: Storage, dispatcher: Dispatcher) -> None:
    subscribe(storage)
    assert (await dispatcher.enqueue_due(NOON - SECOND)).queued == 0
    assert waiting(storage, NOON + DAY) == []


async def test_of_hours_missed_while_down_the_last_is_answered_late(storage: Storage, dispatcher: Dispatcher) -> None:
    subscribe(storage)
    now = NOON + 3 * DAY + GRACE - SECOND
    report = await dispatcher.enqueue_due(now)
    assert (report.queued, report.skipped) == (1, [])
    [delivery] = waiting(storage, now)
    assert (delivery.due_at, delivery.local_date) == (NOON + 3 * DAY, date(2026, 5, 4))
    assert only(storage).next_due_at == NOON + 4 * DAY


async def test_an_hour_missed_too_long_ago_is_skipped_and_told(storage: Storage, dispatcher: Dispatcher) -> None:
    subscription = subscribe(storage)
    report = await dispatcher.enqueue_due(NOON + GRACE)
    assert report.queued == 0
    assert [(notice.subscription_id, notice.reason) for notice in report.skipped] == [
        (subscription.id, "the hour of 2026-05-01 12:00 UTC was missed by 6 hours or more")
    ]
    assert only(storage).next_due_at == NOON + DAY
    assert waiting(storage, NOON + GRACE) == []


async def test_the_briefing_after_a_missed_one_reaches_back_to_the_last_that_was_sent(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscribe(storage)
    await dispatcher.enqueue_due(NOON)
    await dispatcher.deliver_pending(Channels(), lambda: NOON)
    await dispatcher.enqueue_due(NOON + DAY + GRACE)
    await dispatcher.enqueue_due(NOON + 2 * DAY)
    [delivery] = waiting(storage, NOON + 2 * DAY)
    assert delivery.briefing.window_from == NOON


async def test_hours_of_two_dates_that_fall_on_one_date_are_both_answered(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    # In Nuuk 23:00 is followed by midnight on 28 March 2026: that date's 23:30 is answered on the 29th.
    first = datetime(2026, 3, 29, 1, tzinfo=UTC)
    subscribe(storage, time="23:30", timezone="America/Nuuk", next_due_at=first)
    second = datetime(2026, 3, 30, 0, 30, tzinfo=UTC)
    for due_at in (first, second):
        assert (await dispatcher.enqueue_due(due_at)).queued == 1
    dates = [delivery.local_date for delivery in waiting(storage, second)]
    assert dates == [date(2026, 3, 28), date(2026, 3, 29)]


async def test_an_hour_that_a_clock_shows_twice_is_answered_once(storage: Storage, dispatcher: Dispatcher) -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    subscribe(storage, time="02:30", timezone="Europe/Berlin", next_due_at=first)
    queued = [(await dispatcher.enqueue_due(first + n * HOUR)).queued for n in range(3)]
    assert queued == [1, 0, 0]


async def test_new_rules_for_a_zone_send_the_hour_that_clocks_show_now(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    # Due at 11:00 UTC by rules that are not those of today: it is not yet 12:00 there.
    subscribe(storage, next_due_at=NOON - HOUR)
    report = await dispatcher.enqueue_due(NOON - HOUR)
    assert (report.queued, report.skipped) == (0, [])
    assert only(storage).next_due_at == NOON
    assert (await dispatcher.enqueue_due(NOON)).queued == 1


async def test_a_topic_that_is_missing_for_a_while_is_briefed_late(
    storage: Storage, dispatcher: Dispatcher, catalogue: Catalogue
) -> None:
    subscription = subscribe(storage)
    catalogue.use_files([])
    report = await dispatcher.enqueue_due(NOON)
    assert (report.queued, [notice.subscription_id for notice in report.waiting]) == (0, [subscription.id])
    catalogue.use_files([Topic("csto", "The CSTO")])
    assert (await dispatcher.enqueue_due(NOON + 5 * HOUR)).queued == 1


async def test_a_topic_that_is_gone_pauses_its_subscriptions(
    storage: Storage, dispatcher: Dispatcher, catalogue: Catalogue
) -> None:
    subscribe(storage)
    kept = subscribe(storage, topic_id="oil")
    catalogue.use_files([Topic("oil", "Oil")])
    assert (await dispatcher.enqueue_due(NOON)).queued == 1
    report = await dispatcher.enqueue_due(NOON + GRACE)
    assert [notice.reason for notice in report.paused] == ["The topic “csto” is gone."]
    reasons = {each.topic_id: each.paused_reason for each in storage.subscriptions()}
    assert reasons == {"csto": "The topic “csto” is gone.", "oil": None}
    await dispatcher.enqueue_due(NOON + DAY)
    assert {delivery.subscription_id for delivery in waiting(storage, NOON + DAY)} == {kept.id}


async def test_one_subscription_that_meets_a_bug_does_not_hold_up_the_others(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    broken = subscribe(storage, timezone="Mars/Olympus", next_due_at=NOON - HOUR)
    subscribe(storage, topic_id="oil")
    with pytest.raises(ExceptionGroup) as caught:
        await dispatcher.enqueue_due(NOON)
    assert [error.__notes__ for error in caught.value.exceptions] == [[f"subscription {broken.id} to 'csto'"]]
    assert [delivery.topic_id for delivery in waiting(storage, NOON)] == ["oil"]


# Out of the outbox


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
    told = Pause(MEMBER, CHANNEL, "csto", "The channel has been deleted.", "en", f"paused-{subscription.id}")
    assert channels.told == [told, told]


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
    again = stored(storage, met)
    assert (again.state, again.try_at) == (DeliveryState.PENDING, NOON + timedelta(seconds=30))


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
        report = await Deliverer(storage, away=said.append).deliver_pending(channels, clock)
        assert report.sent == 1
        assert [error.reason for error in said] == ["connection refused"] * 3
        assert channels.verbs == ["send"]
        assert stored(storage, queued).attempts == 1


async def test_a_run_that_loses_the_database_records_what_it_sent_and_tells_of_it(url: str, clock: SetClock) -> None:
    channels = Channels()
    told: list[DeliveryReport] = []
    with LosesDatabase.open(url) as storage:
        for number in range(3):
            enqueue(storage, subscribe(storage, channel_id=CHANNEL + number))
        storage.claims_until_lost = 3
        deliverer = Deliverer(storage, broken_off=told.append)
        with pytest.raises(StorageError):
            await deliverer.deliver_pending(channels, clock)
        assert [report.sent for report in told] == [2]
        storage.claims_until_lost = 0
        assert (await deliverer.deliver_pending(channels, clock)).sent == 1
        assert channels.verbs == ["send"] * 3


async def test_cancelled_it_finishes_what_is_being_sent_and_claims_no_more(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    begun, answer_now = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        begun.set()
        await answer_now.wait()

    subscriptions = [subscribe(storage, channel_id=CHANNEL + number) for number in range(50)]
    deliveries = [enqueue(storage, subscription) for subscription in subscriptions]
    channels = Channels(*[slowly] * 50)
    delivering = asyncio.create_task(dispatcher.deliver_pending(channels, clock))
    await begun.wait()
    delivering.cancel()
    await asyncio.sleep(0.05)
    assert not delivering.done()
    answer_now.set()
    with pytest.raises(asyncio.CancelledError):
        await delivering
    states = Counter(stored(storage, delivery).state for delivery in deliveries)
    assert set(states) == {DeliveryState.SENT, DeliveryState.PENDING}
    assert states[DeliveryState.SENT] == len(channels.posted)


async def test_cancelled_twice_it_gives_its_claim_back_for_a_try_that_looks_first(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    begun, forever = asyncio.Event(), asyncio.Event()

    async def never() -> None:
        begun.set()
        await forever.wait()

    queued, channels = enqueue(storage, subscribe(storage)), Channels(never)
    delivering = asyncio.create_task(dispatcher.deliver_pending(channels, clock))
    await begun.wait()
    for _ in range(2):
        delivering.cancel()
        await asyncio.sleep(0.05)
    with pytest.raises(asyncio.CancelledError):
        await delivering
    given_back = stored(storage, queued)
    assert (given_back.state, given_back.error) == (DeliveryState.PENDING, "stopped while it was being sent")
    assert (await dispatcher.deliver_pending(channels, clock)).sent == 1
    assert channels.verbs == ["send", "find", "send"]


async def test_a_channel_that_does_not_answer_holds_back_no_briefing_that_comes_up_meanwhile(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    begun, answer_now = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        begun.set()
        await answer_now.wait()

    enqueue(storage, subscribe(storage))
    channels = Channels(slowly)
    delivering = asyncio.create_task(dispatcher.deliver_pending(channels, clock))
    await begun.wait()
    later = enqueue(storage, subscribe(storage, channel_id=CHANNEL + 1), briefing_id="b1")
    async with asyncio.timeout(10):
        while stored(storage, later).state != DeliveryState.SENT:  # noqa: ASYNC110 - a database has no event
            await asyncio.sleep(0.05)
    answer_now.set()
    assert (await delivering).sent == 2


async def test_channels_that_were_told_the_same_are_told_the_same_again_composed_once(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    add(storage, new(article("a1", hours=-1), "s1", match()))
    for number in range(4):
        subscribe(storage, channel_id=CHANNEL + number)
    report = await dispatcher.enqueue_due(NOON)
    assert (report.composed, report.queued) == (1, 4)
    await dispatcher.deliver_pending(Channels(), lambda: NOON)
    subscribe(storage, channel_id=CHANNEL + 9, next_due_at=NOON + DAY)
    add(storage, new(article("a2", hours=1), "s1", match()))
    report = await dispatcher.enqueue_due(NOON + DAY)
    assert (report.composed, report.queued) == (2, 5)
    told = {delivery.channel_id: delivery.briefing for delivery in waiting(storage, NOON + DAY)}
    assert len({told[CHANNEL + number].id for number in range(4)}) == 1
    assert told[CHANNEL].stories[0].status != told[CHANNEL + 9].stories[0].status


async def test_two_that_deliver_at_once_never_send_the_same_briefing(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    for number in range(30):
        enqueue(storage, subscribe(storage, channel_id=CHANNEL + number), briefing_id=f"b{number}")
    channels = Channels()
    reports = await asyncio.gather(*(dispatcher.deliver_pending(channels, clock) for _ in range(2)))
    assert sum(report.sent for report in reports) == 30
    assert set(Counter(channels.asked).values()) == {1}


async def test_a_channel_that_missed_several_hours_of_a_topic_is_told_once(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    for hours in (2, 1, 0):
        time = f"{(NOON - hours * HOUR):%H:%M}"
        subscribe(storage, time=time, next_due_at=NOON - hours * HOUR)
    report = await dispatcher.enqueue_due(NOON)
    assert (report.queued, len(report.skipped)) == (1, 2)
    [delivery] = waiting(storage, NOON)
    assert delivery.slot == "12:00"
    assert (await dispatcher.enqueue_due(NOON + HOUR)).queued == 0
    assert all(each.next_due_at > NOON for each in storage.subscriptions())


async def test_what_was_published_before_the_last_briefing_and_read_after_it_is_told(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscribe(storage)
    await dispatcher.enqueue_due(NOON)
    await dispatcher.deliver_pending(Channels(), lambda: NOON)
    add(storage, new(article("late", hours=-30, first_seen_at=NOON + HOUR), None, match()))
    add(storage, new(article("told", hours=-30), None, match()))
    await dispatcher.enqueue_due(NOON + DAY)
    [delivery] = waiting(storage, NOON + DAY)
    assert [story.headline for story in delivery.briefing.stories] == ["Title of late"]
    assert not delivery.briefing.is_quiet


@pytest.mark.parametrize(
    "wish", [{"posts": Posts.STORY}, {"skip_quiet": True}], ids=["stories", "quiet days passed over"]
)
async def test_a_day_without_news_is_passed_over_and_one_with_news_is_not(
    storage: Storage, dispatcher: Dispatcher, wish: dict[str, Any]
) -> None:
    subscribe(storage, **wish)
    report = await dispatcher.enqueue_due(NOON)
    assert (report.queued, report.quiet) == (0, 1)
    add(storage, new(article("a1", hours=1), "s1", match()))
    report = await dispatcher.enqueue_due(NOON + DAY)
    assert (report.queued, report.quiet) == (1, 0)


# To those who follow the channel


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
