"""An article is found by the address under which its publisher tells it now, whatever it was told under first."""

from __future__ import annotations

from alembic import op

revision = "v0017"
down_revision = "v0016"


def upgrade() -> None:
    """Index the addresses; by hash on PostgreSQL, whose trees refuse what is longer than a third of a page."""
    op.create_index("ix_articles_url", "articles", ["url"], postgresql_using="hash")
