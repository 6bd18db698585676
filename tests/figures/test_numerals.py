"""How numbers are written. Nobody said any of this."""

from __future__ import annotations

import pytest

from tests.figures.examples import read, values


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("A fund of $300m was set up.", "en", [(3e8, "dollars")]),
        ("A fund of 1.2 mln dollars was set up.", "en", [(1.2e6, "dollars")]),
        ("A loan of US$250 million.", "en", [(2.5e8, "dollars")]),
        ("A loan of A$250 million.", "en", []),
        ("The EU pays €300m.", "en", [(3e8, "euros")]),
        ("Between €600,000-800,000 was paid.", "en", [(6e5, "euros")]),
        ("A plan of $1.8 trillion.", "en", [(1.8e12, "dollars")]),
        ("A salary of $200,000-a-year.", "en", [(2e5, "dollars")]),
        ("1.5m people fled.", "en", [(1.5e6, "displaced")]),
        ("Kredyt 3,6 mld euro.", "pl", [(3.6e9, "euros")]),
        ("Stopa wzrosła do 5,25 proc. na poziomie 5,25 proc.", "pl", [(5.25, "percent")] * 2),
        ("Ущерб 1,2 млрд рублей, погибли 3 человека.", "ru", [(1.2e9, "roubles"), (3, "killed")]),
        ("Das Paket umfasst 1,2 Milliarden Euro für Flüchtlinge.", "de", [(1.2e9, "euros")]),
        ("Kredi 5 milyar dolar.", "tr", [(5e9, "dollars")]),
        ("$5 միլիարդ վարկ", "hy", [(5e9, "dollars")]),
        ("$5 milyard kredit", "az", [(5e9, "dollars")]),
        ("The rate stood at 4.3992 dollars.", "en", [(4.3992, "dollars")]),
        ("Kurs wyniósł 4,65685 euro.", "pl", [(4.65685, "euros")]),
        ("Strata wyniosła 3,529 mld euro.", "pl", [(3.529e9, "euros")]),
        ("The loss was $3.529 billion, or 3,529 million dollars.", "en", [(3.529e9, "dollars")] * 2),
        ("Zarar 2 bin 473 dolar.", "tr", [(2473, "dollars")]),
        ("Costó 19 millones 940 mil 419 euros.", "es", [(19_940_419, "euros")]),
        ("Потрачено 1 млн 250 000 долларов.", "ru", [(1_250_000, "dollars")]),
        ("Podwyżka o 100 euro - do 1500 euro.", "pl", [(100, "euros"), (1500, "euros")]),
    ],
)
def test_money_is_read_with_its_scale(sentence: str, language: str, expected: list[tuple[float, str]]) -> None:
    assert values(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Cost of rooms in hotels rises to £8m a day", "en", [(8e6, "pounds")]),
        ("Rooms cost nearly £6 million a day.", "en", [(6e6, "pounds")]),
        ("A £134,000-a-year doctor was paid 3,000 pounds sterling.", "en", [(134_000, "pounds"), (3000, "pounds")]),
        ("The fund has 12 million zlotys, 5bn roubles and 40 hryvnias.", "en",
         [(12e6, "zlotys"), (5e9, "roubles"), (40, "hryvnias")]),
        ("They paid 500 drams, 20 manats, 30 laris and 900 liras.", "en",
         [(500, "drams"), (20, "manats"), (30, "laris"), (900, "liras")]),
        ("₽5m, 20 ₴, ₺300, 700 ֏, ₼8 and ₾9", "en",
         [(5e6, "roubles"), (20, "hryvnias"), (300, "liras"), (700, "drams"), (8, "manats"), (9, "laris")]),
        ("Zapłacili 5,5 mln zł, a potem ponad siedem tysięcy złotych.", "pl", [(5.5e6, "zlotys"), (7000, "zlotys")]),
        ("Kara od 10 tys. do 500 tys. zł.", "pl", [(10_000, "zlotys")]),
        ("Rosja przeznaczy 1 mld rubli, Ukraina 40 mln hrywien.", "pl", [(1e9, "roubles"), (4e7, "hryvnias")]),
        ("Bilet kosztuje 100 funtów szterlingów albo 20 lir.", "pl", [(100, "pounds"), (20, "liras")]),
        ("Штраф 20 тысяч рублей, или 504 гривны, или 300 злотых.", "ru",
         [(20_000, "roubles"), (504, "hryvnias"), (300, "zlotys")]),
        ("Закупівля обійдеться у 120 млрд гривень, або 5 млн рублів.", "uk", [(1.2e11, "hryvnias"), (5e6, "roubles")]),
        ("Das kostet 12 Mio. Pfund Sterling oder 800 Rubel.", "de", [(1.2e7, "pounds"), (800, "roubles")]),
        ("Il a payé 300 livres sterling et 12 millions de roubles.", "fr", [(300, "pounds"), (12e6, "roubles")]),
        ("Pagó 300 libras esterlinas y 500 rublos.", "es", [(300, "pounds"), (500, "roubles")]),
        ("Sürücüye 2 bin 473 TL, şirkete 6 milyon lira ceza yazıldı.", "tr", [(2473, "liras"), (6e6, "liras")]),
        ("Layihəyə 5 milyon manat ayrılıb.", "az", [(5e6, "manats")]),
        ("Տուգանքը 500 հազար դրամ է։", "hy", [(500_000, "drams")]),
        ("ჯარიმა 500 ლარია, 20 ათასი ლარი.", "ka", [(500, "laris"), (20_000, "laris")]),
        ("Zasiłek podwyższono z 1400 zł do 1500 zł.", "pl", [(1400, "zlotys"), (1500, "zlotys")]),
        # A weight, a medal, other pounds and other roubles.
        ("A baby of 9 pounds was born, and a calf of 120 pounds.", "en", []),
        ("Sorven's shops charge 500 Sorvenian pounds, and E£300.", "en", []),
        ("Zdobyli 5 złotych medali.", "pl", []),
        ("Zapłacił 300 rubli białoruskich.", "pl", []),
    ],
)  # fmt: skip
def test_each_money_is_counted_by_itself(sentence: str, language: str, expected: list[tuple[float, str]]) -> None:
    assert values(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("We retook 6,000 sq km in September", "en", [(6000, "square_kilometres")]),
        ("The army took some 2,300 square miles of land.", "en", [(2300, "square_miles")]),
        ("A 56 km² lake and a 43-acre park, or 15 hectares", "en",
         [(56, "square_kilometres"), (43, "acres"), (15, "hectares")]),
        ("The fire burned 1.8 million acres and killed 5.", "en", [(1.8e6, "acres"), (5, "killed")]),
        ("Odzyskano 6 tys. km kwadratowych, a ponad 4000 km kw. terytorium jest pod kontrolą.", "pl",
         [(6000, "square_kilometres"), (4000, "square_kilometres")]),
        ("Spłonęło sześć tysięcy kilometrów kwadratowych lasu, 300 ha łąk.", "pl",
         [(6000, "square_kilometres"), (300, "hectares")]),
        ("Освобождено 6000 кв. км, сгорело 12 тыс. гектаров леса.", "ru",
         [(6000, "square_kilometres"), (12_000, "hectares")]),
        ("Звільнено 6 тисяч квадратних кілометрів.", "uk", [(6000, "square_kilometres")]),
        ("Es brennen 42 Hektar auf 3 Quadratkilometern.", "de", [(42, "hectares"), (3, "square_kilometres")]),
        ("Le feu a brûlé 300 hectares, 3 km² de forêt.", "fr", [(300, "hectares"), (3, "square_kilometres")]),
        ("Ardieron 3 mil 569 hectáreas, unos 35 kilómetros cuadrados.", "es",
         [(3569, "hectares"), (35, "square_kilometres")]),
        ("12 hektar orman, 3 kilometrekare alan yandı.", "tr", [(12, "hectares"), (3, "square_kilometres")]),
        ("12 hektar, 3 kvadrat kilometr ərazi yanıb.", "az", [(12, "hectares"), (3, "square_kilometres")]),
        ("Այրվել է 12 հեկտար, 3 քառակուսի կիլոմետր։", "hy", [(12, "hectares"), (3, "square_kilometres")]),
        ("დაიწვა 12 ჰექტარი, 3 კვადრატული კილომეტრი.", "ka", [(12, "hectares"), (3, "square_kilometres")]),
        # A length, a floor, a name.
        ("They came within 6,000 km, or 300 miles, to a house of 80 square metres.", "en", []),
        ("Ha 12 minutos que espera.", "es", []),
    ],
)  # fmt: skip
def test_areas_are_counted_by_their_units(sentence: str, language: str, expected: list[tuple[float, str]]) -> None:
    assert values(sentence, language) == expected


