"""What storage takes and hands back beside the values of `bot.model`; each is named for its moment in life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from bot.model import Article, Briefing, Correction, FeedProfile, Length, Placement, Posts, Topic, TopicMatch

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


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article with all that the pipeline found out about it.

    Attributes:
        vector: What it means; None where no model has read it.
    """

    article: Article
    matches: Sequence[TopicMatch] = ()
    placement: Placement | None = None
    vector: Vector | None = None


@dataclass(frozen=True, slots=True)
class Vector:
    """What an article means, and the model that says so."""

    model: str
    kept: bytes


@dataclass(frozen=True, slots=True)
class Added:
    """What of a batch was new, and what had been edited since; in order of ids."""

    new_ids: tuple[str, ...]
    changed_ids: tuple[str, ...]


class KnownArticle(NamedTuple):
    """Of an article that is stored: its `content_hash`, and the feed it first came by (None for seeds)."""

    content_hash: str
    feed_url: str | None


class Version(NamedTuple):
    """An article as it read for a while.

    Attributes:
        number: Counted from 1 for each article.
        since: None where it was the first to be read.
        until: When the next one took its place.
    """

    number: int
    article: Article
    since: datetime | None
    until: datetime


class ToldBefore(NamedTuple):
    """An article as which its feed has told one before, under another address.

    Attributes:
        is_edited: It says something else now.
        in_its_place: Its feed tells this one in the place of the other, which is known by the address of this one then.
    """

    article_id: str
    is_edited: bool
    in_its_place: bool = False


@dataclass(frozen=True, slots=True)
class StoredTopic:
    """A topic that was made in Discord; without a guild it is everyone's."""

    topic: Topic
    guild_id: int | None
    created_by: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """A person's word that is kept.

    Attributes:
        moved: The story that each article which it moved was in before, by article id.
        guild_id: Where it was said; None where whoever runs the bot said it.
        made_by: Who said it; None at the command line.
    """

    id: int
    correction: Correction
    moved: Mapping[str, str]
    guild_id: int | None
    made_by: int | None
    made_at: datetime


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


@dataclass(frozen=True, slots=True)
class Subscribed:
    """The subscription as it now stands; `is_new` is False where the channel had one at this hour."""

    subscription: Subscription
    is_new: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """A subscription that has been ended, with all that it takes to put it back.

    Attributes:
        row: As it stood, by column.
        delivery_ids: All its deliveries, which do not name it any more.
        unsent: How those of them stood that were given up with it, by column.
    """

    row: Mapping[str, Any]
    delivery_ids: Sequence[int]
    unsent: Sequence[Mapping[str, Any]]


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


@dataclass(frozen=True, slots=True)
class Publication:
    """A message that is to be published to those who follow its channel.

    Attributes:
        due_at: When its briefing should have been there.
        try_at: When it may be claimed next.
        attempts: Claims so far.
    """

    delivery_id: int
    channel_id: int
    message_id: int
    due_at: datetime
    try_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What a search keeps to, beside its words.

    Attributes:
        sources: Of these, one is part of the publisher's name or of the host; empty for any.
        languages: Two letters each; empty for any.
        after: Told after this; with it or `before` what has no date is left out.
        before: Told before this.
        until: Nothing that was told later; what has no date stays.
        without_sources: None of these, named as `sources` are.
        without_languages: Nothing in these.
    """

    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    after: datetime | None = None
    before: datetime | None = None
    until: datetime | None = None
    without_sources: tuple[str, ...] = ()
    without_languages: tuple[str, ...] = ()


ANYTHING = SearchFilter()
"""Keeps to nothing."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article that a search found; the greater the rank, the better, comparable within one search."""

    article: Article
    rank: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is remembered."""

    articles: int
    feeds: int
    feeds_failing: int
    subscriptions: int
    briefings_sent: int
    last_refresh_at: datetime | None


@dataclass(frozen=True, slots=True)
class Activity:
    """What came of a stretch of time, and what waits at its end.

    Attributes:
        articles: News of feeds that was read.
        opened: Of what was read, the articles that opened a story; `joined` those that joined one.
        sent: Briefings that reached their channel; `late` of them later than was allowed for.
        slowest: How long the latest of the late ones was under way after its hour.
        given_up: How many briefings were given up for each reason, the most frequent first; not those that nobody
            waits for any more.
        waiting: Briefings whose hour came before the end and that are not sent.
        waiting_since: The earliest of their hours, and why that one waits, where a try has said so.
    """

    articles: int
    opened: int
    joined: int
    sent: int
    late: int
    slowest: timedelta
    given_up: tuple[tuple[str, int], ...]
    waiting: int
    waiting_since: datetime | None
    waiting_reason: str | None
