"""What later articles show about earlier ones: merge, split, move."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.stories import StoryIndex
from bot.stories.likeness import Profile
from bot.stories.rarity import Rarity
from bot.stories.second_thoughts import likeliest_merge, pairs_between, parts_of
from bot.stories.signature import signature
from bot.stories.story import Member, Story
from tests.stories.told import NOON, told

FIRE = (
    "Fire at the Orlov paper mill in Ganja",
    "Smoke stands over the Orlov mill in Ganja; firemen came from three towns and the road to Shamkir is closed.",
)
INQUEST = (
    "Owner Rashid Orlov questioned about safety at his mill",
    "Police questioned Rashid Orlov about locked doors; the inspector Leyla Mammadli had warned him in March.",
)
BETWEEN = (
    "Fire at Orlov paper mill in Ganja: owner Rashid Orlov questioned",
    "Firemen from three towns fought the fire at the mill in Ganja. Police questioned Rashid Orlov about locked doors "
    "at the mill; the inspector Leyla Mammadli had warned him. The road to Shamkir is closed.",
)


def test_an_article_that_tells_both_makes_one_story_of_two_and_says_so() -> None:
    index = StoryIndex()
    first = index.place(told(*FIRE))
    second = index.place(told(*INQUEST, at=NOON + timedelta(hours=20)))
    assert second.story_id != first.story_id
    bridge = index.place(told(*BETWEEN, at=NOON + timedelta(hours=21)))
    assert bridge.story_id == first.story_id
    assert [(moved.article_id, moved.story_id) for moved in index.second_thoughts()] == [
        (second.article_id, first.story_id)
    ]


def test_second_thoughts_are_told_once_and_only_of_articles_that_were_placed_before() -> None:
    index = StoryIndex()
    placed: dict[str, str] = {}
    corrected = 0
    articles = [
        told(*each, at=NOON + timedelta(hours=20 * day)) for day, each in enumerate([FIRE, INQUEST, BETWEEN] * 2)
    ]
    for article in articles:
        placed[article.id] = index.place(article).story_id
        for moved in index.second_thoughts():
            assert moved.article_id in placed
            assert not moved.opened
            placed[moved.article_id] = moved.story_id
            corrected += 1
        assert index.second_thoughts() == []
    assert corrected > 0
    # What the index says afterwards is what it told on the way.
    for article in articles:
        assert index.place(article).story_id == placed[article.id]


@pytest.mark.parametrize(
    ("each", "languages", "is_two"),
    [(8, ("en", "en"), True), (4, ("en", "en"), False), (8, ("en", "pl"), False)],
    ids=["two events", "too few to tell", "one event in two languages"],
)
def test_two_events_of_one_kind_part_once_there_are_enough_reports_of_each(
    each: int, languages: tuple[str, str], is_two: bool
) -> None:
    story = Story("fires", 1)
    for at in range(2 * each):
        within_and_between = [3.0 if earlier % 2 == at % 2 else 1.0 for earlier in range(at)]
        profile = Profile(signature(told(*FIRE, language=languages[at % 2])), {})
        story.add(Member(str(at), at, NOON, profile), within_and_between)
    parts = parts_of(story)
    assert (parts is not None) == is_two
    if parts:
        assert sorted(map(sorted, parts)) == [list(range(0, 2 * each, 2)), list(range(1, 2 * each, 2))]


def test_stories_whose_reports_are_more_alike_within_each_are_not_merged() -> None:
    rarity = Rarity()

    def of(title: str, text: str, number: int) -> Story:
        says = signature(told(title, text))
        profile = Profile(says, rarity.weights(says))
        story = Story(title, number)
        for at in range(8):
            member = Member(f"{number} {at}", at, NOON, profile)
            story.add(member, [6.0] * at)
        return story

    fire, again = of(*FIRE, 1), of(*FIRE, 2)
    assert likeliest_merge(fire, [again]) is again
    flour = "The mill burnt for two days; nobody was hurt, the owner said, and the insurance will pay."
    another = of("Fire at a flour mill in Ganja", flour, 3)
    assert 0 < pairs_between(fire, another)[0] < 4
    assert likeliest_merge(fire, [another]) is None
