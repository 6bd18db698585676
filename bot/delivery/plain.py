"""Foreign text made fit to stand in a line of ours: visible, one line, and in its own direction.

Sources clean what they read (`bot.sources.clean`); this is the last door before a person's screen,
and what was stored before a rule existed passes it too.
"""

from __future__ import annotations

import re
import unicodedata

# Controls, soft hyphen, fillers that look like a space, zero-width and bidirectional controls, tag characters,
# half a surrogate pair (which no encoder takes), and whatever else Unicode calls a format character: Arabic and
# Kaithi signs that reach around the digits after them, and the composition of hieroglyphs and shorthand.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb"
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Joiners spell words in Persian and the scripts of South Asia, and compose emoji; elsewhere they only hide things.
_STRAY_JOINER = re.compile(
    "(?<![\u0600-\u08ff\u0900-\u109f\u1780-\u17ff\ufb50-\ufdff\ufe70-\ufefc\u2600-\u27bf\ufe0f\U0001f1e6-\U0001faff])"
    "[\u200c\u200d]"
)
# Pointed Hebrew needs three marks on a letter, Vietnamese two; a hundred are there to climb over other lines.
_MARKS_ON_A_LETTER = 4
_RIGHT_TO_LEFT = frozenset({"R", "AL"})

_CUT_INTO = re.compile(r" (?:\[[^\[\]]*|[^ ]*)\Z")  # a bracket that is left open at the end, else the last word

# A blank that keeps a number or « a French quotation » together is one of its letters, and stays where it stands alone.
_BLANKS = re.compile("\\s{2,}|[^\\S\u00a0\u202f]")

_END_MARKS = ".!?…։。"
# A feed's title may have straight marks where its text has curly ones.
_STRAIGHT_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"})


def one_line(text: str) -> str:
    """The text without what cannot be seen or turns the writing round; white space is one space, or one that holds."""
    visible = _STRAY_JOINER.sub("", _INVISIBLE.sub("", text))
    if visible.isascii():
        return " ".join(visible.split())
    return _BLANKS.sub(" ", _without_towers(visible)).strip()


def shorten(text: str, at_most: int) -> str:
    """The text in at most so many characters, cut between words and in no bracket where it can be, marked with "…"."""
    if len(text) <= at_most:
        return text
    cut = text[: max(at_most - 1, 0)]
    whole = _CUT_INTO.sub("", cut)
    return (whole if len(whole) > at_most // 2 else cut).rstrip() + "…"


def is_right_to_left(text: str) -> bool:
    """Whether any letter of it is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def says_the_same(one: str, other: str) -> bool:
    """Whether two lines differ in spaces, capitals and end marks at most."""
    return _bare(one) == _bare(other)


def begins_with(line: str, part: str) -> bool:
    """Whether all of another line stands at the beginning of one, but for spaces, capitals and how marks look."""
    return re.match(rf"{re.escape(_bare(part))}(?!\w)", _bare(line)) is not None


def _bare(text: str) -> str:
    return " ".join(one_line(text).split()).translate(_STRAIGHT_MARKS).casefold().rstrip(_END_MARKS + " ")


def _without_towers(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= _MARKS_ON_A_LETTER:
            kept.append(char)
    return "".join(kept)
