"""Where aliases stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.words import fold, words
from bot.topics.automaton import Automaton
from tests.topics.examples import said, topic


def found(text: str, *patterns: str) -> list[str]:
    automaton: Automaton[None] = Automaton()
    for pattern in patterns:
        automaton.plant(pattern, None)
    return [text[standing.start : standing.end] for standing in automaton.search(text)[0]]


def test_aliases_that_begin_the_same_are_all_found() -> None:
    assert found("the Lachin corridor road", "Lachin", "Lachin corridor", "Lachin corridor road", "corridor") == [
        "Lachin", "Lachin corridor", "Lachin corridor road", "corridor",
    ]  # fmt: skip


def test_a_phrase_that_breaks_off_is_not_found_and_does_not_hide_a_later_one() -> None:
    assert found("Lachin is a town; the Lachin corridor is closed", "Lachin corridor") == ["Lachin corridor"]


def test_the_span_is_that_of_the_whole_word_and_not_of_a_longer_one_before_it() -> None:
    text = "Artsakhbank in Artsakh"
    automaton: Automaton[str] = Automaton()
    automaton.plant("Artsakh", "region")
    assert [(s.start, s.end) for s in automaton.search(text)[0]] == [(15, 22)]


@pytest.mark.parametrize("apostrophe", "'’ʼ‘`′")
def test_a_ukrainian_name_is_found_whichever_apostrophe_spells_it(apostrophe: str) -> None:
    text = f"Бої за Слов{apostrophe}янськ, Пашин{apostrophe}ян прибув"
    assert found(text, "Слов'янськ*", "Пашин’ян*") == [f"Слов{apostrophe}янськ", f"Пашин{apostrophe}ян"]


def test_a_stem_inside_a_word_is_not_found() -> None:
    assert found("a garment, Valieva, Parmenter", "Armen*", "Aliev*") == []


def test_stems_of_every_length_are_found() -> None:
    assert found("abcdefgh", "abc*", "abcd*", "abcde*", "abcdefgh*", "abcdefghi*", "xbc*") == ["abcdefgh"] * 4
    assert found("abc", "abc*", "abcd*") == ["abc"]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/world/karabakh",
        "see http://karabakh.example/a-b?c=karabakh#karabakh",
        "www.karabakh.example",
        "example.org/karabakh-news/1",
        "news.karabakh.example:8080/x",
        "karabakh.example",
        "visit karabakh.example, they said",
        "mail karabakh@example.org or me@karabakh.example",
        "karabakh.jpg",
        "(https://example.org/karabakh)",
        "x/" * 1200 + "karabakh/",
    ],
)
def test_words_of_an_address_are_not_counted(text: str) -> None:
    assert found(text, "Karabakh") == []


@pytest.mark.parametrize(
    "text",
    [
        "#Karabakh", "@Karabakh", "Karabakh.", "“Karabakh”", "war.Karabakh", "Armenia/Karabakh", "Karabakh-born",
        "in Karabakh…", "Karabakh: the road", "Karabakh/Artsakh.", "(Karabakh)", "e.g. Karabakh", "U.S.-Karabakh",
    ],
)  # fmt: skip
def test_a_word_beside_a_mark_is_no_address(text: str) -> None:
    assert found(text, "Karabakh") == ["Karabakh"]


def test_an_address_beside_a_name_hides_only_itself() -> None:
    assert found("Karabakh: https://example.org/karabakh Karabakh", "Karabakh") == ["Karabakh", "Karabakh"]


@pytest.mark.parametrize("gap", [" ", "-", " – ", "’", " “"])
def test_the_words_of_a_phrase_stand_close_together(gap: str) -> None:
    assert found(f"Minsk{gap}Group", "Minsk Group") == [f"Minsk{gap}Group"]


@pytest.mark.parametrize("gap", ["\n\n", " — — ", " … (", ".\n"])
def test_a_new_paragraph_or_more_than_a_mark_parts_them(gap: str) -> None:
    assert found(f"Minsk{gap}Group", "Minsk Group") == []


def test_dots_inside_a_phrase_are_no_matter() -> None:
    assert found("the U.S. election", "U.S. election") == ["U.S. election"]


def test_a_mark_that_belongs_to_no_word_does_not_lose_the_place() -> None:
    assert found("՛Karabakh՛, ՞Karabakh", "Karabakh") == ["Karabakh՛", "Karabakh"]


def test_a_word_that_repeats_a_name_without_end_is_read_in_one_pass() -> None:
    text = "Baku" * 25_000 + " Baku"
    assert found(text, "Baku") == ["Baku"]  # it took 9 s


def test_what_is_remembered_of_words_is_bounded_and_forgetting_changes_nothing() -> None:
    automaton: Automaton[None] = Automaton(most_remembered=2)
    automaton.plant("Karabakh", None)
    assert [s.start for s in automaton.search("one two Karabakh three four Karabakh")[0]] == [8, 28]


def test_an_alias_that_is_planted_after_a_search_is_found() -> None:
    automaton: Automaton[str] = Automaton()
    assert automaton.search("Karabakh") == ([], 1)
    automaton.plant("Karabakh", "late")
    assert [standing.meaning for standing in automaton.search("Karabakh")[0]] == ["late"]


_LETTERS = st.sampled_from("abAB.-’ \n՛Երևşŝßİ/@1北约カﾅ")
_TEXTS = st.text(_LETTERS, max_size=60)


@given(_TEXTS, st.data())
def test_a_row_of_words_of_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    """Any words that stand close together are found as an alias, and every span folds to the alias again."""
    spoken = words(text, by_sign=True)
    if not spoken:
        return
    first = data.draw(st.integers(0, len(spoken) - 1))
    last = data.draw(st.integers(first, min(first + 2, len(spoken) - 1)))
    pattern = " ".join(word.folded for word in spoken[first : last + 1])
    automaton: Automaton[None] = Automaton()
    automaton.plant(pattern, None)
    standing, count = automaton.search(text)
    assert count == len(spoken)
    for one in standing:
        assert [word.folded for word in words(text[one.start : one.end], by_sign=True)] == pattern.split()
        assert spoken[one.word].start == one.start
    close = all(
        b.start - a.end <= 3 and "\n" not in text[a.end : b.start]
        for a, b in zip(spoken[first:last], spoken[first + 1 : last + 1], strict=True)
    )
    if close and not set("/.@") & set(text):
        assert (spoken[first].start, spoken[last].end) in {(one.start, one.end) for one in standing}


@given(st.text(max_size=80))
def test_nothing_that_people_write_breaks_the_search(text: str) -> None:
    automaton: Automaton[None] = Automaton()
    for pattern in ("aaa*", "=A", "ab", "İ", "Ա", "a b", "1"):
        automaton.plant(pattern, None)
    for one in automaton.search(text)[0]:
        assert 0 <= one.start < one.end <= len(text)
        assert fold(text[one.start : one.end])


def test_a_hit_is_reported_once_however_many_languages_share_the_name() -> None:
    assert said(topic("Karabakh", "Karabakh*", "karabakh"), "Karabakh") == ["Karabakh"]
