from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.words import find_word, fold, fold_each, words, written_words


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
        ("Երևա՞ն", "երեվան"),
        ("Երեւան", "երեվան"),
        ("ԵՐԵՎԱՆ", "երեվան"),
        ("և", "եվ"),
        ("Ístad", "istad"),
        ("e\u0301tat", "etat"),
        ("ﬁnal", "final"),
        ("Ｔｏｋｙｏ", "tokyo"),
        ("𝐀𝐫𝐦𝐞𝐧𝐢𝐚", "armenia"),
        ("ᵂord", "word"),
        ("臺灣", "台湾"),
        ("納戈爾諾-卡拉巴赫", "纳戈尔诺-卡拉巴赫"),
        ("衞星", "卫星"),
        ("薴", "苎"),
        ("頭髮", "头发"),
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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("北约、访问", "北 约 访 问"),
        ("NATOの事務局、F16を10機", "NATO の 事 務 局 F16 を 10 機"),
        ("ウクライナ軍のAIモデル", "ウクライナ 軍 の AI モデル"),
        ("ｳｸﾗｲﾅ軍ＮＡＴＯ", "ｳｸﾗｲﾅ 軍 ＮＡＴＯ"),
        ("ยูเครน 2569", "ย เ ค ร น 2569"),
        ("北_约_Нато՛北Ե՞ր", "北 约 Нато՛ 北 Ե՞ր"),
        ("한국 정부", "한국 정부"),
    ],
)
def test_by_sign_each_sign_of_a_script_without_blanks_is_a_word(text: str, read: str) -> None:
    assert written_words(text, by_sign=True) == read.split()


def test_half_width_katakana_spell_the_same_name() -> None:
    assert fold("ｶﾞｻﾞ") == fold("ガザ")


def test_what_is_compared_is_not_read_by_sign() -> None:
    assert written_words("北约秘书长访问基辅，NATO") == ["北约秘书长访问基辅", "NATO"]


def test_marks_and_underscores_are_no_words() -> None:
    assert words(" _ — … «» 🔥 ՞ ") == []


_MIXED = st.text() | st.text(st.sampled_from("abЖж'’՛\u0301北约のカナｶﾞー\u3099กุ1_ "))


@given(_MIXED, st.booleans())
def test_a_word_is_what_stands_at_its_place(text: str, by_sign: bool) -> None:
    end = 0
    for word in words(text, by_sign=by_sign):
        assert text[word.start : word.end] == word.written
        assert word.start >= end
        assert word.folded == fold(word.written)
        end = word.end


@given(_MIXED)
def test_each_word_by_sign_is_found_where_it_stands(text: str) -> None:
    end = 0
    for word in words(text, by_sign=True):
        assert find_word(text, word.written, end) == word.start
        end = word.end


@given(st.text())
def test_a_text_that_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("text", ["The Ferry", "“The Ferry” – it’s late…", "Ferry Łódź", ""])
def test_words_folded_at_once_are_folded_as_each_is(text: str) -> None:
    written = written_words(text)
    assert fold_each(written) == [fold(word) for word in written]
