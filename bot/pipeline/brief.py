"""The second run's heart: what a topic's readers are told about a window of time, and of the days before."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.briefing.compose import NORMAL_WORDS, ComposeInput, compose
from bot.briefing.timeline import timeline
from bot.model import Briefing, StoryArticle, Timeline, Topic
from bot.pipeline.past import Past
from bot.storage import READS_KEY, Storage
from bot.stories.meanings import meanings_in, places_in

LONGEST_GAP = timedelta(days=8)
"""How far a briefing reaches back at most to close the gap to the one before it: a week, and as late as one may be."""

_READS = READS_KEY.format("")
_LATEST_READ = 40
_READ_FOR_A_TIMELINE = 3_000  # articles: some seconds of work
_LOOKING_BACK = 4  # of so many at least one was told after the days asked for, where there are such


class Briefer:
    """Composes briefings from what is stored; the same moment gives the same briefing.

    Args:
        languages: What readers read who say nothing else, the first first.
    """

    def __init__(self, storage: Storage, *, languages: Sequence[str]) -> None:
        self._storage = storage
        self._languages = tuple(languages)

    def brief(
        self,
        topic: Topic,
        *,
        at: datetime,
        since: datetime,
        told: Sequence[Briefing] | None = None,
        missed_since: datetime | None = None,
        read_to: int | None = None,
        muted: Set[str] = frozenset(),
        languages: Sequence[str] = (),
        words: int = NORMAL_WORDS,
    ) -> Briefing:
        """The briefing on a topic as of a moment.

        Args:
            at: Nothing told later is in it.
            since: Where its window begins, exclusive.
            told: What this reader was told before, the newest first; None for a reader nobody knows.
            missed_since: When they were told last: what was published before the window and read only after
                that is in it too, or nobody would ever be told.
            read_to: The last article that had come by then (`last_number`), where that is known: what was being read
                at that moment is missed too.
            muted: Ids of stories that this reader wants to hear no more of.
            languages: What this reader reads, the first first; empty for the usual ones.
            words: What all its sentences may take.
        """
        storage, past = self._storage, Past(self._storage, at)
        found = storage.topic_window(topic.id, since, at)
        if missed_since is not None:
            late = storage.topic_window(topic.id, at - LONGEST_GAP, since, seen_after=missed_since, come_after=read_to)
            found = (*late, *found)
        window = _unmuted(past.members(topic, found, since), muted)
        story_ids = sorted({member.story_id for member in window})
        given = ComposeInput(
            topic=topic,
            at=at,
            window_from=since,
            window_to=at,
            window=window,
            articles_read=storage.count_articles_between(since, at, known_by=past.known_by),
            began_at=storage.began_at(story_ids, since, known_by=past.known_by),
            latest=(),
            notes=storage.notes(topic.id),
            told=told,
            languages=tuple(languages) or self._languages,
            meanings=meanings_in,
            places=places_in,
            edited=storage.edited_at([member.article.id for member in window], at),
            budget_words=words,
        )
        briefing = compose(given)
        if briefing.stories:
            return briefing
        latest = past.members(topic, storage.latest_before(topic.id, at, _LATEST_READ), None)
        return compose(replace(given, latest=_unmuted(latest, muted)))

    def brief_reader(
        self,
        topic: Topic,
        told: Sequence[Briefing],
        *,
        at: datetime,
        window: timedelta,
        muted: Set[str] = frozenset(),
        languages: Sequence[str] = (),
        words: int = NORMAL_WORDS,
    ) -> Briefing:
        """What to tell a reader: the window, further back where their last briefing lies further back.

        What they have been told already is in it too, as ONGOING.

        Args:
            told: What they were told before, the newest first.
            languages: What they read; empty for the usual ones.
            words: What all its sentences may take.
        """
        read_to = self._storage.last_number()  # before anything is looked at
        last = told[0] if told else None
        briefing = self.brief(
            topic,
            at=at,
            since=min(at - window, max(last.window_to, at - LONGEST_GAP)) if last else at - window,
            told=told,
            missed_since=last.at if last else None,
            read_to=last.read_to if last else None,
            muted=muted,
            languages=languages,
            words=words,
        )
        return replace(briefing, read_to=read_to)

    def read_in(self, channel_id: int, topic: Topic, guild_id: int | None) -> tuple[str, ...]:
        """What a channel reads by its subscriptions to a topic, else by others, else what its server does.

        Empty for the usual languages.
        """
        subscriptions = self._storage.subscriptions(channel_id=channel_id)
        to_topic = [subscription for subscription in subscriptions if subscription.topic_id == topic.id]
        named = (each.languages for each in to_topic or subscriptions if each.reads)
        return next(named, ()) or self.read_by_servers().get(guild_id, ())

    def read_by_servers(self) -> dict[int | None, tuple[str, ...]]:
        """What servers read where no subscription says, by their ids; those that have not said are not there."""
        kept = self._storage.states(_READS)
        return {int(key.removeprefix(_READS)): tuple(reads.split(",")) for key, reads in kept.items() if reads}

    def timeline(
        self,
        topic: Topic,
        *,
        at: datetime,
        zone: str,
        first: date | None = None,
        last: date | None = None,
        languages: Sequence[str] = (),
    ) -> Timeline:
        """The days of a topic that mattered, from what was told up to a moment; of very much an even part is read.

        Args:
            zone: IANA name of the zone whose dates count.
            first: The first day to be shown; the first of which there are articles where it is None.
            last: The last one, likewise.
            languages: What this reader reads, the first first; empty for the usual ones.
        """
        days = ZoneInfo(zone)
        start = _begin(first, days) if first else None
        end = min(at, _begin(last + timedelta(days=1), days)) if last else at
        asked_for = self._storage.topic_article_ids(topic.id, start, end)
        since = self._storage.topic_article_ids(topic.id, end, at)
        later = _evenly(since, max(_READ_FOR_A_TIMELINE - len(asked_for), _READ_FOR_A_TIMELINE // _LOOKING_BACK))
        read = [*_evenly(asked_for, _READ_FOR_A_TIMELINE - len(later)), *later]
        found = self._storage.topic_articles(topic.id, read[::-1])
        members = Past(self._storage, at).members(topic, found, None)
        return timeline(
            topic,
            [member.article for member in members],
            zone=days,
            first=first,
            last=last,
            languages=tuple(languages) or self._languages,
            meanings=meanings_in,
        )


def _unmuted(members: Sequence[StoryArticle], muted: Set[str]) -> list[StoryArticle]:
    return [member for member in members if member.story_id not in muted]


def _begin(day: date, zone: ZoneInfo) -> datetime:
    """The last moment before a day there."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC) - timedelta.resolution


def _evenly(ids: Sequence[str], at_most: int) -> Sequence[str]:
    """So many of them at most, at equal distances."""
    return ids if len(ids) <= at_most else [ids[number * len(ids) // at_most] for number in range(at_most)]
