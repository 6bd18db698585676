"""The feeds that a server brings, beside those of whoever runs the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.actions.addresses import bare_address
from bot.actions.asker import Asker
from bot.actions.feeds import FeedActions, FeedOverview, FeedsImported, feeds_listed
from bot.clock import Clock
from bot.delivery.rows import FeedLine
from bot.errors import BadValueError, NotAllowedError, NotFoundError, Phrase
from bot.sources.addresses import addresses_meant
from bot.sources.opml import OpmlFeed
from bot.storage import Storage

if TYPE_CHECKING:
    from bot.pipeline.check import Checked

Check = Callable[..., Awaitable["Checked"]]
"""Looks at an address, the first that answers of several, and at the feeds that a page names."""

CHOOSE_FEEDS = Phrase("choose what is read")


@dataclass(frozen=True, slots=True)
class FeedFound:
    """What came of an address; `is_new` is False where its feed was read before, None where it is not read."""

    checked: Checked
    is_new: bool | None


class GuildFeeds:
    """Everybody reads the same feeds; a server may take out only what it brought.

    Args:
        feeds: Everybody's.
        most: Says how many feeds a server may bring.
    """

    def __init__(self, *, storage: Storage, feeds: FeedActions, clock: Clock, most: Callable[[], int]) -> None:
        self._storage = storage
        self._feeds = feeds
        self._clock = clock
        self._most = most
        self._check: Check | None = None
        self._bringing = asyncio.Lock()  # else a server that brings several at once may have more than it may

    def use(self, check: Check) -> None:
        """Look at addresses with this; until then none can be added."""
        self._check = check

    async def check(self, asker: Asker, url: str) -> FeedFound:
        """Look at an address step by step; nothing is added.

        Raises:
            NotAllowedError: They may not manage the server.
            BadValueError: That is no web address.
        """
        asker.must_manage_guild(CHOOSE_FEEDS)
        checked = await self._look(url)
        read = {feed.url for feed in await asyncio.to_thread(self._storage.feeds)}
        return FeedFound(checked, is_new=False if checked.feed_url in read else None)

    async def _look(self, url: str) -> Checked:
        if self._check is None:
            raise BadValueError("I have only just started; please try again in a moment.")
        return await self._check(*addresses_meant(bare_address(url)))

    async def add(self, asker: Asker, url: str) -> FeedFound:
        """Read a feed, or the one that a site names, from now on.

        Raises:
            NotAllowedError: They may not manage the server, or it has brought as many as it may.
            BadValueError: That is no web address.
        """
        guild_id = asker.must_manage_guild(CHOOSE_FEEDS)
        await asyncio.to_thread(self._must_have_room, guild_id, 1)
        checked = await self._look(url)
        if checked.feed_url is None:
            return FeedFound(checked, is_new=None)
        feed = OpmlFeed(checked.feed_url)
        async with self._bringing:
            added = await asyncio.to_thread(self._bring, guild_id, asker.user_id, [feed])
        return FeedFound(checked, is_new=added > 0)

    async def remove(self, asker: Asker, url: str) -> bool:
        """Read a feed that the server brought no more, unless another server wants it: True where one does.

        Raises:
            NotAllowedError: They may not manage the server.
            NotFoundError: The server has brought no such feed.
        """
        guild_id = asker.must_manage_guild(CHOOSE_FEEDS)
        async with self._bringing:  # else another server that brings it just now would find it read, and lose it
            return await asyncio.to_thread(self._remove, guild_id, bare_address(url))

    async def all(self, asker: Asker) -> list[FeedLine]:
        """Every feed that is read: the server's own first, then what needs a look."""
        own = frozenset[str]() if asker.guild_id is None else frozenset(await self.own(asker.guild_id))
        feeds = await self._feeds.overview()
        return await asyncio.to_thread(_lines, feeds, own)

    async def own(self, guild_id: int) -> tuple[str, ...]:
        """Addresses of the feeds that a server brought."""
        return await asyncio.to_thread(self._storage.guild_feeds, guild_id)

    async def import_opml(self, asker: Asker, data: bytes) -> FeedsImported:
        """Read every feed of a list from now on.

        Raises:
            NotAllowedError: They may not manage the server, or these are more than it may bring.
            BadValueError: It is no list of feeds.
        """
        guild_id = asker.must_manage_guild(CHOOSE_FEEDS)
        opml = await asyncio.to_thread(feeds_listed, data)
        async with self._bringing:
            added = await asyncio.to_thread(self._bring, guild_id, asker.user_id, opml.feeds)
        return FeedsImported(added, len(opml.feeds) - added, opml.problems)

    async def export_opml(self, asker: Asker) -> bytes:
        """Every feed that is read, as a list that other readers can read.

        Raises:
            NotAllowedError: They may not manage the server.
        """
        asker.must_manage_guild(CHOOSE_FEEDS)
        return await self._feeds.export_opml()

    def _must_have_room(self, guild_id: int, number: int) -> None:
        most = self._most()
        if len(self._storage.guild_feeds(guild_id)) + number > most:
            raise NotAllowedError.count(
                most,
                "A server may bring {n} feed, and this would be more; take one out with /feed remove.",
                "A server may bring {n} feeds, and this would be more; take one out with /feed remove.",
            )

    def _add(self, guild_id: int, user_id: int, feed: OpmlFeed) -> bool:
        is_new = self._storage.add_feed(feed.url, feed.title or None, feed.folder or None, now=self._clock())
        if is_new or feed.url in self._storage.guild_feeds():  # else the operator's, whom no server can take it from
            self._storage.add_guild_feed(guild_id, feed.url, added_by=user_id)
        return is_new

    def _remove(self, guild_id: int, url: str) -> bool:
        if url not in self._storage.guild_feeds(guild_id):
            raise NotFoundError("This server has brought no such feed; pick one from the list as you type.")
        return not self._storage.remove_guild_feed(guild_id, url)

    def _bring(self, guild_id: int, user_id: int, feeds: Sequence[OpmlFeed]) -> int:
        """Read these feeds from now on, as far as the server may bring them; how many were not read before."""
        read = {feed.url for feed in self._storage.feeds()}.difference(self._storage.guild_feeds())  # the operator's
        self._must_have_room(guild_id, len({f.url for f in feeds} - read - {*self._storage.guild_feeds(guild_id)}))
        return sum(self._add(guild_id, user_id, feed) for feed in feeds)


def _lines(feeds: Sequence[FeedOverview], own: Collection[str]) -> list[FeedLine]:
    lines = [
        FeedLine(each.name, each.feed.url, each.health.state.value, each.health.sentence, each.feed.url in own)
        for each in feeds
    ]
    return sorted(lines, key=lambda line: (not line.is_own, not line.needs_a_look))
