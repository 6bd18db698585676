"""Articles, with what was found out about each: its topics and its story."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, delete, func, or_, select, update

from bot.model import Article, Placement, TopicMatch
from bot.storage.corrections import place_again
from bot.storage.matches import insert_matches, note_topics
from bot.storage.queries import AnyRow, Queries, portions, rows_in
from bot.storage.records import ARTICLE_COLUMNS, KnownArticle, article_from, article_values, content_hash, is_edit
from bot.storage.search import IndexedText, index_articles, unindex_articles
from bot.storage.tables import article_vectors, article_versions, articles, matches, placements


@dataclass(frozen=True, slots=True)
class Vector:
    """What an article means, and the model that says so."""

    model: str
    kept: bytes


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article with all that the pipeline found out about it.

    Attributes:
        vector: What it means; None where no model has read it.
    """

    article: Article
    matches: Sequence[TopicMatch] = ()
    placement: Placement | None = None
    vector: Vector | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What of a batch was new, and what had been edited since; in order of ids."""

    new_ids: tuple[str, ...]
    changed_ids: tuple[str, ...]


class ArticleQueries(Queries):
    """Add, recognise and re-read articles."""

    def known_articles(self, ids: Sequence[str]) -> Mapping[str, KnownArticle]:
        """Those of these articles that are known, by id."""
        with self._database.reading() as connection:
            return _known(connection, ids)

    def add_articles(
        self,
        batch: Sequence[NewArticle],
        *,
        now: datetime,
        matched_with: str | None = None,
        cleaned_anew: Container[str | None] = (),
    ) -> Added:
        """Insert what is new and update what its source has edited; all of it or nothing.

        An article belongs to the source it first came by: another feed that carries it too changes
        nothing, a seed takes it over. An edited article keeps its story, `first_seen_at` and, for
        feeds, its date, so that what fell into a window of the past still does; its earlier text
        stays among its versions and its matches are replaced. Of two with one id the last counts.

        Args:
            matched_with: The fingerprint of the topics that they were matched with; None where nobody asks which.
            cleaned_anew: The feeds that were read by other code the last time: what of theirs has changed was edited by
                nobody, as far as anyone can tell.
        """
        # In order of ids, so that two processes that bring the same articles do not deadlock.
        given = {new.article.id: new for new in sorted(batch, key=lambda new: new.article.id)}
        with self._database.writing() as connection:
            known = _known(connection, list(given))
            fresh = [new for article_id, new in given.items() if article_id not in known]
            edited = [
                new
                for article_id, new in given.items()
                if article_id in known and is_edit(new.article, known[article_id])
            ]
            new_ids = self._insert(connection, fresh, now)
            for new in edited:
                self._edit(connection, new, now, is_cleaned_anew=new.article.feed_url in cleaned_anew)
            kept = sorted([*new_ids, *(new.article.id for new in edited)])
            note_topics(self._database, connection, kept, matched_with)
        changed = (new.article.id for new in edited if new.article.feed_url not in cleaned_anew)
        return Added(tuple(new_ids), tuple(changed))

    def articles(self, ids: Sequence[str]) -> tuple[Article, ...]:
        """These articles in the order asked for; unknown ones are left out."""
        with self._database.reading() as connection:
            rows = rows_in(connection, select(*ARTICLE_COLUMNS), articles.c.id, ids)
            found = {row.id: article_from(row) for row in rows}
        return tuple(found[article_id] for article_id in dict.fromkeys(ids) if article_id in found)

    def edited_at(self, ids: Sequence[str], by: datetime) -> Mapping[str, datetime]:
        """When each of these articles was last found, by then, to say something else; others are left out.

        What was cleaned anew says what it said. Each version is held against the one that took its place: what comes
        later changes nothing of it.
        """
        versions = article_versions.c
        then = [
            func.lead(versions[name])
            .over(partition_by=versions.article_id, order_by=versions.version)
            .label(f"{name}_then")
            for name in ("title", "text")
        ]
        found: dict[str, datetime] = {}
        with self._database.reading() as connection:
            for portion in portions(ids):
                replaced = select(article_versions, *then).where(versions.article_id.in_(portion)).subquery().c
                query = (
                    select(replaced.article_id, func.max(replaced.replaced_at))
                    .join(articles, articles.c.id == replaced.article_id)
                    .where(replaced.replaced_at <= by, ~replaced.is_cleaned_anew)
                    .where(
                        or_(
                            replaced.title != func.coalesce(replaced.title_then, articles.c.title),
                            replaced.text != func.coalesce(replaced.text_then, articles.c.text),
                        )
                    )
                    .group_by(replaced.article_id)
                )
                found.update((article_id, at) for article_id, at in connection.execute(query))
        return found

    def iter_articles(self, batch: int = 500) -> Iterator[tuple[Article, ...]]:
        """Every article in the order of arrival, each batch in a transaction of its own.

        Between batches the caller may write.
        """
        last = 0
        while True:
            query = (
                select(articles.c.number, *ARTICLE_COLUMNS)
                .where(articles.c.number > last)
                .order_by(articles.c.number)
                .limit(batch)
            )
            with self._database.reading() as connection:
                rows = connection.execute(query).all()
            if not rows:
                return
            yield tuple(article_from(row) for row in rows)
            last = rows[-1].number

    def latest_ids(self, batch: int = 5_000) -> Iterator[str]:
        """The id of every article, the last to come first, each batch in a transaction of its own."""
        columns = articles.c
        query = select(columns.number, columns.id).order_by(columns.number.desc()).limit(batch)
        last: int | None = None
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(query if last is None else query.where(columns.number < last)).all()
            if not rows:
                return
            yield from (row.id for row in rows)
            last = rows[-1].number

    def move_articles(self, given: Sequence[Placement]) -> None:
        """Put articles that have a story into another, and keep why; those that have none are passed over."""
        with self._database.writing() as connection:
            place_again(connection, given)

    def add_vectors(self, vectors: Mapping[str, Vector]) -> None:
        """Keep what articles mean, by id, in the place of what another model said; articles that are gone have none."""
        with self._database.writing() as connection:
            for portion in portions(sorted(vectors)):
                connection.execute(delete(article_vectors).where(article_vectors.c.article_id.in_(portion)))
                there = connection.scalars(select(articles.c.id).where(articles.c.id.in_(portion))).all()
                _keep_vectors(connection, {article_id: vectors[article_id] for article_id in there})

    def remove_seeds_except(self, ids: Sequence[str]) -> int:
        """Forget the seeds whose files are gone: every article without a feed that is not among these."""
        kept = set(ids)
        with self._database.writing() as connection:
            seeds = connection.scalars(select(articles.c.id).where(articles.c.feed_url.is_(None)))
            gone = [article_id for article_id in seeds if article_id not in kept]
            remove_articles(connection, gone)
        return len(gone)

    def _insert(self, connection: Connection, fresh: Sequence[NewArticle], now: datetime) -> list[str]:
        numbers: dict[str, int] = {}
        for portion in portions(fresh):
            statement = (
                self._database.insert(articles)
                .on_conflict_do_nothing(index_elements=["id"])  # another process was faster
                .returning(articles.c.id, articles.c.number)
            )
            values = [article_values(new.article, read_at=now) for new in portion]
            numbers.update((row.id, row.number) for row in connection.execute(statement, values))
        mine = [new for new in fresh if new.article.id in numbers]
        insert_matches(connection, [(new.article, new.matches) for new in mine])
        self._place(connection, [new.placement for new in mine if new.placement])
        _keep_vectors(connection, {new.article.id: new.vector for new in mine if new.vector})
        texts = [IndexedText(numbers[new.article.id], new.article.title, new.article.text) for new in mine]
        index_articles(connection, texts)
        return [new.article.id for new in mine]

    def _edit(self, connection: Connection, new: NewArticle, now: datetime, *, is_cleaned_anew: bool) -> None:
        article_id = new.article.id
        query = select(articles.c.number, articles.c.read_at, *ARTICLE_COLUMNS).where(articles.c.id == article_id)
        row = connection.execute(query.with_for_update()).one()
        before = article_from(row)
        article = _as_edited(before, new.article)
        _keep_version(connection, row, now, is_cleaned_anew=is_cleaned_anew)
        values = article_values(article, read_at=now) | {"content_hash": content_hash(new.article)}
        connection.execute(update(articles).where(articles.c.id == article_id).values(values))
        connection.execute(delete(matches).where(matches.c.article_id == article_id))
        insert_matches(connection, [(article, new.matches)])
        self._place(connection, [new.placement] if new.placement else [])
        unindex_articles(connection, [IndexedText(row.number, before.title, before.text)])
        index_articles(connection, [IndexedText(row.number, article.title, article.text)])

    def _place(self, connection: Connection, given: Sequence[Placement]) -> None:
        if given:
            statement = self._database.insert(placements).on_conflict_do_nothing(index_elements=["article_id"])
            names = ("article_id", "story_id", "opened", "score", "why")
            connection.execute(statement, [{name: getattr(each, name) for name in names} for each in given])


def remove_articles(connection: Connection, ids: Sequence[str]) -> None:
    """Forget these articles, and what is known of them."""
    for portion in portions(ids):
        mine = articles.c.id.in_(portion)
        rows = connection.execute(select(articles.c.number, articles.c.title, articles.c.text).where(mine))
        unindex_articles(connection, [IndexedText(*row) for row in rows])
        connection.execute(delete(articles).where(mine))


def _keep_vectors(connection: Connection, vectors: Mapping[str, Vector]) -> None:
    values = [{"article_id": each, "model": of.model, "vector": of.kept} for each, of in vectors.items()]
    if values:
        connection.execute(article_vectors.insert(), values)


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, KnownArticle]:
    query = select(articles.c.id, articles.c.content_hash, articles.c.feed_url)
    rows = rows_in(connection, query, articles.c.id, ids)
    return {row.id: KnownArticle(row.content_hash, row.feed_url) for row in rows}


def _as_edited(before: Article, article: Article) -> Article:
    if article.feed_url is None:
        return replace(article, first_seen_at=before.first_seen_at)
    return replace(article, first_seen_at=before.first_seen_at, published_at=before.published_at)


def _keep_version(connection: Connection, row: AnyRow, now: datetime, *, is_cleaned_anew: bool) -> None:
    # Of the numbers before it some may be gone.
    last = select(func.max(article_versions.c.version)).where(article_versions.c.article_id == row.id)
    connection.execute(
        article_versions.insert().values(
            article_id=row.id,
            version=func.coalesce(last.scalar_subquery(), 0) + 1,
            read_at=row.read_at,
            replaced_at=now,
            url=row.url,
            title=row.title,
            text=row.text,
            is_cleaned_anew=is_cleaned_anew,
        )
    )
