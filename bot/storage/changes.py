"""What other processes changed that this one keeps in memory (PostgreSQL's LISTEN and NOTIFY)."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from bot.storage.engine import Database, is_sqlite

_CHANNEL = "briefbot_changes"


class Changes:
    """Tells when a topic or what a server has set was changed. An SQLite file has one process, which knows."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None
        self._schema: str | None = None

    def heard(self) -> bool:
        """Whether any has been since the last question; also where that cannot be known.

        Raises:
            StorageError: The server is away.
        """
        if self._database.is_sqlite:
            return False
        if self._connection is None:
            with self._database.told_away(), ExitStack() as unless_heard:
                connection = unless_heard.enter_context(self._database.connect())
                connection.exec_driver_sql(f"LISTEN {_CHANNEL}")
                self._schema = connection.scalar(select(func.current_schema()))
                self._connection = connection
                unless_heard.pop_all()
            return True
        try:
            self._connection.exec_driver_sql("SELECT 1")  # brings what has come
        except DBAPIError:
            self._connection.close()
            self._connection = None
            return True
        driver: Any = self._connection.connection.driver_connection
        # A database has one channel for all its schemas, and each of these may be another bot's.
        return self._schema in {told.payload for told in driver.notifies(timeout=0)}

    def close(self) -> None:
        """Listen no more."""
        if self._connection is not None:
            self._connection.invalidate()  # back in its pool the connection would go on listening
            self._connection.close()
            self._connection = None


def tell_changed(connection: Connection) -> None:
    """Tell the other processes, when this transaction is kept."""
    if not is_sqlite(connection):
        connection.execute(select(func.pg_notify(_CHANNEL, func.current_schema())))
