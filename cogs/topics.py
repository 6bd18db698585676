"""`/topics`."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.actions.actions import Actions
from bot.delivery.views import TopicLine, topics_view
from cogs.answers import Press, answer, answering, think


class Topics(commands.Cog):
    """Which topics there are."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    @app_commands.command()
    async def topics(self, interaction: Press) -> None:
        """The topics you can ask for, and how much was told of each in the last 24 hours."""
        async with answering(interaction):
            await think(interaction, privately=True)
            overview = await self._actions.topics.overview(interaction.guild_id)
            lines = [TopicLine(each.topic, each.recent_articles, each.latest_at) for each in overview]
            await answer(interaction, topics_view(lines), privately=True)
