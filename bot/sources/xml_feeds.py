"""Feeds in XML (RSS 0.9x to 2.0, RDF, Atom, CDF) to articles. The only module that knows feedparser."""

from __future__ import annotations

import calendar
import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from xml.sax import SAXParseException

import feedparser
import feedparser.api

from bot.errors import ParseError, Phrase
from bot.model import FeedProfile
from bot.sources import whole_texts
from bot.sources.clean import clean_text, clean_title
from bot.sources.cuts import length_limit, marked
from bot.sources.documents import XmlDocument
from bot.sources.entries import (
    MOST_ENTRIES,
    Entry,
    FeedHead,
    FeedRead,
    broken_encoding,
    feed_read,
    publisher_name,
    read_entry,
    web_address,
)
from bot.text.language import language_code

feedparser.api.PREFERRED_XML_PARSERS = [whole_texts.__name__]

_BASE = re.compile(r"""\sxml:base\s{0,9}=\s{0,9}(["'])([^<]{0,2000}?)\1""")
# feedparser takes it for a text of the entry; by a name that it does not know it hands it over by itself.
_MEDIA_TEXT = re.compile(r"(</?media:)description(?=[\s/>])", re.IGNORECASE)
_MEDIA_TEXT_APART = "caption"
_WHOLE = re.compile(r"0*[1-9]\d{0,5}", re.ASCII)
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}

_HEAD = 20_000
_HOURS = {str(hour): hour % 24 for hour in range(25)} | {f"0{hour}": hour for hour in range(10)}
_DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}

# In the order in which they tell when a text was published rather than touched.
_DATE_KEYS = ("published", "created", "updated")

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


def read_xml_feed(document: XmlDocument, *, feed_url: str, lives_at: str, now: datetime) -> FeedRead:
    """The articles in a feed; arguments and result as with `bot.sources.feeds.parse_feed`.

    Raises:
        ParseError: feedparser cannot read it, or finds nothing that makes a feed.
    """
    parsed = _parsed(_with_media_texts_apart(_without_broken_bases(document, lives_at)), feed_url)
    head: dict[str, Any] = parsed["feed"]
    site_url = web_address(_text(head, "link"), lives_at)
    profile = FeedProfile(
        title=publisher_name(_text(head, "title"), site_url or feed_url),
        language=language_code(_text(head, "language")),
        site_url=site_url,
        image_url=_picture(head, site_url or lives_at),
        ttl=_ttl(head),
        skip_hours=_skipped(document.text, "hour", _HOURS),
        skip_days=_skipped(document.text, "day", _DAYS),
    )
    feed = FeedHead(feed_url, lives_at, profile, now)
    raw = parsed["entries"]
    items = raw[:MOST_ENTRIES]
    limit = length_limit(_text(item, "summary") for item in items)
    entries = [entry for item in items if (entry := _read_entry(item, feed, limit)) is not None]
    return feed_read(feed, entries, stood=len(raw), warnings=_document_warnings(document, parsed))


def _without_broken_bases(document: XmlDocument, lives_at: str) -> XmlDocument:
    """Without each `xml:base` that is no address: below it feedparser loses links and ids, whole ones too."""

    def kept(base: re.Match[str]) -> str:
        return base[0] if web_address(html.unescape(base[2]), lives_at) else ""

    return replace(document, text=_BASE.sub(kept, document.text))


def _with_media_texts_apart(document: XmlDocument) -> XmlDocument:
    """With what Media RSS says of a picture or a film under a name of its own."""
    return replace(document, text=_MEDIA_TEXT.sub(rf"\1{_MEDIA_TEXT_APART}", document.text))


def _parsed(document: XmlDocument, feed_url: str) -> dict[str, Any]:
    try:
        parsed: dict[str, Any] = feedparser.parse(
            io.BytesIO(document.as_utf8()),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,  # `clean` keeps no markup at all
            resolve_relative_uris=False,
        )
    except _FEEDPARSER_TRIPS as error:
        raise ParseError(feed_url, Phrase("the feed is too broken to be read")) from error
    if not parsed["entries"] and not parsed["version"]:
        raise ParseError(feed_url, Phrase("that is no feed: it has neither a known format nor entries"))
    return parsed


def _ttl(head: dict[str, Any]) -> timedelta | None:
    """RSS 2.0's minutes, or how often it is updated in the syndication module of RSS 1.0."""
    if minutes := _WHOLE.fullmatch(_text(head, "ttl").strip()):
        return timedelta(minutes=int(minutes[0]))
    period = _PERIODS.get(_text(head, "sy_updateperiod").strip().lower())
    times = _WHOLE.fullmatch(_text(head, "sy_updatefrequency").strip() or "1")
    return period / int(times[0]) if period and times else None


