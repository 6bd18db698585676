"""What whoever runs the bot can ask: health, readiness, metrics; and what systemd is told."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.delivery.outcome import Gone, Sent, TryLater
from bot.errors import StorageError
from bot.pipeline.delivery_report import DeliveryReport
from bot.pipeline.enqueue import EnqueueReport
from bot.pipeline.notices import Notice
from bot.pipeline.receipt import ReceiptReport
from bot.pipeline.refresh import FeedFailure, RefreshReport
from bot.storage import Answer, Preferences, Storage
from bot.watch.metrics import Metrics
from bot.watch.readiness import Readiness
from bot.watch.runs import WatchedRuns
from bot.watch.server import answering_at
from bot.watch.service_manager import telling_systemd
from tests.storage.examples import briefing

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@dataclass
class Watched:
    """A process that can be asked."""

    storage: Storage
    now: datetime = NOON
    connected: bool = True
    port: int = field(default_factory=free_port)
    runs: WatchedRuns = field(default_factory=WatchedRuns)

    @asynccontextmanager
    async def answering(self, *, talks: bool = True) -> AsyncIterator[None]:
        readiness = Readiness(
            storage=self.storage,
            clock=lambda: self.now,
            runs=self.runs,
            tick_s=1,
            is_connected=(lambda: self.connected) if talks else None,
        )
        async with answering_at(("127.0.0.1", self.port), readiness, self.runs.metrics):
            yield

    async def ask(self, path: str) -> tuple[int, str]:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{self.port}{path}") as answer,
        ):
            return answer.status, await answer.text()

    async def value(self, name: str) -> float:
        _, text = await self.ask("/metrics")
        (found,) = re.findall(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
        return float(found)


@pytest.fixture
def watched(storage: Storage) -> Watched:
    return Watched(storage)


async def nothing() -> None:
    """A run that finds nothing to do."""


def enqueue(storage: Storage, due_at: datetime) -> None:
    subscribed = storage.subscribe(
        guild_id=1,
        channel_id=2,
        topic_id="csto",
        time="12:00",
        preferences=Preferences(timezone="UTC"),
        created_by=1,
        next_due_at=due_at,
        now=due_at,
    )
    answer = Answer(subscribed.subscription.id, due_at.date(), "12:00", "nonce", due_at, due_at + timedelta(days=1))
    storage.enqueue(briefing(at=due_at), [answer])


async def test_a_process_is_alive_before_it_is_ready(watched: Watched) -> None:
    async with watched.answering():
        assert await watched.ask("/healthz") == (200, "alive\n")
        status, text = await watched.ask("/readyz")
        assert status == 503
        assert "scheduler: has not begun yet\n" in text
        await watched.runs.watch("seeds", nothing)
        assert await watched.ask("/readyz") == (
            200,
            "scheduler: ready\ngateway: ready\ndatabase: ready\nbacklog: ready\n",
        )


async def test_a_bot_without_its_connection_to_discord_is_not_ready_and_a_worker_needs_none(watched: Watched) -> None:
    await watched.runs.watch("seeds", nothing)
    watched.connected = False
    async with watched.answering():
        assert (await watched.ask("/readyz"))[0] == 503
        assert await watched.value('briefbot_ready{part="gateway"}') == 0
    async with watched.answering(talks=False):
        assert (await watched.ask("/readyz"))[0] == 200


async def test_a_briefing_that_waits_too_long_is_told(watched: Watched) -> None:
    await watched.runs.watch("seeds", nothing)
    enqueue(watched.storage, NOON)
    async with watched.answering():
        watched.now = NOON + timedelta(minutes=5)
        assert (await watched.ask("/readyz"))[0] == 200
        assert await watched.value("briefbot_backlog_age_seconds") == 300
        watched.now = NOON + timedelta(minutes=25)
        status, text = await watched.ask("/readyz")
        assert status == 503
        assert "backlog: 1 wait, the oldest for 25 min\n" in text
        assert await watched.value("briefbot_backlog") == 1


async def test_a_database_that_is_away_is_told_and_metrics_are_answered_all_the_same(tmp_path: Path) -> None:
    with Storage.open(f"sqlite:///{tmp_path / 'data' / 'briefbot.sqlite3'}") as storage:
        watched = Watched(storage)
        await watched.runs.watch("seeds", nothing)
        storage.close()
        (tmp_path / "data").rename(tmp_path / "away")
        async with watched.answering():
            status, text = await watched.ask("/readyz")
            assert status == 503
            assert "database: cannot be used: unable to open database file" in text
            assert await watched.value('briefbot_ready{part="database"}') == 0


async def test_runs_are_counted_by_what_they_did(watched: Watched) -> None:
    failure = FeedFailure("https://a.example/feed", "A", "HTTP 500", "http")
    watched.runs.tell_refresh(RefreshReport(40, 12, 310, 25, 1, [failure], grouping_s=2.5))
    watched.runs.tell_composing(EnqueueReport(queued=3, composed=2, composing_s=0.5))
    watched.runs.tell_deliveries(DeliveryReport(sent=2, gone=[Notice(8, 80, "The channel has been deleted.")]))
    async with watched.answering():
        told = {
            'briefbot_polls_total{result="read"}': 27,
            'briefbot_polls_total{result="unchanged"}': 12,
            'briefbot_poll_failures_total{kind="http"}': 1,
            'briefbot_entries_total{state="known"}': 284,
            "briefbot_grouping_seconds_total": 2.5,
            "briefbot_composed_total": 2,
            "briefbot_composing_seconds_total": 0.5,
            'briefbot_deliveries_total{outcome="sent"}': 2,
            'briefbot_deliveries_total{outcome="gone"}': 1,
        }
        assert {name: await watched.value(name) for name in told} == told


async def test_a_run_that_meets_a_bug_is_counted_and_logged_with_its_id(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    async def stumble() -> None:
        raise ValueError("a bug")

    await watched.runs.watch("compose", stumble)
    (record,) = caplog.records
    assert record.exc_info
    async with watched.answering():
        assert await watched.value('briefbot_run_failures_total{run="compose"}') == 1
        assert await watched.value('briefbot_run_seconds_count{run="compose"}') == 1


async def test_a_run_that_fails_again_and_again_is_not_ready(watched: Watched) -> None:
    async def fail() -> None:
        raise OSError

    async with watched.answering():
        for ready in (200, 200, 503):
            await watched.runs.watch("compose", fail)
            assert (await watched.ask("/readyz"))[0] == ready
        assert "scheduler: what fails again and again: compose\n" in (await watched.ask("/readyz"))[1]
        await watched.runs.watch("compose", nothing)
        assert (await watched.ask("/readyz"))[0] == 200


async def test_a_run_that_goes_on_failing_does_not_fill_the_log_and_says_when_it_works_again(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    runs = Watched(storage).runs
    away = ExceptionGroup("some feeds could not be read", [ConnectionError("no route\nto it"), ValueError()])
    errors: list[Exception] = [*([away] * 9), ValueError("another")]

    async def fail() -> None:
        raise errors.pop(0)

    for _ in range(10):
        await runs.watch("refresh", fail)
    await runs.watch("refresh", nothing)
    await runs.watch("refresh", nothing)
    assert [(record.getMessage(), bool(record.exc_info)) for record in caplog.records] == [
        ("the run 'refresh' failed; the next tick tries again", True),
        ("the run 'refresh' failed 2 times in a row: no route", False),
        ("the run 'refresh' failed 4 times in a row: no route", False),
        ("the run 'refresh' failed 8 times in a row: no route", False),
        ("the run 'refresh' failed; the next tick tries again", True),
        ("the run 'refresh' works again after 1 failure in a row", False),
    ]


def test_a_receipt_that_cannot_be_posted_is_told_once_a_day_in_words(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    runs = Watched(storage).runs
    until = datetime(2026, 5, 1, 14, tzinfo=UTC)
    for attempts in (1, 2, 3):
        runs.tell_receipt(ReceiptReport(80, TryLater("no answer"), attempts, until))
    runs.tell_receipt(ReceiptReport(80, Gone("The channel has been deleted."), 4, until))
    runs.tell_receipt(ReceiptReport(80, Sent((1,)), 1, until))
    runs.tell_receipt(None)
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "receipt: channel=80: it is not posted yet: no answer; it is tried again until 14:00 UTC"),
        (
            "WARNING",
            "receipt: channel=80: it cannot be posted today: The channel has been deleted. Is receipt_channel right? "
            "`briefbot doctor` looks",
        ),
        ("INFO", "receipt: channel=80: it is posted"),
    ]


async def test_a_database_that_is_away_is_told_once_for_all_runs_and_once_more_when_it_is_back(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    away = StorageError("postgresql://db/briefbot", "connection refused")
    errors: list[Exception] = [away, ExceptionGroup("some", [away, ExceptionGroup("", [away])])] * 50

    async def fail() -> None:
        raise errors.pop()

    async with watched.answering():
        for name in ("seeds", "compose", "deliver", "refresh") * 25:
            await watched.runs.watch(name, fail)
        status, text = await watched.ask("/readyz")
        assert status == 503
        assert "scheduler: ready\n" in text
        assert "database: cannot be written: connection refused\n" in text
        await watched.runs.watch("forget", nothing)  # what has not missed it proves nothing
        assert (await watched.ask("/readyz"))[0] == 503
        for name in ("seeds", "compose"):
            await watched.runs.watch(name, nothing)
        assert (await watched.ask("/readyz"))[0] == 200
    assert [(record.getMessage(), bool(record.exc_info)) for record in caplog.records if "database" in record.msg] == [
        (
            "the database cannot be used; every tick tries again (postgresql://db/briefbot: connection refused)",
            False,
        ),
        ("the database can be used again, after 0 s", False),
    ]


async def test_a_run_that_waited_in_vain_while_another_found_the_database_back_says_nothing(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    gone, back = asyncio.Event(), asyncio.Event()

    async def wait_in_vain() -> None:
        gone.set()
        await back.wait()
        raise StorageError("postgresql://db", "timeout expired")

    async def fail() -> None:
        raise StorageError("postgresql://db", "connection refused")

    late = asyncio.create_task(watched.runs.watch("compose", wait_in_vain))
    await gone.wait()
    await watched.runs.watch("seeds", fail)
    await watched.runs.watch("seeds", nothing)
    back.set()
    await late
    assert watched.runs.why_away == ""
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1


async def test_a_file_that_another_program_has_locked_is_not_back_for_a_run_that_only_reads(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "bot")
    seconds = 0.0
    runs = WatchedRuns(clock=lambda: seconds)

    async def wait_for_the_lock() -> None:
        nonlocal seconds
        seconds += 15
        raise StorageError("briefbot.sqlite3", "database is locked")

    for _ in range(3):
        await runs.watch("deliver", wait_for_the_lock)
        seconds += 4
        await runs.watch("servers", nothing)
        assert runs.why_away == "database is locked"
    await runs.watch("deliver", nothing)
    assert runs.why_away == ""
    assert [record.getMessage().partition(",")[0] for record in caplog.records] == [
        "the database cannot be used; every tick tries again (briefbot.sqlite3: database is locked)",
        "the database can be used again",
    ]


async def test_a_bug_beside_a_database_that_is_away_is_told_as_a_bug(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> None:
        raise ExceptionGroup("some", [StorageError("db", "connection refused"), ValueError("a bug")])

    await watched.runs.watch("deliver", fail)
    assert [bool(record.exc_info) for record in caplog.records] == [True]


def test_every_notice_is_about_something_that_a_machine_can_look_for(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    watched = Watched(storage)
    watched.runs.tell_deliveries(DeliveryReport(failed=[Notice(8, 80, "refused", 5)]))
    fields = vars(caplog.records[-1])
    assert (fields["subscription"], fields["channel"], fields["delivery"]) == (8, 80, 5)


async def test_an_address_that_is_taken_is_told_and_stops_nothing(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    async with watched.answering(), watched.answering():
        pass
    assert any("nobody can ask" in record.getMessage() for record in caplog.records)


def names_in(text: str) -> set[str]:
    return set(re.findall(r"\bbriefbot_\w+", text))


def made_names() -> set[str]:
    text = Metrics().text().decode()
    return {
        f"{name}_total" if kind == "counter" and not name.endswith("_total") else name
        for name, kind in re.findall(r"^# TYPE (briefbot_\w+) (\w+)$", text, re.MULTILINE)
        if not name.endswith("_created")
    }


def test_the_reference_lists_every_metric_and_no_other() -> None:
    table = re.findall(r"^\| `(briefbot_\w+)`", (REFERENCE / "metrics.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(table) == made_names()


def test_the_dashboard_shows_every_metric_and_no_other() -> None:
    board: dict[str, Any] = json.loads((REFERENCE / "dashboard.json").read_text(encoding="utf-8"))
    shown = names_in(" ".join(target["expr"] for panel in board["panels"] for target in panel["targets"]))
    assert {name.removesuffix("_bucket") for name in shown} == made_names()


async def test_systemd_hears_of_the_beginning_the_life_and_the_end(tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address)
        systemd.setblocking(False)
        heard: list[bytes] = []
        async with telling_systemd({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "20000"}):
            async with asyncio.timeout(30):
                while heard.count(b"WATCHDOG=1") < 3:
                    heard.append(await asyncio.get_running_loop().sock_recv(systemd, 64))
        heard.append(await asyncio.get_running_loop().sock_recv(systemd, 64))
    assert heard[0] == b"READY=1"
    assert heard[-1] in {b"STOPPING=1", b"WATCHDOG=1"}


async def test_systemd_that_does_not_listen_for_a_while_hears_again_of_the_life(tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address)
        systemd.setblocking(False)
        async with telling_systemd({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "2000"}):
            await asyncio.sleep(1.5)  # more than its queue holds
            heard = 0
            async with asyncio.timeout(30):
                while heard < 1_000:
                    heard += await asyncio.get_running_loop().sock_recv(systemd, 64) == b"WATCHDOG=1"


async def test_a_bot_runs_and_ends_although_systemd_hears_nothing(tmp_path: Path) -> None:
    async with telling_systemd({"NOTIFY_SOCKET": str(tmp_path / "nobody"), "WATCHDOG_USEC": "2000"}):
        await asyncio.sleep(0.05)
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address)
        async with telling_systemd({"NOTIFY_SOCKET": address}):
            systemd.close()


async def test_nobody_is_told_where_there_is_no_systemd() -> None:
    async with telling_systemd({}):
        pass
