"""The days that mattered on a topic, each with a cited sentence or two. Pure: the same articles, the same days.

    articles | the days that each tells of | days by weight | the sentences of each | one or two a day, chosen together

A day weighs by the articles that tell of it: those told on it, and those that name it, which count the more the
later they look back. What matters is how far it stands out of its neighbours, or a timeline would be the first
weeks of any long story.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TypeGuard

from bot.briefing.candidates import Candidate, candidates
from bot.briefing.choice import choose
from bot.briefing.flaws import Flaw
from bot.briefing.genre import is_report
from bot.briefing.headline import language_rank
from bot.briefing.page import StoryChoice
from bot.briefing.saying import story_terms
from bot.model import Article, CitedSentence, Timeline, TimelineDay, Topic
from bot.text.dates import DayRead, days_read, is_in_passing
from bot.text.sentences import Span
from bot.text.terms import Meanings, no_meanings

MOST_DAYS = 20

# Tuned on three topics of T17 (`bench/quality.py timelines`): from .5 to .8 and from 7 to 20 days date F1 there
# stays within .02.
_NEIGHBOURS_COUNT = 0.7
_NEIGHBOURS_WITHIN = 15  # days, within which their weight falls to a third
# Of a day: those told last on it, which know how it ended; and with those told soonest after it no more than so many.
# With 20 of its own by chance the truce of 20 September 2023 was not told, with 40 or more it was. Alignment ROUGE-1 on
# the tuned part of T17, whose days have fewer: .142 with 20 of both, .145 so, .140 with 40 of both. A timeline of 8,000
# articles takes 1.9 times as long with 60 as with 20.
_OWN_READ = 40
_REPORTS_READ = 20
# A day is a part of a longer account. Alignment ROUGE-1 on the tuned part of T17: .092 with 25, .114 with 75, .129 with
# 300, .123 with 1,200.
_ACCOUNT_WORDS = 300
# Within so many characters a report says what happened on its own day, unless it names that day or the one before.
_OF_ITS_DAY_WITHIN = 1_500
_YESTERDAY = timedelta(days=1)
# Characters before a day: "On "; "On the flight, on 3 May, …".
_AT_THE_HEAD, _BEFORE_A_COMMA = 4, 40
_AROUND = timedelta(days=1)  # "today" near midnight may be the reader's tomorrow
# "Two reporters were hurt in the fighting that erupted on Sunday", told on Thursday, is of Thursday.
_SOON = timedelta(days=2)
_WORDS_A_SENTENCE = 60
# Of the days shown the weightier ones get a second sentence. Alignment ROUGE-1 on the tuned part of T17 (the others):
# .145 (.068) with none, .156 (.081) for a third of them, .158 (.083) for half, .148 (.084) for all.
_TOLD_IN_TWO = 0.5
_LOOKED_AT = 2  # days for each that is shown: some turn out to be named in headlines and questions only
_DAY = timedelta(days=1)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Report:
    """An article with the days that it names.

    Attributes:
        told_on: The reader's date when it was told.
        named: The places that name a day.
    """

    article: Article
    told_on: date
    named: tuple[DayRead, ...]

    @property
    def days(self) -> set[date]:
        """The days that it tells of: its own and those it names, that one at the latest."""
        return {self.told_on, *(named.sure for named in self.named if self._is_past(named.sure))}

    def days_in(self, span: Span) -> set[date]:
        """Those that it names in that part of its text; days later not such as are only named in passing."""
        return {
            named.sure
            for named in self._named_in(span)
            if self._is_past(named.sure)
            and not (
                self.told_on - named.sure > _SOON
                and is_in_passing(self.article.text, span.start, named, self.article.language)
            )
        }

    def tells_of_its_own(self, span: Span) -> bool:
        """Whether that part of its text may tell of its own day.

        One early in the text may that names no day or one long ago, unless it opens with it: "On 3 May, the dam broke".
        One that names the day before does not, nor one that means another by the clocks of either end of the world:
        "Wednesday", told on a Tuesday near midnight.
        """
        return span.start < _OF_ITS_DAY_WITHIN and all(
            self.told_on - named.sure > _YESTERDAY and not self._opens(span, named)
            if named.sure
            else all(day is None or _AROUND >= day - self.told_on >= timedelta() for day in named.days)
            for named in self._named_in(span)
            if named.sure is None or self._is_past(named.sure)
        )

    def _opens(self, span: Span, named: DayRead) -> bool:
        """Whether a day stands at the head of its sentence, alone or before a comma."""
        before = named.start - span.start
        return before <= _AT_THE_HEAD or (before <= _BEFORE_A_COMMA and self.article.text.startswith(",", named.end))

    def _named_in(self, span: Span) -> list[DayRead]:
        return [named for named in self.named if span.start <= named.start < span.end]

    def _is_past(self, day: date | None) -> TypeGuard[date]:
        return day is not None and day <= self.told_on


def timeline(
    topic: Topic,
    articles: Iterable[Article],
    *,
    zone: tzinfo,
    first: date | None = None,
    last: date | None = None,
    most: int = MOST_DAYS,
    languages: Sequence[str] = (),
    meanings: Meanings = no_meanings,
) -> Timeline:
    """The days of a topic that mattered, in order.

    Args:
        articles: What is about it; those without a date and those that are no reports are left out.
        zone: Whose dates count.
        first: The first day to be shown; the first on which something was told where it is None.
        last: The last one, likewise.
        most: Days at most.
        languages: What the readers read, the first first.
        meanings: What words stand for in every language.
    """
    reports = sorted(
        (_read(article, zone) for article in articles if article.told_at and is_report(article)),
        key=lambda report: (report.told_on, report.article.id),
    )
    told = Counter(report.told_on for report in reports)
    first, last = first or min(told, default=None), last or max(told, default=None)
    if first is None or last is None:
        return Timeline(topic, first, last, (), {})
    by_day: defaultdict[date, list[_Report]] = defaultdict(list)
    for report in reports:
        for day in report.days:
            if first <= day <= last:
                by_day[day].append(report)
    weights = _standing_out({day: sum(_weight(report, day) for report in found) for day, found in by_day.items()})
    ranked = sorted(weights, key=lambda day: (-weights[day], day))[: _LOOKED_AT * most]
    sentences = _sentences({day: _read_of(day, by_day[day]) for day in ranked}, meanings)
    stories = {day: _story(day, weights[day], sentences[day], languages, meanings) for day in ranked if sentences[day]}
    return Timeline(
        topic=topic,
        first=first,
        last=last,
        days=tuple(_told_day(day, chosen, by_day[day]) for day, chosen in _chosen(stories, most).items()),
        told={day: told[day] for day in sorted(told) if first <= day <= last},
    )


def _chosen(stories: Mapping[date, StoryChoice], most: int) -> dict[date, list[Candidate]]:
    """The days with their sentences, in order; a day whose every sentence is said already leaves its place to the next.

    Args:
        stories: By day, the weightiest first.
    """
    days = list(stories)
    while True:
        shown = days[:most]
        told_in_two = set(shown[: math.ceil(_TOLD_IN_TWO * len(shown))])
        trial = {day: replace(stories[day], most=2 if day in told_in_two else 1) for day in sorted(shown)}
        words = _WORDS_A_SENTENCE * (1 + len(shown) + len(told_in_two))
        told = choose(list(trial.values()), budget_words=words, parts_stand_alone=True)
        chosen = {day: told[story.id] for day, story in trial.items()}
        silent = {day for day, sentences in chosen.items() if not sentences}
        if not silent:
            return chosen
        days = [day for day in days if day not in silent]


def _told_day(day: date, chosen: Sequence[Candidate], reports: Sequence[_Report]) -> TimelineDay:
    """A day with its sentences in the order in which they were told."""
    in_order = sorted(chosen, key=lambda each: (each.article.told_at or _LONG_AGO, each.article.id, each.position))
    sentences = tuple(CitedSentence(each.quote, each.article) for each in in_order)
    return TimelineDay(day, sentences, sum(report.told_on > day for report in reports))


def _read(article: Article, zone: tzinfo) -> _Report:
    told_on = article.told_at.astimezone(zone).date() if article.told_at else date.max
    named = days_read(article.text, article.language, article.told_at) if article.told_at else []
    return _Report(article, told_on, tuple(named))


def _read_of(day: date, reports: Sequence[_Report]) -> list[_Report]:
    """Of the reports that tell of a day those from which it is told: its own, and those told soonest after it."""
    own = sorted((report for report in reports if report.told_on == day), key=_told_at)[-_OWN_READ:]
    later = [report for report in reports if report.told_on != day]
    return [*own, *later[: max(_REPORTS_READ - len(own), 0)]]


def _told_at(report: _Report) -> datetime:
    return report.article.told_at or _LONG_AGO


def _weight(report: _Report, day: date) -> float:
    return 1 + math.log1p((report.told_on - day).days)


def _standing_out(weights: Mapping[date, float]) -> dict[date, float]:
    """Each weight against the mean around it, which counts the less the farther it lies."""
    reach = range(-3 * _NEIGHBOURS_WITHIN, 3 * _NEIGHBOURS_WITHIN + 1)
    kernel = {away: math.exp(-abs(away) / _NEIGHBOURS_WITHIN) for away in reach}
    whole = sum(kernel.values())
    return {
        day: weight
        / (1 + sum(weights.get(day + away * _DAY, 0.0) * share for away, share in kernel.items()) / whole)
        ** _NEIGHBOURS_COUNT
        for day, weight in weights.items()
    }


def _sentences(by_day: Mapping[date, Sequence[_Report]], meanings: Meanings) -> dict[date, list[Candidate]]:
    """What may be told of each day; nothing of some."""
    reports = {report.article.id: report for found in by_day.values() for report in found}
    sentences: dict[date, list[Candidate]] = {day: [] for day in by_day}
    repeated: defaultdict[str, set[date]] = defaultdict(set)
    for report in reports.values():
        days = {day for day in report.days if report in by_day.get(day, ())}
        for day, candidate, is_named in _sentences_on(report, days, meanings):
            sentences[day].append(candidate)
            if not is_named:
                repeated[candidate.line].add(day)
    # What is said again on another day, and names none, is background.
    once = {day: [each for each in found if len(repeated[each.line]) <= 1] for day, found in sentences.items()}
    # So is "the conflict last flared in 2020", though it may be all that there is of a day.
    return {
        day: [each for each in found if Flaw.LOOKS_BACK not in each.flaws or day not in repeated[each.line]] or found
        for day, found in once.items()
    }


def _sentences_on(report: _Report, days: Set[date], meanings: Meanings) -> Iterator[tuple[date, Candidate, bool]]:
    """Each sentence that tells of one of the days, with the day and whether it names it."""

    def told(span: Span) -> set[date]:
        named = report.days_in(span)
        return (named | {report.told_on} if report.tells_of_its_own(span) else named) & days

    for candidate in candidates(report.article, meanings, wanted=lambda span: bool(told(span))):
        span = Span(candidate.quote.start, candidate.quote.end)
        for day in sorted(told(span)):
            yield day, candidate, day in report.days_in(span)


def _story(
    day: date, weight: float, found: Sequence[Candidate], languages: Sequence[str], meanings: Meanings
) -> StoryChoice:
    """A day as a story that gets one sentence, in the language that the readers read best."""
    best = min(language_rank(each.article, languages) for each in found)
    articles = list({each.article.id: each.article for each in found}.values())
    return StoryChoice(
        id=day.isoformat(),
        # Days are parts of one story: what they have in common is what the sentence has to be about.
        whole="",
        weight=weight,
        candidates=[each for each in found if language_rank(each.article, languages) == best],
        terms=story_terms(articles, meanings),
        words=_ACCOUNT_WORDS,
        due=1,
        most=1,
    )
