"""In which order names stand, by language."""

from __future__ import annotations

import random

import pytest

from bot.text.collation import sort_key


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "1999, 2020, Ararat, Baku, bridges, CSTO, Éclair, Zebra, Армения"),
        ("de", "Abend, Ägypten, Arzt, Masse, Maße, Öl-Preis, Ost, OVKS, Über uns, Ukraine"),
        ("es", "Nube, Nuevo, Ñandú, Oca, Ópera, Oro"),
        ("fr", "Congo, cote, Côte, côté, Œuvre, Ouest"),
        ("hy", "Արցախ, Բաքու, Երևան, Հայաստան, ՀԱՊԿ, Ղարաբաղ, Ռուսաստան, Օդ, CSTO"),
        ("pl", "Azja, Ąkk, Cena, Ćma, Lato, Łódź, Ormianie, OUBZ, Ósmy"),
        ("ru", "Азия, Елец, Ёлка, Енисей, Иран, Йемен, Карабах, ОДКБ, Яна, CSTO"),
        ("tr", "Azerbaycan, Cam, Çin, Irak, İran, KGAÖ, Okul, Ömer, Sivas, Şam, Ukrayna, Ünye"),
        ("uk", "Газ, Ґудзик, Ера, Єва, Жито, Ирій, Іран, Їжак, Йод, Яна"),
    ],
)
def test_names_stand_in_the_order_of_their_language(language: str, names: str) -> None:
    in_order = names.split(", ")
    shuffled = random.Random(7).sample(in_order, len(in_order))
    assert sorted(shuffled, key=lambda name: sort_key(name, language)) == in_order


def test_of_two_that_differ_in_an_accent_or_a_capital_alone_the_order_is_always_the_same() -> None:
    names = ["Cote", "cote", "côte", "Côte"]
    for given in (names, names[::-1]):
        assert sorted(given, key=lambda name: sort_key(name, "fr")) == ["Cote", "cote", "Côte", "côte"]
    assert sort_key("e\u0301", "fr")[:2] == sort_key("\u00e9", "fr")[:2]


def test_every_language_of_the_frame_has_an_order() -> None:
    for language in ("en", "de", "es", "fr", "hy", "pl", "ru", "tr", "uk"):
        assert sort_key("!", language) < sort_key("1", language) < sort_key("2", language) < sort_key("Z", language)
