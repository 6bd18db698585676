"""The server's own answers, held against Discord's description: what tests rely on must look like Discord."""

from __future__ import annotations

import functools
import io
import json
import re
from typing import Any, cast

import discord
from jsonschema import Draft202012Validator

from tests.wire import rules
from tests.wire.client import running
from tests.wire.conftest import Place
from tests.wire.rest import Call
from tests.wire.sample_bot import SampleBot
from tests.wire.server import DiscordWire


@functools.cache
def _described() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(rules.specification().read_text(encoding="utf-8"))
    return document


def faults_of(call: Call) -> list[str]:
    """Where an answer departs from Discord's description of the route."""
    assert call.answer is not None
    document = _described()
    fixed_first = sorted(document["paths"], key=lambda path: str(path).count("{"))
    for path in fixed_first:
        if (
            re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), call.path)
            and call.method.lower() in document["paths"][path]
        ):
            responses = document["paths"][path][call.method.lower()]["responses"]
            if str(call.answer.status) not in responses:
                return [f"{call.method} {path}: status {call.answer.status} is not described"]
            content = responses[str(call.answer.status)].get("content")
            if content is None:
                return [] if call.answer.body is None else [f"{call.method} {path}: a body where none is described"]
            schema = {**content["application/json"]["schema"], "components": document["components"]}
            errors = Draft202012Validator(schema).iter_errors(call.answer.body)
            return [f"{call.method} {path}: {e.json_path}: {e.message[:300]}" for e in errors]
    return [f"{call.method} {call.path} is not described"]


async def test_every_answer_is_as_discord_describes_it(wire: DiscordWire, place: Place) -> None:
    rules.demand()
    forum = place.guild.add_forum("digest", tags=["daily"])
    bot = SampleBot()
    async with running(bot, wire):
        channel = cast("discord.TextChannel", bot.get_channel(place.channel.id))
        embed = discord.Embed(title="a day").add_field(name="n", value="v")
        with_file = await channel.send("one", embed=embed, file=discord.File(io.BytesIO(b"x"), "chart.png"))
        await with_file.edit(content="two")
        await with_file.reply("three")
        await channel.fetch_message(with_file.id)
        assert [m async for m in channel.history()]
        await with_file.create_thread(name="below")
        await cast("discord.ForumChannel", bot.get_channel(forum.id)).create_thread(name="post", content="first")
        await channel.guild.active_threads()
        assert [t async for t in channel.archived_threads()] == []
        await bot.fetch_channel(forum.id)
        await (await bot.fetch_user(place.ani.user.id)).send("hello")
        await bot.tree.fetch_commands()
        await wire.autocomplete(place.ani, place.channel, "brief", {"topic": "cs"}, focused="topic")
        brief = await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"})
        assert brief.original
        await wire.choose(place.ani, brief.original, "language", ["hy"])
        await wire.click(place.ani, brief.original, "proof:17")
        slow = await wire.slash(place.ani, place.channel, "slow")
        await wire.until(lambda: bool(slow.edits))
        await wire.submit_modal(await wire.slash(place.ani, place.channel, "correct"), {"why": "so", "kind": ["Split"]})
        await with_file.delete()
        async with channel.typing():
            pass
    assert len(wire.calls) > 25
    found = [fault for call in wire.calls for fault in faults_of(call)]
    assert not found, "\n".join(found)
