"""The commands as Discord is told them."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import discord
import pytest
from discord.ext.commands import Cog

import cogs
from bot.delivery.speech import LOCALES
from cogs.client import Briefbot
from cogs.command_words import CHOICE, DESCRIPTION, NAME
from tests.catalogues import catalogue, to_translate
from tests.cogs.conftest import Env, Scene, build_bot, open_storage, settings_in
from tests.cogs.reading import private_words
from tests.wire import rules

TRANSLATED = [
    locale.value for locale in discord.Locale if locale.value.partition("-")[0] in LOCALES and locale.value[:2] != "en"
]
MENU = 3
LONGEST_COMMAND = 8000


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> list[dict[str, Any]]:
    """The body of the request that told Discord the commands: one for all tests, as nobody changes it."""
    settings = settings_in(tmp_path_factory.mktemp("commands"))
    with open_storage(settings, migrated_file) as storage:
        told = asyncio.run(_told_at_start(Env(build_bot(settings, storage), shard_count=1)))
    assert len(told) == 1
    body = told[0]
    assert isinstance(body, list)
    return body


async def _told_at_start(env: Env) -> list[Any]:
    await env.start()
    try:
        return [call.json for call in env.http_requests if call.method == "PUT" and call.path.endswith("/commands")]
    finally:
        await env.bot.close()
        await env.shutdown()


def test_the_whole_tree_keeps_to_discords_rules(commands: list[dict[str, Any]]) -> None:
    rules.demand()
    assert rules.check("PUT", "/applications/1/commands", commands) == []


def test_no_two_commands_have_one_name(commands: list[dict[str, Any]]) -> None:
    names = Counter(command["name"] for command in commands)
    assert [name for name, count in names.items() if count > 1] == []


def test_no_two_names_below_a_command_collide(commands: list[dict[str, Any]]) -> None:
    for command in (each for each in commands if each["type"] == 1):
        for holder in (command, *command.get("options", [])):
            names = Counter(option["name"] for option in holder.get("options", []))
            assert [name for name, count in names.items() if count > 1] == [], command["name"]


def test_every_command_and_option_says_in_words_what_it_is(commands: list[dict[str, Any]]) -> None:
    slash = [command for command in commands if command["type"] == 1]
    options = [option for command in slash for option in _options(command)]
    assert [each["name"] for each in (*slash, *options) if len(each["description"]) < 10] == []


def test_an_option_that_promises_suggestions_has_some(commands: list[dict[str, Any]]) -> None:
    options = [(command["name"], option) for command in commands for option in _options(command)]
    promise = [(of, option) for of, option in options if "uggestions come" in option["description"]]
    assert promise
    assert [(of, option["name"]) for of, option in promise if not option.get("autocomplete")] == []


def _options(command: dict[str, Any]) -> list[dict[str, Any]]:
    """The options with subcommands and theirs."""
    inner: list[dict[str, Any]] = command.get("options", [])
    return inner + [option for each in inner for option in _options(each)]


def test_commands_are_offered_in_servers_and_in_the_bots_own_chat_only(commands: list[dict[str, Any]]) -> None:
    of_servers = ("feed", "correct", "settings", "status", "Add this site as a source")
    in_any_chat = ("Summarise the links here",)  # it answers to one person alone, wherever that is
    for command in commands:
        where = [0] if command["name"] in of_servers else [0, 1, 2] if command["name"] in in_any_chat else [0, 1]
        assert command["contexts"] == where, command["name"]


def test_who_installs_the_bot_for_themselves_gets_what_needs_no_server(commands: list[dict[str, Any]]) -> None:
    for_oneself = {command["name"] for command in commands if command["integration_types"] == [0, 1]}
    assert for_oneself == {
        "brief", "timeline", "search", "story", "why", "sources", "about", "help", "subscribe", "subscriptions",
        "Summarise the links here",
    }  # fmt: skip
    assert all(command["integration_types"] == [0] for command in commands if command["name"] not in for_oneself)


def test_what_changes_a_server_is_shown_to_its_managers_only(commands: list[dict[str, Any]]) -> None:
    restricted = {c["name"]: c["default_member_permissions"] for c in commands if c["default_member_permissions"]}
    assert restricted == dict.fromkeys(["feed", "correct", "settings", "status", "Add this site as a source"], 1 << 5)


def test_discord_is_told_the_commands_in_every_language_that_it_shares_with_the_frame(
    commands: list[dict[str, Any]],
) -> None:
    assert {"de", "es-419", "es-ES"} <= set(TRANSLATED)
    for command in commands:
        texts = command["name_localizations" if command["type"] == MENU else "description_localizations"]
        assert set(texts) == set(TRANSLATED), command["name"]


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_word_of_a_command_is_missing_from_a_catalogue(commands: list[dict[str, Any]], locale: str) -> None:
    language = locale.partition("-")[0]
    known = {(message.context, message.id) for message in catalogue(language) if message.string}
    wanted = {(NAME, part["name"]) for part in _parts(commands)}
    wanted |= {(DESCRIPTION, part["description"]) for part in _parts(commands) if part.get("description")}
    choices = {choice["name"] for part in _parts(commands) for choice in part.get("choices", [])}
    # Languages are offered by their own names.
    wanted |= {(CHOICE, choice) for choice in choices - set(LOCALES.values())}
    lacking = wanted - known
    assert lacking == set(), to_translate(language, lacking)
    assert {(context, text) for context, text in known - wanted if context} == set(), "is no word of a command any more"


@pytest.mark.parametrize("locale", TRANSLATED)
def test_names_and_descriptions_keep_to_discords_rules_in_every_language(
    commands: list[dict[str, Any]], locale: str
) -> None:
    menus = [command for command in commands if command["type"] == MENU]
    for part in _parts(commands):
        name, description = _told(part, "name", locale), _told(part, "description", locale)
        if part in menus:
            assert 1 <= len(name) <= 32, name
            continue
        assert re.fullmatch(r"[-_\w]{1,32}", name), name
        assert name == name.lower()
        assert 1 <= len(description) <= 100, description
        for choice in part.get("choices", []):
            assert 1 <= len(_told(choice, "name", locale)) <= 100


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_name_is_another_ones_beside_it_in_any_language(commands: list[dict[str, Any]], locale: str) -> None:
    for siblings in (commands, *(part["options"] for part in _parts(commands) if part.get("options"))):
        # A command answers to its English name everywhere, so that counts for the others too.
        names = Counter(name for each in siblings for name in {each["name"], _told(each, "name", locale)})
        assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_a_description_calls_another_command_what_the_menu_beside_it_does(
    commands: list[dict[str, Any]], locale: str
) -> None:
    paths = {path: translated for command in commands for path, translated in _paths(command, locale)}
    for part in _parts(commands):
        for named in re.findall(r"(?<= )/[a-z]+(?: list)?|^/[a-z]+(?: list)?", part.get("description", "")):
            assert f"/{paths[named[1:]]}" in _told(part, "description", locale)


def test_no_command_is_longer_than_discord_takes(commands: list[dict[str, Any]]) -> None:
    """Of each text its longest translation counts."""

    def longest(part: dict[str, Any], key: str) -> int:
        return max(map(len, (part.get(key, ""), *(part.get(f"{key}_localizations") or {}).values())))

    for command in commands:
        parts = list(_parts([command]))
        choices = [choice for part in parts for choice in part.get("choices", [])]
        length = sum(longest(part, "name") + longest(part, "description") for part in parts)
        length += sum(longest(choice, "name") + len(str(choice["value"])) for choice in choices)
        assert length <= LONGEST_COMMAND, command["name"]


def _parts(commands: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The commands, with all that stands below them."""
    for command in commands:
        yield command
        yield from _parts(command.get("options", []))


