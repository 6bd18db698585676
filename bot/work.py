"""What goes on by itself in a process: seeds are kept in step, feeds asked, briefings composed and delivered.

It lasts as long as the process: the runs of `bot.schedule`, each built here with what it needs.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from bot.app import App
from bot.pipeline.seeding import SeedsReport
from bot.schedule import Schedule, next_sends
from bot.storage import Lead

if TYPE_CHECKING:
    from bot.delivery.discord.send import DiscordSender
    from bot.pipeline.receipt import ReceiptReport
    from bot.pipeline.refresh import Refresher
    from bot.pipeline.retention import Forgotten
    from bot.storage.changes import Changes
    from bot.watch.runs import WatchedRuns

_log = logging.getLogger(__name__)

_OTHER_THREADS = 12


async def begin_work(
    app: App, lead: Lead | bool, sender: DiscordSender | None, runs: WatchedRuns
) -> Callable[[], Awaitable[None]]:
    """Read the seeds, then begin what goes on by itself; returns how to end it.

    Args:
        lead: What decides whether this process reads feeds and composes, or how that is decided.
        sender: What briefings are delivered with; None where other processes deliver.
        runs: What is told of each run.
    """
    # Looking up hosts takes threads too: slow name servers must leave some for members and deliveries.
    threads = ThreadPoolExecutor(app.settings.fetch_at_once + _OTHER_THREADS)
    asyncio.get_running_loop().set_default_executor(threads)
    async with AsyncExitStack() as unless_begun:
        changes = app.storage.changes()
        unless_begun.callback(changes.close)
        unless_begun.callback(app.intake.end)
        leads = (lambda: lead) if isinstance(lead, bool) else _leads(app, lead)
        seeds = _Seeds(app, changes, leads)
        report = await asyncio.to_thread(seeds.read_if_changed, app.clock())
        for problem in report.problems if report else ():
            _log.warning("seeds: %s", problem)
        refresher = await unless_begun.enter_async_context(app.refresher())
        app.actions.guild_feeds.use(refresher.check)
        app.actions.links.use(refresher.page)
        schedule = _schedule(app, seeds, leads, refresher, sender=sender, runs=runs)
        schedule.start()
        unless_begun.push_async_callback(schedule.stop)  # before what it uses
        return unless_begun.pop_all().aclose


class _Seeds:
    """Reads the seeds where a file has changed, and all of them again where another process has changed something."""

    def __init__(self, app: App, changes: Changes, leads: Callable[[], bool]) -> None:
        self._app = app
        self._changes = changes
        self._leads = leads
        self._unheeded = False

    def read_if_changed(self, now: datetime) -> SeedsReport | None:
        self._unheeded = self._changes.heard() or self._unheeded  # kept until all of it has been read
        if self._unheeded:
            self._app.actions.guilds.load()
        report = self._app.seeding.read_if_changed(now, take_in=self._leads(), anew=self._unheeded)
        self._unheeded = False
        return report


def _leads(app: App, lead: Lead) -> Callable[[], bool]:
    """Says whether this process leads, and takes the lead where it is free."""

    def gained() -> None:
        app.intake.forget()
        if app.storage.shares:
            _log.info("this process reads the feeds and composes, until it ends")

    return lambda: lead.take(gained)


def _schedule(
    app: App,
    seeds: _Seeds,
    leads: Callable[[], bool],
    refresher: Refresher,
    *,
    sender: DiscordSender | None,
    runs: WatchedRuns,
) -> Schedule:
    from bot.pipeline.deliver import Deliverer
    from bot.pipeline.mending import mend

    deliverer = Deliverer(
        app.storage,
        next_sends=next_sends,
        topic_of=app.catalogue.get,
        away=partial(runs.tell_away, "deliver"),
        broken_off=runs.tell_deliveries,
    )
    return Schedule(
        tick_s=app.settings.tick_seconds,
        clock=app.clock,
        read_seeds=seeds.read_if_changed,
        leads=leads,
        refresh=refresher.run,
        enqueue=partial(app.enqueuer.enqueue_due, broken_off=runs.tell_composing),
        deliver=partial(deliverer.deliver_pending, sender, app.clock) if sender else None,
        forget=partial(_forget, app, refresher),
        mend=partial(mend, app.storage, next_sends=next_sends, clock=app.clock),
        forget_servers=app.actions.guilds.forget_left if sender else None,
        receipt=_telling_days(app, sender) if sender else None,
        runs=runs,
    )


def _forget(app: App, refresher: Refresher, now: datetime) -> Forgotten:
    from bot.pipeline.retention import forget_old

    room, keep = app.live.now.keep_megabytes, timedelta(days=app.live.now.keep_days)
    most_bytes = room and room * 1_000_000
    listed = dict(refresher.listed)  # which changes meanwhile
    topics = app.catalogue.all()
    return forget_old(app.storage, now, keep=keep, most_bytes=most_bytes, topics=topics, listed=listed)


def _telling_days(app: App, sender: DiscordSender) -> Callable[[], Awaitable[ReceiptReport | None]]:
    from bot.pipeline.receipt import Receipts

    @lru_cache(maxsize=1)
    def receipts(channel_id: int, time: str, minutes: int) -> Receipts:
        interval, zone = timedelta(minutes=minutes), app.settings.timezone
        return Receipts(
            app.storage, channel_id=channel_id, time=time, zone=zone, next_sends=next_sends, interval=interval
        )

    async def tell_day() -> ReceiptReport | None:
        live = app.live
        if live.now.receipt_channel is None:
            return None
        told = receipts(live.now.receipt_channel, live.now.receipt_at, live.now.refresh_minutes)
        return await told.send_due(sender, app.clock)

    return tell_day
