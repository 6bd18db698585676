"""Full-text search: FTS5 in SQLite, tsvector in PostgreSQL, and one way of reading a question for both.

Both get the words as `bot.text.words` reads and folds them, so "ёлка" finds "елка" and "Erdogan"
finds "Erdoğan", and neither database's own idea of a word comes into play.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TextClause,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    text,
)

from bot.model import Article, ArticleKind
from bot.storage.engine import Database, is_sqlite
from bot.storage.queries import Queries, portions
from bot.storage.question import MOST_WORDS, Question, Term, folded_words, read_question
from bot.storage.records import ARTICLE_COLUMNS, article_from
from bot.storage.tables import articles, state
from bot.storage.windows import not_after
from bot.text.words import fold

# Of a word that half of a million articles hold, ranking all would take seconds, and nobody turns to page 100.
_MOST_RANKED = 1_000
# PostgreSQL refuses documents over 1 MB. It counts positions up to 16,383, and of one word 255:
# what stands further on is found by its words, and phrases in parts of the text, each counted from 1.
_LONGEST_TEXT = 100_000
_LAST_POSITION = 16_383
_MOST_POSITIONS = 255
# A word of the title weighs as much as four of the text, in both.
_SQLITE_RANK = "-bm25(search, 4.0, 1.0)"
_POSTGRESQL_WEIGHTS = "'{0.25, 0.25, 0.25, 1.0}'"

_ROWS_OF_SIGNS = "北约のナトーﾅﾄｰ กรุงเทพ ລາວ မြန်မာ ខ្មែរ"
_CHINESE_SIGNS = range(0x4E00, 0xA000)

FOLDING_KEY = "search.folding"
"""By what name `state` remembers how the words of the index were folded."""

Order: TypeAlias = tuple[ColumnElement[Any], ...]


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What a search keeps to, beside its words.

    Attributes:
        sources: Of these, one is part of the publisher's name or of the host; empty for any.
        languages: Two letters each; empty for any.
        after: Told after this; with it or `before` what has no date is left out.
        before: Told before this.
        until: Nothing that was told later; what has no date stays.
        without_sources: None of these, named as `sources` are.
        without_languages: Nothing in these.
    """

    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    after: datetime | None = None
    before: datetime | None = None
    until: datetime | None = None
    without_sources: tuple[str, ...] = ()
    without_languages: tuple[str, ...] = ()


ANYTHING = SearchFilter()
"""Keeps to nothing."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article that a search found; the greater the rank, the better, comparable within one search."""

    article: Article
    rank: float


class IndexedText(NamedTuple):
    """What the index holds of the article with this number."""

    number: int
    title: str
    text: str


class SearchQueries(Queries):
    """Find articles by their words."""

    def search(
        self, query: str, *, limit: int, offset: int = 0, only: SearchFilter = ANYTHING, is_title: bool = False
    ) -> tuple[SearchHit, ...]:
        """Articles with all words of the question, best first and of equals the newest; of very many the last to come.

        The question is whatever a person types: words in quotes must stand side by side, "-word" must not be there, of
        "one OR other" one must; the last word may be the beginning of one. Without any word that must be there, what
        passes the filter, the newest first.

        Args:
            is_title: The question is a title, in which "-" and "OR" are no more than they are in titles.

        Raises:
            BadValueError: It holds nothing to search for, or too much.
        """
        is_narrowed = replace(only, until=None) != ANYTHING
        is_asked = query.strip() or not is_narrowed
        question = read_question(query, is_title=is_title, is_narrowed=is_narrowed) if is_asked else Question(())
        query_of_hits, parameters = self._hits(question, only, limit, offset)
        with self._database.reading() as connection:
            rows = connection.execute(query_of_hits, parameters)
            return tuple(SearchHit(article_from(row), row.rank) for row in rows)

    def _hits(
        self, question: Question, only: SearchFilter, limit: int, offset: int
    ) -> tuple[Select[Any], dict[str, str]]:
        """The articles that answer a question in their order, each with its rank, and the parameters."""
        columns = articles.c
        if not question.choices:  # along the index of what was told when
            newest = select(literal(0.0).label("rank"), *ARTICLE_COLUMNS).where(columns.kind == ArticleKind.NEWS)
            newest = newest.where(columns.told_at.is_not(None), *_passes(only))
            left_out, parameters = _left_out(self._database, question.without)
            newest = newest.where(*left_out)
            return newest.order_by(columns.told_at.desc(), columns.number).limit(limit).offset(offset), parameters
        where, parameters = _where(self._database, question)
        number = "search.rowid" if self._database.is_sqlite else "search.number"
        # FTS5 ranks what it finds while it stands there; PostgreSQL ranks the newest and nothing else.
        kept: ColumnElement[Any] = literal_column(_SQLITE_RANK if self._database.is_sqlite else "document")
        # Along the index from its end, for as long as it takes.
        newest = select(kept.label("kept"), columns.number, columns.told_at).select_from(text("search"), articles)
        newest = newest.where(where, text(f"articles.number = {number}"), *_passes(only))
        found = newest.order_by(text(f"{number} DESC")).limit(_MOST_RANKED).subquery().c
        rank: ColumnElement[float] = found.kept
        if not self._database.is_sqlite:
            asked = text("CAST(:question AS tsquery)")
            rank = func.ts_rank(literal_column(_POSTGRESQL_WEIGHTS), found.kept, asked, 1)
        ranked = select(rank.label("rank"), found.number)
        ranked = ranked.order_by(*_best_first(rank, found.told_at, found.number))
        best = ranked.limit(limit).offset(offset).subquery().c
        hits = select(best.rank, *ARTICLE_COLUMNS).join(articles, columns.number == best.number)
        return hits.order_by(*_best_first(best.rank, columns.told_at, columns.number)), parameters


