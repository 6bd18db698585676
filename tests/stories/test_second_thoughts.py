"""What later articles show about earlier ones: merge, split, move."""

from __future__ import annotations

from datetime import timedelta

from bot.stories import StoryIndex
from tests.stories.told import NOON, stories_of, told

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
    articles = [told(*FIRE), told(*INQUEST, at=NOON + timedelta(hours=20))]
    bridges = [told(BETWEEN[0], BETWEEN[1] + extra, at=NOON + timedelta(hours=21)) for extra in ("", " More soon.")]
    found = stories_of([*articles, *bridges])
    assert found[2] == found[3] == found[0]


def test_second_thoughts_are_told_once_and_only_of_articles_that_were_placed_before() -> None:
    index = StoryIndex()
    placed: dict[str, str] = {}
    corrected = 0
    for number, (title, text) in enumerate((FIRE, INQUEST, BETWEEN, FIRE, INQUEST, BETWEEN)):
        article = told(title, text, at=NOON + timedelta(minutes=number))
        placed[article.id] = index.place(article).story_id
        for moved in index.second_thoughts():
            assert moved.article_id in placed
            assert not moved.opened
            placed[moved.article_id] = moved.story_id
            corrected += 1
        assert index.second_thoughts() == []
    # What the index says afterwards is what it told on the way.
    for number, (title, text) in enumerate((FIRE, INQUEST, BETWEEN, FIRE, INQUEST, BETWEEN)):
        article = told(title, text, at=NOON + timedelta(minutes=number))
        assert index.place(article).story_id == placed[article.id]
