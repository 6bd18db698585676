"""`/timeline`, and the buttons that turn its pages."""

from __future__ import annotations

import re

from discord import app_commands
from discord.ext import commands

from bot.actions.actions import Actions
from bot.actions.spoken import day_written
from bot.delivery.discord.custom_ids import TIMELINE
from bot.delivery.discord.views_timeline import timeline_views
from bot.delivery.drawing import timeline_picture
from bot.delivery.speech import speech_in
from cogs.answers import Press, answer, speech_of, think
from cogs.asking import frame_language
from cogs.buttons import answered_by, is_private
from cogs.choices import Choices, topics_suggested
from cogs.lists import page_or_last


class Timelines(commands.Cog):
    """The days of a topic that mattered.

    Attributes:
        buttons: To be registered with the client.
    """

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self.buttons = (answered_by(TIMELINE, self._turn),)

    @app_commands.command()
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.rename(first="from", last="to")
    @app_commands.describe(
        topic="What about? Suggestions come as you type",
        first="The first day, as 2026-05-01 (default: the first of which there is news)",
        last="The last day, likewise",
    )
    async def timeline(self, interaction: Press, topic: str, first: str | None = None, last: str | None = None) -> None:
        """The days of a topic that mattered, in cited sentences."""
        first, last = (self._day(interaction, each) for each in (first, last))
        # Mistakes are refused before "is thinking" shows to the whole channel.
        self._actions.timelines.asked(topic, first=first, last=last, guild_id=interaction.guild_id)
        await think(interaction, privately=False)
        told = await self._actions.timelines.timeline(
            topic, first=first, last=last, guild_id=interaction.guild_id, channel_id=interaction.channel_id
        )
        speech = speech_in(frame_language(interaction, self._actions.guilds))  # the whole channel sees it
        pages = timeline_views(told, speech, await timeline_picture(told))
        await answer(interaction, pages[0], privately=False)

    @timeline.autocomplete("topic")
    async def _topics(self, interaction: Press, typed: str) -> Choices:
        return topics_suggested(self._actions.topics, interaction, typed)

    def _day(self, interaction: Press, text: str | None) -> str | None:
        return text and day_written(text, speech_of(interaction), self._actions.briefings.today())

    async def _turn(self, interaction: Press, match: re.Match[str]) -> None:
        await think(interaction, in_place=is_private(interaction))
        told = await self._actions.timelines.timeline(
            match["topic"],
            first=match["first"],
            last=match["last"],
            guild_id=interaction.guild_id,
            channel_id=interaction.channel_id,
        )
        await answer(interaction, page_or_last(timeline_views(told, speech_of(interaction)), match))
