"""On which days a subscription is told, whom it calls, whether a quiet day is told; the feeds that guilds brought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0005"
down_revision = "v0004"


def upgrade() -> None:
    """Add the columns; what is there is told every day, quiet ones too, and calls nobody."""
    for column in (
        sa.Column("days", sa.String(7), nullable=False, server_default="1234567"),
        sa.Column("skip_quiet", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("role_id", sa.BigInteger()),
    ):
        op.add_column("subscriptions", column)
    op.create_table(
        "guild_feeds",
        sa.Column("guild_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "url", name="pk_guild_feeds"),
    )
