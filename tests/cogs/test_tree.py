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
    assert names == Counter(["brief", "topic", "subscribe", "unsubscribe", "subscriptions", "search", "about"])


def test_every_command_and_option_says_in_words_what_it_is(commands: list[dict[str, Any]]) -> None:
    options = [option for command in commands for option in command["options"]]
    assert [each["name"] for each in (*commands, *options) if len(each["description"]) < 10] == []


def test_commands_are_offered_in_servers_and_in_the_bots_own_chat_only(commands: list[dict[str, Any]]) -> None:
    assert {(tuple(command["contexts"]), tuple(command["integration_types"])) for command in commands} == {
        ((0, 1), (0,))
    }


def test_what_changes_a_server_is_shown_to_its_managers_only(commands: list[dict[str, Any]]) -> None:
    restricted = {c["name"]: c["default_member_permissions"] for c in commands if c["default_member_permissions"]}
    assert restricted == {"subscribe": 1 << 5, "unsubscribe": 1 << 5}


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
