from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord.actors
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.storage import Preferences
from tests.cogs.conftest import Scene
from tests.cogs.reading import answer_to, buttons_of, private_words, text_of
from tests.cogs.sorven import NEWS

AT_EIGHT_UTC = 1767254400  # 1 January 2026
AT_EIGHT_YEREVAN = 1767240000
DAY_S = 86_400


async def test_a_moderator_subscribes_and_sees_the_next_five_sends(scene: Scene) -> None:
    result = await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="8")
    said = private_words(result)
    assert "Sorven Dam" in said
    assert "08:00 (UTC)" in said
    assert scene.channel.mention in said
    assert [f"<t:{AT_EIGHT_UTC + day * DAY_S}:" in said for day in range(6)] == [True] * 5 + [False]


async def test_a_zone_is_understood_by_its_city_and_is_the_usual_one_from_then_on(scene: Scene) -> None:
    ask = scene.moderator.slash
    first = await ask(scene.channel, "subscribe", topic="sorven-dam", time="08:00", timezone="yerevan")
    assert f"<t:{AT_EIGHT_YEREVAN}:" in private_words(first)
    second = await ask(scene.channel, "subscribe", topic="tarrow-league", time="08:00")
    assert "08:00 (Asia/Yerevan)" in private_words(second)
    again = await ask(scene.channel, "subscribe", topic="sorven-dam", time="08:00")
    assert "already" in private_words(again)


async def test_who_subscribes_again_otherwise_is_told_what_changed_and_the_servers_zone_stays(scene: Scene) -> None:
    ask = scene.moderator.slash
    first = await ask(scene.channel, "subscribe", topic="sorven-dam", timezone="Tehran", days="weekdays")
    assert "Asia/Tehran is the time zone of this server" in private_words(first)
    second = private_words(await ask(scene.channel, "subscribe", topic="sorven-dam", timezone="Warsaw", days="Sat"))
    assert "**Changed.**" in second
    assert "weekdays → Sat · Asia/Tehran → Europe/Warsaw" in second
    assert "of this server" not in second
    assert "Time zone: Asia/Tehran" in private_words(await ask(scene.channel, "settings"))


