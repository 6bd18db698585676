"""What reads stands in for whatever a feed may do to the process that it is read in, as its title says."""

from __future__ import annotations

import asyncio
import itertools
import json
import operator
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.config import ENV_PREFIX
from bot.errors import ConfigError, ParseError
from bot.sources.entries import FeedRead
from bot.sources.feeds import parse_feed
from bot.sources.pages import PageRead
from bot.sources.parsing_process import Job, Limits, read_document
from bot.sources.workers import ParserPool

FEED_URL = "https://feeds.example.org/world.json"
NOW = datetime(2023, 9, 20, 18, tzinfo=UTC)
LIMITS = Limits(cpu_s=1, wall_s=30, memory_bytes=64 * 2**20)
LONGEST_WAIT_MS = 60_000


def loop() -> None:
    for _ in itertools.count():
        pass


def is_told_a_secret() -> None:
    if {f"{ENV_PREFIX}DISCORD_TOKEN", "PGPASSWORD"} & os.environ.keys():
        os.abort()


DEEDS: dict[str, Callable[[], object]] = {
    "loop": loop,
    "wait": partial(time.sleep, 60),
    "grow": lambda: list(itertools.repeat(0, 10**9)),
    "swell": lambda: b"x" * (32 * 2**20),  # lawful, but more than is worth keeping
    "crash": os.abort,
    "leave": partial(os._exit, 3),
    "err": partial(operator.getitem, {}, "no such key"),
    "print": partial(print, "x" * 100_000),
    "look": is_told_a_secret,
}


def read_and_do(job: Job) -> FeedRead | PageRead:
    """Does what the title of the first entry says."""
    read = read_document(job)
    if isinstance(read, FeedRead) and read.articles and (deed := DEEDS.get(read.articles[0].title)):
        deed()
    return read


def feed(title: str) -> bytes:
    return json.dumps({"title": "Example News", "language": "en", "items": [{"id": "1", "title": title}]}).encode()


async def parse(pool: ParserPool, title: str = "hello") -> FeedRead:
    return await pool.parse(feed(title), feed_url=FEED_URL, now=NOW, content_type="application/json")


def pool_of(processes: int = 1, *, limits: Limits = LIMITS, idle_s: float = 60) -> ParserPool:
    return ParserPool(processes=processes, limits=limits, idle_s=idle_s, read=read_and_do)


