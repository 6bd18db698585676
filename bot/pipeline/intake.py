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
from typing import TypeAlias

from bot.model import Aboutness, Article, ArticleKind, CorrectionKind, Placement, Topic, TopicMatch
from bot.pipeline.known_stories import KnownStories, News, placements
from bot.sources.identity import addresses_alike
from bot.storage import IN_FORCE_KEY, Added, KnownArticle, NewArticle, Storage, Vector, is_edit
from bot.stories import Rulings
from bot.stories.embedder import Embedder
from bot.topics.match import TopicMatcher, code_digest

TopicsNow: TypeAlias = Callable[[], Sequence[Topic]]
"""Says all topics that there are; asked while no others can come in force, so that never older ones do after newer."""

_TOPICS_KEY = "intake.topics"
_CAUGHT_UP_KEY = "intake.caught_up"
_LAST = datetime.max.replace(tzinfo=UTC)
# What they mean takes some seconds to read, and no more is lost where the process is ended meanwhile.
_KEPT_AT_ONCE = 500
_MATCHED_AT_ONCE = 250  # while nobody else may write
# What a first briefing may tell of, and the stories that this goes on with.
_CAUGHT_UP_ON = timedelta(days=3)


class Intake:
    """Takes articles in. Safe to call from several threads: one batch at a time.

    Args:
        storage: Where they are kept.
        embedder: Says what articles mean, so that reports in several languages find each other.
        followed: The topics whose articles are worth the time of the embedder, by id; asked for each batch. None where
            any may be asked for.
    """

    def __init__(
        self,
        storage: Storage,
        *,
        embedder: Embedder | None = None,
        followed: Callable[[], Set[str]] | None = None,
    ) -> None:
        self._storage = storage
        self._embedder = embedder
        self._followed = followed
        self._topics: Sequence[Topic] = ()
        self._matcher = TopicMatcher(())
        self._used = ""
        self._heeded = (0, 0)
        self._denied: Set[tuple[str, str | None]] = frozenset()
        self._known = KnownStories(storage, embedder)
        self._lock = threading.Lock()
        self._has_ended = threading.Event()

    def end(self) -> None:
        """Leave the archive that is being matched again; the next process does it.

        A thread cannot be cancelled, and the process would wait for it.
        """
        self._has_ended.set()

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
                if self._has_ended.is_set() or self._storage.state(IN_FORCE_KEY) != fingerprint:
                    return count  # another process knows more by now, and `is_behind` tells, or the next one will
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
                self._known.forget()  # the index has stories that are nowhere else
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
        told = [each for each in given if each.id not in known or _is_edited(each, known[each.id])]
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
        followed = self._followed() if self._followed else None
        batch: list[NewArticle] = []
        placed: dict[str, Placement] = {}
        for number, (article, index) in enumerate(self._known.indexes_for(in_order, now), 1):
            matches = self._matches(article)
            news = self._read(article, matches, followed)
            # Later ones may show that an earlier one, of this batch or of the archive, belongs elsewhere.
            placed.update((placement.article_id, placement) for placement in placements(index, [news]))
            batch.append(NewArticle(article, matches, vector=news.vector))
            if progress:
                progress(number, len(in_order))
            if len(batch) == _KEPT_AT_ONCE or number == len(in_order):
                yield keep([replace(each, placement=placed.pop(each.article.id)) for each in batch])
                self._storage.move_articles(list(placed.values()))
                batch.clear()
                placed.clear()

    def catch_up(self, *, now: datetime, progress: Callable[[int, int], None] | None = None) -> int:
        """Group anew what the last days told of topics that are new, or newly followed: nobody had read what it means.

        While it is read others may take articles in. Cut off, it begins anew the next time.

        Args:
            progress: Is told how many of how many articles were read.

        Returns:
            How many were read.
        """
        model = self._embedder
        if model is None:
            return 0
        followed = self._followed() if self._followed else None
        caught_up = _digest([model.name, self._used, "any" if followed is None else " ".join(sorted(followed))])
        if self._storage.state(_CAUGHT_UP_KEY) == caught_up:
            return 0
        since = now - _CAUGHT_UP_ON
        topics = self._storage.topics_between(since)
        unread = [
            article
            for article in self._storage.unread_since(since, model.name)
            if _is_worth_reading(topics.get(article.id, ()), followed)
        ]
        read: list[News] = []
        vectors: dict[str, Vector] = {}
        for number, article in enumerate(unread, 1):
            vectors[article.id] = vector = Vector(model.name, model.vector(article))
            read.append(News(article, topics[article.id], vector))
            if progress:
                progress(number, len(unread))
        with self._lock:
            self._heed_corrections()
            self._place_again(read, now)
            self._storage.add_vectors(vectors)  # after the stories: cut off between the two, it is all done again
            self._storage.set_state(_CAUGHT_UP_KEY, caught_up)
        return len(read)

    def _place_again(self, in_order: Sequence[News], now: datetime) -> None:
        """Find the stories of known articles of the last days as if they came only now."""
        if not in_order:
            return
        index = self._known.recent(now)
        try:
            out = index.take_out(news.article.id for news in in_order)
            again = placements(index, [news for news in in_order if news.article.id in out])
            placed = {placement.article_id: placement for placement in again}
            self._storage.move_articles(list(placed.values()))
        except BaseException:
            self._known.forget()  # the index has stories that are nowhere else
            raise

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
        self._known.obey(Rulings(said))
        self._denied = {(each.article_id, each.topic_id) for each in said if each.kind is CorrectionKind.NOT_TOPIC}
        self._heeded = mark

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
        self._known.know_topics(topics)

    def _read(self, article: Article, matches: Sequence[TopicMatch], followed: Set[str] | None) -> News:
        """What there is to compare."""
        topics = [match.topic_id for match in matches if match.aboutness is Aboutness.ABOUT]
        model = self._embedder
        if model is None or article.told_at is None or not _is_worth_reading(topics, followed):
            return News(article, topics, None)
        return News(article, topics, Vector(model.name, model.vector(article)))

    def forget(self) -> None:
        """Know no story by heart any more: another process has taken articles in meanwhile."""
        with self._lock:
            self._known.forget()

    def place_anew(self) -> dict[str, Placement]:
        """Where each article that has a date would be placed now, were it read in order of time; by id, in that order.

        Nothing is kept of it.
        """
        with self._lock:
            self._heed_corrections()
            return self._known.placed_anew()


def _is_worth_reading(topics: Sequence[str], followed: Set[str] | None) -> bool:
    """Whether somebody may ask what was told of one of these topics."""
    return bool(topics) if followed is None else not followed.isdisjoint(topics)


def _told(article: Article) -> tuple[datetime, str]:
    """The order in which stories are told best; what has no date comes last."""
    return article.told_at or _LAST, article.id


def _fingerprint(topics: Sequence[Topic]) -> str:
    """Of the topics and of the code that matches them: where either changes, so may what matches."""
    return _digest([code_digest(), *sorted(map(repr, topics))])


def _digest(said: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(said).encode(), digest_size=16).hexdigest()


def _is_edited(article: Article, known: KnownArticle) -> bool:
    """Whether it says something else, or leads to another page: sites write http or https, www or none by turns."""
    if not is_edit(article, known):
        return False
    spelt = addresses_alike(article.url) if article.url and article.feed_url else ()
    return all(is_edit(replace(article, url=url), known) for url in spelt)
