"""The bot at work: `run` for good, `refresh` once."""

from __future__ import annotations

import asyncio
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.console import as_typed, say, seeded_app, settings_of, stderr, stdout
from bot.errors import BadValueError, ConfigError, UnknownTopicError

if TYPE_CHECKING:
    from bot.app import App
    from bot.pipeline.refresh import RefreshReport


_MOST_FAILURES = 10
"""More that cannot be read have one reason, most of all that the machine is offline, and push it out of sight."""


class Role(StrEnum):
    """What a process does: everything, talk to Discord, or read feeds and compose."""

    ALL = "all"
    BOT = "bot"
    WORKER = "worker"


def run(
    context: typer.Context,
    role: Annotated[Role, typer.Option(help="What this process does, of several that share PostgreSQL.")] = Role.ALL,
    shards: Annotated[
        str | None, typer.Option(help="Which connections to Discord it holds: 0-3/8 are the first four of eight.")
    ] = None,
) -> None:
    """Run the bot; without a Discord token, print briefings here.

    That reads the feeds once, prints today's briefings and says how to go live.
    """
    from bot.holding import leading
    from bot.process import Part, run_bot, run_worker

    settings = settings_of(context)
    own_shards = _shards(shards) if shards is not None else None
    if role is not Role.ALL and settings.storage_url.startswith("sqlite"):
        raise ConfigError("an SQLite file serves one process; set database_url to share PostgreSQL among several")
    if role is Role.WORKER:
        asyncio.run(run_worker(settings, load=context.obj))
        return
    token = settings.token()
    if token is None and role is Role.BOT:
        raise ConfigError("a process with the role bot needs a token: BRIEFBOT_DISCORD_TOKEN or discord_token_file")
    if token is None:
        with seeded_app(settings) as app, leading(app.storage):
            asyncio.run(_first_impression(app))
        return
    part = Part(leads=role is Role.ALL, shards=own_shards)
    asyncio.run(run_bot(settings, token, part=part, load=context.obj))


def _shards(text: str) -> tuple[range, int]:
    found = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4}))?/(\d{1,4})", text.strip())
    if found:
        first, last, total = int(found[1]), int(found[2] or found[1]), int(found[3])
        if first <= last < total:
            return range(first, last + 1), total
    raise BadValueError(f"“{text}” names no shards; write 0-3/8 for the first four of eight")


def refresh(context: typer.Context) -> None:
    """Ask every feed for news now.

    Exit code 1 where none of them could be read.
    """
    from bot.holding import leading

    with seeded_app(settings_of(context)) as app, leading(app.storage):
        report = asyncio.run(_refresh(app, everything=True))
        _print_failures(report)
        say(_told(report))
        if report.asked and len(report.failures) == report.asked:
            raise typer.Exit(1)


async def _first_impression(app: App) -> None:
    from bot.delivery.terminal import print_briefing

    _must_be_topics(app)
    report = await _refresh(app, everything=False)
    _print_failures(report)
    console, zone = stdout(), app.settings.timezone
    for topic_id in app.settings.follow:
        briefing = await app.actions.briefings.brief(topic_id)
        print_briefing(console, briefing, zone=zone)
    console.print()
    say(as_typed("To go live in Discord: `briefbot init` asks for a token; then run this again."))
    say("README.md says how to get one, config.example.toml what else can be set.")


def _must_be_topics(app: App) -> None:
    """Refuse what is followed and is none, before all feeds are asked for it.

    Raises:
        ConfigError: There is no such topic; the nearest names are in its text.
    """
    for topic_id in app.settings.follow:
        try:
            app.actions.topics.find(topic_id)
        except UnknownTopicError as error:
            raise ConfigError(f"follow: {error}") from error


async def _refresh(app: App, *, everything: bool) -> RefreshReport:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from bot.pipeline.refresh import Stage

    console = stderr()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bars = {
            Stage.FEEDS: progress.add_task("Reading feeds", total=None),
            Stage.ARTICLES: progress.add_task("Reading articles", total=None, visible=False),
            Stage.CAUGHT_UP: progress.add_task("Catching up on new topics", total=None, visible=False),
        }
        async with app.refresher() as refresher:
            return await refresher.run(
                everything=everything,
                progress=lambda stage, done, total: progress.update(
                    bars[stage], completed=done, total=total, visible=True
                ),
            )


def _print_failures(report: RefreshReport) -> None:
    from bot.delivery.terminal_lists import print_problems

    print_problems(stderr(), [(failure.name, failure.reason) for failure in report.failures[:_MOST_FAILURES]])
    if (left := len(report.failures) - _MOST_FAILURES) > 0:
        stderr().print(f"  and {left:,} more; `briefbot feeds list` tells of each", highlight=False)
    if report.asked > 1 and len(report.failures) == report.asked:
        stderr().print(f"None of {report.asked} feeds could be read; is this machine online?", highlight=False)


def _told(report: RefreshReport) -> str:
    from bot.delivery.frame import count

    if not report.asked:
        return "There are no feeds to read; `briefbot feeds import FILE.opml` or `briefbot feeds add URL` brings some."
    parts = [
        f"{count(report.asked, 'feed')} asked",
        f"{report.unchanged:,} unchanged",
        f"{len(report.failures):,} could not be read",
        f"{count(report.new, 'new article')}",
        f"{report.changed:,} edited",
    ]
    if report.caught_up:
        parts.append(f"{report.caught_up:,} grouped anew, their topic is new")
    return f"{', '.join(parts)}."
