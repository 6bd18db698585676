"""Forgetting what is old. A briefing holds the texts that it quotes itself: its sources can be shown all the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, TextClause, delete, func, or_, select, text

from bot.model import Article, ArticleKind
from bot.storage.articles import remove_articles
from bot.storage.queries import Queries, portions
from bot.storage.records import VERSION_COLUMNS, article_from
from bot.storage.state import LOOKED_KEY, SAID_KEY
from bot.storage.tables import (
    article_versions,
    articles,
    briefings,
    deliveries,
    feedback,
    feeds,
    forum_posts,
    muted_stories,
    placements,
    state,
)

_AT_ONCE = 500
_MAY_GO = (
    articles.c.kind == ArticleKind.NEWS,
    articles.c.published_at.is_not(None),
    articles.c.feed_url.is_not(None),
)


class Version(NamedTuple):
    """An article as it read for a while.

    Attributes:
        number: Counted from 1 for each article.
        since: None where it was the first to be read.
        until: When the next one took its place.
    """

    number: int
    article: Article
    since: datetime | None
    until: datetime


class RetentionQueries(Queries):
    """Each call forgets a portion, in one short transaction; of what may be much it returns how many."""

    def forget_articles(self, told_before: datetime) -> int:
        """The oldest news of feeds that was published before then.

        Seeds stay as long as their files, and news without a date as long as its feed may list it still
        (`forget_undated`): it would come back as new. So would what is dated ahead, until its day is as old.
        """
        oldest = (
            select(articles.c.id)
            .where(*_MAY_GO, articles.c.told_at < told_before, articles.c.published_at < told_before)
            .order_by(articles.c.told_at)
            .limit(_AT_ONCE)
        )
        with self._database.writing() as connection:
            ids = connection.scalars(oldest).all()
            remove_articles(connection, ids)
        return len(ids)

    def forget_undated(self, told_before: datetime, listed: Mapping[str, Collection[str]]) -> int:
        """News without a date that was first seen before then, and that no feed lists any more.

        Args:
            listed: By feed, all that it lists, by id; what another feed brought stays while that is read.
        """
        columns = articles.c
        undated = columns.kind == ArticleKind.NEWS, columns.published_at.is_(None), columns.told_at < told_before
        with self._database.reading() as connection:
            rows = connection.execute(select(columns.id, columns.feed_url).where(*undated)).all()
            read = set(connection.scalars(select(feeds.c.url))) if rows else set()
        still = {article_id for ids in listed.values() for article_id in ids}
        gone = [row.id for row in rows if row.id not in still and (row.feed_url in listed or row.feed_url not in read)]
        for portion in portions(gone):
            with self._database.writing() as connection:
                remove_articles(connection, portion)
        return len(gone)

    def forget_briefings(self, before: datetime) -> int:
        """What was delivered before then, with the posts of stories, and briefings that no delivery holds."""
        ended = select(deliveries.c.id).where(deliveries.c.ended_at < before).limit(_AT_ONCE)
        held = select(deliveries.c.id).where(deliveries.c.briefing_id == briefings.c.id).exists()
        unheld = select(briefings.c.id).where(briefings.c.at < before, ~held).limit(_AT_ONCE)
        with self._database.writing() as connection:
            connection.execute(delete(forum_posts).where(forum_posts.c.told_at < before))
            count = connection.execute(delete(deliveries).where(deliveries.c.id.in_(ended))).rowcount
            return count + connection.execute(delete(briefings).where(briefings.c.id.in_(unheld))).rowcount

    def forget_looks(self, before: datetime) -> None:
        """Who last looked at which topic before then, and what a channel was told at a request of before then."""
        looks = (key.partition("{")[0] for key in (LOOKED_KEY, SAID_KEY))
        is_look = or_(*(state.c.key.startswith(beginning, autoescape=True) for beginning in looks))
        with self._database.writing() as connection:
            connection.execute(delete(state).where(is_look, state.c.value < before.isoformat()))

    def forget_feedback_and_mutes(self, before: datetime) -> None:
        """What people said before then of briefings that are gone, and the stories they muted of which nothing is left.

        What they said of a briefing that is there stays, however old: it can be held against what was told. So does a
        muted story that has an article, or whose article is in another one by now.
        """
        told = select(briefings.c.id).where(briefings.c.id == feedback.c.briefing_id).exists()
        muted = muted_stories.c
        is_held = select(placements.c.article_id).where(placements.c.story_id == muted.story_id).exists()
        is_known = select(placements.c.article_id).where(placements.c.article_id == muted.article_id).exists()
        with self._database.writing() as connection:
            connection.execute(delete(feedback).where(feedback.c.said_at < before, ~told))
            connection.execute(delete(muted_stories).where(muted.muted_at < before, ~is_held, ~is_known))

    def often_edited(self, beyond: int, since: datetime | None, until: datetime) -> tuple[str, ...]:
        """The ids of feeds' news of which a version was replaced in (since, until] that is beyond its first ones.

        Goes over all versions, but not over their texts: for once an hour.
        """
        versions = article_versions.c
        query = (
            select(versions.article_id)
            .distinct()
            .join(articles, articles.c.id == versions.article_id)
            .where(articles.c.kind == ArticleKind.NEWS, articles.c.feed_url.is_not(None))
            .where(versions.version > beyond, versions.replaced_at <= until)
            .order_by(versions.article_id)
        )
        if since is not None:
            query = query.where(versions.replaced_at > since)
        return tuple(self._scalars(query))

    def versions(
        self, article_id: str, since: datetime | None, until: datetime, *, at_most: int
    ) -> tuple[Version, ...]:
        """How an article read before it was replaced in (since, until], the oldest first, and once before that.

        Args:
            at_most: So many of them, of which some may be as long as an article may be.
        """
        columns = article_versions.c
        of_it = columns.article_id == article_id, columns.replaced_at <= until
        spans = select(columns.version, columns.replaced_at).where(*of_it).order_by(columns.version)
        texts = select(columns.version, *VERSION_COLUMNS).join(articles, articles.c.id == columns.article_id)
        with self._database.reading() as connection:
            ended = connection.execute(spans).all()
            began = dict(zip((row.version for row in ended), (None, *(row.replaced_at for row in ended)), strict=False))
            before = sum(1 for row in ended if since is not None and row.replaced_at <= since)
            asked = ended[max(before - 1, 0) :][:at_most]
            if not asked:
                return ()
            between = columns.version.between(asked[0].version, asked[-1].version)
            rows = connection.execute(texts.where(*of_it, between).order_by(columns.version)).all()
        return tuple(
            Version(row.version, article_from(row), began[row.version], ended_as.replaced_at)
            for row, ended_as in zip(rows, asked, strict=True)
        )

    def forget_versions(self, article_id: str, numbers: Collection[int]) -> None:
        """These versions of an article: where one is asked for, the next one that is there stands for it."""
        columns = article_versions.c
        with self._database.writing() as connection:
            for portion in portions(sorted(numbers)):
                connection.execute(
                    delete(article_versions).where(columns.article_id == article_id, columns.version.in_(portion))
                )

    def briefings_made(self, before: datetime) -> tuple[tuple[datetime, str], ...]:
        """The moment and the topic of each briefing of before then that is kept, in order of time."""
        query = select(briefings.c.at, briefings.c.topic_id).where(briefings.c.at < before).order_by(briefings.c.at)
        return tuple((row.at, row.topic_id) for row in self._rows(query))

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
        return self._scalar(query)

    def newest_news_at(self) -> datetime | None:
        """When the newest news was told that `forget_articles` may forget."""
        query = select(func.max(articles.c.told_at)).where(*_MAY_GO)
        return self._scalar(query)


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def _row_bytes(table: str) -> TextClause:
    return text(f"SELECT sum(pg_column_size(t.*)) FROM {table} AS t")  # noqa: S608 - our own names
