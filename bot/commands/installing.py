"""Setting it up: `init` asks what matters and writes the settings, `doctor` tells what is in order and what is not."""

from __future__ import annotations

import asyncio
import shlex
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.console import as_typed, say, settings_of, stdout
from bot.errors import BotError, ConfigError, UnknownTopicError

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.doctor.finding import Finding
    from bot.model import Topic

_PROBLEMS = 1
_TOKEN_FILE = "discord_token"  # noqa: S105 - a file's name
_ADDRESS = "://"
_USUAL = {
    "follow": "csto, nagorno-karabakh",
    "languages": "en",
    "timezone": "UTC",
    "data_dir": "data",
    "database_url": "",
    "discord_token_file": "",
}
"""What `init` asks for, and offers where nothing is set yet."""
_OWNER_ONLY = 0o600
_HEAD = "# Written by `briefbot init`. README.md and config.example.toml say what else can be set.\n"


def doctor(context: typer.Context) -> None:
    """Look whether everything is in order.

    Also while the bot runs; exit code 1 where something is not.
    """
    from bot.delivery.frame import count
    from bot.doctor.finding import State

    findings = asyncio.run(_told(settings_of(context)))
    wrong = sum(finding.state is State.BAD for finding in findings)
    noted = any(finding.state is State.NOTE for finding in findings)
    well = "Nothing is broken; what is marked ! may want a look." if noted else "All is well."
    say(f"{count(wrong, 'problem')}." if wrong else well)
    if wrong:
        raise typer.Exit(_PROBLEMS)


async def _told(settings: Settings) -> list[Finding]:
    """What was found, each printed as soon as it is."""
    from bot.clock import utc_now
    from bot.delivery.terminal_lists import print_finding
    from bot.doctor.examination import examine
    from bot.doctor.finding import State

    marks = {State.GOOD: ("✓", "green"), State.NOTE: ("!", "yellow"), State.BAD: ("✗", "red")}
    findings = []
    async for finding in examine(settings, clock=utc_now):
        mark, style = marks[finding.state]
        sentence, remedy = as_typed(finding.sentence), as_typed(finding.remedy)
        print_finding(stdout(), mark, style=style, about=finding.about, sentence=sentence, remedy=remedy)
        findings.append(finding)
    return findings


def init(
    context: typer.Context,
    *,
    follow: Annotated[str | None, typer.Option(help="Topics, with commas between them.")] = None,
    languages: Annotated[str | None, typer.Option(help="What your readers read: en, hy.")] = None,
    timezone: Annotated[str | None, typer.Option(help="A city or an IANA name.")] = None,
    data: Annotated[str | None, typer.Option(help="A folder, or postgresql://user@host/name.")] = None,
    token_file: Annotated[str | None, typer.Option(help="A file that holds the bot's token; '' for none.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Change a config.toml that is there.")] = False,
) -> None:
    """Ask the five questions that matter and write config.toml.

    An option answers its question beforehand. Where there is a config.toml, what it says is offered, all else in it
    stays, and so does a copy.
    """
    from bot.commands.settings_text import settings_text, with_settings
    from bot.config_reading import DEFAULT_FILE, load_settings

    file: Path = (context.parent and context.parent.params["config"]) or DEFAULT_FILE
    is_there = file.exists()
    if is_there and not overwrite and not _is_wished(f"{file} is there already. Change it?"):
        raise ConfigError(f"{file} is there already and was left as it is; --overwrite changes it")
    now = _settings_in(file) if is_there else {}
    offered = _USUAL | {name: _written(value) for name, value in now.items() if name in _USUAL and value}
    ids = ", ".join(topic.id for topic in _shipped_topics())
    asked = (
        ("follow", follow, f"1/5 Topics to follow, of {ids}", _topics),
        ("languages", languages, "2/5 Languages your readers read", _languages),
        ("timezone", timezone, "3/5 Your time zone; a city will do", _zone),
    )
    values = {
        name: _answer(name, given, question, read, default=offered[name]) for name, given, question, read in asked
    }
    where = "4/5 Where data is kept: a folder, or postgresql://…"
    place = _answer("data", data, where, _place, default=offered["database_url"] or offered["data_dir"])
    values["database_url" if _ADDRESS in str(place) else "data_dir"] = place
    if named := _token_file(token_file, file.parent, offered["discord_token_file"]):
        values["discord_token_file"] = named
    copy = _copied(file) if is_there else None
    before = _followed(file) if is_there else ""
    changed = with_settings(before, values, among=_USUAL) if before else None
    _write(file, changed or _HEAD + settings_text(values))
    if copy:
        others = ", ".join(name for name in now if name not in _USUAL)
        what = "all else in it stays" if changed else f"which alone has {others}"
        say(f"What it said before is in {copy}{f', {what}' if others else ''}.")
    load_settings(file)
    named = "" if file == DEFAULT_FILE else f" --config {shlex.quote(str(file))}"
    say(f"Written to {file}. {as_typed(f'`briefbot{named} doctor` looks it over, `briefbot{named} run` starts.')}")


