"""Feeds (RSS 0.9x to 2.0, RDF, Atom, CDF) to articles. The only module that knows feedparser.

Synchronous, and its arguments and results can be pickled: the caller chooses a thread or a process.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.sax import SAXParseException

import feedparser

from bot.errors import BadValueError, ParseError
from bot.model import Article
from bot.sources.addresses import check_url
from bot.sources.clean import clean_text, clean_title
from bot.sources.documents import XmlDocument, read_xml
from bot.sources.feed_dates import read_moment
from bot.sources.identity import article_id, canonical_url

MOST_ENTRIES = 2_000

DetectLanguage = Callable[[str, str | None], str | None]
"""Text and the language its feed claims, to two letters or None; a plain module function, so that it pickles."""

_FEED_ROOTS = frozenset({"rss", "rdf", "feed", "channel", "entry"})
_PAGE_ROOTS = frozenset({"html", "head", "body", "div", "p", "br", "img", "iframe", "script", "meta", "title", "link"})

# In the order in which they tell when a text was published rather than touched.
_DATE_KEYS = ("published", "created", "updated")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)
_SLUG = re.compile(r"[\W_]*|https?:\S*|[a-z0-9]+(?:[-_][a-z0-9]+)+")
_NO_NAME = frozenset(
    """
    rss feed rss-feed home index news untitled default title channel blog latest all world international
    """.split()  # noqa: SIM905 - a list of words
) | {"top stories", "latest news", "all news", "world news", "all stories", "rss feed", "breaking news"}
_NAME_ENDS = re.compile(r"(?:\s+[-–—|:·»]?\s*(?:rss|atom|rss feed|feed))?[\s\-–—|:·»]*\Z", re.IGNORECASE)
_HOST_STARTS = re.compile(r"^(?:(?:www\d?|feeds?|rss)\.)+(?=[^.]+\.)")
_LONGEST_NAME = 80
_LONGEST_MADE_TITLE = 100
_LANGUAGE_SAMPLE = 600

# What feedparser lets escape from markup it trips over; each was met or can be read in its source.
_FEEDPARSER_TRIPS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What a feed held at one moment.

    Attributes:
        title: Who publishes it, as a person would say; never empty.
        language: Two letters, as the feed claims.
        site_url: The page that the feed belongs to.
        articles: In the feed's order, each once.
        warnings: What a moderator may want to know about the feed, a sentence each.
        entries: How many entries stand in the document.
    """

    title: str
    language: str | None
    site_url: str | None
    articles: tuple[Article, ...]
    warnings: tuple[str, ...]
    entries: int


