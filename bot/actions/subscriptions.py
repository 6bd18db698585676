"""Subscribe a channel to a topic, and end that again."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.actions.asker import Asker
from bot.actions.times import parse_local_time, parse_zone
from bot.clock import Clock
from bot.errors import UnknownSubscriptionError
from bot.model import Topic
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.enqueue import NextSends
from bot.storage import Storage, Subscription

USUAL_TIME = "08:00"
"""When a channel is told where nobody says."""

_SENDS_SHOWN = 5
_ZONE_KEY = "subscriptions.zone.{}"


@dataclass(frozen=True, slots=True)
class SubscribedTopic:
    """A subscription as its channel sees it.

    Attributes:
        topic_name: What the topic is called; its id where it is gone.
        next_sends: The next times that it goes out; empty while it is paused.
        is_new: False where the channel was told at this hour already.
    """

    subscription: Subscription
    topic_name: str
    next_sends: tuple[datetime, ...]
    is_new: bool = False


class SubscriptionActions:
    """What a channel is told every day.

    Args:
        zone: Where a person names none and their guild has used none before.
        next_sends: The calendar.
    """

    def __init__(
        self, *, storage: Storage, catalogue: Catalogue, clock: Clock, zone: str, next_sends: NextSends
    ) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._clock = clock
        self._zone = zone
        self._next_sends = next_sends

    async def subscribe(
        self,
        asker: Asker,
        topic: str,
        time: str = USUAL_TIME,
        timezone: str | None = None,
        *,
        channel_id: int | None = None,
    ) -> SubscribedTopic:
        """Tell a channel, the asker's own unless another is named, about a topic every day.

        Raises:
            NotAllowedError: They may not manage the guild.
            UnknownTopicError: No topic is called so.
            BadValueError: No such time or zone.
        """
        asker.must_manage("subscribe a channel")
        found = self._catalogue.find(topic, asker.guild_id)
        local_time = parse_local_time(time)
        zone = parse_zone(timezone) if timezone else await asyncio.to_thread(self._usual_zone, asker)
        return await asyncio.to_thread(self._subscribe, asker, found, local_time, zone, channel_id or asker.channel_id)

    async def unsubscribe(self, asker: Asker, topic: str, *, channel_id: int | None = None) -> list[SubscribedTopic]:
        """End what a channel is told about a topic, at whatever hours.

        Args:
            topic: Id, name or alias, also of a topic that is gone.

        Returns:
            What was ended.

        Raises:
            NotAllowedError: They may not manage the guild.
            UnknownSubscriptionError: The channel is not told about it.
        """
        asker.must_manage("end a subscription")
        return await asyncio.to_thread(self._unsubscribe, asker, topic, channel_id or asker.channel_id)

    async def of_channel(self, channel_id: int) -> tuple[SubscribedTopic, ...]:
        """What a channel is told, by hour."""
        return await asyncio.to_thread(lambda: self._shown(self._storage.subscriptions(channel_id=channel_id)))

    async def of_guild(self, guild_id: int) -> tuple[SubscribedTopic, ...]:
        """What all channels of a guild are told."""
        return await asyncio.to_thread(lambda: self._shown(self._storage.subscriptions(guild_id=guild_id)))

    def _subscribe(self, asker: Asker, topic: Topic, time: str, zone: str, channel_id: int) -> SubscribedTopic:
        now = self._clock()
        sends = self._next_sends(time, zone, now, _SENDS_SHOWN)
        subscribed = self._storage.subscribe(
            guild_id=asker.guild_id,
            channel_id=channel_id,
            topic_id=topic.id,
            time=time,
            timezone=zone,
            created_by=asker.user_id,
            next_due_at=sends[0],
            now=now,
        )
        self._storage.set_state(_zone_key(asker), zone)
        return SubscribedTopic(subscribed.subscription, topic.name, sends, subscribed.is_new)

    def _unsubscribe(self, asker: Asker, topic: str, channel_id: int) -> list[SubscribedTopic]:
        there = self._shown(self._storage.subscriptions(channel_id=channel_id))
        if not there:
            raise UnknownSubscriptionError("This channel has no subscription.")
        wanted = {topic.strip().casefold()}
        if any(found.subscription.topic_id not in wanted for found in there):
            wanted |= self._ids_meant(topic, asker)
        ended = [found for found in there if found.subscription.topic_id in wanted]
        if not ended:
            names = " and ".join(dict.fromkeys(found.topic_name for found in there))
            raise UnknownSubscriptionError(f"This channel has no subscription to that; it is told about {names}.")
        now = self._clock()
        for found in ended:
            self._storage.unsubscribe(found.subscription.id, now=now)
        return ended

    def _ids_meant(self, topic: str, asker: Asker) -> set[str]:
        suggested = self._catalogue.suggest(topic, asker.guild_id, limit=1)
        return {found.id for found in suggested if topic.strip()}

    def _usual_zone(self, asker: Asker) -> str:
        return self._storage.state(_zone_key(asker)) or self._zone

    def _shown(self, subscriptions: tuple[Subscription, ...]) -> tuple[SubscribedTopic, ...]:
        now = self._clock()
        shown = []
        for each in subscriptions:
            topic = self._catalogue.get(each.topic_id)
            sends = () if each.paused_reason else self._next_sends(each.time, each.timezone, now, _SENDS_SHOWN)
            shown.append(SubscribedTopic(each, topic.name if topic else each.topic_id, sends))
        return tuple(shown)


def _zone_key(asker: Asker) -> str:
    return _ZONE_KEY.format(asker.guild_id or f"user.{asker.user_id}")
