"""Blocks of text onto pages: none is lost, none stands twice, and no page outgrows its limits. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.delivery.discord.limits import length


@dataclass(frozen=True, slots=True)
class Block:
    """What stays together on a page.

    Attributes:
        text: Markup of one text display.
        words: How much of it a person reads.
        key: What it shows, for whoever has to find its page.
    """

    text: str
    words: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class PageSize:
    """How much fits on a page. One block always does: whoever makes it keeps it below `text`.

    Attributes:
        text: Characters.
        words: Words that a person reads.
        blocks: Blocks.
    """

    text: int
    words: int
    blocks: int

    def holds(self, page: Sequence[Block]) -> bool:
        """Whether these blocks fit."""
        return (
            len(page) <= self.blocks
            and sum(block.words for block in page) <= self.words
            and sum(length(block.text) for block in page) <= self.text
        )


def first_fitting(texts: Iterable[str], room: int) -> str:
    """Of several ways to tell something the first that takes no more than so many characters, else the last."""
    for text in texts:
        if length(text) <= room:
            break
    return text


def first_of(lines: Sequence[str], room: int) -> list[str]:
    """The first lines, as many as take so many characters together with the breaks between them."""
    fitting: list[str] = []
    for line in lines:
        room -= length(line) + 1
        if room < 0:
            break
        fitting.append(line)
    return fitting


def paged(blocks: Sequence[Block], first: PageSize, later: PageSize) -> list[list[Block]]:
    """The blocks in their order, page by page; one empty page where there are none.

    Args:
        blocks: All of them.
        first: Of the page that everybody sees.
        later: Of those that somebody asks for.
    """
    pages: list[list[Block]] = [[]]
    for block in blocks:
        size = first if len(pages) == 1 else later
        if pages[-1] and not size.holds([*pages[-1], block]):
            pages.append([])
        pages[-1].append(block)
    return pages
