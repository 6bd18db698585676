"""What people corrected: stories merged, articles split out, articles that are not about a topic."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0006"
down_revision = "v0005"


def upgrade() -> None:
    """Add the table; nothing has been corrected yet."""
    op.create_table(
        "corrections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), sa.Identity(), nullable=False),
        sa.Column("kind", sa.String(9), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("topic_id", sa.Text()),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("made_by", sa.BigInteger()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('merge', 'split', 'not-topic')", name="ck_corrections_kind"),
        sa.CheckConstraint("(topic_id IS NOT NULL) = (kind = 'not-topic')", name="ck_corrections_topic"),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sqlite_autoincrement=True,
    )
