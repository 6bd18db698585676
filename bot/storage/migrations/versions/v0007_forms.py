"""How long a subscription's briefings are, and in which language their frame speaks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0007"
down_revision = "v0006"


def upgrade() -> None:
    """Add the columns; what is there stays of the usual length, in English."""
    op.add_column("subscriptions", sa.Column("length", sa.String(8), nullable=False, server_default="normal"))
    op.add_column("subscriptions", sa.Column("language", sa.String(2), nullable=False, server_default="en"))
