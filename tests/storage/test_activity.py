from __future__ import annotations

import threading
from datetime import timedelta

from bot.model import Placement
from bot.storage import NewArticle, Storage
from tests.storage.examples import (
    CHANNEL,
    GUILD,
    HOUR,
    NOON,
    add,
    article,
    claim,
    enqueue,
    new,
    subscribe,
    undated_seed,
)

DAY = 24 * HOUR
LATE_AFTER = timedelta(minutes=10)


def joined(article_id: str, story_id: str, hours: float) -> NewArticle:
    placement = Placement(article_id, story_id, opened=False, score=0.8, why="alike")
    return NewArticle(article(article_id, hours=hours), (), placement)


def test_articles_count_from_when_they_were_read_and_not_from_their_date(storage: Storage) -> None:
    add(storage, new(article("before", hours=-1, first_seen_at=NOON), "s0"))
    old = article("old", hours=-500, first_seen_at=NOON + HOUR)
    add(storage, new(old), new(article("opens", hours=1), "s1"), joined("joins", "s1", 2))
    add(storage, new(article("last", hours=24), "s2"), new(article("tomorrow", hours=25), "s3"))
    activity = storage.activity(NOON, NOON + DAY, LATE_AFTER)
    assert (activity.articles, activity.opened, activity.joined) == (4, 2, 1)
    activity = storage.activity(NOON + DAY, NOON + 2 * DAY, LATE_AFTER)
    assert (activity.articles, activity.opened, activity.joined) == (1, 1, 0)


def test_seeds_are_no_news_that_was_read(storage: Storage) -> None:
    add(storage, new(undated_seed("seed", first_seen_at=NOON + HOUR), "s1"))
    assert storage.activity(NOON, NOON + DAY, LATE_AFTER).articles == 0


def test_briefings_are_counted_by_what_came_of_them(storage: Storage) -> None:
    for number, minutes in enumerate((0, 10, 44)):
        enqueue(storage, subscribe(storage, channel_id=CHANNEL + number), briefing_id=f"b{number}")
        storage.record_sent(claim(storage), [1], NOON + timedelta(minutes=minutes))
    for number in (3, 4):
        enqueue(storage, subscribe(storage, channel_id=CHANNEL + number), briefing_id=f"b{number}")
        storage.record_failed(claim(storage), "Discord says no", NOON + HOUR)
    for number in (5, 6):
        enqueue(storage, subscribe(storage, channel_id=CHANNEL + number), briefing_id=f"b{number}")
    storage.record_retry(claim(storage), "Discord is away", NOON + 9 * HOUR)
    activity = storage.activity(NOON - HOUR, NOON + DAY, LATE_AFTER)
    assert (activity.sent, activity.late, activity.slowest) == (3, 1, timedelta(minutes=44))
    assert activity.given_up == (("Discord says no", 2),)
    assert (activity.waiting, activity.waiting_since, activity.waiting_reason) == (2, NOON, "Discord is away")
    activity = storage.activity(NOON + DAY, NOON + 2 * DAY, LATE_AFTER)
    assert (activity.sent, activity.late, activity.given_up, activity.waiting) == (0, 0, (), 2)


def test_what_nobody_waits_for_any_more_is_not_given_up(storage: Storage) -> None:
    ended = subscribe(storage)
    enqueue(storage, ended)
    storage.unsubscribe(ended.id, now=NOON)
    enqueue(storage, subscribe(storage, channel_id=CHANNEL + 1), briefing_id="b1")
    storage.forget_guild(GUILD, now=NOON)
    activity = storage.activity(NOON - HOUR, NOON + DAY, LATE_AFTER)
    assert (activity.given_up, activity.waiting) == ((), 0)


def test_a_word_is_exchanged_only_where_it_is_still_what_it_was(storage: Storage) -> None:
    assert not storage.exchange_state("day", "1", "2")
    assert storage.exchange_state("day", None, "1")
    assert not storage.exchange_state("day", None, "2")
    assert not storage.exchange_state("day", "2", "3")
    assert storage.exchange_state("day", "1", "2")
    assert storage.state("day") == "2"


def test_of_many_that_exchange_a_word_at_once_one_does(storage: Storage) -> None:
    for was in (None, "1"):
        begin = threading.Barrier(6)
        done: list[bool] = []

        def exchange(was: str | None = was, begin: threading.Barrier = begin, done: list[bool] = done) -> None:
            begin.wait()
            done.append(storage.exchange_state("day", was, f"{was or 0}1" if was else "1"))

        threads = [threading.Thread(target=exchange) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(done) == [False] * 5 + [True]
