"""What the articles say that somebody links to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.actions.allowance import Allowance
from bot.briefing.summary import summary
from bot.clock import Clock
from bot.delivery.rows import LinkRemedy, LinksTold, LinkTold, LinkUntold
from bot.errors import BadValueError, FetchError, Phrase, SourceError
from bot.model import Article
from bot.sources.addresses import check_url
from bot.sources.identity import addresses_alike, article_id
from bot.storage import Storage
from bot.text.written_addresses import addresses_in

if TYPE_CHECKING:
    from bot.sources.pages import PageRead

ReadPage = Callable[[str], Awaitable[tuple[Article, "PageRead"]]]
"""Reads the page at an address, keeping nothing of it."""

MOST_LINKS = 5
"""Of one message."""

_WITHIN = timedelta(hours=1)
_PAGES_AT_ONCE = 3
"""Of all people together: the feeds are read by the same means, and go first."""
_PATIENCE_S = 120.0
_ABSENT = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


class LinkActions:
    """Summaries of linked articles: of what is kept from the store, of the rest from its page, which is not kept.

    Args:
        most_pages: Says how many pages a person may have fetched within an hour.
    """

    def __init__(self, *, storage: Storage, clock: Clock, most_pages: Callable[[], int]) -> None:
        self._storage = storage
        self._clock = clock
        self._most_pages = most_pages
        self._allowance = Allowance(most_pages, _WITHIN)
        self._turns = asyncio.Semaphore(_PAGES_AT_ONCE)
        self._read: ReadPage | None = None

    def use(self, read: ReadPage) -> None:
        """Read pages with this; until then only what is kept is told."""
        self._read = read

    async def summarise(self, user_id: int, texts: Iterable[str], addresses: Iterable[str] = ()) -> LinksTold:
        """The articles behind the links of a message, in their order, each once.

        Args:
            texts: What people wrote, in which links are looked for.
            addresses: What is linked besides.

        Raises:
            BadValueError: There is no link.
        """
        links = _each_once([*(found for text in texts for found in addresses_in(text)), *addresses])
        if not links:
            raise BadValueError("There is no link in this message.")
        # All at once and before any page is asked for: else it would be by chance which of them are too many.
        kept = await asyncio.to_thread(self._kept_at, links[:MOST_LINKS])
        told = await asyncio.gather(*(self._told(url, kept.get(url), user_id) for url in links[:MOST_LINKS]))
        once: dict[str, LinkTold | LinkUntold] = {}
        for each in told:
            once.setdefault(each.article.id if isinstance(each, LinkTold) else each.url, each)
        return LinksTold(tuple(once.values()), max(len(links) - MOST_LINKS, 0))

    async def _told(self, url: str, kept: Article | None, user_id: int) -> LinkTold | LinkUntold:
        if kept:
            return await _summarised(kept)
        try:
            address = check_url(url)
        except BadValueError as error:
            return LinkUntold(url, error.phrase, LinkRemedy.CHECK)
        if not self._allowance.take(user_id, self._clock()):
            return LinkUntold(url, "", LinkRemedy.WAIT, self._most_pages(), self._allowance.again_at(user_id))
        try:
            article, page = await self._read_in_turn(address)
        except SourceError as error:
            return LinkUntold(url, error.reason, _remedy(error))
        known = (await asyncio.to_thread(self._kept, [article.id])).get(article.id)
        return await (_summarised(known) if known else _summarised(article, is_kept=False, is_paid=page.is_paid))

    async def _read_in_turn(self, address: str) -> tuple[Article, PageRead]:
        if self._read is None:
            raise FetchError(address, Phrase("I have only just started"), may_pass=True)
        try:
            async with asyncio.timeout(_PATIENCE_S), self._turns:
                return await self._read(address)
        except TimeoutError as error:
            raise FetchError(address, Phrase("I have too much to read at the moment"), may_pass=True) from error

    def _kept(self, ids: Sequence[str]) -> Mapping[str, Article]:
        """What the store has of these articles, by id, but for those of which it has no more than the headline."""
        return {article.id: article for article in self._storage.articles(ids) if _has_text(article)}

    def _kept_at(self, urls: Sequence[str]) -> Mapping[str, Article]:
        """What the store has at these addresses, by address."""
        ids = {url: article_id(None, url, url, url) for url in urls}
        kept = self._kept([*ids.values()])
        found = {url: kept.get(ids[url]) or self._kept_now_at(url) for url in urls}
        return {url: article for url, article in found.items() if article}

    def _kept_now_at(self, url: str) -> Article | None:
        told = self._storage.told_now_at(addresses_alike(url))
        return told if told and _has_text(told) else None


def _has_text(article: Article) -> bool:
    return article.text != article.title


async def _summarised(article: Article, *, is_kept: bool = True, is_paid: bool = False) -> LinkTold:
    return LinkTold(article, await asyncio.to_thread(summary, article), is_kept, is_paid)


def _each_once(urls: Iterable[str]) -> list[str]:
    """Without those that lead to the same article as one before."""
    once: dict[str, str] = {}
    for url in urls:
        once.setdefault(article_id(None, url, url, url), url)
    return list(once.values())


def _remedy(error: SourceError) -> LinkRemedy:
    if not isinstance(error, FetchError):
        return LinkRemedy.OPEN
    if error.status in _ABSENT:
        return LinkRemedy.CHECK
    return LinkRemedy.LATER if error.may_pass else LinkRemedy.OPEN
