"""Lists of feeds as other readers write and read them (OPML 2.0). Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from bot.errors import BadValueError, Figure, ParseError, Phrase
from bot.sources.addresses import check_url
from bot.sources.clean import clean_title
from bot.sources.documents import NO_XML, decoded, xml_document

MOST_FEEDS = 20_000
# A list of half a megabyte, whose 5,000 feeds lay beneath a thousand folders with long names, took 1.2 GB: each has the
# names of all.
LONGEST_FOLDER = 500

_FOLDER_SEPARATOR = "/"
_FEED_TYPES = frozenset({"rss", "atom", "rdf"})
# Lists are often written by hand or by templates that escape nothing.
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);)")
_ATTRIBUTE = re.compile(r"=\s*\"[^\"]*\"")
_TAG = re.compile(r"<(/?)outline\b([^<>]*)>", re.IGNORECASE)
_NAMED = re.compile(r"\b(xmlurl|url|title|text|type)\s*=\s*\"([^\"]*)\"", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """One feed of a list.

    Attributes:
        url: As `check_url` writes it.
        title: One line; empty where the list gives none.
        folder: Names of the folders it lies in, joined by "/", of which the innermost are left out where all would be
            too long; empty at the top.
    """

    url: str
    title: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class OpmlRead:
    """A list as read: the feeds in its order, each once, and a sentence for each line that is none."""

    feeds: tuple[OpmlFeed, ...]
    problems: tuple[Phrase, ...]


def read_opml(data: bytes) -> OpmlRead:
    """The feeds in a list.

    Raises:
        BadValueError: It is no OPML, or declares entities of its own.
    """
    came = decoded(data)
    try:
        document = xml_document(came, source="OPML")
    except ParseError as error:
        raise BadValueError("this is no list of feeds (OPML): {reason}", reason=error.reason) from error
    if document.root != "opml" and not came.text.lstrip().startswith("<"):  # a text with a tag in it
        raise BadValueError("this is no list of feeds (OPML): {reason}", reason=NO_XML)
    if document.root != "opml":
        raise BadValueError(
            "this is no list of feeds (OPML) but a document of another kind ({root})", root=document.root[:40]
        )
    try:
        outlines = _walk(document.text)
    except expat.ExpatError:
        text = _repaired(document.text)
        try:
            outlines = _walk(text)
        except expat.ExpatError as error:
            outlines = _picked(text)
            if not outlines.feeds:
                raise BadValueError("this list of feeds (OPML) is broken: {reason}", reason=error) from error
            broken = Phrase("the list is broken ({why}), so feeds or folders of it may be missing", why=error)
            outlines.problems.insert(0, broken)
    return OpmlRead(tuple(outlines.feeds.values()), tuple(outlines.problems))


def write_opml(feeds: Iterable[OpmlFeed], title: str) -> bytes:
    """A list that `read_opml` reads back as the same feeds."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(clean_title(title))}</title></head>",
        "  <body>",
    ]
    for folder, inside in groupby(feeds, key=lambda feed: feed.folder):
        names = [name for name in folder.split(_FOLDER_SEPARATOR) if name]
        lines += [f"{_indent(depth)}<outline text={_in_quotes(name)}>" for depth, name in enumerate(names)]
        lines += [
            f'{_indent(len(names))}<outline type="rss" text={_in_quotes(feed.title)} xmlUrl={_in_quotes(feed.url)}/>'
            for feed in inside
        ]
        lines += [f"{_indent(depth)}</outline>" for depth in reversed(range(len(names)))]
    lines += ["  </body>", "</opml>", ""]
    return "\n".join(lines).encode("utf-8")


def _repaired(text: str) -> str:
    text = _BARE_AMPERSAND.sub("&amp;", text)
    return _ATTRIBUTE.sub(lambda attribute: attribute[0].replace("<", "&lt;"), text)


def _walk(text: str) -> _Outlines:
    outlines = _Outlines()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = outlines.start
    parser.EndElementHandler = outlines.end
    parser.Parse(text.encode("utf-8"), True)
    return outlines


def _picked(text: str) -> _Outlines:
    """What can be made out where quotes are left open within a line: `description=""So" it goes" xmlUrl="…"`."""
    outlines = _Outlines()
    for closing, inside in _TAG.findall(text):
        if not closing:
            outlines.start("outline", {name: html.unescape(value) for name, value in _NAMED.findall(inside)})
        if (closing or inside.endswith("/")) and outlines.folders:
            outlines.end("outline")
    return outlines


def _in_quotes(text: str) -> str:
    return quoteattr("".join(char for char in text if char.isprintable()))


def _indent(depth: int) -> str:
    return "  " * (depth + 2)


@dataclass(slots=True)
class _Outlines:
    """Collects feeds while the parser walks the outlines; `folders` holds for each that is open what lies in it."""

    feeds: dict[str, OpmlFeed] = field(default_factory=dict)
    problems: list[Phrase] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    full: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.lower() != "outline":
            return
        values = {key.lower(): value for key, value in attributes.items()}
        title = clean_title(values.get("title") or values.get("text") or "")
        is_feed = values.get("type", "").lower() in _FEED_TYPES
        url = values.get("xmlurl") or (values.get("url") if is_feed else None)
        folder = self.folders[-1] if self.folders else ""
        if url is None and not is_feed:
            self.folders.append(_within(folder, title))
            return
        self.folders.append(folder)
        self._add(title, url or "", folder)

    def end(self, name: str) -> None:
        if name.lower() == "outline":
            self.folders.pop()

    def _add(self, title: str, url: str, folder: str) -> None:
        try:
            normal = check_url(url)
        except BadValueError as error:
            self.problems.append(Phrase("“{title}”: {why}", title=title, why=error) if title else error.phrase)
            return
        if normal in self.feeds:
            return
        if len(self.feeds) == MOST_FEEDS:
            if not self.full:
                self.problems.append(Phrase("only the first {most} feeds were read", most=Figure(MOST_FEEDS)))
            self.full = True
            return
        self.feeds[normal] = OpmlFeed(normal, title, folder)


def _within(folder: str, name: str) -> str:
    inner = _FOLDER_SEPARATOR.join(filter(None, (folder, name)))
    return inner if len(inner) <= LONGEST_FOLDER else folder
