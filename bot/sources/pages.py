"""An article's own page to its text, by trafilatura (Barbaresi 2021, ACL demo). Runs where feeds are parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bot.errors import ParseError, Phrase
from bot.model import Article
from bot.sources.asides import without_asides
from bot.sources.clean import LONGEST_TEXT, shortened
from bot.sources.documents import decoded
from bot.sources.entries import is_front_page, made_title, web_address
from bot.sources.feed_dates import read_moment
from bot.sources.identity import article_id, canonical_url
from bot.sources.page_heads import read_head
from bot.sources.tags import attributes
from bot.text.language import detect_language

NO_ARTICLE = Phrase("no article is found on this page")

_META_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
_CANONICAL = re.compile(r"<link\s[^<>]{0,200}rel\s*=\s*[\"']?canonical[\"'\s][^<>]{0,2000}", re.IGNORECASE)
_HEAD = 200_000
_OTHER_NAMES = re.compile(r"^(?:www|m|mobile|amp)\.")


@dataclass(frozen=True, slots=True)
class PageRead:
    """What a page says.

    Attributes:
        text: Clean paragraphs separated by a blank line.
        canonical_url: The address that the page calls its own, where that is another page of the same site than the
            front page; None where it is not.
        title: One line, cleaned; the beginning of the text where the page has none.
        site: What the site calls itself; its host where it says nothing.
        language: Two letters, or None where nobody can tell.
        published_at: As the page says; None where it says nothing.
        is_paid: The publisher says that not all of it can be read without paying.
    """

    text: str
    canonical_url: str | None
    title: str
    site: str
    language: str | None
    published_at: datetime | None
    is_paid: bool


def read_page(body: bytes, *, url: str, now: datetime, content_type: str | None = None) -> PageRead:
    """The article on a page.

    Args:
        body: The HTML, in whatever encoding.
        url: Where it came from.
        now: When it was read.
        content_type: The server's header, for its charset.

    Raises:
        ParseError: No article is found on it.
    """
    from trafilatura import extract  # noqa: PLC0415 - takes 0.2 s and 16 MB, which most feeds do without

    page = decoded(body, _with_charset(body, content_type)).text
    # Best on the public benchmark with these two; `fast` would lose two points (`python -m bench.pages`).
    text = extract(page, url=url, include_comments=False, favor_precision=True)
    paragraphs = without_asides([" ".join(line.split()) for line in (text or "").splitlines() if line.strip()])
    if not paragraphs:
        raise ParseError(url, NO_ARTICLE)
    head = read_head(page)
    return PageRead(
        text=shortened("\n\n".join(paragraphs), LONGEST_TEXT),
        canonical_url=_canonical(page, url),
        title=head.title or made_title(paragraphs[0]),
        site=head.site or _site(url),
        language=detect_language(" ".join(paragraphs), head.language),
        published_at=read_moment(head.said_date, now=now),
        is_paid=head.is_paid,
    )


def page_article(page: PageRead, *, url: str, now: datetime) -> Article:
    """The article of a page that no feed brought; `url` is where the page stood."""
    address = page.canonical_url or canonical_url(url)
    return Article(
        id=article_id(None, None, address, page.title),
        source=page.site,
        title=page.title,
        text=page.text,
        first_seen_at=now,
        url=address,
        language=page.language,
        published_at=page.published_at,
    )


def _with_charset(body: bytes, content_type: str | None) -> str | None:
    """The header, or where it says nothing of the charset, what the page says of itself."""
    if "charset" in (content_type or "").lower():
        return content_type
    said = _META_CHARSET.search(body[:4096])
    return f"text/html; charset={said[1].decode()}" if said else content_type


def _canonical(page: str, url: str) -> str | None:
    """`rel=canonical` (RFC 6596), believed within one site: nobody may speak in another's name.

    Nor is the site's front page believed to be an article's: templates name it on each of their pages.
    """
    link = _CANONICAL.search(page[:_HEAD])
    address = web_address(attributes(link[0]).get("href", ""), url) if link else None
    return address if address and _site(address) == _site(url) and not is_front_page(address) else None


def _site(url: str) -> str:
    return _OTHER_NAMES.sub("", urlsplit(url).hostname or "")
