from __future__ import annotations

import asyncio
import gc
import json
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import discord
import pytest

from bot.delivery.discord.card import Card
from bot.delivery.discord.limits import length
from bot.delivery.discord.pace import Pace
from bot.delivery.discord.send import DiscordSender
from bot.delivery.form import Form
from bot.delivery.outcome import Gone, Outcome, Post, ReceiptPost, Refused, Sent, TryLater
from bot.model import Briefing
from tests.delivery.examples import briefing, example, receipt
from tests.wire.client import running
from tests.wire.faults import (
    CANNOT_MESSAGE_USER,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    UNKNOWN_CHANNEL,
    Drop,
    Fault,
    HalfSent,
    Hang,
    rate_limited,
    refused,
)
from tests.wire.permissions import Permission
from tests.wire.server import DiscordWire
from tests.wire.world import Channel, Guild

POSTS = r"^/channels/\d+/messages$"
WITHOUT_BUTTONS = briefing()


class Scene(NamedTuple):
    """A client that is logged in, and a channel to post in."""

    wire: DiscordWire
    guild: Guild
    channel: Channel
    client: discord.Client
    sender: DiscordSender

    def post(
        self, channel: Channel | None = None, *, of: Briefing | None = None, nonce: str = "1-20310514-0800"
    ) -> Post:
        """A post that is due now."""
        return Post((channel or self.channel).id, of or example(), nonce, self.wire.world.now())

    @property
    def posts(self) -> list[int | None]:
        """What the requests to post were answered."""
        return [call.status for call in self.wire.called("POST", "/messages")]


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with DiscordWire() as wire:
        guild = wire.add_guild("Lake watch")
        client = discord.AutoShardedClient(
            intents=discord.Intents(guilds=True),
            http_trace=Pace(1_000, clock=time.monotonic).trace(),
        )
        async with running(client, wire):
            sender = DiscordSender(client)
            yield Scene(wire, guild, guild.add_text_channel("briefings"), client, sender)
    wire.assert_clean()


def ids(outcome: Outcome | None) -> tuple[int, ...]:
    assert isinstance(outcome, Sent)
    return outcome.message_ids


async def test_channels_that_are_told_the_same_get_it_and_each_difference_is_told(scene: Scene) -> None:
    first = scene.post()
    posts = [
        first,
        replace(first, nonce="2"),
        replace(first, nonce="3", role_id=7),
        replace(first, nonce="4", form=Form(language="de")),
        replace(first, nonce="5", due_at=first.due_at - timedelta(hours=2)),
        replace(first, nonce="6", briefing=replace(first.briefing, id="another", stories=())),
        replace(first, nonce="7"),
    ]
    for post in posts:
        ids(await scene.sender.send(post))
    told = [json.dumps(message.components) for message in scene.channel.messages]
    assert told[0] == told[1] == told[6]
    assert len(set(told)) == 5


@pytest.mark.slow
async def test_only_pages_of_late_are_kept(scene: Scene) -> None:
    first = scene.post()
    for number in range(40):
        ids(await scene.sender.send(replace(first, nonce=str(number), role_id=number)))
    gc.collect()
    assert sum(isinstance(each, Card) for each in gc.get_objects()) < 20


async def test_the_first_page_is_posted_and_can_mention_nobody(scene: Scene) -> None:
    outcome = await scene.sender.send(scene.post())
    [message] = scene.channel.messages
    assert outcome == Sent((message.id,))
    assert "The Lake Villages" in message.text
    [call] = scene.wire.called("POST", "/messages")
    assert call.body["nonce"] == "1-20310514-0800"
    assert call.body["enforce_nonce"] is True
    assert call.body["allowed_mentions"] == {"parse": []}


async def test_a_post_is_not_kept_in_memory(scene: Scene) -> None:
    await scene.sender.send(scene.post())
    assert list(scene.client.persistent_views) == []


async def test_threads_and_direct_messages_are_posted_to_as_channels_are(scene: Scene) -> None:
    ani = scene.guild.add_member("ani")
    thread = scene.wire.world.open_channel(scene.wire.world.thread(scene.channel, "lake"))
    for channel in (thread, scene.wire.dm(ani)):
        outcome = await scene.sender.send(scene.post(channel))
        assert ids(outcome) == (channel.messages[-1].id,)


