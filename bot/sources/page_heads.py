"""What a page says of its article outside the text: title, site, date, language, and whether it is for sale. Pure.

Nothing is guessed: a date that only stands somewhere on the page is none of the article's.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from itertools import islice

from bot.sources.clean import clean_title
from bot.sources.tags import attributes

# Of 400 kB most is scripts; what is looked for stands at the top, JSON-LD somewhere below it.
_READ = 400_000
_MOST_TAGS = 500
_META = re.compile(r"<meta\s[^<>]{0,2000}", re.IGNORECASE)
_TITLE = re.compile(r"<title(?:\s[^<>]{0,500})?>([^<]{0,2000})", re.IGNORECASE)
_HTML = re.compile(r"<html\s[^<>]{0,2000}", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2}(?=$|[-_])")
_LD_DATE = re.compile(r'"datePublished"\s{0,20}:\s{0,20}("[^"<>]{1,80}")')
_LD_PAID = re.compile(r'"isAccessibleForFree"\s{0,20}:\s{0,20}"?false', re.IGNORECASE)
_TIME = re.compile(r"<time\s[^<>]{0,500}", re.IGNORECASE)

# In the order in which they are believed: Open Graph (ogp.me), schema.org, Dublin Core, what publishers use besides.
_TITLES = ("og:title", "twitter:title", "dc.title")
_SITES = ("og:site_name", "application-name")
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "date",
)
_LONGEST_SITE = 80


@dataclass(frozen=True, slots=True)
class PageHead:
    """What a page says of itself; "" and None where it says nothing.

    Attributes:
        title: One line, cleaned.
        site: What the site calls itself, likewise.
        said_date: When the article was published, as it stands there.
        language: Two letters, as the page claims.
        is_paid: The publisher says that not all of it can be read without paying.
    """

    title: str
    site: str
    said_date: str
    language: str | None
    is_paid: bool


def read_head(page: str) -> PageHead:
    """The head of an HTML page, in a time that no page can stretch."""
    page = page[:_READ]
    named = _named_values(page)
    title = _TITLE.search(page)
    said = _LD_DATE.search(page)
    return PageHead(
        title=clean_title(_first(named, _TITLES) or (html.unescape(title[1]) if title else "")),
        site=clean_title(_first(named, _SITES))[:_LONGEST_SITE],
        said_date=_json_text(said[1]) if said else _first(named, _DATES) or _time(page),
        language=_language(page),
        is_paid=bool(_LD_PAID.search(page)),
    )


def _named_values(page: str) -> dict[str, str]:
    """What the `meta` tags say, by the name, property or itemprop of each; of several the first."""
    named: dict[str, str] = {}
    for tag in islice(_META.finditer(page), _MOST_TAGS):
        values = attributes(tag[0])
        for key in ("property", "name", "itemprop"):
            if (name := values.get(key)) and (content := values.get("content")):
                named.setdefault(name.lower(), content)
    return named


def _first(named: dict[str, str], names: tuple[str, ...]) -> str:
    return next((named[name] for name in names if name in named), "")


def _json_text(said: str) -> str:
    try:
        return str(json.loads(said))
    except ValueError:
        return ""


def _time(page: str) -> str:
    """The `time` element that is marked as the date of publication (HTML microdata)."""
    for tag in islice(_TIME.finditer(page), _MOST_TAGS):
        values = attributes(tag[0])
        if values.get("itemprop", "").lower() == "datepublished" or "pubdate" in values:
            return values.get("datetime", "")
    return ""


def _language(page: str) -> str | None:
    tag = _HTML.search(page)
    said = _LANGUAGE.match(attributes(tag[0]).get("lang", "")) if tag else None
    return said[0].lower() if said else None
