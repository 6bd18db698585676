"""The days that a text names, resolved against the day on which it was told.

    text | dates, weekdays, "yesterday" in its language | the day that each means

What a language calls the days stands in `day_words.py`. A weekday is the last one or the coming one as the words
around it tell (`tense.py`), and no day where they do not and the coming one is nearer. A bare number is none, nor are
"3/4/2023" and "next Friday" said on a Wednesday: two people read two days into them. `dateparser.search` was measured
and left: it took some 150 times as long on a page of news, and read days into "may", "we" and "die".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.text.day_words import (
    DEFAULT,
    LONGEST_BEFORE,
    MONTH_BEFORE_DAY,
    DayWords,
    day_words,
    leads_to_an_aside,
    lower_name,
    stands_before,
)
from bot.text.tense import Tense, tense_at

_WEEK = 7
_AHEAD_IS_FARTHER = 3  # news tell more of what was than of what will be
# A weekday that no word dates is the nearer one, or none. In T17 the word beside it, where there is one, is of the past
# 2,366 times of 2,431 within three days, 659 of 888 beyond, where matches to come and hours in other zones begin. What
# names yesterday's speaks of yesterday: half the words of the future there belong to something else.
_NEAR = 3
_YESTERDAY = 1
_SOON = 2  # days within which what went on "before Thursday's vote" is told
_POSSESSIVE = re.compile(r"\s?['’]s\b")  # "from Tuesday" on, but "the dead from Tuesday's attack"
# What is written small begins with a capital where a sentence does, else in a name.
_WORD_BEFORE = re.compile(r"(\w+),?\s\Z")
_WORD_BEHIND = re.compile(r"\s(\w+)")
_LONGEST_WORD = 20
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
_YEAR_STANDS_FIRST = MONTH_BEFORE_DAY | {"ka"}
_YEAR_BEFORE = re.compile(r"(?<![\w.])((?:19|20)\d\d)\.?(?:[-\s]?[^\W\d_]{1,9}[.․]?){0,2}\s\Z")
# What stands between a date and the weekday that it fell on: "19 сентября, во вторник", "19 Eylül Salı".
_OF_THE_DATE = re.compile(r"[^\S\n]?[,(]?[^\S\n]?(?:(?:во|в|у|we|w|a)[^\S\n])?")


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
    names = day_words(language or DEFAULT)
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
    return leads_to_an_aside(language or DEFAULT).search(text, start, day.start) is not None


def _likely(days: frozenset[date | None]) -> frozenset[date | None]:
    """Of a weekday and the one a week before the later: nobody says on a Friday night "on Saturday" of the last one."""
    known = [day for day in days if day]
    if len(known) == len(days) and max(known) - min(known) == timedelta(days=_WEEK):
        return frozenset({max(known)})
    return days


def _is_name(found: re.Match[str], names: DayWords) -> bool:
    """Whether it is called after a day only: "Bloody Sunday", "The Sunday Times", "told the Today programme"."""
    kind = "near" if found["near"] else "weekday"
    if not found[kind]:
        return False
    before = _WORD_BEFORE.search(found.string, max(found.start(kind) - _LONGEST_WORD, 0), found.start(kind))
    if kind == "near":
        return before is not None and found["near"][0].isupper()
    behind = _WORD_BEHIND.match(found.string, found.end(kind))
    return bool(before and before[1] in names.named_before) or bool(behind and behind[1] in names.named_behind)


def _day(found: re.Match[str], names: DayWords, told_on: date | None) -> date | None:
    said = found.groupdict()
    for kind in ("iso", "dotted"):
        if said[f"{kind}_day"]:
            return _date(int(said[f"{kind}_year"]), int(said[f"{kind}_month"]), int(said[f"{kind}_day"]))
    for kind in ("first", "second"):
        if name := said.get(f"{kind}_month"):
            year = said[f"{kind}_year"] or _year_before(found, names.language)
            month, number = names.months[lower_name(name)], int(said[f"{kind}_day"])
            day = _date(int(year), month, number) if year else _without_year(found, names, month, number, told_on)
            is_name = names.language == DEFAULT and day and told_on and _is_called_after(found, day, told_on)
            return None if is_name or stands_before(found, names.ends_a_period) else day
    if told_on is None:
        return None
    if near := said["near"]:
        return told_on + timedelta(days=names.near[lower_name(near)])
    return _weekday(found, names, told_on)


def _year_before(found: re.Match[str], language: str) -> str | None:
    if language not in _YEAR_STANDS_FIRST:
        return None
    year = _YEAR_BEFORE.search(found.string, max(found.start() - LONGEST_BEFORE, 0), found.start())
    return year[1] if year else None


def _is_called_after(found: re.Match[str], day: date, told_on: date) -> bool:
    """Whether a date without a year only names what happened then, in whichever year: "the January 6 committee"."""
    said = found.groupdict()
    if not said.get("second_month") or said["second_year"] or abs(told_on - day) < _NAMED_AFTER:
        return False
    return bool(
        _AS_A_NAME.match(found.string, found.start(), found.start()) and _NAMED_BY_IT.match(found.string, found.end())
    )


def _without_year(found: re.Match[str], names: DayWords, month: int, number: int, told_on: date | None) -> date | None:
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


def _weekday(found: re.Match[str], names: DayWords, told_on: date) -> date | None:
    said = found.groupdict()
    weekday = names.weekdays[lower_name(said["weekday"])]
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


def _bare_weekday(found: re.Match[str], names: DayWords, latest: date, since: int) -> date | None:
    """The last one, `since` days ago, or the coming one, as its clause tells."""
    tense = tense_at(found.string, found.start(), found.end(), names.language) if since else Tense.WAS
    if since >= _WEEK - _SOON and stands_before(found, names.before):
        return latest + timedelta(days=_WEEK)
    if since > _NEAR and stands_before(found, names.until) and not _POSSESSIVE.match(found.string, found.end()):
        return latest + timedelta(days=_WEEK)
    if tense is Tense.WILL:
        return latest + timedelta(days=_WEEK) if since > _YESTERDAY else None
    known = tense is Tense.WAS or lower_name(found["weekday"]) in names.since
    return latest if known or since <= (_YESTERDAY if tense is Tense.EITHER else _NEAR) else None
