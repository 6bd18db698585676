"""The title that speaks for a story: one that says what happened, in a language its readers read."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.briefing.claims import overstatement
from bot.model import Article
from bot.text.terms import Meanings, all_terms, folded_line, is_happening, no_meanings, terms
from bot.text.wording import Wording, figures, is_worded

# A title of more words is a sentence that stood in for one.
_MOST_WORDS = 20
_FEWEST_WORDS = 4
# The state of things in the evening beats that of the morning, where the titles are nearly as good: a truce the attack
# before it. Of 69 stories of four reports or more three change with .5 for .25 (and .3 for .2 below): that one, and two
# that are told no better and no worse; vital facts of 2023, in sight, in samples 17.3 for 17.0. With .75 as many change
# for the worse as for the better.
_NEWER_ADDS = 0.5
_NEWER_BY = timedelta(hours=24)
_FIGURE_ADDS = 0.15
# What most titles say happened, in whichever language: "The war in the hills" tells no truce.
_HAPPENING_ADDS = 0.5
_HAPPENINGS_COUNTED = 2
# Of whom or what its first words speak the other titles speak too: "Traders hail delay of the car ban" is a reaction to
# the news. Of 42 topic-days .2 changed six headlines of big stories, none for the worse by eye; .4 eleven, two of them.
# What is new adds twice as much since: with .3 a reaction told later stays behind the news.
_SUBJECT_WORDS = 4
_SUBJECT_ADDS = 0.3
# It names the topic, where some do and some do not: "Players end silent protest" for a topic on their country, and no
# other match of that day. Of 38 topic-days with 1 to 74 stories four headlines change, all for the better by eye.
_TOPIC_ADDS = 0.3
_QUESTION_COSTS = 0.5
_LENGTH_COSTS = 0.3
_DIVIDED_COSTS = 0.1
_OVERSTATED_COSTS = 0.4
_WRONG_NUMBER_COSTS = 1.2  # nor is it as bad as a number that its own text does not bear out
_LEFT_BEHIND_COSTS = 1.0  # no other title that tells the story is worse than the toll of the morning
# "Bank set to hold rates" is no news once it has.
_ANNOUNCES_COSTS = 0.3
# What people think of a strike is no news of it. Of 234 briefings two stories change, both for the better by eye.
_POLL_COSTS = 0.3
_ANNOUNCING: tuple[Wording, ...] = ("announces", "announces in titles")
_DIVIDED = re.compile(r"\s[-–—|]\s|[.!]\s|^\w+:\s")


def choose_headline(
    reports: Sequence[Article],
    languages: Sequence[str],
    meanings: Meanings = no_meanings,
    *,
    name_the_topic: Collection[str] = (),
    left_behind: Collection[str] = (),
) -> Article:
    """The report whose title speaks for the story.

    In the language its readers read best, and then: most like the other titles, and most of all where it begins, with a
    figure, late.

    Args:
        name_the_topic: Ids of the reports whose titles do.
        left_behind: Of those whose titles tell a toll that later reports have left behind.
    """
    spread: Counter[str] = Counter()
    titles = {report.title: report.language for report in reports}
    for title in titles:
        spread.update(terms(title))
    happenings = {title: _happenings(title, language, meanings) for title, language in titles.items()}
    common = Counter(happening for each in happenings.values() for happening in each)
    newest = max((report.told_at for report in reports if report.told_at), default=None)

    def rank(report: Article) -> tuple[int, float, str, str]:
        told = report.told_at.isoformat() if report.told_at else "9"
        age = (newest - report.told_at) / _NEWER_BY if newest and report.told_at else 1.0
        worth = _worth(report, spread, len(reports)) + _NEWER_ADDS * (1 - min(age, 1.0))
        worth += _TOPIC_ADDS * (report.id in name_the_topic) - _LEFT_BEHIND_COSTS * (report.id in left_behind)
        shares = sorted(((common[each] - 1) / len(titles) for each in happenings[report.title]), reverse=True)
        worth += _HAPPENING_ADDS * sum(shares[:_HAPPENINGS_COUNTED])
        return (language_rank(report, languages), -round(worth, 6), told, report.id)

    return min(reports, key=rank)


def is_fit(report: Article) -> bool:
    """Whether nothing speaks against its title: a question, its length, a claim beyond its text."""
    return not _costs(report)


def _happenings(title: str, language: str | None, meanings: Meanings) -> frozenset[str]:
    return frozenset(filter(is_happening, all_terms(title, language, meanings)))


def language_rank(article: Article, languages: Sequence[str]) -> int:
    """0 for the language that the readers read best, and one more than all for what they do not read."""
    return languages.index(article.language) if article.language in languages else len(languages)


def _worth(report: Article, spread: Counter[str], reports: int) -> float:
    title = report.title
    content = terms(title)
    others = max(reports - 1, 1)
    worth = math.fsum((spread[term] - 1) / others for term in content) / (len(content) + 2) if content else -1.0
    if subject := terms(" ".join(title.split()[:_SUBJECT_WORDS])):
        worth += _SUBJECT_ADDS * math.fsum((spread[term] - 1) / others for term in subject) / len(subject)
    line = folded_line(title)
    if figures(line, report.language):
        worth += _FIGURE_ADDS
    if _DIVIDED.search(title):
        worth -= _DIVIDED_COSTS
    if any(is_worded(wording, line, report.language) for wording in _ANNOUNCING):
        worth -= _ANNOUNCES_COSTS
    if is_worded("polls", line, report.language):
        worth -= _POLL_COSTS
    return worth - _costs(report)


def _costs(report: Article) -> float:
    """What speaks against a title: 0 for nothing."""
    costs = _QUESTION_COSTS if "?" in report.title else 0.0
    if not _FEWEST_WORDS <= len(report.title.split()) <= _MOST_WORDS:
        costs += _LENGTH_COSTS
    flag = overstatement(report)
    if flag and figures(folded_line(flag.claims), report.language):
        return costs + _WRONG_NUMBER_COSTS
    return costs + (_OVERSTATED_COSTS if flag else 0.0)
