"""What was at another time, or another event. Nobody said any of this."""

from __future__ import annotations

import time

import pytest

from tests.figures.examples import read, short, values


def test_what_goes_on_since_an_earlier_year_is_of_today() -> None:
    assert short("12 people died in the worst flood since 2020.") == [(12, "killed", None, None)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Two days earlier, an attack killed nine people in the same village.", []),
        ("Twelve people were killed there a day earlier.", []),
        ("An earlier strike killed seven people.", []),
        ("Last week, 10 people were killed in a similar attack.", []),
        ("The strike came a day after 15 people were killed in a similar attack on the port.", []),
        ("18 years on, families of the 52 killed remember.", []),
        ("A year on, families of the 52 killed remember.", []),
        ("Two years on the run ended when he killed 12 people.", [(12, "killed")]),
        ("The attack came a year after a bombing that killed 22 people.", []),
        ("It was the worst raid since the siege in which 130 people died.", []),
        ("Sunday marks one year since the quake, which killed 90 people in Kalym.", []),
        ("The vote comes months after a blast that killed 22 people.", []),
        ("Officials had earlier put the toll at 12.", []),
        ("The toll rose to 15, after officials earlier said 12 people had died.", [(15, "killed")]),
        ("Two workers are missing after blasts a day earlier.", [(2, "missing")]),
        ("12 people were killed a day after the truce.", [(12, "killed")]),
        ("Police raised the death toll to 14 from 11.", [(14, "killed")]),
        ("The truce has held since 2029, when 6,000 people were killed.", []),
        ("Since 2029, 6,000 people have been killed.", [(6000, "killed")]),
        ("It is the worst storm since March, when 12 people were killed.", []),
        ("Two days after the truce, 12 people were killed.", [(12, "killed")]),
        ("Police freed 12 people two days earlier and arrested nine on Friday.", [(9, "arrested")]),
        ("Unemployment fell to 3.7% from 3.9%.", [(3.7, "percent")]),
        ("The bank cut rates to less than 4.5% in May from 4.75%.", [(4.5, "percent")]),
    ],
)
def test_another_event_and_what_a_toll_was_before_are_not_counted(
    sentence: str, expected: list[tuple[float, str]]
) -> None:
    assert values(sentence) == expected


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


@pytest.mark.parametrize(
    ("sentence", "language", "over"),
    [
        ("Three people were killed, bringing the number killed to 1,900 since January.", "en", [None, "since"]),
        ("Three people were killed in the hills; 1,900 have been killed since 2029.", "en", [None, "since"]),
        ("Since January 1,900 people have been killed and 400 wounded.", "en", ["since", "since"]),
        ("More than 40 people have been killed this year.", "en", ["since"]),
        ("С января погибли 1900 человек.", "ru", ["since"]),
        ("Seit Januar wurden 1900 Menschen getötet.", "de", ["since"]),
        ("Desde enero han muerto 1.900 personas.", "es", ["since"]),
        ("The worst attack since January killed 12 people.", "en", [None]),
        ("Twelve people were killed in the deadliest attack since January.", "en", [None]),
        ("Погибли 12 человек, это крупнейшая авария с января.", "ru", [None]),
        ("Bei dem schwersten Anschlag seit Januar starben 12 Menschen.", "de", [None]),
        ("This year's flood killed 40 people.", "en", [None]),
    ],
)
def test_a_sum_over_months_is_told_from_a_days_toll(sentence: str, language: str, over: list[str | None]) -> None:
    assert [each.over for each in read(sentence, language)] == over


def test_thousands_of_months_are_read_in_time_that_grows_with_them() -> None:
    began = time.process_time()
    assert read("12 killed since January " * 4000)
    assert time.process_time() - began < 10  # some tenths of a second; quadratic it took twenty
