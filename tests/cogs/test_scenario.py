"""Every command and menu of the tree, played by everybody who could use it, with a restart of the bot in the middle."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord.interactions

from bot.config import Settings
from bot.delivery.speech import speech_in
from bot.process import create_bot
from bot.storage import Storage
from tests.cogs.conftest import KnownCommands, Scene, open_storage
from tests.cogs.english import left_in_english
from tests.cogs.play import MENU, Play
from tests.cogs.script import (
    FIRST,
    FISH,
    LINKS_MENU,
    NOT_OFFERED,
    OPML,
    ROWS,
    SECOND,
    SITE_MENU,
    TYPINGS,
    WORKS,
    Aloud,
    Our,
    Refused,
    Row,
    Seen,
    Told,
    Typing,
)
from tests.cogs.sorven import News, write_article, write_seeds, write_topics
from tests.cogs.test_timelines import EVENTS
from tests.feed_server import Entry, FeedServer, serving
from tests.wire.client import running
from tests.wire.people import CannotDoError
from tests.wire.permissions import MODERATOR
from tests.wire.server import DiscordWire
from tests.wire.world import Channel, Member, Person

SLASH = 1
SUBCOMMAND_GROUP = 2
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = ("seed", "briefings", "made", "Upland Herald", "A bridge is painted", "charset", "utf", "correcting_servers")
"""Names of what the play has made, of settings, and of what is sent over the wire."""
PEOPLE = {"member", "moderator", "alone", "guest", "neighbour"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    seeds = write_seeds(tmp_path / "seeds")
    for number, event in enumerate(EVENTS):  # enough for a second page of whatever has pages
        news = News(f"event-{number}", "Gauge", 1, f"Event {number}", f"At the Sorven Dam {event}.")
        write_article(seeds, news, f"2025-12-{number + 1:02}T09:00:00+00:00")
    write_topics(seeds, 20)
    return Settings(
        data_dir=tmp_path / "data",
        seeds_dir=seeds,
        tick_seconds=60,  # simcord does not settle where a tick comes while it waits
        parse_processes=0,
        fetch_allowed_networks=(ip_network("127.0.0.1/32"),),
    )


@pytest.fixture
def storage(settings: Settings, migrated_file: Path) -> Iterator[Storage]:
    """Empty: here the bot starts for the first time."""
    with open_storage(settings, migrated_file) as storage:
        yield storage


@pytest.fixture
def known_commands() -> KnownCommands:
    return {}


@pytest.fixture
async def web() -> AsyncIterator[FeedServer]:
    async with serving() as server:
        server.put("/feed.xml", "Upland Herald", [Entry("/1", "A bridge is painted", "It is green now.")])
        yield server


@pytest.fixture(params=["the permission", pytest.param("the role of /settings", marks=pytest.mark.slow)])
async def play(scene: Scene, web: FeedServer, request: pytest.FixtureRequest) -> Play:
    other = scene.env.create_guild("Tarrow fans")
    managers = other.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    neighbour = other.add_member(scene.env.create_user("nela"), roles=[managers])
    moderator = scene.moderator
    if by_role := request.param == "the role of /settings":
        editors = scene.guild.create_role("Editors")
        moderator = scene.guild.add_member(scene.env.create_user("edo"), roles=[editors])
        await scene.moderator.slash(scene.channel, "settings", manager=editors)
        scene.show_to_everybody("feed", "correct", "settings", "status")
        menu = scene.env.backend.find_command(SITE_MENU, None, MENU)
        assert menu is not None
        scene.guild.set_command_permissions(int(menu["id"]), {scene.guild.default_role: True})
    return Play(scene, web, moderator, neighbour, other.create_text_channel("handball"), by_role)


def test_the_rows_cover_the_whole_tree(scene: Scene) -> None:
    """A command, a menu's entry or an option with suggestions that is new wants a row in `script.py`."""
    [told] = [call.json for call in scene.env.http_requests if call.method == "PUT" and call.path.endswith("/commands")]
    assert told is not None
    leaves = dict(leaf for command in told for leaf in leaves_of(command))
    assert {row.command for row in ROWS} ^ leaves.keys() == set(), (
        "FIRST or SECOND in script.py has a row for each command"
    )
    suggesting = {(name, option["name"]) for name, o in leaves.items() for option in o if option.get("autocomplete")}
    typed = {(typing.command, typing.option) for typing in TYPINGS}
    assert typed ^ suggesting == set(), "TYPINGS in script.py has a row for each option with suggestions"
    played = {
        name: {who for who in PEOPLE for row in ROWS if row.command == name and getattr(row, who)} for name in leaves
    }
    assert {name: lacking for name, people in played.items() if (lacking := PEOPLE - people)} == {}, (
        "no row plays it for these"
    )


def leaves_of(command: dict[str, Any], above: str = "") -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """What can be used, by its whole name, with its options."""
    name, options = f"{above} {command['name']}".strip(), command.get("options", [])
    is_slash = command["type"] == SLASH or bool(above)
    below = [option for option in options if is_slash and option["type"] <= SUBCOMMAND_GROUP]
    if below:
        for each in below:
            yield from leaves_of(each, name)
    else:
        yield name, options


