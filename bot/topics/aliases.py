"""What an alias pattern means: words in a row, each of which may be left open and may ask for capitals.

"Górsk* Karabach*"  two open words: any ending fits
"CSTO"              capitals only: found in capitals only
"ՀԱՊԿ*"             both: begins with these capitals
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.errors import BadValueError
from bot.text.words import Word, words

SHORTEST_STEM = 3
"""Letters that must stand before a `*`; with fewer a stem fits half a dictionary."""

_STAR_OUT_OF_PLACE = re.compile(r"(?<!\w)\*|\*(?=\w)")


class AliasWord(NamedTuple):
    """One word of an alias.

    Attributes:
        folded: The word, or its stem, as `bot.text.words.fold` gives it.
        is_open: True where any ending fits.
        capitals: How many capitals it must be found with; 0 where case does not matter.
    """

    folded: str
    is_open: bool
    capitals: int

    def spells(self, word: Word) -> bool:
        """True where `word` is this word but for its case, with any ending if this one is open."""
        return word.folded.startswith(self.folded) if self.is_open else word.folded == self.folded

    def has_capitals(self, written: str) -> bool:
        """True where a word so written has the capitals that this one asks for."""
        if self.is_open:
            return sum(map(str.isupper, written)) >= self.capitals
        return not self.capitals or written.isupper()


def alias_words(pattern: str) -> tuple[AliasWord, ...]:
    """The words of a pattern; `BadValueError` says what is wrong with one that means nothing."""
    if not pattern.strip():
        raise BadValueError("an alias is empty")
    if not pattern.strip("* "):
        raise BadValueError("an alias that is only * would match everything")
    if _STAR_OUT_OF_PLACE.search(pattern):
        raise BadValueError(f"a * in the alias “{pattern}” does not end a word, as it does in “Karabach*”")
    parsed = tuple(_alias_word(word, is_open=pattern.startswith("*", word.end)) for word in words(pattern))
    if not parsed:
        raise BadValueError(f"the alias “{pattern}” has neither letters nor digits")
    if any(word.is_open and len(word.folded) < SHORTEST_STEM for word in parsed):
        raise BadValueError(f"the alias “{pattern}” needs at least {SHORTEST_STEM} letters before each *")
    return parsed


def _alias_word(word: Word, *, is_open: bool) -> AliasWord:
    capitals = sum(map(str.isupper, word.written)) if word.written.isupper() else 0
    return AliasWord(word.folded, is_open, capitals)