def _settings_in(file: Path) -> Mapping[str, object]:
    """What a file says that is to be replaced; nothing where it cannot be read, which may be why it is."""
    from bot.config_reading import read_file

    try:
        return read_file(file)
    except ConfigError:
        return {}


def _followed(file: Path) -> str:
    """The text of a file whose settings can be followed; else none: what cannot be is not carried over."""
    from bot.config_reading import load_settings

    try:
        load_settings(file)
    except ConfigError:
        return ""
    return file.read_text(encoding="utf-8-sig")


def _written(value: object) -> str:
    """A setting as a person answers with it."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _copied(file: Path) -> Path:
    """A copy of what is to be replaced, beside it, under a name that no earlier copy has."""
    names = (f"{file.name}.before{number or ''}" for number in count())
    copy = next(place for name in names if not (place := file.with_name(name)).exists())
    try:
        return Path(shutil.copy(file, copy))
    except OSError as error:
        raise ConfigError(f"{file} cannot be copied to {copy} ({error.strerror or error})") from error


def _answer(
    name: str, given: str | None, question: str, read: Callable[[str], object], *, default: str, hidden: bool = False
) -> object:
    """What was given beforehand, else what a person in a terminal answers, asked again until it can be read.

    Raises:
        ConfigError: Nobody is there to ask, or what was given cannot be read.
    """
    if given is not None:
        return read(given)
    _must_be_in_terminal(f"answer with --{name.replace('_', '-')}")

    def readable(text: str) -> object:
        try:
            return read(text)
        except BotError as error:
            raise typer.BadParameter(str(error)) from error

    return typer.prompt(question, default=default, value_proc=readable, hide_input=hidden, show_default=bool(default))


def _is_wished(question: str) -> bool:
    _must_be_in_terminal("--overwrite changes a config.toml that is there")
    return typer.confirm(question)


def _must_be_in_terminal(otherwise: str) -> None:
    if not sys.stdin.isatty():
        raise ConfigError(f"there is no terminal to ask in; {otherwise}, or write config.toml yourself")


def _shipped_topics() -> Sequence[Topic]:
    from bot.config import shipped_seeds
    from bot.topics.packs import read_packs

    return sorted(read_packs(shipped_seeds() / "topics")[0], key=lambda topic: topic.id)


def _topics(text: str) -> object:
    """Their ids; names and aliases are understood, as wherever topics are asked for."""
    from bot.config_reading import setting_of
    from bot.topics.find import find_topic

    known = _shipped_topics()

    def meant(written: str) -> str:
        try:
            return find_topic(known, written).id
        except UnknownTopicError as error:
            ids = ", ".join(topic.id for topic in known)
            raise UnknownTopicError(f"There is no topic “{written}”; choose from {ids}.") from error

    return tuple(dict.fromkeys(map(meant, setting_of("follow", text))))


def _languages(text: str) -> object:
    """Their codes; "Polish and English" is understood, as in Discord."""
    from bot.actions.reading import languages_written
    from bot.config_reading import setting_of
    from bot.delivery.speech import ENGLISH

    return setting_of("languages", languages_written(text, ENGLISH))


def _zone(text: str) -> object:
    """A place, as in Discord: "EST", which a file may say, is an hour behind all summer."""
    from bot.actions.spoken import zone_written
    from bot.actions.zones import parse_zone
    from bot.config_reading import setting_of
    from bot.delivery.speech import ENGLISH

    return setting_of("timezone", parse_zone(zone_written(text, ENGLISH)))


def _place(text: str) -> object:
    """A folder, or a database's address."""
    from bot.config_reading import setting_of

    place = text.strip()
    if _ADDRESS in place:
        return setting_of("database_url", place)
    folder = setting_of("data_dir", place)
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{place} is no folder")
    return place


def _token_file(given: str | None, folder: Path, now: str) -> str | None:
    """The file that holds the token: one that was named, one that is written now, or that of now; None for none."""
    from bot.config import looks_like_token

    if given and not Path(given).is_file():
        raise ConfigError(f"{given} does not exist; write the token into it first")
    if given is not None:
        return given or None
    place = folder / _TOKEN_FILE
    known = now or (str(place) if place.exists() else None)
    question = f"5/5 Your Discord bot's token (not shown; empty for {f'that in {known}' if known else 'none yet'})"
    token = str(_answer("token_file", None, question, str.strip, default="", hidden=True))
    if not token:
        return known
    if not looks_like_token(token):
        say("! That is not written as a bot's token is, three parts with dots between; was something else copied?")
    if place.exists() and not _is_wished(f"{place} is there already. Replace it?"):
        return str(place)
    _write(place, token + "\n", mode=_OWNER_ONLY)
    return str(place)


def _write(file: Path, text: str, *, mode: int | None = None) -> None:
    try:
        if mode is not None:  # before anything stands in it
            file.touch(mode=mode)
            file.chmod(mode)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{file} cannot be written ({error.strerror or error})") from error
