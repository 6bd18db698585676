"""What is text in a seed and what stands around it: headlines, captions, credits, cross-headings. Pure.

    title | kicker, subtitle, caption, photo, author, date | text with cross-headings | initials, agency, source

Nothing is known of a file but its looks. A line without a full stop is no sentence: above the text it
is one of its headlines, within it a cross-heading. What is left out of the text is kept as credits.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.sources.asides import without_asides
from bot.sources.credit_lines import (
    date_of,
    is_agency,
    is_byline,
    is_end_mark,
    is_name,
    is_photo_credit,
    is_source_line,
    read_signature,
    read_signed,
    without_photo_credit,
)
from bot.sources.seed_blocks import Block
from bot.text.sentences import sentences
from bot.text.words import folded_words

_CLOSING = r"""['"’”»“„«›)\]】」』]*\Z"""
_STOPPED = re.compile(rf"(?:[.…։۔。।]|(?<=[ա-ֆև]):){_CLOSING}")
_ASKED = re.compile(rf"[!?؟！？]{_CLOSING}")
_SIGNED_AT_THE_END = re.compile(
    r"""(?<=[.!?…։"”»])\s*(?:\((?P<in_brackets>[^()]{2,40})\)|(?P<bare>[^\W\d_]{2,12}))\Z"""
)
# As in "YEREVAN, Feb 23 (Reuters) - …", "Баку. 19 сентября. ИНТЕРФАКС - …", "Ереван, 23 февраля. /ТАСС/. …".
_DATELINE = re.compile(r"([^!?]{2,60}?)\s?(?:[)/.]+\s?[-–—:.]|\s[-–—]|/\.)\s")

_LONGEST_CLOSING = 12
_LONGEST_TITLE = 200
_LONGEST_MADE_TITLE = 100
_LONGEST_HEADLINE = 140
_LONGEST_CROSS_HEADING, _MOST_WORDS_OF_A_CROSS_HEADING = 80, 12
_LONGEST_CAPTION = 250
_MOST_WORDS_OF_A_KICKER = 4
_MOST_WORDS_OF_A_NAME = 4

_Found = defaultdict[str, list[str]]
"""Lines around a text by kind, in the order of the file."""


@dataclass(frozen=True, slots=True)
class SeedText:
    """A seed as a careful reader takes it apart.

    Attributes:
        text: Paragraphs separated by a blank line; the title where there are none.
        credits: As in `bot.model.Article`; several of a kind are separated by line breaks.
    """

    title: str
    text: str
    credits: dict[str, str]


def read_text(blocks: Sequence[Block], *, title: str | None = None) -> SeedText | None:
    """What the blocks of a seed are; None where nothing is said in them.

    Args:
        title: The headline, where it is known otherwise; else the first line is.
    """
    blocks = [block for block in blocks if not is_end_mark(block.text)]
    found: _Found = defaultdict(list)
    if not blocks:
        return None
    if title is None:
        title, blocks = _title(blocks, found)
    elif _same(blocks[0].text, title):
        blocks = blocks[1:]
    blocks = _without_pictures(blocks, found)
    start = next((place for place, block in enumerate(blocks) if _is_prose(block)), len(blocks))
    headlines = _without_makers(blocks[:start], found)
    paragraphs = _without_cross_headings(_without_signatures(blocks[start:], found), found)
    if paragraphs:
        _name_headlines(headlines, found)
    else:
        paragraphs = headlines  # nobody has set full stops
    text = "\n\n".join(without_asides(paragraphs)) or title
    return SeedText(
        title, text, {kind: "\n".join(dict.fromkeys(lines)) for kind, lines in sorted(found.items()) if lines}
    )


def _title(blocks: list[Block], found: _Found) -> tuple[str, list[Block]]:
    first, *rest = blocks
    if rest and _is_kicker_above(first.text, rest[0]):
        found["kicker"].append(first.text)
        first, *rest = rest
    if first.heading or (_width(first.text) <= _LONGEST_TITLE and not _ends(_STOPPED, first.text)):
        return first.text, rest
    # A text without a headline: its first sentence stands for one, and stays in the text.
    sentence = sentences(first.text[:_LONGEST_HEADLINE], None)[0]
    made = first.text[sentence.start : sentence.end]
    if len(made) > _LONGEST_MADE_TITLE:
        made = made[:_LONGEST_MADE_TITLE].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"
    return made, [first, *rest]


def _is_kicker_above(line: str, below: Block) -> bool:
    """Whether the first line is only "Armenia" or "KRIEG IM KAUKASUS", and the title comes below."""
    words_of_line = len(line.split())
    return (
        (words_of_line == 1 or (line.isupper() and words_of_line < _MOST_WORDS_OF_A_KICKER))
        and not below.text.isupper()
        and not _is_prose(below)
        and len(below.text.split()) >= _MOST_WORDS_OF_A_KICKER
    )


def _without_pictures(blocks: Sequence[Block], found: _Found) -> list[Block]:
    """The blocks without credits of pictures and the captions above them."""
    kept: list[Block] = []
    for block in blocks:
        if block.heading or block.item:
            kept.append(block)
        elif is_photo_credit(block.text):
            found["photo"].append(block.text)
            if kept and _is_caption(kept[-1], block):
                found["caption"].append(kept.pop().text)
        elif cut := without_photo_credit(block.text):
            text, credit = cut
            found["photo"].append(credit)
            if len(text) <= _LONGEST_CAPTION and len(sentences(text, None)) == 1:
                found["caption"].append(text)
            else:
                kept.append(replace(block, text=text))
        else:
            kept.append(block)
    return kept


def _is_caption(block: Block, credit: Block) -> bool:
    if block.heading or block.item or len(block.text) > _LONGEST_CAPTION:
        return False
    if _ends(_STOPPED, block.text):
        return credit.follows and not block.follows  # these two stand by themselves
    return credit.follows or not block.follows


def _without_makers(blocks: Sequence[Block], found: _Found) -> list[str]:
    """The headlines among what stands above a text, without those who made it and when."""
    headlines = []
    for block in blocks:
        line = block.text
        signature = read_signature(line)
        if is_byline(line):
            found["author"].append(line)
        elif date_of(line):
            found["date"].append(line)
        elif is_source_line(line):
            found["source"].append(line)
        elif signature and all(is_agency(agency) for agency in signature.agencies):
            found["agency"].extend(signature.agencies)
            found["initials"].extend(signature.initials)
        else:
            headlines.append(line)
    return headlines


def _without_signatures(blocks: Sequence[Block], found: _Found) -> list[Block]:
    """The blocks without those at the end that say who wrote and who sent the text."""
    blocks = list(blocks)
    _note_dateline(blocks, found)
    makers: list[dict[str, Sequence[str]]] = []
    while blocks and not (blocks[-1].heading or blocks[-1].item):
        line = blocks[-1].text
        if is_source_line(line):
            makers.append({"source": [line]})
        elif signature := read_signature(line):
            makers.append({"agency": signature.agencies, "initials": signature.initials})
        elif signed := read_signed(line):
            makers.append({"author": [signed[0]], "agency": [signed[1]]})
        elif date_of(line):
            makers.append({"date": [line]})
        elif is_byline(line) or _is_author(line):
            makers.append({"author": [line]})
        else:
            line = _without_signature(line, makers)
            blocks[-1] = replace(blocks[-1], text=line)
            break
        blocks.pop()
    for maker in reversed(makers):
        for kind, names in maker.items():
            found[kind].extend(names)
    return blocks


def _note_dateline(blocks: Sequence[Block], found: _Found) -> None:
    """Keep the agency of a dateline, which itself stays: it belongs to the first sentence."""
    dateline = _DATELINE.match(blocks[0].text) if blocks else None
    agency = re.split(r"[\s(/.,]+", dateline[1])[-1] if dateline else ""
    if is_agency(agency) and agency[0].isupper():
        found["agency"].append(agency)


def _without_signature(line: str, makers: list[dict[str, Sequence[str]]]) -> str:
    """The last paragraph without what signs it: "… he said. (dpa/mk)", "… he said. EFE"."""
    signed = _SIGNED_AT_THE_END.search(line, max(0, len(line) - _LONGEST_HEADLINE))
    if signed is None or not (signed["in_brackets"] or is_agency(signed["bare"])):
        return line
    signature = read_signature(signed["in_brackets"] or signed["bare"])
    if signature is None:
        return line
    makers.append({"agency": signature.agencies, "initials": signature.initials})
    return line[: signed.start()]


def _is_author(line: str) -> bool:
    return len(line.split()) <= _MOST_WORDS_OF_A_NAME and is_name(line) and not _ends(_STOPPED, line)


def _without_cross_headings(blocks: Sequence[Block], found: _Found) -> list[str]:
    """The paragraphs of a text, without headings and without an author and a date below its first lines.

    Short lines below a colon are a list, and the last line is no heading of anything.
    """
    last = max((place for place, block in enumerate(blocks) if _is_prose(block)), default=-1)
    paragraphs: list[str] = []
    in_list = False
    for place, block in enumerate(blocks):
        in_list = bool(paragraphs) and (paragraphs[-1].endswith(":") or (in_list and block.follows))
        if block.heading or (place < last and not in_list and _is_cross_heading(block)):
            kind = "author" if is_byline(block.text) else "date" if date_of(block.text) else "subheads"
            found[kind].append(block.text)
        else:
            paragraphs.append(block.text)
    return paragraphs


def _is_prose(block: Block) -> bool:
    """Whether a block is text, and no headline: it ends in a full stop, is long, or has sentences inside."""
    if block.heading:
        return False
    if block.item or _ends(_STOPPED, block.text) or _width(block.text) > _LONGEST_HEADLINE:
        return True
    if block.text.endswith(":") and len(block.text.split()) > _MOST_WORDS_OF_A_KICKER:
        return True  # a list follows
    return _ends(_ASKED, block.text) and _width(block.text) > _LONGEST_CROSS_HEADING


def _is_cross_heading(block: Block) -> bool:
    text = block.text
    return (
        not (block.item or _is_small(text[0]) or text.endswith((":", ",", ";")))
        and not (_ends(_STOPPED, text) or _ends(_ASKED, text))
        and _width(text) <= _LONGEST_CROSS_HEADING
        and len(text.split()) <= _MOST_WORDS_OF_A_CROSS_HEADING
    )


def _name_headlines(headlines: Sequence[str], found: _Found) -> None:
    """Say which lines are which: of two the shorter stands above the headline of the page, the longer below it."""
    first, others = headlines[:2], headlines[2:]
    if len(first) > 1:
        kicker, subtitle = sorted(first, key=len)
        found["kicker"].append(kicker)
        found["subtitle"].append(subtitle)
    elif first:
        kind = "kicker" if len(first[0].split()) <= _MOST_WORDS_OF_A_KICKER else "subtitle"
        found[kind].append(first[0])
    found["subheads"][:0] = others


def _is_small(letter: str) -> bool:
    return letter.islower() and not "ა" <= letter <= "ჿ"  # Georgian has no capitals to write with


def _ends(mark: re.Pattern[str], text: str) -> bool:
    return mark.search(text, max(0, len(text) - _LONGEST_CLOSING)) is not None


def _same(line: str, title: str) -> bool:
    return folded_words(line) == folded_words(title)


def _width(text: str) -> int:
    """Length in letters; a sign of Chinese or Japanese counts for two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
