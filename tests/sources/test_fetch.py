from __future__ import annotations

import asyncio
import gzip
import re
import socket
import ssl
import sys
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from ipaddress import ip_network

import aiohttp
import brotli
import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_reqrep import ConnectionKey

from bot.errors import FetchError
from bot.sources.answers import UnusableAnswerError, fresh_for, status_sentence
from bot.sources.codings import ACCEPTED_CODINGS, unpacked
from bot.sources.fetch import Fetched, Fetcher, NotModified, failure_sentence

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

gzipped = partial(gzip.compress, mtime=0)  # the same at every moment, as the name of a test must be
FEED = b"<rss version='2.0'><channel><title>T</title></channel></rss>"
THE_SITE_ONLY = (ip_network("127.0.0.1/32"),)
LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))

# Asks its reader for a window of 128 MB; a frame of unknown size, or its window would be its size.
_packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
GREEDY_ZSTD = _packer.compress(FEED, mode=zstd.ZstdCompressor.FLUSH_BLOCK) + _packer.flush()

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Names(AbstractResolver):
    """Answers every name with the next of the given addresses, the last one for ever."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        address = self.addresses.pop(0) if len(self.addresses) > 1 else self.addresses[0]
        return [ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)]

    async def close(self) -> None:
        pass


def fetcher(**changes: object) -> Fetcher:
    settings: dict[str, object] = {"user_agent": "test", "allowed_networks": LOOPBACK, "timeout_s": 5} | changes
    return Fetcher(**settings)  # type: ignore[arg-type]


@asynccontextmanager
async def site(handler: Handler) -> AsyncIterator[str]:
    """A web server on loopback that answers every path with this handler; yields its address."""
    app = web.Application()
    app.router.add_get("/{path:.*}", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    server = web.TCPSite(runner, "127.0.0.1", 0)
    await server.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def raw_site(answer: bytes, *, then_wait: bool = False) -> AsyncIterator[str]:
    """A server that says these bytes to whoever connects, and hangs up or stays silent."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
            if then_wait:
                await reader.read()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def answering(body: bytes = FEED, **keywords: object) -> Handler:
    async def handler(_: web.Request) -> web.StreamResponse:
        return web.Response(body=body, **keywords)  # type: ignore[arg-type]

    return handler


def redirecting(*hops: tuple[int, str]) -> Handler:
    """Path /0 leads by the first hop, /1 by the second …; what no hop is left for is the feed."""

    async def handler(request: web.Request) -> web.StreamResponse:
        place = int(request.path.strip("/") or 0)
        if place < len(hops):
            return web.Response(status=hops[place][0], headers={"Location": hops[place][1]})
        return web.Response(body=FEED)

    return handler


async def failure(url: str, *, of: Fetcher | None = None, may_pass: bool | None = None) -> str:
    async with of or fetcher() as opened:
        with pytest.raises(FetchError) as caught:
            await opened.fetch(url)
    assert caught.value.source == url
    assert may_pass in {None, caught.value.may_pass}
    return str(caught.value)


async def test_an_answer_carries_what_the_next_request_and_the_parser_need() -> None:
    headers = {
        "ETag": '"v1"',
        "Last-Modified": "Wed, 20 Sep 2023 10:00:00 GMT",
        "Content-Type": "text/xml; charset=koi8-r",
    }
    async with site(answering(headers=headers)) as base, fetcher() as opened:
        assert await opened.fetch(f"{base}/feed") == Fetched(
            body=FEED,
            url=f"{base}/feed",
            content_type="text/xml; charset=koi8-r",
            etag='"v1"',
            last_modified="Wed, 20 Sep 2023 10:00:00 GMT",
            moved_to=None,
        )


