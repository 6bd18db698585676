"""The bot as a process: what is built for Discord, is watched, reads its settings again and ends when it is told to."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.app import App, build
from bot.arenas import share_arenas
from bot.clock import Clock, utc_now
from bot.config import Settings
from bot.holding import holding, leading
from bot.live import LiveSettings, at_each_hangup
from bot.logs import set_level
from bot.pipeline.seeding import topics_of_settings
from bot.storage import Lead, Shards, Storage
from bot.work import begin_work

if TYPE_CHECKING:
    import discord

    from bot.watch.runs import WatchedRuns
    from cogs.client import Briefbot

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """What of the bot a process is.

    Attributes:
        leads: Whether it may read feeds and compose.
        shards: Its connections to Discord and how many there are in all; None for as many as Discord advises.
    """

    leads: bool = True
    shards: Shards = None

    @property
    def share(self) -> float:
        """How much of the budget of requests is its own."""
        return len(self.shards[0]) / self.shards[1] if self.shards else 1.0


WHOLE = Part()


def create_bot(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    storage: Storage | None = None,
    live: LiveSettings | None = None,
    part: Part = WHOLE,
    lead: Lead | None = None,
    runs: WatchedRuns | None = None,
    rests: bool = False,
) -> Briefbot:
    """The bot ready for `start(token)`; it reads its seeds and begins its schedule when it logs in.

    Args:
        storage: Left open by `close`; one that is opened here is closed by it.
        live: What the settings are at each moment; None where they do not change.
        part: What of the bot this process is.
        lead: What decides whether it reads feeds and composes; None where it does if that is its part.
        runs: What is told of its runs; None where nobody asks for more than the log.
        rests: It is only asked what Discord knows of it: nothing begins, and no command is told.

    Raises:
        ConfigError: A setting cannot be followed, or the database cannot be used.
    """
    from bot.delivery.discord.pace import DISCORD_ALLOWS, Pace
    from bot.watch.runs import WatchedRuns
    from cogs.client import Briefbot, point_discord_at

    api_base = str(settings.discord_api_base) if settings.discord_api_base else None
    point_discord_at(api_base, settings.discord_gateway_url)
    app = build(settings, clock=clock, storage=storage, live=live, serves=True)
    return Briefbot(
        actions=app.actions,
        clock=clock,
        thumbnails=settings.thumbnails,
        memory=app.storage,
        pace=Pace(
            settings.discord_requests_per_second * part.share,
            clock=time.monotonic,
            most=max(1, int(DISCORD_ALLOWS * part.share)),
        ),
        shards=part.shards,
        begin=None if rests else partial(_begin_with, app, part, lead, runs or WatchedRuns(settings.tick_seconds)),
        when_closed=(lambda: None) if storage else app.storage.close,
        gateway=settings.discord_gateway_url,
    )


async def run_bot(settings: Settings, token: str, *, part: Part, load: Callable[[], Settings]) -> None:
    """Run the bot until SIGTERM or SIGINT, whatever happens to its connection.

    Args:
        load: Reads the settings again, at each SIGHUP.

    Raises:
        ConfigError: The token is wrong, a setting cannot be followed, or the database cannot be used.
    """
    from bot.garbage import looking_rarely
    from bot.watch.runs import WatchedRuns
    from cogs.supervisor import keep_running

    share_arenas()  # before there are threads
    # Opened once for all clients: a database that is away while a client is replaced is waited for as Discord is.
    with Storage.open(settings.storage_url) as storage, leading(storage, must=not storage.shares) as lead:
        _tell_if_new(storage)
        runs = WatchedRuns(settings.tick_seconds)
        live = LiveSettings(settings)
        clients: list[Briefbot] = []

        def build_client() -> Briefbot:
            clients[:] = [create_bot(live.now, storage=storage, live=live, part=part, lead=lead, runs=runs)]
            return clients[0]

        def is_connected() -> bool:
            return bool(clients) and clients[0].is_connected

        watched = _watched(settings, storage, runs, is_connected)
        async with holding(storage, part.shards), watched, looking_rarely():
            with at_each_hangup(partial(_read_again, live, load)):
                await keep_running(build_client, token, rng=random.Random())  # noqa: S311 - spreads waits


async def run_worker(settings: Settings, *, load: Callable[[], Settings]) -> None:
    """Read feeds and compose until SIGTERM or SIGINT, or stand by while another process does.

    Args:
        load: Reads the settings again, at each SIGHUP.

    Raises:
        ConfigError: A setting cannot be followed, or the database cannot be used.
    """
    from bot.watch.runs import WatchedRuns
    from cogs.supervisor import until_told

    share_arenas()
    with Storage.open(settings.storage_url) as storage, leading(storage, must=False) as lead:
        _tell_if_new(storage)
        runs = WatchedRuns(settings.tick_seconds)
        live = LiveSettings(settings)
        end = await begin_work(build(settings, storage=storage, live=live, serves=True), lead, None, runs)
        try:
            async with _watched(settings, storage, runs, None):
                with at_each_hangup(partial(_read_again, live, load)):
                    await until_told()
        finally:
            await end()


def _tell_if_new(storage: Storage) -> None:
    """Say so where all that was remembered is gone: in another folder, or while a disk is not mounted."""
    if storage.is_new:
        _log.warning("there was no database: %s is made anew, and nothing is known yet", storage.name)


def _read_again(live: LiveSettings, load: Callable[[], Settings]) -> None:
    """Read the settings again and go by them, where none has a mistake."""

    def load_all() -> Settings:
        settings = load()
        topics_of_settings(settings.topics)
        return settings

    if live.read_again(load_all):
        set_level(live.now.log_level.upper())


@asynccontextmanager
async def _watched(
    settings: Settings, storage: Storage, runs: WatchedRuns, is_connected: Callable[[], bool] | None
) -> AsyncIterator[None]:
    """Tell whoever asks, and systemd, how the bot fares, until the end of the block."""
    from bot.watch.readiness import Readiness
    from bot.watch.server import answering_at
    from bot.watch.service_manager import telling_systemd

    readiness = Readiness(
        storage=storage, clock=utc_now, runs=runs, tick_s=settings.tick_seconds, is_connected=is_connected
    )
    async with answering_at(settings.watch_address, readiness, runs.metrics), telling_systemd():
        yield


async def _begin_with(
    app: App, part: Part, lead: Lead | None, runs: WatchedRuns, client: discord.Client
) -> Callable[[], Awaitable[None]]:
    from bot.delivery.discord.send import DiscordSender

    sender = DiscordSender(
        client,
        thumbnails=app.settings.thumbnails,
        language_of=lambda guild_id: app.actions.guilds.of(guild_id).language,
    )
    return await begin_work(app, (lead or True) if part.leads else False, sender, runs)
