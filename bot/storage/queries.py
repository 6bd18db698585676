"""What the modules of queries share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Delete, Insert, Row, Select, Update

from bot.storage.engine import Database

# Parameters of one statement; both databases take more, and gain nothing from it.
_AT_ONCE = 500

T = TypeVar("T")
AnyRow: TypeAlias = "Row[*tuple[Any, ...]]"


class Queries:
    """Queries on one database; each public method of a subclass is one short transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _rows(self, query: Select[Any]) -> Sequence[AnyRow]:
        with self._database.reading() as connection:
            return connection.execute(query).all()

    def _scalars(self, query: Select[T] | CompoundSelect[T]) -> Sequence[T]:
        with self._database.reading() as connection:
            return connection.scalars(query).all()

    def _scalar(self, query: Select[T]) -> T | None:
        with self._database.reading() as connection:
            return connection.scalar(query)

    def _change(self, statement: Insert | Update | Delete) -> int:
        """How many rows a statement has changed."""
        with self._database.writing() as connection:
            return connection.execute(statement).rowcount


def rows_in(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], values: Sequence[object]
) -> Iterator[AnyRow]:
    """The rows of a query in which a column has one of these values, however many they are."""
    for portion in portions(values):
        yield from connection.execute(query.where(column.in_(portion)))


def portions(values: Sequence[T]) -> Iterator[list[T]]:
    """The values in lists short enough for one statement."""
    rest = iter(values)
    while portion := list(islice(rest, _AT_ONCE)):
        yield portion
