"""The little world behind the wire: people, guilds and channels, each as Discord writes it in JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from tests.wire.messages import DISCORD_EPOCH, EPHEMERAL, LOADING, File, Json, Message, fill, snowflake_time, stamp
from tests.wire.permissions import BOT, MEMBER, Permission

Emit = Callable[[str, Json, "Guild | None"], None]
"""Tells the gateway: the event's name, its data, and the guild it happened in."""


REQUIRE_TAG = 1 << 4
"""A forum's flag."""


class ChannelType(IntEnum):
    TEXT = 0
    DM = 1
    ANNOUNCEMENT = 5
    PUBLIC_THREAD = 11
    FORUM = 15


@dataclass(eq=False)
class User:
    """An account.

    Attributes:
        accepts_dms: False answers a message to them with 403, 50007.
        locale: The language of their client.
    """

    id: int
    name: str
    bot: bool = False
    accepts_dms: bool = True
    locale: str = "en-US"

    @property
    def user(self) -> User:
        """Itself, so that a member and a user can be asked alike."""
        return self

    def as_json(self) -> Json:
        return {
            "id": str(self.id),
            "username": self.name,
            "discriminator": "0",
            "global_name": None if self.bot else self.name.title(),
            "avatar": None,
            "bot": self.bot,
            "flags": 0,
            "public_flags": 0,
            "primary_guild": None,
        }


@dataclass(eq=False)
class Member:
    """An account within a guild, with the permissions it has in all its channels."""

    user: User
    guild: Guild
    permissions: int
    joined_at: datetime
    role_ids: list[int] = field(default_factory=list)

    def as_json(self) -> Json:
        return {
            "user": self.user.as_json(),
            "nick": None,
            "avatar": None,
            "roles": [str(role) for role in self.role_ids],
            "joined_at": stamp(self.joined_at),
            "premium_since": None,
            "communication_disabled_until": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
        }


Person = Member | User


@dataclass(eq=False)
class Role:
    id: int
    name: str
    permissions: int
    position: int
    managed: bool = False

    def as_json(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(int(self.permissions)),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": self.managed,
            "mentionable": False,
            "flags": 0,
        }


@dataclass(eq=False)
class Guild:
    """A server of Discord's: made by `World.add_guild`, it grows by its own `add_…`.

    Attributes:
        invited: Whether the bot is in it; else people who have installed it for themselves bring it along.
    """

    id: int
    name: str
    world: World
    owner: User
    joined_at: datetime
    members: dict[int, Member] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)
    features: list[str] = field(default_factory=list)
    invited: bool = True

    def add_member(self, name: str, *, permissions: int = MEMBER, user: User | None = None) -> Member:
        """A person who is in this guild; the same `user` may be in several."""
        member = Member(user or self.world.add_user(name), self, permissions, self.world.now())
        self.members[member.user.id] = member
        return member

    def add_role(self, name: str) -> Role:
        role = Role(self.world.new_id(), name, permissions=0, position=len(self.roles))
        self.roles.append(role)
        self.world.emit("GUILD_ROLE_CREATE", {"guild_id": str(self.id), "role": role.as_json()}, self)
        return role

    def add_text_channel(self, name: str, *, bot_denied: int = 0) -> Channel:
        """A text channel; `bot_denied` are the permissions that the bot lacks in it."""
        return self.world.open_channel(
            Channel(self.world.new_id(), self.world, ChannelType.TEXT, name, self, bot_denied)
        )

    def add_announcement_channel(self, name: str) -> Channel:
        """A channel that other servers may follow."""
        return self.world.open_channel(Channel(self.world.new_id(), self.world, ChannelType.ANNOUNCEMENT, name, self))

    def add_forum(
        self,
        name: str,
        *,
        tags: Iterable[str] = (),
        moderated: Iterable[str] = (),
        requires_tag: bool = False,
        bot_denied: int = 0,
    ) -> Channel:
        """A forum, whose posts are threads; of its tags only moderators may set the `moderated` ones."""
        forum = Channel(self.world.new_id(), self.world, ChannelType.FORUM, name, self, bot_denied)
        forum.tags = {self.world.new_id(): tag for tag in (*moderated, *tags)}
        forum.moderated, forum.requires_tag = frozenset(moderated), requires_tag
        return self.world.open_channel(forum)

    @property
    def me(self) -> Member:
        """The bot as a member."""
        return self.members[self.world.bot.id]

    @property
    def channels(self) -> list[Channel]:
        """All but threads."""
        return [c for c in self.world.channels.values() if c.guild is self and not c.is_thread]

    @property
    def threads(self) -> list[Channel]:
        return [c for c in self.world.channels.values() if c.guild is self and c.is_thread]

    def as_json(self) -> Json:
        """What GUILD_CREATE carries without the members and presences intents: of the members, the bot alone."""
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner.id),
            "unavailable": False,
            "joined_at": stamp(self.joined_at),
            "large": False,
            "member_count": len(self.members),
            "members": [self.me.as_json()],
            "roles": [role.as_json() for role in self.roles],
            "channels": [channel.as_json() for channel in self.channels],
            "threads": [thread.as_json() for thread in self.threads if not thread.archived],
            "features": self.features,
            "preferred_locale": "en-US",
            **dict.fromkeys(("icon", "splash", "discovery_splash", "banner", "description", "vanity_url_code")),
            **dict.fromkeys(("afk_channel_id", "system_channel_id", "rules_channel_id", "public_updates_channel_id")),
            **dict.fromkeys(("verification_level", "default_message_notifications", "explicit_content_filter"), 0),
            **dict.fromkeys(("mfa_level", "nsfw_level", "premium_tier", "system_channel_flags"), 0),
            "afk_timeout": 300,
            "max_members": 500_000,
            "premium_subscription_count": 0,
            **{key: [] for key in ("emojis", "stickers", "voice_states", "presences", "stage_instances")},
            **{key: [] for key in ("guild_scheduled_events", "soundboard_sounds")},
        }


