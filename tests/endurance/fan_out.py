"""Thousands of subscriptions that are due in the same minute, through whole bot processes and a Discord on loopback."""

from __future__ import annotations

import asyncio
import gc
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web
from sqlalchemy import func, select, update

from bot.clock import utc_now
from bot.storage import Storage
from bot.storage.tables import deliveries, subscriptions
from tests.cogs.sorven import write_seeds
from tests.wire.faults import Drop, Fault, Script, Work
from tests.wire.server import DiscordWire
from tests.wire.world import Channel

ALLOWED_PER_S = 40
GLOBAL_LIMIT_PER_S = 50
_CHANNELS_A_GUILD = 400
_POSTS = r"^/channels/\d+/messages$"
_LOOK_S = 1.0
_SETTLES_S = 5.0


@dataclass(frozen=True)
class Unreliable(Fault):
    """Any answer, by chance; three of ten are wrong."""

    rng: random.Random = field(default_factory=lambda: random.Random(7))
    wrong: tuple[Fault, ...] = (Drop(), Drop(commit=True), Fault(503), Fault(503, commit=True), Fault(500, commit=True))

    async def serve(self, request: web.Request, work: Work, script: Script) -> web.StreamResponse:
        fault = self.rng.choice(self.wrong) if self.rng.random() < 0.3 else Fault(None)
        return await fault.serve(request, work, script)


@dataclass
class Figures:
    """What was seen.

    Attributes:
        first_s: From the minute that they were due in to the first message.
        all_s: To the last.
        rate: Requests a second that were answered while they lasted, the first second left out.
        limited: Answers of 429.
        told: Messages that are in the channels.
        lost: Channels that were not told; None before the end.
        megabytes: The memory of all bot processes, over time.
        levels: Likewise, before the first time that they were due, and some seconds after each.
    """

    due: int
    first_s: float = 0.0
    all_s: float = 0.0
    rate: float = 0.0
    limited: int = 0
    told: int = 0
    lost: int | None = None
    doubled: int = 0
    composed: int = 0
    killed: int = 0
    megabytes: list[float] = field(default_factory=list)
    levels: list[float] = field(default_factory=list)


class Process:
    """`briefbot run`, as its operator would start it; its log goes to a file."""

    def __init__(self, arguments: Sequence[str], environment: dict[str, str], log: Path) -> None:
        self._command = [sys.executable, "-m", "bot", "run", *arguments]
        self._environment, self._log = os.environ | environment, log
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(self._command, env=self._environment, stdout=log, stderr=log)

    def kill(self) -> None:
        """SIGKILL."""
        if self._running:
            self._running.kill()
            self._running.wait()

    def stop(self) -> None:
        """SIGTERM, as a service manager does."""
        if self._running:
            self._running.send_signal(signal.SIGTERM)
            try:
                self._running.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.kill()
                raise

    @property
    def megabytes(self) -> float:
        """Its resident memory, with that of its own children."""
        if self._running is None:
            return 0.0
        pids = [self._running.pid, *_children(self._running.pid)]
        return sum(resident_mb(pid) for pid in pids)


