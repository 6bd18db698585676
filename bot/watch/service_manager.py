"""Tells systemd that the bot has begun, that it lives, and that it ends (sd_notify(3)); does nothing elsewhere."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

log = logging.getLogger(__name__)

_MICROSECOND = 1e-6
_BEATS, _TRIES = 2, 20
"""How often the bot says within `WatchdogSec=` that it lives, and how often it tries to while it is not heard."""


@asynccontextmanager
async def telling_systemd(environment: Mapping[str, str] = os.environ) -> AsyncIterator[None]:
    """Begun at the start of the block, alive as often as `WatchdogSec=` asks, ending at its end.

    Only the loop of events is watched: a Discord that is away is no reason to be killed. Nor is a systemd that does not
    listen for a while (it begins anew when it is updated, and its queue may be full) one to stop telling it.
    """
    address = environment.get("NOTIFY_SOCKET")
    if not address:
        yield
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.setblocking(False)
        systemd = _Systemd(told, address)
        systemd.tell(b"READY=1")
        beating = asyncio.create_task(_beat(systemd, int(environment.get("WATCHDOG_USEC", "0")) * _MICROSECOND))
        try:
            yield
        finally:
            beating.cancel()
            systemd.tell(b"STOPPING=1")


class _Systemd:
    """Whoever listens at an address; the log says when nobody hears."""

    def __init__(self, told: socket.socket, address: str) -> None:
        self._told = told
        # A name that begins with @ is one of Linux's abstract ones.
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self._hears = True

    def tell(self, word: bytes) -> bool:
        """Whether it was taken."""
        try:
            # To the address each time: a socket that was connected would go on telling one that is gone.
            self._told.sendto(word, self._address)
        except OSError as error:
            if self._hears:
                log.warning("systemd does not hear %s: %s", word.decode(), error.strerror or error)
            self._hears = False
        else:
            self._hears = True
        return self._hears


async def _beat(systemd: _Systemd, within_s: float) -> None:
    while within_s:
        heard = systemd.tell(b"WATCHDOG=1")
        await asyncio.sleep(within_s / (_BEATS if heard else _TRIES))
