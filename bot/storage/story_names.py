"""What a story is called by now that was called otherwise when something was kept of it: known by an article of it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Table, case, select

from bot.storage.tables import placements


def article_of(story_id: str) -> ScalarSelect[str | None]:
    """An article that a story holds, the one that opened it before others; NULL where it holds none."""
    columns = placements.c
    of_it = select(columns.article_id).where(columns.story_id == story_id)
    return of_it.order_by(columns.opened.desc(), columns.article_id).limit(1).scalar_subquery()


def named(table: Table) -> tuple[FromClause, ColumnElement[str | None]]:
    """A table of stories with their `story_id` and an `article_id`, to be asked for what they are called by now.

    A story that holds articles is called as it was; another as the one that its article is in, NULL where nobody knows.
    """
    held = placements.alias()
    is_held = select(held.c.article_id).where(held.c.story_id == table.c.story_id).exists()
    joined = table.outerjoin(placements, placements.c.article_id == table.c.article_id)
    return joined, case((is_held, table.c.story_id), else_=placements.c.story_id)
