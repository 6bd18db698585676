"""A message as Briefbot sends it: one card of texts, and buttons that say all in their ids."""

from __future__ import annotations

import io
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

import discord

from bot.delivery.discord.limits import LONGEST_CHOICE, LONGEST_LABEL, MOST_CHOICES
from bot.delivery.discord.thumbnails import Thumbnail
from bot.delivery.plain import one_line, shorten

log = logging.getLogger(__name__)
_T = TypeVar("_T")

QUIET, NEWS, WRONG = discord.Colour(0x80848E), discord.Colour(0x3B82F6), discord.Colour(0xF0B232)
"""Accents beside a card; nothing is told by them alone."""

_INVALID_FORM = 50035


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
    """A message that discord.py sends and forgets, with `AllowedMentions.none()` and without anything beside it.

    A press on one of its buttons is answered from the button's id alone, so that it works after a
    restart too. discord.py 2.7 keeps every view that it sends and that is not finished, with its
    message, until the process ends; a finished one it does not keep. `stop()` would do where an
    event loop runs; this holds wherever the card is made.

    Args:
        thumbnail: A small picture beside the text at the place `beside`.

    Attributes:
        has_thumbnail: Whether there is one.
        without_thumbnail: Makes the same card without it.
    """

    def __init__(
        self,
        texts: Sequence[str],
        *,
        picture: Picture | None = None,
        thumbnail: Thumbnail | None = None,
        beside: int = 0,
        buttons: Sequence[discord.ui.Button[Any]] = (),
        menu: discord.ui.Select[Any] | None = None,
        accent: discord.Colour | None = None,
    ) -> None:
        super().__init__(timeout=None)
        self._picture = picture
        self.has_thumbnail = thumbnail is not None
        self.without_thumbnail = partial(Card, texts, picture=picture, buttons=buttons, menu=menu, accent=accent)
        container: discord.ui.Container[Any] = discord.ui.Container(accent_colour=accent)
        for place, text in enumerate(texts):
            if place:
                container.add_item(discord.ui.Separator(spacing=discord.SeparatorSpacing.small))
            shown_text: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay(text)
            if thumbnail and place == beside:
                small: discord.ui.Thumbnail[Any] = discord.ui.Thumbnail(thumbnail.url, description=thumbnail.says)
                container.add_item(discord.ui.Section(shown_text, accessory=small))
            else:
                container.add_item(shown_text)
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


async def with_or_without_thumbnail(card: Card, ask: Callable[[Card], Awaitable[_T]]) -> _T:
    """Send a card with its thumbnail; where Discord refuses that as ill-formed, nothing has come of it: without.

    What is told is worth more than its picture.

    Args:
        ask: Sends it.
    """
    try:
        return await ask(card)
    except discord.HTTPException as error:
        if error.code != _INVALID_FORM or not card.has_thumbnail:
            raise
        log.warning("refused, so tried without its thumbnail: %s", error.text.replace("\n", "; "))
    return await ask(card.without_thumbnail())


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


def button(label: str, custom_id: str, *, prominent: bool = False, destroys: bool = False) -> discord.ui.Button[Any]:
    """A button that a cog's DynamicItem answers; Discord shows in red what `destroys` something."""
    style = discord.ButtonStyle.primary if prominent else discord.ButtonStyle.secondary
    style = discord.ButtonStyle.danger if destroys else style
    return discord.ui.Button(label=shorten(label, LONGEST_LABEL), custom_id=custom_id, style=style)
