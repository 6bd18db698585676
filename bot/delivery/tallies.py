"""What every rendering says of a story's tallies: "Killed: at least 32 (NBC) → 200 (BBC News)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from babel import Locale
from babel.numbers import format_decimal

from bot.delivery.links import publisher
from bot.delivery.places import place_name
from bot.delivery.plain import one_line, shorten
from bot.delivery.speech import ENGLISH, Speech
from bot.delivery.times import day_of_year
from bot.model import Article, Bound, BriefedStory, Quantity, Tally

LABELS = {
    "killed": "Killed",
    "wounded": "Wounded",
    "missing": "Missing",
    "arrested": "Arrested",
    "captured": "Captured",
    "displaced": "Displaced",
    "deployed": "Soldiers sent",
    "dollars": "Dollars",
    "euros": "Euros",
    "pounds": "Pounds",
    "zlotys": "Zlotys",
    "roubles": "Roubles",
    "hryvnias": "Hryvnias",
    "liras": "Liras",
    "drams": "Drams",
    "manats": "Manats",
    "laris": "Laris",
    "square_kilometres": "Square kilometres",
    "square_miles": "Square miles",
    "hectares": "Hectares",
    "acres": "Acres",
    "percent": "Percent",
    "day": "Began on",
    "hour": "Began at, by each report's clock",
}
BOUNDS = {
    Bound.AT_LEAST: "at least {number}",
    Bound.MORE_THAN: "more than {number}",
    Bound.NEARLY: "nearly {number}",
    Bound.ABOUT: "about {number}",
    Bound.UP_TO: "up to {number}",
    Bound.LESS_THAN: "fewer than {number}",
}
WHOM = ("soldiers", "peacekeepers", "police", "civilians", "children", "women", "operation", "ceasefire", "talks")
"""What `Tally.whom` may be, as it is told."""
_MONEY = {"dollars": "$", "euros": "€", "pounds": "£"}
"""Whose sign everybody knows; of other money the label alone tells."""
_LONGEST_SPEAKER = 60
# Written large only as the sentence began with who says it: "Local officials say", but not "Reuters reporters say".
_OPENS_SENTENCE = re.compile(
    r"^(?:(?:The|A|An) |(?:Armed|Authorities|Border|Defen[cs]e|Doctors|Emergency|Ethnic|Government|Health|Hospitals?"
    r"|Human|Interior|Local|Medical|Medics|Military|Officials|Opposition|Police|Rebels?|Regional|Relatives|Rescuers?"
    r"|Residents|Security|Separatists?|Several|State|Two|Witnesses)(?= [a-z]|$))"
)
_MINUTES = 60


class Value(NamedTuple):
    """One number of a line.

    Attributes:
        before: What stands before it, and whose it is where that differs from the one before.
        number: As its sentence bounds it: "at least 32".
        source: Who says so, or who published it; foreign text.
        told_at: When, where the number moved.
    """

    before: str
    number: str
    source: str
    told_at: datetime | None
    article_id: str


class Line(NamedTuple):
    """What a story's reports count of one thing; its label with the colon."""

    label: str
    values: tuple[Value, ...]


def tally_lines(story: BriefedStory, speech: Speech = ENGLISH) -> list[Line]:
    """A line for each thing that is counted; what differs is divided by "·", what moved by "→"."""
    articles = story.citable
    return [
        Line(speech.label(speech.say(LABELS.get(counts, counts))), tuple(_values(list(group), articles, speech)))
        for counts, group in groupby(story.tallies, key=lambda tally: tally.counts)
    ]


def _values(tallies: Sequence[Tally], articles: Mapping[str, Article], speech: Speech) -> Iterator[Value]:
    for at, tally in enumerate(tallies):
        has_series = tally.has_moved and len(tally.quantities) > 1
        for number, quantity in enumerate(tally.quantities):
            article = articles[quantity.article_id]
            if number:
                before = " → " if has_series else " · "
            else:
                before = ((" · " if tally.is_rival else "; ") if at else "") + _of_whom(tally, speech)
            told_at = article.told_at if has_series else None
            yield Value(
                before,
                number_written(quantity, tally.counts, speech),
                _source(quantity, article, speech),
                told_at,
                article.id,
            )


def _of_whom(tally: Tally, speech: Speech) -> str:
    """What stands before the first number: "soldiers, Armenia: "; nothing for people of any kind."""
    of = ", ".join(filter(None, (tally.whom and speech.say(tally.whom), tally.side and place_name(tally.side, speech))))
    return f"{speech.label(of)} " if of else ""


def number_written(quantity: Quantity, counts: str, speech: Speech = ENGLISH) -> str:
    """A number as its sentence bounds it, with the sign of what it counts; a day or an hour as people write it."""
    if counts == "day":
        day = datetime.strptime(f"{quantity.value:.0f}", "%Y%m%d").date()  # noqa: DTZ007 - a day without an hour
        return day_of_year(day, speech.locale)
    if counts == "hour":
        hours, minutes = divmod(round(_MINUTES * quantity.value), _MINUTES)
        return f"{hours}:{minutes:02}"
    ends = [
        format_decimal(end, "#,##0.#####", speech.locale) for end in (quantity.value, quantity.upto) if end is not None
    ]
    before, after = _signs(counts, speech.locale)
    number = f"{before}{'–'.join(ends)}{after}"
    return speech.say(BOUNDS[quantity.bound], number=number) if quantity.bound else number


def _signs(counts: str, locale: str) -> tuple[str, str]:
    """What stands before and behind a number of this: "$" and nothing, nothing and " $", "%" on either side."""
    patterns = Locale(locale)
    if counts == "percent":
        pattern, sign = patterns.percent_formats[None], "%"
    else:
        pattern, sign = patterns.currency_formats["standard"], _MONEY.get(counts, "")
    before, after = (part.replace("¤", sign) for part in (pattern.prefix[0], pattern.suffix[0]))
    return (before, after) if sign else ("", "")


def _source(quantity: Quantity, article: Article, speech: Speech) -> str:
    said_by = quantity.said_by if article.language == "en" else quantity.person
    if said_by:
        who = _OPENS_SENTENCE.sub(lambda word: word[0].lower(), one_line(said_by))
        return speech.say("according to {who}", who=shorten(who, _LONGEST_SPEAKER))
    return publisher(article.source, article.url)
