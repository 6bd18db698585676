"""Words with their places, folded so that spellings of one name compare equal across scripts' habits."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Armenian writes its question, exclamation and emphasis marks *inside* the word they stress
# ("Երևա՞ն"), so they belong to the word; the fold removes them. So do accents that stand for themselves
# (the two characters of a decomposed "й") and the vowel signs of Arabic.
_INNER_MARKS = frozenset("՛՜՞").union(map(chr, (*range(0x300, 0x370), *range(0x64B, 0x660), 0x670)))
# An apostrophe between Cyrillic letters spells one word too, whichever is typed ("Слов'янськ").
_SPELLING = re.compile("(?<=[Ѐ-ӿ])['’ʼ‘`′](?=[Ѐ-ӿ])")
_WORD = re.compile(rf"[^\W_]+(?:(?:[{''.join(sorted(_INNER_MARKS))}]+|{_SPELLING.pattern})[^\W_]*)*")

# What NFKD does not take apart. Azerbaijani ə is folded to e, which also makes Azerbaijani and
# Turkish spellings of one name equal (Azərbaycan, Azerbaycan).
_FOLDS = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ə": "e", "և": "եւ", "՛": "", "՜": "", "՞": ""})


class Word(NamedTuple):
    """One word of a text: `text[start:end] == written`."""

    written: str
    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case without diacritics: "Erdoğan" → "erdogan", "Łukaszenka" → "lukaszenka", "ёлка" → "елка"."""
    return text.lower() if text.isascii() else _fold(text)  # as fast as a look into a cache


@lru_cache(maxsize=16384)
def _fold(text: str) -> str:
    # Decomposed before and after: "𝐀" has no small letter, and what small letters are made of shows only then.
    small = unicodedata.normalize("NFKD", _SPELLING.sub("", text)).casefold().translate(_FOLDS)
    decomposed = unicodedata.normalize("NFKD", small)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[Word]:
    """Every word of a text in order; a hyphen separates ("Nagorno-Karabakh" is two words)."""
    return [Word(m[0], fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


def written_words(text: str) -> list[str]:
    """What `words` finds, as it is written and without places: five times as fast."""
    return _WORD.findall(text)


def folded_words(text: str) -> list[str]:
    """What `words` finds, folded and without places."""
    return [fold(word) for word in _WORD.findall(text)]


def find_word(text: str, written: str, start: int) -> int:
    """Where the next word that is written so begins, from `start` on; it must be there."""
    while True:
        start = text.index(written, start)
        before = start - (2 if _SPELLING.match(text, start - 1) else 1) if start else -1
        while before >= 0 and text[before] in _INNER_MARKS:
            before -= 1
        # Last, for it reads to the end of the word: within "ababab…" that would be done again for each "ab".
        is_inside = before >= 0 and text[before].isalnum()
        if not is_inside and (m := _WORD.match(text, start)) and m[0] == written:
            return start
        start += 1