async def test_everybody_sees_of_every_command_what_its_row_says(play: Play) -> None:
    await play.play(FIRST)
    await play.type(TYPINGS)
    play.scene.settings = play.scene.settings.model_copy(update={"correcting_servers": (play.scene.guild.id,)})
    await play.scene.restart()
    await play.press()
    templates = play.scene.env.bot._connection._view_store._dynamic_items
    assert [each.pattern for each in templates if not any(map(each.fullmatch, play.pressed))] == []
    await play.play(SECOND)
    assert not play.wrong, "\n".join(play.wrong)


@pytest.mark.parametrize("play", ["the permission"], indirect=True)  # whichever, the words are the same
@pytest.mark.parametrize(
    "people", [("moderator",), pytest.param(None, marks=pytest.mark.slow)], ids=["one", "everybody"]
)
async def test_nothing_is_told_in_english_to_who_reads_another_language(
    scene: Scene, play: Play, people: Sequence[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Russian is written in other letters: what is left in Latin ones is a name, data, or forgotten."""
    base_payload = simcord.interactions.base_payload

    def in_russian(*args: Any, **kwargs: Any) -> Any:
        record, payload = base_payload(*args, **kwargs)
        return record, payload | {"locale": "ru", "guild_locale": "ru"}

    monkeypatch.setattr(simcord.interactions, "base_payload", in_russian)
    play.speech = speech_in("ru")
    play.people = people or play.people
    begun = len(scene.env.http_requests)
    await play.play(FIRST)
    await play.type(TYPINGS)
    scene.settings = scene.settings.model_copy(update={"correcting_servers": (scene.guild.id,)})
    await scene.restart()
    await play.press()
    await play.play(SECOND)
    assert not play.wrong, "\n".join(play.wrong)
    seeds = (path.read_text(encoding="utf-8") for path in scene.settings.seeds_dir.rglob("*.*"))
    data = "\n".join(
        [*seeds, *FISH.values(), *WORKS.values(), "Their fish", OPML.decode(), "nothing of the kind", *NAMES]
    )
    found = left_in_english(scene.env.http_requests[begun:], data)
    assert not found, "\n".join(f"{run}: {text}" for run, text in found.items())


@dataclasses.dataclass
class Abroad:
    """A server in the wire's Discord that never invited the bot, and one that did."""

    wire: DiscordWire
    settings: Settings
    storage: Storage
    talk: Channel
    guest: Member
    wrong: list[str] = dataclasses.field(default_factory=list)

    @asynccontextmanager
    async def bot_running(self) -> AsyncIterator[None]:
        settings = self.settings.model_copy(update=self.wire.addresses)
        bot = create_bot(settings, clock=lambda: NEW_YEAR, storage=self.storage)
        async with running(bot, self.wire):
            yield

    async def play(self, rows: Iterable[Row], subscription: int) -> None:
        for row in rows:
            given = {name: str(subscription) if v is Our.SUBSCRIPTION else v for name, v in row.options.items()}
            if row.guest is not None:
                await self.one(row.command, given, self.guest, self.talk, row.guest)
            if row.command == LINKS_MENU and row.alone is not None:  # simcord has no menus in private chats
                await self.one(row.command, given, self.guest.user, self.wire.dm(self.guest), row.alone)

    async def one(self, command: str, given: Mapping[str, Any], person: Person, channel: Channel, seen: Seen) -> None:
        try:
            if "message" in given:
                message = self.wire.say(person, channel, str(given["message"]))
                exchange = await self.wire.use_menu(person, message, command)
            else:
                exchange = await self.wire.slash(person, channel, command, {} if seen is NOT_OFFERED else given)
        except CannotDoError as error:
            said, is_seen = str(error), seen is NOT_OFFERED
        else:
            said, is_aloud = exchange.text.replace("\\", ""), exchange.messages[0].seen_only_by is None
            is_seen = (
                isinstance(seen, Told | Refused | Aloud) and seen.words in said and is_aloud is isinstance(seen, Aloud)
            )
        if not is_seen:
            self.wrong.append(f"/{command} {given}: {seen}, but {said}")

    async def type(self, typings: Iterable[Typing]) -> None:
        for typing in typings:
            if isinstance(typing.guest, str):
                typed = {**typing.options, typing.option: typing.typed}
                ask = self.wire.autocomplete(self.guest, self.talk, typing.command, typed, focused=typing.option)
                names = [choice["name"] for choice in await ask]
                if not any(typing.guest in name for name in names) if typing.guest else names:
                    self.wrong.append(f"{typing.typed!r} typed into /{typing.command}: {names}")


async def test_who_brings_the_bot_along_sees_what_the_rows_say_of_a_guest(settings: Settings, storage: Storage) -> None:
    async with DiscordWire() as wire:
        guild, other = wire.add_guild("Sorven watch"), wire.add_guild("Strangers", invited=False)
        tovo, guest = guild.add_member("tovo", permissions=MODERATOR), other.add_member("gero", permissions=MODERATOR)
        home, talk = guild.add_text_channel("briefings"), other.add_text_channel("talk")
        abroad = Abroad(wire, settings, storage, talk, guest)
        async with abroad.bot_running():
            await wire.slash(tovo, home, "subscribe", {"topic": "sorven-dam"})
            [subscription] = storage.subscriptions()
            await abroad.play(FIRST, subscription.id)
        async with abroad.bot_running():
            await abroad.type(TYPINGS)
            await abroad.play(SECOND, subscription.id)
        assert {(each.guild_id, each.channel_id) for each in storage.subscriptions()} == {
            (guild.id, home.id),
            (None, wire.dm(guest).id),
        }
    wire.assert_clean()
    assert not abroad.wrong, "\n".join(abroad.wrong)
