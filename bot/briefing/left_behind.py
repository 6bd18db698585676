"""Tolls that later reports of the same story have left behind: "at least 20 were killed", told before 68 were.

A reader of an evening would take the morning's toll for the state of things. What moved stands in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from bot.briefing.candidates import first_candidates
from bot.briefing.counting import OF_PEOPLE
from bot.briefing.occasion import Occasions
from bot.briefing.tellings import Group, Telling, groups_of, tellings
from bot.briefing.terms import Meanings
from bot.model import Article, Quote

# So many sources, and as large a part of those that tell the toll, have to tell a higher one later: one alone may err.
_FEWEST_SOURCES = 2
_LEAST_SHARE = 0.5
_HIGHER = 1.2  # times: "more than 13,000" still holds of 13,350


class LeftBehind(NamedTuple):
    """What of a story tells such a toll.

    Attributes:
        quotes: Sentences.
        titles: Titles, by the ids of their articles.
    """

    quotes: frozenset[Quote]
    titles: frozenset[str]


def left_behind(reports: Sequence[Article], occasions: Occasions, places: Meanings, meanings: Meanings) -> LeftBehind:
    """What of a story's reports tells a toll that others have left behind, on one occasion."""
    groups = [group for group in groups_of(tellings(reports, places, meanings)) if group[0].counted.counts in OF_PEOPLE]
    found = [telling for group in groups for telling in group if _is_left_behind(telling, group, occasions)]
    telling_parts = _parts({telling.article for telling in found}, chain(*groups), meanings)
    quotes = frozenset(telling.quote for telling in found if telling.quote).union(telling_parts)
    return LeftBehind(quotes, frozenset(telling.article.id for telling in found if not telling.quote))


def _parts(reports: Iterable[Article], told: Iterable[Telling], meanings: Meanings) -> Iterator[Quote]:
    """Sentences of such reports that tell of the dead and count none: "13 were found, seven died in hospital"."""
    counting = {telling.quote for telling in told}
    for report in reports:
        for sentence in first_candidates(report, meanings):
            if sentence.tells_toll and sentence.quote not in counting:
                yield sentence.quote


def _is_left_behind(telling: Telling, group: Group, occasions: Occasions) -> bool:
    higher = [
        later
        for later in group
        if later.told_at > telling.told_at and later.counted.value >= _HIGHER * telling.counted.value
    ]
    sources = _sources(higher)
    if len(sources) < _FEWEST_SOURCES:
        return False
    as_many = _sources([each for each in group if each.value == telling.value])
    if len(sources) < _LEAST_SHARE * len(as_many):
        return False
    mine = occasions.of_telling(telling)
    return any(mine.may_be_that_of(occasions.of_telling(later)) for later in higher)


def _sources(group: Group) -> set[str]:
    return {telling.article.source for telling in group}
