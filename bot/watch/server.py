"""`/healthz`, `/readyz` and `/metrics`, on an address of this machine alone unless the settings say otherwise."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.watch.metrics import Metrics
from bot.watch.readiness import Readiness

log = logging.getLogger(__name__)

_SHUTDOWN_S = 1.0
_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@asynccontextmanager
async def answering_at(address: tuple[str, int] | None, readiness: Readiness, metrics: Metrics) -> AsyncIterator[None]:
    """Answer whoever asks how the bot fares, until the end of the block.

    Args:
        address: Host and port; None for nowhere. One that is taken is told in the log, and is no reason not to run.
    """
    if address is None:
        yield
        return

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def readyz(_: web.Request) -> web.Response:
        parts = await readiness.look()
        text = "".join(f"{part}: {why or 'ready'}\n" for part, why in parts.items())
        return web.Response(text=text, status=503 if any(parts.values()) else 200)

    async def all_metrics(_: web.Request) -> web.Response:
        await readiness.look()
        return web.Response(body=await asyncio.to_thread(metrics.text), headers={"Content-Type": _CONTENT_TYPE})

    app = web.Application()
    for path, handler in (("/healthz", healthz), ("/readyz", readyz), ("/metrics", all_metrics)):
        app.router.add_get(path, handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_S)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, *address).start()
            log.info("how it fares is told at http://%s:%d/readyz and /metrics", *address)
        except OSError as error:
            log.warning("nobody can ask how it fares at %s:%d (watch_at): %s", *address, error.strerror or error)
        yield
    finally:
        await runner.cleanup()
