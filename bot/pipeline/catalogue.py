"""The topics that exist: those of packs and of the settings, and those made in Discord."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from bot.model import Topic
from bot.storage import Storage
from bot.topics.find import find_topic, suggest_topics


class Catalogue:
    """Every topic by who may see it; a guild sees the packs' topics, everyone's, and its own.

    Args:
        storage: Where the topics made in Discord are kept.

    Attributes:
        is_complete: Whether all packs could be read: else a topic that nobody knows need not be gone.
    """

    is_complete = True

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._files: dict[str, Topic] = {}
        self._made: dict[str, tuple[Topic, int | None]] = {}
        self._reloading = threading.Lock()

    def use_files(self, topics: Iterable[Topic], *, complete: bool = True) -> None:
        """What packs and settings define now, as far as they can be read; of two with one id the last counts."""
        self._files = {topic.id: topic for topic in topics}
        self.is_complete = complete  # after the topics: another thread asks for both

    def reload_made(self) -> None:
        """Read again what was made in Discord."""
        with self._reloading:  # else what one thread has read could take the place of what another read later
            self._made = {stored.topic.id: (stored.topic, stored.guild_id) for stored in self._storage.stored_topics()}

    def all(self) -> tuple[Topic, ...]:
        """Every topic of every guild, by id: what articles are matched with."""
        made = {topic_id: topic for topic_id, (topic, _) in self._made.items()}
        return tuple(topic for _, topic in sorted((made | self._files).items()))

    def visible(self, guild_id: int | None) -> tuple[Topic, ...]:
        """The topics that a guild (None: a private chat, the command line) may ask for, by id."""
        files, made = self._files, self._made
        own = {topic.id: topic for topic, guild in made.values() if guild is None or guild == guild_id}
        return tuple(topic for _, topic in sorted((own | files).items()))

    def own(self, guild_id: int | None) -> tuple[Topic, ...]:
        """The topics that a guild has made, by name; none in a private chat."""
        mine = [topic for topic, guild in self._made.values() if guild == guild_id and topic.id not in self._files]
        return () if guild_id is None else tuple(sorted(mine, key=lambda topic: topic.name.casefold()))

    def get(self, topic_id: str) -> Topic | None:
        """The topic with this id, whoever it belongs to."""
        of_file = self._files.get(topic_id)  # asked once: another thread may replace it
        if of_file is not None:
            return of_file
        made = self._made.get(topic_id)
        return made[0] if made else None

    def is_made(self, topic_id: str) -> bool:
        """Whether the topic with this id was made in Discord, where it may be removed."""
        return topic_id in self._made and topic_id not in self._files

    def find(self, query: str, guild_id: int | None = None) -> Topic:
        """The topic a person means by its id, its name or one of its aliases.

        Raises:
            UnknownTopicError: There is none; the nearest names are in its text.
        """
        return find_topic(self.visible(guild_id), query)

    def suggest(
        self, prefix: str, guild_id: int | None = None, *, limit: int = 25, language: str = "en"
    ) -> list[Topic]:
        """Topics for a list in this language that narrows while a person types."""
        return suggest_topics(self.visible(guild_id), prefix, limit, language=language)
