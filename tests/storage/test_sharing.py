"""Several processes on one database."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from bot.errors import StorageError
from bot.model import Article, Topic, TopicMatch
from bot.storage import IN_FORCE_KEY, Shards, Storage
from bot.storage.matches import note_topics
from tests.storage.examples import HOUR, LEASE, NOON, add, article, claim, enqueue, match, new, subscribe, topic


@pytest.fixture
def other(url: str) -> Iterator[Storage]:
    with Storage.open(url) as opened:
        yield opened


def hold_the_lead(url: str, told: Connection) -> None:
    with Storage.open(url) as storage:
        told.send(storage.lead().take())
        told.poll(60)


def test_one_leads_and_the_next_takes_over_when_it_ends(storage: Storage, other: Storage) -> None:
    first, second = storage.lead(), other.lead()
    gained: list[str] = []
    assert first.take(lambda: gained.append("first"))
    assert first.take(lambda: gained.append("first"))
    assert not second.take(lambda: gained.append("second"))
    first.release()
    assert second.take(lambda: gained.append("second"))
    assert not first.take()
    second.release()
    assert gained == ["first", "second"]


def test_a_process_that_is_killed_leads_no_more(url: str, storage: Storage) -> None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=hold_the_lead, args=(url, there))
    process.start()
    assert here.poll(60)
    assert here.recv() is True
    lead = storage.lead()
    assert not lead.take()
    process.kill()
    process.join()
    there.close()
    here.close()
    until = time.monotonic() + 10
    while not lead.take():  # a server hears of its end as soon as it looks at the connection
        assert time.monotonic() < until
        time.sleep(0.02)
    lead.release()


def test_a_lead_that_nobody_can_take_is_not_taken_for_anothers(sqlite_file: Path) -> None:
    Path(f"{sqlite_file}-lead").mkdir()
    refused = pytest.raises(StorageError, match=r"-lead: unable to open database file")
    with Storage.open(f"sqlite:///{sqlite_file}") as storage, refused:
        storage.lead().take()


LOCKS_HERE = """
    pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def cut_locks(postgres: Any) -> None:
    postgres.execute(f"SELECT pg_terminate_backend(pid) FROM {LOCKS_HERE}")


def test_a_lead_whose_connection_is_cut_is_lost_and_can_be_taken_again(emptied_schema_url: str, postgres: Any) -> None:
    with Storage.open(emptied_schema_url) as storage:
        lead = storage.lead()
        assert lead.take()
        cut_locks(postgres)
        assert not lead.take()
        assert lead.take()
        lead.release()


@pytest.mark.parametrize(
    ("held", "wanted", "may"),
    [
        (None, None, False),
        (None, (range(2), 4), False),
        ((range(2), 4), None, False),
        ((range(2), 4), (range(1, 3), 4), False),
        ((range(2), 4), (range(2, 4), 4), True),
    ],
)
def test_a_connection_to_discord_is_held_by_one_process(
    emptied_schema_url: str, held: Shards, wanted: Shards, may: bool
) -> None:
    with Storage.open(emptied_schema_url) as storage, Storage.open(emptied_schema_url) as other:
        first, second = storage.hold(held), other.hold(wanted)
        assert first.take()
        assert second.take() is may
        second.release()
        first.release()
        last = other.hold(None)
        assert last.take()  # what was refused or released holds nothing any more
        last.release()


def test_a_bug_while_connections_are_taken_leaves_nothing_locked_that_others_would_wait_for(
    emptied_schema_url: str, postgres: Any
) -> None:
    more_than_a_lock_has_room_for = (range(1), 2**40)
    with Storage.open(emptied_schema_url) as storage:
        with pytest.raises(DBAPIError):
            storage.hold(more_than_a_lock_has_room_for).take()
        assert postgres.execute(f"SELECT count(*) FROM {LOCKS_HERE}").fetchone() == (0,)


def test_what_is_held_by_a_connection_that_is_cut_is_taken_again(emptied_schema_url: str, postgres: Any) -> None:
    with Storage.open(emptied_schema_url) as storage, Storage.open(emptied_schema_url) as other:
        first, second = storage.hold((range(2), 4)), other.hold((range(1, 3), 4))
        assert first.take()
        cut_locks(postgres)
        assert first.take()
        assert not second.take()
        cut_locks(postgres)
        assert second.take()
        assert not first.take()
        second.release()
        first.release()


def test_two_processes_may_match_one_article_at_once(emptied_schema_url: str, postgres: Any) -> None:
    def matched_late(_article: Article) -> TopicMatch:
        waiting.append(pool.submit(other.set_matches, {"a1": [match()]}))
        wait_until_waits(postgres, "%articles")
        return match()

    waiting: list[Future[None]] = []
    with Storage.open(emptied_schema_url) as storage, Storage.open(emptied_schema_url) as other:
        add(storage, new(article("a1"), "s1", match()))
        storage.save_topic(topic(), guild_id=1, created_by=2, now=NOON)
        with ThreadPoolExecutor(1) as pool:
            assert storage.match_topic(topic(), ["a1"], matched_late) == 1
            waiting[0].result()
        assert len(storage.topic_window("csto", NOON - HOUR, NOON)) == 1


