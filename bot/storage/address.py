"""The address of a database: what it may be, where an SQLite file lies, and what an operator is told of it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import ConfigError


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
    return file_at(parse_url(url))


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


def parse_url(text: str) -> URL:
    """The address as `database_url` has it, with the driver that is used for it.

    Raises:
        ConfigError: That is no address of a database that is spoken here.
    """
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


def file_at(url: URL) -> Path | None:
    """Where an SQLite database lies; None in memory and on a server."""
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if is_file else None


def name_of(url: URL) -> str:
    """What an operator calls it: the file, or the address without its password."""
    is_file = url.get_backend_name() == "sqlite" and url.database
    return str(url.database) if is_file else url.difference_update_query(("password",)).render_as_string()
