"""Find articles by their words."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.actions.times import parse_moment
from bot.clock import Clock
from bot.errors import BadValueError
from bot.model import Article
from bot.storage import Storage

PAGE = 8
"""Articles on a page."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what a search found, best first.

    Attributes:
        has_more: True where another page follows.
    """

    query: str
    articles: tuple[Article, ...]
    page: int
    has_more: bool


class SearchAction:
    """Search everything that is stored.

    Args:
        zone: What a moment without a zone is meant in.
    """

    def __init__(self, *, storage: Storage, clock: Clock, zone: str) -> None:
        self._storage = storage
        self._clock = clock
        self._zone = zone

    async def search(self, query: str, *, page: int = 0, per_page: int = PAGE, until: str | None = None) -> Found:
        """Articles that hold all the words; words in quotes stand side by side.

        Args:
            page: Counted from 0.
            until: Leave out what was told later.

        Raises:
            BadValueError: There is nothing to search for, or a moment nobody can read.
        """
        moment = parse_moment(until, self._zone, self._clock()) if until else None
        hits = await asyncio.to_thread(
            self._storage.search, query, limit=per_page + 1, offset=page * per_page, until=moment
        )
        return Found(query, tuple(hit.article for hit in hits[:per_page]), page, len(hits) > per_page)

    async def suggest(self, typed: str, *, limit: int = 25) -> tuple[Article, ...]:
        """Articles for a list that narrows while a person types; none before there is something to search for."""
        try:
            return (await self.search(typed, per_page=limit)).articles
        except BadValueError:
            return ()