def test_a_number_of_several_scales_is_one() -> None:
    assert values("16 bin 563 kişi öldü.", "tr") == [(16_563, "killed")]
    assert values("Murieron 37 mil 820 personas.", "es") == [(37_820, "killed")]
    assert values("Погибли 2 тысячи 30 из них дети.", "ru") != [(2030, "killed")], "of a thousand, three digits"


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Around 2000 people were displaced.", "en"),
        ("Ewakuowano ponad 2000 osób.", "pl"),
        ("Эвакуированы около 2000 жителей.", "ru"),
        ("Rund 2000 Menschen wurden evakuiert.", "de"),
    ],
)
def test_a_round_number_of_people_is_no_year(sentence: str, language: str) -> None:
    assert values(sentence, language) == [(2000, "displaced")]
    assert read("In 2020 people were displaced.") == []


@pytest.mark.parametrize(
    "text",
    ["1" * 5_000, "100 " * 5_000, "12 men, " * 5_000, "1-" * 5_000, "1/" * 5_000, "٣" * 5_000, "a" * 50_000],
)
def test_numbers_that_nobody_counts_with_are_read_without_harm(text: str) -> None:
    read(f"12 people were killed. {text} killed {text}")
    assert values(f"12 people were killed: {'1' * 5_000}") == [(12, "killed")]


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
        ("20 bis 30 Menschen wurden getötet.", "de"),
        ("Twenty to 30 people were killed.", "en"),
        ("Twenty or 30 people were killed.", "en"),
    ],
)
def test_a_range_has_two_ends(sentence: str, language: str) -> None:
    [found] = read(sentence, language)
    assert (found.value, found.upto) == (20, 30)


