from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from bot.model import Alias, Topic
from bot.storage import Storage, StoredTopic
from tests.storage.examples import GUILD, HOUR, MEMBER, NOON, topic
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
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_a_topic_comes_back_as_it_was_given(storage: Storage, whole: Topic) -> None:
    storage.save_topic(whole, guild_id=None, created_by=MEMBER, now=NOON)
    assert whole in [each.topic for each in storage.stored_topics()]


def test_a_few_words_are_remembered_by_name(storage: Storage) -> None:
    assert storage.state("topics") is None
    storage.set_state("topics", "f1")
    storage.set_state("topics", "f2")
    assert storage.state("topics") == "f2"
