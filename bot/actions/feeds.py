"""Which feeds are read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.clock import Clock
from bot.errors import BadValueError, NotFoundError
from bot.pipeline.health import FeedHealth, address_of, feed_health, feed_name, usual_amount
from bot.sources.addresses import addresses_meant, check_url
from bot.sources.opml import OpmlFeed, OpmlRead, read_opml, write_opml
from bot.storage import Feed, Storage


@dataclass(frozen=True, slots=True)
class FeedsImported:
    """What came of a list.

    Attributes:
        added: Feeds that were not read before; `known` were.
        problems: A sentence for each line that is no feed.
    """

    added: int
    known: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedOverview:
    """A feed, what to call it, how it fares, and how much it publishes ("14 a day"; "" where nobody can tell)."""

    feed: Feed
    name: str
    health: FeedHealth
    usual: str


class FeedActions:
    """Add, remove and list feeds."""

    def __init__(self, *, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def add(self, url: str) -> bool:
        """Read this feed from now on, or again, if it was paused; False where it is known already.

        Raises:
            BadValueError: That is no web address.
        """
        return await asyncio.to_thread(self._storage.add_feed, check_url(url), now=self._clock())

    async def remove(self, url: str) -> None:
        """Read this feed no more; what it brought stays.

        Raises:
            BadValueError: That is no web address.
            NotFoundError: It is not read.
        """
        await asyncio.to_thread(_first_known, url, self._storage.remove_feed)

    async def set_full_text(self, url: str, *, full_text: bool) -> None:
        """Read a feed's new articles from their own pages, or no more.

        Raises:
            BadValueError: That is no web address.
            NotFoundError: It is not read.
        """
        await asyncio.to_thread(_first_known, url, partial(self._storage.set_full_text, full_text=full_text))

    async def import_opml(self, data: bytes) -> FeedsImported:
        """Read every feed of a list from now on.

        Raises:
            BadValueError: It is no list of feeds.
        """
        return await asyncio.to_thread(self._import, data)

    async def export_opml(self) -> bytes:
        """Every feed as a list that other readers can read."""
        feeds, now = await asyncio.to_thread(self._storage.feeds), self._clock()
        return write_opml((OpmlFeed(address_of(f, now), f.title or "", f.folder or "") for f in feeds), "Briefbot")

    async def overview(self) -> tuple[FeedOverview, ...]:
        """Every feed and how it fares, by folder and title."""
        return await asyncio.to_thread(self._overview)

    def _overview(self) -> tuple[FeedOverview, ...]:
        now = self._clock()
        return tuple(
            FeedOverview(feed, feed_name(feed), feed_health(feed, now), usual_amount(feed))
            for feed in self._storage.feeds()
        )

    def _import(self, data: bytes) -> FeedsImported:
        opml = feeds_listed(data)
        now = self._clock()
        added = sum(self._storage.add_feed(f.url, f.title or None, f.folder or None, now=now) for f in opml.feeds)
        return FeedsImported(added, len(opml.feeds) - added, opml.problems)


def feeds_listed(data: bytes) -> OpmlRead:
    """What a list holds that somebody imports, who means it to hold something.

    Raises:
        BadValueError: It is no list of feeds, or names none.
    """
    opml = read_opml(data)
    if not opml.feeds and not opml.problems:
        raise BadValueError("this list names no feed")
    return opml


def _first_known(url: str, change: Callable[[str], bool]) -> None:
    """Change the feed at the first of the addresses that somebody may mean at which one is read."""
    if not any(change(meant) for meant in addresses_meant(url, are_asked=False)):
        raise NotFoundError("No feed with the address {url} is read.", url=url)
