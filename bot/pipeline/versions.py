"""What is kept of a text that its publisher rewrites at each reading: a clock or a counter stands in it.

A quarter of an hour apart, and two kilobytes each, they were 192 kB a day for each such article that its feed lists, 35
MB in the 180 days for which all is kept. Of them stay the first ones, those of the last days, and all that a briefing
was made from or that tell when its text was last changed: it can be made again, byte for byte, from what is left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence, Set
from datetime import UTC, datetime, timedelta
from itertools import chain, pairwise

from bot.model import Aboutness, Topic
from bot.storage import Storage, Version
from bot.topics.match import TopicMatcher

_FIRST_ONES = 20
"""More than an article has that is only corrected and continued: each moment of those can be told again."""
_ALL_OF = timedelta(days=2)
"""A briefing of this moment may still be being made, and yesterday is asked for most."""
_AT_ONCE = 200
_LOOKED_THROUGH = "versions looked through until"
_BEGINNING = datetime.min.replace(tzinfo=UTC)


def forget_unseen_versions(storage: Storage, topics: Sequence[Topic], now: datetime) -> int:
    """Forget what no briefing needs of texts that were edited very often; each moment is looked through once.

    Args:
        topics: All there are: what the versions are about says which briefings have read them.

    Returns:
        How many versions are gone.
    """
    seen, until = storage.state(_LOOKED_THROUGH), now - _ALL_OF
    since = datetime.fromisoformat(seen) if seen else None
    if since is not None and since >= until:
        return 0
    often_edited = storage.often_edited(_FIRST_ONES, since, until)
    count = 0
    if often_edited:
        readers = _Readers(storage, topics, until)
        count = sum(_forget_unseen(storage, article_id, readers, since, until) for article_id in often_edited)
    storage.set_state(_LOOKED_THROUGH, until.isoformat())
    return count


def _forget_unseen(
    storage: Storage, article_id: str, readers: _Readers, since: datetime | None, until: datetime
) -> int:
    count = 0
    while len(versions := storage.versions(article_id, since, until, at_most=_AT_ONCE)) > 1:
        # A briefing on a topic of which one told nothing must not find, in its place, another that does.
        about = readers.topics_of(versions)
        read = [readers.made_while(version, about) for version in versions]
        unseen = [
            version.number
            for (version, is_read), (_, next_is_read) in pairwise(zip(versions, read, strict=True))
            # Who reads the next one is told when this one was replaced.
            if version.number > _FIRST_ONES and not is_read and not next_is_read
        ]
        storage.forget_versions(article_id, unseen)
        count += len(unseen)
        since = versions[-1].until
    return count


class _Readers:
    """The briefings that are kept, by their topics."""

    def __init__(self, storage: Storage, topics: Sequence[Topic], until: datetime) -> None:
        self._matcher = TopicMatcher(topics)
        self._made: dict[str | None, list[datetime]] = defaultdict(list)
        known = {topic.id for topic in topics}
        for at, topic_id in storage.briefings_made(until):
            # Of a topic that cannot be read for the moment anything may have been read.
            self._made[topic_id if topic_id in known else None].append(at)

    def topics_of(self, versions: Sequence[Version]) -> Set[str | None]:
        """The topics that any of them is about, and those that nobody knows."""
        matches = chain.from_iterable(self._matcher.match(version.article) for version in versions)
        return {None, *(match.topic_id for match in matches if match.aboutness is Aboutness.ABOUT)}

    def made_while(self, version: Version, about: Set[str | None]) -> bool:
        """Whether one was made on one of these topics while an article read so."""
        for made in (self._made.get(topic_id, []) for topic_id in about):
            place = bisect_left(made, version.since or _BEGINNING)
            if place < len(made) and made[place] < version.until:
                return True
        return False
