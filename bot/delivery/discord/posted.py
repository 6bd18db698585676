"""What Briefbot has posted already: its messages in a channel's history, and what each of them says."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import discord

CLOCKS_DIFFER = timedelta(minutes=5)
MESSAGES_READ = 10_000
"""Of a channel, half a minute of Discord's time; what stands behind more is taken for not there."""


def earliest_id(moment: datetime) -> int:
    """The id that what is posted at a moment has at least, by whichever clock."""
    return discord.utils.time_snowflake(moment - CLOCKS_DIFFER)


async def own_since(
    client: discord.Client, where: discord.abc.Messageable, moment: datetime
) -> AsyncIterator[discord.Message]:
    """The client's messages there since a moment, the newest first."""
    async for message in where.history(limit=MESSAGES_READ):
        if message.id < earliest_id(moment):
            break
        if is_own(client, message):
            yield message


def is_own(client: discord.Client, message: discord.Message) -> bool:
    """Whether the client has posted it; an answer to /brief is no delivery."""
    user = client.user
    return user is not None and message.author.id == user.id and message.interaction_metadata is None


def custom_ids(message: discord.Message) -> list[str]:
    """Of its buttons."""
    return [part.custom_id for part in _parts(message.components) if getattr(part, "custom_id", None)]


def texts_of(message: discord.Message) -> list[str]:
    """What a message says, as it stands on `texts_on` the card that it was sent with."""
    return [part.content for part in _parts(message.components) if isinstance(part, discord.TextDisplay)]


def texts_on(card: discord.ui.LayoutView) -> list[str]:
    """What a card says."""
    return [item.content for item in card.walk_children() if isinstance(item, discord.ui.TextDisplay)]


def _parts(components: Iterable[Any]) -> Iterator[Any]:
    """The components of a message with the nested ones, as far as a briefing nests them."""
    for component in components:
        yield component
        yield from _parts(getattr(component, "children", ()))
