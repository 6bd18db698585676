"""The languages that a subscription's readers read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0018"
down_revision = "v0017"


def upgrade() -> None:
    """Add the column; all read what the settings say, as before."""
    op.add_column("subscriptions", sa.Column("reads", sa.Text, nullable=False, server_default=""))
