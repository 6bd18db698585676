"""What the entries of every kind of feed share: from what stands in them to articles, each once. Pure.

The readers of XML and of JSON take a document apart; what an entry means is decided here, once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urljoin, urlsplit

from bot.errors import BadValueError, Figure, Phrase
from bot.model import Article, FeedProfile
from bot.sources.addresses import check_url
from bot.sources.clean import clean_title, shortened
from bot.sources.feed_dates import read_moment
from bot.sources.identity import article_id, canonical_url
from bot.text.language import detect_language

MOST_ENTRIES = 2_000

_SLUG = re.compile(r"[\W_]*|https?:\S*|[a-z0-9]+(?:[-_][a-z0-9]+)+")
_NO_NAME = frozenset(
    """
    rss feed rss-feed home index news untitled default title channel blog latest all world international
    """.split()  # noqa: SIM905 - a list of words
) | {"top stories", "latest news", "all news", "world news", "all stories", "rss feed", "breaking news"}
# What programs write that have no id, where a document of one entry would show it for an id.
_NO_GUID = frozenset({"0", "-1", "null", "NULL", "none", "None", "nil", "undefined", "NaN", "false", "true"})
_NAME_ENDS = re.compile(r"(?:\s+[-–—|:·»]?\s*(?:rss|atom|rss feed|feed))?[\s\-–—|:·»]*\Z", re.IGNORECASE)
_HOST_STARTS = re.compile(r"^(?:(?:www\d?|feeds?|rss)\.)+(?=[^.]+\.)")
_LONGEST_NAME = 80
_LONGEST_MADE_TITLE = 100
_MOST_NAMES = 10
_LONGEST_GUID = 200


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What a feed held at one moment.

    Attributes:
        articles: In the feed's order, each once.
        warnings: What a moderator may want to know about the feed, a sentence each.
        entries: How many entries stand in the document.
    """

    profile: FeedProfile
    articles: tuple[Article, ...]
    warnings: tuple[Phrase, ...]
    entries: int


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What holds for all entries of a feed.

    Attributes:
        url: The address that it is known by, and its entries by theirs.
        lives_at: Where it has moved for good; `url` where it has not.
    """

    url: str
    lives_at: str
    profile: FeedProfile
    now: datetime

    @property
    def base(self) -> str:
        """What relative links are relative to."""
        return self.profile.site_url or self.lives_at


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, read but not yet told apart from the others.

    Attributes:
        said_date: The first date that stands in it, readable or not.
        authors: Names, joined by commas.
        categories: What it is filed under, joined by commas.
        image_url: Its picture.
    """

    guid: str
    url: str | None
    title: str
    text: str
    source: str
    language: str | None
    said_date: str
    published_at: datetime | None
    authors: str
    categories: str
    image_url: str | None


def read_entry(
    feed: FeedHead,
    *,
    guid: str,
    url: str | None,
    title: str,
    texts: Iterable[str],
    dates: Sequence[str],
    authors: Iterable[str],
    source: str | None = None,
    language: str | None = None,
    categories: Iterable[str] = (),
    image: str = "",
) -> Entry | None:
    """An entry made of cleaned parts; None where it says nothing.

    Args:
        title: Cleaned; may be empty, as on microblogs.
        texts: Cleaned; the longest is the text.
        dates: As they stand there, the best first; the first that can be read counts.
        source: The publisher where it is another than the feed's.
    """
    text = max(texts, key=len, default="")
    if not (title or text):
        return None
    publisher = source or feed.profile.title
    return Entry(
        guid=guid.strip(),
        url=url,
        title=title or made_title(text),
        text=text or title,
        source=publisher,
        language=language or feed.profile.language,
        said_date=dates[0] if dates else "",
        published_at=next((moment for said in dates if (moment := read_moment(said, now=feed.now))), None),
        authors=author_names(authors, publisher),
        categories=_names(map(clean_title, islice(categories, 2 * _MOST_NAMES))),
        image_url=web_address(image, feed.base),
    )


def feed_read(feed: FeedHead, entries: Sequence[Entry], *, stood: int, warnings: Iterable[Phrase]) -> FeedRead:
    """The feed with its entries as articles, each once: the first of those that are the same.

    Args:
        entries: Those that say something, of the first `MOST_ENTRIES`.
        stood: How many stand in the document.
        warnings: About the document.
    """
    articles: dict[str, Article] = {}
    for (id_, guid), entry in zip(_ids(entries, feed), entries, strict=True):
        if id_ not in articles:
            articles[id_] = _article(id_, guid, entry, feed)
    told = (*warnings, *_entry_warnings(stood, entries, len(articles)))
    return FeedRead(feed.profile, tuple(articles.values()), told, stood)


def made_title(text: str) -> str:
    """The beginning of a text that has no title."""
    return shortened(text.partition("\n")[0], _LONGEST_MADE_TITLE)


def publisher_name(title: str, address: str) -> str:
    """The publisher's name: the feed's title, or the host of its site where that is no name at all."""
    name = _NAME_ENDS.sub("", clean_title(title))
    if _SLUG.fullmatch(name) or name.lower() in _NO_NAME:
        return _HOST_STARTS.sub("", _host(address) or address)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:  # "http://[bad", which a feed may name as the site of an entry's publisher
        return None


