"""From a web page to the feeds that it names (RSS autodiscovery; HTML Living Standard, link type "alternate"). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from bot.sources.documents import decoded
from bot.sources.entries import web_address
from bot.sources.tags import attributes

# Within quotation marks a ">" ends no tag ("News > World"); where they do not come in pairs the first one does.
_TAG = re.compile(
    r"""<(link|a|base)\s((?:[^<>"']|"[^"<]{0,2000}"|'[^'<]{0,2000}'){1,2000}+|[^<>]{1,2000})>""", re.IGNORECASE
)
_FEED_TYPE = re.compile(r"application/(?:rss\+xml|atom\+xml|feed\+json|rdf\+xml)", re.IGNORECASE)
_FEED_ADDRESS = re.compile(r"(?:^|[/.?=_-])(?:rss|atom|feeds?)(?:\.(?:xml|rss|json|php))?/?$", re.IGNORECASE)
_COMMENTS = re.compile(r"comments?[/._-]", re.IGNORECASE)
_USUAL = ("/feed", "/rss.xml", "/rss", "/atom.xml", "/feed.xml", "/index.xml")
_HEAD = 300_000
_MOST = 10


def feeds_named_in(page: bytes, *, url: str, content_type: str | None = None) -> tuple[str, ...]:
    """The addresses of the feeds that a page names, best first: those in its head, then links that look like one.

    Feeds of comments come last.

    Args:
        page: The HTML, in whatever encoding.
        url: Where it came from, for relative links.
        content_type: The server's header, for its charset.
    """
    tags = [(name.lower(), attributes(said)) for name, said in _TAG.findall(decoded(page, content_type).text[:_HEAD])]
    base = web_address(next((said["href"] for name, said in tags if name == "base" and "href" in said), ""), url) or url
    found = [address for link in (*_declared(tags), *_linked(tags)) if (address := web_address(link, base))]
    return tuple(sorted(dict.fromkeys(found), key=lambda address: bool(_COMMENTS.search(address))))[:_MOST]


def usual_addresses(url: str) -> tuple[str, ...]:
    """Where sites keep a feed that their pages do not name."""
    return tuple(urljoin(url, path) for path in _USUAL)


def _declared(tags: list[tuple[str, dict[str, str]]]) -> Iterator[str]:
    for name, said in tags:
        is_alternate = "alternate" in said.get("rel", "").lower().split()
        if name == "link" and is_alternate and _FEED_TYPE.match(said.get("type", "")):
            yield said.get("href", "")


def _linked(tags: list[tuple[str, dict[str, str]]]) -> Iterator[str]:
    for name, said in tags:
        if name == "a" and _FEED_ADDRESS.search(said.get("href", "")):
            yield said["href"]
