"""The bot over HTTP and a WebSocket, with an unmodified discord.py, against a Discord on loopback."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.config import Settings
from bot.process import create_bot
from bot.storage import Storage
from tests.cogs.sorven import NEWS
from tests.wire import people, rules
from tests.wire.client import point_client_at, running
from tests.wire.faults import Fault, refused
from tests.wire.interactions import Kind
from tests.wire.messages import Message
from tests.wire.permissions import MODERATOR, Permission
from tests.wire.server import DiscordWire
from tests.wire.world import Channel, Guild, Member

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
ANSWERED_WITHIN_MS = 3_000


async def events_handled() -> None:
    """Wait for what the bot does about events that have reached it."""
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name().startswith("discord.py: on_")))


@dataclass
class Place:
    """A server in the wire's Discord, and the time that the bot believes it is."""

    wire: DiscordWire
    settings: Settings
    storage: Storage
    guild: Guild
    channel: Channel
    mira: Member
    tovo: Member
    now: datetime = NEW_YEAR

    @asynccontextmanager
    async def bot_running(self) -> AsyncIterator[None]:
        """One process of the bot, from its login to its end."""
        wire = self.wire
        settings = self.settings.model_copy(update=wire.addresses)
        bot = create_bot(settings, clock=lambda: self.now, storage=self.storage)
        async with running(bot, wire):
            yield
        await events_handled()  # a process would end them; here they would act in the life of the next one

    async def left_are(self, guild_ids: list[int]) -> None:
        """Wait until these servers, and no others, are noted as left."""
        async with asyncio.timeout(30):
            while list(self.storage.states("guild.left.")) != [f"guild.left.{each}" for each in guild_ids]:  # noqa: ASYNC110 - rows tell nobody
                await asyncio.sleep(0.01)

    @property
    def posted(self) -> list[Message]:
        """What everybody sees in the channel."""
        return [message for message in self.channel.messages if message.seen_only_by is None]


@pytest.fixture
async def place(settings: Settings, storage: Storage) -> AsyncIterator[Place]:
    """At the end every body kept to the rules and mentioned nobody, and no route was unknown."""
    settings = settings.model_copy(update={"tick_seconds": 0.05})
    async with DiscordWire() as wire:
        with point_client_at(wire):
            guild = wire.add_guild("Sorven watch")
            channel = guild.add_text_channel("briefings")
            mira, tovo = guild.add_member("mira"), guild.add_member("tovo", permissions=MODERATOR)
            yield Place(wire, settings, storage, guild, channel, mira, tovo)
    wire.assert_clean()
    assert [call.path for call in wire.calls if _can_mention(call.payload)] == []


def _can_mention(payload: Any) -> bool:
    body = payload.get("data", payload) if isinstance(payload, dict) else {}
    return bool(body.get("components")) and body.get("allowed_mentions") != {"parse": []}


async def test_commands_are_told_at_the_first_login_and_not_at_the_second(place: Place) -> None:
    rules.demand()
    for _ in range(2):
        async with place.bot_running():
            pass
    assert len(place.wire.called("PUT", "/commands")) == 1


async def test_a_server_that_removed_the_bot_while_it_was_down_is_forgotten_and_one_that_took_it_back_is_not(
    place: Place,
) -> None:
    gone = place.guild.id + 1
    for guild_id in (gone, place.guild.id):
        place.storage.add_guild_feed(guild_id, "https://sorven.example/feed", added_by=1)
    async with place.bot_running():
        await place.left_are([gone])
    place.storage.set_state(f"guild.left.{place.guild.id}", NEW_YEAR.isoformat())
    place.now += timedelta(days=31)
    place.storage.forget_state("clock of retention")  # as if it had run meanwhile: a clock that leaps is not believed
    async with place.bot_running():
        await place.left_are([])
    assert place.storage.known_guilds() == {place.guild.id}


