"""Which channels of subscriptions nothing can reach, as Discord says it: a thread that is archived it alone knows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Set
from datetime import datetime, timedelta

import discord

from bot.clock import Clock
from bot.delivery.discord.views_subscriptions import CHANNEL_DELETED, CHANNEL_UNSEEN
from bot.errors import PersonError, Phrase
from cogs.answers import Press

log = logging.getLogger(__name__)

_FRESH = timedelta(minutes=2)
"""Who turns pages or changes several subscriptions has Discord asked once about a channel."""


class Reach:
    """Asks Discord about the channels that the client does not know, and remembers its word for a while."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._looks: dict[int, tuple[datetime, Phrase | None]] = {}

    async def problems(self, interaction: Press, channel_ids: Set[int]) -> dict[int, Phrase]:
        """Of these channels of the guild, those that are deleted or that the bot sees no more; and what to do."""
        guild = interaction.guild
        if guild is None:
            return {}
        since = self._clock() - _FRESH
        self._looks = {channel_id: look for channel_id, look in self._looks.items() if look[0] > since}
        unknown = {channel_id for channel_id in channel_ids if guild.get_channel_or_thread(channel_id) is None}
        await asyncio.gather(*(self._look(interaction, channel_id) for channel_id in unknown - self._looks.keys()))
        looks = {channel_id: self._looks[channel_id] for channel_id in unknown if channel_id in self._looks}
        return {channel_id: problem for channel_id, (_, problem) in looks.items() if problem}

    async def must_reach(self, interaction: Press, channel_id: int) -> None:
        """Refuse a channel of the guild that is gone now, whatever was said of it before.

        Raises:
            PersonError: It is deleted, or the bot sees it no more.
        """
        self._looks.pop(channel_id, None)
        if problem := (await self.problems(interaction, {channel_id})).get(channel_id):
            raise PersonError.of(problem)

    async def _look(self, interaction: Press, channel_id: int) -> None:
        problem = None
        try:
            await interaction.client.fetch_channel(channel_id)
        except discord.NotFound:
            problem = CHANNEL_DELETED
        except discord.Forbidden:
            problem = CHANNEL_UNSEEN
        except discord.InvalidData:  # it is there, of a kind that discord.py does not know yet
            pass
        except discord.HTTPException as error:  # whether it is there is not known, and whoever posts there finds out
            log.info("channel=%d could not be looked at: %s", channel_id, error)
            return
        self._looks[channel_id] = self._clock(), problem
