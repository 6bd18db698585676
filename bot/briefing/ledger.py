"""The ledger of a briefing: what its reports count, side by side where they differ, as a series where it moved.

    reports | what each sentence and title counts | the same thing by the same measure | each value once | tallies

Different things are not compared: wounded with killed, civilians with soldiers, one side's with the other's, a day's
with all since the beginning. When a thing began is compared like a count (`moments.py`). Money and shares are compared
only between sentences that say much the same of the same thing (`subject.py`), and what several stories tell only where
it is of one occasion (`occasion.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from bot.briefing.genre import is_running
from bot.briefing.occasion import Occasion, Occasions, occasions_of
from bot.briefing.tellings import (
    OF_TIME,
    Group,
    Telling,
    are_rivals,
    by_time,
    groups_of,
    tellings,
    thing,
    values_of,
)
from bot.figures.counting import DEPLOYED, OF_PEOPLE
from bot.figures.flight import DISPLACED
from bot.figures.moments import tells_of
from bot.figures.numerals import UNITS
from bot.figures.quantities import Counted
from bot.model import Article, Bound, Quantity, Quote, Tally, Topic
from bot.text.lexicon import language_of
from bot.text.terms import Meanings, folded_line, overlap, terms
from bot.text.wording import is_worded

_MOST_COUNTS = 4
_MOST_TALLIES = 4  # of what is counted
_MOST_VALUES = 5
_ROUNDS_BY = 0.1  # of a number, at most
_LEAPS = 8  # times: a slip of the pen is one of ten
_ARMED = frozenset({"soldiers", "police", "peacekeepers"})


class Figure(NamedTuple):
    """A number with what it counts, of whom and whose, as far as that is known."""

    counts: str
    whom: str | None
    side: str | None
    value: float

    def may_be(self, other: Figure) -> bool:
        """Whether both say the same: of five people killed five may be the soldiers, five wounded are others."""
        return (
            (self.counts, self.value) == (other.counts, other.value)
            and (self.whom == other.whom or None in (self.whom, other.whom))
            and (self.side == other.side or None in (self.side, other.side))
        )


class Reported(NamedTuple):
    """A story of a briefing as the ledger reads it.

    Attributes:
        quotes: What the briefing quotes of it; None where it does not tell the story.
        headline_article_id: The article whose title stands above it.
        is_readable: The readers read the language of that title.
        weight: What it weighs in the briefing.
        told: Figures that the reader was told of it before.
    """

    id: str
    reports: Sequence[Article]
    quotes: frozenset[Quote] | None
    headline_article_id: str
    is_readable: bool
    weight: float
    told: frozenset[Figure]


def ledgers(
    stories: Sequence[Reported], topic: Topic, places: Meanings, meanings: Meanings
) -> dict[str, tuple[Tally, ...]]:
    """What a reader needs of the counts of each story that is told, by its id.

    What several stories count of one occasion stands once, in that which tells most of it; a story that is not told
    may add to it.
    """
    by_id = {story.id: story for story in stories}
    occasions = occasions_of(topic, places, meanings)
    groups = {story.id: groups_of(tellings(story.reports, places, meanings)) for story in stories}
    said = {story.id: _said(story, groups[story.id]) for story in stories}
    told = {story.id: story.told for story in stories}
    for story in stories:
        groups[story.id] = _without_asides(groups[story.id], story, occasions)
    for shared in _of_one_occasion(groups, occasions):
        keeper = max(shared, key=lambda story_id: _keeps(by_id[story_id], shared[story_id]))
        if by_id[keeper].quotes is None:
            continue
        for story_id, group in shared.items():
            groups[story_id].remove(group)
        groups[keeper].append(sorted(chain(*shared.values()), key=by_time))
        told[keeper] = told[keeper].union(*(by_id[story_id].told for story_id in shared))
    return {
        story.id: worth_showing(_ranked(groups[story.id]), said[story.id], told[story.id])
        for story in stories
        if story.quotes is not None
    }


def tallies(reports: Iterable[Article], places: Meanings, meanings: Meanings) -> list[Tally]:
    """What the reports of a story count: what is counted of people first, then what most tell."""
    return _ranked(groups_of(tellings(reports, places, meanings)))


def worth_showing(found: Sequence[Tally], said: frozenset[Figure], told: frozenset[Figure]) -> tuple[Tally, ...]:
    """What of a ledger a reader needs: where reports differ, and tolls that no sentence says.

    Args:
        said: Figures in the sentences and the headline that are told.
        told: Figures that this reader was told of the story before; what has none beside them stays out.
    """
    shown: list[Tally] = []
    for counts, group in groupby(found, key=lambda tally: tally.counts):
        of_one = [tally for tally in group if counts in OF_PEOPLE or len(tally.quantities) > 1][:_MOST_TALLIES]
        figures = tally_figures(of_one)
        differ = sum(len(tally.quantities) for tally in of_one) > 1
        is_needed = has_news(figures, told) and (differ or has_news(figures, said))
        if is_needed and len({tally.counts for tally in shown}) < _MOST_COUNTS:
            shown += of_one
    return tuple(shown)


def has_news(figures: Iterable[Figure], known: Iterable[Figure]) -> bool:
    """Whether one of the figures says what none of the known ones does."""
    by_value: dict[float, list[Figure]] = {}
    for each in known:
        by_value.setdefault(each.value, []).append(each)
    return any(not any(map(figure.may_be, by_value.get(figure.value, ()))) for figure in figures)


def tally_figures(found: Sequence[Tally]) -> frozenset[Figure]:
    """The numbers of some tallies with what they count."""
    return frozenset(
        Figure(tally.counts, tally.whom, tally.side, quantity.value) for tally in found for quantity in tally.quantities
    )


def figure_of(found: Counted) -> Figure:
    """A count as what a reader is told by it."""
    return Figure(found.counts, found.whom, found.side, found.value)


def _without_asides(groups: Sequence[Group], story: Reported, occasions: Occasions) -> list[Group]:
    """Without what one article alone counts in passing, where nothing that is told of the story counts people.

    "It came soon after wildfires that killed 90" is no toll of the trial that the story tells of, nor is that of a
    report which was taken for one of its own: a lone number would be read as the toll of what stands above it.
    """
    if any(group[0].counted.counts in OF_PEOPLE and _is_told(group, story) for group in groups):
        return list(groups)
    told = _causes_told(story, occasions)
    return [group for group in groups if not _is_aside(group, story, told, occasions)]


def _is_aside(group: Group, story: Reported, causes_told: frozenset[str], occasions: Occasions) -> bool:
    """Whether each of its sentences leans, or is of an article that is not quoted and of a cause that is not told.

    Or of a live blog, which tells of many things: one on bars in Paris counts the dead of Argentina.
    """
    articles = {telling.article.id for telling in group}
    if group[0].counted.counts not in OF_PEOPLE or len(articles) > 1:
        return False
    if all(telling.leans or is_running(telling.article) for telling in group):
        return True
    if articles & {story.headline_article_id, *(quote.article_id for quote in story.quotes or ())}:
        return False
    return causes_told.isdisjoint(cause for telling in group for cause in occasions.of_telling(telling).causes)


def _is_told(group: Group, story: Reported) -> bool:
    """Whether a sentence that is quoted counts it, or the headline."""
    quotes = story.quotes or ()
    return any(
        each.quote in quotes or (each.quote is None and each.article.id == story.headline_article_id) for each in group
    )


def _causes_told(story: Reported, occasions: Occasions) -> frozenset[str]:
    """What befalls people in the headline and the sentences that are told."""
    by_id = {report.id: report for report in story.reports}
    speaker = by_id[story.headline_article_id]
    told = [(speaker.title, speaker), *((quote.text, by_id[quote.article_id]) for quote in story.quotes or ())]
    return frozenset[str]().union(
        *(occasions.told_by(text, language_of(report.language, text)) for text, report in told)
    )


def _of_one_occasion(groups: dict[str, list[Group]], occasions: Occasions) -> Iterator[dict[str, Group]]:
    """Counts of people and times in several stories that are of one occasion, by the stories' ids."""
    by_thing: dict[object, list[tuple[str, Group]]] = {}
    for story_id, of_story in groups.items():
        for group in of_story:
            if group[0].counted.counts in (*OF_PEOPLE, *OF_TIME):
                by_thing.setdefault(thing(group[0]), []).append((story_id, group))
    for alike in by_thing.values():
        shared: list[tuple[set[Occasion], dict[str, Group]]] = []
        for story_id, group in alike if len(alike) > 1 else ():
            mine = {occasions.of_telling(telling) for telling in group}
            for theirs, by_story in shared:
                if any(occasions.are_one(one, other) for one in mine for other in theirs):
                    theirs.update(mine)
                    by_story[story_id] = group
                    break
            else:
                shared.append((mine, {story_id: group}))
        yield from (by_story for _, by_story in shared if len(by_story) > 1)


