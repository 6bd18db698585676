"""Which numbers of a sentence may count somebody. Nobody said any of this."""

from __future__ import annotations

import pytest

from tests.figures.examples import read, values


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("45 yaşındaki adam öldürüldü.", "tr"),
        ("3'üncü kattan düşen işçi hayatını kaybetti.", "tr"),
        ("Çatışmada 3 kişi daha öldü.", "tr"),
        ("Takımın sayısı 12 kişi oldu.", "tr"),
        ("Çocukta yüz yaralanması görüldü.", "tr"),
        ("Yüz yüze görüşen adamlar gözaltına alındı.", "tr"),
        ("Görüşme 5 saat sürdü, sonunda anlaşma oldu.", "tr"),
        ("45 yaşlı kişi öldürülüb.", "az"),
        ("Daha 3 nəfər həlak olub.", "az"),
        ("Görüş 5 saat olub.", "az"),
        ("45-ամյա տղամարդը մահացել է։", "hy"),
        ("ԵՒս 3 մարդ է զոհվել։", "hy"),
        ("2 մահացու վթար", "hy"),
        ("45 წლის მამაკაცი გარდაიცვალა.", "ka"),
        ("კიდევ 3 ადამიანი დაიღუპა.", "ka"),
        ("8 კაცი ამასთან დაკავშირებით მოკლედ გამოვიდა.", "ka"),
    ],
)
def test_there_too_ages_hours_and_additions_count_nobody(sentence: str, language: str) -> None:
    assert read(sentence, language) == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("1 in 3 people were displaced.", "en"),
        ("Two-thirds of the residents fled.", "en"),
        ("2/3 of the residents fled.", "en"),
        ("One out of five people fled.", "en"),
        ("Nine in ten people fled.", "en"),
        ("Один из пяти бежал.", "ru"),
        ("Две трети жителей бежали.", "ru"),
        ("Дві третини людей поранені.", "uk"),
        ("1 na 3 mieszkańców uciekł.", "pl"),
        ("Trzy czwarte mieszkańców uciekło.", "pl"),
        ("Zwei Drittel der Menschen sind geflohen.", "de"),
        ("Einer von fünf ist geflohen.", "de"),
        ("Une personne sur cinq, soit un sur cinq réfugiés.", "fr"),
        ("Deux tiers des personnes ont fui.", "fr"),
    ],
)
def test_shares_of_people_count_nobody(sentence: str, language: str) -> None:
    assert read(sentence, language) == []


def test_cases_violations_and_bombs_are_nobody() -> None:
    assert values("The virus reached 64 countries with 1,965 laboratory-confirmed cases and 117 deaths.") == [
        (117, "killed")
    ]
    assert values("Sorven reported 12 violations and 3 deaths.") == [(3, "killed")]
    assert values("The strike that killed his son involved four precision-targeted bombs.") == []
    assert values("At least two of the incidents resulted in deaths.") == []
    assert values("Odnotowano 12 przypadków śmiertelnych.", "pl") == [(12, "killed")]
    assert values("Вирус подтвердили у 24 375 человек, выздоровели 22 902, умерли — 240.", "ru") == [(240, "killed")]


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Po ośmiu latach opuści celę śmierci.", "pl", []),
        ("Wyrok śmierci wydały sądy dwóch instancji.", "pl", []),
        ("Oda Lind, who died unexpectedly today at 63, was admired.", "en", []),
        ("Most of the dead were aged between 25 and 45.", "en", []),
        ("The number of dead stood at 63.", "en", [(63, "killed")]),
        ("A woman with 16 children was captured on video.", "en", []),
        ("She was arrested and faces five felony counts.", "en", []),
        ("Bombs killed a family of 10 in a refugee camp.", "en", [(10, "killed")]),
        ("12 refugees fled the refugee camp.", "en", [(12, "displaced")]),
        ("Three hostages were killed by mistake.", "en", [(3, "killed")]),
        ("Twelve soldiers were killed and three hostages taken.", "en", [(12, "killed"), (3, "captured")]),
        ("There are 5,000 refugees in Kalym, where 12 were killed.", "en", [(5000, "displaced"), (12, "killed")]),
        ("12 Menschen starben im Flüchtlingslager.", "de", [(12, "killed")]),
        ("15 sekund później zatrzymał nagranie.", "pl", []),
        ("Бюллетени датированы 1850 годом, умершие голосовали.", "ru", []),
        ("Каждый 20 был готов убить.", "ru", []),
        ("Спаслись пятеро сотрудников, постояльцы погибли.", "ru", []),
        ("Извлечь из-под обломков удалось 10 человек, известно о трех погибших, 27 числятся пропавшими.", "ru",
         [(3, "killed"), (27, "missing")]),
        ("Число жертв приближается к трем тысячам.", "ru", [(3000, "killed")]),
        ("Заболели многие, более 1 млн 250 тыс. скончались.", "ru", [(1_250_000, "killed")]),
    ],
)  # fmt: skip
def test_death_penalties_seconds_and_the_saved_are_no_toll(
    sentence: str, language: str, expected: list[tuple[float, str]]
) -> None:
    assert values(sentence, language) == expected


