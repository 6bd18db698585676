"""`/correct`: a moderator's word on stories and topics."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.actions.actions import Actions
from bot.delivery.discord.card import Card
from bot.delivery.discord.views_server import correction_view, corrections_view
from cogs.answers import Press, answer, speech_of, think
from cogs.asking import asker_of
from cogs.choices import Choices, article_choices, topics_suggested
from cogs.lists import tell_list

_ARTICLE = "Words of its title or text, then choose it; or its address"


@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
class Corrections(commands.GroupCog, group_name="correct", group_description="Correct what the bot judged"):
    """Merge stories, split an article out of one, say what one is not about; and take that back."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    @app_commands.command()
    @app_commands.describe(article=_ARTICLE, other=f"Of the other story. {_ARTICLE}")
    async def merge(self, interaction: Press, article: str, other: str) -> None:
        """Two articles tell one event: their stories become one."""
        await think(interaction)
        asker = asker_of(interaction, self._actions.guilds)
        said = await self._actions.corrections.merge(article, other, asker=asker)
        await answer(interaction, correction_view(said, speech_of(interaction)))

    @app_commands.command()
    @app_commands.describe(article=_ARTICLE)
    async def split(self, interaction: Press, article: str) -> None:
        """An article tells another event than its story: it gets one of its own."""
        await think(interaction)
        said = await self._actions.corrections.split(article, asker=asker_of(interaction, self._actions.guilds))
        await answer(interaction, correction_view(said, speech_of(interaction)))

    @app_commands.command(name="not-topic")
    @app_commands.describe(article=_ARTICLE, topic="What it is not about")
    async def not_topic(self, interaction: Press, article: str, topic: str) -> None:
        """An article is not about a topic, though it names it."""
        await think(interaction)
        asker = asker_of(interaction, self._actions.guilds)
        said = await self._actions.corrections.not_topic(article, topic, asker=asker)
        await answer(interaction, correction_view(said, speech_of(interaction)))

    @app_commands.command(name="list")
    async def show(self, interaction: Press) -> None:
        """What was corrected in this server."""
        await tell_list(interaction, self.page)

    async def page(self, interaction: Press, number: int) -> Card:
        """A page of what was corrected."""
        said = await self._actions.corrections.said(asker_of(interaction, self._actions.guilds))
        return corrections_view(said, speech_of(interaction), page=number)

    @app_commands.command()
    @app_commands.describe(number="As /correct list shows it")
    async def undo(self, interaction: Press, number: app_commands.Range[int, 1]) -> None:
        """Take a correction back: what it moved goes back to where it was."""
        await think(interaction)
        asker = asker_of(interaction, self._actions.guilds)
        undone = await self._actions.corrections.take_back(number, asker=asker)
        await answer(interaction, correction_view(undone, speech_of(interaction), taken_back=True))

    @merge.autocomplete("article")
    @merge.autocomplete("other")
    @split.autocomplete("article")
    @not_topic.autocomplete("article")
    async def _articles(self, interaction: Press, typed: str) -> Choices:
        return article_choices(await self._actions.search.suggest(typed, speech=speech_of(interaction)))

    @not_topic.autocomplete("topic")
    async def _topics(self, interaction: Press, typed: str) -> Choices:
        return topics_suggested(self._actions.topics, interaction, typed)