def _best_first(rank: ColumnElement[float], told_at: ColumnElement[Any], number: ColumnElement[int]) -> Order:
    return rank.desc(), told_at.desc().nulls_last(), number.desc()


def index_articles(connection: Connection, texts: Sequence[IndexedText]) -> None:
    """Make articles findable."""
    if not texts:
        return
    if is_sqlite(connection):
        connection.execute(
            text("INSERT INTO search (rowid, title, text) VALUES (:number, :title, :text)"),
            [_sqlite_document(each) for each in texts],
        )
    else:
        connection.execute(
            text(
                "INSERT INTO search (number, document, parts)"
                " VALUES (:number, CAST(:document AS tsvector), CAST(CAST(:parts AS text[]) AS tsvector[]))"
            ),
            [_postgresql_document(each) for each in texts],
        )


def unindex_articles(connection: Connection, texts: Sequence[IndexedText]) -> None:
    """Take articles out, which must be given as they were put in."""
    if not texts:
        return
    if is_sqlite(connection):
        # The index keeps no text, so it has to be told again what to forget (sqlite.org/fts5.html, "delete").
        statement = "INSERT INTO search (search, rowid, title, text) VALUES ('delete', :number, :title, :text)"
        connection.execute(text(statement), [_sqlite_document(each) for each in texts])
    else:
        connection.execute(
            text("DELETE FROM search WHERE number = :number"), [{"number": each.number} for each in texts]
        )


def keep_index_current(database: Database) -> None:
    """Build the index anew where this program folds words otherwise than the one that built it."""
    folding = _folding()
    query = select(state.c.value).where(state.c.key == FOLDING_KEY)
    with database.reading() as connection:
        if connection.scalar(query) == folding:
            return
    with database.writing() as connection:
        connection.execute(
            text("INSERT INTO search (search) VALUES ('delete-all')" if database.is_sqlite else "DELETE FROM search")
        )
        numbers = list(connection.scalars(select(articles.c.number).order_by(articles.c.number)))
        for portion in portions(numbers):
            rows = connection.execute(
                select(articles.c.number, articles.c.title, articles.c.text).where(articles.c.number.in_(portion))
            )
            index_articles(connection, [IndexedText(*row) for row in rows])
        insert = database.insert(state)
        statement = insert.on_conflict_do_update(index_elements=["key"], set_={"value": insert.excluded.value})
        connection.execute(statement, {"key": FOLDING_KEY, "value": folding})


@cache
def _folding() -> str:
    """A fingerprint of how letters from Latin to Armenian, and Chinese ones, are read and folded, and rows of signs."""
    every_letter = " ".join(map(chr, range(0x20, 0x590)))
    read = " ".join(folded_words(f"{every_letter} {_ROWS_OF_SIGNS}")) + fold("".join(map(chr, _CHINESE_SIGNS)))
    return hashlib.blake2b(read.encode(), digest_size=8).hexdigest()


def _indexed_words(article_text: str) -> list[str]:
    return list(folded_words(article_text[:_LONGEST_TEXT]))


def _sqlite_document(given: IndexedText) -> dict[str, object]:
    return {
        "number": given.number,
        "title": " ".join(_indexed_words(given.title)),
        "text": " ".join(_indexed_words(given.text)),
    }


def _postgresql_document(given: IndexedText) -> dict[str, object]:
    """The text form of a tsvector: words with their positions, those of the title in class A; and of its parts."""
    title, body = _indexed_words(given.title), _indexed_words(given.text)
    positions = [f"{word}:{place}A" for place, word in enumerate(title, 1)]
    # A gap, so that no phrase begins in the title and ends in the text; and one more before the last position, which
    # stands for all that follow.
    first = len(title) + 10
    positions += [
        f"{word}:{place if place < _LAST_POSITION - 1 else _LAST_POSITION}" for place, word in enumerate(body, first)
    ]
    parts = [_counted_from_1(part) for part in _parts(body)] if _is_past_counting(first, title, body) else None
    return {"number": given.number, "document": " ".join(positions), "parts": parts}


