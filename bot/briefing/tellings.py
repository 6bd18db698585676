"""What reports count, telling by telling, and which tellings are of the same thing.

reports | what each sentence and title counts | in the order of telling | the same thing by the same measure
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache, partial
from itertools import chain
from typing import NamedTuple

from bot.briefing.candidates import REPORTS_REMEMBERED, first_candidates
from bot.briefing.claims import stale_toll
from bot.briefing.flaws import Flaw
from bot.figures.counting import DEPLOYED, OF_PEOPLE
from bot.figures.flight import DISPLACED
from bot.figures.moments import moments
from bot.figures.numerals import SIGNS, UNITS
from bot.figures.quantities import Counted, counted
from bot.figures.subject import Subject, contradict, subject
from bot.model import Article, Bound, Quote
from bot.text.lexicon import language_of
from bot.text.terms import Meanings, all_terms, overlap

OF_TIME = ("day", "hour")
"""When something began: shown where reports differ."""
_SAYS_THE_SAME = 0.5
_READ_AROUND = 1500  # characters of its text, to tell what an article is about


class Telling(NamedTuple):
    """A count with where and when it was told.

    Attributes:
        quote: The sentence that counts; None where the title does.
        leans: The sentence begins with what another one tells: "It came after a storm that killed 90".
    """

    counted: Counted
    article: Article
    quote: Quote | None
    terms: frozenset[str]
    leans: bool = False

    @property
    def told_at(self) -> datetime:
        """When it was told, or read where nobody says."""
        return self.article.told_at or self.article.first_seen_at

    @property
    def value(self) -> tuple[float, float | None, bool]:
        """What tells it from another."""
        return self.counted.value, self.counted.upto, self.is_ceiling

    @property
    def text(self) -> str:
        """The sentence or title that counts."""
        return self.quote.text if self.quote else self.article.title

    @property
    def is_ceiling(self) -> bool:
        """Whether it says only what there are no more of: "fewer than 10" differs from 10."""
        return self.counted.bound in (Bound.UP_TO, Bound.LESS_THAN)


Group = list[Telling]


def tellings(reports: Iterable[Article], places: Meanings, meanings: Meanings) -> list[Telling]:
    """Every count in the order of telling."""
    return sorted(chain(*(_counted_in(each, places, meanings) for each in reports)), key=by_time)


@lru_cache(maxsize=REPORTS_REMEMBERED)
def _counted_in(report: Article, places: Meanings, meanings: Meanings) -> tuple[Telling, ...]:
    """What a report's sentences and its title count; kept for the next briefing that it is read for."""
    year = report.told_at.year if report.told_at else None
    read = partial(
        counted, language=report.language, places=places, year=year, title=report.title, amid=report.text[:_READ_AROUND]
    )
    found = [
        Telling(each, report, sentence.quote, sentence.terms, Flaw.LEANS in sentence.flaws)
        for sentence in first_candidates(report, meanings)
        if sentence.figures or any(sign in sentence.quote.text for sign in SIGNS)  # "£8m" is no figure
        for each in read(sentence.quote.text)
    ]
    found += _times_in(report, meanings)
    if in_title := read(report.title):
        said = all_terms(report.title, report.language, meanings)
        stale = stale_toll(report)
        found += (Telling(each, report, None, said) for each in in_title if not (stale and stale.is_that(each)))
    return tuple(found)


def _times_in(report: Article, meanings: Meanings) -> Iterator[Telling]:
    told_on = report.told_at.date() if report.told_at else None
    for sentence in first_candidates(report, meanings):
        if sentence.dated or any(map(str.isdecimal, sentence.quote.text)):
            for each in moments(sentence.quote.text, report.language, told_on):
                time = Counted(each.value, None, None, each.kind, each.what, side=None, over=None, said_by=None)
                yield Telling(time, report, sentence.quote, sentence.terms)


def by_time(telling: Telling) -> tuple[datetime, str, bool]:
    """What orders tellings: when they were told; of one report the title last."""
    return telling.told_at, telling.article.id, telling.quote is None


def groups_of(told: Iterable[Telling]) -> list[Group]:
    """Tellings of the same thing together."""
    groups: list[Group] = []
    for telling in told:
        group = next((group for group in groups if _is_comparable(group[0], telling)), None)
        if group is None:
            groups.append([telling])
        else:
            group.append(telling)
    return _with_unnamed_sides([group for group in map(_without_ambiguous, groups) if group])


def _with_unnamed_sides(groups: Sequence[Group]) -> list[Group]:
    """Of one side only, those who are counted without it are the same people: "20,000 Armenians", "19,000 refugees".

    Of the dead only where as many are counted: losses of one side, and those of both, stand in many reports.
    """
    found = list(groups)
    for unnamed in groups:
        counts, whom, side, over = thing(unnamed[0])
        if counts not in OF_PEOPLE or side is not None:
            continue
        named = [g for g in found if g is not unnamed and thing(g[0]) == (counts, whom, g[0].counted.side, over)]
        if len(named) == 1 and (counts == DISPLACED or values_of(unnamed) == values_of(named[0])):
            found = [group for group in found if group is not unnamed and group is not named[0]]
            found.append(sorted(chain(unnamed, named[0]), key=by_time))
    return found


def values_of(group: Group) -> set[tuple[float, float | None, bool]]:
    """Which values its tellings give."""
    return {telling.value for telling in group}


def _is_comparable(one: Telling, other: Telling) -> bool:
    if thing(one) != thing(other):
        return False
    if one.counted.counts in (*OF_PEOPLE, *OF_TIME, DEPLOYED):
        return True
    return overlap(one.terms, other.terms) >= _SAYS_THE_SAME and _subject(one).is_that_of(_subject(other))


def _subject(telling: Telling) -> Subject:
    found = telling.counted
    language = language_of(telling.article.language, telling.text)
    return subject(found.around, telling.text, language, telling.terms, found.said_by)


def _without_ambiguous(group: Group) -> Group:
    """Without the sums and shares of an article that tells several: they are no rivals, but of different things."""
    if group[0].counted.counts not in UNITS:
        return group
    by_article: dict[str, list[Telling]] = {}
    for telling in group:
        by_article.setdefault(telling.article.id, []).append(telling)
    return [
        telling for telling in group if not any(are_rivals(telling, each) for each in by_article[telling.article.id])
    ]


def are_rivals(one: Telling, other: Telling) -> bool:
    """Whether their numbers can't both be true of one thing."""
    return contradict(*((each.counted.value, each.counted.upto, each.counted.bound) for each in (one, other)))


def thing(telling: Telling) -> tuple[str, str | None, str | None, str | None]:
    """What is counted, of whom, whose, and over which time."""
    found = telling.counted
    return found.counts, found.whom, found.side, found.over
