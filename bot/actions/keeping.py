"""Keep a copy of everything, or of what people made, and bring it back."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfoNotFoundError

from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError

from bot.actions.guilds import MadeGuild, keep_made_guild, made_guilds
from bot.actions.reading import parse_languages
from bot.actions.times import parse_local_time, parse_quiet_hours
from bot.actions.wishes import must_be_loud
from bot.actions.zones import known_zone
from bot.clock import Clock
from bot.errors import BadValueError
from bot.model import Correction, Length, Posts, Topic
from bot.pipeline.hours import NextSends
from bot.pipeline.receipt import doubt_receipts
from bot.sources.addresses import check_url
from bot.storage import EVERY_DAY, PREFERENCES, ForumPost, ForumPostState, Preferences, Storage
from bot.topics.packs import topic_from_mapping, topic_to_mapping

_Id = Annotated[int, Field(ge=0, lt=2**63)]  # what a database takes


@dataclass(frozen=True, slots=True)
class MadeFeed:
    """A feed that is read.

    Attributes:
        full_text: Whether its articles are read from their pages; None in what older versions wrote.
    """

    url: str
    title: str | None = None
    folder: str | None = None
    full_text: bool | None = None


@dataclass(frozen=True, slots=True)
class MadeGuildFeed:
    """A feed that a guild brought."""

    guild_id: _Id
    url: str
    added_by: _Id


@dataclass(frozen=True, slots=True)
class MadeTopic:
    """A topic that was made in Discord."""

    topic: Topic
    guild_id: _Id | None
    created_by: _Id


@dataclass(frozen=True, slots=True)
class MadeSubscription:
    """What a channel is told: time of day "HH:MM", IANA zone."""

    guild_id: _Id | None
    channel_id: _Id
    topic_id: str
    time: str
    timezone: str
    created_by: _Id
    paused_reason: str | None = None
    days: str = EVERY_DAY
    skip_quiet: bool = False
    role_id: _Id | None = None
    length: Length = Length.NORMAL
    language: str = "en"
    posts: Posts = Posts.DAY
    quiet_hours: str = ""
    reads: str = ""


@dataclass(frozen=True, slots=True)
class MadePost:
    """The post of a forum that tells a story: nobody made it, but without it the story would get a second one."""

    channel_id: _Id
    topic_id: str
    story_id: str
    guild_id: _Id | None
    thread_id: _Id
    state: ForumPostState


@dataclass(frozen=True, slots=True)
class MadeMute:
    """A story of which a channel wants to hear no more."""

    channel_id: _Id
    story_id: str
    guild_id: _Id | None
    muted_by: _Id


@dataclass(frozen=True, slots=True)
class MadeCorrection:
    """What somebody said of stories and topics; None for who and where is whoever runs the bot."""

    correction: Correction
    guild_id: _Id | None
    made_by: _Id | None
    made_at: AwareDatetime


@dataclass(frozen=True, slots=True)
class Made:
    """All that people made: no articles, no briefings; and the posts that go on."""

    briefbot: int
    feeds: tuple[MadeFeed, ...]
    topics: tuple[MadeTopic, ...]
    subscriptions: tuple[MadeSubscription, ...]
    guild_feeds: tuple[MadeGuildFeed, ...] = ()
    guilds: tuple[MadeGuild, ...] = ()
    mutes: tuple[MadeMute, ...] = ()
    corrections: tuple[MadeCorrection, ...] = ()
    posts: tuple[MadePost, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What an import held, and how many of each part, by its name in `Made`, were not there before."""

    made: Made
    new: Mapping[str, int]


_FORMAT = 1
_SQLITE = b"SQLite format 3"
_MADE = TypeAdapter(Made)


