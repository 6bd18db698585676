from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import select, text

from bot.model import Placement
from bot.pipeline.leaps import is_believed
from bot.pipeline.retention import Forgotten, forget_old
from bot.storage import LOOKED_KEY, SAID_KEY, ZONE_KEY, Storage
from bot.storage.tables import muted_stories
from tests.storage.examples import (
    CHANNEL,
    FEED,
    GUILD,
    HOUR,
    MEMBER,
    NOON,
    add,
    article,
    briefing,
    claim,
    enqueue,
    match,
    new,
    subscribe,
    undated_seed,
)

DAY = timedelta(days=1)


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    with Storage.open(url) as opened:
        yield opened


def forget(storage: Storage, now: datetime, *, days: int = 30, most_bytes: int | None = None) -> Forgotten:
    return forget_old(storage, now, keep=timedelta(days=days), most_bytes=most_bytes)


def test_news_older_than_is_kept_is_forgotten_and_found_no_more(storage: Storage) -> None:
    add(storage, new(article("old", hours=-31 * 24, text="Herring."), "s1", match()), new(article("recent", hours=-24)))
    storage.add_feed(FEED, now=NOON)
    add(storage, new(undated_seed("seed")), new(article("undated", hours=None)))
    add(storage, new(undated_seed("dated seed", published_at=NOON - 99 * DAY)))
    assert forget(storage, NOON) == Forgotten(articles=1, briefings=0)
    assert storage.articles(["old"]) == ()
    assert storage.search("herring", limit=5) == ()
    assert storage.placements_between(NOON - 99 * DAY) == ()
    lived = [forget(storage, NOON + days * DAY) for days in range(1, 40)]
    assert sum(each.articles for each in lived) == 1
    stays = {"seed", "dated seed", "undated"}
    assert {each.id for each in storage.articles([*stays, "recent"])} == stays
    with storage._database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM search")) == len(stays)


def test_undated_news_goes_when_it_is_old_and_no_feed_lists_it_any_more(storage: Storage) -> None:
    storage.add_feed(FEED, now=NOON)
    storage.add_feed(f"{FEED}/unread", now=NOON)
    ids = {"listed", "elsewhere", "gone", "unread", "removed"}
    urls = dict.fromkeys(ids, FEED) | {"unread": f"{FEED}/unread", "removed": f"{FEED}/removed"}
    add(storage, *(new(article(each, hours=None, feed_url=urls[each], text=f"Herring {each}.")) for each in ids))
    listed = {FEED: {"listed"}, f"{FEED}/other": {"elsewhere"}}
    rest = partial(forget_old, storage, keep=30 * DAY, most_bytes=None, listed=listed)
    assert [rest(NOON + days * DAY).articles for days in (29, 30, 31, 32)] == [0, 0, 2, 0]
    assert {each.article.id for each in storage.search("herring", limit=9)} == {"listed", "elsewhere", "unread"}


def test_news_that_is_dated_ahead_is_kept_until_its_day_is_old_for_it_would_come_back_as_new(storage: Storage) -> None:
    add(storage, new(article("ahead", hours=40 * 24, first_seen_at=NOON)))
    lived = {days: forget(storage, NOON + days * DAY).articles for days in range(1, 72)}
    assert [days for days, articles in lived.items() if articles] == [71]


def test_what_a_kept_briefing_quotes_can_be_shown_when_its_article_is_gone(storage: Storage) -> None:
    told = briefing("b1")
    add(storage, new(told.stories[0].articles[0]))
    storage.save_briefing(told)
    forget(storage, NOON + 30 * DAY - HOUR)
    assert storage.forget_articles(NOON + HOUR) == 1
    assert storage.briefing("b1") == told


