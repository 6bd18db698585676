"""Asking for what has been read: a briefing, a timeline, a search."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.console import keep_in, seeded_app, settings_of, stdout, write_document
from bot.model import Length

if TYPE_CHECKING:
    from bot.app import App


def _day(app: App, text: str | None, at: str | None = None) -> str | None:
    """A day as it is written in English: "yesterday" becomes its date, seen from today or from the moment `at`."""
    from bot.actions.spoken import day_written
    from bot.delivery.speech import ENGLISH

    return text and day_written(text, ENGLISH, app.actions.briefings.today(at))


class Format(StrEnum):
    """How a briefing is printed."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def brief(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(help="The topic's id, name or one of its aliases.")],
    *,
    at: Annotated[
        str | None,
        typer.Option(help="As of when: 2023-09-20 (its end), 2023-09-20T18:00 or 2023-09-20T18:00Z."),
    ] = None,
    window: Annotated[
        str | None, typer.Option(help="How far back (90m, 24h, 3d, 1w) or a day (2023-09-20); default: the setting.")
    ] = None,
    is_long: Annotated[bool, typer.Option("--long", help="Tell up to twice as much: some 500 words.")] = False,
    format_: Annotated[Format, typer.Option("--format", "-f", help="How it is printed.")] = Format.TEXT,
) -> None:
    """Print the briefing on a topic, from what was read so far."""
    from bot.actions.spoken import window_written
    from bot.delivery.document_html import briefing_html
    from bot.delivery.document_json import briefing_json
    from bot.delivery.speech import ENGLISH
    from bot.delivery.terminal import print_briefing

    with seeded_app(settings_of(context)) as app:
        length = Length.LONG if is_long else Length.NORMAL
        at = _day(app, at)
        span = window and window_written(window, ENGLISH, app.actions.briefings.today(at))
        briefing = asyncio.run(app.actions.briefings.brief(topic, window=span, at=at, length=length))
        zone = app.settings.timezone
        match format_:
            case Format.JSON:
                write_document(briefing_json(briefing) + "\n")
            case Format.HTML:
                write_document(briefing_html(briefing, zone=zone) + "\n")
            case Format.TEXT:
                print_briefing(stdout(), briefing, zone=zone)


def timeline(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(help="The topic's id, name or one of its aliases.")],
    *,
    first: Annotated[
        str | None, typer.Option("--from", help="The first day, 2023-09-01; else the first of which there is news.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", help="The last day, likewise.")] = None,
    at: Annotated[
        str | None, typer.Option(help="As of when, from what was known then; written as for `briefbot brief`.")
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option(help="Draw it too, as a PNG, into this file: the days told in orange, what looks back in white."),
    ] = None,
) -> None:
    """Print the days of a topic that mattered, in sentences."""
    from bot.delivery.drawing import timeline_picture
    from bot.delivery.terminal import print_timeline

    with seeded_app(settings_of(context)) as app:
        at = _day(app, at)
        first, last = (_day(app, each, at) for each in (first, last))
        told = asyncio.run(app.actions.timelines.timeline(topic, first=first, last=last, at=at))
        if picture and (png := asyncio.run(timeline_picture(told))):
            keep_in(picture, png)
        print_timeline(stdout(), told, zone=app.settings.timezone, languages=app.settings.languages)


def search(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            help="Words that must all be there, with source:bbc lang:pl after:7d before:2026-05-01 to keep to; "
            "in quotes as a whole, 'one OR other -without'."
        ),
    ],
    until: Annotated[str | None, typer.Option(help="Leave out what was told later.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many articles at most.")] = 10,
) -> None:
    """Find articles by their words."""
    from bot.delivery.terminal import print_found

    with seeded_app(settings_of(context)) as app:
        asked = app.actions.search.search(" ".join(words), per_page=limit, until=_day(app, until))
        print_found(stdout(), asyncio.run(asked), zone=app.settings.timezone)
