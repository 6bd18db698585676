"""The first pages of lists, and the buttons that turn to the others."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.delivery.discord.card import Card
from bot.delivery.discord.custom_ids import LIST, Listed
from cogs.answers import Press, answer, think
from cogs.buttons import AnswersPresses, answered_by, is_private

Page = Callable[[Press, int], Awaitable[Card]]
"""A page (from 0) of a list, as the person who asks may see it."""


async def tell_list(interaction: Press, page: Page) -> None:
    """Answer a command with the first page of a list."""
    await think(interaction)
    await answer(interaction, await page(interaction, 0))


def page_or_last(pages: Sequence[Card], match: re.Match[str]) -> Card:
    """The page that a button names; the last where there are fewer since, by what came in or by a later version."""
    return pages[min(int(match["page"]), len(pages) - 1)]


def list_button(page_of: Mapping[Listed, Page]) -> AnswersPresses:
    """The kind of button that turns a page of any of these lists, to be registered with the client."""

    async def turn(interaction: Press, match: re.Match[str]) -> None:
        what, number = Listed(match["what"]), int(match["page"])
        await think(interaction, in_place=is_private(interaction))
        await answer(interaction, await page_of[what](interaction, number))

    return answered_by(LIST, turn)
