"""The tables that measurements print."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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


def console_of(width: int = 110) -> Console:
    """Where they are printed; so wide where that is no terminal."""
    return Console(width=None if Console().is_terminal else width)


def table_of(title: str, first: str, *columns: str, texts: Collection[str] = ()) -> Table:
    """An empty table, whose first column says what a row is of; the others hold figures, but for those of `texts`."""
    table = Table(first, title=title, title_justify="left", caption_justify="left")
    for column in columns:
        table.add_column(column, justify="left" if column in texts else "right")
    return table


def print_table(title: str, rows: Iterable[Row]) -> None:
    """The rows with a column for every figure that any of them has; rows are drawn as they come in."""
    listed = list(rows)
    names = list(dict.fromkeys(name for row in listed for name in row.figures))
    table = table_of(title, "set", "what", *names, texts=["what"])
    for row in listed:
        figures = [row.figures.get(name, "") for name in names]
        table.add_row(row.set, row.what, *(f if isinstance(f, str) else f"{f:.3f}" for f in figures))
    console_of(140).print(table)
