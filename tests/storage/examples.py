"""Small values to fill a database with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.model import (
    Aboutness,
    AliasHit,
    Article,
    ArticleKind,
    BriefedStory,
    Briefing,
    Placement,
    Quote,
    StoryStatus,
    Topic,
    TopicMatch,
)
from bot.storage import (
    PREFERENCES,
    Answer,
    Delivery,
    ForumPost,
    ForumPostState,
    NewArticle,
    Preferences,
    Storage,
    Subscription,
)

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LEASE = timedelta(minutes=5)
CHANNEL = 1_180_000_000_000_000_001
GUILD = 1_180_000_000_000_000_002
MEMBER = 1_180_000_000_000_000_003
FEED = "https://news.example/feed"


def article(article_id: str = "a1", *, hours: float | None = 0, **fields: Any) -> Article:
    """A feed's article told `hours` after NOON; None for one without a date."""
    defaults: dict[str, Any] = {
        "source": "Example News",
        "title": f"Title of {article_id}",
        "text": f"Text of {article_id}.",
        "feed_url": FEED,
        "first_seen_at": NOON + max(hours or 0, 0) * HOUR,
        "published_at": None if hours is None else NOON + hours * HOUR,
    }
    return Article(article_id, **defaults | fields)


def unlike_sentence(number: int) -> str:
    """Twenty made-up words, of which no sentence of another number has one."""
    return f"The {' '.join(f'{chr(97 + number % 26)}{number}ord{word}' for word in range(19))}."


def undated_seed(article_id: str, **fields: Any) -> Article:
    return article(article_id, hours=None, feed_url=None, **fields)


def note(article_id: str, **fields: Any) -> Article:
    return undated_seed(article_id, kind=ArticleKind.NOTE, **fields)


def match(topic_id: str = "csto", *, score: float = 0.9, aboutness: Aboutness = Aboutness.ABOUT) -> TopicMatch:
    return TopicMatch(topic_id, aboutness, score, (AliasHit("CSTO", "title", 0, 4), AliasHit("ОДКБ", "text", 2, 6)))


def new(given: Article, story_id: str | None = None, *matches: TopicMatch) -> NewArticle:
    placement = Placement(given.id, story_id, opened=True, score=0.0, why="opened") if story_id else None
    return NewArticle(given, matches, placement)


def add(storage: Storage, *batch: NewArticle, now: datetime = NOON) -> None:
    storage.add_articles(batch, now=now)


def ids(articles: Sequence[Any]) -> list[str]:
    """Of articles, or of what holds one."""
    return [each.id if isinstance(each, Article) else each.article.id for each in articles]


def topic(topic_id: str = "csto") -> Topic:
    return Topic(topic_id, topic_id.upper())


def briefing(briefing_id: str = "b1", *, topic_id: str = "csto", at: datetime = NOON) -> Briefing:
    told = article("a1", title="“Quoted” – ОДКБ", text="A sentence. Another one.")
    story = BriefedStory("s1", told.title, "a1", StoryStatus.NEW, (Quote.of(told, 0, 11),), (told,))
    return Briefing(briefing_id, topic(topic_id), at, at - 24 * HOUR, at, articles_read=7, stories=(story,))


def subscribe(storage: Storage, **fields: Any) -> Subscription:
    """A daily subscription at 12:00 UTC whose hour has come at NOON."""
    wish: dict[str, Any] = {
        "guild_id": GUILD,
        "channel_id": CHANNEL,
        "topic_id": "csto",
        "time": "12:00",
        "created_by": MEMBER,
        "next_due_at": NOON,
        "now": NOON - HOUR,
    }
    preferences = {"timezone": "UTC"} | {name: fields.pop(name) for name in PREFERENCES if name in fields}
    return storage.subscribe(**wish | fields, preferences=Preferences(**preferences)).subscription


def enqueue(storage: Storage, subscription: Subscription, *, day: int = 0, briefing_id: str | None = None) -> Delivery:
    """The subscription's delivery so many days after NOON."""
    due_at = NOON + timedelta(days=day)
    told = briefing(briefing_id or f"b{day}", topic_id=subscription.topic_id, at=due_at)
    queued = storage.delivery(*storage.enqueue(told, [answer_of(subscription, day=day)]))
    assert queued is not None
    return queued


def answer_of(subscription: Subscription, *, day: int = 0, **fields: Any) -> Answer:
    """The subscription's hour so many days after NOON."""
    due_at = NOON + timedelta(days=day)
    its_date = date(2026, 5, 1) + timedelta(days=day)
    answer = Answer(
        subscription.id, its_date, subscription.time, f"{subscription.id}-{day}", due_at, due_at + timedelta(days=1)
    )
    return answer._replace(**fields)


def forum_post(story_id: str = "s1", **fields: Any) -> ForumPost:
    """The post that tells a story in a forum."""
    return replace(
        ForumPost(
            CHANNEL, "csto", story_id, GUILD, thread_id=77, state=ForumPostState.OPEN, delivery_id=1, told_at=NOON
        ),
        **fields,
    )


def claim(storage: Storage, now: datetime = NOON) -> Delivery:
    claimed = storage.claim(now, LEASE)
    assert claimed is not None
    return claimed