async def test_a_second_send_of_one_post_is_one_message(scene: Scene) -> None:
    post = scene.post()
    assert ids(await scene.sender.send(post)) == ids(await scene.sender.send(post))
    assert len(scene.channel.messages) == 1


async def test_a_500_after_the_message_was_stored_is_one_message(scene: Scene) -> None:
    scene.wire.fail_next("POST", POSTS, Fault(500, commit=True))
    assert ids(await scene.sender.send(scene.post())) == (scene.channel.messages[0].id,)
    assert scene.posts == [500, 200]
    assert len(scene.channel.messages) == 1


ILL_FORMED = Fault(400, {"code": 50035, "message": "Invalid Form Body", "errors": {}})


async def test_a_picture_that_discord_does_not_take_costs_no_briefing(scene: Scene) -> None:
    pictured = example()
    story = pictured.stories[0]
    articles = tuple(replace(each, credits={"image": "https://lake.example/1.jpg"}) for each in story.articles)
    pictured = replace(pictured, stories=(replace(story, articles=articles), *pictured.stories[1:]))
    forum = scene.guild.add_forum("days")
    for channel, posts in ((scene.channel, POSTS), (forum, r"/threads$")):
        scene.wire.fail_next("POST", posts, ILL_FORMED)
        assert isinstance(await scene.sender.send(scene.post(channel, of=pictured)), Sent)
        asked = scene.wire.called("POST", "/threads" if channel is forum else "/messages")
        assert ["lake.example/1.jpg" in str(call.body) for call in asked] == [True, False]
    assert (len(scene.channel.messages), len(forum.threads)) == (1, 1)


async def test_a_rate_limit_is_waited_for(scene: Scene) -> None:
    scene.wire.fail_next("POST", POSTS, rate_limited(0.02))
    assert isinstance(await scene.sender.send(scene.post()), Sent)
    assert scene.posts == [429, 200]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        pytest.param(
            MISSING_ACCESS,
            Gone("Briefbot cannot see the channel any more; it needs the permission View Channel."),
            id="missing access",
        ),
        pytest.param(
            MISSING_PERMISSIONS,
            Gone(
                "Briefbot may not write in the channel; it needs Send Messages, in a thread Send Messages in Threads."
            ),
            id="missing permissions",
        ),
        pytest.param(UNKNOWN_CHANNEL, Gone("The channel has been deleted."), id="unknown channel"),
        pytest.param(CANNOT_MESSAGE_USER, Gone("Direct messages from Briefbot are closed."), id="messages closed"),
        pytest.param(
            refused(404, 10004, "Unknown Guild"),
            Gone("Discord says 404 Not Found (error code: 10004): Unknown Guild."),
            id="another 404",
        ),
        pytest.param(
            refused(403, 20022, "No"), Gone("Discord says 403 Forbidden (error code: 20022): No."), id="another 403"
        ),
        pytest.param(
            refused(400, 50035, "Invalid Form Body"),
            Refused("Discord says 400 Bad Request (error code: 50035): Invalid Form Body"),
            id="400",
        ),
        pytest.param(
            Fault(403, body="<html>blocked</html>", headers={"Content-Type": "text/html"}),
            TryLater('the answer was 403 Forbidden (error code: 0): "<html>blocked</html>"'),
            id="403 of a proxy",
        ),
        pytest.param(
            Fault(404, body="<html>no such page</html>", headers={"Content-Type": "text/html"}),
            TryLater('the answer was 404 Not Found (error code: 0): "<html>no such page</html>"'),
            id="404 of a proxy",
        ),
        pytest.param(
            Fault(408, body="<html>too slow</html>", headers={"Content-Type": "text/html"}),
            TryLater('the answer was 408 Request Timeout (error code: 0): "<html>too slow</html>"'),
            id="408 of a proxy",
        ),
        pytest.param(
            refused(403, 40333, "internal network error"),
            TryLater("the answer was 403 Forbidden (error code: 40333): internal network error"),
            id="403 of Cloudflare in Discord's words",
        ),
        pytest.param(
            refused(403, 40004, "Send messages has been temporarily disabled"),
            TryLater("the answer was 403 Forbidden (error code: 40004): Send messages has been temporarily disabled"),
            id="switched off for a while",
        ),
        pytest.param(
            refused(400, 160006, "Maximum number of active threads reached"),
            TryLater("the answer was 400 Bad Request (error code: 160006): Maximum number of active threads reached"),
            id="too many open threads",
        ),
        pytest.param(
            refused(401, 0, "401: Unauthorized"),
            TryLater("the answer was 401 Unauthorized (error code: 0): 401: Unauthorized"),
            id="401",
        ),
        pytest.param(
            refused(503, 0, "away"), TryLater("the answer was 503 Service Unavailable (error code: 0): away"), id="503"
        ),
        pytest.param(
            rate_limited(7, via=False),
            TryLater("Discord asks for a pause", timedelta(seconds=7)),
            id="429 of Cloudflare",
        ),
        pytest.param(
            Fault(429, headers={"Via": "", "Retry-After": "999999"}),
            TryLater("Discord asks for a pause", timedelta(hours=1)),
            id="429 for days",
        ),
        pytest.param(
            Fault(429, headers={"Via": "", "Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
            TryLater("Discord asks for a pause"),
            id="429 until a date",
        ),
        pytest.param(
            refused(404, 10008, "Unknown Message"),
            Sent(()),
            id="the message of this nonce has been deleted by somebody",
        ),
    ],
)
async def test_what_discord_answers_becomes_an_outcome(scene: Scene, fault: Fault, outcome: Outcome) -> None:
    scene.wire.fail_next("POST", POSTS, fault)
    assert await scene.sender.send(scene.post()) == outcome
    assert len(scene.posts) == 1
    assert scene.channel.messages == []


