"""The bot as a process: what ends it, what does not, and how."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.config import Settings
from bot.errors import ConfigError
from bot.process import create_bot
from cogs.supervisor import CLOSING_WITHIN_S, keep_running
from tests.wire.client import point_client_at
from tests.wire.faults import Fault
from tests.wire.server import DiscordWire

STARTED_WITHIN_S = 60.0


@pytest.fixture
async def wire() -> AsyncIterator[DiscordWire]:
    async with DiscordWire() as wire:
        with point_client_at(wire):
            wire.add_guild("Sorven watch")
            yield wire


async def up(wire: DiscordWire, times: int = 1) -> None:
    """Wait until the bot has identified itself so many times."""
    identified = partial(_identified, wire, times)
    await wire.until(identified, f"the bot to connect {times} times", timeout_s=STARTED_WITHIN_S)


def _identified(wire: DiscordWire, times: int) -> bool:
    guild = next(iter(wire.world.guilds.values()))
    return len(wire.called("GET", "/gateway/bot")) >= times and wire.gateway.listening(guild)


async def supervised(settings: Settings, token: str) -> None:
    await keep_running(partial(create_bot, settings), token, rng=random.Random(1), first_wait_s=0.01)


async def test_a_wrong_token_is_one_sentence_for_the_operator(settings: Settings, wire: DiscordWire) -> None:
    with pytest.raises(ConfigError, match=r"refuses the token; .*discord_token_file.*BRIEFBOT_DISCORD_TOKEN"):
        await supervised(settings, "not" + wire.token)


async def test_a_token_that_is_withdrawn_while_the_bot_runs_ends_it_with_the_same_sentence(
    settings: Settings, wire: DiscordWire
) -> None:
    life = asyncio.create_task(supervised(settings, wire.token))
    await up(wire)
    await wire.gateway_close(4004)
    with pytest.raises(ConfigError, match="Discord refuses the token"):
        await asyncio.wait_for(life, STARTED_WITHIN_S)


async def test_discord_away_at_the_start_is_waited_for(
    settings: Settings, wire: DiscordWire, caplog: pytest.LogCaptureFixture
) -> None:
    wire.fail_next("GET", r"^/gateway/bot$", Fault(503))
    wire.fail_next("GET", r"^/users/@me$", Fault(503))
    life = asyncio.create_task(supervised(settings, wire.token))
    await up(wire)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(life, CLOSING_WITHIN_S)
    told = [record.getMessage() for record in caplog.records if record.name == "cogs.supervisor"]
    assert sum("cannot be reached" in line for line in told) == 2


@pytest.mark.slow  # discord.py waits before it tries again
async def test_a_gateway_that_is_away_is_one_line_for_each_try(
    settings: Settings, wire: DiscordWire, caplog: pytest.LogCaptureFixture
) -> None:
    away = wire.fail_next("GATEWAY", "/gateway", Fault(503))
    life = asyncio.create_task(supervised(settings, wire.token))
    await up(wire)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(life, CLOSING_WITHIN_S)
    assert away.met == 1
    [told] = [record for record in caplog.records if record.name == "discord.shard"]
    assert (told.levelname, told.exc_info) == ("WARNING", None)
    assert "503" in told.getMessage()


async def test_commands_that_discord_refuses_keep_nobody_waiting_for_briefings(
    settings: Settings, wire: DiscordWire, caplog: pytest.LogCaptureFixture
) -> None:
    wire.fail_next("PUT", r"^/applications/\d+/commands$", Fault(400))
    life = asyncio.create_task(supervised(settings, wire.token))
    await up(wire)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(life, CLOSING_WITHIN_S)
    assert any("refuses the commands" in record.getMessage() for record in caplog.records)


async def test_a_client_that_dies_of_a_bug_is_replaced_and_its_traceback_is_kept(
    settings: Settings, wire: DiscordWire, caplog: pytest.LogCaptureFixture
) -> None:
    life = asyncio.create_task(supervised(settings, wire.token))
    await up(wire)
    wire.gateway.dispatch("GUILD_CREATE", {"id": "no number"}, next(iter(wire.world.guilds.values())))
    await up(wire, times=2)
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.wait_for(life, CLOSING_WITHIN_S)
    deaths = [record for record in caplog.records if record.name == "cogs.supervisor" and record.exc_info]
    assert [record.getMessage() for record in deaths] == ["the client died"]


def command_line(settings: Settings, wire: DiscordWire, token: str) -> dict[str, str]:
    """The environment in which `briefbot run` reaches the wire."""
    own = {
        "DISCORD_TOKEN": token,
        "DISCORD_API_BASE": wire.api_base,
        "DISCORD_GATEWAY_URL": wire.gateway_url,
        "DATA_DIR": str(settings.data_dir),
        "SEEDS_DIR": str(settings.seeds_dir),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFBOT_")}
    return kept | {f"BRIEFBOT_{name}": value for name, value in own.items()}


@asynccontextmanager
async def briefbot_run(tmp_path: Path, environment: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """The process that an operator starts; what is left of it at the end is killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=tmp_path, env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.slow
async def test_briefbot_run_with_a_wrong_token_exits_with_2(
    settings: Settings, wire: DiscordWire, tmp_path: Path
) -> None:
    async with briefbot_run(tmp_path, command_line(settings, wire, "not" + wire.token)) as process:
        _, told = await asyncio.wait_for(process.communicate(), STARTED_WITHIN_S)
    assert process.returncode == 2, told.decode()
    assert "Discord refuses the token" in " ".join(told.decode().split())
    assert "Traceback" not in told.decode()


@pytest.mark.slow
async def test_briefbot_run_ends_by_itself_when_it_is_told_to(
    settings: Settings, wire: DiscordWire, tmp_path: Path
) -> None:
    async with briefbot_run(tmp_path, command_line(settings, wire, wire.token)) as process:
        await up(wire)
        process.send_signal(signal.SIGTERM)
        _, told = await asyncio.wait_for(process.communicate(), CLOSING_WITHIN_S)
    assert process.returncode == 0, told.decode()
    assert "Traceback" not in told.decode()
