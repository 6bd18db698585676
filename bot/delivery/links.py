"""Addresses that may be shown as links, and the host that a reader must be able to see."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from bot.delivery.plain import one_line, shorten

LONGEST_LINK = 2000
_LONGEST_HOST = 48
_LONGEST_PUBLISHER = 48
_WORDS_OF_END = 4
_LONGEST_PASSAGE = 320
# RFC 3986's characters but those that end a link in Markdown or HTML: ( ) < > " ' and square brackets.
_KEPT = "/?#@!$&*+,;=:%-._~"
_HOST = re.compile(r"[a-z0-9._-]+")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

# Second labels under which names are registered: bbc.co.uk, president.gov.am.
_SHARED_SECOND = frozenset("ac co com edu gob gov gouv gv mil net ne org or".split())  # noqa: SIM905
_FEWEST_LABELS_WITH_SECOND = 3
_SHORTEST_NAME, _SHORTEST_TELLING_WORD = 3, 6


def safe_url(url: str | None) -> str | None:
    """The address, encoded so that it can stand in Markdown and in HTML; None where nobody should follow it.

    Only http and https with a named host remain. A user name before the host ("bbc.com@evil.example") is
    dropped, a host in other letters is spelt in its ASCII form.
    """
    encoded = _encoded(url)
    return encoded if encoded and len(encoded) <= LONGEST_LINK else None


def _encoded(url: str | None) -> str | None:
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = _ascii_host(parts.hostname or ""), parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return None
    place = f"{host}:{port}" if port else host
    rest = parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    encoded = quote(_STRAY_PERCENT.sub("%25", rest), safe=_KEPT, errors="replace")
    return f"{parts.scheme}://{place}{encoded}"


def passage_url(url: str | None, sentence: str) -> str | None:
    """The address of a sentence on its page (https://wicg.github.io/scroll-to-text-fragment/); as `safe_url` else.

    Browsers that find it there show it, others open the page.
    """
    page = safe_url(url)
    if page is None or "#" in page:
        return page
    words = one_line(sentence).split()
    ends = [words] if len(words) <= 2 * _WORDS_OF_END else [words[:_WORDS_OF_END], words[-_WORDS_OF_END:]]
    passage = ",".join(quote(" ".join(end), safe="", errors="replace").replace("-", "%2D") for end in ends)
    there = safe_url(f"{page}#:~:text={passage}")
    return there if there and len(there) <= _LONGEST_PASSAGE else page


def shown_host(url: str | None) -> str | None:
    """The host that an address leads to, as a person reads it ("bbc.co.uk"); None where nobody should follow it."""
    encoded = _encoded(url)
    if encoded is None:
        return None
    host = urlsplit(encoded).netloc.removeprefix("www.")
    # Its end says whose it is, so a long one loses its beginning.
    return host if len(host) <= _LONGEST_HOST else "…" + host[1 - _LONGEST_HOST :]


def publisher(source: str, url: str | None) -> str:
    """Who published it: the source's own name, and the host where the name does not give it away.

    "BBC News" at bbc.co.uk stays as it is; the same name at bbc.evil.example is told with its host. The
    owner of a host is guessed without a list of public suffixes, on the side of showing too much.
    """
    name = shorten(one_line(source), _LONGEST_PUBLISHER) or "unnamed source"
    host = shown_host(url)
    return name if host is None or is_called(name, url) or _names(name, host) else f"{name} ({host})"


def is_called(name: str, url: str | None) -> bool:
    """Whether the host that an address leads to, and who publishes there, have one name."""
    return name.casefold().removeprefix("www.") == shown_host(url)


def _ascii_host(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _names(name: str, host: str) -> bool:
    if "." in name:  # looks like a host, and is another one
        return False
    labels = host.partition(":")[0].split(".")
    has_second = len(labels) >= _FEWEST_LABELS_WITH_SECOND and labels[-2] in _SHARED_SECOND
    owner = _squashed(labels[-3 if has_second else -2]) if len(labels) > 1 else ""
    squashed = _squashed(name).removeprefix("the")
    name_words = re.findall(r"\w+", name.casefold())
    if not owner:
        return False
    return (
        owner.removeprefix("the") == squashed
        or owner == "".join(word[0] for word in name_words)
        or (len(owner) >= _SHORTEST_NAME and squashed.startswith(owner))
        or (len(owner) >= _SHORTEST_TELLING_WORD and owner in name_words)
    )


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
