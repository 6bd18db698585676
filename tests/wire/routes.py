"""The bot's own routes: who it is, its commands, channels, messages and threads."""

from __future__ import annotations

from datetime import timedelta

from tests.wire.faults import Answer
from tests.wire.messages import CROSSPOSTED, Json, Message
from tests.wire.permissions import Permission
from tests.wire.rest import ApiError, Call, route
from tests.wire.world import Channel, ChannelType, Guild, World


def thread_is_archived() -> ApiError:
    return ApiError(400, 50083, "Thread is archived")


def unknown(what: str, code: int) -> ApiError:
    return ApiError(404, code, f"Unknown {what}")


MOST_TAGS = 5

NONCE_REMEMBERED = timedelta(minutes=3)
"""Discord keeps "the last few minutes" of nonces; a restart after a lease must do without."""


class IdentityRoutes:
    """Who the bot is, whom it may ask for, and where the gateway stands."""

    def __init__(self, world: World, *, gateway_url: str, shards: int) -> None:
        self._world, self._gateway_url, self._shards = world, gateway_url, shards

    @route("GET", "/users/@me")
    def me(self, _: Call) -> Answer:
        return Answer(200, self._world.bot.as_json() | {"mfa_enabled": True, "locale": "en-US", "verified": True})

    @route("GET", "/users/@me/guilds")
    def guilds(self, call: Call) -> Answer:
        after = int(call.query.get("after", 0))
        mine = [guild for _, guild in sorted(self._world.guilds.items()) if guild.id > after]
        told = [{"id": str(guild.id), "name": guild.name} for guild in mine]
        return Answer(200, told[: int(call.query.get("limit", 200))])

    @route("GET", "/users/{user_id}")
    def user(self, _: Call, user_id: int) -> Answer:
        if user_id not in self._world.users:
            raise unknown("User", 10013)
        return Answer(200, self._world.users[user_id].as_json())

    @route("GET", "/oauth2/applications/@me")
    @route("GET", "/applications/@me")
    def application(self, _: Call) -> Answer:
        world = self._world
        own: Json = {"id": str(world.application_id), "name": world.bot.name, "description": ""}
        own |= {"verify_key": "0" * 64, "owner": world.operator.as_json()}
        own |= {"bot_public": False, "bot_require_code_grant": False, "explicit_content_filter": 0}
        own |= dict.fromkeys(("icon", "type", "team", "interactions_endpoint_url", "role_connections_verification_url"))
        own |= {"flags": 0, "flags_new": "0", "redirect_uris": [], "eligible_oauth2_scopes": []}
        own |= {"approximate_guild_count": len(world.guilds), "approximate_user_install_count": 0}
        return Answer(200, own | {"approximate_user_authorization_count": 0} | world.application)

    @route("GET", "/gateway")
    def gateway(self, _: Call) -> Answer:
        return Answer(200, {"url": self._gateway_url})

    @route("GET", "/gateway/bot")
    def gateway_bot(self, _: Call) -> Answer:
        limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
        return Answer(200, {"url": self._gateway_url, "shards": self._shards, "session_start_limit": limit})

    @route("POST", "/users/@me/channels")
    def open_dm(self, call: Call) -> Answer:
        user = self._world.users.get(int(call.body.get("recipient_id") or 0))
        if user is None:
            raise unknown("User", 10013)
        return Answer(200, self._world.dm(user).as_json())

    @route("GET", "/guilds/{guild_id}/threads/active")
    def active_threads(self, _: Call, guild_id: int) -> Answer:
        if guild_id not in self._world.guilds:
            raise ApiError(403, 50001, "Missing Access")
        threads = [t.as_json() for t in self._world.guilds[guild_id].threads if not t.archived]
        return Answer(200, {"threads": threads, "members": [], "has_more": False})


