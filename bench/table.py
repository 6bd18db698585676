"""The table that every kind of measurement prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rich.console import Console
from rich.table import Table


class Row(NamedTuple):
    """One line of a table.

    Attributes:
        set: Which data ("ECB+").
        what: Who was measured ("briefbot", "TF-IDF, one pass").
        figures: By name ("F1"), each a number or a text.
    """

    set: str
    what: str
    figures: Mapping[str, float | str]


def print_table(title: str, rows: Iterable[Row]) -> None:
    """The rows with a column for every figure that any of them has; rows are drawn as they come in."""
    listed = list(rows)
    names = list(dict.fromkeys(name for row in listed for name in row.figures))
    table = Table(title=title, title_justify="left")
    for column in ("set", "what"):
        table.add_column(column)
    for name in names:
        table.add_column(name, justify="right")
    for row in listed:
        figures = [row.figures.get(name, "") for name in names]
        table.add_row(row.set, row.what, *(f if isinstance(f, str) else f"{f:.3f}" for f in figures))
    Console(width=None if Console().is_terminal else 140).print(table)
