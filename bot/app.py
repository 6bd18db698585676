"""The composition root: the only place that builds things, and knows which is built from which."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version

from bot.actions.about import AboutAction
from bot.actions.actions import Actions
from bot.actions.briefings import BriefingActions
from bot.actions.feeds import FeedActions
from bot.actions.search import SearchAction
from bot.actions.subscriptions import SubscriptionActions
from bot.actions.topics import TopicActions
from bot.clock import Clock, utc_now
from bot.config import Settings
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.pipeline.refresh import Refresher
from bot.pipeline.seeding import Seeding
from bot.schedule import next_sends
from bot.sources.fetch import Fetcher
from bot.storage import Storage


@dataclass(frozen=True, slots=True)
class App:
    """Everything but Discord, ready for use.

    Attributes:
        seeding: Read it once before anything is asked.
    """

    settings: Settings
    clock: Clock
    storage: Storage
    catalogue: Catalogue
    intake: Intake
    seeding: Seeding
    briefer: Briefer
    actions: Actions

    @asynccontextmanager
    async def refresher(self) -> AsyncIterator[Refresher]:
        """What asks the feeds, with a network of its own until the end of the block."""
        settings = self.settings
        fetcher = Fetcher(
            user_agent=f"Briefbot/{version('briefbot')} (Discord briefings)",
            allowed_networks=settings.fetch_allowed_networks,
            timeout_s=settings.fetch_timeout_seconds,
            max_bytes=settings.fetch_max_bytes,
            at_once=settings.fetch_at_once,
        )
        async with fetcher:
            yield Refresher(
                storage=self.storage,
                fetcher=fetcher,
                intake=self.intake,
                clock=self.clock,
                interval=timedelta(minutes=settings.refresh_minutes),
                rng=random.Random(),  # noqa: S311 - spreads requests, guards nothing
            )


def build(settings: Settings, *, clock: Clock = utc_now, storage: Storage | None = None) -> App:
    """The app on these settings; whoever builds it closes its storage.

    Raises:
        ConfigError: A setting cannot be followed, or the database cannot be used.
    """
    storage = storage or Storage.open(settings.storage_url)
    catalogue = Catalogue(storage)
    intake = Intake(storage)
    briefer = Briefer(storage, languages=settings.languages)
    zone = settings.timezone
    actions = Actions(
        briefings=BriefingActions(
            storage=storage, catalogue=catalogue, briefer=briefer, clock=clock, window=settings.window, zone=zone
        ),
        topics=TopicActions(storage=storage, catalogue=catalogue, clock=clock),
        subscriptions=SubscriptionActions(
            storage=storage, catalogue=catalogue, clock=clock, zone=zone, next_sends=next_sends
        ),
        search=SearchAction(storage=storage, clock=clock, zone=zone),
        feeds=FeedActions(storage=storage, clock=clock),
        about=AboutAction(storage=storage),
    )
    seeding = Seeding(
        storage=storage,
        intake=intake,
        catalogue=catalogue,
        folder=settings.seeds_dir,
        feeds_file=settings.feeds_opml,
        defined=settings.topics,
    )
    return App(settings, clock, storage, catalogue, intake, seeding, briefer, actions)
