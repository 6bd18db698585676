"""From a person's doing to the bot's first answer, while it reads feeds: `python -m bench.answering`.

    python -m bench.answering [ARTICLES [FEEDS]] [--database PostgreSQL]

A process of the bot, as `briefbot run` begins it, over a Discord on loopback, with 100,000 stored articles, in SQLite
and then in PostgreSQL (`TEST_POSTGRES_URL`), and 9,000 feeds that it has not read yet, five new articles in each; they
keep it busy for as long as it is asked. People then do 300 things at two a second: commands, options typed into,
buttons pressed. Counted is the time at the wire until the first answer ("is thinking" is one), and until the words are
there. Discord gives up after three seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import discord
from rich.table import Table

from bench import many
from bench.loopback import Feeds, serving
from bench.reading import tree
from bench.size import TOPIC, end_of, fill, let_it_look, p99
from bench.table import console_of, table_of
from bot.app import build
from bot.config import Settings
from bot.garbage import FIRST_AFTER_S, looking_rarely, set_aside_what_stays
from bot.process import create_bot
from bot.storage import Storage
from cogs.supervisor import keep_running
from tests.alone import measuring
from tests.endurance.databases import KINDS, database
from tests.wire.interactions import Exchange, Kind
from tests.wire.messages import Message
from tests.wire.people import command_data, component_data
from tests.wire.permissions import MODERATOR
from tests.wire.server import DiscordWire
from tests.wire.world import Channel, Member

ARTICLES, FEEDS = 100_000, 9_000
ASKED, A_SECOND = 300, 2
MOST_P99_MS = 300
ANSWERED_WITHIN_S = 60.0
READY_WITHIN_S = 120.0
_WARMED_UP_S = FIRST_AFTER_S + 3
_LOOKS_AT_THE_STORE_EVERY_S = 10.0


def main() -> int:
    """Print the table; 1 where the first answers took too long."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("articles", type=int, nargs="?", default=ARTICLES)
    parser.add_argument("feeds", type=int, nargs="?", default=FEEDS)
    parser.add_argument("--database", choices=KINDS, action="append", help="only this one, not each in turn")
    asked = parser.parse_args()
    articles, feeds = asked.articles, asked.feeds
    console = console_of(120)
    too_slow = False
    for kind in asked.database or KINDS:
        with database(kind) as url, tempfile.TemporaryDirectory() as folder:
            seen = measured(url, Path(folder), articles, feeds)
        console.print(_table(seen, f"{kind}, {articles:,} articles, {feeds:,} feeds being read"))
        too_slow |= p99(seen.acknowledged_ms()) > MOST_P99_MS
    return int(too_slow)


@dataclass
class Seen:
    """What the wire saw.

    Attributes:
        acknowledged: Milliseconds to the first answer, by what was done.
        answered: To the words, likewise.
        late: How late the wire's own loop came to its timers, in milliseconds.
        came_in: Articles that were stored meanwhile, the last of them after `read_for_s`.
    """

    acknowledged: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    answered: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    late: list[float] = field(default_factory=list)
    refused: int = 0
    came_in: int = 0
    read_for_s: float = 0
    seconds: float = 0
    cpu_s: float = 0

    def acknowledged_ms(self) -> list[float]:
        """Of everything."""
        return [each for times in self.acknowledged.values() for each in times]


