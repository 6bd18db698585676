"""Briefings that are in an announcement channel and still to be published to those who follow it.

    record_sent → waits ──claim──→ claimed ──record_published──→ gone from here
                    ↑                 │ └ the claim runs out: the next `claim` takes it over
                    └────postpone─────┘

Publishing twice does nothing the second time: Discord says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from bot.storage.queries import Queries
from bot.storage.tables import publications


@dataclass(frozen=True, slots=True)
class Publication:
    """A message that is to be published to those who follow its channel.

    Attributes:
        due_at: When its briefing should have been there.
        try_at: When it may be claimed next.
        attempts: Claims so far.
    """

    delivery_id: int
    channel_id: int
    message_id: int
    due_at: datetime
    try_at: datetime
    attempts: int


class PublicationQueries(Queries):
    """What is to be published."""

    def claim_publications(self, now: datetime, lease: timedelta, *, at_most: int) -> tuple[Publication, ...]:
        """Those that have waited longest; nobody else gets them until the lease runs out."""
        columns = publications.c
        waiting = (
            select(columns.delivery_id)
            .where(columns.try_at <= now)
            .order_by(columns.try_at, columns.delivery_id)
            .limit(at_most)
            .with_for_update(skip_locked=True)
        )
        with self._database.writing() as connection:
            ids = list(connection.execute(waiting).scalars())
            if not ids:
                return ()
            claim = update(publications).where(columns.delivery_id.in_(ids))
            taken = claim.values(try_at=now + lease, attempts=columns.attempts + 1).returning(publications)
            rows = [Publication(**row._mapping) for row in connection.execute(taken)]
            return tuple(sorted(rows, key=lambda each: ids.index(each.delivery_id)))

    def record_published(self, publication: Publication) -> None:
        """It is published, or never will be."""
        mine = publications.c.delivery_id == publication.delivery_id
        self._change(delete(publications).where(mine))

    def postpone_publication(self, publication: Publication, try_at: datetime) -> None:
        """It may be claimed again at `try_at`; nothing where the claim was lost."""
        columns = publications.c
        mine = columns.delivery_id == publication.delivery_id, columns.attempts == publication.attempts
        self._change(update(publications).where(*mine).values(try_at=try_at))
