"""An article of each story that has a post in a forum, by which it is known when its name is gone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0014"
down_revision = "v0013"


def upgrade() -> None:
    """Add the column; of stories that have no articles any more nobody knows one."""
    op.add_column("forum_posts", sa.Column("article_id", sa.Text()))
    op.execute(
        "UPDATE forum_posts SET article_id = ("
        "SELECT article_id FROM placements WHERE placements.story_id = forum_posts.story_id "
        "ORDER BY opened DESC, article_id LIMIT 1)"
    )
