"""The feeds that servers bring, and forgetting a server."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions.feeds import FeedActions
from bot.actions.guild_feeds import GuildFeeds
from bot.actions.guilds import GRACE, Guilds
from bot.errors import BadValueError, NotAllowedError, NotFoundError
from bot.model import Alias, Topic
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.check import Checked, Step
from bot.pipeline.intake import Intake
from bot.storage import FeedUpdate, Preferences, Storage
from tests.actions.conftest import ALONE, GUILD, MEMBER, MODERATOR, NOON

OTHER = replace(MODERATOR, guild_id=GUILD + 1)
FEED = "https://news.example/feed.xml"
OPERATORS = "https://old.example/rss"
OPML = b"""<opml version="2.0"><body>
<outline type="rss" text="One" xmlUrl="https://one.example/feed"/>
<outline type="rss" text="Two" xmlUrl="https://two.example/feed"/></body></opml>"""


async def site(url: str, *_others: str) -> Checked:
    """Every page of news.example names one feed; there is nothing else."""
    found = FEED if url.startswith("https://news.example") else None
    return Checked(found, (Step(found is not None, f"{url} was asked"),))


@pytest.fixture
def feeds(storage: Storage) -> GuildFeeds:
    feeds = GuildFeeds(
        storage=storage, feeds=FeedActions(storage=storage, clock=lambda: NOON), clock=lambda: NOON, most=lambda: 3
    )
    feeds.use(site)
    return feeds


async def test_a_sites_address_brings_its_feed_and_takes_it_out_again(feeds: GuildFeeds, storage: Storage) -> None:
    added = await feeds.add(MODERATOR, "news.example")
    assert (added.checked.feed_url, added.is_new) == (FEED, True)
    assert [feed.url for feed in storage.feeds()] == [FEED]
    assert not (await feeds.add(MODERATOR, FEED)).is_new
    await feeds.remove(MODERATOR, FEED)
    assert storage.feeds() == ()


async def test_an_address_is_taken_as_a_link_is_written_that_shows_no_preview(
    feeds: GuildFeeds, storage: Storage
) -> None:
    assert (await feeds.check(MODERATOR, f"<{FEED}>")).checked.feed_url == FEED
    assert (await feeds.add(MODERATOR, f" <{FEED}> ")).is_new
    await feeds.remove(MODERATOR, f"<{FEED}>")
    assert storage.feeds() == ()


async def test_a_look_says_whether_the_feed_of_a_site_is_read_already(feeds: GuildFeeds, storage: Storage) -> None:
    assert (await feeds.check(MODERATOR, "news.example")).is_new is None
    assert storage.feeds() == ()
    await feeds.add(OTHER, FEED)
    assert (await feeds.check(MODERATOR, "news.example")).is_new is False
    assert (await feeds.check(MODERATOR, "https://else.example")).is_new is None


async def test_what_is_no_feed_is_not_added(feeds: GuildFeeds, storage: Storage) -> None:
    added = await feeds.add(MODERATOR, "https://else.example")
    assert (added.checked.feed_url, storage.feeds()) == (None, ())


async def test_a_feed_stays_while_another_server_or_the_operator_wants_it(feeds: GuildFeeds, storage: Storage) -> None:
    await feeds.add(MODERATOR, FEED)
    await feeds.add(OTHER, FEED)
    assert await feeds.remove(MODERATOR, FEED), "it is still read"
    assert [feed.url for feed in storage.feeds()] == [FEED]
    with pytest.raises(NotFoundError, match="no such feed"):
        await feeds.remove(MODERATOR, FEED)
    assert not await feeds.remove(OTHER, FEED)
    storage.add_feed(FEED, now=NOON)
    assert not (await feeds.add(MODERATOR, FEED)).is_new
    with pytest.raises(NotFoundError):
        await feeds.remove(MODERATOR, FEED)


async def test_an_operators_feed_that_has_moved_to_the_address_of_a_servers_outlives_that(
    feeds: GuildFeeds, storage: Storage
) -> None:
    await feeds.add(MODERATOR, FEED)
    storage.add_feed(OPERATORS, now=NOON)
    storage.record_fetches([FeedUpdate(OPERATORS, at=NOON, due_at=NOON, moved_to=FEED, moved_at=NOON)])
    assert not await feeds.remove(MODERATOR, FEED)
    assert [feed.url for feed in storage.feeds()] == [OPERATORS]


async def test_lists_are_taken_in_within_the_servers_bounds_and_given_out(feeds: GuildFeeds) -> None:
    done = await feeds.import_opml(MODERATOR, OPML)
    assert (done.added, done.known) == (2, 0)
    with pytest.raises(NotAllowedError, match="may bring 3 feeds"):
        await feeds.import_opml(MODERATOR, OPML.replace(b".example/", b".test/"))
    assert b"https://two.example/feed" in await feeds.export_opml(MODERATOR)
    assert [each.is_own for each in await feeds.all(MODERATOR)] == [True, True]
    assert [each.is_own for each in await feeds.all(OTHER)] == [False, False]


async def test_members_and_private_chats_change_nothing(feeds: GuildFeeds, storage: Storage) -> None:
    for asker in (MEMBER, ALONE):
        with pytest.raises(NotAllowedError):
            await feeds.add(asker, FEED)
        with pytest.raises(NotAllowedError):
            await feeds.import_opml(asker, OPML)
    assert storage.feeds() == ()


async def test_a_server_that_was_left_is_forgotten_after_its_grace_and_not_before(
    feeds: GuildFeeds, storage: Storage, catalogue: Catalogue
) -> None:
    now = [NOON]
    intake = Intake(storage)
    guilds = Guilds(storage=storage, catalogue=catalogue, intake=intake, clock=lambda: now[0], zone="UTC")
    await feeds.add(MODERATOR, FEED)
    made = Topic("made-1", "Canals", aliases=(Alias("canal*", "en"),))
    for topic, guild in ((made, GUILD), (replace(made, id="made-2"), GUILD + 1)):
        storage.save_topic(topic, guild_id=guild, created_by=1, now=NOON)
        storage.subscribe(
            guild_id=guild,
            channel_id=guild,
            topic_id=topic.id,
            time="08:00",
            preferences=Preferences(timezone="UTC"),
            created_by=1,
            next_due_at=NOON,
            now=NOON,
        )
    catalogue.reload_made()
    await guilds.change(MODERATOR, timezone="Yerevan", manager_role=5, reads="pl")
    await guilds.left(GUILD)
    now[0] += GRACE - timedelta(hours=1)
    assert await guilds.forget_left() == []
    assert catalogue.own(GUILD) == (made,)
    now[0] += timedelta(hours=1)
    assert await guilds.forget_left() == []  # whoever has just started knows of nobody that came back
    await guilds.meet({GUILD + 1}, lambda _: True)
    assert await guilds.forget_left() == [GUILD]
    assert [topic.topic.id for topic in storage.stored_topics()] == ["made-2"]
    assert [each.guild_id for each in storage.subscriptions()] == [GUILD + 1]
    assert (storage.feeds(), catalogue.own(GUILD), guilds.of(GUILD).manager_role) == ((), (), None)
    assert (await guilds.zone_of(MODERATOR), await guilds.reads_of(GUILD)) == ("UTC", "")
    assert await guilds.forget_left() == []


async def test_a_server_that_comes_back_in_time_keeps_everything(storage: Storage, catalogue: Catalogue) -> None:
    now = [NOON]
    guilds = Guilds(storage=storage, catalogue=catalogue, intake=Intake(storage), clock=lambda: now[0], zone="UTC")
    await guilds.change(MODERATOR, manager_role=5)
    await guilds.left(GUILD)
    await guilds.joined(GUILD)
    now[0] += 2 * GRACE
    assert await guilds.forget_left() == []
    again = Guilds(storage=storage, catalogue=catalogue, intake=Intake(storage), clock=lambda: now[0], zone="UTC")
    again.load()
    assert again.of(GUILD).manager_role == 5
    with pytest.raises(BadValueError):
        await again.change(MODERATOR, timezone="Nowhere")


async def test_servers_that_were_left_or_joined_again_while_nobody_was_connected(
    storage: Storage, catalogue: Catalogue
) -> None:
    now = [NOON]
    guilds = Guilds(storage=storage, catalogue=catalogue, intake=Intake(storage), clock=lambda: now[0], zone="UTC")
    back, gone, elsewhere = GUILD, GUILD + 1, GUILD + 2
    for guild_id in (back, gone, elsewhere):
        storage.add_guild_feed(guild_id, FEED, added_by=1)
    await guilds.change(MODERATOR, manager_role=5)
    await guilds.left(back)
    await guilds.meet({back}, lambda guild_id: guild_id != elsewhere)
    now[0] += GRACE / 2
    await guilds.meet({back}, lambda guild_id: guild_id != elsewhere)
    now[0] += GRACE / 2
    await guilds.left(elsewhere)
    now[0] += GRACE
    assert await guilds.forget_left() == [gone]  # whoever is connected to the other knows whether it came back
    assert storage.known_guilds() == {back, elsewhere}


async def test_a_clock_that_is_years_ahead_forgets_no_server(storage: Storage, catalogue: Catalogue) -> None:
    now = [NOON]
    guilds = Guilds(storage=storage, catalogue=catalogue, intake=Intake(storage), clock=lambda: now[0], zone="UTC")
    await guilds.meet(set(), lambda _: True)
    await guilds.change(MODERATOR, manager_role=5)
    await guilds.left(GUILD)
    assert await guilds.forget_left() == []
    for hours in range(48):
        now[0] = NOON + timedelta(days=4000, hours=hours)
        assert await guilds.forget_left() == []
    left = [NOON + timedelta(days=days) for days in range(1, 33)]
    forgotten = []
    for now[0] in left:  # put right
        forgotten += [(now[0] - NOON).days for _ in await guilds.forget_left()]
    assert forgotten == [31]


async def test_a_server_that_was_left_by_a_clock_that_was_ahead_is_forgotten_after_its_grace(
    storage: Storage, catalogue: Catalogue
) -> None:
    now = [NOON + timedelta(days=4000)]
    guilds = Guilds(storage=storage, catalogue=catalogue, intake=Intake(storage), clock=lambda: now[0], zone="UTC")
    await guilds.meet(set(), lambda _: True)
    await guilds.change(MODERATOR, manager_role=5)
    await guilds.left(GUILD)
    forgotten = []
    for day in range(33):
        now[0] = NOON + timedelta(days=day)
        forgotten += [day for _ in await guilds.forget_left()]
    assert forgotten == [30]


async def test_two_who_change_different_settings_at_once_both_have_their_way(
    storage: Storage, catalogue: Catalogue
) -> None:
    guilds = Guilds(storage=storage, catalogue=catalogue, intake=Intake(storage), clock=lambda: NOON, zone="UTC")
    await asyncio.gather(
        guilds.change(MODERATOR, timezone="Yerevan", language="de"), guilds.change(MODERATOR, manager_role=5)
    )
    told = guilds.of(GUILD)
    assert (told.language, told.manager_role) == ("de", 5)
    guilds.load()
    assert guilds.of(GUILD) == told


async def test_a_list_of_feeds_that_are_read_already_takes_no_room(feeds: GuildFeeds, storage: Storage) -> None:
    storage.add_feed("https://one.example/feed", now=NOON)  # by whoever runs the bot
    await feeds.add(MODERATOR, FEED)
    for known in (1, 2):
        done = await feeds.import_opml(MODERATOR, OPML)
        assert (done.added, done.known) == (2 - known, known)


async def test_servers_bring_no_more_than_they_may_by_bringing_several_at_once(
    feeds: GuildFeeds, storage: Storage
) -> None:
    all_asked, asked = asyncio.Event(), list[str]()

    async def slow_site(url: str, *_others: str) -> Checked:
        asked.append(url)
        if len(asked) == 4:
            all_asked.set()
        await all_asked.wait()
        return Checked(url, ())

    feeds.use(slow_site)
    addresses = [f"https://{number}.example/feed" for number in range(4)]
    added = await asyncio.gather(*(feeds.add(MODERATOR, url) for url in addresses), return_exceptions=True)
    assert [type(each) for each in added].count(NotAllowedError) == 1
    assert len(storage.feeds()) == len(storage.guild_feeds(GUILD)) == 3


async def test_servers_bring_no_more_than_they_may_by_several_lists_at_once(
    feeds: GuildFeeds, storage: Storage
) -> None:
    lists = [b'<opml version="2.0"><body><outline xmlUrl="https://%d.example/"/></body></opml>' % n for n in range(9)]
    taken = await asyncio.gather(*(feeds.import_opml(MODERATOR, each) for each in lists), return_exceptions=True)
    assert [type(each) for each in taken].count(NotAllowedError) == 6
    assert len(storage.feeds()) == 3