async def ended(pid: int) -> bool:
    """Waits for the end of a process that need not be ours."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        waiting = select.poll()
        waiting.register(handle, select.POLLIN)
        return bool(await asyncio.to_thread(waiting.poll, LONGEST_WAIT_MS))
    finally:
        os.close(handle)


@pytest.mark.parametrize("processes", [0, 1])
async def test_a_feed_is_read_as_it_is_without_a_pool(processes: int) -> None:
    async with pool_of(processes) as pool:
        read = await parse(pool)
    assert read == parse_feed(feed("hello"), feed_url=FEED_URL, now=NOW)


@pytest.mark.parametrize("processes", [0, 1])
async def test_what_is_no_feed_is_refused_in_the_readers_words(processes: int) -> None:
    async with pool_of(processes) as pool:
        with pytest.raises(ParseError, match="that is a web page, not a feed") as caught:
            await pool.parse(b"<html/>", feed_url=FEED_URL, now=NOW)
    assert caught.value.source == FEED_URL


@pytest.mark.parametrize("processes", [0, 1])
async def test_a_mistake_of_ours_is_logged_and_costs_one_feed(processes: int, caplog: pytest.LogCaptureFixture) -> None:
    async with pool_of(processes) as pool:
        with pytest.raises(ParseError, match="the bot makes a mistake"):
            await parse(pool, "err")
        assert (await parse(pool)).entries == 1
    (record,) = caplog.records
    assert FEED_URL in record.getMessage()
    assert "KeyError: 'no such key'" in record.getMessage()


async def test_no_process_is_started_before_there_is_work() -> None:
    async with pool_of() as pool:
        assert pool.pids == ()


async def test_one_process_reads_many_feeds() -> None:
    async with pool_of() as pool:
        await parse(pool)
        pids = pool.pids
        await asyncio.gather(*(parse(pool) for _ in range(10)))
        assert pool.pids == pids


@pytest.mark.parametrize(
    ("title", "limits", "sentence"),
    [
        ("loop", LIMITS, "takes more than 1 seconds of work, so it was given up"),
        ("wait", replace(LIMITS, wall_s=0.2), "takes longer than 0.2 seconds, so it was given up"),
        ("grow", LIMITS, "takes more than 64 MB of memory, so it was given up"),
        ("crash", LIMITS, r"this brings down the process that reads it \(SIGABRT\)"),
        ("leave", LIMITS, r"this brings down the process that reads it \(code 3\)"),
    ],
)
async def test_a_feed_that_asks_too_much_costs_one_process_and_no_other_feed(
    title: str, limits: Limits, sentence: str
) -> None:
    async with pool_of(limits=limits) as pool:
        await parse(pool)
        before = pool.pids
        with pytest.raises(ParseError, match=sentence) as caught:
            await parse(pool, title)
        assert caught.value.source == FEED_URL
        assert not set(before).intersection(pool.pids)
        assert (await parse(pool)).entries == 1


async def test_the_work_of_earlier_feeds_does_not_count() -> None:
    async with pool_of() as pool:
        await parse(pool)
        pids = pool.pids
        body = feed("hello " + "<p>&amp;" * 5_000)
        spent_s = 0.0
        while spent_s < LIMITS.cpu_s:
            spent_s += (await pool.answer(Job(body, FEED_URL, NOW, None))).cpu_s
        await parse(pool)
        assert pool.pids == pids
        ends_at_s, _ = resource.prlimit(pids[0], resource.RLIMIT_CPU)
    assert ends_at_s >= spent_s + LIMITS.cpu_s


async def test_a_process_that_has_grown_is_replaced_after_it_has_answered() -> None:
    async with pool_of() as pool:
        usual_bytes = (await pool.answer(Job(feed("hello"), FEED_URL, NOW, None))).peak_bytes
    async with pool_of(limits=replace(LIMITS, keep_bytes=usual_bytes + 16 * 2**20)) as pool:
        await parse(pool)
        assert len(pool.pids) == 1
        assert (await parse(pool, "swell")).entries == 1
        assert not pool.pids


async def test_one_stubborn_feed_does_not_keep_the_others_waiting() -> None:
    async with pool_of(2) as pool:
        stubborn = asyncio.create_task(parse(pool, "wait"))
        await asyncio.sleep(0)
        assert (await parse(pool)).entries == 1
        assert not stubborn.done()
        stubborn.cancel()
        await asyncio.wait({stubborn})


async def test_a_reader_who_gives_up_leaves_no_process_behind() -> None:
    async with pool_of() as pool:
        await parse(pool)
        (pid,) = pool.pids
        task = asyncio.create_task(parse(pool, "loop"))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await ended(pid)
        assert (await parse(pool)).entries == 1


async def test_a_process_without_work_ends_and_another_is_started() -> None:
    async with pool_of(idle_s=0.05) as pool:
        await parse(pool)
        (pid,) = pool.pids
        assert await ended(pid)
        assert (await parse(pool)).entries == 1


async def test_a_process_that_was_killed_while_idle_is_replaced() -> None:
    async with pool_of() as pool:
        await parse(pool)
        (pid,) = pool.pids
        os.kill(pid, signal.SIGKILL)
        assert await ended(pid)
        await asyncio.sleep(0.05)  # until the loop has been told
        assert (await parse(pool)).entries == 1
        assert pool.pids != (pid,)


async def test_closing_ends_every_process_and_refuses_what_comes_later() -> None:
    pool = pool_of(2)
    await asyncio.gather(parse(pool), parse(pool))
    pids = pool.pids
    assert len(pids) == 2
    busy = asyncio.create_task(parse(pool, "wait"))
    await asyncio.sleep(0)
    await pool.close()
    assert [await ended(pid) for pid in pids] == [True, True]
    with pytest.raises(RuntimeError, match="closed"):
        await busy
    with pytest.raises(RuntimeError, match="closed"):
        await parse(pool)


async def test_closing_ends_a_process_that_is_only_just_being_started() -> None:
    pool = pool_of()
    starting = asyncio.create_task(parse(pool))
    await asyncio.sleep(0.02)
    await pool.close()
    assert pool.pids == ()
    with pytest.raises(RuntimeError, match="closed"):
        await starting


async def test_what_is_printed_does_not_get_between_the_answers() -> None:
    async with pool_of() as pool:
        assert (await parse(pool, "print")).entries == 1
        assert (await parse(pool)).entries == 1


@pytest.mark.parametrize("name", [f"{ENV_PREFIX}DISCORD_TOKEN", "PGPASSWORD"])
async def test_the_process_knows_no_secret(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "secret")
    async with pool_of() as pool:
        assert (await parse(pool, "look")).entries == 1


@pytest.mark.parametrize(
    ("program", "why"), [("/no/such/python", "No such file"), ("/bin/false", "ends at once, with code 1")]
)
async def test_a_process_that_can_not_be_started_is_the_operators_matter(
    program: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    async with pool_of() as pool:
        with pytest.raises(ConfigError, match=f"{why}.*parse_processes = 0"):
            await parse(pool)
        assert pool.pids == ()
    async with pool_of(0) as pool:
        assert (await parse(pool)).entries == 1


BOT = """
import asyncio, signal, sys
from tests.sources.test_workers import parse, pool_of

signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell's background jobs ignore

async def main():
    async with pool_of() as pool:
        await parse(pool)
        print(*pool.pids, flush=True)
        await parse(pool, sys.argv[1])
        await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.slow
@pytest.mark.parametrize("busy_with", ["hello", "loop"])
@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_no_process_outlives_the_bot(by: signal.Signals, busy_with: str) -> None:
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", BOT, busy_with),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    )
    assert bot.stdout is not None
    pid = int(await bot.stdout.readline())
    bot.send_signal(by)
    assert await ended(pid)
    await asyncio.wait_for(bot.wait(), 30)
