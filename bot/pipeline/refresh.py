"""The first run: ask the feeds that are due, read what they hold, hand it to intake, note how each fared.

A feed's validators are kept only after its articles are: a crash between asks again rather than lose them.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from bot.clock import Clock
from bot.errors import ConfigError, FetchError, ParseError, SourceError
from bot.model import Article
from bot.pipeline.intake import Intake
from bot.sources.fetch import Fetched, Fetcher
from bot.sources.workers import ParserPool
from bot.storage import Feed, FeedUpdate, Storage

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with how many feeds have answered, and of how many."""

_FEEDS_AT_ONCE = 500
_ARTICLES_AT_ONCE = 2_000
_LONGEST_WAIT = timedelta(hours=24)
_MOST_DOUBLINGS = 6
_JITTER = 0.1


@dataclass(frozen=True, slots=True)
class FeedFailure:
    """A feed that could not be read, and why in one sentence."""

    url: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What one run did.

    Attributes:
        asked: Feeds that were asked.
        unchanged: Of these, the ones that had nothing new to read (304, or the same body).
        entries: Articles in the documents that were read.
        new: Articles that were not known before; `changed` were edited by their source.
    """

    asked: int = 0
    unchanged: int = 0
    entries: int = 0
    new: int = 0
    changed: int = 0
    failures: tuple[FeedFailure, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answer:
    """How one feed fared: its update, and the articles to be stored before the update is."""

    update: FeedUpdate
    articles: Sequence[Article] = ()
    failure: FeedFailure | None = None
    unchanged: bool = False


@dataclass(slots=True)
class _Tally:
    asked: int = 0
    unchanged: int = 0
    entries: int = 0
    new: int = 0
    changed: int = 0
    failures: list[FeedFailure] = field(default_factory=list)

    def report(self) -> RefreshReport:
        failures = tuple(sorted(self.failures, key=lambda failure: (failure.name.casefold(), failure.url)))
        return RefreshReport(self.asked, self.unchanged, self.entries, self.new, self.changed, failures)


class Refresher:
    """Asks feeds for news.

    Args:
        interval: How often a healthy feed is asked; a failing one waits up to a day.
        rng: Spreads the feeds over the interval.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        fetcher: Fetcher,
        parsers: ParserPool,
        intake: Intake,
        clock: Clock,
        interval: timedelta,
        rng: random.Random,
    ) -> None:
        self._storage = storage
        self._fetcher = fetcher
        self._parsers = parsers
        self._intake = intake
        self._clock = clock
        self._interval = interval
        self._rng = rng
        self._one_run = asyncio.Lock()

    async def run(self, *, everything: bool = False, progress: Progress | None = None) -> RefreshReport:
        """Ask every feed that is due, or with `everything` every feed; runs never overlap.

        Raises:
            ConfigError: No process can be started to read feeds with.
        """
        async with self._one_run:
            tally = _Tally()
            try:
                for feeds in await asyncio.to_thread(self._portions, everything):
                    await self._ask_all(feeds, tally, progress)
            except* ConfigError as group:
                raise group.exceptions[0] from None
            return tally.report()

    def _portions(self, everything: bool) -> list[Sequence[Feed]]:
        due = self._storage.feeds() if everything else self._storage.due_feeds(self._clock(), _FEEDS_AT_ONCE * 20)
        return [due[start : start + _FEEDS_AT_ONCE] for start in range(0, len(due), _FEEDS_AT_ONCE)]

    async def _ask_all(self, feeds: Sequence[Feed], tally: _Tally, progress: Progress | None) -> None:
        pending: list[_Answer] = []
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._ask(feed)) for feed in feeds]
            for number, answered in enumerate(asyncio.as_completed(tasks), 1):
                pending.append(await answered)
                if progress:
                    progress(number, len(feeds))
                if sum(len(answer.articles) for answer in pending) >= _ARTICLES_AT_ONCE:
                    await asyncio.to_thread(self._keep, pending, tally)
                    pending = []
        await asyncio.to_thread(self._keep, pending, tally)

    async def _ask(self, feed: Feed) -> _Answer:
        now = self._clock()
        try:
            return await self._answer(feed, now)
        except SourceError as error:
            return self._failed(feed, now, error)
        except ConfigError:  # no process can be had to read feeds with: the operator's to mend
            raise
        except Exception:  # the edge of one feed's job: a bug that it meets must not stop the others
            log.exception("feed=%s met a bug", feed.url)
            return self._failed(feed, now, ParseError(feed.url, "Briefbot stumbled over this feed; its log says how"))

    async def _answer(self, feed: Feed, now: datetime) -> _Answer:
        fetched = await self._fetcher.fetch(feed.url, etag=feed.etag, last_modified=feed.last_modified)
        if not isinstance(fetched, Fetched):
            return self._unchanged(feed, now, fetched.etag or feed.etag, fetched.last_modified or feed.last_modified)
        body_hash = hashlib.blake2b(fetched.body, digest_size=16).hexdigest()
        if body_hash == feed.body_hash:
            return self._unchanged(feed, now, fetched.etag, fetched.last_modified)
        read = await self._parsers.parse(fetched.body, feed_url=feed.url, now=now, content_type=fetched.content_type)
        update = FeedUpdate(
            url=feed.url,
            at=now,
            next_due_at=now + self._wait(),
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            body_hash=body_hash,
            article_count=len(read.articles),
            title=read.title,
        )
        return _Answer(update, read.articles)

    def _unchanged(self, feed: Feed, now: datetime, etag: str | None, last_modified: str | None) -> _Answer:
        update = FeedUpdate(
            url=feed.url,
            at=now,
            next_due_at=now + self._wait(),
            etag=etag,
            last_modified=last_modified,
            body_hash=feed.body_hash,
        )
        return _Answer(update, unchanged=True)

    def _failed(self, feed: Feed, now: datetime, error: SourceError) -> _Answer:
        wait = self._wait() * 2 ** min(feed.error_streak, _MOST_DOUBLINGS)
        if isinstance(error, FetchError):
            wait = _LONGEST_WAIT if error.status == HTTPStatus.GONE else max(wait, error.retry_after or wait)
        wait = min(wait, _LONGEST_WAIT)
        update = FeedUpdate(url=feed.url, at=now, next_due_at=now + wait, error=str(error))
        return _Answer(update, failure=FeedFailure(feed.url, feed_name(feed), str(error)))

    def _wait(self) -> timedelta:
        return self._interval * self._rng.uniform(1 - _JITTER, 1 + _JITTER)

    def _keep(self, answers: Sequence[_Answer], tally: _Tally) -> None:
        articles = [article for answer in answers for article in answer.articles]
        added = self._intake.add(articles, now=self._clock()) if articles else None
        for answer in answers:
            self._storage.record_fetch(answer.update)
        tally.asked += len(answers)
        tally.unchanged += sum(answer.unchanged for answer in answers)
        tally.failures += [answer.failure for answer in answers if answer.failure]
        tally.entries += len(articles)
        if added:
            tally.new += len(added.new_ids)
            tally.changed += len(added.changed_ids)


def feed_name(feed: Feed) -> str:
    """What to call a feed: its title, or the host it lives at."""
    return feed.title or urlsplit(feed.url).hostname or feed.url
