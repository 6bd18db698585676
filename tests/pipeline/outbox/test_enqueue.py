from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.outcome import TryLater
from bot.model import Briefing, Length, Posts, StoryStatus, Topic
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.enqueue import GRACE, EnqueueReport, SentNow
from bot.pipeline.intake import Intake
from bot.pipeline.missed import missed_between
from bot.pipeline.seeding import Seeding
from bot.storage import LEFT_KEY, READS_KEY, Storage
from tests.pipeline.outbox.channels import DAY, SECOND, Channels, Dispatcher, only, waiting
from tests.statements import recorded
from tests.storage.examples import (
    CHANNEL,
    GUILD,
    HOUR,
    NOON,
    add,
    article,
    match,
    new,
    subscribe,
    unlike_sentence,
)


async def test_a_due_briefing_is_composed_and_waits_in_the_outbox(storage: Storage, dispatcher: Dispatcher) -> None:
    add(storage, new(article("a1", hours=-1, title="Pact suspends its exercise"), "s1", match()))
    subscription = subscribe(storage)
    report = await dispatcher.enqueue_due(NOON + 9 * SECOND)
    assert report.queued == 1
    [delivery] = waiting(storage, NOON + 9 * SECOND)
    assert [story.headline for story in delivery.briefing.stories] == ["Pact suspends its exercise"]
    assert (delivery.briefing.at, delivery.briefing.window_from) == (NOON + 9 * SECOND, NOON + 9 * SECOND - DAY)
    assert (delivery.subscription_id, delivery.local_date, delivery.slot) == (
        subscription.id,
        date(2026, 5, 1),
        "12:00",
    )
    assert (delivery.due_at, delivery.nonce) == (NOON, f"{subscription.id}-20260501-1200")
    assert only(storage).next_due_at == NOON + DAY


