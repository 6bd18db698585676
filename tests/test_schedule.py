from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones, reset_tzpath

import pytest

from bot.pipeline.delivery_report import DeliveryReport
from bot.pipeline.enqueue import EnqueueReport
from bot.pipeline.mending import Mended
from bot.pipeline.notices import Notice
from bot.pipeline.refresh import FeedFailure, RefreshReport
from bot.pipeline.retention import Forgotten
from bot.pipeline.seeding import SeedsReport
from bot.pipeline.stopping import to_the_end
from bot.schedule import Schedule, next_sends
from bot.watch.runs import WatchedRuns

DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def shown(local_time: str, zone: str, after: str, count: int) -> list[str]:
    """The next sends as the clock on a wall there shows them."""
    return [f"{m.astimezone(ZoneInfo(zone)):%m-%d %H:%M%z}" for m in next_sends(local_time, zone, utc(after), count)]


def test_sends_are_strictly_after_the_moment_and_in_utc() -> None:
    eight = utc("2026-05-01T04:00")
    assert next_sends("08:00", "Asia/Yerevan", eight - timedelta(microseconds=1), 1) == (eight,)
    assert next_sends("08:00", "Asia/Yerevan", eight, 2) == (eight + DAY, eight + 2 * DAY)
    assert next_sends("08:00", "Asia/Yerevan", eight, 1)[0].tzinfo is UTC
    assert next_sends("08:00", "Asia/Yerevan", eight, 0) == ()


@pytest.mark.parametrize(
    ("local_time", "zone", "after", "expected"),
    [
        pytest.param(
            "02:30",
            "Europe/Berlin",
            "2026-03-28T12:00",
            ["03-29 03:00+0200", "03-30 02:30+0200"],
            id="the gap of an hour",
        ),
        pytest.param(
            "02:15",
            "Australia/Lord_Howe",
            "2026-10-03T12:00",
            ["10-04 02:30+1100", "10-05 02:15+1100"],
            id="the gap of half an hour",
        ),
        pytest.param(
            "00:00",
            "Asia/Beirut",
            "2026-03-28T12:00",
            ["03-29 01:00+0300", "03-30 00:00+0300"],
            id="midnight is in the gap",
        ),
        pytest.param(
            "00:30",
            "America/Sao_Paulo",
            "2018-11-03T12:00",
            ["11-04 01:00-0200", "11-05 00:30-0200"],
            id="just after midnight is in the gap",
        ),
        pytest.param(
            "23:30",
            "America/Nuuk",
            "2026-03-28T12:00",
            ["03-29 00:00-0100", "03-29 23:30-0100", "03-30 23:30-0100"],
            id="the gap ends on the next date",
        ),
        pytest.param(
            "02:30",
            "Asia/Tehran",
            "2022-03-21T06:00",
            ["03-22 02:30+0430", "03-23 02:30+0430"],
            id="midnight is in the gap, another time is not",
        ),
        pytest.param(
            "02:30",
            "Africa/Casablanca",
            "2026-03-21T12:00",
            ["03-22 03:00+0100", "03-23 02:30+0100"],
            id="the end of Ramadan",
        ),
    ],
)
def test_a_time_that_a_date_leaves_out_is_answered_at_the_first_instant_after_the_gap(
    local_time: str, zone: str, after: str, expected: list[str]
) -> None:
    assert shown(local_time, zone, after, len(expected)) == expected


@pytest.mark.parametrize(
    ("local_time", "zone", "after", "expected"),
    [
        ("02:30", "Europe/Berlin", "2026-10-24T12:00", ["10-25 02:30+0200", "10-26 02:30+0100"]),
        ("01:45", "Australia/Lord_Howe", "2026-04-04T12:00", ["04-05 01:45+1100", "04-06 01:45+1030"]),
        ("23:30", "Asia/Beirut", "2026-10-24T12:00", ["10-24 23:30+0300", "10-25 23:30+0200"]),
        ("02:30", "Africa/Casablanca", "2026-02-14T12:00", ["02-15 02:30+0100", "02-16 02:30+0000"]),
    ],
)
def test_a_time_that_a_date_has_twice_is_answered_the_first_time(
    local_time: str, zone: str, after: str, expected: list[str]
) -> None:
    assert shown(local_time, zone, after, 2) == expected


def test_between_the_two_the_next_send_is_tomorrows() -> None:
    assert shown("02:30", "Europe/Berlin", "2026-10-25T00:45", 1) == ["10-26 02:30+0100"]


