"""Articles that were told before under another address: by another link, or edited by their publisher under a new one.

a feed's articles | by the address now | by guid or words at one moment | by words about then, where one replaced it
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, select

from bot.model import Article, ArticleKind
from bot.storage.queries import AnyRow, Queries, portions
from bot.storage.records import ARTICLE_COLUMNS, article_from
from bot.storage.rows import ToldBefore
from bot.storage.tables import article_versions, articles
from bot.text.rewritten import is_rewritten

# A publisher who gives an edit a new moment too does so within a working day.
_EDITED_WITHIN = timedelta(hours=6)

_NEWS = articles.c.kind == ArticleKind.NEWS.value
_COLUMNS = tuple(
    articles.c[name] for name in ("id", "feed_url", "published_at", "source", "title", "text", "guid", "url")
)


class ToldBeforeQueries(Queries):
    """Recognise articles whose address is another one by now."""

    def told_under_another_id(self, given: Sequence[Article], known: Container[str]) -> Mapping[str, ToldBefore]:
        """Those of these articles but the known, by id, that their feed has brought before, only under another address.

        - That address may be the one that the other has by now, whatever it had at first.
        - Feed and moment of publication may be the same, and either the guid, for what was edited, or everything else:
          source, title and text. A guid says nothing where the feed has given it to several, or still brings the other
          one too.
        - Or feed and source are the same, the moments near and title and text nearly the same, and the feed, which
          still tells what is older, has the other no more. Reports of a series stand in their feed one beside another.

        Of an article without a date that says too little, and without a guid of one with a headline only.

        Args:
            given: All that the feeds bring now, so that it shows what they bring no more.
        """
        telling = [each for each in given if each.id not in known and each.published_at and each.feed_url]
        telling = [each for each in telling if each.guid or each.text != each.title]
        if not telling:
            return {}
        brought = _Brought(given)
        with self._database.reading() as connection:
            found = _renamed(connection, telling)
            found |= _at_one_moment(connection, [each for each in telling if each.id not in found], brought)
            rest = [each for each in telling if each.id not in found and each.text != each.title]
            replaced = _replaced(connection, rest, brought)
        return {each.id: _told_before(found[each.id], each) for each in telling if each.id in found} | {
            each_id: ToldBefore(row.id, is_edited=True, in_its_place=True) for each_id, row in replaced.items()
        }

    def told_now_at(self, urls: Collection[str]) -> Article | None:
        """The article whose address is now one of these, which are all spellings of one."""
        query = select(*ARTICLE_COLUMNS).where(articles.c.url.in_(urls)).order_by(articles.c.number).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return article_from(row) if row else None


class _Brought:
    """What feeds bring now, by feed."""

    def __init__(self, given: Sequence[Article]) -> None:
        self.ids = {(each.feed_url, each.id) for each in given}
        self._urls = {(each.feed_url, each.url) for each in given if each.url}
        self._oldest: defaultdict[str | None, list[tuple[datetime, str]]] = defaultdict(list)
        for each in given:
            if each.published_at:
                oldest = self._oldest[each.feed_url]
                oldest[:] = sorted([*oldest, (each.published_at, each.id)])[:2]

    def in_place_of(self, row: AnyRow, article: Article) -> bool:
        """Whether the feed, of which another article is older than that of the row, brings this one and not that."""
        if (row.feed_url, row.id) in self.ids or (row.feed_url, row.url) in self._urls or not row.published_at:
            return False
        return any(at < row.published_at and each != article.id for at, each in self._oldest[row.feed_url])


def _renamed(connection: Connection, telling: Sequence[Article]) -> dict[str, AnyRow]:
    """Those whose address a known article has by now that had another one before.

    Of articles that share their address from the first, as those of a live page do, it says nothing.
    """
    versions = article_versions.c
    had_another = exists().where(versions.article_id == articles.c.id, versions.url != articles.c.url)
    query = select(*_COLUMNS).where(articles.c.url.in_(bindparam("urls", expanding=True)), had_another)
    urls = sorted({each.url for each in telling if each.url})
    rows = {(row.feed_url, row.url): row for row in _rows(connection, query, "urls", urls)}
    return {each.id: rows[each.feed_url, each.url] for each in telling if (each.feed_url, each.url) in rows}


def _at_one_moment(connection: Connection, telling: Sequence[Article], brought: _Brought) -> dict[str, AnyRow]:
    query = select(*_COLUMNS).where(_NEWS, articles.c.told_at.in_(bindparam("moments", expanding=True)))
    by_guid: dict[tuple[object, ...], AnyRow | None] = {}
    by_words: dict[tuple[object, ...], AnyRow] = {}
    moments = sorted({each.published_at for each in telling if each.published_at})
    for row in _rows(connection, query, "moments", moments):
        by_words[_words(row)] = row
        if row.guid:
            is_told = (row.feed_url, row.id) in brought.ids or _name(row) in by_guid
            by_guid[_name(row)] = None if is_told else row
    found = {}
    for each in telling:
        before = by_guid.get(_name(each)) or (by_words.get(_words(each)) if each.text != each.title else None)
        if before:
            found[each.id] = before
    return found


def _replaced(connection: Connection, telling: Sequence[Article], brought: _Brought) -> dict[str, AnyRow]:
    """Those that stand in the place of nearly the same; of several that do so, the first."""
    found: dict[str, AnyRow] = {}
    taken: set[str] = set()
    dated = {(each.published_at, each.id): each for each in telling if each.published_at}
    for (moment, _), each in sorted(dated.items()):
        near = articles.c.told_at.between(moment - _EDITED_WITHIN, moment + _EDITED_WITHIN)
        its_own = articles.c.feed_url == each.feed_url, articles.c.source == each.source
        query = select(*_COLUMNS).where(_NEWS, near, *its_own).order_by(articles.c.number)
        for row in connection.execute(query):
            if row.id not in taken and brought.in_place_of(row, each) and is_rewritten(_told(row), _told(each)):
                found[each.id] = row
                taken.add(row.id)
                break
    return found


def _rows(
    connection: Connection, query: Select[*tuple[Any, ...]], name: str, values: Sequence[object]
) -> Iterator[AnyRow]:
    for portion in portions(values):
        yield from connection.execute(query, {name: portion})


def _told_before(row: AnyRow, now: Article) -> ToldBefore:
    return ToldBefore(row.id, is_edited=(row.title, row.text) != (now.title, now.text))


def _told(said: Article | AnyRow) -> tuple[str, str]:
    return said.title, said.text


def _name(said: Article | AnyRow) -> tuple[object, ...]:
    return said.feed_url, said.published_at, said.guid


def _words(said: Article | AnyRow) -> tuple[object, ...]:
    return said.feed_url, said.published_at, said.source, said.title, said.text
