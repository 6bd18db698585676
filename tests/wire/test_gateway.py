from __future__ import annotations

import aiohttp
import discord
import pytest
from discord.ext import commands

from tests.wire.client import point_client_at, running
from tests.wire.conftest import Place
from tests.wire.faults import Drop, Fault
from tests.wire.gateway import HEARTBEAT, IDENTIFY, RESUME, Session
from tests.wire.sample_bot import SampleBot
from tests.wire.server import DiscordWire


def only(wire: DiscordWire) -> Session:
    [session] = wire.gateway.sessions.values()
    return session


def sent(wire: DiscordWire) -> list[int]:
    """The operations that the client sent, heartbeats apart."""
    return [frame["op"] for frame in wire.gateway.received if frame["op"] != HEARTBEAT]


async def test_a_client_without_shards_needs_no_advice(wire: DiscordWire, place: Place) -> None:
    bot = commands.Bot(commands.when_mentioned, intents=discord.Intents.default())
    async with running(bot, wire):
        assert [guild.id for guild in bot.guilds] == [place.guild.id]
    assert only(wire).shard is None
    assert not wire.called("GET", "/gateway/bot")


async def test_each_shard_is_told_of_its_own_guilds() -> None:
    async with DiscordWire(shards=2) as wire:
        guilds = [wire.add_guild(f"guild {n}") for n in range(6)]
        people = {guild: guild.add_member("ani") for guild in guilds}
        channels = {guild: guild.add_text_channel("here") for guild in guilds}
        bot = SampleBot()
        async with running(bot, wire):
            assert {guild.id for guild in bot.guilds} == {guild.id for guild in guilds}
            for guild in guilds:
                await wire.slash(people[guild], channels[guild], "brief", {"topic": "csto"})
        asked = {
            session.shard: {e["d"]["guild_id"] for e in session.events if e["t"] == "INTERACTION_CREATE"}
            for session in wire.gateway.sessions.values()
        }
        for number in (0, 1):
            assert asked[number, 2] == {str(g.id) for g in guilds if (g.id >> 22) % 2 == number}
    wire.assert_clean()


async def test_heartbeats_are_acknowledged() -> None:
    async with DiscordWire(heartbeat_s=0.05) as wire:
        bot = SampleBot()
        async with running(bot, wire):
            await wire.until(lambda: sum(frame["op"] == HEARTBEAT for frame in wire.gateway.received) > 3)
            assert 0 < bot.latency < 1


@pytest.mark.parametrize("code", [1000, 1001, 4000, 4008])
async def test_after_a_close_the_client_resumes_and_is_sent_what_it_missed(
    wire: DiscordWire, place: Place, code: int
) -> None:
    bot = SampleBot()
    async with running(bot, wire):
        await wire.gateway_close(code)
        exchange = await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"})
        await wire.until(lambda: only(wire).resumes == 1)
    assert exchange.text == "News on csto of 1"
    assert sent(wire) == [IDENTIFY, RESUME]
    assert bot.heard.count("READY") == 1
    assert bot.heard.index("INTERACTION_CREATE") < bot.heard.index("RESUMED")


async def test_the_client_resumes_at_the_address_that_ready_named(wire: DiscordWire) -> None:
    async with running(SampleBot(), wire):
        assert [connection.request.path for connection in wire.gateway.connections] == ["/gateway"]
        await wire.gateway_close(4000)
        await wire.until(lambda: only(wire).resumes == 1)
        assert [connection.request.path for connection in wire.gateway.connections] == ["/resume"]


async def test_a_cut_connection_is_resumed(wire: DiscordWire, place: Place) -> None:
    async with running(SampleBot(), wire):
        await wire.gateway_abort()
        await wire.until(lambda: only(wire).resumes == 1)
        await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"})


async def test_when_asked_to_reconnect_the_client_resumes(wire: DiscordWire, place: Place) -> None:
    async with running(SampleBot(), wire):
        await wire.gateway_send_op(7)
        await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"})
    assert only(wire).resumes == 1


@pytest.mark.parametrize(("resumable", "then"), [(True, RESUME), (False, IDENTIFY)])
async def test_an_invalidated_session_is_resumed_only_where_it_may_be(
    wire: DiscordWire, place: Place, resumable: bool, then: int
) -> None:
    async with running(SampleBot(), wire):
        await wire.gateway_send_op(9, resumable)
        await wire.until(lambda: len(sent(wire)) == 2)
        await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"})
        assert next(iter(wire.gateway.sessions.values())).alive == resumable
    assert sent(wire) == [IDENTIFY, then]


async def test_a_session_that_timed_out_begins_anew(wire: DiscordWire, place: Place) -> None:
    async with running(SampleBot(), wire):
        await wire.gateway_close(4009)
        await wire.until(lambda: len(wire.gateway.sessions) == 2)
        await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"})
    assert sent(wire) == [IDENTIFY, RESUME, IDENTIFY]


@pytest.mark.parametrize("code", [4004, 4014])
async def test_a_final_close_ends_the_client(wire: DiscordWire, code: int) -> None:
    expected = discord.PrivilegedIntentsRequired if code == 4014 else discord.ConnectionClosed
    bot = SampleBot()

    async def live() -> None:
        async with running(bot, wire) as life:
            await wire.gateway_close(code)
            await life

    with pytest.raises(expected):
        await live()
    assert bot.is_closed()


async def test_privileged_intents_are_not_granted(wire: DiscordWire) -> None:
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(SampleBot(intents=discord.Intents.all()), wire):
            pass


async def test_a_gateway_that_is_down_at_the_start_kills_a_client_without_shards(wire: DiscordWire) -> None:
    wire.fail_next("GATEWAY", "/gateway", Fault(503))
    bot = commands.Bot(commands.when_mentioned, intents=discord.Intents.default())
    with point_client_at(wire):
        async with bot:
            await bot.login(wire.token)
            with pytest.raises(AttributeError):  # discord.py 2.7.1 reads the sequence of the connection it never had
                await bot.connect()


async def test_a_handshake_may_be_dropped(wire: DiscordWire) -> None:
    wire.fail_next("GATEWAY", "/gateway", Drop(), times=2)  # aiohttp tries a second time by itself
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientError):
            await session.ws_connect(wire.gateway_url)


async def test_a_wrong_token_is_refused_at_the_gateway(wire: DiscordWire) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(wire.gateway_url) as socket:
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json({"op": IDENTIFY, "d": {"token": "another", "intents": 0}})
        assert (await socket.receive()).data == 4004