def _paths(command: dict[str, Any], locale: str) -> Iterator[tuple[str, str]]:
    """What the command and those below it are called, in English and there."""
    own = command["name"], _told(command, "name", locale)
    yield own
    for inner in command.get("options", []):
        for path, translated in _paths(inner, locale):
            yield f"{own[0]} {path}", f"{own[1]} {translated}"


def _told(part: dict[str, Any], key: str, locale: str) -> str:
    """What Discord shows there."""
    own: str = part.get(key, "")
    return str((part.get(f"{key}_localizations") or {}).get(locale, own))


async def test_every_cog_that_is_written_has_its_commands_in_the_tree(scene: Scene) -> None:
    modules = [import_module(f"cogs.{module.name}") for module in iter_modules(cogs.__path__)]
    written = {
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Cog) and each.__module__ == module.__name__
    }
    client = scene.env.bot
    assert isinstance(client, Briefbot)
    added = {each for cog in client.cogs.values() for each in type(cog).mro()}
    assert [cog.__name__ for cog in written - added] == [], "`setup_hook` in cogs/client.py adds each"


async def test_a_changed_translation_is_told_to_discord(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    client = scene.env.bot
    assert isinstance(client, Briefbot)
    assert await client.has_told_commands()
    monkeypatch.setattr("cogs.client.catalogues_fingerprint", lambda: "another")
    assert not await client.has_told_commands()


async def test_commands_are_told_again_only_when_they_changed_or_discord_lost_them(scene: Scene) -> None:
    def told() -> int:
        return sum(call.method == "PUT" and call.path.endswith("/commands") for call in scene.env.http_requests)

    before = told()
    await scene.restart()
    assert told() == before
    scene.env.backend.commands[None].clear()
    await scene.restart()
    assert told() == before + 1


async def test_a_simulator_may_log_the_same_client_in_again(scene: Scene) -> None:
    await scene.env.restart_bot()
    assert "Sorven Dam" in private_words(await scene.member.slash(scene.channel, "topic list"))
