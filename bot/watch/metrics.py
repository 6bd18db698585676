"""The numbers for Prometheus; docs/reference/metrics.md lists them, and a test holds the two together."""

from __future__ import annotations

from collections import Counter as Tally

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot.pipeline.delivery_report import DeliveryReport
from bot.pipeline.enqueue import EnqueueReport
from bot.pipeline.refresh import RefreshReport

_SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900)


class Metrics:
    """What one process has done since it began, and how it stands. Safe to use from several threads."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._run_seconds = Histogram(
            "briefbot_run_seconds", "How long runs took.", ["run"], buckets=_SECONDS, registry=registry
        )
        self._run_failures = Counter("briefbot_run_failures", "Runs that met a bug.", ["run"], registry=registry)
        self._polls = Counter("briefbot_polls", "Answers of feeds, by what they were.", ["result"], registry=registry)
        self._failures = Counter(
            "briefbot_poll_failures", "Feeds that could not be read, by why.", ["kind"], registry=registry
        )
        self._entries = Counter("briefbot_entries", "Articles in what was read.", ["state"], registry=registry)
        self._grouping = Counter(
            "briefbot_grouping_seconds", "Time spent on topics, stories and storing.", registry=registry
        )
        self._composed = Counter("briefbot_composed", "Briefings that were composed.", registry=registry)
        self._composing = Counter("briefbot_composing_seconds", "Time spent on composing.", registry=registry)
        self._deliveries = Counter(
            "briefbot_deliveries", "Tries to deliver, by their outcome.", ["outcome"], registry=registry
        )
        self._backlog = Gauge("briefbot_backlog", "Briefings whose hour has come and that wait.", registry=registry)
        self._backlog_age = Gauge(
            "briefbot_backlog_age_seconds", "How long the oldest of them has waited.", registry=registry
        )
        self._ready = Gauge("briefbot_ready", "1 where a part is ready, else 0.", ["part"], registry=registry)

    def count_run(self, name: str, seconds: float, *, failed: bool) -> None:
        """A run has ended."""
        self._run_seconds.labels(name).observe(seconds)
        if failed:
            self._run_failures.labels(name).inc()

    def count_refresh(self, report: RefreshReport) -> None:
        """Feeds were asked."""
        failed = len(report.failures)
        news = report.asked - report.unchanged - failed
        for result, number in (("read", news), ("unchanged", report.unchanged), ("failed", failed)):
            self._polls.labels(result).inc(number)
        for kind, number in Tally(failure.kind for failure in report.failures).items():
            self._failures.labels(kind).inc(number)
        known = report.entries - report.new - report.changed
        for state, number in (("new", report.new), ("edited", report.changed), ("known", known)):
            self._entries.labels(state).inc(number)
        self._grouping.inc(report.grouping_s)

    def count_composing(self, report: EnqueueReport) -> None:
        """Briefings were composed."""
        self._composed.inc(report.composed)
        self._composing.inc(report.composing_s)

    def count_deliveries(self, report: DeliveryReport) -> None:
        """Briefings were tried to be delivered."""
        for outcome, number in report.outcomes.items():
            self._deliveries.labels(outcome).inc(number)

    def show_backlog(self, waiting: int, age_s: float) -> None:
        """How much waits, and how long the oldest has."""
        self._backlog.set(waiting)
        self._backlog_age.set(age_s)

    def show_ready(self, part: str, *, ready: bool) -> None:
        """Whether a part is ready."""
        self._ready.labels(part).set(ready)

    def text(self) -> bytes:
        """All of it in Prometheus's text format."""
        return generate_latest(self._registry)
