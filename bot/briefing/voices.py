"""How many independent voices tell a story, and how much that weighs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.briefing.terms import terms
from bot.model import Aboutness, Article, StoryArticle

# A story loses a third of its weight for each day that its newest report is old.
_FADES_IN = timedelta(hours=60)
# An agency's text in two papers differs by a headline, a credit or a last paragraph.
_COPIES_FROM = 0.8
_TEXT_COMPARED = 600  # characters


def voices(reports: Sequence[Article]) -> list[list[Article]]:
    """The reports of each independent voice: a source with the texts of its own; copies of another's are left out."""
    by_source: dict[str, list[Article]] = {}
    contents: list[frozenset[str]] = []
    for report in reports:
        content = terms(report.text[:_TEXT_COMPARED])
        if not any(_likeness(content, other) >= _COPIES_FROM for other in contents):
            by_source.setdefault(report.source, []).append(report)
            contents.append(content)
    return list(by_source.values())


def weight(story: Sequence[StoryArticle], at: datetime) -> float:
    """What a story weighs in a briefing: voices with diminishing returns, aboutness, freshness."""
    about = max(member.match.score for member in story)
    newest = max((member.article.told_at for member in story if member.article.told_at), default=None)
    age = max(at - newest, timedelta(0)) if newest else _FADES_IN
    count = len(voices([member.article for member in story]))
    return math.log2(1 + count) * (0.5 + about) * math.exp(-age / _FADES_IN)


def is_about(member: StoryArticle) -> bool:
    """True where the article is about the topic; passing mentions never carry a story."""
    return member.match.aboutness is Aboutness.ABOUT


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0
