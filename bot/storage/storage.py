"""The one class that others see."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy.exc import DBAPIError

from bot.errors import ConfigError, StorageError
from bot.storage.activity import ActivityQueries
from bot.storage.address import remove_file, url_of
from bot.storage.articles import ArticleQueries
from bot.storage.changes import Changes
from bot.storage.copying import copy_pages, copy_rows, count_rows, is_empty
from bot.storage.corrections import CorrectionQueries
from bot.storage.deliveries import DeliveryQueries
from bot.storage.engine import Database
from bot.storage.failures import damage, reason, refusal
from bot.storage.forum_posts import ForumPostQueries
from bot.storage.guilds import GuildQueries
from bot.storage.lead import Hold, Lead, Shards
from bot.storage.matches import MatchQueries
from bot.storage.migrations import migrate, version_of
from bot.storage.mutes import MuteQueries
from bot.storage.publications import PublicationQueries
from bot.storage.retention import RetentionQueries
from bot.storage.search import SearchQueries, keep_index_current
from bot.storage.sources import SourceQueries
from bot.storage.state import StateQueries
from bot.storage.subscriptions import SubscriptionQueries
from bot.storage.told_before import ToldBeforeQueries
from bot.storage.topics import TopicQueries
from bot.storage.waits import WaitQueries
from bot.storage.windows import WindowQueries


class Storage(
    ArticleQueries,
    ToldBeforeQueries,
    MatchQueries,
    WindowQueries,
    SearchQueries,
    SourceQueries,
    TopicQueries,
    CorrectionQueries,
    SubscriptionQueries,
    GuildQueries,
    DeliveryQueries,
    PublicationQueries,
    ForumPostQueries,
    MuteQueries,
    RetentionQueries,
    ActivityQueries,
    WaitQueries,
    StateQueries,
):
    """All that is remembered. Safe to use from several threads; each method is one short transaction.

    Each raises `StorageError` where the database is away, full or damaged.

    Attributes:
        is_new: Whether there was no database before it was opened.
    """

    is_new = False

    @classmethod
    def open(cls, url: str, *, copy_of: Path | None = None) -> Self:
        """The storage at this address, brought up to date; an SQLite file is made with its folder.

        Args:
            copy_of: What it is a copy of, that goes away again: what is wrong is told of that file, and none is made
                before it is brought up to date.

        Raises:
            ConfigError: It cannot be used, and why.
        """
        database = Database.open(url, name=str(copy_of) if copy_of else None)
        try:
            is_new = migrate(database, copies=copy_of is None) is None
            keep_index_current(database)
        except (DBAPIError, StorageError) as error:
            database.close()
            raise refusal(error)(
                f"{database.name}: cannot be brought up to date: {reason(error, database.file)}"
            ) from error
        except BaseException:
            database.close()
            raise
        storage = cls(database)
        storage.is_new = is_new
        return storage

    @property
    def name(self) -> str:
        """What an operator calls it: the file, or the address without its password."""
        return str(self._database.file.absolute()) if self._database.file else self._database.name

    @property
    def shares(self) -> bool:
        """Whether several processes may use it."""
        return not self._database.is_sqlite

    def lead(self) -> Lead:
        """What one process at a time holds; release it."""
        return Lead(self._database)

    def hold(self, shards: Shards) -> Hold:
        """What holds these connections to Discord, each of which one process at a time has; release it."""
        return Hold(self._database, shards)

    def changes(self) -> Changes:
        """What tells of changes that other processes made; close it."""
        return Changes(self._database)

    def back_up(self, file: Path) -> int:
        """Copy everything, as it stands at one moment, into a new SQLite file; returns how many rows.

        Raises:
            ConfigError: The file is there already, or cannot be written; or what is to be copied is damaged, or holds
                nothing: then it is another database than was meant.
        """
        if file.exists():
            raise ConfigError(f"{file} is there already; name another file")
        if is_empty(self._database):
            raise ConfigError(f"{self._database.name} holds nothing, so no backup is made; keep those that there are")
        part = file.with_name(f"{file.name}.part")
        try:
            remove_file(part)
            if self._database.is_sqlite:
                copy_pages(self._database, part)
            with Storage.open(url_of(part)) as copy:
                if not self._database.is_sqlite:
                    copy_rows(self._database, copy._database)
                count = count_rows(copy._database)
            part.replace(file)
        except (OSError, sqlite3.Error, DBAPIError, StorageError) as error:
            why = (
                reason(error)
                if isinstance(error, DBAPIError | StorageError)
                else getattr(error, "strerror", None) or error
            )
            raise ConfigError(f"{file}: cannot be written ({why})") from error
        finally:
            with suppress(OSError):
                remove_file(part)
        return count

    def restore(self, file: Path, *, put_right: Callable[[Storage], None] | None = None) -> int:
        """Copy everything from a backup into this database, which must be empty; returns how many rows.

        What waits in its outbox may have been sent since: it is looked for before it is sent. All of it is there at
        once, or nothing: whoever ended this halfway and started the bot would have it post a second time.

        Args:
            put_right: Changes what else is true no more; it is handed a copy of the backup, before anything is copied
                from there.

        Raises:
            ConfigError: This database is not empty, or the file is no backup.
        """
        if not file.is_file():
            raise ConfigError(f"{file} is no file" if file.exists() else f"{file}: no such file")
        if not is_empty(self._database):
            raise ConfigError(f"{self._database.name} is not empty; a backup is restored into a new database")
        # Bringing it up to date writes into it; a backup stays as it was made. Where a system keeps /tmp in memory
        # there may be no room for another file of that size.
        beside = self._database.file and self._database.file.parent
        try:
            with tempfile.TemporaryDirectory(prefix="restoring-", dir=beside) as folder:
                own = Path(shutil.copy(file, Path(folder, "backup.sqlite3")))
                _check_backup(own, file)
                with Storage.open(url_of(own), copy_of=file) as backup:
                    try:
                        count = count_rows(backup._database)
                        backup.doubt_outbox()
                        if put_right:
                            put_right(backup)
                        copy_rows(backup._database, self._database)
                    except StorageError as error:  # which names the database that is written
                        _blame_backup(own, file, error)
                        raise
        except OSError as error:
            raise ConfigError(f"{file}: cannot be read or copied ({error.strerror or error})") from error
        keep_index_current(self._database)
        return count

    def close(self) -> None:
        """Give all connections back."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _blame_backup(copy: Path, file: Path, error: StorageError) -> None:
    """Say so where it is the backup that is damaged.

    Raises:
        ConfigError: It is.
    """
    with closing(sqlite3.connect(copy)) as connection:
        if found := damage(connection):
            raise ConfigError(f"{file} is damaged and cannot be restored; take an older one ({found})") from error


def _check_backup(copy: Path, file: Path) -> None:
    """Refuse what is no backup: it would be brought up to date, and restored as a database that holds nothing."""
    with copy.open("rb") as opened:
        if opened.read(1) == b"{":
            raise ConfigError(f"{file} is no backup; what `briefbot export` wrote, `briefbot import` takes")
    database = Database.open(url_of(copy), name=str(file))
    try:
        if version_of(database) is None:
            raise ConfigError(f"{file} is no backup of Briefbot")
    except (DBAPIError, StorageError) as error:
        raise ConfigError(f"{file}: {reason(error)}") from error
    finally:
        database.close()
