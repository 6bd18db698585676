"""What an alias pattern means: words in a row, each of which may be left open and may ask for its own spelling.

    "Górsk* Karabach*"  two open words: any ending fits
    "CSTO"              capitals only: found in capitals only
    "ՀԱՊԿ*"             both: begins with these capitals
    "=Baku"             found as it is written, capitals and accents and all: not in Polish "pełnego baku"
    "北约"              signs in a row, with nothing between them; any ending fits, with a * or without; and 北約

Everywhere else case and accents do not matter.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.errors import BadValueError
from bot.text.words import Word, is_of_marks, is_sign, words

SHORTEST_STEM = 3
"""Letters that must stand before a `*`; with fewer a stem fits half a dictionary."""

_STAR_OUT_OF_PLACE = re.compile(r"(?<!\w)\*|\*(?=\w)")
_EQUALS_OUT_OF_PLACE = re.compile(r"(?<=\w)=|=(?!\w)")


class AliasWord(NamedTuple):
    """One word of an alias.

    Attributes:
        folded: The word, or its stem, as `bot.text.words.fold` gives it.
        is_open: True where any ending fits.
        capitals: How many capitals it must be found with; 0 where case does not matter.
        exact: The word, or its stem, as it must be written; empty where its spelling does not matter.
        is_joined: True for a sign that must follow the sign before it at once.
    """

    folded: str
    is_open: bool
    capitals: int
    exact: str
    is_joined: bool

    def spells(self, word: Word) -> bool:
        """True where `word` is this word but for case and accents, with any ending if this one is open."""
        return word.folded.startswith(self.folded) if self.is_open else word.folded == self.folded

    def is_written(self, written: str) -> bool:
        """True where a word that it spells has the capitals and accents that this one asks for."""
        if self.is_open:
            return written.startswith(self.exact) and sum(map(str.isupper, written)) >= self.capitals
        return self.exact in ("", written) and (not self.capitals or written.isupper())

    def may_follow(self, gap: str) -> bool:
        """True where this may stand between the word before and it."""
        return is_of_marks(gap) if self.is_joined else "\n" not in gap


def alias_words(pattern: str) -> tuple[AliasWord, ...]:
    """The words of a pattern.

    Raises:
        BadValueError: It means nothing, and why.
    """
    if not pattern.strip():
        raise BadValueError("a name is empty")
    if not pattern.strip("* "):
        raise BadValueError("a name that is only * would match everything")
    if _STAR_OUT_OF_PLACE.search(pattern):
        raise BadValueError(
            "a * in the name “{pattern}” does not end a word, as it does in “Karabach*”", pattern=pattern
        )
    if _EQUALS_OUT_OF_PLACE.search(pattern):
        raise BadValueError("a = in the name “{pattern}” does not begin a word, as it does in “=Baku”", pattern=pattern)
    typed = words(pattern, by_sign=True)
    parsed: list[AliasWord] = []
    for before, word in zip([None, *typed], typed, strict=False):
        parsed.append(_alias_word(word, before, pattern, follows_exact=bool(parsed and parsed[-1].exact)))
    if not parsed:
        raise BadValueError("the name “{pattern}” has neither letters nor digits", pattern=pattern)
    if any(word.is_open and len(word.folded) < SHORTEST_STEM for word in parsed):
        raise BadValueError.count(
            SHORTEST_STEM,
            "the name “{pattern}” needs at least {n} letter before each *",
            "the name “{pattern}” needs at least {n} letters before each *",
            pattern=pattern,
        )
    return tuple(parsed)


def _alias_word(word: Word, before: Word | None, pattern: str, *, follows_exact: bool) -> AliasWord:
    capitals = sum(map(str.isupper, word.written)) if word.written.isupper() else 0
    is_one_sign = is_sign(word.written)
    is_joined = (
        before is not None and is_one_sign and is_sign(before.written) and is_of_marks(pattern[before.end : word.start])
    )
    is_open = pattern.startswith("*", word.end) and not is_one_sign
    is_exact = pattern[: word.start].endswith("=") or (is_joined and follows_exact)
    exact = word.written if is_exact else ""
    return AliasWord(word.folded, is_open, capitals, exact, is_joined)
