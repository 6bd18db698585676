"""A small discord.py bot that does once each thing a briefing bot does; the tests of the wire play with it."""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import app_commands
from discord.ext import commands

TOPICS = ["csto", "karabakh", "ai-act"]


class ProofButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"proof:(?P<span>[0-9]+)"):
    """Outlives the process: its custom id says all it needs."""

    def __init__(self, span: int) -> None:
        super().__init__(discord.ui.Button(label="Proof", custom_id=f"proof:{span}"))
        self.span = span

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        return cls(int(match["span"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"span {self.span}", ephemeral=True)


class Languages(discord.ui.ActionRow["Briefing"]):
    @discord.ui.select(
        custom_id="language",
        options=[discord.SelectOption(label="English", value="en"), discord.SelectOption(label="Հայերեն", value="hy")],
    )
    async def pick(self, interaction: discord.Interaction, menu: discord.ui.Select[Any]) -> None:
        await interaction.response.edit_message(view=Briefing(f"in {menu.values[0]}"))


class Briefing(discord.ui.LayoutView):
    def __init__(self, text: str) -> None:
        super().__init__(timeout=None)
        section = discord.ui.Section[Any](discord.ui.TextDisplay(text), accessory=ProofButton(17))
        self.add_item(discord.ui.Container(section, Languages()))


class Correction(discord.ui.Modal, title="Correct a story"):
    why = discord.ui.Label["Correction"](text="Why?", component=discord.ui.TextInput(custom_id="why", max_length=40))
    kind = discord.ui.Label["Correction"](
        text="What?",
        component=discord.ui.Select(
            custom_id="kind", options=[discord.SelectOption(label="Merge"), discord.SelectOption(label="Split")]
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        why, kind = self.why.component, self.kind.component
        assert isinstance(why, discord.ui.TextInput)
        assert isinstance(kind, discord.ui.Select)
        await interaction.response.send_message(f"{kind.values[0]}: {why.value}", ephemeral=True)


class Feeds(app_commands.Group, name="feeds", description="Where news comes from"):
    @app_commands.command(description="Add a feed")
    @app_commands.choices(speed=[app_commands.Choice(name="quick", value=1), app_commands.Choice(name="slow", value=2)])
    async def add(
        self,
        interaction: discord.Interaction,
        url: app_commands.Range[str, 1, 100],
        channel: discord.TextChannel,
        speed: app_commands.Choice[int] | None = None,
        helper: discord.Member | None = None,
    ) -> None:
        where, by = channel.mention, helper.name if helper else "nobody"
        await interaction.response.send_message(f"{url} in {where}, {speed.name if speed else '-'}, with {by}")


class SampleBot(commands.AutoShardedBot):
    """No privileged intents.

    Attributes:
        heard: Names of gateway events, in order.
        said: Contents of messages that it saw.
    """

    def __init__(self, *, intents: discord.Intents | None = None, **options: Any) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            intents=discord.Intents.default() if intents is None else intents,
            **options,
        )
        self.heard: list[str] = []
        self.said: list[str] = []
        self.tree.add_command(Feeds())
        self.tree.add_command(_brief)
        self.tree.add_command(_slow)
        self.tree.add_command(_correct)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(ProofButton)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Without the five seconds that discord.py rests before every IDENTIFY but the first."""

    async def on_socket_event_type(self, event: str) -> None:
        self.heard.append(event)

    async def on_message(self, message: discord.Message) -> None:
        self.said.append(message.content)


@app_commands.command(name="brief", description="The briefing of now")
async def _brief(interaction: discord.Interaction, topic: str, days: int = 1) -> None:
    await interaction.response.send_message(view=Briefing(f"News on {topic} of {days}"))


@_brief.autocomplete("topic")
async def _topics(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=t.upper(), value=t) for t in TOPICS if t.startswith(typed)]


@app_commands.command(name="slow", description="Takes its time")
async def _slow(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True)
    await interaction.followup.send("one")
    await interaction.followup.send("two")
    await interaction.edit_original_response(content="one, mended")


@app_commands.command(name="correct", description="Correct a story")
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def _correct(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Correction())
