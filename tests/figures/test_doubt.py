"""What is denied, feared, unclear or asked. Nobody said any of this."""

from __future__ import annotations

import pytest

from bot.figures.doubt import withdrawn_in
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


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("The ministry withdrew an earlier figure of 40 dead.", "en"),
        ("The mayor retracted a statement that 40 people had died.", "en"),
        ("Ministry withdraws toll of 40 dead", "en"),
        ("The count of 40 dead was wrong, the ministry said.", "en"),
        ("Министерство отозвало сообщение о 40 погибших.", "ru"),
        ("Das Ministerium zog die Angabe von 40 Toten zurück.", "de"),
        ("El ministerio retiró la cifra de 40 muertos.", "es"),
    ],
)
def test_what_somebody_took_back_counts_nobody(sentence: str, language: str) -> None:
    assert values(sentence, language) == []
    assert withdrawn_in(sentence, language) == {40}


def test_what_is_told_beside_it_counts() -> None:
    assert values("The mayor withdrew his estimate of 40 dead and said 12 people had died.") == [(12, "killed")]
    for other in (
        "Lidra withdrew 500 soldiers after 40 people died.",
        "Lidra withdrew from Kalym and the death toll rose to 40.",
        "The convoy withdrew after a report that 40 people had died.",
        "Lidra rejected the plan after reports that 40 people had died.",
        "40 people died for the forecast was wrong.",
    ):
        assert values(other) == [(40, "killed")]
        assert not withdrawn_in(other, "en")


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Zwölf Menschen konnten nur noch tot geborgen werden.", "de", [(12, "killed")]),
        ("Zwölf Menschen könnten getötet worden sein.", "de", []),
        ("Trois morts ou 12 blessés, selon les témoins.", "fr", [(3, "killed"), (12, "wounded")]),
    ],
)
def test_a_word_that_an_accent_makes_another_is_not_taken_for_it(
    sentence: str, language: str, expected: list[tuple[float, str]]
) -> None:
    assert values(sentence, language) == expected
