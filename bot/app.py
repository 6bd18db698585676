"""The composition root: the only place that builds things, and knows which is built from which."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from bot.actions.about import AboutAction
from bot.actions.actions import Actions
from bot.actions.briefings import BriefingActions
from bot.actions.feeds import FeedActions
from bot.actions.keeping import KeepingActions
from bot.actions.search import SearchAction
from bot.actions.subscriptions import SubscriptionActions
from bot.actions.topics import TopicActions
from bot.clock import Clock, utc_now
from bot.config import Settings
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.deliver import Deliverer
from bot.pipeline.enqueue import Enqueuer
from bot.pipeline.intake import Intake
from bot.pipeline.refresh import Refresher
from bot.pipeline.retention import Retention
from bot.pipeline.seeding import Seeding
from bot.schedule import Schedule, next_sends
from bot.sources.fetch import Fetcher
from bot.sources.workers import ParserPool
from bot.storage import Storage
from bot.stories.embedder import installed_embedder
from bot.text.language import detect_language

if TYPE_CHECKING:
    import discord
    from discord.ext import commands

_log = logging.getLogger(__name__)

_OTHER_THREADS = 12


@dataclass(frozen=True, slots=True)
class App:
    """Everything but Discord, ready for use.

    Attributes:
        seeding: Read it once before anything is asked.
    """

    settings: Settings
    clock: Clock
    storage: Storage
    catalogue: Catalogue
    intake: Intake
    seeding: Seeding
    briefer: Briefer
    actions: Actions

    @asynccontextmanager
    async def refresher(self) -> AsyncIterator[Refresher]:
        """What asks the feeds, with a network and processes of its own until the end of the block."""
        settings = self.settings
        fetcher = Fetcher(
            user_agent=f"Briefbot/{version('briefbot')} (Discord briefings)",
            allowed_networks=settings.fetch_allowed_networks,
            timeout_s=settings.fetch_timeout_seconds,
            max_bytes=settings.fetch_max_bytes,
            at_once=settings.fetch_at_once,
        )
        parsers = ParserPool(detect_language=detect_language, processes=settings.parse_processes)
        async with fetcher, parsers:
            yield Refresher(
                storage=self.storage,
                fetcher=fetcher,
                parsers=parsers,
                intake=self.intake,
                clock=self.clock,
                interval=timedelta(minutes=settings.refresh_minutes),
                rng=random.Random(),  # noqa: S311 - spreads requests, guards nothing
            )


def build(settings: Settings, *, clock: Clock = utc_now, storage: Storage | None = None) -> App:
    """The app on these settings; whoever builds it closes its storage.

    Raises:
        ConfigError: A setting cannot be followed, or the database cannot be used.
    """
    storage = storage or Storage.open(settings.storage_url)
    catalogue = Catalogue(storage)
    intake = Intake(storage, embedder=installed_embedder() if settings.compare_meanings else None)
    briefer = Briefer(storage, languages=settings.languages)
    zone = settings.timezone
    actions = Actions(
        briefings=BriefingActions(
            storage=storage, catalogue=catalogue, briefer=briefer, clock=clock, window=settings.window, zone=zone
        ),
        topics=TopicActions(storage=storage, catalogue=catalogue, clock=clock),
        subscriptions=SubscriptionActions(
            storage=storage, catalogue=catalogue, clock=clock, zone=zone, next_sends=next_sends
        ),
        search=SearchAction(storage=storage, clock=clock, zone=zone),
        feeds=FeedActions(storage=storage, clock=clock),
        about=AboutAction(storage=storage),
        keeping=KeepingActions(storage=storage, clock=clock, next_sends=next_sends),
    )
    seeding = Seeding(
        storage=storage,
        intake=intake,
        catalogue=catalogue,
        folder=settings.seeds_dir,
        feeds_file=settings.feeds_opml,
        defined=settings.topics,
    )
    return App(settings, clock, storage, catalogue, intake, seeding, briefer, actions)


def create_bot(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    storage: Storage | None = None,
    api_base: str | None = None,
    gateway_url: str | None = None,
) -> commands.AutoShardedBot:
    """The bot ready for `start(token)`; it reads its seeds and begins its schedule when it logs in.

    Args:
        storage: Left open by `close`; one that is opened here is closed by it.
        api_base: Another address for Discord's REST API, with its version ("http://127.0.0.1:8080/api/v10");
            for every client of this process. The settings' own where it is None.
        gateway_url: Another address for the gateway; likewise.

    Raises:
        ConfigError: A setting cannot be followed, or the database cannot be used.
    """
    # discord.py takes half a second, which no other command has to spend.
    from bot.delivery.pace import Pace  # noqa: PLC0415
    from cogs.client import Briefbot, point_discord_at  # noqa: PLC0415

    base = api_base or (str(settings.discord_api_base) if settings.discord_api_base else None)
    gateway = gateway_url or settings.discord_gateway_url
    point_discord_at(base, gateway)
    app = build(settings, clock=clock, storage=storage)
    return Briefbot(
        actions=app.actions,
        clock=clock,
        languages=settings.languages,
        memory=app.storage,
        pace=Pace(settings.discord_requests_per_second, clock=time.monotonic),
        begin=partial(_begin, app),
        when_closed=(lambda: None) if storage else app.storage.close,
        gateway=gateway,
    )


async def run_bot(settings: Settings, token: str) -> None:
    """Run the bot until SIGTERM or SIGINT, whatever happens to its connection.

    Raises:
        ConfigError: The token is wrong, a setting cannot be followed, or the database cannot be used.
    """
    from cogs.supervisor import keep_running  # noqa: PLC0415 - as above

    # Opened once for all clients: a database that is away while a client is replaced is waited for as Discord is.
    with Storage.open(settings.storage_url) as storage:
        build_client = partial(create_bot, settings, storage=storage)
        await keep_running(build_client, token, rng=random.Random())  # noqa: S311 - spreads waits


async def _begin(app: App, client: discord.Client) -> Callable[[], Awaitable[None]]:
    """Read the seeds, then begin what goes on by itself while the client is logged in; returns how to end it."""
    from bot.delivery.send import DiscordSender  # noqa: PLC0415 - as above

    settings = app.settings
    # Looking up hosts takes threads too: slow name servers must leave some for members and deliveries.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(settings.fetch_at_once + _OTHER_THREADS))
    report = await asyncio.to_thread(app.seeding.read_if_changed, app.clock())
    for problem in report.problems if report else ():
        _log.warning("seeds: %s", problem)
    enqueuer = Enqueuer(
        storage=app.storage,
        catalogue=app.catalogue,
        briefer=app.briefer,
        next_sends=next_sends,
        window=settings.window,
    )
    resources = AsyncExitStack()
    refresher = await resources.enter_async_context(app.refresher())
    sender = DiscordSender(client, languages=settings.languages)
    schedule = Schedule(
        tick_s=settings.tick_seconds,
        clock=app.clock,
        read_seeds=app.seeding.read_if_changed,
        refresh=refresher.run,
        enqueue=enqueuer.enqueue_due,
        forget=Retention(
            app.storage,
            keep=timedelta(days=settings.keep_days),
            most_bytes=settings.keep_megabytes and settings.keep_megabytes * 1_000_000,
        ).run,
        deliver=partial(Deliverer(app.storage).deliver_pending, sender, app.clock),
    )
    schedule.start()
    resources.push_async_callback(schedule.stop)  # before what it uses
    return resources.aclose
