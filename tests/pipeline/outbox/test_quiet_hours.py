from __future__ import annotations

from datetime import timedelta

import pytest

from bot.pipeline.enqueue import GRACE, SentNow
from bot.pipeline.mending import Mended, mend
from bot.pipeline.patience import GIVE_UP_AFTER, LEASE
from bot.schedule import next_sends
from bot.storage import DeliveryState, Storage
from tests.pipeline.conftest import SetClock
from tests.pipeline.outbox.channels import DAY, NEVER_ANSWERS, SECOND, Channels, Dispatcher, only, stored, waiting
from tests.storage.examples import HOUR, NOON, claim, enqueue, subscribe

QUIET = "13:00-07:00"
BEGIN, END = NOON + HOUR, NOON + 19 * HOUR


async def test_what_the_bot_was_down_for_is_composed_when_the_quiet_hours_end(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscribe(storage, quiet_hours=QUIET)
    report = await dispatcher.enqueue_due(BEGIN)
    assert (report.held, report.queued, report.composed) == (1, 0, 0)
    assert (await dispatcher.enqueue_due(END - SECOND)).held == 0  # it was seen to
    report = await dispatcher.enqueue_due(END)
    assert (report.held, report.queued) == (0, 1)
    [delivery] = waiting(storage, END)
    assert (delivery.due_at, delivery.briefing.at) == (NOON, END)
    assert only(storage).next_due_at == NOON + DAY


@pytest.mark.parametrize(("passed", "queued"), [(2 * HOUR, 1), (2 * HOUR + SECOND, 0)])
async def test_quiet_hours_do_not_count_against_an_hour_that_was_missed(
    storage: Storage, dispatcher: Dispatcher, passed: timedelta, queued: int
) -> None:
    assert GRACE == 6 * HOUR
    subscribe(storage, quiet_hours="16:00-06:00")  # four hours before they begin
    assert (await dispatcher.enqueue_due(NOON + 18 * HOUR + passed)).queued == queued


async def test_no_hour_is_answered_on_the_day_after_however_many_of_its_hours_were_quiet(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscribe(storage, quiet_hours="12:30-11:30")
    report = await dispatcher.enqueue_due(NOON + 23 * HOUR + HOUR / 2)
    assert (report.queued, len(report.skipped)) == (0, 1)
    assert only(storage).next_due_at == NOON + DAY


async def test_a_retry_waits_until_the_quiet_hours_end_and_is_made_after_a_look(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued, channels = enqueue(storage, subscribe(storage, quiet_hours=QUIET)), Channels(NEVER_ANSWERS)
    clock.now = BEGIN - SECOND
    await dispatcher.deliver_pending(channels, clock)
    clock.advance(HOUR)
    report = await dispatcher.deliver_pending(channels, clock)
    assert (report.held, report.sent, report.retried) == (1, 0, [])
    held = stored(storage, queued)
    assert (held.state, held.try_at, held.held_until) == (DeliveryState.PENDING, END, END)
    clock.now = END
    assert (await dispatcher.deliver_pending(channels, clock)).sent == 1
    assert channels.verbs == ["send", "find", "find", "send"]


async def test_what_had_got_through_is_found_in_quiet_hours_too(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued, channels = (
        enqueue(storage, subscribe(storage, quiet_hours=QUIET)),
        Channels(NEVER_ANSWERS, keeps=True),
    )
    clock.now = BEGIN - SECOND
    await dispatcher.deliver_pending(channels, clock)
    clock.advance(HOUR)
    assert (await dispatcher.deliver_pending(channels, clock)).sent == 1
    assert stored(storage, queued).state is DeliveryState.SENT


async def test_what_was_held_may_be_late_for_as_long_as_anything(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    assert GIVE_UP_AFTER == 12 * HOUR
    queued = enqueue(storage, subscribe(storage, quiet_hours="13:00-05:00"))
    clock.now = NOON + 21 * HOUR  # five hours of them were not quiet
    assert (await dispatcher.deliver_pending(Channels(), clock)).sent == 1
    assert stored(storage, queued).state is DeliveryState.SENT


async def test_what_is_too_late_is_given_up_and_not_held(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued = enqueue(storage, subscribe(storage, quiet_hours="12:30-11:30"))
    clock.now = NOON + 21 * HOUR + SECOND
    assert len((await dispatcher.deliver_pending(Channels(), clock)).failed) == 1
    assert stored(storage, queued).state is DeliveryState.FAILED


async def test_what_somebody_asks_for_now_is_sent_in_quiet_hours(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    subscription = subscribe(storage, quiet_hours=QUIET, next_due_at=NOON + DAY)
    clock.now = BEGIN + HOUR
    assert await dispatcher.enqueuer.send_now(subscription, clock()) is SentNow.QUEUED
    assert (await dispatcher.deliver_pending(Channels(), clock)).sent == 1


async def test_what_is_held_is_no_backlog_and_waits_for_no_wrong_clock(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued = enqueue(storage, subscribe(storage, quiet_hours=QUIET))
    clock.now = BEGIN
    assert storage.backlog(BEGIN) == (1, NOON)
    await dispatcher.deliver_pending(Channels(), clock)
    assert storage.backlog(BEGIN) == (0, None)
    assert storage.activity(NOON - DAY, BEGIN, HOUR).waiting == 0
    assert mend(storage, next_sends=next_sends, clock=clock) == Mended()
    assert stored(storage, queued).try_at == END
    assert storage.backlog(END) == (1, NOON)


async def test_what_a_wrong_clock_held_until_another_year_is_tried_now(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued = enqueue(storage, subscribe(storage, quiet_hours=QUIET), day=365)
    clock.now = BEGIN + 365 * DAY
    assert (await dispatcher.deliver_pending(Channels(), clock)).held == 1
    clock.now = NOON
    assert mend(storage, next_sends=next_sends, clock=clock).waits == 1
    assert stored(storage, queued).try_at == NOON


async def test_what_was_held_once_and_waits_for_a_wrong_clock_is_tried_now(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    queued = enqueue(storage, subscribe(storage, quiet_hours=QUIET))
    clock.now = BEGIN
    assert (await dispatcher.deliver_pending(Channels(), clock)).held == 1
    clock.now = END + HOUR
    assert len((await dispatcher.deliver_pending(Channels(NEVER_ANSWERS), clock)).retried) == 1
    clock.now = NOON
    assert mend(storage, next_sends=next_sends, clock=clock).waits == 1
    assert stored(storage, queued).try_at == NOON


async def test_a_claim_that_was_lost_meanwhile_holds_nothing(storage: Storage) -> None:
    enqueue(storage, subscribe(storage, quiet_hours=QUIET))
    lost = claim(storage)
    assert storage.claim(NOON + LEASE, LEASE) is not None
    assert not storage.record_held(lost, END)


async def test_hours_that_are_quiet_no_more_hold_nothing(
    storage: Storage, dispatcher: Dispatcher, clock: SetClock
) -> None:
    enqueue(storage, subscribe(storage, quiet_hours=QUIET))
    subscribe(storage, next_due_at=NOON + DAY)
    clock.now = BEGIN
    assert (await dispatcher.deliver_pending(Channels(), clock)).sent == 1
