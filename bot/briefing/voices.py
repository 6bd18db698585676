"""How many independent voices tell a story, and how much that weighs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.model import Aboutness, StoryArticle
from bot.text.words import fold

# A story loses a third of its weight for each day that its newest report is old.
_FADES_IN = timedelta(hours=60)


def independent_voices(story: Sequence[StoryArticle]) -> int:
    """How many sources tell the story in words of their own: the same text twice is one voice."""
    texts: dict[str, str] = {}
    for member in story:
        texts.setdefault(fold(member.article.text), member.article.source)
    return len(set(texts.values()))


def weight(story: Sequence[StoryArticle], at: datetime) -> float:
    """What a story weighs in a briefing: voices with diminishing returns, aboutness, freshness."""
    about = max(member.match.score for member in story)
    newest = max((member.article.told_at for member in story if member.article.told_at), default=None)
    age = max(at - newest, timedelta(0)) if newest else _FADES_IN
    return math.log2(1 + independent_voices(story)) * (0.5 + about) * math.exp(-age / _FADES_IN)


def is_about(member: StoryArticle) -> bool:
    """True where the article is about the topic; passing mentions never carry a story."""
    return member.match.aboutness is Aboutness.ABOUT
