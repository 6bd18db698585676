"""A database file of which a part no longer says what it said."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def damage_table(file: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with sqlite3.connect(file) as connection:
        query = "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = ?"
        page, size = connection.execute(query, [table]).fetchone()
    connection.close()
    with file.open("r+b") as damaged:
        damaged.seek((page - 1) * size)
        damaged.write(b"\xff" * size)
