"""Which post of a forum tells which story."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select

from bot.storage.queries import AnyRow, Queries
from bot.storage.rows import ForumPost, ForumPostState
from bot.storage.tables import forum_posts

_KEY = ["channel_id", "topic_id", "story_id"]


class ForumPostQueries(Queries):
    """Remember the posts of stories."""

    def keep_forum_post(self, post: ForumPost) -> None:
        """Keep it; what was known of this story in this forum gives way."""
        values = asdict(post) | {"state": post.state.value}
        changed = {name: values[name] for name in values if name not in _KEY}
        insert = self._database.insert(forum_posts).on_conflict_do_update(index_elements=_KEY, set_=changed)
        with self._database.writing() as connection:
            connection.execute(insert, values)

    def forum_posts(self, channel_id: int, topic_id: str) -> tuple[ForumPost, ...]:
        """The posts of a forum on a topic, the oldest first."""
        columns = forum_posts.c
        query = select(forum_posts).where(columns.channel_id == channel_id, columns.topic_id == topic_id)
        with self._database.reading() as connection:
            return tuple(map(_post_from, connection.execute(query.order_by(columns.thread_id))))

    def all_forum_posts(self) -> tuple[ForumPost, ...]:
        """The posts of all forums, in order."""
        query = select(forum_posts).order_by(*(forum_posts.c[name] for name in _KEY))
        with self._database.reading() as connection:
            return tuple(map(_post_from, connection.execute(query)))


def _post_from(row: AnyRow) -> ForumPost:
    return ForumPost(**{**row._mapping, "state": ForumPostState(row.state)})
