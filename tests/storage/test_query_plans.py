from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.storage import FeedUpdate, NewArticle, SearchFilter, Storage, Vector
from tests.statements import recorded
from tests.storage.examples import (
    CHANNEL,
    FEED,
    GUILD,
    HOUR,
    LEASE,
    NOON,
    article,
    claim,
    enqueue,
    forum_post,
    match,
    new,
    subscribe,
)

_GROWING = ("articles", "article_versions", "matches", "placements", "deliveries", "briefings")


def use_everything(storage: Storage) -> None:
    """Every public method but those whose work is to go over everything."""
    window = NOON - HOUR, NOON + HOUR
    storage.add_articles([new(article(f"a{number}"), "s1", match()) for number in range(3)], now=NOON)
    storage.add_articles([NewArticle(article("a1", title="Edited"), [match()])], now=NOON)
    storage.set_matches({"a1": [match()]})
    storage.known_articles(["a1", "a2"])
    storage.told_under_another_id([replace(article("a9"), url="https://news.example/a9")], ())
    storage.told_now_at(["https://news.example/a9"])
    storage.articles(["a1", "a2"])
    storage.articles_between(*window)
    storage.count_articles_between(*window)
    storage.placements_between(NOON)
    storage.unread_since(NOON, "a model")
    storage.add_vectors({"a1": Vector("a model", b"1")})
    storage.topic_window("csto", *window)
    storage.latest_before("csto", NOON, 5)
    storage.topic_window("csto", *window, seen_after=NOON, come_after=storage.last_number())
    storage.topic_article_ids("csto", *window)
    storage.topic_articles("csto", ["a1", "a2"])
    storage.notes("csto")
    storage.story_articles(["s1", "s2"], NOON)
    storage.began_at(["s1", "s2"], NOON)
    storage.search("title", limit=5, only=SearchFilter(until=NOON))
    storage.search("", limit=5, only=SearchFilter(languages=("pl",), after=NOON))
    storage.search("-title", limit=5, only=SearchFilter(languages=("pl",), after=NOON))
    storage.add_feed(FEED, now=NOON)
    storage.due_feeds(NOON, 5)
    storage.record_fetches([FeedUpdate(FEED, at=NOON, due_at=NOON)])
    subscription = subscribe(storage)
    storage.subscriptions(channel_id=CHANNEL)
    storage.subscriptions(guild_id=GUILD)
    storage.due_subscriptions(NOON)
    enqueue(storage, subscription)
    storage.record_retry(claim(storage), "later", NOON)
    storage.record_failed(claim(storage), "never", NOON)
    enqueue(storage, subscription, day=1)
    storage.record_sent(claim(storage, NOON + 24 * HOUR), [1], NOON, publish=True)
    for publication in storage.claim_publications(NOON, LEASE, at_most=5):
        storage.postpone_publication(publication, NOON)
        storage.record_published(publication)
    storage.claim(NOON, LEASE)
    storage.keep_forum_post(forum_post())
    storage.forum_posts(CHANNEL, "csto")
    storage.last_told(CHANNEL, "csto", NOON + HOUR)
    storage.briefing("b0")
    storage.bring_forward(subscription.id, NOON, NOON - HOUR)
    storage.end_waits(NOON, HOUR)
    ended = storage.unsubscribe(subscription.id, now=NOON)
    assert ended is not None
    storage.put_back(ended)


def test_no_query_goes_over_a_table_that_grows(sqlite_file: Path) -> None:
    with Storage.open(f"sqlite:///{sqlite_file}") as storage, recorded() as statements:
        use_everything(storage)
    connection = sqlite3.connect(sqlite_file)
    scans = [
        f"{plan[3]}: {statement}"
        for statement, parameters in statements
        if statement.split()[0] in {"SELECT", "UPDATE", "DELETE"}
        for plan in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        if plan[3].startswith(tuple(f"SCAN {table}" for table in _GROWING))
    ]
    connection.close()
    assert len(statements) > 60
    assert scans == []


@pytest.mark.parametrize(
    ("table", "index"),
    [
        ("feeds", "ix_feeds_due_at"),
        ("subscriptions", "ix_subscriptions_due"),
        ("deliveries", "ix_deliveries_open"),
        ("deliveries", "ix_deliveries_told"),
        ("matches", "ix_matches_topic_id_kind_told_at"),
        ("articles", "ix_articles_kind_told_at"),
        ("articles", "ix_articles_url"),
        ("placements", "ix_placements_story_id"),
    ],
)
def test_each_index_serves_a_query(sqlite_file: Path, table: str, index: str) -> None:
    with Storage.open(f"sqlite:///{sqlite_file}") as storage, recorded() as statements:
        use_everything(storage)
    connection = sqlite3.connect(sqlite_file)
    plans = [
        plan[3]
        for statement, parameters in statements
        if statement.split()[0] in {"SELECT", "UPDATE"}
        for plan in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
    ]
    connection.close()
    assert any(
        f"{table} USING INDEX {index}" in plan or f"{table} USING COVERING INDEX {index}" in plan for plan in plans
    )
