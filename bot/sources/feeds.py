"""Feeds of every kind to articles: the kind is chosen here, by what the document is.

Synchronous, and its arguments and results can be pickled: `bot.sources.workers` runs it in a process.
"""

from __future__ import annotations

from datetime import datetime

from bot.errors import ParseError, Phrase
from bot.sources.documents import IS_LIST, XmlDocument, decoded, xml_document
from bot.sources.entries import FeedRead
from bot.sources.json_feeds import read_json_feed
from bot.sources.xml_feeds import read_xml_feed

_FEED_ROOTS = frozenset({"rss", "rdf", "feed", "channel", "entry"})
_PAGE_ROOTS = frozenset({"html", "head", "body", "div", "p", "br", "img", "iframe", "script", "meta", "title", "link"})


def parse_feed(
    body: bytes,
    *,
    feed_url: str,
    now: datetime,
    content_type: str | None = None,
    lives_at: str | None = None,
) -> FeedRead:
    """The articles in a feed.

    Args:
        body: The document, in whatever encoding.
        feed_url: The address that it is known by.
        now: When it was read: `first_seen_at` of every article.
        content_type: The server's `Content-Type`, for its charset.
        lives_at: Where it has moved for good; `feed_url` where None. Relative links are resolved against its site, or
            else this.

    Raises:
        ParseError: It is no feed, or declares entities of its own.
    """
    text, lives_at = decoded(body, content_type), lives_at or feed_url
    if text.is_json:
        return read_json_feed(text, feed_url=feed_url, lives_at=lives_at, now=now)
    document = xml_document(text, source=feed_url)
    _refuse_what_is_no_feed(document, feed_url)
    return read_xml_feed(document, feed_url=feed_url, lives_at=lives_at, now=now)


def _refuse_what_is_no_feed(document: XmlDocument, feed_url: str) -> None:
    root = document.root
    if root in _FEED_ROOTS:
        return
    if root in _PAGE_ROOTS:
        raise ParseError(feed_url, Phrase("that is a web page, not a feed"))
    if root == "opml":
        raise ParseError(feed_url, IS_LIST)
    why = Phrase("that is no feed but an XML document of another kind ({root})", root=root[:40])
    raise ParseError(feed_url, why)
