"""Numbers that are some of several, and those beside whom one more is told. Nobody said any of this."""

from __future__ import annotations

import pytest

from tests.figures.examples import values


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("12 locals and five tourists were killed.", "en", []),
        ("The attack killed 12 locals and five tourists.", "en", []),
        ("At least 12 locals, four guides and about five tourists were killed.", "en", []),
        ("17 people, 12 locals and five tourists, were killed.", "en", [(17, "killed")]),
        ("12 people and five dogs were killed.", "en", [(12, "killed")]),
        ("12 soldiers and five tourists were killed.", "en", [(12, "killed")]),
        ("12 soldiers and five civilians were killed.", "en", [(12, "killed"), (5, "killed")]),
        ("12 homes were damaged and five tourists were killed.", "en", [(5, "killed")]),
        ("Five were killed in Kalym and 12 in Lidra.", "en", [(5, "killed"), (12, "killed")]),
        ("Zginęło 12 mieszkańców i 5 turystów.", "pl", [(12, "killed")]),
        ("Погибли 12 местных и пять туристов.", "ru", []),
        ("12 Einheimische und fünf Touristen wurden getötet.", "de", []),
    ],
)
def test_one_group_among_several_is_no_toll(sentence: str, language: str, expected: list[tuple[float, str]]) -> None:
    assert values(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("The fire killed two adults and a child.", "en"),
        ("A pilot and 12 passengers died.", "en"),
        ("Two people and one child were killed.", "en"),
        ("Two tourists and their Nepali guide died.", "en"),
        ("Two men and a five-year-old girl died in the fire.", "en"),
        ("Nie żyje dwóch dorosłych i dziecko.", "pl"),
        ("Zginęło dwoje dorosłych i jedno dziecko.", "pl"),
        ("Погибли двое взрослых и ребенок.", "ru"),
        ("Погибли двое мужчин и одна женщина.", "ru"),
        ("Загинули двоє дорослих і дитина.", "uk"),
        ("Zwei Erwachsene und ein Kind wurden getötet.", "de"),
        ("Deux adultes et un jeune enfant ont été tués.", "fr"),
        ("Dos adultos y un niño murieron.", "es"),
        ("İki yetişkin ve bir çocuk öldü.", "tr"),
        ("İki böyük və bir uşaq öldü.", "az"),
        ("Զոհվել է երկու չափահաս և մեկ երեխա։", "hy"),
        ("დაიღუპა ორი ზრდასრული და ერთი ბავშვი.", "ka"),
    ],
)
def test_a_group_beside_which_one_person_stands_is_no_toll(sentence: str, language: str) -> None:
    assert values(sentence, language) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Two men and a dog were killed.",
        "The fire killed two men and a house collapsed.",
        "Two men were killed and a woman was injured.",
        "The blast killed two men and wounded a woman.",
        "Two men, among them a father and son, were killed.",
        "Two children and a woman were killed.",
    ],
)
def test_a_group_beside_which_something_else_stands_is_counted(sentence: str) -> None:
    assert (2, "killed") in values(sentence)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Seven died, three in a bus and four at a market.", "en"),
        ("Seven people were killed, three in Kalym and four in Lidra, the mayor said.", "en"),
        ("Seven people died: four men and three women.", "en"),
        ("The fire killed seven people - two in a school and five in the street.", "en"),
        ("Погибли семь человек: трое в автобусе и четверо на рынке.", "ru"),
        ("Sieben Menschen starben: vier Männer und drei Frauen.", "de"),
        ("Siete personas murieron, tres en un autobús y cuatro en un mercado.", "es"),
        ("Yedi kişi öldü: üçü otobüste, dördü pazarda.", "tr"),
    ],
)
def test_what_adds_up_to_a_number_is_counted_with_it(sentence: str, language: str) -> None:
    assert values(sentence, language) == [(7, "killed")]


def test_what_does_not_add_up_or_is_of_others_stands_beside_it() -> None:
    assert values("Five died in Kalym and 12 in Lidra.") == [(5, "killed"), (12, "killed")]
    assert values("Seven people died, three were wounded and four are missing.") == [
        (7, "killed"),
        (3, "wounded"),
        (4, "missing"),
    ]
    assert values("Seven people died: three soldiers and four civilians.") == [(7, "killed"), (3, "killed")]
