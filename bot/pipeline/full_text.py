"""The full text of articles from their own pages, for feeds where the operator asks for it; robots.txt is respected."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from protego import Protego

from bot.errors import FetchError, SourceError
from bot.model import Article
from bot.sources.fetch import Fetched, Fetcher
from bot.sources.workers import ParserPool

log = logging.getLogger(__name__)

_MOST_PAGES = 20
_ROBOTS_LAST = timedelta(hours=24)
"""RFC 9309 §2.4."""
_ALLOW_ALL, _DENY_ALL = "", "User-agent: *\nDisallow: /"


class FullTexts:
    """Reads pages.

    Args:
        user_agent: The name that a robots.txt knows us by.
    """

    def __init__(self, *, fetcher: Fetcher, parsers: ParserPool, user_agent: str = "Briefbot") -> None:
        self._fetcher = fetcher
        self._parsers = parsers
        self._user_agent = user_agent
        self._robots: dict[str, tuple[datetime, str]] = {}

    async def of(self, articles: Sequence[Article], now: datetime) -> list[Article]:
        """The articles with the text of their pages, up to 20 of them; where a page says less, it stays as it is."""
        chosen = articles[:_MOST_PAGES]
        await asyncio.gather(*(self._learn(site, now) for site in {_site(each.url) for each in chosen if each.url}))
        return [*await asyncio.gather(*(self._completed(each, now) for each in chosen)), *articles[_MOST_PAGES:]]

    async def _completed(self, article: Article, now: datetime) -> Article:
        if article.url is None:
            return article
        try:
            if not self._may_read(article.url):
                raise FetchError(article.url, "robots.txt does not let us read the page")
            answer = await self._fetcher.fetch(article.url)
            if not isinstance(answer, Fetched):
                raise TypeError("an answer to a question without conditions")
            page = await self._parsers.read_page(answer.body, url=answer.url, now=now, content_type=answer.content_type)
        except SourceError as error:
            log.info("article=%s keeps the text of its feed: %s", article.url, error)
            return article
        text = page.text if len(page.text) > len(article.text) else article.text
        return replace(article, text=text, url=page.canonical_url or article.url)

    def _may_read(self, url: str) -> bool:
        _, rules = self._robots[_site(url)]
        return bool(Protego.parse(rules).can_fetch(url, self._user_agent))

    async def _learn(self, site: str, now: datetime) -> None:
        if site not in self._robots or now - self._robots[site][0] >= _ROBOTS_LAST:
            self._robots[site] = (now, await self._rules(site))

    async def _rules(self, site: str) -> str:
        """RFC 9309 §2.3.1: what is not there allows all; what cannot be read for now, nothing."""
        try:
            answer = await self._fetcher.fetch(urljoin(site, "/robots.txt"))
        except FetchError as error:
            is_absent = error.status is not None and error.status < HTTPStatus.INTERNAL_SERVER_ERROR
            return _ALLOW_ALL if is_absent else _DENY_ALL
        return answer.body.decode("utf-8", "replace") if isinstance(answer, Fetched) else _DENY_ALL


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