async def test_validators_go_out_and_not_modified_is_a_value() -> None:
    seen: list[tuple[str | None, str | None]] = []

    async def handler(request: web.Request) -> web.StreamResponse:
        seen.append((request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")))
        return web.Response(status=304, headers={"ETag": '"v2"'})

    async with site(handler) as base, fetcher() as opened:
        answer = await opened.fetch_if_changed(f"{base}/", etag='"v1"', last_modified="Wed, 20 Sep 2023 10:00:00 GMT")
    assert seen == [('"v1"', "Wed, 20 Sep 2023 10:00:00 GMT")]
    assert answer == NotModified(f"{base}/", '"v2"', None, None)


async def test_what_has_changed_since_comes_whole_wherever_it_says_to_stand() -> None:
    async with site(answering(headers={"Location": "/elsewhere"})) as base, fetcher() as opened:
        answer = await opened.fetch_if_changed(f"{base}/", etag='"v1"')
    assert isinstance(answer, Fetched)
    assert (answer.url, answer.body) == (f"{base}/", FEED)


async def test_not_modified_without_a_question_is_an_error() -> None:
    async with site(answering(b"", status=304)) as base:
        assert "HTTP 304" in await failure(base)


async def test_stored_validators_cannot_smuggle_headers() -> None:
    seen: list[web.Request] = []

    async def handler(request: web.Request) -> web.StreamResponse:
        seen.append(request)
        return web.Response(body=FEED)

    async with site(handler) as base, fetcher() as opened:
        await opened.fetch_if_changed(base, etag='"a"\r\nX-Evil: 1', last_modified="é")
    assert not {"If-None-Match", "If-Modified-Since", "X-Evil"} & set(seen[0].headers)


async def test_no_cookie_is_kept() -> None:
    seen: list[str | None] = []

    async def handler(request: web.Request) -> web.StreamResponse:
        seen.append(request.headers.get("Cookie"))
        return web.Response(body=FEED, headers={"Set-Cookie": "id=1"})

    # By a name: of an address that is a number no client keeps any.
    async with site(handler) as base, fetcher(resolver=Names("127.0.0.1")) as opened:
        for _ in range(2):
            await opened.fetch(base.replace("127.0.0.1", "feeds.example.org"))
    assert seen == [None, None]


async def test_a_site_is_told_who_asks_and_what_can_be_read() -> None:
    seen: list[dict[str, str]] = []

    async def handler(request: web.Request) -> web.StreamResponse:
        seen.append(dict(request.headers))
        return web.Response(body=FEED)

    async with site(handler) as base, fetcher(user_agent="Briefbot/1 (+https://example.org)") as opened:
        await opened.fetch(base)
    assert seen[0]["User-Agent"] == "Briefbot/1 (+https://example.org)"
    assert seen[0]["Accept"].startswith("application/atom+xml, application/rss+xml, application/feed+json")
    assert seen[0]["Accept-Encoding"] == ACCEPTED_CODINGS


async def test_an_address_goes_out_as_it_was_given() -> None:
    seen: list[str] = []

    async def handler(request: web.Request) -> web.StreamResponse:
        seen.append(request.raw_path)
        return web.Response(body=FEED)

    async with site(handler) as base, fetcher() as opened:
        await opened.fetch(f"{base}/a%2Fb/%7Ex?sig=%2B%3D&q=a+b#part")
    assert seen == ["/a%2Fb/%7Ex?sig=%2B%3D&q=a+b"]


# Redirects.


async def test_redirects_are_followed_and_temporary_ones_do_not_move_the_feed() -> None:
    async with site(redirecting((302, "/1"), (307, "2"), (303, "/3"))) as base, fetcher() as opened:
        answer = await opened.fetch(f"{base}/0")
    assert (answer.url, answer.body, answer.moved_to) == (f"{base}/3", FEED, None)


async def test_a_permanent_move_counts_as_far_as_it_is_permanent() -> None:
    async with site(redirecting((301, "/1"), (308, "/2"), (302, "/3"), (301, "/4"))) as base, fetcher() as opened:
        answer = await opened.fetch(f"{base}/0")
    assert (answer.url, answer.moved_to) == (f"{base}/4", f"{base}/2")


async def test_a_moved_feed_that_has_not_changed_says_both() -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        if request.path == "/old":
            return web.Response(status=301, headers={"Location": "/new"})
        return web.Response(status=304)

    async with site(handler) as base, fetcher() as opened:
        answer = await opened.fetch_if_changed(f"{base}/old", etag='"v1"')
    assert isinstance(answer, NotModified)
    assert answer.moved_to == f"{base}/new"


async def test_five_redirects_are_followed_and_six_are_not() -> None:
    hops = [(302, f"/{place}") for place in range(1, 7)]
    async with site(redirecting(*hops)) as base:
        async with fetcher() as opened:
            assert (await opened.fetch(f"{base}/1")).body == FEED
        assert "more than 5 redirects" in await failure(f"{base}/0")


@pytest.mark.parametrize(
    "target", ["ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "http://a..b/", "http://[a"]
)
async def test_a_redirect_to_what_is_no_web_address_is_refused(target: str) -> None:
    async with site(redirecting((302, target))) as base:
        assert "sends us on to where nothing can be read" in await failure(f"{base}/0")


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:7f00:1::]/",
        "http://[fd00:ec2::254]/",
        "http://[::1]/",
        "http://2130706434/",
        "http://0x7f.2/",
        "http://0177.0.0.2/",
        "http://100.100.100.200/",
        "http://10.0.0.1:8080/",
    ],
)
async def test_a_redirect_into_a_private_network_is_refused(target: str) -> None:
    async with site(redirecting((302, target))) as base:
        assert "private or reserved network" in await failure(f"{base}/0", of=fetcher(allowed_networks=THE_SITE_ONLY))


