"""The days that a text names, resolved against the day on which it was told.

    text | dates, weekdays, "yesterday" in its language | the day that each means

Names of months and weekdays are those of CLDR, by Babel. A weekday is the last one or the coming one as the words
around it tell (`tense.py`), and no day where they do not and the coming one is nearer. A bare number is none, nor are
"3/4/2023" and "next Friday" said on a Wednesday: two people read two days into them. `dateparser.search` was measured
and left: it took some 150 times as long on a page of news, and read days into "may", "we" and "die".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from bot.text.tense import Tense, tense_at

_DEFAULT = "en"
_WEEK = 7
_AHEAD_IS_FARTHER = 3  # news tell more of what was than of what will be
# A weekday that no word dates is the nearer one, or none. In T17 the word beside it, where there is one, is of the past
# 2,366 times of 2,431 within three days, 659 of 888 beyond, where matches to come and hours in other zones begin. What
# names yesterday's speaks of yesterday: half the words of the future there belong to something else.
_NEAR = 3
_YESTERDAY = 1
_SOON = 2  # days within which what went on "before Thursday's vote" is told
_POSSESSIVE = re.compile(r"\s?['’]s\b")  # "from Tuesday" on, but "the dead from Tuesday's attack"
# The accusative, in which Slavic languages say "on Wednesday", where it differs from the name.
_ACCUSATIVE = {"ru": {"а": "у"}, "uk": {"а": "у", "я": "ю"}, "pl": {"a": "ę"}, "cs": {"a": "u", "ě": "i"}}
_NOTHING = "(?!)"  # matches nowhere
# Of "п'ятниця" and "d'abril" CLDR knows one each, and the press writes all of them.
_APOSTROPHES = "'’ʼ"
_ONE_APOSTROPHE = str.maketrans(_APOSTROPHES, "'" * len(_APOSTROPHES))
# What is written small begins with a capital where a sentence does, else in a name.
_WORD_BEFORE = re.compile(r"(\w+),?\s\Z")
_WORD_BEHIND = re.compile(r"\s(\w+)")
_LONGEST_WORD = 20
_LONGEST_BEFORE = 40  # characters of what tells of which kind a day is
# Nobody says in which zone an article was written: from America's west to the Caucasus, "today" may be either of two.
_WESTERNMOST, _EASTERNMOST = timedelta(hours=-7), timedelta(hours=4)
# "A January 6 rioter", months later: the date is the name of what happened in some year.
_AS_A_NAME = re.compile(
    r"(?<!\b[Oo]n )(?<!\bsince )(?<!\bof )(?<!\buntil )(?<!\bbefore )(?<!\bafter )(?<!\b[Bb]y )(?<!\bfrom )\Z"
)
_NAMED_BY_IT = re.compile(
    r"\s(?!(?:when|with|that|from|after|before|until|where|which|while|during|were|will)\b)[a-z]{4}"
)
_NAMED_AFTER = timedelta(days=100)
_QUALIFIED = ("coming", "next", "last")
_PASSED = 30  # characters between "that" and the day that it leads to

# Where the month stands before the day, and the year before both: "2020 թվականի սեպտեմբերի 27-ին".
_MONTH_BEFORE_DAY = frozenset({"hy", "az", "hu"})
_YEAR_STANDS_FIRST = _MONTH_BEFORE_DAY | {"ka"}
_YEAR_BEFORE = re.compile(r"(?<![\w.])((?:19|20)\d\d)\.?(?:[-\s]?[^\W\d_]{1,9}[.․]?){0,2}\s\Z")
# "Le 10 octobre dernier"; "on 5 May next to the station" is of no coming May.
_ADJECTIVES_STAND_BEHIND = frozenset({"fr", "es", "it", "pt"})
# What stands between a date and the weekday that it fell on: "19 сентября, во вторник", "19 Eylül Salı".
_OF_THE_DATE = re.compile(r"[^\S\n]?[,(]?[^\S\n]?(?:(?:во|в|у|we|w|a)[^\S\n])?")

_NUMERIC = (
    r"(?<![\w.:/-])(?:(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)"
    # With dots the day stands first wherever people write so.
    r"|(?P<dotted_day>\d\d?)\.(?P<dotted_month>\d\d?)\.(?P<dotted_year>(?:19|20)\d\d))(?![\w/-]|\.\d)"
)
_DAY = r"(?<![\w.:,/-])(?P<{}>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|-го|º)?"
_YEAR = r"(?:\s?,?\s(?:de\s|del\s)?(?P<{}>(?:19|20)\d\d)(?!\w|-\d))?"


class NamedDay(NamedTuple):
    """A place in a text that names a day: `text[start:end]`.

    Attributes:
        day: None where it depends on a day that nobody knows, or on who reads it.
    """

    day: date | None
    start: int
    end: int


def named_days(text: str, language: str | None, told_on: date | None) -> Iterator[NamedDay]:
    """Every day that a text names, in order.

    Args:
        language: Its language; one that nobody names is read as English.
        told_on: The day on which the text was told, for "Monday", "yesterday" and dates without a year.
    """
    names = _names(language or _DEFAULT)
    after_date = -1
    for found in names.pattern.finditer(text):
        is_bare = found["weekday"] and found.start("weekday") == found.start()
        if is_bare and after_date >= 0 and _OF_THE_DATE.fullmatch(text, after_date, found.start()):
            continue  # it is that of the date
        after_date = -1 if found["weekday"] or found["near"] else found.end()
        if not _is_name(found, names):
            yield NamedDay(_day(found, names, told_on), found.start(), found.end())


class DayRead(NamedTuple):
    """A place in a text that names a day, with each day that it may mean; None among them where one cannot be told."""

    start: int
    end: int
    days: frozenset[date | None]

    @property
    def sure(self) -> date | None:
        """The day that it means wherever the text was written; None where that differs."""
        return next(iter(self.days)) if len(self.days) == 1 else None


def days_read(text: str, language: str | None, told_at: datetime) -> list[DayRead]:
    """Every day that a text names, as whoever wrote it in one zone or another may have meant it."""
    offsets = (_WESTERNMOST, _EASTERNMOST) if told_at.time() != time() else (timedelta(),)  # midnight: a date alone
    told_on = dict.fromkeys((told_at + offset).date() for offset in offsets)
    readings = [list(named_days(text, language, day)) for day in told_on]
    return [
        DayRead(meant[0].start, meant[0].end, _likely(frozenset(each.day for each in meant)))
        for meant in zip(*readings, strict=True)
    ]


def is_in_passing(text: str, start: int, day: DayRead, language: str | None) -> bool:
    """Whether what `text[start:]` is about did not happen on a day: "hurt in the fighting that erupted on Sunday"."""
    return _leads_to_an_aside(language or _DEFAULT).search(text, start, day.start) is not None


@cache
def _leads_to_an_aside(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of(language, 'in_passing')})\s[^,;:.!?]{{0,{_PASSED}}}\Z", re.IGNORECASE)


def _likely(days: frozenset[date | None]) -> frozenset[date | None]:
    """Of a weekday and the one a week before the later: nobody says on a Friday night "on Saturday" of the last one."""
    known = [day for day in days if day]
    if len(known) == len(days) and max(known) - min(known) == timedelta(days=_WEEK):
        return frozenset({max(known)})
    return days


class _Beside(NamedTuple):
    """What may stand on either side of a day: "el pasado 10 de octubre", "le 10 octobre dernier"."""

    before: re.Pattern[str]
    behind: re.Pattern[str]

    def stands_at(self, found: re.Match[str]) -> bool:
        """Whether one of them does."""
        return bool(_stands_before(found, self.before) or self.behind.match(found.string, found.end()))


class _Names(NamedTuple):
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
    last: _Beside
    coming: _Beside


def _is_name(found: re.Match[str], names: _Names) -> bool:
    """Whether it is called after a day only: "Bloody Sunday", "The Sunday Times", "told the Today programme"."""
    kind = "near" if found["near"] else "weekday"
    if not found[kind]:
        return False
    before = _WORD_BEFORE.search(found.string, max(found.start(kind) - _LONGEST_WORD, 0), found.start(kind))
    if kind == "near":
        return before is not None and found["near"][0].isupper()
    behind = _WORD_BEHIND.match(found.string, found.end(kind))
    return bool(before and before[1] in names.named_before) or bool(behind and behind[1] in names.named_behind)


def _day(found: re.Match[str], names: _Names, told_on: date | None) -> date | None:
    said = found.groupdict()
    for kind in ("iso", "dotted"):
        if said[f"{kind}_day"]:
            return _date(int(said[f"{kind}_year"]), int(said[f"{kind}_month"]), int(said[f"{kind}_day"]))
    for kind in ("first", "second"):
        if name := said.get(f"{kind}_month"):
            year = said[f"{kind}_year"] or _year_before(found, names.language)
            month, number = names.months[_lower(name)], int(said[f"{kind}_day"])
            day = _date(int(year), month, number) if year else _without_year(found, names, month, number, told_on)
            is_name = names.language == _DEFAULT and day and told_on and _is_called_after(found, day, told_on)
            return None if is_name or _stands_before(found, names.ends_a_period) else day
    if told_on is None:
        return None
    if near := said["near"]:
        return told_on + timedelta(days=names.near[_lower(near)])
    return _weekday(found, names, told_on)


def _year_before(found: re.Match[str], language: str) -> str | None:
    if language not in _YEAR_STANDS_FIRST:
        return None
    year = _YEAR_BEFORE.search(found.string, max(found.start() - _LONGEST_BEFORE, 0), found.start())
    return year[1] if year else None


def _is_called_after(found: re.Match[str], day: date, told_on: date) -> bool:
    """Whether a date without a year only names what happened then, in whichever year: "the January 6 committee"."""
    said = found.groupdict()
    if not said.get("second_month") or said["second_year"] or abs(told_on - day) < _NAMED_AFTER:
        return False
    return bool(
        _AS_A_NAME.match(found.string, found.start(), found.start()) and _NAMED_BY_IT.match(found.string, found.end())
    )


def _without_year(found: re.Match[str], names: _Names, month: int, number: int, told_on: date | None) -> date | None:
    """The one nearest to the day of telling, more often before it than after it, unless it is said which one."""
    if told_on is None:
        return None
    if names.last_year.match(found.string, found.end()):
        return _date(told_on.year - 1, month, number)
    near = [day for years in (-1, 0, 1) if (day := _date(told_on.year + years, month, number))]
    if names.last.stands_at(found):
        near = [day for day in near if day <= told_on]
    elif names.coming.stands_at(found):
        near = [day for day in near if day > told_on]
    return min(near, key=lambda each: _distance(each, told_on), default=None)


def _distance(day: date, told_on: date) -> timedelta:
    return told_on - day if day <= told_on else _AHEAD_IS_FARTHER * (day - told_on)


def _date(year: int, month: int, day: int) -> date | None:
    with suppress(ValueError):  # the 31st of a month that has 30
        return date(year, month, day)
    return None


def _weekday(found: re.Match[str], names: _Names, told_on: date) -> date | None:
    said = found.groupdict()
    weekday = names.weekdays[_lower(said["weekday"])]
    since = (told_on.weekday() - weekday) % _WEEK
    latest = told_on - timedelta(days=since)
    week_began = told_on - timedelta(days=told_on.weekday())
    if said["coming"] or said["is_coming"]:
        return latest + timedelta(days=_WEEK)
    if said["next"]:
        coming, other = latest + timedelta(days=_WEEK), week_began + timedelta(days=_WEEK + weekday)
        return coming if coming == other else None
    if said["last"] or said["is_last"]:
        before = latest - timedelta(days=0 if since else _WEEK)
        return before if before == week_began + timedelta(days=weekday - _WEEK) else None
    return _bare_weekday(found, names, latest, since)


def _bare_weekday(found: re.Match[str], names: _Names, latest: date, since: int) -> date | None:
    """The last one, `since` days ago, or the coming one, as its clause tells."""
    tense = tense_at(found.string, found.start(), found.end(), names.language) if since else Tense.WAS
    if since >= _WEEK - _SOON and _stands_before(found, names.before):
        return latest + timedelta(days=_WEEK)
    if since > _NEAR and _stands_before(found, names.until) and not _POSSESSIVE.match(found.string, found.end()):
        return latest + timedelta(days=_WEEK)
    if tense is Tense.WILL:
        return latest + timedelta(days=_WEEK) if since > _YESTERDAY else None
    known = tense is Tense.WAS or _lower(found["weekday"]) in names.since
    return latest if known or since <= (_YESTERDAY if tense is Tense.EITHER else _NEAR) else None


@cache
def _names(language: str) -> _Names:
    try:
        locale = Locale(language)
    except UnknownLocaleError:
        locale = Locale(_DEFAULT)
    months = _month_names(locale) | _numbered("months", language)
    near, since = _numbered("near", language), _numbered("since", language)
    weekdays = _weekday_names(locale) | _numbered("weekdays", language)
    weekdays |= {
        name + part: number for name, number in weekdays.items() for part in _listed("joined", language)
    } | since
    named_before, named_behind = (frozenset(_listed(kind, language)) for kind in ("named_before", "named_behind"))
    month_stands_first = language in _MONTH_BEFORE_DAY or locale.date_formats["long"].pattern.startswith("MMMM")
    first_words = [*months, *weekdays, *near, *(word for kind in _QUALIFIED for word in _listed(kind, language))]
    return _Names(
        locale.language,
        # Looking at the first letter only halves the time.
        re.compile(
            rf"(?<!\w)(?=[\d{_initials(first_words)}])(?:{_NUMERIC}"
            rf"|(?:(?:{_one_of(weekdays)})\b\s?[,،]?\s\(?(?:\w\w\w?\s)?)?{_date_pattern(months, month_stands_first)}"
            rf"|(?P<near>{_one_of(near)})(?![\w-])|{_weekday_pattern(weekdays, language)})"
        ),
        frozenset(map(_lower, since)),
        _by_lower(months),
        _by_lower(weekdays),
        _by_lower(near),
        named_before,
        named_behind,
        *(_right_before(kind, language) for kind in ("ends_a_period", "before", "until")),
        re.compile(rf",?\s(?:{_any_of(language, 'last_year')})(?!\w)", re.IGNORECASE),
        *(_beside(language, *kinds) for kinds in (("last",), ("coming", "next"))),
    )


def _right_before(kind: str, language: str) -> re.Pattern[str]:
    """What stands right before a day, or with one short word between: "the year ended on | 31 March"."""
    return re.compile(rf"\b(?:{_any_of(language, kind)})\s(?:\w{{1,3}}\s)?\Z", re.IGNORECASE)


def _beside(language: str, *kinds: str) -> _Beside:
    said = _any_of(language, *kinds)
    behind = rf"\s(?:{said})(?![\w-])" if language in _ADJECTIVES_STAND_BEHIND else _NOTHING
    return _Beside(re.compile(rf"\b(?:{said})\s\Z", re.IGNORECASE), re.compile(behind, re.IGNORECASE))


def _stands_before(found: re.Match[str], said: re.Pattern[str]) -> bool:
    return said.search(found.string, max(found.start() - _LONGEST_BEFORE, 0), found.start()) is not None


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
    if locale.language == _DEFAULT:
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
    return {_lower(name): number for name, number in names.items()}


def _lower(name: str) -> str:
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
    return [part.strip() for part in _read()[kind].get(language, "").split(",") if part.strip()]


@cache
def _read() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("bot.text") / "dates.toml").read_text("utf-8"))
