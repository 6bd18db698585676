from __future__ import annotations

import asyncio
import io
from typing import Any, cast

import discord
import pytest

from tests.wire import rules
from tests.wire.client import point_client_at, running
from tests.wire.conftest import Place
from tests.wire.interactions import Reply
from tests.wire.people import CannotDoError
from tests.wire.permissions import MEMBER, Permission
from tests.wire.sample_bot import Briefing, SampleBot
from tests.wire.server import DiscordWire
from tests.wire.world import Channel


def text_channel(bot: discord.Client, channel: Channel) -> discord.TextChannel:
    return cast("discord.TextChannel", bot.get_channel(channel.id))


async def test_a_client_logs_in_and_sees_its_guild(wire: DiscordWire, place: Place) -> None:
    bot = SampleBot()
    async with running(bot, wire):
        assert bot.user
        assert bot.user.name == "briefbot"
        assert [guild.name for guild in bot.guilds] == ["Caucasus watch"]
        seen = text_channel(bot, place.channel)
        assert seen.permissions_for(seen.guild.me).send_messages


async def test_another_token_is_refused_with_401(wire: DiscordWire) -> None:
    with point_client_at(wire):
        async with SampleBot() as bot:
            with pytest.raises(discord.LoginFailure):
                await bot.login("another")
    assert [(call.path, call.status) for call in wire.calls] == [("/users/@me", 401)]


async def test_the_true_addresses_are_restored(wire: DiscordWire) -> None:
    before = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    with point_client_at(wire):
        assert wire.api_base == discord.http.Route.BASE
        assert str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY) == wire.gateway_url
    assert before == (discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY)


async def test_a_command_keeps_its_id_when_it_is_registered_again(wire: DiscordWire, place: Place) -> None:
    bot = SampleBot()
    async with running(bot, wire):
        first = {command.name: command.id for command in await bot.tree.fetch_commands()}
        assert {command.name: command.id for command in await bot.tree.sync()} == first
        here = discord.Object(place.guild.id)
        bot.tree.copy_global_to(guild=here)
        assert {command.name for command in await bot.tree.sync(guild=here)} == set(first)


async def test_a_slash_command_is_answered_with_components_v2(wire: DiscordWire, place: Place) -> None:
    async with running(SampleBot(), wire):
        exchange = await wire.slash(place.ani, place.channel, "brief", {"topic": "csto", "days": 2})
    assert exchange.reply is Reply.MESSAGE
    assert exchange.text == "News on csto of 2"
    assert exchange.original
    assert exchange.original.flags & 1 << 15
    assert exchange.original in place.channel.messages
    assert exchange.elapsed_ms
    assert 0 < exchange.elapsed_ms < 3000


async def test_options_are_typed_and_resolved_by_the_registered_schema(wire: DiscordWire, place: Place) -> None:
    async with running(SampleBot(), wire):
        values = {"url": "https://x.org/f", "channel": place.channel, "speed": "slow", "helper": place.ani}
        exchange = await wire.slash(place.ani, place.channel, "feeds add", values)
    assert exchange.text == f"https://x.org/f in <#{place.channel.id}>, slow, with ani"


@pytest.mark.parametrize(
    ("command", "values"),
    [
        ("nothing", {}),
        ("brief", {}),
        ("brief", {"topic": 3}),
        ("brief", {"topic": "csto", "colour": "red"}),
        ("feeds", {}),
        ("feeds remove", {}),
        ("feeds add", {"url": "u" * 101, "channel": "here"}),
    ],
)
async def test_a_person_cannot_send_what_the_schema_lacks(
    wire: DiscordWire, place: Place, command: str, values: dict[str, Any]
) -> None:
    async with running(SampleBot(), wire):
        with pytest.raises(CannotDoError):
            await wire.slash(place.ani, place.channel, command, values)


async def test_a_command_for_moderators_is_hidden_from_others_and_from_direct_messages(
    wire: DiscordWire, place: Place
) -> None:
    boris = place.guild.add_member("boris")
    async with running(SampleBot(), wire):
        with pytest.raises(CannotDoError, match="lacks"):
            await wire.slash(boris, place.channel, "correct")
        with pytest.raises(CannotDoError, match="direct messages"):
            await wire.slash(place.ani, wire.dm(place.ani), "correct")


async def test_autocomplete_offers_choices(wire: DiscordWire, place: Place) -> None:
    async with running(SampleBot(), wire):
        choices = await wire.autocomplete(place.ani, place.channel, "brief", {"topic": "cs"}, focused="topic")
    assert choices == [{"name": "CSTO", "value": "csto"}]