# Addresses.


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
async def test_without_permission_loopback_is_refused_however_it_is_spelt(host: str) -> None:
    assert "private or reserved network" in await failure(f"http://{host}:8080/", of=fetcher(allowed_networks=()))


async def test_a_name_that_changes_its_answer_is_judged_where_it_connects() -> None:
    names = Names("127.0.0.1", "127.0.0.2")
    async with site(answering()) as base:
        url = base.replace("127.0.0.1", "feeds.example.org")
        async with fetcher(allowed_networks=THE_SITE_ONLY, resolver=names) as opened:
            assert (await opened.fetch(url)).body == FEED
        sentence = await failure(url, of=fetcher(allowed_networks=THE_SITE_ONLY, resolver=names))
    assert "private or reserved network" in sentence
    assert "fetch_allowed_networks" in sentence, "whoever runs the bot reads this too, and may allow it"
    assert names.asked == ["feeds.example.org", "feeds.example.org"]


async def test_of_several_addresses_only_the_allowed_are_connected_to() -> None:
    class Both(Names):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            first = await super().resolve(host, port, family)
            return [*first, *await super().resolve(host, port, family)]

    async with site(answering()) as base:
        url = base.replace("127.0.0.1", "feeds.example.org")
        async with fetcher(allowed_networks=THE_SITE_ONLY, resolver=Both("127.0.0.2", "127.0.0.1")) as opened:
            assert (await opened.fetch(url)).body == FEED


async def test_of_a_public_address_only_the_usual_ports_are_asked() -> None:
    opened = fetcher(resolver=Names("93.184.216.34"))
    refusal = await failure("http://example.org:6379/", of=opened, may_pass=False)
    assert "port 6379 is none that is read from" in refusal
    for port in (80, 443, 8080, 8443):
        opened._guarded_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))).close()


@pytest.mark.parametrize("url", ["ftp://example.org/", "example.org", "http://user:secret@example.org/", ""])
async def test_what_is_no_web_address_is_not_asked_for(url: str) -> None:
    sentence = await failure(url)
    assert not re.search("secret|sends us on", sentence)


# Failures, in words.


