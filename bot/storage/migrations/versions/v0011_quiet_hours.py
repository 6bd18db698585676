"""The hours in which nothing is posted for a subscription, and what waits until they end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0011"
down_revision = "v0010"


def upgrade() -> None:
    """Add the columns; no subscription has quiet hours, as before."""
    op.add_column("subscriptions", sa.Column("quiet_hours", sa.String(11), nullable=False, server_default=""))
    op.add_column("deliveries", sa.Column("held_until", sa.DateTime(timezone=True)))
