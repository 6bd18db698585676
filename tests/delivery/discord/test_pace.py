from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

from bot.delivery.discord.pace import Pace


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_turns_come_evenly_and_the_first_at_once() -> None:
    pace = Pace(40, clock=Seconds())
    assert [round(pace.take(), 3) for _ in range(4)] == [0, 0.025, 0.05, 0.075]


def test_no_second_holds_more_than_fifty_requests_however_busy_the_moment_before_was() -> None:
    clock = Seconds()
    pace = Pace(40, clock=clock)
    pace.take()
    clock.now += 3600
    assert len([wait for wait in (pace.take() for _ in range(100)) if wait <= 1]) <= 50


async def test_those_that_wait_do_not_go_together_after_the_process_was_held_up() -> None:
    pace = Pace(40, clock=time.monotonic)
    went: list[float] = []

    async def ask() -> None:
        await pace.wait()
        went.append(time.monotonic())
        pace.end()

    asking = [asyncio.create_task(ask()) for _ in range(60)]
    await asyncio.sleep(0)
    time.sleep(0.7)  # noqa: ASYNC251 - nothing in the process goes on
    await asyncio.gather(*asking)
    assert went == sorted(went)
    assert max(sum(start <= each < start + 1 for each in went) for start in went) <= 50


async def test_people_are_answered_at_once_and_briefings_wait_for_it() -> None:
    pace = Pace(10, clock=Seconds())
    async with _session(pace, _anything) as session:
        for path in (
            "/api/v10/interactions/1/token/callback",
            "/api/v10/webhooks/1/token",
            "/api/v10/interactions/2/t",
        ):
            await session.post(path)
        assert round(pace.take(), 3) == 0.3


async def test_requests_that_pile_up_on_their_way_do_not_arrive_as_more_than_fifty_in_a_second() -> None:
    counted: list[float] = []

    async def count(_: web.Request) -> web.Response:
        held_up_s = 0.4 - time.monotonic() % 1  # of each second nothing is counted for so long
        await asyncio.sleep(max(held_up_s, 0))
        counted.append(time.monotonic())
        return web.Response()

    async with _session(Pace(40, clock=time.monotonic), count) as session:
        await asyncio.gather(*(session.post("/api/v10/channels/1/messages") for _ in range(150)))
    assert max(sum(start <= each < start + 1 for each in counted) for start in counted) <= 50


async def test_requests_that_are_not_answered_hold_the_others_up_for_a_moment_only() -> None:
    hangs, over = asyncio.Event(), asyncio.Event()

    async def hang(request: web.Request) -> web.Response:
        if request.path.endswith("/hangs"):
            hangs.set()
            await over.wait()
        return web.Response()

    async with _session(Pace(40, clock=time.monotonic, most=1), hang) as session:
        hanging = asyncio.create_task(session.post("/hangs"))
        await hangs.wait()
        async with asyncio.timeout(30):
            await session.post("/answered")
        over.set()
        await hanging


@asynccontextmanager
async def _session(
    pace: Pace, answer: Callable[[web.Request], Awaitable[web.Response]]
) -> AsyncIterator[aiohttp.ClientSession]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    async with aiohttp.ClientSession(f"http://{host}:{port}", trace_configs=[pace.trace()]) as session:
        yield session
    await runner.cleanup()


async def _anything(_: web.Request) -> web.Response:
    return web.Response()
