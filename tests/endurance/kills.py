"""The kill matrix: a bot dies of SIGKILL at every step on a briefing's way, and at any moment; another takes over.

The Discord on loopback lives on. What counts is what stands in its channels at the end: each briefing once.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from aiohttp import web
from sqlalchemy import text, update

from bot.clock import utc_now
from bot.model import Aboutness, AliasHit, Article, Placement, Posts, TopicMatch
from bot.pipeline.patience import LEASE
from bot.storage import ForumPost, ForumPostState, NewArticle, Preferences, Storage
from bot.storage.tables import articles, matches
from bot.stories.grouping import story_id_for
from tests.endurance import child
from tests.endurance.child import TOPICS, Spec, Step
from tests.wire.faults import Fault, Script, Work
from tests.wire.messages import COMPONENTS_V2, TEXT_DISPLAY
from tests.wire.server import DiscordWire
from tests.wire.world import Channel, Guild

CHANNELS = 3
_PATIENCE_S = 60.0
_POSTS = r"^/channels/\d+/(messages|threads)$"
_SERVED = "stored by Discord, unanswered"


@dataclass
class Tally:
    """What became of the briefings of many runs, by where the bot was killed.

    Attributes:
        planned: How many runs there are to be.
    """

    planned: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    doubled: Counter[str] = field(default_factory=Counter)

    @property
    def is_clean(self) -> bool:
        return not self.lost.total() and not self.doubled.total()


@dataclass(frozen=True)
class _Kills(Fault):
    """The message is stored, and whoever sent it dies before it hears so."""

    bots: Sequence[ForkServerProcess] = ()

    async def serve(self, request: web.Request, work: Work, script: Script) -> web.StreamResponse:  # noqa: ARG002
        work()
        self.bots[-1].kill()
        return web.Response()


class TextChannels:
    """Channels of which each gets a briefing on each topic.

    Attributes:
        told: How much each of them is to get.
    """

    posts = Posts.DAY
    told = len(TOPICS)

    def make(self, guild: Guild, _storage: Storage, _now: datetime) -> Channel:
        """Another one."""
        return guild.add_text_channel("channel")

    def seen(self, channel: Channel) -> Iterator[str]:
        """What it got: what stands there twice came twice."""
        return (str(message.nonce) for message in channel.messages)


_NEWS = ("Gates opened at the dam", "Council pays for a ferry", "Trout return to the river", "School burns down")


class Forums:
    """Forums with a post for each story: on the first topic two that have one, on the second two that are new."""

    posts = Posts.STORY
    told = 2 * len(TOPICS)

    def make(self, guild: Guild, storage: Storage, now: datetime) -> Channel:
        """Another one."""
        world, forum = guild.world, guild.add_forum("forum")
        for number, topic in enumerate(2 * TOPICS):
            title = f"{_NEWS[number]} near {topic}"
            seen_at = now - timedelta(hours=1)
            article = Article(
                f"a{number}", "Example News", title, f"{title} on Friday.", seen_at, "https://news.example/feed"
            )
            match = TopicMatch(topic, Aboutness.ABOUT, 1.0, (AliasHit(topic, "title", 0, 1),))
            story_id = story_id_for(article.id)
            placed = Placement(article.id, story_id, opened=True, score=0, why="")
            storage.add_articles([NewArticle(article, [match], placed)], now=seen_at)
            _tell_anew(storage, seen_at)
            if topic == TOPICS[0]:
                post = world.open_channel(world.thread(forum, title))
                first = {"flags": COMPONENTS_V2, "components": [{"type": TEXT_DISPLAY, "content": "as it was"}]}
                world.post(post, world.bot, first, message_id=post.id)
                key = forum.id, topic, story_id, guild.id
                storage.keep_forum_post(ForumPost(*key, post.id, ForumPostState.OPEN, 0, now))
        return forum

    def seen(self, forum: Channel) -> Iterator[str]:
        """The posts that are new, and the replies in those that are not, once their first message is up to date."""
        for post in forum.threads:
            if TOPICS[0] in post.name:
                up_to_date = "UPDATED" in post.messages[0].text
                yield from (f"reply in {post.name}" for _ in post.messages[1:] if up_to_date)
            else:
                yield post.name


def _tell_anew(storage: Storage, at: datetime) -> None:
    """Let what is known be news again: each run takes five minutes, and a day would have gone after 270 of them."""
    with storage._database.writing() as connection:
        connection.execute(update(articles).values(first_seen_at=at, told_at=at))
        connection.execute(update(matches).values(told_at=at))


Places = TextChannels | Forums


class Matrix:
    """Runs bots against one database and one Discord, and kills them."""

    def __init__(self, url: str, wire: DiscordWire, folder: Path, places: Places) -> None:
        self._url, self._wire, self._folder, self._places = url, wire, folder, places
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.endurance.child", "cogs.client", "bot.delivery.discord.send"])
        self._guild = wire.add_guild("Endurance")
        self._storage = Storage.open(url)
        self._ahead = timedelta()
        self._bots: list[ForkServerProcess] = []
        self._steps = folder / "steps"

    def close(self) -> None:
        """Leave no bot behind, which Python would wait for at its end."""
        for bot in self._bots[-1:]:
            bot.kill()
            bot.join()
        self._storage.close()

    async def steps(self) -> tuple[list[Step], float]:
        """Every step of a bot that nobody kills, and how many seconds they take from the first to the last."""
        self._due()
        process = self._start(None)
        await self._first_step()
        began = time.monotonic()
        await self._ended(process)
        took_s = time.monotonic() - began
        lines = self._steps.read_text(encoding="utf-8").splitlines()
        steps = [(name, int(number)) for name, number in (line.split("\t") for line in lines)]
        return [*steps, *((_SERVED, number) for number in range(1, CHANNELS * self._places.told + 1))], took_s

    async def kill_at(self, step: Step, tally: Tally) -> None:
        """One run that dies there, and one that takes over."""
        channels = self._due()
        if step[0] == _SERVED:
            self._wire.fail_next("POST", _POSTS, Fault(None), times=step[1] - 1)
            self._wire.fail_next("POST", _POSTS, _Kills(bots=self._bots))
        code = await self._ended(self._start(None if step[0] == _SERVED else step))
        for script in self._wire.faults.scripts:
            script.stop()
        # Threads take turns otherwise in each run: some step may not come up a last time.
        await self._finish(channels, step[0] if code == -signal.SIGKILL else f"not reached: {step[0]}", tally)

    async def kill_after(self, seconds: float, tally: Tally) -> None:
        """One run that dies so long after its first step, and one that takes over."""
        channels = self._due()
        process = self._start(None)
        await self._first_step()
        await asyncio.sleep(seconds)
        process.kill()
        await self._ended(process)
        await self._finish(channels, "a random moment", tally)

    async def _finish(self, channels: Sequence[Channel], where: str, tally: Tally) -> None:
        self._let_pass(LEASE + timedelta(seconds=1))
        await self._until_done(None)
        await asyncio.sleep(0)
        tally.killed[where] += 1
        for channel in channels:
            told = Counter(self._places.seen(channel))
            tally.expected[where] += self._places.told
            tally.lost[where] += max(self._places.told - len(told), 0)
            tally.doubled[where] += told.total() - len(told)
        for channel in channels:
            self._wire.remove_channel(channel, silently=True)

    async def _first_step(self) -> None:
        async with asyncio.timeout(_PATIENCE_S):
            while not self._steps.exists() or not self._steps.stat().st_size:  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(0.002)

    def _let_pass(self, by: timedelta) -> None:
        self._ahead += by
        self._wire.advance(by)

    def _due(self) -> list[Channel]:
        """New channels, each with a briefing on each topic that is due now, and nothing else in the database."""
        with self._storage._database.writing() as connection:
            for table in ("deliveries", "subscriptions", "briefings", "forum_posts"):
                connection.execute(text(f"DELETE FROM {table}"))
        now = utc_now() + self._ahead
        channels = [self._places.make(self._guild, self._storage, now) for _ in range(CHANNELS)]
        for channel in channels:
            for topic in TOPICS:
                self._storage.subscribe(
                    guild_id=self._guild.id,
                    channel_id=channel.id,
                    topic_id=topic,
                    time=f"{now:%H:%M}",
                    created_by=1,
                    next_due_at=now.replace(second=0, microsecond=0),
                    now=now,
                    preferences=Preferences(timezone="UTC", posts=self._places.posts),
                )
        return channels

    def _start(self, dies_at: Step | None) -> ForkServerProcess:
        wire = self._wire
        spec = Spec(self._url, wire.api_base, wire.gateway_url, wire.token, self._folder, self._ahead, dies_at)
        self._steps.unlink(missing_ok=True)
        process = self._context.Process(target=child.main, args=(spec,))
        process.start()
        self._bots.append(process)
        return process

    async def _until_done(self, dies_at: Step | None) -> None:
        code = await self._ended(self._start(dies_at))
        if code:
            raise RuntimeError(
                f"a bot ended with {code}:\n{(self._folder / 'log').read_text(encoding='utf-8')[-4000:]}"
            )

    async def _ended(self, process: ForkServerProcess) -> int:
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(process.sentinel, ended.set)
        try:
            await asyncio.wait_for(ended.wait(), _PATIENCE_S)
        finally:
            loop.remove_reader(process.sentinel)
        process.join()
        return process.exitcode or 0


@asynccontextmanager
async def matrix(url: str, places: Places) -> AsyncIterator[Matrix]:
    """A Discord, and bots on this database."""
    with tempfile.TemporaryDirectory() as folder:
        async with DiscordWire() as wire:
            made = Matrix(url, wire, Path(folder), places)
            try:
                yield made
            finally:
                made.close()


async def kill_everywhere(
    url: str,
    *,
    moments: int,
    every: int = 1,
    rng: random.Random,
    places: Places | None = None,
    tell: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """The matrix on one database.

    Args:
        places: What is told; text channels where nothing is said.
        moments: How many random moments, each from another part of the time that a bot takes; in any order, so that a
            run that is cut short has seen some of all of it.
        every: Take each so manieth step only.
        tell: Is told of what was seen, after each run.
    """
    tally = Tally()
    async with matrix(url, places or TextChannels()) as runs:
        steps, took_s = await runs.steps()
        taken = steps[rng.randrange(every) :: every]
        tally.planned = len(taken) + moments
        for step in taken:
            await runs.kill_at(step, tally)
            tell(tally)
        for part in rng.sample(range(moments), moments):
            await runs.kill_after((part + rng.random()) / moments * took_s, tally)
            tell(tally)
    return tally


def rows(tally: Tally) -> Iterator[tuple[str, int, int, int, int]]:
    """For a table: where, how often killed, briefings due, lost, doubled; the sum at the end."""
    for where in tally.killed:
        yield where, tally.killed[where], tally.expected[where], tally.lost[where], tally.doubled[where]
    columns = (tally.killed, tally.expected, tally.lost, tally.doubled)
    killed, expected, lost, doubled = (column.total() for column in columns)
    yield "in all", killed, expected, lost, doubled
