"""Articles from their own pages; robots.txt is respected.

For feeds where the operator asks for it, and for a person who hands us a link.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from protego import Protego

from bot.errors import FetchError, ParseError, Phrase, SourceError
from bot.model import Article
from bot.sources.entries import is_front_page
from bot.sources.fetch import Fetched, Fetcher
from bot.sources.pages import NO_ARTICLE, PageRead, page_article
from bot.sources.workers import ParserPool

log = logging.getLogger(__name__)

_ROBOT = "Briefbot"
"""What a robots.txt calls us."""
_MOST_PAGES = 20
_ROBOTS_LAST = timedelta(hours=24)
"""RFC 9309 §2.4."""
_FAILURE_LASTS = timedelta(minutes=10)
_LONGEST_ROBOTS = 500 * 1024
"""Bytes (RFC 9309 §2.5)."""
_MOST_ROBOTS = 4_000_000
"""Characters of all that are remembered: people may name any site."""
_MOST_SITES = 5_000
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_ALLOW_ALL = ""


class _Rules(NamedTuple):
    """What a site's robots.txt says, or why it could not be read."""

    until: datetime
    text: str
    failure: FetchError | None = None


class FullTexts:
    """Reads pages."""

    def __init__(self, *, fetcher: Fetcher, parsers: ParserPool) -> None:
        self._fetcher = fetcher
        self._parsers = parsers
        self._robots: dict[str, _Rules] = {}

    async def of(self, articles: Sequence[Article], now: datetime) -> list[Article]:
        """The articles with the text of their pages, up to 20 of them; where a page says less, it stays as it is."""
        chosen = articles[:_MOST_PAGES]
        await asyncio.gather(*(self._learn(site, now) for site in {_site(each.url) for each in chosen if each.url}))
        return [*await asyncio.gather(*(self._completed(each, now) for each in chosen)), *articles[_MOST_PAGES:]]

    async def page(self, url: str, now: datetime) -> tuple[Article, PageRead]:
        """The article of a page that no feed brought, and what else the page says; nothing is kept of it.

        Raises:
            SourceError: It cannot be read; the text is one sentence for whoever named it.
        """
        answer = await self._fetched(url, now)
        kind = (answer.content_type or "").partition(";")[0].strip().lower()
        if kind and kind not in _PAGES:
            raise ParseError(url, Phrase("that is no web page but {kind}", kind=kind))
        page = await self._parsers.read_page(answer.body, url=answer.url, now=now, content_type=answer.content_type)
        return page_article(page, url=answer.url, now=now), page

    async def _completed(self, article: Article, now: datetime) -> Article:
        if article.url is None:
            return article
        try:
            answer = await self._fetched(article.url, now)
            page = await self._parsers.read_page(answer.body, url=answer.url, now=now, content_type=answer.content_type)
        except SourceError as error:
            log.info("article=%s keeps the text of its feed: %s", article.url, error)
            return article
        text = page.text if len(page.text) > len(article.text) else article.text
        return replace(article, text=text, url=page.canonical_url or article.url)

    async def _fetched(self, url: str, now: datetime) -> Fetched:
        rules = await self._learn(_site(url), now)
        if rules.failure:
            failure = rules.failure
            raise FetchError(url, failure.reason, status=failure.status, may_pass=failure.may_pass) from failure
        if not await asyncio.to_thread(_allow, rules.text, url):
            why = Phrase("robots.txt does not let us read the page")
            raise FetchError(url, why, status=HTTPStatus.FORBIDDEN)
        answer = await self._fetcher.fetch(url)
        if is_front_page(answer.url) and not is_front_page(url):  # where sites send whoever asks for what they removed
            raise ParseError(url, NO_ARTICLE)
        return answer

    async def _learn(self, site: str, now: datetime) -> _Rules:
        known = self._robots.get(site)
        rules = known if known and now < known.until else await self._rules(site, now)
        self._robots.pop(site, None)
        self._robots[site] = rules
        while len(self._robots) > _MOST_SITES or sum(len(each.text) for each in self._robots.values()) > _MOST_ROBOTS:
            del self._robots[next(iter(self._robots))]  # the one that was asked for longest ago
        return rules

    async def _rules(self, site: str, now: datetime) -> _Rules:
        """RFC 9309 §2.3.1: what is not there allows all; what cannot be read for now, nothing."""
        try:
            answer = await self._fetcher.fetch(urljoin(site, "/robots.txt"))
        except FetchError as error:
            if error.status is not None and error.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                return _Rules(now + _ROBOTS_LAST, _ALLOW_ALL)
            return _Rules(now + _FAILURE_LASTS, _ALLOW_ALL, error)
        return _Rules(now + _ROBOTS_LAST, answer.body[:_LONGEST_ROBOTS].decode("utf-8", "replace"))


def _allow(rules: str, url: str) -> bool:
    return bool(Protego.parse(rules).can_fetch(url, _ROBOT))


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
