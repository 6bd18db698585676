"""A server in simcord's Discord, with people of every kind in it, and the bot that reads the news of the Sorven Dam."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import discord
import pytest
import simcord
from discord.ext import commands
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle, UserHandle

from bot.clock import utc_now
from bot.config import Settings
from bot.errors import PersonError
from bot.process import create_bot
from bot.schedule import Schedule
from bot.storage import Storage
from tests.cogs.reading import broken_rules
from tests.cogs.sorven import write_seeds

# Of 0.05 s, which simcord waits even where only a callback is left to run, 20 s went by in `test_scenario` alone.
_LOOK_AGAIN_S = 0.005


class Env(simcord.Env):
    """Simcord's Discord, which looks more often whether the bot has come to rest; what it calls rest is unchanged."""

    async def _settle_internal(self, *, idle: float = _LOOK_AGAIN_S, **others: Any) -> None:
        await super()._settle_internal(idle=min(idle, _LOOK_AGAIN_S), **others)


@dataclass
class Scene:
    """Where a scenario plays.

    Attributes:
        env: simcord's Discord; its clock begins on 1 January 2026 at midnight UTC.
        member: May read, write and use commands.
        moderator: May also manage the server.
        stranger: Is in no server with the bot, and writes to it privately.
        errors_expected: How many errors the commands of this scenario raise, beside people's mistakes.
        roles_called: Ids of the roles that may be mentioned.
        schedules: What looks for what is due, of each bot that ran so far.
    """

    env: simcord.Env
    settings: Settings
    storage: Storage
    guild: GuildHandle
    channel: ChannelHandle
    member: MemberActor
    moderator: MemberActor
    stranger: UserHandle
    schedules: list[tuple[Schedule, Context]]
    errors_expected: int = 0
    roles_called: set[int] = field(default_factory=set)

    async def restart(self, *, storage: Storage | None = None) -> None:
        """The process ends, and a new one builds the bot on the same data, or on other."""
        await self.env.bot.close()
        await self.env.restart_bot(build_bot(self.settings, storage or self.storage))

    async def until(self, is_so: Callable[[], object]) -> None:
        """Let the next tick come now, and wait until something is so: simcord tells nobody of what comes by itself."""
        schedule, context = self.schedules[-1]
        for job in schedule._scheduler.get_jobs():
            context.run(job.modify, next_run_time=utc_now())  # what the test itself begins runs by simcord's clock
        async with asyncio.timeout(4 * self.settings.tick_seconds):
            while not is_so():  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    def show_to_everybody(self, *names: str) -> None:
        """Let the server's owner show commands to everybody that Discord shows to managers only."""
        for name in names:
            command = self.env.backend.find_command(name, None)
            assert command is not None
            self.guild.set_command_permissions(int(command["id"]), {self.guild.default_role: True})


def build_bot(settings: Settings, storage: Storage) -> commands.AutoShardedBot:
    return create_bot(settings, clock=discord.utils.utcnow, storage=storage)


def settings_in(folder: Path) -> Settings:
    values: dict[str, Any] = {"data_dir": folder / "data", "seeds_dir": write_seeds(folder / "seeds")}
    values["tick_seconds"] = 60  # simcord does not settle where a tick comes while it waits
    return Settings(**values)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def open_storage(settings: Settings, file: Path) -> Storage:
    """A copy of the file, where the settings have it."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, settings.data_dir / "briefbot.sqlite3")
    return Storage.open(settings.storage_url)


KnownCommands = dict[int | None, dict[Any, dict[str, Any]]]


class Left(NamedTuple):
    """What a bot leaves behind that has run."""

    database: Path
    commands: KnownCommands


@pytest.fixture(scope="session")
def left(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Left:
    """Of a first start: its seeds are read, and Discord was told the commands. Both take a scene half of its time."""
    settings = settings_in(tmp_path_factory.mktemp("left"))
    with open_storage(settings, migrated_file) as storage:
        env = Env(build_bot(settings, storage), shard_count=1)
        asyncio.run(_start_once(env))
    return Left(settings.data_dir / "briefbot.sqlite3", env.backend.commands)


async def _start_once(env: Env) -> None:
    await env.start()
    await env.bot.close()
    await env.shutdown()


@pytest.fixture
def storage(settings: Settings, left: Left) -> Iterator[Storage]:
    with open_storage(settings, left.database) as storage:
        yield storage


@pytest.fixture
def known_commands(left: Left) -> KnownCommands:
    """What Discord knows of the bot already, as simcord keeps it."""
    return left.commands


@pytest.fixture
async def scene(
    settings: Settings, storage: Storage, known_commands: KnownCommands, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Scene]:
    """At the end no body of the scenario has broken a rule of Discord's, and no error was swallowed."""
    schedules: list[tuple[Schedule, Context]] = []
    start = Schedule.start

    def noted(schedule: Schedule) -> None:
        schedules.append((schedule, copy_context()))
        start(schedule)

    monkeypatch.setattr(Schedule, "start", noted)
    env = Env(build_bot(settings, storage), shard_count=1)
    env.backend.commands.update(known_commands)
    await env.start()
    try:
        guild = env.create_guild("Sorven watch")
        managers = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
        scene = Scene(
            env=env,
            settings=settings,
            storage=storage,
            guild=guild,
            channel=guild.create_text_channel("briefings"),
            member=guild.add_member(env.create_user("mira")),
            moderator=guild.add_member(env.create_user("tovo"), roles=[managers]),
            stranger=env.create_user("zeno"),
            schedules=schedules,
        )
        yield scene
    finally:
        await env.bot.close()
        await env.shutdown()
    errors = [error for error in env.errors if not isinstance(getattr(error, "original", None), PersonError)]
    assert len(errors) == scene.errors_expected, errors
    assert broken_rules(env, roles_called=scene.roles_called) == []