def _keeps(story: Reported, group: Group) -> tuple[bool, bool, bool, bool, float, str]:
    """Which story it stands in: one that is told, in a language that is read, quotes it, heads it, tells it most."""
    quotes = story.quotes or ()
    is_quoted = any(each.quote in quotes for each in group)
    share = len({telling.article.id for telling in group}) / len(story.reports)
    is_told = story.quotes is not None
    return is_told, story.is_readable, is_quoted, _is_in_headline(story, group), story.weight * share, story.id


def _is_in_headline(story: Reported, group: Group) -> bool:
    speaker, found = next(each for each in story.reports if each.id == story.headline_article_id), group[0].counted
    if found.counts in OF_TIME:
        return tells_of(speaker.title, speaker.language, found.whom)
    return any(each.quote is None and each.article.id == speaker.id for each in group)


def _said(story: Reported, groups: Sequence[Group]) -> frozenset[Figure]:
    """The figures in what is told of a story."""
    quotes = story.quotes or ()
    return frozenset(
        figure_of(telling.counted)
        for telling in chain(*groups)
        if telling.quote in quotes or (telling.quote is None and telling.article.id == story.headline_article_id)
    )


def _ranked(groups: Sequence[Group]) -> list[Tally]:
    shown = [group for group in groups if group[0].counted.over is None or _is_alone(group, groups)]
    shown.sort(key=lambda group: (*_rank(group[0].counted), -len(group)))
    return [_tally(group, is_rival=is_rival) for group, is_rival in _with_rivals(shown)]


