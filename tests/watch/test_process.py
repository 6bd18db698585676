"""`briefbot run` as a service manager runs it: ready, asked, told to end."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from tests.cogs.sorven import write_seeds
from tests.watch.test_watch import free_port
from tests.wire.server import DiscordWire

PATIENCE_S = 60.0
ENDS_WITHIN_S = 10.0


async def ready(port: int) -> str:
    """What `/readyz` says as soon as all is ready."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE_S):
        while True:
            with suppress(aiohttp.ClientConnectionError):  # not begun yet
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.ok:
                        return await answer.text()
            await asyncio.sleep(0.1)


def environment_of(wire: DiscordWire, folder: Path, port: int) -> dict[str, str]:
    """What a service manager gives to a bot on this wire."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFBOT_")}
    return environment | {
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "BRIEFBOT_DISCORD_TOKEN": wire.token,
        "BRIEFBOT_DISCORD_API_BASE": wire.api_base,
        "BRIEFBOT_DISCORD_GATEWAY_URL": wire.gateway_url,
        "BRIEFBOT_SEEDS_DIR": str(write_seeds(folder / "seeds")),
        "BRIEFBOT_COMPARE_MEANINGS": "false",
        "BRIEFBOT_LOG_FORMAT": "json",
        "BRIEFBOT_WATCH_AT": f"127.0.0.1:{port}",
    }


async def test_the_bot_becomes_ready_tells_systemd_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    port, address = free_port(), str(tmp_path / "notify")
    async with DiscordWire() as wire:
        wire.add_guild("Sorven watch")
        environment = environment_of(wire, tmp_path, port) | {"NOTIFY_SOCKET": address}
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
            systemd.bind(address)
            systemd.setblocking(False)
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=tmp_path, env=environment, stderr=asyncio.subprocess.PIPE
            )
            try:
                said = await ready(port)
                asked = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "bot", "ready"),
                    cwd=tmp_path,
                    env=environment | {"BRIEFBOT_WATCH_AT": f"0.0.0.0:{port}"},  # as in a container
                    stdout=asyncio.subprocess.PIPE,
                )
                answered, _ = await asked.communicate()
            finally:
                told_at = time.monotonic()
                process.send_signal(signal.SIGTERM)
                _, log = await process.communicate()
            took_s = time.monotonic() - told_at
            assert said.count(": ready\n") == 4
            assert (asked.returncode, answered.decode()) == (0, said)
            assert process.returncode == 0
            assert took_s < ENDS_WITHIN_S
            assert [systemd.recv(64), systemd.recv(64)] == [b"READY=1", b"STOPPING=1"]
    assert b'"message": "logged in as' in log
    assert f"there was no database: {tmp_path}/data/briefbot.sqlite3 is made anew".encode() in log
    assert b"Traceback" not in log
    assert wire.token.encode() not in log


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no SIGHUP here")
async def test_a_running_bot_takes_over_new_settings_and_keeps_its_connection(tmp_path: Path) -> None:
    config, port = tmp_path / "config.toml", free_port()
    another_hour = datetime.now(UTC) + timedelta(hours=12)
    config.write_text(f"refresh_minutes = 60\nreceipt_at = '{another_hour:%H:00}'", encoding="utf-8")
    async with DiscordWire() as wire:
        guild = wire.add_guild("Operators")
        channel, member = guild.add_text_channel("ops"), guild.add_member("mira")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=tmp_path,
            env=environment_of(wire, tmp_path, port),
            stdin=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            await ready(port)
            # Some time ago, and never the hour that it would be without.
            last_hour = f"{datetime.now(UTC) - timedelta(hours=1):%H}:30"
            receipt = f"receipt_channel = {channel.id}\nreceipt_at = '{last_hour}'"
            config.write_text(f"{receipt}\n[topics.chess]\nname = 'Chess'\naliases.en = ['FIDE']", encoding="utf-8")
            process.send_signal(signal.SIGHUP)
            await wire.until(lambda: len(channel.messages) == 1, "the receipt", timeout_s=PATIENCE_S)
            async with asyncio.timeout(PATIENCE_S):
                while "Chess" not in (await wire.slash(member, channel, "topics")).text:  # noqa: ASYNC110 - by a tick
                    await asyncio.sleep(0.1)
            config.unlink()
            process.send_signal(signal.SIGHUP)
        finally:
            process.send_signal(signal.SIGTERM)
            _, log = await process.communicate()
        assert len(wire.called("GET", "/gateway/bot")) == 1
    assert process.returncode == 0
    assert b"settings: read again; new: topics, refresh_minutes, receipt_channel, receipt_at" in log
    assert re.search(rb"settings: config.toml: no such file; .*; the bot goes on with those it has", log)
    assert log.count(b"settings: read again") == 1
