"""`/about`, and `/help`, which people try first."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.actions.actions import Actions
from bot.actions.briefings import SINCE_LAST_LOOK
from bot.delivery.discord.views_help import help_view
from bot.delivery.discord.views_lists import about_view
from cogs.answers import Press, answer, speech_of, think


class About(commands.Cog):
    """What this bot is, and what it can be asked for."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    @app_commands.command()
    @app_commands.allowed_installs(guilds=True, users=True)
    async def about(self, interaction: Press) -> None:
        """What this bot does, and how it fares."""
        await think(interaction)
        await answer(interaction, about_view(await self._actions.about.about(), speech_of(interaction)))

    @app_commands.command(name="help")
    @app_commands.allowed_installs(guilds=True, users=True)
    async def help_(self, interaction: Press) -> None:
        """What you can ask this bot for, with examples to copy."""
        await think(interaction)
        speech = speech_of(interaction)
        overview = await self._actions.topics.overview(interaction.guild_id)
        # An example that is copied at once should not answer that nothing is known.
        told = sorted(overview, key=lambda each: each.recent_articles, reverse=True)
        topics = [each.topic.name_in(speech.locale) for each in told]
        card = help_view(topics, speech, since=speech.tell(SINCE_LAST_LOOK))
        await answer(interaction, card)
