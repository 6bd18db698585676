"""What people write for time zones, read the way they mean it."""

from __future__ import annotations

import difflib
import re
from datetime import datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import AnyOf, BadValueError

_OFFSET = re.compile(r"(?:utc|gmt)?\s?([+\-−–])\s?(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)


def parse_zone(text: str) -> str:
    """The name of a time zone as the IANA database spells it; city names alone are understood.

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
    if parse_offset(text) is not None:  # of the names near "GMT+3" one, "Etc/GMT+3", is six hours away
        raise BadValueError(
            "“{text}” says how far clocks are from UTC, not where; write a city with that time, such as Yerevan or "
            "Berlin",
            text=text,
        )
    near = difflib.get_close_matches(wanted, list(names), n=3, cutoff=0.6)
    if near:
        meant = AnyOf(dict.fromkeys(names[name] for name in near))
        raise BadValueError("there is no time zone “{text}”; did you mean {meant}?", text=text, meant=meant)
    raise BadValueError("there is no time zone “{text}”; write it like Asia/Yerevan or Europe/Berlin", text=text)


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
