"""What places and concepts are called."""

from __future__ import annotations

import pytest

from bot.stories.known_names import known_names
from bot.stories.meanings import concepts, places
from bot.text.lexicon import Meaning
from bot.text.words import fold
from bot.topics.aliases import alias_words


def called(words: str, language: str, *languages: str) -> dict[str, tuple[str, ...]]:
    return {meaning.name: names for meaning, names in known_names(words.split(), language, languages)}


def test_a_place_and_a_concept_are_called_as_here_first_and_in_the_languages_that_are_wanted() -> None:
    found = called("Poland election", "en", "en", "pl")
    assert found["@poland"][0] == "poland*"
    assert "polsk*" in found["@poland"]
    assert found["election"][:2] == ("election*", "wybory")
    assert called("wybory", "pl", "en")["election"][:2] == ("wybory", "election*")
    assert not any("wyb" in name for name in called("election", "en", "en")["election"])


def test_a_place_is_called_in_the_letters_of_the_languages_that_are_wanted() -> None:
    assert not any("польш" in name for name in called("Poland", "en", "pl")["@poland"])
    assert "польш*" in called("Poland", "en", "ru")["@poland"]


def test_the_longest_phrase_is_what_is_meant() -> None:
    found = known_names(["UK", "interest", "rates"], "en", ["en"])
    assert [meaning for meaning, _ in found] == [Meaning("@united-kingdom", 0, 1), Meaning("interest-rate", 1, 2)]
    assert known_names(["Ilse", "Varn"], "en", ["en"]) == []


def test_a_name_that_is_a_word_elsewhere_is_found_only_as_names_are_written() -> None:
    assert "=Polish" in called("Poland", "en", "en")["@poland"]
    assert "=Polac*" in called("Poland", "en", "en")["@poland"]  # not "połączyć"
    assert {"US", "usa"} <= set(called("US", "en", "en")["@united-states"])
    assert "EU" in called("EU", "en", "en")["european-union"]


def test_a_word_that_a_concept_only_has_among_others_is_called_what_it_is_in_every_language() -> None:
    assert called("climate", "en", "en", "pl") == {"drought-heat": ("climate",)}
    assert called("migrants", "en", "en", "pl") == {"refugees": ("migrant*",)}


def test_a_stem_with_many_exceptions_is_left_out_for_a_topics_names_have_none() -> None:
    assert "india" in {name.removeprefix("=").lower() for name in called("India", "en", "en")["@india"]}
    assert not any(fold(name).strip("=*") == "indi" for name in called("India", "en", "en")["@india"])


@pytest.mark.parametrize("lexicon", [places(), concepts()])
def test_every_one_of_them_is_a_name_that_a_topic_may_have(lexicon: object) -> None:
    languages = ["en", "pl", "ru", "de", "fr", "uk", "tr", "hy", "az", "ka", "es"]
    typed = {"places": ["Armenia", "Turkey", "Georgia"], "concepts": ["vote", "election", "talks"]}
    words = typed["places" if lexicon is places() else "concepts"]
    found = known_names(words, "en", languages)
    assert len(found) == len(words)
    assert all(alias_words(name) for _, names in found for name in names)