async def test_the_addresses_of_the_settings_are_all_it_needs(place: Place) -> None:
    wire = place.wire
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = "http://127.0.0.1:9/", yarl.URL("ws://127.0.0.1:9/")
    addresses = wire.addresses | {"discord_api_base": wire.api_base + "/"}
    bot = create_bot(place.settings.model_copy(update=addresses), storage=place.storage)
    life = asyncio.create_task(bot.start(wire.token))
    try:
        await wire.until(lambda: wire.gateway.listening(place.guild), "the bot on the gateway")
    finally:
        await bot.close()
        await life


async def test_the_gateway_of_the_settings_goes_before_the_one_that_discord_tells(place: Place) -> None:
    start = {"total": 1, "remaining": 1, "reset_after": 1, "max_concurrency": 1}
    told = {"url": "ws://127.0.0.1:9/", "shards": 1, "session_start_limit": start}
    place.wire.fail_next("GET", "^/gateway/bot$", Fault(200, told))
    async with place.bot_running():
        assert place.wire.gateway.listening(place.guild)


async def test_a_mistake_is_explained_in_the_language_of_the_persons_discord(place: Place) -> None:
    place.mira.user.locale = "es-419"
    async with place.bot_running():
        unknown = await place.wire.slash(place.mira, place.channel, "brief", {"topic": "Sorvn Dam"})
        may_not = await place.wire.slash(place.mira, place.channel, "subscribe", {"topic": "Sorven Dam"})
    assert "Ningún tema se llama «Sorvn Dam». ¿Quisiste decir Sorven Dam?" in unknown.messages[0].text
    assert "«Gestionar servidor»" in may_not.messages[0].text
    assert "«en_privado» te lo envía solo a ti." in may_not.messages[0].text.replace("\\", "")


async def test_a_briefing_is_answered_in_time_and_its_buttons_after_a_restart(place: Place) -> None:
    async with place.bot_running():
        exchange = await place.wire.slash(place.mira, place.channel, "brief", {"topic": "Sorven Dam"})
        assert exchange.elapsed_ms is not None
        assert exchange.elapsed_ms < ANSWERED_WITHIN_MS
        assert exchange.deferred
        assert not exchange.ephemeral
        briefing = exchange.messages[0]
        assert NEWS[-1].title in briefing.text
    async with place.bot_running():
        more, sources, *_ = briefing.custom_ids
        page = (await place.wire.click(place.tovo, briefing, more)).messages[0]
        assert page.seen_only_by is place.tovo.user
        assert "page 2" in page.text
        back = page.custom_ids[0]
        turned = await place.wire.click(place.tovo, page, back)
        await place.wire.until(lambda: page.text == briefing.text, "the page to turn back")
        assert turned.messages == [page]
        original = await place.wire.click(place.mira, briefing, sources)
        assert original.ephemeral
        assert NEWS[-1].source in original.text
    assert place.posted == [briefing]


async def test_sources_of_a_private_page_come_below_it_and_turn_their_own_pages(place: Place) -> None:
    async with place.bot_running():
        briefing = (await place.wire.slash(place.mira, place.channel, "brief", {"topic": "sorven-dam"})).messages[0]
        more, *_ = briefing.custom_ids
        page = (await place.wire.click(place.mira, briefing, more)).messages[0]
        kept = page.text
        sources_id = next(custom_id for custom_id in page.custom_ids if custom_id.startswith("briefing:sources:"))
        sources = await place.wire.click(place.mira, page, sources_id)
        assert sources.messages[0] is not page
        assert page.text == kept


async def test_a_mistake_is_answered_at_once_and_privately(place: Place) -> None:
    async with place.bot_running():
        exchange = await place.wire.slash(place.mira, place.channel, "brief", {"topic": "sorvn dam"})
        assert exchange.ephemeral
        assert not exchange.deferred
        assert "Did you mean Sorven Dam?" in exchange.text
        exchange = await place.wire.slash(
            place.tovo, place.channel, "subscribe", {"topic": "sorven-dam", "time": "25:00"}
        )
        assert exchange.messages[0].seen_only_by is place.tovo.user
        assert "25" in exchange.text
    assert place.posted == []


