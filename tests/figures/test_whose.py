"""Of whom a number is, and whose they are. Nobody said any of this."""

from __future__ import annotations

import pytest

from bot.figures.quantities import counted
from bot.stories.meanings import places_in
from tests.figures.examples import read, short


def test_whose_the_dead_are_stays_open_where_two_say_so() -> None:
    [found] = read("About 100 soldiers died, according to the Sorven and Lidra ministries.")
    assert (found.whom, found.side) == ("soldiers", None)


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Sorven will send about 2,500 troops to Lidra.", "en", [(2500, "deployed", None, None)]),
        ("Some 2,000 Sorven peacekeepers were deployed along the road.", "en", [(2000, "deployed", None, "sorven")]),
        ("Sorven massed 100,000 soldiers.", "en", [(100_000, "deployed", None, None)]),
        ("Do Lidry trafi kontyngent liczący 2,5 tys. żołnierzy.", "pl", [(2500, "deployed", None, None)]),
        ("В Лидру направят 150 военнослужащих.", "ru", [(150, "deployed", None, None)]),
        ("Sorven schickt 750 Soldaten in die Region.", "de", [(750, "deployed", None, None)]),
        # Who is killed was sent, too.
        ("Of the troops sent there 12 soldiers were killed.", "en", [(12, "killed", "soldiers", None)]),
        ("Sorven sent 200 tents.", "en", []),
        ("Some 2,000 soldiers sang.", "en", []),
    ],
)
def test_soldiers_who_are_sent_are_counted(sentence: str, language: str, expected: list[object]) -> None:
    assert short(sentence, language) == expected


def test_an_armys_losses_are_told_from_all_and_are_those_of_the_land_that_speaks() -> None:
    for toll in ("death toll rises to", "deaths rise to", "fatalities rise to", "toll rises to", "dead:"):
        assert short(f"The military {toll} 555") == [(555, "killed", "soldiers", None)]
    assert short("The military killed 12, the town said.") == [(12, "killed", None, None)]
    assert short("The army of Kalym said that 12 people died.") == [(12, "killed", None, None)]


@pytest.mark.parametrize(
    ("seat", "land"),
    [
        ("Yerevan", "armenia"),
        ("Baku", "azerbaijan"),
        ("Moscow", "russia"),
        ("Kremlin", "russia"),
        ("Kyiv", "ukraine"),
        ("Ankara", "turkey"),
        ("Tehran", "iran"),
        ("Jerusalem", "israel"),
        ("Washington", "united-states"),
        ("White House", "united-states"),
        ("Beijing", "china"),
        ("Ukraine", "ukraine"),
    ],
)
def test_whoever_speaks_where_a_land_is_governed_tells_of_its_soldiers(seat: str, land: str) -> None:
    told = counted(f"{seat} officials say that 200 soldiers died.", "en", places_in, year=2031)
    assert [(each.whom, each.side) for each in told] == [("soldiers", land)]
    told = counted(f"{seat} officials say that 200 people died.", "en", places_in, year=2031)
    assert [(each.whom, each.side) for each in told] == [(None, None)]


def test_what_another_clause_tells_says_not_whose_people_they_were() -> None:
    assert short("The toll rises to 12 dead after Sorven shelling") == [(12, "killed", None, None)]
    assert short("Death toll rises to 12 as Sorven urges calm") == [(12, "killed", None, None)]
    assert short("Bilans wzrósł do 12 zabitych, gdy Sorven wzywa do spokoju", "pl") == [(12, "killed", None, None)]


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Zginęło 49 żołnierzy sorveńskich.", "pl", (49, "killed", "soldiers", "sorven")),
        ("49 of the Sorven side have died.", "en", (49, "killed", None, "sorven")),
        ("At least 12, Lidran soldiers among them, were killed.", "en", (12, "killed", None, None)),
        ("On day 5 12 soldiers died.", "en", (12, "killed", "soldiers", None)),
        ("Killed: 12 and", "en", (12, "killed", None, None)),
    ],
)
def test_of_whom_they_are_is_told_beside_them(
    sentence: str, language: str, expected: tuple[float, str, str | None, str | None]
) -> None:
    assert short(sentence, language) == [expected]


def test_where_it_happened_is_not_whose_people_they_were() -> None:
    assert short("The storm injured four in eastern Sorven.") == [(4, "wounded", None, None)]
    assert short("Four Sorven soldiers were wounded in Lidra.") == [(4, "wounded", "soldiers", "sorven")]
    assert short("Rannych zostało czterech żołnierzy w Sorvenie.", "pl") == [(4, "wounded", "soldiers", None)]


@pytest.mark.parametrize(
    ("sentence", "language", "side"),
    [
        ("Lidra ordusunun 12 askeri şehit oldu.", "tr", "lidra"),
        ("Lidra'nın 12 askeri öldü.", "tr", "lidra"),
        ("Lidra'da 12 asker öldü.", "tr", None),
        ("Bakanlık, Lidra'nın 12 askeri öldürdüğünü açıkladı.", "tr", None),
        ("Lidra silahlı qüvvələrinin 12 hərbçisi həlak olub.", "az", "lidra"),
        ("Lidranın 12 hərbçisi həlak olub.", "az", "lidra"),
        ("Lidrada 12 hərbçi həlak olub.", "az", None),
        ("12 hərbçi Lidrada həlak olub.", "az", None),
    ],
)
def test_whose_soldiers_they_are_stands_before_them_there(sentence: str, language: str, side: str | None) -> None:
    assert short(sentence, language) == [(12, "killed", "soldiers", side)]


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("Sorven said that 12 soldiers were killed.", "sorven"),
        ("Sorven said it killed 600 soldiers.", None),
        ("Sorven said Lidra killed 12 of its soldiers.", "sorven"),
        ("Sorven said 20 militants were killed.", None),
    ],
)
def test_whoever_speaks_of_those_whom_it_killed_tells_of_none_of_its_own(sentence: str, side: str | None) -> None:
    assert [each.side for each in read(sentence)] == [side]


def test_a_people_of_two_words_is_one_and_what_another_clause_names_is_none() -> None:
    told = counted("12 North Korean soldiers were killed.", "en", places_in, year=2031)
    assert [each.side for each in told] == ["north-korea"]
    told = counted("12 New York firefighters were killed.", "en", places_in, year=2031)
    assert [each.side for each in told] == [None]
    assert short("Sorven says it killed 31 civilians; Lidra says nothing.") == [(31, "killed", "civilians", None)]