@pytest.mark.parametrize(
    ("zone", "after", "expected"),
    [
        ("Pacific/Apia", "2011-12-29T00:00", ["12-29 08:00-1000", "12-31 08:00+1400"]),
        ("Pacific/Kwajalein", "1993-08-20T12:00", ["08-20 08:00-1200", "08-22 08:00+1200"]),
    ],
)
def test_a_date_that_a_zone_never_had_has_no_send(zone: str, after: str, expected: list[str]) -> None:
    assert shown("08:00", zone, after, 2) == expected


def test_leap_days_have_a_send() -> None:
    dates = [send[:5] for send in shown("08:00", "Asia/Baku", "2028-02-27T12:00", 3)]
    assert dates == ["02-28", "02-29", "03-01"]
    assert [send[:5] for send in shown("08:00", "Asia/Baku", "2100-02-27T12:00", 2)] == ["02-28", "03-01"]


# The calendar against somebody who looks at the clock on a wall every quarter of an hour and sends as
# soon as it shows the time or, on a date it was not shown, a later one.


def watched(local_time: str, zone: str, begin: datetime, end: datetime) -> Iterator[datetime]:
    wanted, there = time.fromisoformat(local_time), ZoneInfo(zone)
    moment = begin - 2 * DAY  # to know at the beginning whether that date has been answered
    seen = answered = moment.astimezone(there).date()
    while moment < end:
        wall = moment.astimezone(there)
        a_date_is_over = wall.date() > seen > answered
        seen = max(seen, wall.date())
        if a_date_is_over or (seen > answered and wall.time() >= wanted):
            answered = seen - DAY if a_date_is_over else seen
            if moment >= begin:
                yield moment
        moment += QUARTER


@lru_cache
def clock_changes(zone: str) -> tuple[datetime, ...]:
    """The days of 2025 and 2026 after which the clocks there are set otherwise than before."""
    there = ZoneInfo(zone)
    days = [utc("2025-01-01") + n * DAY for n in range(730)]
    return tuple(
        day for day, after in pairwise(days) if day.astimezone(there).utcoffset() != after.astimezone(there).utcoffset()
    )


def half_hours() -> list[str]:
    return [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30)]


def check(zone: str, local_time: str, begin: datetime, end: datetime) -> None:
    expected = list(watched(local_time, zone, begin, end))
    sends = next_sends(local_time, zone, begin - timedelta(seconds=1), len(expected) + 1)
    assert list(sends[:-1]) == expected, f"{local_time} in {zone}"
    assert sends[-1] >= end, f"{local_time} in {zone}"


def all_zones() -> list[str]:
    return sorted(name for name in available_timezones() if not name.startswith(("posix/", "right/")))


KNOWN_FOR_TROUBLE = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "America/Nuuk",
    "America/Santiago",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Yerevan",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Pacific/Chatham",
]
SAMPLED = sorted({*random.Random(7).sample(all_zones(), 28)} - {*KNOWN_FOR_TROUBLE})


@pytest.mark.parametrize(
    "zone", [*KNOWN_FOR_TROUBLE, *(pytest.param(each, marks=pytest.mark.slow) for each in SAMPLED)]
)
def test_around_each_change_of_the_clocks_every_half_hour_is_answered_once_a_day(zone: str) -> None:
    for change in clock_changes(zone):
        for local_time in half_hours():
            check(zone, local_time, change - DAY, change + 2 * DAY)


@pytest.mark.parametrize("zone", KNOWN_FOR_TROUBLE)
def test_in_two_years_each_date_is_answered_once(zone: str) -> None:
    check(zone, "02:30", utc("2025-01-01"), utc("2027-01-01"))


# What happens by itself