@pytest.mark.parametrize(
    "fault",
    [Drop(commit=True), Drop(reset=True, commit=True), HalfSent()],
    ids=["dropped", "reset", "half sent"],
)
async def test_a_message_whose_answer_was_lost_is_found_again(scene: Scene, fault: Fault) -> None:
    scene.wire.fail_next("POST", POSTS, fault)
    post = scene.post()
    outcome = await scene.sender.send(post)
    assert isinstance(outcome, TryLater)
    assert outcome.reason.startswith("the connection to Discord failed: ")
    assert await scene.sender.find(post) == Sent((scene.channel.messages[0].id,))


async def test_a_dropped_request_is_not_found(scene: Scene) -> None:
    scene.wire.fail_next("POST", POSTS, Drop())
    post = scene.post()
    assert isinstance(await scene.sender.send(post), TryLater)
    assert await scene.sender.find(post) is None


@pytest.mark.parametrize("of", [example(), WITHOUT_BUTTONS], ids=["by its buttons", "by its texts"])
async def test_it_is_found_where_discord_does_not_tell_the_nonce(scene: Scene, of: Briefing) -> None:
    post = scene.post(of=of)
    await scene.sender.send(post)
    [message] = scene.channel.messages
    assert bool(message.custom_ids) is (of is not WITHOUT_BUTTONS)
    message.nonce = None
    assert await scene.sender.find(post) == Sent((message.id,))


async def test_other_messages_are_not_taken_for_it(scene: Scene) -> None:
    post = scene.post(nonce="2")
    other = replace(example(), id="fedcba9876543210")
    await scene.sender.send(scene.post(of=other, nonce="1"))
    await scene.sender.send(scene.post(of=WITHOUT_BUTTONS, nonce="3"))
    ani = scene.guild.add_member("ani")
    await scene.sender.send(scene.post(nonce="4"))
    mine = scene.channel.messages[-1]
    scene.wire.say(ani, scene.channel, "hello")
    for message in scene.channel.messages:
        message.nonce = None
    mine.interaction = answered_command(scene, ani.user.id)  # somebody asked for the same briefing
    assert await scene.sender.find(post) is None
    mine.interaction = None
    mine.author = ani.user
    assert await scene.sender.find(post) is None
    mine.author = scene.wire.bot
    assert await scene.sender.find(post) == Sent((mine.id,))


def answered_command(scene: Scene, user_id: int) -> dict[str, object]:
    user = scene.wire.world.users[user_id].as_json()
    return {"id": "1", "type": 2, "user": user, "authorizing_integration_owners": {}}


