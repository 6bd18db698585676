"""`/settings` and `/status`, and what happens when the bot comes to a server or leaves it."""

from __future__ import annotations

import logging
from datetime import datetime

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.actions.actions import Actions
from bot.actions.reading import languages_told
from bot.actions.subscribed import SENDS_SHOWN
from bot.clock import Clock
from bot.delivery.discord.views_server import settings_view, status_view
from bot.delivery.rows import ServerFigures
from bot.errors import Phrase
from cogs.answers import Press, answer, speech_of, think
from cogs.asking import asker_of, asker_where_told, channels_seen_by, frame_language, must_be_of_some
from cogs.choices import language_choices
from cogs.lines import subscription_line
from cogs.subscription_options import WrittenLanguages, WrittenZone, suggest_reads, suggest_zones

log = logging.getLogger(__name__)


class Server(commands.Cog):
    """What a server has set, and how it fares."""

    def __init__(self, actions: Actions, client: discord.AutoShardedClient, *, clock: Clock) -> None:
        self._actions = actions
        self._client = client
        self._clock = clock
        self._connected_at: datetime | None = None
        self._knows_servers = False
        self._begun_shards: set[int] = set()

    @app_commands.command()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.describe(
        timezone="The zone of hours that name none: a city or zone, such as Yerevan",
        manager="A role whose members may manage me too; show them the commands under Server Settings → Integrations",
        no_manager="Let no role manage me",
        language="The language of what stands around the quotes",
        reads="The languages your readers read, the first first: quotes are in these where no subscription says",
    )
    @app_commands.choices(language=language_choices())
    @app_commands.autocomplete(timezone=suggest_zones, reads=suggest_reads)
    async def settings(
        self,
        interaction: Press,
        *,
        timezone: WrittenZone | None = None,
        manager: discord.Role | None = None,
        no_manager: bool = False,
        language: str | None = None,
        reads: WrittenLanguages | None = None,
    ) -> None:
        """See and change what this server has set."""
        asker, guilds = asker_where_told(interaction, self._actions.guilds), self._actions.guilds
        guild_id = asker.must_manage_guild(Phrase("change settings"))
        must_be_of_some(manager)
        await think(interaction)
        speech = speech_of(interaction)
        if changes := timezone or manager or no_manager or language or reads:
            await guilds.change(
                asker,
                timezone=timezone,
                manager_role=0 if no_manager else manager.id if manager else None,
                language=language,
                told_in=frame_language(interaction, guilds),
                reads=reads,
            )
        settings = guilds.of(guild_id)
        here = await self._actions.subscriptions.whose_reads(asker.channel_id)
        card = settings_view(
            timezone=await guilds.zone_of(asker),
            role_id=settings.manager_role,
            language=frame_language(interaction, guilds),
            reads=languages_told(await guilds.reads_of(guild_id), speech),
            here=subscription_line(here, speech) if here else None,
            speech=speech,
            changed=bool(changes),
        )
        await answer(interaction, card)

    @app_commands.command()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def status(self, interaction: Press) -> None:
        """How the feeds and this server's briefings fare, and what needs a look."""
        asker = asker_of(interaction, self._actions.guilds)
        guild_id = asker.must_manage_guild(Phrase("see the status"))
        await think(interaction)
        feeds = await self._actions.guild_feeds.all(asker)
        subscriptions = await self._actions.subscriptions.of_guild(guild_id)
        paused = [each for each in subscriptions if each.subscription.paused_reason]
        seen = channels_seen_by(interaction, {each.subscription.channel_id for each in paused})
        shown, speech = [each for each in paused if each.subscription.channel_id in seen], speech_of(interaction)
        sends = sorted({at for each in subscriptions for at in each.next_sends})
        figures = ServerFigures(
            feeds=len(feeds),
            last_refresh_at=(await self._actions.about.about()).last_refresh_at,
            subscriptions=len(subscriptions),
            paused=len(paused),
            next_sends=tuple(sends[:SENDS_SHOWN]),
            ailing=tuple(line for line in feeds if line.needs_a_look),
            connected_at=self._connected_at,
            feedback=await self._actions.feedback.counts(guild_id),
            paused_here=[subscription_line(each, speech) for each in shown],
        )
        await answer(interaction, status_view(figures, speech))

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """It is there, perhaps again."""
        await self._actions.guilds.joined(guild.id)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """What Discord tells of a server whose place it marks as available: perhaps one that invited the bot again."""
        await self._actions.guilds.seen(guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Its data is kept for a while."""
        log.info("left the server %s; its data is kept for a while", guild.id)
        await self._actions.guilds.left(guild.id)

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        """The connection is back where it broke off."""
        self._connected_at = self._clock()

    @commands.Cog.listener()
    async def on_shard_ready(self, shard_id: int) -> None:
        """A session is new: from the second one of a connection on Discord is asked which servers are left.

        The client knows those that the session told of, and those of the one before it too.
        """
        if shard_id not in self._begun_shards:
            self._begun_shards.add(shard_id)
            return
        try:
            present = {guild.id async for guild in self._client.fetch_guilds(limit=None, with_counts=False)}
        except (OSError, aiohttp.ClientError, discord.HTTPException) as error:
            log.warning("which servers the bot is in is known at the next session: %s", error)
            return
        await self._actions.guilds.meet(present, self._sees)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """All connections are new: those servers that were left long ago need not wait for the hour."""
        self._connected_at = self._clock()
        if not self._knows_servers:
            await self._actions.guilds.meet({guild.id for guild in self._client.guilds}, self._sees)
            self._knows_servers = True
        if forgotten := await self._actions.guilds.forget_left():
            log.info("forgot %d servers that the bot left: %s", len(forgotten), ", ".join(map(str, forgotten)))

    def _sees(self, guild_id: int) -> bool:
        """Whether one of this process's connections is told of that server."""
        return (guild_id >> 22) % (self._client.shard_count or 1) in self._client.shards