def _with_rivals(groups: Sequence[Group]) -> Iterator[tuple[Group, bool]]:
    """Each group, behind it those that count the same people by another word."""
    left = list(groups)
    while left:
        first, *left = left
        yield first, False
        yield from ((group, True) for group in left if _are_the_same(first, group))
        left = [group for group in left if not _are_the_same(first, group)]


def _are_the_same(one: Group, other: Group) -> bool:
    """Whether some reports count as police whom others count as soldiers: as many, and no report tells both."""
    mine, theirs = one[0].counted, other[0].counted
    if mine.counts != theirs.counts or not _ARMED.issuperset((mine.whom, theirs.whom)):
        return False
    told_by = [{telling.article.id for telling in group} for group in (one, other)]
    is_by_others = told_by[0].isdisjoint(told_by[1]) and (mine.side == theirs.side or None in (mine.side, theirs.side))
    return is_by_others and values_of(one) == values_of(other)


def _is_alone(scoped: Group, groups: Sequence[Group]) -> bool:
    """Whether nothing else counts the same people: a day's count beside another would read as its rival."""
    mine = scoped[0].counted
    others = (group[0].counted for group in groups if group is not scoped)
    return all((c.counts, c.whom, c.side) != (mine.counts, mine.whom, mine.side) for c in others)


def _rank(found: Counted) -> tuple[int, str, bool, bool]:
    place = OF_PEOPLE.index(found.counts) if found.counts in OF_PEOPLE else len(OF_PEOPLE)
    return place, found.counts, found.whom is not None, found.side is not None


def _tally(group: Group, *, is_rival: bool) -> Tally:
    by_value: dict[tuple[float, float | None, bool], list[Telling]] = {}
    is_unit = group[0].counted.counts in UNITS
    for telling in _first_of_each_sentence(_without_parts(group)):
        if is_unit and any(not are_rivals(telling, run[0]) for run in by_value.values()):
            continue
        by_value.setdefault(telling.value, []).append(telling)
    runs = _worth_their_room(_as_series(list(by_value.values())))
    first = group[0].counted
    return Tally(
        counts=first.counts,
        whom=first.whom,
        side=_side(group, is_one_value=len(by_value) == 1),
        quantities=tuple(_quantity(run[0]) for run in runs),
        has_moved=_have_moved(runs),
        is_rival=is_rival,
    )