async def test_by_its_texts_it_is_looked_for_since_its_hour_only(scene: Scene) -> None:
    await scene.sender.send(scene.post(of=WITHOUT_BUTTONS, nonce="1"))
    scene.channel.messages[0].nonce = None
    scene.wire.advance(timedelta(minutes=6))
    assert await scene.sender.find(scene.post(of=WITHOUT_BUTTONS, nonce="2")) is None


@pytest.mark.parametrize("of", [example(), WITHOUT_BUTTONS], ids=["by its buttons", "by its nonce"])
async def test_it_is_found_where_our_clock_is_hours_ahead_of_discords(scene: Scene, of: Briefing) -> None:
    post = scene.post(of=of)
    await scene.sender.send(post)
    [message] = scene.channel.messages
    if message.custom_ids:
        message.nonce = None
    ahead = replace(post, due_at=post.due_at + timedelta(hours=3))
    assert ids(await scene.sender.find(ahead)) == (message.id,)


async def test_a_post_in_a_forum_is_found_where_our_clock_is_hours_ahead_of_discords(scene: Scene) -> None:
    forum = scene.guild.add_forum("topics")
    post = scene.post(forum)
    await scene.sender.send(post)
    ahead = replace(post, due_at=post.due_at + timedelta(hours=3))
    assert ids(await scene.sender.find(ahead)) == (forum.threads[0].messages[0].id,)


async def test_it_is_found_behind_many_other_messages(scene: Scene) -> None:
    post, ani = scene.post(), scene.guild.add_member("ani")
    await scene.sender.send(post)
    for number in range(1_150):
        scene.wire.say(ani, scene.channel, f"remark {number}")
    assert ids(await scene.sender.find(post)) == (scene.channel.messages[0].id,)
    assert len(scene.wire.called("GET", "/messages")) == 12


async def test_behind_its_hour_no_more_than_a_page_is_read(scene: Scene) -> None:
    ani = scene.guild.add_member("ani")
    for number in range(350):
        scene.wire.say(ani, scene.channel, f"remark {number}")
    scene.wire.advance(timedelta(hours=1))
    assert await scene.sender.find(scene.post()) is None
    assert len(scene.wire.called("GET", "/messages")) <= 2


async def test_where_the_history_may_not_be_read_the_nonce_keeps_it_single(scene: Scene) -> None:
    post = scene.post()
    scene.channel.bot_denied = Permission.READ_MESSAGE_HISTORY
    await scene.sender.send(post)
    assert await scene.sender.find(post) is None
    await scene.sender.send(post)
    assert len(scene.channel.messages) == 1


@pytest.mark.parametrize(
    ("fault", "kind"),
    [(UNKNOWN_CHANNEL, Gone), (MISSING_ACCESS, Gone), (Fault(503), TryLater), (Drop(), TryLater)],
    ids=["unknown channel", "missing access", "503", "dropped"],
)
async def test_a_look_that_fails_is_an_outcome_too(scene: Scene, fault: Fault, kind: type[Outcome]) -> None:
    scene.wire.fail_next("GET", POSTS, fault, times=2)
    assert isinstance(await scene.sender.find(scene.post()), kind)


async def test_a_channel_that_is_deleted_meanwhile_is_gone(scene: Scene) -> None:
    post = scene.post()
    scene.wire.remove_channel(scene.channel, silently=True)
    assert await scene.sender.send(post) == Gone("The channel has been deleted.")


@pytest.mark.parametrize("known", [True, False], ids=["known", "of another shard"])
async def test_in_a_forum_a_briefing_is_a_post_of_its_own(scene: Scene, known: bool) -> None:
    forum = scene.guild.add_forum("topics")
    while scene.client.get_channel(forum.id) is None:  # noqa: ASYNC110 - its cache tells nobody
        await asyncio.sleep(0.01)
    if not known:
        scene.client._connection._remove_guild(scene.client.guilds[0])
    outcome = await scene.sender.send(scene.post(forum))
    [thread] = forum.threads
    assert ids(outcome) == (thread.messages[0].id,)
    assert thread.name.startswith("The Lake Villages, 14 May 2031")


