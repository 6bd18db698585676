"""From any earlier state of the database to today's.

Each file in `versions/` is one step; files are only ever added. What is pending runs in one
transaction, so an update that fails leaves the database as the program before it knew it. An SQLite file is
copied before, so that an update that went through can be taken back too; the newest two of these copies are kept.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.errors import ConfigError
from bot.storage.address import make_private, remove_file
from bot.storage.connecting import VERSION_TABLE
from bot.storage.engine import Database
from bot.storage.lead import Lead

log = logging.getLogger(__name__)

SCRIPTS = Path(__file__).parent
# Any number, the same in every process, that nobody else on the server locks.
_ADVISORY_LOCK = 0x6272696566
_COPIES_KEPT = 2
# Of SQLite it is known before any file is touched (`engine`). One statement: another process of ours may be making its
# tables. Those of extensions (PostGIS) belong to the server.
_IS_ANOTHERS = f"""
    SELECT to_regclass('{VERSION_TABLE}') IS NULL AND EXISTS (
        SELECT FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'f') AND NOT EXISTS (
            SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
        )
    )
"""  # noqa: S608 - our own constant

_MAY_NOT_MAKE = """
    SELECT CASE
        WHEN current_schema() IS NULL THEN 'has no schema of those that search_path names'
        WHEN NOT has_schema_privilege(current_schema(), 'CREATE') THEN format(
            'its schema %s is closed to the user %s, who is to make tables; `GRANT CREATE ON SCHEMA %I TO %I` opens it',
            current_schema(), current_user, current_schema(), current_user
        )
    END
"""


def known_versions(scripts: Path = SCRIPTS) -> list[str]:
    """The versions that this program can make, oldest first: `versions/v0001_….py` is "v0001"."""
    return sorted(path.stem.split("_")[0] for path in (scripts / "versions").glob("v*.py"))


def migrate(database: Database, scripts: Path = SCRIPTS, *, copies: bool = True) -> str | None:
    """Bring the database to the newest version; does nothing, quickly, where it is there already.

    Returns the version that it had before; None where nothing was made in it yet.

    Args:
        scripts: Where the versions are.
        copies: Copy an SQLite file before.

    Raises:
        ConfigError: A newer program has already changed this database, another program keeps its data there, a bot
            runs on the SQLite file, or there is no room for the copy.
        StorageError: It is not to be known whether a bot runs.
    """
    version = version_of(database, scripts)
    if version == known_versions(scripts)[-1]:
        return version
    with _no_bot_running(database) if version is not None else nullcontext():
        if copies and version is not None and database.file is not None:
            _copy(database.file, _copy_of(database.file, version))
        with database.writing() as connection:
            if not database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
            _upgrade(connection, scripts)
        if copies and database.file is not None:
            _remove_old_copies(database.file, scripts)
    return version


@contextmanager
def _no_bot_running(database: Database) -> Iterator[None]:
    """Keep an older bot's SQLite file from changing beneath it; on a server CHANGELOG.md says how."""
    lead = Lead(database)
    if database.file is not None and not lead.take():
        raise ConfigError(
            f"{database.name} is to be brought up to date, and an older Briefbot runs on it; end that first"
        )
    try:
        yield
    finally:
        lead.release()


def version_of(database: Database, scripts: Path = SCRIPTS) -> str | None:
    """The version that the database has; None where nothing was made in it yet.

    Raises:
        ConfigError: A newer program has already changed this database, another program keeps its data there, or nothing
            may be made in it.
    """
    with database.reading() as connection:
        if not inspect(connection).has_table(VERSION_TABLE):
            if not database.is_sqlite and connection.scalar(text(_IS_ANOTHERS)):
                raise ConfigError(
                    f"{database.name}: it is no database of Briefbot but another program's; name a database of its own,"
                    " or a schema"
                )
            if not database.is_sqlite and (why := connection.scalar(text(_MAY_NOT_MAKE))):
                raise ConfigError(f"{database.name}: {why}")
            return None
        version: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - our own constant
    known = known_versions(scripts)
    if version is not None and version not in known:
        raise ConfigError(
            f"{database.name}: was made by a newer Briefbot (its version is {version}, "
            f"this program knows {known[-1]}); update the program or restore a backup"
        )
    return version


def _copy_of(file: Path, version: str) -> Path:
    return file.with_name(f"{file.name}.{version}")


def _remove_old_copies(file: Path, scripts: Path) -> None:
    """Only what an update made: any other name is somebody's own."""
    made = [copy for version in known_versions(scripts) if (copy := _copy_of(file, version)).is_file()]
    made.sort(key=lambda copy: copy.stat().st_mtime_ns, reverse=True)
    for copy in made[_COPIES_KEPT:]:
        try:
            copy.unlink()
        except OSError as error:
            log.warning("%s is not needed any more and cannot be removed (%s)", copy, error.strerror or error)
        else:
            log.info("%s, a copy from before an earlier update, is removed", copy)


def _copy(file: Path, copy: Path) -> None:
    part = copy.with_name(f"{copy.name}.part")
    try:
        remove_file(part)
        make_private(part)
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
        part.replace(copy)
    except (OSError, sqlite3.Error) as error:
        remove_file(part)
        raise ConfigError(f"{file} is to be updated, and cannot be copied to {copy} before ({error})") from error
    log.info("%s is updated; as it was before, it is kept in %s", file, copy)


def _upgrade(connection: Connection, scripts: Path) -> None:
    # Imported only when there is something to do: it costs a tenth of a second of every start.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
