"""The command line: arguments → a command of `bot.commands`.

What was asked for goes to standard output; progress, problems and logs to standard error. A person's
mistake is one sentence and exit code 2; so is what cannot be for now, with exit code 1.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands import correcting, feeds, installing, keeping, reading, regrouping, running, topics, watching
from bot.commands.console import as_typed, let_go_of_output, never_stumble, stderr
from bot.errors import BotError, NotNowError, StorageError

if TYPE_CHECKING:
    from bot.config import Settings

UNREAD = NOT_NOW = 1
MISTAKE = 2
INTERRUPTED = 130

cli = typer.Typer(
    name="briefbot",
    help="Sourced briefings on the topics you follow, in Discord and in the terminal.",
    epilog="Settings come from config.toml and from BRIEFBOT_… variables; config.example.toml explains each.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (
    running.run,
    reading.brief,
    reading.timeline,
    reading.search,
    running.refresh,
    regrouping.regroup,
    installing.init,
    installing.doctor,
    watching.ready,
    keeping.backup,
    keeping.restore,
    keeping.export,
):
    cli.command()(_command)
cli.command("import")(keeping.import_made)
cli.add_typer(topics.cli, name="topics")
cli.add_typer(feeds.cli, name="feeds")
cli.add_typer(correcting.correct, name="correct")
cli.add_typer(correcting.corrections, name="corrections")


def run_command_line(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for.

    Returns:
        0, 2 after a person's mistake or where its answer cannot be written, 1 where nobody reads that to its end or
        what it needs cannot be used for now, 1 or 130 after Ctrl-C.
    """
    never_stumble()
    try:
        code = _done(arguments)
        sys.stdout.flush()  # while what goes wrong can be told
    except OSError as error:
        why = let_go_of_output()
        if why is None:
            raise
        if isinstance(why, BrokenPipeError):
            return UNREAD  # whoever read it has seen enough
        _tell(f"the output cannot be written ({why.strerror or error})")
        return MISTAKE
    return code


def _done(arguments: Sequence[str]) -> int:
    try:
        cli(list(arguments), prog_name="briefbot")
    except SystemExit as done:  # how Typer ends, after it has told a wrong command or option
        return done.code if isinstance(done.code, int) else MISTAKE
    except KeyboardInterrupt:
        return INTERRUPTED
    except (NotNowError, StorageError) as error:  # a service manager starts the bot again, but not after a mistake
        _tell(str(error))
        return NOT_NOW
    except BotError as error:
        _tell(str(error))
        return MISTAKE
    except PermissionError as error:  # any path, even one that is only looked for, may lead through others' folders
        if error.filename is None:
            raise
        _tell(f"{error.filename} is closed to the user that this runs as ({error.strerror})")
        return MISTAKE
    return 0


def _tell(mistake: str) -> None:
    from rich.markup import escape  # noqa: PLC0415 - as the commands do

    stderr().print(f"[bold]briefbot:[/] {escape(as_typed(mistake))}", highlight=False, soft_wrap=True)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"briefbot {version('briefbot')}")
        raise typer.Exit


@cli.callback()
def _settings(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option("--config", "-c", help="The settings; default: config.toml, if there is one.")
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    def load() -> Settings:
        from bot.config_reading import default_file, load_settings  # noqa: PLC0415 - likewise

        nonlocal config
        # One that was there is missed when it is read again: a bot would take `keep_days` from nowhere, and forget.
        config = config or default_file()
        return load_settings(config)

    # The settings are read by the command, not here: `briefbot brief --help` must not fail over them.
    context.obj = load
