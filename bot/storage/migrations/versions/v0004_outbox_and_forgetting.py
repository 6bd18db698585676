"""Indexes for a full outbox and for forgetting, and when the owner of a paused subscription is to be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0004"
down_revision = "v0003"


def upgrade() -> None:
    """Nobody is told of pauses that are older than this."""
    op.drop_index("ix_deliveries_open", "deliveries")
    is_open = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_deliveries_open", "deliveries", ["try_at", "id"], sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_index("ix_deliveries_briefing_id", "deliveries", ["briefing_id"])
    op.create_index("ix_briefings_at", "briefings", ["at"])
    op.add_column("subscriptions", sa.Column("owner_try_at", sa.DateTime(timezone=True)))
    op.create_index("ix_subscriptions_owner_try_at", "subscriptions", ["owner_try_at"])
