"""Every article enters here, whoever brought it: match its topics, place it in a story, store it.

Articles of a batch are placed in the order in which they were told, whatever order they came in.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        keep_stories: How far back in time stories are kept in memory; older ones are recalled when an
            article comes that late.
    """

    def __init__(self, storage: Storage, *, keep_stories: timedelta = timedelta(days=7)) -> None:
        self._storage = storage
        self._keep_stories = keep_stories
        self._matcher = TopicMatcher(())
        self._recent = StoryIndex()
        self._known_from = _LAST
        self._lock = threading.Lock()

    def use_topics(self, topics: Sequence[Topic], *, complete: bool = True) -> int:
        """Match with these topics from now on; where they differ from the last ones, the archive is matched again.

        Args:
            topics: All there are.
            complete: False where some cannot be read for the moment: then the archive keeps its matches until all can.

        Returns:
            How many articles were matched again.
        """
        fingerprint = _fingerprint(topics)
        with self._lock:
            self._matcher = TopicMatcher(topics)
            if not complete:
                self._storage.set_state(_TOPICS_KEY, "incomplete")
                return 0
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
            placed = {placement.article_id: placement for placement in self._placements(unknown, known, now)}
            batch = [NewArticle(each, self._matcher.match(each), placed.pop(each.id, None)) for each in unknown]
            added = self._storage.add_articles(batch, now=now)
            self._storage.move_articles(list(placed.values()))  # what they showed about earlier ones
            return added

    def _placements(self, unknown: Sequence[Article], known: Mapping[str, str], now: datetime) -> Iterator[Placement]:
        """A story for each piece of news that has none, in the order in which they were told.

        Later ones may show that an earlier one, of this batch or of the archive, belongs elsewhere: then its
        placement comes once more.
        """
        news = [each for each in unknown if each.kind is ArticleKind.NEWS and each.id not in known]
        news.sort(key=lambda article: (article.told_at or _LAST, article.id))
        horizon = now - self._keep_stories
        recent = [each for each in news if each.told_at is None or each.told_at >= horizon]
        for stretch in _stretches(each for each in news if each.told_at and each.told_at < horizon):
            index = StoryIndex()
            start, end = stretch[0].told_at or _LAST, stretch[-1].told_at or _LAST
            self._recall(index, start - StoryIndex.WINDOW, end + StoryIndex.WINDOW)
            yield from map(index.place, stretch)
            yield from index.corrections()
        if recent:
            self._keep_current(horizon)
            yield from map(self._recent.place, recent)
            yield from self._recent.corrections()

    def _keep_current(self, horizon: datetime) -> None:
        """The index of recent stories: what the articles from `horizon` on may join, and nothing older."""
        since = horizon - StoryIndex.WINDOW
        if since < self._known_from:
            self._recall(self._recent, since, None if self._known_from == _LAST else self._known_from)
        else:
            self._recent.forget_before(horizon)
        self._known_from = since

    def _recall(self, index: StoryIndex, start: datetime, end: datetime | None) -> None:
        for article, story_id in self._storage.placements_between(start, end):
            index.remember(article, story_id)


def _stretches(told: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles in order of time, cut where nothing on one side can belong to a story of the other."""
    stretch: list[Article] = []
    for article in told:
        if stretch and article.told_at and article.told_at - (stretch[-1].told_at or _LAST) > 2 * StoryIndex.WINDOW:
            yield stretch
            stretch = []
        stretch.append(article)
    if stretch:
        yield stretch


def _fingerprint(topics: Sequence[Topic]) -> str:
    return hashlib.blake2b("\n".join(sorted(map(repr, topics))).encode(), digest_size=16).hexdigest()
