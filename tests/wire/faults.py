"""What can go wrong with an answer, and the script that says when it does.

    wire.fail_next("POST", r"/messages$", Fault(500, commit=True))      the work is done, the answer denies it
    wire.fail_next("POST", r"/messages$", rate_limited(0.05))           429 as Discord sends it
    wire.fail_next("POST", r"/messages$", Drop(), times=2)              the connection ends without an answer
    held = wire.fail_next("POST", r"/callback$", Hang())                no answer until held.release()

A new kind of fault is a subclass with its own `serve`. The gateway's handshake is scripted under the method
"GATEWAY".
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aiohttp import web


class Answer(NamedTuple):
    """What a route answers: a status and a JSON body, or none."""

    status: int
    body: Any = None


Work = Callable[[], Answer]
"""Does what the request asks for and returns the true answer. A fault decides whether and when it is called."""

HEADERS = {
    "Via": "1.1 google",
    "X-RateLimit-Limit": "50",
    "X-RateLimit-Remaining": "49",
    "X-RateLimit-Reset-After": "1",
}
"""Discord's usual headers: without `Via` discord.py takes a 429 for a ban, without a rest of requests it queues."""


def respond(answer: Answer, headers: Mapping[str, str] | None = None) -> web.Response:
    """Write an answer; its type is exactly `application/json`, since discord.py takes anything else for text."""
    if answer.body is None:
        return web.Response(status=answer.status, headers=headers)
    written = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(status=answer.status, body=json.dumps(answer.body).encode(), headers=written)


@dataclass(frozen=True)
class Fault:
    """An answer that is not the true one.

    Attributes:
        status: None gives the true answer with `headers` added.
        headers: Added to Discord's usual ones; an empty value takes one away.
        commit: Whether the request does its work all the same.
    """

    status: int | None = 500
    body: Any = field(default_factory=lambda: {"message": "scripted fault", "code": 0})
    headers: Mapping[str, str] = field(default_factory=dict)
    commit: bool = False

    async def serve(self, request: web.Request, work: Work, script: Script) -> web.StreamResponse:  # noqa: ARG002
        """Answer `request` wrongly."""
        headers = {key: value for key, value in {**HEADERS, **self.headers}.items() if value}
        truth = work() if self.commit or self.status is None else None
        return respond(truth if self.status is None and truth else Answer(self.status or 500, self.body), headers)


@dataclass(frozen=True)
class Drop(Fault):
    """The connection ends without an answer; `reset` ends it the hard way (RST).

    aiohttp's client asks once more by itself after GET, PUT and DELETE: to be seen, those want `times=2`.
    """

    reset: bool = False

    async def serve(self, request: web.Request, work: Work, script: Script) -> web.StreamResponse:  # noqa: ARG002
        if self.commit:
            work()
        return _hang_up(request, reset=self.reset)


@dataclass(frozen=True)
class Hang(Fault):
    """No answer until the script is released, then the true one; with `commit` the work is done at once."""

    async def serve(self, request: web.Request, work: Work, script: Script) -> web.StreamResponse:  # noqa: ARG002
        truth = work() if self.commit else None
        await script.released.wait()
        return respond(truth or work(), HEADERS)


@dataclass(frozen=True)
class HalfSent(Fault):
    """The work is done, and half of the true answer is sent before the connection ends."""

    async def serve(self, request: web.Request, work: Work, script: Script) -> web.StreamResponse:  # noqa: ARG002
        truth = work()
        body = json.dumps(truth.body).encode()
        response = web.StreamResponse(status=truth.status, headers={"Content-Type": "application/json", **HEADERS})
        response.content_length = len(body)
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
        return _hang_up(request)


def _hang_up(request: web.Request, *, reset: bool = False) -> web.Response:
    if transport := request.transport:
        if reset:
            at_once = struct.pack("ii", 1, 0)  # linger for no time: what is left unsaid becomes a RST
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        transport.abort()
    return web.Response()  # goes nowhere


def rate_limited(retry_after_s: float, *, via: bool = True, everywhere: bool = False) -> Fault:
    """429; without `Via` as Cloudflare sends it, `everywhere` as the global limit."""
    body = {"message": "You are being rate limited.", "retry_after": retry_after_s, "global": everywhere}
    headers = {"Via": "" if not via else HEADERS["Via"], "X-RateLimit-Scope": "global" if everywhere else "user"}
    return Fault(429, body, {**headers, "Retry-After": str(max(1, round(retry_after_s)))})


def refused(status: int, code: int, message: str) -> Fault:
    """One of Discord's own errors."""
    return Fault(status, {"message": message, "code": code})


MISSING_ACCESS = refused(403, 50001, "Missing Access")
MISSING_PERMISSIONS = refused(403, 50013, "Missing Permissions")
CANNOT_MESSAGE_USER = refused(403, 50007, "Cannot send messages to this user")
UNKNOWN_CHANNEL = refused(404, 10003, "Unknown Channel")


@dataclass(eq=False)
class Script:
    """When a fault happens: at the next `times` requests that fit, or at each of them with None.

    Attributes:
        met: How many requests it has happened to.
    """

    method: str
    path: re.Pattern[str]
    fault: Fault
    times: int | None
    met: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let hanging answers go on."""
        self.released.set()

    def stop(self) -> None:
        """Happen no more."""
        self.times = self.met

    @property
    def spent(self) -> bool:
        return self.times is not None and self.met >= self.times


class Faults:
    """The scripts of one server; those written first come first."""

    def __init__(self) -> None:
        self.scripts: list[Script] = []

    def add(self, method: str, path: str, fault: Fault, *, times: int | None = 1) -> Script:
        script = Script(method, re.compile(path), fault, times)
        self.scripts.append(script)
        return script

    def take(self, method: str, path: str) -> Script | None:
        """The script that this request falls under, counted as met."""
        for script in self.scripts:
            if not script.spent and script.method == method and script.path.search(path):
                script.met += 1
                return script
        return None

    def release_all(self) -> None:
        for script in self.scripts:
            script.release()

    @property
    def unmet(self) -> list[str]:
        """Scripts that nothing ran into: the test did not test what it says."""
        return [f"{s.method} {s.path.pattern}" for s in self.scripts if not s.met and not s.spent]