async def test_a_member_writes_days_zones_and_hours_in_the_language_of_their_discord(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    base_payload = simcord.interactions.base_payload

    def in_russian(*args: Any, **kwargs: Any) -> Any:
        record, payload = base_payload(*args, **kwargs)
        return record, payload | {"locale": "ru"}

    monkeypatch.setattr(simcord.interactions, "base_payload", in_russian)
    ask = scene.moderator.slash
    await ask(scene.channel, "subscribe", topic="sorven-dam", timezone="Ереван", days="пн-пт", quiet_hours="22-7")
    [made] = scene.storage.subscriptions()
    assert (made.timezone, made.days, made.quiet_hours) == ("Asia/Yerevan", "12345", "22:00-07:00")
    changes = {"timezone": "Москва", "days": "по выходным", "quiet_hours": "нет"}
    await ask(scene.channel, "subscriptions edit", subscription="sorven-dam", **changes)
    [changed] = scene.storage.subscriptions()
    assert (changed.timezone, changed.days, changed.quiet_hours) == ("Europe/Moscow", "67", "")
    assert "Europe/Kyiv" in private_words(await ask(scene.channel, "settings", timezone="Киев"))
    brief = await ask(scene.channel, "brief", topic="sorven-dam", window="С моего последнего просмотра")
    assert not answer_to(brief).ephemeral
    refused = private_words(await ask(scene.channel, "subscribe", topic="sorven-dam", days="когда-нибудь"))
    assert "«когда-нибудь»" in refused.replace("\\", "")
    assert "пн, ср или пн-пт, по будням" in refused.replace("\\", "")


async def test_whoever_may_not_manage_learns_nothing_of_the_bots_permissions(scene: Scene) -> None:
    assert scene.guild.me is not None
    silent = scene.guild.create_text_channel(
        "silent", overwrites={scene.guild.me: discord.PermissionOverwrite(send_messages=False)}
    )
    result = await scene.member.slash(silent, "subscribe", topic="sorven-dam", time="08:00")
    assert "Manage Server" in private_words(result)


async def test_a_channel_that_the_bot_cannot_write_in_is_refused_by_the_permission_it_lacks(scene: Scene) -> None:
    assert scene.guild.me is not None
    silent = scene.guild.create_text_channel(
        "silent", overwrites={scene.guild.me: discord.PermissionOverwrite(send_messages=False)}
    )
    elsewhere = await scene.moderator.slash(
        scene.channel, "subscribe", topic="sorven-dam", time="08:00", channel=silent
    )
    there = await scene.moderator.slash(silent, "subscribe", topic="sorven-dam", time="08:00")
    for result in (elsewhere, there):
        said = private_words(result).replace("\\", "")
        assert "#silent" in said
        assert "I lack the permission “Send Messages” there" in said
    assert scene.storage.subscriptions() == ()


async def test_a_channel_that_the_bot_neither_sees_nor_may_write_in_is_refused_by_both_permissions(
    scene: Scene,
) -> None:
    me = scene.guild.me
    assert me is not None
    lacks = discord.PermissionOverwrite(view_channel=False, send_messages=False)
    hidden = scene.guild.create_text_channel("hidden", overwrites={me: lacks})
    said = private_words(await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", channel=hidden))
    assert "I lack the permissions “View Channel” and “Send Messages” there. Give them to me" in said


async def test_a_thread_asks_for_its_own_permission(scene: Scene) -> None:
    assert scene.guild.me is not None
    parent = scene.guild.create_text_channel(
        "quiet", overwrites={scene.guild.me: discord.PermissionOverwrite(send_messages_in_threads=False)}
    )
    message = await scene.moderator.send(parent, "a thread, please")
    await message.create_thread(name="dam")
    thread = parent.threads[0]
    result = await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="08:00", channel=thread)
    assert "“Send Messages in Threads”" in private_words(result)


async def test_another_channel_is_subscribed_and_ended_from_here(scene: Scene) -> None:
    news = scene.guild.create_text_channel("news")
    ask = scene.moderator.slash
    subscribed = await ask(scene.channel, "subscribe", topic="sorven-dam", time="07:30", channel=news)
    assert news.mention in private_words(subscribed)
    (stored,) = scene.storage.subscriptions()
    offered = await scene.moderator.autocomplete(scene.channel, "subscriptions remove", "subscription", "sorven")
    assert offered == [{"name": f"Sorven Dam · 07:30 · #news · {stored.id}", "value": str(stored.id)}]
    ended = await ask(scene.channel, "subscriptions remove", subscription=str(stored.id))
    assert "Ended" in private_words(ended)
    assert scene.storage.subscriptions() == ()


async def test_subscriptions_with_long_names_are_told_apart_by_their_ends(scene: Scene) -> None:
    names = [f"news-of-the-dam-and-the-villages-{'x' * 50}-{number}" for number in range(2)]
    for place in map(scene.guild.create_text_channel, names):
        await scene.moderator.slash(place, "subscribe", topic="sorven-dam")
        await scene.moderator.slash(place, "subscriptions pause", subscription="sorven-dam")
    offered = await scene.moderator.autocomplete(scene.channel, "unsubscribe", "topic", "")
    assert all(each["name"].endswith(f" · paused · {each['value']}") for each in offered)
    [found] = await scene.moderator.autocomplete(scene.channel, "unsubscribe", "topic", "xx-1")
    assert found["value"] == offered[1]["value"]


async def test_what_is_posted_here_stands_before_what_is_posted_elsewhere(scene: Scene) -> None:
    ask, here = scene.moderator.slash, scene.guild.create_text_channel("here")
    for place, times in ((scene.channel, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10"), (here, "8")):
        await ask(place, "subscribe", topic="sorven-dam", time=times)
    for command, option in (("unsubscribe", "topic"), ("subscriptions pause", "subscription")):
        offered = await scene.moderator.autocomplete(here, command, option, "")
        assert ["#here" in each["name"] for each in offered] == [True] + 10 * [False]
    listed = private_words(await ask(here, "subscriptions list"))
    assert listed.index(here.mention) < listed.index(scene.channel.mention)


@pytest.mark.parametrize("command", [("subscriptions remove", "subscription"), ("unsubscribe", "topic")])
async def test_what_was_ended_is_put_back_by_a_button_in_the_place_of_the_answer(
    scene: Scene, command: tuple[str, str]
) -> None:
    ask, option = command
    wishes = {"timezone": "Yerevan", "days": "mon-fri", "length": "long", "reads": "pl, en"}
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="7:30", **wishes)
    stood = scene.storage.subscriptions()
    ended = answer_to(await scene.moderator.slash(scene.channel, ask, **{option: "sorven-dam"}))
    assert "until <t:" in text_of(ended)
    assert (await scene.moderator.click(ended, label="Undo")).followups == []
    assert scene.storage.subscriptions() == stood
    assert "**Undone: it is as it was.**" in text_of(ended)
    assert "weekdays at 07:30 (Asia/Yerevan)" in text_of(ended)
    assert buttons_of(ended) == {}


async def test_what_was_ended_before_a_restart_is_put_back_no_more_and_the_button_says_so(scene: Scene) -> None:
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam")
    ended = answer_to(await scene.moderator.slash(scene.channel, "unsubscribe", topic="sorven-dam"))
    await scene.restart()
    [said] = (await scene.moderator.click(ended, label="Undo")).followups
    assert said.ephemeral
    assert "/subscribe begins it anew" in text_of(said)
    assert scene.storage.subscriptions() == ()


async def test_who_may_manage_no_more_puts_nothing_back_by_a_button_from_before(scene: Scene) -> None:
    editors = scene.guild.create_role("Editors")
    editor = scene.guild.add_member(scene.env.create_user("edo"), roles=[editors])
    await scene.moderator.slash(scene.channel, "settings", manager=editors)
    await editor.slash(scene.channel, "subscribe", topic="sorven-dam")
    ended = answer_to(await editor.slash(scene.channel, "unsubscribe", topic="sorven-dam"))
    await scene.moderator.slash(scene.channel, "settings", no_manager=True)
    [refused] = (await editor.click(ended, label="Undo")).followups
    assert "Manage Server" in text_of(refused)
    assert scene.storage.subscriptions() == ()


@pytest.mark.parametrize("command", ["edit", "pause", "resume", "remove", "preview", "send-now"])
async def test_what_is_not_subscribed_cannot_be_changed_and_a_member_changes_nothing(
    scene: Scene, command: str
) -> None:
    ask = f"subscriptions {command}"
    nothing = await scene.moderator.slash(scene.channel, ask, subscription="sorven-dam")
    assert "begin with" in private_words(nothing)
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="08:00")
    before = scene.storage.subscriptions()
    refused = await scene.member.slash(scene.channel, ask, subscription="sorven-dam")
    assert "Manage Server" in private_words(refused)
    assert scene.storage.subscriptions() == before


async def test_a_moderator_edits_pauses_and_resumes(scene: Scene) -> None:
    async def said(command: str, **options: Any) -> str:
        result = await scene.moderator.slash(
            scene.channel, f"subscriptions {command}", subscription="sorven-dam", **options
        )
        return private_words(result)

    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="08:00")
    changed = await said("edit", days="mon-fri", timezone="Yerevan", skip_quiet=True)
    assert "**Sorven Dam** weekdays at 08:00 (Asia/Yerevan)" in changed
    assert "quiet days are passed over" in changed
    assert "quotes in: Polish, English" in await said("edit", reads="pl, english")
    assert "“Elvish” is no language" in await said("edit", reads="Elvish")
    assert "paused" in await said("pause")
    assert "next: " in await said("resume")