@dataclass
class Runs:
    """Stands for the runs of the bot; counts them, and lets a test say what each finds.

    Attributes:
        counts: How often each was begun.
        told_at: What the clock said at the last run that is handed a moment.
        refreshing: What a refresh waits for.
        posting: What a delivery waits for, to the end.
        composing: What the rest of a composing waits for, the first of which waits to be sent.
        leads: Whether this process reads feeds and composes.
    """

    now: datetime = datetime(2026, 5, 1, 12, tzinfo=UTC)
    counts: Counter[str] = field(default_factory=Counter)
    told_at: dict[str, datetime] = field(default_factory=dict)
    ended: list[str] = field(default_factory=list)
    seeds: SeedsReport | None = None
    refreshed: RefreshReport = field(default_factory=RefreshReport)
    enqueued: EnqueueReport | Exception = field(default_factory=EnqueueReport)
    delivered: DeliveryReport = field(default_factory=DeliveryReport)
    mended: Mended = field(default_factory=Mended)
    forgotten_servers: list[int] = field(default_factory=list)
    refreshing: asyncio.Event | None = None
    posting: asyncio.Event | None = None
    composing: asyncio.Event | None = None
    leads: bool = True
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def _begin(self, name: str, now: datetime | None = None) -> None:
        self.counts[name] += 1
        if now:
            self.told_at[name] = now
        self._changed.set()
        self._changed = asyncio.Event()

    def read_seeds(self, now: datetime) -> SeedsReport | None:
        self.told_at["seeds"] = now
        return self.seeds

    async def refresh(self) -> RefreshReport:
        self._begin("refresh")
        if self.refreshing:
            await self.refreshing.wait()
        return self.refreshed

    async def enqueue(self, now: datetime, queued: Callable[[], None]) -> EnqueueReport:
        self._begin("enqueue", now)
        if self.composing:
            queued()
            await self.composing.wait()
        if isinstance(self.enqueued, Exception):
            raise self.enqueued
        return self.enqueued

    async def forget_servers(self) -> list[int]:
        self._begin("servers")
        return self.forgotten_servers

    async def receipt(self) -> None:
        self._begin("receipt")

    async def deliver(self) -> DeliveryReport:
        self._begin("deliver")
        await to_the_end(self._post())
        return self.delivered

    async def _post(self) -> None:
        try:
            if self.posting:
                await self.posting.wait()
            self.ended.append("posted")
        except asyncio.CancelledError:
            self.ended.append("cut off")
            raise

    async def until(self, name: str, count: int) -> None:
        async with asyncio.timeout(30):
            while self.counts[name] < count:
                await self._changed.wait()

    def schedule(
        self, *, tick_s: float = 0.02, finish_within_s: float = 5, first_refresh_within_s: float = 0.05
    ) -> Schedule:
        return Schedule(
            tick_s=tick_s,
            clock=lambda: self.now,
            read_seeds=self.read_seeds,
            refresh=self.refresh,
            enqueue=self.enqueue,
            deliver=self.deliver,
            forget=lambda _: Forgotten(0, 0),
            mend=lambda: self.mended,
            forget_servers=self.forget_servers,
            receipt=self.receipt,
            runs=WatchedRuns(),
            leads=lambda: self.leads,
            finish_within_s=finish_within_s,
            first_refresh_within_s=first_refresh_within_s,
        )


async def test_everything_is_looked_at_at_once_and_at_every_tick_by_the_clock_it_was_given() -> None:
    runs = Runs()
    schedule = runs.schedule()
    schedule.start()
    await runs.until("deliver", 1)
    runs.now += timedelta(days=1)
    for name in ("refresh", "enqueue", "deliver"):
        await runs.until(name, 3)
    await schedule.stop()
    assert runs.told_at == {"enqueue": runs.now, "seeds": runs.now}
    assert runs.counts["servers"] == 1  # every hour


