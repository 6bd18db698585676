"""Points an unmodified discord.py client at the server, and runs one for the length of a test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.wire.server import DiscordWire

READY_WITHIN_S = 30.0


@contextmanager
def point_client_at(wire: DiscordWire) -> Iterator[None]:
    """Send discord.py's requests and connections to `wire`, and restore the true addresses at the end."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = wire.api_base, yarl.URL(wire.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@asynccontextmanager
async def running(bot: discord.Client, wire: DiscordWire) -> AsyncIterator[asyncio.Task[None]]:
    """Log `bot` in, wait until it is ready, and close it at the end; what kills it is raised.

    Yields:
        The task of `bot.connect`, for tests that expect it to end.
    """
    bot._connection.guild_ready_timeout = 0.02  # two seconds by default, in every test
    with point_client_at(wire):
        async with bot:
            await bot.login(wire.token)
            life = asyncio.create_task(bot.connect())
            ready = asyncio.create_task(bot.wait_until_ready())
            await asyncio.wait({life, ready}, timeout=READY_WITHIN_S, return_when=asyncio.FIRST_COMPLETED)
            try:
                if life.done():
                    await life
                if not ready.done():
                    raise TimeoutError(f"the client is not ready within {READY_WITHIN_S} s")
                yield life
            finally:
                ready.cancel()
                await bot.close()
                await asyncio.wait({life}, timeout=READY_WITHIN_S)
        if error := life.exception():
            raise error