@dataclass(eq=False)
class Channel:
    """A text channel, a forum, a thread or a direct conversation.

    Attributes:
        bot_denied: Permissions that the bot lacks here (a thread looks at its parent's).
        messages: What stands in it, oldest first; ephemeral messages never do.
        tags: A forum's, by id; `moderated` are the names of those that only moderators may set.
        requires_tag: Whether a forum takes no post without one.
        locked: Whether only moderators write in a thread, and open it again.
    """

    id: int
    world: World
    type: ChannelType
    name: str
    guild: Guild | None = None
    bot_denied: int = 0
    parent: Channel | None = None
    recipient: User | None = None
    owner: User | None = None
    messages: list[Message] = field(default_factory=list)
    tags: dict[int, str] = field(default_factory=dict)
    moderated: frozenset[str] = frozenset()
    requires_tag: bool = False
    applied_tags: list[int] = field(default_factory=list)
    auto_archive_duration: int = 1440
    archived: bool = False
    locked: bool = False

    @property
    def is_thread(self) -> bool:
        return self.type is ChannelType.PUBLIC_THREAD

    @property
    def threads(self) -> list[Channel]:
        """The threads, or a forum's posts, oldest first."""
        return [c for c in self.world.channels.values() if c.parent is self]

    @property
    def bot_permissions(self) -> int:
        """What the bot may do here; in a direct conversation everything the server asks for."""
        if self.guild is None:
            return BOT
        if not self.guild.invited:
            return MEMBER
        denied = self.parent.bot_denied if self.parent else self.bot_denied
        return self.guild.me.permissions & ~denied

    def message(self, message_id: int) -> Message | None:
        return next((m for m in self.messages if m.id == message_id), None)

    def as_json(self) -> Json:
        own: Json = {"id": str(self.id), "type": int(self.type), "flags": 0}
        own["last_message_id"] = str(self.messages[-1].id) if self.messages else None
        if self.recipient:
            return own | {"recipients": [self.recipient.as_json()]}
        if self.guild is None:
            raise ValueError(f"channel {self.id} belongs to no guild and to nobody")
        own |= {"name": self.name, "guild_id": str(self.guild.id), "rate_limit_per_user": 0}
        if self.is_thread:
            return own | self._thread_json()
        own |= {"position": 0, "parent_id": None, "nsfw": False, "topic": None, "permission_overwrites": []}
        if self.bot_denied:
            deny = {"id": str(self.world.bot.id), "type": 1, "allow": "0", "deny": str(int(self.bot_denied))}
            own["permission_overwrites"] = [deny]
        if self.type is ChannelType.FORUM:
            own["flags"] = REQUIRE_TAG if self.requires_tag else 0
            own |= {"default_reaction_emoji": None, "default_sort_order": None, "default_forum_layout": 0}
            own["available_tags"] = [
                {"id": str(tag), "name": name, "moderated": name in self.moderated}
                | dict.fromkeys(("emoji_id", "emoji_name"))
                for tag, name in self.tags.items()
            ]
        return own

    def _thread_json(self) -> Json:
        created = snowflake_time(self.id)
        return {
            "parent_id": str(self.parent.id if self.parent else 0),
            "owner_id": str((self.owner or self.world.bot).id),
            "message_count": len(self.messages),
            "total_message_sent": len(self.messages),
            "member_count": 1,
            "applied_tags": [str(tag) for tag in self.applied_tags],
            "thread_metadata": {
                "archived": self.archived,
                "auto_archive_duration": self.auto_archive_duration,
                "archive_timestamp": stamp(created),
                "create_timestamp": stamp(created),
                "locked": self.locked,
            },
        }


