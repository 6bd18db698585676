"""What goes wrong with a database: what passes without a change of the program, and what an operator is told."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError, InternalError, OperationalError

from bot.errors import ConfigError, NotNowError, StorageError

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
_POSTGRESQL_PASSES = ("08", "25006", "53", "55P03", "57", "58")

MALFORMED = "database disk image is malformed"
"""What SQLite says of a damaged file."""

# Python's own word for a text that is damaged, without a code.
_UNREADABLE = "Could not decode to UTF-8"
_FULL_BELOW_BYTES = 65_536


def passes(error: DBAPIError) -> bool:
    """Whether the same may succeed later, without a change of the program."""
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
    return NotNowError if passes(cause) else ConfigError


def reason(error: DBAPIError | StorageError, file: Path | None = None) -> str:
    """The first line of what the database says, after what the operator's machine says of it, where that is known.

    Args:
        file: Where an SQLite database lies.
    """
    if isinstance(error, StorageError):
        return error.reason
    said = str(error.orig).strip()
    if isinstance(error.orig, sqlite3.Error) and said.startswith(_UNREADABLE):
        return MALFORMED  # it would go on with the text
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
        return MALFORMED
    return "" if found == "ok" else found.splitlines()[-1]