def test_shares_and_money_may_be_of_days_and_houses() -> None:
    assert values("Prices rose 5.4% year over year.") == [(5.4, "percent")]
    assert values("Fewer than 20% of buildings stand.") == [(20, "percent")]
    assert values("They get $ 250 a month.") == [(250, "dollars")]
    assert values("Aid of $ 2.5m was sent.") == [(2_500_000, "dollars")]


def test_some_of_a_whole_are_counted_and_the_whole_is_not() -> None:
    assert values("Killing three in two villages, they fled.") == [(3, "killed")]
    assert values("Of the 157 people on board 12 died.") == [(12, "killed")]
    assert values("Из 157 человек на борту погибли 12.", "ru") == [(12, "killed")]
    assert values("20% of 1,000 were wounded.")[0] == (20, "percent")
    assert values("Five out of 20 people were killed.") == [(5, "killed")]
    assert values("5 von 20 Menschen starben.", "de") == [(5, "killed")]
    assert values("Liczba ofiar wzrosła z 20 na 30.", "pl") == [(20, "killed"), (30, "killed")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Of 48 arrested, 12 were charged.",
        "Of the 48 arrested, 12 were released.",
        "48 were arrested, of whom 12 were charged.",
        "12 of the 48 arrested were charged.",
    ],
)
def test_a_whole_whose_own_word_follows_is_counted_by_it_and_what_became_of_some_is_not(sentence: str) -> None:
    assert values(sentence) == [(48, "arrested")]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Flight 302 crashed, killing all on board.", "en"),
        ("Resolution 2254 says that refugees may return.", "en"),
        ("Article 5 was invoked after soldiers were killed.", "en"),
        ("Article Five was invoked after soldiers were killed.", "en"),
        ("A T-72 was hit and its crew killed.", "en"),
        ("COVID-19 killed many.", "en"),
        ("House No. 5 burnt, killing many.", "en"),
        ("По статье 105 арестованы люди.", "ru"),
        ("Рейс 302 разбился, погибли люди.", "ru"),
        ("В школе № 5 погибли люди.", "ru"),
        ("Погиб командир 105-й бригады.", "ru"),
        ("Artykuł 5 przywołano, gdy zabito żołnierzy.", "pl"),
        ("Artikel 5 galt, nachdem Soldaten getötet wurden.", "de"),
        ("L'article 5 après la mort de soldats : morts.", "fr"),
        ("Oda Lind, 42, was killed in Lidra.", "en"),
        ("A man, 42, was arrested.", "en"),
        ("The singer died aged 92.", "en"),
        ("Children under 5 were killed.", "en"),
        ("A two-year-old boy died.", "en"),
        ("Im 3. Stock starben Menschen.", "de"),
        ("W 3. brygadzie zginęli żołnierze.", "pl"),
        ("34-letni mężczyzna zginął.", "pl"),
        ("Погиб 34-летний мужчина.", "ru"),
        ("Ein 34-Jähriger wurde getötet.", "de"),
        ("At 10:30 soldiers were killed.", "en"),
        ("W nocy z 12 na 13 maja zginęli ludzie.", "pl"),
        ("Five were hospitalized after the crash that killed the driver.", "en"),
        ("A fine of ¥300 for those arrested.", "en"),
        ("Soldiers were killed 300m from the bridge.", "en"),
        ("Harbour poet Oda Lind has died at the age of 95.", "en"),
        ("Harbour poet has died at 95", "en"),
        ("Police arrest a pilot, 68 - and his daughter waits", "en"),
        ("Die Dichterin ist im Alter von 95 gestorben.", "de"),
    ],
)
def test_names_ages_and_clocks_count_nobody(sentence: str, language: str) -> None:
    assert read(sentence, language) == []


def test_those_who_died_at_a_place_are_counted() -> None:
    assert values("Five died at sea and the toll stood at 12.") == [(5, "killed"), (12, "killed")]
    assert values("Five people died at 12 farms.") == [(5, "killed")]


def test_people_on_a_flight_are_counted() -> None:
    assert values("On the flight 157 people died.") == [(157, "killed")]
    assert values("Погибли 10-ти человек.", "ru") == [(10, "killed")]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("W powodzi, która przeszła przez dwa regiony, zginęło 10 osób.", "pl"),
        ("При наводнении в двух районах погибли 10 человек.", "ru"),
        ("Під час повені у двох районах загинули 10 людей.", "uk"),
        ("Bei der Flut in zwei Regionen starben 10 Menschen.", "de"),
        ("La crue de deux régions a fait 10 morts.", "fr"),
        ("La riada en dos provincias dejó 10 muertos.", "es"),
    ],
)
def test_regions_are_no_people(sentence: str, language: str) -> None:
    assert values(sentence, language) == [(10, "killed")]


def test_a_toll_has_moved_where_another_is_raised_to_it() -> None:
    [raised] = read("Lidra raises the military death toll in the valley to seven.")
    [told] = read("Lidra's ministry says seven soldiers died.")
    assert raised.is_moved
    assert not told.is_moved
