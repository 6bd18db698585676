"""Sentences read for what they count, with places that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from bot.figures.quantities import Counted, counted

STEMS = {"sorv": "sorven", "сорв": "sorven", "lidr": "lidra", "лидр": "lidra"}


def places(text: str, language: str | None) -> Sequence[str]:
    assert language
    return [name for word in text.lower().split() for stem, name in STEMS.items() if word.startswith(stem)]


def read(sentence: str, language: str = "en", year: int | None = 2031) -> list[Counted]:
    return counted(sentence, language, places, year=year)


def short(sentence: str, language: str = "en") -> list[tuple[float, str, str | None, str | None]]:
    return [(each.value, each.counts, each.whom, each.side) for each in read(sentence, language)]


def values(sentence: str, language: str = "en") -> list[tuple[float, str]]:
    return [(each.value, each.counts) for each in read(sentence, language)]