async def test_an_edit_that_names_nothing_to_change_shows_the_subscription_as_it_is(scene: Scene) -> None:
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="08:00")
    before = scene.storage.subscriptions()
    said = private_words(await scene.moderator.slash(scene.channel, "subscriptions edit", subscription="sorven-dam"))
    assert "every day at 08:00" in said
    assert "Changed" not in said
    assert scene.storage.subscriptions() == before


@pytest.mark.parametrize("command", ["subscriptions resume", "subscriptions send-now"])
async def test_nothing_is_said_to_be_sent_to_a_channel_that_the_bot_cannot_write_in(scene: Scene, command: str) -> None:
    assert scene.guild.me is not None
    silent = scene.guild.create_text_channel("silent")
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", channel=silent)
    await scene.moderator.slash(scene.channel, "subscriptions pause", subscription="sorven-dam")
    deny = discord.Permissions(send_messages=True).value
    mute = Overwrite(target_id=scene.guild.me.id, type=OverwriteType.MEMBER, deny=deny)
    scene.env.backend.set_overwrite(silent.id, mute)
    said = private_words(await scene.moderator.slash(scene.channel, command, subscription="sorven-dam"))
    assert "“Send Messages”" in said
    assert scene.storage.subscriptions()[0].paused_reason


async def test_a_deleted_channel_is_called_so_and_nothing_is_said_to_be_sent_there(scene: Scene) -> None:
    async def said(command: str, **options: Any) -> str:
        return private_words(await scene.moderator.slash(scene.channel, f"subscriptions {command}", **options))

    old = scene.guild.create_text_channel("old")
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", channel=old)
    scene.env.backend.delete_channel(old.id)
    listed = await said("list")
    assert old.mention not in listed
    assert "next: " not in listed
    refused = [await said(command, subscription="sorven-dam") for command in ("resume", "send-now")]
    for words in (listed, *refused):
        assert "The channel has been deleted; /subscriptions edit moves this" in words.replace("\\", "")
    assert scene.channel.mention in await said("edit", subscription="sorven-dam", channel=scene.channel)


