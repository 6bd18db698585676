"""Tellings of the same thing as a tally: each value once, side by side where they differ, a series where it moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.briefing.tellings import OF_TIME, Group, Telling, are_rivals, groups_of, tellings, values_of
from bot.figures.counting import DEPLOYED, OF_PEOPLE
from bot.figures.flight import DISPLACED
from bot.figures.numerals import UNITS
from bot.figures.quantities import Counted
from bot.model import Article, Bound, Quantity, Tally
from bot.text.terms import Meanings, folded_line, overlap, terms
from bot.text.wording import is_worded

_MOST_VALUES = 5
_ROUNDS_BY = 0.1  # of a number, at most
_LEAPS = 8  # times: a slip of the pen is one of ten
_ARMED = frozenset({"soldiers", "police", "peacekeepers"})


def tallies(reports: Iterable[Article], places: Meanings, meanings: Meanings) -> list[Tally]:
    """What the reports of a story count: what is counted of people first, then what most tell."""
    return ranked(groups_of(tellings(reports, places, meanings)))


def ranked(groups: Sequence[Group]) -> list[Tally]:
    """A tally for each group: what is counted of people first, then what most tell."""
    shown = [group for group in groups if group[0].counted.over is None or _is_alone(group, groups)]
    shown = [group for group in shown if not _says_less(group, shown)]
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


def _says_less(group: Group, groups: Sequence[Group]) -> bool:
    """Whether it counts as people whom other reports count as soldiers, say: as many, and none of them tells both."""
    mine, told_by = group[0].counted, {telling.article.id for telling in group}
    return mine.counts in OF_PEOPLE and any(
        (other[0].counted.counts, other[0].counted.over) == (mine.counts, mine.over)
        and (mine.whom, mine.side) == (None, None) != (other[0].counted.whom, other[0].counted.side)
        and values_of(group) <= values_of(other)
        and told_by.isdisjoint(telling.article.id for telling in other)
        for other in groups
    )


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
