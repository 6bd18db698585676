"""How many articles a feed's last answer had is kept no more: nothing ever asked for it."""

from __future__ import annotations

from alembic import op

revision = "v0019"
down_revision = "v0018"


def upgrade() -> None:
    """Drop the column."""
    op.drop_column("feeds", "article_count")
