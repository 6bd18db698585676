"""Documents that ask for as much work or memory as their size can buy. Made here; each is one idea."""

from __future__ import annotations

from collections.abc import Iterator

_RSS = '<rss version="2.0"><channel><title>T</title>'
_ITEM = f"{_RSS}<item><title>t</title>"
_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>t</title>'
_REPEATED = {
    "entries without end": (_RSS, "<item><title>a</title></item>"),
    "elements within elements": (_RSS, "<a>"),
    "entries within entries": (_RSS, "<item>"),
    "a title of bare ampersands": (f"{_RSS}<item><title>", "&"),
    "a title of references": (f"{_RSS}<item><title>", "&#65;"),
    "tags that never end": (_RSS, "<"),
    "declarations that never end": (_RSS, "<!"),
    "comments that never end": (_RSS, "<!--"),
    "CDATA in pieces": (f"{_RSS}<item><title>", "<![CDATA[x]]>"),
    "markup within markup": (f"{_ITEM}<description><![CDATA[", "<div>"),
    "markup within XML": (f"{_ITEM}<description>", "<div>x"),
    "quotes and tags": (f"{_ITEM}<description>", "\"<a b='"),
    "categories": (_ITEM, "<category>x</category>"),
    "enclosures": (_ITEM, '<enclosure url="x"/>'),
    "authors": (_ITEM, "<author>a@example.org (x)</author>"),
    "coordinates": (f'{_ITEM}<georss:line xmlns:georss="http://www.georss.org/georss">', "1 "),
    "XHTML": (f'{_ATOM}<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">', "<p>x</p>"),
    "a document type of quotes": ("<!DOCTYPE rss ", '"a" '),
    "JSON: lists within lists": ('{"items":', "["),
    "JSON: entries of nothing": ('{"items":[{}', ",{}"),
    "JSON: authors": ('{"items":[{"title":"a","authors":[{}', ',{"name":"a"}'),
    "JSON: markup within markup": ('{"items":[{"title":"a","content_html":"', "<div>"),
}
_ENDS = {
    "JSON: entries of nothing": "]}",
    "JSON: authors": "]}]}",
    "JSON: markup within markup": '"}]}',
    "markup within markup": "]]></description></item>",
}


def documents(size: int) -> Iterator[tuple[str, bytes]]:
    """Each document of some `size` bytes, with a name for the table."""
    for name, (start, unit) in _REPEATED.items():
        yield name, (start + unit * (size // len(unit)) + _ENDS.get(name, "")).encode()
    attributes = " ".join(f'a{number}="1"' for number in range(size // 12))
    yield "attributes", f"{_RSS}<item {attributes}><title>t</title></item>".encode()
    spaces = " ".join(f'xmlns:a{number}="http://x.example/{number}"' for number in range(size // 36))
    yield "namespaces", f"{_RSS}<item {spaces}><title>t</title></item>".encode()
