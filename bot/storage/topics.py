"""Topics that were made in Discord; the packs' topics are files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from bot.model import Topic
from bot.storage.changes import tell_changed
from bot.storage.queries import Queries
from bot.storage.records import topic_definition, topic_from
from bot.storage.rows import StoredTopic
from bot.storage.tables import corrections, matches, topics


class TopicQueries(Queries):
    """Keep topics and give them back."""

    def save_topic(self, topic: Topic, *, guild_id: int | None, created_by: int, now: datetime) -> None:
        """Keep a new topic, or the new definition of one; who made it, when and for whom stays."""
        definition = {"name": topic.name, "definition": topic_definition(topic)}
        values = {"id": topic.id, "guild_id": guild_id, "created_by": created_by, "created_at": now} | definition
        statement = self._database.insert(topics).on_conflict_do_update(index_elements=["id"], set_=definition)
        with self._database.writing() as connection:
            connection.execute(statement, values)
            tell_changed(self._database, connection)

    def delete_topic(self, topic_id: str) -> bool:
        """Forget a topic, what matched it and what people said of that; False where there is none."""
        with self._database.writing() as connection:
            gone = connection.execute(delete(topics).where(topics.c.id == topic_id)).rowcount > 0
            if gone:
                for table in (matches, corrections):
                    connection.execute(delete(table).where(table.c.topic_id == topic_id))
                tell_changed(self._database, connection)
            return gone

    def stored_topics(self) -> tuple[StoredTopic, ...]:
        """Every topic of every guild, by id."""
        columns = (topics.c.definition, topics.c.guild_id, topics.c.created_by, topics.c.created_at)
        with self._database.reading() as connection:
            rows = connection.execute(select(*columns).order_by(topics.c.id))
            return tuple(
                StoredTopic(topic_from(row.definition), row.guild_id, row.created_by, row.created_at) for row in rows
            )
