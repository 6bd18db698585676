"""Which addresses may be asked for: what counts as a web address, and which networks are off limits. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from urllib.parse import quote, unquote, urlsplit

import idna

from bot.errors import BadValueError

IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network

LONGEST_URL = 2_000

# Spelt out instead of `is_global`, whose answers differ between Python's patch releases (6to4, NAT64).
# IANA's special-purpose registries (RFC 6890 and its updates).
_NOT_PUBLIC_V4 = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; Alibaba's metadata host lives here
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's wire server: a public address that answers to the guest only
        "169.254.0.0/16",  # link-local, with the metadata host of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Of IPv6 only global unicast is public at all: that leaves out loopback, link-local, unique local,
# multicast, IPv4-mapped (::ffff:0:0/96) and both NAT64 prefixes (64:ff9b::/96, 64:ff9b:1::/48).
_PUBLIC_V6 = IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    ip_network(network)
    for network in (
        "2001::/23",  # IETF protocol assignments, Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4 carries any IPv4 address, private ones too
        "3fff::/20",
    )
)

_SPECIAL_SCHEMES = {"http": 80, "https": 443}
_BYTES, _BYTE_MAX = 4, 255
_LONGEST_SHOWN = 100
_LOOKS_LIKE_A_HOST = re.compile(r"[^\s@:]+\.[^\W\d_]{2,}(:\d+)?|[^\s@:]+:\d+")
_HAS_SCHEME = re.compile(r"[^/?#]*://|[^\W\d_][\w+.-]*:(?!\d)")  # a port is a number
# A hyphen at the end is against the rules, and blogs are called so; at the beginning no resolver takes it.
_LABEL = re.compile(r"[a-z0-9_][a-z0-9_-]{0,62}")
_BRACKETED = re.compile(r"\[[^\[\]]*\](?::\d*)?")  # older Pythons read "[::1]x" as "::1"
_LONGEST_HOST = 253
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_SAFE_IN_PATH = "!$%&'()*+,-./:;=@_~[]|"
_SAFE_IN_QUERY = _SAFE_IN_PATH + "?`{}^\\"


def is_allowed(ip: IPAddress, allowed_networks: Sequence[IPNetwork]) -> bool:
    """Whether a feed may be read from this address: it is public, or in a network that the operator named.

    IPv4 addresses wrapped into IPv6 (mapped, NAT64, 6to4, Teredo) are refused whatever they wrap,
    unless the operator names the wrapping network itself.
    """
    if any(ip in network for network in allowed_networks):
        return True
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _NOT_PUBLIC_V4)
    return ip in _PUBLIC_V6 and not any(ip in network for network in _NOT_PUBLIC_V6)


def check_url(url: str) -> str:
    """The address in its normal spelling: scheme and host in lower case, host in ASCII, no fragment.

    Hosts are read as browsers read them (WHATWG URL, "host parsing"): `http://0x7f.1` and
    `http://2130706433` are `http://127.0.0.1/`, so nothing hides behind an odd spelling.

    Raises:
        BadValueError: It is no address that a feed can be read from; the text says why.
    """
    text = _visible(url)
    if len(url) > LONGEST_URL:
        raise BadValueError("that address is too long to be one: {text}", text=text)
    try:
        parts = urlsplit(_without_feed_scheme(url.strip()))
        port, host = parts.port, parts.hostname
    except ValueError:
        raise BadValueError("that is no web address: {text}", text=text) from None
    if parts.scheme not in _SPECIAL_SCHEMES:
        raise _wrong_scheme(text, parts.scheme)
    if parts.username is not None or parts.password is not None:
        raise BadValueError("an address may not carry a user name or password: {text}", text=text)
    bracketed = "[" in parts.netloc
    normal = normal_host(host or "", bracketed=bracketed)
    if normal is None or port == 0 or (bracketed and not _BRACKETED.fullmatch(parts.netloc)):
        raise BadValueError("that is no web address: {text}", text=text)
    netloc = normal if port in (None, _SPECIAL_SCHEMES[parts.scheme]) else f"{normal}:{port}"
    path = quote(parts.path or "/", safe=_SAFE_IN_PATH, errors="replace")
    query = quote(parts.query, safe=_SAFE_IN_QUERY, errors="replace")
    return f"{parts.scheme}://{netloc}{path}" + (f"?{query}" if query else "")


def addresses_meant(typed: str, *, are_asked: bool = True) -> tuple[str, ...]:
    """Which addresses somebody may mean, the likeliest first: without a scheme it is https.

    Behind it http, where a port is named or the host is a number or has no dot: what stands there, mostly in a network
    of one's own, may speak no TLS. Other hosts are asked by http only if somebody says so.

    Args:
        are_asked: Otherwise they are only looked for among those that are known, and http may be meant of any host.

    Raises:
        BadValueError: It is no address that a feed can be read from; the text says why.
    """
    text = typed.strip()
    if _HAS_SCHEME.match(text):
        return (check_url(text),)
    secure, plain = check_url(f"https://{text}"), check_url(f"http://{text}")
    parts = urlsplit(plain)
    host = parts.hostname or ""
    is_own = "." not in host or ":" in host or _NUMBER.fullmatch(host.rpartition(".")[2])
    return (secure, plain) if is_own or urlsplit(f"http://{text}").port or not are_asked else (secure,)


def normal_host(host: str, *, bracketed: bool = False) -> str | None:
    """The host as it stands in a normal URL, or None where no such host can be."""
    if bracketed or ":" in host:
        try:
            return f"[{IPv6Address(host)}]" if "%" not in host else None
        except AddressValueError:
            return None
    name = unquote(host).lower()
    if not name.isascii():
        try:
            name = _in_ascii(name)
        except (idna.IDNAError, UnicodeError):
            return None
    name = name.removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        ip = _ipv4_as_browsers_read_it(labels)
        return str(ip) if ip else None
    if len(name) > _LONGEST_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    return name


def _in_ascii(name: str) -> str:
    """By the rules for names of today (IDNA 2008), or for symbols, which they forbid and browsers take (♥.example)."""
    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.InvalidCodepoint:
        labels = idna.uts46_remap(name, std3_rules=True).split(".")
        return ".".join(label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels)


def _ipv4_as_browsers_read_it(parts: list[str]) -> IPv4Address | None:
    """One to four numbers, each decimal, octal (0…) or hexadecimal (0x…), the last filling what is left."""
    if len(parts) > _BYTES or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    try:
        *leading, last = (_number(part) for part in parts)
        if any(number > _BYTE_MAX for number in leading) or last >= 256 ** (_BYTES - len(leading)):
            return None
    except ValueError:
        return None
    return IPv4Address(last + sum(number << 8 * (3 - place) for place, number in enumerate(leading)))


def _number(text: str) -> int:
    if text.startswith("0x"):
        return int(text[2:] or "0", 16)
    return int(text, 8) if text.startswith("0") else int(text)


def _without_feed_scheme(url: str) -> str:
    """`feed:https://…` and `feed://…`, which subscribe buttons use, are web addresses in disguise."""
    if not url.startswith("feed:"):
        return url
    rest = url.removeprefix("feed:")
    return rest if rest.startswith(("http:", "https:")) else f"http:{rest}"


def _wrong_scheme(text: str, scheme: str) -> BadValueError:
    if _LOOKS_LIKE_A_HOST.fullmatch(text.partition("/")[0]):
        return BadValueError("that is no web address: {text} (did you mean https://{text}?)", text=text)
    if scheme:
        return BadValueError("only http and https addresses can be read: {text}", text=text)
    return BadValueError("that is no web address: {text}", text=text)


def _visible(url: str) -> str:
    """What a message may repeat of it: one line, not endless, without what cannot be seen."""
    line = url.strip()
    if not line.isprintable():
        line = "".join(char if char.isprintable() else " " for char in line)
    line = re.sub(r"(?<=//)[^/@\s]*@", "", line)
    line = line or "(nothing)"
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"