def subscribe_unasked(scene: Scene, channel_id: int) -> None:
    """As a command of earlier, of which the channel has nothing left."""
    now = discord.utils.utcnow()
    scene.storage.subscribe(
        guild_id=scene.guild.id,
        channel_id=channel_id,
        topic_id="sorven-dam",
        time="08:00",
        preferences=Preferences(timezone="UTC"),
        created_by=scene.moderator.id,
        next_due_at=now,
        now=now,
    )


async def test_a_page_asks_discord_about_its_own_channels_alone_and_not_again_for_a_while(scene: Scene) -> None:
    def asked() -> list[str]:
        return [call.path for call in scene.env.http_requests if call.method == "GET" and "/channels/" in call.path]

    gone = range(1, 31)
    for channel_id in gone:
        subscribe_unasked(scene, channel_id)
    page = answer_to(await scene.moderator.slash(scene.channel, "subscriptions list"))
    shown = text_of(page).count("The channel has been deleted")
    assert 0 < shown < len(gone)
    assert len(asked()) == shown
    await scene.moderator.click(page, label="More")
    await scene.moderator.click(page, label="Back")
    assert sorted(asked()) == sorted(f"/channels/{channel_id}" for channel_id in gone)
    await scene.env.advance_time(300)
    await scene.moderator.click(page, label="More")
    assert len(asked()) == 2 * len(gone) - shown