def _is_past_counting(first: int, title: Sequence[str], body: Sequence[str]) -> bool:
    """Whether PostgreSQL does not know of each word of a document where it stands."""
    if first + len(body) >= _LAST_POSITION:
        return True
    return len(body) > _MOST_POSITIONS and Counter([*title, *body]).most_common(1)[0][1] > _MOST_POSITIONS


def _parts(body: Sequence[str]) -> Iterator[Sequence[str]]:
    """A text in parts in which each position is known; every phrase that may be asked for stands in one whole."""
    start = 0
    while True:
        counts: Counter[str] = Counter()
        end = start
        for word in islice(body, start, start + _LAST_POSITION - 1):
            if counts[word] == _MOST_POSITIONS:
                break
            counts[word] += 1
            end += 1
        yield body[start:end]
        if end == len(body):
            return
        start = end - MOST_WORDS + 1


def _counted_from_1(part: Iterable[str]) -> str:
    return " ".join(f"{word}:{place}" for place, word in enumerate(part, 1))


def _passes(only: SearchFilter) -> Iterator[ColumnElement[bool]]:
    """The conditions of a filter."""
    if only.sources:
        yield _is_of(only.sources)
    if only.without_sources:
        yield not_(_is_of(only.without_sources))
    if only.languages:
        yield articles.c.language.in_(only.languages)
    if only.without_languages:
        yield or_(articles.c.language.is_(None), articles.c.language.not_in(only.without_languages))
    if only.after is not None:
        yield articles.c.told_at > only.after
    if only.before is not None:
        yield articles.c.told_at < only.before
    if only.until is not None:
        yield not_after(only.until)


def _is_of(sources: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(named for source in sources for named in _named(source)))


def _named(source: str) -> Iterator[ColumnElement[bool]]:
    # SQLite knows the capitals of ASCII only.
    for written in dict.fromkeys((source, source.lower(), source.upper(), source.title())):
        yield articles.c.source.icontains(written, autoescape=True)
    if "." in source:
        yield func.coalesce(articles.c.url, "").icontains(source, autoescape=True)


def _where(database: Database, question: Question) -> tuple[TextClause, dict[str, str]]:
    if database.is_sqlite:
        asked = " AND ".join(f"({' OR '.join(map(_fts5, choice))})" for choice in question.choices)
        without = f" NOT ({' OR '.join(map(_fts5, question.without))})" if question.without else ""
        return text("search MATCH :question"), {"question": f"({asked}){without}"}
    parameters = {
        "question": _tsquery(question.choices, " <-> "),
        "all_words": _tsquery(question.choices, " & "),
    }
    # The index knows no positions: it finds the words, and of their phrases each document is asked.
    conditions = ["document @@ CAST(:all_words AS tsquery)"]
    for number, choice in enumerate(
        choice for choice in question.choices if any(len(each.words) > 1 for each in choice)
    ):
        conditions.append(_any_stands(choice, f"phrase_{number}", parameters))
    if question.without:
        conditions.append(f"NOT {_any_stands(question.without, 'without', parameters)}")
    return text(" AND ".join(conditions)), parameters


def _left_out(database: Database, terms: Sequence[Term]) -> tuple[list[TextClause], dict[str, str]]:
    """The conditions that none of these terms stands in an article, and their parameters."""
    if not terms:
        return [], {}
    if database.is_sqlite:
        with_one = "SELECT rowid FROM search WHERE search MATCH :without"
        return [text(f"articles.number NOT IN ({with_one})")], {"without": " OR ".join(map(_fts5, terms))}
    parameters: dict[str, str] = {}
    stands = _any_stands(terms, "without", parameters)
    with_one = f"SELECT FROM search WHERE search.number = articles.number AND {stands}"
    return [text(f"NOT EXISTS ({with_one})")], parameters


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.is_prefix else ""}'


def _tsquery(choices: Sequence[Sequence[Term]], operator: str) -> str:
    return " & ".join(f"({' | '.join(term.lexemes(operator) for term in choice)})" for choice in choices)


def _any_stands(terms: Sequence[Term], name: str, parameters: dict[str, str]) -> str:
    """The condition that one of these terms stands in a document or in a part of it."""
    parameters[name] = _tsquery([terms], " <-> ")
    asked = f"CAST(:{name} AS tsquery)"
    return f"(document @@ {asked} OR EXISTS (SELECT FROM unnest(parts) AS part WHERE part @@ {asked}))"
