"""Articles that were told before under another address: by another link, or edited by their publisher under a new one.

a feed's articles | by the address now | by guid, words or title at one moment | by words about then
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, exists, select

from bot.model import Article, ArticleKind
from bot.storage.queries import AnyRow, Queries, rows_in
from bot.storage.records import ARTICLE_COLUMNS, article_from
from bot.storage.tables import article_versions, articles
from bot.text.rewritten import is_rewritten

# A publisher who gives an edit a new moment too does so within a working day.
_EDITED_WITHIN = timedelta(hours=6)
# One headline may stand over two articles of one moment; over three of three moments it is the same feed, set up anew.
_FEWEST_SET_UP_ANEW = 3

_NEWS = articles.c.kind == ArticleKind.NEWS
_COLUMNS = tuple(
    articles.c[name] for name in ("id", "feed_url", "published_at", "source", "title", "text", "guid", "url")
)


class ToldBefore(NamedTuple):
    """An article as which its feed has told one before, under another address.

    Attributes:
        is_edited: It says something else now.
        in_its_place: Its feed tells this one in the place of the other, which is known by the address of this one then.
    """

    article_id: str
    is_edited: bool
    in_its_place: bool = False


class ToldBeforeQueries(Queries):
    """Recognise articles whose address is another one by now."""

    def told_under_another_id(self, given: Sequence[Article], known: Container[str]) -> Mapping[str, ToldBefore]:
        """Those of these articles but the known, by id, that their feed has brought before, only under another address.

        - That address may be the one that the other has by now, whatever it had at first.
        - Feed and moment of publication may be the same, and either the guid, for what was edited, or everything else:
          source, title and text. A guid says nothing where the feed has given it to several, or still brings the other
          one too.
        - Or the feed has been set up anew: it brings nothing that is known, and of what it brings `_FEWEST_SET_UP_ANEW`
          or more have moment, source and title of what it told before, whatever their texts and guids are now.
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
        brought = _Brought(given, known)
        with self._database.reading() as connection:
            found = _renamed(connection, telling)
            found |= _at_one_moment(connection, [each for each in telling if each.id not in found], brought)
            rest = [each for each in telling if each.id not in found and each.text != each.title]
            replaced = _replaced(connection, [each for each in rest if each.feed_url in brought.oldest], brought)
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
    """What feeds bring now, by feed; `oldest` is when the oldest was told that is known from before."""

    def __init__(self, given: Sequence[Article], known: Container[str]) -> None:
        self.ids = {(each.feed_url, each.id) for each in given}
        self.known_feeds = {each.feed_url for each in given if each.id in known}
        self._urls = {(each.feed_url, each.url) for each in given if each.url}
        self.oldest: dict[str | None, datetime] = {}
        for each in given:
            if each.published_at and each.id in known:
                self.oldest[each.feed_url] = min(each.published_at, self.oldest.get(each.feed_url, each.published_at))

    def no_more(self, row: AnyRow) -> bool:
        """Whether the feed, which still tells what is older and known, has left an article out."""
        if (row.feed_url, row.id) in self.ids or (row.feed_url, row.url) in self._urls or not row.published_at:
            return False
        return row.feed_url in self.oldest and bool(self.oldest[row.feed_url] < row.published_at)


def _renamed(connection: Connection, telling: Sequence[Article]) -> dict[str, AnyRow]:
    """Those whose address a known article has by now that had another one before.

    Of articles that share their address from the first, as those of a live page do, it says nothing.
    """
    versions = article_versions.c
    had_another = exists().where(versions.article_id == articles.c.id, versions.url != articles.c.url)
    query = select(*_COLUMNS).where(had_another)
    urls = sorted({each.url for each in telling if each.url})
    rows = {(row.feed_url, row.url): row for row in rows_in(connection, query, articles.c.url, urls)}
    return {each.id: rows[each.feed_url, each.url] for each in telling if (each.feed_url, each.url) in rows}


