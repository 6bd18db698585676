"""How lines are worded: words, stems and phrases, at the beginning or anywhere, and what does not count."""

from __future__ import annotations

from bot.text.terms import folded_line
from bot.text.wording import is_worded, title_line, wordings


def test_all_ways_in_which_a_line_is_worded_are_told_at_once() -> None:
    found = wordings(folded_line("He said on Monday that the ferry would sail."), "en")
    assert {"leans", "attributes", "dates"} <= found
    assert not {"tolls", "argues"} & found


def test_an_opening_counts_at_the_beginning_alone() -> None:
    assert is_worded("leans", folded_line("He sails."), "en")
    assert not is_worded("leans", folded_line("Where he sails."), "en")


def test_an_opening_counts_at_the_beginning_of_each_part_of_a_title() -> None:
    assert is_worded("live", title_line("Storm in the hills – live"), "en")
    assert not is_worded("live", title_line("Ferries that live on"), "en")


def test_a_phrase_is_found_where_its_first_word_stood_before() -> None:
    assert is_worded("teases", folded_line("Here we are, and here's what the mayor knows."), "en")


def test_words_may_stand_between_the_parts_of_a_phrase() -> None:
    assert is_worded("attributes", folded_line("Die Fähre fährt, wie das Amt für Häfen am Freitag mitteilte."), "de")


def test_what_is_taken_away_says_nothing() -> None:
    assert is_worded("attributes", folded_line("Belediyeye göre köprü kapandı."), "tr")
    assert not is_worded("attributes", folded_line("Gemiler geçen yıla göre azaldı."), "tr")


def test_words_that_begin_like_others_are_not_taken_for_them() -> None:
    assert not is_worded("teases", folded_line("Śledztwo trwa od rana."), "pl")
    assert is_worded("teases", folded_line("Śledź naszą relację!"), "pl")
    assert not is_worded("tolls", folded_line("Polega to na opłatach, które miasto zabiera."), "pl")
    assert not is_worded("dates", folded_line("Среди всех средств это среднее."), "ru")
    assert not is_worded("dates", folded_line("Серед них четвертий."), "uk")
    assert is_worded("dates", folded_line("У четвер і в середу."), "uk")
