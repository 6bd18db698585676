"""The first run: ask the feeds that are due, read what they hold, hand it to intake, note how each fared.

A feed's validators are kept only after its articles are: a crash between asks again rather than lose them.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import random
import threading
import time
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from http import HTTPStatus

from bot.clock import Clock
from bot.errors import ConfigError, FetchError, ParseError, Phrase, SourceError, StorageError
from bot.model import Article, FeedProfile
from bot.pipeline.check import Checked, check_feed
from bot.pipeline.full_text import FullTexts
from bot.pipeline.health import FeedState, address_of, feed_health, feed_name, reason_to_pause
from bot.pipeline.intake import Intake
from bot.sources.fetch import Fetched, Fetcher, NotModified
from bot.sources.pages import PageRead
from bot.sources.polling import Pace, next_due_at, pace_of, retry_at
from bot.sources.workers import ParserPool
from bot.storage import Added, Feed, FeedUpdate, Storage

log = logging.getLogger(__name__)


class Stage(Enum):
    """What a refresh reads: the feeds, what they held, and of topics newly followed what was told in the last days."""

    FEEDS = auto()
    ARTICLES = auto()
    CAUGHT_UP = auto()


Progress = Callable[[Stage, int, int], None]
"""Called with how many feeds have answered, or articles were read, and of how many."""

_FEEDS_AT_ONCE = 500
# Stories come out better the more articles are told in their order: F1 .78 by time, .74 by feed in random orders.
_ARTICLES_AT_ONCE = 5_000
_ONLINE_WITHIN = timedelta(days=2)
_MOST_FEEDS = 50_000
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedFailure:
    """A feed that could not be read, and why in one sentence.

    Attributes:
        kind: "http" where the site refused, "network" where none answered, else "unreadable".
    """

    url: str
    name: str
    reason: str
    kind: str = "unreadable"


@dataclass(slots=True)
class RefreshReport:
    """What one run did.

    Attributes:
        asked: Feeds that were asked.
        unchanged: Of these, the ones that had nothing new to read (304, or the same body).
        entries: Articles in the documents that were read.
        new: Articles that were not known before; `changed` were edited by their source.
        failures: Feeds that could not be read, by name; of them `paused` are asked no more from now on.
        grouping_s: Seconds spent on what the articles are about, and on storing them.
        caught_up: Known articles that were grouped anew, for a topic of theirs is new.
    """

    asked: int = 0
    unchanged: int = 0
    entries: int = 0
    new: int = 0
    changed: int = 0
    failures: list[FeedFailure] = field(default_factory=list)
    paused: list[FeedFailure] = field(default_factory=list)
    grouping_s: float = 0.0
    caught_up: int = 0


class _EndedError(Exception):
    """Nobody waits for what is being read."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """How one feed fared: its update, and the articles to be stored before the update is.

    Attributes:
        beside: Known articles of it, which stay as they are.
    """

    update: FeedUpdate
    articles: Sequence[Article] = ()
    beside: Sequence[Article] = ()
    failure: FeedFailure | None = None
    is_gone: bool = False
    unchanged: bool = False
    is_cleaned_anew: bool = False


class Refresher:
    """Asks feeds for news.

    Args:
        interval: Says how often a busy feed is asked; the others by `bot.sources.polling`.
        rng: Spreads the feeds over the interval.
        cleaned_by: The digest of the code that reads feeds.

    Attributes:
        listed: What feeds listed when they were read last, since the start, by their addresses, each by its id; of
            those whose news has dates, nothing: it is forgotten by them.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        fetcher: Fetcher,
        parsers: ParserPool,
        intake: Intake,
        clock: Clock,
        interval: Callable[[], timedelta],
        rng: random.Random,
        cleaned_by: str,
    ) -> None:
        self._storage = storage
        self._fetcher = fetcher
        self._parsers = parsers
        self._intake = intake
        self._clock = clock
        self._interval = interval
        self._rng = rng
        self._cleaned_by = cleaned_by
        self._full_texts = FullTexts(fetcher=fetcher, parsers=parsers)
        self._one_run = asyncio.Lock()
        self._has_ended = threading.Event()
        self.listed: dict[str, frozenset[str]] = {}

    async def run(self, *, everything: bool = False, progress: Progress | None = None) -> RefreshReport:
        """Ask every feed that is due, or with `everything` every one that is not paused; runs never overlap.

        Raises:
            ConfigError: No process can be started to read feeds with.
            StorageError: The database is away; what was not stored is asked for again.
        """
        async with self._one_run:
            report = RefreshReport()
            try:
                for feeds in await asyncio.to_thread(self._portions, everything):
                    await self._ask_all(feeds, report, progress)
                await asyncio.to_thread(self._catch_up, report, progress)
            except* (ConfigError, StorageError) as group:
                raise group.exceptions[0] from None
            for failures in (report.failures, report.paused):
                failures.sort(key=lambda failure: (failure.name.casefold(), failure.url))
            return report

    def end(self) -> None:
        """Give up what a run that was cancelled is reading; what it has not kept is asked for again.

        A thread cannot be cancelled: it would read on for minutes, and the process wait for it.
        """
        self._has_ended.set()

    def _progress_of(self, stage: Stage, progress: Progress | None) -> Callable[[int, int], None]:
        """What is told after each article; ends the reading where nobody waits for it."""

        def tell(done: int, total: int) -> None:
            if self._has_ended.is_set():
                raise _EndedError
            if progress:
                progress(stage, done, total)

        return tell

    async def check(self, *urls: str) -> Checked:
        """What a refresh would read at an address, or at those that its page names; nothing is kept.

        Args:
            urls: Of several the first that answers is meant.
        """
        return await check_feed(urls, fetcher=self._fetcher, parsers=self._parsers, now=self._clock())

    async def page(self, url: str) -> tuple[Article, PageRead]:
        """The article of a page that a person named; nothing is kept of it.

        Raises:
            SourceError: It cannot be read; the text is one sentence for whoever named it.
        """
        return await self._full_texts.page(url, self._clock())

    def _portions(self, everything: bool) -> list[Sequence[Feed]]:
        until = _END_OF_TIME if everything else self._clock()
        due = self._storage.due_feeds(until, _MOST_FEEDS)
        return [due[start : start + _FEEDS_AT_ONCE] for start in range(0, len(due), _FEEDS_AT_ONCE)]

    async def _ask_all(self, feeds: Sequence[Feed], report: RefreshReport, progress: Progress | None) -> None:
        pending: list[_Answer] = []
        articles = 0
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._ask(feed)) for feed in feeds]
            for number, answered in enumerate(asyncio.as_completed(tasks), 1):
                pending.append(await answered)
                articles += len(pending[-1].articles)
                if progress:
                    progress(Stage.FEEDS, number, len(feeds))
                if articles >= _ARTICLES_AT_ONCE:
                    await asyncio.to_thread(self._keep, pending, report, progress)
                    pending, articles = [], 0
        await asyncio.to_thread(self._keep, pending, report, progress)

    async def _ask(self, feed: Feed) -> _Answer:
        now = self._clock()
        try:
            return await self._answer(feed, now)
        except SourceError as error:
            return self._failed(feed, now, error)
        except (ConfigError, StorageError):  # no process can be had to read feeds with, or no database
            raise
        except Exception:  # the edge of one feed's job: a bug that it meets must not stop the others
            log.exception("feed=%s met a bug", feed.url, extra={"feed": feed.url})
            return self._failed(
                feed, now, ParseError(feed.url, Phrase("Briefbot stumbled over this feed; its log says how"))
            )

    async def _answer(self, feed: Feed, now: datetime) -> _Answer:
        address = address_of(feed, now)
        etag, last_modified = (None, None) if _is_doubtful(feed, now) else (feed.etag, feed.last_modified)
        answer = await self._fetcher.fetch_if_changed(address, etag=etag, last_modified=last_modified)
        known = Pace(feed.newest_at, feed.per_day)
        if isinstance(answer, NotModified):
            update = self._update(feed, answer, address, now, pace=known, profile=feed.profile)
            etag, last_modified = answer.etag or feed.etag, answer.last_modified or feed.last_modified
            return _Answer(replace(update, etag=etag, last_modified=last_modified), unchanged=True)
        body_hash = hashlib.blake2b(answer.body, digest_size=16).hexdigest()
        if body_hash == feed.body_hash:
            return _Answer(self._update(feed, answer, address, now, pace=known, profile=feed.profile), unchanged=True)
        read = await self._parsers.parse(
            answer.body,
            feed_url=feed.url,
            now=now,
            content_type=answer.content_type,
            lives_at=answer.moved_to or address,
        )
        articles: Sequence[Article] = read.articles
        beside: Sequence[Article] = ()
        if feed.full_text:
            articles, beside = await self._with_full_text(read.articles, now)
        dated = [article.published_at for article in read.articles if article.published_at]
        self.listed.pop(feed.url, None)
        if len(dated) < len(read.articles):
            self.listed[feed.url] = frozenset(article.id for article in read.articles)
        update = self._update(feed, answer, address, now, pace=pace_of(dated, now), profile=read.profile)
        update = replace(update, body_hash=body_hash, cleaned_by=self._cleaned_by)
        return _Answer(update, articles, beside, is_cleaned_anew=feed.cleaned_by != self._cleaned_by)

    async def _with_full_text(
        self, articles: Sequence[Article], now: datetime
    ) -> tuple[Sequence[Article], Sequence[Article]]:
        """Those that are not known yet, with their pages' text; and the others, of which the feed's own is no edit."""
        known = await asyncio.to_thread(self._storage.known_articles, [article.id for article in articles])
        again = await asyncio.to_thread(self._storage.told_under_another_id, articles, known)
        known_otherwise = {article_id for article_id, before in again.items() if not before.in_its_place}
        unknown = [each for each in articles if each.id not in known and each.id not in known_otherwise]
        beside = [each for each in articles if each.id in known or each.id in known_otherwise]
        return await self._full_texts.of(unknown, now), beside

    def _update(
        self,
        feed: Feed,
        answer: Fetched | NotModified,
        address: str,
        now: datetime,
        *,
        pace: Pace,
        profile: FeedProfile | None,
    ) -> FeedUpdate:
        moved_to = answer.moved_to or (address if address != feed.url else None)
        due_at = next_due_at(
            now, interval=self._interval(), pace=pace, profile=profile, fresh_for=answer.fresh_for, rng=self._rng
        )
        return FeedUpdate(
            url=feed.url,
            at=now,
            due_at=due_at,
            etag=answer.etag,
            last_modified=answer.last_modified,
            body_hash=feed.body_hash,
            cleaned_by=feed.cleaned_by,
            profile=profile,
            newest_at=pace.newest_at,
            per_day=pace.per_day,
            moved_to=moved_to,
            moved_at=(feed.moved_at if moved_to == feed.moved_to else now) if moved_to else None,
        )

    def _failed(self, feed: Feed, now: datetime, error: SourceError) -> _Answer:
        refused = error if isinstance(error, FetchError) else None
        is_gone = refused is not None and refused.status == HTTPStatus.GONE
        due_at = retry_at(
            now,
            interval=self._interval(),
            failures=feed.error_streak,
            retry_after=refused.retry_after if refused else None,
            is_gone=is_gone,
            rng=self._rng,
        )
        why = reason_to_pause(feed, now, is_gone=is_gone, error=error.reason)
        update = FeedUpdate(url=feed.url, at=now, due_at=due_at, error=error.reason, paused_reason=why)
        failure = FeedFailure(feed.url, feed_name(feed), why or error.reason, _kind_of(error))
        return _Answer(update, failure=failure, is_gone=is_gone)

    def _is_online(self, answers: Sequence[_Answer]) -> bool:
        """Whether any feed has answered of late: where none does, it is our own network that fails, and no feed."""
        if any(answer.failure is None for answer in answers):
            return True
        last = self._storage.last_answer_at()
        return last is not None and self._clock() - last <= _ONLINE_WITHIN

    def _keep(self, answers: Sequence[_Answer], report: RefreshReport, progress: Progress | None) -> None:
        if any(map(_has_failed_too_long, answers)) and not self._is_online(answers):
            answers = [_asked_on(answer) if _has_failed_too_long(answer) else answer for answer in answers]
        articles = [article for answer in answers for article in answer.articles]
        began = time.perf_counter()
        of_articles = self._progress_of(Stage.ARTICLES, progress)
        beside = [article for answer in answers for article in answer.beside]
        added = Added((), ())
        if articles:
            anew = frozenset(answer.update.url for answer in answers if answer.is_cleaned_anew)
            added = self._intake.add(
                articles, now=self._clock(), beside=beside, cleaned_anew=anew, progress=of_articles
            )
        report.grouping_s += time.perf_counter() - began
        new = set(added.new_ids)
        self._storage.record_fetches([_with_first_sight(answer, new) for answer in answers])
        report.asked += len(answers)
        report.unchanged += sum(answer.unchanged for answer in answers)
        report.failures += [answer.failure for answer in answers if answer.failure]
        report.paused += [answer.failure for answer in answers if answer.failure and answer.update.paused_reason]
        report.entries += len(articles)
        report.new += len(added.new_ids)
        report.changed += len(added.changed_ids)

    def _catch_up(self, report: RefreshReport, progress: Progress | None) -> None:
        of_articles = self._progress_of(Stage.CAUGHT_UP, progress)
        report.caught_up = self._intake.catch_up(now=self._clock(), progress=of_articles)