def test_briefings_go_with_what_was_delivered_and_never_before_it_is(storage: Storage) -> None:
    for number in range(2):
        enqueue(storage, subscribe(storage, channel_id=CHANNEL + number), briefing_id=f"b{number}")
    storage.record_sent(claim(storage), [1], NOON)
    storage.save_briefing(briefing("asked for"))
    assert forget(storage, NOON + 29 * DAY) == Forgotten(0, 0)
    assert forget(storage, NOON + 31 * DAY) == Forgotten(articles=0, briefings=3)
    assert storage.briefing("asked for") is None
    waiting = claim(storage, NOON + 31 * DAY)
    assert waiting.briefing.id == "b1"


def test_what_was_said_of_a_briefing_goes_after_it_and_never_before(storage: Storage) -> None:
    storage.save_briefing(briefing("gone"))
    enqueue(storage, subscribe(storage), briefing_id="waiting")
    for briefing_id, days in (("gone", 0), ("waiting", 0), ("not kept", 20)):
        said_at = NOON + days * DAY
        storage.say_feedback(briefing_id, user_id=MEMBER, guild_id=GUILD, verdict=briefing_id, now=said_at)
    forget(storage, NOON + 29 * DAY)
    assert storage.feedback_counts(GUILD, NOON - DAY) == {"gone": 1, "waiting": 1, "not kept": 1}
    forget(storage, NOON + 31 * DAY)
    assert storage.feedback_counts(GUILD, NOON - DAY) == {"waiting": 1, "not kept": 1}


def test_when_somebody_looked_and_what_they_were_told_then_is_forgotten_with_the_news_of_that_time(
    storage: Storage,
) -> None:
    kept = {
        LOOKED_KEY.format(MEMBER, "csto"): NOON,
        LOOKED_KEY.format(MEMBER, "oil"): NOON + 2 * DAY,
        SAID_KEY.format(CHANNEL, "csto"): NOON,
        SAID_KEY.format(CHANNEL + 1, "csto"): NOON + 2 * DAY,
        ZONE_KEY.format(GUILD): NOON,
    }
    for key, at in kept.items():
        storage.set_state(key, f"{at.isoformat()} b1")
    forget(storage, NOON + 30 * DAY)
    assert all(map(storage.state, kept))
    forget(storage, NOON + 31 * DAY)
    assert [key for key in kept if storage.state(key) is None] == [
        LOOKED_KEY.format(MEMBER, "csto"),
        SAID_KEY.format(CHANNEL, "csto"),
    ]


def test_a_muted_story_is_forgotten_when_nothing_is_left_of_it(storage: Storage) -> None:
    ahead = new(article("ahead", hours=40 * 24, first_seen_at=NOON), "goes on", match())
    add(storage, new(article("old", hours=-1), "ends", match()), ahead)
    add(storage, new(article("moved", hours=40 * 24, first_seen_at=NOON), "was another", match()))
    add(storage, new(article("first", hours=-1), "outlives it", match()))
    add(storage, new(article("next", hours=40 * 24, first_seen_at=NOON), "outlives it", match()))
    for story_id in ("ends", "goes on", "outlives it", "was another", "unknown"):
        storage.mute_story(CHANNEL, story_id, guild_id=GUILD, muted_by=MEMBER, now=NOON)
    storage.move_articles([Placement("moved", "taken in", opened=False, score=1.0, why="said so")])
    storage.mute_story(CHANNEL, "of late", guild_id=GUILD, muted_by=MEMBER, now=NOON + 20 * DAY)
    for days in range(0, 32, 4):
        forget(storage, NOON + days * DAY)
    assert {story_id for _, story_id, _, _ in storage.all_muted_stories()} >= {"ends", "goes on", "taken in"}
    forget(storage, NOON + 31 * DAY)
    kept = select(muted_stories.c.story_id).order_by(muted_stories.c.story_id)
    with storage._database.reading() as connection:
        assert list(connection.scalars(kept)) == ["goes on", "of late", "outlives it", "was another"]


