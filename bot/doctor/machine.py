"""What the machine must offer: SQLite's features, a folder that can be written, space, a right clock, time zones."""

from __future__ import annotations

import errno
import os
import platform
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.doctor.finding import Finding, bad, good, note

LEAST_FREE_BYTES = 200_000_000
"""A day's news of a hundred feeds takes some 10 MB; the rest is for the database's log and a temporary copy."""
CLOCKS_DIFFER = timedelta(seconds=30)
"""A briefing comes that much too early or late before anybody minds."""

_OLDEST_SQLITE = (3, 35)  # RETURNING
_MB = 1_000_000


def look_at_python() -> Finding:
    """Which Python it is; pip refuses those that are too old."""
    return good("Python", f"{platform.python_version()}, Briefbot {version('briefbot')}")


def look_at_sqlite(connection: sqlite3.Connection, number: tuple[int, ...] = sqlite3.sqlite_version_info) -> Finding:
    """Whether it can do what storage asks of it. Backups are SQLite files too, whatever the database is."""
    told = ".".join(map(str, number))
    remedy = "use a Python that comes with a newer SQLite, such as one from python.org or Docker's python image"
    if number < _OLDEST_SQLITE:
        return bad("SQLite", f"{told} is too old; 3.35 is needed", remedy)
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.doctor USING fts5(words)")
        connection.execute("DROP TABLE temp.doctor")
    except sqlite3.DatabaseError as error:
        return bad("SQLite", f"{told} comes without full-text search (FTS5): {error}", remedy)
    return good("SQLite", f"{told} with full-text search")


def look_at_folder(folder: Path) -> Finding:
    """Whether what is remembered can be kept there."""
    try:
        with tempfile.TemporaryFile(dir=_nearest(folder)):
            pass
    except OSError as error:
        is_closed = error.errno != errno.EROFS
        first = "let the user that runs the bot write there" if is_closed else "mount it so that it can be written"
        remedy = f"{first}, or name another folder with data_dir ({error.strerror})"
        return bad("data", f"{folder} cannot be written", remedy)
    return good("data", f"{folder.absolute()} can be written")


def free_bytes(folder: Path) -> int:
    """How much space is left where a folder is, or will be."""
    return shutil.disk_usage(_nearest(folder)).free


def _nearest(folder: Path) -> Path:
    """The folder, or where it is not there, or behind one that nobody else may enter, what is above it."""
    return next(place for place in (folder, *folder.absolute().parents) if os.path.exists(place))  # noqa: PTH110 - raises nothing


def look_at_space(free: int, used: int | None) -> Finding:
    """Whether there is room to go on.

    Args:
        free: Bytes on the disk.
        used: Bytes that the database takes; None where it cannot be looked at.
    """
    told = f"{free // _MB:,} MB are free"
    if free < LEAST_FREE_BYTES:
        remedy = "free some, or let less be kept: keep_days and keep_megabytes"
        return bad("disk space", f"{told}; {LEAST_FREE_BYTES // _MB} MB are needed", remedy)
    if used is None:
        return good("disk space", told)
    if free < used:
        return note(
            "disk space",
            f"{told}, less than the {used // _MB:,} MB of the database",
            "an upgrade copies the database first and will not find the room: free some before",
        )
    return good("disk space", f"{told}; the database takes {used / _MB:,.1f} MB")


def look_at_zones(zones: Iterable[str]) -> Iterator[Finding]:
    """Whether the times of all these zones are known.

    Args:
        zones: IANA names: of the settings, and of the subscriptions.
    """
    wanted = sorted(set(zones))
    unknown = [zone for zone in wanted if not _is_known(zone)]
    if unknown:
        remedy = "pip install --upgrade tzdata"
        yield bad("time zones", f"nothing is known of {', '.join(unknown)}", remedy)
    else:
        yield good("time zones", f"{', '.join(wanted[:3])}{' …' if len(wanted) > 3 else ''} known")  # noqa: PLR2004


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def look_at_clock(now: datetime, told: datetime | None) -> Finding:
    """Whether the clock agrees with Discord's.

    Args:
        now: What it shows.
        told: What Discord's shows; None where nobody said.
    """
    if told is None:
        return note("clock", f"{now:%Y-%m-%d %H:%M} UTC; nobody was there to compare it with")
    apart = now - told
    if abs(apart) > CLOCKS_DIFFER:
        direction = "ahead of" if apart > timedelta() else "behind"
        seconds = round(abs(apart).total_seconds())
        remedy = "let the machine set its clock: timedatectl set-ntp true"
        return bad("clock", f"{now:%Y-%m-%d %H:%M:%S} UTC is {seconds:,} s {direction} Discord", remedy)
    return good("clock", f"{now:%Y-%m-%d %H:%M:%S} UTC, as Discord has it")
