"""Blocks of text onto pages: none is lost, none stands twice, and no page outgrows its limits. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.delivery.limits import length


@dataclass(frozen=True, slots=True)
class Block:
    """What stays together on a page.

    Attributes:
        text: Markup of one text display.
        words: How much of it a person reads.
        key: What it shows, for whoever has to find its page.
    """

    text: str
    words: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class PageSize:
    """How much fits on a page; one block always does.

    Attributes:
        text: Characters.
        blocks: Number of blocks.
        first_words: Words on the first page, which everybody sees.
        later_words: Words on a page that somebody asked for.
    """

    text: int
    blocks: int
    first_words: int
    later_words: int


def paged(blocks: Sequence[Block], size: PageSize) -> list[list[Block]]:
    """The blocks in their order, page by page; one empty page where there are none."""
    pages: list[list[Block]] = [[]]
    for block in blocks:
        page = pages[-1]
        most_words = size.first_words if len(pages) == 1 else size.later_words
        fits = (
            len(page) < size.blocks
            and sum(b.words for b in page) + block.words <= most_words
            and sum(length(b.text) for b in page) + length(block.text) <= size.text
        )
        if page and not fits:
            pages.append([block])
        else:
            page.append(block)
    return pages