@dataclass
class FanOut:
    """A Discord with channels, and a database in which each has a briefing due at the next whole minute.

    Args:
        before_s: How long before that minute the bots are started.

    Attributes:
        due_at: That minute, once it is prepared.
    """

    url: str
    channels: int
    folder: Path
    before_s: float = 12
    due_at: datetime = field(init=False)
    _told: list[Channel] = field(default_factory=list)

    def environment(self, wire: DiscordWire) -> dict[str, str]:
        return {
            "BRIEFBOT_DATABASE_URL": self.url,
            "BRIEFBOT_DATA_DIR": str(self.folder),
            "BRIEFBOT_SEEDS_DIR": str(self.folder / "seeds"),
            "BRIEFBOT_DISCORD_TOKEN": wire.token,
            "BRIEFBOT_DISCORD_API_BASE": wire.api_base,
            "BRIEFBOT_DISCORD_GATEWAY_URL": wire.gateway_url,
        }

    def prepare(self, wire: DiscordWire) -> None:
        """Make channels and subscriptions, and say when they are due."""
        write_seeds(self.folder / "seeds")
        while len(self._told) < self.channels:
            guild = wire.add_guild(f"guild {len(self._told)}")
            many = min(_CHANNELS_A_GUILD, self.channels - len(self._told))
            self._told += [guild.add_text_channel(f"channel {number}") for number in range(many)]
        started_s = self.before_s + self.channels / 1_000
        due_at = self.due_at = (utc_now() + timedelta(seconds=60 + started_s)).replace(second=0, microsecond=0)
        values = [
            {
                "guild_id": channel.guild.id if channel.guild else None,
                "channel_id": channel.id,
                "topic_id": "sorven-dam",
                "time": f"{due_at:%H:%M}",
                "timezone": "UTC",
                "created_by": 1,
                "created_at": utc_now(),
                "next_due_at": due_at,
            }
            for channel in self._told
        ]
        with Storage.open(self.url) as storage, storage._database.writing() as connection:
            connection.execute(subscriptions.insert(), values)

    async def run(
        self,
        processes: Callable[[dict[str, str], Path], Sequence[Process]],
        *,
        failing: bool = False,
        kill_every_s: float | None = None,
        patience_s: float,
        times: int = 1,
        tell: Callable[[Figures], None] = lambda _: None,
    ) -> Figures:
        """The whole of it; with `kill_every_s` one process after the other is killed and started again.

        None is killed before something was composed or sent since the last time: on a busy machine they would all be
        dead before they are up. The killing ends when nine of ten are told: what a victim had claimed is taken over
        after its lease.

        Args:
            times: How often all are due, at one minute and at a later one; the figures but for the memory are of the
                last time.
            tell: Is told what was seen, each second in which a message may come.
        """
        figures = Figures(due=self.channels)
        async with DiscordWire(requests_per_s=GLOBAL_LIMIT_PER_S) as wire:
            self.prepare(wire)
            if failing:
                wire.fail_next("POST", _POSTS, Unreliable(), times=None)
            bots = processes(self.environment(wire), self.folder)
            await asyncio.sleep((self.due_at - utc_now()).total_seconds() - self.before_s)
            for bot in bots:
                await asyncio.to_thread(bot.start)
            gc.freeze()  # what a collection of all this world takes would be Discord standing still
            try:
                for time_ in range(1, times + 1):
                    if time_ > 1:
                        self._make_due_again()
                    sent_before = (time_ - 1) * self.channels
                    await self._watch(bots, figures, kill_every_s, patience_s, tell, sent_before=sent_before)
                    await asyncio.sleep(_SETTLES_S)
                    figures.levels.append(sum(bot.megabytes for bot in bots))
            finally:
                await asyncio.gather(*(asyncio.to_thread(bot.stop) for bot in bots))
            self.count(wire, figures, times)
        return figures

    def _make_due_again(self) -> None:
        """At another minute, which is another hour to their subscriptions."""
        due_at = self.due_at = (utc_now() + timedelta(seconds=75)).replace(second=0, microsecond=0)
        with Storage.open(self.url) as storage, storage._database.writing() as connection:
            connection.execute(update(subscriptions).values(time=f"{due_at:%H:%M}", next_due_at=due_at))

    async def _watch(
        self,
        bots: Sequence[Process],
        figures: Figures,
        kill_every_s: float | None,
        patience_s: float,
        tell: Callable[[Figures], None],
        *,
        sent_before: int,
    ) -> None:
        next_kill, done_before = time.monotonic() + self.before_s + (kill_every_s or 0), 0
        with Storage.open(self.url) as storage:
            while (utc_now() - self.due_at).total_seconds() < patience_s:
                await asyncio.sleep(_LOOK_S)
                if utc_now() < self.due_at:
                    figures.levels[:] = figures.levels if sent_before else [sum(bot.megabytes for bot in bots)]
                    continue
                figures.megabytes.append(sum(bot.megabytes for bot in bots))
                self.look(figures, sent_before // self.channels + 1)
                tell(figures)
                sent = (await asyncio.to_thread(storage.counts)).briefings_sent - sent_before
                if kill_every_s and time.monotonic() > next_kill and sent < self.channels * 0.9:
                    if (done := sent + await asyncio.to_thread(_count_composed, storage)) == done_before:
                        continue
                    victim = bots[figures.killed % len(bots)]
                    await asyncio.to_thread(victim.kill)
                    await asyncio.to_thread(victim.start)
                    figures.killed += 1
                    next_kill, done_before = time.monotonic() + kill_every_s, done
                if sent >= self.channels:
                    return

    @property
    def told(self) -> int:
        """How many messages there are in all channels."""
        return sum(len(channel.messages) for channel in self._told)

    def look(self, figures: Figures, times: int = 1) -> None:
        """See what the channels hold while some may still be told."""
        figures.told = self.told
        figures.doubled = sum(max(len(channel.messages) - times, 0) for channel in self._told)

    def count(self, wire: DiscordWire, figures: Figures, times: int = 1) -> None:
        """See what the channels hold at the end."""
        self.look(figures, times)
        figures.lost = sum(max(times - len(channel.messages), 0) for channel in self._told)
        sent = [message for channel in self._told for message in channel.messages[-1:]]
        figures.composed = len({custom_id for message in sent for custom_id in message.custom_ids[:1]})
        moments = sorted((message.created_at - self.due_at).total_seconds() for message in sent)
        if moments:
            figures.first_s, figures.all_s = moments[0], moments[-1]
            after_a_second = [each for each in moments if each > moments[0] + 1]
            figures.rate = len(after_a_second) / max(moments[-1] - moments[0] - 1, 0.001)
        figures.limited = sum(call.status == web.HTTPTooManyRequests.status_code for call in wire.calls)


def _count_composed(storage: Storage) -> int:
    with storage._database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(deliveries)) or 0


