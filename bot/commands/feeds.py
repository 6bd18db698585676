"""Which feeds are read."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.console import (
    STREAM,
    content_of,
    keep_in,
    say,
    seeded_app,
    settings_of,
    stderr,
    stdout,
    write_document,
)
from bot.errors import PersonError

if TYPE_CHECKING:
    from bot.actions.feeds import FeedOverview
    from bot.app import App
    from bot.delivery.terminal_lists import FeedRow
    from bot.pipeline.check import Checked

cli = typer.Typer(help="Feeds: list, check, add, remove, full-text, import, export.", no_args_is_help=True)


@cli.command("list")
def list_feeds(context: typer.Context) -> None:
    """List the feeds and how each one fares.

    Failing, silent, frozen, moved, paused, or fine.
    """
    from bot.delivery.terminal_lists import print_feeds

    with seeded_app(settings_of(context)) as app:
        feeds = asyncio.run(app.actions.feeds.overview())
        print_feeds(stdout(), [_row(each) for each in feeds], now=app.clock())


def _checked(app: App, url: str) -> Checked:
    from bot.delivery.terminal_lists import print_steps
    from bot.sources.addresses import addresses_meant

    async def check() -> Checked:
        async with app.refresher() as refresher:
            return await refresher.check(*addresses_meant(url))

    checked = asyncio.run(check())
    print_steps(stdout(), [(step.is_good, step.sentence) for step in checked.steps])
    return checked


def _row(each: FeedOverview) -> FeedRow:
    from bot.delivery.terminal_lists import FeedRow

    remark = f"{each.health.state}: {each.health.sentence}" if each.health.sentence else ""
    return FeedRow(each.feed.folder, each.name, each.feed.url, each.feed.last_success_at, each.usual, remark)


@cli.command("check")
def check_feed(context: typer.Context, url: Annotated[str, typer.Argument(help="Of a feed or a page.")]) -> None:
    """Tell step by step what would be read at an address.

    Exit code 1 where that is nothing: no feed, or one without an article.
    """
    with seeded_app(settings_of(context)) as app:
        if not _checked(app, url).articles:
            raise typer.Exit(1)


@cli.command("add")
def add_feed(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="Of a feed, or of a page that names one.")],
    *,
    unchecked: Annotated[bool, typer.Option("--unchecked", help="Add the address without asking it.")] = False,
) -> None:
    """Read a feed from now on, or again, if it was paused.

    It is asked first, as by `feeds check`; what cannot be read is not added.
    """
    with seeded_app(settings_of(context)) as app:
        if not unchecked:
            found = _checked(app, url).feed_url
            if found is None:
                raise PersonError("Not added, for no feed was found there; --unchecked adds an address as it is.")
            url = found
        is_new = asyncio.run(app.actions.feeds.add(url))
        told = "Added. A bot that runs reads it within a minute; where none does, `briefbot refresh` reads it now."
        say(told if is_new else "It is read already.")


@cli.command("full-text")
def full_text(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="Its address.")],
    *,
    off: Annotated[bool, typer.Option("--off", help="Read what the feed itself holds again.")] = False,
) -> None:
    """Read a feed's new articles whole, from their own pages.

    What robots.txt forbids is not read.
    """
    with seeded_app(settings_of(context)) as app:
        asyncio.run(app.actions.feeds.set_full_text(url, full_text=not off))
        say("Its own text is read." if off else "New articles are read from their pages.")


@cli.command("remove")
def remove_feed(context: typer.Context, url: Annotated[str, typer.Argument(help="Its address.")]) -> None:
    """Read a feed no more; the articles that it brought stay."""
    with seeded_app(settings_of(context)) as app:
        asyncio.run(app.actions.feeds.remove(url))
        say("Removed.")


@cli.command("import")
def import_feeds(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A list in the format OPML; - for standard input.")],
) -> None:
    """Read every feed of an OPML list from now on."""
    from bot.delivery.frame import count
    from bot.delivery.terminal_lists import print_problems

    data = content_of(file)
    with seeded_app(settings_of(context)) as app:
        imported = asyncio.run(app.actions.feeds.import_opml(data))
        print_problems(stderr(), [(file.name, problem) for problem in imported.problems])
        known = f", {imported.known} known already" if imported.known else ""
        say(f"{count(imported.added, 'feed')} added{known}.")


@cli.command("export")
def export_feeds(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="Where to; default, or -: standard output.")] = None,
) -> None:
    """Write the feeds as an OPML list."""
    with seeded_app(settings_of(context)) as app:
        data = asyncio.run(app.actions.feeds.export_opml())
    if file is None or file == STREAM:
        write_document(data.decode())
        return
    keep_in(file, data)
    say(f"The feeds are in {file}.")
