"""Sentences of our own in fifteen languages. A case is lines of a file, a sentence each, a blank line before them."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.sentences import LONGEST_WHOLE_QUOTATION, Span, sentences
from tests.shared import shared

FILES = Path(__file__).parent / "sentence_files"
LANGUAGES = [path.stem for path in sorted(FILES.glob("*.txt"))]
WITHOUT_BLANKS = {"ja", "zh"}


def told(text: str, language: str | None) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, language)]


def texts() -> Iterator[tuple[str, list[str]]]:
    for language in LANGUAGES:
        for text in (FILES / f"{language}.txt").read_text("utf-8").strip().split("\n\n"):
            yield language, text.split("\n")


def hold_what_every_text_keeps_to(text: str, spans: list[Span]) -> None:
    """In order, apart, without white space around them, and nothing but white space between them."""
    end = 0
    for span in spans:
        assert span.start >= end
        assert text[end : span.start].strip() == ""
        sentence = text[span.start : span.end]
        assert sentence
        assert sentence == sentence.strip()
        end = span.end
    assert text[end:].strip() == ""


def test_the_cases_are_in_fifteen_languages() -> None:
    assert " ".join(LANGUAGES) == "ar az de en es fa fr hy ja ka pl ru tr uk zh"


@pytest.mark.parametrize(("language", "expected"), list(texts()))
def test_a_text_is_divided_as_a_reader_would(language: str, expected: list[str]) -> None:
    text = ("" if language in WITHOUT_BLANKS else " ").join(expected)
    assert told(text, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_paragraphs_and_line_breaks_divide_whatever_stands_before_them(language: str) -> None:
    pieces = ["Erevan 2023", "Ա", "1.", "“open", "b)"]
    for line_break in ("\n", "\n\n", "\r\n", "\u2028", "\x85"):
        assert told(line_break.join(pieces), language) == pieces


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\t\r\n", "\u3000"])
def test_where_there_is_nothing_there_is_no_sentence(text: str) -> None:
    assert sentences(text, "en") == []


def test_a_headline_is_one_sentence() -> None:
    assert told("Mayor: ferry to run again by May 5", "en") == ["Mayor: ferry to run again by May 5"]


def test_sentences_that_lost_the_blank_between_them_are_divided() -> None:
    assert told("It ended.The next day it began again.", "en") == ["It ended.", "The next day it began again."]
    assert told("Война закончилась.Через день началась снова.", "ru") == [
        "Война закончилась.",
        "Через день началась снова.",
    ]


def test_a_short_quotation_is_kept_whole_and_a_long_one_is_divided() -> None:
    sentence = "The ferry is late again and nobody on the island minds. "
    short = f"“{sentence}{sentence.strip()}” she said."
    assert told(short, "en") == [short]
    many = LONGEST_WHOLE_QUOTATION // len(sentence) + 1
    assert len(told(f"“{(sentence * many).strip()}” she said.", "en")) >= many


def test_a_dateline_belongs_to_the_first_sentence() -> None:
    for dateline in ("ЕРЕВАН, 23 февраля. /ТАСС/.", "БАКУ, 19 сен – РИА Новости.", "Баку. 19 сентября. ИНТЕРФАКС -"):
        text = f"{dateline} Паром снова ходит. Он опаздывает."
        assert told(text, "ru") == [f"{dateline} Паром снова ходит.", "Он опаздывает."]
    text = "YEREVAN, SEPTEMBER 20, ARMENPRESS. The ferry runs again. It is late."
    assert told(text, "en") == ["YEREVAN, SEPTEMBER 20, ARMENPRESS. The ferry runs again.", "It is late."]


def test_what_only_looks_like_a_dateline_is_divided() -> None:
    assert told("Baku. 19 people came. They left.", "en") == ["Baku.", "19 people came.", "They left."]


def test_a_language_without_rules_of_its_own_is_read_by_the_nearest_or_by_english_ones() -> None:
    assert told("Ён прыехаў. Яго ніхто не сустрэў.", "be") == ["Ён прыехаў.", "Яго ніхто не сустрэў."]
    for language in (None, "xx", "eo"):
        assert told("La barko venis. Neniu atendis.", language) == ["La barko venis.", "Neniu atendis."]


@given(text=st.text(), language=st.sampled_from([*LANGUAGES, "xx", None]))
def test_spans_of_any_text_are_ordered_and_leave_out_nothing_but_white_space(text: str, language: str | None) -> None:
    hold_what_every_text_keeps_to(text, sentences(text, language))


@given(
    pieces=st.lists(
        st.sampled_from(
            [
                *"“”«»„\"'()[]「」—–-:;,.!?…։。 ",
                "\n",
                ". ",
                "Mr. ",
                "г. ",
                "Ա. ",
                "No. 5 ",
                "Aa",
                "bb ",
                "Вв ",
                "გგ ",
                "他",
                "1.5",
                "🔥",
            ]
        )
    ),
    language=st.sampled_from(LANGUAGES),
)
def test_spans_of_any_mix_of_marks_are_ordered_too(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    hold_what_every_text_keeps_to(text, sentences(text, language))


@given(text=st.text(alphabet=st.sampled_from("aB. !?“”\n")), language=st.sampled_from(LANGUAGES))
def test_the_same_text_is_divided_the_same_way_each_time(text: str, language: str) -> None:
    assert sentences(text, language) == sentences(text, language)


HOSTILE = [
    ".", "!", "?!", "…", "։", '"', '."', "(", "()", "“a ", "«", "A. ", "Dr. ", "1. ", " - ", "a'", "Aaaa.B", "Ab. 1 a ",
    "Abc, ", "a", "A", " ", "。」", "\u202e", "e\u0301", "👨‍👩‍👧", "http://a.b/", "\0",
]  # fmt: skip


SOME_HOSTILE = ("։", "A. ", "a", "。」")


@pytest.mark.parametrize(
    ("piece", "language"),
    [
        *((piece, "en") for piece in HOSTILE),
        *itertools.product(SOME_HOSTILE, ("ru", "hy", "zh")),
        *(
            pytest.param(piece, language, marks=pytest.mark.slow)
            for piece, language in itertools.product(HOSTILE, ("ru", "hy", "zh"))
            if piece not in SOME_HOSTILE
        ),
    ],
)
def test_ten_thousand_times_the_same_is_divided_like_any_text(piece: str, language: str) -> None:
    # What used to take yasbd's patterns seconds to minutes; a slip shows as a test that does not end.
    text = piece * 10_000
    hold_what_every_text_keeps_to(text, sentences(text, language))


def test_naughty_strings_are_divided_without_a_word_lost() -> None:
    for text in json.loads(shared("data", "inputs", "blns", "blns.subset.json").read_text("utf-8")):
        for language in ("en", "ru", "zh"):
            hold_what_every_text_keeps_to(text, sentences(text, language))


def test_no_two_lines_of_a_file_of_cases_are_the_same_text() -> None:
    seen = [" ".join(expected) for _, expected in texts()]
    assert len(seen) == len(set(seen))
    assert all(re.search(r"\S", text) for text in seen)
