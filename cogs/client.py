"""The bot that Discord sees: no privileged intents, nothing kept that it does not need."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from http import HTTPStatus
from typing import Any, Protocol

import discord
import yarl
from discord.app_commands import AppCommand, AppCommandContext, AppInstallationType
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.actions.actions import Actions
from bot.clock import Clock
from bot.delivery.discord.custom_ids import Listed
from bot.delivery.discord.pace import Pace
from bot.delivery.speech import catalogues_fingerprint
from cogs.about import About
from cogs.answers import Commands, late_in_one_line
from cogs.briefings import Briefings
from cogs.command_words import CommandWords
from cogs.corrections import Corrections
from cogs.feeds import Feeds
from cogs.links import Links
from cogs.lists import list_button
from cogs.search import Search
from cogs.server import Server
from cogs.shortcuts import Shortcuts
from cogs.stories import Stories
from cogs.subscribe import Subscribe
from cogs.subscriptions import Subscriptions
from cogs.timelines import Timelines
from cogs.topics import Topics

log = logging.getLogger(__name__)

# It never speaks; without this each start warns that it could not.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

INVITED_WITH = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)
"""Reading the history shows after a crash whether a briefing went out already."""

End = Callable[[], Awaitable[None]]


def invite_of(application_id: int) -> str:
    """Where a server's owner invites the bot."""
    return discord.utils.oauth_url(application_id, permissions=INVITED_WITH)


_COMMANDS_KEY = "discord.commands.{}"
# How long discord.py waits for the next server before it calls itself ready. Nothing here waits for them all.
_SERVERS_WITHIN_S = 0.1


def point_discord_at(api_base: str | None, gateway: str | None) -> None:
    """Send every client of this process to other addresses than Discord's own; None leaves one as it is."""
    if api_base:
        Route.BASE = api_base.rstrip("/")
    if gateway:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)


class Memory(Protocol):
    """Remembers a word by its name, beyond this process."""

    def state(self, key: str) -> str | None:
        """What was last remembered by this name."""

    def set_state(self, key: str, value: str) -> None:
        """Remember it by this name."""


