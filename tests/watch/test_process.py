"""`briefbot run` as a service manager runs it: ready, asked, told to end."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

import aiohttp

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


async def test_the_bot_becomes_ready_tells_systemd_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    port, address = free_port(), str(tmp_path / "notify")
    async with DiscordWire() as wire:
        wire.add_guild("Sorven watch")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFBOT_")}
        environment |= {
            "NOTIFY_SOCKET": address,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "BRIEFBOT_DISCORD_TOKEN": wire.token,
            "BRIEFBOT_DISCORD_API_BASE": wire.api_base,
            "BRIEFBOT_DISCORD_GATEWAY_URL": wire.gateway_url,
            "BRIEFBOT_SEEDS_DIR": str(write_seeds(tmp_path / "seeds")),
            "BRIEFBOT_COMPARE_MEANINGS": "false",
            "BRIEFBOT_LOG_FORMAT": "json",
            "BRIEFBOT_WATCH_AT": f"127.0.0.1:{port}",
        }
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
            systemd.bind(address)
            systemd.setblocking(False)
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=tmp_path, env=environment, stderr=asyncio.subprocess.PIPE
            )
            try:
                said = await ready(port)
            finally:
                told_at = time.monotonic()
                process.send_signal(signal.SIGTERM)
                _, log = await process.communicate()
            took_s = time.monotonic() - told_at
            assert said.count(": ready\n") == 4
            assert process.returncode == 0
            assert took_s < ENDS_WITHIN_S
            assert [systemd.recv(64), systemd.recv(64)] == [b"READY=1", b"STOPPING=1"]
    assert b'"message": "logged in as' in log
    assert wire.token.encode() not in log
