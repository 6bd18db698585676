"""A forum in which each story has a post: storage, dispatcher, sender, and Discord on a wire, day by day."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import discord

from bot.delivery.discord.send import DiscordSender
from bot.model import Article, BriefedStory, Correction, CorrectionKind, Placement, Posts, StoryStatus, Topic
from bot.pipeline.deliver import Deliverer
from bot.pipeline.delivery_report import DeliveryReport
from bot.schedule import next_sends
from bot.storage import Answer, Delivery, DeliveryState, NewArticle, Preferences, Storage
from bot.stories.grouping import story_id_for
from tests.delivery.examples import article, briefing, quote, story
from tests.wire.server import DiscordWire
from tests.wire.world import Channel, Guild

DAY = timedelta(days=1)
TOPIC = Topic("lake-villages", "The Lake Villages")

GATES = article(1, "Dam gates opened", "The ministry opened two of the dam's four gates at dawn.")
CLOSED = article(
    2, "Dam gates closed again", "All gates of the dam were shut in the evening, and the villagers returned."
)
FERRY = article(3, "Ferry goes on", "The council voted 7 to 5 to pay for the ferry until September.", source="Ferryman")
ROAD = article(4, "Road closed", "The road to the pass stays closed after a rockfall on Sunday.", source="Embankment")

COUNCIL = article(5, "Council meets", "The council of the upper village meets on Friday in the school.")


def told(*articles: Article, status: StoryStatus = StoryStatus.NEW, of: Article | None = None) -> BriefedStory:
    """A story that quotes these articles whole; called by the first, or by another that opened it."""
    opener = of or articles[0]
    return replace(story(1, articles, [quote(each) for each in articles], status=status), id=story_id_for(opener.id))


def updated(*articles: Article, of: Article | None = None) -> BriefedStory:
    return told(*articles, status=StoryStatus.UPDATED, of=of)


def ongoing(*articles: Article) -> BriefedStory:
    return told(*articles, status=StoryStatus.ONGOING)


@dataclass
class StoryForum:
    """A bot that delivers to a forum; the `Deliverer` and the sender of each run are new, as after a restart."""

    storage: Storage
    wire: DiscordWire
    client: discord.Client
    guild: Guild
    forum: Channel
    days: int = 0
    wishes: dict[str, Any] = field(default_factory=dict)
    """What the subscription asks for beside a post for each story."""

    async def remake(self, **fields: Any) -> None:
        """Another forum in place of this one."""
        self.forum = self.guild.add_forum("stories", **fields)
        while self.client.get_channel(self.forum.id) is None:  # noqa: ASYNC110 - its cache tells nobody
            await asyncio.sleep(0.01)

    def queue(self, *stories: BriefedStory, slot: str = "08:00") -> Delivery:
        """A briefing of these stories that is due now."""
        now = self.wire.world.now()
        subscription = self.storage.subscribe(
            guild_id=self.guild.id,
            channel_id=self.forum.id,
            topic_id=TOPIC.id,
            time=slot,
            created_by=1,
            next_due_at=now,
            now=now,
            preferences=Preferences(**{"timezone": "UTC", "posts": Posts.STORY} | self.wishes),
        ).subscription
        self.days += 1
        its_date = date(2031, 5, 14) + self.days * DAY
        answer = Answer(subscription.id, its_date, slot, f"{subscription.id}-{self.days}-{slot}", now, now + DAY)
        given = replace(briefing(stories, topic=TOPIC), id=f"{self.days:016x}", at=now, window_to=now)
        queued = self.storage.delivery(*self.storage.enqueue(given, [answer]))
        assert queued is not None
        return queued

    async def day(self, *stories: BriefedStory, slot: str = "08:00") -> Delivery:
        """A day later, a briefing that is delivered."""
        self.wire.advance(DAY)
        queued = self.queue(*stories, slot=slot)
        await self.deliver()
        assert self.state(queued) == DeliveryState.SENT
        return queued

    def keep(self, *articles: Article) -> None:
        """Articles that were read and put into one story, called by the first."""
        story_id = story_id_for(articles[0].id)
        batch = [
            NewArticle(each, (), Placement(each.id, story_id, opened=each is articles[0], score=1, why=""))
            for each in articles
        ]
        self.storage.add_articles(batch, now=self.wire.world.now())

    def move(self, *articles: Article, to: Article) -> None:
        """Somebody says that articles belong to another story."""
        moves = [Placement(each.id, story_id_for(to.id), opened=False, score=1, why="said so") for each in articles]
        said = Correction(CorrectionKind.MERGE, articles[0].id, (to.id,))
        self.storage.keep_correction(said, moves, guild_id=None, made_by=None, now=self.wire.world.now())

    def sender(self) -> DiscordSender:
        return DiscordSender(self.client)

    async def deliver(self, sender: DiscordSender | None = None) -> DeliveryReport:
        return await Deliverer(self.storage, next_sends=next_sends).deliver_pending(
            sender or self.sender(), self.wire.world.now
        )

    def state(self, delivery: Delivery) -> DeliveryState:
        found = self.storage.delivery(delivery.id)
        assert found is not None
        return found.state

    def post(self, title: str) -> Channel:
        """The one post that is called so."""
        [found] = [thread for thread in self.forum.threads if thread.name == title]
        return found

    def tags(self, title: str) -> list[str]:
        return [self.forum.tags[tag] for tag in self.post(title).applied_tags]

    def shown(self) -> dict[str, Sequence[str]]:
        """What all posts say, by title, but for the moments and ids that differ from run to run."""
        titles = [thread.name for thread in self.forum.threads]
        assert len(set(titles)) == len(titles), titles
        return {
            thread.name: [re.sub(r"<t:\d+|<#\d+", "", message.text) for message in thread.messages]
            for thread in self.forum.threads
        }
