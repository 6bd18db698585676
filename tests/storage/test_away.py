"""A database that is full, cut off or not to be written: said in one kind of error, and nothing half kept."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import QueuePool, make_url, text
from sqlalchemy.exc import DBAPIError

from bot.errors import StorageError
from bot.storage import Storage
from bot.storage.engine import Database
from tests.storage.examples import NOON, add, article, enqueue, new, subscribe

NOBODY = make_url("postgresql+psycopg://nobody@127.0.0.1:1/none")


def fill(storage: Storage, *, free: bool = False) -> None:
    """Let the file grow no more, as on a disk without room; or again."""
    with storage._database.reading() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {4_294_967_294 if free else 1}")


def test_a_full_disk_keeps_nothing_of_a_batch_and_all_of_it_when_there_is_room_again(sqlite_file: Path) -> None:
    batch = [new(article(f"a{number}", text="x" * 8_000)) for number in range(20)]
    with Storage.open(f"sqlite:///{sqlite_file}") as storage:
        fill(storage)
        with pytest.raises(StorageError, match=r"briefbot\.sqlite3: database or disk is full$") as caught:
            add(storage, *batch)
        assert caught.value.reason == "database or disk is full"
        assert storage.counts().articles == 0
        fill(storage, free=True)
        add(storage, *batch)
        assert storage.counts().articles == 20


def test_a_server_that_ends_our_connections_is_away_and_there_again(emptied_schema_url: str, postgres: object) -> None:
    cut = "SELECT pg_terminate_backend(%s)"
    with Storage.open(emptied_schema_url) as storage:
        subscription = subscribe(storage)
        with pytest.raises(StorageError), storage._database.writing() as connection:  # noqa: PT012
            mine = connection.scalar(text("SELECT pg_backend_pid()"))
            postgres.execute(cut, [mine])  # type: ignore[attr-defined]  # psycopg may not be installed
            connection.execute(text("DELETE FROM subscriptions"))
        assert storage.due_subscriptions(NOON) == (subscription,)


@pytest.mark.parametrize("limit", ["statement_timeout", "lock_timeout"])
def test_what_takes_longer_than_the_role_may_is_told_as_a_database_that_is_away(
    emptied_schema_url: str, limit: str
) -> None:
    with (
        Storage.open(emptied_schema_url) as storage,
        Storage.open(f"{emptied_schema_url}%20-c{limit}%3D50") as limited,
        storage._database.writing() as connection,
    ):
        connection.execute(text("LOCK TABLE subscriptions"))
        with pytest.raises(StorageError, match="canceling statement due to"):
            limited.unsubscribe(1, now=NOON)


def test_connections_that_ended_while_nobody_used_them_are_made_anew(emptied_schema_url: str, postgres: object) -> None:
    with Storage.open(emptied_schema_url) as storage:
        subscription = subscribe(storage)
        with storage._database.reading() as one, storage._database.reading() as other:
            idle = [connection.scalar(text("SELECT pg_backend_pid()")) for connection in (one, other)]
        for number in idle:
            postgres.execute("SELECT pg_terminate_backend(%s, 5000)", [number])  # type: ignore[attr-defined]
        with storage._database.reading() as connection:
            assert connection.scalar(text("SELECT pg_backend_pid()")) not in idle
            assert storage.due_subscriptions(NOON) == (subscription,)
        assert storage.unsubscribe(subscription.id, now=NOON)


def test_a_look_is_one_way_to_the_server_and_back(emptied_schema_url: str, tmp_path: Path) -> None:
    with Storage.open(emptied_schema_url) as storage, Path(tmp_path, "trace").open("w+") as trace:
        add(storage, new(article("a", title="A dam")))
        with storage._database.reading() as connection:
            driver: Any = connection.connection.driver_connection
        driver.pgconn.trace(trace.fileno())  # the next to ask gets the same connection
        assert [hit.article.id for hit in storage.search("dam", limit=5)] == ["a"]
        assert storage.placements_of(["a"]) == {}
        driver.pgconn.untrace()
        trace.seek(0)
        assert trace.read().count("ReadyForQuery") == 2


def test_a_database_whose_connections_all_wait_for_an_answer_is_away(sqlite_file: Path) -> None:
    with Storage.open(f"sqlite:///{sqlite_file}") as storage, ExitStack() as held:
        database = storage._database
        pool = database._engine.pool
        assert isinstance(pool, QueuePool)
        pool._timeout = 0.01
        for _ in range(pool.size() + pool._max_overflow):
            held.enter_context(database.connect())
        with pytest.raises(StorageError, match="no connection to it has come free"):
            storage.counts()


def test_a_server_that_nobody_reaches_is_away() -> None:
    pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed")
    with Storage(Database(NOBODY)) as storage, pytest.raises(StorageError):
        storage.counts()


def test_a_lead_is_not_lost_in_silence_where_the_server_is_away(emptied_schema_url: str, postgres: object) -> None:
    with Storage.open(emptied_schema_url) as storage:
        lead = storage.lead()
        assert lead.take()
        held = (
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        postgres.execute(held)  # type: ignore[attr-defined]
        there, lead._database = lead._database, Database(NOBODY)
        for _ in range(2):
            with pytest.raises(StorageError):
                lead.take()
        lead._database = there
        assert lead.take()
        lead.release()


def test_a_statement_that_is_wrong_stays_a_bug(storage: Storage) -> None:
    with pytest.raises(DBAPIError, match="nothing_here"), storage._database.writing() as connection:
        connection.execute(text("SELECT * FROM nothing_here"))
    enqueue(storage, subscribe(storage))  # and stops nobody else


def test_a_server_whose_machine_vanishes_is_given_up_within_seconds_unless_its_address_says_otherwise(
    emptied_schema_url: str,
) -> None:
    for url, expected in ((emptied_schema_url, "10"), (f"{emptied_schema_url}&keepalives_idle=77", "77")):
        with Storage.open(url) as storage, storage._database.reading() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            assert driver.info.get_parameters()["keepalives_idle"] == expected
