"""Who reads feeds and composes: one process at a time of those that share a database."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from bot.storage.engine import Database

# Any number, the same in every process, that nobody else on the server locks; beside it stands the schema's own.
_ADVISORY_LOCK = 0x6272
# A machine that vanishes is given up by the server after some ten seconds; a process that dies, at once.
_KEEPALIVE = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3"


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
            StorageError: The server is away.
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
                with suppress(DBAPIError):  # a server that is gone has nobody lead any more
                    # At once: a connection that is only closed leads until the server has noticed.
                    self._connection.execute(select(func.pg_advisory_unlock_all()))
                self._connection.invalidate()  # not back into its pool, where the keepalives would go on
                self._connection.close()
            self._file = self._connection = None

    def _take_file(self) -> bool:
        if self._file is None and self._database.file is not None:
            file = sqlite3.connect(
                f"{self._database.file}-lead", timeout=0, check_same_thread=False, isolation_level=None
            )
            try:
                file.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                file.close()
                return False
            self._file = file
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
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            self._connection.close()
            self._connection = None
            self._database.connect().close()  # a server that is away is another matter than a lead that is lost
            return False
        return True
