"""`/feed`, `/settings` and `/status`: a moderator sets up a server, a member is told whom to ask."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.cogs.conftest import Scene
from tests.cogs.reading import answer_to, private_words

OPML = b"""<opml version="2.0"><body><outline type="rss" text="One" xmlUrl="https://one.example/feed"/></body></opml>"""


async def bring(scene: Scene) -> str:
    result = await scene.moderator.slash(scene.channel, "feed import", opml=("feeds.opml", OPML))
    return private_words(result)


async def test_a_list_of_feeds_comes_in_and_goes_out_as_an_attachment(scene: Scene) -> None:
    assert "1 feed is new" in await bring(scene)
    listed = private_words(await scene.moderator.slash(scene.channel, "feed list"))
    assert "one.example" in listed
    assert "brought by this server" in listed
    out = answer_to(await scene.moderator.slash(scene.channel, "feed export"))
    assert out.ephemeral


async def test_a_feed_that_the_server_brought_is_offered_and_taken_out(scene: Scene) -> None:
    await bring(scene)
    (offered,) = await scene.moderator.autocomplete(scene.channel, "feed remove", "feed", "one")
    assert offered["value"] == "https://one.example/feed"
    said = await scene.moderator.slash(scene.channel, "feed remove", feed=offered["value"])
    assert "read no more" in private_words(said)
    assert scene.storage.feeds() == ()


async def test_what_is_no_list_or_no_address_says_so(scene: Scene) -> None:
    not_opml = await scene.moderator.slash(scene.channel, "feed import", opml=("cat.png", b"\x89PNG"))
    assert "OPML" in private_words(not_opml)
    assert "address" in private_words(await scene.moderator.slash(scene.channel, "feed add", address="ftp://x.example"))


async def test_everyone_is_no_role_to_manage_or_to_be_called(scene: Scene) -> None:
    everyone, ask = scene.guild.default_role, scene.moderator.slash
    said = private_words(await ask(scene.channel, "settings", manager=everyone))
    assert "everyone is everybody" in said
    said = private_words(await ask(scene.channel, "subscribe", topic="sorven-dam", mention=everyone))
    assert "everyone is everybody" in said
    assert scene.storage.subscriptions() == ()
    await ask(scene.channel, "subscribe", topic="sorven-dam")
    edit = await ask(scene.channel, "subscriptions edit", subscription="sorven-dam", mention=everyone)
    assert "everyone is everybody" in private_words(edit)


async def test_settings_are_kept_over_a_restart_and_let_a_role_manage(scene: Scene) -> None:
    role = scene.guild.create_role("Editors")
    editor = scene.guild.add_member(scene.env.create_user("edo"), roles=[role])
    assert "Manage Server" in private_words(await editor.slash(scene.channel, "topic follow", topic="sorven-dam"))
    said = private_words(await scene.moderator.slash(scene.channel, "settings", timezone="yerevan", manager=role))
    assert "Asia/Yerevan" in said
    assert role.mention in said
    await scene.restart()
    followed = private_words(await editor.slash(scene.channel, "topic follow", topic="sorven-dam"))
    assert "08:00 (Asia/Yerevan)" in followed
    await scene.moderator.slash(scene.channel, "settings", no_manager=True)
    assert "Manage Server" in private_words(await editor.slash(scene.channel, "topic follow", topic="tarrow-league"))


async def test_a_server_reads_what_its_settings_say_until_they_say_the_usual(scene: Scene) -> None:
    shown = [
        private_words(await scene.moderator.slash(scene.channel, "settings", reads=reads))
        for reads in ("Polish and English", "usual", "Martian")
    ]
    assert ["Quotes in: Polish, English" in shown[0], "Quotes in: the usual ones" in shown[1]] == [True, True]
    assert "“Martian” is no language" in shown[2]


async def test_settings_name_the_subscription_by_which_brief_quotes_in_this_channel(scene: Scene) -> None:
    ask = scene.moderator.slash
    other = scene.guild.create_text_channel("handball")
    await ask(scene.channel, "subscribe", topic="tarrow-league", channel=other, reads="German")
    assert "in this channel" not in private_words(await ask(scene.channel, "settings"))
    await ask(scene.channel, "subscribe", topic="tarrow-league")
    await ask(scene.channel, "subscribe", topic="sorven-dam", reads="pl, en")
    said = private_words(await ask(scene.channel, "settings"))
    assert "Quotes in: the usual ones\n" in said
    assert "`/brief` in this channel: Polish, English, as its subscription on Sorven Dam says" in said
    assert "in this channel" not in private_words(await ask(scene.channel, "settings", reads="Polish, English"))


async def test_what_was_told_in_the_servers_language_follows_it_to_another(scene: Scene) -> None:
    ask = scene.moderator.slash
    for hour, language in (("08:00", {}), ("09:00", {"language": "pl"})):
        await ask(scene.channel, "subscribe", topic="sorven-dam", time=hour, **language)
    await scene.member.slash(scene.channel, "subscribe", topic="sorven-dam", privately=True)
    await ask(scene.channel, "settings", language="de")
    told_in = {(each.guild_id, each.time): each.language for each in scene.storage.subscriptions()}
    assert told_in == {(scene.guild.id, "08:00"): "de", (scene.guild.id, "09:00"): "pl", (None, "08:00"): "en"}


async def test_status_tells_sends_pauses_and_what_ails(scene: Scene) -> None:
    await bring(scene)
    await scene.moderator.slash(scene.channel, "subscribe", topic="sorven-dam, tarrow-league", time="08:00")
    await scene.moderator.slash(scene.channel, "subscriptions pause", subscription="sorven-dam")
    said = private_words(await scene.moderator.slash(scene.channel, "status"))
    assert "1 feed, not read yet" in said
    assert "2 subscriptions here, 1 paused" in said
    assert "**Sorven Dam** every day at 08:00" in said
    assert "paused by hand; /subscriptions resume sends it again" in said
    assert "Tarrow League" not in said
    assert "next: <t:" in said
    await scene.moderator.slash(scene.channel, "subscriptions resume", subscription="sorven-dam")
    said = private_words(await scene.moderator.slash(scene.channel, "status"))
    assert "paused by hand" not in said
    moments = re.findall(r"<t:(\d+):f>", said)
    assert len(set(moments)) == len(moments) == 5


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("feed add", {"address": "news.example"}),
        ("feed check", {"address": "news.example"}),
        ("feed remove", {"feed": "https://news.example"}),
        ("feed import", {"opml": ("feeds.opml", OPML)}),
        ("feed export", {}),
        ("settings", {"timezone": "UTC"}),
        ("status", {}),
    ],
)
async def test_a_member_to_whom_a_command_is_shown_may_still_not_use_it(
    scene: Scene, command: str, options: dict[str, Any]
) -> None:
    scene.show_to_everybody(command.split(maxsplit=1)[0])
    assert "Manage Server" in private_words(await scene.member.slash(scene.channel, command, **options))
    assert scene.storage.feeds() == ()
