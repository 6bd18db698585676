"""The bot tells an operator's channel how the day was: over HTTP and a WebSocket, against a Discord on loopback."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.config import Settings
from bot.process import create_bot
from bot.storage import FeedUpdate, Storage
from tests.wire.client import point_client_at, running
from tests.wire.messages import Message
from tests.wire.permissions import Permission
from tests.wire.server import DiscordWire
from tests.wire.world import Channel, Guild

# The wire's Discord dates messages by the real clock, and a receipt is looked for since its hour.
TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
FIVE_TICKS_S = 0.25


@dataclass
class Place:
    """A server in the wire's Discord, and the time that the bot believes it is: eight in the morning."""

    wire: DiscordWire
    settings: Settings
    storage: Storage
    guild: Guild
    channel: Channel
    now: datetime = TODAY + timedelta(hours=8)

    @asynccontextmanager
    async def bot_running(self, channel: Channel | int | None = None) -> AsyncIterator[None]:
        """One process of the bot that is to tell a channel, from its login to its end."""
        channel_id = channel.id if isinstance(channel, Channel) else channel or self.channel.id
        bot = create_bot(
            self.settings.model_copy(update=self.wire.addresses | {"receipt_channel": channel_id}),
            clock=lambda: self.now,
            storage=self.storage,
        )
        async with running(bot, self.wire):
            yield

    @property
    def posted(self) -> list[Message]:
        return self.channel.messages

    async def until_posted(self, count: int) -> None:
        await self.wire.until(lambda: len(self.posted) == count, f"{count} receipts")


@pytest.fixture
async def place(settings: Settings, storage: Storage) -> AsyncIterator[Place]:
    """At the end every body kept to the rules, and no route was unknown."""
    settings = settings.model_copy(update={"tick_seconds": 0.05})
    async with DiscordWire() as wire:
        with point_client_at(wire):
            guild = wire.add_guild("Operators")
            yield Place(wire, settings, storage, guild, guild.add_text_channel("ops"))
    wire.assert_clean()
    bodies = [call.body for call in wire.called("POST", "/messages")]
    assert [body["allowed_mentions"] for body in bodies] == [{"parse": []}] * len(bodies)


async def test_a_calm_day_is_told_once_over_restarts_and_the_next_day_again(place: Place) -> None:
    for _ in range(2):
        async with place.bot_running():
            await place.until_posted(1)
            await asyncio.sleep(FIVE_TICKS_S)
    assert "**All well:**" in place.posted[0].text
    place.now += timedelta(days=1)
    async with place.bot_running():
        await place.until_posted(2)
    assert [message.nonce for message in place.posted] == [
        f"receipt-{TODAY:%Y%m%d}",
        f"receipt-{TODAY + timedelta(days=1):%Y%m%d}",
    ]


async def test_two_processes_tell_it_once(place: Place) -> None:
    place.now -= timedelta(minutes=1)
    async with place.bot_running(), place.bot_running():
        place.now += timedelta(minutes=1)
        await place.until_posted(1)
        await asyncio.sleep(FIVE_TICKS_S)
    assert len(place.posted) == 1


async def test_nothing_is_told_before_the_hour_or_long_after_it(place: Place) -> None:
    for now in (place.now - timedelta(minutes=1), place.now + timedelta(hours=6)):
        place.now = now
        async with place.bot_running():
            await asyncio.sleep(FIVE_TICKS_S)
    assert place.posted == []


async def test_a_feed_that_was_away_all_day_is_named_and_its_name_does_nothing(place: Place) -> None:
    url, long_ago = "https://news.example/feed", place.now - timedelta(days=3)
    place.storage.add_feed(url, "@everyone **News**", now=long_ago)
    for _ in range(2):
        tried = FeedUpdate(url, place.now, place.now + timedelta(days=1), error="HTTP 503")
        place.storage.record_fetches([tried])
    async with place.bot_running():
        await place.until_posted(1)
    told = place.posted[0].text
    assert "1 feed has not answered all day" in told
    assert "@everyone" not in told
    assert "HTTP 503 (2 times in a row)" in told


async def test_a_channel_that_is_not_there_or_silent_is_logged_once_and_stops_nothing(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    silent = place.guild.add_text_channel("silent", bot_denied=Permission.SEND_MESSAGES)
    for channel, reason in ((12_345, "has been deleted"), (silent, "it needs Send Messages")):
        caplog.clear()
        async with place.bot_running(channel):
            async with asyncio.timeout(30):
                while not any("receipt:" in text for text in caplog.messages):  # noqa: ASYNC110 - a log tells nobody
                    await asyncio.sleep(0.01)
            await asyncio.sleep(FIVE_TICKS_S)
        (told,) = [text for text in caplog.messages if "receipt:" in text]
        assert reason in told
        place.now += timedelta(days=1)
    async with place.bot_running():
        await place.until_posted(1)
