"""One event in two languages, as far as it shows by what is nearest to what; reports point where these tests say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.model import Article, Correction, CorrectionKind
from bot.stories import StoryIndex
from bot.stories.rulings import NO_RULINGS, Rulings
from tests.stories.told import NOON, told

pytest.importorskip("numpy", reason='the extra "vectors" is not installed')

import numpy as np

from bot.stories.vectors import VectorSpace

if TYPE_CHECKING:
    from bot.stories.directions import Direction

TALKS = ("Envoys leave the table without a word", "The two delegations had met behind closed doors since dawn.")
ROZMOWY = ("Wysłannicy wstali od stołu w milczeniu", "Obie delegacje spotkały się za zamkniętymi drzwiami o świcie.")
STORM = ("Roofs torn off along the coast overnight", "Waves reached the promenade and the lighthouse lost its lamp.")


class Given(VectorSpace):
    """Takes a vector for the direction itself."""

    def direction(self, vector: bytes, language: str, context: str) -> Direction:  # noqa: ARG002 - overrides
        return np.frombuffer(vector, np.float32).copy()


def pointing(*numbers: float) -> bytes:
    """A direction by its first numbers, made of length 1."""
    direction: Direction = np.zeros(384, np.float32)
    direction[: len(numbers)] = numbers
    direction /= np.linalg.norm(direction)
    return direction.tobytes()


def reports(title: str, text: str, language: str, count: int = 2) -> list[Article]:
    return [told(title, text, language, NOON + timedelta(minutes=at)) for at in range(count)]


# The cosine of east and north-east is .33, which makes no two of these reports one story by itself.
EAST, NORTH_EAST, NORTH = pointing(1, 0), pointing(0.35, 1), pointing(0, 1)


def stories(given: list[tuple[Article, bytes]], rulings: Rulings = NO_RULINGS) -> list[str]:
    """The story of each report once all have come."""
    index = StoryIndex(space=Given(), rulings=rulings)
    found = {}
    for article, vector in given:
        found[article.id] = index.place(article, topics=["talks"], vector=vector).story_id
        found.update((moved.article_id, moved.story_id) for moved in index.second_thoughts())
    return [found[article.id] for article, _ in given]


def pointed(articles: list[Article], vector: bytes) -> list[tuple[Article, bytes]]:
    return [(article, vector) for article in articles]


def test_two_stories_that_are_what_each_is_nearest_to_in_the_other_language_are_one() -> None:
    english, polish = pointed(reports(*TALKS, "en"), EAST), pointed(reports(*ROZMOWY, "pl"), NORTH_EAST)
    assert len(set(stories(english + polish))) == 1
    assert len(set(stories(polish + english))) == 1


def test_what_is_nearer_to_another_story_stays_apart() -> None:
    english, polish = pointed(reports(*TALKS, "en"), EAST), pointed(reports(*ROZMOWY, "pl"), NORTH_EAST)
    storm = pointed(reports(*STORM, "en"), NORTH)
    found = stories([*english, *storm, *polish])
    assert found[0] == found[1] != found[4]


def test_of_one_report_in_a_language_that_does_not_show() -> None:
    english = pointed(reports(*TALKS, "en"), EAST)
    polish = pointed(reports(*ROZMOWY, "pl", count=1), NORTH_EAST)
    assert len(set(stories(english + polish))) == 2


def test_what_points_another_way_stays_apart_though_nothing_else_is_near() -> None:
    english, polish = pointed(reports(*TALKS, "en"), EAST), pointed(reports(*ROZMOWY, "pl"), pointing(0.2, 1))
    assert len(set(stories(english + polish))) == 2


def test_what_a_person_set_apart_is_not_made_one() -> None:
    english, polish = pointed(reports(*TALKS, "en"), EAST), pointed(reports(*ROZMOWY, "pl"), NORTH_EAST)
    said = Correction(CorrectionKind.SPLIT, english[0][0].id, tuple(article.id for article, _ in polish))
    assert len(set(stories(english + polish, Rulings([said])))) == 2


def test_more_reports_do_not_tear_apart_what_was_made_one() -> None:
    english, polish = pointed(reports(*TALKS, "en"), EAST), pointed(reports(*ROZMOWY, "pl"), NORTH_EAST)
    later = pointed(reports(*TALKS, "en", count=5)[2:], EAST)
    assert len(set(stories([*english, *polish, *later]))) == 1
