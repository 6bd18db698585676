"""The stories that an article may join: those of the last days in memory, earlier ones recalled when one comes so late.

Of one thread at a time: `Intake` sees to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.model import Article, Placement, Topic
from bot.storage import Storage, Vector
from bot.stories import WINDOW, Rulings, StoryIndex
from bot.stories.embedder import Embedder

# So far back in time stories are kept in memory; older ones are recalled when an article comes that late.
_STORIES_KEPT = timedelta(days=7)
_READ_AT_ONCE = timedelta(days=7)
_LAST = datetime.max.replace(tzinfo=UTC)


class News(NamedTuple):
    """An article with what stories are made by: the topics that it is about and what it means."""

    article: Article
    topics: Sequence[str]
    vector: Vector | None


class KnownStories:
    """Indexes of stories over what is stored.

    Args:
        storage: Where the articles and their stories are kept.
        embedder: The model by which vectors are compared.
    """

    def __init__(self, storage: Storage, embedder: Embedder | None) -> None:
        self._storage = storage
        self._embedder = embedder
        self._topics: Sequence[Topic] = ()
        self._rulings = Rulings()
        self._recent: StoryIndex | None = None
        self._known_from = _LAST

    def know_topics(self, topics: Sequence[Topic]) -> None:
        """From now on articles may be about these."""
        self._topics = topics
        if self._recent is not None:
            self._recent.know_topics(topics)

    def obey(self, rulings: Rulings) -> None:
        """Go by what people said, from now on."""
        self._rulings = rulings
        self.forget()

    def forget(self) -> None:
        """Know none by heart any more: storage has other stories by now, or could not be told of these."""
        self._recent = None
        self._known_from = _LAST

    def indexes_for(self, in_order: Sequence[Article], now: datetime) -> Iterator[tuple[Article, StoryIndex]]:
        """Each piece of news with the stories that it may join."""
        horizon = now - _STORIES_KEPT
        recent = [each for each in in_order if each.told_at is None or each.told_at >= horizon]
        for stretch in _stretches(each for each in in_order if each.told_at and each.told_at < horizon):
            index = self._new_index()
            start, end = stretch[0].told_at or _LAST, stretch[-1].told_at or _LAST
            self._recall(index, start - WINDOW, end + WINDOW)
            yield from ((each, index) for each in stretch)
        if recent:
            index = self.recent(now)
            yield from ((each, index) for each in recent)

    def recent(self, now: datetime) -> StoryIndex:
        """What the articles of the last days may join, and nothing older."""
        horizon = now - _STORIES_KEPT
        since = horizon - WINDOW
        if self._recent is None:
            self._recent = self._new_index()
        if since < self._known_from:
            self._recall(self._recent, since, None if self._known_from == _LAST else self._known_from)
        else:
            self._recent.forget_before(horizon)
        self._known_from = since
        return self._recent

    def placed_anew(self) -> dict[str, Placement]:
        """Where each article that has a date would be placed now, were it read in order of time; by id, in that order.

        Nothing is kept of it.
        """
        placed: dict[str, Placement] = {}
        index = self._new_index(lambda story_id: (each for each in placed if placed[each].story_id == story_id))
        end = datetime.min.replace(tzinfo=UTC)
        while first := self._storage.first_news_after(end):
            start, end = first - timedelta.resolution, first + _READ_AT_ONCE
            index.forget_before(first - _STORIES_KEPT)
            for placement in placements(index, [news for news, _ in self._told_between(start, end)]):
                placed[placement.article_id] = placement
        return placed

    def _new_index(self, holds: Callable[[str], Iterable[str]] | None = None) -> StoryIndex:
        space = self._embedder.space() if self._embedder else None
        holds = holds or self._storage.members_of
        return StoryIndex(space=space, rulings=self._rulings, topics=self._topics, holds=holds)

    def _recall(self, index: StoryIndex, start: datetime, end: datetime | None) -> None:
        for (article, topics, vector), story_id in self._told_between(start, end):
            index.remember(article, story_id, topics=topics, vector=vector.kept if vector else None)

    def _told_between(self, start: datetime, end: datetime | None) -> Iterator[tuple[News, str]]:
        """News told in (start, end], oldest first, each with the id of its story."""
        model = self._embedder.name if self._embedder else ""
        vectors = self._storage.vectors_between(model, start, end) if model else {}
        topics = self._storage.topics_between(start, end)
        for article, story_id in self._storage.placements_between(start, end):
            vector = Vector(model, vectors[article.id]) if article.id in vectors else None
            yield News(article, topics.get(article.id, ()), vector), story_id


def placements(index: StoryIndex, news: Iterable[News]) -> Iterator[Placement]:
    """Where each belongs; then what these show about earlier ones."""
    for article, topics, vector in news:
        yield index.place(article, topics=topics, vector=vector.kept if vector else None)
    yield from index.second_thoughts()


def _stretches(told: Iterable[Article]) -> Iterator[list[Article]]:
    """News in order of time, cut where nothing on one side can belong to a story of the other."""
    stretch: list[Article] = []
    for each in told:
        last = stretch[-1].told_at if stretch else None
        if last and each.told_at and each.told_at - last > 2 * WINDOW:
            yield stretch
            stretch = []
        stretch.append(each)
    if stretch:
        yield stretch
