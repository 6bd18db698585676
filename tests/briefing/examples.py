"""Small articles and windows to brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.briefing.compose import ComposeInput
from bot.briefing.tallying import tallies
from bot.model import (
    Aboutness,
    Article,
    ArticleKind,
    BriefedStory,
    Briefing,
    Quote,
    StoryArticle,
    Tally,
    Topic,
    TopicMatch,
)
from bot.text.terms import no_meanings

EVENING = datetime(2026, 5, 1, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
TOPIC = Topic("straits", "The Straits")


def article(article_id: str, title: str, text: str | None = None, *, hours: float | None = 2, **fields: Any) -> Article:
    """An article told `hours` before EVENING, undated with None; a bare headline without a text."""
    given: dict[str, Any] = {
        "source": f"Source {article_id}",
        "language": "en",
        "feed_url": None if hours is None else f"https://{article_id}.example/feed",
        "published_at": None if hours is None else EVENING - hours * HOUR,
        "first_seen_at": EVENING,
    }
    return Article(id=article_id, title=title, text=title if text is None else text, **given | fields)


def member(given: Article, story_id: str = "s1", *, score: float = 0.9, about: bool = True) -> StoryArticle:
    aboutness = Aboutness.ABOUT if about else Aboutness.MENTIONS
    return StoryArticle(given, TopicMatch(TOPIC.id, aboutness, score, ()), story_id)


def note(article_id: str, title: str, text: str) -> StoryArticle:
    return member(article(article_id, title, text, hours=None, kind=ArticleKind.NOTE), article_id)


def window(*members: StoryArticle, **fields: Any) -> ComposeInput:
    """A day's window that ends at EVENING, for readers of English who were told nothing."""
    given: dict[str, Any] = {
        "articles_read": len(members),
        "began_at": {},
        "latest": (),
        "notes": (),
        "told": (),
        "languages": ("en",),
    }
    return ComposeInput(
        topic=TOPIC, at=EVENING, window_from=EVENING - 24 * HOUR, window_to=EVENING, window=members, **given | fields
    )


def a_day_later(given: ComposeInput, *members: StoryArticle, told: Sequence[Briefing]) -> ComposeInput:
    """The next day's window, which holds these articles, for a reader who was told `told`."""
    day = 24 * HOUR
    return replace(
        given, at=given.at + day, window_from=given.window_to, window_to=given.at + day, window=members, told=told
    )


def all_quotes(briefing: Briefing) -> list[Quote]:
    return [quote for story in briefing.stories for quote in story.quotes]


def texts(story: BriefedStory) -> list[str]:
    return [quote.text for quote in story.quotes]


def tallied(*reports: Article) -> list[Tally]:
    return tallies(reports, no_meanings, no_meanings)


def values(tally: Tally) -> list[float]:
    return [quantity.value for quantity in tally.quantities]


def dead(number: object, hours: float, name: str = "") -> Article:
    return article(
        name or f"a{number}", "The dam broke", f"At least {number} people were killed below the dam.", hours=hours
    )
