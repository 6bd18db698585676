"""Whatever fails or dies on the way, a forum shows in the end what it shows when nothing does: everything once."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections.abc import AsyncIterator, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import discord
import pytest
from aiohttp import web

from bot.delivery.discord.pace import Pace
from bot.delivery.discord.send import DiscordSender
from bot.delivery.outcome import Outcome, Post
from bot.model import Quote
from bot.pipeline.deliver import Deliverer
from bot.pipeline.patience import GIVE_UP_AFTER, LEASE
from bot.schedule import next_sends
from bot.storage import Delivery, DeliveryState, Storage
from tests.delivery.discord.story_forum import CLOSED, COUNCIL, DAY, FERRY, GATES, ROAD, StoryForum, told, updated
from tests.wire.client import running
from tests.wire.faults import Drop, Fault, Hang, Script, Work
from tests.wire.permissions import Permission
from tests.wire.server import DiscordWire

TAGS = ("NEW", "UPDATED")
REQUESTS = {
    "a post": ("POST", r"/threads$"),
    "a reply": ("POST", r"/messages$"),
    "an edit": ("PATCH", r"/messages/\d+$"),
    "tags": ("PATCH", r"/channels/\d+$"),
}
FAULTS = {
    "503": Fault(503),
    "503 stored": Fault(503, commit=True),
    "dropped": Drop(),
    "dropped stored": Drop(commit=True),
    "hung": Hang(),
    "hung stored": Hang(commit=True),
}
READS = (("GET", r"/messages$"), ("GET", r"/messages/\d+$"), ("GET", r"/threads/active$"), ("GET", r"/channels/\d+$"))


@dataclass
class Scene(StoryForum):
    """Whose sender may be out of patience."""

    patience_s: float = 90

    def sender(self) -> DiscordSender:
        return DiscordSender(self.client, patience_s=self.patience_s)

    async def prepare(self) -> None:
        """A first day on which two stories have posts; they turn out to be one afterwards."""
        await self.remake(tags=TAGS)
        self.keep(GATES)
        self.keep(FERRY)
        await self.day(told(GATES))
        await self.day(told(FERRY))
        self.move(FERRY, to=GATES)
        self.wire.advance(DAY)

    def second_day(self) -> Delivery:
        """A day on which all happens that can: a reply with its edit and tags, a way onward, two new posts."""
        return self.queue(updated(CLOSED, GATES, FERRY, of=GATES), told(ROAD), told(COUNCIL))

    def process(self, sender: DiscordSender) -> asyncio.Task[Any]:
        """A process that is to die: its clock stands still, or it would soon take over what it has claimed itself."""
        now = self.wire.world.now()
        return asyncio.create_task(Deliverer(self.storage, next_sends=next_sends).deliver_pending(sender, lambda: now))

    def forget_nonces(self) -> None:
        """As Discord does after some minutes: what is there is known by what it tells alone."""
        for post in self.forum.threads:
            for message in post.messages:
                message.nonce = None

    def check(self) -> None:
        """Each post and each message is there once, in order."""
        shown = self.shown()
        assert list(shown) == ["Dam gates opened", "Ferry goes on", "Road closed", "Council meets"]
        assert [len(messages) for messages in shown.values()] == [2, 2, 1, 1]
        gates, ferry = shown["Dam gates opened"], shown["Ferry goes on"]
        assert "UPDATED" in gates[0]
        assert CLOSED.text in gates[0]
        assert CLOSED.text in gates[1]
        assert "It goes on in" in ferry[1]
        assert self.tags("Dam gates opened") == ["UPDATED"]
        assert self.tags("Road closed") == ["NEW"]


@pytest.fixture
async def scene(storage: Storage) -> AsyncIterator[Scene]:
    async with DiscordWire() as wire:
        guild = wire.add_guild("Lake watch")
        client = discord.AutoShardedClient(
            intents=discord.Intents(guilds=True),
            http_trace=Pace(1_000, clock=time.monotonic).trace(),
        )
        async with running(client, wire):
            made = Scene(storage, wire, client, guild, guild.add_forum("before"))
            await made.prepare()
            yield made
    wire.assert_clean()


async def test_a_day_on_which_nothing_fails(scene: Scene) -> None:
    queued = scene.second_day()
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.SENT
    scene.check()
    for _ in range(3):
        scene.wire.advance(timedelta(hours=1))
        await scene.deliver()
    scene.check()


# Each request that is stored unheard, and each way to fail a post, are tried with each change; the rest by `slow`.
@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        pytest.param(
            request,
            fault,
            id=f"{what}-{how}",
            marks=[] if what == "a post" or how == "dropped stored" else [pytest.mark.slow],
        )
        for (what, request), (how, fault) in itertools.product(REQUESTS.items(), FAULTS.items())
    ],
)
async def test_a_doubtful_answer_doubles_nothing(scene: Scene, request_: tuple[str, str], fault: Fault) -> None:
    queued = scene.second_day()
    scene.patience_s = 0.2 if isinstance(fault, Hang) else 90
    script = scene.wire.fail_next(*request_, fault)
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.PENDING
    scene.forget_nonces()
    script.release()  # an answer that hung comes now, and what it asked for with it
    await asyncio.sleep(0.05)
    scene.patience_s = 90
    scene.wire.advance(timedelta(minutes=1))
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.SENT
    scene.check()


async def test_what_was_given_up_while_it_waited_its_turn_is_never_asked_for(scene: Scene) -> None:
    # Discord lets so many posts be opened at a time; what asks for more waits inside of discord.py.
    pause = Fault(None, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "1.5"})
    scene.wire.fail_next("POST", r"/threads$", pause)
    queued = scene.second_day()
    scene.patience_s = 0.2
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.PENDING
    for _ in range(3):  # where the machine is busy, its turn may come at one of these
        scene.wire.advance(timedelta(hours=1))
        await scene.deliver()
    await asyncio.sleep(1.5)
    scene.patience_s = 90
    scene.wire.advance(timedelta(hours=1))
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.SENT
    await asyncio.sleep(0.2)
    scene.check()


async def test_where_the_history_may_not_be_read_a_post_that_was_opened_is_not_opened_again(scene: Scene) -> None:
    scene.forum.bot_denied = Permission.READ_MESSAGE_HISTORY
    scene.wire.fail_next("POST", r"/threads$", Drop(commit=True))
    queued = scene.second_day()
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.PENDING
    scene.wire.advance(timedelta(minutes=1))
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.SENT
    scene.check()


class Dying(DiscordSender):
    """The sender of a process that dies at its n-th step, before it is asked for or before it is recorded."""

    def __init__(self, client: discord.Client, *, at: int, done: bool) -> None:
        super().__init__(client)
        self._left, self._done = at, done
        self.died = asyncio.Event()

    async def open_post(self, post: Post) -> Outcome:
        return await self._step(super().open_post(post))

    async def add_to_post(self, post: Post, thread_id: int, added: Sequence[Quote], *, look_first: bool) -> Outcome:
        return await self._step(super().add_to_post(post, thread_id, added, look_first=look_first))

    async def lead_on(self, post: Post, thread_id: int, onward_id: int, *, look_first: bool) -> Outcome:
        return await self._step(super().lead_on(post, thread_id, onward_id, look_first=look_first))

    async def _step(self, step: Coroutine[Any, Any, Outcome]) -> Outcome:
        self._left -= 1
        if self._left:
            return await step
        if self._done:
            await step
        else:
            step.close()
        self.died.set()
        return await asyncio.Event().wait()  # type: ignore[return-value]


async def bury(process: asyncio.Task[Any]) -> None:
    """What is left of a process that died: nobody hears of it any more.

    How often it must be told depends on what it was at: two that come before it goes on are one.
    """
    while not process.done():
        process.cancel()
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("at", [1, 2, 3, 4])
@pytest.mark.parametrize("done", [False, True], ids=["before it is asked for", "before it is recorded"])
async def test_a_kill_at_any_step_doubles_nothing_and_loses_nothing(scene: Scene, at: int, done: bool) -> None:
    queued = scene.second_day()
    dying = Dying(scene.client, at=at, done=done)
    process = scene.process(dying)
    await dying.died.wait()
    scene.forget_nonces()
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.CLAIMED
    scene.wire.advance(LEASE)
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.SENT
    scene.check()
    await bury(process)


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
async def test_a_kill_within_a_step_once_discord_has_done_what_was_asked_doubles_nothing(
    scene: Scene, request_: tuple[str, str]
) -> None:
    queued = scene.second_day()
    script = scene.wire.fail_next(*request_, Hang(commit=True))
    process = scene.process(scene.sender())
    await scene.wire.until(lambda: bool(script.met))
    scene.wire.advance(LEASE)
    # A client of its own: that of the dead one still waits for its answer before it edits again.
    client = discord.AutoShardedClient(intents=discord.Intents(guilds=True))
    async with running(client, scene.wire):
        await scene.deliver(DiscordSender(client))
    assert scene.state(queued) == DeliveryState.SENT
    scene.check()
    await bury(process)


async def test_what_is_cut_off_by_quiet_hours_goes_on_after_them(scene: Scene) -> None:
    now = scene.wire.world.now()
    scene.wishes["quiet_hours"] = f"{now + LEASE / 2:%H:%M}-{now + timedelta(hours=2):%H:%M}"
    queued = scene.second_day()
    dying = Dying(scene.client, at=3, done=True)
    process = scene.process(dying)
    await dying.died.wait()
    scene.forget_nonces()
    shown = scene.shown()
    scene.wire.advance(LEASE)
    assert (await scene.deliver()).held == 1
    assert scene.shown() == shown
    scene.wire.advance(timedelta(hours=2))
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.SENT
    scene.check()
    await bury(process)


async def test_a_process_that_is_told_to_stop_finishes_its_stories(scene: Scene) -> None:
    queued = scene.second_day()
    script = scene.wire.fail_next("POST", r"/messages$", Hang())
    process = asyncio.create_task(scene.deliver())
    await scene.wire.until(lambda: bool(script.met))
    process.cancel()
    await asyncio.sleep(0)
    script.release()
    await asyncio.gather(process, return_exceptions=True)
    assert scene.state(queued) == DeliveryState.SENT
    scene.check()


async def test_what_one_claim_has_no_time_for_goes_on_with_the_next(scene: Scene) -> None:
    queued = scene.second_day()

    @dataclass(frozen=True)
    class Slow(Fault):
        """Each takes the server more than a minute of its own."""

        async def serve(self, request: web.Request, work: Work, script: Script) -> web.StreamResponse:
            scene.wire.advance(timedelta(seconds=100))
            return await Fault(None).serve(request, work, script)

    scene.wire.fail_next("POST", r"/(threads|messages)$", Slow(), times=None)
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.PENDING
    scene.wire.advance(timedelta(minutes=2))
    for _ in range(3):
        await scene.deliver()
        scene.wire.advance(timedelta(minutes=2))
    assert scene.state(queued) == DeliveryState.SENT
    scene.check()


async def test_a_briefing_that_is_given_up_keeps_what_it_has_opened_for_the_next(scene: Scene) -> None:
    queued = scene.queue(told(ROAD), told(COUNCIL))
    scene.wire.fail_next("POST", r"/threads$", Drop(commit=True))
    await scene.deliver()
    scene.wire.advance(GIVE_UP_AFTER + timedelta(minutes=1))
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.FAILED
    await scene.day(told(ROAD), told(COUNCIL))
    shown = {title: len(messages) for title, messages in scene.shown().items()}
    assert shown == {"Dam gates opened": 1, "Ferry goes on": 1, "Road closed": 1, "Council meets": 1}


async def test_of_a_story_that_a_briefing_told_before_it_was_given_up_only_what_is_new_is_told(scene: Scene) -> None:
    scene.queue(told(ROAD), told(COUNCIL))
    scene.wire.fail_next("POST", r"/threads$", Drop(commit=True))
    await scene.deliver()
    scene.wire.advance(GIVE_UP_AFTER + timedelta(minutes=1))
    await scene.deliver()
    await scene.day(told(CLOSED, ROAD, of=ROAD), told(COUNCIL))
    [first, reply] = scene.post("Road closed").messages
    assert CLOSED.text in first.text
    assert CLOSED.text in reply.text
    assert ROAD.text not in reply.text


@pytest.mark.parametrize("title", ["Dam gates opened", "Ferry goes on"])
async def test_a_reply_that_got_through_before_its_briefing_was_given_up_is_not_repeated(
    scene: Scene, title: str
) -> None:
    def second_day() -> Delivery:
        return scene.queue(updated(CLOSED, GATES, FERRY, of=GATES), told(ROAD))

    queued = second_day()
    scene.wire.fail_next("POST", rf"/{scene.post(title).id}/messages$", Drop(commit=True))
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.PENDING
    scene.forget_nonces()
    scene.wire.advance(GIVE_UP_AFTER + timedelta(minutes=1))
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.FAILED
    scene.wire.advance(DAY - GIVE_UP_AFTER)
    second_day()
    await scene.deliver()
    shown = {title: len(messages) for title, messages in scene.shown().items()}
    assert shown == {"Dam gates opened": 2, "Ferry goes on": 2, "Road closed": 1}


@dataclass(frozen=True)
class Unreliable(Fault):
    """Any answer, by chance."""

    rng: random.Random = field(default_factory=lambda: random.Random(5))
    faults: tuple[Fault, ...] = (Fault(None),) * 4 + (Drop(), Drop(commit=True), Fault(503), Fault(503, commit=True))

    async def serve(self, request: web.Request, work: Work, script: Script) -> web.StreamResponse:
        return await self.rng.choice(self.faults).serve(request, work, script)


async def test_where_half_of_the_requests_fail_each_post_and_reply_is_there_once(scene: Scene) -> None:
    queued = scene.second_day()
    rng = random.Random(5)
    scripts = [scene.wire.fail_next(*each, Unreliable(rng=rng), times=None) for each in (*REQUESTS.values(), *READS)]
    for _ in range(200):
        await scene.deliver()
        if scene.state(queued) == DeliveryState.SENT:
            break
        scene.wire.advance(timedelta(minutes=3))
    assert scene.state(queued) == DeliveryState.SENT
    assert sum(script.met for script in scripts) > 20
    for script in scripts:
        script.stop()
    scene.check()
