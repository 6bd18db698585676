"""Feeds: which there are, which are due, and how each one fared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Update, bindparam, func, or_, select, update

from bot.model import FeedProfile
from bot.storage.queries import AnyRow, Queries
from bot.storage.records import as_json, from_json
from bot.storage.tables import feeds


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and what is known of its health.

    Attributes:
        folder: The OPML folder it came in.
        etag: Validator of the last answer, for the next conditional GET (RFC 9110 §13).
        last_modified: The other validator, as the server wrote it.
        body_hash: Of the last answer's body, for servers without validators.
        error: Why the last try failed; None after a success.
        error_streak: Failures since the last success.
        profile: What it last said of itself.
        newest_at: When its newest article was told.
        per_day: Articles a day while it publishes.
        moved_to: Where the site says that it has moved for good, and has said so since `moved_at`.
        paused_reason: Why it is asked no more; None while it is.
        full_text: Articles are read from the pages that the feed links to.
        cleaned_by: The digest of the code that made articles of its last document.
    """

    url: str
    title: str | None
    folder: str | None
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    due_at: datetime
    last_tried_at: datetime | None
    last_success_at: datetime | None
    error: str | None
    error_streak: int
    added_at: datetime
    profile: FeedProfile | None = None
    newest_at: datetime | None = None
    per_day: float | None = None
    moved_to: str | None = None
    moved_at: datetime | None = None
    paused_reason: str | None = None
    full_text: bool = False
    cleaned_by: str | None = None


@dataclass(frozen=True, slots=True)
class FeedUpdate:
    """The outcome of asking a feed for news.

    Attributes:
        error: With one, all but the two times and `paused_reason` is ignored, and the feed keeps what it had.
        due_at: When to ask next.
        etag: As the last answer said it, None included; so are `last_modified`, `body_hash` and the two of moving.
        cleaned_by: The digest of the code that made articles of the last document.
        profile: None ("not modified") keeps the last one and its title; so it is with `newest_at` and `per_day`.
    """

    url: str
    at: datetime
    due_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    profile: FeedProfile | None = None
    newest_at: datetime | None = None
    per_day: float | None = None
    moved_to: str | None = None
    moved_at: datetime | None = None
    error: str | None = None
    paused_reason: str | None = None
    cleaned_by: str | None = None


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
        return self._scalar(select(func.max(feeds.c.last_success_at)))

    def remove_feed(self, url: str) -> bool:
        """Read this feed no more; what it brought stays. False when there is no such feed."""
        return self._change(feeds.delete().where(_is_at(url))) > 0

    def set_full_text(self, url: str, *, full_text: bool) -> bool:
        """Read this feed's articles from their own pages, or not. False when there is no such feed."""
        return self._change(update(feeds).where(_is_at(url)).values(full_text=full_text)) > 0

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
