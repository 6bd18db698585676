"""Correcting what the bot judged, and what has been corrected."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.console import say, seeded_app, settings_of, unseeded_app, write_document

if TYPE_CHECKING:
    from bot.delivery.rows import CorrectionLine

correct = typer.Typer(
    help="Correct what the bot judged: merge, split, not on a topic.",
    no_args_is_help=True,
)
corrections = typer.Typer(help="What has been corrected: list, undo, export.", no_args_is_help=True)

_Article = Annotated[str, typer.Argument(help="Its id or address; a story's id for the article that opened it.")]


@correct.command()
def merge(context: typer.Context, article: _Article, other: _Article) -> None:
    """Make one story of the two that these articles are in."""
    with seeded_app(settings_of(context)) as app:
        _print_said(asyncio.run(app.actions.corrections.merge(article, other)))


@correct.command()
def split(context: typer.Context, article: _Article) -> None:
    """Give an article a story of its own.

    It stays apart from all that are in its story now.
    """
    with seeded_app(settings_of(context)) as app:
        _print_said(asyncio.run(app.actions.corrections.split(article)))


@correct.command("not-topic")
def not_topic(
    context: typer.Context,
    article: _Article,
    topic: Annotated[str, typer.Argument(help="The topic's id, name or one of its aliases.")],
) -> None:
    """Say that an article is not about a topic."""
    with seeded_app(settings_of(context)) as app:
        _print_said(asyncio.run(app.actions.corrections.not_topic(article, topic)))


@corrections.command("list")
def list_corrections(context: typer.Context) -> None:
    """List what was corrected and not undone, the latest first."""
    from bot.delivery.frame import correction_told
    from bot.delivery.speech import ENGLISH

    with seeded_app(settings_of(context)) as app:
        said = asyncio.run(app.actions.corrections.said())
    for each in said:
        who = f", by member {each.made_by} of server {each.guild_id}" if each.made_by else ""
        told = f"{each.id:>5}  {correction_told(each, ENGLISH)} ({each.made_at:%Y-%m-%d}{who})"
        say(told)
    if not said:
        say("Nothing has been corrected.")


@corrections.command()
def undo(context: typer.Context, number: Annotated[int, typer.Argument(help="As `list` shows it.")]) -> None:
    """Take a correction back.

    What it moved goes back, and it binds nobody any more.
    """
    from bot.delivery.frame import correction_told
    from bot.delivery.speech import ENGLISH

    with seeded_app(settings_of(context)) as app:
        undone = asyncio.run(app.actions.corrections.take_back(number))
    say(f"Taken back: {correction_told(undone, ENGLISH)}.")


@corrections.command()
def export(context: typer.Context) -> None:
    """Write what people said as labelled examples.

    To standard output, a line of JSON each.
    """
    with unseeded_app(settings_of(context)) as app:
        for line in app.actions.corrections.examples():
            write_document(f"{line}\n")


def _print_said(said: CorrectionLine) -> None:
    from bot.delivery.frame import correction_told, count
    from bot.delivery.speech import ENGLISH

    moved = f"; {count(said.moved, 'article')} moved" if said.moved else ""
    told = f"Correction {said.id}: {correction_told(said, ENGLISH)}{moved}."
    say(told)
