from __future__ import annotations

from datetime import timedelta

import pytest

from bot.stories import StoryIndex
from bot.stories.likeness import Comparison
from bot.stories.story import MOST_VOICES, Alike, Member, Story, surplus
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


@pytest.mark.parametrize(
    "left_out", [0, MOST_VOICES, *(pytest.param(each, marks=pytest.mark.slow) for each in (9, 3 * MOST_VOICES - 1))]
)
def test_a_story_that_loses_a_member_is_as_if_it_had_never_come(left_out: int) -> None:
    given = members(3 * MOST_VOICES)
    rest = [member for member in given if member is not given[left_out]]
    story, fresh = Story("one", 1), Story("other", 2)
    story.become(given)
    story.become(rest)
    fresh.become(rest)
    for attribute in ("members", "voices", "odds", "first_at", "last_at"):
        assert getattr(story, attribute) == getattr(fresh, attribute)


def test_a_story_lets_go_of_what_was_told_before_a_moment_but_for_its_voices() -> None:
    given = members(3 * MOST_VOICES)
    story = Story("one", 1)
    story.become(given)
    voices, moment = list(story.voices), given[60].told_at
    gone = story.forget_before(moment)
    assert gone == [member for member in given[:60] if member not in voices]
    assert story.members == [member for member in given if member not in gone]
    assert story.voices == voices
    assert story.forget_before(moment) == []


def test_a_day_between_costs_and_costs_more_where_words_are_all_there_is() -> None:
    alike = Alike(cosine=0.5, fewest=1)
    by_words = surplus([1.0], days=0) - surplus([1.0], days=1)
    by_meaning = surplus([1.0], days=0, alike=alike) - surplus([1.0], days=1, alike=alike)
    assert by_words > by_meaning > 0
