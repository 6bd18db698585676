"""What is new to a reader. Nobody said any of this."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from bot.briefing.compose import compose
from bot.briefing.delta import Tellings, Told, added_to, status_against
from bot.model import BriefedStory, Quantity, Quote, StoryStatus, Tally
from bot.stories.meanings import meanings_in
from tests.briefing.examples import article, member, window

REPORT = article("a", "Storm over Kalym", "A storm killed 12 people in Kalym. The lake rose by 10 centimetres.")


@cache
def told() -> tuple[Told, BriefedStory]:
    """What a reader was told of the story, and how."""
    briefing = compose(window(member(REPORT)))
    [story] = briefing.stories
    found = Tellings([briefing]).of(story.id, [REPORT.id])
    assert found
    return found, story


def adds(text: str, language: str = "en") -> bool:
    return bool(added_to(told()[0], says(text, language), meanings_in))


def says(text: str, language: str = "en") -> BriefedStory:
    """The story, with a sentence of a new article alone."""
    new = article("b", "Kalym", text, language=language)
    return replace(told()[1], quotes=(Quote.of(new, 0, len(text)),), articles=(REPORT, new))


def test_what_was_told_is_ongoing_until_a_sentence_or_a_count_adds_something() -> None:
    higher = Quantity(value=30, upto=None, bound=None, said_by=None, article_id=REPORT.id, quote=None)
    before, story = told()
    moved = replace(story, tallies=(Tally("killed", None, None, (higher,), True),))
    assert status_against(None, story) is StoryStatus.NEW
    assert status_against(before, story) is StoryStatus.ONGOING
    assert status_against(before, moved) is StoryStatus.UPDATED
    assert status_against(before, says("The mayor of Kalym fled by boat.")) is StoryStatus.UPDATED


def test_a_new_figure_adds_something_whatever_it_counts() -> None:
    assert not adds("The lake rose by 10 centimetres.")
    assert adds("The lake rose by 15 centimetres.")


def test_what_is_told_in_another_language_adds_what_it_means_where_that_is_enough_to_tell() -> None:
    few, many = "Протесты, арест.", "Протесты после атаки: полиция арестовала министра."
    assert not adds(few, "ru")
    assert adds(many, "ru")
