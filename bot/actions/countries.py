"""The time zones of a country, by what CLDR calls it in the language of whoever writes it, or in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from babel import Locale
from babel.core import get_global

from bot.actions.zones import region_zones
from bot.text.words import fold


def zones_of(country: str, locale: str) -> Sequence[str]:
    """Those of the country with this name; none where no country is called so."""
    wanted = _folded(country)
    return next((named[wanted] for named in map(_countries, (locale, "en")) if wanted in named), ())


def zones_of_countries_begun(typed: str, locale: str) -> list[str]:
    """Those of all countries whose names begin with what was typed."""
    wanted = _folded(typed)
    named = {**_countries("en"), **_countries(locale)}
    return [zone for name in sorted(named) if name.startswith(wanted) for zone in named[name]]


@cache
def _countries(locale: str) -> Mapping[str, Sequence[str]]:
    """The zones of each country that has any, by its folded name."""
    zones: dict[str, list[str]] = {}
    for zone, territory in sorted(get_global("zone_territories").items()):
        if zone in region_zones():
            zones.setdefault(territory, []).append(zone)
    names = Locale.parse(locale).territories
    return {_folded(names[territory]): within for territory, within in zones.items() if territory in names}


def _folded(name: str) -> str:
    return " ".join(fold(name).split())
