"""Articles and topics for the tests of this folder, in one line each."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.model import Alias, Article, Topic, TopicMatch
from bot.topics.match import TopicMatcher


def article(title: str, text: str | None = None, *, topics: tuple[str, ...] = ()) -> Article:
    """An article; without a text the source gave a headline only."""
    return Article(
        id="0123456789abcdef",
        source="Example News",
        title=title,
        text=title if text is None else text,
        first_seen_at=datetime(2024, 2, 23, tzinfo=UTC),
        topics=topics,
    )


def aliases(*patterns: str) -> tuple[Alias, ...]:
    """Names of a topic, all in English."""
    return tuple(Alias(pattern, "en") for pattern in patterns)


def topic(*patterns: str, id: str = "example", excluded: tuple[str, ...] = ()) -> Topic:  # noqa: A002 - as the model has it
    """A topic with these names."""
    return Topic(id, id.title(), aliases=aliases(*patterns), excluded=aliases(*excluded))


def match(topic: Topic, title: str, text: str | None = None) -> TopicMatch | None:
    """How an article matches the one topic there is; None where it does not."""
    matches = TopicMatcher([topic]).match(article(title, text))
    return matches[0] if matches else None


def said(topic: Topic, title: str, text: str | None = None) -> list[str]:
    """The words that match the topic, as they stand in title and text."""
    found = match(topic, title, text)
    fields = {"title": title, "text": title if text is None else text}
    return [fields[hit.field][hit.start : hit.end] for hit in found.hits] if found else []


FILLER = "The harbour office counted boats, crates and gulls until the evening bell rang over the quay. " * 6
"""Some hundred words that name nothing: what stands after them is no lead."""
