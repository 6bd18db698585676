"""The ledger of a story: what its reports count, side by side where they differ, as a series where it moved.

    reports | what each sentence and title counts | the same thing by the same measure | each value once | tallies

Different things are not compared: wounded with killed, civilians with soldiers, one side's with the other's, a day's
with all since the beginning. Money and shares are compared only between sentences that say much the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby, pairwise
from typing import NamedTuple

from bot.briefing.candidates import Candidate
from bot.briefing.quantities import Counted, counted
from bot.briefing.terms import Meanings, meaning_terms, overlap, terms
from bot.model import Article, Quantity, Quote, Tally

_MOST_COUNTS = 3
_MOST_TALLIES = 4  # of what is counted
_MOST_VALUES = 5
_OF_PEOPLE = ("killed", "wounded", "missing", "captured", "arrested", "displaced")
"""In the order in which they are shown; with a single value these are news, too."""
_SAYS_THE_SAME = 0.5


class _Telling(NamedTuple):
    """A count with where and when it was told."""

    counted: Counted
    article: Article
    quote: Quote | None
    terms: frozenset[str]

    @property
    def told_at(self) -> datetime:
        return self.article.told_at or self.article.first_seen_at

    @property
    def value(self) -> tuple[float, float | None]:
        return self.counted.value, self.counted.upto


def tallies(
    sentences: Sequence[Candidate], reports: Sequence[Article], places: Meanings, meanings: Meanings
) -> list[Tally]:
    """What the reports of a story count: what is counted of people first, then what most tell.

    Args:
        sentences: Of the reports.
        reports: For what only their titles say.
    """
    tellings = sorted(
        [*_in_sentences(sentences, places), *_in_titles(reports, places, meanings)],
        key=lambda telling: (telling.told_at, telling.article.id, telling.quote is None),
    )
    groups: list[list[_Telling]] = []
    for telling in tellings:
        group = next((group for group in groups if _is_comparable(group[0], telling)), None)
        if group is None:
            groups.append([telling])
        else:
            group.append(telling)
    groups = [group for group in groups if group[0].counted.over is None or _is_alone(group, groups)]
    groups.sort(key=lambda group: (*_rank(group[0].counted), -len(group)))
    return [_tally(group) for group in groups]


def worth_showing(found: Sequence[Tally], said: frozenset[float], told: frozenset[float]) -> tuple[Tally, ...]:
    """What of a ledger a reader needs: where reports differ, and tolls that no sentence says.

    Args:
        said: Values in the sentences and the headline that are told.
        told: Values that this reader was told of the story before; what has none beside them stays out.
    """
    shown: list[Tally] = []
    for counts, group in groupby(found, key=lambda tally: tally.counts):
        of_one = [tally for tally in group if counts in _OF_PEOPLE or len(tally.quantities) > 1][:_MOST_TALLIES]
        values = tally_values(of_one)
        differ = sum(len(tally.quantities) for tally in of_one) > 1
        if values - told and (differ or values - said) and len({tally.counts for tally in shown}) < _MOST_COUNTS:
            shown += of_one
    return tuple(shown)


def tally_values(found: Sequence[Tally]) -> frozenset[float]:
    """The numbers of some tallies."""
    return frozenset(quantity.value for tally in found for quantity in tally.quantities)


def _in_sentences(sentences: Sequence[Candidate], places: Meanings) -> Iterator[_Telling]:
    for sentence in sentences:
        article = sentence.article
        if sentence.figures or "$" in sentence.quote.text:
            for found in counted(sentence.quote.text, article.language, places, year=_year(article)):
                yield _Telling(found, article, sentence.quote, sentence.terms)


def _in_titles(reports: Sequence[Article], places: Meanings, meanings: Meanings) -> Iterator[_Telling]:
    for report in reports:
        found = counted(report.title, report.language, places, year=_year(report))
        if found:
            said = terms(report.title).union(meaning_terms(meanings(report.title, report.language)))
            yield from (_Telling(each, report, None, said) for each in found)


def _year(article: Article) -> int | None:
    return article.told_at.year if article.told_at else None


def _is_comparable(one: _Telling, other: _Telling) -> bool:
    mine, theirs = one.counted, other.counted
    if (mine.counts, mine.whom, mine.side, mine.over) != (theirs.counts, theirs.whom, theirs.side, theirs.over):
        return False
    return mine.counts in _OF_PEOPLE or overlap(one.terms, other.terms) >= _SAYS_THE_SAME


def _is_alone(scoped: Sequence[_Telling], groups: Sequence[Sequence[_Telling]]) -> bool:
    """Whether nothing else counts the same people: a day's count beside another would read as its rival."""
    mine = scoped[0].counted
    others = (group[0].counted for group in groups if group is not scoped)
    return all((c.counts, c.whom, c.side) != (mine.counts, mine.whom, mine.side) for c in others)


def _rank(found: Counted) -> tuple[int, str, bool, bool]:
    place = _OF_PEOPLE.index(found.counts) if found.counts in _OF_PEOPLE else len(_OF_PEOPLE)
    return place, found.counts, found.whom is not None, found.side is not None


def _tally(group: Sequence[_Telling]) -> Tally:
    by_value: dict[tuple[float, float | None], list[_Telling]] = {}
    for telling in group:
        by_value.setdefault(telling.value, []).append(telling)
    kept = sorted(by_value, key=lambda value: -len(by_value[value]))[:_MOST_VALUES]
    runs = [run for value, run in by_value.items() if value in kept]
    first = group[0].counted
    return Tally(
        counts=first.counts,
        whom=first.whom,
        side=first.side,
        quantities=tuple(_quantity(run[0]) for run in runs),
        has_moved=all(_has_moved(one[-1], other[0]) for one, other in pairwise(runs)),
    )


def _has_moved(old: _Telling, new: _Telling) -> bool:
    """Whether the new value came later than the last telling of the old one; tolls only grow."""
    return old.told_at < new.told_at and (old.value[0] < new.value[0] or old.counted.counts not in _OF_PEOPLE)


def _quantity(telling: _Telling) -> Quantity:
    found = telling.counted
    return Quantity(found.value, found.upto, found.bound, found.said_by, telling.article.id, telling.quote)
