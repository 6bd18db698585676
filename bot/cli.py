"""The command line: arguments → settings → one action → what it answers, printed.

What was asked for goes to standard output; progress, problems and logs to standard error. A person's
mistake is one sentence and exit code 2.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.actions.feeds import FeedOverview
from bot.app import App, Part, build, leading, run_bot, run_worker
from bot.config import Settings, load_settings
from bot.delivery.document import briefing_html, briefing_json
from bot.delivery.terminal import (
    FeedRow,
    print_briefing,
    print_feeds,
    print_problems,
    print_search_hits,
    print_steps,
    print_topics,
)
from bot.delivery.wording import count
from bot.errors import BadValueError, BotError, ConfigError, PersonError
from bot.pipeline.check import Checked
from bot.pipeline.refresh import RefreshReport
from bot.sources.addresses import check_url

MISTAKE = 2
INTERRUPTED = 130

_ROUGHLY = 80  # columns of a file or a pipe, which have none


class Format(StrEnum):
    """How a briefing is printed."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class Role(StrEnum):
    """What a process does: everything, talk to Discord, or read feeds and compose."""

    ALL = "all"
    BOT = "bot"
    WORKER = "worker"


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
feeds_cli = typer.Typer(help="Which feeds are read: list, add, remove, import, export.", no_args_is_help=True)
cli.add_typer(feeds_cli, name="feeds")


def run_command_line(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for.

    Returns:
        0, 2 after a person's mistake, 1 or 130 after Ctrl-C.
    """
    try:
        cli(list(arguments), prog_name="briefbot")
    except SystemExit as done:  # how Typer ends, after it has told a wrong command or option
        return done.code if isinstance(done.code, int) else MISTAKE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BotError as error:
        _stderr().print(f"[bold]briefbot:[/] {escape(str(error))}", highlight=False, soft_wrap=True)
        return MISTAKE
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain once more while it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


@cli.callback()
def _settings(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option("--config", "-c", help="The settings; default: config.toml, if there is one.")
    ] = None,
) -> None:
    # The settings are read by the command, not here: `briefbot brief --help` must not fail over them.
    context.obj = lambda: load_settings(config)


@cli.command()
def run(
    context: typer.Context,
    role: Annotated[Role, typer.Option(help="What this process does, of several that share PostgreSQL.")] = Role.ALL,
    shards: Annotated[
        str | None, typer.Option(help="Which connections to Discord it holds: 0-3/8 are the first four of eight.")
    ] = None,
) -> None:
    """Run the bot; without a Discord token, print today's briefings here and say how to go live."""
    settings = _load(context)
    if role is not Role.ALL and settings.storage_url.startswith("sqlite"):
        raise ConfigError("an SQLite file serves one process; set database_url to share PostgreSQL among several")
    if role is Role.WORKER:
        asyncio.run(run_worker(settings))
        return
    token = settings.token()
    if token is None and role is Role.BOT:
        raise ConfigError("a process with the role bot needs BRIEFBOT_DISCORD_TOKEN")
    if token is None:
        with _app(settings) as app, leading(app.storage):
            asyncio.run(_first_impression(app))
        return
    part = Part(leads=role is Role.ALL, shards=_shards(shards) if shards else None)
    asyncio.run(run_bot(settings, token, part=part))


def _shards(text: str) -> tuple[range, int]:
    found = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?/(\d{1,4})", text.strip())
    if found:
        first, last, total = int(found[1]), int(found[2] or found[1]), int(found[3])
        if first <= last < total:
            return range(first, last + 1), total
    raise BadValueError(f"{text!r} names no shards; write 0-3/8 for the first four of eight")


@cli.command()
def brief(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(help="The topic's id, name or one of its aliases.")],
    at: Annotated[
        str | None,
        typer.Option(help="As of when: 2023-09-20 (its end), 2023-09-20T18:00 or 2023-09-20T18:00Z."),
    ] = None,
    window: Annotated[str | None, typer.Option(help="How far back: 90m, 24h, 3d, 1w; default: the setting.")] = None,
    format_: Annotated[Format, typer.Option("--format", "-f", help="How it is printed.")] = Format.TEXT,
) -> None:
    """Print the briefing on a topic, from what has been read so far."""
    with _app(_load(context)) as app:
        briefing = asyncio.run(app.actions.briefings.brief(topic, window=window, at=at))
        zone, languages = app.settings.timezone, app.settings.languages
        match format_:
            case Format.JSON:
                sys.stdout.write(briefing_json(briefing) + "\n")
            case Format.HTML:
                sys.stdout.write(briefing_html(briefing, zone=zone, languages=languages) + "\n")
            case Format.TEXT:
                print_briefing(_stdout(), briefing, zone=zone, now=briefing.at, languages=languages)