def test_the_first_end_of_a_range_shares_the_scale_of_the_other() -> None:
    [found] = read("Between 1 and 2 million people were displaced.")
    assert (found.value, found.upto) == (1_000_000, 2_000_000)
    [found] = read("Between 1 and 2.3 million people were displaced.")
    assert (found.value, found.upto) == (1_000_000, 2_300_000)
    [found] = read("From 30 to two thousand people were displaced.")
    assert (found.value, found.upto) == (30, 2000)


def test_a_toll_that_moved_is_no_range() -> None:
    assert [each.value for each in read("The number of people killed rose from 20 to 30.")] == [20, 30]


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("The town lost about 25% to 30% of its houses.", "en", [(25, 30)]),
        ("The town lost 25 per cent to 30 per cent of its houses.", "en", [(25, 30)]),
        ("The town lost 25 to 30 percent of its houses.", "en", [(25, 30)]),
        ("The dam costs $5 million to $7 million.", "en", [(5e6, 7e6)]),
        ("Miasto straciło 25 do 30 proc. domów.", "pl", [(25, 30)]),
        ("Город потерял 25 до 30 процентов домов.", "ru", [(25, 30)]),
        ("Die Stadt verlor 25 bis 30 Prozent der Häuser.", "de", [(25, 30)]),
        ("La ville a perdu 25 % à 30 % de ses maisons.", "fr", [(25, 30)]),
        ("Kent evlerinin yüzde 25 ila 30'unu kaybetti.", "tr", [(25, 30)]),
        ("2 və ya 3 nəfər öldü.", "az", [(2, 3)]),
        ("12 ya da 13 kişi öldü.", "tr", [(12, 13)]),
        ("The share rose 25% to 30%.", "en", [(25, None), (30, None)]),
        ("She gave 20% to 30 people.", "en", [(20, None)]),
        ("The town lost 25% and 30% of its houses and shops.", "en", [(25, None), (30, None)]),
    ],
)
def test_two_ends_of_a_share_or_a_sum_are_one_number(
    sentence: str, language: str, expected: list[tuple[float, float | None]]
) -> None:
    assert [(each.value, each.upto) for each in read(sentence, language)] == expected
