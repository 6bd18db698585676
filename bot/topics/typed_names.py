"""The words of a name as somebody typed it: which of them matter, which make one name, how each may end.

"Le Pen and the trials" | less small words | what belongs together | with endings left open
Le Pen, trial*
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bot.text.word_lists import word_lists
from bot.text.words import Word, fold, words
from bot.topics.aliases import SHORTEST_STEM, alias_words

_ENGLISH = "en"
_FEWEST_PARTS, _MOST_PARTS = 2, 4
_LATIN = re.compile("[A-Za-zÀ-ɏḀ-ỿ]")
_SLAVIC = frozenset({"bs", "cs", "hr", "pl", "sk", "sl", "sr"})  # in Latin letters
# What a word of some length may lose without becoming another: "Trumpa" → "Trump*", "strikes" → "strike*".
_CUT_FROM = 6  # letters
_ENDINGS = ("a", "ą", "ę", "i", "o", "u", "а", "я", "у", "ю", "и", "ы", "о")
_OF_MANY, _NO_ENDING = "s", "ss"
_SHORTEST_OPEN_NAME = 5  # letters: "May*" is a mayor too


def name_parts(name: str, language: str) -> list[tuple[Word, ...]]:
    """The words of a name, less small ones, each alone or with what belongs to it.

    Small are those of the language and of English. One in capitals before a word in capitals belongs to it: "Le Pen".

    Args:
        language: That the name is read in.
    """
    parts: list[tuple[Word, ...]] = []
    typed = words(name)
    is_title = all(word.written[0].isupper() for word in typed)
    begun: list[Word] = []  # small words in capitals, for the word that follows
    for place, word in enumerate(typed):
        follows = typed[place + 1] if place + 1 < len(typed) else None
        if follows and _begins_name(word, follows, name) and not (is_title and is_small(word, _ENGLISH)):
            begun.append(word)
        elif begun or not is_small(word, language):
            parts.append((*begun, word))
            begun = []
    return parts


def is_of_several_parts(name: str, language: str) -> bool:
    """Whether a name has as many parts as a row may be made of."""
    return _FEWEST_PARTS <= len(name_parts(name, language)) <= _MOST_PARTS


def is_small(word: Word, language: str) -> bool:
    """Whether a word says little in a language or in English; "US" and "IT" are initials."""
    small = _small_words()[_ENGLISH].union(_small_words().get(language, ()))
    return word.folded in small and not _is_initials(word)


def _begins_name(word: Word, follows: Word, name: str) -> bool:
    is_name = word.written[0].isupper() and follows.written[0].isupper()
    follows_at_once = name[word.end : follows.start] == " "
    return word.folded in _small_anywhere() and not _is_initials(word) and is_name and follows_at_once


def _is_initials(word: Word) -> bool:
    return len(word.written) > 1 and word.written.isupper()


def is_exact(word: Word, pattern: str) -> bool:
    """Whether a word of a pattern is found only as it is written."""
    return pattern[: word.start].endswith("=")


def opened(said: Sequence[Word], pattern: str, language: str) -> str:
    """Words of a pattern that follow one another, with any ending where nobody says otherwise."""
    return " ".join(_opened(word, pattern, language) for word in said)


def _opened(word: Word, pattern: str, language: str) -> str:
    written = word.written
    is_open = pattern.startswith("*", word.end)
    if is_exact(word, pattern):
        return f"={written}{'*' if is_open else ''}"
    if is_open:
        return f"{written}*"
    if written.isupper() or len(word.folded) < SHORTEST_STEM or not written.isalpha():
        return written
    if _is_latin_name(written) and len(written) < _SHORTEST_OPEN_NAME:
        return written
    is_cut = (
        len(written) >= _CUT_FROM
        and written.endswith(tuple(_endings(written, language)))
        and not written.endswith(_NO_ENDING)
    )
    return f"{written[:-1] if is_cut else written}*"


def _is_latin_name(written: str) -> bool:
    return written[0].isupper() and _LATIN.match(written) is not None


def _endings(written: str, language: str) -> Iterator[str]:
    """Those that the word may lose: "Kamala" is no form of "Kamal", and "Williams" none of "William"."""
    if language in _SLAVIC or not _LATIN.match(written):
        yield from _ENDINGS
    if not _is_latin_name(written):
        yield _OF_MANY


def finds(name: str, said: Sequence[Word]) -> bool:
    """Whether a name finds words as they are typed, in small letters too those that it wants in capitals."""
    is_plain = all(word.written.islower() for word in said)
    return any(
        stands_in([word._replace(written=write(word.written)) for word in said], name)
        for write in ((str, str.capitalize, str.upper) if is_plain else (str,))
    )


def stands_in(said: Sequence[Word], name: str) -> bool:
    """Whether a name stands among words as they are written."""
    parts = alias_words(name)
    return any(
        all(part.spells(word) and part.is_written(word.written) for part, word in zip(parts, said[at:], strict=False))
        for at in range(len(said) - len(parts) + 1)
    )


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    """Those of `small_words.toml`, folded, by language."""
    by_language = word_lists("bot.topics", "small_words.toml").items()
    return {language: frozenset(map(fold, words_of_it.split())) for language, words_of_it in by_language}


@cache
def _small_anywhere() -> frozenset[str]:
    return frozenset[str]().union(*_small_words().values())
