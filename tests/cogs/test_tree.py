"""The commands as Discord is told them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.cogs.conftest import Scene
from tests.cogs.reading import private_words
from tests.wire import rules


@pytest.fixture
def commands(scene: Scene) -> list[dict[str, Any]]:
    """The body of the request that told Discord the commands."""
    told = [call for call in scene.env.http_requests if call.method == "PUT" and call.path.endswith("/commands")]
    assert len(told) == 1
    body = told[0].json
    assert isinstance(body, list)
    return body


def test_the_whole_tree_keeps_to_discords_rules(commands: list[dict[str, Any]]) -> None:
    rules.demand()
    assert rules.check("PUT", "/applications/1/commands", commands) == []


def test_every_command_is_there_and_no_two_names_collide(commands: list[dict[str, Any]]) -> None:
    names = Counter(command["name"] for command in commands)
    assert names == Counter(
        [
            "brief",
            "topic",
            "topics",
            "subscribe",
            "subscriptions",
            "unsubscribe",
            "search",
            "correct",
            "story",
            "why",
            "sources",
            "timeline",
            "about",
            "feed",
            "settings",
            "status",
            "Add this site as a source",
            "Summarise the links here",
        ]
    )


def test_no_two_names_below_a_command_collide(commands: list[dict[str, Any]]) -> None:
    for command in (each for each in commands if each["type"] == 1):
        for holder in (command, *command.get("options", [])):
            names = Counter(option["name"] for option in holder.get("options", []))
            assert [name for name, count in names.items() if count > 1] == [], command["name"]


def test_every_command_and_option_says_in_words_what_it_is(commands: list[dict[str, Any]]) -> None:
    slash = [command for command in commands if command["type"] == 1]
    options = [option for command in slash for option in _options(command)]
    assert [each["name"] for each in (*slash, *options) if len(each["description"]) < 10] == []


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
        "brief", "timeline", "search", "story", "why", "sources", "about", "subscribe", "subscriptions",
        "Summarise the links here",
    }  # fmt: skip
    assert all(command["integration_types"] == [0] for command in commands if command["name"] not in for_oneself)


def test_what_changes_a_server_is_shown_to_its_managers_only(commands: list[dict[str, Any]]) -> None:
    restricted = {c["name"]: c["default_member_permissions"] for c in commands if c["default_member_permissions"]}
    assert restricted == dict.fromkeys(["feed", "correct", "settings", "status", "Add this site as a source"], 1 << 5)


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
