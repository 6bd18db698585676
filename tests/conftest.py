"""What all tests share: `storage` is a new, empty one for each test, once on each of the two databases."""

from __future__ import annotations

import gc
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import make_url

from bot.storage import Storage
from bot.storage.tables import metadata
from tests.alone import forget_settings, in_folder
from tests.compiled import compile_each_statement_once

# A busy machine is no mistake. Each run tries other examples: a few with each change, many with `make test-slow`.
settings.register_profile("few", deadline=None, max_examples=10)
settings.register_profile("many", deadline=None, max_examples=300)
settings.load_profile("few")

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")
_PATIENCE_S = 10

forget_settings()
compile_each_statement_once()
# The model of the extra `vectors` is tried by tests of its own; the others group by words, alike on every machine.
os.environ["BRIEFBOT_COMPARE_MEANINGS"] = "false"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Of `make test`: one more than processors, for tests wait for servers and clocks a third of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over all tests that were read: that took 7% of the time that they take."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with in_folder(tmp_path_factory.mktemp("nobody")):
        yield


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a database on the test server that no other process of the tests uses, or a skipped test.

    Locks, and what is told of changes, are a whole database's, and some tests end each connection that holds a lock.
    """
    psycopg = pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed")
    try:
        connection = psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=_PATIENCE_S)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL answers at {POSTGRES_URL} (TEST_POSTGRES_URL): {error}")
    name = f"briefbot_test_{uuid.uuid4().hex}"
    with connection:
        connection.execute(f"CREATE DATABASE {name}")
        # A machine that fails is none of the tests: they wait for no disk.
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        yield make_url(POSTGRES_URL).set(database=name).render_as_string(hide_password=False)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres(postgres_url: str) -> Iterator[Any]:
    """A connection to that database that commits each statement."""
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def postgres_schema_url(postgres: Any, postgres_url: str) -> Iterator[str]:
    """The address of a schema of the test's own with nothing in it."""
    schema = f"briefbot_test_{uuid.uuid4().hex}"
    postgres.execute(f"CREATE SCHEMA {schema}")
    yield f"{postgres_url}?options=-csearch_path%3D{schema}"
    postgres.execute(f"SET client_min_messages = warning; DROP SCHEMA {schema} CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'briefbot.sqlite3'}"
    url: str = request.getfixturevalue("postgres_schema_url")
    return url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("storage") / "migrated.sqlite3"
    Storage.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite_file(migrated_file: Path, tmp_path: Path) -> Path:
    """A database in a file, brought up to date and empty: a copy, for all migrations take a tenth of a second."""
    return Path(shutil.copy(migrated_file, tmp_path / "briefbot.sqlite3"))


@pytest.fixture(scope="session")
def migrated_schema(postgres: Any, postgres_url: str) -> str:
    schema = f"briefbot_test_{uuid.uuid4().hex}"
    postgres.execute(f"CREATE SCHEMA {schema}")
    Storage.open(f"{postgres_url}?options=-csearch_path%3D{schema}").close()
    return schema


@pytest.fixture
def emptied_schema_url(postgres: Any, postgres_url: str, migrated_schema: str) -> str:
    # 1 ms; TRUNCATE makes every table and index a new file, which takes 65.
    deletions = "; ".join(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables))
    postgres.execute(f"SET search_path = {migrated_schema}; {deletions}")
    return f"{postgres_url}?options=-csearch_path%3D{migrated_schema}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of a database that is up to date and empty."""
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('sqlite_file')}"
    schema_url: str = request.getfixturevalue("emptied_schema_url")
    return schema_url


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    with Storage.open(url) as opened:
        yield opened
