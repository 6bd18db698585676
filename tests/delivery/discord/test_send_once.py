"""Storage, dispatcher, sender, and Discord on a wire that fails: each briefing is in its channel once."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import discord
import pytest
from aiohttp import web

from bot.delivery.discord.send import DiscordSender
from bot.delivery.outcome import Post
from bot.pipeline.patience import LEASE
from bot.storage import DeliveryState, Storage
from tests.delivery.discord.outbox import HOUR, Outbox
from tests.wire.client import running
from tests.wire.faults import MISSING_PERMISSIONS, UNKNOWN_CHANNEL, Drop, Fault, Hang, Script, Work, rate_limited
from tests.wire.server import DiscordWire

POSTS = r"^/channels/\d+/messages$"


@dataclass
class Scene(Outbox):
    """Whose sender may be out of patience."""

    patience_s: float = 90

    def sender(self) -> DiscordSender:
        return DiscordSender(self.client, patience_s=self.patience_s)


@pytest.fixture
async def scene(storage: Storage) -> AsyncIterator[Scene]:
    async with DiscordWire() as wire:
        channel = wire.add_guild("Lake watch").add_text_channel("briefings")
        client = discord.AutoShardedClient(intents=discord.Intents(guilds=True))
        async with running(client, wire):
            yield Scene(storage, wire, client, channel)
    wire.assert_clean()


@pytest.mark.parametrize(
    "fault",
    [
        Fault(503),
        Fault(503, commit=True),
        rate_limited(2, via=False),
        Drop(),
        Drop(commit=True),
        Drop(reset=True, commit=True),
        Hang(),
        Hang(commit=True),
    ],
    ids=["503", "503 stored", "429 of Cloudflare", "dropped", "dropped stored", "reset stored", "hung", "hung stored"],
)
@pytest.mark.parametrize(
    "nonce_told",
    [pytest.param(True, id="nonce told", marks=pytest.mark.slow), pytest.param(False, id="nonce not told")],
)
async def test_a_doubtful_answer_makes_one_message(scene: Scene, fault: Fault, nonce_told: bool) -> None:
    queued = scene.queue()
    scene.patience_s = 0.1 if isinstance(fault, Hang) else 90
    script = scene.wire.fail_next("POST", POSTS, fault)
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.PENDING
    for message in scene.channel.messages if not nonce_told else ():
        message.nonce = None
    script.release()  # an answer that hung comes now, and the message with it
    scene.wire.advance(timedelta(minutes=1))
    scene.patience_s = 90
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.SENT
    for _ in range(3):
        scene.wire.advance(24 * HOUR)
        await scene.deliver()
    assert len(scene.channel.messages) == 1


@pytest.mark.parametrize("stored", [False, True])
async def test_five_answers_of_500_make_one_message(
    scene: Scene, stored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued = scene.queue()
    monkeypatch.setattr("discord.http.asyncio", _Impatient())
    script = scene.wire.fail_next("POST", POSTS, Fault(500, commit=stored), times=5)
    await scene.deliver()
    assert script.met == 5
    assert scene.state(queued) == DeliveryState.PENDING
    scene.wire.advance(timedelta(minutes=1))
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.SENT
    assert len(scene.channel.messages) == 1


class _Impatient:
    """`asyncio` for discord.py, which waits 25 s in all before it gives up."""

    def __getattr__(self, name: str) -> object:
        return getattr(asyncio, name)

    async def sleep(self, _: float) -> None:
        await asyncio.sleep(0)


@pytest.mark.parametrize("posted", [False, True], ids=["killed before it posted", "killed after it posted"])
@pytest.mark.parametrize("nonce_told", [True, False], ids=["nonce told", "nonce not told"])
async def test_a_kill_between_claim_and_record_makes_one_message(scene: Scene, posted: bool, nonce_told: bool) -> None:
    queued = scene.queue()
    died = scene.storage.claim(scene.wire.world.now(), LEASE)
    assert died is not None
    if posted:
        await scene.sender().send(Post(died.channel_id, died.briefing, died.nonce, died.due_at))
    for message in scene.channel.messages if not nonce_told else ():
        message.nonce = None
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.CLAIMED
    scene.wire.advance(LEASE)
    await scene.deliver()
    [message] = scene.channel.messages
    sent = scene.storage.delivery(queued.id)
    assert sent is not None
    assert (sent.state, sent.message_ids, sent.attempts) == (DeliveryState.SENT, (message.id,), 2)


async def test_a_permission_that_was_withdrawn_pauses_the_subscription(scene: Scene) -> None:
    queued = scene.queue()
    scene.wire.fail_next("POST", POSTS, MISSING_PERMISSIONS)
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.FAILED
    [subscription] = scene.storage.subscriptions()
    assert subscription.paused_reason is not None
    assert "Send Messages" in subscription.paused_reason
    await scene.deliver()
    assert len(scene.wire.called("POST", "/messages")) == 1


async def test_the_owner_of_what_was_paused_is_told_in_the_language_of_the_briefings(scene: Scene) -> None:
    assert scene.channel.guild is not None
    owner = scene.channel.guild.add_member("tovo")
    scene.queue(language="de", owner_id=owner.user.id)
    scene.wire.fail_next("POST", POSTS, MISSING_PERMISSIONS)
    await scene.deliver()
    [told] = scene.wire.dm(owner).messages
    assert told.content == (
        "Die Überblicke zu „topic-0“ in "
        f"<#{scene.channel.id}> sind pausiert: Briefbot darf im Kanal nicht schreiben; er braucht „Nachrichten "
        "senden“, in einem Thread „Nachrichten in Threads senden“.\n"
        "Nutze dort `/subscriptions resume`, wenn sich das geändert hat."
    )


async def test_the_owner_of_what_was_told_in_a_deleted_channel_is_not_sent_there(scene: Scene) -> None:
    assert scene.channel.guild is not None
    owner = scene.channel.guild.add_member("tovo")
    scene.queue(owner_id=owner.user.id)
    scene.wire.fail_next("POST", POSTS, UNKNOWN_CHANNEL)
    await scene.deliver()
    [told] = scene.wire.dm(owner).messages
    assert told.content == (
        "The briefings on “topic-0” are paused: their channel has been deleted.\n"
        "In the server, `/subscriptions edit` moves them to another, `/subscriptions remove` ends them."
    )


@pytest.mark.parametrize("got_through", [False, True])
async def test_an_owner_whose_message_got_no_answer_is_told_once_even_where_its_nonce_is_forgotten(
    scene: Scene, got_through: bool
) -> None:
    assert scene.channel.guild is not None
    owner = scene.channel.guild.add_member("tovo")
    scene.queue(owner_id=owner.user.id)
    scene.wire.fail_next("POST", POSTS, MISSING_PERMISSIONS)
    scene.wire.fail_next("POST", POSTS, Drop(commit=got_through))
    await scene.deliver()
    for message in scene.wire.dm(owner).messages:
        message.nonce = None
    for _ in range(3):
        scene.wire.advance(HOUR)
        await scene.deliver()
    assert len(scene.wire.dm(owner).messages) == 1


@dataclass(frozen=True)
class Unreliable(Fault):
    """Any answer, by chance."""

    rng: random.Random = field(default_factory=lambda: random.Random(11))
    faults: tuple[Fault, ...] = (Fault(None),) * 5 + (Drop(), Drop(commit=True), Fault(503), Fault(503, commit=True))

    async def serve(self, request: web.Request, work: Work, script: Script) -> web.StreamResponse:
        return await self.rng.choice(self.faults).serve(request, work, script)


async def test_where_half_of_the_requests_fail_each_briefing_is_in_its_channel_once(scene: Scene) -> None:
    guild = scene.channel.guild
    assert guild is not None
    channels = [guild.add_text_channel(f"channel-{number}") for number in range(5)]
    queued = [scene.queue(channel, number=number) for channel in channels for number in range(2)]
    scripts = [scene.wire.fail_next(method, POSTS, Unreliable(), times=None) for method in ("POST", "GET")]
    for _ in range(40):
        await scene.deliver()
        scene.wire.advance(timedelta(minutes=10))
        if all(scene.state(each) == DeliveryState.SENT for each in queued):
            break
    assert Counter(scene.state(each) for each in queued) == {DeliveryState.SENT: 10}
    told = [(channel.id, message.nonce) for channel in channels for message in channel.messages]
    assert sorted(told) == sorted((each.channel_id, each.nonce) for each in queued)
    assert all(script.met > 3 for script in scripts)
