"""Tolls that later reports of the same story have left behind: "at least 20 were killed", told before 68 were.

A reader of an evening would take the morning's toll for the state of things; or a slip of the pen for the truth:
"66,000 people have arrived", where others go on to tell 6,600. So would what somebody took back since. What moved, and
who differs, stands in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from bot.briefing.candidates import first_candidates
from bot.briefing.occasion import Occasion, Occasions
from bot.briefing.taken_back import Withdrawal, withdrawals
from bot.briefing.tellings import Group, Telling, groups_of, tellings, thing
from bot.figures.counting import OF_PEOPLE
from bot.model import Article, Quote
from bot.text.terms import Meanings

# So many sources have to tell a higher one later, for one alone may err, unless it says that it has risen; and of as
# many as tell this one, this part.
_FEWEST_SOURCES = 2
_LEAST_SHARE = 0.5
_HIGHER = 1.2  # times: "more than 13,000" still holds of 13,350, but not "31" of 34
_MISSING = "missing"  # who is found is missing no longer: their number falls
_SLIP, _NEARLY = 10, 0.05  # times as many, but for so much of it


_OnOccasion = tuple[Telling, Occasion]


class LeftBehind(NamedTuple):
    """What of a story tells such a toll.

    Attributes:
        quotes: Sentences.
        titles: Titles, by the ids of their articles.
    """

    quotes: frozenset[Quote]
    titles: frozenset[str]


class Elsewhere(NamedTuple):
    """What the reports of all stories tell.

    Attributes:
        named: What they count of people, by what it is of and all names of its occasion, the highest first.
        risen: What they say has risen, by what it is of and each of these names, the highest first.
        moved: Of what it is, report and number of what has risen.
        taken_back: Of what they say somebody took it back.
    """

    named: Mapping[tuple[object, frozenset[str]], Sequence[_OnOccasion]]
    risen: Mapping[tuple[object, str], Sequence[_OnOccasion]]
    moved: frozenset[tuple[object, str, float]]
    taken_back: Sequence[Withdrawal]

    def above(self, telling: Telling, mine: Occasion, occasions: Occasions) -> Iterator[Telling]:
        """What tells more of one occasion, the highest first."""
        of_what, least = thing(telling), telling.counted.value
        for later, its in self.named.get((of_what, mine.names), ()):
            if later.counted.value <= least:
                break
            if occasions.are_one(mine, its):
                yield later
        for later, its in chain(*(self.risen.get((of_what, name), ()) for name in mine.names)):
            if later.counted.value > least and mine.may_go_on_in(its):
                yield later


def told_elsewhere(reports: Sequence[Article], occasions: Occasions, places: Meanings, meanings: Meanings) -> Elsewhere:
    """What the reports of all stories tell that may leave a toll of one behind."""
    taken_back = withdrawals(reports, occasions, meanings)
    told = [
        telling
        for telling in tellings(reports, places, meanings)
        if telling.counted.counts in OF_PEOPLE and not telling.is_ceiling
        if not any(each.takes_back(telling, occasions) for each in taken_back)
    ]
    told.sort(key=lambda telling: -telling.counted.value)
    moved = frozenset((thing(t), t.article.id, t.counted.value) for t in told if t.counted.is_moved)
    named: dict[tuple[object, frozenset[str]], list[_OnOccasion]] = {}
    risen: dict[tuple[object, str], list[_OnOccasion]] = {}
    for telling in told:
        of_what, occasion = thing(telling), occasions.of_telling(telling)
        named.setdefault((of_what, occasion.names), []).append((telling, occasion))
        for name in occasion.names if (of_what, telling.article.id, telling.counted.value) in moved else ():
            risen.setdefault((of_what, name), []).append((telling, occasion))
    return Elsewhere(named, risen, moved, taken_back)


def left_behind(
    reports: Sequence[Article],
    occasions: Occasions,
    places: Meanings,
    meanings: Meanings,
    *,
    elsewhere: Elsewhere | None = None,
) -> LeftBehind:
    """What of a story's reports tells a toll that others have left behind, on one occasion.

    Args:
        elsewhere: What reports of all stories tell: a side story may have the toll of the morning, too; else of these.
    """
    elsewhere = elsewhere or told_elsewhere(reports, occasions, places, meanings)
    told = [each for each in tellings(reports, places, meanings) if each.counted.counts in OF_PEOPLE]
    back = {each for each in told if any(one.takes_back(each, occasions) for one in elsewhere.taken_back)}
    groups = groups_of(each for each in told if each not in back)
    moved = frozenset(each.article.id for group in groups for each in group if each.counted.is_moved)
    found = [
        telling
        for group in groups
        for telling in (
            *_overtaken(group, occasions, elsewhere, moved),
            *_slips(group, occasions),
            *(_no_longer_missing(group, occasions, moved) if group[0].counted.counts == _MISSING else ()),
        )
    ]
    found += back
    # A title goes with the sentence of its report that tells the same: it may name no place.
    overtaken = {(each.article.id, thing(each), each.value) for each in found}
    found += [each for each in told if not each.quote and (each.article.id, thing(each), each.value) in overtaken]
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


def _overtaken(group: Group, occasions: Occasions, elsewhere: Elsewhere, moved: frozenset[str]) -> Iterator[Telling]:
    """Those of one thing above which enough sources tell more later, of what may be one occasion.

    Args:
        moved: Reports of the story that say of some toll that it has moved: they tell the state of things.
    """
    as_many: dict[object, set[str]] = {}
    voices: dict[str, str] = {}
    for telling in group:
        voice = voices.setdefault(telling.text, telling.article.source)  # a copy tells nothing of its own
        as_many.setdefault(telling.value, set()).add(voices.setdefault(telling.article.id, voice))
    with_occasion = [(telling, occasions.of_telling(telling)) for telling in group]
    # Of an article the highest of each occasion tells all that lower ones do.
    by_value = sorted(
        (each for each in with_occasion if not each[0].is_ceiling), key=lambda each: each[0].counted.value
    )
    highest = {(telling.article.id, occasion): telling for telling, occasion in by_value}
    for telling, mine in with_occasion:
        own = (later for (_, its), later in highest.items() if _may_be_of_one(mine, its, later))
        least = _LEAST_SHARE * len(as_many[telling.value])
        sources: set[str] = set()
        says_so = False
        for later in chain(own, elsewhere.above(telling, mine, occasions)):
            if later.told_at <= telling.told_at or not _is_above(later, telling):
                continue
            sources.add(later.article.source)
            says_so |= later.article.id in moved
            says_so |= (thing(later), later.article.id, later.counted.value) in elsewhere.moved
            if len(sources) >= max(1 if says_so else _FEWEST_SOURCES, least):
                yield telling
                break


def _may_be_of_one(mine: Occasion, its: Occasion, later: Telling) -> bool:
    """Whether a toll of the same story may be of the same: one without a cause is, where no name speaks against it."""
    return mine.may_be_that_of(its) or ((later.counted.is_moved or not mine.causes) and mine.may_go_on_in(its))


def _is_above(later: Telling, telling: Telling) -> bool:
    """Whether it tells more; of what is told roughly so much more that "more than 13,000" is no longer said of it."""
    most = telling.counted.upto or telling.counted.value
    is_exact = telling.counted.bound is None and telling.counted.upto is None
    return later.counted.value > most if is_exact else later.counted.value >= _HIGHER * most


def _no_longer_missing(group: Group, occasions: Occasions, moved: frozenset[str]) -> Iterator[Telling]:
    """Those of the missing of whom enough sources tell fewer later, or one whose report says that a toll has moved."""
    with_occasion = [(telling, occasions.of_telling(telling)) for telling in group]
    for telling, mine in with_occasion:
        fewer = [
            later
            for later, its in with_occasion
            if later.told_at > telling.told_at
            and _HIGHER * (later.counted.upto or later.counted.value) <= telling.counted.value
            and mine.may_be_that_of(its)
        ]
        says_so = any(later.article.id in moved for later in fewer)
        if len({later.article.source for later in fewer}) >= (1 if says_so else _FEWEST_SOURCES):
            yield telling


def _slips(group: Group, occasions: Occasions) -> Iterator[Telling]:
    """Those of one source alone that are ten times what enough others tell later, of what may be one occasion."""
    values = {telling.counted.value for telling in group}
    if not any(_is_ten_times(one, other) for one in values for other in values):
        return
    with_occasion = [(telling, occasions.of_telling(telling)) for telling in group]
    for telling, mine in with_occasion:
        others = [
            (other, other.counted.value)
            for other, its in with_occasion
            if other.article.source != telling.article.source and mine.may_be_that_of(its)
        ]
        lower = {
            other.article.source
            for other, value in others
            if other.told_at > telling.told_at and _is_ten_times(telling.counted.value, value)
        }
        if len(lower) >= _FEWEST_SOURCES and all(value < telling.counted.value / 2 for _, value in others):
            yield telling


def _is_ten_times(one: float, other: float) -> bool:
    return abs(one - _SLIP * other) <= _NEARLY * one
