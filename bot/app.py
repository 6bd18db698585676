"""The composition root: the only place that builds things, and knows which is built from which."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.actions.about import AboutAction
from bot.actions.actions import Actions
from bot.actions.briefings import BriefingActions
from bot.actions.corrections import CorrectionActions
from bot.actions.feedback import FeedbackActions
from bot.actions.feeds import FeedActions
from bot.actions.guild_feeds import GuildFeeds
from bot.actions.guilds import Guilds
from bot.actions.keeping import KeepingActions
from bot.actions.links import LinkActions
from bot.actions.regroup import RegroupAction
from bot.actions.search import SearchAction
from bot.actions.stories import StoryActions
from bot.actions.subscriptions import SubscriptionActions
from bot.actions.timelines import TimelineAction
from bot.actions.topic_making import TopicMaking
from bot.actions.topics import TopicActions
from bot.clock import Clock, utc_now
from bot.config import Settings
from bot.live import LiveSettings
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.enqueue import Enqueuer
from bot.pipeline.intake import Intake
from bot.pipeline.seeding import Seeding
from bot.schedule import next_sends
from bot.storage import Storage
from bot.stories.embedder import installed_embedder

if TYPE_CHECKING:
    from bot.pipeline.refresh import Refresher


@dataclass(frozen=True, slots=True)
class App:
    """Everything but Discord, ready for use.

    Attributes:
        settings: As they were when it was built; `live` says what they are now, where they may change.
        seeding: Read it once before anything is asked.
    """

    settings: Settings
    live: LiveSettings
    clock: Clock
    storage: Storage
    catalogue: Catalogue
    intake: Intake
    seeding: Seeding
    enqueuer: Enqueuer
    actions: Actions

    @asynccontextmanager
    async def refresher(self) -> AsyncIterator[Refresher]:
        """What asks the feeds, with a network and processes of its own until the end of the block."""
        # The network, and what only the bot at work needs, take a second to load, which no other command has to spend.
        from importlib.metadata import version

        from bot.pipeline.refresh import Refresher
        from bot.sources.code_digest import code_digest
        from bot.sources.fetch import Fetcher
        from bot.sources.workers import ParserPool

        settings = self.settings
        fetcher = Fetcher(
            user_agent=f"Briefbot/{version('briefbot')} (Discord briefings)",
            allowed_networks=settings.fetch_allowed_networks,
            timeout_s=settings.fetch_timeout_seconds,
            max_bytes=settings.fetch_max_bytes,
            at_once=settings.fetch_at_once,
        )
        parsers = ParserPool(processes=settings.parse_processes)
        async with fetcher, parsers:
            refresher = Refresher(
                storage=self.storage,
                fetcher=fetcher,
                parsers=parsers,
                intake=self.intake,
                clock=self.clock,
                interval=lambda: timedelta(minutes=self.live.now.refresh_minutes),
                rng=random.Random(),  # noqa: S311 - spreads requests, guards nothing
                cleaned_by=code_digest(),
            )
            try:
                yield refresher
            finally:
                refresher.end()


def build(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    storage: Storage | None = None,
    live: LiveSettings | None = None,
    serves: bool = False,
) -> App:
    """The app on these settings; whoever builds it closes its storage.

    Args:
        live: What they are at each moment; None where they do not change.
        serves: Whether people may ask it for any topic at any time: else it reads only what those of `follow` mean.

    Raises:
        ConfigError: A setting cannot be followed, or the database cannot be used.
    """
    storage = storage or Storage.open(settings.storage_url)
    live = live or LiveSettings(settings)
    catalogue = Catalogue(storage)
    intake = Intake(
        storage,
        embedder=installed_embedder() if settings.compare_meanings else None,
        followed=None if serves else lambda: frozenset(live.now.follow),
    )
    briefer = Briefer(storage, languages=settings.languages)
    zone = settings.timezone
    enqueuer = Enqueuer(
        storage=storage, catalogue=catalogue, briefer=briefer, next_sends=next_sends, window=settings.window
    )
    feeds = FeedActions(storage=storage, clock=clock)
    briefings = BriefingActions(
        storage=storage, catalogue=catalogue, briefer=briefer, clock=clock, window=settings.window, zone=zone
    )
    actions = Actions(
        briefings=briefings,
        stories=StoryActions(
            storage=storage,
            briefings=briefings,
            catalogue=catalogue,
            clock=clock,
            zone=zone,
            languages=settings.languages,
            labels=lambda: live.now.source_labels,
        ),
        feedback=FeedbackActions(storage=storage, clock=clock),
        topics=TopicActions(storage=storage, catalogue=catalogue, clock=clock),
        making=TopicMaking(
            storage=storage,
            catalogue=catalogue,
            intake=intake,
            clock=clock,
            most=lambda: live.now.most_topics_per_server,
        ),
        subscriptions=SubscriptionActions(
            storage=storage,
            catalogue=catalogue,
            clock=clock,
            zone=zone,
            next_sends=next_sends,
            enqueuer=enqueuer,
            most=lambda: live.now.most_subscriptions_per_server,
            most_private=lambda: live.now.most_subscriptions_per_person,
        ),
        search=SearchAction(storage=storage, clock=clock, zone=zone),
        links=LinkActions(storage=storage, clock=clock, most_pages=lambda: live.now.most_pages_per_person),
        timelines=TimelineAction(catalogue=catalogue, briefer=briefer, clock=clock, zone=zone),
        feeds=feeds,
        guild_feeds=GuildFeeds(storage=storage, feeds=feeds, clock=clock, most=lambda: live.now.most_feeds_per_server),
        guilds=Guilds(storage=storage, catalogue=catalogue, intake=intake, clock=clock, zone=zone),
        corrections=CorrectionActions(
            storage=storage,
            catalogue=catalogue,
            intake=intake,
            clock=clock,
            trusted=lambda: live.now.correcting_servers,
        ),
        regroup=RegroupAction(storage=storage, intake=intake),
        about=AboutAction(storage=storage),
        keeping=KeepingActions(storage=storage, clock=clock, next_sends=next_sends),
    )
    seeding = Seeding(
        storage=storage,
        intake=intake,
        catalogue=catalogue,
        folder=settings.seeds_dir,
        feeds_file=settings.feeds_opml,
        defined=lambda: live.now.topics,
    )
    return App(settings, live, clock, storage, catalogue, intake, seeding, enqueuer, actions)
