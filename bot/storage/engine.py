"""The database by its URL: how it is opened, and the two kinds of transaction on it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import URL, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import ConfigError, StorageError
from bot.storage.address import file_at, make_private, name_of, parse_url
from bot.storage.connecting import WRITES, postgresql_engine, sqlite_engine
from bot.storage.failures import passes, reason, refusal


class Database:
    """An open database, safe to use from several threads; `close` it.

    Attributes:
        is_sqlite: SQLite, else PostgreSQL.
        file: Where an SQLite database lies; None in memory and on a server.
    """

    def __init__(self, url: URL, name: str | None = None) -> None:
        self.name = name or name_of(url)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.file = file_at(url)
        self._identity = _identity(self.file)
        self._engine = sqlite_engine(url) if self.is_sqlite else postgresql_engine(url)
        self._writing_engine = self._engine.execution_options(**{WRITES: True})
        # PostgreSQL lets each statement see a state of its own even within a transaction (READ COMMITTED), and each
        # BEGIN and COMMIT is a way to the server and back, after which a busy process waits for its turn again.
        self._each_by_itself = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._reading_engine = self._engine if self.is_sqlite else self._each_by_itself
        # SQLite lets one write at a time; waiting here is fair and costs nothing, polling its lock is neither.
        self._one_writer: AbstractContextManager[object] = threading.Lock() if self.is_sqlite else nullcontext()

    @classmethod
    def open(cls, url: str, *, name: str | None = None) -> Database:
        """The database at this address, reachable and writable; an SQLite file is made with its folder.

        Args:
            name: What an operator calls it; None for the file, or the address without its password.

        Raises:
            ConfigError: It cannot be used, and why.
        """
        parsed = parse_url(url)
        name = name or name_of(parsed)
        try:
            file = file_at(parsed)
            if file and not str(file).startswith("file:"):
                file.parent.mkdir(parents=True, exist_ok=True)
                make_private(file)
            database = cls(parsed, name)
        except (NoSuchModuleError, ModuleNotFoundError) as error:
            raise ConfigError(f"{name}: PostgreSQL needs its driver: pip install 'briefbot[postgres]'") from error
        except OSError as error:
            raise ConfigError(f"{name}: the folder cannot be made or used ({error.strerror})") from error
        try:
            database.check_writable()
        except DBAPIError as error:
            database.close()
            raise refusal(error)(f"{name}: {reason(error, file)}") from error
        return database

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A short look: every statement sees one state of the data, and SQLite shows all of them the same.

        What must fit together on PostgreSQL too is asked in one statement, or in a `snapshot`.
        """
        with self.told_away(), self._reading_engine.connect() as connection, connection.begin():
            yield connection

    def connect(self) -> Connection:
        """A connection to keep, each of whose statements is a transaction of its own; whoever asks closes it."""
        with self.told_away():
            return self._each_by_itself.connect()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A long transaction that sees one state of the data throughout, and keeps nobody from writing."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        engine = self._engine.execution_options(**options)
        with self.told_away(), engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One short transaction that may write; all of it is kept, or on any exception nothing."""
        self._check_place()
        with self.told_away(), self._one_writer, self._writing_engine.connect() as connection, connection.begin():
            yield connection

    def _check_place(self) -> None:
        """Refuse to write into a file that is not there any more: whoever opens it anew would know nothing of that.

        It is moved away to make place for a backup, say, while the bot still runs: both would post the same.
        """
        if self._identity is not None and self._identity != _identity(self.file):
            why = "its file was moved, removed or replaced while this runs; end this process, and start it again"
            raise StorageError(self.name, why)

    @contextmanager
    def told_away(self) -> Iterator[None]:
        """A database that is away, full, damaged or may only be read is no bug: each of the transactions above says so.

        Raises:
            StorageError: That is so.
        """
        try:
            yield
        except DBAPIError as error:
            if passes(error):
                raise StorageError(self.name, reason(error, self.file)) from error
            raise
        except PoolTimeoutError as error:  # all connections wait for an answer
            raise StorageError(self.name, "no connection to it has come free") from error

    def check_writable(self) -> None:
        """Raise what any later write would: a transaction alone succeeds on a file that may only be read."""
        with self._writing_engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("PRAGMA user_version = 0")
            connection.rollback()

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that knows ON CONFLICT, in this database's dialect."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()


def is_sqlite(connection: Connection) -> bool:
    """Whether it is one to SQLite, else to PostgreSQL."""
    return connection.dialect.name == "sqlite"


def _identity(file: Path | None) -> tuple[int, int] | None:
    """What an SQLite file is to its system, whatever it is called; None where it cannot be looked at."""
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None
