"""Topics that were made in Discord; the packs' topics are files.

Whoever keeps what belongs to such a topic, a subscription or a match, holds its row meanwhile (`hold_topic`). So who
removes the topic waits for that and takes it away too, and who comes later sees that the topic is gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from bot.model import Topic
from bot.storage.changes import tell_changed
from bot.storage.deliveries import give_up_unsent
from bot.storage.queries import Queries
from bot.storage.records import as_json, from_json
from bot.storage.rows import UNSUBSCRIBED
from bot.storage.tables import corrections, deliveries, subscriptions, topics


@dataclass(frozen=True, slots=True)
class StoredTopic:
    """A topic that was made in Discord; without a guild it is everyone's."""

    topic: Topic
    guild_id: int | None
    created_by: int
    created_at: datetime


class TopicQueries(Queries):
    """Keep topics and give them back."""

    def save_topic(self, topic: Topic, *, guild_id: int | None, created_by: int, now: datetime) -> None:
        """Keep a new topic, or the new definition of one; who made it, when and for whom stays."""
        definition = {"definition": as_json(topic)}
        values = {"id": topic.id, "guild_id": guild_id, "created_by": created_by, "created_at": now} | definition
        statement = self._database.insert(topics).on_conflict_do_update(index_elements=["id"], set_=definition)
        with self._database.writing() as connection:
            connection.execute(statement, values)
            tell_changed(connection)

    def delete_topic(self, topic_id: str, *, now: datetime) -> int:
        """Forget a topic with its subscriptions and what people said of its matches.

        Those are forgotten by whoever puts the other topics in force (`forget_matches`): until then more may come.

        Returns:
            How many subscriptions are gone.
        """
        with self._database.writing() as connection:
            connection.execute(delete(topics).where(topics.c.id == topic_id))  # first: who holds it ends before
            connection.execute(delete(corrections).where(corrections.c.topic_id == topic_id))
            told = select(subscriptions.c.id).where(subscriptions.c.topic_id == topic_id).order_by(subscriptions.c.id)
            # Held until the end, so that nothing more gets into the outbox.
            ids = connection.scalars(told.with_for_update()).all()
            give_up_unsent(connection, deliveries.c.subscription_id.in_(ids), UNSUBSCRIBED, now)
            connection.execute(delete(subscriptions).where(subscriptions.c.id.in_(ids)))
            tell_changed(connection)
            return len(ids)

    def stored_topics(self) -> tuple[StoredTopic, ...]:
        """Every topic of every guild, by id."""
        columns = (topics.c.definition, topics.c.guild_id, topics.c.created_by, topics.c.created_at)
        rows = self._rows(select(*columns).order_by(topics.c.id))
        return tuple(
            StoredTopic(from_json(Topic, row.definition), row.guild_id, row.created_by, row.created_at) for row in rows
        )


def hold_topic(connection: Connection, topic: Topic) -> Topic | None:
    """The topic as it is now, which nobody changes or removes until this transaction ends; None where it is gone."""
    mine = select(topics.c.definition).where(topics.c.id == topic.id)
    definition = connection.scalar(mine.with_for_update(read=True))
    return None if definition is None else from_json(Topic, definition)
