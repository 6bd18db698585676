"""What sentences count. Nobody said any of this."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.briefing.quantities import Counted, counted
from bot.model import Bound

STEMS = {"sorv": "sorven", "сорв": "sorven", "lidr": "lidra", "лидр": "lidra"}


def places(text: str, language: str | None) -> Sequence[str]:
    assert language
    return [name for word in text.lower().split() for stem, name in STEMS.items() if word.startswith(stem)]


def read(sentence: str, language: str = "en", year: int | None = 2031) -> list[Counted]:
    return counted(sentence, language, places, year=year)


def short(sentence: str, language: str = "en") -> list[tuple[float, str, str | None, str | None]]:
    return [(each.value, each.counts, each.whom, each.side) for each in read(sentence, language)]


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("At least 32 people were killed at the dam.", "en", [(32, "killed", None, None)]),
        (
            "The blast killed twenty-seven and wounded 1,200.", "en",
            [(27, "killed", None, None), (1200, "wounded", None, None)],
        ),
        ("27 dead, 35 injured after the flood", "en", [(27, "killed", None, None), (35, "wounded", None, None)]),
        ("Death toll rises to 200", "en", [(200, "killed", None, None)]),
        ("Sorven says 105 troops killed in the hills", "en", [(105, "killed", "soldiers", "sorven")]),
        (
            "More than 200 people, including 10 children, were killed.", "en",
            [(200, "killed", None, None), (10, "killed", "children", None)],
        ),
        (
            "So far 49 Sorven and 50 Lidran soldiers have died.", "en",
            [(49, "killed", "soldiers", "sorven"), (50, "killed", "soldiers", "lidra")],
        ),
        ("Some 28.5 thousand refugees crossed the bridge.", "en", [(28_500, "displaced", None, None)]),
        (
            "Aid worth $5 million was promised to 20% of them.", "en",
            [(5e6, "dollars", None, None), (20, "percent", None, None)],
        ),
        (
            "Zginęło 49 sorveńskich i 50 lidrańskich żołnierzy.", "pl",
            [(49, "killed", "soldiers", "sorven"), (50, "killed", "soldiers", "lidra")],
        ),
        ("Rannych zostało ponad 84,7 tys. osób.", "pl", [(84_700, "wounded", None, None)]),
        ("Погибли двадцать семь человек, ранены 35.", "ru", [(27, "killed", None, None), (35, "wounded", None, None)]),
        ("Убиты 12 сорвенских военнослужащих.", "ru", [(12, "killed", "soldiers", "sorven")]),
        ("Mindestens 12 Menschen wurden getötet.", "de", [(12, "killed", None, None)]),
        ("Au moins douze morts et 40 blessés", "fr", [(12, "killed", None, None), (40, "wounded", None, None)]),
        ("Two separate explosions killed nine people.", "en", [(9, "killed", None, None)]),
        ("W dwóch odrębnych wybuchach zginęło dziewięć osób.", "pl", [(9, "killed", None, None)]),
        ("В двух новых атаках погибли 12 человек.", "ru", [(12, "killed", None, None)]),
        ("Killing at least 32 according to Sorven, the flood went on.", "en", [(32, "killed", None, None)]),
        ("Twenty-one were killed and thirty one wounded.", "en",
         [(21, "killed", None, None), (31, "wounded", None, None)]),
        ("Two hundred were killed and a hundred and five wounded.", "en",
         [(200, "killed", None, None), (105, "wounded", None, None)]),
        ("One hundred thousand people were displaced.", "en", [(100_000, "displaced", None, None)]),
        ("Погиб двадцать один человек.", "ru", [(21, "killed", None, None)]),
        ("A fine of 1,200.50 dollars was paid.", "en", [(1200.5, "dollars", None, None)]),
        ("The 7.8 quake killed 40,000 people.", "en", [(40_000, "killed", None, None)]),
        ("An F-16 fell on a house and killed 5 people.", "en", [(5, "killed", None, None)]),
        ("COVID-19 killed 5 people.", "en", [(5, "killed", None, None)]),
        ("The loan is of $1.2bn.", "en", []),
        ("Al menos 12 muertos y 40 heridos", "es", [(12, "killed", None, None), (40, "wounded", None, None)]),
    ],
)  # fmt: skip
def test_a_number_is_read_with_what_it_counts(sentence: str, language: str, expected: list[object]) -> None:
    assert short(sentence, language) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "He died 27 years ago.",
        "Soldiers were killed on 27 May.",
        "The 2020 war killed 6,500.",
        "In 1994 more than 300 people were killed at the dam.",
        "The ferry made 12 crossings.",
        "Three villages were hit and people died.",
        "Five of them died when the ferry sank.",
    ],
)
def test_times_places_and_the_past_are_not_counted(sentence: str) -> None:
    assert read(sentence) == []


def test_what_goes_on_since_an_earlier_year_is_of_today() -> None:
    assert short("12 people died in the worst flood since 2020.") == [(12, "killed", None, None)]


@pytest.mark.parametrize(
    ("sentence", "language", "bound"),
    [
        ("At least 32 were killed", "en", Bound.AT_LEAST),
        ("Nearly 100 were killed", "en", Bound.NEARLY),
        ("Zginęło co najmniej 49 osób", "pl", Bound.AT_LEAST),
        ("Погибли более 30 человек", "ru", Bound.MORE_THAN),
        ("32 were killed at about noon", "en", None),
    ],
)
def test_a_bound_stands_before_its_number(sentence: str, language: str, bound: Bound | None) -> None:
    assert [each.bound for each in read(sentence, language)] == [bound]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Between them 20-30 people were killed.", "en"),
        ("From 20 to as many as 30 people were killed.", "en"),
        ("Between twenty and 30 people were killed.", "en"),
        ("Zginęło od 20 do nawet 30 osób.", "pl"),
        ("Погибли от 20 до 30 человек.", "ru"),
        ("Zwischen 20 und 30 Menschen starben.", "de"),
        ("Entre 20 et 30 morts", "fr"),
    ],
)
def test_a_range_has_two_ends(sentence: str, language: str) -> None:
    [found] = read(sentence, language)
    assert (found.value, found.upto) == (20, 30)


def test_a_toll_that_moved_is_no_range() -> None:
    assert [each.value for each in read("The number of people killed rose from 20 to 30.")] == [20, 30]


def test_of_a_part_only_those_who_are_named_are_counted() -> None:
    assert short("12 people were killed, three of them children.") == [
        (12, "killed", None, None),
        (3, "killed", "children", None),
    ]


@pytest.mark.parametrize(
    ("sentence", "language", "said_by"),
    [
        ("Sorven's health ministry said 12 people were killed.", "en", "Sorven's health ministry"),
        ("12 people were killed, according to the mayor of Lidra.", "en", "the mayor of Lidra"),
        ("12 people were killed, said Mayor Oda Lind.", "en", "Mayor Oda Lind"),
        ("Zginęło 12 osób - podało ministerstwo zdrowia.", "pl", "ministerstwo zdrowia"),
        ("По данным министерства здравоохранения, погибли 12 человек.", "ru", "министерства здравоохранения"),
        ("12 died according to Lidra and wounding was widespread.", "en", "Lidra"),
        ("Harbour officials of Lidra say 12 people were killed.", "en", "Harbour officials of Lidra"),
        ("They said 12 people were killed.", "en", None),
        ("12 people were killed.", "en", None),
    ],
)
def test_who_says_it_is_read_from_the_sentence(sentence: str, language: str, said_by: str | None) -> None:
    assert [each.said_by for each in read(sentence, language)] == [said_by]


def test_a_days_count_is_told_from_all_since_the_beginning() -> None:
    assert [each.over for each in read("12 people were killed in the past 24 hours.")] == ["day"]
    assert [each.over for each in read("900 people were killed since the start of the flood.")] == ["since"]


def test_whose_the_dead_are_stays_open_where_two_say_so() -> None:
    [found] = read("About 100 soldiers died, according to the Sorven and Lidra ministries.")
    assert (found.whom, found.side) == ("soldiers", None)
