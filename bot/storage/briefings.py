"""Briefings: what one quoted can be shown again even when its article has been edited, or is gone, since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from sqlalchemy import Connection, select

from bot.model import Briefing
from bot.storage.engine import Database
from bot.storage.queries import Queries, rows_in
from bot.storage.records import as_json, as_kept, from_json
from bot.storage.tables import briefings


class BriefingQueries(Queries):
    """Keep briefings and give them back."""

    def save_briefing(self, briefing: Briefing) -> None:
        """Keep a briefing (`records.as_kept`); one that is kept already stays as it is."""
        with self._database.writing() as connection:
            insert_briefing(self._database, connection, briefing)

    def briefing(self, briefing_id: str) -> Briefing | None:
        """The briefing, equal to the one that was saved in all that is kept of one."""
        payload = self._scalar(select(briefings.c.payload).where(briefings.c.id == briefing_id))
        return None if payload is None else from_json(Briefing, payload)

    def readable_briefings(self, ids: Sequence[str]) -> tuple[Briefing, ...]:
        """These briefings in the order asked for, but those that another version of this program kept otherwise."""
        query = select(briefings.c.id, briefings.c.payload)
        with self._database.reading() as connection:
            payloads = {row.id: row.payload for row in rows_in(connection, query, briefings.c.id, ids)}
        return tuple(_readable(payloads[each] for each in ids if each in payloads))


def _readable(payloads: Iterable[str]) -> Iterator[Briefing]:
    for payload in payloads:
        with suppress(ValueError):
            yield from_json(Briefing, payload)


def insert_briefing(database: Database, connection: Connection, briefing: Briefing) -> None:
    """Keep a briefing as part of a greater transaction."""
    connection.execute(
        database.insert(briefings).on_conflict_do_nothing(index_elements=["id"]),
        {
            "id": briefing.id,
            "topic_id": briefing.topic.id,
            "at": briefing.at,
            "payload": as_json(as_kept(briefing)),
        },
    )