async def test_a_forum_of_another_shard_may_say_by_its_own_code_what_it_is(scene: Scene) -> None:
    forum = scene.guild.add_forum("topics")
    scene.client._connection._remove_guild(scene.client.guilds[0])
    scene.wire.fail_next("POST", POSTS, refused(400, 40058, "Cannot send messages in a forum channel"))
    assert ids(await scene.sender.send(scene.post(forum))) == (forum.threads[0].messages[0].id,)


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed since"])
@pytest.mark.parametrize(
    "fault", [Fault(500, commit=True), Fault(503, commit=True), Drop(commit=True)], ids=["500", "503", "dropped"]
)
async def test_a_post_in_a_forum_whose_answer_was_lost_is_found_again(scene: Scene, fault: Fault, closed: bool) -> None:
    forum = scene.guild.add_forum("topics")
    other = replace(example(), id="0" * 16)
    await scene.sender.send(scene.post(forum, of=other))
    scene.wire.fail_next("POST", r"/threads$", fault)
    post = scene.post(forum)
    assert isinstance(await scene.sender.send(post), TryLater)
    [_, thread] = forum.threads
    thread.archived = closed
    assert ids(await scene.sender.find(post)) == (thread.messages[0].id,)
    assert await scene.sender.find(scene.post(forum, of=replace(example(), id="f" * 16))) is None


@pytest.mark.parametrize("name", ["n" * 80, "🚢" * 80])
async def test_the_longest_title_is_one_that_a_forum_takes(scene: Scene, name: str) -> None:
    forum = scene.guild.add_forum("topics")
    post = scene.post(forum)
    told = replace(post.briefing, topic=replace(post.briefing.topic, name=name), at=datetime(2031, 9, 28, tzinfo=UTC))
    assert isinstance(await scene.sender.send(replace(post, briefing=told, form=Form(language="es"))), Sent)
    title = forum.threads[0].name
    assert title.endswith(", 28 de septiembre de 2031")
    assert length(title) <= 100


async def test_where_the_history_may_not_be_read_a_post_in_a_forum_is_known_by_its_title(scene: Scene) -> None:
    forum = scene.guild.add_forum("topics")
    forum.bot_denied = Permission.READ_MESSAGE_HISTORY
    scene.wire.fail_next("POST", r"/threads$", Drop(commit=True))
    post = scene.post(forum)
    assert isinstance(await scene.sender.send(post), TryLater)
    assert ids(await scene.sender.find(post)) == (forum.threads[0].id,)
    lakes = replace(example(), topic=replace(example().topic, name="Lakes"))
    assert await scene.sender.find(scene.post(forum, of=lakes)) is None
    scene.wire.advance(timedelta(hours=1))
    assert await scene.sender.find(scene.post(forum)) is None, "the post of an earlier hour"


async def test_a_post_in_a_forum_of_another_shard_is_found_again(scene: Scene) -> None:
    forum = scene.guild.add_forum("topics")
    scene.client._connection._remove_guild(scene.client.guilds[0])
    scene.wire.fail_next("POST", r"/threads$", Drop(commit=True))
    post = scene.post(forum)
    assert isinstance(await scene.sender.send(post), TryLater)
    assert ids(await scene.sender.find(post)) == (forum.threads[0].messages[0].id,)


async def test_a_channel_for_voices_takes_no_briefing(scene: Scene) -> None:
    scene.wire.fail_next("POST", POSTS, refused(400, 50008, "Cannot send messages in a non-text channel"))
    outcome = await scene.sender.send(scene.post())
    assert outcome == Gone("Nothing can be posted in a channel of this kind.")


async def test_who_closed_their_direct_messages_is_left_alone(scene: Scene) -> None:
    ani = scene.guild.add_member("ani")
    ani.user.accepts_dms = False
    outcome = await scene.sender.send(scene.post(scene.wire.dm(ani)))
    assert outcome == Gone("Direct messages from Briefbot are closed.")


async def test_an_answer_that_does_not_come_is_not_waited_for(scene: Scene) -> None:
    hanging = scene.wire.fail_next("POST", POSTS, Hang(commit=True))
    sender = DiscordSender(scene.client, patience_s=0.1)
    post = scene.post()
    assert await sender.send(post) == TryLater("Discord has not answered for 0.1 s")
    assert ids(await scene.sender.find(post)) == (scene.channel.messages[0].id,)
    hanging.release()


