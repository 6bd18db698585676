"""What a feed says of itself, how often it has news, where it has moved, and why it is asked no more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0002"
down_revision = "v0001"

_UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns; an article that its feed dates ahead counts from when it was first seen."""
    for column in (
        sa.Column("profile", sa.Text()),
        sa.Column("newest_at", _UTC),
        sa.Column("per_day", sa.Float()),
        sa.Column("moved_to", sa.Text()),
        sa.Column("moved_at", _UTC),
        sa.Column("paused_reason", sa.Text()),
        sa.Column("full_text", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("feeds", column)
    op.create_index("ix_feeds_moved_to", "feeds", ["moved_to"])
    op.execute("UPDATE articles SET told_at = first_seen_at WHERE feed_url IS NOT NULL AND told_at > first_seen_at")
    op.execute(
        "UPDATE matches SET told_at = (SELECT told_at FROM articles WHERE id = article_id)"
        " WHERE told_at > (SELECT told_at FROM articles WHERE id = article_id)"
    )
