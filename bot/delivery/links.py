"""Addresses that may be shown as links, and the host that a reader must be able to see."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from bot.delivery.plain import one_line

LONGEST_LINK = 2000
# RFC 3986's characters but those that end a link in Markdown or HTML: ( ) < > " ' and square brackets.
_KEPT = "/?#@!$&*+,;=:%-._~"
_HOST = re.compile(r"[a-z0-9._-]+")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

# Second labels under which names are registered: bbc.co.uk, president.gov.am.
_SHARED_SECOND = frozenset("ac co com edu gob gov gouv gv mil net ne org or".split())  # noqa: SIM905
_FEWEST_LABELS_WITH_SECOND = 3
_SHORTEST_NAME = 3


def safe_url(url: str | None) -> str | None:
    """The address, encoded so that it can stand in Markdown and in HTML; None where nobody should follow it.

    Only http and https with a named host remain. A user name before the host ("bbc.com@evil.example") is
    dropped, a host in other letters is spelt in its ASCII form.
    """
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
    safe = f"{parts.scheme}://{place}{encoded if encoded[:1] in '/?#' else '/' + encoded}"
    return safe if len(safe) <= LONGEST_LINK else None


def shown_host(url: str | None) -> str | None:
    """The host that a link leads to, as a person reads it ("bbc.co.uk"); None for what is no safe link."""
    safe = safe_url(url)
    return urlsplit(safe).netloc.removeprefix("www.") if safe else None


def publisher(source: str, url: str | None) -> str:
    """Who published it: the source's own name, and the host where the name does not give it away.

    "BBC News" at bbc.co.uk stays as it is; the same name at bbc.evil.example is told with its host. The
    owner of a host is guessed without a list of public suffixes, on the side of showing too much.
    """
    name = one_line(source) or "unnamed source"
    host = shown_host(url)
    if host is None or name.casefold() == host or _names(name, host):
        return name
    return f"{name} ({host})"


def _ascii_host(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _names(name: str, host: str) -> bool:
    if "." in name:  # looks like a host, and is another one
        return False
    labels = host.partition(":")[0].split(".")
    has_second = len(labels) >= _FEWEST_LABELS_WITH_SECOND and labels[-2] in _SHARED_SECOND
    owner = _squashed(labels[-3 if has_second else -2]) if len(labels) > 1 else ""
    squashed = _squashed(name).removeprefix("the")
    initials = "".join(word[0] for word in re.findall(r"\w+", name.casefold()))
    if not owner:
        return False
    return (
        owner.removeprefix("the") == squashed
        or owner == initials
        or (len(owner) >= _SHORTEST_NAME and squashed.startswith(owner))
    )


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
