from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.storage import Publication, Storage
from tests.storage.examples import CHANNEL, LEASE, NOON, claim, enqueue, subscribe

SECOND = timedelta(seconds=1)


def posted(storage: Storage, *, number: int = 0) -> int:
    """A briefing that is in an announcement channel; returns its delivery."""
    enqueue(storage, subscribe(storage, channel_id=CHANNEL + number))
    delivery = claim(storage)
    assert storage.record_sent(delivery, [7, 8], NOON, publish=True)
    return delivery.id


def test_what_was_sent_waits_to_be_published_until_it_is(storage: Storage) -> None:
    delivery_id = posted(storage)
    [waiting] = storage.claim_publications(NOON, LEASE, at_most=9)
    assert waiting == Publication(delivery_id, CHANNEL, 7, NOON, NOON + LEASE, 1)
    assert storage.claim_publications(NOON, LEASE, at_most=9) == ()
    storage.record_published(waiting)
    assert storage.claim_publications(NOON + LEASE, LEASE, at_most=9) == ()


def test_a_claim_that_runs_out_is_taken_over_and_who_lost_it_postpones_nothing(storage: Storage) -> None:
    posted(storage)
    [died] = storage.claim_publications(NOON, LEASE, at_most=9)
    assert storage.claim_publications(NOON + LEASE - SECOND, LEASE, at_most=9) == ()
    [taken] = storage.claim_publications(NOON + LEASE, LEASE, at_most=9)
    assert taken.attempts == 2
    storage.postpone_publication(died, NOON)
    assert storage.claim_publications(NOON + LEASE, LEASE, at_most=9) == ()
    storage.postpone_publication(taken, NOON + LEASE + SECOND)
    assert len(storage.claim_publications(NOON + LEASE + SECOND, LEASE, at_most=9)) == 1


def test_one_that_is_postponed_holds_up_no_other(storage: Storage) -> None:
    first, second = (posted(storage, number=number) for number in range(2))
    [waits] = storage.claim_publications(NOON, LEASE, at_most=1)
    assert waits.delivery_id == first
    assert len(storage.claim_publications(NOON, LEASE, at_most=9)) == 1
    storage.postpone_publication(waits, NOON + 2 * LEASE)
    assert [each.delivery_id for each in storage.claim_publications(NOON + LEASE, LEASE, at_most=9)] == [second]


def test_a_message_that_was_recorded_before_or_is_gone_is_not_published(storage: Storage) -> None:
    enqueue(storage, subscribe(storage))
    delivery = claim(storage)
    assert storage.record_sent(delivery, [], NOON, publish=True)
    assert not storage.record_sent(delivery, [7], NOON, publish=True)
    assert storage.claim_publications(NOON, LEASE, at_most=9) == ()


def test_nothing_waits_where_nobody_follows(storage: Storage) -> None:
    enqueue(storage, subscribe(storage))
    storage.record_sent(claim(storage), [7], NOON)
    assert storage.claim_publications(NOON, LEASE, at_most=9) == ()


def test_threads_that_claim_at_once_never_get_the_same(storage: Storage) -> None:
    for number in range(20):
        posted(storage, number=number)
    with ThreadPoolExecutor(4) as threads:
        claims = list(threads.map(lambda _: storage.claim_publications(NOON, LEASE, at_most=5), range(8)))
    ids = [each.delivery_id for claimed in claims for each in claimed]
    assert len(ids) == len(set(ids)) == 20
