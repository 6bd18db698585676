"""Keeping it: backups, and what people made as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.console import content_of, must_be_file, say, settings_of, unseeded_app, write_document


def backup(context: typer.Context, file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Copy everything into one file, also while the bot runs."""
    from bot.delivery.frame import count

    must_be_file(file)
    with unseeded_app(settings_of(context)) as app:
        rows = app.actions.keeping.back_up(file)
    say(f"{count(rows, 'row')} are in {file}.")


def restore(context: typer.Context, file: Annotated[Path, typer.Argument(help="What `backup` wrote.")]) -> None:
    """Bring a backup back into a database that holds nothing.

    SQLite or PostgreSQL, whichever it was made from.
    """
    from bot.delivery.frame import count

    with unseeded_app(settings_of(context)) as app:
        rows = app.actions.keeping.restore(file)
    say(f"{count(rows, 'row')} restored.")


def export(context: typer.Context) -> None:
    """Write all that people made as JSON to standard output.

    Feeds, topics, subscriptions, what servers have set, muted stories and corrections.
    """
    with unseeded_app(settings_of(context)) as app:
        write_document(app.actions.keeping.export().decode())


def import_made(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="What `export` wrote; - for standard input.")]
) -> None:
    """Add what an export holds to what is there."""
    from bot.delivery.frame import count

    data = content_of(file)
    with unseeded_app(settings_of(context)) as app:
        taken = app.actions.keeping.import_made(data)
    made = taken.made
    parts = {
        "feeds": count(len(made.feeds), "feed"),
        "topics": count(len(made.topics), "topic"),
        "subscriptions": count(len(made.subscriptions), "subscription"),
        "mutes": count(len(made.mutes), "muted story", "muted stories"),
        "corrections": count(len(made.corrections), "correction"),
    }
    say(f"{', '.join(f'{told} ({taken.new[part]:,} new)' for part, told in parts.items())} taken over.")