@cli.command()
def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help='Words that must all be there; "words in quotes" side by side.')],
    until: Annotated[str | None, typer.Option(help="Leave out what was told later.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many articles at most.")] = 10,
) -> None:
    """Find articles by their words."""
    with _app(_load(context)) as app:
        found = asyncio.run(app.actions.search.search(" ".join(words), per_page=limit, until=until))
        print_search_hits(_stdout(), found.query, found.articles, zone=app.settings.timezone, has_more=found.has_more)


@cli.command()
def topics(context: typer.Context) -> None:
    """List the topics that can be asked for."""
    with _app(_load(context)) as app:
        overview = asyncio.run(app.actions.topics.overview())
        print_topics(_stdout(), [(each.topic, each.recent_articles) for each in overview])


@cli.command()
def refresh(context: typer.Context) -> None:
    """Ask every feed for news now; exit code 1 where none of them could be read."""
    with _app(_load(context)) as app, leading(app.storage):
        report = asyncio.run(_refresh(app, everything=True))
        _print_failures(report)
        _stdout().print(_told(report), highlight=False)
        if report.asked and len(report.failures) == report.asked:
            raise typer.Exit(1)


@cli.command()
def backup(context: typer.Context, file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Copy everything into one file, also while the bot runs."""
    with _stored(context) as app:
        rows = app.actions.keeping.back_up(file)
    _stdout().print(f"{count(rows, 'row')} are in {file}.", highlight=False, markup=False)


@cli.command()
def restore(context: typer.Context, file: Annotated[Path, typer.Argument(help="What `backup` wrote.")]) -> None:
    """Bring a backup back into a database that holds nothing yet, of either kind."""
    with _stored(context) as app:
        rows = app.actions.keeping.restore(file)
    _stdout().print(f"{count(rows, 'row')} restored.", highlight=False)


@cli.command()
def export(context: typer.Context) -> None:
    """Write all that people made (feeds, topics, subscriptions) as JSON to standard output."""
    with _stored(context) as app:
        sys.stdout.write(app.actions.keeping.export().decode())


@cli.command("import")
def import_made(context: typer.Context, file: Annotated[Path, typer.Argument(help="What `export` wrote.")]) -> None:
    """Add what an export holds to what is there."""
    data = _read(file)
    with _stored(context) as app:
        made = app.actions.keeping.import_made(data)
    parts = (
        count(len(made.feeds), "feed"),
        count(len(made.topics), "topic"),
        count(len(made.subscriptions), "subscription"),
    )
    _stdout().print(f"{', '.join(parts)} taken over.", highlight=False)


@feeds_cli.command("list")
def list_feeds(context: typer.Context) -> None:
    """List the feeds and how each one fares: failing, silent, frozen, moved, paused, or fine."""
    with _app(_load(context)) as app:
        feeds = asyncio.run(app.actions.feeds.overview())
        print_feeds(_stdout(), [_row(each) for each in feeds], now=app.clock())


def _checked(app: App, url: str) -> Checked:
    async def check() -> Checked:
        async with app.refresher() as refresher:
            return await refresher.check(check_url(url))

    checked = asyncio.run(check())
    print_steps(_stdout(), [(step.is_good, step.sentence) for step in checked.steps])
    return checked


def _row(each: FeedOverview) -> FeedRow:
    remark = f"{each.health.state}: {each.health.sentence}" if each.health.sentence else ""
    return FeedRow(each.feed.folder, each.name, each.feed.url, each.feed.last_success_at, each.usual, remark)


@feeds_cli.command("check")
def check_feed(context: typer.Context, url: Annotated[str, typer.Argument(help="Of a feed or a page.")]) -> None:
    """Tell step by step what would be read at an address; exit code 1 where that is nothing."""
    with _app(_load(context)) as app:
        if _checked(app, url).feed_url is None:
            raise typer.Exit(1)


@feeds_cli.command("add")
def add_feed(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="Its address.")],
    *,
    find: Annotated[bool, typer.Option("--find", help="The address is of a page: look for its feed.")] = False,
) -> None:
    """Read a feed from now on, or again, if it was paused."""
    with _app(_load(context)) as app:
        if find:
            found = _checked(app, url)
            if found.feed_url is None:
                raise PersonError("No feed was found there.")
            url = found.feed_url
        is_new = asyncio.run(app.actions.feeds.add(url))
        _stdout().print("Added; `briefbot refresh` reads it now." if is_new else "It is read already.", highlight=False)


@feeds_cli.command("full-text")
def full_text(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="Its address.")],
    *,
    off: Annotated[bool, typer.Option("--off", help="Read what the feed itself holds again.")] = False,
) -> None:
    """Read a feed's new articles whole, from their own pages; robots.txt is respected."""
    with _app(_load(context)) as app:
        asyncio.run(app.actions.feeds.set_full_text(url, full_text=not off))
        _stdout().print("Its own text is read." if off else "New articles are read from their pages.", highlight=False)


@feeds_cli.command("remove")
def remove_feed(context: typer.Context, url: Annotated[str, typer.Argument(help="Its address.")]) -> None:
    """Read a feed no more; the articles that it brought stay."""
    with _app(_load(context)) as app:
        asyncio.run(app.actions.feeds.remove(url))
        _stdout().print("Removed.", highlight=False)


@feeds_cli.command("import")
def import_feeds(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="A list in the format OPML.")]
) -> None:
    """Read every feed of an OPML list from now on."""
    data = _read(file)
    with _app(_load(context)) as app:
        imported = asyncio.run(app.actions.feeds.import_opml(data))
        print_problems(_stderr(), [(file.name, problem) for problem in imported.problems])
        known = f", {imported.known} known already" if imported.known else ""
        _stdout().print(f"{count(imported.added, 'feed')} added{known}.", highlight=False)


