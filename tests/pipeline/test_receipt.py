from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.actions.keeping import KeepingActions
from bot.delivery.outcome import Gone, Outcome, ReceiptPost, Refused, Sent, TryLater
from bot.pipeline.receipt import Receipts
from bot.schedule import next_sends
from bot.storage import Preferences, Storage
from tests.pipeline.conftest import SetClock

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EIGHT = datetime(2026, 5, 1, 8, tzinfo=UTC)
OPS = 77


class Channel:
    """A channel with a memory.

    Attributes:
        posted: The nonces of what stands in it.
        asked: Of each try, whether it was looked for first.
        answers: What the next tries answer instead of posting; a function is awaited first, and then it is posted.
    """

    def __init__(self, *answers: Outcome | Callable[[], Any]) -> None:
        self.posted: list[str] = []
        self.asked: list[bool] = []
        self.answers = list(answers)
        self.posts: list[ReceiptPost] = []

    async def post_receipt(self, post: ReceiptPost, *, look_first: bool) -> Outcome:
        self.asked.append(look_first)
        self.posts.append(post)
        answer = self.answers.pop(0) if self.answers else None
        if callable(answer):
            await answer()
        elif answer is not None:
            return answer
        if not (look_first and post.nonce in self.posted):
            self.posted.append(post.nonce)
        return Sent((1,))


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    """On both databases: it is one of the two that says who tells the day."""
    with Storage.open(url) as opened:
        yield opened


def process(storage: Storage, *, time: str = "08:00", zone: str = "UTC") -> Receipts:
    """What a process that has just begun has."""
    return Receipts(
        storage, channel_id=OPS, time=time, zone=zone, next_sends=next_sends, interval=timedelta(minutes=15)
    )


async def live(receipts: Receipts, channel: Channel, begin: datetime, end: datetime, step: timedelta) -> None:
    """Look every so often."""
    clock = SetClock(begin)
    while clock.now < end:
        await receipts.send_due(channel, clock)
        clock.advance(step)


async def test_a_receipt_is_posted_at_its_hour_of_each_day_and_once(storage: Storage) -> None:
    channel = Channel()
    await live(process(storage), channel, EIGHT - HOUR, EIGHT + 2 * DAY + HOUR, timedelta(minutes=7))
    assert channel.posted == ["receipt-20260501", "receipt-20260502", "receipt-20260503"]
    assert [post.receipt.due_at for post in channel.posts] == [EIGHT, EIGHT + DAY, EIGHT + 2 * DAY]
    assert {post.channel_id for post in channel.posts} == {OPS}


async def test_a_restart_posts_it_not_again(storage: Storage) -> None:
    channel, clock = Channel(), SetClock(EIGHT)
    for _ in range(3):
        await process(storage).send_due(channel, clock)
        clock.advance(HOUR)
    assert channel.posted == ["receipt-20260501"]


async def test_of_several_processes_one_posts_it(storage: Storage) -> None:
    channel, clock = Channel(), SetClock(EIGHT)
    reports = await asyncio.gather(*(process(storage).send_due(channel, clock) for _ in range(5)))
    assert [bool(report) for report in reports].count(True) == 1
    assert channel.posted == ["receipt-20260501"]


async def test_after_a_short_sleep_it_comes_late_and_after_a_long_one_on_the_next_day(storage: Storage) -> None:
    channel = Channel()
    await process(storage).send_due(channel, SetClock(EIGHT + 5 * HOUR))
    assert channel.posted == ["receipt-20260501"]
    # A week later, at an hour that is too late: nothing, and of the missed days never anything.
    await live(process(storage), channel, EIGHT + 7 * DAY + 6 * HOUR, EIGHT + 8 * DAY + HOUR, HOUR)
    assert channel.posted == ["receipt-20260501", "receipt-20260509"]


async def test_another_hour_on_the_same_day_is_not_told_a_second_time(storage: Storage) -> None:
    channel = Channel()
    await process(storage).send_due(channel, SetClock(EIGHT))
    await process(storage, time="09:00").send_due(channel, SetClock(EIGHT + HOUR))
    assert channel.posted == ["receipt-20260501"]


async def test_a_doubtful_try_is_looked_for_and_made_again_after_a_pause(storage: Storage) -> None:
    channel, clock = Channel(TryLater("no answer"), TryLater("a pause", timedelta(minutes=20))), SetClock(EIGHT)
    receipts = process(storage)
    report = await receipts.send_due(channel, clock)
    assert report is not None
    assert (report.attempts, report.until) == (1, EIGHT + 6 * HOUR)
    assert await receipts.send_due(channel, clock) is None
    clock.advance(timedelta(seconds=30))
    await receipts.send_due(channel, clock)
    clock.advance(timedelta(minutes=19))
    assert await receipts.send_due(channel, clock) is None
    clock.advance(timedelta(minutes=1))
    await receipts.send_due(channel, clock)
    assert channel.asked == [False, True, True]
    assert channel.posted == ["receipt-20260501"]


@pytest.mark.parametrize("outcome", [Gone("The channel has been deleted."), Refused("Discord says no")])
async def test_a_channel_that_takes_none_is_tried_once_a_day(storage: Storage, outcome: Outcome) -> None:
    channel = Channel(outcome, outcome)
    await live(process(storage), channel, EIGHT, EIGHT + 2 * DAY + HOUR, timedelta(minutes=30))
    assert len(channel.asked) == 3
    assert channel.posted == ["receipt-20260503"]


