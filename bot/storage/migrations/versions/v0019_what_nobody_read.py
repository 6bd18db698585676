"""What nothing ever asked for is kept no more.

How many articles a feed's last answer had, when a guild brought a feed, and the name of a topic beside its definition.
"""

from __future__ import annotations

from alembic import op

revision = "v0019"
down_revision = "v0018"


def upgrade() -> None:
    """Drop the columns."""
    op.drop_column("feeds", "article_count")
    op.drop_column("guild_feeds", "added_at")
    op.drop_column("topics", "name")