def one_bot(environment: dict[str, str], folder: Path) -> list[Process]:
    """As most operators run it."""
    return [Process([], environment, folder / "log")]


def two_of_each(environment: dict[str, str], folder: Path) -> list[Process]:
    """Two workers, of which one stands by, and two bots with half of the shards each."""
    arguments = [["--role", "worker"], ["--role", "bot", "--shards", "0/2"]]
    arguments += [["--role", "worker"], ["--role", "bot", "--shards", "1/2"]]
    return [Process(each, environment, folder / f"log{number}") for number, each in enumerate(arguments)]


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text(encoding="ascii").split():
            found += [int(child), *_children(int(child))]
    return found


def resident_mb(pid: int) -> float:
    """What a process has in memory, without its children."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


async def fan_out(
    url: str,
    channels: int,
    *,
    failing: bool = False,
    patience_s: float = 3600,
    before_s: float = 12,
    times: int = 1,
    tell: Callable[[Figures], None] = lambda _: None,
) -> Figures:
    """One bot, so many channels, so many times."""
    with tempfile.TemporaryDirectory() as folder:
        scene = FanOut(url, channels, Path(folder), before_s)
        return await scene.run(one_bot, failing=failing, patience_s=patience_s, times=times, tell=tell)


async def several(
    url: str,
    channels: int,
    *,
    kill_every_s: float,
    patience_s: float = 3600,
    tell: Callable[[Figures], None] = lambda _: None,
) -> Figures:
    """Two workers and two bots on PostgreSQL, of which one after the other is killed."""
    with tempfile.TemporaryDirectory() as folder:
        scene = FanOut(url, channels, Path(folder), before_s=15)
        return await scene.run(two_of_each, kill_every_s=kill_every_s, patience_s=patience_s, tell=tell)
