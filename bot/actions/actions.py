"""All actions in one value, which whoever talks to people is handed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.about import AboutAction
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


@dataclass(frozen=True, slots=True)
class Actions:
    """All actions, by noun."""

    briefings: BriefingActions
    stories: StoryActions
    feedback: FeedbackActions
    topics: TopicActions
    making: TopicMaking
    subscriptions: SubscriptionActions
    search: SearchAction
    links: LinkActions
    timelines: TimelineAction
    feeds: FeedActions
    guild_feeds: GuildFeeds
    guilds: Guilds
    corrections: CorrectionActions
    regroup: RegroupAction
    about: AboutAction
    keeping: KeepingActions
