from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import cast

import aiohttp
import discord
import pytest

from tests.wire.client import running
from tests.wire.conftest import Place
from tests.wire.faults import (
    CANNOT_MESSAGE_USER,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    UNKNOWN_CHANNEL,
    Drop,
    Fault,
    HalfSent,
    Hang,
    rate_limited,
)
from tests.wire.sample_bot import SampleBot
from tests.wire.server import DiscordWire

POSTS = r"^/channels/\d+/messages$"


def seen(bot: discord.Client, place: Place) -> discord.TextChannel:
    return cast("discord.TextChannel", bot.get_channel(place.channel.id))


def posts(wire: DiscordWire) -> list[int | None]:
    return [call.status for call in wire.called("POST", "/messages")]


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_rate_limit_is_waited_for(wire: DiscordWire, place: Place, everywhere: bool) -> None:
    wire.fail_next("POST", POSTS, rate_limited(0.02, everywhere=everywhere), times=2)
    bot = SampleBot()
    async with running(bot, wire):
        await seen(bot, place).send("hello")
    assert posts(wire) == [429, 429, 200]
    assert len(place.channel.messages) == 1


async def test_a_ban_by_cloudflare_is_raised_at_once(wire: DiscordWire, place: Place) -> None:
    wire.fail_next("POST", POSTS, rate_limited(0.02, via=False))
    bot = SampleBot()
    async with running(bot, wire):
        with pytest.raises(discord.HTTPException) as caught:
            await seen(bot, place).send("hello")
    assert caught.value.status == 429
    assert posts(wire) == [429]


async def test_a_denied_commit_of_a_message_is_found_by_its_nonce(wire: DiscordWire, place: Place) -> None:
    wire.fail_next("POST", POSTS, Fault(500, commit=True))
    bot = SampleBot()
    async with running(bot, wire):
        await seen(bot, place).send("hello")  # discord.py tries again after a second, with the same nonce
    assert posts(wire) == [500, 200]
    assert len(place.channel.messages) == 1


async def test_a_denied_commit_of_a_forum_post_makes_a_second_one(wire: DiscordWire, place: Place) -> None:
    forum = place.guild.add_forum("digest")
    wire.fail_next("POST", r"/threads$", Fault(500, commit=True))
    bot = SampleBot()
    async with running(bot, wire):
        await cast("discord.ForumChannel", bot.get_channel(forum.id)).create_thread(name="Monday", content="quiet")
    assert [post.name for post in forum.threads] == ["Monday", "Monday"]


async def test_503_is_raised_at_once(wire: DiscordWire, place: Place) -> None:
    wire.fail_next("POST", POSTS, Fault(503, body="upstream connect error"))
    bot = SampleBot()
    async with running(bot, wire):
        with pytest.raises(discord.DiscordServerError):
            await seen(bot, place).send("hello")
    assert posts(wire) == [503]


@pytest.mark.parametrize(
    ("fault", "code"),
    [(MISSING_ACCESS, 50001), (MISSING_PERMISSIONS, 50013), (CANNOT_MESSAGE_USER, 50007), (UNKNOWN_CHANNEL, 10003)],
)
async def test_discords_own_errors_carry_their_codes(wire: DiscordWire, place: Place, fault: Fault, code: int) -> None:
    wire.fail_next("POST", POSTS, fault)
    bot = SampleBot()
    async with running(bot, wire):
        with pytest.raises(discord.NotFound if code == 10003 else discord.Forbidden) as caught:
            await seen(bot, place).send("hello")
    assert caught.value.code == code
    assert place.channel.messages == []


@pytest.mark.parametrize("commit", [False, True])
async def test_a_dropped_connection_is_an_error_of_aiohttp(wire: DiscordWire, place: Place, commit: bool) -> None:
    wire.fail_next("POST", POSTS, Drop(commit=commit))
    bot = SampleBot()
    async with running(bot, wire):
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await seen(bot, place).send("hello")
    assert posts(wire) == [None]
    assert len(place.channel.messages) == commit


async def test_a_reset_connection_is_an_error_of_the_system(wire: DiscordWire, place: Place) -> None:
    wire.fail_next("POST", POSTS, Drop(reset=True))
    bot = SampleBot()
    async with running(bot, wire):
        with pytest.raises(aiohttp.ClientOSError, match="reset by peer"):
            await seen(bot, place).send("hello")


async def test_half_an_answer_is_an_error_of_aiohttp(wire: DiscordWire, place: Place) -> None:
    wire.fail_next("POST", POSTS, HalfSent())
    bot = SampleBot()
    async with running(bot, wire):
        with pytest.raises(aiohttp.ClientPayloadError):
            await seen(bot, place).send("hello")
    assert len(place.channel.messages) == 1


@pytest.mark.parametrize("commit", [False, True])
async def test_a_hanging_answer_comes_when_it_is_released(wire: DiscordWire, place: Place, commit: bool) -> None:
    held = wire.fail_next("POST", POSTS, Hang(commit=commit))
    bot = SampleBot()
    async with running(bot, wire):
        sending = asyncio.create_task(seen(bot, place).send("hello"))
        await wire.until(lambda: held.met == 1)
        assert len(place.channel.messages) == commit
        assert not sending.done()
        held.release()
        assert (await sending).content == "hello"
    assert len(place.channel.messages) == 1


async def test_a_first_answer_that_arrives_too_late_is_refused(wire: DiscordWire, place: Place) -> None:
    held = wire.fail_next("POST", r"/callback$", Hang())
    async with running(SampleBot(), wire):
        exchange = await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"}, wait=False)
        await wire.until(lambda: held.met == 1)
        wire.advance(timedelta(seconds=4))
        held.release()
        await wire.until(lambda: exchange.refused == [10062])
    assert not exchange.answered
    assert place.channel.messages == []


async def test_an_answer_that_hangs_for_ever_does_not_hold_up_the_end(wire: DiscordWire, place: Place) -> None:
    held = wire.fail_next("POST", POSTS, Hang())
    bot = SampleBot()
    async with running(bot, wire):
        sending = asyncio.create_task(seen(bot, place).send("hello"))
        await wire.until(lambda: held.met == 1)
        sending.cancel()


async def test_a_fault_may_last_until_it_is_stopped(wire: DiscordWire, place: Place) -> None:
    lasting = wire.fail_next("POST", POSTS, MISSING_ACCESS, times=None)
    bot = SampleBot()
    async with running(bot, wire):
        for _ in range(3):
            with pytest.raises(discord.Forbidden):
                await seen(bot, place).send("hello")
        lasting.stop()
        await seen(bot, place).send("hello")
    assert lasting.met == 3


async def test_headers_may_be_added_to_the_true_answer(wire: DiscordWire, place: Place) -> None:
    spent = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "0.3", "X-RateLimit-Bucket": "b"}
    wire.fail_next("POST", POSTS, Fault(None, headers=spent))
    bot = SampleBot()
    async with running(bot, wire):
        began = asyncio.get_running_loop().time()
        await seen(bot, place).send("one")
        await seen(bot, place).send("two")
        assert asyncio.get_running_loop().time() - began >= 0.29  # the client waits for its bucket by itself
    assert posts(wire) == [200, 200]


async def test_a_fault_that_never_happened_is_told() -> None:
    async with DiscordWire() as wire:
        wire.fail_next("POST", POSTS, Drop())
    with pytest.raises(AssertionError, match="never happened: POST"):
        wire.assert_clean()
