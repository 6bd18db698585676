"""The menu entry that summarises the links of a message, and "Add this site as a source" beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import discord
import pytest

from bot.config import Settings
from bot.process import create_bot
from bot.storage import Storage
from tests.cogs.conftest import Scene
from tests.cogs.reading import private_words
from tests.cogs.sorven import NEWS, write_seeds
from tests.feed_server import FeedServer, serving
from tests.sources.test_pages import SENTENCES, page
from tests.wire.client import running
from tests.wire.server import DiscordWire

MENU = "Summarise the links here"
SPILLWAY = "https://brade-courier.example/spillway"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path / "data",
        seeds_dir=write_seeds(tmp_path / "seeds"),
        tick_seconds=60,
        parse_processes=0,
        fetch_allowed_networks=(ip_network("127.0.0.1/32"),),
        most_pages_per_person=4,
    )


@pytest.fixture
async def web() -> AsyncIterator[FeedServer]:
    async with serving() as server:
        yield server


def put(web: FeedServer, path: str, body: str, kind: str = "text/html") -> str:
    web.feeds[path], web.types[path] = body, kind
    return web.url(path)


async def summarised(scene: Scene, words: str) -> str:
    message = await scene.member.send(scene.channel, words)
    return private_words(await scene.member.context_menu(scene.channel, MENU, message))


async def test_an_article_that_is_kept_is_told_from_the_store(scene: Scene) -> None:
    said = await summarised(scene, f"Have you seen this? <{SPILLWAY}?utm_source=chat>")
    assert NEWS[0].title in said
    assert "Brade Courier" in said
    assert "[brade-courier.example](" in said
    assert "after nineteen months of work" in said
    assert "read just now" not in said


async def test_a_page_that_is_not_kept_is_read_and_stays_unknown(scene: Scene, web: FeedServer) -> None:
    before = scene.storage.counts().articles
    said = await summarised(scene, f"This one: {put(web, '/bridge', page())}.")
    assert "Bridge opens" in said
    assert "read just now" in said
    assert any(sentence in said for sentence in SENTENCES)
    assert scene.storage.counts().articles == before
    await scene.restart()
    assert scene.storage.counts().articles == before


async def test_each_link_that_cannot_be_read_says_why_and_what_to_do_beside_those_that_can(
    scene: Scene, web: FeedServer
) -> None:
    web.statuses["/paid"] = 402
    links = [
        SPILLWAY,
        web.url("/gone"),
        web.url("/paid"),
        put(web, "/paper.pdf", "%PDF-1.7", "application/pdf"),
        "http://127.0.0.2/",
        "https://too-many.example",
    ]
    said = await summarised(scene, " ".join(links))
    assert NEWS[0].title in said
    assert "HTTP 404). See whether the link is written right" in said.replace("\\", "")
    assert "HTTP 402). Open it in your browser." in said
    assert "That is no web page but application/pdf. Open it in your browser." in said
    assert "private or reserved network" in said
    assert "1 more link is left out" in said


async def test_a_page_that_wants_to_act_is_quoted_letter_by_letter(scene: Scene, web: FeedServer) -> None:
    evil = "@everyone the **bridge** over <@1> opened on Friday, said https://evil.example and `the ministry` at noon."
    body = page(head='<meta property="og:title" content="@here [x](https://evil.example)">', sentences=[evil] * 3)
    said = await summarised(scene, put(web, "/evil", body.replace("<@1>", "&lt;@1&gt;")))
    assert "@everyone" not in said
    assert "@here" not in said
    assert "https://evil.example" not in said
    assert "\\*\\*bridge\\*\\*" in said


async def test_a_page_may_not_send_us_to_where_nobody_may_read(scene: Scene, web: FeedServer) -> None:
    web.moved["/x"] = "http://127.0.0.2:6379/"
    said = await summarised(scene, web.url("/x"))
    assert "private or reserved network" in said


async def test_links_of_embeds_and_of_forwarded_messages_count(scene: Scene) -> None:
    hook = scene.guild.create_webhook(scene.channel, name="Feeds")
    posted = await hook.send("New!", embed=discord.Embed(title="Dam", url=SPILLWAY))
    assert NEWS[0].title in private_words(await scene.member.context_menu(scene.channel, MENU, posted))
    forwarded = await scene.member.forward(await scene.member.send(scene.channel, SPILLWAY), scene.channel)
    assert NEWS[0].title in private_words(await scene.member.context_menu(scene.channel, MENU, forwarded))


async def test_nobody_makes_the_bot_read_without_end(scene: Scene, web: FeedServer) -> None:
    links = " ".join(web.url(f"/{number}") for number in range(5))
    said = await summarised(scene, links)
    assert said.count("HTTP 404") == 4
    assert "I read 4 pages an hour for you; the next one can be read <t:" in said
    asked = len(web.asked)
    assert "I read 4 pages an hour" in await summarised(scene, web.url("/other"))
    assert NEWS[0].title in await summarised(scene, SPILLWAY)
    assert len(web.asked) == asked


async def test_what_robots_may_not_read_is_left_alone(scene: Scene, web: FeedServer) -> None:
    web.feeds["/robots.txt"] = "User-agent: *\nDisallow: /bridge"
    said = await summarised(scene, put(web, "/bridge", page()))
    assert "Robots.txt does not let us read the page. Open it in your browser." in said.replace("\\", "")
    assert "/bridge" not in [path for path, _ in web.asked]


async def test_a_site_is_added_by_a_link_that_ends_a_sentence(scene: Scene, web: FeedServer) -> None:
    url = web.put("/feed.xml", "Example News", [])
    message = await scene.member.send(scene.channel, f"They have a feed ({url}).")
    await scene.moderator.context_menu(scene.channel, "Add this site as a source", message)
    assert ("/feed.xml", 200) in web.asked


async def test_the_menu_works_in_a_private_chat_over_the_wire(settings: Settings, storage: Storage) -> None:
    async with DiscordWire() as wire:
        guild = wire.add_guild("Sorven watch")
        mira = guild.add_member("mira")
        bot = create_bot(settings.model_copy(update=wire.addresses), storage=storage)
        async with running(bot, wire):
            message = wire.say(mira.user, wire.dm(mira.user), SPILLWAY)
            exchange = await wire.use_menu(mira.user, message, MENU)
            assert exchange.deferred
            assert exchange.ephemeral
            assert NEWS[0].title in exchange.text
    wire.assert_clean()
