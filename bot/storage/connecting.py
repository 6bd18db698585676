"""How connections to SQLite and to PostgreSQL are made and set up."""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DisconnectionError

from bot.errors import ConfigError
from bot.storage.address import name_of
from bot.storage.failures import MALFORMED

# How long a writer waits for another process's write; ours wait for each other without a limit.
_BUSY_TIMEOUT_S = 15
_CONNECT_TIMEOUT_S = 10

WRITES = "briefbot_writes"
"""The option of a connection whose transactions may write."""

VERSION_TABLE = "briefbot_version"
"""What every database of ours has, whichever version made it; filled by `migrations`."""

# A server's machine that vanishes without a word is given up after some twenty seconds, not after hours.
_LIVENESS = {"keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3, "tcp_user_timeout": 20_000}

_ANOTHERS = "it is no database of Briefbot but another program's; name a file of its own"
# Looking is all that is done to another program's file: the pragmas below would change it.
_IS_ANOTHERS = (
    f"SELECT count(*) > 0 AND NOT total(name = '{VERSION_TABLE}') FROM sqlite_master"  # noqa: S608 - our own constant
    " WHERE type = 'table'"
)
_ALL_SCRIPTS = "UTF8"


def sqlite_engine(url: URL) -> Engine:
    """Connections to a file, or the one to a database in memory; another program's file is refused unchanged."""
    in_memory = url.database in (None, "", ":memory:")
    # A database in memory lives as long as its one connection; threads take turns on it.
    limits = {"pool_size": 1, "max_overflow": 0} if in_memory else {}
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_use_lifo=True,
        connect_args={"timeout": _BUSY_TIMEOUT_S, "check_same_thread": False},
        **limits,
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not open transactions by itself: it would commit before DDL, and a migration
    # that fails would leave its tables behind.
    connection.isolation_level = None
    try:
        if connection.execute(_IS_ANOTHERS).fetchone() == (1,):
            raise _sqlite_error(_ANOTHERS, sqlite3.SQLITE_NOTADB)
        _set_pragmas(connection)
    except UnicodeDecodeError as error:  # SQLite quotes a damaged schema, and Python cannot read what it says
        raise _sqlite_error(MALFORMED, sqlite3.SQLITE_CORRUPT) from error


def _sqlite_error(said: str, code: int) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(said)
    error.sqlite_errorcode = code
    return error


def _set_pragmas(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # With a write-ahead log NORMAL loses no transaction when the process dies and corrupts nothing
    # when the machine does (sqlite.org/pragma.html#pragma_synchronous).
    connection.execute("PRAGMA synchronous = NORMAL")
    if connection.execute("PRAGMA journal_mode").fetchone() == ("delete",):
        connection.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE takes the write lock first: a reader that turns writer could only fail.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN")


def postgresql_engine(url: URL) -> Engine:
    """Connections to a server; one that it has ended is made anew, and a database that takes few scripts is refused."""
    limits = {"connect_timeout": _CONNECT_TIMEOUT_S} | _LIVENESS
    own = {name: value for name, value in limits.items() if name not in url.query}
    engine = create_engine(url, pool_use_lifo=True, connect_args=own)
    # Before SQLAlchemy asks its first question, whose answer it cannot read in SQL_ASCII.
    event.listen(engine, "connect", partial(_must_take_all_scripts, name_of(url)), insert=True)
    event.listen(engine, "connect", _set_up_postgresql)
    event.listen(engine, "checkout", _refuse_ended)
    return engine


def _must_take_all_scripts(name: str, connection: Any, _record: object) -> None:  # noqa: ANN401 - psycopg may be absent
    encoding = connection.info.parameter_status("server_encoding")  # none where a pooler keeps it to itself
    if encoding not in (None, _ALL_SCRIPTS):
        connection.close()
        raise ConfigError(
            f"{name}: it is encoded in {encoding}, in which most news cannot be kept; make one with "
            "`createdb --encoding UTF8 --template template0`"
        )


def _set_up_postgresql(connection: Any, _record: object) -> None:  # noqa: ANN401 - as above
    # Feeds date articles 0001-01-01T00:00:00Z; in a zone west of Greenwich that is no Python datetime.
    connection.autocommit = True
    connection.execute("SET TIME ZONE 'UTC'")
    # A plan that is kept for any question walks through all articles for a rare word; compiling one takes longer
    # than any of our questions.
    connection.execute("SET plan_cache_mode = force_custom_plan")
    connection.execute("SET jit = off")
    # Two words that stand together now and then: 50 ms with helpers, which take both cores, 23 without; and 7 where
    # an index is believed to cost what it costs in memory or on an SSD (100,000 articles).
    connection.execute("SET max_parallel_workers_per_gather = 0")
    connection.execute("SET random_page_cost = 1.1")
    connection.autocommit = False


def _refuse_ended(connection: Any, _record: object, _proxy: object) -> None:  # noqa: ANN401 - as above
    """Let the pool connect anew where the server has ended this connection.

    That has arrived here already, or the system has given the server up (`_LIVENESS`): nothing needs to be sent. An
    end may stand behind a farewell, and is read by the second look.
    """
    for _ in range(2):
        try:
            connection.pgconn.consume_input()
        except connection.OperationalError as error:
            raise DisconnectionError(str(error)) from error