async def test_a_channel_of_a_kind_that_is_not_known_yet_is_there(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fetch_channel(channel_id: int) -> None:
        raise discord.InvalidData(f"Unknown channel type 99 for channel ID {channel_id}.")

    monkeypatch.setattr(scene.env.bot, "fetch_channel", fetch_channel)
    subscribe_unasked(scene, 7)
    assert "<#7>" in text_of(answer_to(await scene.moderator.slash(scene.channel, "subscriptions list")))


async def test_whether_a_channel_is_there_again_is_asked_where_something_is_to_be_sent(scene: Scene) -> None:
    parent = scene.env.bot.get_channel(scene.channel.id)
    assert isinstance(parent, discord.TextChannel)
    thread = await parent.create_thread(name="board", type=discord.ChannelType.public_thread)
    (handle,) = scene.channel.threads
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", channel=handle)
    parent.guild._remove_thread(thread)  # as after a restart, where it is archived
    scene.env.inject_error("GET", f"/channels/{thread.id}", status=403, code=50001)
    assert "cannot see the channel" in private_words(await scene.moderator.slash(scene.channel, "subscriptions list"))
    sent = await scene.moderator.slash(scene.channel, "subscriptions send-now", subscription="sorven-dam")
    assert "On its way" in private_words(sent)


async def test_a_preview_is_seen_alone_and_its_buttons_work(scene: Scene) -> None:
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="08:00")
    shown = await scene.moderator.slash(scene.channel, "subscriptions preview", subscription="sorven-dam")
    assert NEWS[-1].title in private_words(shown)
    label = next(label for label in buttons_of(answer_to(shown)) if label.startswith("Sources"))
    assert "Sources" in private_words(await scene.moderator.click(answer_to(shown), label=label))
    assert scene.channel.history() == []


async def test_length_and_language_are_kept_shown_and_changed(scene: Scene) -> None:
    ask = scene.moderator.slash
    made = await ask(scene.channel, "subscribe", topic="sorven-dam", time="08:00", length="short", language="pl")
    assert "short · around the quotes: Polish" in private_words(made)
    shown = await ask(scene.channel, "subscriptions preview", subscription="sorven-dam")
    assert "`NOWE`" in private_words(shown)
    changed = await ask(scene.channel, "subscriptions edit", subscription="sorven-dam", length="long")
    assert "long · around the quotes: Polish" in private_words(changed)
    (kept,) = scene.storage.subscriptions()
    assert (kept.length, kept.language) == ("long", "pl")


async def test_what_is_posted_speaks_the_language_of_the_subscription(scene: Scene) -> None:
    ask = scene.moderator.slash
    await ask(scene.channel, "subscribe", topic="sorven-dam", time="08:00", language="uk")
    await ask(scene.channel, "subscriptions send-now", subscription="sorven-dam")
    await scene.until(scene.channel.history)
    (message,) = scene.channel.history()
    assert "`НОВЕ`" in text_of(message)


async def test_a_forum_takes_each_briefing_as_a_post_of_its_own(scene: Scene) -> None:
    forum = scene.guild.create_forum_channel("days")
    ask = scene.moderator.slash
    said = private_words(await ask(scene.channel, "subscribe", topic="sorven-dam", time="08:00", channel=forum))
    assert forum.mention in said
    await ask(scene.channel, "subscriptions send-now", subscription="sorven-dam")
    await scene.until(lambda: forum.threads)
    (post,) = forum.threads
    assert post.name == "Sorven Dam, 1 January 2026"
    assert "Sorven Dam" in text_of(post.history()[0])


async def test_what_a_pause_gave_up_is_not_said_to_be_on_its_way_when_it_is_asked_for_again(scene: Scene) -> None:
    async def said(command: str) -> str:
        ask = scene.moderator.slash
        return private_words(await ask(scene.channel, f"subscriptions {command}", subscription="sorven-dam"))

    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam")
    for command, words in (("send-now", "On its way"), ("pause", "Paused"), ("resume", "Resumed")):
        assert words in await said(command)
    assert "if nothing comes, ask again in a minute" in await said("send-now")
    await scene.env.advance_time(60)
    assert "On its way" in await said("send-now")


