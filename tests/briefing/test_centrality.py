"""How central stories are to a day, and that the central ones of few voices are told first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.briefing.centrality import centralities
from bot.briefing.occasion import occasions_of
from bot.briefing.weighing import weighed_stories
from bot.model import StoryArticle
from bot.text.terms import no_meanings
from tests.briefing.examples import EVENING, TOPIC, article, member

BUDGET = [
    article(
        "b1",
        "Senate of Lidra delays its vote on the budget",
        "The vote on the budget was put off on Friday, clerks said.",
    ),
    article(
        "b2", "Treasurer warns of a closed harbour", "The harbour would close without a budget, he said on Friday."
    ),
    article(
        "b3", "Pilots ask for wages before the vote", "The pilots of Lidra want their wages paid, they said on Friday."
    ),
]
GOWN = article("g", "Senator wears a bathing gown", "A member came in a bathing gown on Friday, ushers said.")
OTHERS = [
    article(f"o{at}", title, f"{text}, they said on Friday.")
    for at, (title, text) in enumerate(
        [
            ("Storm sinks ferry", "Divers search for a ferry off Kalym"),
            ("Wolves return to the hills", "Shepherds have lost forty lambs near Vell"),
            ("Opera opens with a debut", "A singer from Ostra opens the season"),
            ("Glass works to close", "The furnaces go out after a century"),
            ("Rector resigns", "Students had asked for new leaders"),
            ("Snow shuts passes", "Ploughs cannot reach the upper villages"),
        ]
    )
]


def _by_weight(members: Sequence[StoryArticle]) -> list[str]:
    stories = weighed_stories(
        members,
        EVENING,
        told=None,
        languages=("en",),
        meanings=no_meanings,
        places=no_meanings,
        occasions=occasions_of(TOPIC, no_meanings, no_meanings),
    )
    return [story.id for story in sorted(stories, key=lambda story: -story.weight)]


def test_what_stories_have_in_common_makes_them_central() -> None:
    central = centralities([{"budget", "vote", "delay"}, {"budget", "vote"}, {"vote", "gown"}, {"opera", "fire"}])
    assert sum(central) == pytest.approx(4)
    assert central[1] > central[0] > central[2] > central[3] == 0


@pytest.mark.parametrize("stories", [[], [{"gown"}], [{"gown"}, {"vote"}], [set(), set()], [{"vote"}, {"vote"}]])
def test_stories_that_nothing_tells_apart_are_as_central_as_each_other(stories: list[set[str]]) -> None:
    assert centralities(stories) == pytest.approx([1.0] * len(stories))


def test_of_stories_that_one_source_tells_what_the_day_turns_on_weighs_most() -> None:
    day = [member(GOWN, "g", score=1.0), *(member(each, each.id) for each in (*BUDGET, *OTHERS))]
    assert set(_by_weight(day)[:3]) == {each.id for each in BUDGET}
    assert _by_weight(day[:-1])[0] == "g", "there is room for all"


def test_story_that_many_tell_needs_no_others_to_weigh() -> None:
    storm = [
        article(f"s{at}", f"Storm {what}", f"The storm {what}, {who} said.")
        for at, (what, who) in enumerate(
            [("sinks two ferries", "captains"), ("tears roofs off", "masons"), ("darkens the coast", "engineers")]
        )
    ]
    members = [*(member(each, "storm") for each in storm), *(member(each, each.id) for each in (*BUDGET, *OTHERS))]
    assert _by_weight(members)[0] == "storm"
