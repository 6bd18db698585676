from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from bot.errors import UnknownTopicError
from bot.model import Alias, Topic
from bot.storage import Storage, StoredTopic
from tests.storage.examples import GUILD, HOUR, LEASE, MEMBER, NOON, add, article, enqueue, match, new, subscribe, topic
from tests.storage.strategies import every_field, storable_text


def test_a_topic_keeps_its_maker_when_it_is_defined_anew(storage: Storage) -> None:
    storage.save_topic(topic("csto"), guild_id=GUILD, created_by=MEMBER, now=NOON)
    renewed = replace(topic("csto"), name="CSTO", aliases=(Alias("ОДКБ", "ru"),))
    storage.save_topic(renewed, guild_id=None, created_by=1, now=NOON + HOUR)
    assert storage.stored_topics() == (StoredTopic(renewed, GUILD, MEMBER, NOON),)


def test_topics_of_every_guild_come_by_id(storage: Storage) -> None:
    storage.save_topic(topic("oil"), guild_id=None, created_by=MEMBER, now=NOON)
    storage.save_topic(topic("csto"), guild_id=GUILD, created_by=MEMBER, now=NOON)
    assert [(each.topic.id, each.guild_id) for each in storage.stored_topics()] == [("csto", GUILD), ("oil", None)]


@given(every_field(Topic, id=storable_text, name=storable_text))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_topic_comes_back_as_it_was_given(storage: Storage, whole: Topic) -> None:
    storage.save_topic(whole, guild_id=None, created_by=MEMBER, now=NOON)
    assert whole in [each.topic for each in storage.stored_topics()]


def test_a_few_words_are_remembered_by_name(storage: Storage) -> None:
    assert storage.state("topics") is None
    storage.set_state("topics", "f1")
    storage.set_state("topics", "f2")
    assert storage.state("topics") == "f2"


def test_a_topic_is_removed_with_its_subscriptions_and_what_they_have_not_sent(storage: Storage) -> None:
    storage.save_topic(topic("csto"), guild_id=GUILD, created_by=MEMBER, now=NOON)
    queued, other = enqueue(storage, subscribe(storage)), subscribe(storage, topic_id="oil")
    assert storage.delete_topic("csto", now=NOON) == 1
    assert storage.stored_topics() == ()
    assert storage.subscriptions() == (other,)
    assert storage.claim(NOON + HOUR, LEASE) is None
    left = storage.delivery(queued.id)
    assert left is not None
    assert left.error == "unsubscribed"


def test_nobody_is_told_of_a_topic_that_was_removed_since_they_chose_it(storage: Storage) -> None:
    storage.save_topic(topic("csto"), guild_id=GUILD, created_by=MEMBER, now=NOON)
    renamed = replace(topic("csto"), name="The alliance")
    storage.save_topic(renamed, guild_id=GUILD, created_by=MEMBER, now=NOON)
    subscribe(storage, made=topic("csto"))
    storage.delete_topic("csto", now=NOON)
    with pytest.raises(UnknownTopicError, match="“The alliance” is gone"):
        subscribe(storage, made=renamed)
    assert storage.subscriptions() == ()


def test_nothing_matches_a_topic_that_was_changed_or_removed_since(storage: Storage) -> None:
    add(storage, new(article("a1")))
    before = topic("csto")
    storage.save_topic(before, guild_id=GUILD, created_by=MEMBER, now=NOON)
    assert storage.match_topic(before, ["a1"], lambda _: match()) == 1
    storage.save_topic(replace(before, name="The alliance"), guild_id=GUILD, created_by=MEMBER, now=NOON)
    assert storage.match_topic(before, ["a1"], lambda _: None) is None
    assert len(storage.topic_window("csto", NOON - HOUR, NOON)) == 1
    storage.delete_topic("csto", now=NOON)
    storage.forget_matches(["csto"])
    assert storage.match_topic(before, ["a1"], lambda _: match()) is None
    assert storage.topic_window("csto", NOON - HOUR, NOON) == ()
