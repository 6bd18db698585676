"""What every command shares: its settings, the app it asks, and where it prints."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.errors import ConfigError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.app import App
    from bot.config import Settings

_NAME = "briefbot"
STREAM = Path("-")
"""How people name standard input or output where a file is asked for."""
_ROUGHLY = 80  # columns of a file or a pipe, which have none


def settings_of(context: typer.Context) -> Settings:
    """Read the settings, and log by them from now on.

    Raises:
        ConfigError: One sentence per mistake.
    """
    from bot.logs import set_up_logging

    load: Callable[[], Settings] = context.obj
    settings = load()
    set_up_logging(settings.log_level.upper(), as_json=settings.log_format == "json", stream=sys.stderr)
    return settings


@contextmanager
def unseeded_app(settings: Settings) -> Iterator[App]:
    """The app on its database as it is, without its seeds."""
    from bot.app import build

    app = build(settings)
    with app.storage:
        yield app


@contextmanager
def seeded_app(settings: Settings) -> Iterator[App]:
    """The app with its seeds read; what is wrong with them is told on standard error."""
    from bot.app import build
    from bot.delivery.terminal_lists import print_problems

    app = build(settings)
    with app.storage:
        report = app.seeding.read_if_changed(app.clock())
        print_problems(stderr(), [("seeds", problem) for problem in report.problems] if report else [])
        yield app


def content_of(file: Path) -> bytes:
    """What is in a file that a person named, or comes in by standard input.

    Raises:
        ConfigError: It cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if file == STREAM else file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file} cannot be read ({error.strerror or error})") from error


def keep_in(file: Path, content: bytes) -> None:
    """Write into a file that a person named; what it held stays where there is no room for the new.

    Raises:
        ConfigError: It cannot be written.
    """
    must_be_file(file)
    try:
        if file.exists() and not file.is_file():  # a pipe, a terminal
            file.write_bytes(content)
        else:
            _exchange(Path(os.path.realpath(file)), content)  # a link goes on leading there
    except OSError as error:
        raise ConfigError(f"{file} cannot be written ({error.strerror or error})") from error


def _exchange(file: Path, content: bytes) -> None:
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_bytes(content)
        if file.exists():
            shutil.copymode(file, part)  # who was to read it, and who not
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def must_be_file(file: Path) -> None:
    """Refuse standard output as the place of what is no text.

    Raises:
        ConfigError: That was named.
    """
    if file == STREAM:
        raise ConfigError("this cannot be written to standard output (-); name a file")


def say(line: str) -> None:
    """Answer with a line as it stands, however long and with whatever brackets in it."""
    stdout().print(line, highlight=False, markup=False, soft_wrap=True)


def write_document(text: str) -> None:
    """Print what programs read: in UTF-8, as such a file says of itself, whatever the machine writes else."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)


def never_stumble() -> None:
    """Print a question mark for a letter that the terminal, or the machine's own encoding, does not have.

    What is said into a closed stream (`>&-`), which Python has none for, is lost.
    """
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def let_go_of_output() -> OSError | None:
    """Find out whether standard output takes anything, by an empty line, and write no more to it where it does not.

    Else Python would complain once more while it closes.

    Returns:
        Why it takes nothing; None where it does.
    """
    try:
        sys.stdout.write("\n")
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return error
    return None


def as_typed(text: str) -> str:
    """A text with its commands as they are typed here: in a clone `briefbot run` is `.venv/bin/briefbot run`."""
    return text.replace("`briefbot ", f"`{_program()} ")


def _program() -> str:
    called = Path(sys.argv[0])
    found = shutil.which(_NAME)
    if called.name != _NAME or not called.exists() or (found and Path(found).samefile(called)):
        return _NAME
    called = called.absolute()
    return str(called.relative_to(Path.cwd()) if called.is_relative_to(Path.cwd()) else called)


def stdout() -> Console:
    """Where what was asked for is printed."""
    return _console(stderr=False)


def stderr() -> Console:
    """Where progress and problems are printed."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    console = Console(stderr=stderr)
    is_known = console.width and (console.is_terminal or os.environ.get("COLUMNS"))  # COLUMNS=0 would print nothing
    return console if is_known else Console(stderr=stderr, width=_ROUGHLY)
