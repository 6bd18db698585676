"""The stories that channels have muted, and what people said of briefings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0008"
down_revision = "v0007"


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "muted_stories",
        sa.Column("channel_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("muted_by", sa.BigInteger(), nullable=False),
        sa.Column("muted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", "story_id", name="pk_muted_stories"),
    )
    op.create_table(
        "feedback",
        sa.Column("briefing_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("briefing_id", "user_id", name="pk_feedback"),
    )
    op.create_index("ix_feedback_guild_id_said_at", "feedback", ["guild_id", "said_at"])
