"""Feeds: which there are, which are due, and how each one fared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from bot.storage.queries import AnyRow, Queries
from bot.storage.rows import Feed, FeedUpdate
from bot.storage.tables import feeds


class SourceQueries(Queries):
    """The feeds that are read."""

    def add_feed(self, url: str, title: str | None = None, folder: str | None = None, *, now: datetime) -> bool:
        """Read this feed from now on, at once for the first time; False when it is known already."""
        statement = self._database.insert(feeds).on_conflict_do_nothing(index_elements=["url"]).returning(feeds.c.url)
        values = {"url": url, "title": title, "folder": folder, "due_at": now, "added_at": now}
        with self._database.writing() as connection:
            return connection.execute(statement, values).first() is not None

    def remove_feed(self, url: str) -> bool:
        """Read this feed no more; what it brought stays. False when there is no such feed."""
        with self._database.writing() as connection:
            return connection.execute(feeds.delete().where(feeds.c.url == url)).rowcount > 0

    def feeds(self) -> tuple[Feed, ...]:
        """Every feed, by folder and title."""
        query = select(feeds).order_by(func.coalesce(feeds.c.folder, ""), feeds.c.title.nulls_last(), feeds.c.url)
        with self._database.reading() as connection:
            return _feeds_from(connection.execute(query))

    def due_feeds(self, now: datetime, limit: int) -> tuple[Feed, ...]:
        """Feeds to be asked by `now`, the longest overdue first."""
        query = select(feeds).where(feeds.c.due_at <= now).order_by(feeds.c.due_at, feeds.c.url).limit(limit)
        with self._database.reading() as connection:
            return _feeds_from(connection.execute(query))

    def record_fetch(self, outcome: FeedUpdate) -> None:
        """Keep how a feed fared; a feed that was removed meanwhile stays removed."""
        values: dict[str, Any] = {"last_tried_at": outcome.at, "due_at": outcome.next_due_at, "error": outcome.error}
        if outcome.error is not None:
            values["error_streak"] = feeds.c.error_streak + 1
        else:
            values |= {
                "error_streak": 0,
                "last_success_at": outcome.at,
                "etag": outcome.etag,
                "last_modified": outcome.last_modified,
                "body_hash": outcome.body_hash,
                "title": func.coalesce(outcome.title, feeds.c.title),
                "article_count": func.coalesce(outcome.article_count, feeds.c.article_count),
            }
        with self._database.writing() as connection:
            connection.execute(update(feeds).where(feeds.c.url == outcome.url).values(values))


def _feeds_from(rows: Iterable[AnyRow]) -> tuple[Feed, ...]:
    return tuple(Feed(**row._mapping) for row in rows)
