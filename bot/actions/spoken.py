"""What people write in the language of their Discord, in the words that `bot.actions.times` and `zones` read.

English is understood in every language. What cannot be read stays as it was written, for whoever reads it to say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import Literal

from babel import Locale
from babel.dates import format_timedelta
from babel.units import format_unit

from bot.actions.briefings import SINCE_LAST_LOOK
from bot.actions.countries import zones_of, zones_of_countries_begun
from bot.actions.times import DAYS_BY_NAME, NO_QUIET_HOURS, is_readable, parse_window
from bot.actions.words_around import in_language, words_around
from bot.actions.zones import parse_zone, region_zones, suggest_zones
from bot.delivery.speech import Speech
from bot.text.dates import named_days
from bot.text.words import fold

_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`′][^\W\d_]+)*\.?")
_DAY_WORD = re.compile(r"[,;–—-]|(?:[^\s,;–—-]|(?<=week)-(?=end))+", re.IGNORECASE)
_JOINS = {"to": "-", "and": ",", "from": ""}
"""What stands between days, by the kinds of words that do: looked at first, since "по" begins a Russian Monday."""
_BETWEEN_DAYS = ("", ",", ";")
_SHORTEST_START = 2
_SHORTENED = 3  # letters at most
_LENGTH = re.compile(r"[\w\s.]{1,60}")
_LONGEST_WINDOW = 60  # characters
_DAY_IN_FIGURES = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_OF_A_YEAR = frozenset({"г", "года", "р", "року", "r", "roku", "թ", "թվականի"})
"""What stands beside the year of a date."""
_UNITS: Mapping[str, Literal["minute", "hour", "day", "week"]] = {"m": "minute", "h": "hour", "d": "day", "w": "week"}
_LENGTHS: tuple[Literal["long", "short", "narrow"], ...] = ("long", "short", "narrow")
_COUNTS = (1, 2, 5, 1.5)  # each plural that a language may have
_NEVER = 1e9  # so many days are not told as months
# What CLDR still calls by the names that they had before; those of the database are shown.
_RENAMED = {
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Godthab": "America/Nuuk",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "America/Louisville": "America/Kentucky/Louisville",
    "Africa/Asmera": "Africa/Asmara",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Europe/Kiev": "Europe/Kyiv",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
}


def days_written(text: str, speech: Speech) -> str:
    """Weekdays: "Mo-Fr", "od środy do piątku" and "по будням" become "Mon-Fri", "Wed-Fri" and "weekdays"."""
    named = _several_days(speech)
    longest = max(map(len, named))
    joins = {kind: in_language(kind, speech.locale) for kind in _JOINS}
    every = in_language("every", speech.locale)
    left, told = _DAY_WORD.findall(text), list[str]()
    while left:
        lengths = range(min(longest, len(left)), 0, -1)
        taken = next((n for n in lengths if tuple(map(fold, left[:n])) in named), 0)
        if taken:
            told += [",", named[tuple(map(fold, left[:taken]))], ","]
        else:
            word = fold(left[0])
            join = next((kind for kind, words in joins.items() if word in words), None)
            if word in every and (not told or told[-1] in _BETWEEN_DAYS):
                told.append("")  # "по вторникам", where "по" leads to no last day
            else:
                told.append(_JOINS[join] if join else _day_called(left[0], speech.locale) or left[0])
        left = left[taken or 1 :]
    return " ".join(filter(None, told)).strip(" ,") or text.strip()


@cache
def _several_days(speech: Speech) -> Mapping[tuple[str, ...], str]:
    """By the words of what people call them, folded, what they are in English; "every" adds nothing to a day."""
    called = {days: {days, speech.say(days), *in_language(days, speech.locale)} for days in DAYS_BY_NAME}
    called[""] = set(in_language("every", speech.locale) - in_language("to", speech.locale))
    return {tuple(fold(name).split()): days for days, names in called.items() for name in names}


def quiet_hours_written(text: str, speech: Speech) -> str:
    """Hours without posts: "keine" becomes "none"."""
    none = (speech.say("none"), speech.say("no quiet hours"))
    return NO_QUIET_HOURS[0] if text.strip().casefold() in map(str.casefold, none) else text


def zone_written(text: str, speech: Speech) -> str:
    """A time zone: "Ереван" becomes "Asia/Yerevan", and so does "Armenia"; a country with several names none."""
    if is_readable(parse_zone, text):
        return text
    wanted = _folded(text)
    within = zones_of(text, speech.locale)
    alone = within[0] if len(within) == 1 else text
    return next((zone for zone, city in _cities(speech.locale).items() if _folded(city) == wanted), alone)


def window_written(text: str, speech: Speech, today: date) -> str:
    """How far back: "3 Tage" becomes "3d", "вчера" that day, "seit meinem letzten Blick" what that is in English.

    "2026-5-1" becomes "2026-05-01".
    """
    if is_readable(parse_window, text):
        return text  # "3d" in Turkish too, where a "d." is a minute
    written = " ".join(text.split())
    if written.casefold() == speech.say(SINCE_LAST_LOOK).casefold():
        return SINCE_LAST_LOOK
    if day := _DAY_IN_FIGURES.fullmatch(written):
        return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    for locale in dict.fromkeys((speech.locale, "en")):
        if found := _day_meant(written, locale, today) or _length_of_time(written, locale):
            return found
    return text


def day_written(text: str, speech: Speech, today: date) -> str:
    """A day of the past: "вчера" and "1 мая" become that day, "3 Tage" and "vor 3 Tagen" the one so long ago."""
    written = window_written(text, speech, today).strip()
    if written == SINCE_LAST_LOOK:
        return text
    is_whole_days = is_readable(parse_window, written) and written[-1].lower() in "dw"
    return (today - parse_window(written)).isoformat() if is_whole_days else written


def _day_meant(written: str, locale: str, today: date) -> str | None:
    for named in named_days(written[:_LONGEST_WINDOW], locale, today):
        beside = re.findall(r"\w+", f"{written[: named.start]} {written[named.end :]}".lower())
        if named.day is None or named.day > today:
            return None
        known = {*_OF_A_YEAR, str(named.day.year)}
        return named.day.isoformat() if all(word in known or _day_called(word, locale) for word in beside) else None
    return None


def _length_of_time(written: str, locale: str) -> str | None:
    """A number, or none for one, beside a unit and words around it: "ostatnie 3 dni", "il y a 3 jours", "неделя"."""
    if not _LENGTH.fullmatch(written):
        return None
    words = re.findall(r"\d+|[^\W\d_]+", fold(written))
    units, around = _units(locale)
    numbers = [word for word in words if word.isdecimal()]
    named = [units[word] for word in words if word in units]
    is_understood = all(word.isdecimal() or word in units or word in around for word in words)
    if not is_understood or len(named) != 1 or len(numbers) > 1:
        return None
    if not numbers and not any(len(word) > 1 for word in words if word in units):
        return None  # "seit m" is not yet "seit meinem letzten Blick", and no minute
    return f"{int(numbers[0]) if numbers else 1}{named[0]}"


def zones_meant(typed: str, limit: int, speech: Speech) -> list[str]:
    """Zones for a list that narrows as a person types, by city or country in the person's language or in English."""
    wanted = _folded(typed)
    cities = {zone: _folded(city) for zone, city in _cities(speech.locale).items()}
    here = sorted((zone for zone, city in cities.items() if city.startswith(wanted)), key=cities.__getitem__)
    # Whole, the name of a country stands before what only begins so: India before Indianapolis.
    countries = zones_of(typed, speech.locale), zones_of_countries_begun(typed, speech.locale)
    return list(dict.fromkeys([*here, *countries[0], *suggest_zones(typed, limit), *countries[1]]))[:limit]


