"""What makes two addresses one address, and an article the same article tomorrow. Pure."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import urlsplit

from bot.errors import BadValueError
from bot.sources.addresses import check_url

# Parameters that only say where the reader came from. Names are compared in lower case.
_TRACKING_PREFIXES = ("utm_", "at_", "ns_", "mtm_", "pk_campaign", "pk_kwd", "wt_", "wt.", "hsa_", "__twitter_")
_TRACKING_NAMES = frozenset(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ymclid twclid ttclid igshid igsh li_fat_id mc_cid mc_eid
    _ga _gl _hsenc _hsmi mkt_tok vero_id oly_enc_id oly_anon_id s_cid
    cmp cmpid cmp_id icid ocid ncid ito smid smtyp emc ftag xtor xtref maca mbid sref guccounter guce_referrer
    guce_referrer_sig traffic_source feedtype feedname rssid soc_src soc_trk ref_src tpcc
    """.split()  # noqa: SIM905 - a list of words
)
# Words too common to drop whatever they hold, and telling when they hold just this.
_TRACKING_PAIRS = frozenset(
    """
    ref=rss ref=feed source=rss source=feed src=rss from=rss partner=rss partner=rssnyt partner=homepage feed=rss
    rss=1 rss=true amp amp= amp=1 amp=true outputtype=amp output=amp
    """.split()  # noqa: SIM905 - a list of words
)
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_AMP_PATH = re.compile(r"(?<=[^/])/amp/?$")

# Copies that others keep, with the address of the original in theirs.
_AMP_COPY = re.compile(
    r"https?://(?:[^/]+\.cdn\.ampproject\.org/[acv]|(?:www\.)?google\.[a-z.]+/amp)/(s/)?(?=[\w-]+\.)"
)
_OTHER_NAMES = ("www", "m", "mobile", "amp")
_OTHER_NAME = re.compile(rf"^(?:{'|'.join(_OTHER_NAMES)})\.(?=[^/]+\.)")

_ID_DIGITS = 16


def canonical_url(url: str) -> str:
    """The address without what does not change the page: tracking parameters, fragment, AMP marks, default port.

    What remains keeps its order and is still an address to click. Escapes are spelt one way
    (RFC 3986 §6.2.2). Hosts such as `m.` or `amp.` stay, though an article is known by them too
    (`article_id`); of a copy in an AMP cache the original's address counts. What is no web address comes
    back as it is, without the space around it.
    """
    try:
        normal = check_url(url)
        if copy := _AMP_COPY.match(normal):
            normal = check_url(f"http{'s' if copy[1] else ''}://{normal[copy.end() :]}")
    except BadValueError:
        return url.strip()
    parts = urlsplit(normal)
    path = _one_escape(_AMP_PATH.sub("", parts.path))
    kept = [pair for pair in parts.query.split("&") if pair and not _only_tracks(pair)]
    query = _one_escape("&".join(kept))
    return f"{parts.scheme}://{parts.netloc}{path}" + (f"?{query}" if query else "")


def article_id(feed_url: str | None, guid: str | None, url: str | None, title: str) -> str:
    """16 hex digits that stay the same as long as the article does.

    By its canonical address where it has one, so that an article in two feeds of one publisher is
    one article (http or https, by its mobile or AMP host, with or without `www.` or a last slash);
    otherwise by the feed and the id it has there; otherwise by the feed and its title.
    """
    if url and (page := _page(url)):
        key = ("url", page)
    elif guid:
        key = ("guid", f"{feed_url or ''}\n{guid}")
    else:
        key = ("title", f"{feed_url or ''}\n{title}")
    return sha256("\n".join(key).encode("utf-8", "replace")).hexdigest()[:_ID_DIGITS]


def addresses_alike(url: str) -> tuple[str, ...]:
    """All canonical addresses by which `article_id` knows an article as by this one; none of what is no address."""
    page = _page(url)
    if page is None:
        return ()
    hosts = ("", *(f"{name}." for name in _OTHER_NAMES))
    spelt = (f"{scheme}://{host}{page}{end}" for scheme in ("https", "http") for host in hosts for end in ("", "/"))
    return tuple(each for each in spelt if _page(each) == page)


def _page(url: str) -> str | None:
    """What the addresses of a page have in common; None of what is no web address."""
    canonical = canonical_url(url)
    if not canonical.startswith(("http://", "https://")):
        return None
    return _OTHER_NAME.sub("", canonical.partition("://")[2]).rstrip("/")


def _only_tracks(pair: str) -> bool:
    pair = pair.lower()
    name = pair.partition("=")[0]
    return name.startswith(_TRACKING_PREFIXES) or name in _TRACKING_NAMES or pair in _TRACKING_PAIRS


def _one_escape(text: str) -> str:
    return _ESCAPE.sub(_spelt_out, text)


def _spelt_out(escape: re.Match[str]) -> str:
    byte = int(escape[1], 16)
    return chr(byte) if byte in _UNRESERVED else f"%{escape[1].upper()}"
