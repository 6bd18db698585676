"""How each language names the days: the pattern that finds them and the words beside them that say which one is meant.

Names of months and weekdays are those of CLDR, by Babel; what CLDR has none of stands in `dates.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from bot.text.word_lists import listed, word_lists

DEFAULT = "en"
# The accusative, in which Slavic languages say "on Wednesday", where it differs from the name.
_ACCUSATIVE = {"ru": {"а": "у"}, "uk": {"а": "у", "я": "ю"}, "pl": {"a": "ę"}, "cs": {"a": "u", "ě": "i"}}
_NOTHING = "(?!)"  # matches nowhere
# Of "п'ятниця" and "d'abril" CLDR knows one each, and the press writes all of them.
_APOSTROPHES = "'’ʼ"
_ONE_APOSTROPHE = str.maketrans(_APOSTROPHES, "'" * len(_APOSTROPHES))
LONGEST_BEFORE = 40  # characters of what tells of which kind a day is
_QUALIFIED = ("coming", "next", "last")
_PASSED = 30  # characters between "that" and the day that it leads to
# Where the month stands before the day, and the year before both: "2020 թվականի սեպտեմբերի 27-ին".
MONTH_BEFORE_DAY = frozenset({"hy", "az", "hu"})
# "Le 10 octobre dernier"; "on 5 May next to the station" is of no coming May.
_ADJECTIVES_STAND_BEHIND = frozenset({"fr", "es", "it", "pt"})

_NUMERIC = (
    r"(?<![\w.:/-])(?:(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)"
    # With dots the day stands first wherever people write so.
    r"|(?P<dotted_day>\d\d?)\.(?P<dotted_month>\d\d?)\.(?P<dotted_year>(?:19|20)\d\d))(?![\w/-]|\.\d)"
)
_DAY = r"(?<![\w.:,/-])(?P<{}>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|-го|º)?"
_YEAR = r"(?:\s?,?\s(?:de\s|del\s)?(?P<{}>(?:19|20)\d\d)(?!\w|-\d))?"


class Beside(NamedTuple):
    """What may stand on either side of a day: "el pasado 10 de octubre", "le 10 octobre dernier"."""

    before: re.Pattern[str]
    behind: re.Pattern[str]

    def stands_at(self, found: re.Match[str]) -> bool:
        """Whether one of them does."""
        return bool(stands_before(found, self.before) or self.behind.match(found.string, found.end()))


class DayWords(NamedTuple):
    """What a language calls the days, by the names as they are written in lower case."""

    language: str
    pattern: re.Pattern[str]
    since: frozenset[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    near: Mapping[str, int]
    named_before: frozenset[str]
    named_behind: frozenset[str]
    ends_a_period: re.Pattern[str]
    before: re.Pattern[str]
    until: re.Pattern[str]
    last_year: re.Pattern[str]
    last: Beside
    coming: Beside


@cache
def day_words(language: str) -> DayWords:
    """Those of a language; of one that nobody knows, of English where it names months and weekdays."""
    try:
        locale = Locale(language)
    except UnknownLocaleError:
        locale = Locale(DEFAULT)
    months = _month_names(locale) | _numbered("months", language)
    near, since = _numbered("near", language), _numbered("since", language)
    weekdays = _weekday_names(locale) | _numbered("weekdays", language)
    joined = {name + part: number for name, number in weekdays.items() for part in _listed("joined", language)}
    weekdays |= joined | since
    month_stands_first = language in MONTH_BEFORE_DAY or locale.date_formats["long"].pattern.startswith("MMMM")
    first_words = [*months, *weekdays, *near, *(word for kind in _QUALIFIED for word in _listed(kind, language))]
    return DayWords(
        language=locale.language,
        # Looking at the first letter only halves the time.
        pattern=re.compile(
            rf"(?<!\w)(?=[\d{_initials(first_words)}])(?:{_NUMERIC}"
            rf"|(?:(?:{_one_of(weekdays)})\b\s?[,،]?\s\(?(?:\w\w\w?\s)?)?{_date_pattern(months, month_stands_first)}"
            rf"|(?P<near>{_one_of(near)})(?![\w-])|{_weekday_pattern(weekdays, language)})"
        ),
        since=frozenset(map(lower_name, since)),
        months=_by_lower(months),
        weekdays=_by_lower(weekdays),
        near=_by_lower(near),
        named_before=frozenset(_listed("named_before", language)),
        named_behind=frozenset(_listed("named_behind", language)),
        ends_a_period=_right_before("ends_a_period", language),
        before=_right_before("before", language),
        until=_right_before("until", language),
        last_year=re.compile(rf",?\s(?:{_any_of(language, 'last_year')})(?!\w)", re.IGNORECASE),
        last=_beside(language, "last"),
        coming=_beside(language, "coming", "next"),
    )


def _right_before(kind: str, language: str) -> re.Pattern[str]:
    """What stands right before a day, or with one short word between: "the year ended on | 31 March"."""
    return re.compile(rf"\b(?:{_any_of(language, kind)})\s(?:\w{{1,3}}\s)?\Z", re.IGNORECASE)


def _beside(language: str, *kinds: str) -> Beside:
    said = _any_of(language, *kinds)
    behind = rf"\s(?:{said})(?![\w-])" if language in _ADJECTIVES_STAND_BEHIND else _NOTHING
    return Beside(re.compile(rf"\b(?:{said})\s\Z", re.IGNORECASE), re.compile(behind, re.IGNORECASE))


@cache
def leads_to_an_aside(language: str) -> re.Pattern[str]:
    """What stands before a day that is named in passing: "the fighting that erupted on | Sunday"."""
    return re.compile(rf"\b(?:{_any_of(language, 'in_passing')})\s[^,;:.!?]{{0,{_PASSED}}}\Z", re.IGNORECASE)


def stands_before(found: re.Match[str], said: re.Pattern[str]) -> bool:
    """Whether something of that kind stands right before a day."""
    return said.search(found.string, max(found.start() - LONGEST_BEFORE, 0), found.start()) is not None


def _date_pattern(months: Mapping[str, int], month_stands_first: bool) -> str:
    """A day before its month ("19 September 2023"), and after it where a language writes so."""
    month = _one_of(months)
    day_first = (
        rf"{_DAY.format('first_day')}\.?\s(?:of\s|de\s)?(?P<first_month>{month})\b\.?{_YEAR.format('first_year')}"
    )
    month_first = (
        rf"(?<!\b[Ii]n\s)(?P<second_month>{month})\b\.?\s{_DAY.format('second_day')}\b(?![.,:]\d)"
        rf"{_YEAR.format('second_year')}"
    )
    return f"(?:{day_first}|{month_first})" if month_stands_first else day_first


def _weekday_pattern(weekdays: Mapping[str, int], language: str) -> str:
    """A weekday with what says which one ("next Monday", "lundi prochain")."""
    said = {kind: _any_of(language, kind) for kind in _QUALIFIED}
    before = "".join(rf"(?:(?P<{kind}>{said[kind]})\s)?" for kind in _QUALIFIED)
    after = rf"(?:\s(?:(?P<is_coming>{said['coming']})|(?P<is_last>{said['last']}))(?!\w))?"
    return rf"(?<!-){before}(?P<weekday>{_one_of(weekdays)})(?![\w-]){after}"


def _month_names(locale: Locale) -> dict[str, int]:
    """Full and short, as they stand in a date; without those that are numbers (Japanese)."""
    names = {
        name.rstrip("."): number
        for length in ("wide", "abbreviated")
        for number, name in locale.months["format"][length].items()
    }
    if locale.language == DEFAULT:
        names["Sept"] = 9
    return {name: number for name, number in names.items() if not name[0].isdecimal()}


def _weekday_names(locale: Locale) -> dict[str, int]:
    endings = _ACCUSATIVE.get(locale.language, {})
    named = locale.days["format"]["wide"].items()
    return {name[:-1] + endings.get(name[-1], name[-1]): number for number, name in named}


def _one_of(names: Mapping[str, int]) -> str:
    """Longest first; small letters of a name may begin a sentence, capitals stay capitals ("May", "may")."""
    written = (
        f"[{_first_letters(name[0])}]{re.escape(name[1:])}" if name[0].islower() else re.escape(name)
        for name in sorted(names, key=len, reverse=True)
    )
    return _any_apostrophe("|".join(written)) or _NOTHING


def _any_apostrophe(pattern: str) -> str:
    return re.sub(f"[{_APOSTROPHES}]", f"[{_APOSTROPHES}]", pattern)


def _by_lower(names: Mapping[str, int]) -> dict[str, int]:
    return {lower_name(name): number for name, number in names.items()}


def lower_name(name: str) -> str:
    """A name as `DayWords` has it, whichever apostrophe and capital it is written with."""
    return name.replace("İ", "i").lower().translate(_ONE_APOSTROPHE)


def _any_of(language: str, *kinds: str) -> str:
    said = [part for kind in kinds for part in _listed(kind, language)]
    parts = "|".join(re.escape(part.rstrip("*")) + r"\w*" * part.endswith("*") for part in said)
    return _any_apostrophe(parts) or _NOTHING


def _initials(words: Iterable[str]) -> str:
    return "".join(sorted({letter for word in words for letter in _first_letters(word[0])}))


def _first_letters(small: str) -> str:
    """A letter, and as a sentence may begin with it: in Azerbaijani and Turkish "İ" with "i"."""
    return f"{small}{small.upper()}İ" if small == "i" else f"{small}{small.upper()}"


def _numbered(kind: str, language: str) -> dict[str, int]:
    """The names of a kind with the number behind each."""
    return {name: int(number) for name, _, number in (said.rpartition(" ") for said in _listed(kind, language))}


def _listed(kind: str, language: str) -> list[str]:
    return listed(word_lists("bot.text", "dates.toml")[kind].get(language, ""))