class GuildRoutes:
    """The servers that the bot is in, as it may ask for them."""

    def __init__(self, world: World) -> None:
        self._world = world

    @route("GET", "/guilds/{guild_id}")
    def guild(self, _: Call, guild_id: int) -> Answer:
        return Answer(200, self._guild(guild_id).as_json())

    @route("GET", "/guilds/{guild_id}/channels")
    def channels(self, _: Call, guild_id: int) -> Answer:
        """Those that the bot sees."""
        seen = [c for c in self._guild(guild_id).channels if c.bot_permissions & Permission.VIEW_CHANNEL]
        return Answer(200, [channel.as_json() for channel in seen])

    @route("GET", "/guilds/{guild_id}/members/{user_id}")
    def member(self, _: Call, guild_id: int, user_id: int) -> Answer:
        member = self._guild(guild_id).members.get(user_id)
        if member is None:
            raise unknown("Member", 10007)
        return Answer(200, member.as_json())

    def _guild(self, guild_id: int) -> Guild:
        if guild_id not in self._world.guilds:
            raise unknown("Guild", 10004)
        return self._world.guilds[guild_id]


class CommandRoutes:
    """The registered commands, global and by guild."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._scopes: dict[int | None, list[Json]] = {}

    def find(self, name: str, guild: Guild | None, kind: int = 1) -> Json | None:
        """A slash command (or of another type) as it is registered; a guild's own goes before the global one."""
        for scope in (guild.id if guild else None, None):
            for command in self._scopes.get(scope, []):
                if command["name"] == name and command["type"] == kind:
                    return command
        return None

    @route("PUT", "/applications/{application_id}/commands")
    @route("PUT", "/applications/{application_id}/guilds/{guild_id}/commands")
    def register(self, call: Call, application_id: int, guild_id: int | None = None) -> Answer:
        known = {(c["type"], c["name"]): c["id"] for c in self._scopes.get(guild_id, [])}
        commands = []
        for given in call.payload:
            kind, needed = given.get("type", 1), given.get("default_member_permissions")
            command_id = known.get((kind, given["name"])) or str(self._world.new_id())
            own = {"id": command_id, "application_id": str(application_id), "version": str(self._world.new_id())}
            own |= {"type": kind, "description": ""} | {k: v for k, v in given.items() if v is not None}
            own["default_member_permissions"] = None if needed is None else str(needed)
            commands.append(own | ({"guild_id": str(guild_id)} if guild_id else {}))
        self._scopes[guild_id] = commands
        return Answer(200, commands)

    @route("GET", "/applications/{application_id}/commands")
    @route("GET", "/applications/{application_id}/guilds/{guild_id}/commands")
    def registered(self, _: Call, application_id: int, guild_id: int | None = None) -> Answer:  # noqa: ARG002
        return Answer(200, self._scopes.get(guild_id, []))