@pytest.mark.parametrize(
    ("status", "headers", "sentence"),
    [
        (404, {}, "there is nothing at this address any more, or never was (HTTP 404)"),
        (410, {}, "the publisher says that this is gone for good (HTTP 410)"),
        (403, {}, "the site does not let us read this (HTTP 403)"),
        (418, {}, "the site answers with nothing that can be read (HTTP 418)"),
        (429, {"Retry-After": "120"}, "the site asks us to come less often (HTTP 429, again in 2 min)"),
        (500, {}, "the site has trouble of its own (HTTP 500)"),
        (502, {"Retry-After": "soon"}, "the site has trouble of its own (HTTP 502)"),
        (
            503,
            {"Retry-After": "Wed, 20 Sep 2023 10:00:00 GMT"},
            "the site is out of service for the moment (HTTP 503, again after 2023-09-20 10:00 UTC)",
        ),
        (
            503,
            {"Retry-After": "Wed, 20 Sep 2023 12:00:00 +0200"},
            "the site is out of service for the moment (HTTP 503, again after 2023-09-20 10:00 UTC)",
        ),
        (302, {}, "the site answers with nothing that can be read (HTTP 302)"),
        (206, {}, "the site answers with nothing that can be read (HTTP 206)"),
    ],
)
async def test_a_status_is_told_in_words(status: int, headers: dict[str, str], sentence: str) -> None:
    async with site(answering(status=status, headers=headers)) as base:
        assert await failure(base) == sentence


def test_a_status_nobody_has_defined_is_told_too() -> None:
    assert status_sentence(799, {}) == "the site has trouble of its own (HTTP 799)"


@pytest.mark.parametrize("value", ["9" * 400, "-1", "Wed, 99 Foo 2023", "Fri, 31 Dec 9999 23:00:00 -0500", "\x00"])
def test_nonsense_in_retry_after_is_left_out(value: str) -> None:
    assert status_sentence(429, {"Retry-After": value}) == "the site asks us to come less often (HTTP 429)"


DATED = {"Date": "Wed, 20 Sep 2023 10:00:00 GMT"}


@pytest.mark.parametrize(
    ("headers", "fresh_s"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=600"}, 600),
        ({"Cache-Control": 'public, MAX-AGE="600", must-revalidate'}, 600),
        ({"Cache-Control": "max-age=600", "Age": "200"}, 400),
        ({"Cache-Control": "max-age=600", "Age": "2000"}, 0),
        ({"Cache-Control": "max-age=600", "Age": "long"}, 600),
        ({"Cache-Control": "no-cache, max-age=600"}, 0),
        ({"Cache-Control": "no-store"}, 0),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "max-age=soon"}, None),
        ({"Cache-Control": "max-age=" + "9" * 400}, None),
        (DATED | {"Expires": "Wed, 20 Sep 2023 11:00:00 GMT"}, 3_600),
        (DATED | {"Expires": "Wed, 20 Sep 2023 11:00:00 GMT", "Cache-Control": "max-age=60"}, 60),
        (DATED | {"Expires": "Tue, 19 Sep 2023 11:00:00 GMT"}, 0),
        (DATED | {"Expires": "0"}, None),
        ({"Expires": "Wed, 20 Sep 2023 11:00:00 GMT"}, None),
    ],
)
def test_how_long_an_answer_holds_is_what_the_site_says(headers: dict[str, str], fresh_s: int | None) -> None:
    assert fresh_for(headers) == (None if fresh_s is None else timedelta(seconds=fresh_s))


async def test_how_long_it_holds_comes_with_the_answer_changed_or_not() -> None:
    headers = {"Cache-Control": "max-age=600"}
    async with site(answering(headers=headers)) as base, fetcher() as opened:
        assert (await opened.fetch(base)).fresh_for == timedelta(minutes=10)
    async with site(answering(b"", status=304, headers=headers)) as base, fetcher() as opened:
        assert (await opened.fetch_if_changed(base, etag='"v1"')).fresh_for == timedelta(minutes=10)


@pytest.mark.parametrize(
    ("status", "headers", "wait_s", "may_pass"),
    [
        (429, {"Retry-After": "120"}, 120, True),
        (503, DATED | {"Retry-After": "Wed, 20 Sep 2023 12:00:00 GMT"}, 7_200, True),
        (503, DATED | {"Retry-After": "Wed, 20 Sep 2023 09:00:00 GMT"}, 0, True),
        (503, {"Retry-After": "soon"}, None, True),
        (410, {}, None, False),
    ],
)
async def test_a_refusal_says_whether_it_may_pass_and_how_long_to_stay_away(
    status: int, headers: dict[str, str], wait_s: int | None, may_pass: bool
) -> None:
    async with site(answering(status=status, headers=headers)) as base, fetcher() as opened:
        with pytest.raises(FetchError) as caught:
            await opened.fetch(base)
    assert (caught.value.status, caught.value.may_pass) == (status, may_pass)
    assert caught.value.retry_after == (None if wait_s is None else timedelta(seconds=wait_s))


