"""`/topics` and `/unsubscribe`: one word for `/topic list` and `/subscriptions remove`."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from cogs.answers import Press
from cogs.choices import Choices
from cogs.subscriptions import Subscriptions
from cogs.topics import Topics


class Shortcuts(commands.Cog):
    """The same answers by a shorter way."""

    def __init__(self, topics: Topics, subscriptions: Subscriptions) -> None:
        self._topics = topics
        self._subscriptions = subscriptions

    @app_commands.command()
    async def topics(self, interaction: Press) -> None:
        """The topics you can ask for, and how much was told of each in the last 24 hours."""
        await self._topics.tell_all(interaction)

    @app_commands.command()
    @app_commands.describe(topic="Which subscription? The list comes as you type")
    async def unsubscribe(self, interaction: Press, topic: str) -> None:
        """Stop what is posted here."""
        await self._subscriptions.end(interaction, topic)

    @unsubscribe.autocomplete("topic")
    async def _which(self, interaction: Press, typed: str) -> Choices:
        return await self._subscriptions.choices(interaction, typed)