@dataclass(frozen=True, slots=True)
class _Feed:
    """What holds for all entries of a feed."""

    url: str
    site_url: str | None
    publisher: str
    language: str | None
    now: datetime
    detect_language: DetectLanguage


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry, read but not yet told apart from the others."""

    guid: str
    url: str | None
    title: str
    text: str
    source: str
    language: str | None
    said_date: str
    published_at: datetime | None


def parse_feed(
    body: bytes,
    *,
    feed_url: str,
    now: datetime,
    detect_language: DetectLanguage,
    content_type: str | None = None,
) -> FeedRead:
    """The articles in a feed.

    Args:
        body: The document, in whatever encoding.
        feed_url: Where it came from; relative links are resolved against its site, or else this.
        now: When it was read: `first_seen_at` of every article.
        content_type: The server's `Content-Type`, for its charset.
        detect_language: Judges each article, given the language the feed claims.

    Raises:
        ParseError: It is no feed, or declares entities of its own.
    """
    document = read_xml(body, source=feed_url, content_type=content_type)
    _refuse_what_is_no_feed(document, feed_url)
    parsed = _parsed(document, feed_url)
    head: dict[str, Any] = parsed["feed"]
    site_url = _web_address(_text(head, "link"), feed_url)
    feed = _Feed(
        url=feed_url,
        site_url=site_url,
        publisher=publisher_name(_text(head, "title"), site_url or feed_url),
        language=_two_letters(_text(head, "language")),
        now=now,
        detect_language=detect_language,
    )
    raw = parsed["entries"]
    entries = [entry for item in raw[:MOST_ENTRIES] if (entry := _read_entry(item, feed)) is not None]
    articles = _articles(entries, feed)
    warnings = (*_document_warnings(document, parsed), *_entry_warnings(len(raw), entries, len(articles)))
    return FeedRead(feed.publisher, feed.language, site_url, articles, warnings, len(raw))


def publisher_name(title: str, address: str) -> str:
    """The publisher's name: the feed's title, or the host of its site where that is no name at all."""
    name = _NAME_ENDS.sub("", clean_title(title))
    if _SLUG.fullmatch(name) or name.lower() in _NO_NAME:
        return _HOST_STARTS.sub("", urlsplit(address).hostname or address)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"


def _refuse_what_is_no_feed(document: XmlDocument, feed_url: str) -> None:
    root = document.root
    if root in _FEED_ROOTS:
        return
    if root in _PAGE_ROOTS:
        raise ParseError(feed_url, "that is a web page, not a feed")
    if root == "opml":
        raise ParseError(feed_url, "that is a list of feeds (OPML), not a feed: import it instead")
    raise ParseError(feed_url, f"that is no feed but an XML document of another kind ({root[:40]})")


def _parsed(document: XmlDocument, feed_url: str) -> dict[str, Any]:
    try:
        parsed: dict[str, Any] = feedparser.parse(
            io.BytesIO(document.as_utf8()),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,  # `clean` keeps no markup at all
            resolve_relative_uris=False,
        )
    except _FEEDPARSER_TRIPS as error:
        raise ParseError(feed_url, "the feed is too broken to be read") from error
    if not parsed["entries"] and not parsed["version"]:
        raise ParseError(feed_url, "that is no feed: it has neither a known format nor entries")
    return parsed


def _read_entry(item: dict[str, Any], feed: _Feed) -> _Entry | None:
    """None for an entry that says nothing."""
    title = clean_title(_text(item, "title"))
    text = max((clean_text(markup) for markup in _markups(item)), key=len, default="")
    if not (title or text):
        return None
    dates = [said for key in _DATE_KEYS if (said := _text(item, key))]
    return _Entry(
        guid=_text(item, "id").strip(),
        url=_link(item, feed.site_url or feed.url),
        title=title or _made_title(text),
        text=text or title,
        source=_original_publisher(item, title) or feed.publisher,
        language=_claimed_language(item) or feed.language,
        said_date=dates[0] if dates else "",
        published_at=next((moment for said in dates if (moment := read_moment(said, now=feed.now))), None),
    )


def _markups(item: dict[str, Any]) -> Iterable[str]:
    for content in _parts(item, "content"):
        kind = _text(content, "type") or "text/html"
        if kind.startswith("text/") or kind.endswith(("xml", "html")):
            yield _text(content, "value")
    yield _text(item, "summary")


def _link(item: dict[str, Any], base: str) -> str | None:
    """The article's address: the original behind a redirecting feed service, else the entry's link."""
    candidates = [_text(item, "feedburner_origlink")]
    link = _text(item, "link")
    # feedparser takes every guid for a link that isn't said to be none, also "12345".
    if link != _text(item, "id") or link.startswith(("http://", "https://", "/")):
        candidates.append(link)
    candidates += [_text(other, "href") for other in _parts(item, "links") if _text(other, "rel") == "alternate"]
    for candidate in candidates:
        if candidate and (address := _web_address(candidate, base)):
            return address
    return None


def _web_address(link: str, base: str) -> str | None:
    try:
        return canonical_url(check_url(urljoin(base, link.strip()))) if link else None
    except (BadValueError, ValueError):  # urljoin's own: "http://[broken"
        return None


def _made_title(text: str) -> str:
    """The beginning of a text that has no title, as microblogs don't."""
    first = text.partition("\n")[0]
    return first if len(first) <= _LONGEST_MADE_TITLE else textwrap.shorten(first, _LONGEST_MADE_TITLE, placeholder="…")


