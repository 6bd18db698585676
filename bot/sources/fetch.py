"""The one place that touches the network: a conditional GET that nothing hostile can turn against us.

Every address is judged at the moment of connecting, by the socket's own target: a name that changes
its answer between check and connect, a redirect, or a host spelt as a number all end there.
"""

from __future__ import annotations

import asyncio
import errno
import re
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from ipaddress import ip_address
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit
from weakref import WeakValueDictionary

import aiohttp
import yarl
from aiohttp.abc import AbstractResolver

from bot.errors import BadValueError, FetchError, Phrase
from bot.sources.addresses import IPNetwork, check_url, is_allowed
from bot.sources.answers import (
    PASSING,
    PERMANENT,
    READABLE,
    REDIRECTS,
    UnusableAnswerError,
    fresh_for,
    retry_after,
    status_sentence,
    too_large,
)
from bot.sources.codings import ACCEPTED_CODINGS, unpacked

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
_USUAL_PORTS = frozenset({80, 443, 8080, 8443})
_MOST_REDIRECTS = 5
_HEADER_VALUE = re.compile(r"[\x20-\x7e]{1,1000}")


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with a body.

    Attributes:
        body: Unpacked.
        url: The address that answered, after redirects.
        content_type: The header as it came ("text/xml; charset=utf-8").
        etag: To be handed in the next time, as is `last_modified`.
        moved_to: Where the address has moved for good (301, 308), if it has.
        fresh_for: For how long there will be nothing newer, if the site says so; it may say nonsense.
    """

    body: bytes
    url: str
    content_type: str | None
    etag: str | None
    last_modified: str | None
    moved_to: str | None
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The site says that nothing has changed since (304); attributes as in `Fetched`."""

    url: str
    etag: str | None
    last_modified: str | None
    moved_to: str | None
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True)
class _Redirect:
    to: str
    permanent: bool


class _RefusedAddressError(OSError):
    """The guard will not connect there; the text is a sentence."""

    def __init__(self, sentence: Phrase) -> None:
        super().__init__(errno.EACCES, sentence)
        self.sentence = sentence


