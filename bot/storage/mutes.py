"""Stories that a channel wants to hear no more of, and what people said of briefings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from bot.storage.queries import Queries, rows_in
from bot.storage.story_names import article_of, named
from bot.storage.tables import feedback, muted_stories

_named, _name = named(muted_stories)
_name_now = func.coalesce(_name, muted_stories.c.story_id)


class MuteQueries(Queries):
    """Mute stories by channel; keep what people said."""

    def mute_story(self, channel_id: int, story_id: str, *, guild_id: int | None, muted_by: int, now: datetime) -> None:
        """Tell this channel no more of a story, nor of one that takes it in."""
        values = {
            "channel_id": channel_id,
            "story_id": story_id,
            "guild_id": guild_id,
            "muted_by": muted_by,
            "muted_at": now,
            "article_id": article_of(story_id),
        }
        insert = self._database.insert(muted_stories).on_conflict_do_nothing(index_elements=["channel_id", "story_id"])
        self._change(insert.values(values))

    def unmute_story(self, channel_id: int, story_id: str) -> None:
        """Tell this channel of a story again."""
        columns = muted_stories.c
        named = (
            select(columns.story_id).select_from(_named).where(columns.channel_id == channel_id, _name_now == story_id)
        )
        mine = columns.channel_id == channel_id, columns.story_id.in_(named)
        self._change(delete(muted_stories).where(*mine))

    def muted_stories(self, channel_ids: Sequence[int]) -> Mapping[int, frozenset[str]]:
        """The stories that each of these channels has muted, by their names of now; those without any are left out."""
        found: dict[int, frozenset[str]] = {}
        columns = muted_stories.c
        query = select(columns.channel_id, _name_now).select_from(_named)
        with self._database.reading() as connection:
            for channel_id, story_id in rows_in(connection, query, columns.channel_id, channel_ids):
                found[channel_id] = found.get(channel_id, frozenset()) | {story_id}
        return found

    def all_muted_stories(self) -> tuple[tuple[int, str, int | None, int], ...]:
        """Which channel muted which story, in which guild, and who: (channel_id, story_id, guild_id, muted_by)."""
        columns = muted_stories.c
        query = select(columns.channel_id, _name_now, columns.guild_id, columns.muted_by).select_from(_named).distinct()
        rows = self._rows(query.order_by(columns.channel_id, _name_now))
        return tuple((row[0], row[1], row[2], row[3]) for row in rows)

    def say_feedback(
        self, briefing_id: str, *, user_id: int, guild_id: int | None, verdict: str, now: datetime
    ) -> None:
        """What a person says of a briefing; their last word counts."""
        said = {"guild_id": guild_id, "verdict": verdict, "said_at": now}
        key = {"briefing_id": briefing_id, "user_id": user_id}
        insert = self._database.insert(feedback).on_conflict_do_update(index_elements=list(key), set_=said)
        with self._database.writing() as connection:
            connection.execute(insert, key | said)

    def feedback_counts(self, guild_id: int, since: datetime) -> Mapping[str, int]:
        """How often each verdict was given in a guild since then."""
        columns = feedback.c
        query = (
            select(columns.verdict, func.count())
            .where(columns.guild_id == guild_id, columns.said_at > since)
            .group_by(columns.verdict)
        )
        return {row[0]: row[1] for row in self._rows(query)}
