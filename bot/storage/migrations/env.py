"""Alembic runs this file: it hands over the connection and the transaction that `migrate` opened."""

from __future__ import annotations

from alembic import context

from bot.storage.connecting import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
with context.begin_transaction():
    context.run_migrations()
