from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from bot.briefing.terms import folded_line
from bot.briefing.wording import figures, is_worded, title_line

WORDING = tomllib.loads((files("bot.briefing") / "wording.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", [name for name in WORDING if name != "numbers"])
def test_every_part_is_words_with_its_marks_at_the_ends(name: str) -> None:
    for language, parts in WORDING[name].items():
        assert re.fullmatch("any|[a-z]{2}", language)
        for part in parts.split(","):
            assert re.fullmatch(
                r"(?:[!^*]?|![^\W_]+(?: [^\W_]+)* … )[^\W_]+(?: [^\W_]+)*\*?\$?", " ".join(part.split())
            ), part


def test_every_number_word_names_a_number() -> None:
    for parts in WORDING["numbers"].values():
        for part in parts.split(","):
            assert re.fullmatch(r"[^\W\d_]+=[0-9]+", part.strip()), part


def test_parts_are_whole_words_unless_a_star_says_otherwise() -> None:
    assert is_worded("tolls", "twelve were killed", "en")
    assert not is_worded("tolls", "the killed2 file", "en")
    assert is_worded("tolls", "rannych zostalo dwunastu", "pl")
    assert is_worded("speaks", "zrobilismy wszystko", "pl"), "unless they begin with one"


def test_a_language_without_wording_is_read_by_what_holds_in_any() -> None:
    assert is_worded("live", title_line("Trajekt – live"), "hr")
    assert not is_worded("leans", "he said so", "hr")


def test_an_unnamed_language_is_read_as_english() -> None:
    assert is_worded("leans", "he said so", None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nie ma powodu, by czekać - mówił w środę burmistrz Kalymu.", "pl"),
        ("Liczba zachorowań spadła - wynika z danych szpitala.", "pl"),
        ("Мост закроют на неделю, пишет газета.", "ru"),
        ("Die Brücke bleibt zu, sagt der Bürgermeister.", "de"),
        ("The bridge will stay shut, the mayor wrote.", "en"),
    ],
)
def test_who_says_it_is_known_by_each_verb_of_saying(text: str, language: str) -> None:
    assert is_worded("attributes", folded_line(text), language)


def test_who_is_taken_to_hospital_says_nothing() -> None:
    assert not is_worded("attributes", folded_line("Two sailors were admitted to hospital."), "en")


def test_the_number_of_a_name_counts_nothing() -> None:
    assert figures(folded_line("The Covid-19 inquiry heard of 12 deaths"), "en") == {"12"}