async def test_a_button_works_for_a_bot_that_started_after_its_message_was_sent(
    wire: DiscordWire, place: Place
) -> None:
    async with running(SampleBot(), wire):
        message = (await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"})).original
    assert message
    async with running(SampleBot(), wire):
        exchange = await wire.click(place.ani, message, "proof:17")
    assert exchange.text == "span 17"
    assert exchange.ephemeral
    assert exchange.original not in place.channel.messages


async def test_a_select_menu_updates_its_message(wire: DiscordWire, place: Place) -> None:
    async with running(SampleBot(), wire):
        message = (await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"})).original
        assert message
        exchange = await wire.choose(place.ani, message, "language", ["Հայերեն"])
        with pytest.raises(CannotDoError, match="offers"):
            await wire.choose(place.ani, message, "language", ["Deutsch"])
    assert exchange.reply is Reply.UPDATE
    assert exchange.original is message
    assert message.text == "in hy"


async def test_only_buttons_that_work_and_are_seen_can_be_pressed(wire: DiscordWire, place: Place) -> None:
    boris = place.guild.add_member("boris")
    async with running(SampleBot(), wire):
        message = (await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"})).original
        assert message
        message.seen_only_by = place.ani.user
        with pytest.raises(CannotDoError, match="boris does not see"):
            await wire.click(boris, message, "proof:17")
        with pytest.raises(CannotDoError, match="no component"):
            await wire.click(place.ani, message, "proof:18")
        button = message.component("proof:17")
        assert button
        button["disabled"] = True
        with pytest.raises(CannotDoError, match="disabled"):
            await wire.click(place.ani, message, "proof:17")


async def test_a_form_is_opened_filled_in_and_sent(wire: DiscordWire, place: Place) -> None:
    async with running(SampleBot(), wire):
        opened = await wire.slash(place.ani, place.channel, "correct")
        assert opened.modal
        assert opened.modal["title"] == "Correct a story"
        with pytest.raises(CannotDoError, match="not within"):
            await wire.submit_modal(opened, {"why": "x" * 41, "kind": ["Merge"]})
        sent = await wire.submit_modal(opened, {"why": "same event", "kind": ["Merge"]})
    assert sent.text == "Merge: same event"


async def test_the_first_followup_after_a_deferral_takes_its_place(wire: DiscordWire, place: Place) -> None:
    async with running(SampleBot(), wire):
        exchange = await wire.slash(place.ani, place.channel, "slow")
        await wire.until(lambda: bool(exchange.edits))
    assert exchange.deferred
    assert exchange.ephemeral
    assert [message.text for message in exchange.messages] == ["one, mended", "two"]
    assert [message.ephemeral for message in exchange.messages] == [True, False]
    assert [body["content"] for body in exchange.edits] == ["one, mended"]


async def test_commands_work_in_direct_messages(wire: DiscordWire, place: Place) -> None:
    async with running(SampleBot(), wire):
        exchange = await wire.slash(place.ani, wire.dm(place.ani), "brief", {"topic": "csto"})
    assert exchange.original in wire.dm(place.ani).messages


async def test_a_direct_message_arrives_unless_the_person_refuses_them(wire: DiscordWire, place: Place) -> None:
    bot = SampleBot()
    async with running(bot, wire):
        user = await bot.fetch_user(place.ani.user.id)
        await user.send("hello")
        place.ani.user.accepts_dms = False
        with pytest.raises(discord.Forbidden) as caught:
            await user.send("hello again")
    assert caught.value.code == 50007
    assert [message.text for message in wire.dm(place.ani).messages] == ["hello"]


async def test_a_forum_post_is_a_thread_with_its_first_message(wire: DiscordWire, place: Place) -> None:
    forum = place.guild.add_forum("digest", tags=["daily"])
    bot = SampleBot()
    async with running(bot, wire):
        seen = cast("discord.ForumChannel", bot.get_channel(forum.id))
        heard = asyncio.create_task(bot.wait_for("thread_create", timeout=30))
        posted = await seen.create_thread(name="Monday", view=Briefing("quiet"), applied_tags=seen.available_tags)
        assert (await heard).name == "Monday"
        assert [thread.name for thread in await seen.guild.active_threads()] == ["Monday"]
        await posted.thread.send("more")
        with pytest.raises(discord.HTTPException, match="non-text"):
            await bot.get_partial_messageable(forum.id).send("no post")
    [post] = forum.threads
    assert post.messages[0].id == post.id == posted.message.id
    assert [message.text for message in post.messages] == ["quiet", "more"]
    assert post.applied_tags == list(forum.tags)


async def test_a_thread_below_a_message_has_its_id(wire: DiscordWire, place: Place) -> None:
    bot = SampleBot()
    async with running(bot, wire):
        message = await text_channel(bot, place.channel).send("story")
        thread = await message.create_thread(name="Discuss")
        assert thread.id == message.id
        with pytest.raises(discord.HTTPException) as caught:
            await message.create_thread(name="Again")
        assert caught.value.code == 160004
        loose = await text_channel(bot, place.channel).create_thread(
            name="Loose", type=discord.ChannelType.public_thread
        )
    assert [thread.name for thread in place.channel.threads] == ["Discuss", "Loose"]
    assert loose.id != message.id


async def test_a_thread_wakes_when_it_is_written_to_and_goes_with_its_channel(wire: DiscordWire, place: Place) -> None:
    bot = SampleBot()
    async with running(bot, wire):
        channel = text_channel(bot, place.channel)
        message = await channel.send("story")
        thread = await message.create_thread(name="Discuss")
        place.channel.threads[0].archived = True
        assert [archived.id async for archived in channel.archived_threads()] == [thread.id]
        await thread.send("still talking")
        assert not place.channel.threads[0].archived
        wire.remove_channel(place.channel, silently=True)
        for gone in (channel, thread):
            with pytest.raises(discord.NotFound) as caught:
                await gone.send("anyone?")
            assert caught.value.code == 10003


async def test_messages_are_posted_edited_read_back_and_deleted(wire: DiscordWire, place: Place) -> None:
    bot = SampleBot()
    async with running(bot, wire):
        channel = text_channel(bot, place.channel)
        sent = [await channel.send(f"part {n}") for n in range(4)]
        await sent[0].edit(content="part 0, mended")
        await sent[1].delete()
        assert [m.content async for m in channel.history(limit=2)] == ["part 3", "part 2"]
        assert [m.content async for m in channel.history(after=sent[0])] == ["part 2", "part 3"]
        assert [m.content async for m in channel.history(before=sent[3], limit=1)] == ["part 2"]
        assert (await channel.fetch_message(sent[0].id)).edited_at
        with pytest.raises(discord.NotFound) as caught:
            await channel.fetch_message(sent[1].id)
        assert caught.value.code == 10008
        reply = await sent[2].reply("and so on")
        assert reply.reference
        assert reply.reference.message_id == sent[2].id


async def test_a_message_is_published_once_and_in_an_announcement_channel_only(wire: DiscordWire, place: Place) -> None:
    news = place.guild.add_announcement_channel("news")
    bot = SampleBot()
    async with running(bot, wire):
        told, talk = [await bot.get_partial_messageable(each.id).send("hello") for each in (news, place.channel)]
        await told.publish()
        for message, code in ((told, 40033), (talk, 50024)):
            with pytest.raises(discord.HTTPException) as caught:
                await message.publish()
            assert caught.value.code == code
    assert [message.published for message in (*news.messages, *place.channel.messages)] == [True, False]


async def test_a_file_travels_with_its_message_and_is_served(wire: DiscordWire, place: Place) -> None:
    bot = SampleBot()
    async with running(bot, wire):
        embed = discord.Embed(title="Articles a day").set_image(url="attachment://chart.png")
        file = discord.File(io.BytesIO(b"not really a picture"), "chart.png", description="a chart")
        message = await text_channel(bot, place.channel).send(embed=embed, file=file)
        assert message.embeds[0].image.url == message.attachments[0].url
        assert await message.attachments[0].read() == b"not really a picture"
        await message.edit(attachments=[])
    assert place.channel.messages[0].attachments == []


async def test_the_same_nonce_is_one_message_within_a_channel(wire: DiscordWire, place: Place) -> None:
    other = place.guild.add_text_channel("other")
    bot = SampleBot()
    async with running(bot, wire):
        first = await text_channel(bot, place.channel).send("briefing", nonce="delivery-1")
        again = await text_channel(bot, place.channel).send("briefing", nonce="delivery-1")
        await text_channel(bot, other).send("briefing", nonce="delivery-1")
        await text_channel(bot, place.channel).send("briefing", nonce="delivery-2")
    assert first.id == again.id
    assert (len(place.channel.messages), len(other.messages)) == (2, 1)


@pytest.mark.parametrize(
    ("denied", "code"), [(Permission.VIEW_CHANNEL, 50001), (Permission.SEND_MESSAGES, 50013)], ids=["access", "sending"]
)
async def test_the_bot_is_refused_what_a_channel_denies_it(
    wire: DiscordWire, place: Place, denied: Permission, code: int
) -> None:
    closed = place.guild.add_text_channel("closed", bot_denied=denied)
    bot = SampleBot()
    async with running(bot, wire):
        seen = text_channel(bot, closed)
        mine = seen.permissions_for(seen.guild.me)
        assert not (mine.view_channel if code == 50001 else mine.send_messages)
        with pytest.raises(discord.Forbidden) as caught:
            await seen.send("hello")
    assert caught.value.code == code


async def test_what_is_added_and_taken_away_later_reaches_the_client(wire: DiscordWire, place: Place) -> None:
    bot = SampleBot()
    async with running(bot, wire):
        second = wire.add_guild("Second")
        later = second.add_text_channel("later")
        wire.remove_channel(place.channel)
        assert (await bot.wait_for("guild_channel_delete", timeout=30)).id == place.channel.id
        assert bot.get_channel(later.id)
        with pytest.raises(discord.NotFound) as caught:
            await bot.get_partial_messageable(place.channel.id).send("hello")
        assert caught.value.code == 10003
        wire.remove_guild(second)
        assert (await bot.wait_for("guild_remove", timeout=30)).id == second.id


async def test_others_messages_come_without_content_unless_they_mention_the_bot(
    wire: DiscordWire, place: Place
) -> None:
    bot = SampleBot()
    async with running(bot, wire):
        wire.say(place.ani, place.channel, "among us")
        wire.say(place.ani, place.channel, f"<@{wire.bot.id}> hello")
        wire.say(place.ani, wire.dm(place.ani), "privately")
        await bot.wait_for("message", check=lambda m: m.guild is None, timeout=30)
    assert bot.said == ["", f"<@{wire.bot.id}> hello", "privately"]
    assert place.channel.messages[0].text == "among us"


async def test_without_intents_there_are_no_guilds_but_commands_work(wire: DiscordWire, place: Place) -> None:
    bot = SampleBot(intents=discord.Intents.none())
    async with running(bot, wire):
        exchange = await wire.slash(place.ani, place.channel, "brief", {"topic": "csto"})
        assert "GUILD_CREATE" not in bot.heard
    assert exchange.text == "News on csto of 1"


async def test_an_unknown_route_is_404_and_remembered() -> None:
    async with DiscordWire() as wire:
        place = wire.add_guild("Caucasus watch").add_text_channel("briefings")
        bot = SampleBot()
        async with running(bot, wire):
            with pytest.raises(discord.NotFound):
                await text_channel(bot, place).invites()
    assert wire.unknown_routes == [f"GET /channels/{place.id}/invites"]
    with pytest.raises(AssertionError, match="unknown route"):
        wire.assert_clean()


async def test_a_body_that_discord_would_refuse_is_refused_and_remembered() -> None:
    rules.demand()
    async with DiscordWire() as wire:
        place = wire.add_guild("Caucasus watch").add_text_channel("briefings")
        bot = SampleBot()
        async with running(bot, wire):
            with pytest.raises(discord.HTTPException) as caught:
                await text_channel(bot, place).send("x" * 2001)
            with pytest.raises(discord.HTTPException):
                await text_channel(bot, place).send(file=discord.File(io.BytesIO(b"x"), "x"), content="y" * 2002)
    assert caught.value.code == 50035
    assert place.messages == []
    where = f"POST /channels/{place.id}/messages: content"
    assert wire.violations == [f"{where}: {n} characters, 2000 allowed" for n in (2001, 2002)]
    with pytest.raises(AssertionError, match="2001 characters"):
        wire.assert_clean()


async def test_members_may_be_given_any_permissions(wire: DiscordWire, place: Place) -> None:
    reader = place.guild.add_member("reader", permissions=MEMBER & ~Permission.SEND_MESSAGES)
    bot = SampleBot()
    async with running(bot, wire):
        await wire.slash(reader, place.channel, "brief", {"topic": "csto"}, wait=False)
        interaction = await bot.wait_for("interaction", timeout=30)
        assert not interaction.permissions.send_messages
        assert interaction.permissions.view_channel
        await wire.until(lambda: bool(place.channel.messages))
