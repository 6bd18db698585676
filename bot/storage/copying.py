"""All of one database into another, of either kind: a backup is an SQLite file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Select, Table, delete, func, select, text

from bot.errors import ConfigError
from bot.storage.address import make_private
from bot.storage.engine import Database, is_sqlite
from bot.storage.failures import damage
from bot.storage.search import FOLDING_KEY
from bot.storage.tables import articles, corrections, deliveries, metadata, state, subscriptions

# What a database knows of itself, and must find out anew elsewhere.
_OWN_STATE = (FOLDING_KEY,)
_COUNTED = ((articles, "number"), (corrections, "id"), (subscriptions, "id"), (deliveries, "id"))
_AT_ONCE = 1_000


def copy_rows(source: Database, target: Database) -> None:
    """Copy everything, as it stands at one moment, into a database that holds nothing: all of it at once."""
    with source.snapshot() as reading, target.writing() as writing:
        writing.execute(delete(state))
        for table in metadata.sorted_tables:
            rows = reading.execution_options(yield_per=_AT_ONCE).execute(_kept(table))
            for portion in rows.partitions():
                writing.execute(table.insert(), [dict(row._mapping) for row in portion])
        for table, column in _COUNTED:
            _count_on(writing, table, column, _last_number(reading, table, column))


def copy_pages(source: Database, file: Path) -> None:
    """Copy an SQLite database, as it stands at one moment, into a file: some twenty times as fast as its rows.

    Raises:
        ConfigError: It is damaged, and so is the copy.
    """
    make_private(file)
    with source.connect() as connection, closing(sqlite3.connect(file)) as target:
        cast(sqlite3.Connection, connection.connection.driver_connection).backup(target)
        # Who is alone with it needs no memory to share, a file for which a full disk, not damage, leaves no room.
        target.execute("PRAGMA locking_mode = EXCLUSIVE")
        if found := damage(target):
            raise ConfigError(f"{source.name} is damaged, so no backup is made; keep those that there are ({found})")


def count_rows(database: Database) -> int:
    """How many rows there are to copy."""
    with database.reading() as connection:
        counts = (select(func.count()).select_from(_kept(table).subquery()) for table in metadata.sorted_tables)
        return sum(connection.scalar(count) or 0 for count in counts)


def is_empty(database: Database) -> bool:
    """Whether there is nothing yet that a restored copy could mix with."""
    with database.reading() as connection:
        kept = [table for table in metadata.sorted_tables if table is not state]
        return not any(connection.scalar(select(select(table).exists())) for table in kept)


def _kept(table: Table) -> Select[Any]:
    return select(table).where(state.c.key.not_in(_OWN_STATE)) if table is state else select(table)


def _last_number(connection: Connection, table: Table, column: str) -> int:
    """The highest number that was ever given, whose row may be gone: nonces follow from them."""
    if is_sqlite(connection):
        given = connection.scalar(
            text("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = :name"), {"name": table.name}
        )
    else:
        sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, column)))
        given = connection.scalar(text(f"SELECT last_value FROM {sequence}"))  # noqa: S608 - PostgreSQL's own word
    return max(int(given or 0), connection.scalar(select(func.max(table.c[column]))) or 0)


def _count_on(connection: Connection, table: Table, column: str, last: int) -> None:
    if not last:
        return
    if not is_sqlite(connection):
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, column), last)))
    elif table.dialect_options["sqlite"]["autoincrement"]:
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
        values = {"name": table.name, "last": last}
        connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)
