"""Subscribe a channel to topics, change that, and end it again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Set
from dataclasses import replace
from datetime import datetime
from typing import Any, Unpack

from bot.actions.asker import Asker
from bot.actions.ended import EndedLately, LatelyEnded
from bot.actions.guilds import zone_key
from bot.actions.several import parts, topics_meant
from bot.actions.subscribed import SENDS_SHOWN, SubscribedTopic, subscribed_topics, subscription_meant
from bot.actions.times import parse_local_time
from bot.actions.wishes import Wishes, must_be_loud, read_wishes
from bot.clock import Clock
from bot.errors import BadValueError, NotAllowedError, NotFoundError, Phrase, UnknownTopicError
from bot.model import Briefing, Topic
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.enqueue import Enqueuer, SentNow
from bot.pipeline.hours import NextSends
from bot.pipeline.notices import PAUSED_BY_HAND
from bot.storage import PREFERENCES, ZONE_KEY, Preferences, Storage, Subscription

USUAL_TIME = "08:00"
"""When a channel is told where nobody says."""

CHANGE_SUBSCRIPTIONS = Phrase("change subscriptions")
_MOST_AT_ONCE = 10


class SubscriptionActions:
    """What a channel is told, and when.

    Args:
        zone: Where a person names none, and their guild has none or they have used none before.
        next_sends: The calendar.
        enqueuer: Composes what is sent at once or only shown.
        most: Says how many subscriptions a server may have.
        most_private: And how many a person in their private chat.
    """

    def __init__(
        self,
        *,
        storage: Storage,
        catalogue: Catalogue,
        clock: Clock,
        zone: str,
        next_sends: NextSends,
        enqueuer: Enqueuer,
        most: Callable[[], int],
        most_private: Callable[[], int],
    ) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._clock = clock
        self._zone = zone
        self._next_sends = next_sends
        self._enqueuer = enqueuer
        self._most = most
        self._most_private = most_private
        self._changing = asyncio.Lock()
        self._ended = EndedLately()

    async def subscribe(
        self,
        asker: Asker,
        topics: str,
        times: str = USUAL_TIME,
        *,
        usual_language: str = "en",
        asked_in: int | None = None,
        **wishes: Unpack[Wishes],
    ) -> tuple[SubscribedTopic, ...]:
        """Tell a channel, the asker's own unless another is named, about topics at some hours.

        What it is told already at one of these keeps whatever is not wished otherwise, and runs again if it was paused.
        The first zone that is named in a server is that of the server.

        Args:
            topics: One, or several with commas between them.
            times: Likewise.
            usual_language: Of the frame, where nobody says.
            asked_in: The guild in which somebody asks to be told privately.

        Raises:
            NotAllowedError: A topic is that guild's own; they may not manage the guild they ask for; or there would be
                more subscriptions than it, or they in their private chat, may have.
            UnknownTopicError: No topic is called so, or it has just been removed.
            BadValueError: No such time, zone, day, quiet hours or language, or a time lies in these hours.
        """
        asker.must_manage(Phrase("subscribe a channel"))
        try:
            found = topics_meant(self._catalogue, topics, asker.guild_id, at_most=_MOST_AT_ONCE)
        except UnknownTopicError:
            self._must_not_be_own(topics, asked_in)
            raise
        hours = list(dict.fromkeys(parse_local_time(time) for time in parts(times)))
        wished = read_wishes(wishes)
        for hour in hours:
            must_be_loud(hour, wished.get("quiet_hours", ""))
        if len(found) * len(hours) > _MOST_AT_ONCE:
            raise BadValueError.count(
                len(found) * len(hours),
                "This is {n} subscription; make at most {most} at once.",
                "These are {n} subscriptions; make at most {most} at once.",
                most=_MOST_AT_ONCE,
            )
        async with self._changing:  # else two who subscribe at once may have more than they may together
            channel_id = wished.pop("channel_id", asker.channel_id)
            return await asyncio.to_thread(
                lambda: self._subscribe(
                    asker, channel_id, found, hours, wished, usual_language=usual_language, asked_in=asked_in
                )
            )

    async def one(self, asker: Asker, which: str) -> SubscribedTopic:
        """The subscription that a person means, by its number or its topic.

        Raises:
            NotAllowedError: They may not manage the guild.
            NotFoundError: There is none, or several.
        """
        asker.must_manage(CHANGE_SUBSCRIPTIONS)
        return await asyncio.to_thread(self._one, asker, which)

    async def edit(
        self, asker: Asker, which: str, *, time: str | None = None, **wishes: Unpack[Wishes]
    ) -> SubscribedTopic:
        """Change what is named, and leave the rest of a subscription as it is.

        Raises:
            NotAllowedError: They may not manage the guild.
            NotFoundError: There is none, or several.
            BadValueError: No such time, zone, day, quiet hours or language; the time lies in these hours; or the
                channel has the same already.
        """
        async with self._changing:  # else one of two who change different things at once undoes the other's
            return await self._edit((await self.one(asker, which)).subscription, time, wishes)

    async def _edit(self, before: Subscription, time: str | None, wishes: Wishes) -> SubscribedTopic:
        wished = read_wishes(wishes)
        if "role_id" in wished:
            wished["role_id"] = wished["role_id"] or None
        changed = replace(before, time=parse_local_time(time) if time else before.time, **wished)
        must_be_loud(changed.time, changed.quiet_hours)
        runs_again = changed.channel_id != before.channel_id and before.paused_reason not in (None, PAUSED_BY_HAND)
        if runs_again:  # it was for the channel that it was paused
            changed = replace(changed, paused_reason=None)
        if runs_again or (changed.time, changed.timezone, changed.days) != (before.time, before.timezone, before.days):
            changed = self._from_next_hour(changed)
        is_moved = changed.channel_id != before.channel_id
        return await asyncio.to_thread(self._change, changed, is_moved=is_moved)

    async def pause(self, asker: Asker, which: str) -> SubscribedTopic:
        """Send nothing until it is resumed; raises as `one` does."""
        async with self._changing:
            found = await self.one(asker, which)
            return await asyncio.to_thread(self._pause, found.subscription)

    async def resume(self, asker: Asker, which: str) -> SubscribedTopic:
        """Send again from the next hour on; raises as `one` does."""
        async with self._changing:
            found = await self.one(asker, which)
            return await asyncio.to_thread(
                self._change, self._from_next_hour(replace(found.subscription, paused_reason=None))
            )

    async def remove(self, asker: Asker, which: str) -> tuple[SubscribedTopic, datetime]:
        """End a subscription; until when `put_back` makes up for a slip. Raises as `one` does."""
        async with self._changing:
            found = await self.one(asker, which)
            return found, await asyncio.to_thread(self._remove, found.subscription)

    async def put_back(self, asker: Asker, number: int) -> SubscribedTopic:
        """Let a subscription go on that was ended lately, just as it was; one that stands is told as it is.

        Raises:
            NotAllowedError: They may not manage the guild, or it has as many by now as it may have.
            NotFoundError: It was not ended lately, or not there.
            UnknownTopicError: Its topic has been removed since.
            BadValueError: Its channel is told the same at that hour by another.
        """
        asker.must_manage(CHANGE_SUBSCRIPTIONS)
        async with self._changing:
            return await asyncio.to_thread(self._put_back, asker, number)

    async def preview(self, asker: Asker, which: str) -> tuple[Subscription, Briefing]:
        """What its channel would be told now; raises as `one` does.

        Raises:
            UnknownTopicError: Its topic is gone.
        """
        found = await self.one(asker, which)
        topic, subscription = self._topic_of(found), found.subscription
        return subscription, await asyncio.to_thread(self._enqueuer.preview, subscription, topic, self._clock())

    async def send_now(self, asker: Asker, which: str) -> SubscribedTopic:
        """Send what there is once more than its hours say; raises as `one` does.

        Raises:
            BadValueError: It has just been sent, or nothing is new that a story's post could be told.
            UnknownTopicError: Its topic is gone.
        """
        found = await self.one(asker, which)
        self._topic_of(found)
        match await self._enqueuer.send_now(found.subscription, self._clock()):
            case SentNow.NOTHING_NEW:
                raise BadValueError("Nothing is new, so there is nothing to post.")
            case SentNow.QUEUED_BEFORE:
                raise BadValueError("This was asked for a moment ago already; if nothing comes, ask again in a minute.")
        return found

    async def of_channel(self, channel_id: int) -> tuple[SubscribedTopic, ...]:
        """What a channel is told, by hour."""
        return await asyncio.to_thread(lambda: self._shown(self._storage.subscriptions(channel_id=channel_id)))

    async def of_guild(self, guild_id: int) -> tuple[SubscribedTopic, ...]:
        """What all channels of a guild are told."""
        return await asyncio.to_thread(lambda: self._shown(self._storage.subscriptions(guild_id=guild_id)))

    async def elsewhere(self, asker: Asker) -> int:
        """How many they have made that are not listed here: in a guild private ones, privately those of guilds."""
        made = await asyncio.to_thread(self._storage.subscriptions, created_by=asker.user_id)
        return sum((each.guild_id is None) is not (asker.guild_id is None) for each in made)

    async def whose_reads(self, channel_id: int) -> SubscribedTopic | None:
        """By which of its subscriptions a channel is quoted on topics that it has none on (`Briefer.read_in`).

        None where none says what is read.
        """
        return next((each for each in await self.of_channel(channel_id) if each.subscription.reads), None)

    def _subscribe(
        self,
        asker: Asker,
        channel_id: int,
        topics: list[Topic],
        hours: list[str],
        wished: dict[str, Any],
        *,
        usual_language: str,
        asked_in: int | None,
    ) -> tuple[SubscribedTopic, ...]:
        there = {_place(each): each for each in self._of(asker)}
        self._must_have_room(asker, there.keys(), {(channel_id, topic.id, time) for topic in topics for time in hours})
        known_zone = self._storage.state(zone_key(asker))
        zone_there = self._storage.state(ZONE_KEY.format(asked_in)) if asked_in else None
        usual_zone = wished.get("timezone") or known_zone or zone_there or self._zone
        usual = {"timezone": usual_zone, "language": usual_language}
        made = [
            self._tell_at(
                asker,
                channel_id,
                topic,
                time,
                before=there.get((channel_id, topic.id, time)),
                usual=usual,
                wished=wished,
            )
            for topic in topics
            for time in hours
        ]
        sets_zone = "timezone" in wished and asker.guild_id is not None and known_zone is None
        if sets_zone or ("timezone" in wished and asker.guild_id is None):  # a server's is changed by its settings
            self._storage.set_state(zone_key(asker), usual_zone)
        return tuple(replace(each, sets_zone=sets_zone) for each in made)

    def _tell_at(
        self,
        asker: Asker,
        channel_id: int,
        topic: Topic,
        time: str,
        *,
        before: Subscription | None,
        usual: dict[str, Any],
        wished: dict[str, Any],
    ) -> SubscribedTopic:
        """Tell a channel of a topic at an hour, as is wished, else as before, else as is usual."""
        now = self._clock()
        as_before = {name: getattr(before, name) for name in PREFERENCES} if before else {}
        preferences = Preferences(**usual | as_before | wished)
        sends = self._next_sends(time, preferences.timezone, now, SENDS_SHOWN, preferences.days)
        kept = self._storage.subscribe(
            guild_id=asker.guild_id,
            channel_id=channel_id,
            topic_id=topic.id,
            time=time,
            created_by=asker.user_id,
            next_due_at=sends[0],
            now=now,
            preferences=preferences,
            made=topic if self._catalogue.is_made(topic.id) else None,
        )
        changed_from = before if before and _differ(before, kept.subscription) else None
        return SubscribedTopic(kept.subscription, topic, sends, kept.is_new, changed_from)

    def _must_not_be_own(self, topics: str, guild_id: int | None) -> None:
        """Refuse, to be told privately, what is a guild's own: nobody knows when a member leaves it."""
        if guild_id is None:
            return
        own = {topic.id for topic in self._catalogue.own(guild_id)}
        meant = topics_meant(self._catalogue, topics, guild_id, at_most=_MOST_AT_ONCE)
        if topic := next((topic for topic in meant if topic.id in own), None):
            raise NotAllowedError(
                "“{topic}” is this server's own topic: it is told in the server's channels alone, since I am not told"
                " when a member leaves. /brief tells it here at any time.",
                topic=topic.called,
            )

    def _must_have_room(
        self, asker: Asker, there: Set[tuple[int, str, str]], wanted: Set[tuple[int, str, str]]
    ) -> None:
        """Refuse what would be too many; channel, topic and hour that are subscribed already take no room."""
        most = self._most_private() if asker.guild_id is None else self._most()
        if wanted <= there or len(there | wanted) <= most:
            return
        if asker.guild_id is None:
            raise NotAllowedError.count(
                most,
                "You may have {n} private subscription; end one with /subscriptions remove first.",
                "You may have {n} private subscriptions; end one with /subscriptions remove first.",
            )
        raise NotAllowedError.count(
            most,
            "This server may have {n} subscription; end one with /subscriptions remove first.",
            "This server may have {n} subscriptions; end one with /subscriptions remove first.",
        )

    def _change(self, changed: Subscription, *, is_moved: bool = False) -> SubscribedTopic:
        for other in self._storage.subscriptions(channel_id=changed.channel_id):
            same = (other.topic_id, other.time) == (changed.topic_id, changed.time)
            if same and other.id != changed.id:
                raise BadValueError("That channel is told about this topic at this hour already.")
        keep = self._enqueuer.move if is_moved else self._storage.change_subscription
        kept = keep(changed, now=self._clock())
        if kept is None:
            raise NotFoundError("This subscription has been ended meanwhile.")
        return self._shown((kept,))[0]

    def _remove(self, subscription: Subscription) -> datetime:
        now, topic_id = self._clock(), subscription.topic_id
        ended = self._storage.unsubscribe(subscription.id, now=now)
        if ended is None:
            raise NotFoundError("This subscription has been ended meanwhile.")
        made = self._catalogue.get(topic_id) if self._catalogue.is_made(topic_id) else None
        return self._ended.keep(LatelyEnded(subscription, ended, made), now)

    def _put_back(self, asker: Asker, number: int) -> SubscribedTopic:
        there = {each.id: each for each in self._of(asker)}
        if number not in there:
            lately = self._ended.find(asker, number, self._clock())
            self._must_have_room(asker, set(map(_place, there.values())), {_place(lately.subscription)})
            back = self._storage.put_back(lately.ended, made=lately.made)
            if back is None:
                raise BadValueError("That channel is told about this topic at this hour already.")
            there[number] = back
        return self._shown((there[number],))[0]

    def _pause(self, subscription: Subscription) -> SubscribedTopic:
        paused = self._change(replace(subscription, paused_reason=PAUSED_BY_HAND))
        self._storage.give_up_paused(subscription.id, now=self._clock())
        return paused

    def _from_next_hour(self, changed: Subscription) -> Subscription:
        """With its next hour, whichever was due before."""
        sends = self._next_sends(changed.time, changed.timezone, self._clock(), 1, changed.days)
        return replace(changed, next_due_at=sends[0])

    def _one(self, asker: Asker, which: str) -> SubscribedTopic:
        return subscription_meant(which, self._shown(self._of(asker)), asker, self._catalogue)

    def _of(self, asker: Asker) -> tuple[Subscription, ...]:
        if asker.guild_id is None:
            return self._storage.subscriptions(channel_id=asker.channel_id)
        return self._storage.subscriptions(guild_id=asker.guild_id)

    def _topic_of(self, found: SubscribedTopic) -> Topic:
        topic = self._catalogue.get(found.subscription.topic_id)
        if topic is None:
            raise UnknownTopicError("The topic of this subscription is gone; end it with /subscriptions remove.")
        return topic

    def _shown(self, subscriptions: tuple[Subscription, ...]) -> tuple[SubscribedTopic, ...]:
        return subscribed_topics(
            subscriptions, catalogue=self._catalogue, next_sends=self._next_sends, now=self._clock()
        )


def _place(subscription: Subscription) -> tuple[int, str, str]:
    """What two subscriptions cannot share: channel, topic and hour."""
    return subscription.channel_id, subscription.topic_id, subscription.time


def _differ(one: Subscription, other: Subscription) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in (*PREFERENCES, "paused_reason"))
