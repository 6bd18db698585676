from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import (
    CheckConstraint,
    Connection,
    MetaData,
    Table,
    create_engine,
    func,
    inspect,
    make_url,
    select,
    text,
)

from bot.errors import ConfigError
from bot.model import Posts
from bot.storage import Storage
from bot.storage.connecting import VERSION_TABLE
from bot.storage.engine import Database
from bot.storage.lead import Lead
from bot.storage.migrations import SCRIPTS, known_versions, migrate, version_of
from bot.storage.records import article_values
from bot.storage.tables import __doc__ as drawing
from bot.storage.tables import articles, matches, metadata
from tests.storage.examples import FEED, HOUR, NOON, add, article, new

_BROKEN_STEP = """
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{last}"


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
    last = known_versions()[-1]
    following = f"v{int(last[1:]) + 1:04}"
    step = _BROKEN_STEP.format(last=last, next=following)
    (scripts / "versions" / f"{following}_broken.py").write_text(step, encoding="utf-8")
    return scripts


@pytest.fixture
def first_scripts(tmp_path: Path) -> Path:
    """The migrations as they were at first."""
    scripts = tmp_path / "first release"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__", "v000[2-9]*", "v00[1-9]*"))
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
        found = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    assert found == [], "what is to be added stands in tables.py alone, what is to be removed in migrations/ alone"


def test_every_table_is_drawn() -> None:
    assert [name for name in metadata.tables if not re.search(rf"\b{name}\b", drawing or "")] == []


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


def test_a_file_is_copied_before_it_is_updated_and_the_program_before_can_go_on_with_the_copy(
    tmp_path: Path, first_scripts: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    file = tmp_path / "briefbot.sqlite3"
    database = Database.open(f"sqlite:///{file}")
    migrate(database, first_scripts)
    assert list(tmp_path.glob("briefbot.sqlite3.v*")) == []
    with database.writing() as connection:
        connection.execute(text("INSERT INTO state (key, value) VALUES ('kept', 'word')"))
    database.close()
    Storage.open(f"sqlite:///{file}").close()
    copy = tmp_path / "briefbot.sqlite3.v0001"
    assert str(copy) in caplog.text
    assert os.name != "posix" or copy.stat().st_mode & 0o777 == 0o600
    before = Database.open(f"sqlite:///{copy}")
    migrate(before, first_scripts)
    with before.reading() as connection:
        assert connection.scalar(text("SELECT value FROM state WHERE key = 'kept'")) == "word"
    assert version_of(before, first_scripts) == "v0001"
    before.close()


def test_of_the_copies_that_updates_made_the_newest_two_are_kept_and_what_has_another_name_is_never_touched(
    tmp_path: Path, first_scripts: Path
) -> None:
    file = tmp_path / "briefbot.sqlite3"
    database = Database.open(f"sqlite:///{file}")
    migrate(database, first_scripts)
    own = ["briefbot.sqlite3.v0002.mine", "briefbot.sqlite3.before", "other.sqlite3.v0002", "briefbot.sqlite3.v9999"]
    for age, name in enumerate(["briefbot.sqlite3.v0003", "briefbot.sqlite3.v0002", "briefbot.sqlite3.v0004", *own], 1):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age * 1_000,) * 2)
    migrate(database)
    database.close()
    copies = {path.name for path in tmp_path.glob("*.sqlite3.*") if not path.name.endswith(("-wal", "-shm"))}
    assert copies == {"briefbot.sqlite3.v0001", "briefbot.sqlite3.v0003", *own}


def test_a_file_that_cannot_be_copied_is_not_updated(tmp_path: Path, first_scripts: Path) -> None:
    file = tmp_path / "briefbot.sqlite3"
    database = Database.open(f"sqlite:///{file}")
    migrate(database, first_scripts)
    (tmp_path / "briefbot.sqlite3.v0001").mkdir()
    with pytest.raises(ConfigError, match="cannot be copied"):
        migrate(database)
    assert version_of(database) == "v0001"
    database.close()


def test_a_full_disk_leaves_no_half_of_the_copy_before_an_update(
    tmp_path: Path, first_scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(part: Path) -> None:
        part.write_bytes(b"half")
        part.with_name(f"{part.name}-journal").touch()  # which SQLite means to go on with
        raise OSError(errno.ENOSPC, "No space left on device")

    database = Database.open(f"sqlite:///{tmp_path / 'briefbot.sqlite3'}")
    migrate(database, first_scripts)
    monkeypatch.setattr("bot.storage.migrations.make_private", full)
    with pytest.raises(ConfigError, match=r"cannot be copied to .* before \(.*No space left on device\)"):
        migrate(database)
    database.close()
    assert not list(tmp_path.glob("briefbot.sqlite3.v*"))


def test_a_file_is_not_updated_beneath_an_older_bot_that_runs_on_it(tmp_path: Path, first_scripts: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/briefbot.sqlite3")
    migrate(database, first_scripts)
    lead = Lead(database)
    assert lead.take()
    with pytest.raises(ConfigError, match="an older Briefbot runs on it; end that first"):
        Storage.open(f"sqlite:///{tmp_path}/briefbot.sqlite3")
    assert version_of(database) == "v0001"
    assert list(tmp_path.glob("*.v0001")) == []
    lead.release()
    Storage.open(f"sqlite:///{tmp_path}/briefbot.sqlite3").close()
    database.close()


def test_an_older_backup_is_restored_without_a_word_of_a_copy_that_goes_away(
    tmp_path: Path, first_scripts: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    older = Database.open(f"sqlite:///{tmp_path / 'older.sqlite3'}")
    migrate(older, first_scripts)
    older.close()
    with Storage.open(f"sqlite:///{tmp_path / 'data' / 'briefbot.sqlite3'}") as storage:
        storage.restore(tmp_path / "older.sqlite3")
    assert "is updated" not in caplog.text
    assert {path.name for path in (tmp_path / "data").iterdir()} == {"briefbot.sqlite3"}


def test_a_database_of_a_newer_program_is_refused_and_left_alone(sqlite_file: Path) -> None:
    connection = sqlite3.connect(sqlite_file)
    with connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = 'v9999'")
    with pytest.raises(ConfigError, match="newer Briefbot"):
        Storage.open(f"sqlite:///{sqlite_file}")
    assert connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone() == ("v9999",)
    connection.close()


def test_what_a_feed_dated_ahead_counts_from_its_first_sight_after_the_second_step(
    empty_url: str, first_scripts: Path
) -> None:
    database = Database.open(empty_url)
    migrate(database, first_scripts)
    seen, ahead = NOON, NOON + timedelta(days=9)
    with database.writing() as connection:
        for number, feed_url, told_at in ((1, FEED, ahead), (2, FEED, seen - HOUR), (3, None, ahead)):
            row = {
                "id": f"a{number}",
                "kind": "news",
                "told_at": told_at,
                "published_at": told_at,
                "first_seen_at": seen,
                "read_at": seen,
                "content_hash": "",
                "feed_url": feed_url,
                "source": "S",
                "title": "T",
                "text": "T",
                "credits": {},
                "topics": [],
            }
            connection.execute(articles.insert(), row)
            found = {"topic_id": "csto", "aboutness": "about", "score": 1, "hits": []}
            connection.execute(
                matches.insert(), found | {"article_id": f"a{number}", "kind": "news", "told_at": told_at}
            )
    database.close()
    with Storage.open(empty_url) as storage:
        assert [each.id for each in storage.articles_between(seen - 2 * HOUR, seen)] == ["a2", "a1"]
    with looked_into(empty_url) as connection:
        told = connection.execute(
            select(matches.c.article_id).where(matches.c.told_at <= seen).order_by(matches.c.article_id)
        )
        assert list(told.scalars()) == ["a1", "a2"]


def test_a_subscription_of_before_posts_a_day_s_briefing_at_once_and_has_no_quiet_hours(
    empty_url: str, tmp_path: Path
) -> None:
    scripts = tmp_path / "before posts"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__", "v00[1-9]*"))
    database = Database.open(empty_url)
    migrate(database, scripts)
    row = "(channel_id, topic_id, time, timezone, created_by, created_at, next_due_at)"
    with database.writing() as connection:
        values = {"now": NOON.replace(tzinfo=None) if database.is_sqlite else NOON}
        connection.execute(
            text(f"INSERT INTO subscriptions {row} VALUES (7, 'csto', '08:00', 'UTC', 1, :now, :now)"), values
        )
    database.close()
    with Storage.open(empty_url) as storage:
        [subscription] = storage.subscriptions()
        assert (subscription.channel_id, subscription.posts) == (7, Posts.DAY)
        assert subscription.quiet_hours == ""
        assert storage.forum_posts(7, "csto") == ()


def test_a_feed_is_as_it_was_but_for_the_count_that_nobody_read(empty_url: str, tmp_path: Path) -> None:
    scripts = tmp_path / "before the column went"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__", "v0019*", "v00[2-9]*"))
    database = Database.open(empty_url)
    migrate(database, scripts)
    with database.writing() as connection:
        values = {"url": FEED, "now": NOON.replace(tzinfo=None) if database.is_sqlite else NOON}
        connection.execute(
            text("INSERT INTO feeds (url, title, article_count, due_at, added_at) VALUES (:url, 'T', 7, :now, :now)"),
            values,
        )
    database.close()
    with Storage.open(empty_url) as storage:
        assert [(feed.url, feed.title, feed.due_at) for feed in storage.feeds()] == [(FEED, "T", NOON)]


def test_what_was_edited_before_it_was_kept_why_stays_so(empty_url: str, tmp_path: Path) -> None:
    scripts = tmp_path / "before it was kept why"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__", "v00[2-9]*"))
    database = Database.open(empty_url)
    migrate(database, scripts)
    with database.writing() as connection:
        at = NOON.replace(tzinfo=None) if database.is_sqlite else NOON
        connection.execute(articles.insert().values(article_values(article("a1"), read_at=NOON)))
        version = "(article_id, version, read_at, replaced_at, title, text) VALUES ('a1', 1, :at, :at, 'T', 'Other.')"
        connection.execute(text(f"INSERT INTO article_versions {version}"), {"at": at})
    database.close()
    with Storage.open(empty_url) as storage:
        assert storage.edited_at(["a1"], NOON) == {"a1": NOON}


# What the rules of a table ask for; of every other column that needs a value any of its kind will do.
_VALUES = {
    ("articles", "kind"): "news",
    ("matches", "kind"): "news",
    ("matches", "aboutness"): "about",
    ("deliveries", "state"): "pending",
    ("corrections", "kind"): "merge",
    ("forum_posts", "state"): "open",
    ("subscriptions", "time"): "08:00",
}


def a_row(table: Table, database: Database) -> dict[str, object]:
    """One of a table as it was once."""
    now = NOON.replace(tzinfo=None) if database.is_sqlite else NOON
    usual = {str: "x", int: 1, float: 1.0, bool: False, bytes: b"x", datetime: now, date: NOON.date(), object: []}
    needed = [each for each in table.columns if not each.nullable and each.server_default is None]
    return {each.name: _VALUES.get((table.name, each.name), usual[each.type.python_type]) for each in needed}


_FIRST, *_BETWEEN, _LAST_BEFORE = known_versions()[:-1]


@pytest.mark.parametrize(
    "version", [_FIRST, *(pytest.param(each, marks=pytest.mark.slow) for each in _BETWEEN), _LAST_BEFORE]
)
def test_no_row_of_any_earlier_version_is_lost(empty_url: str, tmp_path: Path, version: str) -> None:
    scripts = tmp_path / version
    later = [f"{each}_*" for each in known_versions() if each > version]
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__", *later))
    database = Database.open(empty_url)
    migrate(database, scripts)
    then = MetaData()
    with database.writing() as connection:
        then.reflect(connection, only=lambda name, _: name in metadata.tables)
        for table in then.sorted_tables:
            connection.execute(table.insert(), a_row(table, database))
    database.close()
    Storage.open(empty_url).close()
    with looked_into(empty_url) as connection:
        counts = {name: connection.scalar(select(func.count()).select_from(text(name))) for name in then.tables}
    assert {name for name, count in counts.items() if not count} == set()


def test_versions_are_numbered_without_gaps() -> None:
    known = known_versions()
    assert known == [f"v{number:04}" for number in range(1, len(known) + 1)]
