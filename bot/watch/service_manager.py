"""Tells systemd that the bot has begun, that it lives, and that it ends (sd_notify(3)); does nothing elsewhere."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

_MICROSECOND = 1e-6


@asynccontextmanager
async def telling_systemd(environment: Mapping[str, str] = os.environ) -> AsyncIterator[None]:
    """Begun at the start of the block, alive as often as `WatchdogSec=` asks, ending at its end.

    Only the loop of events is watched: a Discord that is away is no reason to be killed.
    """
    address = environment.get("NOTIFY_SOCKET")
    if not address:
        yield
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.setblocking(False)
        # A name that begins with @ is one of Linux's abstract ones.
        told.connect(f"\0{address[1:]}" if address.startswith("@") else address)
        told.send(b"READY=1")
        beating = asyncio.create_task(_beat(told, int(environment.get("WATCHDOG_USEC", "0")) * _MICROSECOND))
        try:
            yield
        finally:
            beating.cancel()
            told.send(b"STOPPING=1")


async def _beat(told: socket.socket, within_s: float) -> None:
    while within_s:
        told.send(b"WATCHDOG=1")
        await asyncio.sleep(within_s / 2)