def _kind_of(error: SourceError) -> str:
    """As `FeedFailure.kind` has it."""
    if not isinstance(error, FetchError):
        return "unreadable"
    return "http" if error.status else "network"


def _has_failed_too_long(answer: _Answer) -> bool:
    """Whether its feed is to be paused, and not because its publisher says that it is gone."""
    return bool(answer.update.paused_reason) and not answer.is_gone


def _asked_on(answer: _Answer) -> _Answer:
    """It, as that of a feed that is not paused."""
    update = replace(answer.update, paused_reason=None)
    return replace(answer, update=update, failure=answer.failure and replace(answer.failure, reason=update.error or ""))


def _is_doubtful(feed: Feed, now: datetime) -> bool:
    """Whether to ask for the whole document, which a silent feed is once a day: some servers answer 304 for ever."""
    if feed.last_tried_at is not None and feed.last_tried_at.date() >= now.date():
        return False
    return feed.newest_at is None or feed_health(feed, now).state in (FeedState.SILENT, FeedState.FROZEN)


def _with_first_sight(answer: _Answer, new: Set[str]) -> FeedUpdate:
    """Its update; of a feed without dates, what was first seen now is its newest."""
    is_undated = answer.update.newest_at is None and any(article.id in new for article in answer.articles)
    return replace(answer.update, newest_at=answer.update.at) if is_undated else answer.update
