"""Since when the owner of a paused subscription may have been written to: a second try looks there first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0012"
down_revision = "v0011"


def upgrade() -> None:
    """Add the column; whoever waits to be told is written to once more, as before."""
    op.add_column("subscriptions", sa.Column("owner_tried_at", sa.DateTime(timezone=True)))
