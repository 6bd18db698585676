"""Announcement channels: what is delivered there is published to those who follow them, and delivered whatever happens.

Storage, dispatcher, sender, and Discord on a wire.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import discord
import pytest

from bot.delivery.discord.send import DiscordSender
from bot.delivery.outcome import Gone, Outcome, Post, Sent, TryLater
from bot.pipeline.deliver import Deliverer
from bot.pipeline.patience import GIVE_UP_AFTER, LEASE
from bot.schedule import next_sends
from bot.storage import DeliveryState, Storage
from tests.delivery.discord.outbox import HOUR, Outbox
from tests.wire.client import running
from tests.wire.faults import MISSING_PERMISSIONS, Drop, Fault, rate_limited, refused
from tests.wire.messages import CROSSPOSTED
from tests.wire.server import DiscordWire
from tests.wire.world import Guild

PUBLISH = r"/crosspost$"


@dataclass
class Scene(Outbox):
    """Whose channel is one of announcements."""

    guild: Guild

    @property
    def tries(self) -> list[int | None]:
        """What the requests to publish were answered."""
        return [call.status for call in self.wire.called("POST", "/crosspost")]

    def waiting(self) -> int:
        """How many wait to be published, in all the time to come."""
        later = self.wire.world.now() + 1_000 * HOUR
        return len(self.storage.claim_publications(later, -LEASE - 1_000 * HOUR, at_most=99))


@pytest.fixture
async def scene(storage: Storage) -> AsyncIterator[Scene]:
    async with DiscordWire() as wire:
        guild = wire.add_guild("Lake watch")
        news = guild.add_announcement_channel("news")
        client = discord.AutoShardedClient(intents=discord.Intents(guilds=True))
        async with running(client, wire):
            yield Scene(storage, wire, client, news, guild)
    wire.assert_clean()


async def test_a_briefing_in_an_announcement_channel_is_published_once(scene: Scene) -> None:
    queued = scene.queue()
    report = await scene.deliver()
    [message] = scene.channel.messages
    assert message.published
    assert (report.sent, report.published, report.unpublished) == (1, 1, [])
    for _ in range(3):
        scene.wire.advance(HOUR)
        await scene.deliver()
    assert scene.tries == [200]
    assert scene.state(queued) == DeliveryState.SENT


async def test_nothing_is_published_elsewhere_and_nobody_is_asked(scene: Scene) -> None:
    thread = scene.wire.world.open_channel(scene.wire.world.thread(scene.channel, "lake"))
    places = (scene.guild.add_text_channel("talk"), thread, scene.guild.add_forum("topics"))
    alone = scene.wire.dm(scene.guild.add_member("ani"))
    while scene.client.get_channel(places[-1].id) is None:  # noqa: ASYNC110 - its cache tells nobody
        await asyncio.sleep(0.01)
    for number, channel in enumerate((*places, alone)):
        scene.queue(channel, number=number)
    report = await scene.deliver()
    assert (report.sent, report.published) == (4, 0)
    assert scene.tries == []
    assert scene.wire.called("GET", f"/channels/{alone.id}") == []


async def test_a_process_that_does_not_know_the_channel_asks_what_it_is_once(scene: Scene) -> None:
    talk = scene.guild.add_text_channel("talk")
    scene.client._connection._remove_guild(scene.client.guilds[0])
    sender = DiscordSender(scene.client)
    for number in range(2):
        for channel in (talk, scene.channel):
            scene.queue(channel, number=number)
        await Deliverer(scene.storage, next_sends=next_sends).deliver_pending(sender, scene.wire.world.now)
    assert [message.published for message in scene.channel.messages] == [True, True]
    assert [message.published for message in talk.messages] == [False, False]
    assert len(scene.wire.called("GET", f"/channels/{talk.id}")) == 1
    assert scene.waiting() == 0


@pytest.mark.parametrize(
    "fault",
    [
        MISSING_PERMISSIONS,
        refused(403, 50024, "Cannot execute action on this channel type"),
        refused(400, 50035, "Invalid Form Body"),
    ],
    ids=["missing permissions", "another kind", "400"],
)
async def test_a_refusal_is_told_once_and_the_briefing_is_delivered_all_the_same(scene: Scene, fault: Fault) -> None:
    queued = scene.queue()
    scene.wire.fail_next("POST", PUBLISH, fault)
    report = await scene.deliver()
    assert (report.sent, report.published, report.gone, report.failed) == (1, 0, [], [])
    [notice] = report.unpublished
    assert (notice.channel_id, notice.delivery_id) == (scene.channel.id, queued.id)
    assert notice.reason.startswith("a briefing was delivered and not published: ")
    assert scene.state(queued) == DeliveryState.SENT
    [subscription] = scene.storage.subscriptions()
    assert subscription.paused_reason is None
    scene.wire.advance(HOUR)
    assert (await scene.deliver()).unpublished == []
    assert len(scene.tries) == 1
    assert len(scene.channel.messages) == 1


@pytest.mark.parametrize(
    "fault",
    [Fault(503), Fault(503, commit=True), Drop(), Drop(commit=True), rate_limited(7, via=False)],
    ids=["503", "503 after the work", "dropped", "dropped after the work", "429 of Cloudflare"],
)
async def test_what_may_pass_is_tried_again_and_ends_published_once(scene: Scene, fault: Fault) -> None:
    queued = scene.queue()
    scene.wire.fail_next("POST", PUBLISH, fault)
    report = await scene.deliver()
    assert (report.sent, report.published, report.unpublished) == (1, 0, [])
    assert scene.state(queued) == DeliveryState.SENT
    await scene.deliver()
    assert len(scene.tries) == 1
    scene.wire.advance(HOUR)
    assert (await scene.deliver()).published == 1
    [message] = scene.channel.messages
    assert message.published
    assert scene.waiting() == 0


async def test_what_may_never_be_published_is_given_up_and_told_once(scene: Scene) -> None:
    scene.queue()
    scene.wire.fail_next("POST", PUBLISH, Fault(503), times=None)
    await scene.deliver()
    scene.wire.advance(GIVE_UP_AFTER + HOUR)
    assert len((await scene.deliver()).unpublished) == 1
    scene.wire.advance(HOUR)
    assert (await scene.deliver()).unpublished == []
    assert len(scene.tries) == 2


async def test_a_message_that_somebody_has_deleted_is_not_published_and_nobody_is_told(scene: Scene) -> None:
    scene.queue()
    script = scene.wire.fail_next("POST", PUBLISH, Fault(503))
    await scene.deliver()
    assert script.spent
    scene.wire.world.delete(scene.channel.messages[0])
    scene.wire.advance(HOUR)
    report = await scene.deliver()
    assert (report.published, report.unpublished, scene.waiting()) == (0, [], 0)


@pytest.mark.parametrize("published", [False, True], ids=["killed before it published", "killed after it published"])
@pytest.mark.parametrize("recorded", [False, True], ids=["before it was recorded", "after it was recorded"])
async def test_a_kill_leaves_one_message_that_is_published(scene: Scene, recorded: bool, published: bool) -> None:
    queued = scene.queue()
    died = scene.storage.claim(scene.wire.world.now(), LEASE)
    assert died is not None
    sender = DiscordSender(scene.client)
    post = Post(died.channel_id, died.briefing, died.nonce, died.due_at, guild_id=died.guild_id)
    outcome = await sender.send(post)
    assert isinstance(outcome, Sent)
    assert outcome.may_be_followed
    if recorded:
        scene.storage.record_sent(died, outcome.message_ids, scene.wire.world.now(), publish=True)
        assert len(scene.storage.claim_publications(scene.wire.world.now(), LEASE, at_most=9)) == 1
    if published:
        await sender.publish(died.channel_id, outcome.message_ids[0])
    await scene.deliver()
    scene.wire.advance(LEASE)
    await scene.deliver()
    [message] = scene.channel.messages
    assert message.published
    assert scene.state(queued) == DeliveryState.SENT
    assert scene.waiting() == 0
    assert scene.tries == ([200, 400] if published else [200])


async def test_the_limit_of_an_hour_is_waited_for_in_the_background_and_asked_for_once(scene: Scene) -> None:
    message = scene.wire.world.post(scene.channel, scene.wire.bot, {"content": "x"})
    scene.wire.fail_next("POST", PUBLISH, rate_limited(0.4))
    sender = DiscordSender(scene.client, patience_s=0.1)
    first: Outcome = await sender.publish(scene.channel.id, message.id)
    assert first == TryLater("Discord has not answered for 0.1 s")
    second = await sender.publish(scene.channel.id, message.id)
    assert second == TryLater("Discord lets ten messages of a channel be published an hour")
    await scene.wire.until(lambda: message.published)
    while (third := await sender.publish(scene.channel.id, message.id)) == second:  # noqa: ASYNC110 - told by no event
        await asyncio.sleep(0.01)
    assert third == Sent((message.id,))
    assert scene.tries == [429, 200, 400]


async def test_a_channel_that_is_deleted_meanwhile_is_gone(scene: Scene) -> None:
    message = scene.wire.world.post(scene.channel, scene.wire.bot, {"content": "x"})
    scene.wire.remove_channel(scene.channel, silently=True)
    sender = DiscordSender(scene.client)
    assert await sender.publish(scene.channel.id, message.id) == Gone("The channel has been deleted.")


async def test_what_was_published_by_hand_is_published(scene: Scene) -> None:
    message = scene.wire.world.post(scene.channel, scene.wire.bot, {"content": "x"})
    message.flags |= CROSSPOSTED
    sender = DiscordSender(scene.client)
    assert await sender.publish(scene.channel.id, message.id) == Sent((message.id,))
