"""The calendar, and what happens by itself: files are read, feeds asked, briefings composed and delivered.

`CronTrigger` walks the wall calendar, on which no hour is missing or doubled; the zone is applied to what
it names. Given the zone itself, APScheduler 3.11 sends 02:30 at 03:30 on the day clocks go forward, twice
on the day they go back, and leaves a day out where clocks go forward at midnight (Asia/Beirut).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from bot.clock import Clock, utc_now
from bot.pipeline.stopping import to_the_end

if TYPE_CHECKING:
    from bot.pipeline.delivery_report import DeliveryReport
    from bot.pipeline.enqueue import EnqueueReport
    from bot.pipeline.mending import Mended
    from bot.pipeline.receipt import ReceiptReport
    from bot.pipeline.refresh import RefreshReport
    from bot.pipeline.retention import Forgotten
    from bot.pipeline.seeding import SeedsReport
    from bot.watch.runs import WatchedRuns

_CUT_OFF_WITHIN_S = 1.0
_SELDOM_S = 3600.0
_SET_BACK_S = 0.5  # less is a clock that is being slowed down
_SLEPT = timedelta(minutes=5)

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def next_sends(local_time: str, zone: str, after: datetime, count: int, days: str = "1234567") -> tuple[datetime, ...]:
    """The next moments strictly after `after` when it is this time of day there, one for each local date of these days.

    A time that a date leaves out is answered at the first instant after the gap; one that a date has
    twice, the first time. A date that a zone never had (30 December 2011 in Samoa) is none.

    Args:
        local_time: "HH:MM".
        zone: IANA name.
        days: ISO weekdays.
    """
    return tuple(islice(_sends(local_time, ZoneInfo(zone), after, days), count))


def _sends(local_time: str, zone: ZoneInfo, after: datetime, days: str) -> Iterator[datetime]:
    calendar = _daily(local_time, days)
    # From the day before: a time in a gap around midnight is answered on the date after its own.
    wall = after.astimezone(zone).replace(tzinfo=UTC) - _DAY
    while wall := calendar.get_next_fire_time(None, wall):
        moment = _moment(wall.replace(tzinfo=None), zone)
        if moment is not None and moment > after:
            yield moment
        wall += _SECOND


@lru_cache(maxsize=24 * 60)
def _daily(local_time: str, days: str) -> CronTrigger:
    hour, minute = local_time.split(":")
    # APScheduler counts weekdays from 0 for Monday.
    weekdays = ",".join(str(int(day) - 1) for day in days)
    return CronTrigger(day_of_week=weekdays, hour=int(hour), minute=int(minute), timezone=UTC)


def _moment(wall: datetime, zone: ZoneInfo) -> datetime | None:
    """When a clock there first shows this, or would have; None on a date that the zone never had."""
    # Of a time in a gap the two folds lie around it (PEP 495): one too late, one too early.
    late, early = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if _shown(late, zone) == wall:
        return late
    while late - early > _SECOND:
        middle = early + (late - early) // _SECOND // 2 * _SECOND
        if _shown(middle, zone) < wall:
            early = middle
        else:
            late = middle
    dates = _shown(early, zone).date(), _shown(late, zone).date()
    return late if wall.date() in dates else None


def _shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


class _Ticks(BaseTrigger):  # type: ignore[misc]  # has no types
    """Every so often from a first tick on; of those that went by while nothing ran there is one.

    APScheduler's own names each of them: a second apart, 31 million after a year by a clock that was put right.
    """

    def __init__(self, every_s: float) -> None:
        self._every = timedelta(seconds=every_s)

    def get_next_fire_time(self, previous: datetime, now: datetime) -> datetime:
        """The first tick after both moments."""
        return previous + self._every * (max((now - previous) // self._every, 0) + 1)


class Schedule:
    """Looks every tick whether there is something to do, until it is stopped; no run overlaps itself.

    Ticks come in real time. What is due is decided by the clock, which a simulator may move.

    Args:
        tick_s: Seconds between two looks.
        clock: Says what time it is.
        read_seeds: Reads the files that have changed by a moment; may block.
        leads: Whether this process reads feeds, composes and forgets, of those that share a database; may block.
        refresh: Asks the feeds that are due.
        enqueue: Composes the briefings that are due at a moment, and calls back whenever some wait to be sent.
        deliver: Sends the briefings that wait; None in a process without Discord.
        forget: Forgets what is too old by a moment, every hour; may block.
        mend: Mends what a wrong clock, or other rules for a zone, have left, every hour; may block.
        runs: What is told of each run.
        forget_servers: Forgets the servers that the bot left long ago, every hour, and says which; None in a process
            without Discord.
        receipt: Tells an operator's channel how the day was, if it is the hour; None where none wants to be told.
        finish_within_s: How long `stop` waits for what is being sent.
        first_refresh_within_s: How long the first briefings wait for the first news, after a start as after the machine
            has slept: what was missed meanwhile is not composed from the news of before it.
    """

    def __init__(
        self,
        *,
        tick_s: float,
        clock: Clock,
        read_seeds: Callable[[datetime], SeedsReport | None],
        leads: Callable[[], bool],
        refresh: Callable[[], Awaitable[RefreshReport]],
        enqueue: Callable[[datetime, Callable[[], None]], Awaitable[EnqueueReport]],
        deliver: Callable[[], Awaitable[DeliveryReport]] | None,
        forget: Callable[[datetime], Forgotten],
        mend: Callable[[], Mended],
        runs: WatchedRuns,
        forget_servers: Callable[[], Awaitable[list[int]]] | None = None,
        receipt: Callable[[], Awaitable[ReceiptReport | None]] | None = None,
        finish_within_s: float = 6.0,
        first_refresh_within_s: float = 120.0,
    ) -> None:
        self._tick_s = tick_s
        self._clock = clock
        self._read_seeds = read_seeds
        self._refresh = refresh
        self._enqueue = enqueue
        self._leads = leads
        self._deliver = deliver
        self._forget = forget
        self._mend = mend
        self._forget_servers = forget_servers
        self._runs = runs
        self._receipt = receipt
        self._finish_within_s = finish_within_s
        self._first_refresh_within_s = first_refresh_within_s
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415 - a command asks the calendar only

        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._running: set[asyncio.Task[None]] = set()
        self._heeding: asyncio.Task[None] | None = None
        # Since the start, or since the machine slept.
        self._has_refreshed, self._has_composed = asyncio.Event(), asyncio.Event()
        self._awake_at = utc_now()
        self._delivering = self._more_waits = False

    def start(self) -> None:
        """Begin; the first look is at once, those after it at whole seconds: briefings are due on them."""
        # It tells of every run, and warns of every tick that finds the run before it still at work.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        runs: dict[str, Callable[[], Awaitable[None]]] = {
            "seeds": self._seeds_run,
            "refresh": partial(self._if_leading, self._refresh_run),
            "compose": partial(self._if_leading, self._enqueue_run),
            "forget": partial(self._if_leading, self._forget_run),
            "mend": self._mend_run,
        }
        jobs = {name: partial(self._run, name, run) for name, run in runs.items()}
        if self._deliver:
            jobs["deliver"] = partial(self._deliver_if_idle, self._deliver)
        if self._receipt:
            jobs["receipt"] = partial(self._run, "receipt", partial(self._receipt_run, self._receipt))
        if self._forget_servers:
            jobs["servers"] = partial(self._run, "servers", partial(self._servers_run, self._forget_servers))
        every_s = dict.fromkeys(jobs, self._tick_s) | dict.fromkeys(("forget", "mend", "servers"), _SELDOM_S)
        first = utc_now().replace(microsecond=0)
        for name, job in jobs.items():
            self._scheduler.add_job(
                job,
                _Ticks(every_s[name]),
                id=name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
                next_run_time=first,
            )
        self._scheduler.start()
        self._heeding = asyncio.create_task(self._heed_clock())

    async def stop(self) -> None:
        """End within seven seconds: a post that is being sent is finished, what takes longer is cut off."""
        if not self._scheduler.running:
            return
        if self._heeding:
            self._heeding.cancel()
        self._scheduler.remove_all_jobs()
        await asyncio.sleep(0)  # a run that was begun in this moment shows up
        left = set(self._running)
        for patience_s in (self._finish_within_s, _CUT_OFF_WITHIN_S):
            for task in left:
                task.cancel()
            if left:
                _, left = await asyncio.wait(left, timeout=patience_s)
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # the scheduler ends in the next turn of the loop

    async def _heed_clock(self) -> None:
        """Begin the ticks anew where the clock is set back: they would wait until it shows their hour again."""
        ahead_s = utc_now().timestamp() - monotonic()
        while True:
            await asyncio.sleep(self._tick_s)
            self._notice_sleep()
            before_s, ahead_s = ahead_s, utc_now().timestamp() - monotonic()
            if ahead_s < before_s - _SET_BACK_S:
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=utc_now().replace(microsecond=0))

    def _notice_sleep(self) -> None:
        """Begin to wait for news anew where nothing was looked at for long: the machine was suspended."""
        before, self._awake_at = self._awake_at, utc_now()
        if self._awake_at - before > _SLEPT:
            # New ones: a refresh that is under way brings the news of before.
            self._has_refreshed, self._has_composed = asyncio.Event(), asyncio.Event()

    async def _run(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        # In a task of its own, for `stop` to end: APScheduler would end it by the first cancellation.
        task = asyncio.create_task(self._runs.watch(name, run))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.wait({task})

    async def _if_leading(self, run: Callable[[], Awaitable[None]]) -> None:
        if await asyncio.to_thread(self._leads):
            await run()

    async def _seeds_run(self) -> None:
        self._runs.tell_seeds(await to_the_end(asyncio.to_thread(self._read_seeds, self._clock())))

    async def _refresh_run(self) -> None:
        self._notice_sleep()
        has_refreshed = self._has_refreshed
        try:
            report = await self._refresh()
        finally:
            has_refreshed.set()
        self._runs.tell_refresh(report)

    async def _forget_run(self) -> None:
        self._runs.tell_forgotten(await to_the_end(asyncio.to_thread(self._forget, self._clock())))

    async def _mend_run(self) -> None:
        # Python reads the rules of a zone once, for as long as it runs; a system that is updated gets new ones.
        ZoneInfo.clear_cache()
        await self._if_leading(self._mend_hours)

    async def _mend_hours(self) -> None:
        self._runs.tell_mended(await to_the_end(asyncio.to_thread(self._mend)))

    async def _servers_run(self, forget_servers: Callable[[], Awaitable[list[int]]]) -> None:
        self._runs.tell_servers_forgotten(await forget_servers())

    async def _receipt_run(self, receipt: Callable[[], Awaitable[ReceiptReport | None]]) -> None:
        self._notice_sleep()
        if not (has_composed := self._has_composed).is_set():  # else it would tell as overdue what is just being done
            with suppress(TimeoutError):
                await asyncio.wait_for(has_composed.wait(), 2 * self._first_refresh_within_s)
            has_composed.set()
        self._runs.tell_receipt(await receipt())

    async def _enqueue_run(self) -> None:
        self._notice_sleep()
        has_composed = self._has_composed
        if not (has_refreshed := self._has_refreshed).is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(has_refreshed.wait(), self._first_refresh_within_s)
            has_refreshed.set()
        try:
            report = await self._enqueue(self._clock(), self._deliver_now)
        finally:
            has_composed.set()
        self._runs.tell_composing(report)

    def _deliver_now(self) -> None:
        self._more_waits = True
        if self._deliver and not self._delivering:
            # A job of its own: the scheduler would leave out one that is just ending.
            self._scheduler.add_job(self._deliver_if_idle, args=(self._deliver,), misfire_grace_time=None)

    async def _deliver_if_idle(self, deliver: Callable[[], Awaitable[DeliveryReport]]) -> None:
        self._more_waits = True
        if not self._delivering:  # else that run looks again at its end, and this would be none that did well
            await self._run("deliver", partial(self._deliver_run, deliver))

    async def _deliver_run(self, deliver: Callable[[], Awaitable[DeliveryReport]]) -> None:
        self._more_waits = True
        if self._delivering:  # that run looks again at its end
            return
        self._delivering = True
        try:
            while self._more_waits:
                self._more_waits = False
                self._runs.tell_deliveries(await deliver())
        finally:
            self._delivering = False
