"""Ask for a briefing now, or see one again."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.actions.asker import Asker
from bot.actions.times import parse_span, past_moment
from bot.briefing.compose import budget_of
from bot.clock import Clock
from bot.errors import BadValueError, Phrase, UnknownBriefingError
from bot.model import Briefing, Length, Topic
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue
from bot.storage import LOOKED_KEY, SAID_KEY, Storage

SINCE_LAST_LOOK = Phrase("since my last look")
"""A window that begins where the person last asked for a briefing on the topic."""

LONGEST_ASKED = timedelta(days=31)
"""How far back anybody in a channel may have the bot look; the command line is its operator's."""


class _Look(NamedTuple):
    """When a person last looked, and the last article that had come by then (None in what older versions kept)."""

    at: datetime
    read_to: int | None


class BriefingActions:
    """Briefings on demand.

    Args:
        window: How far a briefing looks back where nobody says.
        zone: What a moment without a zone is meant in.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        catalogue: Catalogue,
        briefer: Briefer,
        clock: Clock,
        window: timedelta,
        zone: str,
    ) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._briefer = briefer
        self._clock = clock
        self._window = window
        self._zone = zone

    async def brief(
        self,
        topic: str,
        *,
        window: str | None = None,
        at: str | None = None,
        asker: Asker | None = None,
        length: Length = Length.NORMAL,
    ) -> Briefing:
        """The briefing on a topic, kept so that its buttons work later.

        Args:
            topic: Id, name or alias.
            window: How far back ("24h", "3d"), a day ("2023-09-20"), or `SINCE_LAST_LOOK`.
            at: As of when; now where it is None.
            asker: In Discord, what their channel was told before decides what is new.
            length: How much is told.

        Raises:
            UnknownTopicError: No topic is called so.
            BadValueError: A window or moment that nobody can follow.
        """
        found = self._catalogue.find(topic, asker.guild_id if asker else None)
        now = self._clock()
        moment = past_moment(at, self._zone, now) if at else now
        since, until = moment - self._window, moment
        look = None
        if asker and _is_last_look(window):
            look = await asyncio.to_thread(self._last_look, asker, found)
            since = max(look.at, moment - LONGEST_ASKED) if look else since
        elif window:
            since, until = parse_span(window, self._zone, moment)
        if asker and until - since > LONGEST_ASKED:
            raise BadValueError("“{window}” is too long to look back; here 31d is the most", window=window)
        words = budget_of(length)
        if asker is None:
            return await asyncio.to_thread(lambda: self._briefer.brief(found, at=until, since=since, words=words))
        # Who looks at a day that is over has not looked at what came after it.
        is_a_look = until >= now
        return await asyncio.to_thread(
            lambda: self._brief(found, since, until, asker, words, look=look, is_a_look=is_a_look)
        )

    def today(self, at: str | None = None) -> date:
        """The day that it is where windows are meant, or that it was as of a moment; raises as `brief` does of one."""
        now = self._clock()
        moment = past_moment(at, self._zone, now) if at else now
        return moment.astimezone(ZoneInfo(self._zone)).date()

    def check_window(self, window: str | None) -> None:
        """Refuse a window that nobody can follow.

        Raises:
            BadValueError: It says what can be written.
        """
        if window and not _is_last_look(window):
            parse_span(window, self._zone, self._clock())

    async def kept(self, briefing_id: str) -> Briefing:
        """A briefing that was told before, as it was told.

        Raises:
            UnknownBriefingError: It is not kept any more.
        """
        briefing = await asyncio.to_thread(self._storage.briefing, briefing_id)
        if briefing is None:
            raise UnknownBriefingError(
                "This message is older than what is kept of briefings, so nothing more can be shown of it; "
                "ask for a new one with /brief."
            )
        return briefing

    async def last_said(self, channel_id: int, topic_ids: Collection[str] = ()) -> Briefing:
        """The briefing that a channel saw last, asked for or by subscription.

        Args:
            topic_ids: On one of these, where it saw such a one.

        Raises:
            UnknownBriefingError: There is none, or it is not kept any more.
        """
        briefing = await asyncio.to_thread(self._last_said, channel_id, topic_ids)
        if briefing is None and topic_ids:
            briefing = await asyncio.to_thread(self._last_said, channel_id, ())
        if briefing is None:
            raise UnknownBriefingError("Nothing has been told here yet; ask for a briefing with /brief.")
        return briefing

    def _brief(
        self,
        topic: Topic,
        since: datetime,
        at: datetime,
        asker: Asker,
        words: int,
        *,
        look: _Look | None,
        is_a_look: bool,
    ) -> Briefing:
        read_to = self._storage.last_number()  # before anything is looked at
        channel_id = asker.channel_id
        told = self._storage.last_told(channel_id, topic.id, at)
        muted = self._storage.muted_stories([channel_id]).get(channel_id, frozenset())
        briefing = self._briefer.brief(
            topic,
            at=at,
            since=since,
            told=told,
            missed_since=look.at if look else None,
            read_to=look.read_to if look else None,
            muted=muted,
            languages=self._briefer.read_in(channel_id, topic, asker.guild_id),
            words=words,
        )
        self._storage.save_briefing(briefing)
        if is_a_look:
            self._storage.set_state(LOOKED_KEY.format(asker.user_id, topic.id), f"{at.isoformat()} {read_to}")
        self._storage.set_state(SAID_KEY.format(channel_id, topic.id), f"{self._clock().isoformat()} {briefing.id}")
        return briefing

    def _last_said(self, channel_id: int, topic_ids: Collection[str]) -> Briefing | None:
        """The last one on any of these topics; on any at all where there are none."""
        of_channel = SAID_KEY.format(channel_id, "")
        asked = self._storage.states(of_channel)
        told = [value.split() for key, value in asked.items() if not topic_ids or key[len(of_channel) :] in topic_ids]
        last = max(((datetime.fromisoformat(at), briefing_id) for at, briefing_id in told), default=None)
        sent = self._storage.last_delivered(channel_id, topic_ids)
        latest = max(filter(None, (last, sent)), default=None)
        return self._storage.briefing(latest[1]) if latest else None

    def _last_look(self, asker: Asker, topic: Topic) -> _Look | None:
        looked = self._storage.state(LOOKED_KEY.format(asker.user_id, topic.id))
        if not looked:
            return None
        at, _, read_to = looked.partition(" ")
        return _Look(datetime.fromisoformat(at), int(read_to) if read_to else None)


def _is_last_look(window: str | None) -> bool:
    return window is not None and window.strip().casefold() == SINCE_LAST_LOOK
