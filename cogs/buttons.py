"""Buttons that outlive the process: each press is answered from an id alone (`bot.delivery.discord.custom_ids`)."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Self

import discord

from cogs.answers import Press, explain

Pressed = Callable[[Press, re.Match[str]], Awaitable[None]]
"""Answers a press; the match holds what the id says."""

AnyButton = type[discord.ui.DynamicItem[discord.ui.Button[Any]]]
AnyMenu = type[discord.ui.DynamicItem[discord.ui.Select[Any]]]


def button_answered_by(template: str, pressed: Pressed) -> AnyButton:
    """The kind of button whose id fits the template, for `Client.add_dynamic_items`."""

    class PersistentButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=template):
        def __init__(self, button: discord.ui.Button[Any], match: re.Match[str]) -> None:
            super().__init__(button)
            self._match = match

        @classmethod
        async def from_custom_id(
            cls,
            _interaction: discord.Interaction[Any],
            item: discord.ui.Item[Any],
            match: re.Match[str],
            /,
        ) -> Self:
            if not isinstance(item, discord.ui.Button):
                raise TypeError(f"{match.string!r} is the id of a {type(item).__name__}, not of a button")
            return cls(item, match)

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            await explained(interaction, pressed(interaction, self._match))

    return PersistentButton


def menu_answered_by(template: str, chosen: Callable[[Press, str], Awaitable[None]]) -> AnyMenu:
    """The kind of list to pick one from whose id fits the template; `chosen` gets the value that was picked."""

    class PersistentMenu(discord.ui.DynamicItem[discord.ui.Select[Any]], template=template):
        @classmethod
        async def from_custom_id(
            cls,
            _interaction: discord.Interaction[Any],
            item: discord.ui.Item[Any],
            match: re.Match[str],
            /,
        ) -> Self:
            if not isinstance(item, discord.ui.Select):
                raise TypeError(f"{match.string!r} is the id of a {type(item).__name__}, not of a list")
            return cls(item)

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            await explained(interaction, chosen(interaction, self.item.values[0]))

    return PersistentMenu


async def explained(interaction: Press, answering: Awaitable[None]) -> None:
    """Answer, or tell the person why not: discord.py hands the errors of buttons, menus and forms to nobody."""
    try:
        await answering
    except Exception as error:  # noqa: BLE001 - the outermost edge: explained to the person, bugs logged
        await explain(interaction, error)


def is_private(interaction: Press) -> bool:
    """Whether the button stands on a message that only the person sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral
