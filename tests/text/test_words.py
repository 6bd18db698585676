from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.words import find_word, fold, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Erdoğan", "erdogan"),
        ("ŁUKASZENKA", "lukaszenka"),
        ("ёлка", "елка"),
        ("Київ", "киів"),
        ("İstanbul", "istanbul"),
        ("ışık", "isik"),
        ("Straße", "strasse"),
        ("Şuşa", "susa"),
        ("Azərbaycan", "azerbaycan"),
        ("Երևա՞ն", "երեւան"),
        ("Երեւան", "երեւան"),
        ("Ístad", "istad"),
        ("e\u0301tat", "etat"),
        ("ﬁnal", "final"),
        ("Ｔｏｋｙｏ", "tokyo"),
        ("𝐀𝐫𝐦𝐞𝐧𝐢𝐚", "armenia"),
        ("ᵂord", "word"),
        ("CSTO", "csto"),
        ("თბილისი", "თბილისი"),
        ("", ""),
    ],
)
def test_spellings_of_one_name_fold_to_one(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_turkish_and_azerbaijani_spellings_of_a_country_are_one() -> None:
    assert fold("Azerbaycan") == fold("Azərbaycan")


def test_words_stand_in_order_with_their_places_and_a_hyphen_separates() -> None:
    text = "Nagorno-Karabakh, 2023: Ի՞նչ եղավ?"
    found = words(text)
    assert [word.written for word in found] == ["Nagorno", "Karabakh", "2023", "Ի՞նչ", "եղավ"]
    assert [word.folded for word in found] == ["nagorno", "karabakh", "2023", "ինչ", "եղավ"]
    assert [(word.start, word.end) for word in found[:3]] == [(0, 7), (8, 16), (18, 22)]


@pytest.mark.parametrize("apostrophe", "'’ʼ‘`′")
def test_a_ukrainian_word_is_one_whichever_apostrophe_spells_it(apostrophe: str) -> None:
    text = f"У Слов{apostrophe}янську 'янську'"
    assert [word.folded for word in words(text)] == ["у", "словянську", "янську"]
    assert find_word(text, "янську", 0) == text.rindex("янську")


def test_other_apostrophes_separate() -> None:
    assert [word.folded for word in words("Armenia’s d'Arménie 'Ереван'")] == ["armenia", "s", "d", "armenie", "ереван"]


def test_an_armenian_mark_belongs_to_the_word_that_it_stresses() -> None:
    assert [word.written for word in words("Ո՛չ, եկա՜վ")] == ["Ո՛չ", "եկա՜վ"]


def test_a_word_whose_accents_stand_for_themselves_is_one_word() -> None:
    decomposed = unicodedata.normalize("NFD", "Карабахский Şuşa")
    assert [word.folded for word in words(decomposed)] == ["карабахскии", "susa"]
    assert [word.folded for word in words("Карабахский Şuşa")] == ["карабахскии", "susa"]
    assert len(words("كَتَبَ الرَّجُلُ")) == 2


def test_marks_and_underscores_are_no_words() -> None:
    assert words(" _ — … «» 🔥 ՞ ") == []


@given(st.text())
def test_a_word_is_what_stands_at_its_place(text: str) -> None:
    end = 0
    for word in words(text):
        assert text[word.start : word.end] == word.written
        assert word.start >= end
        assert word.folded == fold(word.written)
        end = word.end


@given(st.text())
def test_a_text_that_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)