async def test_a_member_is_not_shown_what_only_managers_may_do(place: Place) -> None:
    async with place.bot_running():
        with pytest.raises(people.CannotDoError, match="needs permissions"):
            await place.wire.slash(place.mira, place.channel, "status", {})


async def test_an_administrator_may_do_what_managers_may(place: Place) -> None:
    ruler = place.guild.add_member("ruler", permissions=Permission.ADMINISTRATOR)
    async with place.bot_running():
        hour = {"topic": "sorven-dam", "time": "8"}
        assert "Subscribed" in (await place.wire.slash(ruler, place.channel, "subscribe", hour)).text


async def test_who_names_a_channel_where_they_brought_the_bot_along_is_not_told_to_give_it_permissions(
    place: Place,
) -> None:
    strangers = place.wire.add_guild("Strangers", invited=False)
    gero, talk = strangers.add_member("gero", permissions=MODERATOR), strangers.add_text_channel("talk")
    async with place.bot_running():
        refused = await place.wire.slash(gero, talk, "subscribe", {"topic": "sorven-dam", "channel": talk})
    assert "you brought me along" in refused.text
    assert refused.messages[0].seen_only_by == gero.user


async def test_a_channel_without_the_permission_to_write_is_refused(place: Place) -> None:
    silent = place.guild.add_text_channel("silent", bot_denied=Permission.SEND_MESSAGES)
    async with place.bot_running():
        exchange = await place.wire.slash(place.tovo, silent, "subscribe", {"topic": "sorven-dam", "time": "8"})
        assert "Send Messages" in exchange.text
    assert place.storage.subscriptions() == ()


async def test_a_forum_in_which_replies_cannot_be_written_takes_no_post_for_each_story(place: Place) -> None:
    forum = place.guild.add_forum("stories", bot_denied=Permission.SEND_MESSAGES_IN_THREADS)
    wish = {"topic": "sorven-dam", "channel": forum, "posts": "story"}
    async with place.bot_running():
        refused_ = await place.wire.slash(place.tovo, place.channel, "subscribe", wish)
        assert "“Send Messages in Threads”" in refused_.text
        assert place.storage.subscriptions() == ()
        wish["posts"] = "day"
        assert "Subscribed" in (await place.wire.slash(place.tovo, place.channel, "subscribe", wish)).text


async def test_subscriptions_of_a_channel_and_of_a_private_chat_are_posted_once_at_their_hour(place: Place) -> None:
    private = place.wire.dm(place.mira)
    async with place.bot_running():
        hour = {"topic": "sorven-dam", "time": "08:00"}
        await place.wire.slash(place.tovo, place.channel, "subscribe", hour)
        await place.wire.slash(place.mira.user, private, "subscribe", hour)
        shown = await place.wire.slash(place.mira.user, private, "subscriptions list")
        assert "Sorven Dam" in shown.text
        place.now += timedelta(hours=8, seconds=1)
        await place.wire.until(lambda: len(place.wire.called("POST", "/messages")) == 2, "both posts")
    async with place.bot_running():
        await asyncio.sleep(0.2)  # four ticks, in which nothing more is due
    posts = [*place.posted, *(m for m in private.messages if m.seen_only_by is None and m.interaction is None)]
    assert [NEWS[-1].title in post.text for post in posts] == [True, True]
    assert all(post.nonce for post in posts)


async def test_what_is_posted_in_an_announcement_channel_is_published_once_over_a_restart(place: Place) -> None:
    news = place.guild.add_announcement_channel("news")
    async with place.bot_running():
        told = await place.wire.slash(place.tovo, news, "subscribe", {"topic": "sorven-dam", "time": "08:00"})
        assert "published to the servers that follow it" in told.text
        script = place.wire.fail_next("POST", "/crosspost$", refused(503, 0, "away"))
        place.now += timedelta(hours=8, seconds=1)
        await place.wire.until(lambda: script.met == 1, "the first try to publish")
    [post] = news.messages
    assert not post.published
    place.now += timedelta(minutes=6)  # the claim of a process that was ended there would have run out
    async with place.bot_running():
        await place.wire.until(lambda: post.published, "the publication")
        await asyncio.sleep(0.2)  # four ticks, in which nothing more is due
    assert news.messages == [post]
    assert len(place.wire.called("POST", "/crosspost")) == 2


