from __future__ import annotations

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from tests.wire.client import running
from tests.wire.conftest import Place
from tests.wire.interactions import Kind
from tests.wire.sample_bot import SampleBot
from tests.wire.server import DiscordWire, NotAnsweredError


async def post(wire: DiscordWire, path: str, body: dict[str, Any]) -> tuple[int, int | None]:
    """The status and Discord's code, as a client without discord.py's own checks gets them."""
    async with aiohttp.ClientSession() as session, session.post(wire.api_base + path, json=body) as response:
        return response.status, (await response.json())["code"] if response.status >= 400 else None


async def test_an_interaction_is_answered_once(wire: DiscordWire, place: Place) -> None:
    async with running(SampleBot(), wire):
        exchange = await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"})
        answer = {"type": 4, "data": {"content": "again"}}
        path = f"/interactions/{exchange.id}/{exchange.token}/callback"
        assert await post(wire, path, answer) == (400, 40060)
        assert await post(wire, f"/interactions/{exchange.id}/wrong/callback", answer) == (404, 10062)
    assert exchange.refused == [40060]
    assert exchange.text == "News on csto of 1"


async def test_an_answer_after_three_seconds_or_after_expiry_is_too_late(wire: DiscordWire, place: Place) -> None:
    late = wire.interactions.open(Kind.COMMAND, place.ani, place.channel, {})
    wire.advance(timedelta(seconds=3.1))
    expired = wire.interactions.open(Kind.COMMAND, place.ani, place.channel, {})
    wire.expire(expired)
    for exchange in (late, expired):
        path = f"/interactions/{exchange.id}/{exchange.token}/callback"
        assert await post(wire, path, {"type": 5}) == (404, 10062)
        assert exchange.refused == [10062]


async def test_followups_end_with_the_token_and_need_a_first_answer(wire: DiscordWire, place: Place) -> None:
    exchange = wire.interactions.open(Kind.COMMAND, place.ani, place.channel, {})
    webhook = f"/webhooks/{wire.bot.id}/{exchange.token}"
    assert await post(wire, webhook, {"content": "too early"}) == (404, 10015)
    assert await post(wire, f"/interactions/{exchange.id}/{exchange.token}/callback", {"type": 5}) == (204, None)
    wire.advance(timedelta(minutes=14))
    assert await post(wire, webhook, {"content": "in time"}) == (200, None)
    wire.advance(timedelta(minutes=2))
    assert await post(wire, webhook, {"content": "too late"}) == (401, 50027)
    assert exchange.text == "in time"


async def test_an_answer_must_fit_the_question(wire: DiscordWire, place: Place) -> None:
    exchange = wire.interactions.open(Kind.COMMAND, place.ani, place.channel, {})
    path = f"/interactions/{exchange.id}/{exchange.token}/callback"
    assert await post(wire, path, {"type": 7, "data": {"content": "update of nothing"}}) == (400, 50035)
    assert await post(wire, path, {"type": 8, "data": {"choices": []}}) == (400, 50035)


async def test_a_person_who_gets_no_answer_is_told_so(wire: DiscordWire, place: Place) -> None:
    bot = SampleBot()
    async with running(bot, wire):
        bot.tree.remove_command("brief")
        exchange = await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"}, wait=False)
        with pytest.raises(NotAnsweredError, match="COMMAND by ani: not answered"):
            await wire.until(lambda: exchange.answered, exchange, timeout_s=0.1)
    with pytest.raises(NotAnsweredError, match="no client"):
        await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"})
