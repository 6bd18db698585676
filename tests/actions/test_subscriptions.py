from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions.guilds import made_guilds
from bot.actions.several import topics_meant
from bot.actions.subscriptions import SubscriptionActions
from bot.actions.wishes import Wishes
from bot.clock import Clock
from bot.errors import BadValueError, NotAllowedError, NotFoundError, UnknownTopicError
from bot.model import Alias, Length, Topic
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.enqueue import Enqueuer
from bot.pipeline.notices import PAUSED_BY_HAND
from bot.schedule import next_sends
from bot.storage import Storage
from tests.actions.conftest import ALONE, CHANNEL, GUILD, MEMBER, MODERATOR, NOON, OTHER_CHANNEL

MOST, MOST_PRIVATE = 4, 2


@pytest.fixture
def make(storage: Storage, catalogue: Catalogue) -> Callable[[Clock], SubscriptionActions]:
    """The actions by some clock."""

    def made(clock: Clock) -> SubscriptionActions:
        briefer = Briefer(storage, languages=("en",))
        enqueuer = Enqueuer(
            storage=storage, catalogue=catalogue, briefer=briefer, next_sends=next_sends, window=timedelta(days=1)
        )
        return SubscriptionActions(
            storage=storage,
            catalogue=catalogue,
            clock=clock,
            zone="Europe/Berlin",
            next_sends=next_sends,
            enqueuer=enqueuer,
            most=lambda: MOST,
            most_private=lambda: MOST_PRIVATE,
        )

    return made


@pytest.fixture
def subscriptions(make: Callable[[Clock], SubscriptionActions]) -> SubscriptionActions:
    return make(lambda: NOON)


async def test_a_servers_own_topic_is_not_told_privately_and_that_is_what_is_said(
    subscriptions: SubscriptionActions, storage: Storage, catalogue: Catalogue
) -> None:
    storage.save_topic(
        Topic("made-1", "Ferries", aliases=(Alias("ferry", "en"),)), guild_id=GUILD, created_by=1, now=NOON
    )
    storage.save_topic(Topic("made-2", "Boats", aliases=(Alias("boat", "en"),)), guild_id=11, created_by=1, now=NOON)
    catalogue.reload_made()
    for asked in ("Ferries", "bridges, ferries"):
        with pytest.raises(NotAllowedError, match="“Ferries” is this server's own topic"):
            await subscriptions.subscribe(ALONE, asked, asked_in=GUILD)
    for unknown, asked_in in (("Boats", GUILD), ("Ferries", None)):
        with pytest.raises(UnknownTopicError):
            await subscriptions.subscribe(ALONE, unknown, asked_in=asked_in)
    assert storage.subscriptions() == ()
    (told,) = await subscriptions.subscribe(ALONE, "bridges", asked_in=GUILD)
    assert told.subscription.guild_id is None


async def test_channel_is_told_at_the_local_hour(subscriptions: SubscriptionActions, storage: Storage) -> None:
    (made,) = await subscriptions.subscribe(MODERATOR, "bridges", "8", timezone="Yerevan")
    assert made.is_new
    assert made.topic.name == "Bridges"
    assert made.next_sends[0] == datetime(2026, 5, 2, 4, tzinfo=UTC)
    (stored,) = storage.subscriptions(channel_id=CHANNEL)
    assert (stored.time, stored.timezone, stored.next_due_at) == ("08:00", "Asia/Yerevan", made.next_sends[0])
    assert (stored.guild_id, stored.created_by) == (GUILD, MODERATOR.user_id)


async def test_zone_is_the_settings_until_the_guild_has_used_one(subscriptions: SubscriptionActions) -> None:
    (first,) = await subscriptions.subscribe(MODERATOR, "bridges", "8:00")
    await subscriptions.subscribe(MODERATOR, "bridges", "9:00", timezone="Asia/Yerevan")
    (third,) = await subscriptions.subscribe(MODERATOR, "schools", "8:00")
    (alone,) = await subscriptions.subscribe(ALONE, "schools", "8:00")
    zones = [made.subscription.timezone for made in (first, third, alone)]
    assert zones == ["Europe/Berlin", "Asia/Yerevan", "Europe/Berlin"]


