"""`/about`, and `/help`, which people try first."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.actions.actions import Actions
from bot.delivery.views import Figures, about_view
from cogs.answers import Press, answer, answering, speech_of, think


class About(commands.Cog):
    """What this bot is."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    @app_commands.command()
    @app_commands.allowed_installs(guilds=True, users=True)
    async def about(self, interaction: Press) -> None:
        """What this bot does, and how it fares."""
        await self._tell(interaction)

    @app_commands.command(name="help")
    @app_commands.allowed_installs(guilds=True, users=True)
    async def help_(self, interaction: Press) -> None:
        """What this bot does, and what you can ask it for."""
        await self._tell(interaction)

    async def _tell(self, interaction: Press) -> None:
        async with answering(interaction):
            await think(interaction, privately=True)
            about = await self._actions.about.about()
            counts = about.counts
            figures = Figures(
                version=about.version,
                articles=counts.articles,
                feeds=counts.feeds,
                feeds_failing=counts.feeds_failing,
                subscriptions=counts.subscriptions,
                briefings_sent=counts.briefings_sent,
                last_refresh_at=counts.last_refresh_at,
            )
            await answer(interaction, about_view(figures, speech_of(interaction)), privately=True)
