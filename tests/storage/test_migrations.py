from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, create_engine, inspect, make_url, text

from bot.errors import ConfigError
from bot.storage import Storage
from bot.storage.engine import Database
from bot.storage.migrations import SCRIPTS, VERSION_TABLE, known_versions, migrate
from bot.storage.tables import metadata
from tests.storage.examples import add, article, new

_BROKEN_STEP = """
import sqlalchemy as sa
from alembic import op

revision = "v0002"
down_revision = "v0001"


def upgrade():
    op.create_table("half_done", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE articles SET title = 'half done'")
    raise RuntimeError("broken")
"""


@pytest.fixture
def broken_scripts(tmp_path: Path) -> Path:
    """The migrations of a next release whose new step fails halfway."""
    scripts = tmp_path / "next release, 100%"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "v0002_broken.py").write_text(_BROKEN_STEP, encoding="utf-8")
    return scripts


@contextmanager
def looked_into(url: str) -> Iterator[Connection]:
    driver = "sqlite+pysqlite" if url.startswith("sqlite") else "postgresql+psycopg"
    engine = create_engine(make_url(url).set(drivername=driver))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def tables(url: str) -> set[str]:
    with looked_into(url) as connection:
        return set(inspect(connection).get_table_names())


def test_an_empty_database_gets_every_table_as_the_program_describes_it(empty_url: str) -> None:
    Storage.open(empty_url).close()
    options = {
        "version_table": VERSION_TABLE,
        "compare_type": True,
        "include_name": lambda name, kind, _: kind != "table" or name in metadata.tables,
    }
    with looked_into(empty_url) as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_what_alembic_does_not_compare_stands_in_the_database_too(url: str) -> None:
    with looked_into(url) as connection:
        for table in metadata.tables.values():
            described = {each.name for each in table.constraints if isinstance(each, CheckConstraint)}
            assert {each["name"] for each in inspect(connection).get_check_constraints(table.name)} == described
        if connection.dialect.name == "sqlite":
            made = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'subscriptions'"))
            assert "AUTOINCREMENT" in made


def test_a_step_that_fails_on_an_empty_database_leaves_nothing_behind(empty_url: str, broken_scripts: Path) -> None:
    database = Database.open(empty_url)
    with pytest.raises(RuntimeError, match="broken"):
        migrate(database, broken_scripts)
    database.close()
    assert tables(empty_url) == set()


def test_a_step_that_fails_leaves_the_database_to_the_program_before_it(url: str, broken_scripts: Path) -> None:
    with Storage.open(url) as storage:
        add(storage, new(article("a1")))
    before = tables(url)
    database = Database.open(url)
    with pytest.raises(RuntimeError, match="broken"):
        migrate(database, broken_scripts)
    database.close()
    assert tables(url) == before
    with Storage.open(url) as storage:
        assert storage.articles(["a1"]) == (article("a1"),)


def test_a_database_of_a_newer_program_is_refused_and_left_alone(sqlite_file: Path) -> None:
    connection = sqlite3.connect(sqlite_file)
    with connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = 'v9999'")
    with pytest.raises(ConfigError, match="newer Briefbot"):
        Storage.open(f"sqlite:///{sqlite_file}")
    assert connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone() == ("v9999",)
    connection.close()


def test_versions_are_numbered_without_gaps() -> None:
    known = known_versions()
    assert known == [f"v{number:04}" for number in range(1, len(known) + 1)]
