"""What words stand for in every language: concepts ("ceasefire"), places ("armenia"), days, months, numbers.

Read from `concepts.toml`, `places.toml` and `figures.toml` for the first article.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from bot.text.lexicon import ANY, Lexicon


@cache
def concepts() -> Lexicon:
    """What news is about."""
    return Lexicon(
        (name, language, patterns)
        for name, by_language in _read("concepts.toml").items()
        for language, patterns in by_language.items()
    )


@cache
def places() -> Lexicon:
    """Countries, regions and cities with their peoples and adjectives."""
    return Lexicon((name, ANY, patterns) for name, patterns in _read("places.toml").items())


@cache
def figures() -> Lexicon:
    """Weekdays ("weekdays 0" is Monday), months ("months 1" is January) and numbers ("numbers 2")."""
    first = {"weekdays": 0, "months": 1, "numbers": 2}
    return Lexicon(
        (f"{kind} {number}", language, patterns)
        for kind, by_language in _read("figures.toml").items()
        for language, listed in by_language.items()
        for number, patterns in enumerate(listed.split(","), first[kind])
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("bot.stories") / name).read_text("utf-8"))
