"""An article of each muted story, by which it is known when its name is gone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0013"
down_revision = "v0012"


def upgrade() -> None:
    """Add the column; of stories that have no articles any more nobody knows one."""
    op.add_column("muted_stories", sa.Column("article_id", sa.Text()))
    op.execute(
        "UPDATE muted_stories SET article_id = ("
        "SELECT article_id FROM placements WHERE placements.story_id = muted_stories.story_id "
        "ORDER BY opened DESC, article_id LIMIT 1)"
    )
