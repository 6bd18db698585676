"""`/brief`, and the buttons of a briefing."""

from __future__ import annotations

import re
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions.actions import Actions
from bot.actions.spoken import window_written
from bot.delivery.discord.card import with_or_without_thumbnail
from bot.delivery.discord.custom_ids import MORE, SOURCES, form_of
from bot.delivery.discord.posted import custom_ids
from bot.delivery.discord.views_briefing import briefing_views
from bot.delivery.discord.views_sources import sources_views
from bot.delivery.form import Form
from bot.model import Length
from cogs.answers import Press, answer, speech_of, think
from cogs.asking import asker_of, asker_where_told, frame_language
from cogs.buttons import answered_by, is_private
from cogs.choices import Choices, topics_choices, window_choices
from cogs.lists import page_or_last

_MOST_TOPICS = 5


class Briefings(commands.Cog):
    """Briefings on demand.

    Args:
        thumbnails: Whether briefings may show pictures.

    Attributes:
        buttons: To be registered with the client.
    """

    def __init__(self, actions: Actions, *, thumbnails: bool) -> None:
        self._actions = actions
        self._thumbnails = thumbnails
        self.buttons = (answered_by(MORE, self._more), answered_by(SOURCES, self._sources))

    @app_commands.command()
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.describe(
        topic="What about? Several with commas between them; suggestions come as you type",
        window="How far back: 24h, 3d, 7d, a day such as 2026-05-01, or since my last look (default: one day)",
        length="How much at once; the rest stands behind a button",
    )
    async def brief(
        self, interaction: Press, topic: str, window: str | None = None, length: Length = Length.NORMAL
    ) -> None:
        """What is new on a topic, every sentence with its source."""
        asker = asker_where_told(interaction, self._actions.guilds)
        if window:
            window = window_written(window, speech_of(interaction), self._actions.briefings.today())
        # Mistakes are refused before "is thinking" shows to the whole channel.
        topics = self._actions.topics.meant(topic, asker.guild_id, at_most=_MOST_TOPICS)
        self._actions.briefings.check_window(window)
        await think(interaction, privately=False)
        zone = await self._actions.guilds.zone_of(asker)
        form = Form(length, frame_language(interaction, self._actions.guilds), zone)
        for each in topics:
            briefing = await self._actions.briefings.brief(each.id, window=window, asker=asker, length=length)
            first = briefing_views(briefing, form=form, thumbnails=self._thumbnails)[0]
            await with_or_without_thumbnail(first, partial(answer, interaction, privately=False))

    @brief.autocomplete("topic")
    async def _topics(self, interaction: Press, typed: str) -> Choices:
        speech = speech_of(interaction)
        suggest = partial(self._actions.topics.suggest, guild_id=interaction.guild_id, language=speech.locale)
        return topics_choices(typed, suggest, speech)

    @brief.autocomplete("window")
    async def _windows(self, interaction: Press, typed: str) -> Choices:
        return window_choices(typed, speech_of(interaction), self._actions.briefings.today())

    async def _more(self, interaction: Press, match: re.Match[str]) -> None:
        await think(interaction, in_place=is_private(interaction))
        briefing = await self._actions.briefings.kept(match["briefing_id"])
        zone = await self._actions.guilds.zone_of(asker_of(interaction, self._actions.guilds))
        pages = briefing_views(briefing, form=form_of(match["form"], zone), thumbnails=self._thumbnails)
        await answer(interaction, page_or_last(pages, match))

    async def _sources(self, interaction: Press, match: re.Match[str]) -> None:
        # Sources asked for from a page of the briefing come below it, so that both can be read.
        await think(interaction, in_place=is_private(interaction) and not _is_briefing(interaction.message))
        briefing = await self._actions.briefings.kept(match["briefing_id"])
        pages = sources_views(briefing, form_of(match["form"]), story=match["story_id"])
        await answer(interaction, page_or_last(pages, match))


def _is_briefing(message: discord.Message | None) -> bool:
    """Whether the message is a later page of a briefing: those all have a way back to the page before."""
    return message is not None and any(re.fullmatch(MORE, each) for each in custom_ids(message))
