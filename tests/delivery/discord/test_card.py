from __future__ import annotations

import asyncio
from typing import Any, cast

import discord
from discord import app_commands

from bot.delivery.discord.card import Card, button
from tests.delivery.discord.inert import buttons, components_of
from tests.wire.client import running
from tests.wire.sample_bot import SampleBot
from tests.wire.server import DiscordWire


def card() -> Card:
    return Card(["one", "two"], buttons=[button("More", "briefing:more:a:1")])


def kept_views(bot: discord.Client) -> list[Any]:
    """What discord.py keeps in memory for presses of buttons."""
    store = bot._connection._view_store
    return [*store._views.values(), *store._synced_message_views.values()]


async def test_discord_py_keeps_no_card_that_was_sent_or_edited_or_answered() -> None:
    async with DiscordWire() as wire:
        guild = wire.add_guild("Lake")
        channel, ani = guild.add_text_channel("briefings"), guild.add_member("ani")
        bot = SampleBot()

        async def show(interaction: discord.Interaction) -> None:
            await interaction.response.send_message(view=card(), ephemeral=True)
            await interaction.edit_original_response(view=card())
            await interaction.followup.send(view=card())

        bot.tree.add_command(app_commands.Command(name="show", description="Shows a card", callback=show))
        async with running(bot, wire):
            message = await cast("discord.TextChannel", bot.get_channel(channel.id)).send(view=card())
            await message.edit(view=card())
            await wire.slash(ani, channel, "show", {})
            assert kept_views(bot) == []
            other = discord.ui.LayoutView(timeout=None)
            other.add_item(discord.ui.ActionRow(button("More", "briefing:more:a:1")))
            await message.edit(view=other)
            assert kept_views(bot), "what this test looks at is where discord.py keeps views"


async def test_a_card_made_in_a_thread_is_not_kept_either() -> None:
    made = await asyncio.to_thread(card)
    assert made.is_finished()


def test_texts_stand_apart_and_buttons_below() -> None:
    [container] = components_of(card())
    assert [each["type"] for each in container["components"]] == [10, 14, 10, 1]


def test_a_long_label_is_cut() -> None:
    [shown] = buttons(components_of(Card(["x"], buttons=[button("word " * 40, "a")])))
    assert len(shown["label"]) <= 80
