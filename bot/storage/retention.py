"""Forgetting what is old. A briefing holds the texts that it quotes itself: its sources can be shown all the same."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, TextClause, delete, func, select, text

from bot.model import ArticleKind
from bot.storage.queries import Queries
from bot.storage.search import IndexedText, unindex_articles
from bot.storage.tables import articles, briefings, deliveries, forum_posts

_AT_ONCE = 500
_MAY_GO = (
    articles.c.kind == ArticleKind.NEWS.value,
    articles.c.published_at.is_not(None),
    articles.c.feed_url.is_not(None),
)


class RetentionQueries(Queries):
    """Each call forgets a portion, in one short transaction, and returns how many."""

    def forget_articles(self, told_before: datetime) -> int:
        """The oldest news of feeds that was published before then.

        Seeds stay as long as their files, and news without a date as long as the database: its feed may list it
        still, and it would come back as new. So would what is dated ahead, until its day is as old.
        """
        oldest = (
            select(articles.c.number, articles.c.id, articles.c.title, articles.c.text)
            .where(*_MAY_GO, articles.c.told_at < told_before, articles.c.published_at < told_before)
            .order_by(articles.c.told_at)
            .limit(_AT_ONCE)
        )
        with self._database.writing() as connection:
            rows = connection.execute(oldest).all()
            if rows:
                gone = [IndexedText(row.number, row.title, row.text) for row in rows]
                unindex_articles(self._database, connection, gone)
                connection.execute(delete(articles).where(articles.c.id.in_([row.id for row in rows])))
        return len(rows)

    def forget_briefings(self, before: datetime) -> int:
        """What was delivered before then, with the posts of stories, and briefings that no delivery holds."""
        ended = select(deliveries.c.id).where(deliveries.c.ended_at < before).limit(_AT_ONCE)
        held = select(deliveries.c.id).where(deliveries.c.briefing_id == briefings.c.id).exists()
        unheld = select(briefings.c.id).where(briefings.c.at < before, ~held).limit(_AT_ONCE)
        with self._database.writing() as connection:
            connection.execute(delete(forum_posts).where(forum_posts.c.told_at < before))
            count = connection.execute(delete(deliveries).where(deliveries.c.id.in_(ended))).rowcount
            return count + connection.execute(delete(briefings).where(briefings.c.id.in_(unheld))).rowcount

    def bytes_kept(self) -> int:
        """What the data takes: of an SQLite file the pages in use, in PostgreSQL the rows of what grows."""
        with self._database.reading() as connection:
            if self._database.is_sqlite:
                pages, free, size = (
                    _pragma(connection, name) for name in ("page_count", "freelist_count", "page_size")
                )
                return (pages - free) * size
            tables = ("articles", "article_versions", "matches", "placements", "search", "briefings", "deliveries")
            return sum(connection.scalar(_row_bytes(table)) or 0 for table in tables)

    def oldest_news_at(self) -> datetime | None:
        """When the oldest news was told that `forget_articles` may forget."""
        query = select(func.min(articles.c.told_at)).where(*_MAY_GO)
        with self._database.reading() as connection:
            oldest: datetime | None = connection.scalar(query)
            return oldest

    def newest_news_at(self) -> datetime | None:
        """When the newest news was told that `forget_articles` may forget."""
        query = select(func.max(articles.c.told_at)).where(*_MAY_GO)
        with self._database.reading() as connection:
            newest: datetime | None = connection.scalar(query)
            return newest


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def _row_bytes(table: str) -> TextClause:
    return text(f"SELECT sum(pg_column_size(t.*)) FROM {table} AS t")  # noqa: S608 - our own names