async def test_a_slow_body_ends_at_the_time_limit() -> None:
    async with raw_site(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nsome", then_wait=True) as base:
        assert await failure(base, of=fetcher(timeout_s=0.2)) == "no complete answer within 0.2 seconds"


async def test_redirects_share_one_time_limit() -> None:
    async def handler(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.15)
        return web.Response(status=302, headers={"Location": "/again"})

    async with site(handler) as base:
        assert "no complete answer" in await failure(base, of=fetcher(timeout_s=0.4))


async def test_a_refused_connection_is_told() -> None:
    async with site(answering()) as base:
        pass
    assert await failure(base, may_pass=True) == "127.0.0.1 refuses connections"


async def test_an_unknown_host_is_told() -> None:
    class Nobody(Names):
        async def resolve(self, *_: object, **__: object) -> list[ResolveResult]:
            raise OSError("Name or service not known")

    sentence = await failure("http://feeds.example.org/", of=fetcher(resolver=Nobody("")))
    assert sentence == "nobody knows a host named feeds.example.org"


async def test_a_site_without_tls_is_told() -> None:
    async with site(answering()) as base:
        assert "no secure connection" in await failure(base.replace("http:", "https:"))


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (b"", "127.0.0.1 hung up before it had answered"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nsome", "the answer broke off before its end"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "what 127.0.0.1 answers is not HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", "what 127.0.0.1 answers is not HTTP"),
    ],
)
async def test_a_broken_answer_is_told(answer: bytes, sentence: str) -> None:
    async with raw_site(answer) as base:
        assert await failure(base) == sentence


def test_every_error_of_the_client_has_a_sentence_of_its_own_or_the_general_one() -> None:
    key = ConnectionKey("example.org", 443, True, True, None, None, None)
    certificate = aiohttp.ClientConnectorCertificateError(key, ssl.SSLCertVerificationError("expired"))
    assert "certificate of example.org is not valid" in failure_sentence(certificate, "https://example.org/", 20)
    unreachable = aiohttp.ClientConnectorError(key, OSError(113, "No route to host"))
    assert failure_sentence(unreachable, "https://example.org/", 20) == "example.org can't be reached"
    assert failure_sentence(aiohttp.ClientError(), "https://example.org/", 20) == "example.org could not be asked"


# Size and packing.


async def test_a_body_beyond_the_limit_is_not_read() -> None:
    async with site(answering(b"x" * 2_000)) as base:
        assert await failure(base, of=fetcher(max_bytes=1_000)) == "the answer is larger than 0.001 MB"


async def test_a_body_that_does_not_say_its_size_is_cut_off_too() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"x" * 1_000)
        except ConnectionError:
            return response

    async with site(endless) as base:
        assert "larger than" in await failure(base, of=fetcher(max_bytes=10_000))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
async def test_a_bomb_is_stopped_at_the_limit(coding: str) -> None:
    packs: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": partial(brotli.compress, quality=1),  # of eleven, the last of which takes a second and a half
        "zstd": zstd.compress,
    }
    bomb = packs[coding](b"\0" * 50_000_000)
    async with site(answering(bomb, headers={"Content-Encoding": coding})) as base:
        assert "larger than" in await failure(base, of=fetcher(max_bytes=1_000_000))


@pytest.mark.parametrize(
    ("codings", "packed"),
    [
        ("", FEED),
        ("identity", FEED),
        ("utf-8", FEED),
        ("gzip", gzipped(FEED)),
        ("x-gzip", gzipped(FEED[:9]) + gzipped(FEED[9:]) + b"\0\0"),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("br", brotli.compress(FEED)),
        ("zstd", zstd.compress(FEED)),
        ("zstd", zstd.compress(FEED[:9]) + zstd.compress(FEED[9:])),
        ("gzip, deflate", zlib.compress(gzipped(FEED))),
        ("br, zstd, gzip", gzipped(zstd.compress(brotli.compress(FEED)))),
    ],
)
async def test_packed_bodies_are_unpacked(codings: str, packed: bytes) -> None:
    async with site(answering(packed, headers={"Content-Encoding": codings})) as base, fetcher() as opened:
        answer = await opened.fetch(base)
    assert answer.body == FEED


