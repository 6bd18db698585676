"""Which topics there are, and what one would match."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.commands.console import seeded_app, settings_of, stdout

cli = typer.Typer(help="List the topics that can be asked for, or test one.", invoke_without_command=True)


@cli.callback()
def list_topics(context: typer.Context) -> None:
    """List the topics that can be asked for."""
    from bot.delivery.terminal_lists import print_topics

    if context.invoked_subcommand:
        return
    with seeded_app(settings_of(context)) as app:
        overview = asyncio.run(app.actions.topics.overview())
        print_topics(stdout(), [(each.topic, each.recent_articles) for each in overview])


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