async def test_what_is_sent_now_calls_its_role_and_nobody_else(scene: Scene) -> None:
    watchers = scene.guild.create_role("Watchers")
    ask = scene.moderator.slash
    await ask(scene.channel, "subscribe", topic="sorven-dam", time="08:00", mention=watchers)
    await ask(scene.channel, "subscriptions send-now", subscription="sorven-dam")
    await scene.until(scene.channel.history)
    (post,) = [c.json for c in scene.env.http_requests if c.path == f"/channels/{scene.channel.id}/messages" and c.json]
    assert post["allowed_mentions"] == {"parse": [], "roles": [watchers.id]}
    assert watchers.mention in str(post["components"])
    scene.roles_called = {watchers.id}


async def test_a_member_subscribes_privately_from_a_channel(scene: Scene) -> None:
    said = private_words(
        await scene.member.slash(scene.channel, "subscribe", topic="sorven-dam, tarrow-league", privately=True)
    )
    assert "Subscribed" in said
    assert "every day at 08:00 (UTC), to you alone" in said
    assert "<#" not in said
    assert "In our private chat, `/subscriptions`" in said
    assert {(each.guild_id, each.topic_id) for each in scene.storage.subscriptions()} == {
        (None, "sorven-dam"),
        (None, "tarrow-league"),
    }
    said = private_words(await scene.member.slash(scene.channel, "subscriptions list"))
    assert "Nothing is subscribed here" in said
    assert "2 subscriptions more come to you alone" in said


async def test_each_list_says_how_many_subscriptions_stand_where_it_does_not_look(scene: Scene) -> None:
    ask = scene.moderator.slash
    await ask(scene.channel, "subscribe", topic="sorven-dam", time="7, 8, 9")
    assert "to you alone" not in private_words(await ask(scene.channel, "subscriptions list"))
    await ask(scene.channel, "subscribe", topic="tarrow-league", privately=True)
    said = private_words(await ask(scene.channel, "subscriptions list"))
    assert "1 subscription more comes to you alone; `/subscriptions list` in our private chat shows it" in said
    assert "Tarrow League" not in said
    assert "to you alone" not in private_words(await scene.member.slash(scene.channel, "subscriptions list"))
    privately = await scene.moderator.user.slash("subscriptions list")
    assert "3 subscriptions that you made belong to servers" in private_words(privately)


async def test_what_is_told_privately_has_neither_channel_nor_role(scene: Scene) -> None:
    role = scene.guild.create_role("Watchers")
    for options in ({"channel": scene.channel}, {"mention": role}):
        said = private_words(
            await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", privately=True, **options)
        )
        assert "told privately has no channel" in said
    assert scene.storage.subscriptions() == ()


async def test_who_has_named_no_zone_is_told_privately_by_the_clock_of_the_server_where_they_asked(
    scene: Scene,
) -> None:
    await scene.moderator.slash(scene.channel, "settings", timezone="Asia/Yerevan")
    said = private_words(await scene.member.slash(scene.channel, "subscribe", topic="sorven-dam", privately=True))
    assert "08:00 (Asia/Yerevan), to you alone" in said


async def test_the_list_shows_each_person_the_channels_they_may_see(scene: Scene) -> None:
    closed, open_ = (discord.PermissionOverwrite(view_channel=may) for may in (False, True))
    me = scene.guild.me
    assert me is not None
    may_see: dict[Any, discord.PermissionOverwrite] = {
        scene.guild.default_role: closed,
        scene.guild.roles["Managers"]: open_,
        me: open_,
    }
    hidden = scene.guild.create_text_channel("board", overwrites=may_see)
    ask = scene.moderator.slash
    for channel in (scene.channel, hidden):
        await ask(scene.channel, "subscribe", topic="sorven-dam", time="08:00", channel=channel)
    assert hidden.mention in private_words(await ask(scene.channel, "subscriptions list"))
    said = private_words(await scene.member.slash(scene.channel, "subscriptions list"))
    assert scene.channel.mention in said
    assert hidden.mention not in said