def wait_until_waits(postgres: Any, statement: str) -> None:
    here = "datname = current_database() AND wait_event_type = 'Lock'"
    waits = f"SELECT count(*) FROM pg_stat_activity WHERE {here} AND query LIKE %s"
    until = time.monotonic() + 10
    while not postgres.execute(waits, [f"{statement}%"]).fetchone()[0]:
        assert time.monotonic() < until
        postgres.execute("SELECT pg_stat_clear_snapshot()")  # which a transaction keeps
        time.sleep(0.02)


@pytest.mark.parametrize("is_moved", [False, True])
def test_what_is_being_enqueued_is_known_to_who_ends_its_subscription(
    emptied_schema_url: str, postgres: Any, is_moved: bool
) -> None:
    def end() -> None:
        if is_moved:
            other.change_subscription(replace(subscription, timezone="Asia/Yerevan"), now=NOON)
        else:
            other.unsubscribe(subscription.id, now=NOON)

    schema = emptied_schema_url.rpartition("%3D")[2]
    with Storage.open(emptied_schema_url) as storage, Storage.open(emptied_schema_url) as other:
        subscription = subscribe(storage)
        with ThreadPoolExecutor(2) as pool:
            with postgres.transaction():
                # Holds up who enqueues just after their subscription is read.
                postgres.execute(f"LOCK TABLE {schema}.briefings IN SHARE MODE")
                enqueued = pool.submit(enqueue, storage, subscription)
                wait_until_waits(postgres, "INSERT INTO briefings")
                ended = pool.submit(end)
                wait_until_waits(postgres, "%subscriptions")
            queued = enqueued.result()
            ended.result()
        if is_moved:
            assert [claim(storage).subscription_id] == [each.id for each in storage.subscriptions()]
        else:
            assert storage.claim(NOON + HOUR, LEASE) is None
            left = storage.delivery(queued.id)
            assert left is not None
            assert left.error == "unsubscribed"


def test_a_topic_that_is_removed_takes_a_subscription_with_it_that_is_just_being_made(
    emptied_schema_url: str, postgres: Any
) -> None:
    schema = emptied_schema_url.rpartition("%3D")[2]
    with Storage.open(emptied_schema_url) as storage, Storage.open(emptied_schema_url) as other:
        storage.save_topic(topic(), guild_id=1, created_by=2, now=NOON)
        with ThreadPoolExecutor(2) as pool:
            with postgres.transaction():
                postgres.execute(f"LOCK TABLE {schema}.subscriptions IN SHARE MODE")
                made = pool.submit(subscribe, storage, made=topic())
                wait_until_waits(postgres, "INSERT INTO subscriptions")
                removed = pool.submit(other.delete_topic, "csto", now=NOON)
                wait_until_waits(postgres, "DELETE FROM topics")
            assert made.result().topic_id == "csto"
            assert removed.result() == 1
        assert storage.subscriptions() == ()


def test_a_topic_that_another_process_made_is_heard_of(emptied_schema_url: str) -> None:
    with Storage.open(emptied_schema_url) as storage, Storage.open(emptied_schema_url) as other:
        changes = storage.changes()
        assert changes.heard()  # from now on
        assert not changes.heard()
        other.save_topic(Topic("lake", "The Lake"), guild_id=1, created_by=2, now=NOON)
        assert changes.heard()
        assert not changes.heard()
        changes.close()


def test_what_changes_in_another_schema_is_another_bots(emptied_schema_url: str, postgres: object) -> None:
    with Storage.open(emptied_schema_url) as storage:
        changes = storage.changes()
        changes.heard()
        postgres.execute("SELECT pg_notify('briefbot_changes', 'public')")  # type: ignore[attr-defined]
        assert not changes.heard()
        changes.close()


def test_only_a_state_that_others_keep_in_memory_is_told(emptied_schema_url: str) -> None:
    with Storage.open(emptied_schema_url) as storage, Storage.open(emptied_schema_url) as other:
        changes = storage.changes()
        changes.heard()
        other.set_state("guild.settings.1", "{}")
        assert not changes.heard()
        other.set_state("guild.settings.1", "{}", tell=True)
        assert changes.heard()
        changes.close()


def test_a_file_has_one_process_which_knows_what_it_made(sqlite_file: object) -> None:
    with Storage.open(f"sqlite:///{sqlite_file}") as storage:
        assert not storage.shares
        assert storage.hold(None).take()
        assert not storage.changes().heard()


def test_topics_come_in_force_when_what_is_being_kept_with_others_can_be_seen(
    emptied_schema_url: str, postgres: Any
) -> None:
    with Storage.open(emptied_schema_url) as storage, Storage.open(emptied_schema_url) as other:
        storage.set_state(IN_FORCE_KEY, "before")
        with ThreadPoolExecutor(1) as pool:
            with storage._database.writing() as connection:
                note_topics(storage._database, connection, ["a1"], "before")
                in_force = pool.submit(other.exchange_state, IN_FORCE_KEY, "before", "after")
                wait_until_waits(postgres, "UPDATE state")
                assert not in_force.done()
            assert in_force.result()
        assert storage.matched_otherwise() == ()
        add(storage, new(article("a1")), new(article("a2")))
        storage.set_matches({"a1": [], "a2": []}, matched_with="before")
        storage.set_matches({"a2": []}, matched_with="after")
        assert other.matched_otherwise() == ("a1",)
