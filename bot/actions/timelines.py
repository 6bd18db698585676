"""Ask for the days of a topic that mattered."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.actions.times import parse_first_and_last, past_moment
from bot.clock import Clock
from bot.errors import BadValueError
from bot.model import Timeline, Topic
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue


class TimelineAction:
    """Timelines on demand.

    Args:
        zone: Whose dates count.
    """

    def __init__(self, *, catalogue: Catalogue, briefer: Briefer, clock: Clock, zone: str) -> None:
        self._catalogue = catalogue
        self._briefer = briefer
        self._clock = clock
        self._zone = zone

    async def timeline(
        self,
        topic: str,
        *,
        first: str | None = None,
        last: str | None = None,
        at: str | None = None,
        guild_id: int | None = None,
        channel_id: int | None = None,
    ) -> Timeline:
        """The days that mattered, from everything that is stored on a topic.

        Args:
            topic: Id, name or alias.
            first: The first day ("2026-05-01"); where it is None the first of which there are articles.
            last: The last one, likewise; no later than the moment from which it is told.
            at: As of when, from what was known then; now where it is None.
            guild_id: Where it is asked.
            channel_id: Likewise; what is read there decides in which languages it is told.

        Raises:
            UnknownTopicError: No topic is called so.
            BadValueError: A day or moment that nobody can read, or the last before the first.
        """
        now = self._clock()
        moment = past_moment(at, self._zone, now) if at else now
        found, begin, end = self.asked(topic, first=first, last=last, guild_id=guild_id, moment=moment)
        end = min(end, self._date(moment)) if end else None

        def told() -> Timeline:
            languages = self._briefer.read_in(channel_id, found, guild_id) if channel_id is not None else ()
            return self._briefer.timeline(found, at=moment, zone=self._zone, first=begin, last=end, languages=languages)

        return await asyncio.to_thread(told)

    def asked(
        self, topic: str, *, first: str | None, last: str | None, guild_id: int | None, moment: datetime | None = None
    ) -> tuple[Topic, date | None, date | None]:
        """What is meant by it, seen from a moment; raises as `timeline` does, before anything is read."""
        found = self._catalogue.find(topic, guild_id)
        begin, end = parse_first_and_last(first, last)
        if first and begin and begin > self._date(moment or self._clock()):
            raise BadValueError("“{text}” lies in the future", text=first)
        return found, begin, end

    def _date(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self._zone)).date()
