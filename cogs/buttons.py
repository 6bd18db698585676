"""Buttons and lists that outlive the process: a press is answered from an id alone (`delivery.discord.custom_ids`)."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Self

import discord

from cogs.answers import Press, explain

Pressed = Callable[[Press, re.Match[str]], Awaitable[None]]
"""Answers a press; the match holds what the id says."""

AnswersPresses = type[discord.ui.DynamicItem[discord.ui.Item[Any]]]


def answered_by(template: str, pressed: Pressed) -> AnswersPresses:
    """The kind of button, or of list to pick one from, whose id fits the template, for `Client.add_dynamic_items`."""

    class Persistent(discord.ui.DynamicItem[discord.ui.Item[Any]], template=template):
        def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
            super().__init__(item)
            self._match = match

        @classmethod
        async def from_custom_id(
            cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> Self:
            return cls(item, match)

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            await explained(interaction, pressed(interaction, self._match))

    return Persistent


def picked(interaction: Press) -> str:
    """The value that was picked from a list."""
    data: Any = interaction.data
    return str(data["values"][0])


async def explained(interaction: Press, answering: Awaitable[None]) -> None:
    """Answer, or tell the person why not: discord.py hands the errors of buttons, menus and forms to nobody."""
    try:
        await answering
    except Exception as error:  # noqa: BLE001 - the outermost edge: explained to the person, bugs logged
        await explain(interaction, error)


def is_private(interaction: Press) -> bool:
    """Whether the button stands on a message that only the person sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral
