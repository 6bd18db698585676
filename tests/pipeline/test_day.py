from __future__ import annotations

from datetime import timedelta

from bot.delivery.discord.views_receipt import receipt_view
from bot.delivery.rows import PausedLine, Receipt
from bot.delivery.speech import ENGLISH
from bot.pipeline.day import Known, day_until
from bot.pipeline.missed import missed_between, note_missed
from bot.pipeline.notices import PAUSED_BY_HAND
from bot.storage import FeedUpdate, Storage
from tests.delivery.discord.inert import components_of, texts
from tests.storage.examples import CHANNEL, HOUR, NOON, add, article, claim, enqueue, new, subscribe

DAY = 24 * HOUR
QUARTER = timedelta(minutes=15)
NOTHING_KNOWN = Known()


def told(storage: Storage, known: Known = NOTHING_KNOWN, interval: timedelta = QUARTER) -> Receipt:
    """The receipt of NOON."""
    return day_until(NOON, NOON, storage, known, interval=interval)[0]


def is_calm(receipt: Receipt) -> bool:
    """Whether it is told as a day on which nothing needs a look."""
    return any("All well" in text for text in texts(components_of(receipt_view(receipt, ENGLISH))))


def feed(storage: Storage, name: str, *, failed: int = 0, answered: timedelta | None = QUARTER) -> str:
    """A feed that has answered so long before NOON, if ever, and has failed so many times in a row since."""
    url = f"https://{name}.example/feed"
    storage.add_feed(url, name, now=NOON - 9 * DAY)
    if answered is not None:
        storage.record_fetches([FeedUpdate(url, NOON - answered, NOON, newest_at=NOON - HOUR, per_day=20)])
    for _ in range(failed):
        storage.record_fetches([FeedUpdate(url, NOON - QUARTER, NOON, error="HTTP 503")])
    return url


def test_nothing_at_all_is_calm(storage: Storage) -> None:
    receipt = told(storage)
    assert is_calm(receipt)
    assert (receipt.asked, receipt.articles, receipt.sent, receipt.subscriptions) == (0, 0, 0, 0)


def test_a_usual_day_is_calm(storage: Storage) -> None:
    feed(storage, "a")
    feed(storage, "hiccup", failed=1)
    add(storage, new(article("a1", hours=-3, first_seen_at=NOON - 3 * HOUR), "s1"))
    subscribe(storage, next_due_at=NOON + DAY)
    receipt = told(storage)
    assert is_calm(receipt)
    assert (receipt.asked, receipt.unanswered, receipt.articles, receipt.opened) == (2, 1, 1, 1)
    assert (receipt.subscriptions, receipt.paused) == (1, 0)


def test_feeds_without_an_answer_all_day_come_the_longest_first(storage: Storage) -> None:
    feed(storage, "yesterday", failed=3, answered=DAY)
    feed(storage, "last-week", failed=90, answered=7 * DAY)
    feed(storage, "never", failed=90, answered=None)
    feed(storage, "this-morning", failed=9, answered=4 * HOUR)
    receipt = told(storage)
    assert [line.name for line in receipt.failing] == ["never", "last-week", "yesterday"]
    assert receipt.failing[0].sentence == "HTTP 503 (90 times in a row)"
    assert receipt.unanswered == 1
    assert not is_calm(receipt)


def test_a_feed_that_is_silent_is_told(storage: Storage) -> None:
    url = feed(storage, "a")
    update = FeedUpdate(url, NOON - QUARTER, NOON, newest_at=NOON - 3 * DAY, per_day=14)
    storage.record_fetches([update])
    receipt = told(storage)
    assert [line.sentence for line in receipt.silent] == ["usually 14 a day, none for 3 days"]
    assert not is_calm(receipt)


def test_a_feed_that_has_had_nothing_new_for_weeks_is_told_once_more(storage: Storage) -> None:
    url = feed(storage, "a")
    storage.record_fetches([FeedUpdate(url, NOON - QUARTER, NOON, newest_at=NOON - 30 * DAY, per_day=14)])
    receipt, known = day_until(NOON, NOON, storage, NOTHING_KNOWN, interval=QUARTER)
    assert [line.sentence for line in receipt.silent] == ["nothing new since 1 April 2026"]
    assert is_calm(told(storage, known))


def test_what_is_paused_is_told_once(storage: Storage) -> None:
    url = feed(storage, "a")
    storage.record_fetches([FeedUpdate(url, NOON - QUARTER, NOON, error="HTTP 410", paused_reason="gone")])
    kept = subscribe(storage, next_due_at=NOON + DAY)
    storage.pause_subscription(kept.id, "The channel has been deleted.", now=None)
    receipt, known = day_until(NOON, NOON, storage, NOTHING_KNOWN, interval=QUARTER)
    assert [(line.name, line.sentence) for line in receipt.given_up] == [("a", "gone")]
    assert receipt.newly_paused == (PausedLine("csto", CHANNEL, "The channel has been deleted."),)
    receipt = told(storage, known)
    assert is_calm(receipt)
    assert receipt.paused == 1


def test_what_a_person_has_paused_is_no_trouble(storage: Storage) -> None:
    kept = subscribe(storage, next_due_at=NOON + DAY)
    storage.pause_subscription(kept.id, PAUSED_BY_HAND, now=None)
    receipt = told(storage)
    assert is_calm(receipt)
    assert receipt.paused == 1


def test_a_briefing_that_is_just_being_sent_does_not_wait(storage: Storage) -> None:
    enqueue(storage, subscribe(storage))
    assert is_calm(told(storage))
    receipt = day_until(NOON + HOUR, NOON, storage, NOTHING_KNOWN, interval=QUARTER)[0]
    assert (receipt.waiting, receipt.waiting_since) == (1, NOON)


def test_late_and_undelivered_briefings_are_told(storage: Storage) -> None:
    for number in range(2):
        enqueue(storage, subscribe(storage, channel_id=CHANNEL + number), day=-1, briefing_id=f"b{number}")
    storage.record_sent(claim(storage, NOON - DAY), [1], NOON - DAY + HOUR)
    storage.record_failed(claim(storage, NOON - DAY), "Discord says no", NOON - HOUR)
    receipt = told(storage)
    assert (receipt.sent, receipt.late, receipt.slowest) == (1, 1, HOUR)
    assert receipt.undelivered == (("Discord says no", 1),)


def test_an_hour_that_nobody_composes_for_is_told(storage: Storage) -> None:
    subscribe(storage, next_due_at=NOON - HOUR)
    assert told(storage).uncomposed == 1


def test_hours_that_were_missed_are_told_on_their_day_alone(storage: Storage) -> None:
    for days, number in ((5, 7), (1, 3), (0, 2)):
        note_missed(storage, NOON - days * DAY, number)
    note_missed(storage, NOON + HOUR, 1)
    assert told(storage).missed == 2
    assert not is_calm(told(storage))
    assert day_until(NOON + DAY, NOON + DAY, storage, NOTHING_KNOWN, interval=QUARTER)[0].missed == 1


def test_hours_that_were_missed_are_known_for_three_days_and_no_moment_of_a_wrong_clock_is(storage: Storage) -> None:
    for days, number in ((900, 4), (-3, 1), (-2, 2), (0, 8)):
        note_missed(storage, NOON + days * DAY, number)
    assert missed_between(storage, NOON - 9 * DAY, NOON + 999 * DAY) == 8 + 2


def test_feeds_that_nobody_asks_are_told_by_how_often_they_are_to_be_asked(storage: Storage) -> None:
    feed(storage, "a", answered=2 * DAY)
    assert told(storage).unread_since == NOON - 2 * DAY
    assert told(storage, interval=DAY).unread_since is None