def _original_publisher(item: dict[str, Any], title: str) -> str | None:
    """Whom an aggregator names as the source of an entry; Discourse names the entry itself, which is none."""
    for source in _parts(item, "source"):
        name = clean_title(_text(source, "title"))
        if name and name != title:
            return publisher_name(name, _text(source, "href") or name)
    return None


def _claimed_language(item: dict[str, Any]) -> str | None:
    details = [*_parts(item, "title_detail"), *_parts(item, "summary_detail"), *_parts(item, "content")]
    claims = (_two_letters(_text(detail, "language")) for detail in details)
    return next((claim for claim in claims if claim), None)


def _two_letters(language: str) -> str | None:
    match = _LANGUAGE.fullmatch(language.strip())
    return match[1].lower() if match else None


def _text(mapping: dict[str, Any], key: str) -> str:
    # `dict.get`, because feedparser's own guesses at other keys, and warns about it.
    value = dict.get(mapping, key)
    return value if isinstance(value, str) else ""


def _parts(mapping: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = dict.get(mapping, key)
    return [value] if isinstance(value, dict) else [part for part in value or () if isinstance(part, dict)]


def _articles(entries: Sequence[_Entry], feed: _Feed) -> tuple[Article, ...]:
    """The entries as articles, each once: the first of those that are the same."""
    articles: dict[str, Article] = {}
    for id_, entry in zip(_ids(entries, feed), entries, strict=True):
        if id_ not in articles:
            sample = entry.text if entry.text.startswith(entry.title) else f"{entry.title} {entry.text}"
            articles[id_] = Article(
                id=id_,
                source=entry.source,
                title=entry.title,
                text=entry.text,
                first_seen_at=feed.now,
                feed_url=feed.url,
                url=entry.url,
                language=feed.detect_language(" ".join(sample[:_LANGUAGE_SAMPLE].split()), entry.language),
                published_at=entry.published_at,
            )
    return tuple(articles.values())


def _ids(entries: Sequence[_Entry], feed: _Feed) -> Iterable[str]:
    """Each entry's id: by its address or guid, unless several entries, or the whole site, go by the same."""
    taken_urls = _told_of_several((entry.url, entry.title) for entry in entries)
    taken_urls |= {feed.site_url, canonical_url(feed.url)}
    taken_guids = _told_of_several((entry.guid, entry.url or entry.title) for entry in entries)
    for entry in entries:
        guid = None if entry.guid in taken_guids else entry.guid
        url = None if not entry.url or entry.url in taken_urls or _is_front_page(entry.url) else entry.url
        yield article_id(feed.url, guid, url, entry.title)


def _told_of_several(pairs: Iterable[tuple[str | None, str]]) -> set[str | None]:
    """The addresses or ids that stand on more than one thing, and so identify none of them."""
    counts = Counter(name for name, _ in set(pairs))
    return {name for name, count in counts.items() if count > 1}


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _document_warnings(document: XmlDocument, parsed: dict[str, Any]) -> Iterable[str]:
    if document.damaged:
        yield f"some letters can't be read: the feed breaks its own encoding ({document.encoding})"
    problem = parsed.get("bozo_exception")
    if parsed.get("bozo") and isinstance(problem, SAXParseException):
        yield f"the XML is not well formed: {problem.getMessage()}"


def _entry_warnings(raw: int, entries: Sequence[_Entry], articles: int) -> Iterable[str]:
    if raw > MOST_ENTRIES:
        yield f"only the first {MOST_ENTRIES:,} of {raw:,} entries were read"
    if empty := min(raw, MOST_ENTRIES) - len(entries):
        yield f"{empty} of {raw} entries have neither a title nor a text"
    if repeated := len(entries) - articles:
        yield f"{repeated} of {raw} entries repeat another"
    undated = [entry for entry in entries if entry.published_at is None]
    if undated:
        example = next((entry.said_date for entry in undated if entry.said_date), None)
        what = f"no usable date, such as “{clean_title(example)[:40]}”" if example else "no date"
        yield f"{len(undated)} of {raw} entries have {what}"
