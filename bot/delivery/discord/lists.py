"""Lists as Discord messages: a page each, with the way to the pages before and after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import discord

from bot.delivery.discord.card import Card, button
from bot.delivery.discord.custom_ids import Listed, list_id
from bot.delivery.discord.limits import MOST_TEXT
from bot.delivery.discord.paging import Block, PageSize, paged
from bot.delivery.speech import Speech

LIST = PageSize(text=MOST_TEXT - 400, words=10_000, blocks=17)


class OnPage(NamedTuple):
    """What of a list stands on a page.

    Attributes:
        lines: Which of its lines.
        number: Which page (from 0), the last where the list has become shorter; and how many there are.
    """

    lines: slice
    number: int
    of: int


def on_page(lines: Sequence[str], page: int) -> OnPage:
    """What of a list stands on a page (from 0)."""
    lengths = [len(blocks) for blocks in paged([Block(line) for line in lines], LIST, LIST)]
    number = min(page, len(lengths) - 1)
    before = sum(lengths[:number])
    return OnPage(slice(before, before + lengths[number]), number, len(lengths))


def list_view(
    what: Listed,
    head: str,
    lines: Sequence[str],
    speech: Speech,
    *,
    page: int = 0,
    longest: Sequence[str] | None = None,
) -> Card:
    """A page (from 0) of a list; the last where it has become shorter.

    Args:
        head: What each page begins with.
        longest: What each line may become at most, by which they are shared out to pages; None for as it is.
    """
    shown, number, of = on_page(longest or lines, page)
    buttons = turning(number, partial(list_id, what), speech, has_more=number + 1 < of)
    return Card([f"{head}{which_page(number, of, speech)}", *lines[shown]], buttons=buttons)


def which_page(number: int, of: int, speech: Speech) -> str:
    """Which page (from 0) this is, behind a head; nothing where it is the only one."""
    return f" · {speech.say('page {number} of {of}', number=number + 1, of=of)}" if of > 1 else ""


def and_more(left: int, speech: Speech) -> list[str]:
    """A line on how many are not shown; none where all are."""
    return [speech.count(left, "-# and {n} more", "-# and {n} more")] if left > 0 else []


def turning(
    number: int, id_of: Callable[[int], str | None], speech: Speech, *, has_more: bool, more: str = ""
) -> list[discord.ui.Button[Any]]:
    """The buttons that lead to the page before and after this one.

    Args:
        id_of: The id of the button that shows a page; None where there can be none.
        more: What stands on the one that leads on, where it says what comes.
    """
    buttons = []
    if number and (back := id_of(number - 1)):
        buttons.append(button(speech.say("Back"), back))
    if has_more and (onward := id_of(number + 1)):
        buttons.append(button(more or speech.say("More"), onward, prominent=True))
    return buttons
