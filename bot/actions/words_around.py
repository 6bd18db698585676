"""What people write in the options of commands beside what they name there: `words_around.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def words_around(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The words of a kind, which is a table of the file, by the language of the frame."""
    tables = tomllib.loads((files("bot.actions") / "words_around.toml").read_text("utf-8"))
    return {language: tuple(words) for language, words in tables[kind].items()}