async def test_status_names_no_channel_to_whom_it_is_hidden(scene: Scene) -> None:
    role = scene.guild.create_role("Editors")
    editor = scene.guild.add_member(scene.env.create_user("edo"), roles=[role])
    me = scene.guild.me
    assert me is not None
    may_see: dict[Any, discord.PermissionOverwrite] = {
        scene.guild.default_role: discord.PermissionOverwrite(view_channel=False),
        scene.guild.roles["Managers"]: discord.PermissionOverwrite(view_channel=True),
        me: discord.PermissionOverwrite(view_channel=True),
    }
    hidden = scene.guild.create_text_channel("board", overwrites=may_see)
    await scene.moderator.slash(scene.channel, "settings", manager=role)
    for channel, topic in ((scene.channel, "sorven-dam"), (hidden, "tarrow-league")):
        await scene.moderator.slash(scene.channel, "subscribe", topic=topic, channel=channel)
        await scene.moderator.slash(scene.channel, "subscriptions pause", subscription=topic)
    scene.show_to_everybody("status")
    said = private_words(await editor.slash(scene.channel, "status"))
    assert "2 subscriptions here, 2 paused" in said
    assert "1 subscription has been paused" in said
    assert ["Sorven Dam" in said, "Tarrow League" in said, hidden.mention in said] == [True, False, False]


async def test_of_a_private_thread_only_those_hear_who_ask_in_it_or_manage(scene: Scene) -> None:
    parent = scene.env.bot.get_channel(scene.channel.id)
    assert isinstance(parent, discord.TextChannel)
    thread = await parent.create_thread(name="board", type=discord.ChannelType.private_thread)
    subscribe_unasked(scene, thread.id)
    assert "Nothing is subscribed" in private_words(await scene.member.slash(scene.channel, "subscriptions list"))
    assert await scene.member.autocomplete(scene.channel, "unsubscribe", "topic", "") == []
    assert thread.mention in private_words(await scene.moderator.slash(scene.channel, "subscriptions list"))
    (handle,) = scene.channel.threads
    await thread.add_user(discord.Object(scene.member.id))
    assert thread.mention in private_words(await scene.member.slash(handle, "subscriptions list"))


async def test_of_a_channel_that_nobody_knows_only_those_hear_who_manage(scene: Scene) -> None:
    subscribe_unasked(scene, 1)
    assert "Nothing is subscribed" in private_words(await scene.member.slash(scene.channel, "subscriptions list"))
    assert "has been deleted" in private_words(await scene.moderator.slash(scene.channel, "subscriptions list"))


async def test_of_a_private_thread_those_hear_too_who_manage_threads_there(scene: Scene) -> None:
    may_manage: dict[Any, discord.PermissionOverwrite] = {
        scene.guild.default_role: discord.PermissionOverwrite(manage_threads=True)
    }
    desk = scene.guild.create_text_channel("desk", overwrites=may_manage)
    parent = scene.env.bot.get_channel(desk.id)
    assert isinstance(parent, discord.TextChannel)
    thread = await parent.create_thread(name="board", type=discord.ChannelType.private_thread)
    subscribe_unasked(scene, thread.id)
    assert thread.mention in private_words(await scene.member.slash(scene.channel, "subscriptions list"))


async def test_hours_and_zones_are_suggested_as_a_person_types(scene: Scene) -> None:
    async def offered(option: str, typed: str) -> list[str]:
        choices = await scene.moderator.autocomplete(scene.channel, "subscribe", option, typed, topic="sorven-dam")
        return [choice["value"] for choice in choices]

    assert (await offered("time", ""))[:2] == ["07:00", "08:00"]
    assert (await offered("time", "6:45 pm"))[0] == "18:45"
    assert await offered("time", "25") == []
    assert (await offered("timezone", "yere"))[0] == "Asia/Yerevan"
    assert "UTC" in await offered("timezone", "")
    names = await scene.moderator.autocomplete(scene.channel, "subscribe", "timezone", "Yerevan", topic="sorven-dam")
    assert names[0]["name"] == "Asia/Yerevan · now 04:00"


