"""What the tests of the wire share: a server that must stay clean, and a guild with a channel and a person."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest

from tests.wire.permissions import MODERATOR
from tests.wire.server import DiscordWire
from tests.wire.world import Channel, Guild, Member


@pytest.fixture
async def wire() -> AsyncIterator[DiscordWire]:
    """A server; at the end no rule is broken, no route unknown, no scripted fault unmet."""
    async with DiscordWire() as wire:
        yield wire
    wire.assert_clean()


class Place(NamedTuple):
    """Where a test happens."""

    guild: Guild
    channel: Channel
    ani: Member


@pytest.fixture
def place(wire: DiscordWire) -> Place:
    """A guild, a text channel in it, and a moderator."""
    guild = wire.add_guild("Caucasus watch")
    return Place(guild, guild.add_text_channel("briefings"), guild.add_member("ani", permissions=MODERATOR))