class KeepingActions:
    """Copies, for the operator.

    Args:
        next_sends: The calendar.
    """

    def __init__(self, *, storage: Storage, clock: Clock, next_sends: NextSends) -> None:
        self._storage = storage
        self._clock = clock
        self._next_sends = next_sends

    def back_up(self, file: Path) -> int:
        """Write everything, as it stands at one moment, into a new SQLite file; returns how many rows.

        Raises:
            ConfigError: The file is there already, or cannot be written.
        """
        return self._storage.back_up(file)

    def restore(self, file: Path) -> int:
        """Bring a backup back into an empty database; returns how many rows.

        Nobody knows what was posted since the backup was made. What waited in its outbox is looked for before it
        is sent, and so is the next receipt. Hours that have passed since count as answered: their news stands in the
        next briefing.

        Raises:
            ConfigError: The database is not empty, or the file is no backup.
        """
        return self._storage.restore(file, put_right=self._pass_over)

    def _pass_over(self, backup: Storage) -> None:
        """Let hours that have passed since a backup was made count as answered, and its next receipt as doubtful."""
        now = self._clock()
        for due in backup.due_subscriptions(now):
            with suppress(ZoneInfoNotFoundError):  # nothing is composed for it; `briefbot doctor` names its zone
                (next_due_at,) = self._next_sends(due.time, due.timezone, now, 1, due.days)
                backup.postpone_subscription(due.id, next_due_at)
        doubt_receipts(backup)

    def export(self) -> bytes:
        """All that people made, as JSON."""
        return _MADE.dump_json(self._made(), indent=2) + b"\n"

    def _made(self) -> Made:
        return Made(
            briefbot=_FORMAT,
            feeds=tuple(MadeFeed(f.url, f.title, f.folder, f.full_text) for f in self._storage.feeds()),
            topics=tuple(MadeTopic(t.topic, t.guild_id, t.created_by) for t in self._storage.stored_topics()),
            subscriptions=tuple(
                MadeSubscription(**{field.name: getattr(s, field.name) for field in fields(MadeSubscription)})
                for s in self._storage.subscriptions()
            ),
            guild_feeds=tuple(MadeGuildFeed(*brought) for brought in self._storage.all_guild_feeds()),
            guilds=made_guilds(self._storage),
            mutes=tuple(MadeMute(*muted) for muted in self._storage.all_muted_stories()),
            corrections=tuple(
                MadeCorrection(said.correction, said.guild_id, said.made_by, said.made_at)
                for said in self._storage.corrections()
            ),
            posts=tuple(
                MadePost(p.channel_id, p.topic_id, p.story_id, p.guild_id, p.thread_id, p.state)
                for p in self._storage.all_forum_posts()
            ),
        )

    def import_made(self, data: bytes) -> TakenOver:
        """Add what an export holds to what is there; what is there already takes its word.

        Corrections bind all that is read from then on; articles that have a story already stay in it.

        Raises:
            BadValueError: It is no export of this program, or holds an hour, days, a zone, a topic or an address that
                there cannot be; nothing is kept of it then.
        """
        try:
            made = _MADE.validate_json(data)
        except ValidationError as error:
            if data.startswith(_SQLITE):
                raise BadValueError("this is no export but a backup; `briefbot restore` takes it") from error
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the file"
            raise BadValueError(f"this is no export of Briefbot: {where}: {first['msg']}") from error
        if made.briefbot != _FORMAT:
            raise BadValueError(f"this is an export of another Briefbot (format {made.briefbot}, not {_FORMAT})")
        _check(made)
        before, now = self._made(), self._clock()
        for feed in made.feeds:
            url = check_url(feed.url)  # somebody may have written it
            self._storage.add_feed(url, feed.title, feed.folder, now=now)
            if feed.full_text is not None:
                self._storage.set_full_text(url, full_text=feed.full_text)
        for brought in made.guild_feeds:
            self._storage.add_guild_feed(brought.guild_id, check_url(brought.url), added_by=brought.added_by)
        for made_topic in made.topics:
            self._storage.save_topic(
                made_topic.topic, guild_id=made_topic.guild_id, created_by=made_topic.created_by, now=now
            )
        for each in made.subscriptions:
            self._subscribe(each)
        self._take_over_moderation(made)
        for post in made.posts:
            self._keep_post(post)
        after = self._made()
        parts = (part.name for part in fields(Made) if part.name != "briefbot")
        return TakenOver(made, {part: len(getattr(after, part)) - len(getattr(before, part)) for part in parts})

    def _take_over_moderation(self, made: Made) -> None:
        """What servers have set, muted and corrected."""
        for guild in made.guilds:
            keep_made_guild(self._storage, guild)
        for muted in made.mutes:
            self._storage.mute_story(
                muted.channel_id, muted.story_id, guild_id=muted.guild_id, muted_by=muted.muted_by, now=self._clock()
            )
        known = {said.correction for said in self._storage.corrections()}
        for said in made.corrections:
            if said.correction not in known:
                self._storage.keep_correction(
                    said.correction, guild_id=said.guild_id, made_by=said.made_by, now=said.made_at
                )

    def _keep_post(self, post: MadePost) -> None:
        kept = ForumPost(
            post.channel_id,
            post.topic_id,
            post.story_id,
            post.guild_id,
            post.thread_id,
            post.state,
            delivery_id=0,
            told_at=self._clock(),
        )
        self._storage.keep_forum_post(kept)

    def _subscribe(self, each: MadeSubscription) -> None:
        now = self._clock()
        time, zone = parse_local_time(each.time), known_zone(each.timezone)
        preferences = {name: getattr(each, name) for name in PREFERENCES}
        preferences |= {"timezone": zone, "quiet_hours": _quiet_hours_of(each), "reads": _reading_of(each)}
        subscribed = self._storage.subscribe(
            guild_id=each.guild_id,
            channel_id=each.channel_id,
            topic_id=each.topic_id,
            time=time,
            created_by=each.created_by,
            next_due_at=self._next_sends(time, zone, now, 1, each.days)[0],
            now=now,
            preferences=Preferences(**preferences),
        )
        if each.paused_reason:
            self._storage.pause_subscription(subscribed.subscription.id, each.paused_reason, now=None)


def _check(made: Made) -> None:
    """Refuse what could not be kept, before anything is."""
    for guild in made.guilds:
        if guild.timezone:
            known_zone(guild.timezone)
        if guild.reads:
            parse_languages(guild.reads)
    for each in made.subscriptions:
        known_zone(each.timezone)
        must_be_loud(parse_local_time(each.time), _quiet_hours_of(each))
        _reading_of(each)
        if not each.days or set(each.days) - set(EVERY_DAY):
            raise BadValueError(f"“{each.days}” names no days; Monday to Friday are 12345")
    for topic in (made_topic.topic for made_topic in made.topics):
        try:
            topic_from_mapping(topic_to_mapping(topic))
        except BadValueError as error:
            raise BadValueError(f"the topic “{topic.name}” cannot be: {error}") from error
    for url in (*(feed.url for feed in made.feeds), *(brought.url for brought in made.guild_feeds)):
        check_url(url)


def _reading_of(each: MadeSubscription) -> str:
    return parse_languages(each.reads) if each.reads else ""


def _quiet_hours_of(each: MadeSubscription) -> str:
    return parse_quiet_hours(each.quiet_hours) if each.quiet_hours else ""