def _as_series(runs: list[Group]) -> list[Group]:
    """Without what is said more exactly by others where these alone are a series: "13,350 → 19,000 → 28,120"."""
    exact = [run for run in runs if not _is_said_by_others(run[0], runs)]
    return exact if len(exact) > 1 and _have_moved(exact) else runs


def _have_moved(runs: Sequence[Group]) -> bool:
    """Whether each value came after the one before it, and none leaps for one source alone: that may be a slip."""
    return all(_has_moved(one[-1], other[0]) and not _leaps(one, other) for one, other in pairwise(runs))


def _leaps(one: Group, other: Group) -> bool:
    is_alone = len({telling.article.source for telling in other}) == 1
    return is_alone and other[0].value[0] > _LEAPS * one[0].value[0]


def _side(group: Group, *, is_one_value: bool) -> str | None:
    """Whose people it counts: of one side where each telling says so, or one does and all count as many."""
    sides = {telling.counted.side for telling in group}
    named = sides - {None}
    return named.pop() if len(named) == 1 and (is_one_value or named == sides) else None


def _worth_their_room(runs: Sequence[Group]) -> list[Group]:
    """Of tellings by their values, in the order in which these were told, as many as a reader takes in.

    The newest first, then what says more than another ("13,350", and not "more than 13,000"), then what most tell.
    """

    def rank(at: int) -> tuple[bool, bool, int]:
        return at != len(runs) - 1, _is_said_by_others(runs[at][0], runs), -len(runs[at])

    kept = sorted(sorted(range(len(runs)), key=rank)[:_MOST_VALUES])
    return [runs[at] for at in kept]


def _is_said_by_others(rough: Telling, runs: Sequence[Group]) -> bool:
    """Whether it only rounds what another says exactly."""
    if rough.counted.bound is None:
        return False
    exact = (run[0] for run in runs if run[0].counted.bound is None)
    return any(
        not are_rivals(rough, each) and abs(each.value[0] - rough.value[0]) <= _ROUNDS_BY * each.value[0]
        for each in exact
    )


def _without_parts(group: Group) -> Group:
    """Without numbers of people that only articles tell which tell a larger one too: "three students" of four dead."""
    if group[0].counted.counts not in (*OF_PEOPLE, DEPLOYED):
        return group
    largest: dict[str, float] = {}
    for telling in group:
        largest[telling.article.id] = max(telling.counted.value, largest.get(telling.article.id, 0))
    whole = {telling.value for telling in group if telling.counted.value == largest[telling.article.id]}
    return [telling for telling in group if telling.value in whole]


def _first_of_each_sentence(group: Group) -> Iterator[Telling]:
    """Without what copies of a report repeat."""
    first: dict[str, str] = {}
    for telling in group:
        if telling.quote is None or first.setdefault(telling.quote.text, telling.article.id) == telling.article.id:
            yield telling


def _has_moved(old: Telling, new: Telling) -> bool:
    """Whether the new value came later than the last telling of the old one; tolls only grow, what began began once.

    What one speaker says moves nothing that another said, but for a count of those who fled, which one office keeps and
    many quote; and no toll was at "up to 50".
    """
    if old.counted.counts in OF_TIME or old.is_ceiling or new.is_ceiling:
        return False
    if old.counted.counts != DISPLACED and _speak_apart(old, new):
        return False
    if new.counted.bound in (Bound.NEARLY, Bound.ABOUT) and not are_rivals(old, new):
        return False  # 99, and "nearly 100"
    return old.told_at < new.told_at and (old.value[0] < new.value[0] or old.counted.counts not in OF_PEOPLE)


def _speak_apart(one: Telling, other: Telling) -> bool:
    """Whether each is somebody's word, and not of the same: "the mayor of Kalym" may speak for "Kalym"."""
    speakers = [terms(each.counted.said_by) for each in (one, other) if each.counted.said_by]
    if not speakers or not (_is_attributed(one) and _is_attributed(other)):
        return False
    return len(speakers) == 1 or overlap(*speakers) == 0


def _is_attributed(telling: Telling) -> bool:
    line = folded_line(telling.text)
    return bool(telling.counted.said_by) or is_worded("attributes", line, telling.article.language)


def _quantity(telling: Telling) -> Quantity:
    found = telling.counted
    return Quantity(
        found.value, found.upto, found.bound, found.said_by, telling.article.id, telling.quote, found.person
    )
