"""Of a story what there is to choose sentences from: the whole, or each development by itself and whom it hit.

A story that many report is told in parts (`aspects`), each with so many sentences.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.briefing.aspects import aspects
from bot.briefing.candidates import Candidate
from bot.briefing.page import MOST_SENTENCES, MOST_WHEN_QUIET, StoryChoice
from bot.briefing.repeats import Headline
from bot.briefing.saying import story_terms
from bot.briefing.voices import voices
from bot.briefing.weighing import TOLL_WEIGHS, WeighedStory
from bot.model import Article
from bot.text.terms import Meanings, all_terms, in_any_language, terms

# For so many reports a story is due another sentence, whoever tells it: on a day that few sources tell, what one of
# them reports again and again is what happened. Vital facts as at `weighing._CENTRALITY_COUNTS`: 94.9 of 151 and 34.9
# of 42 with one for four voices, 97.4 and 35.8 with one for two reports; of the days aside, whose totals were in
# sight, 92.7 and 96.4 of 146.
_REPORTS_FOR_ANOTHER = 2
_MOST_DUE = 3
_MOST_OF_ASPECT, _MOST_OF_ASPECT_WHEN_QUIET = 2, 5


class _Room(NamedTuple):
    """How many sentences a story is due, may get, and may get where much of the budget is left."""

    due: int
    most: int
    most_when_quiet: int


_FILLER = _Room(0, 0, 1)
_ONE_LINE = _Room(1, 1, 1)
# Of nineteen quiet days on Karabakh and the CSTO 49 of 56 vital facts stand with a second sentence, 47 with one, and 49
# with a third.
_FEATURE = _Room(1, 1, 2)


def parts_of(story: WeighedStory, meanings: Meanings) -> list[StoryChoice]:
    """What there is to choose from: of a big story each development by itself, and whom it hit."""
    if little := _little_room(story):
        return [_choice(story, story.reports, story.candidates, meanings, little)]
    developments = aspects(story.reports, meanings)
    if len(developments) == 1:
        room = _Room(_due(story.reports), MOST_SENTENCES, MOST_WHEN_QUIET)
        return [_choice(story, story.reports, story.candidates, meanings, room)]
    parts = [(reports, _of(reports, story.candidates)) for reports in developments]
    choices = [_choice(story, reports, said, meanings, _room_of_part(reports)) for reports, said in parts if said]
    if tolls := _untold(story, _tolls(story.quotable) or _tolls(story.candidates)):
        counting = [report for report in story.reports if _of([report], tolls)]
        choices.append(replace(_choice(story, counting, tolls, meanings, _ONE_LINE), id=f"{story.id}/tolls"))
    # The largest development opens a story with all its weight: a small one opened it where it had the shortest
    # sentence. Vital facts of 2023 in samples 17.6 for 17.2, and with the stories of the labels 17.2 for 17.0; of 146
    # topic-days nine change, six of them for the better by eye, none for the worse.
    largest = max(choice.weight for choice in choices if choice.most > 1)
    return [replace(each, whole_weight=story.weight * min(each.weight / largest, 1.0)) for each in choices]


def _untold(story: WeighedStory, sentences: Sequence[Candidate]) -> list[Candidate]:
    """Those that the reader was not told of it."""
    known = story.told.lines if story.told else frozenset()
    return [each for each in sentences if each.line not in known]


def _tolls(sentences: Sequence[Candidate]) -> list[Candidate]:
    return [sentence for sentence in sentences if sentence.tells_toll]


def _of(reports: Sequence[Article], sentences: Sequence[Candidate]) -> list[Candidate]:
    ids = {report.id for report in reports}
    return [sentence for sentence in sentences if sentence.article.id in ids]


def _choice(
    story: WeighedStory,
    reports: Sequence[Article],
    sentences: Sequence[Candidate],
    meanings: Meanings,
    room: _Room,
) -> StoryChoice:
    waits = {each.article.id for each in story.quotable}.isdisjoint(each.article.id for each in sentences)
    return StoryChoice(
        id=f"{story.id}/{reports[0].id}",
        whole=story.id,
        weight=story.weight * _share(story, reports),
        candidates=_untold(story, sentences) or sentences,
        elsewhere=_elsewhere(story, {report.id for report in reports}),
        waits=waits,
        terms=story_terms(reports, meanings),
        headline=_headline(story.speaker, meanings),
        whole_weight=story.weight,
        told=story.told.terms if story.told else frozenset(),
        due=0 if waits else room.due,
        most=room.most,
        most_when_quiet=room.most_when_quiet,
    )


def _headline(speaker: Article, meanings: Meanings) -> Headline:
    means = in_any_language(all_terms(speaker.title, speaker.language, meanings))
    return Headline(terms(speaker.title), means, speaker.language, speaker.id)


def _share(story: WeighedStory, reports: Sequence[Article]) -> float:
    """What a part of a story weighs of the whole: 1 for the whole."""
    if len(reports) == len(story.reports):
        return 1.0
    ids = {report.id for report in reports}
    has_toll = any(c.tells_toll and c.article.id in ids for c in story.candidates)
    return math.log2(1 + len(voices(reports))) / math.log2(1 + story.voices) * (TOLL_WEIGHS if has_toll else 1.0)


def _elsewhere(story: WeighedStory, ids: set[str]) -> frozenset[str]:
    """Which of these articles are in another language than the best; none where all are."""
    foreign = {candidate.article.id for candidate in story.elsewhere}
    readable = {candidate.article.id for candidate in story.quotable}
    return frozenset(foreign & ids) if readable & ids else frozenset()


def _due(reports: Sequence[Article]) -> int:
    """How many sentences a story with these reports, or a development of one, gets before lighter ones get a second."""
    return min(1 + len(reports) // _REPORTS_FOR_ANOTHER, _MOST_DUE)


def _little_room(story: WeighedStory) -> _Room | None:
    """Of what gets a sentence or two: fillers, what the reader knows, features."""
    if story.is_filler:
        return _FILLER
    is_told = story.told is not None and story.told.article_ids >= {report.id for report in story.reports}
    if is_told or story.is_musing:
        return _ONE_LINE
    return _FEATURE if story.is_soft and not any(sentence.figures for sentence in story.candidates) else None


def _room_of_part(reports: Sequence[Article]) -> _Room:
    return _Room(min(_due(reports), _MOST_OF_ASPECT), _MOST_OF_ASPECT, _MOST_OF_ASPECT_WHEN_QUIET)
