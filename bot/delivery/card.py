"""A message as Briefbot sends it: one card of texts, and buttons that say all in their ids."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

import discord

from bot.delivery.limits import LONGEST_CHOICE, LONGEST_LABEL, MOST_CHOICES
from bot.delivery.plain import one_line, shorten

QUIET, NEWS, WRONG = discord.Colour(0x80848E), discord.Colour(0x3B82F6), discord.Colour(0xF0B232)
"""Accents beside a card; nothing is told by them alone."""


class Picture(NamedTuple):
    """A PNG below the first text of a card.

    Attributes:
        name: Of its file.
        says: What it shows, for whoever does not see it; at most 1,024 characters.
        legend: What its colours mean, to stand below it.
    """

    name: str
    png: bytes
    says: str
    legend: str


class Card(discord.ui.LayoutView):
    """A message that discord.py sends and forgets.

    A press on one of its buttons is answered from the button's id alone, so that it works after a
    restart too. discord.py 2.7 keeps every view that it sends and that is not finished, with its
    message, until the process ends; a finished one it does not keep. `stop()` would do where an
    event loop runs; this holds wherever the card is made.
    """

    def __init__(
        self,
        texts: Sequence[str],
        *,
        picture: Picture | None = None,
        buttons: Sequence[discord.ui.Button[Any]] = (),
        menu: discord.ui.Select[Any] | None = None,
        accent: discord.Colour | None = None,
    ) -> None:
        super().__init__(timeout=None)
        self._picture = picture
        container: discord.ui.Container[Any] = discord.ui.Container(accent_colour=accent)
        for place, text in enumerate(texts):
            if place:
                container.add_item(discord.ui.Separator(spacing=discord.SeparatorSpacing.small))
            container.add_item(discord.ui.TextDisplay(text))
            if picture and not place:
                shown = discord.MediaGalleryItem(f"attachment://{picture.name}", description=picture.says)
                container.add_item(discord.ui.MediaGallery(shown))
                container.add_item(discord.ui.TextDisplay(picture.legend))
        if menu is not None:
            container.add_item(discord.ui.ActionRow(menu))
        if buttons:
            container.add_item(discord.ui.ActionRow(*buttons))
        self.add_item(container)
        self.stop()

    def files(self) -> list[discord.File]:
        """What has to be sent along with it, made anew for each sending."""
        picture = self._picture
        return [discord.File(io.BytesIO(picture.png), picture.name)] if picture else []

    def is_finished(self) -> bool:
        """Always: nobody listens to it."""
        return True


def menu(placeholder: str, custom_id: str, choices: Sequence[tuple[str, str]]) -> discord.ui.Select[Any]:
    """A list to pick one from that a cog's DynamicItem answers.

    Args:
        choices: What is shown, of which Discord takes 25, and the value of each.
    """
    options = [
        discord.SelectOption(label=shorten(one_line(name), LONGEST_CHOICE) or "…", value=value)
        for name, value in choices[:MOST_CHOICES]
    ]
    return discord.ui.Select(placeholder=shorten(placeholder, LONGEST_CHOICE), custom_id=custom_id, options=options)


def button(label: str, custom_id: str, *, prominent: bool = False) -> discord.ui.Button[Any]:
    """A button that a cog's DynamicItem answers."""
    style = discord.ButtonStyle.primary if prominent else discord.ButtonStyle.secondary
    return discord.ui.Button(label=shorten(label, LONGEST_LABEL), custom_id=custom_id, style=style)
