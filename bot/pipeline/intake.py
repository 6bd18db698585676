"""Every article enters here, whoever brought it: match its topics, place it in a story, store it.

Articles of a batch are placed in the order in which they were told, whatever order they came in. What people
corrected is obeyed, whichever process they said it to.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Container, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain, islice
from typing import NamedTuple, TypeAlias

from bot.model import Aboutness, Article, ArticleKind, CorrectionKind, Placement, Topic, TopicMatch
from bot.storage import IN_FORCE_KEY, Added, NewArticle, Storage, Vector, is_edit
from bot.stories import Rulings, StoryIndex
from bot.stories.embedder import Embedder
from bot.topics.match import TopicMatcher, code_digest

TopicsNow: TypeAlias = Callable[[], Sequence[Topic]]
"""Says all topics that there are; asked while no others can come in force, so that never older ones do after newer."""

_TOPICS_KEY = "intake.topics"
_LAST = datetime.max.replace(tzinfo=UTC)
# So far back in time stories are kept in memory; older ones are recalled when an article comes that late.
_STORIES_KEPT = timedelta(days=7)
_READ_AT_ONCE = timedelta(days=7)
# What they mean takes some seconds to read, and no more is lost where the process is ended meanwhile.
_KEPT_AT_ONCE = 500
_MATCHED_AT_ONCE = 250  # while nobody else may write


class _News(NamedTuple):
    """An article with what stories are made by: the topics that it is about and what it means."""

    article: Article
    topics: Sequence[str]
    vector: Vector | None


class Intake:
    """Takes articles in. Safe to call from several threads: one batch at a time.

    Args:
        storage: Where they are kept.
        embedder: Says what articles mean, so that reports in several languages find each other.
        followed: The topics whose articles are worth the time of the embedder, by id; asked for each batch.
    """

    def __init__(
        self,
        storage: Storage,
        *,
        embedder: Embedder | None = None,
        followed: Callable[[], Set[str]] = frozenset,
    ) -> None:
        self._storage = storage
        self._embedder = embedder
        self._followed = followed
        self._topics: Sequence[Topic] = ()
        self._matcher = TopicMatcher(())
        self._used = ""
        self._heeded = (0, 0)
        self._rulings = Rulings()
        self._denied: Set[tuple[str, str | None]] = frozenset()
        self._recent: StoryIndex | None = None
        self._known_from = _LAST
        self._lock = threading.Lock()

    def know_topics(self, topics_now: TopicsNow) -> None:
        """Match with these topics from now on, in a process beside the one that keeps the archive matched."""
        with self._lock:
            topics = topics_now()
            self._use(topics, _fingerprint(topics))

    def use_topics(self, topics_now: TopicsNow, *, complete: bool = True) -> int:
        """Put these topics in force; where they or the matcher differ from the last, the archive is matched again.

        And so is what another process has matched with other topics, which did not know of these.

        Args:
            topics_now: Says all there are.
            complete: False where some cannot be read for the moment: then the archive keeps its matches until all can.

        Returns:
            How many articles were matched again.
        """
        with self._lock:
            topics = topics_now()
            fingerprint = _fingerprint(topics)
            self._heed_corrections()
            self._use(topics, fingerprint)
            self._storage.set_state(IN_FORCE_KEY, fingerprint)
            if not complete:
                self._storage.set_state(_TOPICS_KEY, "incomplete")
                return self._match_otherwise_matched()
            if self._storage.state(_TOPICS_KEY) == fingerprint:
                return self._match_otherwise_matched()
            count = 0
            for batch in self._storage.iter_articles():
                if self._storage.state(IN_FORCE_KEY) != fingerprint:
                    return count  # another process knows more by now, and `is_behind` tells
                self._match_all(batch)
                count += len(batch)
            self._match_otherwise_matched()
            self._storage.set_state(_TOPICS_KEY, fingerprint)
            return count

    def is_behind(self) -> bool:
        """Whether another process has put other topics in force than these, or matched articles with others.

        False while articles are taken in or topics change: ask again.
        """
        if not self._lock.acquire(blocking=False):
            return False
        try:
            return self._storage.state(IN_FORCE_KEY) != self._used or bool(self._storage.matched_otherwise())
        finally:
            self._lock.release()

    def change_topic(self, topics_now: TopicsNow, changed: Topic | None) -> int:
        """Match with these topics from now on, and the archive with the one that is new or changed and kept already.

        Cut off in the middle, the whole archive is matched again by the next `use_topics`.

        Args:
            topics_now: Says all there are.
            changed: None where some are gone.

        Returns:
            How many articles the changed one matches.
        """
        with self._lock:
            topics = topics_now()
            self._heed_corrections()
            gone = {topic.id for topic in self._topics} - {topic.id for topic in topics}
            before, after = self._used, _fingerprint(topics)
            self._use(topics, after)
            # Before the archive is gone over: what comes meanwhile, by a process that has not heard, is noted.
            self._storage.exchange_state(IN_FORCE_KEY, before, after)
            if gone:
                self._storage.forget_matches(gone)
        count = 0
        if changed is not None:
            matcher = TopicMatcher([changed])
            ids = self._storage.latest_ids()
            while batch := list(islice(ids, _MATCHED_AT_ONCE)):
                with self._lock:  # for each batch alone: what a refresh brings need not wait for all of them
                    found = self._storage.match_topic(
                        changed, batch, lambda article: next(iter(self._matches(article, matcher)), None)
                    )
                if found is None:
                    break  # who has changed it since goes over the archive too
                count += found
        with self._lock:
            if self._storage.state(IN_FORCE_KEY) == after:
                self._storage.exchange_state(_TOPICS_KEY, before, after)
        return count

    def add(
        self,
        articles: Iterable[Article],
        *,
        now: datetime,
        beside: Iterable[Article] = (),
        cleaned_anew: Container[str | None] = (),
        progress: Callable[[int, int], None] | None = None,
    ) -> Added:
        """Store what is new and what its own source has edited, with its topics and its story.

        Of many, what was told first is kept while the rest is still being read.

        Args:
            beside: Known articles that the same feeds tell too, and that are left as they are.
            cleaned_anew: The feeds that were read by other code the last time, as `Storage.add_articles` has it.
            progress: Is told how many of how many articles were read for what they mean, which is what takes time.
        """
        with self._lock:
            told, known = self._told_anew(list(articles), beside)
            if not told:
                return Added((), ())
            unknown = {each.id: each for each in told}.values()
            self._heed_corrections()
            to_place = [each for each in unknown if each.kind is ArticleKind.NEWS and each.id not in known]
            to_place.sort(key=_told)
            news_ids = {each.id for each in to_place}
            others = [NewArticle(each, self._matches(each)) for each in unknown if each.id not in news_ids]
            keep = partial(self._storage.add_articles, now=now, matched_with=self._used, cleaned_anew=cleaned_anew)
            added = [keep(others)]
            try:
                added += self._add_news(to_place, now, keep, progress)
            except BaseException:
                self._know_nothing()  # the index has stories that are nowhere else
                raise
            return Added(
                tuple(sorted(chain.from_iterable(each.new_ids for each in added))),
                tuple(sorted(chain.from_iterable(each.changed_ids for each in added))),
            )

    def _told_anew(self, given: Sequence[Article], beside: Iterable[Article]) -> tuple[list[Article], Set[str]]:
        """What of these is new, or edited by its own source; and the ids of what is known, whatever its links are now.

        A feed whose links change from reading to reading, or that has moved house, tells nothing new by that; one whose
        links follow its headlines edits what it has told.
        """
        brought = [*given, *beside]
        known = self._storage.known_articles(list(dict.fromkeys(each.id for each in brought)))
        # What another feed says of a known article is left out first: it would hide the own feed's edit.
        told = [each for each in given if each.id not in known or is_edit(each, known[each.id])]
        again = self._storage.told_under_another_id(brought, known)
        told = [
            replace(each, id=again[each.id].article_id) if each.id in again else each
            for each in told
            if each.id not in again or again[each.id].is_edited
        ]
        return told, {*known, *(before.article_id for before in again.values())}

    def _add_news(
        self,
        in_order: Sequence[Article],
        now: datetime,
        keep: Callable[[Sequence[NewArticle]], Added],
        progress: Callable[[int, int], None] | None,
    ) -> Iterator[Added]:
        """Store news with its topics and its story, so many at a time."""
        followed = self._followed() if self._embedder else frozenset[str]()
        batch: list[NewArticle] = []
        placed: dict[str, Placement] = {}
        for number, (article, index) in enumerate(self._with_indexes(in_order, now), 1):
            matches = self._matches(article)
            news = self._read(article, matches, followed)
            # Later ones may show that an earlier one, of this batch or of the archive, belongs elsewhere.
            placed.update((placement.article_id, placement) for placement in _placed(index, [news]))
            batch.append(NewArticle(article, matches, vector=news.vector))
            if progress:
                progress(number, len(in_order))
            if len(batch) == _KEPT_AT_ONCE or number == len(in_order):
                yield keep([replace(each, placement=placed.pop(each.article.id)) for each in batch])
                self._storage.move_articles(list(placed.values()))
                batch.clear()
                placed.clear()

    @contextmanager
    def correcting(self) -> Iterator[None]:
        """While the block keeps a correction, no batch is taken in that does not know of it."""
        with self._lock:
            yield
            self._heed_corrections()

    def match_again(self, article_id: str) -> None:
        """Find the topics of an article anew."""
        with self._lock:
            self._heed_corrections()
            self._match_all(self._storage.articles([article_id]))

    def _heed_corrections(self) -> None:
        """Know what people said by now."""
        mark = self._storage.corrections_mark()
        if mark == self._heeded:
            return
        said = [kept.correction for kept in self._storage.corrections()]
        self._rulings = Rulings(said)
        self._denied = {(each.article_id, each.topic_id) for each in said if each.kind is CorrectionKind.NOT_TOPIC}
        self._heeded = mark
        self._know_nothing()

    def _match_all(self, batch: Sequence[Article]) -> None:
        found = {article.id: self._matches(article) for article in batch}
        self._storage.set_matches(found, matched_with=self._used)

    def _match_otherwise_matched(self) -> int:
        """Match again what was matched with other topics; returns how many."""
        waiting = self._storage.matched_otherwise()
        for start in range(0, len(waiting), _MATCHED_AT_ONCE):
            ids = waiting[start : start + _MATCHED_AT_ONCE]
            found: dict[str, Sequence[TopicMatch]] = dict.fromkeys(ids, ())  # what is forgotten by now waits no more
            found |= {article.id: self._matches(article) for article in self._storage.articles(ids)}
            self._storage.set_matches(found, matched_with=self._used)
        return len(waiting)

    def _matches(self, article: Article, matcher: TopicMatcher | None = None) -> tuple[TopicMatch, ...]:
        """The topics of an article but for those that somebody said it is not about."""
        found = (matcher or self._matcher).match(article)
        return tuple(match for match in found if (article.id, match.topic_id) not in self._denied)

    def _use(self, topics: Sequence[Topic], fingerprint: str) -> None:
        self._topics, self._used = topics, fingerprint
        self._matcher = TopicMatcher(topics)
        if self._recent is not None:
            self._recent.know_topics(topics)

    def _new_index(self, holds: Callable[[str], Iterable[str]] | None = None) -> StoryIndex:
        space = self._embedder.space() if self._embedder else None
        holds = holds or self._storage.members_of
        return StoryIndex(space=space, rulings=self._rulings, topics=self._topics, holds=holds)

    def _read(self, article: Article, matches: Sequence[TopicMatch], followed: Set[str]) -> _News:
        """What there is to compare."""
        topics = [match.topic_id for match in matches if match.aboutness is Aboutness.ABOUT]
        model = self._embedder
        if model is None or followed.isdisjoint(topics) or article.told_at is None:
            return _News(article, topics, None)
        return _News(article, topics, Vector(model.name, model.vector(article)))

    def _with_indexes(self, in_order: Sequence[Article], now: datetime) -> Iterator[tuple[Article, StoryIndex]]:
        """Each piece of news with the stories that it may join."""
        horizon = now - _STORIES_KEPT
        recent = [each for each in in_order if each.told_at is None or each.told_at >= horizon]
        for stretch in _stretches(each for each in in_order if each.told_at and each.told_at < horizon):
            index = self._new_index()
            start, end = stretch[0].told_at or _LAST, stretch[-1].told_at or _LAST
            self._recall(index, start - StoryIndex.WINDOW, end + StoryIndex.WINDOW)
            yield from ((each, index) for each in stretch)
        if recent:
            index = self._current(horizon)
            yield from ((each, index) for each in recent)

    def _current(self, horizon: datetime) -> StoryIndex:
        """The index of recent stories: what the articles from `horizon` on may join, and nothing older."""
        since = horizon - StoryIndex.WINDOW
        if self._recent is None:
            self._recent = self._new_index()
        if since < self._known_from:
            self._recall(self._recent, since, None if self._known_from == _LAST else self._known_from)
        else:
            self._recent.forget_before(horizon)
        self._known_from = since
        return self._recent

    def forget(self) -> None:
        """Know no story by heart any more: another process has taken articles in meanwhile."""
        with self._lock:
            self._know_nothing()

    def _know_nothing(self) -> None:
        self._recent = None
        self._known_from = _LAST

    def place_anew(self) -> dict[str, Placement]:
        """Where each article that has a date would be placed now, were it read in order of time; by id, in that order.

        Nothing is kept of it.
        """
        with self._lock:
            self._heed_corrections()
            placed: dict[str, Placement] = {}
            index = self._new_index(lambda story_id: (each for each in placed if placed[each].story_id == story_id))
            end = datetime.min.replace(tzinfo=UTC)
            while first := self._storage.first_news_after(end):
                start, end = first - timedelta.resolution, first + _READ_AT_ONCE
                index.forget_before(first - _STORIES_KEPT)
                for placement in _placed(index, [news for news, _ in self._told_between(start, end)]):
                    placed[placement.article_id] = placement
            return placed

    def _recall(self, index: StoryIndex, start: datetime, end: datetime | None) -> None:
        for (article, topics, vector), story_id in self._told_between(start, end):
            index.remember(article, story_id, topics=topics, vector=vector.kept if vector else None)

    def _told_between(self, start: datetime, end: datetime | None) -> Iterator[tuple[_News, str]]:
        """News told in (start, end], oldest first, each with the id of its story."""
        model = self._embedder.name if self._embedder else ""
        vectors = self._storage.vectors_between(model, start, end) if model else {}
        topics = self._storage.topics_between(start, end)
        for article, story_id in self._storage.placements_between(start, end):
            vector = Vector(model, vectors[article.id]) if article.id in vectors else None
            yield _News(article, topics.get(article.id, ()), vector), story_id


def _told(article: Article) -> tuple[datetime, str]:
    """The order in which stories are told best; what has no date comes last."""
    return article.told_at or _LAST, article.id


def _placed(index: StoryIndex, news: Iterable[_News]) -> Iterator[Placement]:
    for article, topics, vector in news:
        yield index.place(article, topics=topics, vector=vector.kept if vector else None)
    yield from index.second_thoughts()


def _stretches(told: Iterable[Article]) -> Iterator[list[Article]]:
    """News in order of time, cut where nothing on one side can belong to a story of the other."""
    stretch: list[Article] = []
    for each in told:
        last = stretch[-1].told_at if stretch else None
        if last and each.told_at and each.told_at - last > 2 * StoryIndex.WINDOW:
            yield stretch
            stretch = []
        stretch.append(each)
    if stretch:
        yield stretch


def _fingerprint(topics: Sequence[Topic]) -> str:
    """Of the topics and of the code that matches them: where either changes, so may what matches."""
    said = [code_digest(), *sorted(map(repr, topics))]
    return hashlib.blake2b("\n".join(said).encode(), digest_size=16).hexdigest()
