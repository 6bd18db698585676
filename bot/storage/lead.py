"""What one process at a time does of those that share a database: read feeds and compose, be a certain bot."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import BigInteger, Connection, cast, column, func, literal, select, table, text
from sqlalchemy.dialects.postgresql import OID
from sqlalchemy.exc import DBAPIError

from bot.errors import StorageError
from bot.storage.address import make_private
from bot.storage.engine import Database

# Any numbers, the same in every process, that nobody else on the server locks; beside them stands the schema's own.
_ADVISORY_LOCK, _BOT_LOCK, _SHARD_LOCK, _TURN_LOCK = 0x6272, 0x6273, 0x6274, 0x6275
# A machine that vanishes is given up by the server after some ten seconds; a process that dies, at once.
_KEEPALIVE = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3"

_LOCKS = table("pg_locks", *map(column, ("locktype", "database", "classid", "objid", "objsubid")))
_DATABASES = table("pg_database", column("oid"), column("datname"))
_OF_TWO_NUMBERS = 2
"""What `objsubid` is of an advisory lock that has two (https://www.postgresql.org/docs/current/view-pg-locks.html)."""

Shards: TypeAlias = tuple[Sequence[int], int] | None
"""Some of the connections to Discord, and how many there are in all; None for all of them."""


class Lead:
    """A lock that ends with its process, however that dies. Safe to use from several threads.

    In PostgreSQL it is an advisory lock of a connection of its own; beside an SQLite file, a second file that is
    locked as SQLite locks.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._file: sqlite3.Connection | None = None

    def take(self, gained: Callable[[], None] = lambda: None) -> bool:
        """Whether this process leads; takes the lead where nobody has it, and calls `gained` then.

        Raises:
            StorageError: The server is away, or the file that is locked cannot be used.
        """
        with self._lock:
            had = self._connection is not None or self._file is not None
            has = self._take_file() if self._database.is_sqlite else self._take_advisory()
            if has and not had:
                gained()
            return has

    def release(self) -> None:
        """Let another take it."""
        with self._lock:
            if self._file:
                self._file.close()
            if self._connection:
                _let_go(self._connection)
            self._file = self._connection = None

    def _take_file(self) -> bool:
        if self._file is None and self._database.file is not None:
            path = Path(f"{self._database.file}-lead")
            try:
                self._file = _locked(path)
            except (OSError, sqlite3.Error) as error:
                raise StorageError(str(path), getattr(error, "strerror", None) or str(error)) from error
            return self._file is not None
        return True

    def _take_advisory(self) -> bool:
        if self._connection is None:
            lock = func.pg_try_advisory_lock(_ADVISORY_LOCK, func.hashtext(func.current_schema()))
            with self._database.told_away(), ExitStack() as unless_taken:
                connection = unless_taken.enter_context(self._database.connect())
                connection.execute(text(_KEEPALIVE))
                if not connection.scalar(select(lock)):
                    return False
                self._connection = connection
                unless_taken.pop_all()
            return True
        if _answers(self._connection):
            return True
        self._connection.close()
        self._connection = None
        self._database.connect().close()  # a server that is away is another matter than a lead that is lost
        return False


class Hold:
    """Holds connections to Discord for this process, however it ends; two that hold the same would answer all twice.

    So would two that count them differently: Discord shares the servers out by the number of all connections.

    In PostgreSQL by advisory locks, which end with their connection, and are taken again when asked for the next time;
    an SQLite file has one process. Not safe to use from several threads at once.

    Attributes:
        counted_otherwise: How many connections there are in all by another process; None where it was not that which
            kept this one from taking them.
    """

    counted_otherwise: int | None = None

    def __init__(self, database: Database, shards: Shards) -> None:
        self._database = database
        self._shards = shards
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Whether this process holds all of them; takes them where no other process holds any.

        Raises:
            StorageError: The server is away.
        """
        if self._database.is_sqlite:
            return True
        if self._connection is not None:
            if _answers(self._connection):
                return True
            self._connection.close()
            self._connection = None
        self.counted_otherwise = None
        with self._database.told_away(), ExitStack() as unless_taken:
            connection = self._database.connect()
            unless_taken.callback(_let_go, connection)
            connection.execute(text(_KEEPALIVE))
            turn = _TURN_LOCK, func.hashtext(func.current_schema())
            # One process at a time: of two that come at once each would see the other and both be refused.
            connection.execute(select(func.pg_advisory_lock(*turn)))
            if not self._take_all(connection):
                return False
            connection.execute(select(func.pg_advisory_unlock(*turn)))
            unless_taken.pop_all()
            self._connection = connection
        return True

    def _take_all(self, connection: Connection) -> bool:
        schema = func.current_schema()
        bot = _BOT_LOCK, func.hashtext(schema)
        if self._shards is None:
            return bool(connection.scalar(select(func.pg_try_advisory_lock(*bot))))
        numbers, total = self._shards
        counting = func.hashtext(schema + literal(" shards"))
        here = select(_DATABASES.c.oid).where(_DATABASES.c.datname == func.current_database()).scalar_subquery()
        others = select(cast(_LOCKS.c.objid, BigInteger)).where(
            _LOCKS.c.locktype == "advisory",
            _LOCKS.c.database == here,
            _LOCKS.c.classid == cast(counting, OID),
            _LOCKS.c.objsubid == _OF_TWO_NUMBERS,
            cast(_LOCKS.c.objid, BigInteger) != total,
        )
        self.counted_otherwise = connection.scalar(others.limit(1))
        if self.counted_otherwise is not None:
            return False
        names = (schema + literal(f" {number}/{total}") for number in numbers)
        locks = [
            func.pg_try_advisory_lock_shared(*bot),  # beside others that hold some, but none that holds all
            func.pg_try_advisory_lock_shared(counting, total),
            *(func.pg_try_advisory_lock(_SHARD_LOCK, func.hashtext(name)) for name in names),
        ]
        return all(connection.scalar(select(lock)) for lock in locks)

    def release(self) -> None:
        """Let another hold them."""
        if self._connection:
            _let_go(self._connection)
            self._connection = None


def _locked(path: Path) -> sqlite3.Connection | None:
    """A file that nobody else can lock until this is closed; None where somebody has."""
    make_private(path)
    file = sqlite3.connect(path, timeout=0, check_same_thread=False, isolation_level=None)
    try:
        file.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        file.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return None
        raise
    return file


def _answers(connection: Connection) -> bool:
    """Whether it still stands, and its locks with it."""
    try:
        connection.execute(text("SELECT 1"))
    except DBAPIError:
        return False
    return True


def _let_go(connection: Connection) -> None:
    with suppress(DBAPIError):  # a server that is gone has locked nothing any more
        # At once: a connection that is only closed has its locks until the server has noticed.
        connection.execute(select(func.pg_advisory_unlock_all()))
    connection.invalidate()  # not back into its pool, where the keepalives would go on
    connection.close()