@feeds_cli.command("export")
def export_feeds(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="Where to; default: standard output.")] = None,
) -> None:
    """Write the feeds as an OPML list."""
    with _app(_load(context)) as app:
        data = asyncio.run(app.actions.feeds.export_opml())
    if file is None:
        sys.stdout.write(data.decode())
        return
    try:
        file.write_bytes(data)
    except OSError as error:
        raise PersonError(f"{file} cannot be written ({error.strerror or error})") from error
    _stdout().print(f"The feeds are in {file}.", highlight=False, markup=False)


async def _first_impression(app: App) -> None:
    report = await _refresh(app, everything=False)
    _print_failures(report)
    console, zone, languages = _stdout(), app.settings.timezone, app.settings.languages
    for topic_id in app.settings.follow:
        briefing = await app.actions.briefings.brief(topic_id)
        print_briefing(console, briefing, zone=zone, now=briefing.at, languages=languages)
    console.print()
    console.print("To go live in Discord, set [bold]BRIEFBOT_DISCORD_TOKEN[/] and run this again;")
    console.print("README.md says how to get a token, config.example.toml what else can be set.")


async def _refresh(app: App, *, everything: bool) -> RefreshReport:
    console = _stderr()
    columns = (TextColumn("Reading feeds"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("feeds", total=None)
        async with app.refresher() as refresher:
            return await refresher.run(
                everything=everything,
                progress=lambda done, total: progress.update(bar, completed=done, total=total),
            )


def _print_failures(report: RefreshReport) -> None:
    print_problems(_stderr(), [(failure.name, failure.reason) for failure in report.failures])
    if report.asked > 1 and len(report.failures) == report.asked:
        _stderr().print(f"None of {report.asked} feeds could be read; is this machine online?", highlight=False)


def _told(report: RefreshReport) -> str:
    if not report.asked:
        return "There are no feeds to read; `briefbot feeds import FILE.opml` or `briefbot feeds add URL` brings some."
    parts = [
        f"{count(report.asked, 'feed')} asked",
        f"{report.unchanged:,} unchanged",
        f"{len(report.failures):,} could not be read",
        f"{count(report.new, 'new article')}",
        f"{report.changed:,} edited",
    ]
    return f"{', '.join(parts)}."


def _load(context: typer.Context) -> Settings:
    load: Callable[[], Settings] = context.obj
    settings = load()
    _set_up_logging(settings.log_level.upper())
    return settings


def _set_up_logging(level: str) -> None:
    """Our own words at this level; libraries speak up when something is wrong, or when all is asked for."""
    logging.basicConfig(
        level=level if level == "DEBUG" else max(logging.WARNING, logging.getLevelName(level)),
        stream=sys.stderr,
        format="%(asctime)s %(levelname)-7s %(name)s: %(message)s",
    )
    for name in ("bot", "cogs"):
        logging.getLogger(name).setLevel(level)


@contextmanager
def _stored(context: typer.Context) -> Iterator[App]:
    """The app on its database as it is, without its seeds."""
    app = build(_load(context))
    with app.storage:
        yield app


@contextmanager
def _app(settings: Settings) -> Iterator[App]:
    """The app with its seeds read; what is wrong with them is told on standard error."""
    app = build(settings)
    with app.storage:
        report = app.seeding.read_if_changed(app.clock())
        print_problems(_stderr(), [("seeds", problem) for problem in report.problems] if report else [])
        for topic_id in settings.follow:
            app.actions.topics.find(topic_id)
        yield app


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file} cannot be read ({error.strerror or error})") from error


def _stdout() -> Console:
    return _console(stderr=False)


def _stderr() -> Console:
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr)
    return console if console.is_terminal or os.environ.get("COLUMNS") else Console(stderr=stderr, width=_ROUGHLY)
