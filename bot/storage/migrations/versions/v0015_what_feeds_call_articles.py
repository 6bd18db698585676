"""What its feed calls an article, by which it is known when its address and its headline have changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0015"
down_revision = "v0014"


def upgrade() -> None:
    """Add the column; what is stored already is known by its address alone, as before."""
    op.add_column("articles", sa.Column("guid", sa.Text()))
