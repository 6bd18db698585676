"""Words and phrases that stand for something."""

from __future__ import annotations

import tracemalloc

import pytest

from bot.text.lexicon import Lexicon, Meaning
from bot.text.words import folded_words

LEXICON = Lexicon([("flood", "en", "flood*, high water, !floodlight*"), ("break", "en", "break, dam break*")])


def test_the_longest_match_wins_and_exceptions_stand_for_nothing() -> None:
    found = LEXICON.meanings(["floods", "floodlights", "dam", "breaks", "high", "water"], "en")
    assert found == [Meaning("flood", 0, 1), Meaning("break", 2, 2), Meaning("flood", 4, 2)]


def names(lexicon: Lexicon, text: str, language: str) -> list[str]:
    return [meaning.name for meaning in lexicon.meanings(folded_words(text), language)]


def test_a_word_may_mean_several_things_and_a_pattern_holds_in_its_own_language() -> None:
    small = Lexicon(
        [("cut", "en", "strike*"), ("protest", "en", "strike*"), ("hit", "de", "strike"), ("baku", "*", "baku")]
    )
    assert names(small, "Strikes in Baku", "en") == ["cut", "protest", "baku"]
    assert names(small, "Strikes in Baku", "pl") == ["baku"]


def test_an_exception_takes_words_from_one_meaning_and_leaves_its_phrases() -> None:
    small = Lexicon(
        [("leave", "en", "depart*, depart* lounge, !department*, !departed"), ("office", "en", "department*")]
    )
    assert names(small, "They depart; departing", "en") == ["leave", "leave"]
    assert names(small, "The departed, the departments", "en") == ["office"]
    assert names(small, "Department lounge", "en") == ["leave"]


def test_a_word_that_several_patterns_of_a_meaning_match_means_it_once() -> None:
    assert names(Lexicon([("israel", "*", "israel*, israe*, israel")]), "Israel", "en") == ["israel"]


def test_an_exception_of_a_language_also_holds_for_the_patterns_of_all() -> None:
    lexicon = Lexicon(
        [("seoul", "*", "seul, seul city"), ("alone", "*", "seul"), ("seoul", "fr", "!seul"), ("dam", "fr", "barrage")]
    )
    assert lexicon.meanings(["seul", "barrage"], "fr") == [Meaning("dam", 1, 1), Meaning("alone", 0, 1)]
    assert lexicon.meanings(["seul", "city"], "fr") == [Meaning("seoul", 0, 2)]
    for language in ("es", "*"):
        assert lexicon.meanings(["seul"], language) == [Meaning("seoul", 0, 1), Meaning("alone", 0, 1)]


def test_a_very_long_word_costs_no_more_memory_than_its_length() -> None:
    LEXICON.meanings(["floods"], "en")
    tracemalloc.start()
    assert LEXICON.meanings(["flood" + "s" * 20_000], "en") == [Meaning("flood", 0, 1)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000, "not each of its 20,000 beginnings"


def test_an_exception_of_several_words_is_refused() -> None:
    with pytest.raises(ValueError, match="flood: an exception is one word, not '!flood light'"):
        Lexicon([("flood", "en", "flood, !flood light")]).meanings(["flood"], "en")


def test_what_stands_for_a_meaning_is_told_by_language_with_its_exceptions() -> None:
    lexicon = Lexicon(
        [("flood", "en", "flood*, !floodlight*"), ("flood", "pl", "powódź | powodzi*"), ("dam", "pl", "tama")]
    )
    assert lexicon.patterns("flood") == {"en": ["flood*", "!floodlight*"], "pl": ["powódź", "powodzi*"]}
