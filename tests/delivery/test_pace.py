from __future__ import annotations

import asyncio
import time

import aiohttp
from aiohttp import web

from bot.delivery.pace import Pace


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

    asking = [asyncio.create_task(ask()) for _ in range(60)]
    await asyncio.sleep(0)
    time.sleep(0.7)  # noqa: ASYNC251 - nothing in the process goes on
    await asyncio.gather(*asking)
    assert went == sorted(went)
    assert max(sum(start <= each < start + 1 for each in went) for start in went) <= 50


async def test_people_are_answered_at_once_and_briefings_wait_for_it() -> None:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", _anything)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    pace = Pace(10, clock=Seconds())
    async with aiohttp.ClientSession(f"http://{host}:{port}", trace_configs=[pace.trace()]) as session:
        for path in (
            "/api/v10/interactions/1/token/callback",
            "/api/v10/webhooks/1/token",
            "/api/v10/interactions/2/t",
        ):
            await session.post(path)
        assert round(pace.take(), 3) == 0.3
    await runner.cleanup()


async def _anything(_: web.Request) -> web.Response:
    return web.Response()
