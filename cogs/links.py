"""The menu entry that summarises the links of a message."""

from __future__ import annotations

from collections.abc import Iterator

import discord
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType

from bot.actions.actions import Actions
from bot.delivery.discord.views_links import links_views
from cogs.answers import Press, answer, speech_of, think


class Links:
    """What the articles say that a message links to.

    Attributes:
        menu: The entry of a message's menu, to be added to the tree.
    """

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self.menu = app_commands.ContextMenu(
            name="Summarise the links here",
            callback=self._summarise,
            allowed_contexts=AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=AppInstallationType(guild=True, user=True),
        )

    async def _summarise(self, interaction: Press, message: discord.Message) -> None:
        await think(interaction)
        told = await self._actions.links.summarise(interaction.user.id, _texts(message), _linked(message))
        for card in links_views(told, speech_of(interaction)):
            await answer(interaction, card)


def _texts(message: discord.Message) -> Iterator[str]:
    """What it says, and what a message says that it forwards."""
    yield message.content
    yield from (forwarded.content for forwarded in message.message_snapshots)


def _linked(message: discord.Message) -> Iterator[str]:
    """Where its embeds lead."""
    embeds = [*message.embeds, *(embed for forwarded in message.message_snapshots for embed in forwarded.embeds)]
    yield from (embed.url for embed in embeds if embed.url)
