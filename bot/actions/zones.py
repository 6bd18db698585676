"""What people write for time zones, read the way they mean it."""

from __future__ import annotations

import difflib
import re
from datetime import datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import AnyOf, BadValueError

_OFFSET = re.compile(r"(?:utc|gmt)?\s?([+\-−–])\s?(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
# What the database calls so stays an hour behind in summer ("EST"), or is not in it; and people mean a place.
_CLOCKS = {
    "pst pdt pt": "Los Angeles",
    "mst mdt mt": "Denver",
    "cst cdt ct": "Chicago",
    "est edt et": "New York",
    "ast adt": "Halifax",
    "nst ndt": "St Johns",
    "akst akdt": "Anchorage",
    "hst": "Honolulu",
    "brt": "Sao Paulo",
    "art": "Buenos Aires",
    "gmt bst": "London",
    "wet west": "Lisbon",
    "cet cest met mest mez mesz": "Berlin, Paris",
    "eet eest": "Kyiv",
    "msk мск": "Moscow",
    "trt": "Istanbul",
    "amt": "Yerevan",
    "azt": "Baku",
    "get": "Tbilisi",
    "gst": "Dubai",
    "ist": "Kolkata, Jerusalem",
    "idt": "Jerusalem",
    "pkt": "Karachi",
    "ict": "Bangkok",
    "wib": "Jakarta",
    "sgt": "Singapore",
    "hkt": "Hong Kong",
    "pht": "Manila",
    "kst": "Seoul",
    "jst": "Tokyo",
    "awst": "Perth",
    "acst acdt": "Adelaide",
    "aest aedt": "Sydney",
    "nzst nzdt": "Auckland",
    "sast": "Johannesburg",
    "eat": "Nairobi",
    "cat": "Maputo",
    "wat": "Lagos",
}
_CITIES = {name: tuple(cities.split(", ")) for names, cities in _CLOCKS.items() for name in names.split()}
_BOTH = re.compile(r"([a-z]{3})\d[a-z]{3}")  # "EST5EDT"
_OF_THIS_MACHINE = ("localtime", "Factory")  # files beside those of the database: another machine shows another time
_ALWAYS = re.compile(r"etc/(?:gmt|greenwich).*|gmt0|greenwich")


def parse_zone(text: str) -> str:
    """The name of a time zone as the IANA database spells it; city names alone are understood.

    Raises:
        BadValueError: As `known_zone` does; or it says what clocks show rather than where: "EST", "Etc/GMT+4".
    """
    zone = known_zone(text)
    _must_name_a_place(text)
    if zone in _OF_THIS_MACHINE:
        raise _unknown(text)
    return zone


def known_zone(text: str) -> str:
    """Likewise, of what was written before or in a file: whatever the database has.

    Raises:
        BadValueError: Nothing is called so; the nearest names are suggested. Or the machine has no data on zones.
    """
    wanted = text.strip().replace(" ", "_").casefold()
    names = _zone_names()
    if wanted in names:
        return names[wanted]
    if "asia/yerevan" not in names:  # what is told below to write would not be known either
        raise BadValueError(
            "this machine has no time zone data, so that “{text}” is unknown; install the package tzdata with its own"
            " packages or with pip",
            text=text,
        )
    _must_name_a_place(text)  # of the names near "GMT+3" one, "Etc/GMT+3", is six hours away
    places = [name for name, zone in names.items() if zone in region_zones()]
    near = difflib.get_close_matches(wanted, places, n=3, cutoff=0.6)
    if near:
        meant = AnyOf(dict.fromkeys(names[name] for name in near))
        raise BadValueError("there is no time zone “{text}”; did you mean {meant}?", text=text, meant=meant)
    raise _unknown(text)


def _unknown(text: str) -> BadValueError:
    return BadValueError("there is no time zone “{text}”; write it like Asia/Yerevan or Europe/Berlin", text=text)


def _must_name_a_place(text: str) -> None:
    cities = _cities_with(text)
    if not cities and (parse_offset(text) is not None or _ALWAYS.fullmatch(text.strip().casefold())):
        cities = ("Yerevan", "Berlin")
    if cities:
        raise BadValueError(
            "“{text}” says how far clocks are from UTC, not where; write a city with that time, such as {cities}",
            text=text,
            cities=AnyOf(cities),
        )


def _cities_with(clocks: str) -> tuple[str, ...]:
    """Cities with the time that is called so, "EST" or "EST5EDT"; none where nothing is."""
    wanted = clocks.strip().casefold()
    both = _BOTH.fullmatch(wanted)
    return _CITIES.get(both[1] if both else wanted, ())


def zones_with(clocks: str) -> list[str]:
    """Zones whose clocks show what is called so: "EST" is America/New_York; none where nothing is."""
    return [known_zone(city) for city in _cities_with(clocks)]


def parse_offset(text: str) -> timedelta | None:
    """How far clocks are ahead of UTC, as in "UTC+4", "GMT-3:30" or "+5:30"; None for anything else."""
    found = _OFFSET.fullmatch(text.strip())
    if found is None:
        return None
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return ahead if found[1] == "+" else -ahead


def zones_ahead(offset: timedelta, now: datetime) -> list[str]:
    """Zones whose clocks are now that far ahead of UTC, by name."""
    return [name for name, ahead in _offsets_at(now.replace(minute=0, second=0, microsecond=0)) if ahead == offset]


@lru_cache(maxsize=1)  # a list narrows while a person types, and to read all zones takes 50 ms
def _offsets_at(now: datetime) -> list[tuple[str, timedelta | None]]:
    return [(name, now.astimezone(ZoneInfo(name)).utcoffset()) for name in sorted(region_zones())]


def suggest_zones(prefix: str, limit: int = 25) -> list[str]:
    """Zones whose name or city begins with or contains what was typed, best first."""
    wanted = prefix.strip().replace(" ", "_").casefold()
    names = sorted(region_zones())

    def rank(name: str) -> tuple[int, str]:
        folded = name.casefold()
        city = folded.rpartition("/")[2]
        return (0 if city.startswith(wanted) else 1 if folded.startswith(wanted) else 2, name)

    return sorted((name for name in names if wanted in name.casefold()), key=rank)[:limit]


@cache
def region_zones() -> frozenset[str]:
    """Of zones the names people know: Region/City and UTC, without the database's own aliases such as Etc/GMT+3."""
    return frozenset(
        name
        for name in available_timezones()
        if name == "UTC" or ("/" in name and not name.startswith(("Etc/", "posix/", "right/", "SystemV/", "US/")))
    )


@cache
def _zone_names() -> dict[str, str]:
    names = {name.rpartition("/")[2].casefold(): name for name in sorted(region_zones(), reverse=True)}
    names |= {name.casefold(): name for name in available_timezones()}
    return names
