"""A whole bot in a process of its own, which can be told to die of SIGKILL at a step on a briefing's way."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import re
import signal
import threading
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
from sqlalchemy import event, text

from bot.clock import utc_now
from bot.config import Settings
from bot.process import create_bot
from bot.storage import Storage
from cogs.supervisor import keep_running

TOPICS = ("topic-0", "topic-1")
_WRITES = re.compile(r"(INSERT INTO|UPDATE) (deliveries|briefings|forum_posts|subscriptions(?= SET next_due_at))")
_OPEN = text(
    "SELECT (SELECT count(*) FROM deliveries WHERE ended_at IS NULL) +"
    " (SELECT count(*) FROM subscriptions WHERE next_due_at <= :now)"
)
_LOOK_S = 0.03

Step = tuple[str, int]
"""What happens, and the how manieth time."""


@dataclass(frozen=True)
class Spec:
    """What a bot is to do.

    Attributes:
        folder: For its log and the names of its steps.
        ahead: How far its clock is ahead of the machine's.
        dies_at: The step at which it dies; None for never.
    """

    url: str
    api_base: str
    gateway_url: str
    token: str
    folder: Path
    ahead: timedelta = timedelta()
    dies_at: Step | None = None


class Steps:
    """Names what happens on a briefing's way: writes on its tables, commits, posts; at one of them it dies."""

    def __init__(self, spec: Spec) -> None:
        self._dies_at = spec.dies_at
        self._file = (spec.folder / "steps").open("w", encoding="utf-8", buffering=1)
        self._met: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._wrote = threading.local()

    def take(self, name: str) -> None:
        with self._lock:
            self._met[name] += 1
            self._file.write(f"{name}\t{self._met[name]}\n")
            if (name, self._met[name]) == self._dies_at:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, storage: Storage) -> None:
        """Hear of every write; each transaction is called by its last."""
        engine = storage._database._engine
        event.listen(engine, "before_cursor_execute", self._statement("before"))
        event.listen(engine, "after_cursor_execute", self._statement("after"))
        event.listen(engine, "commit", lambda _: self._transaction("before COMMIT after"))
        event.listen(engine, "checkin", lambda *_: self._transaction("after COMMIT after", ends=True))

    def _statement(self, when: str) -> Callable[..., None]:
        def heard(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if found := _WRITES.match(statement):
                self._wrote.name = f"{found[1]} {found[2]}"
                self.take(f"{when} {self._wrote.name}")

        return heard

    def _transaction(self, what: str, *, ends: bool = False) -> None:
        if name := getattr(self._wrote, "name", None):
            self.take(f"{what} {name}")
        if ends:
            self._wrote.name = None

    def watch_posts(self, bot: discord.Client) -> None:
        trace = bot.http.http_trace
        assert trace is not None
        trace.on_request_start.append(self._post("before"))
        trace.on_request_end.append(self._post("after"))

    def _post(self, when: str) -> Callable[..., Coroutine[Any, Any, None]]:
        async def heard(_session: aiohttp.ClientSession, _context: SimpleNamespace, request: Any) -> None:
            what = request.url.path.rpartition("/")[2]
            if request.method == "POST" and what in ("messages", "threads"):
                self.take(f"{when} POST of a {what[:-1]}")
            elif request.method == "PATCH" and "/messages/" in request.url.path:
                self.take(f"{when} PATCH of a message")

        return heard


def main(spec: Spec) -> None:
    """Run until every briefing that was due is in its channel, as far as the database knows."""
    logging.basicConfig(filename=spec.folder / "log", level=logging.INFO, force=True)
    asyncio.run(_run(spec))


async def _run(spec: Spec) -> None:
    values: dict[str, Any] = {
        "data_dir": spec.folder,
        "database_url": spec.url,
        "seeds_dir": spec.folder / "none",
        "topics": {each: {"name": each, "aliases": {"en": [each]}} for each in TOPICS},
        "tick_seconds": 0.02,
        "parse_processes": 0,
        "discord_api_base": spec.api_base,
        "discord_gateway_url": spec.gateway_url,
    }
    settings = Settings(**values)
    steps = Steps(spec)
    watched, looking = Storage.open(spec.url), Storage.open(spec.url)
    steps.watch(watched)

    def build() -> discord.Client:
        bot = create_bot(
            settings,
            clock=lambda: utc_now() + spec.ahead,
            storage=watched,
        )
        steps.watch_posts(bot)
        return bot

    running = asyncio.create_task(keep_running(build, spec.token, rng=random.Random(1)))
    while not running.done() and await asyncio.to_thread(_is_waiting, looking, spec):  # noqa: ASYNC110 - a database tells nobody
        await asyncio.sleep(_LOOK_S)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def _is_waiting(storage: Storage, spec: Spec) -> bool:
    now = utc_now() + spec.ahead
    with storage._database.reading() as connection:
        given = now.replace(tzinfo=None) if storage._database.is_sqlite else now
        return bool(connection.execute(_OPEN, {"now": given}).scalar_one())
