"""A seed's lines to blocks: paragraphs, headings, and whatever stands on a line of its own. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Block:
    """What belongs together by the look of it: one line of text, or lines that were wrapped.

    Attributes:
        text: One line, cleaned; never empty.
        follows: It stands right below the block before, without a blank line between them.
        heading: It is marked as a heading.
        item: It is marked as an item of a list.
    """

    text: str
    follows: bool = False
    heading: bool = False
    item: bool = False


# What a program has wrapped, as in mails and old agency files, is about as wide as a screen of characters.
_NARROWEST_WRAPPED, _WIDEST_WRAPPED = 40, 100
_MOSTLY = 0.8
_FEWEST_WRAPPED = 3

_BULLET = re.compile(r"[-*•·▪‣]\s+(?=\S)")
# Zero-width (non-)joiners spell words in Persian and the scripts of South Asia; other invisibles only hide things.
_JOINERS = "\u200c\u200d"
_MARKDOWN = re.compile(
    r"[*_`<\[\\]|&#?\w+;|^\s*(?:[-+>]\s|#{1,6}\s|\d{1,9}[.)]\s|[-=]{2,}\s*$)|^(?: {4}|\t)| {2}$", re.MULTILINE
)


def plain_blocks(lines: Sequence[str]) -> list[Block]:
    """The blocks of plain text: a line each, unless a program has wrapped the text."""
    lines = [cleaned(line) for line in lines]
    width = _width_wrapped_to(lines)
    blocks: list[Block] = []
    for above, line in pairwise(["", *lines]):
        bullet = _BULLET.match(line)
        if above and line and not bullet and _is_full(above, line, width):
            blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text} {line}")
        elif line:
            blocks.append(Block(line[bullet.end() :] if bullet else line, follows=bool(above), item=bool(bullet)))
    return blocks


def markdown_blocks(lines: Sequence[str]) -> list[Block]:
    """The blocks of Markdown (CommonMark), without its marks, links, pictures, code and HTML."""
    text = "\n".join(lines)
    if not _MARKDOWN.search(text):  # the library takes 60 ms to load, and most seeds do without
        return [Block(paragraph) for part in re.split(r"\n\s*\n", text) if (paragraph := cleaned(part))]
    from markdown_it import MarkdownIt  # noqa: PLC0415

    return [block for block in _marked(MarkdownIt("commonmark").parse(text)) if block.text]


def cleaned(line: str) -> str:
    """One line in composed letters (NFC), without what cannot be seen."""
    line = " ".join(unicodedata.normalize("NFC", line).split())
    if line.isascii() and line.isprintable():
        return line
    seen = (char for char in line if char in _JOINERS or unicodedata.category(char) not in {"Cc", "Cf"})
    return " ".join("".join(seen).split())


def _width_wrapped_to(lines: Sequence[str]) -> int:
    """The width that a program has wrapped these lines to, 0 if none has.

    A line was wrapped where the next one's first word would not have fitted into it.
    """
    runs = "\n".join(lines).split("\n\n")
    wrapped = [run for run in (run.strip("\n").split("\n") for run in runs) if len(run) >= _FEWEST_WRAPPED]
    width = max((len(line) for run in wrapped for line in run), default=0)
    if not _NARROWEST_WRAPPED <= width <= _WIDEST_WRAPPED:
        return 0
    full = [_is_full(above, line, width) for run in wrapped for above, line in pairwise(run)]
    return width if sum(full) >= _MOSTLY * len(full) else 0


def _is_full(above: str, line: str, width: int) -> bool:
    return width > 0 and len(above) + 1 + len(line.split(maxsplit=1)[0]) > width


def _marked(tokens: Sequence[Token]) -> Iterator[Block]:
    heading = False
    item = ""
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            heading = token.type == "heading_open"
        elif token.type == "list_item_open":
            item = f"{token.info}{token.markup} " if token.info else "-"
        elif token.type in {"list_item_close", "bullet_list_close", "ordered_list_close"}:
            item = ""
        elif token.type == "inline":
            text = cleaned("".join(_seen(token.children or ())))
            if text and item not in {"", "-"}:
                text, item = f"{item}{text}", "-"  # "1. September 1939" is no list, whatever Markdown thinks
            yield Block(text, heading=heading, item=bool(item))
        elif token.type == "code_block":  # indented; nobody means code by it in news
            yield from (Block(paragraph) for part in token.content.split("\n\n") if (paragraph := cleaned(part)))


def _seen(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield "\n"
