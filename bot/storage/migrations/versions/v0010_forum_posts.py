"""Whether a forum gets a post for each story, and which post tells which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0010"
down_revision = "v0009"


def upgrade() -> None:
    """Add the column, every forum getting a post a day as before, and make the table."""
    op.add_column("subscriptions", sa.Column("posts", sa.String(5), nullable=False, server_default="day"))
    op.create_table(
        "forum_posts",
        sa.Column("channel_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("topic_id", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(7), nullable=False),
        sa.Column("delivery_id", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('open', 'merged', 'deleted')", name="ck_forum_posts_state"),
        sa.PrimaryKeyConstraint("channel_id", "topic_id", "story_id", name="pk_forum_posts"),
    )
    op.create_index("ix_forum_posts_told_at", "forum_posts", ["told_at"])
