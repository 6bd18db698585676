"""What the places are called whose people a figure counts: countries by CLDR, regions by our catalogues."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale

from bot.delivery.speech import Speech

REGIONS = {
    "abkhazia": "Abkhazia",
    "crimea": "Crimea",
    "chechnya": "Chechnya",
    "donbas": "Donbas",
    "gaza": "Gaza",
    "karabakh": "Karabakh",
    "palestine": "Palestine",
    "south-ossetia": "South Ossetia",
}
"""Those of `bot/stories/places.toml` that are no countries by ISO 3166, and yet have people who are counted."""
CODES = {"bosnia": "BA", "ivory-coast": "CI", "myanmar": "MM", "turkey": "TR", "uae": "AE", "vatican": "VA"}
"""Countries that stand there by another name than CLDR's."""


def place_name(place: str, speech: Speech) -> str:
    """The name of a place ("south-ossetia"); the word itself where there is none for it."""
    if place in REGIONS:
        return speech.say(REGIONS[place])
    code = CODES.get(place) or _countries().get(place)
    name: str | None = Locale(speech.locale).territories.get(code) if code else None
    return name or place.replace("-", " ").title()


@cache
def _countries() -> Mapping[str, str]:
    """The two letters of each country, by its English name as a word of `places.toml`."""
    named = Locale("en").territories.items()
    return {re.sub(r"[^a-z]+", "-", name.lower()): code for code, name in named if len(code) == 2}  # noqa: PLR2004
