"""Which topics there are, and what one would match."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.commands.console import seeded_app, settings_of, stdout

cli = typer.Typer(help="The topics that can be asked for: list them, or test one.", invoke_without_command=True)


@cli.callback()
def topics(context: typer.Context) -> None:
    """List the topics that can be asked for."""
    if not context.invoked_subcommand:
        list_topics(context)


@cli.command("list")
def list_topics(context: typer.Context) -> None:
    """List the topics that can be asked for, as `briefbot topics` does."""
    from bot.delivery.terminal_lists import print_topics

    with seeded_app(settings_of(context)) as app:
        print_topics(stdout(), asyncio.run(app.actions.topics.overview()))


@cli.command()
def test(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(help="The topic's id, name or one of its aliases.")],
) -> None:
    """Print what a topic matched in a week, and what its names lack.

    Where a name finds little as it is and its words together would find more, a line says so that can be copied into
    "Only together" of a topic's form.
    """
    from bot.delivery.terminal_trial import print_trial

    with seeded_app(settings_of(context)) as app:
        tried = asyncio.run(app.actions.making.try_topic(topic))
        print_trial(stdout(), tried.topic.name, tried.report, zone=app.settings.timezone)
