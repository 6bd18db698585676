"""What the tests of the path take in: an article on a bridge, two topics, and which story holds it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model import Alias, Article, Topic
from bot.storage import Storage
from tests.pipeline.conftest import NOON

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
BRIDGES = Topic("bridges", "Bridges", aliases=(Alias("bridge*", "en"),))
SCHOOLS = Topic("schools", "Schools", aliases=(Alias("school*", "en"),))
TITLE = "Bridge over the Akhuryan collapses near Gyumri after flood"
TEXT = "A bridge over the Akhuryan river near Gyumri collapsed after a flood on Friday, the rescue service said."


def article(
    article_id: str, *, title: str = TITLE, text: str = TEXT, told_at: datetime | None = NOON, source: str = "News A"
) -> Article:
    return Article(
        id=article_id,
        source=source,
        title=title,
        text=text,
        first_seen_at=NOON,
        feed_url="https://news.example/feed",
        language="en",
        published_at=told_at,
    )


def story_of(storage: Storage, article_id: str) -> str:
    placed = {found.id: story_id for found, story_id in storage.placements_between(NOON - timedelta(days=400))}
    return placed[article_id]