async def test_servers_that_were_left_are_forgotten_every_hour_whoever_leads(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.schedule._SELDOM_S", 0.05)
    caplog.set_level(logging.INFO)
    runs = Runs(leads=False, forgotten_servers=[71, 72])
    schedule = runs.schedule()
    schedule.start()
    await runs.until("servers", 3)
    await schedule.stop()
    assert (runs.counts["refresh"], "forgot 2 servers that the bot left: 71, 72" in caplog.messages) == (0, True)


@pytest.fixture
def zone_file(tmp_path: Path) -> Iterator[Path]:
    """Where the system keeps the rules of the one zone that it knows."""
    reset_tzpath([tmp_path])
    ZoneInfo.clear_cache()
    (tmp_path / "Test").mkdir()
    yield tmp_path / "Test" / "Zone"
    reset_tzpath()


def give_rules(zone_file: Path, region: str, place: str) -> None:
    zone_file.write_bytes((files(f"tzdata.zoneinfo.{region}") / place).read_bytes())


@pytest.mark.parametrize("leads", [True, False], ids=["leads", "only delivers"])
async def test_new_rules_that_the_system_gets_while_the_bot_runs_are_followed_within_the_hour(
    zone_file: Path, monkeypatch: pytest.MonkeyPatch, leads: bool
) -> None:
    monkeypatch.setattr("bot.schedule._SELDOM_S", 0.05)
    give_rules(zone_file, "Europe", "Warsaw")
    runs = Runs(leads=leads)
    assert next_sends("08:00", "Test/Zone", runs.now, 1) == (datetime(2026, 5, 2, 6, tzinfo=UTC),)
    schedule = runs.schedule()
    schedule.start()
    await runs.until("servers", 2)
    give_rules(zone_file, "Asia", "Yerevan")
    await runs.until("servers", 4)
    await schedule.stop()
    assert next_sends("08:00", "Test/Zone", runs.now, 1) == (datetime(2026, 5, 2, 4, tzinfo=UTC),)


async def test_a_run_that_takes_long_is_not_begun_a_second_time_and_holds_up_no_other() -> None:
    runs = Runs(refreshing=asyncio.Event())
    schedule = runs.schedule()
    schedule.start()
    await runs.until("deliver", 5)
    assert runs.counts["refresh"] == 1
    assert runs.refreshing is not None
    runs.refreshing.set()
    await runs.until("refresh", 2)
    await schedule.stop()


async def test_the_first_briefings_are_sent_while_others_are_composed() -> None:
    runs = Runs(refreshing=asyncio.Event(), composing=asyncio.Event())
    assert runs.refreshing
    assert runs.composing
    schedule = runs.schedule(tick_s=60, first_refresh_within_s=60)
    schedule.start()
    await runs.until("deliver", 1)
    runs.refreshing.set()
    await runs.until("deliver", 2)
    assert runs.counts["enqueue"] == 1
    runs.composing.set()
    await schedule.stop()


async def test_a_tick_is_at_a_whole_second() -> None:
    runs = Runs()
    schedule = runs.schedule(tick_s=60)
    schedule.start()
    await runs.until("enqueue", 1)
    jobs = [job for job in schedule._scheduler.get_jobs() if job.id != "forget"]
    assert {job.next_run_time.microsecond for job in jobs} == {0}
    await schedule.stop()


@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(days=20_000)], ids=["back", "ahead"])
async def test_a_clock_that_is_set_stops_no_tick(monkeypatch: pytest.MonkeyPatch, step: timedelta) -> None:
    shift = timedelta()

    class SetClock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> SetClock:
            return cls.fromtimestamp((datetime.now(UTC) + shift).timestamp(), tz)

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", SetClock)
    monkeypatch.setattr("bot.schedule.utc_now", lambda: SetClock.now(UTC))
    runs = Runs()
    schedule = runs.schedule()
    schedule.start()
    await runs.until("deliver", 2)
    shift = step
    for name in ("refresh", "enqueue", "deliver"):
        await runs.until(name, runs.counts[name] + 5)
    await schedule.stop()


async def test_beside_a_process_that_leads_another_delivers_and_takes_over_when_it_may() -> None:
    runs = Runs(leads=False)
    schedule = runs.schedule()
    schedule.start()
    await runs.until("deliver", 3)
    assert set(runs.counts) == {"deliver", "servers"}
    runs.leads = True
    for name in ("refresh", "enqueue"):
        await runs.until(name, 1)
    await schedule.stop()


async def test_the_first_briefings_wait_for_the_first_news() -> None:
    runs = Runs(refreshing=asyncio.Event())
    schedule = runs.schedule(first_refresh_within_s=30)
    schedule.start()
    await runs.until("refresh", 1)
    await asyncio.sleep(0)
    assert runs.counts["enqueue"] == 0
    assert runs.refreshing is not None
    runs.refreshing.set()
    await runs.until("enqueue", 1)
    await schedule.stop()


async def test_how_the_day_was_is_told_when_what_was_missed_is_composed() -> None:
    runs = Runs(refreshing=asyncio.Event(), composing=asyncio.Event())
    schedule = runs.schedule(first_refresh_within_s=30)
    schedule.start()
    await runs.until("deliver", 2)
    assert runs.refreshing is not None
    runs.refreshing.set()
    await runs.until("enqueue", 1)
    await runs.until("deliver", runs.counts["deliver"] + 2)
    assert runs.counts["receipt"] == 0
    assert runs.composing is not None
    runs.composing.set()
    await runs.until("receipt", 2)
    await schedule.stop()


