"""Which post of a forum tells which story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields

from sqlalchemy import func, select

from bot.storage.queries import AnyRow, Queries
from bot.storage.rows import ForumPost
from bot.storage.story_names import article_of, named
from bot.storage.tables import forum_posts

_KEY = ["channel_id", "topic_id", "story_id"]
_named, _name_now = named(forum_posts)
_COLUMNS = [forum_posts.c[field.name] for field in fields(ForumPost) if field.name != "called"]
_POSTS = select(*_COLUMNS, _name_now.label("called")).select_from(_named)


class ForumPostQueries(Queries):
    """Remember the posts of stories."""

    def keep_forum_post(self, post: ForumPost) -> None:
        """Keep it; what was known of this story in this forum gives way."""
        article_id = article_of(post.story_id)
        values = asdict(post) | {"article_id": article_id}
        del values["called"]
        changed = {name: values[name] for name in values if name not in _KEY}
        changed["article_id"] = func.coalesce(article_id, forum_posts.c.article_id)
        insert = self._database.insert(forum_posts).on_conflict_do_update(index_elements=_KEY, set_=changed)
        self._change(insert.values(values))

    def forum_posts(self, channel_id: int, topic_id: str) -> tuple[ForumPost, ...]:
        """The posts of a forum on a topic, the oldest first."""
        columns = forum_posts.c
        query = _POSTS.where(columns.channel_id == channel_id, columns.topic_id == topic_id)
        return _posts_from(self._rows(query.order_by(columns.thread_id)))

    def all_forum_posts(self) -> tuple[ForumPost, ...]:
        """The posts of all forums, in order."""
        query = _POSTS.order_by(*(forum_posts.c[name] for name in _KEY))
        return _posts_from(self._rows(query))


def _posts_from(rows: Iterable[AnyRow]) -> tuple[ForumPost, ...]:
    return tuple(ForumPost(**row._mapping) for row in rows)
