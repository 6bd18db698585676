"""`/feed`, and the menu entry that adds a site from a message."""

from __future__ import annotations

import asyncio
import io

import discord
from discord import app_commands
from discord.app_commands import AppCommandContext
from discord.ext import commands

from bot.actions.actions import Actions
from bot.actions.guild_feeds import CHOOSE_FEEDS, FeedFound
from bot.delivery.discord.card import Card
from bot.delivery.discord.limits import LONGEST_CHOICE
from bot.delivery.discord.views_lists import notice_view
from bot.delivery.discord.views_server import checked_view, feeds_view, imported_view
from bot.errors import BadValueError
from bot.text.written_addresses import addresses_in
from cogs.answers import Press, answer, speech_of, think
from cogs.asking import asker_of
from cogs.choices import Choices, some_choices
from cogs.lists import tell_list

LARGEST_LIST = 1_000_000
"""Bytes of an attached list of feeds; one of ten thousand feeds has as many."""


@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
class Feeds(commands.GroupCog, group_name="feed", group_description="What is read: feeds and sites"):
    """Which feeds are read.

    Attributes:
        menu: The entry of a message's menu, to be added to the tree.
    """

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self.menu = app_commands.ContextMenu(
            name="Add this site as a source",
            callback=self._add_from_message,
            allowed_contexts=AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        )
        self.menu.default_permissions = discord.Permissions(manage_guild=True)

    @app_commands.command()
    @app_commands.describe(address="The address of a feed, or of a site, whose feed is then looked for")
    async def add(self, interaction: Press, address: str) -> None:
        """Read a feed from now on; a site's address will do."""
        await think(interaction)
        added = await self._actions.guild_feeds.add(asker_of(interaction, self._actions.guilds), address)
        await answer(interaction, _found(added, interaction))

    @app_commands.command()
    @app_commands.describe(address="The address of a feed or of a site")
    async def check(self, interaction: Press, address: str) -> None:
        """Look at an address step by step, without adding anything."""
        await think(interaction)
        checked = await self._actions.guild_feeds.check(asker_of(interaction, self._actions.guilds), address)
        await answer(interaction, _found(checked, interaction))

    @app_commands.command()
    @app_commands.describe(feed="Which of the feeds that this server brought")
    async def remove(self, interaction: Press, feed: str) -> None:
        """Read a feed that this server brought no more."""
        await think(interaction)
        read_still = await self._actions.guild_feeds.remove(asker_of(interaction, self._actions.guilds), feed)
        speech = speech_of(interaction)
        said = (
            speech.say("It is this server's no more; another server wants it, so it is still read.")
            if read_still
            else speech.say("It is read no more; what it brought stays.")
        )
        await answer(interaction, notice_view(said))

    @app_commands.command(name="list")
    async def show(self, interaction: Press) -> None:
        """Which feeds are read, and how each one fares."""
        await tell_list(interaction, self.page)

    async def page(self, interaction: Press, number: int) -> Card:
        """A page of the feeds."""
        feeds = await self._actions.guild_feeds.all(asker_of(interaction, self._actions.guilds))
        # There may be thousands, and nobody else is answered meanwhile.
        return await asyncio.to_thread(lambda: feeds_view(feeds, speech_of(interaction), page=number))

    @app_commands.command(name="import")
    @app_commands.describe(opml="A list of feeds, as other readers export it")
    async def import_(self, interaction: Press, opml: discord.Attachment) -> None:
        """Read every feed of an OPML file from now on."""
        asker = asker_of(interaction, self._actions.guilds)
        asker.must_manage_guild(CHOOSE_FEEDS)
        if opml.size > LARGEST_LIST:
            raise BadValueError(
                "This file is too large for a list of feeds: at most {megabytes} MB.",
                megabytes=LARGEST_LIST // 1_000_000,
            )
        await think(interaction)
        done = await self._actions.guild_feeds.import_opml(asker, await opml.read())
        card = imported_view(done.added, done.known, done.problems, speech_of(interaction))
        await answer(interaction, card)

    @app_commands.command()
    async def export(self, interaction: Press) -> None:
        """Every feed that is read, as an OPML file for any reader."""
        await think(interaction)
        data = await self._actions.guild_feeds.export_opml(asker_of(interaction, self._actions.guilds))
        await interaction.followup.send(file=discord.File(io.BytesIO(data), "feeds.opml"), ephemeral=True)

    @remove.autocomplete("feed")
    async def _own(self, interaction: Press, typed: str) -> Choices:
        if interaction.guild_id is None:
            return []
        urls = await self._actions.guild_feeds.own(interaction.guild_id)
        return some_choices({url.partition("://")[2]: url for url in urls if len(url) <= LONGEST_CHOICE}, typed)

    async def _add_from_message(self, interaction: Press, message: discord.Message) -> None:
        found = next(addresses_in(message.content), None)
        if found is None:
            raise BadValueError("There is no link in this message.")
        await think(interaction)
        added = await self._actions.guild_feeds.add(asker_of(interaction, self._actions.guilds), found)
        await answer(interaction, _found(added, interaction))


def _found(found: FeedFound, interaction: Press) -> Card:
    steps = [(step.is_good, step.sentence) for step in found.checked.steps]
    return checked_view(steps, found.checked.feed_url, speech_of(interaction), added=found.is_new)
