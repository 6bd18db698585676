"""A database that goes away while hundreds of channels are told, and comes back.

PostgreSQL is reached through a passage that can be shut; SQLite lies on a disk of its own that can be filled.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import aiohttp
from sqlalchemy import make_url

from bot.clock import utc_now
from bot.storage import Storage
from tests.endurance.fan_out import GLOBAL_LIMIT_PER_S, FanOut, Figures, Process
from tests.watch.test_watch import free_port
from tests.wire.server import DiscordWire

_LOOK_S = 0.1
_FILE = "briefbot.sqlite3"
_PIECE = 65_536
_COMPOSING = b"INSERT INTO deliveries"
_AWAY, _BACK = "the database cannot be used", "the database can be used again"


class Passage:
    """A port of this machine through which a server is reached; shut, it cuts everybody off and lets nobody in.

    Args:
        shut_at: Shut in the moment in which somebody says this to the server for the second time.
    """

    def __init__(self, host: str, port: int, shut_at: bytes = b"") -> None:
        self._to = host, port
        self._shut_at, self._heard = shut_at, 0
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.port = free_port()
        self.was_shut = asyncio.Event()

    async def open(self) -> None:
        """Let them in."""
        self._server = await asyncio.start_server(self._let_in, "127.0.0.1", self.port)

    def shut(self) -> None:
        """As a server that is killed: connections are reset, new ones refused."""
        if self._server:
            self._server.close()
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()
        self.was_shut.set()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.shut()

    async def _let_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            there, to_there = await asyncio.open_connection(*self._to)
            self._open |= {writer, to_there}
            await asyncio.gather(
                self._carry(reader, to_there, self._listen), self._carry(there, writer, lambda _: None)
            )
        self._open -= {writer}

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, hear: Callable[[bytes], None]
    ) -> None:
        with suppress(OSError):
            while piece := await reader.read(_PIECE):
                hear(piece)
                writer.write(piece)
                await writer.drain()
        writer.close()
        self._open.discard(writer)

    def _listen(self, piece: bytes) -> None:
        if self._shut_at and self._shut_at in piece:
            self._heard += 1
            if self._heard == 2:  # the first portion is kept, the second is cut off half way
                self.shut()


@dataclass
class Absence:
    """One time that the database was away.

    Attributes:
        told: Channels that had been told when it went.
        unready_s: After how long `/readyz` said so.
        ready_s: How long after its return all was ready again.
        said: What `/readyz` said meanwhile.
    """

    told: int
    unready_s: float = float("inf")
    ready_s: float = float("inf")
    said: str = ""


@dataclass
class Seen:
    """What was seen.

    Attributes:
        lines: Of the log, from the first absence to the end.
        away: Of these, the ones that say that the database is away; `back`, that it is back.
    """

    figures: Figures
    absences: list[Absence] = field(default_factory=list)
    lines: int = 0
    away: int = 0
    back: int = 0
    tracebacks: int = 0


class _Watch:
    """Asks `/readyz`, again and again."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}/readyz"

    async def ask(self) -> tuple[bool, str]:
        with suppress(aiohttp.ClientError, TimeoutError):
            async with aiohttp.ClientSession() as session, session.get(self._address) as answer:
                return answer.ok, await answer.text()
        return False, "no answer"

    async def until(self, *, ready: bool, within_s: float) -> tuple[float, str]:
        """How long it took, and what it said; infinite where it did not."""
        began = time.monotonic()
        while (took_s := time.monotonic() - began) < within_s:
            is_ready, said = await self.ask()
            if is_ready is ready:
                return time.monotonic() - began, said
            await asyncio.sleep(_LOOK_S)
        return float("inf"), f"not within {took_s:.0f} s"


def _through(url: str, passage: Passage) -> str:
    through = make_url(url).set(host="127.0.0.1", port=passage.port).update_query_dict({"sslmode": "disable"})
    return through.render_as_string(hide_password=False)


