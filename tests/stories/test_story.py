from __future__ import annotations

from datetime import timedelta

import pytest

from bot.stories import StoryIndex
from bot.stories.likeness import Comparison
from bot.stories.story import MOST_VOICES, Member, Story
from tests.stories.told import NOON, told

FIRST, SECOND = "Fire at the Orlov paper mill in Ganja", "Firemen leave the Orlov mill in Ganja"


def members(count: int) -> list[Member]:
    index = StoryIndex()
    for number in range(count):
        article = told(f"{FIRST if number % 3 else SECOND} {number}", at=NOON + timedelta(minutes=number))
        index.place(article)
    return sorted(index._members.values(), key=lambda member: member.order)


@pytest.mark.parametrize("count", [0, 1, 9, MOST_VOICES, MOST_VOICES + 1, 3 * MOST_VOICES])
def test_a_story_that_becomes_its_members_is_as_if_they_had_come_one_by_one(count: int) -> None:
    given = members(count)
    one_by_one, at_once = Story("one", 1), Story("other", 2)
    for member in given:
        one_by_one.add(member, one_by_one.odds_with(Comparison(member.profile)))
    at_once.become(given)
    for attribute in ("members", "voices", "odds", "first_at", "last_at", "direction"):
        assert getattr(at_once, attribute) == getattr(one_by_one, attribute)
    assert all(member.story is at_once for member in given)