def zone_shown(zone: str, speech: Speech) -> str:
    """A zone with the name of its city in a language, where that is another: "Asia/Yerevan (Ереван)"."""
    city = _cities(speech.locale).get(zone)
    return f"{zone} ({city})" if city and _folded(city) != _folded(zone.rpartition("/")[2]) else zone


def _folded(name: str) -> str:
    return " ".join(fold(name.replace("_", " ")).split())


def _day_called(word: str, locale: str) -> str | None:
    """The day with this name, or the only one whose name begins so."""
    wanted, names = fold(word.rstrip(".")), _day_names(locale)
    if wanted in names:
        return names[wanted]
    begun = {day for name, day in names.items() if name.startswith(wanted)} if len(wanted) >= _SHORTEST_START else set()
    if len(begun) == 1:
        return begun.pop()
    # In another case; of two stems the longer one: "cumartesiden".
    stems = [
        stem for stem in _day_stems(locale) if wanted == stem or (len(stem) > _SHORTENED and wanted.startswith(stem))
    ]
    return _day_stems(locale)[max(stems, key=len)] if stems else None


@cache
def _day_stems(locale: str) -> Mapping[str, str]:
    stems = zip(words_around("days").get(locale, ()), _ENGLISH_DAYS, strict=False)
    return {fold(stem): day for written, day in stems for stem in written.split()}


@cache
def _day_names(locale: str) -> Mapping[str, str]:
    """Whole and shortened, folded; none of English, which is read as it stands."""
    if locale == "en":
        return {}
    forms = [form for kind in Locale.parse(locale).days.values() for width, form in kind.items() if width != "narrow"]
    return {fold(form[number].rstrip(".")): day for form in forms for number, day in enumerate(_ENGLISH_DAYS)}


@cache
def _units(locale: str) -> tuple[Mapping[str, str], frozenset[str]]:
    """Folded, what units of time are called, with their letter in English, and the words that stand around them."""
    called: dict[str, set[str]] = {}
    ago: dict[str, set[str]] = {}
    for letter, unit in _UNITS.items():
        said = (format_unit(n, f"duration-{unit}", length, locale=locale) for n in _COUNTS for length in _LENGTHS)
        called[letter] = set(chain.from_iterable(map(_spelt, said)))
        # In another case than alone: "vor 3 Tagen".
        past = (timedelta(**{f"{unit}s": -n}) for n in _COUNTS)
        told = (format_timedelta(each, unit, _NEVER, add_direction=True, locale=locale) for each in past)
        ago[letter] = set(chain.from_iterable(map(_spelt, told)))
    around = frozenset.intersection(*map(frozenset, ago.values()))
    letters: dict[str, set[str]] = {}
    for letter, words in called.items():
        for word in (words | ago[letter]) - around:
            letters.setdefault(word, set()).add(letter)
    around |= frozenset(chain.from_iterable(words_around("last").values()))
    return {word: min(meant) for word, meant in letters.items() if len(meant) == 1}, around


def _spelt(said: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", fold(said))


@cache
def _cities(locale: str) -> Mapping[str, str]:
    """What the cities of zones are called, by zone; nothing in English, which the names of zones are in."""
    if locale == "en":
        return {}
    told = {str(zone): names.get("city") for zone, names in Locale.parse(locale).time_zones.items()}
    named = {_RENAMED.get(zone, zone): city for zone, city in told.items()}
    return {zone: city for zone in sorted(region_zones()) if (city := named.get(zone))}
