"""The budget of requests to Discord: so many a second for all of them, those that answer people first.

Discord allows a bot 50 requests a second in all, and answers what is beyond with 429 for everything; answers to
interactions it does not count (https://discord.com/developers/docs/topics/rate-limits#global-rate-limit). They
spend of the budget here all the same, without waiting: while people are served, briefings go slower.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp

# What came too late for its turn is made up for, as far as this: a busy moment of the process costs no speed,
# and no second holds more than 50 requests where 40 are allowed.
_MADE_UP_S = 0.1
_ANSWERS = ("/interactions/", "/webhooks/")


_asked: ContextVar[list[str] | None] = ContextVar("asked", default=None)
_once: ContextVar[bool] = ContextVar("once", default=False)


class AskedAgainError(aiohttp.ClientError):
    """A request that may be made once only was about to be repeated."""


@contextmanager
def tries() -> Iterator[list[str]]:
    """What is asked in this block, a method for each try: discord.py repeats after a 500 what may have been done.

    Needs a client's session with a `Pace.trace`.
    """
    asked: list[str] = []
    token = _asked.set(asked)
    try:
        yield asked
    finally:
        _asked.reset(token)


@contextmanager
def asked_once() -> Iterator[None]:
    """Let the one request of this block be made once.

    Raises:
        AskedAgainError: In place of the second try, where the client's session has a `Pace.trace`.
    """
    token = _once.set(True)
    try:
        with tries():
            yield
    finally:
        _once.reset(token)


class Pace:
    """Turns for requests, evenly spread.

    A turn is taken when it is used, not in advance: what held the process up lets none that waited go together.

    Args:
        per_second: How many there are.
        clock: Seconds of a clock that never goes back.
    """

    def __init__(self, per_second: float, *, clock: Callable[[], float]) -> None:
        self._interval_s = 1 / per_second
        self._clock = clock
        self._next = clock()
        self._line = asyncio.Lock()  # serves in the order of asking

    async def wait(self) -> None:
        """Wait for a turn, behind those that ask already."""
        async with self._line:
            await asyncio.sleep(self.take())

    def take(self) -> float:
        """Take the next turn; returns the seconds until it comes."""
        now = self._clock()
        turn = max(self._next, now - _MADE_UP_S)
        self._next = turn + self._interval_s
        return max(turn - now, 0.0)

    def trace(self) -> aiohttp.TraceConfig:
        """For an aiohttp session: each of its requests, repeated ones too, takes a turn; answers do not wait for it."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._begin)
        return config

    async def _begin(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, request: aiohttp.TraceRequestStartParams
    ) -> None:
        asked = _asked.get()
        if asked is not None:
            if asked and _once.get():
                raise AskedAgainError(f"the answer to {request.method} {request.url.path} was an error")
            asked.append(request.method)
        if request.url.scheme in ("http", "https") and not any(part in request.url.path for part in _ANSWERS):
            await self.wait()
        else:
            self.take()
