"""What every rendering says of a story's tallies: "Killed: at least 32 (NBC) → 200 (BBC News)"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from bot.delivery.links import publisher
from bot.delivery.plain import one_line, shorten
from bot.model import Article, Bound, BriefedStory, Quantity, Tally

_LABELS = {
    "killed": "Killed",
    "wounded": "Wounded",
    "missing": "Missing",
    "arrested": "Arrested",
    "captured": "Captured",
    "displaced": "Displaced",
    "dollars": "Dollars",
    "percent": "Percent",
}
_BOUNDS = {
    Bound.AT_LEAST: "at least ",
    Bound.MORE_THAN: "more than ",
    Bound.NEARLY: "nearly ",
    Bound.ABOUT: "about ",
    Bound.UP_TO: "up to ",
}
_LONGEST_SPEAKER = 60


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
    """What a story's reports count of one thing."""

    label: str
    values: tuple[Value, ...]


def tally_lines(story: BriefedStory) -> list[Line]:
    """A line for each thing that is counted; what differs is divided by "·", what moved by "→"."""
    articles = {article.id: article for article in story.articles}
    return [
        Line(_LABELS.get(counts, counts), tuple(_values(list(group), articles)))
        for counts, group in groupby(story.tallies, key=lambda tally: tally.counts)
    ]


def _values(tallies: Sequence[Tally], articles: Mapping[str, Article]) -> Iterator[Value]:
    for at, tally in enumerate(tallies):
        has_series = tally.has_moved and len(tally.quantities) > 1
        for number, quantity in enumerate(tally.quantities):
            article = articles[quantity.article_id]
            before = (" → " if has_series else " · ") if number else ("; " if at else "") + _of_whom(tally)
            told_at = article.told_at if has_series else None
            yield Value(before, _number(quantity, tally.counts), _source(quantity, article), told_at, article.id)


def _of_whom(tally: Tally) -> str:
    """What stands before the first number: "soldiers, Armenia: "; nothing for people of any kind."""
    of = ", ".join(filter(None, (tally.whom, tally.side and tally.side.replace("-", " ").title())))
    return f"{of}: " if of else ""


def _number(quantity: Quantity, counts: str) -> str:
    ends = [f"{end:,.10g}" for end in (quantity.value, quantity.upto) if end is not None]
    sign_before, sign_after = ("$" if counts == "dollars" else ""), ("%" if counts == "percent" else "")
    return f"{_BOUNDS[quantity.bound] if quantity.bound else ''}{sign_before}{'–'.join(ends)}{sign_after}"


def _source(quantity: Quantity, article: Article) -> str:
    if quantity.said_by and article.language == "en":
        return f"according to {shorten(one_line(quantity.said_by), _LONGEST_SPEAKER)}"
    return publisher(article.source, article.url)