def author_names(said: Iterable[str], publisher: str) -> str:
    """Who wrote it, "A, B": each once, without mail addresses, and without a publisher that names itself."""
    clean = (clean_title(_without_addresses(name)).strip("() ") for name in islice(said, 2 * _MOST_NAMES))
    return _names(name for name in clean if name.casefold() != publisher.casefold())


def _without_addresses(name: str) -> str:
    """The name in "editor@example.org (Ada Writer)", as RSS prescribes; nothing of an address alone."""
    return " ".join(word for word in name.split() if "@" not in word[1:-1])


def _names(said: Iterable[str]) -> str:
    """The first few, each once, joined by commas."""
    names: dict[str, str] = {}
    for name in said:
        if name and len(name) <= _LONGEST_NAME:
            names.setdefault(name.casefold(), name)
    return ", ".join(list(names.values())[:_MOST_NAMES])


def web_address(link: str, base: str) -> str | None:
    """The canonical address of a link, or None where it leads to nothing that a browser would open."""
    try:
        return canonical_url(check_url(urljoin(base, link.strip()))) if link else None
    except (BadValueError, ValueError):  # urljoin's own: "http://[broken"
        return None


def is_front_page(url: str) -> bool:
    """Whether an address is that of a whole site."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _article(id_: str, guid: str | None, entry: Entry, feed: FeedHead) -> Article:
    found = (("author", entry.authors), ("categories", entry.categories), ("image", entry.image_url))
    sample = entry.text if entry.text.startswith(entry.title) else f"{entry.title} {entry.text}"
    return Article(
        id=id_,
        source=entry.source,
        title=entry.title,
        text=entry.text,
        first_seen_at=feed.now,
        feed_url=feed.url,
        url=entry.url,
        language=detect_language(sample, entry.language),
        published_at=entry.published_at,
        credits={kind: said for kind, said in found if said},
        guid=guid,
    )


def _ids(entries: Sequence[Entry], feed: FeedHead) -> Iterable[tuple[str, str | None]]:
    """Each entry's id: by its address or guid, unless several entries, or the whole site, go by the same.

    Beside it the guid, where the id does not follow from that and the entry can be known by it and its date.
    """
    the_sites = {feed.profile.site_url, canonical_url(feed.url), canonical_url(feed.lives_at)}
    titles = _titles(entries)
    taken_urls = the_sites | _told_of_several(zip((entry.url for entry in entries), titles, strict=True))
    told = (
        title if entry.url in taken_urls else entry.url or title for entry, title in zip(entries, titles, strict=True)
    )
    taken_guids = _NO_GUID | _told_of_several(zip((entry.guid for entry in entries), told, strict=True))
    for entry in entries:
        named = web_address(entry.guid, feed.lives_at)
        is_its_own = entry.guid not in taken_guids and not (named and (named in the_sites or is_front_page(named)))
        guid = entry.guid if is_its_own else None
        url = None if not entry.url or entry.url in taken_urls or is_front_page(entry.url) else entry.url
        id_ = article_id(feed.url, guid, url, entry.title)
        tells_more = guid and len(guid) <= _LONGEST_GUID and id_ != article_id(feed.url, guid, named, "")
        yield id_, guid if tells_more and _is_moment(entry.published_at) else None


def _titles(entries: Sequence[Entry]) -> list[str]:
    """Of each entry; where one stands there before and after its edit, with one address, id and date, the first."""
    first: dict[tuple[str | None, str, datetime | None], str] = {}
    return [
        first.setdefault((entry.url, entry.guid, entry.published_at), entry.title)
        if entry.url and entry.guid and entry.published_at
        else entry.title
        for entry in entries
    ]


def _told_of_several(pairs: Iterable[tuple[str | None, str]]) -> set[str | None]:
    """The addresses or ids that stand on more than one thing, and so identify none of them."""
    counts = Counter(name for name, _ in set(pairs))
    return {name for name, count in counts.items() if count > 1}


def _is_moment(said: datetime | None) -> bool:
    """Whether it tells two articles apart: a whole hour is a day's midnight in some zone, and a quarter in others."""
    return said is not None and bool(said.second or said.minute % 15)


def _entry_warnings(stood: int, entries: Sequence[Entry], articles: int) -> Iterable[Phrase]:
    if stood > MOST_ENTRIES:
        yield Phrase("only the first {read} of {all} entries were read", read=Figure(MOST_ENTRIES), all=Figure(stood))
    if empty := min(stood, MOST_ENTRIES) - len(entries):
        yield Phrase("{number} of {all} entries have neither a title nor a text", number=empty, all=stood)
    if repeated := len(entries) - articles:
        yield Phrase("{number} of {all} entries repeat another", number=repeated, all=stood)
    undated = [entry for entry in entries if entry.published_at is None]
    if undated:
        example = next((entry.said_date for entry in undated if entry.said_date), None)
        if example:
            such = clean_title(example)[:40]
            yield Phrase(
                "{number} of {all} entries have no usable date, such as “{such}”",
                number=len(undated),
                all=stood,
                such=such,
            )
        else:
            yield Phrase("{number} of {all} entries have no date", number=len(undated), all=stood)


def broken_encoding(encoding: str) -> Phrase:
    """That some letters are not what they were."""
    return Phrase("some letters can't be read: the feed breaks its own encoding ({encoding})", encoding=encoding)
