"""The budget of requests to Discord: so many a second for all of them, those that answer people first.

Discord allows a bot 50 requests a second in all, and answers what is beyond with 429 for everything; answers to
interactions it does not count (https://discord.com/developers/docs/topics/rate-limits#global-rate-limit). They
spend of the budget here all the same, without waiting: while people are served, briefings go slower.

Even turns alone do not keep a second from holding more than 50: requests that were held up on their way, by a busy
moment of the process, the network or Discord, arrive together. So each of the 50 is free again only a second after
its answer, when Discord has counted it: any second of Discord's holds 50 at most, whatever was held up where.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp

# What came too late for its turn is made up for, as far as this: a busy moment of the process costs no speed.
_MADE_UP_S = 0.25
# A request without an answer counts no longer than this, so that some that hang do not hold up all others.
_UNANSWERED_S = 3.0
DISCORD_ALLOWS = 50
_ANSWERS = ("/interactions/", "/webhooks/")


_asked: ContextVar[list[str] | None] = ContextVar("asked", default=None)
_once: ContextVar[bool] = ContextVar("once", default=False)
_wanted: ContextVar[Wanted | None] = ContextVar("wanted", default=None)


class AskedAgainError(aiohttp.ClientError):
    """A request that may be made once only was about to be repeated."""


class GivenUpError(aiohttp.ClientError):
    """A request that nobody waits for any more was about to be made."""


class Wanted:
    """Whether somebody still waits for what is asked.

    discord.py lets a request wait for its turn for as long as Discord says, and one that is cancelled meanwhile may
    stop its client for good: what is given up is left waiting, and must not be made when its turn comes at last.
    """

    def __init__(self) -> None:
        self._is_given_up = False

    def give_up(self) -> None:
        """What has not been asked by now is never asked."""
        self._is_given_up = True

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Tasks that are begun in this block ask for it.

        Raises:
            GivenUpError: In them, in place of a request, where the client's session has a `Pace.trace`.
        """
        token = _wanted.set(self)
        try:
            yield
        finally:
            _wanted.reset(token)

    def check(self, what: str) -> None:
        """Raise where it is given up."""
        if self._is_given_up:
            raise GivenUpError(f"{what} was given up before its turn came")


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
        most: How many any second may hold, however late they arrive.
    """

    def __init__(self, per_second: float, *, clock: Callable[[], float], most: int = DISCORD_ALLOWS) -> None:
        self._interval_s = 1 / per_second
        self._clock = clock
        self._next = clock()
        self._free = asyncio.Semaphore(most)
        self._line = asyncio.Lock()  # serves in the order of asking

    async def wait(self) -> None:
        """Wait for a turn, behind those that ask already; `end` must follow."""
        async with self._line:
            await self._free.acquire()
            try:
                await asyncio.sleep(self.take())
            except asyncio.CancelledError:
                self._free.release()
                raise

    def end(self, after_s: float = 1.0) -> asyncio.TimerHandle:
        """The request of a turn is answered: in a second it counts no more."""
        return asyncio.get_running_loop().call_later(after_s, self._free.release)

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
        config.on_request_end.append(self._end)
        config.on_request_exception.append(self._end)
        return config

    async def _begin(
        self, _session: aiohttp.ClientSession, context: SimpleNamespace, request: aiohttp.TraceRequestStartParams
    ) -> None:
        asked = _asked.get()
        if asked is not None:
            if asked and _once.get():
                raise AskedAgainError(f"the answer to {request.method} {request.url.path} was an error")
            asked.append(request.method)
        what, wanted = f"{request.method} {request.url.path}", _wanted.get()
        if wanted is not None:
            wanted.check(what)
        if request.url.scheme in ("http", "https") and not any(part in request.url.path for part in _ANSWERS):
            await self.wait()
            if wanted is not None:
                try:
                    wanted.check(what)
                except GivenUpError:
                    self.end(0)
                    raise
            context.counts = self.end(_UNANSWERED_S)
        else:
            self.take()

    async def _end(self, _session: aiohttp.ClientSession, context: SimpleNamespace, _: object) -> None:
        counts: asyncio.TimerHandle | None = getattr(context, "counts", None)
        if counts is not None and counts.when() > asyncio.get_running_loop().time() + 1:
            counts.cancel()
            self.end()