@contextmanager
def small_disk(megabytes: int = 8) -> Iterator[Path]:
    """A file system of its own, in memory.

    Raises:
        PermissionError: This user may mount none.
    """
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            raise PermissionError("a disk to be filled cannot be mounted by this user")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def fill(disk: Path) -> None:
    """Leave no room for anything, nor in the log of the database, which has room of its own for some while."""
    filler = disk / "filler"
    with closing(sqlite3.connect(disk / _FILE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


async def lose_postgresql(
    url: str,
    channels: int,
    *,
    away_s: float = 10,
    patience_s: float = 900,
    tell: Callable[[Seen], None] = lambda _: None,
) -> Seen:
    """PostgreSQL goes while the second portion of briefings is put into the outbox, and when most are sent."""
    parsed = make_url(url)
    passage = Passage(parsed.host or "127.0.0.1", parsed.port or 5432, _COMPOSING)

    async def most_are_told(scene: FanOut) -> None:
        await _until(lambda: scene.told >= channels * 2 // 3, patience_s)
        passage.shut()

    first = _Loss(lambda _: _within(passage.was_shut.wait(), patience_s), passage.open)
    second = _Loss(most_are_told, passage.open)
    async with passage:
        return await _lose(url, _through(url, passage), channels, [first, second], away_s, patience_s, tell)


async def lose_disk(
    disk: Path,
    channels: int,
    *,
    away_s: float = 10,
    patience_s: float = 900,
    tell: Callable[[Seen], None] = lambda _: None,
) -> Seen:
    """The disk of an SQLite file is full from before the first briefing is composed, and when most are sent."""
    url = f"sqlite:///{disk / _FILE}"

    async def before_the_hour(scene: FanOut) -> None:
        await asyncio.sleep((scene.due_at - utc_now()).total_seconds() - 0.5)
        await asyncio.to_thread(fill, disk)

    async def most_are_told(scene: FanOut) -> None:
        await _until(lambda: scene.told >= channels * 2 // 3, patience_s)
        await asyncio.to_thread(fill, disk)

    async def free() -> None:
        (disk / "filler").unlink()

    losses = [_Loss(before_the_hour, free), _Loss(most_are_told, free)]
    return await _lose(url, url, channels, losses, away_s, patience_s, tell)


@dataclass(frozen=True)
class _Loss:
    """How the database goes, and how it comes back."""

    goes: Callable[[FanOut], Awaitable[None]]
    comes: Callable[[], Awaitable[None]]


async def _lose(
    url: str,
    bots_url: str,
    channels: int,
    losses: Sequence[_Loss],
    away_s: float,
    patience_s: float,
    tell: Callable[[Seen], None],
) -> Seen:
    with tempfile.TemporaryDirectory() as folder:
        scene = FanOut(url, channels, Path(folder))
        seen = Seen(Figures(due=channels))
        log = Path(folder) / "log"
        watch = _Watch(port := free_port())

        def look() -> None:
            scene.look(seen.figures)
            tell(seen)

        async with DiscordWire(requests_per_s=GLOBAL_LIMIT_PER_S) as wire:
            scene.prepare(wire)
            own = {"BRIEFBOT_DATABASE_URL": bots_url, "BRIEFBOT_WATCH_AT": f"127.0.0.1:{port}"}
            bot = Process([], scene.environment(wire) | own, log)
            await asyncio.to_thread(bot.start)
            try:
                await watch.until(ready=True, within_s=60)
                begins = len(log.read_text(encoding="utf-8").splitlines())
                for loss in losses:
                    await loss.goes(scene)
                    absence = Absence(scene.told)
                    seen.absences.append(absence)
                    look()
                    over = asyncio.create_task(asyncio.sleep(away_s))
                    absence.unready_s, absence.said = await watch.until(ready=False, within_s=away_s)
                    await over
                    await loss.comes()
                    absence.ready_s, _ = await watch.until(ready=True, within_s=60)
                await _until_all_are_known_as_sent(scene, patience_s, look)
            finally:
                await asyncio.to_thread(bot.stop)
            scene.count(wire, seen.figures)
        lines = log.read_text(encoding="utf-8").splitlines()[begins:]
    seen.lines = len(lines)
    seen.away, seen.back, seen.tracebacks = (
        sum(bool(re.search(pattern, line)) for line in lines) for pattern in (_AWAY, _BACK, r"^Traceback")
    )
    return seen


async def _within(event: Awaitable[object], patience_s: float) -> None:
    async with asyncio.timeout(patience_s):
        await event


async def _until(is_so: Callable[[], bool], patience_s: float) -> None:
    async with asyncio.timeout(patience_s):
        while not is_so():  # noqa: ASYNC110 - what Discord holds sets no event
            await asyncio.sleep(_LOOK_S)


async def _until_all_are_known_as_sent(scene: FanOut, patience_s: float, look: Callable[[], None]) -> None:
    """Every briefing is; or so long has passed."""
    given_up_at = time.monotonic() + patience_s
    with Storage.open(scene.url) as storage:
        while (await asyncio.to_thread(storage.counts)).briefings_sent < scene.channels:
            if time.monotonic() > given_up_at:
                return
            look()
            await asyncio.sleep(1)
