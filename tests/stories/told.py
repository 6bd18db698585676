"""Articles as tests tell them, written for these tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from bot.model import Article
from bot.stories import StoryIndex

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
"""A Monday."""


def told(title: str, text: str = "", language: str = "en", at: datetime | None = NOON) -> Article:
    """An article; the same words at the same moment have the same id."""
    key = f"{title}|{text}|{at}"
    return Article(
        id=sha256(key.encode()).hexdigest()[:16],
        source="Example",
        title=title,
        text=text or title,
        first_seen_at=NOON,
        language=language,
        published_at=at,
    )


def stories_of(articles: Sequence[Article], index: StoryIndex | None = None) -> list[str]:
    """The story of each article after the last has come, second thoughts included."""
    index = index or StoryIndex()
    found = {}
    for article in articles:
        found[article.id] = index.place(article).story_id
        found.update((moved.article_id, moved.story_id) for moved in index.second_thoughts())
    return [found[article.id] for article in articles]