async def test_a_wait_for_the_global_rate_limit_that_is_given_up_leaves_the_client_usable(scene: Scene) -> None:
    scene.wire.fail_next("POST", POSTS, rate_limited(0.4, everywhere=True))
    sender = DiscordSender(scene.client, patience_s=0.1)
    post = scene.post()
    assert isinstance(await sender.send(post), TryLater)
    async with asyncio.timeout(30):
        assert isinstance(await scene.sender.send(post), Sent)
    await asyncio.gather(*sender._unanswered, return_exceptions=True)
    assert len(scene.posts) == 2, "what was given up while it waited is not asked again"
    assert len(scene.channel.messages) == 1


async def test_a_closed_client_is_no_bug(scene: Scene) -> None:
    await scene.client.close()
    assert await scene.sender.send(scene.post()) == TryLater("the connection to Discord is closed")
    assert await scene.sender.find(scene.post()) == TryLater("the connection to Discord is closed")


RECEIPT_NONCE = "receipt-20310514"


def receipt_post(channel: Channel, scene: Scene, **wrong: Any) -> ReceiptPost:
    return ReceiptPost(channel.id, receipt(due_at=scene.wire.world.now(), **wrong), RECEIPT_NONCE)


async def test_a_receipt_is_posted_and_can_mention_nobody(scene: Scene) -> None:
    post = receipt_post(scene.channel, scene, waiting=1, waiting_since=scene.wire.world.now())
    outcome = await scene.sender.post_receipt(post, look_first=False)
    assert ids(outcome) == (scene.channel.messages[0].id,)
    assert "1 briefing waits" in scene.channel.messages[0].text
    [call] = scene.wire.called("POST", "/messages")
    assert (call.body["nonce"], call.body["enforce_nonce"]) == (RECEIPT_NONCE, True)
    assert call.body["allowed_mentions"] == {"parse": []}
    assert scene.wire.called("GET", "/messages") == []


@pytest.mark.parametrize("known", [True, False], ids=["known", "of another shard"])
async def test_a_receipt_speaks_the_language_of_its_server(scene: Scene, known: bool) -> None:
    if not known:
        scene.client._connection._remove_guild(scene.client.guilds[0])
    sender = DiscordSender(scene.client, language_of={scene.guild.id: "de"}.get)
    await sender.post_receipt(receipt_post(scene.channel, scene), look_first=False)
    assert "Alles in Ordnung" in scene.channel.messages[0].text


async def test_a_receipt_that_got_through_is_found_though_the_day_is_told_otherwise_now(scene: Scene) -> None:
    post = receipt_post(scene.channel, scene)
    other = receipt_post(scene.channel, scene)
    first = await scene.sender.post_receipt(post, look_first=False)
    await scene.sender.send(scene.post())
    for message in scene.channel.messages:
        message.nonce = None
    now = replace(post, receipt=post.receipt._replace(articles=7, late=2))
    assert await scene.sender.post_receipt(now, look_first=True) == first
    assert len(scene.channel.messages) == 2
    tomorrow = replace(other, receipt=other.receipt._replace(due_at=other.receipt.due_at + timedelta(days=1)))
    await scene.sender.post_receipt(replace(tomorrow, nonce="receipt-20310515"), look_first=True)
    assert len(scene.channel.messages) == 3


@pytest.mark.parametrize("fault", [Fault(500, commit=True), Fault(503, commit=True), Drop(commit=True)])
async def test_a_receipt_whose_answer_was_lost_is_one_message(scene: Scene, fault: Fault) -> None:
    scene.wire.fail_next("POST", POSTS, fault)
    post = receipt_post(scene.channel, scene)
    await scene.sender.post_receipt(post, look_first=False)
    assert isinstance(await scene.sender.post_receipt(post, look_first=True), Sent)
    assert len(scene.channel.messages) == 1


async def test_where_no_receipt_can_be_posted_the_reason_is_told_in_words(scene: Scene) -> None:
    async def said(channel_id: int) -> Outcome:
        post = replace(receipt_post(scene.channel, scene), channel_id=channel_id)
        return await scene.sender.post_receipt(post, look_first=False)

    silent = scene.guild.add_text_channel("silent", bot_denied=Permission.SEND_MESSAGES)
    assert await said(silent.id) == Gone(
        "Briefbot may not write in the channel; it needs Send Messages, in a thread Send Messages in Threads."
    )
    assert await said(scene.guild.add_forum("topics").id) == Gone("Nothing can be posted in a channel of this kind.")
    assert await said(12_345) == Gone("The channel has been deleted.")