def test_where_there_is_not_enough_room_the_oldest_news_goes(storage: Storage) -> None:
    texts = {f"a{number:04}": article(f"a{number:04}", hours=-number, text=f"{number} " * 900) for number in range(600)}
    add(storage, *(new(each, each.id, match()) for each in texts.values()))
    most = storage.bytes_kept() * 2 // 3
    forgotten = forget(storage, NOON, most_bytes=most)
    assert storage.bytes_kept() <= most
    assert 100 < forgotten.articles < 400
    kept = {each.id for each in storage.articles(list(texts))}
    assert kept == set(sorted(texts)[: len(kept)])
    assert forget(storage, NOON, most_bytes=most) == Forgotten(0, 0)


def test_where_nothing_may_go_any_more_it_ends_with_too_little_room(storage: Storage) -> None:
    add(storage, new(undated_seed("seed")))
    assert forget(storage, NOON, most_bytes=1) == Forgotten(0, 0)
    add(storage, new(article("ahead", hours=40 * 24, first_seen_at=NOON)))
    assert forget(storage, NOON, most_bytes=1) == Forgotten(0, 0)
    assert len(storage.articles(["seed", "ahead"])) == 2


def test_news_that_is_dated_ahead_keeps_nothing_else_when_room_is_needed(storage: Storage) -> None:
    add(storage, new(article("ahead", hours=99 * 24, first_seen_at=NOON - 99 * DAY)))
    add(storage, *(new(article(f"a{number}", hours=-number, text="word " * 900)) for number in range(300)))
    most = storage.bytes_kept() * 2 // 3
    assert 50 < forget(storage, NOON, days=999, most_bytes=most).articles < 200
    assert storage.articles(["ahead", "a0"])


@pytest.mark.parametrize("looked", [True, False], ids=["it was right before", "nobody had looked before"])
def test_a_clock_that_is_years_ahead_forgets_nothing_for_a_month_and_put_right_forgets_as_before(
    storage: Storage, *, looked: bool
) -> None:
    add(storage, new(article("old", hours=-29 * 24)), new(article("recent", hours=-1)))
    enqueue(storage, subscribe(storage))
    storage.record_sent(claim(storage), [1], NOON)
    nothing, ahead = Forgotten(0, 0), NOON + 4000 * DAY
    if looked:
        assert forget(storage, NOON) == nothing
    for hours in (*range(30), *range(30, 29 * 24, 24)):
        assert forget(storage, ahead + hours * HOUR, most_bytes=1) == nothing
    for hours in range(48, 73):
        assert forget(storage, NOON + hours * HOUR).articles == (1 if hours == 72 else 0)
    assert [each.id for each in storage.articles(["old", "recent"])] == ["recent"]


def test_after_a_leap_that_news_confirms_a_day_passes_before_anything_is_forgotten(storage: Storage) -> None:
    add(storage, new(article("old", hours=-29 * 24)))
    assert forget(storage, NOON - 28 * DAY) == Forgotten(0, 0)
    add(storage, new(article("recent", hours=40 * 24)))
    back = NOON + 41 * DAY
    forgotten = [forget(storage, back + hours * HOUR).articles for hours in range(26)]
    assert [hours for hours, count in enumerate(forgotten) if count] == [24]


def test_a_leap_that_two_see_at_once_is_told_once(url: str, caplog: pytest.LogCaptureFixture) -> None:
    both_have_looked = Barrier(2, timeout=5)

    class LooksBeside(Storage):
        def newest_news_at(self) -> datetime | None:
            both_have_looked.wait()
            return super().newest_news_at()

    with LooksBeside.open(url) as storage, ThreadPoolExecutor() as threads:
        storage.set_state("clock of retention", f"{NOON.isoformat()} {NOON.isoformat()}")
        believed = threads.map(partial(is_believed, storage), [NOON + 100 * DAY] * 2)
        assert list(believed) == [False, False]
    assert caplog.text.count("the clock leapt") == 1


def test_after_a_leap_without_news_a_month_passes_before_anything_is_forgotten(storage: Storage) -> None:
    add(storage, new(article("old", hours=-29 * 24)))
    assert forget(storage, NOON - 28 * DAY) == Forgotten(0, 0)
    forgotten = [forget(storage, NOON + (41 + days) * DAY).articles for days in range(32)]
    assert [days for days, count in enumerate(forgotten) if count] == [30]
