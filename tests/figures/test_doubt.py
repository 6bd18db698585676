"""What is denied, feared, unclear or asked. Nobody said any of this."""

from __future__ import annotations

import pytest

from tests.figures.examples import values


@pytest.mark.parametrize(
    "sentence",
    [
        "Lidra denied killing 12 prisoners.",
        "Sorven denied that any of its 12 soldiers were killed.",
        "Sorven dismissed Lidra's claim that 400 soldiers had been killed in a strike.",
        "Sorven rejected Lidran reports that 30 of its troops had been killed.",
        "Sorven contradicted reports that 30 of its troops had been killed.",
        "It is unclear whether 12 people were killed.",
        "It is not clear how many of the 30 people were killed.",
        "Officials could not confirm reports that 25 people had been killed.",
        "The Courier could not independently verify the claim that 600 soldiers were killed.",
        "Unconfirmed reports said 40 people had been killed.",
        "If the dam breaks, 80,000 people would have to be evacuated.",
        "Were 300 people really killed in the strike?",
        "Sorven loses 500 killed in one day?",
        "The plot was to kill 50 people.",
        "At least 15 people are believed dead.",
        "The number of dead could reach 20,000.",
        "It was not immediately clear how many of the 60 passengers were hurt.",
    ],
)
def test_what_is_denied_unclear_asked_or_planned_counts_nobody(sentence: str) -> None:
    assert values(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Why did 12 people die in the tunnel?", [(12, "killed")]),
        ("12 dead in Kalym: was it a storm?", [(12, "killed")]),
        ("The number of casualties was unclear but at least 24 people died.", [(24, "killed")]),
        ("12 people were killed, but it is unclear whether 15 were hurt.", [(12, "killed")]),
        ("It is unclear who killed 12 people.", [(12, "killed")]),
        ("He went on to kill 12 people.", [(12, "killed")]),
        ("More than 1,700 people are believed to have been killed.", [(1700, "killed")]),
        ("Lidra rejected the truce after shelling that killed 12 people.", [(12, "killed")]),
        ("Lidra rejected the truce, and reports say that 12 people were killed.", [(12, "killed")]),
        ("Lidra dismissed its army chief and, after a week of reports, 12 people were arrested.", [(12, "arrested")]),
        ("12 people were killed, and Lidra denied a report that 15 were hurt.", [(12, "killed")]),
    ],
)
def test_a_doubt_goes_no_farther_than_its_clause(sentence: str, expected: list[tuple[float, str]]) -> None:
    assert values(sentence) == expected