@pytest.mark.parametrize(
    ("codings", "packed", "sentence"),
    [
        ("gzip", b"no gzip at all", "packed, and damaged"),
        ("gzip", gzipped(FEED)[:-9], "broke off before its end"),
        ("gzip", gzipped(FEED)[:-8] + b"12345678", "packed, and damaged"),
        ("br", b"no brotli at all", "packed, and damaged"),
        ("br", brotli.compress(FEED)[:-3], "broke off before its end"),
        ("br", brotli.compress(FEED) + b"more", "packed, and damaged"),
        ("zstd", b"no zstd at all", "packed, and damaged"),
        ("zstd", zstd.compress(FEED)[:-3], "broke off before its end"),
        ("zstd", GREEDY_ZSTD, "packed, and damaged"),
        ("x-compress", b"...", "not asked for (compress)"),
        ("gzip, gzip, gzip, gzip", b"", "more often than any answer should be"),
    ],
)
def test_a_body_that_cannot_be_unpacked_says_why(codings: str, packed: bytes, sentence: str) -> None:
    with pytest.raises(UnusableAnswerError, match=re.escape(sentence)):
        unpacked(packed, codings, max_bytes=1_000)


def test_each_layer_of_packing_has_the_limit() -> None:
    layered = gzip.compress(gzip.compress(b"\0" * 5_000_000))
    with pytest.raises(UnusableAnswerError, match="larger than"):
        unpacked(layered, "gzip, gzip", max_bytes=100_000)


@pytest.mark.parametrize(("coding", "member"), [("gzip", gzipped(b"")), ("zstd", zstd.compress(b""))])
def test_a_body_of_pieces_without_end_is_given_up(coding: str, member: bytes) -> None:
    assert unpacked(member * 500, coding, max_bytes=10) == b""
    with pytest.raises(UnusableAnswerError, match="more often than any answer should be"):
        unpacked(member * 100_000, coding, max_bytes=10_000)


# Turns.


async def test_a_host_is_asked_twice_at_a_time_and_no_more() -> None:
    running, most = 0, 0
    two = asyncio.Event()

    async def handler(_: web.Request) -> web.StreamResponse:
        nonlocal running, most
        running += 1
        most = max(most, running)
        if running == 2:
            two.set()
        await two.wait()  # the first would be over before the second came, on a slow machine
        await asyncio.sleep(0.02)
        running -= 1
        return web.Response(body=FEED)

    async with site(handler) as base, fetcher(per_host=2) as opened:
        await asyncio.gather(*(opened.fetch(f"{base}/{number}") for number in range(8)))
    assert most == 2


async def test_a_slow_host_does_not_keep_others_from_their_turn() -> None:
    released = asyncio.Event()

    async def slow(_: web.Request) -> web.StreamResponse:
        await released.wait()
        return web.Response(body=FEED)

    names = Names("127.0.0.1")
    async with site(slow) as held, site(answering()) as quick, fetcher(at_once=3, resolver=names) as opened:
        waiting = [asyncio.create_task(opened.fetch(f"{held}/{number}")) for number in range(6)]
        await asyncio.sleep(0.05)
        other = quick.replace("127.0.0.1", "quick.example.org")
        assert (await asyncio.wait_for(opened.fetch(other), 30)).body == FEED
        released.set()
        await asyncio.gather(*waiting)


async def test_waiting_for_a_turn_does_not_count_against_the_time_limit() -> None:
    async def handler(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.3)
        return web.Response(body=FEED)

    async with site(handler) as base, fetcher(per_host=1, timeout_s=1.2) as opened:
        answers = await asyncio.gather(*(opened.fetch(f"{base}/{number}") for number in range(5)))
    assert all(isinstance(answer, Fetched) for answer in answers)
