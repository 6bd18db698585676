"""HTML, or what passes for it, to clean paragraphs and one-line titles. Pure, and linear on hostile input.

nh3 (html5ever) reads the markup as a browser would; all that is left to do here is to cut at the
block elements, fold white space, drop what cannot be seen, and leave the rest to
`bot.sources.asides`. Addresses of links never become text.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

import nh3

from bot.sources.asides import without_asides

_BLOCKS = set(
    """
    address article blockquote br caption center dd details div dl dt fieldset footer h1 h2 h3 h4 h5 h6 header hr li
    main ol p pre section summary table td th tr ul
    """.split()  # noqa: SIM905 - a list of words
)
# Their content is no text of the article: code, pictures and their captions, controls, ways to elsewhere.
_DROPPED = set(
    """
    applet aside audio button canvas datalist dialog embed figcaption form frameset head iframe math map menu nav
    noembed noframes noscript object option picture script select style svg template textarea title video
    """.split()  # noqa: SIM905 - a list of words
)
_NO_ATTRIBUTES: dict[str, set[str]] = {"*": set()}
_ANCHOR = {"a"}
_ANCHOR_TAG = re.compile("</?a>")
# "Election – latest updates", "See all our coverage", "Sign up here!": what is a link and nothing besides leads to
# another page. What ends as a sentence does may be the text itself, as may a link of several lines.
_POINTER = re.compile(r"(?:[^\w<]*<a>[^<]{1,200}</a>)+[^\w<]*")
_IS_SENTENCE = re.compile(r"(?<!\.\.)[.։。।۔][\"”»“’')\]]*\s*\Z")

# html5ever's time grows with the square of the depth of `<div><div>…` (10,000 take 0.12 s, 20,000 0.5 s)
# and of the number of `&` (50,000 take 0.06 s, 400,000 2.7 s). Of 5,941 texts
# in 143 real feeds two have more than 10,000 tags, none has 200,000 characters.
_LONGEST_HTML = 400_000
_MOST_TAGS = 10_000
_MOST_REFERENCES = 50_000
LONGEST_TEXT = 100_000
_LONGEST_TITLE = 500

# `AT&amp;amp;T`, `&amp;nbsp;`, and whole bodies escaped twice.
_STILL_AN_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_KNOWN_TAG = (
    r"/?(?:a|abbr|acronym|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|"
    r"iframe|img|ins|li|mark|ol|p|pre|q|s|script|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|tt|"
    r"u|ul|video|wbr)(?![\w-])[^<>]*>"
)
_STILL_A_TAG = re.compile(f"<{_KNOWN_TAG}", re.IGNORECASE)
# In a text of several paragraphs "the <b> tag" may be what it is about.
_STILL_A_BODY = re.compile(r"</(?:a|blockquote|div|h[1-6]|li|p)>|<br\s*/?>|<img\s", re.IGNORECASE)
_NO_TAG = re.compile(f"<(?!{_KNOWN_TAG})", re.IGNORECASE)

# What an HTML parser would change; titles and names have none of it, mostly.
_HAS_MARKUP = re.compile(r"[<&>\r\0]")
_BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_CDATA, _CDATA_ENDS = "<![CDATA[", "]]>"
# Controls that no text holds: the marks that Windows has there, in what was taken for Latin-1 on its way. So HTML reads
# their numbers, and feedparser XML.
_MISREAD = re.compile("[\x80-\x84\x86-\x9f]")
# Controls but tab and line ends, soft hyphen, fillers, zero-width and bidirectional controls, tag characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Zero-width (non-)joiners spell words in Persian and the scripts of South Asia, and compose emoji; elsewhere
# they only hide things.
_STRAY_JOINER = re.compile(
    "(?<![\u0600-\u08ff\u0900-\u109f\u1780-\u17ff\ufb50-\ufdff\ufe70-\ufefc\u2600-\u27bf\ufe0f\U0001f1e6-\U0001faff])"
    "[\u200c\u200d]"
)


class _Paragraph(NamedTuple):
    """A line of text; `points` where it is nothing but a link to elsewhere."""

    text: str
    points: bool


def clean_text(markup: str) -> str:
    """Paragraphs separated by a blank line; empty where there is no text.

    Block elements, `<br>` and blank lines of plain text end a paragraph. One that only points to another page is left
    out, unless all do. A trailing "[…]" that cuts a sentence leaves "…", so that nobody quotes half a sentence as a
    whole one.
    """
    paragraphs = _paragraphs(markup)
    told = without_asides([paragraph.text for paragraph in paragraphs if not paragraph.points])
    return shortened("\n\n".join(told or without_asides([text for text, _ in paragraphs])), LONGEST_TEXT)


def clean_title(markup: str) -> str:
    """One line. "5 < 6" and "<AAPL>" stay; tags of HTML go, their text stays."""
    markup = _without_cdata(markup[:_LONGEST_HTML])
    title = " ".join(text for text, _ in _paragraphs(_NO_TAG.sub("&lt;", markup)))
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1].rstrip() + "…"


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters; a longer one ends with a whole word, if it has spaces, and "…"."""
    if len(text) <= most:
        return text
    beginning = text[: most - 1]
    words = beginning.rpartition(" ")[0]
    return (words if len(words) >= most // 2 else beginning).rstrip() + "…"


def _paragraphs(markup: str) -> list[_Paragraph]:
    markup = _of_bearable_size(markup)
    blocks = _blocks(markup)
    still = _STILL_A_TAG if len(blocks) == 1 else _STILL_A_BODY
    if any(still.search(text) for text, _ in blocks) and not _STILL_A_TAG.search(markup):
        blocks = [inner for text, _ in blocks for inner in _blocks(text)]  # the whole body was escaped twice
    paragraphs = (_Paragraph(_line(text), points) for text, points in blocks)
    return [paragraph for paragraph in paragraphs if paragraph.text]


def _of_bearable_size(markup: str) -> str:
    markup = _MISREAD.sub(_as_windows_has_it, _without_cdata(markup[:_LONGEST_HTML]))
    markup = _INVISIBLE.sub("", markup)
    for mark, most in (("<", _MOST_TAGS), ("&", _MOST_REFERENCES)):
        if markup.count(mark) > most:
            markup = mark.join(markup.split(mark, most + 1)[: most + 1])
    return markup


def _without_cdata(markup: str) -> str:
    """Without the marks of XML that a feed has escaped: HTML takes what follows one, up to a ">", for a comment."""
    return markup.replace(_CDATA, "").replace(_CDATA_ENDS, "") if _CDATA in markup else markup


def _as_windows_has_it(control: re.Match[str]) -> str:
    return control[0].encode("latin-1").decode("cp1252", "ignore")


def _blocks(markup: str) -> list[_Paragraph]:
    """The text between block elements, entities resolved; of plain text, what stands between blank lines."""
    if not _HAS_MARKUP.search(markup):
        return [_Paragraph(text, points=False) for text in _BLANK_LINE.split(markup.replace("\u2029", "\n\n"))]
    plain = nh3.clean(
        markup, tags=_BLOCKS | _ANCHOR, clean_content_tags=_DROPPED, attributes=_NO_ATTRIBUTES, link_rel=None
    )
    has_blocks = "<" in _ANCHOR_TAG.sub("", plain)
    pieces = re.split("<(?!/?a>)[^<>]*>", plain) if has_blocks else _BLANK_LINE.split(plain.replace("\u2029", "\n\n"))
    return [_block(piece) for piece in pieces]


def _block(piece: str) -> _Paragraph:
    text = _ANCHOR_TAG.sub("", piece)
    return _Paragraph(_unescaped(text), points=bool(_POINTER.fullmatch(piece)) and not _IS_SENTENCE.search(text))


def _unescaped(text: str) -> str:
    """Undoes the four entities that nh3 writes."""
    return text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _line(text: str) -> str:
    if text.isascii() and text.isprintable() and "&" not in text:  # most lines, and the rest costs
        return " ".join(text.split())
    text = _STILL_AN_ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    text = _STRAY_JOINER.sub("", _INVISIBLE.sub("", text))
    return " ".join(text.split())
