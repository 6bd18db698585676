"""Feeds: which there are, which are due, and how each one fared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Update, bindparam, func, or_, select, update

from bot.model import FeedProfile
from bot.storage.queries import AnyRow, Queries
from bot.storage.records import as_json, from_json
from bot.storage.rows import Feed, FeedUpdate
from bot.storage.tables import feeds

_ALWAYS = ("last_tried_at", "due_at", "error", "paused_reason")
_AS_ANSWERED = ("last_success_at", "etag", "last_modified", "body_hash", "cleaned_by", "moved_to", "moved_at")
_IF_ANSWERED = ("title", "profile", "newest_at", "per_day")


def _recording(streak: ColumnElement[int] | int, names: Sequence[str]) -> Update:
    """The update of one feed by the parameters that `_new_values` names."""
    new = {name: bindparam(f"new_{name}", type_=feeds.c[name].type) for name in names}
    kept = {name: func.coalesce(new[name], feeds.c[name]) for name in names if name in _IF_ANSWERED}
    return update(feeds).where(feeds.c.url == bindparam("old_url")).values(new | kept | {"error_streak": streak})


_AFTER_FAILURE = _ALWAYS
_AFTER_SUCCESS = (*_ALWAYS, *_AS_ANSWERED, *_IF_ANSWERED)
_FAILURE = _recording(feeds.c.error_streak + 1, _AFTER_FAILURE)
_SUCCESS = _recording(0, _AFTER_SUCCESS)


class SourceQueries(Queries):
    """The feeds that are read."""

    def add_feed(self, url: str, title: str | None = None, folder: str | None = None, *, now: datetime) -> bool:
        """Read this feed from now on, at once for the first time; False when it is known already.

        One that was paused is asked again.
        """
        statement = self._database.insert(feeds).on_conflict_do_nothing(index_elements=["url"]).returning(feeds.c.url)
        values = {"url": url, "title": title, "folder": folder, "due_at": now, "added_at": now}
        again = {"paused_reason": None, "error_streak": 0, "due_at": now}
        with self._database.writing() as connection:
            connection.execute(update(feeds).where(_is_at(url), feeds.c.paused_reason.is_not(None)).values(again))
            if connection.scalar(select(feeds.c.url).where(_is_at(url))):
                return False
            return connection.execute(statement, values).first() is not None

    def last_answer_at(self) -> datetime | None:
        """When any feed was last read."""
        with self._database.reading() as connection:
            last: datetime | None = connection.scalar(select(func.max(feeds.c.last_success_at)))
        return last

    def remove_feed(self, url: str) -> bool:
        """Read this feed no more; what it brought stays. False when there is no such feed."""
        with self._database.writing() as connection:
            return connection.execute(feeds.delete().where(_is_at(url))).rowcount > 0

    def set_full_text(self, url: str, *, full_text: bool) -> bool:
        """Read this feed's articles from their own pages, or not. False when there is no such feed."""
        with self._database.writing() as connection:
            return connection.execute(update(feeds).where(_is_at(url)).values(full_text=full_text)).rowcount > 0

    def feeds(self) -> tuple[Feed, ...]:
        """Every feed, by folder and title."""
        query = select(feeds).order_by(func.coalesce(feeds.c.folder, ""), feeds.c.title.nulls_last(), feeds.c.url)
        with self._database.reading() as connection:
            return _feeds_from(connection.execute(query))

    def due_feeds(self, now: datetime, limit: int) -> tuple[Feed, ...]:
        """Feeds to be asked by `now`, the longest overdue first; none that is paused."""
        is_due = (feeds.c.due_at <= now, feeds.c.paused_reason.is_(None))
        query = select(feeds).where(*is_due).order_by(feeds.c.due_at, feeds.c.url).limit(limit)
        with self._database.reading() as connection:
            return _feeds_from(connection.execute(query))

    def record_fetches(self, outcomes: Sequence[FeedUpdate]) -> None:
        """Keep how feeds fared, all of it or nothing; a feed that was removed meanwhile stays removed."""
        # In order of addresses, so that two processes do not deadlock.
        ordered = sorted(outcomes, key=lambda outcome: outcome.url)
        with self._database.writing() as connection:
            failed = [_new_values(each, _AFTER_FAILURE) for each in ordered if each.error is not None]
            if failed:
                connection.execute(_FAILURE, failed)
            succeeded = [_new_values(each, _AFTER_SUCCESS) for each in ordered if each.error is None]
            if succeeded:
                connection.execute(_SUCCESS, succeeded)


def _is_at(url: str) -> ColumnElement[bool]:
    return or_(feeds.c.url == url, feeds.c.moved_to == url)


def _new_values(outcome: FeedUpdate, names: Sequence[str]) -> dict[str, Any]:
    values = asdict(outcome) | {
        "profile": as_json(outcome.profile) if outcome.profile else None,
        "title": outcome.profile.title if outcome.profile else None,
        "last_tried_at": outcome.at,
        "last_success_at": outcome.at,
    }
    return {"old_url": outcome.url} | {f"new_{name}": values[name] for name in names}


def _feeds_from(rows: Iterable[AnyRow]) -> tuple[Feed, ...]:
    return tuple(
        Feed(**{**row._mapping, "profile": from_json(FeedProfile, row.profile) if row.profile else None})
        for row in rows
    )
