"""Every article enters here, whoever brought it: match its topics, place it in a story, store it.

Articles of a batch are placed in the order in which they were told, whatever order they came in.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from bot.model import Article, ArticleKind, Placement, Topic
from bot.storage import Added, NewArticle, Storage, content_hash
from bot.stories.grouping import StoryIndex
from bot.topics.match import TopicMatcher

_TOPICS_KEY = "intake.topics"
_LAST = datetime.max.replace(tzinfo=UTC)


class Intake:
    """Takes articles in. Safe to call from several threads: one batch at a time.

    Args:
        storage: Where they are kept.
        keep_stories: How far back in time stories stay open between batches.
    """

    def __init__(self, storage: Storage, *, keep_stories: timedelta = timedelta(days=7)) -> None:
        self._storage = storage
        self._keep_stories = keep_stories
        self._matcher = TopicMatcher(())
        self._stories = StoryIndex()
        self._known_from = _LAST
        self._lock = threading.Lock()

    def use_topics(self, topics: Sequence[Topic]) -> int:
        """Match with these topics from now on; where they differ from the last ones, the archive is matched again.

        Returns:
            How many articles were matched again.
        """
        fingerprint = _fingerprint(topics)
        with self._lock:
            self._matcher = TopicMatcher(topics)
            if self._storage.state(_TOPICS_KEY) == fingerprint:
                return 0
            count = 0
            for batch in self._storage.iter_articles():
                self._storage.set_matches({article.id: self._matcher.match(article) for article in batch})
                count += len(batch)
            self._storage.set_state(_TOPICS_KEY, fingerprint)
            return count

    def add(self, articles: Iterable[Article], *, now: datetime) -> Added:
        """Store what is new and what was edited, with its topics and its story."""
        with self._lock:
            given = {article.id: article for article in articles}
            known = self._storage.known_articles(list(given))
            unknown = [a for a in given.values() if known.get(a.id) != content_hash(a)]
            if not unknown:
                return Added((), ())
            self._recall(unknown)
            unknown.sort(key=lambda article: (article.told_at or _LAST, article.id))
            batch = [
                NewArticle(article, self._matcher.match(article), None if article.id in known else self._place(article))
                for article in unknown
            ]
            added = self._storage.add_articles(batch, now=now)
            self._forget(now)
            return added

    def _place(self, article: Article) -> Placement | None:
        return self._stories.place(article) if article.kind is ArticleKind.NEWS else None

    def _recall(self, unknown: Sequence[Article]) -> None:
        """Make the index know the stories around these articles, as far back as the oldest needs."""
        moments = [article.told_at for article in unknown if article.told_at and article.kind is ArticleKind.NEWS]
        if not moments:
            return
        since = min(moments) - StoryIndex.WINDOW
        if since < self._known_from:
            until = None if self._known_from == _LAST else self._known_from
            for article, story_id in self._storage.placements_between(since, until):
                self._stories.remember(article, story_id)
            self._known_from = since

    def _forget(self, now: datetime) -> None:
        horizon = now - self._keep_stories
        if self._known_from < horizon:
            self._stories.forget_before(horizon)
            self._known_from = horizon


def _fingerprint(topics: Sequence[Topic]) -> str:
    return hashlib.blake2b("\n".join(sorted(map(repr, topics))).encode(), digest_size=16).hexdigest()
