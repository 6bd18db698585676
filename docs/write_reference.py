"""Writes `docs/reference/settings.md` and `commands.md` from what the code says of itself.

python -m docs.write_reference            (or `make reference`)
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import typer.main
from pydantic.fields import FieldInfo

from bot.cli import cli
from bot.config import ENV_PREFIX, Settings
from bot.live import READ_AGAIN
from bot.process import create_bot
from bot.storage import Storage
from tests.alone import measuring

FOLDER = Path(__file__).parent / "reference"
_MADE = "<!-- Made by `make reference`; change the code, not this file. -->\n"
_SUBCOMMAND, _GROUP = 1, 2
_SLASH = 1


def main() -> None:
    """Write both."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """The text of each page by its file's name."""
    return {"settings.md": _settings(), "commands.md": _commands()}


def _settings() -> str:
    rows = "\n".join(
        f"| `{name}` | {_default(name, field)} | {'✓' if name in READ_AGAIN else ''} | {field.description} |"
        for name, field in Settings.model_fields.items()
    )
    return f"""{_MADE}# Settings

In `config.toml`, or in the environment or a file `.env` as `{ENV_PREFIX}` and the name in capitals, lists with commas
between; the environment wins. [config.example.toml](../../config.example.toml) says more about each. Unknown names are
errors.

What has a ✓ is taken over by a bot that runs when it is sent SIGHUP (`systemctl reload briefbot`,
`docker compose kill -s HUP`, `kill -HUP`): it reads its files again, and says in its log what is new, what takes a
restart, or what is wrong; then it goes on with the settings that it has. Each of several processes is told by itself.
What stands in the environment stays as it was, and a bot that was started in a terminal ends at SIGHUP.

| setting | default | ✓ | what it is |
|---|---|---|---|
{rows}
"""


def _default(name: str, field: FieldInfo) -> str:
    match field.default:
        case _ if name == "seeds_dir":
            return "`seeds`"  # where there is none the package's own
        case None | () | {}:
            return ""
        case bool(value):
            return f"`{value}`".lower()
        case timedelta() as length:
            return f"`{length // timedelta(hours=1)}h`"
        case tuple(values):
            return f"`{', '.join(map(str, values))}`"
        case value:
            return f"`{value}`"


def _commands() -> str:
    terminal = "\n".join(_in_terminal(typer.main.get_command(cli), "briefbot"))
    discord = "\n".join(line for command in asyncio.run(_told_to_discord()) for line in _in_discord(command, ""))
    return f"""{_MADE}# Commands

## In the terminal

{terminal}
## In Discord

Discord shows names and descriptions in each person's own language, and finds a command by its English name too.

{discord}"""


def _in_terminal(command: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - Typer keeps its own copy of click
    inner: Mapping[str, Any] = getattr(command, "commands", {})
    if inner:
        if command.invoke_without_command:
            yield f"### `{name}`\n"
            yield f"{command.help}\n"
        for word, each in inner.items():
            yield from _in_terminal(each, f"{name} {word}")
        return
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option" and each.name != "help"]
    yield f"### `{' '.join([name, *(each.name.upper() for each in arguments)])}`\n"
    yield f"{command.help}\n"
    told = [(each.name.upper(), each.help) for each in arguments]
    told += [(", ".join(each.opts), f"{each.help}{_choices(each.type_descriptor.annotation)}") for each in options]
    yield from (f"- `{words}`: {text}" for words, text in told)
    if told:
        yield ""


def _choices(annotation: object) -> str:
    """What an option takes, where that is one of a few words."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return f" One of: {', '.join(annotation)}."
    return ""


async def _told_to_discord() -> list[dict[str, Any]]:
    with Storage.open("sqlite://") as storage:
        async with create_bot(Settings(compare_meanings=False), storage=storage, rests=True) as client:
            await client.setup_hook()
            commands = [command.to_dict(client.tree) for command in client.tree.get_commands()]
    return sorted(commands, key=lambda command: (command["type"], command["name"]))


def _in_discord(command: Mapping[str, Any], above: str) -> Iterator[str]:
    name = f"{above} {command['name']}" if above else command["name"]
    options = command.get("options", [])
    inner = [each for each in options if each["type"] in (_SUBCOMMAND, _GROUP)]
    if inner:
        for each in inner:
            yield from _in_discord(each, name)
        return
    is_menu = not above and command["type"] != _SLASH
    yield f"### {name}, in a message's menu\n" if is_menu else f"### `/{name}`\n"
    if not is_menu:
        yield f"{command['description']}\n"
    yield from (f"- `{each['name']}`: {each['description']}" for each in options)
    if options:
        yield ""


if __name__ == "__main__":
    with measuring():
        main()
