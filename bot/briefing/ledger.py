"""The ledger of a briefing: what its reports count, side by side where they differ, as a series where it moved.

    reports | what each sentence and title counts | the same thing by the same measure | one occasion | tallies
              `tellings`                            `groups_of`                                         `tallying`

Different things are not compared: wounded with killed, civilians with soldiers, one side's with the other's, a day's
with all since the beginning. When a thing began is compared like a count (`moments.py`). Money and shares are compared
only between sentences that say much the same of the same thing (`subject.py`), and what several stories tell only where
it is of one occasion (`occasion.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from bot.briefing.genre import is_running
from bot.briefing.known_figures import Figure, figure_of, has_news, tally_figures
from bot.briefing.occasion import Occasion, Occasions, occasions_of
from bot.briefing.taken_back import withdrawals
from bot.briefing.tallying import ranked
from bot.briefing.tellings import (
    OF_TIME,
    Group,
    by_time,
    groups_of,
    tellings,
    thing,
)
from bot.figures.counting import OF_PEOPLE
from bot.figures.moments import tells_of
from bot.model import Article, Quote, Tally, Topic
from bot.text.lexicon import language_of
from bot.text.terms import Meanings

_MOST_COUNTS = 4
_MOST_TALLIES = 4  # of what is counted


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
    taken_back = withdrawals([report for story in stories for report in story.reports], occasions, meanings)
    groups = {
        story.id: groups_of(
            each
            for each in tellings(story.reports, places, meanings)
            if not any(one.takes_back(each, occasions) for one in taken_back)
        )
        for story in stories
    }
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
        story.id: worth_showing(ranked(groups[story.id]), said[story.id], told[story.id])
        for story in stories
        if story.quotes is not None
    }


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


def _without_asides(groups: Sequence[Group], story: Reported, occasions: Occasions) -> list[Group]:
    """Without what one article alone counts in passing, where nothing that is told of the story counts people.

    "It came soon after wildfires that killed 90" is no toll of the trial that the story tells of, nor is that of a
    report which was taken for one of its own: a lone number would be read as the toll of what stands above it.
    """
    of_people = [group for group in groups if group[0].counted.counts in OF_PEOPLE]
    if not of_people or any(_is_told(group, story) for group in of_people):
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