class Briefbot(commands.AutoShardedBot):
    """Briefbot as a Discord client.

    Args:
        actions: What people may ask.
        clock: What the time is.
        thumbnails: Whether briefings may show pictures.
        pace: How many requests it may make.
        shards: Which of its connections to Discord it holds, and how many there are in all; None for all.
        memory: Where it keeps which commands it last told Discord.
        begin: Begins what goes on by itself (the schedule), and returns how to end it. Called at the end of
            a login; ended by `close`. None for a client that rests: it tells no commands and begins nothing.
        when_closed: Called at the very end of `close`.
        gateway: Another address for the gateway than Discord tells.
    """

    def __init__(
        self,
        *,
        actions: Actions,
        clock: Clock,
        thumbnails: bool = True,
        memory: Memory,
        pace: Pace,
        shards: tuple[Sequence[int], int] | None = None,
        begin: Callable[[discord.Client], Awaitable[End]] | None,
        when_closed: Callable[[], None] = lambda: None,
        gateway: str | None = None,
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = True  # which channels there are, and what the bot may do in them
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=Commands,
            intents=intents,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=_SERVERS_WITHIN_S,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=AppCommandContext(guild=True, dm_channel=True, private_channel=False),
            allowed_installs=AppInstallationType(guild=True, user=False),
            http_trace=pace.trace(),
            shard_ids=list(shards[0]) if shards else None,  # type: ignore[arg-type]  # None is what it means by default
            shard_count=shards[1] if shards else None,
        )
        self._actions = actions
        self._clock = clock
        self._thumbnails = thumbnails
        self._memory = memory
        self._begin = begin
        self._end: End | None = None
        self._when_closed = when_closed
        self._gateway = gateway
        logging.getLogger("discord.app_commands.tree").addFilter(late_in_one_line)

    async def setup_hook(self) -> None:
        """Before the first connection: the commands stand, then what goes on by itself begins."""
        await self.tree.set_translator(CommandWords())
        briefings = Briefings(self._actions, thumbnails=self._thumbnails)
        search, stories, timelines = Search(self._actions), Stories(self._actions), Timelines(self._actions)
        subscribe = Subscribe(self._actions)
        subscriptions = Subscriptions(self._actions, clock=self._clock, thumbnails=self._thumbnails)
        topics = Topics(self._actions)
        feeds, server = Feeds(self._actions), Server(self._actions, self, clock=self._clock)
        for menu in (feeds.menu, Links(self._actions).menu):
            self.tree.add_command(menu, override=True)
        await asyncio.to_thread(self._actions.guilds.load)
        shortcuts, about = Shortcuts(topics, subscriptions), About(self._actions)
        corrections = Corrections(self._actions)
        readings = (briefings, stories, timelines, search)
        for cog in (feeds, server, *readings, topics, subscribe, subscriptions, shortcuts, corrections, about):
            await self.add_cog(cog, override=True)
        lists = {
            Listed.TOPICS: topics.page,
            Listed.SUBSCRIPTIONS: subscriptions.page,
            Listed.FEEDS: feeds.page,
            Listed.CORRECTIONS: corrections.page,
        }
        buttons = (button for cog in (*readings, topics, subscriptions) for button in cog.buttons)
        self.add_dynamic_items(*buttons, list_button(lists))
        if self._begin is not None:
            await self._sync_commands()
            self._end = await self._begin(self)

    async def close(self) -> None:
        """End what goes on by itself, then the connection."""
        try:
            if self._end is not None:
                end, self._end = self._end, None
                await end()
        finally:
            await super().close()
            self._when_closed()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect one shard, to the address of the settings where they name one."""
        address = yarl.URL(self._gateway) if self._gateway else gateway
        await super().launch_shard(address, shard_id, initial=initial)

    @property
    def is_connected(self) -> bool:
        """Whether all its connections to Discord stand."""
        return self.is_ready() and not any(shard.is_closed() for shard in self.shards.values())

    async def on_ready(self) -> None:
        """Tell the operator that it works, and how it is invited."""
        if self.application_id is not None:
            invite = invite_of(self.application_id)
            log.info("logged in as %s, in %d servers; invite it with %s", self.user, len(self.guilds), invite)

    async def has_told_commands(self) -> bool:
        """Whether Discord knows exactly these commands from us already.

        Raises:
            discord.HTTPException: It does not say.
        """
        remembered = await asyncio.to_thread(self._memory.state, self._commands_key)
        return bool(remembered) and remembered == self._fingerprint(await self.tree.fetch_commands())

    async def _sync_commands(self) -> None:
        try:
            if await self.has_told_commands():
                return
        except discord.HTTPException as error:
            log.warning("Discord did not say which commands it knows (%s); telling it again", error)
        try:
            synced = await self.tree.sync()
        except discord.HTTPException as error:
            if error.status != HTTPStatus.BAD_REQUEST:
                raise
            # Briefings that are due go out whatever commands there are.
            log.error("Discord refuses the commands, so those it knows stay: %s", error)  # noqa: TRY400 - no bug of ours
            return
        await asyncio.to_thread(self._memory.set_state, self._commands_key, self._fingerprint(synced))
        log.info("told Discord the commands %s", ", ".join(f"/{command.name}" for command in synced))

    @property
    def _commands_key(self) -> str:
        return _COMMANDS_KEY.format(self.application_id)

    def _fingerprint(self, known: Iterable[AppCommand]) -> str:
        """Of what the commands are here, in every language, and the ids that Discord gave them.

        Both change or neither. Discord lists its commands without their translations.
        """
        own: list[dict[str, Any]] = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        ids = sorted(command.id for command in known)
        text = json.dumps([sorted(own, key=lambda command: str(command["name"])), ids], sort_keys=True)
        return hashlib.blake2b(f"{text}{catalogues_fingerprint()}".encode(), digest_size=16).hexdigest()
