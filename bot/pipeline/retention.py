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


class Retention:
    """Forgets.

    Args:
        keep: How long news, and what was delivered, is kept.
        most_bytes: How much all of it may take; None for any.
        topics: All there are.
        listed: What feeds with news without a date list, by their addresses, each by its id.
    """

    def __init__(
        self,
        storage: Storage,
        *,
        keep: timedelta,
        most_bytes: int | None,
        topics: Sequence[Topic] = (),
        listed: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        self._storage = storage
        self._keep = keep
        self._most_bytes = most_bytes
        self._topics = topics
        self._listed = listed

    def run(self, now: datetime) -> Forgotten:
        """Forget what is due at a moment, unless the clock has leapt of late; may take long, in short transactions."""
        if not is_believed(self._storage, now):
            return Forgotten(0, 0)
        horizon = now - self._keep
        forgotten = self._forget_articles(horizon)
        briefings = 0
        while count := self._storage.forget_briefings(horizon):
            briefings += count
        self._storage.forget_feedback_and_mutes(horizon)
        self._storage.forget_looks(horizon)
        versions = forget_unseen_versions(self._storage, self._topics, now)
        return Forgotten(forgotten + self._make_room(now), briefings, versions)

    def _forget_articles(self, before: datetime) -> int:
        articles = self._storage.forget_undated(before, self._listed)
        while count := self._storage.forget_articles(before):
            articles += count
        return articles

    def _make_room(self, now: datetime) -> int:
        articles = 0
        while self._most_bytes is not None and self._storage.bytes_kept() > self._most_bytes:
            oldest = self._storage.oldest_news_at() or now
            steps = (oldest + number * (now - oldest) / _STEPS for number in range(1, _STEPS + 1))
            count = next((count for before in steps if (count := self._forget_articles(before))), 0)
            if not count:
                break
            articles += count
        return articles