class World:
    """Everything there is, and the only place where ids are given out and things come and go."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._ahead = timedelta()
        self._last_ms = 0
        self.emit: Emit = lambda *_: None
        self.attachments_at = ""
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.bot = self.add_user("briefbot", bot=True)
        self.operator = self.add_user("operator")
        self.application_id = self.bot.id
        self.application: Json = {}
        """What its owner has set otherwise than it comes (`GET /applications/@me`)."""

    def now(self) -> datetime:
        return self._clock() + self._ahead

    def advance(self, by: timedelta) -> None:
        """Let time pass for the server alone."""
        self._ahead += by

    def new_id(self) -> int:
        """A snowflake: of this moment, and higher than every one before it."""
        self._last_ms = max(self._last_ms + 1, (self.now() - DISCORD_EPOCH) // timedelta(milliseconds=1))
        return self._last_ms << 22

    def add_user(self, name: str, *, bot: bool = False) -> User:
        """An account that shares no guild."""
        user = User(self.new_id(), name, bot)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, *, bot_permissions: int = BOT, invited: bool = True) -> Guild:
        """A guild with an owner and, invited, the bot in it; a connected client learns of that at once."""
        owner = self.add_user(f"{name} owner")
        guild = Guild(self.new_id(), name, self, owner, self.now(), invited=invited)
        everyone = Role(guild.id, "@everyone", MEMBER, 0)
        bot_role = Role(self.new_id(), self.bot.name, bot_permissions, 1, managed=True)
        guild.roles += [everyone, bot_role]
        guild.add_member(owner.name, permissions=MEMBER | Permission.ADMINISTRATOR, user=owner)
        if not invited:
            guild.roles = [everyone]
            return guild
        guild.add_member(self.bot.name, permissions=bot_permissions, user=self.bot).role_ids.append(bot_role.id)
        self.guilds[guild.id] = guild
        self.emit("GUILD_CREATE", guild.as_json(), guild)
        return guild

    def remove_guild(self, guild: Guild) -> None:
        """The bot is thrown out."""
        del self.guilds[guild.id]
        for channel in [c for c in self.channels.values() if c.guild is guild]:
            del self.channels[channel.id]
        self.emit("GUILD_DELETE", {"id": str(guild.id)}, guild)

    def open_channel(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        if channel.guild:
            event = "THREAD_CREATE" if channel.is_thread else "CHANNEL_CREATE"
            newly = {"newly_created": True} if channel.is_thread else {}
            self.emit(event, channel.as_json() | newly, channel.guild)
        return channel

    def remove_channel(self, channel: Channel, *, silently: bool = False) -> None:
        """A channel goes, its threads with it; `silently` without telling the client."""
        for thread in channel.threads:
            del self.channels[thread.id]
        del self.channels[channel.id]
        if not silently:
            event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
            self.emit(event, channel.as_json(), channel.guild)

    def dm(self, person: Person) -> Channel:
        """The one direct conversation between a person and the bot."""
        user = person.user
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        return self.open_channel(Channel(self.new_id(), self, ChannelType.DM, user.name, recipient=user))

    def thread(self, parent: Channel, name: str, *, starter: Message | None = None) -> Channel:
        """The bot's thread, to be opened; below a message it has that message's id."""
        thread_id = starter.id if starter else self.new_id()
        return Channel(thread_id, self, ChannelType.PUBLIC_THREAD, name, parent.guild, parent=parent, owner=self.bot)

    def post(
        self,
        channel: Channel,
        author: User,
        payload: Json,
        files: Sequence[File] = (),
        *,
        message_id: int | None = None,
        flags: int = 0,
        seen_only_by: User | None = None,
        interaction: Json | None = None,
    ) -> Message:
        """A new message; ephemeral ones (`seen_only_by`) are told to nobody and stand in no channel."""
        message = Message(message_id or self.new_id(), channel, author, self.now(), flags=flags)
        message.nonce = str(payload["nonce"]) if payload.get("nonce") is not None else None
        message.seen_only_by, message.interaction = seen_only_by, interaction
        message.application_id = self.application_id if author is self.bot else None
        message.flags |= EPHEMERAL if seen_only_by else 0
        fill(message, payload, files)
        if seen_only_by:
            return message
        channel.messages.append(message)
        self.emit("MESSAGE_CREATE", message.as_event(), channel.guild)
        return message

    def edit(self, message: Message, payload: Json, files: Sequence[File] = ()) -> Message:
        """Change a message; an edit also ends its "is thinking"."""
        message.flags &= ~LOADING
        fill(message, payload, files)
        message.edited_at = self.now()
        if not message.ephemeral:
            self.emit("MESSAGE_UPDATE", message.as_event(), message.channel.guild)
        return message

    def delete(self, message: Message) -> None:
        if message.ephemeral:
            return
        message.channel.messages.remove(message)
        where = {"id": str(message.id), "channel_id": str(message.channel.id)}
        guild = message.channel.guild
        self.emit("MESSAGE_DELETE", where | ({"guild_id": str(guild.id)} if guild else {}), guild)
