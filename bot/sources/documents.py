"""Bytes from anywhere to text, and to XML that is safe to hand to a parser. Pure.

The encoding is settled here, once, so that what is checked is what is parsed: a declaration can't
hide in UTF-16. Everything before the root element is cut off, document type and comments included.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import ParseError, Phrase

NO_XML = Phrase("that is no XML at all, so no feed either")
IS_LIST = Phrase("that is a list of feeds (OPML), not a feed: import it instead")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# "<" and what follows it, in encodings of several bytes (XML 1.0, appendix F).
_BARE = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
# What Python can decode and a feed may be written in; "punycode", "unicode_escape" and "utf_7" are not among it. Nor
# are UTF-16 and 32, which show in the first bytes: programs that hold their texts so declare it whatever they send.
_KNOWN_CODEC = re.compile(
    r"ascii|utf-8|iso8859-\d+|cp\d+|koi8-[rut]|big5(?:hkscs)?|gbk?\w*|euc_\w+|shift_jis\w*|"
    r"iso2022_\w+|mac-\w+|hz|johab|tis-620|ptcp154|kz1048"
)
# As browsers read these names (WHATWG Encoding): each names the larger set that is meant.
_WESTERN, _CYRILLIC = "cp1252", "cp1251"
_MEANT = {
    "ascii": _WESTERN,
    "iso8859-1": _WESTERN,
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# A few bad bytes in an encoding (a text cut in the middle of a letter) against another one.
_BAD_SHARE = 0.1
# None of 18 documents in Western letters has such a run; of two in Russian ones nine tenths are runs. What is small in
# Windows-1251 is so as it is read here, other than in KOI8.
_NO_WESTERN_WORD = re.compile("[À-ÿ]{4,}")

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_LONGEST_INDENT = 1_000
_UNICODE_MAX = 0x10FFFF
_MOST_DIGITS = 8
# What may stand before the root element. Possessive, so that no input is read twice.
_INSTRUCTION = re.compile(r"<\?.*?\?>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"""<!DOCTYPE\s++([^\s>\["']++)(?:[^"'\[<>]|"[^"]*+"|'[^']*+')*+>""", re.IGNORECASE)
# To the end of its name, which an address in these brackets, <https://…>, has none of.
_ROOT = re.compile(r"<(?:[^\W\d][\w.-]*:)?([^\W\d][\w.-]*)(?=[\s/>])")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes as text.

    Attributes:
        encoding: The one they were read in.
        damaged: Some of them could not be read.
    """

    text: str
    encoding: str
    damaged: bool

    @property
    def is_json(self) -> bool:
        """No XML document begins like this."""
        return self.text[:_LONGEST_INDENT].lstrip().startswith(("{", "["))


@dataclass(frozen=True, slots=True)
class XmlDocument(Decoded):
    """A document without its prolog: from the root element on, without characters that XML forbids.

    Attributes:
        root: Local name of the root element, in lower case.
    """

    root: str

    def as_utf8(self) -> bytes:
        """The document as a parser should get it: declared as what it now is."""
        return b'<?xml version="1.0" encoding="utf-8"?>\n' + self.text.encode("utf-8")


def decoded(data: bytes, content_type: str | None = None) -> Decoded:
    """The text in these bytes, whatever encoding they are in.

    RFC 7303 ranks byte order mark, charset, declaration. Servers and templates often say something
    else than what they send, and what reads as UTF-8 beyond ASCII is UTF-8, so the bytes go first. And Latin-1
    comes last, which servers say of all that they send where nobody has told them better.

    Args:
        data: The bytes as they came.
        content_type: The server's header, for its charset.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _in(codec, data[len(mark) :])
    for start, codec in _BARE:
        if data.startswith(start):
            return _in(codec, data)
    charset = _CHARSET.search(content_type or "")
    declared = _DECLARED.match(data[:400])
    named = [
        _codec(name) for name in (charset and charset[1], declared and declared[1].decode("ascii", "replace")) if name
    ]
    codecs_named = sorted(filter(None, named), key=lambda codec: codec == _WESTERN)
    if any(codec.startswith(("iso2022", "hz")) for codec in codecs_named):
        candidates = [*codecs_named, "utf-8"]  # made of ASCII bytes, and so UTF-8 in form
    else:
        candidates = ["utf-8", *codecs_named]
    for candidate in candidates:
        try:
            return Decoded(data.decode(candidate), candidate, damaged=False)
        except UnicodeDecodeError:
            continue
    return _best_guess(data, candidates)


def xml_document(decoded: Decoded, *, source: str) -> XmlDocument:
    """The document in this text.

    A document type without an internal subset, as RSS 0.91 prescribed it, is cut off and never
    followed; one with declarations is refused.

    Args:
        decoded: What came.
        source: Whose document it is, for the error.

    Raises:
        ParseError: It is no XML, or declares entities.
    """
    text = decoded.text
    if not text.strip():
        raise ParseError(source, Phrase("the document is empty"))
    if decoded.is_json:
        raise ParseError(source, Phrase("that is JSON, not XML"))
    start = _root_start(text, source)
    match = _ROOT.match(text, start)
    if match is None:
        raise ParseError(source, NO_XML)
    return XmlDocument(_without_forbidden(text[start:]), decoded.encoding, decoded.damaged, match[1].lower())


def _root_start(text: str, source: str) -> int:
    """Where the root element starts: past instructions, comments, and at most one harmless document type."""
    position = text.find("<")
    doctype_seen = False
    while text.startswith(("<?", "<!"), position):
        if text.startswith("<!--", position):
            match = _COMMENT.match(text, position)
        elif text.startswith("<?", position):
            match = _INSTRUCTION.match(text, position)
        else:
            match = _DOCTYPE.match(text, position)
            if match is None or doctype_seen:
                why = Phrase("the document declares entities or types of its own, which no feed needs")
                raise ParseError(source, why)
            doctype_seen = True
        if match is None:
            raise ParseError(source, Phrase("the document breaks off before it begins"))
        position = text.find("<", match.end())
    return max(position, 0)


def _without_forbidden(text: str) -> str:
    """Characters that XML forbids, plain or as a reference: feedparser gives up on a whole feed for one of them."""
    return _REFERENCE.sub(_checked_reference, _NOT_IN_XML.sub("", text))


def _checked_reference(reference: re.Match[str]) -> str:
    digits = (reference[1] or reference[2]).lstrip("0")
    number = int(digits or "0", 16 if reference[1] else 10) if len(digits) <= _MOST_DIGITS else _UNICODE_MAX + 1
    if number > _UNICODE_MAX:
        return "\ufffd"
    return "" if _NOT_IN_XML.match(chr(number)) else reference[0]


def _best_guess(data: bytes, candidates: Sequence[str]) -> Decoded:
    """What is said of it still counts where a few bytes break it; else these are Western letters, or Russian ones."""
    for candidate in candidates:
        text = data.decode(candidate, "replace")
        beyond_ascii = sum(1 for _ in re.finditer("[^\x00-\x7f]", text))
        if text.count("\ufffd") <= beyond_ascii * _BAD_SHARE:
            return Decoded(text, candidate, damaged=True)
    western = _in(_WESTERN, data)
    return _in(_CYRILLIC, data) if _reads_as_cyrillic(western.text) else western


def _reads_as_cyrillic(western: str) -> bool:
    """Whether text that was read as Western is Cyrillic in truth: "Åðåâàí" is "Ереван", and no word of the West."""
    runs = _NO_WESTERN_WORD.findall(western)
    letters = sum(map(len, runs))
    small = sum(letter >= "à" for run in runs for letter in run)
    beyond_ascii = sum(1 for _ in re.finditer("[^\x00-\x7f]", western))
    return letters > beyond_ascii / 2 and small > letters / 2


def _in(codec: str, data: bytes) -> Decoded:
    try:
        return Decoded(data.decode(codec), codec, damaged=False)
    except UnicodeDecodeError:
        return Decoded(data.decode(codec, "replace"), codec, damaged=True)


def _codec(name: str) -> str | None:
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    codec = _MEANT.get(codec, codec)
    return codec if _KNOWN_CODEC.fullmatch(codec) else None
