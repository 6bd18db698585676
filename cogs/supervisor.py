"""Keeps a bot running: builds a new client when one dies, and ends it when the operator says so.

A client of discord.py is not meant to be started twice; what kills one (Discord away while it starts, a bug
in a parser of its events) is answered by a new one, at growing intervals.
"""

from __future__ import annotations

import asyncio
import logging
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import aiohttp
import discord

from bot.errors import ConfigError
from bot.logs import put_in_one_line

log = logging.getLogger(__name__)

CLOSING_WITHIN_S = 10.0
"""A service manager kills what has not ended some time after it was told to."""
LONGEST_WAIT_S = 300.0
_HEALTHY_AFTER_S = 600.0
_AUTHENTICATION_FAILED = 4004
_AWAY = (OSError, aiohttp.ClientError, discord.DiscordException)

_REFUSED = (
    "Discord refuses the token; copy it anew from https://discord.com/developers/applications (your "
    "application, Bot, Reset Token) into the file that discord_token_file names, or BRIEFBOT_DISCORD_TOKEN"
)


async def keep_running(
    build: Callable[[], discord.Client], token: str, *, rng: random.Random, first_wait_s: float = 1.0
) -> None:
    """Run the bot until SIGTERM or SIGINT.

    Args:
        build: Makes a client, once for each time that one is needed.
        rng: Spreads the waits.
        first_wait_s: Before the second client; the wait doubles with each that dies young.

    Raises:
        ConfigError: The token is wrong, or the application is set up wrongly at Discord.
    """
    logging.getLogger("discord.shard").addFilter(_in_one_line)
    stop = asyncio.Event()
    wait_s = first_wait_s
    with _on_signals(stop.set):
        while True:
            began = time.monotonic()
            await _run_until(stop, build(), token)
            if time.monotonic() - began > _HEALTHY_AFTER_S:
                wait_s = first_wait_s
            spread_s = wait_s * rng.uniform(0.5, 1)
            if not stop.is_set():
                log.warning("starting again in %.0f s", spread_s)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), spread_s)
                return
            wait_s = min(wait_s * 2, LONGEST_WAIT_S)


async def until_told() -> None:
    """Wait for SIGTERM or SIGINT."""
    stop = asyncio.Event()
    with _on_signals(stop.set):
        await stop.wait()


async def _run_until(stop: asyncio.Event, client: discord.Client, token: str) -> None:
    """Run one client until it dies or is told to stop."""
    life = asyncio.create_task(client.start(token), name="discord")
    told = asyncio.create_task(stop.wait(), name="stop")
    try:
        await asyncio.wait({life, told}, return_when=asyncio.FIRST_COMPLETED)
        if life.done():
            _look_at(life.exception())
    finally:
        told.cancel()
        await _end(client, life)


def _look_at(error: BaseException | None) -> None:
    """Why the client ended: raised where only the operator can help, else logged."""
    match error:
        case None:
            log.warning("the connection to Discord ended")
        case discord.LoginFailure():
            raise ConfigError(_REFUSED) from error
        case discord.ConnectionClosed(code=code) if code == _AUTHENTICATION_FAILED:
            raise ConfigError(_REFUSED) from error
        case discord.PrivilegedIntentsRequired():
            raise ConfigError(f"Discord refuses the connection: {error}") from error
        case ConfigError():
            raise error
        case _ if isinstance(error, _AWAY):
            log.warning("Discord cannot be reached: %s: %s", type(error).__name__, error)
        case _:
            log.error("the client died", exc_info=error)


async def _end(client: discord.Client, life: asyncio.Task[None]) -> None:
    """End a client in whatever state it is; cancelled first, so that a login in progress does not go on beside it."""
    life.cancel()
    try:
        async with asyncio.timeout(CLOSING_WITHIN_S):
            await asyncio.wait({life})
            await client.close()
    except TimeoutError:
        log.warning("not everything ended within %.0f s", CLOSING_WITHIN_S)


def _in_one_line(record: logging.LogRecord) -> bool:
    """While Discord is away a shard tries again every five seconds, and tells its whole traceback each time."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, _AWAY):
        put_in_one_line(record, f"{record.getMessage()} {type(error).__name__}: {error}", logging.WARNING)
    return True


@contextmanager
def _on_signals(stop: Callable[[], None]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    with suppress(NotImplementedError):  # Windows, where Ctrl-C cancels the main task instead
        for each in signals:
            loop.add_signal_handler(each, stop)
    try:
        yield
    finally:
        with suppress(NotImplementedError):
            for each in signals:
                loop.remove_signal_handler(each)
