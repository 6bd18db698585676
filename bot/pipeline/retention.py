"""Forgets what is older than the operator wants to keep, and the oldest where it takes more room than they give.

And of texts that are rewritten all the time what nobody needs (`versions.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.model import Topic
from bot.pipeline.leaps import is_believed
from bot.pipeline.versions import forget_unseen_versions
from bot.storage import Storage

# Where there is not enough room, so much of the time is given up at once, until there is.
_STEPS = 20


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much is gone."""

    articles: int
    briefings: int
    versions: int = 0


def forget_old(
    storage: Storage,
    now: datetime,
    *,
    keep: timedelta,
    most_bytes: int | None,
    topics: Sequence[Topic] = (),
    listed: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Forgotten:
    """Forget what is due at a moment, unless the clock has leapt of late; may take long, in short transactions.

    Args:
        keep: How long news, and what was delivered, is kept.
        most_bytes: How much all of it may take; None for any.
        topics: All there are.
        listed: What feeds with news without a date list, by their addresses, each by its id.
    """
    if not is_believed(storage, now):
        return Forgotten(0, 0)
    horizon = now - keep
    articles = _forget_articles(storage, horizon, listed)
    briefings = 0
    while count := storage.forget_briefings(horizon):
        briefings += count
    storage.forget_feedback_and_mutes(horizon)
    storage.forget_looks(horizon)
    versions = forget_unseen_versions(storage, topics, now)
    articles += _make_room(storage, now, most_bytes, listed)
    return Forgotten(articles, briefings, versions)


def _make_room(storage: Storage, now: datetime, most_bytes: int | None, listed: Mapping[str, Collection[str]]) -> int:
    articles = 0
    while most_bytes is not None and storage.bytes_kept() > most_bytes:
        oldest = storage.oldest_news_at() or now
        steps = (oldest + number * (now - oldest) / _STEPS for number in range(1, _STEPS + 1))
        count = next((count for before in steps if (count := _forget_articles(storage, before, listed))), 0)
        if not count:
            break
        articles += count
    return articles


def _forget_articles(storage: Storage, before: datetime, listed: Mapping[str, Collection[str]]) -> int:
    articles = storage.forget_undated(before, listed)
    while count := storage.forget_articles(before):
        articles += count
    return articles