def _skipped(text: str, unit: str, numbers: Mapping[str, int]) -> tuple[int, ...]:
    """RSS 2.0's skipHours and skipDays, of which feedparser keeps the last only."""
    found = re.search(rf"<skip{unit}s>(.*?)</skip{unit}s>", text[:_HEAD], re.IGNORECASE | re.DOTALL)
    said = re.findall(rf"<{unit}>\s*(\w+)\s*</{unit}>", found[1], re.IGNORECASE) if found else ()
    return tuple(sorted({numbers[name.lower()] for name in said if name.lower() in numbers}))


def _picture(head: dict[str, Any], base: str) -> str | None:
    """RSS's and a podcast's image, Atom's logo or icon."""
    said = (*(_text(image, "href") or _text(image, "url") for image in _parts(head, "image")), _text(head, "logo"))
    return next((address for each in (*said, _text(head, "icon")) if (address := web_address(each, base))), None)


def _read_entry(item: dict[str, Any], feed: FeedHead, limit: int | None) -> Entry | None:
    title = clean_title(_text(item, "title"))
    return read_entry(
        feed,
        guid=_text(item, "id"),
        url=_link(item, feed.base),
        title=title,
        texts=_texts(item, limit),
        dates=[said for key in _DATE_KEYS if (said := _text(item, key))],
        authors=_authors(item),
        source=_original_publisher(item, title),
        language=_claimed_language(item),
        categories=[_text(tag, "label") or _text(tag, "term") for tag in _parts(item, "tags")],
        image=next(_images(item), ""),
    )


def _texts(item: dict[str, Any], limit: int | None) -> Sequence[str]:
    """The entry's own; of a film without one what is said of the film. A picture's is its caption."""
    own = [marked(clean_text(markup), markup, limit) for markup in _markups(item)]
    if any(own) or any(_pictures(item)):
        return own
    return [clean_text(_text(item, f"media_{_MEDIA_TEXT_APART}"))]


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
    return next((address for candidate in candidates if (address := web_address(candidate, base))), None)


def _pictures(item: dict[str, Any]) -> Iterator[str]:
    for media in _parts(item, "media_content"):
        if _text(media, "medium") == "image" or _text(media, "type").startswith("image/"):
            yield _text(media, "url")


def _images(item: dict[str, Any]) -> Iterator[str]:
    """Pictures that stand beside the text: Media RSS, enclosures."""
    yield from _pictures(item)
    yield from (_text(thumbnail, "url") for thumbnail in _parts(item, "media_thumbnail"))
    for link in _parts(item, "links"):
        if _text(link, "rel") == "enclosure" and _text(link, "type").startswith("image/"):
            yield _text(link, "href")


def _authors(item: dict[str, Any]) -> Iterable[str]:
    return [_text(author, "name") for author in _parts(item, "authors")] or [_text(item, "author")]


def _original_publisher(item: dict[str, Any], title: str) -> str | None:
    """Whom an aggregator names as the source of an entry; Discourse names the entry itself, which is none."""
    for source in _parts(item, "source"):
        name = clean_title(_text(source, "title"))
        if name and name != title:
            return publisher_name(name, _text(source, "href") or name)
    return None


def _claimed_language(item: dict[str, Any]) -> str | None:
    details = [*_parts(item, "title_detail"), *_parts(item, "summary_detail"), *_parts(item, "content")]
    claims = (language_code(_text(detail, "language")) for detail in details)
    return next((claim for claim in claims if claim), None)


def _text(mapping: dict[str, Any], key: str) -> str:
    # `dict.get`, because feedparser's own guesses at other keys, and warns about it.
    value = dict.get(mapping, key)
    return value if isinstance(value, str) else ""


def _parts(mapping: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = dict.get(mapping, key)
    return [value] if isinstance(value, dict) else [part for part in value or () if isinstance(part, dict)]


def _document_warnings(document: XmlDocument, parsed: dict[str, Any]) -> Iterable[Phrase]:
    if document.damaged:
        yield broken_encoding(document.encoding)
    problem = parsed.get("bozo_exception")
    if parsed.get("bozo") and isinstance(problem, SAXParseException):
        yield Phrase("the XML is not well formed: {why}", why=problem.getMessage())