async def test_an_answer_that_comes_too_late_is_one_line_and_the_next_is_in_time(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    async with place.bot_running():
        late = await place.wire.slash(place.mira, place.channel, "about", wait=False)
        place.wire.expire(late)
        await place.wire.until(lambda: late.refused == [10062], "the late answer")
        exchange = await place.wire.slash(place.mira, place.channel, "about")
        assert "Briefbot" in exchange.text
    (record,) = [record for record in caplog.records if record.name == "cogs.answers"]
    assert "/about" in record.getMessage()
    assert not record.exc_info


async def test_an_answer_whose_first_try_arrived_in_spite_of_a_500_is_given(place: Place) -> None:
    async with place.bot_running():
        place.wire.fail_next("POST", "/callback$", Fault(500, commit=True))
        exchange = await place.wire.slash(place.mira, place.channel, "brief", {"topic": "Sorven Dam"})
        assert exchange.refused == [40060]
        assert NEWS[-1].title in exchange.messages[0].text


async def test_what_another_process_has_answered_is_one_line(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    async with place.bot_running():
        answered = refused(400, 40060, "Interaction has already been acknowledged.")
        script = place.wire.fail_next("POST", "/callback$", answered)
        late = await place.wire.slash(place.mira, place.channel, "brief", {"topic": "Sorven Dam"}, wait=False)
        await place.wire.until(lambda: script.met == 1, "the second answer")
        exchange = await place.wire.slash(place.mira, place.channel, "about")
        assert "Briefbot" in exchange.text
    (record,) = [record for record in caplog.records if record.name == "cogs.answers"]
    assert "/brief" in record.getMessage()
    assert not record.exc_info
    assert late.messages == []


async def test_suggestions_that_come_too_late_are_one_line(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with place.bot_running():
        told = place.wire.called("PUT", "/commands")[0].answer
        assert told is not None
        brief = next(command for command in told.body if command["name"] == "brief")
        typed = people.command_data(brief, [], {"topic": "sor"}, focused="topic")
        late = place.wire.interactions.open(Kind.AUTOCOMPLETE, place.mira, place.channel, typed)
        place.wire.expire(late)
        await place.wire.until(lambda: late.refused == [10062], "the late suggestions")
        in_time = await place.wire.autocomplete(place.mira, place.channel, "brief", {"topic": "sor"}, focused="topic")
        assert in_time == [{"name": "Sorven Dam", "value": "sorven-dam"}]
    (record,) = [record for record in caplog.records if record.name == "discord.app_commands.tree"]
    assert not record.exc_info
    assert "10062" in record.getMessage()


@pytest.mark.parametrize("marks", [{"unavailable": False}, {}], ids=["as available", "as new"])
async def test_a_server_that_invites_the_bot_again_is_known_to_have_done_so(
    place: Place, marks: dict[str, bool]
) -> None:
    world, channels = place.wire.world, dict(place.wire.world.channels)
    async with place.bot_running():
        await asyncio.sleep(0.1)
        await events_handled()  # the look at all servers that follows a new connection
        place.wire.remove_guild(place.guild)
        async with asyncio.timeout(30):
            while place.storage.left_guilds() != {place.guild.id}:  # noqa: ASYNC110 - a database tells nobody
                await asyncio.sleep(0.01)
            world.guilds[place.guild.id] = place.guild
            world.channels |= channels
            told = {name: value for name, value in place.guild.as_json().items() if name != "unavailable"} | marks
            world.emit("GUILD_CREATE", told, place.guild)
            while place.storage.left_guilds():  # noqa: ASYNC110 - likewise
                await asyncio.sleep(0.01)
