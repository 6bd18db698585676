"""What a database is, seen without changing it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.errors import ConfigError, StorageError
from bot.storage.address import file_of
from bot.storage.engine import Database
from bot.storage.failures import damage, reason
from bot.storage.migrations import known_versions, version_of


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """A database that answers and can be written.

    Attributes:
        name: The file, or the address without its password.
        version: What it was brought to; None where nothing was made yet.
        newest: What this program would bring it to.
        bytes: What a file takes with its log; 0 on a server.
        damage: What is wrong within a file; "" where nothing is.
        is_file: Whether an update copies it before.
    """

    name: str
    version: str | None
    newest: str
    bytes: int = 0
    damage: str = ""
    is_file: bool = False

    @property
    def is_current(self) -> bool:
        """Whether opening it changes nothing."""
        return self.version == self.newest

    @classmethod
    def of(cls, url: str) -> DatabaseState:
        """The state of the database at this address; an SQLite file that is not there is not made.

        Raises:
            ConfigError: It cannot be used, and why; or a newer program has changed it.
        """
        newest = known_versions()[-1]
        file = file_of(url)
        try:
            if file is not None and not file.exists():
                return cls(str(file), None, newest, is_file=True)
        except OSError as error:
            raise ConfigError(f"{file}: cannot be looked at ({error.strerror})") from error
        database = Database.open(url)
        try:
            version = version_of(database)
            found = _damage(file) if file else ""
        except (DBAPIError, StorageError) as error:
            raise ConfigError(f"{database.name}: {reason(error, file)}") from error
        finally:
            database.close()
        size = sum(map(_size, (file, Path(f"{file}-wal")))) if file else 0
        return cls(database.name, version, newest, size, found, is_file=file is not None)


def _damage(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return damage(connection)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0
