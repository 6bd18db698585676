"""Words with their places, folded so that spellings of one name compare equal across scripts' habits.

Chinese, Japanese, Thai and their like put no blanks between words. Where something is looked for in a text (names
of topics, a search) it is read *by sign*: each sign is a word, and what is looked for is a row of them. A run of
katakana stays whole, for it spells a name. Where texts are compared, what stands between two marks is a word: single
signs say too little.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.text.variants import sign_of_variants

NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
"""Languages in which a capital tells a noun, and no name."""

# Armenian writes its question, exclamation and emphasis marks *inside* the word they stress
# ("Երևա՞ն"), so they belong to the word; the fold removes them. So do accents that stand for themselves
# (the two characters of a decomposed "й") and the vowel signs of Arabic.
_INNER_MARKS = frozenset("՛՜՞").union(map(chr, (*range(0x300, 0x370), *range(0x64B, 0x660), 0x670)))
# An apostrophe between Cyrillic letters spells one word too, whichever is typed ("Слов'янськ").
_SPELLING = re.compile("(?<=[Ѐ-ӿ])['’ʼ‘`′](?=[Ѐ-ӿ])")

# Thai and Lao, Burmese, Khmer; the hiragana; Chinese characters.
_SIGNS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ffぁ-ゖゝゞ々〆〇㐀-䶿一-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KATAKANA = "ァ-ヺーヽヾㇰ-ㇿｦ-ﾟ"


def _word(letter: str) -> str:
    return rf"{letter}+(?:(?:[{''.join(sorted(_INNER_MARKS))}]+|{_SPELLING.pattern}){letter}*)*"


_WORD = re.compile(_word(r"[^\W_]"))
# The same, in half of the time, where no letter or digit is of another alphabet: most marks of news in English are.
_ASCII_WORD = re.compile("[A-Za-z0-9]+")
_NOT_PLAIN = re.compile("[^\0-\x7f\xa0–—‘’“”…]")
_SIGN = re.compile(rf"[{_SIGNS}](?<!\W)")
_UNBROKEN = re.compile(f"[{_SIGNS}{_KATAKANA}]")
_IN_KATAKANA = re.compile(f"[{_KATAKANA}]")
_BY_SIGN = re.compile(rf"{_SIGN.pattern}|[{_KATAKANA}]+|" + _word(rf"[^\W_{_SIGNS}{_KATAKANA}]"))

# Beside a word, these belong to none.
_APART = frozenset(' \n.,:;!?()"-').union([""])

# What NFKD does not take apart. Azerbaijani ə is folded to e, which also makes Azerbaijani and
# Turkish spellings of one name equal (Azərbaycan, Azerbaycan).
_FOLDS = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ə": "e", "՛": "", "՜": "", "՞": ""})
# Armenian writes "և", which has no capital, as ԵՎ in capitals and as եւ in the older spelling: Երևան, Երեւան, ԵՐԵՎԱՆ.
_ARMENIAN_YEV, _SPELT_OUT = "եւ", "եվ"


class Word(NamedTuple):
    """One word of a text: `text[start:end] == written`."""

    written: str
    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case without diacritics: "Erdoğan" → "erdogan", "Łukaszenka" → "lukaszenka", "ёлка" → "елка".

    Chinese as China writes it, whoever has written it: "臺灣" → "台湾".
    """
    return text.lower() if text.isascii() else _fold(text)  # as fast as a look into a cache


def fold_each(written: Sequence[str]) -> list[str]:
    """Words folded, each by itself."""
    line = " ".join(written)
    if line.isascii():  # at once, in a tenth of the time
        return line.lower().split()
    return [word.lower() if word.isascii() else _fold(word) for word in written]


@lru_cache(maxsize=16384)
def _fold(text: str) -> str:
    # Decomposed before and after: "𝐀" has no small letter, and what small letters are made of shows only then.
    small = unicodedata.normalize("NFKD", _SPELLING.sub("", text)).casefold().translate(_FOLDS)
    decomposed = unicodedata.normalize("NFKD", small)
    folded = "".join(char for char in decomposed if not unicodedata.combining(char)).replace(_ARMENIAN_YEV, _SPELT_OUT)
    return folded.translate(sign_of_variants()) if _UNBROKEN.search(folded) else folded


def words(text: str, *, by_sign: bool = False) -> list[Word]:
    """Every word of a text in order; a hyphen separates ("Nagorno-Karabakh" is two words)."""
    return [Word(m[0], fold(m[0]), m.start(), m.end()) for m in _pattern(text, by_sign).finditer(text)]


def written_words(text: str, *, by_sign: bool = False) -> list[str]:
    """What `words` finds, as it is written and without places: five times as fast."""
    return _pattern(text, by_sign).findall(text)


def folded_words(text: str, *, by_sign: bool = False) -> list[str]:
    """What `words` finds, folded and without places."""
    return fold_each(written_words(text, by_sign=by_sign))


def _pattern(text: str, by_sign: bool) -> re.Pattern[str]:
    if text.isascii() or not _NOT_PLAIN.search(text):
        return _ASCII_WORD
    # Nearly every text has no such sign, and finding that out is quicker than looking out for them at each letter.
    return _BY_SIGN if by_sign and _UNBROKEN.search(text) else _WORD


def is_sign(written: str) -> bool:
    """Whether a word by sign is a sign of a script that puts no blanks between words."""
    return _SIGN.match(written) is not None


def is_of_marks(gap: str) -> bool:
    """Whether two signs with this between them stand side by side: Thai writes vowels and tones above and below."""
    return all(unicodedata.category(char)[0] == "M" for char in gap)


def sign_count(text: str) -> int:
    """How many words by sign of a text are signs; two take the place of a word."""
    return 0 if text.isascii() else len(_SIGN.findall(text))


def find_word(text: str, written: str, start: int) -> int:
    """Where the next word by sign that is written so begins, from `start` on; it must be there."""
    while True:
        start = text.index(written, start)
        # What nearly every word is, and told at once.
        if text[start - 1 : start] in _APART and text[start + len(written) : start + len(written) + 1] in _APART:
            return start
        # Last, for it reads to the end of the word: within "ababab…" that would be done again for each "ab".
        if not _is_inside(text, start) and (m := _BY_SIGN.match(text, start)) and m[0] == written:
            return start
        start += 1


def _is_inside(text: str, start: int) -> bool:
    """Whether the word by sign that this letter belongs to began before it."""
    if start and _UNBROKEN.match(text, start):
        return not is_sign(text[start]) and _IN_KATAKANA.match(text, start - 1) is not None
    before = start - (2 if _SPELLING.match(text, start - 1) else 1) if start else -1
    while before >= 0 and text[before] in _INNER_MARKS:
        before -= 1
    return before >= 0 and text[before].isalnum() and not _UNBROKEN.match(text, before)
