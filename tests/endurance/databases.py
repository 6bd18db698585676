"""A new, empty database of each kind, for programs that run outside of pytest."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import POSTGRES_URL

KINDS = ("SQLite", "PostgreSQL")


@contextmanager
def database(kind: str) -> Iterator[str]:
    """Its address; it is gone at the end."""
    if kind == "SQLite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/briefbot.sqlite3"
        return
    import psycopg  # noqa: PLC0415 - only who asks for it needs the driver

    schema = f"briefbot_soak_{uuid.uuid4().hex}"
    with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
        try:
            yield f"{POSTGRES_URL}?options=-csearch_path%3D{schema}"
        finally:
            connection.execute(f"SET client_min_messages = warning; DROP SCHEMA {schema} CASCADE".encode())
