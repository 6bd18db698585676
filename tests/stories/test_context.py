"""What articles are compared within."""

from __future__ import annotations

from bot.model import Alias, Topic
from bot.stories.context import Contexts


def _topic(name: str) -> Topic:
    return Topic(name, name.title(), aliases=(Alias(name, "en"),))


def test_a_topic_that_stays_as_it_was_is_not_read_anew() -> None:
    contexts = Contexts()
    contexts.know_topics([_topic("harbour")])
    expected = contexts.of(["harbour"]).rarity.expected
    contexts.know_topics([_topic("harbour"), _topic("glacier")])
    assert contexts.of(["harbour"]).rarity.expected is expected


def test_a_topic_that_is_called_otherwise_is_read_anew() -> None:
    contexts = Contexts()
    contexts.know_topics([_topic("harbour")])
    rarity = contexts.of(["harbour"]).rarity
    contexts.know_topics([Topic("harbour", "Harbour", aliases=(Alias("quay", "en"),))])
    assert "wquay" in rarity.expected
    assert "wharbou" not in rarity.expected