async def test_after_the_machine_has_slept_briefings_wait_for_news_again(monkeypatch: pytest.MonkeyPatch) -> None:
    slept = timedelta()
    monkeypatch.setattr("bot.schedule.utc_now", lambda: datetime.now(UTC) + slept)
    runs = Runs()
    schedule = runs.schedule(first_refresh_within_s=30)
    schedule.start()
    await runs.until("enqueue", 2)
    runs.refreshing = before = asyncio.Event()
    await runs.until("refresh", runs.counts["refresh"] + 1)
    slept = timedelta(hours=8)
    await runs.until("deliver", runs.counts["deliver"] + 2)
    composed = runs.counts["enqueue"]
    runs.refreshing = after = asyncio.Event()
    before.set()
    await runs.until("refresh", runs.counts["refresh"] + 1)
    await runs.until("deliver", runs.counts["deliver"] + 3)
    assert runs.counts["enqueue"] == composed
    after.set()
    await runs.until("enqueue", composed + 1)
    await schedule.stop()


async def test_a_run_that_fails_is_logged_with_its_traceback_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    runs = Runs(enqueued=ZeroDivisionError("a bug"))
    schedule = runs.schedule()
    schedule.start()
    await runs.until("deliver", 2)
    await schedule.stop()
    failed = caplog.records[0]
    assert failed.getMessage() == "the run 'compose' failed; the next tick tries again"
    assert failed.exc_info is not None
    assert failed.exc_info[1] is runs.enqueued
    assert {record.name for record in caplog.records} == {"bot.watch.runs"}


async def test_stopped_it_waits_for_a_post_that_is_being_sent() -> None:
    runs = Runs(posting=asyncio.Event(), refreshing=asyncio.Event())
    schedule = runs.schedule()
    schedule.start()
    await runs.until("deliver", 1)
    stopping = asyncio.create_task(schedule.stop())
    await asyncio.sleep(0.05)
    assert not stopping.done()
    assert runs.posting is not None
    runs.posting.set()
    await stopping
    assert runs.ended == ["posted"]
    counts = dict(runs.counts)
    await asyncio.sleep(0.1)
    assert dict(runs.counts) == counts


async def test_stopped_it_cuts_off_what_takes_too_long(caplog: pytest.LogCaptureFixture) -> None:
    runs = Runs(posting=asyncio.Event())
    schedule = runs.schedule(finish_within_s=0.05)
    schedule.start()
    await runs.until("deliver", 1)
    await schedule.stop()
    assert runs.ended == ["cut off"]
    assert caplog.records == []


async def test_stopping_what_never_began_is_no_mistake() -> None:
    await Runs().schedule().stop()


async def test_each_run_tells_in_one_line_what_it_did_and_warns_of_what_is_the_operators_matter(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "bot")
    runs = Runs(
        seeds=SeedsReport(articles=8, topics=2, feeds_added=40, problems=("notes/a.md is not UTF-8",)),
        refreshed=RefreshReport(
            40, 12, 310, 25, 1, [FeedFailure("https://a.example/feed", "A", "HTTP 500")], caught_up=7
        ),
        enqueued=EnqueueReport(queued=2, composed=1, held=3, skipped=[Notice(7, 70, "the hour was missed")]),
        delivered=DeliveryReport(sent=2, held=1, gone=[Notice(8, 80, "The channel has been deleted.")]),
        mended=Mended(hours=3, waits=1),
    )
    schedule = runs.schedule(tick_s=60)
    schedule.start()
    async with asyncio.timeout(30):
        while len(caplog.records) < 10:  # noqa: ASYNC110 - a log has no event to wait for
            await asyncio.sleep(0.01)
    await schedule.stop()
    assert sorted(f"{record.levelname.lower()} {record.getMessage()}" for record in caplog.records) == [
        "info composed: 1 briefings for 2 channels; 0 more want none without news,"
        " 3 wait for their quiet hours to end; 1 hours skipped, 0 subscriptions paused",
        "info delivered: 2 briefings; 0 to be tried again, 1 channels gone, 0 given up",
        "info held: 1 briefings, until the quiet hours of their channels end",
        "info refresh: 40 feeds asked, 12 unchanged, 1 failing; 25 articles new, 1 edited",
        "info refresh: 7 articles of the last days grouped anew, a topic of theirs is new",
        "info seeds: 8 articles, 2 topics, 40 new feeds",
        "warning by the clock 3 subscriptions, and 1 more things, waited too long: brought forward; was it ahead?",
        "warning seeds: notes/a.md is not UTF-8",
        "warning subscription=7 channel=70: the hour was missed",
        "warning subscription=8 channel=80: The channel has been deleted.",
    ]


async def test_a_tick_that_finds_nothing_to_do_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    runs = Runs(refreshed=RefreshReport(asked=1, unchanged=1))
    schedule = runs.schedule()
    schedule.start()
    await runs.until("deliver", 3)
    await schedule.stop()
    assert caplog.records == []