async def test_a_process_that_died_while_posting_is_followed_by_one_that_looks(storage: Storage) -> None:
    async def die() -> None:
        raise RuntimeError("killed")

    channel, clock = Channel(die), SetClock(EIGHT)
    with pytest.raises(RuntimeError):
        await process(storage).send_due(channel, clock)
    assert await process(storage).send_due(channel, clock) is None
    clock.advance(timedelta(minutes=5))
    await process(storage).send_due(channel, clock)
    assert channel.asked == [False, True]
    assert channel.posted == ["receipt-20260501"]


@pytest.mark.parametrize("ahead", [timedelta(days=3), timedelta(days=400)], ids=["days", "a year"])
@pytest.mark.parametrize("restarts", [False, True], ids=["running", "begun anew"])
async def test_after_a_clock_that_was_ahead_each_day_is_told_once(
    storage: Storage, ahead: timedelta, restarts: bool
) -> None:
    channel, receipts = Channel(), process(storage)
    days = (EIGHT, EIGHT + ahead + HOUR, EIGHT + 2 * HOUR, EIGHT + DAY, EIGHT + DAY + HOUR, EIGHT + 2 * DAY)
    for now in days:
        receipts = process(storage) if restarts else receipts
        await receipts.send_due(channel, SetClock(now))
    told = [EIGHT, EIGHT + ahead, EIGHT + DAY, EIGHT + 2 * DAY]
    assert channel.posted == [f"receipt-{each:%Y%m%d}" for each in told]


@pytest.mark.parametrize("told_before", [0, 1])
async def test_what_was_told_since_a_backup_was_made_is_not_told_again(
    sqlite_file: Path, tmp_path: Path, told_before: int
) -> None:
    channel, copy = Channel(), tmp_path / "copy.sqlite3"
    with Storage.open(f"sqlite:///{sqlite_file}") as storage:
        storage.add_feed("https://one.example/feed", now=EIGHT)
        if told_before:
            await process(storage).send_due(channel, SetClock(EIGHT - DAY))
        storage.back_up(copy)
        await process(storage).send_due(channel, SetClock(EIGHT))
    with Storage.open(f"sqlite:///{tmp_path / 'restored.sqlite3'}") as restored:
        clock = SetClock(EIGHT + HOUR)
        KeepingActions(storage=restored, clock=clock, next_sends=next_sends).restore(copy)
        await process(restored).send_due(channel, clock)
        assert channel.posted == [f"receipt-{EIGHT + number * DAY:%Y%m%d}" for number in range(-told_before, 1)]
        clock.advance(DAY)
        await process(restored).send_due(channel, clock)
    assert channel.posted[-1] == f"receipt-{EIGHT + DAY:%Y%m%d}"
    assert channel.asked[-2:] == [True, False]


async def test_a_process_that_is_told_to_end_finishes_what_it_posts(storage: Storage) -> None:
    begun, answered = asyncio.Event(), asyncio.Event()

    async def answer() -> None:
        begun.set()
        await answered.wait()

    channel, clock = Channel(answer), SetClock(EIGHT)
    sending = asyncio.create_task(process(storage).send_due(channel, clock))
    await begun.wait()
    sending.cancel()
    await asyncio.sleep(0)
    answered.set()
    with pytest.raises(asyncio.CancelledError):
        await sending
    assert await process(storage).send_due(channel, clock) is None
    assert channel.posted == ["receipt-20260501"]


@pytest.mark.parametrize(
    ("zone", "time", "day"),
    [
        pytest.param("Europe/Berlin", "02:30", "2026-03-29", id="an hour that is left out"),
        pytest.param("Europe/Berlin", "02:30", "2026-10-25", id="an hour that comes twice"),
        pytest.param("Asia/Beirut", "00:00", "2026-03-29", id="a midnight that is left out"),
    ],
)
async def test_where_clocks_change_each_local_day_is_told_once(
    storage: Storage, zone: str, time: str, day: str
) -> None:
    channel, change = Channel(), datetime.fromisoformat(day).replace(tzinfo=UTC)
    quarter = timedelta(minutes=15)
    await live(process(storage, time=time, zone=zone), channel, change - DAY, change + 2 * DAY - 3 * HOUR, quarter)
    days = [change + number * DAY for number in (-1, 0, 1)]
    assert channel.posted == [f"receipt-{each:%Y%m%d}" for each in days]


async def test_what_was_paused_is_told_until_it_was_posted(storage: Storage) -> None:
    kept = storage.subscribe(
        guild_id=1,
        channel_id=2,
        topic_id="csto",
        time="12:00",
        preferences=Preferences(timezone="UTC"),
        created_by=3,
        next_due_at=EIGHT + 9 * DAY,
        now=EIGHT - DAY,
    ).subscription
    storage.pause_subscription(kept.id, "The channel has been deleted.", now=None)
    channel, receipts = Channel(Refused("Discord says no")), process(storage)
    for number in range(3):
        await receipts.send_due(channel, SetClock(EIGHT + number * DAY))
    assert [len(post.receipt.newly_paused) for post in channel.posts] == [1, 1, 0]
