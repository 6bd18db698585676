"""What is told of each run: a line in the log, and what it adds to the metrics."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict

from bot.delivery.frame import count
from bot.delivery.outcome import Gone, Refused, Sent, TryLater
from bot.errors import StorageError
from bot.logs import one_run
from bot.pipeline.delivery_report import DeliveryReport
from bot.pipeline.enqueue import EnqueueReport
from bot.pipeline.mending import Mended
from bot.pipeline.notices import Notice
from bot.pipeline.receipt import ReceiptReport
from bot.pipeline.refresh import RefreshReport
from bot.pipeline.retention import Forgotten
from bot.pipeline.seeding import SeedsReport
from bot.watch.metrics import Metrics

log = logging.getLogger(__name__)

_FAILING_FROM = 3
_TELL_AWAY_AFTER_S = 60.0
# What was met once, and not at the next ticks, is over: some runs are rare, others long. Of an SQLite file that another
# program has locked it takes 15 s to be met (`storage/engine.py`), while who only reads does well.
_SAID_OF_LATE_S = 20.0


class WatchedRuns:
    """Watches the runs of one process.

    A database that is away makes all of them fail at each tick: that is one event, told when it begins, now and then
    while it lasts, and when it ends.

    Args:
        tick_s: How often what fails is tried again.
        clock: Seconds that only grow.

    Attributes:
        metrics: What they add up to.
        last_at: When the last of them began or ended, by `time.monotonic`; None before the first.
    """

    def __init__(self, tick_s: float = 1.0, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.metrics = Metrics()
        self._clock = clock
        self._said_of_late_s = max(_SAID_OF_LATE_S, 3 * tick_s)
        self._failures: dict[str, tuple[type[Exception], int]] = {}
        self._without: set[str] = set()  # the runs that have met no database since it went
        self._away_from = self._away_at = self._back_at = self._tell_away_at = 0.0
        self._why_away = ""
        self.last_at: float | None = None

    async def watch(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """Do it; a bug that it meets is told, and stops nothing else."""
        self.last_at = began = self._clock()
        failure: Exception | None = None
        with one_run(name):
            try:
                await run()
            except Exception as error:  # noqa: BLE001 - the edge of the job: told with its traceback
                failure = error
            if away := _storage_error(failure):
                if began >= self._back_at:  # else it had waited in vain when another found the database back
                    self.tell_away(name, away)
            else:
                self._tell_failure(name, failure)
                if name in self._without or (self._without and not self.why_away):
                    self._tell_back()
        self.last_at = self._clock()
        self.metrics.count_run(name, self.last_at - began, failed=failure is not None)

    def tell_away(self, name: str, error: StorageError) -> None:
        """A run cannot use the database; it may go on, and try again."""
        now = self._clock()
        if not self._without:
            self._away_from, self._tell_away_at = now, now + _TELL_AWAY_AFTER_S
            log.error("the database cannot be used; every tick tries again (%s)", error)
        elif now >= self._tell_away_at:
            away_s = now - self._away_from
            self._tell_away_at = now + away_s
            log.error("the database cannot be used for %.0f s now: %s", away_s, error.reason)
        self._without.add(name)
        self._away_at, self._why_away = now, error.reason

    @property
    def why_away(self) -> str:
        """Why the database cannot be used; "" where no run has said so of late."""
        return self._why_away if self._without and self._clock() - self._away_at < self._said_of_late_s else ""

    def _tell_back(self) -> None:
        self._back_at = self._clock()
        self._without.clear()
        log.info("the database can be used again, after %.0f s", self._back_at - self._away_from)

    def _tell_failure(self, name: str, error: Exception | None) -> None:
        """The first of several in a row with its traceback, then the second, fourth, eighth in a line, then the end.

        What fails once may fail at each tick.
        """
        kind, times = self._failures.pop(name, (None, 0))
        if error is None:
            if times:
                log.info("the run %r works again after %s in a row", name, count(times, "failure"))
            return
        times = times + 1 if isinstance(error, kind or ()) else 1
        self._failures[name] = type(error), times
        if times == 1:
            log.error("the run %r failed; the next tick tries again", name, exc_info=error)
        elif times & (times - 1) == 0:
            log.error("the run %r failed %d times in a row: %s", name, times, _first_line(error))

    @property
    def failing(self) -> list[str]:
        """The runs that do nothing but fail, for another reason than a database that is away."""
        return [name for name, (_, times) in self._failures.items() if times >= _FAILING_FROM]

    def tell_seeds(self, report: SeedsReport | None) -> None:
        """Files were read, if any had changed."""
        if report is None:
            return
        counts = {"articles": report.articles, "topics": report.topics, "feeds_added": report.feeds_added}
        log.info("seeds: %d articles, %d topics, %d new feeds", *counts.values(), extra=counts)
        for problem in report.problems:
            log.warning("seeds: %s", problem)

    def tell_refresh(self, report: RefreshReport) -> None:
        """Feeds were asked, if any were due; and topics newly followed were caught up on."""
        if report.caught_up:
            told = "refresh: %d articles of the last days grouped anew, a topic of theirs is new"
            log.info(told, report.caught_up, extra={"caught_up": report.caught_up})
        if not report.asked:
            return
        self.metrics.count_refresh(report)
        counts = {
            "asked": report.asked,
            "unchanged": report.unchanged,
            "failing": len(report.failures),
            "new": report.new,
            "edited": report.changed,
        }
        told = "refresh: %d feeds asked, %d unchanged, %d failing; %d articles new, %d edited"
        # Feeds fall due one by one: fifty without news would be thousands of lines a day.
        is_news = report.new or report.changed or report.failures
        log.log(logging.INFO if is_news else logging.DEBUG, told, *counts.values(), extra=counts)
        for failure in report.failures:
            fields = {"feed": failure.url, "kind": failure.kind}
            log.debug("refresh: feed=%s %s", failure.url, failure.reason, extra=fields)
        for failure in report.paused:
            log.warning("refresh: feed=%s %s", failure.url, failure.reason, extra={"feed": failure.url})

    def tell_composing(self, report: EnqueueReport) -> None:
        """Briefings went into the outbox, if any were due."""
        self.metrics.count_composing(report)
        notices = [*report.skipped, *report.paused]
        if report.queued or report.quiet or report.held or notices:
            counts = {
                "composed": report.composed,
                "queued": report.queued,
                "quiet": report.quiet,
                "held": report.held,
                "skipped": len(report.skipped),
                "paused": len(report.paused),
            }
            told = (
                "composed: %d briefings for %d channels; %d more want none without news, %d wait for their quiet hours"
                " to end; %d hours skipped, %d subscriptions paused"
            )
            log.info(told, *counts.values(), extra=counts)
        _tell(notices, logging.WARNING)
        _tell(report.waiting, logging.DEBUG)

    def tell_deliveries(self, report: DeliveryReport) -> None:
        """Briefings were tried to be delivered, if any waited."""
        self.metrics.count_deliveries(report)
        notices = [*report.retried, *report.gone, *report.failed]
        if report.sent or notices:
            told = "delivered: %d briefings; %d to be tried again, %d channels gone, %d given up"
            log.info(told, *report.outcomes.values(), extra=report.outcomes)
        if report.held:
            told = "held: %d briefings, until the quiet hours of their channels end"
            log.info(told, report.held, extra={"held": report.held})
        if report.published:
            told = "published: %d briefings, to those who follow their channels"
            log.info(told, report.published, extra={"published": report.published})
        _tell([*notices, *report.unpublished], logging.WARNING)

    def tell_receipt(self, report: ReceiptReport | None) -> None:
        """How the day was has been told, or could not be, of which the first try of a day says so."""
        match report:
            case None:
                return
            case ReceiptReport(outcome=Sent()):
                level, told = logging.INFO, "is posted"
            case ReceiptReport(outcome=TryLater(reason)):
                level = logging.WARNING if report.attempts == 1 else logging.DEBUG
                told = f"is not posted yet: {reason}; it is tried again until {report.until:%H:%M} UTC"
            case ReceiptReport(outcome=Gone(reason) | Refused(reason)):
                level = logging.WARNING
                told = f"cannot be posted today: {reason} Is receipt_channel right? `briefbot doctor` looks"
        log.log(level, "receipt: channel=%d: it %s", report.channel_id, told, extra={"channel": report.channel_id})

    def tell_forgotten(self, forgotten: Forgotten) -> None:
        """What was too old is gone, if anything was."""
        counts = asdict(forgotten)
        if any(counts.values()):
            log.info("forgot %d articles, %d briefings and %d versions of articles", *counts.values(), extra=counts)

    def tell_mended(self, mended: Mended) -> None:
        """The machine's clock was ahead, or a zone has new rules, if anything had to be mended."""
        if mended.hours or mended.waits:
            counts = {"hours": mended.hours, "waits": mended.waits}
            told = "by the clock %d subscriptions, and %d more things, waited too long: brought forward; was it ahead?"
            log.warning(told, *counts.values(), extra=counts)

    def tell_servers_forgotten(self, guild_ids: Sequence[int]) -> None:
        """What servers had made and set that were left long ago is gone, if any were."""
        if guild_ids:
            told = "forgot %d servers that the bot left: %s"
            log.info(told, len(guild_ids), ", ".join(map(str, guild_ids)), extra={"servers": len(guild_ids)})


def _storage_error(error: BaseException | None) -> StorageError | None:
    """Why the database could not be used, where nothing else went wrong."""
    if isinstance(error, BaseExceptionGroup):
        found = [_storage_error(each) for each in error.exceptions]
        return found[0] if all(found) else None
    return error if isinstance(error, StorageError) else None


def _first_line(error: BaseException) -> str:
    """What went wrong, of several things the first."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return str(error).partition("\n")[0] or type(error).__name__


def _tell(notices: Sequence[Notice], level: int) -> None:
    for notice in notices:
        fields = {
            "subscription": notice.subscription_id,
            "channel": notice.channel_id,
            "delivery": notice.delivery_id,
        }
        told = "subscription=%s channel=%d: %s"
        log.log(level, told, notice.subscription_id, notice.channel_id, notice.reason, extra=fields)
