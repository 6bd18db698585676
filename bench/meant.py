"""What articles mean, read by the model where the bot would: articles on a topic of the packs that it ships with."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from bot.model import Aboutness, Article, Topic
from bot.stories import StoryIndex
from bot.stories.embedder import Embedder, installed_embedder
from bot.topics.match import TopicMatcher
from bot.topics.packs import read_packs

_MISTAKE = 2
_VECTORS: dict[str, bytes] = {}
SHIPPED = Path(__file__).resolve().parents[1] / "seeds" / "topics"
"""The topic packs that the bot comes with."""


class Grouping:
    """Articles into stories as the bot does it, one by one.

    Args:
        topics: Followed beside those of the packs that the bot ships with.
        by_meaning: As far as a model is installed.
    """

    def __init__(self, topics: Iterable[Topic] = (), *, by_meaning: bool = True) -> None:
        self._embedder = _embedder() if by_meaning else None
        space = self._embedder.space() if self._embedder else None
        followed = tuple({topic.id: topic for topic in (*packs_in(SHIPPED), *topics)}.values())
        self._matcher = _matcher(followed)
        self._index = StoryIndex(space=space, topics=followed)
        self.stories: dict[str, str] = {}

    def place(self, article: Article) -> None:
        """Decide for an article; `stories` then says for every article so far where it belongs."""
        topics = [match.topic_id for match in self._matcher.match(article) if match.aboutness is Aboutness.ABOUT]
        vector = _vector(article) if self._embedder and article.told_at and topics else None
        self.stories[article.id] = self._index.place(article, topics=topics, vector=vector).story_id
        self.stories.update((moved.article_id, moved.story_id) for moved in self._index.second_thoughts())


@cache
def _embedder() -> Embedder | None:
    return installed_embedder()


def _vector(article: Article) -> bytes | None:
    embedder = _embedder()
    if embedder is None:
        return None
    if article.id not in _VECTORS:
        _VECTORS[article.id] = embedder.vector(article)
    return _VECTORS[article.id]


@cache
def _matcher(topics: tuple[Topic, ...]) -> TopicMatcher:
    return TopicMatcher(topics)


@cache
def packs_in(folder: Path) -> tuple[Topic, ...]:
    """The topic packs of a folder.

    Raises:
        SystemExit: Some cannot be read, as it has printed.
    """
    packs, errors = read_packs(folder)
    if errors:
        print(*errors, sep="\n", file=sys.stderr)
        raise SystemExit(_MISTAKE)
    return tuple(packs)