async def test_a_stranger_subscribes_their_own_private_chat(scene: Scene) -> None:
    said = private_words(await scene.stranger.slash("subscribe", topic="sorven-dam", time="08:00"))
    assert "Subscribed" in said
    assert "to you alone" in said
    assert "In our private chat" not in said
    assert [(s.guild_id, s.channel_id) for s in scene.storage.subscriptions()] == [(None, scene.stranger.dm_channel.id)]
    assert "Sorven Dam" in private_words(await scene.stranger.slash("subscriptions list"))
    assert "Ended" in private_words(await scene.stranger.slash("subscriptions remove", subscription="sorven-dam"))
    assert scene.storage.subscriptions() == ()


async def test_a_server_that_never_invited_the_bot_cannot_be_subscribed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def brought_along(*args: Any, **kwargs: Any) -> Any:
        record, payload = as_invited(*args, **kwargs)
        payload["authorizing_integration_owners"] = {"1": str(scene.moderator.id)}
        return record, payload

    # simcord knows servers' installations only.
    as_invited = simcord.actors._interactions.base_payload  # type: ignore[attr-defined]
    monkeypatch.setattr("simcord.interactions.base_payload", brought_along)
    said = private_words(await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="08:00"))
    assert "you brought me along" in said
    assert scene.storage.subscriptions() == ()
    alone = await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="08:00", privately=True)
    assert "Subscribed" in private_words(alone)
    assert [each.guild_id for each in scene.storage.subscriptions()] == [None]


async def test_a_bot_that_was_down_at_the_hour_posts_once_when_it_is_back(scene: Scene) -> None:
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="00:10")
    await scene.stranger.slash("subscribe", topic="sorven-dam", time="00:10")
    await scene.env.bot.close()
    await scene.env.advance_time(1200)
    for _ in range(2):
        await scene.restart()
        for channel in (scene.channel, scene.stranger.dm_channel):
            assert [bool(buttons_of(message)) for message in channel.history()] == [True]
    # The buttons of what an earlier process posted are answered.
    message = scene.channel.last_message
    assert message is not None
    sources = next(label for label in buttons_of(message) if label.startswith("Sources"))
    assert "Sources" in private_words(await scene.member.click(message, label=sources))
    # What was told is not news any more.
    await scene.env.advance_time(60)
    again = await scene.member.slash(scene.channel, "brief", topic="sorven-dam")
    assert "Nothing new" in text_of(answer_to(again))


async def test_a_subscription_is_posted_at_its_hour_on_simcords_clock_and_not_before(scene: Scene) -> None:
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam", time="00:10")
    await scene.env.advance_time(590)
    assert scene.channel.history() == []
    await scene.env.advance_time(11)
    await scene.until(scene.channel.history)
    await scene.env.settle()
    assert [NEWS[-1].title in text_of(message) for message in scene.channel.history()] == [True]


async def test_a_channel_that_other_servers_follow_is_told_of_publishing(scene: Scene) -> None:
    news = scene.guild.create_news_channel("news")
    words = "each briefing is published to the servers that follow it"
    for channel, command, options in (
        (scene.channel, "subscribe", {"topic": "sorven-dam", "channel": news}),
        (news, "subscribe", {"topic": "sorven-dam", "time": "09:00"}),
        (news, "topic follow", {"topic": "tarrow-league"}),
    ):
        assert words in private_words(await scene.moderator.slash(channel, command, **options))
    here = await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam")
    assert words not in private_words(here)
    [kept] = scene.storage.subscriptions(channel_id=scene.channel.id)
    moved = await scene.moderator.slash(
        scene.channel, "subscriptions edit", subscription=str(kept.id), time="10:00", channel=news
    )
    assert words in private_words(moved)
    alone = await scene.moderator.slash(news, "subscribe", topic="sorven-dam", privately=True)
    assert words not in private_words(alone)
