"""What articles mean, by the model that says so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0003"
down_revision = "v0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "article_vectors",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_article_vectors"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_vectors_article_id", ondelete="CASCADE"
        ),
    )
