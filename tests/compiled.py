"""Each statement is compiled once for all databases of a process of the tests, as in a bot that runs on one of them.

SQLAlchemy keeps what it has compiled with an engine, and nearly every test opens an engine of its own: compiling the
same statements anew took an eighth of the time of all tests.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.util import LRUCache

_MOST = 5_000


class _Shared(NamedTuple):
    dialect: Dialect
    compiled: LRUCache[Any, Any]


_shared: dict[tuple[str, str | None], _Shared] = {}


def compile_each_statement_once() -> None:
    """Let all engines that are used from now on share it, those of a kind of database and a schema."""
    event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    engine = connection.engine
    key = (engine.dialect.name, engine.dialect.default_schema_name)
    dialect, compiled = _shared.setdefault(key, _Shared(engine.dialect, LRUCache(_MOST)))
    connection.dialect = engine.dialect = dialect
    engine._compiled_cache = compiled