def measured(url: str, folder: Path, articles: int, feeds: int) -> Seen:
    """Fill the database, start the feeds and the bot, and ask."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    end, now = context.Event(), end_of(articles)
    server = context.Process(target=_serve_feeds, args=(feeds, now, sender, end))
    server.start()
    try:
        addresses: list[str] = receiver.recv()
        values: dict[str, Any] = {
            "data_dir": str(folder),
            "database_url": url,
            "fetch_allowed_networks": ["127.0.0.0/8"],
        }
        app = build(Settings(**values), clock=lambda: now)
        with app.storage:
            app.seeding.read_if_changed(now)
            fill(app, articles)
            for address in addresses:
                app.storage.add_feed(address, now=now)
        let_it_look(url)
        set_aside_what_stays()  # the meter should not stop either
        return asyncio.run(_ask(values, folder, now))
    finally:
        end.set()
        server.join(10)


def _serve_feeds(count: int, now: datetime, sender: Connection, end: Event) -> None:
    site = many.Site(count)
    site.now = now
    feeds = Feeds(site.body)
    with serving(feeds):
        sender.send([feeds.base + path for path in site.paths()])
        end.wait()


def _run_bot(values: dict[str, Any], wire: tuple[str, str, str], begun: float, now: datetime) -> None:
    api_base, gateway_url, token = wire
    gc.set_threshold(20_000)  # as `bot.__main__` does
    logging.basicConfig(filename=Path(values["data_dir"], "log"), level=logging.INFO, force=True)
    settings = Settings(**values | {"discord_api_base": api_base, "discord_gateway_url": gateway_url})

    def clock() -> datetime:
        return now + timedelta(seconds=time.time() - begun)

    with Storage.open(settings.storage_url) as storage:
        create = partial(create_bot, settings, clock=clock, storage=storage)
        asyncio.run(_kept_running(create, token))


async def _kept_running(create: Callable[[], discord.Client], token: str) -> None:
    async with looking_rarely():
        await keep_running(create, token, rng=random.Random(1))  # noqa: S311 - guards nothing


async def _ask(values: dict[str, Any], folder: Path, now: datetime) -> Seen:
    begun, seen = time.time(), Seen()
    async with DiscordWire() as wire:
        guild = wire.add_guild("A server")
        channel, person = guild.add_text_channel("briefings"), guild.add_member("mira", permissions=MODERATOR)
        place = wire.api_base, wire.gateway_url, wire.token
        bot = multiprocessing.get_context("spawn").Process(target=_run_bot, args=(values, place, begun, now))
        bot.start()
        try:
            await wire.until(lambda: wire.gateway.listening(guild), "the bot", timeout_s=READY_WITHIN_S)
            await asyncio.sleep(_WARMED_UP_S)
            people = People(wire, channel, person, seen)
            await people.prepare()
            with Storage.open(values["database_url"]) as storage:
                watching = asyncio.create_task(_watch_the_store(storage, seen))
                started, cpu_s = time.perf_counter(), tree(bot.pid or os.getpid()).cpu_s
                await people.ask()
                seen.seconds = time.perf_counter() - started
                seen.cpu_s = tree(bot.pid or os.getpid()).cpu_s - cpu_s
                watching.cancel()
        except AssertionError as error:
            raise RuntimeError((folder / "log").read_text(encoding="utf-8")[-3_000:]) from error
        finally:
            bot.terminate()
            await asyncio.to_thread(bot.join, 30)
    return seen


async def _watch_the_store(storage: Storage, seen: Seen) -> None:
    started, before = time.perf_counter(), (await asyncio.to_thread(storage.counts)).articles
    while True:
        await asyncio.sleep(_LOOKS_AT_THE_STORE_EVERY_S)
        came_in = (await asyncio.to_thread(storage.counts)).articles - before
        if came_in > seen.came_in:
            seen.came_in, seen.read_for_s = came_in, time.perf_counter() - started


class People:
    """Who asks, and what: one kind of thing after the other, each with other words."""

    def __init__(self, wire: DiscordWire, channel: Channel, person: Member, seen: Seen) -> None:
        self._wire, self._channel, self._person, self._seen = wire, channel, person, seen
        self._rng = random.Random(5)  # noqa: S311 - the same questions each time
        self._pressed: Message | None = None

    async def prepare(self) -> None:
        """A briefing whose buttons can be pressed."""
        exchange = self._command("brief", {"topic": TOPIC})
        await self._wire.until(lambda: exchange.answered, exchange, timeout_s=ANSWERED_WITHIN_S)
        self._pressed = exchange.messages[0]

    async def ask(self) -> None:
        """All of it, at its pace, whether or not what was asked before is answered."""
        doing = {
            "/brief": lambda: self._command("brief", {"topic": TOPIC}),
            "/search": lambda: self._command("search", {"words": self._words()}),
            "/status": lambda: self._command("status", {}),
            "/brief topic: …": lambda: self._typing("brief", "topic", self._rng.choice(["cs", "nag", "a", "eu"])),
            "/story story: …": lambda: self._typing("story", "story", self._words()),
            "/correct article: …": lambda: self._typing("correct split", "article", self._words()),
            "a button": self._press,
        }
        waiting = []
        watching = asyncio.create_task(self._watch_the_meter())
        begun = time.perf_counter()
        for number in range(ASKED):
            await asyncio.sleep(max(begun + number / A_SECOND - time.perf_counter(), 0))
            what = list(doing)[number % len(doing)]
            waiting.append(asyncio.create_task(self._note(what, doing[what]())))
        await asyncio.gather(*waiting)
        watching.cancel()

    async def _note(self, what: str, exchange: Exchange) -> None:
        await self._wire.until(lambda: exchange.answered, exchange, timeout_s=ANSWERED_WITHIN_S)
        answered_ms = (time.perf_counter() - exchange.started) * 1_000
        self._seen.acknowledged[what].append(exchange.elapsed_ms or answered_ms)
        self._seen.answered[what].append(answered_ms)
        self._seen.refused += len(exchange.refused)

    async def _watch_the_meter(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.05)
            self._seen.late.append((time.perf_counter() - begun - 0.05) * 1_000)

    def _command(self, name: str, values: dict[str, Any]) -> Exchange:
        command, path = self._wire._command(name, self._person, self._channel)
        return self._wire.interactions.open(
            Kind.COMMAND, self._person, self._channel, command_data(command, path, values)
        )

    def _typing(self, name: str, option: str, typed: str) -> Exchange:
        command, path = self._wire._command(name, self._person, self._channel)
        data = command_data(command, path, {option: typed}, focused=option)
        return self._wire.interactions.open(Kind.AUTOCOMPLETE, self._person, self._channel, data)

    def _press(self) -> Exchange:
        message = self._pressed
        if message is None:
            raise RuntimeError("there is nothing to press yet")
        data = component_data(self._person, message, self._rng.choice(message.custom_ids), None)
        return self._wire.interactions.open(Kind.COMPONENT, self._person, self._channel, data, source=message)

    def _words(self) -> str:
        return self._rng.choice(["ceasefire", "armenia poland", "lo", "summit protest", "karmu", "ba", "earthquake"])


def _table(seen: Seen, what: str) -> Table:
    columns = ("times", "first answer p50", "p99", "longest", "words p50", "p99", "longest ")
    table = table_of(f"{what}: milliseconds", "", *columns)
    everything = [each for times in seen.answered.values() for each in times]
    rows = [*((what, seen.acknowledged[what], seen.answered[what]) for what in seen.acknowledged)]
    for name, first, words in (*rows, ("all", seen.acknowledged_ms(), everything)):
        figures = (statistics.median(first), p99(first), max(first), statistics.median(words), p99(words), max(words))
        table.add_row(name, str(len(first)), *(f"{figure:,.0f}" for figure in figures))
    table.caption = (
        f"in {seen.seconds:.0f} s, of which the bot worked {seen.cpu_s:.0f}, {seen.came_in:,} articles came in, the "
        f"last after {seen.read_for_s:.0f} s; {seen.refused} answers came too late. The meter's own delay: "
        f"p50 {statistics.median(seen.late):.0f}, p99 {p99(seen.late):.0f} ms; load of the machine "
        f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    return table


if __name__ == "__main__":
    with measuring():
        status = main()
    sys.exit(status)
