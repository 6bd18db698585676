"""Which topics there are."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.actions.several import topics_meant
from bot.clock import Clock
from bot.delivery.rows import TopicLine
from bot.model import Topic
from bot.pipeline.catalogue import Catalogue
from bot.storage import Storage

_RECENT = timedelta(hours=24)


class TopicActions:
    """Find and list topics."""

    def __init__(self, *, storage: Storage, catalogue: Catalogue, clock: Clock) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._clock = clock

    def find(self, query: str, guild_id: int | None = None) -> Topic:
        """The topic a person means.

        Raises:
            UnknownTopicError: There is none; the nearest names are in its text.
        """
        return self._catalogue.find(query, guild_id)

    def meant(self, query: str, guild_id: int | None = None, *, at_most: int) -> list[Topic]:
        """The topics that a person names with commas between them.

        Raises:
            UnknownTopicError: One of them is called by no topic.
            BadValueError: They are more.
        """
        return topics_meant(self._catalogue, query, guild_id, at_most=at_most)

    def suggest(
        self, prefix: str, guild_id: int | None = None, *, limit: int = 25, language: str = "en"
    ) -> list[Topic]:
        """Topics for a list in this language that narrows while a person types; reads nothing from the database."""
        return self._catalogue.suggest(prefix, guild_id, limit=limit, language=language)

    async def overview(self, guild_id: int | None = None) -> list[TopicLine]:
        """Every topic that may be asked for, by name."""
        return await asyncio.to_thread(self._overview, guild_id)

    def _overview(self, guild_id: int | None) -> list[TopicLine]:
        now, own = self._clock(), self._catalogue.own(guild_id)
        topics = sorted(self._catalogue.visible(guild_id), key=lambda topic: topic.name.casefold())
        return [self._look_at(topic, now)._replace(is_own=topic in own) for topic in topics]

    def _look_at(self, topic: Topic, now: datetime) -> TopicLine:
        recent = self._storage.topic_article_ids(topic.id, now - _RECENT, now)
        latest = self._storage.latest_before(topic.id, now, 1)
        return TopicLine(topic, len(recent), latest[0].article.told_at if latest else None)
