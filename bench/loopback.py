"""Feeds on loopback for measuring: bodies by path, with validators, counted."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aiohttp import web


class Feeds:
    """What is served, and what was asked; `body_of` is called for each request.

    Attributes:
        answers: How many by status.
        sent_bytes: Of bodies; `saved_bytes` were not sent, because nothing had changed.
    """

    def __init__(self, body_of: Callable[[str], bytes | None]) -> None:
        self.body_of = body_of
        self.base = ""
        self.answers: Counter[int] = Counter()
        self.sent_bytes = self.saved_bytes = 0

    async def answer(self, request: web.Request) -> web.Response:
        """The body, or 304 to whoever knows it (RFC 9110 §13.1.2)."""
        body = self.body_of(request.path)
        if body is None:
            self.answers[404] += 1
            return web.Response(status=404)
        etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        if request.headers.get("If-None-Match") == etag:
            self.answers[304] += 1
            self.saved_bytes += len(body)
            return web.Response(status=304, headers={"ETag": etag})
        self.answers[200] += 1
        self.sent_bytes += len(body)
        return web.Response(body=body, content_type="application/xml", headers={"ETag": etag})


@contextmanager
def serving(feeds: Feeds) -> Iterator[None]:
    """The feeds on a free port of 127.0.0.1, in a thread."""
    loop = asyncio.new_event_loop()
    runner = loop.run_until_complete(_started(feeds))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def settings_of(folder: Path, urls: Iterable[str]) -> dict[str, str]:
    """The environment of a bot that reads these feeds, and keeps in a folder what it knows."""
    opml = folder / "feeds.opml"
    outlines = "".join(f'<outline type="rss" text="f" xmlUrl="{url}"/>' for url in urls)
    opml.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
    return {
        "BRIEFBOT_DATA_DIR": str(folder / "ours"),
        "BRIEFBOT_FEEDS_FILE": str(opml),
        "BRIEFBOT_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
    }


async def _started(feeds: Feeds) -> web.AppRunner:
    application = web.Application()
    application.router.add_get("/{path:.*}", feeds.answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    feeds.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    return runner
