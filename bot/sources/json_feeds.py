"""JSON Feed 1.0 and 1.1 (jsonfeed.org) to articles, as forgiving as feedparser is with XML. Pure.

What has the wrong type counts as missing, and one broken entry is never the end of the others.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.errors import ParseError, Phrase
from bot.model import FeedProfile
from bot.sources.clean import clean_text, clean_title
from bot.sources.documents import Decoded
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

_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/", re.IGNORECASE)
# JSON can spell halves of a letter; no text may hold one, and nothing encodes it.
_HALF_A_LETTER = re.compile("[\ud800-\udfff]")


class _Number(str):
    """A number as it is written: one that stands for an id is a name, not an amount."""

    __slots__ = ()


def read_json_feed(document: Decoded, *, feed_url: str, lives_at: str, now: datetime) -> FeedRead:
    """The articles in a JSON Feed; arguments and result as with `bot.sources.feeds.parse_feed`.

    Raises:
        ParseError: It is no JSON, or no feed.
    """
    head = _head(document.text, feed_url)
    site_url = web_address(_text(head, "home_page_url"), lives_at)
    profile = FeedProfile(
        title=publisher_name(_text(head, "title"), site_url or feed_url),
        language=language_code(_text(head, "language")),
        site_url=site_url,
        image_url=web_address(_text(head, "icon") or _text(head, "favicon"), site_url or lives_at),
    )
    feed = FeedHead(feed_url, lives_at, profile, now)
    items = head.get("items") or []
    if not isinstance(items, list):
        raise ParseError(feed_url, Phrase("the JSON Feed is broken: its items are no list"))
    feed_authors = list(_authors(head))
    read = (_read_item(item, feed, feed_authors) for item in items[:MOST_ENTRIES])
    entries = [entry for entry in read if entry is not None]
    return feed_read(feed, entries, stood=len(items), warnings=_warnings(document, head))


def _head(text: str, feed_url: str) -> dict[str, Any]:
    try:
        # "strict" would refuse a tab or a line end within a text.
        head = json.loads(text, strict=False, parse_int=_Number, parse_float=_Number, parse_constant=_Number)
    except json.JSONDecodeError as error:
        why = Phrase("the JSON is broken in line {line}: {why}", line=error.lineno, why=error.msg)
        raise ParseError(feed_url, why) from error
    except RecursionError as error:
        raise ParseError(feed_url, Phrase("the JSON is nested more deeply than any feed")) from error
    if not isinstance(head, dict) or not ("items" in head or _VERSION.match(_text(head, "version"))):
        raise ParseError(feed_url, Phrase("that is JSON, but not a JSON Feed"))
    return head


def _read_item(item: object, feed: FeedHead, feed_authors: Iterable[str]) -> Entry | None:
    if not isinstance(item, dict):
        return None
    id_ = _id(item)
    links = (_text(item, "url"), _text(item, "external_url"), id_ if id_.startswith(("http://", "https://")) else "")
    return read_entry(
        feed,
        guid=id_,
        url=next((address for link in links if (address := web_address(link, feed.base))), None),
        title=clean_title(_text(item, "title")),
        texts=[
            clean_text(_text(item, "content_html")),
            *(clean_text(html.escape(_text(item, key), quote=False)) for key in ("content_text", "summary")),
        ],
        dates=[said for key in ("date_published", "date_modified") if (said := _text(item, key))],
        authors=list(_authors(item)) or feed_authors,
        language=language_code(_text(item, "language")),
        categories=_tags(item),
        image=_text(item, "image") or _text(item, "banner_image"),
    )


def _authors(mapping: dict[str, Any]) -> Iterable[str]:
    """Version 1.1 has a list of authors, 1.0 one author."""
    authors = mapping.get("authors")
    for author in [*(authors if isinstance(authors, list) else ()), mapping.get("author")]:
        if isinstance(author, dict) and (name := _text(author, "name")):
            yield name


def _tags(item: dict[str, Any]) -> Iterable[str]:
    tags = item.get("tags")
    return [_HALF_A_LETTER.sub("\ufffd", tag) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else ()


def _id(item: dict[str, Any]) -> str:
    """Version 1.0 asks readers to take numbers for the text that they are written with."""
    value = item.get("id")
    return str(value) if isinstance(value, _Number) else _text(item, "id")


def _text(mapping: dict[str, Any], key: str) -> str:
    value = mapping.get(key)
    return _HALF_A_LETTER.sub("\ufffd", value) if isinstance(value, str) and not isinstance(value, _Number) else ""


def _warnings(document: Decoded, head: dict[str, Any]) -> Iterable[Phrase]:
    if document.damaged:
        yield broken_encoding(document.encoding)
    if head.get("expired") is True:
        yield Phrase("the publisher says that this feed has ended")