async def test_same_hour_again_changes_the_zone_and_adds_nothing(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8:00", timezone="Europe/Berlin")
    (again,) = await subscriptions.subscribe(MODERATOR, "Bridges", "08:00", timezone="Asia/Yerevan")
    assert not again.is_new
    assert [each.timezone for each in storage.subscriptions()] == ["Asia/Yerevan"]


async def test_same_hour_again_tells_how_it_was_before_where_something_changes(
    subscriptions: SubscriptionActions,
) -> None:
    (first,) = await subscriptions.subscribe(MODERATOR, "bridges", "8:00", days="weekdays")
    (same,) = await subscriptions.subscribe(MODERATOR, "bridges", "8:00", days="Mon-Fri")
    (changed,) = await subscriptions.subscribe(MODERATOR, "bridges", "8:00", days="Sat")
    paused = await subscriptions.pause(MODERATOR, "bridges")
    (resumed,) = await subscriptions.subscribe(MODERATOR, "bridges", "8:00")
    assert [each.before for each in (first, same)] == [None, None]
    assert changed.before == first.subscription
    assert resumed.before == paused.subscription


async def test_the_first_zone_named_in_a_server_is_the_servers_and_only_its_settings_change_it(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    zones = []
    for topic, zone in (("bridges", None), ("bridges", "Asia/Yerevan"), ("schools", "Asia/Tehran"), ("schools", None)):
        wishes = Wishes(timezone=zone) if zone else Wishes()
        (made,) = await subscriptions.subscribe(MODERATOR, topic, "8:00" if zone else "9:00", **wishes)
        zones.append((made.subscription.timezone, made.sets_zone))
        if not zone and topic == "bridges":
            assert made_guilds(storage) == ()
    assert zones == [
        ("Europe/Berlin", False),
        ("Asia/Yerevan", True),
        ("Asia/Tehran", False),
        ("Asia/Yerevan", False),
    ]
    assert [made.timezone for made in made_guilds(storage)] == ["Asia/Yerevan"]


async def test_the_zone_a_person_used_last_is_theirs(subscriptions: SubscriptionActions) -> None:
    for topic, zone in (("bridges", "Asia/Yerevan"), ("bridges", "Asia/Tehran")):
        (made,) = await subscriptions.subscribe(ALONE, topic, "8:00", timezone=zone)
        assert not made.sets_zone
    (last,) = await subscriptions.subscribe(ALONE, "schools", "8:00")
    assert last.subscription.timezone == "Asia/Tehran"


async def test_what_is_subscribed_again_keeps_what_is_not_wished_otherwise(subscriptions: SubscriptionActions) -> None:
    wishes = Wishes(timezone="Yerevan", days="Mon-Fri", skip_quiet=True, role_id=7, length=Length.SHORT, language="hy")
    (first,) = await subscriptions.subscribe(MODERATOR, "bridges", "8:00", **wishes)
    await subscriptions.pause(MODERATOR, "bridges")
    await subscriptions.subscribe(MODERATOR, "schools", "9:00", timezone="Europe/Berlin")
    (again,) = await subscriptions.subscribe(MODERATOR, "bridges", "8:00", usual_language="de")
    assert again.subscription == first.subscription
    (weekends,) = await subscriptions.subscribe(MODERATOR, "bridges", "8:00", days="weekends", skip_quiet=False)
    assert weekends.subscription.days == "67"
    assert (weekends.subscription.skip_quiet, weekends.subscription.role_id) == (False, 7)


async def test_another_channel_can_be_named(subscriptions: SubscriptionActions, storage: Storage) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8:00", channel_id=OTHER_CHANNEL)
    assert [each.channel_id for each in storage.subscriptions()] == [OTHER_CHANNEL]


async def test_member_who_may_not_manage_changes_nothing(subscriptions: SubscriptionActions, storage: Storage) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8:00")
    with pytest.raises(NotAllowedError, match="Manage Server"):
        await subscriptions.subscribe(MEMBER, "schools", "8:00")
    with pytest.raises(NotAllowedError, match="Manage Server"):
        await subscriptions.remove(MEMBER, "bridges")
    assert len(storage.subscriptions()) == 1


@pytest.mark.parametrize(
    ("topic", "time", "zone", "error", "words"),
    [
        ("bridgse", "8:00", None, UnknownTopicError, "Did you mean Bridges"),
        ("bridges", "25:00", None, BadValueError, "no time of day"),
        ("bridges", "8:00", "Asia/Yerewan", BadValueError, "did you mean Asia/Yerevan"),
    ],
)
async def test_mistake_is_explained_and_nothing_is_stored(
    subscriptions: SubscriptionActions,
    storage: Storage,
    topic: str,
    time: str,
    zone: str | None,
    error: type[Exception],
    words: str,
) -> None:
    with pytest.raises(error, match=words):
        await subscriptions.subscribe(MODERATOR, topic, time, timezone=zone)
    assert storage.subscriptions() == ()


async def test_quiet_hours_are_kept_changed_and_ended(subscriptions: SubscriptionActions) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8", quiet_hours="10 pm to 7")
    kept = (await subscriptions.one(MODERATOR, "bridges")).subscription
    assert kept.quiet_hours == "22:00-07:00"
    moved = (await subscriptions.edit(MODERATOR, "bridges", time="9")).subscription
    assert (moved.time, moved.quiet_hours) == ("09:00", "22:00-07:00")
    assert (
        await subscriptions.edit(MODERATOR, "bridges", quiet_hours="23-8")
    ).subscription.quiet_hours == "23:00-08:00"
    assert (await subscriptions.edit(MODERATOR, "bridges", quiet_hours="none")).subscription.quiet_hours == ""


async def test_an_hour_that_lies_in_its_own_quiet_hours_is_refused(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    with pytest.raises(BadValueError, match="06:30 lies in the quiet hours, 22:00–07:00"):
        await subscriptions.subscribe(MODERATOR, "bridges", "8, 6:30", quiet_hours="22-7")
    assert storage.subscriptions() == ()
    await subscriptions.subscribe(MODERATOR, "bridges", "8", quiet_hours="22-7")
    before = storage.subscriptions()
    with pytest.raises(BadValueError, match="22:00 lies in the quiet hours"):
        await subscriptions.edit(MODERATOR, "bridges", time="22")
    with pytest.raises(BadValueError, match="08:00 lies in the quiet hours"):
        await subscriptions.edit(MODERATOR, "bridges", quiet_hours="7:30-9")
    assert storage.subscriptions() == before


async def test_a_subscription_is_meant_by_its_number_or_its_topic_here_before_elsewhere(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    for topic, time, channel in (("bridges", "8, 18", None), ("schools", "8", None), ("schools", "8", OTHER_CHANNEL)):
        await subscriptions.subscribe(MODERATOR, topic, time, channel_id=channel)
    with pytest.raises(NotFoundError, match="Several"):
        await subscriptions.remove(MODERATOR, "Bridges")
    evening = next(each for each in storage.subscriptions() if each.time == "18:00")
    await subscriptions.remove(MODERATOR, str(evening.id))
    await subscriptions.remove(MODERATOR, "schools")
    left = {(each.channel_id, each.topic_id, each.time) for each in storage.subscriptions()}
    assert left == {(CHANNEL, "bridges", "08:00"), (OTHER_CHANNEL, "schools", "08:00")}


async def test_several_topics_and_hours_are_subscribed_at_once_within_the_servers_bounds(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    made = await subscriptions.subscribe(MODERATOR, "bridges, schools", "8, 18:30", days="Mon-Fri")
    assert len(made) == len(storage.subscriptions()) == MOST
    # 1 May 2026 is a Friday.
    assert made[0].next_sends[0] == datetime(2026, 5, 4, 6, tzinfo=UTC)
    with pytest.raises(NotAllowedError, match="may have 4 subscriptions"):
        await subscriptions.subscribe(MODERATOR, "bridges", "9")
    assert len(await subscriptions.subscribe(ALONE, "bridges", "9")) == 1


def test_more_topics_than_may_be_asked_for_are_not_looked_for(catalogue: Catalogue) -> None:
    named = "bridges, Bridges, schools" + ", BRIDGES" * 20
    assert [topic.id for topic in topics_meant(catalogue, named, None, at_most=2)] == ["bridges", "schools"]
    with pytest.raises(BadValueError, match="These are 2 topics; ask for at most 1 at once"):
        topics_meant(catalogue, "bridges and schools", None, at_most=1)
    for between in (", ", " and "):
        with pytest.raises(BadValueError, match="These are 11 topics; ask for at most 10 at once"):
            topics_meant(catalogue, between.join(["bridges", *map(str, range(10))]), None, at_most=10)


async def test_what_is_subscribed_already_takes_no_room(subscriptions: SubscriptionActions, storage: Storage) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges, schools", "8, 9")
    (again,) = await subscriptions.subscribe(MODERATOR, "bridges", "8", days="weekdays")
    assert (again.is_new, again.subscription.days) == (False, "12345")
    with pytest.raises(NotAllowedError, match="may have 4 subscriptions"):
        await subscriptions.subscribe(MODERATOR, "bridges", "8", channel_id=OTHER_CHANNEL)
    with pytest.raises(NotAllowedError, match="may have 4 subscriptions"):
        await subscriptions.subscribe(MODERATOR, "bridges", "8, 10")
    assert len(storage.subscriptions()) == MOST


async def test_a_private_chat_has_a_limit_of_its_own(subscriptions: SubscriptionActions, storage: Storage) -> None:
    await subscriptions.subscribe(ALONE, "bridges", "8, 9")
    with pytest.raises(NotAllowedError, match="You may have 2 private subscriptions"):
        await subscriptions.subscribe(ALONE, "bridges", "10")
    assert len(await subscriptions.subscribe(ALONE, "bridges", "9, 8")) == len(storage.subscriptions()) == MOST_PRIVATE


async def test_of_several_topics_one_may_have_an_and_in_its_name(
    subscriptions: SubscriptionActions, catalogue: Catalogue
) -> None:
    catalogue.use_files([*catalogue.all(), Topic("trade", "Trade and Industry")])
    made = await subscriptions.subscribe(MODERATOR, "Trade and Industry, bridges and schools")
    assert [each.subscription.topic_id for each in made] == ["trade", "bridges", "schools"]


async def test_an_edit_changes_what_it_names_and_nothing_else(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8, 9", role_id=7, skip_quiet=True)
    which = str(storage.subscriptions()[0].id)
    changed = (await subscriptions.edit(MODERATOR, which, timezone="Yerevan", days="sat, sun")).subscription
    assert (changed.time, changed.timezone, changed.days) == ("08:00", "Asia/Yerevan", "67")
    assert (changed.role_id, changed.skip_quiet) == (7, True)
    assert changed.next_due_at == datetime(2026, 5, 2, 4, tzinfo=UTC)
    which = str(changed.id)
    assert (await subscriptions.edit(MODERATOR, which, role_id=0)).subscription.role_id is None
    with pytest.raises(BadValueError, match="at this hour already"):
        await subscriptions.edit(MODERATOR, which, time="9")


async def test_two_who_change_different_things_at_once_both_have_their_way(subscriptions: SubscriptionActions) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8")
    await asyncio.gather(
        subscriptions.edit(MODERATOR, "bridges", time="9"),
        subscriptions.edit(MODERATOR, "bridges", days="Mon"),
        subscriptions.pause(MODERATOR, "bridges"),
    )
    kept = (await subscriptions.one(MODERATOR, "bridges")).subscription
    assert (kept.time, kept.days, kept.paused_reason) == ("09:00", "1", PAUSED_BY_HAND)


async def test_what_is_paused_is_not_due_until_it_is_resumed(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8")
    assert (await subscriptions.pause(MODERATOR, "bridges")).next_sends == ()
    assert storage.due_subscriptions(NOON + timedelta(days=3)) == ()
    await subscriptions.resume(MODERATOR, "bridges")
    assert len(storage.due_subscriptions(NOON + timedelta(days=3))) == 1


async def test_what_waits_to_be_sent_is_not_sent_to_a_channel_that_was_paused(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8")
    await subscriptions.send_now(MODERATOR, "bridges")
    await subscriptions.pause(MODERATOR, "bridges")
    await subscriptions.resume(MODERATOR, "bridges")
    assert storage.claim(NOON, timedelta(minutes=1)) is None


async def test_an_edit_of_something_else_leaves_an_hour_that_is_due_as_it_is(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8")
    [made] = storage.subscriptions()
    due = replace(made, next_due_at=NOON)  # held until its quiet hours end, or not composed yet
    storage.change_subscription(due, now=NOON)
    await subscriptions.edit(MODERATOR, "bridges", role_id=7)
    assert len(storage.due_subscriptions(NOON)) == 1
    await subscriptions.edit(MODERATOR, "bridges", time="9")
    assert storage.due_subscriptions(NOON) == ()


async def test_nobody_changes_what_another_server_or_person_has_subscribed(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8")
    which = str(storage.subscriptions()[0].id)
    elsewhere = replace(MODERATOR, guild_id=GUILD + 1)
    for stranger in (elsewhere, ALONE):
        with pytest.raises(NotFoundError):
            await subscriptions.remove(stranger, which)


async def test_a_briefing_is_sent_at_once_one_more_time_a_minute(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8")
    await subscriptions.send_now(MODERATOR, "bridges")
    with pytest.raises(BadValueError, match="ask again in a minute"):
        await subscriptions.send_now(MODERATOR, "bridges")
    delivery = storage.claim(NOON, timedelta(minutes=1))
    assert delivery is not None
    assert (delivery.channel_id, delivery.topic_id) == (CHANNEL, "bridges")
    assert storage.claim(NOON, timedelta(minutes=1)) is None
    assert storage.subscriptions()[0].next_due_at == datetime(2026, 5, 2, 6, tzinfo=UTC)


async def test_what_is_on_its_way_goes_along_to_another_channel(
    subscriptions: SubscriptionActions, storage: Storage, catalogue: Catalogue
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8")
    await subscriptions.send_now(MODERATOR, "bridges")
    await subscriptions.edit(MODERATOR, "bridges", channel_id=OTHER_CHANNEL)
    moved = storage.claim(NOON, timedelta(minutes=1))
    assert moved is not None
    assert (moved.channel_id, moved.slot) == (OTHER_CHANNEL, f"+{NOON:%H%M}")
    assert storage.claim(NOON, timedelta(minutes=1)) is None
    catalogue.use_files([])  # of a topic that is gone nothing can be composed
    await subscriptions.edit(MODERATOR, "bridges", channel_id=CHANNEL)
    assert storage.claim(NOON + timedelta(hours=1), timedelta(minutes=1)) is None


async def test_topic_that_is_gone_can_still_be_ended(
    subscriptions: SubscriptionActions, storage: Storage, catalogue: Catalogue
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8")
    catalogue.use_files([])
    (shown,) = await subscriptions.of_channel(CHANNEL)
    assert shown.topic.name == "bridges"
    await subscriptions.remove(MODERATOR, "bridges")
    assert storage.subscriptions() == ()


async def test_paused_subscription_shows_no_next_send(subscriptions: SubscriptionActions, storage: Storage) -> None:
    (made,) = await subscriptions.subscribe(MODERATOR, "bridges", "8")
    storage.pause_subscription(made.subscription.id, "the channel is gone", now=NOON)
    (shown,) = await subscriptions.of_guild(GUILD)
    assert shown.next_sends == ()
    assert shown.subscription.paused_reason == "the channel is gone"


async def test_an_hour_that_has_come_is_told_until_it_is_answered_and_one_that_quiet_hours_put_off_comes_next(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    (made,) = await subscriptions.subscribe(MODERATOR, "bridges", "13:00", timezone="Europe/Berlin")
    daily = made.next_sends
    for due_at, due_since, sends in (
        (NOON - timedelta(hours=1), NOON - timedelta(hours=1), daily),
        (NOON, NOON, daily),
        (NOON + timedelta(hours=1), None, (NOON + timedelta(hours=1), *daily[:-1])),
        (daily[0], None, daily),
        (daily[1], None, daily),
    ):
        storage.change_subscription(replace(made.subscription, next_due_at=due_at), now=NOON)
        [shown] = await subscriptions.of_channel(CHANNEL)
        assert (shown.due_since, shown.next_sends) == (due_since, sends)


async def test_a_day_without_news_is_passed_over_where_that_is_wanted(
    subscriptions: SubscriptionActions, storage: Storage, catalogue: Catalogue
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8", skip_quiet=True)
    await subscriptions.subscribe(MODERATOR, "schools", "8")
    briefer = Briefer(storage, languages=("en",))
    enqueuer = Enqueuer(
        storage=storage, catalogue=catalogue, briefer=briefer, next_sends=next_sends, window=timedelta(days=1)
    )
    tomorrow = datetime(2026, 5, 2, 6, tzinfo=UTC)
    report = await enqueuer.enqueue_due(tomorrow)
    assert (report.queued, report.quiet) == (1, 1)
    delivery = storage.claim(tomorrow, timedelta(minutes=1))
    assert delivery is not None
    assert delivery.topic_id == "schools"
    assert {each.next_due_at for each in storage.subscriptions()} == {tomorrow + timedelta(days=1)}


async def test_a_subscription_is_meant_by_whatever_its_topic_goes_by_where_it_is_the_only_one(
    subscriptions: SubscriptionActions,
) -> None:
    for topic in ("bridges", "schools"):
        await subscriptions.subscribe(MODERATOR, topic, "8:00")
    assert (await subscriptions.one(MODERATOR, "Most")).topic.id == "bridges"
    await subscriptions.subscribe(MODERATOR, "bridges", "9:00")
    with pytest.raises(NotFoundError, match="Several subscriptions fit that"):
        await subscriptions.one(MODERATOR, "most")
    with pytest.raises(NotFoundError, match="no such subscription"):
        await subscriptions.one(MODERATOR, "ferries")


async def test_several_that_fit_are_told_apart_by_their_hours_and_numbers(subscriptions: SubscriptionActions) -> None:
    eight, nine = await subscriptions.subscribe(MODERATOR, "bridges", "8, 9")
    told = f"Bridges · 08:00 · {eight.subscription.id} and Bridges · 09:00 · {nine.subscription.id}"
    with pytest.raises(NotFoundError, match=told):
        await subscriptions.pause(MODERATOR, "bridges")
    assert (await subscriptions.one(MODERATOR, str(nine.subscription.id))).subscription.time == "09:00"


async def test_what_was_paused_for_its_channel_goes_on_in_another_and_what_was_paused_by_hand_does_not(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    (made,) = await subscriptions.subscribe(MODERATOR, "bridges", "8")
    storage.pause_subscription(made.subscription.id, "The channel has been deleted.", now=NOON)
    moved = await subscriptions.edit(MODERATOR, "bridges", channel_id=OTHER_CHANNEL)
    assert moved.subscription.paused_reason is None
    assert moved.subscription.next_due_at == moved.next_sends[0]
    await subscriptions.pause(MODERATOR, "bridges")
    back = await subscriptions.edit(MODERATOR, "bridges", channel_id=CHANNEL)
    assert back.subscription.paused_reason == PAUSED_BY_HAND


async def test_a_topic_that_another_process_has_just_removed_is_gone(
    subscriptions: SubscriptionActions, storage: Storage, catalogue: Catalogue
) -> None:
    lake = Topic("made-lake", "The Lake", aliases=(Alias("Lake Sorven", "en"),))
    storage.save_topic(lake, guild_id=MODERATOR.guild_id, created_by=1, now=NOON)
    catalogue.reload_made()
    await subscriptions.subscribe(MODERATOR, "the lake", "7:00")
    storage.delete_topic(lake.id, now=NOON)
    with pytest.raises(UnknownTopicError, match="“The Lake” is gone"):
        await subscriptions.subscribe(MODERATOR, "the lake", "8:00")
    assert storage.subscriptions() == ()


async def test_what_readers_read_is_kept_changed_and_given_up(subscriptions: SubscriptionActions) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges", "8", reads="Polish, en")
    kept = (await subscriptions.edit(MODERATOR, "bridges", time="9")).subscription
    assert (kept.reads, kept.languages) == ("pl,en", ("pl", "en"))
    with pytest.raises(BadValueError, match="“Elvish” is no language"):
        await subscriptions.edit(MODERATOR, "bridges", reads="Elvish")
    assert (await subscriptions.edit(MODERATOR, "bridges", reads="usual")).subscription.languages == ()


async def test_what_was_ended_by_a_slip_is_put_back_as_it_was_with_all_that_was_set(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    (made,) = await subscriptions.subscribe(
        MODERATOR, "bridges", "8", timezone="Yerevan", days="mon-fri", length=Length.LONG, reads="pl, en", role_id=7
    )
    stood = storage.subscriptions()
    ended, until = await subscriptions.remove(MODERATOR, "bridges")
    assert until == NOON + timedelta(minutes=15)
    for _ in range(2):  # a button is pressed twice
        back = await subscriptions.put_back(MODERATOR, ended.subscription.id)
        assert (back.subscription, back.next_sends) == (made.subscription, made.next_sends)
        assert storage.subscriptions() == stood


async def test_only_who_manages_the_place_it_was_in_puts_it_back(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges")
    await subscriptions.subscribe(ALONE, "schools")
    in_server, _ = await subscriptions.remove(MODERATOR, "bridges")
    private, _ = await subscriptions.remove(ALONE, "schools")
    with pytest.raises(NotAllowedError):
        await subscriptions.put_back(MEMBER, in_server.subscription.id)
    neighbour, other_chat = replace(MODERATOR, guild_id=GUILD + 1), replace(ALONE, channel_id=98)
    for asker, ended in ((neighbour, in_server), (ALONE, in_server), (MODERATOR, private), (other_chat, private)):
        with pytest.raises(NotFoundError, match="cannot be undone any more"):
            await subscriptions.put_back(asker, ended.subscription.id)
    assert storage.subscriptions() == ()
    assert await subscriptions.put_back(ALONE, private.subscription.id)
    assert await subscriptions.put_back(MODERATOR, in_server.subscription.id)


async def test_after_a_while_nothing_is_put_back(
    storage: Storage, make: Callable[[Clock], SubscriptionActions]
) -> None:
    now = [NOON]
    subscriptions = make(lambda: now[0])
    await subscriptions.subscribe(MODERATOR, "bridges")
    ended, now[0] = await subscriptions.remove(MODERATOR, "bridges")
    with pytest.raises(NotFoundError, match="/subscribe begins it anew"):
        await subscriptions.put_back(MODERATOR, ended.subscription.id)
    assert storage.subscriptions() == ()


async def test_what_has_come_in_its_place_stays(subscriptions: SubscriptionActions, storage: Storage) -> None:
    hours = ", ".join(str(hour) for hour in range(8, 8 + MOST))
    made = await subscriptions.subscribe(MODERATOR, "bridges", hours)
    ended, _ = await subscriptions.remove(MODERATOR, str(made[0].subscription.id))
    await subscriptions.subscribe(MODERATOR, "bridges", "8")
    with pytest.raises(BadValueError, match="at this hour already"):
        await subscriptions.put_back(MODERATOR, ended.subscription.id)
    await subscriptions.edit(MODERATOR, str(storage.subscriptions()[0].id), time="20")
    with pytest.raises(NotAllowedError, match=f"may have {MOST} subscriptions"):
        await subscriptions.put_back(MODERATOR, ended.subscription.id)
    assert len(storage.subscriptions()) == MOST


async def test_what_told_of_a_topic_that_is_removed_is_not_put_back(
    subscriptions: SubscriptionActions, storage: Storage, catalogue: Catalogue
) -> None:
    lake = Topic("made-lake", "The Lake", aliases=(Alias("Lake Sorven", "en"),))
    storage.save_topic(lake, guild_id=GUILD, created_by=1, now=NOON)
    catalogue.reload_made()
    await subscriptions.subscribe(MODERATOR, "the lake")
    ended, _ = await subscriptions.remove(MODERATOR, "the lake")
    storage.delete_topic(lake.id, now=NOON)
    catalogue.reload_made()
    with pytest.raises(UnknownTopicError, match="“The Lake” is gone"):
        await subscriptions.put_back(MODERATOR, ended.subscription.id)


async def test_who_ends_what_another_has_just_ended_is_told_so(
    subscriptions: SubscriptionActions, storage: Storage
) -> None:
    await subscriptions.subscribe(MODERATOR, "bridges")
    both = (subscriptions.remove(MODERATOR, "bridges") for _ in range(2))
    first, second = await asyncio.gather(*both, return_exceptions=True)
    assert not isinstance(first, BaseException)
    assert isinstance(second, NotFoundError)
    assert storage.subscriptions() == ()
