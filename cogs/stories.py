"""`/story`, `/why` and `/sources`, and the buttons that lead to a story and mute it."""

from __future__ import annotations

import re

from discord import app_commands
from discord.ext import commands

from bot.actions.actions import Actions
from bot.actions.asker import Asker
from bot.actions.feedback import Verdict
from bot.delivery.discord.card import Card
from bot.delivery.discord.custom_ids import FEEDBACK, MUTE, PICKED_STORY, STORIES, STORY, VERDICT
from bot.delivery.discord.views_lists import notice_view
from bot.delivery.discord.views_sources import sources_views
from bot.delivery.discord.views_stories import feedback_view, muted_view, stories_view, story_views, why_view
from bot.delivery.form import Form
from cogs.answers import Press, answer, speech_of, think
from cogs.asking import asker_where_told, must_have_moderators
from cogs.buttons import answered_by, is_private, picked
from cogs.choices import Choices, named_choices
from cogs.lists import page_or_last


class Stories(commands.Cog):
    """Stories looked at closely.

    Attributes:
        buttons: To be registered with the client.
    """

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self.buttons = (
            answered_by(STORIES, self._offer),
            answered_by(PICKED_STORY, self._picked),
            answered_by(STORY, self._turn),
            answered_by(MUTE, self._mute),
            answered_by(FEEDBACK, self._ask_feedback),
            answered_by(VERDICT, self._say_feedback),
        )

    @app_commands.command()
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.describe(story="Which story? Its headline, or words of it; suggestions come as you type")
    async def story(self, interaction: Press, story: str) -> None:
        """How a story grew: its days, who told it, and when first."""
        await think(interaction)
        await answer(interaction, (await self._pages(interaction, story))[0])

    @app_commands.command()
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.describe(article="Words of its title or text, then choose it; or its address")
    async def why(self, interaction: Press, article: str) -> None:
        """Why an article was told here or left out, which words matched, and why it is in its story."""
        asker = self._asker(interaction)
        await think(interaction)
        why = await self._actions.stories.why(asker, article)
        await answer(interaction, why_view(why, speech_of(interaction)))

    @app_commands.command()
    @app_commands.allowed_installs(guilds=True, users=True)
    async def sources(self, interaction: Press) -> None:
        """The sources of the last briefing here, with their own words."""
        asker = self._asker(interaction)
        await think(interaction)
        briefing = await self._actions.briefings.last_said(asker.channel_id)
        pages = sources_views(briefing, Form(language=speech_of(interaction).locale))
        await answer(interaction, pages[0])

    @story.autocomplete("story")
    async def _stories(self, interaction: Press, typed: str) -> Choices:
        asker = self._asker(interaction)
        return named_choices(await self._actions.stories.suggest_stories(typed, asker.channel_id))

    @why.autocomplete("article")
    async def _articles(self, interaction: Press, typed: str) -> Choices:
        asker = self._asker(interaction)
        return named_choices(await self._actions.stories.suggest_articles(typed, asker.channel_id))

    async def _offer(self, interaction: Press, match: re.Match[str]) -> None:
        await think(interaction)
        briefing = await self._actions.briefings.kept(match["briefing_id"])
        await answer(interaction, stories_view(briefing, speech_of(interaction)))

    async def _picked(self, interaction: Press, _match: re.Match[str]) -> None:
        await think(interaction)
        await answer(interaction, (await self._pages(interaction, picked(interaction)))[0])

    async def _turn(self, interaction: Press, match: re.Match[str]) -> None:
        await think(interaction, in_place=is_private(interaction))
        await answer(interaction, page_or_last(await self._pages(interaction, match["story_id"]), match))

    async def _mute(self, interaction: Press, match: re.Match[str]) -> None:
        await think(interaction)
        mute = match["action"] == "mute"
        found = await self._actions.stories.mute(self._asker(interaction), match["story_id"], mute=mute)
        await answer(interaction, muted_view(found, speech_of(interaction)))

    async def _ask_feedback(self, interaction: Press, match: re.Match[str]) -> None:
        must_have_moderators(interaction)
        await think(interaction)
        briefing = await self._actions.briefings.kept(match["briefing_id"])
        await answer(interaction, feedback_view(briefing.id, speech_of(interaction)))

    async def _say_feedback(self, interaction: Press, match: re.Match[str]) -> None:
        await think(interaction)
        await self._actions.feedback.say(self._asker(interaction), match["briefing_id"], Verdict(match["verdict"]))
        await answer(interaction, notice_view(speech_of(interaction).say("Thank you.")))

    async def _pages(self, interaction: Press, which: str) -> list[Card]:
        return story_views(await self._actions.stories.story(self._asker(interaction), which), speech_of(interaction))

    def _asker(self, interaction: Press) -> Asker:
        return asker_where_told(interaction, self._actions.guilds)