def _at_one_moment(connection: Connection, telling: Sequence[Article], brought: _Brought) -> dict[str, AnyRow]:
    query = select(*_COLUMNS).where(_NEWS)
    by_guid: dict[tuple[object, ...], AnyRow | None] = {}
    by_words: dict[tuple[object, ...], AnyRow] = {}
    by_title: dict[tuple[object, ...], list[AnyRow]] = defaultdict(list)
    moments = sorted({each.published_at for each in telling if each.published_at})
    for row in rows_in(connection, query, articles.c.told_at, moments):
        by_words[_words(row)] = row
        by_title[_titled(row)].append(row)
        if row.guid:
            is_told = (row.feed_url, row.id) in brought.ids or _name(row) in by_guid
            by_guid[_name(row)] = None if is_told else row
    found = {}
    for each in telling:
        before = by_guid.get(_name(each)) or (by_words.get(_words(each)) if each.text != each.title else None)
        if before:
            found[each.id] = before
    unknown = [each for each in telling if each.feed_url not in brought.known_feeds]
    return _set_up_anew(unknown, by_title) | found


def _set_up_anew(
    telling: Sequence[Article], by_title: Mapping[tuple[object, ...], Sequence[AnyRow]]
) -> dict[str, AnyRow]:
    """Those of feeds that bring nothing known, by enough of which it shows that they were told before."""
    often = Counter(map(_titled, telling))
    again: defaultdict[str | None, dict[str, AnyRow]] = defaultdict(dict)
    for each in telling:
        before = by_title.get(_titled(each), ())
        if len(before) == often[_titled(each)] == 1:
            again[each.feed_url][each.id] = before[0]
    return {id_: row for rows in again.values() if len(rows) >= _FEWEST_SET_UP_ANEW for id_, row in rows.items()}


def _replaced(connection: Connection, telling: Sequence[Article], brought: _Brought) -> dict[str, AnyRow]:
    """Those that stand in the place of nearly the same; of several that do so, the first."""
    dated = {(each.published_at, each.id): each for each in telling if each.published_at}
    gone: defaultdict[tuple[str, str], list[AnyRow]] = defaultdict(list)
    for row in _gone(connection, sorted({moment for moment, _ in dated}), {each.feed_url for each in telling}, brought):
        gone[row.feed_url, row.source].append(row)
    found: dict[str, AnyRow] = {}
    for (moment, _), each in sorted(dated.items()):
        there = gone[each.feed_url or "", each.source]
        for row in there:
            is_near = abs(row.published_at - moment) <= _EDITED_WITHIN
            if is_near and is_rewritten((row.title, row.text), (each.title, each.text)):
                found[each.id] = row
                there.remove(row)
                break
    return found


def _gone(
    connection: Connection, moments: Sequence[datetime], feed_urls: Collection[str | None], brought: _Brought
) -> list[AnyRow]:
    """What these feeds have told near these moments and tell no more; texts are read of that alone."""
    query = select(*(column for column in _COLUMNS if column.name != "text")).where(
        _NEWS, articles.c.told_at.between(bindparam("first"), bindparam("last")), articles.c.feed_url.in_(feed_urls)
    )
    ids: list[str] = []
    for first, last in _stretches(moments):
        ids += (row.id for row in connection.execute(query, {"first": first, "last": last}) if brought.no_more(row))
    return list(rows_in(connection, select(*_COLUMNS).order_by(articles.c.number), articles.c.id, ids))


def _stretches(moments: Sequence[datetime]) -> Iterator[tuple[datetime, datetime]]:
    """The time around each moment, in order; what overlaps is one."""
    start = end = None
    for moment in moments:
        if start and end and moment - _EDITED_WITHIN <= end:
            end = moment + _EDITED_WITHIN
            continue
        if start and end:
            yield start, end
        start, end = moment - _EDITED_WITHIN, moment + _EDITED_WITHIN
    if start and end:
        yield start, end


def _told_before(row: AnyRow, now: Article) -> ToldBefore:
    return ToldBefore(row.id, is_edited=(row.title, row.text) != (now.title, now.text))


def _name(said: Article | AnyRow) -> tuple[object, ...]:
    return said.feed_url, said.published_at, said.guid


def _words(said: Article | AnyRow) -> tuple[object, ...]:
    return said.feed_url, said.published_at, said.source, said.title, said.text


def _titled(said: Article | AnyRow) -> tuple[object, ...]:
    return said.feed_url, said.published_at, said.source, said.title
