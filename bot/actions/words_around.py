"""What people write in the options of commands beside what they name there: `words_around.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bot.text.words import fold


@cache
def words_around(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The words of a kind, which is a table of the file, by the language of the frame."""
    tables = tomllib.loads((files("bot.actions") / "words_around.toml").read_text("utf-8"))
    return {language: tuple(words) for language, words in tables[kind].items()}


@cache
def in_any_language(kind: str) -> frozenset[str]:
    """The words of a kind in all languages, folded."""
    return frozenset(fold(word) for words in words_around(kind).values() for word in words)


def in_language(kind: str, language: str) -> frozenset[str]:
    """The words of a kind in a language and in English, folded."""
    kept = words_around(kind)
    return frozenset(map(fold, (*kept.get(language, ()), *kept.get("en", ()))))
