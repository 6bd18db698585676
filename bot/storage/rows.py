"""Subscriptions, deliveries and posts, as several modules of storage take them and hand them back.

What one module alone hands back stands there.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from bot.model import Briefing, Length, Posts

EVERY_DAY = "1234567"
"""Every ISO weekday."""
ASKED_FOR = "+"
"""What the slot of a delivery begins with that answers no hour; no hour begins so."""
UNSUBSCRIBED, PAUSED, MOVED, BOT_LEFT = NOBODY_WAITS = (
    "unsubscribed",
    "paused by hand",
    "its subscription moved to another channel",
    "the bot left the server",
)
"""Why a delivery was given up that nobody waits for any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How a channel wishes to be told: what of a subscription a person may choose, beside its topic, hour and channel.

    Attributes:
        timezone: IANA name.
        days: ISO weekdays, "1234567" for every day.
        skip_quiet: Whether a day without news is passed over.
        role_id: The one role that its briefings mention.
        length: How much of them is told at once.
        language: Of their frame, two letters.
        posts: What begins a post, where the channel is a forum.
        quiet_hours: When nothing is posted for it, "22:00-07:00" by the clocks of its zone; "" for never.
        reads: The languages that its readers read, two letters each, the first first: "pl,en"; "" for those of the
            settings.
    """

    timezone: str
    days: str = EVERY_DAY
    skip_quiet: bool = False
    role_id: int | None = None
    length: Length = Length.NORMAL
    language: str = "en"
    posts: Posts = Posts.DAY
    quiet_hours: str = ""
    reads: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """What its readers read; empty where it does not say."""
        return tuple(self.reads.split(",")) if self.reads else ()


PREFERENCES = tuple(field.name for field in fields(Preferences))
"""What they are called, wherever a subscription is made of them or taken apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription(Preferences):
    """A channel's wish to be told about a topic at an hour of some days.

    Attributes:
        guild_id: None for somebody's private chat.
        time: Local time of day, "HH:MM".
        paused_reason: Why nothing is sent; None while it runs.
    """

    id: int
    guild_id: int | None
    channel_id: int
    topic_id: str
    time: str
    created_by: int
    created_at: datetime
    next_due_at: datetime
    paused_reason: str | None = None

    @property
    def is_silent_when_quiet(self) -> bool:
        """Whether nothing is sent without news: no story has a post for that."""
        return self.skip_quiet or self.posts is Posts.STORY


class Answer(NamedTuple):
    """An hour of a subscription that a briefing answers.

    Attributes:
        local_date: With `slot` ("HH:MM") the hour.
        nonce: At most 25 characters, this delivery's alone.
        due_at: When the hour was.
    """

    subscription_id: int
    local_date: date
    slot: str
    nonce: str
    due_at: datetime
    next_due_at: datetime


class DeliveryState(StrEnum):
    """Where a delivery is in its life: pending → claimed → sent, failed, or pending again."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One briefing on its way to one channel.

    Attributes:
        subscription_id: None once the subscription is gone.
        local_date: With `slot` ("HH:MM") the hour of the subscription that it answers, or the minute in which somebody
            asked for it ("+HHMM").
        nonce: At most 25 characters; the same at every try.
        due_at: When it should have been there.
        try_at: When it may be claimed next; while it is claimed, when the claim runs out.
        attempts: Claims so far; from the second on it may be there already: look in the channel before sending.
        ended_at: When it was sent or given up.
        held_until: When the quiet hours end for which it last waited.
        role_id: The role that its subscription calls.
        length: How much of it is told at once.
        language: Of its frame.
        posts: What begins a post, where the channel is a forum.
        quiet_hours: Of its subscription, by the clocks of `timezone`.
        timezone: IANA name.
    """

    id: int
    subscription_id: int | None
    local_date: date
    slot: str
    guild_id: int | None
    channel_id: int
    topic_id: str
    briefing: Briefing
    nonce: str
    state: DeliveryState
    due_at: datetime
    try_at: datetime
    attempts: int = 0
    error: str | None = None
    message_ids: tuple[int, ...] = ()
    ended_at: datetime | None = None
    role_id: int | None = None
    length: Length = Length.NORMAL
    language: str = "en"
    posts: Posts = Posts.DAY
    quiet_hours: str = ""
    timezone: str = "UTC"
    held_until: datetime | None = None

    @property
    def is_asked_for(self) -> bool:
        """Whether somebody wants it now, beside the hours of its subscription."""
        return self.slot.startswith(ASKED_FOR)


class ForumPostState(StrEnum):
    """What became of a story's post."""

    OPEN = "open"
    MERGED = "merged"
    """Its story goes on in another post, and it says so."""
    DELETED = "deleted"
    """By somebody who does not want it."""


@dataclass(frozen=True, slots=True)
class ForumPost:
    """The post that tells a story in a forum.

    Attributes:
        story_id: What the story was called when the post was opened; it may have been merged or split since.
        thread_id: The post, and its first message.
        delivery_id: What it was last told by; 0 where that is not known.
        told_at: When.
        called: What the story is called by now; None where nobody knows. It is not kept, but known by its articles.
    """

    channel_id: int
    topic_id: str
    story_id: str
    guild_id: int | None
    thread_id: int
    state: ForumPostState
    delivery_id: int
    told_at: datetime
    called: str | None = None