class Fetcher:
    """Fetches web addresses; one for the whole process, used as an async context manager.

    Args:
        user_agent: Says who we are and where to complain.
        allowed_networks: Networks that may be read besides the public one, on any port.
        timeout_s: For an answer and all its redirects, not counting the wait for a turn.
        max_bytes: Of a body, on the wire and unpacked alike.
        per_host: Requests to one host at a time.
        at_once: Requests at a time.
        resolver: Answers for names; the system's where none is given.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        allowed_networks: Sequence[IPNetwork] = (),
        timeout_s: float = 20,
        max_bytes: int = 5_000_000,
        per_host: int = 2,
        at_once: int = 16,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._headers = {"User-Agent": user_agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED_CODINGS}
        self._allowed_networks = tuple(allowed_networks)
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes
        self._per_host = per_host
        self._turns = asyncio.Semaphore(at_once)
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            resolver=self._resolver or aiohttp.ThreadedResolver(),
            socket_factory=self._guarded_socket,
            limit=0,  # the turns are ours
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            headers=self._headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,  # `unpacked` has a limit
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._timeout_s / 2),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def fetch(self, url: str) -> Fetched:
        """What stands at an address.

        Raises:
            FetchError: Nothing usable came; its text is one sentence for a moderator.
        """
        answer = await self.fetch_if_changed(url)
        if isinstance(answer, NotModified):
            raise TypeError("an answer to a question without conditions")
        return answer

    async def fetch_if_changed(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | NotModified:
        """What stands at an address, if it has changed since the answer with these validators (RFC 9110 §13).

        Raises:
            FetchError: Nothing usable came; its text is one sentence for a moderator.
        """
        conditions = _conditions(etag, last_modified)
        address, moved_to, for_good = _checked(url, url), None, True
        left_s = self._timeout_s
        for _ in range(_MOST_REDIRECTS + 1):
            async with self._turn(address):
                started = asyncio.get_running_loop().time()
                answer = await self._translated(url, address, conditions, left_s, moved_to)
                left_s -= asyncio.get_running_loop().time() - started
            if not isinstance(answer, _Redirect):
                return answer
            address = _checked(_joined(address, answer.to), url, is_sent_on=True)
            for_good = for_good and answer.permanent
            moved_to = address if for_good else moved_to
        why = Phrase("the site sends us on and on (more than {most} redirects)", most=_MOST_REDIRECTS)
        raise FetchError(url, why)

    @asynccontextmanager
    async def _turn(self, address: str) -> AsyncIterator[None]:
        """Waits for the host first: many feeds of one host must not keep the others from their turns."""
        host = urlsplit(address).hostname or ""
        of_host = self._hosts.get(host)
        if of_host is None:
            of_host = self._hosts[host] = asyncio.Semaphore(self._per_host)
        async with of_host, self._turns:
            yield

    async def _translated(
        self, url: str, address: str, conditions: dict[str, str], left_s: float, moved_to: str | None
    ) -> Fetched | NotModified | _Redirect:
        try:
            async with asyncio.timeout(left_s):
                return await self._ask(address, conditions, moved_to)
        except UnusableAnswerError as error:
            may_pass = error.status is not None and error.status in PASSING
            raise FetchError(
                url, error.sentence, status=error.status, retry_after=error.retry_after, may_pass=may_pass
            ) from error
        except (aiohttp.ClientError, OSError) as error:
            is_refused = isinstance(getattr(error, "os_error", error), _RefusedAddressError)
            sentence = failure_sentence(error, address, self._timeout_s)
            raise FetchError(url, sentence, may_pass=not is_refused) from error

    async def _ask(
        self, address: str, conditions: dict[str, str], moved_to: str | None
    ) -> Fetched | NotModified | _Redirect:
        if self._session is None:
            raise RuntimeError("a Fetcher is used inside `async with`")
        # `encoded`: the address goes out as `check_url` wrote it, signed parameters included.
        request = self._session.get(yarl.URL(address, encoded=True), headers=conditions, allow_redirects=False)
        async with request as response:
            headers = response.headers
            etag, last_modified = _header(headers.get("ETag")), _header(headers.get("Last-Modified"))
            if response.status in REDIRECTS and "Location" in headers:
                return _Redirect(headers["Location"], response.status in PERMANENT)
            if response.status == HTTPStatus.NOT_MODIFIED and conditions:
                return NotModified(address, etag, last_modified, moved_to, fresh_for(headers))
            if response.status not in READABLE:
                raise UnusableAnswerError(
                    status_sentence(response.status, headers),
                    status=response.status,
                    retry_after=retry_after(headers),
                )
            body = await self._body(response)
            return Fetched(
                body=unpacked(body, headers.get("Content-Encoding", ""), max_bytes=self._max_bytes),
                url=address,
                content_type=_header(headers.get("Content-Type")),
                etag=etag,
                last_modified=last_modified,
                moved_to=moved_to,
                fresh_for=fresh_for(headers),
            )

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        if (response.content_length or 0) > self._max_bytes:
            raise UnusableAnswerError(too_large(self._max_bytes))
        body = bytearray()
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > self._max_bytes:
                raise UnusableAnswerError(too_large(self._max_bytes))
        return bytes(body)

    def _guarded_socket(self, target: aiohttp.AddrInfoType) -> socket.socket:
        """A socket for this target and no other, if it may be connected to.

        Here and not in the resolver, which aiohttp doesn't ask about hosts that look like numbers.
        """
        family, kind, protocol, _, sockaddr = target
        ip, port = ip_address(sockaddr[0]), sockaddr[1]
        if not is_allowed(ip, self._allowed_networks):
            raise _RefusedAddressError(
                Phrase(
                    "the address leads into a private or reserved network, which the operator has not allowed "
                    "(fetch_allowed_networks in its settings)"
                )
            )
        if port not in _USUAL_PORTS and not any(ip in network for network in self._allowed_networks):
            raise _RefusedAddressError(Phrase("port {port} is none that is read from (80, 443, 8080, 8443)", port=port))
        return socket.socket(family, kind, protocol)


def failure_sentence(error: aiohttp.ClientError | OSError, address: str, timeout_s: float) -> Phrase:
    """A failure of the network in words for a moderator."""
    host = urlsplit(address).hostname or address
    cause = getattr(error, "os_error", error)
    if isinstance(cause, _RefusedAddressError):
        return cause.sentence
    sentences: list[tuple[type[BaseException] | tuple[type[BaseException], ...], Phrase]] = [
        (aiohttp.ConnectionTimeoutError, Phrase("{host} does not answer", host=host)),
        (TimeoutError, Phrase("no complete answer within {seconds} seconds", seconds=f"{timeout_s:g}")),
        (aiohttp.ClientConnectorDNSError, Phrase("nobody knows a host named {host}", host=host)),
        (
            aiohttp.ClientConnectorCertificateError,
            Phrase("the certificate of {host} is not valid, so nobody can vouch for it", host=host),
        ),
        (aiohttp.ClientSSLError, Phrase("no secure connection to {host} could be made", host=host)),
        (ConnectionRefusedError, Phrase("{host} refuses connections", host=host)),
        (aiohttp.ClientConnectorError, Phrase("{host} can't be reached", host=host)),
        (
            (aiohttp.ServerDisconnectedError, ConnectionError, aiohttp.ClientOSError),
            Phrase("{host} hung up before it had answered", host=host),
        ),
        (aiohttp.ClientPayloadError, Phrase("the answer broke off before its end")),
        (aiohttp.ClientResponseError, Phrase("what {host} answers is not HTTP", host=host)),
    ]
    for kind, sentence in sentences:
        if isinstance(error, kind) or isinstance(cause, kind):
            return sentence
    return Phrase("{host} could not be asked", host=host)


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:  # "http://[broken", of which `check_url` says what it is
        return link


def _checked(address: str, url: str, *, is_sent_on: bool = False) -> str:
    try:
        return check_url(address)
    except BadValueError as error:
        why = error.phrase
        if is_sent_on:
            why = Phrase("the site sends us on to where nothing can be read: {why}", why=why)
        raise FetchError(url, why) from error


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Request headers; stored values that no header may hold are left out."""
    values = {"If-None-Match": _header(etag), "If-Modified-Since": _header(last_modified)}
    return {name: value for name, value in values.items() if value}


def _header(value: str | None) -> str | None:
    return value if value and _HEADER_VALUE.fullmatch(value) else None