class ChannelRoutes:
    """Channels, their messages and their threads, as far as the bot's permissions reach."""

    def __init__(self, world: World) -> None:
        self._world = world

    def _channel(self, channel_id: int, *needed: Permission) -> Channel:
        channel = self._world.channels.get(channel_id)
        if channel is None:
            raise unknown("Channel", 10003)
        held = channel.bot_permissions
        if held & Permission.ADMINISTRATOR:
            return channel
        if not held & Permission.VIEW_CHANNEL:
            raise ApiError(403, 50001, "Missing Access")
        if any(not held & permission for permission in needed):
            raise ApiError(403, 50013, "Missing Permissions")
        return channel

    def _message(self, channel: Channel, message_id: int) -> Message:
        message = channel.message(message_id)
        if message is None:
            raise unknown("Message", 10008)
        return message

    @route("GET", "/channels/{channel_id}")
    def channel(self, _: Call, channel_id: int) -> Answer:
        return Answer(200, self._channel(channel_id).as_json())

    @route("PATCH", "/channels/{channel_id}")
    def change(self, call: Call, channel_id: int) -> Answer:
        """What who began a thread may change of it."""
        thread = self._channel(channel_id)
        if not thread.is_thread or thread.owner is not self._world.bot:
            raise ApiError(403, 50013, "Missing Permissions")
        if (thread.archived and call.body.get("archived") is not False) or thread.locked:
            raise thread_is_archived()
        thread.archived = call.body.get("archived", thread.archived)
        thread.name = call.body.get("name", thread.name)
        if "applied_tags" in call.body and thread.parent:
            thread.applied_tags = self._tags(thread.parent, call.body)
        return Answer(200, thread.as_json())

    @route("POST", "/channels/{channel_id}/typing")
    def typing(self, _: Call, channel_id: int) -> Answer:
        self._channel(channel_id, Permission.SEND_MESSAGES)
        return Answer(204)

    @route("GET", "/channels/{channel_id}/messages")
    def history(self, call: Call, channel_id: int) -> Answer:
        """Newest first; `after` takes the oldest that are newer, as Discord does."""
        channel = self._channel(channel_id)
        if not channel.bot_permissions & (Permission.READ_MESSAGE_HISTORY | Permission.ADMINISTRATOR):
            return Answer(200, [])
        limit, found = int(call.query.get("limit", 50)), channel.messages
        if before := call.query.get("before"):
            found = [m for m in found if m.id < int(before)]
        if after := call.query.get("after"):
            found = [m for m in found if m.id > int(after)][:limit]
        if around := call.query.get("around"):
            nearest = sorted(found, key=lambda m: abs(m.id - int(around)))[:limit]
            found = [m for m in found if m in nearest]
        return Answer(200, [self._told(m) for m in reversed(found[-limit:])])

    @route("GET", "/channels/{channel_id}/messages/{message_id}")
    def message(self, _: Call, channel_id: int, message_id: int) -> Answer:
        channel = self._channel(channel_id, Permission.READ_MESSAGE_HISTORY)
        return Answer(200, self._message(channel, message_id).as_json())

    @route("POST", "/channels/{channel_id}/messages")
    def post(self, call: Call, channel_id: int) -> Answer:
        channel = self._channel(channel_id)
        self._channel(
            channel_id, Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
        )
        if channel.type is ChannelType.FORUM:
            raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
        if channel.recipient and not channel.recipient.accepts_dms:
            raise ApiError(403, 50007, "Cannot send messages to this user")
        if sent_before := self._same_nonce(channel, call.body):
            return Answer(200, sent_before.as_json())
        if channel.locked:
            raise thread_is_archived() if channel.archived else ApiError(403, 160005, "This thread is locked.")
        channel.archived = False
        return Answer(200, self._world.post(channel, self._world.bot, call.body, call.files).as_json())

    def _same_nonce(self, channel: Channel, body: Json) -> Message | None:
        if not body.get("enforce_nonce") or body.get("nonce") is None:
            return None
        nonce = str(body["nonce"])
        mine = (m for m in reversed(channel.messages) if m.nonce == nonce and m.author is self._world.bot)
        found = next(mine, None)
        return found if found and self._remembers(found) else None

    def _remembers(self, message: Message) -> bool:
        return self._world.now() - message.created_at < NONCE_REMEMBERED

    def _told(self, message: Message) -> Json:
        own = message.as_json()
        return own if self._remembers(message) else {key: own[key] for key in own if key != "nonce"}

    @route("PATCH", "/channels/{channel_id}/messages/{message_id}")
    def edit(self, call: Call, channel_id: int, message_id: int) -> Answer:
        message = self._message(self._channel(channel_id), message_id)
        if message.author is not self._world.bot:
            raise ApiError(403, 50005, "Cannot edit a message authored by another user")
        if message.channel.archived:
            raise thread_is_archived()
        return Answer(200, self._world.edit(message, call.body, call.files).as_json())

    @route("POST", "/channels/{channel_id}/messages/{message_id}/crosspost")
    def publish(self, _: Call, channel_id: int, message_id: int) -> Answer:
        """The bot's own messages; for others it would need Manage Messages."""
        channel = self._channel(channel_id, Permission.SEND_MESSAGES)
        message = self._message(channel, message_id)
        if channel.type is not ChannelType.ANNOUNCEMENT or message.author is not self._world.bot:
            raise ApiError(403, 50024, "Cannot execute action on this channel type")
        if message.published:
            raise ApiError(400, 40033, "This message has already been crossposted.")
        message.flags |= CROSSPOSTED
        return Answer(200, message.as_json())

    @route("DELETE", "/channels/{channel_id}/messages/{message_id}")
    def delete(self, _: Call, channel_id: int, message_id: int) -> Answer:
        message = self._message(self._channel(channel_id), message_id)
        if message.author is not self._world.bot:
            raise ApiError(403, 50013, "Missing Permissions")
        self._world.delete(message)
        return Answer(204)

    @route("POST", "/channels/{channel_id}/threads")
    def start_thread(self, call: Call, channel_id: int) -> Answer:
        parent = self._channel(channel_id)
        if parent.type is not ChannelType.FORUM:
            self._channel(channel_id, Permission.CREATE_PUBLIC_THREADS)
            return Answer(201, self._started(parent, call.body).as_json())
        self._channel(channel_id, Permission.SEND_MESSAGES)
        post = self._started(parent, call.body)
        first = self._world.post(post, self._world.bot, call.body.get("message") or {}, call.files, message_id=post.id)
        return Answer(201, post.as_json() | {"message": first.as_json()})

    @route("POST", "/channels/{channel_id}/messages/{message_id}/threads")
    def start_thread_below(self, call: Call, channel_id: int, message_id: int) -> Answer:
        parent = self._channel(channel_id, Permission.CREATE_PUBLIC_THREADS)
        starter = self._message(parent, message_id)
        if starter.id in self._world.channels:
            raise ApiError(400, 160004, "A thread has already been created for this message")
        return Answer(201, self._started(parent, call.body, starter).as_json())

    def _started(self, parent: Channel, body: Json, starter: Message | None = None) -> Channel:
        thread = self._world.thread(parent, body["name"], starter=starter)
        thread.auto_archive_duration = body.get("auto_archive_duration") or thread.auto_archive_duration
        thread.applied_tags = self._tags(parent, body)
        return self._world.open_channel(thread)

    def _tags(self, forum: Channel, body: Json) -> list[int]:
        """Those that a post asks for, as far as the bot may set them."""
        tags = [int(tag) for tag in body.get("applied_tags") or []]
        if forum.requires_tag and not tags:
            open_to_all = [name for name in forum.tags.values() if name not in forum.moderated]
            if not open_to_all:
                raise ApiError(400, 40066, "There are no tags available that can be set by non-moderators")
            raise ApiError(400, 40067, "A tag is required to create a forum post in this channel")
        if len(tags) > MOST_TAGS or any(tag not in forum.tags for tag in tags):
            raise ApiError(400, 50035, "Invalid Form Body")
        if any(forum.tags[tag] in forum.moderated for tag in tags):
            raise ApiError(403, 50013, "Missing Permissions")
        return tags

    @route("GET", "/guilds/{guild_id}/threads/active")
    def active_threads(self, _: Call, guild_id: int) -> Answer:
        guild = self._world.guilds.get(guild_id)
        if guild is None:
            raise unknown("Guild", 10004)
        threads = [thread.as_json() for thread in guild.threads if not thread.archived]
        return Answer(200, {"threads": threads, "members": []})

    @route("GET", "/channels/{channel_id}/threads/archived/public")
    def archived_threads(self, _: Call, channel_id: int) -> Answer:
        forum = self._channel(channel_id, Permission.READ_MESSAGE_HISTORY)
        threads = [t.as_json() for t in forum.threads if t.archived]
        return Answer(200, {"threads": threads, "members": [], "has_more": False})
