"""How sure it is that two articles tell the same event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.model import Article
from bot.stories.likeness import LONGEST_ODDS, Comparison, Profile
from bot.stories.rarity import Rarity
from bot.stories.signature import signature
from tests.stories.told import told

if TYPE_CHECKING:
    from bot.stories.vectors import Direction

BRIDGE = told("Road bridge collapses in Gyumri", "A bridge in Gyumri fell into the river on Monday, the mayor said.")
AGAIN = told("Four hurt in Gyumri", "Four people were hurt as they crossed the Orlov bridge, rescue workers said.")


def profile(article: Article, topic: str = "", direction: Direction | None = None) -> Profile:
    says = signature(article)
    return Profile(says, Rarity().weights(says), direction, topic=topic)


def test_within_a_topic_as_much_likeness_says_more() -> None:
    at_large = Comparison(profile(BRIDGE)).log_odds(profile(AGAIN))
    assert -LONGEST_ODDS < at_large < LONGEST_ODDS
    assert Comparison(profile(BRIDGE, "roads")).log_odds(profile(AGAIN, "roads")) > at_large
    assert Comparison(profile(BRIDGE, "roads")).log_odds(profile(AGAIN, "towns")) == at_large


def test_where_vectors_are_they_say_it() -> None:
    direction = pytest.importorskip("numpy", reason='the extra "vectors" is not installed').ones(2)
    one, other = (profile(article, "roads", direction) for article in (BRIDGE, AGAIN))
    assert Comparison(one).log_odds(other) == Comparison(profile(BRIDGE)).log_odds(profile(AGAIN))