async def test_the_first_of_many_may_be_sent_before_the_others_are_in_the_outbox(
    storage: Storage, dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pipeline.enqueue._AT_ONCE", 1)
    for channel_id in (70, 71, 72):
        subscribe(storage, channel_id=channel_id)
    found: list[int] = []
    await dispatcher.enqueuer.enqueue_due(NOON, lambda: found.append(len(waiting(storage, NOON))))
    assert found == [1, 1, 1]


async def test_nothing_is_composed_before_its_hour(storage: Storage, dispatcher: Dispatcher) -> None:
    subscribe(storage)
    assert (await dispatcher.enqueue_due(NOON - SECOND)).queued == 0
    assert waiting(storage, NOON + DAY) == []


async def test_of_hours_missed_while_down_the_last_is_answered_late(storage: Storage, dispatcher: Dispatcher) -> None:
    subscribe(storage)
    now = NOON + 3 * DAY + GRACE - SECOND
    report = await dispatcher.enqueue_due(now)
    assert (report.queued, report.skipped) == (1, [])
    [delivery] = waiting(storage, now)
    assert (delivery.due_at, delivery.local_date) == (NOON + 3 * DAY, date(2026, 5, 4))
    assert only(storage).next_due_at == NOON + 4 * DAY


async def test_an_hour_missed_too_long_ago_is_skipped_and_told(storage: Storage, dispatcher: Dispatcher) -> None:
    subscription = subscribe(storage)
    report = await dispatcher.enqueue_due(NOON + GRACE)
    assert report.queued == 0
    assert [(notice.subscription_id, notice.reason) for notice in report.skipped] == [
        (subscription.id, "the hour of 2026-05-01 12:00 UTC was missed by 6 hours or more")
    ]
    assert missed_between(storage, NOON, NOON + GRACE) == report.missed == 1
    assert only(storage).next_due_at == NOON + DAY
    assert waiting(storage, NOON + GRACE) == []


async def test_a_server_that_the_bot_has_left_is_told_nothing_until_it_is_invited_again(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscribe(storage)
    elsewhere = subscribe(storage, channel_id=CHANNEL + 1, guild_id=GUILD + 1)
    storage.set_state(LEFT_KEY.format(GUILD), NOON.isoformat())
    report = await dispatcher.enqueue_due(NOON)
    assert (report.queued, report.skipped) == (1, [])
    assert [each.subscription_id for each in waiting(storage, NOON)] == [elsewhere.id]
    await dispatcher.enqueue_due(NOON + DAY)
    storage.forget_state(LEFT_KEY.format(GUILD))
    assert (await dispatcher.enqueue_due(NOON + 2 * DAY)).queued == 2


@pytest.mark.parametrize("late", [timedelta(), GRACE], ids=["looked at in time", "looked at too late"])
async def test_a_server_that_is_invited_again_goes_on_with_its_next_hour(
    storage: Storage, dispatcher: Dispatcher, late: timedelta
) -> None:
    subscribe(storage)
    storage.set_state(LEFT_KEY.format(GUILD), NOON.isoformat())
    await dispatcher.enqueue_due(NOON + late)
    storage.forget_state(LEFT_KEY.format(GUILD))
    assert (await dispatcher.enqueue_due(NOON + late + HOUR)).queued == 0
    assert (await dispatcher.enqueue_due(NOON + DAY)).queued == 1


async def test_the_briefing_after_a_missed_one_reaches_back_to_the_last_that_was_sent(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscribe(storage)
    await dispatcher.enqueue_due(NOON)
    await dispatcher.deliver_pending(Channels(), lambda: NOON)
    await dispatcher.enqueue_due(NOON + DAY + GRACE)
    await dispatcher.enqueue_due(NOON + 2 * DAY)
    [delivery] = waiting(storage, NOON + 2 * DAY)
    assert delivery.briefing.window_from == NOON


async def test_hours_of_two_dates_that_fall_on_one_date_are_both_answered(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    # In Nuuk 23:00 is followed by midnight on 28 March 2026: that date's 23:30 is answered on the 29th.
    first = datetime(2026, 3, 29, 1, tzinfo=UTC)
    subscribe(storage, time="23:30", timezone="America/Nuuk", next_due_at=first)
    second = datetime(2026, 3, 30, 0, 30, tzinfo=UTC)
    for due_at in (first, second):
        assert (await dispatcher.enqueue_due(due_at)).queued == 1
    dates = [delivery.local_date for delivery in waiting(storage, second)]
    assert dates == [date(2026, 3, 28), date(2026, 3, 29)]


async def test_an_hour_that_a_clock_shows_twice_is_answered_once(storage: Storage, dispatcher: Dispatcher) -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    subscribe(storage, time="02:30", timezone="Europe/Berlin", next_due_at=first)
    queued = [(await dispatcher.enqueue_due(first + n * HOUR)).queued for n in range(3)]
    assert queued == [1, 0, 0]


async def test_new_rules_for_a_zone_send_the_hour_that_clocks_show_now(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    # Due at 11:00 UTC by rules that are not those of today: it is not yet 12:00 there.
    subscribe(storage, next_due_at=NOON - HOUR)
    report = await dispatcher.enqueue_due(NOON - HOUR)
    assert (report.queued, report.skipped) == (0, [])
    assert only(storage).next_due_at == NOON
    assert (await dispatcher.enqueue_due(NOON)).queued == 1


async def test_a_topic_that_is_missing_for_a_while_is_briefed_late(
    storage: Storage, dispatcher: Dispatcher, catalogue: Catalogue
) -> None:
    subscription = subscribe(storage)
    catalogue.use_files([])
    report = await dispatcher.enqueue_due(NOON)
    assert (report.queued, [notice.subscription_id for notice in report.waiting]) == (0, [subscription.id])
    catalogue.use_files([Topic("csto", "The CSTO")])
    assert (await dispatcher.enqueue_due(NOON + 5 * HOUR)).queued == 1


async def test_a_topic_that_is_gone_pauses_its_subscriptions(
    storage: Storage, dispatcher: Dispatcher, catalogue: Catalogue
) -> None:
    subscribe(storage)
    kept = subscribe(storage, topic_id="oil")
    catalogue.use_files([Topic("oil", "Oil")])
    assert (await dispatcher.enqueue_due(NOON)).queued == 1
    report = await dispatcher.enqueue_due(NOON + GRACE)
    assert [notice.reason for notice in report.paused] == ["The topic “csto” is gone."]
    reasons = {each.topic_id: each.paused_reason for each in storage.subscriptions()}
    assert reasons == {"csto": "The topic “csto” is gone.", "oil": None}
    await dispatcher.enqueue_due(NOON + DAY)
    assert {delivery.subscription_id for delivery in waiting(storage, NOON + DAY)} == {kept.id}


@pytest.mark.parametrize("trouble", ["a pack is broken", "the folder is away"])
async def test_a_topic_that_could_not_be_read_at_the_start_pauses_nothing_however_late_it_is(
    storage: Storage, dispatcher: Dispatcher, catalogue: Catalogue, tmp_path: Path, trouble: str
) -> None:
    folder = tmp_path / "seeds"
    pack = folder / "topics" / "csto.toml"
    pack.parent.mkdir(parents=True)
    pack.write_text('name = "The CSTO"\n[aliases]\nen = ["CSTO"]\n[aliases')
    if trouble == "the folder is away":
        folder.rename(tmp_path / "away")
    seeding = Seeding(
        storage=storage,
        intake=Intake(storage),
        catalogue=catalogue,
        folder=folder,
        feeds_file=tmp_path / "feeds.opml",
        defined=dict,
    )
    seeding.read_if_changed(NOON)
    subscribe(storage, next_due_at=NOON - DAY)  # the machine was off
    report = await dispatcher.enqueue_due(NOON - HOUR)
    assert (report.paused, report.missed, only(storage).next_due_at) == ([], 1, NOON)
    assert len((await dispatcher.enqueue_due(NOON + HOUR)).waiting) == 1
    report = await dispatcher.enqueue_due(NOON + GRACE)
    assert (report.paused, report.missed, only(storage).next_due_at) == ([], 1, NOON + DAY)
    if trouble == "the folder is away":
        (tmp_path / "away").rename(folder)
    pack.write_text('name = "The CSTO"\n[aliases]\nen = ["CSTO"]\n')
    seeding.read_if_changed(NOON)
    assert (await dispatcher.enqueue_due(NOON + DAY)).queued == 1


async def test_one_subscription_that_meets_a_bug_does_not_hold_up_the_others(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    broken = subscribe(storage, timezone="Mars/Olympus", next_due_at=NOON - HOUR)
    subscribe(storage, topic_id="oil")
    with pytest.raises(ExceptionGroup) as caught:
        await dispatcher.enqueue_due(NOON)
    assert [error.__notes__ for error in caught.value.exceptions] == [[f"subscription {broken.id} to 'csto'"]]
    assert [delivery.topic_id for delivery in waiting(storage, NOON)] == ["oil"]


async def test_one_topic_that_meets_a_bug_does_not_hold_up_the_others(
    storage: Storage, dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief_reader = Briefer.brief_reader

    def fails(briefer: Briefer, topic: Topic, *args: Any, **kwargs: Any) -> Briefing:
        if topic.id == "csto":
            raise ZeroDivisionError("a bug")
        return brief_reader(briefer, topic, *args, **kwargs)

    monkeypatch.setattr(Briefer, "brief_reader", fails)
    for topic_id in ("csto", "oil"):
        subscribe(storage, topic_id=topic_id)
    told: list[EnqueueReport] = []
    with pytest.raises(ExceptionGroup) as caught:
        await dispatcher.enqueuer.enqueue_due(NOON, broken_off=told.append)
    assert [error.__notes__ for error in caught.value.exceptions] == [["topic 'csto'"]]
    assert [report.queued for report in told] == [1]
    assert [delivery.topic_id for delivery in waiting(storage, NOON)] == ["oil"]


async def test_channels_that_were_told_the_same_are_told_the_same_again_composed_once(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    add(storage, new(article("a1", hours=-1), "s1", match()))
    for number in range(4):
        subscribe(storage, channel_id=CHANNEL + number)
    report = await dispatcher.enqueue_due(NOON)
    assert (report.composed, report.queued) == (1, 4)
    await dispatcher.deliver_pending(Channels(), lambda: NOON)
    subscribe(storage, channel_id=CHANNEL + 9, next_due_at=NOON + DAY)
    add(storage, new(article("a2", hours=1), "s1", match()))
    report = await dispatcher.enqueue_due(NOON + DAY)
    assert (report.composed, report.queued) == (2, 5)
    told = {delivery.channel_id: delivery.briefing for delivery in waiting(storage, NOON + DAY)}
    assert len({told[CHANNEL + number].id for number in range(4)}) == 1
    assert told[CHANNEL].stories[0].status != told[CHANNEL + 9].stories[0].status


async def test_a_channel_that_missed_several_hours_of_a_topic_is_told_once(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    for hours in (2, 1, 0):
        time = f"{(NOON - hours * HOUR):%H:%M}"
        subscribe(storage, time=time, next_due_at=NOON - hours * HOUR)
    report = await dispatcher.enqueue_due(NOON)
    assert (report.queued, len(report.skipped)) == (1, 2)
    [delivery] = waiting(storage, NOON)
    assert delivery.slot == "12:00"
    assert (await dispatcher.enqueue_due(NOON + HOUR)).queued == 0
    assert all(each.next_due_at > NOON for each in storage.subscriptions())


async def test_what_a_channel_is_still_to_be_told_is_not_told_by_its_next_hour_too(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscribe(storage)
    subscribe(storage, time="15:00", next_due_at=NOON + 3 * HOUR)
    subscribe(storage, time="15:00", next_due_at=NOON + 3 * HOUR, channel_id=CHANNEL + 1)
    add(storage, new(article("a1", hours=-1), None, match()))
    await dispatcher.enqueue_due(NOON)
    channels = Channels(TryLater("Discord is away"))
    await dispatcher.deliver_pending(channels, lambda: NOON)
    report = await dispatcher.enqueue_due(NOON + 3 * HOUR)
    assert (report.queued, len(report.waiting), len(report.skipped)) == (1, 1, 0)  # the other channel
    await dispatcher.deliver_pending(channels, lambda: NOON + 4 * HOUR)
    await dispatcher.enqueue_due(NOON + 5 * HOUR)
    [delivery] = waiting(storage, NOON + 5 * HOUR)
    assert (delivery.channel_id, delivery.slot, delivery.briefing.is_quiet) == (CHANNEL, "15:00", True)


async def test_a_week_that_is_told_late_begins_where_the_one_before_it_ended(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscribe(storage, days="5")
    await dispatcher.enqueue_due(NOON)
    await dispatcher.deliver_pending(Channels(), lambda: NOON)
    add(storage, new(article("a1", hours=1), None, match()))
    await dispatcher.enqueue_due(NOON + 7 * DAY + 2 * HOUR)
    [delivery] = waiting(storage, NOON + 8 * DAY)
    assert [story.headline for story in delivery.briefing.stories] == ["Title of a1"]
    assert not delivery.briefing.is_quiet


async def test_what_was_published_before_the_last_briefing_and_read_after_it_is_told(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscribe(storage)
    add(storage, new(article("told", hours=-30), None, match()))
    await dispatcher.enqueue_due(NOON)
    await dispatcher.deliver_pending(Channels(), lambda: NOON)
    add(storage, new(article("late", hours=-30, first_seen_at=NOON + HOUR), None, match()))
    await dispatcher.enqueue_due(NOON + DAY)
    [delivery] = waiting(storage, NOON + DAY)
    assert [story.headline for story in delivery.briefing.stories] == ["Title of late"]
    assert not delivery.briefing.is_quiet


async def test_what_was_being_read_while_the_last_briefing_was_composed_is_told_by_the_next(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscribe(storage)
    add(storage, new(article("in time", hours=-2, first_seen_at=NOON - HOUR), None, match()))
    await dispatcher.enqueue_due(NOON)
    await dispatcher.deliver_pending(Channels(), lambda: NOON)
    # Its feed was asked before noon; it was compared, placed and stored after it.
    add(storage, new(article("under way", hours=-1, first_seen_at=NOON - SECOND), None, match()))
    await dispatcher.enqueue_due(NOON + DAY)
    [delivery] = waiting(storage, NOON + DAY)
    assert [story.headline for story in delivery.briefing.stories] == ["Title of under way"]


@pytest.mark.parametrize(
    "wish", [{"posts": Posts.STORY}, {"skip_quiet": True}], ids=["stories", "quiet days passed over"]
)
async def test_a_day_without_news_is_passed_over_and_one_with_news_is_not(
    storage: Storage, dispatcher: Dispatcher, wish: dict[str, Any]
) -> None:
    subscribe(storage, **wish)
    report = await dispatcher.enqueue_due(NOON)
    assert (report.queued, report.quiet) == (0, 1)
    add(storage, new(article("a1", hours=1), "s1", match()))
    report = await dispatcher.enqueue_due(NOON + DAY)
    assert (report.queued, report.quiet) == (1, 0)


async def test_what_waits_is_composed_anew_for_the_channel_that_its_subscription_moves_to(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    add(storage, new(article("a1", hours=-1), "s1", match()))
    subscribe(storage)
    await dispatcher.enqueue_due(NOON)
    channels = Channels(TryLater("Discord is away"))
    await dispatcher.deliver_pending(channels, lambda: NOON)
    storage.change_subscription(replace(only(storage), channel_id=CHANNEL + 1), now=NOON)
    assert (await dispatcher.enqueue_due(NOON + HOUR)).queued == 1
    await dispatcher.deliver_pending(channels, lambda: NOON + HOUR)
    assert [(post.channel_id, post.due_at) for post in channels.posted.values()] == [(CHANNEL + 1, NOON)]
    assert only(storage).next_due_at == NOON + DAY


async def test_what_was_asked_for_and_waits_goes_along_composed_anew_for_the_other_channel(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    add(storage, new(article("a1", hours=-1), "s1", match()))
    subscribe(storage)
    await dispatcher.enqueue_due(NOON)
    channels = Channels()
    await dispatcher.deliver_pending(channels, lambda: NOON)
    for minute in (1, 2):  # asked for twice, it is the same briefing
        asked_at = NOON + minute * SECOND * 60
        assert await dispatcher.enqueuer.send_now(only(storage), asked_at) is SentNow.QUEUED
    channels.answers = [TryLater("Discord is away")] * 2
    await dispatcher.deliver_pending(channels, lambda: asked_at)
    later = NOON + HOUR
    dispatcher.enqueuer.move(replace(only(storage), channel_id=CHANNEL + 1), later)
    await dispatcher.deliver_pending(channels, lambda: later)
    [_, moved] = channels.posted.values()
    assert (moved.channel_id, moved.due_at) == (CHANNEL + 1, later)
    assert [story.status for story in moved.briefing.stories] == [StoryStatus.NEW]  # in the old channel it was told
    assert only(storage).next_due_at == NOON + DAY
    assert waiting(storage, later + DAY) == []


async def test_a_move_sends_nothing_that_nobody_asked_for(storage: Storage, dispatcher: Dispatcher) -> None:
    add(storage, new(article("a1", hours=-1), "s1", match()))
    subscribe(storage, next_due_at=NOON + DAY)
    await dispatcher.enqueuer.send_now(only(storage), NOON)
    await dispatcher.deliver_pending(Channels(), lambda: NOON)
    dispatcher.enqueuer.move(replace(only(storage), channel_id=CHANNEL + 1), NOON)
    assert waiting(storage, NOON + DAY) == []


async def test_what_is_asked_for_in_a_forum_of_stories_is_posted_where_something_is_new(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscription = subscribe(storage, next_due_at=NOON + DAY, posts=Posts.STORY)
    assert await dispatcher.enqueuer.send_now(subscription, NOON) is SentNow.NOTHING_NEW
    assert waiting(storage, NOON) == []
    add(storage, new(article("a1", hours=-1), "s1", match()))
    assert await dispatcher.enqueuer.send_now(subscription, NOON) is SentNow.QUEUED
    assert await dispatcher.enqueuer.send_now(subscription, NOON) is SentNow.QUEUED_BEFORE
    assert len(waiting(storage, NOON)) == 1


async def test_what_was_asked_for_is_no_post_of_a_forum_of_stories_where_nothing_is_new(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscribe(storage, next_due_at=NOON + DAY)
    await dispatcher.enqueuer.send_now(only(storage), NOON)
    dispatcher.enqueuer.move(replace(only(storage), channel_id=CHANNEL + 1, posts=Posts.STORY), NOON)
    assert waiting(storage, NOON + DAY) == []


async def test_an_hour_that_was_told_is_not_told_again_where_its_subscription_moves_to(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscribe(storage)
    await dispatcher.enqueue_due(NOON)
    await dispatcher.deliver_pending(Channels(), lambda: NOON)
    storage.change_subscription(replace(only(storage), channel_id=CHANNEL + 1), now=NOON)
    assert (await dispatcher.enqueue_due(NOON + HOUR)).queued == 0


async def test_what_is_being_posted_while_its_subscription_moves_is_known_to_be_in_the_old_channel(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    subscribe(storage)
    await dispatcher.enqueue_due(NOON)
    [posting] = waiting(storage, NOON)
    storage.change_subscription(replace(only(storage), channel_id=CHANNEL + 1), now=NOON)
    assert storage.record_sent(posting, [1], NOON)
    assert [told.id for told in storage.last_told(CHANNEL, "csto", NOON + HOUR)] == [posting.briefing.id]
    assert storage.last_told(CHANNEL + 1, "csto", NOON + HOUR) == ()


async def test_channels_that_read_different_languages_are_told_in_each(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    told = {"en": "The pact suspended its exercise on Friday.", "pl": "Sojusz zawiesił w piątek swoje ćwiczenia."}
    for language, text in told.items():
        given = article(language, hours=-1, title=f"Title {language}", text=text, language=language, source=language)
        add(storage, new(given, "s1", match()))
    storage.set_state(READS_KEY.format(GUILD + 1), "pl,en")
    for channel_id, reads, guild in ((70, "", GUILD), (71, "pl,en", GUILD), (72, "pl,en", GUILD), (73, "", GUILD + 1)):
        subscribe(storage, channel_id=channel_id, reads=reads, guild_id=guild)
    report = await dispatcher.enqueue_due(NOON)
    assert (report.queued, report.composed) == (4, 2)
    briefings = {each.channel_id: each.briefing for each in waiting(storage, NOON)}
    quoted = {channel: briefing.stories[0].quotes[0].text for channel, briefing in briefings.items()}
    assert quoted == {70: told["en"], 71: told["pl"], 72: told["pl"], 73: told["pl"]}
    assert {channel: briefing.languages for channel, briefing in briefings.items()} == {
        70: ("en",),
        71: ("pl", "en"),
        72: ("pl", "en"),
        73: ("pl", "en"),
    }
    for each in storage.subscriptions():
        previewed = dispatcher.enqueuer.preview(each, Topic("csto", "The CSTO"), NOON)
        assert previewed.stories[0].quotes == briefings[each.channel_id].stories[0].quotes


async def test_a_channel_that_wants_it_long_is_told_more(storage: Storage, dispatcher: Dispatcher) -> None:
    for story in range(30):
        told = article(f"a{story}", hours=-1, title=f"Title {story}", text=unlike_sentence(story))
        add(storage, new(told, f"s{story}", match()))
    for channel_id, length in enumerate((Length.SHORT, Length.NORMAL, Length.LONG, Length.LONG), 70):
        subscribe(storage, channel_id=channel_id, length=length)
    report = await dispatcher.enqueue_due(NOON)
    assert (report.queued, report.composed) == (4, 2)
    spent = {
        each.channel_id: sum(len(quote.text.split()) for story in each.briefing.stories for quote in story.quotes)
        for each in waiting(storage, NOON)
    }
    assert spent[70] == spent[71] <= 250 < spent[72] == spent[73] <= 500


async def test_what_servers_read_is_asked_for_once_however_many_they_are(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    add(storage, new(article("a1", hours=-1), "s1", match()))
    asked = []
    for day, servers in enumerate((1, 6)):
        for server in range(servers):
            storage.set_state(READS_KEY.format(GUILD + server), "pl,en")
            subscribe(storage, channel_id=100 * day + server, guild_id=GUILD + server)
        with recorded() as statements:
            assert (await dispatcher.enqueue_due(NOON)).queued == servers
        asked.append(sum(" FROM state" in statement.replace("\n", "") for statement, _ in statements))
    assert asked[0] == asked[1]
