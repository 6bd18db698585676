"""What is offered while a person types into an option of a command."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from discord import app_commands

from bot.actions.briefings import SINCE_LAST_LOOK
from bot.actions.reading import MOST_READ, USUAL_READING, languages_told, languages_written, parse_languages
from bot.actions.spoken import days_written, quiet_hours_written, window_written, zone_shown, zones_meant
from bot.actions.times import (
    NO_QUIET_HOURS,
    days_told,
    is_day,
    is_readable,
    parse_days,
    parse_local_time,
    parse_quiet_hours,
    parse_window,
    quiet_hours_told,
)
from bot.actions.topics import TopicActions
from bot.actions.zones import parse_offset, zones_ahead, zones_with
from bot.delivery.discord.limits import LONGEST_CHOICE, MOST_CHOICES
from bot.delivery.discord.views_subscriptions import DAYS, days_in
from bot.delivery.frame import title_of
from bot.delivery.plain import one_line, shorten
from bot.delivery.speech import LOCALES, Speech
from bot.errors import Phrase
from bot.model import NO_SOURCE, Article, Posts, Topic
from bot.text.language_codes import LANGUAGE_CODES
from bot.text.words import fold
from cogs.answers import Press, speech_of

Choices = list[app_commands.Choice[str]]

_WINDOWS = {
    "24h": Phrase("the last 24 hours"),
    "3d": Phrase("the last 3 days"),
    "7d": Phrase("the last 7 days"),
    "12h": Phrase("the last 12 hours"),
}
_HOURS = ("07:00", "08:00", "09:00", "12:00", "18:00", "20:00")
_QUIET_HOURS = ("22:00-07:00", "21:00-07:00", "23:00-08:00", "20:00-06:00")
# One for each region of the world, where nothing has been typed yet.
_ZONES = (
    "UTC",
    "Asia/Yerevan",
    "Asia/Baku",
    "Asia/Tbilisi",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Europe/Kyiv",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Sydney",
)


def language_choices() -> Choices:
    """What the frame can be told in, each by its own name."""
    return [_choice(name, locale) for locale, name in LOCALES.items()]


def post_choices() -> Choices:
    """What begins a post in a forum."""
    return [_choice("one post a day", Posts.DAY), _choice("one post for each story", Posts.STORY)]


def topic_choices(topics: Iterable[Topic], speech: Speech) -> Choices:
    """Topics by their names; their ids are what is sent."""
    return [_choice(topic.name_in(speech.locale), topic.id) for topic in topics][:MOST_CHOICES]


def topics_suggested(topics: TopicActions, interaction: Press, typed: str) -> Choices:
    """Topics that the person may ask for here, as they type the name of one."""
    speech = speech_of(interaction)
    return topic_choices(topics.suggest(typed, interaction.guild_id, language=speech.locale), speech)


def article_choices(articles: Sequence[Article]) -> Choices:
    """Articles by their titles and sources; their ids are what is sent."""
    names = (
        title_of(each) if each.source == NO_SOURCE else f"{title_of(each)} · {one_line(each.source)}"
        for each in articles
    )
    return [_choice(name, article.id) for name, article in zip(names, articles, strict=True)][:MOST_CHOICES]


def topics_choices(typed: str, suggest: Callable[[str], Iterable[Topic]], speech: Speech) -> Choices:
    """Topics for the last of several with commas between them; what stands before it is kept."""
    before, comma, last = typed.rpartition(",")
    if not comma:
        return topic_choices(suggest(typed), speech)
    kept = f"{before.strip()}, "
    fitting = [topic for topic in suggest(last) if len(kept) + len(topic.id) <= LONGEST_CHOICE]
    return [_choice(kept + topic.name_in(speech.locale), kept + topic.id) for topic in fitting][:MOST_CHOICES]


def day_choices(typed: str, speech: Speech) -> Choices:
    """What was typed where it names days, and the usual ones."""
    typed = days_written(typed, speech)
    days = list(DAYS if not is_readable(parse_days, typed) else dict.fromkeys((days_told(parse_days(typed)), *DAYS)))
    return [_choice(days_in(each, speech), each) for each in days]


def some_choices(values: Mapping[str, str], typed: str) -> Choices:
    """Those whose name contains what was typed; values by name."""
    typed = typed.strip().casefold()
    return [_choice(name, value) for name, value in values.items() if typed in name.casefold()][:MOST_CHOICES]


def named_choices(values: Iterable[tuple[str, str]]) -> Choices:
    """Names that others have written, each with its value."""
    return [_choice(one_line(name) or "…", value) for name, value in islice(values, MOST_CHOICES)]


def window_choices(typed: str, speech: Speech, today: date) -> Choices:
    """What was typed where it is a length of time or a day, with what it is read as, and the usual ones."""
    typed = typed.strip()
    windows = [window for window in _WINDOWS if window.startswith(typed)]
    usual = [_choice(f"{window} · {speech.say(_WINDOWS[window])}", window) for window in windows]
    last_look = speech.say(SINCE_LAST_LOOK)
    if any(name.casefold().startswith(typed.casefold()) for name in (SINCE_LAST_LOOK, last_look)):
        usual.append(_choice(last_look, SINCE_LAST_LOOK))
    meant = window_written(typed, speech, today)
    if meant in windows or not (is_day(meant) or is_readable(parse_window, meant)):
        return usual
    return [_choice(typed if meant == typed else f"{one_line(typed)} · {meant}", meant), *usual]


def time_choices(typed: str) -> Choices:
    """What was typed where it is a time of day, spelt out, and the usual hours."""
    typed = typed.strip()
    hours = [hour for hour in _HOURS if hour.startswith(typed) or hour.lstrip("0").startswith(typed)]
    if is_readable(parse_local_time, typed):
        hours = list(dict.fromkeys([parse_local_time(typed), *hours]))
    return [_choice(hour, hour) for hour in hours]


def quiet_hours_choices(typed: str, speech: Speech) -> Choices:
    """What was typed where it can be read, spelt out, and the usual ones."""
    none = NO_QUIET_HOURS[0]
    usual = {hours: quiet_hours_told(hours) for hours in _QUIET_HOURS} | {none: speech.say("no quiet hours")}
    typed = quiet_hours_written(typed, speech)
    fitting = {hours: told for hours, told in usual.items() if typed.strip().casefold() in (hours + told).casefold()}
    if is_readable(parse_quiet_hours, typed) and (hours := parse_quiet_hours(typed)):
        fitting = {hours: quiet_hours_told(hours)} | fitting
    return [_choice(told, hours) for hours, told in fitting.items()]


def reading_choices(typed: str, speech: Speech) -> Choices:
    """What was typed where it names languages, alone and each of the usual ones behind it; else what begins so."""
    before, comma, last = typed.rpartition(",")
    known, kept = _codes_written(typed, speech), _codes_written(before, speech) if comma else []
    if known:
        found = [known, *([*known, code] for code in LOCALES if code not in known)]
    elif kept or not comma:
        begun = fold(last.strip())
        named = sorted(LANGUAGE_CODES) if begun else LOCALES
        found = [[*kept, code] for code in named if fold(languages_told(code, speech)).startswith(begun)]
    else:
        found = []
    fitting = [",".join(codes) for codes in found if len(set(codes)) == len(codes) <= MOST_READ]
    told = [_choice(languages_told(codes, speech), codes) for codes in fitting[: MOST_CHOICES - 1]]
    return [*told, _choice(speech.say("the usual ones"), USUAL_READING[0])]


def _codes_written(typed: str, speech: Speech) -> list[str]:
    """The languages that were typed; none where some of it cannot be read."""
    written = languages_written(typed, speech)
    codes = parse_languages(written) if is_readable(parse_languages, written) else ""
    return codes.split(",") if codes else []


def zone_choices(typed: str, now: datetime, speech: Speech) -> Choices:
    """Zones by name or city, by "EST", or by "UTC+4" those that have that time now, each with the time it is there."""
    if (offset := parse_offset(typed)) is not None:
        ahead = zones_ahead(offset, now)
        zones: Sequence[str] = [*filter(ahead.__contains__, _ZONES), *(zone for zone in ahead if zone not in _ZONES)][
            :MOST_CHOICES
        ]
    else:
        found = dict.fromkeys([*zones_with(typed), *zones_meant(typed, MOST_CHOICES, speech)])
        zones = list(found)[:MOST_CHOICES] if typed.strip() else _ZONES
    times = {zone: f"{now.astimezone(ZoneInfo(zone)):%H:%M}" for zone in zones}
    return [
        _choice(speech.say("{zone} · now {time}", zone=zone_shown(zone, speech), time=time), zone)
        for zone, time in times.items()
    ]


def _choice(name: str, value: str) -> app_commands.Choice[str]:
    return app_commands.Choice(name=shorten(name, LONGEST_CHOICE), value=value[:LONGEST_CHOICE])
