"""What a briefing is made of: articles by the hour they were told, by topic and by story.

Nothing told after the end of what is asked for is ever seen, so a moment of the past can be asked
for again. Undated seeds have no hour; only the queries that say so return them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from bot.model import Aboutness, Article, ArticleKind, Placement, StoryArticle, TopicMatch
from bot.storage.queries import AnyRow, Queries, portions, rows_in
from bot.storage.records import ARTICLE_COLUMNS, MATCH_COLUMNS, VERSION_COLUMNS, article_from, match_from
from bot.storage.tables import article_vectors, article_versions, articles, matches, placements

# An article that was never placed is a story of its own rather than lost.
_STORY_ID = func.coalesce(placements.c.story_id, articles.c.id).label("story_id")


class WindowQueries(Queries):
    """Articles of a stretch of time; windows are open at `start` and closed at `end`."""

    def articles_between(self, start: datetime, end: datetime) -> tuple[Article, ...]:
        """News told in (start, end], oldest first."""
        query = select(*ARTICLE_COLUMNS).where(*_told_in(start, end)).order_by(articles.c.told_at, articles.c.id)
        with self._database.reading() as connection:
            return tuple(map(article_from, connection.execute(query)))

    def count_articles_between(self, start: datetime, end: datetime, *, known_by: datetime | None = None) -> int:
        """How much news of all sources was told in (start, end], and read by then."""
        query = select(func.count()).select_from(articles).where(*_told_in(start, end), *_known(known_by))
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one()

    def placements_between(self, start: datetime, end: datetime | None = None) -> tuple[tuple[Article, str], ...]:
        """News told in (start, end] with the id of its story, oldest first: what the index of stories is made of."""
        query = (
            select(*ARTICLE_COLUMNS, placements.c.story_id)
            .join(placements, placements.c.article_id == articles.c.id)
            .where(*_told_in(start, end))
            .order_by(articles.c.told_at, articles.c.id)
        )
        with self._database.reading() as connection:
            return tuple((article_from(row), row.story_id) for row in connection.execute(query))

    def first_news_after(self, moment: datetime) -> datetime | None:
        """When the first news after a moment was told."""
        query = select(func.min(articles.c.told_at)).where(*_told_in(moment, None))
        return self._scalar(query)

    def vectors_between(self, model: str, start: datetime, end: datetime | None = None) -> dict[str, bytes]:
        """What news told in (start, end] means by that model, by article id."""
        query = (
            select(article_vectors.c.article_id, article_vectors.c.vector)
            .join(articles, articles.c.id == article_vectors.c.article_id)
            .where(article_vectors.c.model == model, *_told_in(start, end))
        )
        with self._database.reading() as connection:
            return {row.article_id: row.vector for row in connection.execute(query)}

    def unread_since(self, moment: datetime, model: str) -> tuple[Article, ...]:
        """News about some topic, told after a moment, of which that model has not said what it means; oldest first."""
        about = matches.c.aboutness == Aboutness.ABOUT
        read = article_vectors.c.model == model
        query = (
            select(*ARTICLE_COLUMNS)
            .where(*_told_in(moment, None))
            .where(select(1).where(matches.c.article_id == articles.c.id, about).exists())
            .where(~select(1).where(article_vectors.c.article_id == articles.c.id, read).exists())
            .order_by(articles.c.told_at, articles.c.id)
        )
        with self._database.reading() as connection:
            return tuple(map(article_from, connection.execute(query)))

    def topics_between(self, start: datetime, end: datetime | None = None) -> dict[str, list[str]]:
        """The topics that news told in (start, end] is about, by article id."""
        query = (
            select(matches.c.article_id, matches.c.topic_id)
            .join(articles, articles.c.id == matches.c.article_id)
            .where(matches.c.aboutness == Aboutness.ABOUT, *_told_in(start, end))
        )
        topics: dict[str, list[str]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query):
                topics.setdefault(row.article_id, []).append(row.topic_id)
        return topics

    def topic_window(
        self,
        topic_id: str,
        start: datetime,
        end: datetime,
        *,
        seen_after: datetime | None = None,
        come_after: int | None = None,
    ) -> tuple[StoryArticle, ...]:
        """News about a topic told in (start, end], oldest first.

        With `seen_after` only what was read for the first time after that, or came after the article of the number
        `come_after`: a feed is read some time before its articles are here.
        """
        told = and_(matches.c.told_at > start, matches.c.told_at <= end)
        if seen_after is not None:
            is_late = articles.c.first_seen_at > seen_after
            told = and_(told, is_late if come_after is None else or_(is_late, articles.c.number > come_after))
        query = _news_about(topic_id).where(told).order_by(matches.c.told_at, articles.c.id)
        with self._database.reading() as connection:
            return _story_articles(connection, query)

    def topic_article_ids(self, topic_id: str, start: datetime | None, end: datetime) -> tuple[str, ...]:
        """The ids of the news about a topic told in (start, end], oldest first; from the first on without `start`."""
        columns = matches.c
        query = (
            select(columns.article_id)
            .where(columns.topic_id == topic_id, columns.kind == ArticleKind.NEWS, columns.told_at <= end)
            .where(columns.aboutness == Aboutness.ABOUT)
            .order_by(columns.told_at, columns.article_id)
        )
        if start is not None:
            query = query.where(columns.told_at > start)
        return tuple(self._scalars(query))

    def topic_articles(self, topic_id: str, ids: Sequence[str]) -> tuple[StoryArticle, ...]:
        """Of these articles the news about a topic, in the order asked for."""
        with self._database.reading() as connection:
            rows = rows_in(connection, _news_about(topic_id), matches.c.article_id, ids)
            found = {row.id: _story_article(row) for row in rows}
        return tuple(found[article_id] for article_id in ids if article_id in found)

    def last_number(self) -> int:
        """The number of the article that came last; 0 where none ever did."""
        return self._scalar(select(func.max(articles.c.number))) or 0

    def came_after(self, article_id: str, number: int) -> bool:
        """Whether an article came after the one of that number."""
        query = select(articles.c.number).where(articles.c.id == article_id, articles.c.number > number)
        return self._scalar(query) is not None

    def latest_before(self, topic_id: str, at: datetime, limit: int) -> tuple[StoryArticle, ...]:
        """The newest news about a topic up to `at`, newest first, then undated seeds, last arrived first."""
        # Two queries, each along the index: NULLs stand at another end of it in each database.
        dated = _news_about(topic_id).where(matches.c.told_at <= at)
        undated = _news_about(topic_id).where(matches.c.told_at.is_(None))
        with self._database.reading() as connection:
            found = _story_articles(connection, dated.order_by(matches.c.told_at.desc(), articles.c.id).limit(limit))
            if len(found) == limit:
                return found
            rest = undated.order_by(articles.c.number.desc()).limit(limit - len(found))
            return found + _story_articles(connection, rest)

    def reading_span(self) -> tuple[datetime | None, datetime | None]:
        """When the first article of a feed was read, and the last."""
        query = select(articles.c.first_seen_at).where(articles.c.feed_url.is_not(None)).limit(1)
        first, last = (self._scalar(query.order_by(by)) for by in (articles.c.number.asc(), articles.c.number.desc()))
        return first, last

    def texts_then(
        self, at: datetime, start: datetime | None = None, also: Sequence[str] = ()
    ) -> tuple[tuple[Article, str], ...]:
        """News told by `at` that has been edited since: as it read then, with its story's id.

        Args:
            start: Only what was told after that, and these articles `also`, by their ids.
        """
        versions = article_versions.c
        query = (
            select(*VERSION_COLUMNS, _STORY_ID)
            .join(articles, articles.c.id == versions.article_id)
            .outerjoin(placements, placements.c.article_id == articles.c.id)
            .where(versions.replaced_at > at, articles.c.kind == ArticleKind.NEWS, articles.c.told_at <= at)
            .order_by(versions.article_id, versions.version)
        )
        found: dict[str, tuple[Article, str]] = {}
        with self._database.reading() as connection:
            if start is None:
                # All versions are read; mostly nothing has been edited since, which is soon known.
                last = connection.scalar(select(func.max(versions.replaced_at)))
                asked = [query] if last is not None and last > at else []
            else:
                asked = [query.where(articles.c.told_at > start)]
                asked += [query.where(articles.c.id.in_(portion)) for portion in portions(also)]
            for each in asked:
                for row in connection.execute(each):
                    found.setdefault(row.id, (article_from(row), row.story_id))
        return tuple(found.values())

    def notes(self, topic_id: str) -> tuple[StoryArticle, ...]:
        """Background notes that are about a topic or mention it, the ones most about it first."""
        query = _matched(topic_id, ArticleKind.NOTE).order_by(matches.c.score.desc(), articles.c.id)
        with self._database.reading() as connection:
            return _story_articles(connection, query)

    def story_articles(self, story_ids: Sequence[str], until: datetime) -> Mapping[str, tuple[Article, ...]]:
        """The articles of each story told up to `until`, oldest first, undated ones last."""
        found: dict[str, list[Article]] = {}
        query = (
            select(*ARTICLE_COLUMNS, placements.c.story_id)
            .join(placements, placements.c.article_id == articles.c.id)
            .where(not_after(until))
            .order_by(articles.c.told_at.nulls_last(), articles.c.id)
        )
        with self._database.reading() as connection:
            for row in rows_in(connection, query, placements.c.story_id, story_ids):
                found.setdefault(row.story_id, []).append(article_from(row))
        return {story_id: tuple(members) for story_id, members in found.items()}

    def placements_of(self, article_ids: Sequence[str]) -> Mapping[str, Placement]:
        """Which story each of these articles is in, and why, by article id."""
        columns = placements.c
        query = select(columns.article_id, columns.story_id, columns.opened, columns.score, columns.why)
        with self._database.reading() as connection:
            rows = rows_in(connection, query, columns.article_id, article_ids)
            return {row.article_id: Placement(*row) for row in rows}

    def matches_of(self, article_id: str) -> tuple[TopicMatch, ...]:
        """The topics that an article is about or mentions, and why, the surest first."""
        query = select(*MATCH_COLUMNS).where(matches.c.article_id == article_id)
        rows = self._rows(query.order_by(matches.c.score.desc(), matches.c.topic_id))
        return tuple(map(match_from, rows))

    def began_at(
        self, story_ids: Sequence[str], until: datetime, *, known_by: datetime | None = None
    ) -> Mapping[str, datetime]:
        """When the first article of each story was told that was read by then, for stories that began by `until`."""
        query = (
            select(placements.c.story_id, func.min(articles.c.told_at))
            .join(placements, placements.c.article_id == articles.c.id)
            .where(articles.c.told_at <= until, *_known(known_by))
            .group_by(placements.c.story_id)
        )
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in rows_in(connection, query, placements.c.story_id, story_ids)}


def not_after(until: datetime) -> ColumnElement[bool]:
    """Told by then, or nobody knows when."""
    return or_(articles.c.told_at <= until, articles.c.told_at.is_(None))


def _known(by: datetime | None) -> list[ColumnElement[bool]]:
    return [] if by is None else [or_(articles.c.feed_url.is_(None), articles.c.first_seen_at <= by)]


def _told_in(start: datetime, end: datetime | None) -> Iterator[ColumnElement[bool]]:
    """News told in (start, end], or at any time after `start`."""
    yield articles.c.kind == ArticleKind.NEWS
    yield articles.c.told_at > start
    if end is not None:
        yield articles.c.told_at <= end


def _news_about(topic_id: str) -> Select[Any]:
    return _matched(topic_id, ArticleKind.NEWS).where(matches.c.aboutness == Aboutness.ABOUT)


def _matched(topic_id: str, kind: ArticleKind) -> Select[Any]:
    return (
        select(*ARTICLE_COLUMNS, *MATCH_COLUMNS, _STORY_ID)
        .select_from(matches)
        .join(articles, articles.c.id == matches.c.article_id)
        .outerjoin(placements, placements.c.article_id == articles.c.id)
        .where(matches.c.topic_id == topic_id, matches.c.kind == kind)
    )


def _story_articles(connection: Connection, query: Select[Any]) -> tuple[StoryArticle, ...]:
    return tuple(map(_story_article, connection.execute(query)))


def _story_article(row: AnyRow) -> StoryArticle:
    return StoryArticle(article_from(row), match_from(row), row.story_id)
