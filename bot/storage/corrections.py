"""What people said of stories and topics, and what that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.model import Correction, Placement
from bot.storage.queries import AnyRow, Queries, rows_in
from bot.storage.tables import corrections, matches, placements


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """A person's word that is kept.

    Attributes:
        moved: The story that each article which it moved was in before, by article id.
        guild_id: Where it was said; None where whoever runs the bot said it.
        made_by: Who said it; None at the command line.
    """

    id: int
    correction: Correction
    moved: Mapping[str, str]
    guild_id: int | None
    made_by: int | None
    made_at: datetime


class CorrectionQueries(Queries):
    """Keep corrections with their effect, and take both back."""

    def keep_correction(
        self,
        said: Correction,
        moves: Sequence[Placement] = (),
        *,
        guild_id: int | None,
        made_by: int | None,
        now: datetime,
    ) -> StoredCorrection:
        """Keep what was said, put articles into the stories that it puts them into, and forget the match it denies."""
        with self._database.writing() as connection:
            moved = _stories_of(connection, [each.article_id for each in moves])
            values = asdict(said) | {"moved": moved, "guild_id": guild_id, "made_by": made_by, "made_at": now}
            number = connection.execute(insert(corrections).values(values).returning(corrections.c.id)).scalar_one()
            place_again(connection, moves)
            denied = matches.c.article_id == said.article_id, matches.c.topic_id == said.topic_id
            connection.execute(delete(matches).where(*denied))
        return StoredCorrection(number, said, moved, guild_id, made_by, now)

    def take_back_correction(self, correction_id: int, moves: Sequence[Placement] = ()) -> None:
        """Forget what was said, and put these articles back."""
        with self._database.writing() as connection:
            connection.execute(delete(corrections).where(corrections.c.id == correction_id))
            place_again(connection, moves)

    def corrections(self) -> tuple[StoredCorrection, ...]:
        """Everything that was said and not taken back, oldest first."""
        return tuple(map(_correction_from, self._rows(select(corrections).order_by(corrections.c.id))))

    def corrections_mark(self) -> tuple[int, int]:
        """Something that changes whenever `corrections` does, for little."""
        with self._database.reading() as connection:
            count, last = connection.execute(select(func.count(), func.max(corrections.c.id))).one()
            return count, last or 0

    def stories_of(self, article_ids: Sequence[str]) -> Mapping[str, str]:
        """The story of each of these articles that has one."""
        with self._database.reading() as connection:
            return _stories_of(connection, article_ids)

    def all_stories(self) -> Mapping[str, str]:
        """The story of every article that has one, in order of the articles' ids."""
        columns = placements.c.article_id, placements.c.story_id
        with self._database.reading() as connection:
            return {row.article_id: row.story_id for row in connection.execute(select(*columns).order_by(columns[0]))}

    def members_of(self, story_id: str) -> tuple[str, ...]:
        """The ids of a story's articles, in order."""
        query = select(placements.c.article_id).where(placements.c.story_id == story_id)
        return tuple(self._scalars(query.order_by(placements.c.article_id)))


def place_again(connection: Connection, given: Sequence[Placement]) -> None:
    """Put articles that have a story into another, and keep why; those that have none are passed over."""
    for each in sorted(given, key=lambda placement: placement.article_id):
        values = {"story_id": each.story_id, "opened": each.opened, "score": each.score, "why": each.why}
        connection.execute(update(placements).where(placements.c.article_id == each.article_id).values(values))


def _stories_of(connection: Connection, article_ids: Sequence[str]) -> dict[str, str]:
    query = select(placements.c.article_id, placements.c.story_id)
    rows = rows_in(connection, query, placements.c.article_id, article_ids)
    return {row.article_id: row.story_id for row in rows}


def _correction_from(row: AnyRow) -> StoredCorrection:
    said = Correction(row.kind, row.article_id, tuple(row.others), row.topic_id)
    return StoredCorrection(row.id, said, row.moved, row.guild_id, row.made_by, row.made_at)
