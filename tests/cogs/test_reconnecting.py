"""What the gateway does to a running bot, and that it serves people and subscriptions afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from tests.cogs.test_wire import Place, events_handled, place
from tests.wire.gateway import INVALID_SESSION, RECONNECT
from tests.wire.server import DiscordWire

__all__ = ["place"]  # a fixture
Trouble = Callable[[DiscordWire], Awaitable[None]]


@pytest.mark.slow
@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(lambda wire: wire.gateway_close(4000), id="close 4000"),
        pytest.param(lambda wire: wire.gateway_close(4009), id="close 4009"),
        pytest.param(lambda wire: wire.gateway_abort(), id="cut"),
        pytest.param(lambda wire: wire.gateway_send_op(RECONNECT), id="op 7"),
        pytest.param(lambda wire: wire.gateway_send_op(INVALID_SESSION, data=True), id="op 9, resumable"),
        pytest.param(lambda wire: wire.gateway_send_op(INVALID_SESSION, data=False), id="op 9"),
    ],
)
async def test_after_any_trouble_people_are_answered_and_what_is_due_is_posted_once(
    place: Place,
    trouble: Trouble,
) -> None:
    async with place.bot_running():
        await place.wire.slash(place.tovo, place.channel, "subscribe", {"topic": "sorven-dam", "time": "08:00"})
        await trouble(place.wire)
        place.now += timedelta(hours=8, seconds=1)
        back = lambda: any(each.session for each in place.wire.gateway.connections)  # noqa: E731
        await place.wire.until(back, "the bot to come back", timeout_s=30)
        exchange = await place.wire.slash(place.mira, place.channel, "topics")
        assert "Sorven Dam" in exchange.text
        await place.wire.until(lambda: bool(place.posted), "the post", timeout_s=30)
    assert len(place.posted) == 1


@pytest.mark.slow
async def test_a_server_that_removed_the_bot_while_it_was_not_connected_is_known_to_have_done_so(place: Place) -> None:
    place.wire.add_guild("Another")
    async with place.bot_running():
        await place.wire.slash(place.tovo, place.channel, "subscribe", {"topic": "sorven-dam", "time": "08:00"})
        await place.wire.gateway_send_op(INVALID_SESSION, data=False)
        place.wire.remove_guild(place.guild)
        async with asyncio.timeout(30):
            while place.storage.left_guilds() != {place.guild.id}:  # noqa: ASYNC110 - a database tells nobody
                await asyncio.sleep(0.01)
        await place.wire.gateway_send_op(INVALID_SESSION, data=False)
        asked = lambda: len(place.wire.called("GET", "/users/@me/guilds")) == 2  # noqa: E731
        await place.wire.until(asked, "another look", timeout_s=30)
        await events_handled()
        assert place.storage.left_guilds() == {place.guild.id}  # the client has it in its cache still
