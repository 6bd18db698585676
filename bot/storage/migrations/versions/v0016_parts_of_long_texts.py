"""Where words stand in a long text, which PostgreSQL forgets after the 255th time of a word and the 16,383rd word."""

from __future__ import annotations

from alembic import op

revision = "v0016"
down_revision = "v0015"


def upgrade() -> None:
    """Add the parts, and have the index built anew with them; FTS5 counts without an end."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute("ALTER TABLE search ADD COLUMN parts tsvector[]")
        op.execute("DELETE FROM state WHERE key = 'search.folding'")
