"""The database by its URL: how it is opened, and the two kinds of transaction on it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    DisconnectionError,
    InternalError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import ConfigError, NotNowError, StorageError

# How long a writer waits for another process's write; ours wait for each other without a limit.
_BUSY_TIMEOUT_S = 15
_CONNECT_TIMEOUT_S = 10
_WRITES = "briefbot_writes"

VERSION_TABLE = "briefbot_version"
"""What every database of ours has, whichever version made it; filled by `migrations`."""

# A server's machine that vanishes without a word is given up after some twenty seconds, not after hours.
_LIVENESS = {"keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3, "tcp_user_timeout": 20_000}

# What passes without a change of the program (https://sqlite.org/rescode.html,
# https://www.postgresql.org/docs/current/errcodes-appendix.html): others hold it, no room, no disk, no server,
# a damaged file that a backup can replace, and on PostgreSQL what takes or waits longer than the role may
# (`statement_timeout`, `lock_timeout`).
_SQLITE_PASSES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_READONLY,
    }
)
# Of these, what passes without anybody's help.
_SQLITE_PASSES_BY_ITSELF = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
_MALFORMED = "database disk image is malformed"
_ANOTHERS = "it is no database of Briefbot but another program's; name a file of its own"
# Looking is all that is done to another program's file: the pragmas below would change it.
_IS_ANOTHERS = (
    f"SELECT count(*) > 0 AND NOT total(name = '{VERSION_TABLE}') FROM sqlite_master"  # noqa: S608 - our own constant
    " WHERE type = 'table'"
)
# Python's own word for a text that is damaged, without a code.
_UNREADABLE = "Could not decode to UTF-8"
_FULL_BELOW_BYTES = 65_536
_ALL_SCRIPTS = "UTF8"
_POSTGRESQL_PASSES = ("08", "25006", "53", "55P03", "57", "58")


class Database:
    """An open database, safe to use from several threads; `close` it.

    Attributes:
        is_sqlite: SQLite, else PostgreSQL.
        file: Where an SQLite database lies; None in memory and on a server.
    """

    def __init__(self, url: URL, name: str | None = None) -> None:
        self.name = name or _name(url)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.file = _file(url)
        self._identity = _identity(self.file)
        self._engine = _sqlite_engine(url) if self.is_sqlite else _postgresql_engine(url)
        self._writing_engine = self._engine.execution_options(**{_WRITES: True})
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
        parsed = _parse_url(url)
        name = name or _name(parsed)
        try:
            file = _file(parsed)
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
            if _passes(error):
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


def url_of(file: Path) -> str:
    """The address of an SQLite database, whatever its name holds: "?" and "%" have a meaning in an address.

    Raises:
        ConfigError: The name is no text of UTF-8, the only one that SQLite takes.
    """
    try:
        str(file).encode()
    except UnicodeEncodeError as error:
        raise ConfigError(f"{file}: its name is not UTF-8 text; give it another") from error
    return URL.create("sqlite", database=str(file)).render_as_string()


def file_of(url: str) -> Path | None:
    """Where an SQLite database lies; None in memory and on a server.

    Raises:
        ConfigError: That is no address of a database.
    """
    return _file(_parse_url(url))


def make_private(file: Path) -> None:
    """Make an empty file, which is a new database to SQLite, for its owner alone to read; what is there is left alone.

    What members asked for privately stands in it. SQLite makes the files beside it (`-wal`, `-shm`) in its likeness.
    """
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def remove_file(file: Path) -> None:
    """Remove an SQLite file that may not be there, with what SQLite leaves beside it where a write fails."""
    for end in ("", "-journal", "-wal", "-shm"):
        file.with_name(f"{file.name}{end}").unlink(missing_ok=True)


def _parse_url(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise ConfigError("database_url is no address of a database; write postgresql://user@host/name") from error
    if "@" in (url.host or ""):  # else a part of the password would be told as the host's name
        raise ConfigError("database_url has two @; one that belongs to the password is written %40")
    match url.get_backend_name():
        case "sqlite":
            return url.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+psycopg")
        case other:
            raise ConfigError(f"database_url: {other} is not spoken here, only sqlite and postgresql")


def _file(url: URL) -> Path | None:
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if is_file else None


def _identity(file: Path | None) -> tuple[int, int] | None:
    """What an SQLite file is to its system, whatever it is called; None where it cannot be looked at."""
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def _name(url: URL) -> str:
    """What an operator calls it: the file, or the address without its password."""
    is_file = url.get_backend_name() == "sqlite" and url.database
    return str(url.database) if is_file else url.difference_update_query(("password",)).render_as_string()


def _sqlite_engine(url: URL) -> Engine:
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
        raise _sqlite_error(_MALFORMED, sqlite3.SQLITE_CORRUPT) from error


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
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")


def _postgresql_engine(url: URL) -> Engine:
    limits = {"connect_timeout": _CONNECT_TIMEOUT_S} | _LIVENESS
    own = {name: value for name, value in limits.items() if name not in url.query}
    engine = create_engine(url, pool_use_lifo=True, connect_args=own)
    # Before SQLAlchemy asks its first question, whose answer it cannot read in SQL_ASCII.
    event.listen(engine, "connect", partial(_must_take_all_scripts, _name(url)), insert=True)
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


def _passes(error: DBAPIError) -> bool:
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_kind(error.orig) in _SQLITE_PASSES or str(error.orig).startswith(_UNREADABLE)
    if not isinstance(error, OperationalError | InternalError):
        return False
    code = getattr(error.orig, "sqlstate", None)  # none where no server has answered
    return code is None or code.startswith(_POSTGRESQL_PASSES)


def refusal(error: DBAPIError | StorageError) -> type[ConfigError]:
    """What a database that cannot be opened is told by: the next start may find it in order, or somebody must help."""
    cause = error.__cause__ if isinstance(error, StorageError) else error
    if not isinstance(cause, DBAPIError):
        return NotNowError  # no connection has come free
    if isinstance(cause.orig, sqlite3.Error):
        return NotNowError if _sqlite_kind(cause.orig) in _SQLITE_PASSES_BY_ITSELF else ConfigError
    return NotNowError if _passes(cause) else ConfigError


def reason(error: DBAPIError | StorageError, file: Path | None = None) -> str:
    """The first line of what the database says, after what the operator's machine says of it, where that is known.

    Args:
        file: Where an SQLite database lies.
    """
    if isinstance(error, StorageError):
        return error.reason
    said = str(error.orig).strip()
    if isinstance(error.orig, sqlite3.Error) and said.startswith(_UNREADABLE):
        return _MALFORMED  # it would go on with the text
    line = said.splitlines()[0] if said else type(error.orig).__name__
    why = _machines_reason(error.orig, file) if isinstance(error.orig, sqlite3.Error) and file else ""
    return f"{why} ({line})" if why else line


def _machines_reason(error: sqlite3.Error, file: Path) -> str:
    """SQLite says "disk I/O error" of a full disk, and "unable to open" of what may only be read."""
    kind = _sqlite_kind(error)
    with suppress(OSError):
        if kind in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL):
            return "its disk is full" if shutil.disk_usage(file.parent).free < _FULL_BELOW_BYTES else ""
        if kind in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            for path, what in ((file.parent, "its folder"), (file, "it")):
                if path.exists() and not os.access(path, os.W_OK):
                    if os.statvfs(path).f_flag & os.ST_RDONLY:
                        return f"{what} is on a file system that can only be read"
                    return f"{what} may not be written by the user that this runs as"
    return ""


def _sqlite_kind(error: sqlite3.Error) -> int:
    """Its extended codes keep the kind in their lowest byte."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def damage(connection: sqlite3.Connection) -> str:
    """What is wrong within an SQLite database; "" where nothing is. Reads all of it: some seconds for a gigabyte."""
    try:
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return _MALFORMED
    return "" if found == "ok" else found.splitlines()[-1]
