"""Weeks, or a year, of one bot: feeds with news, subscriptions, a clock that is moved."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from ipaddress import ip_network
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot import schedule
from bot.arenas import share_arenas
from bot.config import Settings
from bot.garbage import looking_rarely
from bot.process import create_bot
from bot.schedule import next_sends
from bot.storage import Preferences, Storage
from cogs.supervisor import keep_running
from tests.endurance.fan_out import resident_mb
from tests.feed_server import Entry, FeedServer, serving
from tests.wire.server import DiscordWire
from tests.wire.world import Channel

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TOPICS = ("harbour", "tramway", "orchard", "glacier", "library")
ZONES = ("UTC", "Europe/Warsaw", "America/New_York", "Asia/Kolkata")
_FIRST_HOUR, _HOURS = 8, 10  # of the briefings: in all these zones on the same day as in UTC
_HOURS_BETWEEN_NEWS = 6
# What is done every hour is done as often here; but what stops all threads, which takes a part of that, less so.
_HOUR_S = 1.0
_LOOK_FOR_GARBAGE_S = 5.0
_PATIENCE_S = 600.0
_BUSY = text(
    "SELECT (SELECT count(*) FROM deliveries WHERE ended_at IS NULL)"
    " + (SELECT count(*) FROM subscriptions WHERE next_due_at <= :now)"
    " + (SELECT count(*) FROM feeds WHERE due_at <= :now)"
)


@dataclass
class Day:
    """How the bot stood at the end of a day.

    Attributes:
        files: Open file handles.
        database_mb: The file, with its log of writes.
        cpu_s: What the process has worked in all.
    """

    articles: int
    sent: int
    memory_mb: float
    files: int
    database_mb: float
    cpu_s: float


@dataclass
class Weeks:
    """What was seen; a briefing is lost or doubled where a channel has not one message a day.

    Attributes:
        planned: How many days there are to be.
    """

    planned: int
    days: list[Day] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0


def _main(values: dict[str, Any], wire: tuple[str, str, str], seconds: Synchronized[float]) -> None:
    api_base, gateway_url, token = wire
    logging.basicConfig(filename=Path(values["data_dir"], "log"), level=logging.INFO, force=True)
    # What the environment says comes first, and that of tests goes without the model.
    settings = Settings(**values).model_copy(
        update={
            "compare_meanings": values["compare_meanings"],
            "discord_api_base": api_base,
            "discord_gateway_url": gateway_url,
        }
    )

    def clock() -> datetime:
        return datetime.fromtimestamp(seconds.value, UTC)

    share_arenas()  # as `run_bot` does, which knows no other clock
    with Storage.open(settings.storage_url) as storage:
        build = partial(create_bot, settings, clock=clock, storage=storage)

        async def live() -> None:
            async with looking_rarely(every_s=_LOOK_FOR_GARBAGE_S):
                await keep_running(build, token, rng=random.Random(1))

        schedule._SELDOM_S = _HOUR_S
        asyncio.run(live())


async def weeks(
    tell: Callable[[Weeks], None],
    *,
    feeds: int = 200,
    subscriptions: int = 500,
    days: int = 14,
    step: timedelta = HOUR / 2,
    keep_days: int = 180,
    meanings: bool = False,
) -> Weeks:
    """Let the days pass, a step at a time, each as soon as the bot has nothing left to do.

    Args:
        tell: Is told at the end of each day what was seen until then.
        keep_days: How long news, and what was delivered, is kept.
        meanings: Whether the model of meaning is used, which every article here is worth.
    """
    seen = Weeks(days)
    context = multiprocessing.get_context("spawn")
    seconds = context.Value("d", BEGIN.timestamp())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with serving() as server, DiscordWire(clock=lambda: datetime.fromtimestamp(seconds.value, UTC)) as wire:
            values = {
                "data_dir": str(folder),
                "seeds_dir": str(folder / "none"),
                "topics": {each: {"name": each.title(), "aliases": {"en": [f"{each}*"]}} for each in TOPICS},
                "fetch_allowed_networks": [str(ip_network("127.0.0.0/8"))],
                "tick_seconds": 0.05,
                "refresh_minutes": 60,
                "discord_requests_per_second": 50,
                "compare_meanings": meanings,
                "keep_days": keep_days,
            }
            with Storage.open(f"sqlite:///{folder}/briefbot.sqlite3") as storage:
                channels = _prepare(wire, storage, server, feeds, subscriptions)
                place = wire.api_base, wire.gateway_url, wire.token
                bot = context.Process(target=_main, args=(values, place, seconds))
                bot.start()
                try:
                    for _ in range(days):
                        await _live_a_day(storage, server, seconds, feeds, step)
                        seen.days.append(_look(storage, bot.pid or 0, folder))
                        _count(channels, seen)
                        tell(seen)
                finally:
                    bot.terminate()
                    await asyncio.to_thread(bot.join, 30)
            _count(channels, seen)
    return seen


def _count(channels: Sequence[Channel], seen: Weeks) -> None:
    surplus = [len(channel.messages) - len(seen.days) for channel in channels]
    seen.lost = sum(max(-each, 0) for each in surplus)
    seen.doubled = sum(max(each, 0) for each in surplus)


def _prepare(
    wire: DiscordWire, storage: Storage, server: FeedServer, feeds: int, subscriptions: int
) -> Sequence[Channel]:
    guild = wire.add_guild("Week")
    channels = [guild.add_text_channel(f"channel {number}") for number in range(subscriptions)]
    for number, channel in enumerate(channels):
        hour, zone = f"{_FIRST_HOUR + number % _HOURS:02}:{number % 60:02}", ZONES[number // _HOURS % len(ZONES)]
        storage.subscribe(
            guild_id=guild.id,
            channel_id=channel.id,
            topic_id=TOPICS[number % len(TOPICS)],
            time=hour,
            preferences=Preferences(timezone=zone),
            created_by=1,
            next_due_at=next_sends(hour, zone, BEGIN, 1)[0],
            now=BEGIN,
        )
    for number in range(feeds):
        storage.add_feed(server.put(f"/{number}", f"Feed {number}", []), now=BEGIN)
    return channels


async def _live_a_day(
    storage: Storage, server: FeedServer, seconds: Synchronized[float], feeds: int, step: timedelta
) -> None:
    for _ in range(DAY // step):
        now = datetime.fromtimestamp(seconds.value, UTC) + step
        for number in range(feeds):
            server.put(f"/{number}", f"Feed {number}", list(_news(number, now)))
        seconds.value = now.timestamp()
        patience = time.monotonic() + _PATIENCE_S
        while await asyncio.to_thread(_is_busy, storage, now):
            if time.monotonic() > patience:
                raise TimeoutError(f"the bot does not come to an end of {now}")
            await asyncio.sleep(0.05)


def _news(feed: int, now: datetime) -> Iterator[Entry]:
    """The ten latest entries of a feed; each has one every few hours."""
    latest = int((now - BEGIN) / timedelta(hours=_HOURS_BETWEEN_NEWS) + feed / 200)
    for number in range(max(latest - 9, 0), latest + 1):
        rng = random.Random(feed * 10_000 + number)
        topic, place, what = TOPICS[rng.randrange(len(TOPICS))], rng.randrange(400), rng.randrange(10_000)
        told_at = BEGIN + timedelta(hours=_HOURS_BETWEEN_NEWS) * (number - feed / 200)
        title = f"Council of Place{place} decides on the {topic} for {what} crowns"
        body = f"The {topic} of Place{place} will cost {what} crowns, the council said. " * 6
        yield Entry(f"/{feed}/{number}", title, body, told_at)


def _is_busy(storage: Storage, now: datetime) -> bool:
    with storage._database.reading() as connection:
        return bool(connection.execute(_BUSY, {"now": f"{now:%Y-%m-%d %H:%M:%S.%f}"}).scalar_one())  # as it is kept


def _look(storage: Storage, pid: int, folder: Path) -> Day:
    counts = storage.counts()
    size = sum(file.stat().st_size for file in folder.glob("briefbot.sqlite3*"))
    files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    worked = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[11:13]
    cpu_s = sum(map(int, worked)) / os.sysconf("SC_CLK_TCK")
    return Day(counts.articles, counts.briefings_sent, resident_mb(pid), files, size / 1_000_000, cpu_s)
