"""Feeds on loopback: what a test puts at a path is served there, with validators, and can be changed or broken."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `link` is a path below https://news.example, and its id where it has none of its own."""

    link: str
    title: str
    text: str
    published_at: datetime | None = None
    guid: str | None = None


@dataclass(slots=True)
class FeedServer:
    """The feeds by path; `statuses` answers a path with an error instead, `moved` with another path for good.

    A path of `types` is served as what it says. A path of `stuck` has not been modified, whatever it holds.

    `asked` counts by (path, status).
    """

    base: str = ""
    feeds: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    stuck: set[str] = field(default_factory=set)
    asked: list[tuple[str, int]] = field(default_factory=list)
    has_validators: bool = True

    def url(self, path: str) -> str:
        return self.base + path

    def put(self, path: str, title: str, entries: Sequence[Entry]) -> str:
        """Serve these entries as RSS 2.0 at a path; returns its address."""
        self.feeds[path] = rss(title, entries)
        return self.url(path)

    async def answer(self, request: web.Request) -> web.Response:
        response = self._answer(request)
        self.asked.append((request.path, response.status))
        return response

    def _answer(self, request: web.Request) -> web.Response:
        if request.path in self.moved:
            return web.Response(status=301, headers={"Location": self.moved[request.path]})
        if request.path in self.statuses:
            return web.Response(status=self.statuses[request.path])
        body = self.feeds.get(request.path)
        if body is None:
            return web.Response(status=404)
        etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:12]}"'
        given = request.headers.get("If-None-Match")
        if given and (request.path in self.stuck or (self.has_validators and given == etag)):
            return web.Response(status=304, headers={"ETag": etag})
        headers = {"ETag": etag} if self.has_validators else {}
        kind = self.types.get(request.path, "application/rss+xml")
        return web.Response(text=body, content_type=kind, headers=headers)


def rss(title: str, entries: Sequence[Entry]) -> str:
    """An RSS 2.0 document."""
    items = []
    for entry in entries:
        date = f"<pubDate>{format_datetime(entry.published_at)}</pubDate>" if entry.published_at else ""
        items.append(
            f"<item><title>{escape(entry.title)}</title><link>https://news.example{entry.link}</link>"
            f"<guid>{escape(entry.guid or f'https://news.example{entry.link}')}</guid>{date}<description>{escape(entry.text)}</description></item>"
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>https://news.example/</link><language>en</language>"
        f"{''.join(items)}</channel></rss>"
    )


@asynccontextmanager
async def serving() -> AsyncIterator[FeedServer]:
    """A running server on a free port of 127.0.0.1."""
    server = FeedServer()
    application = web.Application()
    application.router.add_get("/{path:.*}", server.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.base = f"http://{host}:{port}"
    try:
        yield server
    finally:
        await runner.cleanup()
