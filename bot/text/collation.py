"""The order in which a list of names stands in a language: by its alphabet, as the dictionaries there have it.

After the Unicode Collation Algorithm (UTS #10) and CLDR's tailorings, as far as names need them: letters decide before
accents, and accents before capitals. The language's own script comes before others, as CLDR has it too.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LATIN = "abcdefghijklmnopqrstuvwxyz"
# What an alphabet counts as a letter of its own. German, French and English count no letter with an accent, Spanish ñ
# alone; Russian counts й, and sorts ё as е.
_ALPHABETS = {
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "hy": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքևօֆ",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
_SPELT_OUT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
_SMALL_IN_TURKISH = str.maketrans({"I": "ı", "İ": "i"})
_OTHER_LETTERS_FROM = 1_000

SortKey = tuple[tuple[int, ...], str, str]


@lru_cache(maxsize=4096)
def sort_key(name: str, language: str) -> SortKey:
    """What names compare by in this language (two letters): blanks and marks, then figures, then letters."""
    small = unicodedata.normalize("NFC", name.translate(_SMALL_IN_TURKISH) if language == "tr" else name).lower()
    alphabet = _ALPHABETS.get(language, _LATIN)
    return tuple(rank for char in small for rank in _ranks(char, alphabet)), small, name


def _ranks(char: str, alphabet: str) -> list[int]:
    if char in alphabet:
        return [_rank(char, alphabet)]
    bare = unicodedata.normalize("NFKD", char.translate(_SPELT_OUT))
    return [_rank(each, alphabet) for each in bare if not unicodedata.combining(each)]


def _rank(char: str, alphabet: str) -> int:
    if (place := alphabet.find(char)) >= 0:
        return 100 + place
    if char.isalpha():
        return _OTHER_LETTERS_FROM + ord(char)
    return 1 + unicodedata.digit(char, 0) if char.isdigit() else 0
