"""The packs that come with Briefbot; what somebody has put beside them is judged by nobody."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.delivery.speech import LOCALES
from bot.model import Aboutness, Topic
from bot.text.words import words
from bot.topics.find import find_topic
from bot.topics.match import TopicMatcher
from bot.topics.packs import read_packs, topic_from_mapping, topic_to_mapping
from tests.topics.examples import article

FOLDER = Path(__file__).resolve().parents[2] / "seeds" / "topics"
SHIPPED = {
    "csto", "nagorno-karabakh", "south-caucasus", "nato", "ukraine", "eu-enlargement", "ai-regulation",
    "climate-negotiations",
}  # fmt: skip
READ, ERRORS = read_packs(FOLDER)
TOPICS = tuple(topic for topic in READ if topic.id in SHIPPED)
BY_ID = {topic.id: topic for topic in TOPICS}
MATCHER = TopicMatcher(TOPICS)
SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
NEIGHBOURS = {"en", "ru", "hy", "az", "tr", "de", "fr", "pl", "uk", "ka"}


def _sentences(kind: str) -> Iterator[tuple[str, str, str]]:
    for topic, kinds in SENTENCES.items():
        for language, sentences in kinds[kind].items():
            yield from ((topic, language, sentence) for sentence in sentences)


def _is_about(topic_id: str, title: str) -> bool:
    return any(m.topic_id == topic_id and m.aboutness is Aboutness.ABOUT for m in MATCHER.match(article(title)))


def _languages(topic: Topic) -> set[str]:
    return {alias.language for alias in topic.aliases}


def test_every_pack_can_be_read_and_has_its_sentences() -> None:
    assert [error for error in ERRORS if error.path.stem in SHIPPED] == []
    assert BY_ID.keys() == SENTENCES.keys() == SHIPPED


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_every_pack_names_and_describes_its_topic_in_at_least_six_languages(topic: Topic) -> None:
    assert len(topic.description) > 20
    assert len(_languages(topic)) >= 6


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_every_pack_has_a_name_in_each_language_that_people_are_told_in(topic: Topic) -> None:
    assert dict(topic.names).keys() == dict(topic.descriptions).keys() == LOCALES.keys() - {"en"}
    for name in topic.all_names:
        assert find_topic(TOPICS, name) is topic


@pytest.mark.parametrize("topic_id", ["csto", "nagorno-karabakh", "south-caucasus"])
def test_the_region_is_named_in_the_languages_of_its_neighbours_and_readers(topic_id: str) -> None:
    assert _languages(BY_ID[topic_id]) >= NEIGHBOURS


def test_what_is_named_together_is_named_in_these_languages_too() -> None:
    for row in BY_ID["nagorno-karabakh"].together:
        for group in row:
            assert {alias.language for alias in group} >= NEIGHBOURS


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_every_language_of_a_pack_has_its_sentence(topic: Topic) -> None:
    assert SENTENCES[topic.id]["about"].keys() == _languages(topic)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_no_name_stands_twice_in_a_language(topic: Topic) -> None:
    names = [(alias.language, alias.pattern.casefold()) for alias in topic.aliases]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("topic_id", "language", "sentence"), list(_sentences("about")))
def test_a_headline_on_the_topic_is_about_it(topic_id: str, language: str, sentence: str) -> None:
    assert _is_about(topic_id, sentence), language


@pytest.mark.parametrize(("topic_id", "language", "sentence"), list(_sentences("other")))
def test_a_headline_that_only_sounds_like_it_is_not(topic_id: str, language: str, sentence: str) -> None:
    assert not _is_about(topic_id, sentence), language


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_a_pack_survives_the_database(topic: Topic) -> None:
    assert topic_from_mapping(topic_to_mapping(topic)) == topic


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_a_topic_is_found_by_its_name_in_small_letters(topic: Topic) -> None:
    assert find_topic(TOPICS, topic.name.lower()) is topic


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_no_name_is_longer_than_a_person_would_say_it(topic: Topic) -> None:
    assert max(len(words(alias.pattern)) for alias in topic.aliases) <= 8
