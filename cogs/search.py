"""`/search`, and the buttons that turn its pages."""

from __future__ import annotations

import re

from discord import app_commands
from discord.ext import commands

from bot.actions.actions import Actions
from bot.delivery.discord.card import Card
from bot.delivery.discord.custom_ids import SEARCH
from bot.delivery.discord.views_lists import search_view
from cogs.answers import Press, answer, speech_of, think
from cogs.buttons import answered_by, is_private

_LONGEST_SEARCH = 200


class Search(commands.Cog):
    """Find articles by their words.

    Attributes:
        buttons: To be registered with the client.
    """

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self.buttons = (answered_by(SEARCH, self._turn),)

    @app_commands.command()
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.describe(
        words='All words; "side by side"; -without; one OR other; source:bbc lang:pl after:7d before:2026-05-01'
    )
    async def search(self, interaction: Press, words: app_commands.Range[str, 1, _LONGEST_SEARCH]) -> None:
        """Search everything that was read, by its words."""
        await think(interaction)
        await answer(interaction, await self._page(interaction, words, 0))

    async def _turn(self, interaction: Press, match: re.Match[str]) -> None:
        await think(interaction, in_place=is_private(interaction))
        await answer(interaction, await self._page(interaction, match["query"], int(match["page"])))

    async def _page(self, interaction: Press, words: str, number: int) -> Card:
        speech = speech_of(interaction)
        return search_view(await self._actions.search.search(words, speech=speech, page=number), speech)
