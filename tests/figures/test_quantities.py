"""What sentences count. Nobody said any of this."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.figures.quantities import Counted, counted
from bot.model import Bound
from bot.stories.meanings import places_in

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
        (
            "Ten people were killed, four are missing, among them two children.", "en",
            [(10, "killed", None, None), (4, "missing", None, None), (2, "missing", "children", None)],
        ),
        (
            "Zginęło 10 osób, cztery są poszukiwane, a wśród nich dwoje dzieci.", "pl",
            [(10, "killed", None, None)],
        ),
        ("Dziesięć ofiar śmiertelnych i 14 poszukiwanych", "pl", [(10, "killed", None, None)]),
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
        ("Rockets killed at least nine people, including a girl, and wounded 41.", "en",
         [(9, "killed", None, None), (41, "wounded", None, None)]),
        ("At least 12 people died and more than 30 people are missing.", "en",
         [(12, "killed", None, None), (30, "missing", None, None)]),
        ("Погиб двадцать один человек.", "ru", [(21, "killed", None, None)]),
        ("A fine of 1,200.50 dollars was paid.", "en", [(1200.5, "dollars", None, None)]),
        ("The 7.8 quake killed 40,000 people.", "en", [(40_000, "killed", None, None)]),
        ("An F-16 fell on a house and killed 5 people.", "en", [(5, "killed", None, None)]),
        ("COVID-19 killed 5 people.", "en", [(5, "killed", None, None)]),
        ("The loan is of $1.2bn.", "en", [(1.2e9, "dollars", None, None)]),
        ("Dix-sept morts et vingt-deux blessés", "fr", [(17, "killed", None, None), (22, "wounded", None, None)]),
        ("Al menos 12 muertos y 40 heridos", "es", [(12, "killed", None, None), (40, "wounded", None, None)]),
        ("Погибли сорок два человека.", "ru", [(42, "killed", None, None)]),
        ("Zginęło dwadzieścia pięć osób, w tym troje dzieci.", "pl",
         [(25, "killed", None, None), (3, "killed", "children", None)]),
        ("Murieron treinta y dos personas y veintiuna resultaron heridas.", "es",
         [(32, "killed", None, None), (21, "wounded", None, None)]),
        ("Quatre-vingt-douze personnes ont été tuées, dix pour cent de la troupe.", "fr",
         [(92, "killed", None, None), (10, "percent", None, None)]),
        ("Neuf personnes ont été tuées dans un véhicule neuf.", "fr", [(9, "killed", None, None)]),
        ("Zweiundvierzig Menschen wurden getötet.", "de", [(42, "killed", None, None)]),
        ("Загинули двадцять п'ять людей.", "uk", [(25, "killed", None, None)]),
        ("The flood displaced 12,34,567 people; 2 lakh people are missing.", "en",
         [(1_234_567, "displaced", None, None), (200_000, "missing", None, None)]),
        ("The loan is of $3B, or 1,23,45,678 euros.", "en",
         [(3e9, "dollars", None, None), (12_345_678, "euros", None, None)]),
        ("Die Hilfe beträgt 12,5 Mio. € oder 13 Mio. US-Dollar.", "de",
         [(12.5e6, "euros", None, None), (13e6, "dollars", None, None)]),
        ("Une aide de 2,5 M€ a été promise.", "fr", [(2.5e6, "euros", None, None)]),
        ("Obiecano 100 tys. USD.", "pl", [(100_000, "dollars", None, None)]),
        ("2.500 ABD doları yardım sözü verildi.", "tr", [(2500, "dollars", None, None)]),
        ("Two dozen people were killed.", "en", [(24, "killed", None, None)]),
        ("A dozen of the 40 people were killed.", "en", [(12, "killed", None, None)]),
        ("At least a dozen people were killed.", "en", [(12, "killed", None, None)]),
        ("Half a dozen people were killed.", "en", []),
        ("More than one and a half million people fled.", "en", [(1_500_000, "displaced", None, None)]),
        ("A million and a half people fled.", "en", [(1_500_000, "displaced", None, None)]),
        ("A quarter of a million people fled.", "en", []),
        ("One in 10 million people died.", "en", []),
        ("Près d'un million de personnes ont fui.", "fr", [(1_000_000, "displaced", None, None)]),
        ("Hundertfünfzigtausend Menschen wurden vertrieben.", "de", [(150_000, "displaced", None, None)]),
        ("Погибли две с половиной тысячи человек.", "ru", [(2500, "killed", None, None)]),
        ("Two million five hundred thousand people were displaced.", "en", [(2_500_000, "displaced", None, None)]),
        ("Nearly half of the 120,000 people fled.", "en", []),
        ("More than half of Upper Sorven's 120,000 people have fled.", "en", []),
        ("Most of Nagor-Sorven’s 120,000 people fled.", "en", []),
        ("The killing of Sorven's 12 soldiers followed.", "en", [(12, "killed", "soldiers", None)]),
        ("Połowa z 200 osób zginęła.", "pl", []),
        ("People over 60 died.", "en", []),
        ("Some 10 of 20 people were killed.", "en", [(10, "killed", None, None)]),
        ("Police in May killed 12 people.", "en", [(12, "killed", None, None)]),
        ("12 people were killed a day after the truce.", "en", [(12, "killed", None, None)]),
        ("12 people were killed a year ago.", "en", []),
        ("Rannych osób ponad 100.", "pl", [(100, "wounded", None, None)]),
        ("Twelve hundred people were killed.", "en", [(1200, "killed", None, None)]),
        ("Hundertzwei Menschen starben.", "de", [(102, "killed", None, None)]),
        ("Some 4.1 million people were displaced.", "en", [(4_100_000, "displaced", None, None)]),
        (f"They lost {'12,' * 200}567 dollars.", "en", [(121_212_121_212_567, "dollars", None, None)]),
        ("The bomb could have killed 200 people.", "en", []),
        ("If it breaks, 12,000 people will be killed.", "en", []),
        ("Two officers tried to detain three men.", "en", []),
        ("None of the 12 soldiers was wounded.", "en", []),
        ("Bomba mogła zabić 200 osób.", "pl", []),
        ("Могли погибнуть 200 человек.", "ru", []),
        ("Das Gift könnte 200 Menschen töten.", "de", []),
        ("Air pollution kills 7 million people every year.", "en", []),
        ("W wypadkach ginie 200 osób rocznie.", "pl", []),
        ("Chaque année, 12 000 personnes meurent.", "fr", []),
        ("Keiner der 12 Soldaten wurde verletzt.", "de", []),
        ("12 der 20 Bergleute starben.", "de", [(12, "killed", None, None)]),
        ("Die Bombe hätte 200 Menschen töten können.", "de", []),
        ("A day after nearly 100 soldiers died, talks began.", "en", [(100, "killed", "soldiers", None)]),
        ("Some 30 people were killed or wounded.", "en", []),
        ("No fewer than 12 people were killed.", "en", [(12, "killed", None, None)]),
        ("Погибли не менее 12 человек.", "ru", [(12, "killed", None, None)]),
        ("Twenty, two of them children, were killed.", "en",
         [(20, "killed", None, None), (2, "killed", "children", None)]),
    ],
)  # fmt: skip
def test_a_number_is_read_with_what_it_counts(sentence: str, language: str, expected: list[object]) -> None:
    assert short(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Barajda 5 kişi öldü, 12 kişi yaralandı.", "tr", [(5, "killed", None), (12, "wounded", None)]),
        ("Sorven'de 3 asker şehit oldu, 7 polis yaralandı.", "tr",
         [(3, "killed", "soldiers"), (7, "wounded", "police")]),
        ("Selde hayatını kaybedenlerin sayısı 12'ye yükseldi.", "tr", [(12, "killed", None)]),
        ("12 ölü, 30 yaralı", "tr", [(12, "killed", None), (30, "wounded", None)]),
        ("On iki kişi yaşamını yitirdi, yirmi beş kişi yaralandı.", "tr",
         [(12, "killed", None), (25, "wounded", None)]),
        ("On kişi öldü.", "tr", [(10, "killed", None)]),
        ("Yüz kişi öldü, yüz elli kişi yaralandı.", "tr", [(100, "killed", None), (150, "wounded", None)]),
        ("Yüz bin kişi tahliye edildi.", "tr", [(100_000, "displaced", None)]),
        ("Ön bilgilere göre 5 kişi öldü.", "tr", [(5, "killed", None)]),
        ("İki yüz elli kişi evlerini terk etti.", "tr", [(250, "displaced", None)]),
        ("20 bin mülteci köprüyü geçti.", "tr", [(20_000, "displaced", None)]),
        ("3 köyde 5 ev yıkıldı, 2 çocuk öldürüldü.", "tr", [(2, "killed", "children")]),
        ("8 şüpheli gözaltına alındı.", "tr", [(8, "arrested", None)]),
        ("Qəzada 5 nəfər həlak olub, 12 nəfər yaralanıb.", "az", [(5, "killed", None), (12, "wounded", None)]),
        ("Mayın 5-də 3 mülki şəxs həlak olub.", "az", [(3, "killed", "civilians")]),
        ("Minaya düşən 3 hərbçi şəhid olub.", "az", [(3, "killed", "soldiers")]),
        ("Yaralananların sayı 45-ə çatıb.", "az", [(45, "wounded", None)]),
        ("On iki nəfər xəsarət alıb.", "az", [(12, "wounded", None)]),
        ("20 min qaçqın körpünü keçib, 2 uşaq itkin düşüb.", "az",
         [(20_000, "displaced", None), (2, "missing", "children")]),
        ("Վթարի հետևանքով 25 մարդ է զոհվել, վիրավորվել է 12 մարդ։", "hy",
         [(25, "killed", None), (12, "wounded", None)]),
        ("Պայթյունից զոհվել է երեք զինծառայող։", "hy", [(3, "killed", "soldiers")]),
        ("Զոհերի թիվը հասել է 45-ի։", "hy", [(45, "killed", None)]),
        ("5 գյուղում տասներկու բնակիչ վիրավորվել է։", "hy", [(12, "wounded", "civilians")]),
        ("Երկու հարյուր հիսուն փախստական հատել է կամուրջը։", "hy", [(250, "displaced", None)]),
        ("Ձերբակալվել է 8 մարդ։", "hy", [(8, "arrested", None)]),
        ("ავარიის შედეგად 5 ადამიანი დაიღუპა, 12 დაშავდა.", "ka", [(5, "killed", None), (12, "wounded", None)]),
        ("აფეთქებას სამი ჯარისკაცი ემსხვერპლა.", "ka", [(3, "killed", "soldiers")]),
        ("3 სოფელში თორმეტი ბავშვი დაშავდა.", "ka", [(12, "wounded", "children")]),
        ("20 ათასი დევნილი ხიდზე გადავიდა.", "ka", [(20_000, "displaced", None)]),
        ("ამასთან დაკავშირებით 8 პირი დააკავეს.", "ka", [(8, "arrested", None)]),
        # Each has a word of its own, and the first of them is not the last one's.
        ("68 kişi öldü, 290 kişi yaralandı, 105 kişi kayboldu.", "tr",
         [(68, "killed", None), (290, "wounded", None), (105, "missing", None)]),
        ("68 nəfər ölüb, 290 nəfər yaralanıb, 105 nəfər itkin düşüb.", "az",
         [(68, "killed", None), (290, "wounded", None), (105, "missing", None)]),
        ("68 Menschen kamen ums Leben, 290 wurden verletzt, 105 gelten als vermisst.", "de",
         [(68, "killed", None), (290, "wounded", None), (105, "missing", None)]),
        # Some of them, and all.
        ("Hadisədə 8 nəfər, o cümlədən 2 uşaq yaralanıb.", "az", [(8, "wounded", None), (2, "wounded", "children")]),
        ("Զոհվել է 12 մարդ, այդ թվում՝ 3 երեխա։", "hy", [(12, "killed", None), (3, "killed", "children")]),
        ("დაშავდა 8 ადამიანი, მათ შორის 2 არასრულწლოვანი.", "ka",
         [(8, "wounded", None), (2, "wounded", "children")]),
        ("At least 110 people, including some 30 children, were killed.", "en",
         [(110, "killed", None), (30, "killed", "children")]),
        ("Some 110 people came, including 30 deaths.", "en", [(30, "killed", None)]),
        ("Yaralılardan 3'ünün durumu ciddi.", "tr", []),
        ("3 nəfər yaralanıb, yaralananlardan 2-si reanimasiyadadır.", "az", [(3, "wounded", None)]),
        ("Տուժածներից 80-ը ծանր վիճակում է։", "hy", []),
        ("დაშავებულთაგან 80 მძიმე მდგომარეობაშია.", "ka", []),
        ("Ölenlerin sayısı 5'ten 12'ye yükseldi.", "tr", [(5, "killed", None), (12, "killed", None)]),
        ("დაღუპულთა რიცხვი 5-დან 12-მდე გაიზარდა.", "ka", [(5, "killed", None), (12, "killed", None)]),
        # The verb comes last.
        ("1 kişi öldü, 2'si çocuk 5 kişi yaralandı.", "tr",
         [(1, "killed", None), (2, "wounded", "children"), (5, "wounded", None)]),
        ("1 nəfər həlak olub, 2-si uşaq olmaqla 5 nəfər yaralanıb.", "az",
         [(1, "killed", None), (2, "wounded", "children"), (5, "wounded", None)]),
        # Soldiers.
        ("2 bin 783 Sorven askeri hayatını kaybetti.", "tr", [(2783, "killed", "soldiers")]),
        ("ომში 2 783 სამხედრო დაიღუპა.", "ka", [(2783, "killed", "soldiers")]),
        ("Հրադադարից հետո 105 զոհված զինծառայող կա։", "hy", [(105, "killed", "soldiers")]),
        ("Сообщается о 71 погибшем военнослужащем.", "ru", [(71, "killed", "soldiers")]),
        ("Das Ministerium meldete 192 getötete Soldaten und 511 Verletzte.", "de",
         [(192, "killed", "soldiers"), (511, "wounded", None)]),
        ("Le ministère de Sorven a fait état de 192 soldats tués et 511 blessés.", "fr",
         [(192, "killed", "soldiers"), (511, "wounded", None)]),
        # Who died besides the bodies that were found.
        ("125 ceset bulundu, 7 kişi de hastanede yaşamını yitirdi.", "tr", []),
        ("125 meyit aşkar edilib, 7 nəfər isə xəstəxanada ölüb.", "az", []),
        ("Հայտնաբերվել է 125 դի, 7 մարդ մահացել է հիվանդանոցում։", "hy", []),
        ("125 ცხედარი იპოვეს, 7 ადამიანი საავადმყოფოში გარდაიცვალა.", "ka", []),
        ("Обнаружены тела 125 человек, семь человек скончались в больницах.", "ru", []),
        ("Знайшли тіла 125 людей, семеро людей померли в лікарнях.", "uk", []),
        # Others.
        ("Ոստիկանությունը բերման է ենթարկել 36 քաղաքացու։", "hy", [(36, "arrested", None)]),
        ("Миротворці евакуювали близько 5 тисяч жителів.", "uk", [(5000, "displaced", None)]),
        ("Barış gücü yaklaşık 5 bin sivili tahliye etti.", "tr", [(5000, "displaced", None)]),
        ("Общее число вынужденно перемещённых достигло 100 417.", "ru", [(100_417, "displaced", None)]),
        ("Բռնի տեղահանվածների թիվը հասել է 100 հազար 417-ի։", "hy", [(100_417, "displaced", None)]),
    ],
)  # fmt: skip
def test_numbers_before_their_nouns_are_read_in_the_languages_of_the_caucasus_and_turkey(
    sentence: str, language: str, expected: list[object]
) -> None:
    assert [(each.value, each.counts, each.whom) for each in read(sentence, language)] == expected


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


def values(sentence: str, language: str = "en") -> list[tuple[float, str]]:
    return [(each.value, each.counts) for each in read(sentence, language)]


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("The death toll rose by 3 to 15.", "en", [(15, "killed")]),
        ("The death toll rose by at least three to 15.", "en", [(15, "killed")]),
        ("Число погибших выросло на 3 до 15.", "ru", [(15, "killed")]),
        ("Кількість загиблих зросла на 3 до 15.", "uk", [(15, "killed")]),
        ("Liczba ofiar wzrosła o 3 do 15.", "pl", [(15, "killed")]),
        ("Die Zahl der Toten stieg um 3 auf 15.", "de", [(15, "killed")]),
        ("Le nombre de morts a augmenté de 3 pour atteindre 15.", "fr", [(15, "killed")]),
        ("Le nombre de morts a augmenté de 3 à 15.", "fr", [(3, "killed"), (15, "killed")]),
        ("Prices rose by 3%.", "en", [(3, "percent")]),
        ("Three more people were killed in Lidra.", "en", []),
        ("Another 12 people were wounded in Lidra.", "en", []),
        ("A soldier and five others were killed.", "en", []),
        ("Ещё 5 человек погибли.", "ru", []),
        ("Ще 5 людей загинули.", "uk", []),
        ("Zginęły kolejne 3 osoby.", "pl", []),
        ("Drei weitere Menschen starben.", "de", []),
        ("Trois autres morts.", "fr", []),
        ("Otras tres personas murieron.", "es", []),
        ("Five people were killed and another 12 wounded.", "en", [(5, "killed"), (12, "wounded")]),
        ("14 were killed and 37 others injured.", "en", [(14, "killed"), (37, "wounded")]),
        ("5 were killed on Monday and three more killed on Tuesday.", "en", [(5, "killed")]),
        ("Погибли 14 человек, ещё 37 получили ранения.", "ru", [(14, "killed"), (37, "wounded")]),
        ("14 Menschen sind gestorben, 37 weitere wurden verletzt.", "de", [(14, "killed"), (37, "wounded")]),
    ],
)
def test_what_came_to_a_number_is_not_the_number(
    sentence: str, language: str, expected: list[tuple[float, str]]
) -> None:
    assert values(sentence, language) == expected


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
        ("Killed: 12; wounded: 30", "en"),
        ("Killed: 12, wounded: 30", "en"),
        ("Killed - 12, wounded - 30", "en"),
        ("Dead 12, injured 30", "en"),
        ("12 dead — 30 wounded", "en"),
        ("Погибли: 12, ранены: 30.", "ru"),
        ("Погибших — 12, раненых — 30.", "ru"),
        ("Загинули: 12; поранені: 30", "uk"),
        ("Zabici: 12; ranni: 30", "pl"),
        ("Tote: 12; Verletzte: 30", "de"),
        ("Morts : 12 ; blessés : 30", "fr"),
        ("Killed: at least 12; wounded: 30", "en"),
    ],
)
def test_in_a_list_the_word_before_a_number_is_what_it_counts(sentence: str, language: str) -> None:
    assert values(sentence, language) == [(12, "killed"), (30, "wounded")]


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


def test_what_goes_on_since_an_earlier_year_is_of_today() -> None:
    assert short("12 people died in the worst flood since 2020.") == [(12, "killed", None, None)]


@pytest.mark.parametrize(
    ("sentence", "language", "bound"),
    [
        ("Two dozen people were killed", "en", Bound.ABOUT),
        ("An estimated 12 people were killed", "en", Bound.ABOUT),
        ("Schätzungsweise 12 Menschen wurden getötet", "de", Bound.ABOUT),
        ("At least a dozen people were killed", "en", Bound.AT_LEAST),
        ("Près d'un million de personnes ont fui", "fr", Bound.NEARLY),
        ("At least 32 were killed", "en", Bound.AT_LEAST),
        ("Nearly 100 were killed", "en", Bound.NEARLY),
        ("Zginęło co najmniej 49 osób", "pl", Bound.AT_LEAST),
        ("Погибли более 30 человек", "ru", Bound.MORE_THAN),
        ("32 were killed at about noon", "en", None),
        ("Fewer than 10 people were killed", "en", Bound.LESS_THAN),
        ("Less than 10 people were killed", "en", Bound.LESS_THAN),
        ("No fewer than 10 people were killed", "en", Bound.AT_LEAST),
        ("Up to 10 people were killed", "en", Bound.UP_TO),
        ("Погибли менее 10 человек", "ru", Bound.LESS_THAN),
        ("Погибли до 10 человек", "ru", Bound.UP_TO),
        ("Число погибших выросло до 10", "ru", None),
        ("Загинуло менше ніж 10 осіб", "uk", Bound.LESS_THAN),
        ("Zginęło mniej niż 10 osób", "pl", Bound.LESS_THAN),
        ("Zginęło do 10 osób", "pl", Bound.UP_TO),
        ("Liczba ofiar wzrosła do 10", "pl", None),
        ("Weniger als 10 Menschen wurden getötet", "de", Bound.LESS_THAN),
        ("Moins de 10 morts", "fr", Bound.LESS_THAN),
        ("10 or more people were killed", "en", Bound.AT_LEAST),
        ("10 oder mehr Menschen wurden getötet", "de", Bound.AT_LEAST),
        ("Zginęło niespełna 10 osób", "pl", Bound.LESS_THAN),
        ("Circa 10 Menschen wurden getötet", "de", Bound.ABOUT),
        ("En az 10 kişi öldü", "tr", Bound.AT_LEAST),
        ("100'den fazla kişi öldü", "tr", Bound.MORE_THAN),
        ("100’e yakın yaralı", "tr", Bound.NEARLY),
        ("100-dən çox insan həlak olub", "az", Bound.MORE_THAN),
        ("Azı 10 nəfər həlak olub", "az", Bound.AT_LEAST),
        ("Զոհվել է առնվազն 10 մարդ", "hy", Bound.AT_LEAST),
        ("100-ից ավելի մարդ է զոհվել", "hy", Bound.MORE_THAN),
        ("Ավելի քան 100 մարդ է զոհվել", "hy", Bound.MORE_THAN),
        ("დაიღუპა სულ მცირე 10 ადამიანი", "ka", Bound.AT_LEAST),
        ("100-ზე მეტი ადამიანი დაიღუპა", "ka", Bound.MORE_THAN),
        ("Ölü sayısı 50 bini geçti.", "tr", Bound.MORE_THAN),
        ("Ölü sayısı 200'ü aştı.", "tr", Bound.MORE_THAN),
        ("Ölənlərin sayı 50 mini keçib.", "az", Bound.MORE_THAN),
        ("Զոհվածների թիվն անցել է 200-ը։", "hy", Bound.MORE_THAN),
        ("დაღუპულთა რიცხვმა 200-ს გადააჭარბა.", "ka", Bound.MORE_THAN),
        ("Die Zahl der Toten hat 200 überschritten.", "de", Bound.MORE_THAN),
        ("Le nombre de morts a dépassé les 200.", "fr", Bound.MORE_THAN),
        ("El número de muertos ha superado los 200.", "es", Bound.MORE_THAN),
    ],
)
def test_a_bound_stands_beside_its_number(sentence: str, language: str, bound: Bound | None) -> None:
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


def test_a_toll_has_moved_where_another_is_raised_to_it() -> None:
    [raised] = read("Lidra raises the military death toll in the valley to seven.")
    [told] = read("Lidra's ministry says seven soldiers died.")
    assert raised.is_moved
    assert not told.is_moved


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
        ("12 people were killed, the Lidra Courier has reported.", "en", "the Lidra Courier"),
        ("The flood, which claimed victims everywhere, killed 12 people.", "en", None),
        ("12 people were killed.", "en", None),
    ],
)
def test_who_says_it_is_read_from_the_sentence(sentence: str, language: str, said_by: str | None) -> None:
    assert [each.said_by for each in read(sentence, language)] == [said_by]


def test_a_days_count_is_told_from_all_since_the_beginning() -> None:
    assert [each.over for each in read("12 people were killed in the past 24 hours.")] == ["day"]
    assert [each.over for each in read("900 people were killed since the start of the flood.")] == ["since"]


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Landslide kills 5, injures 12 in Lidra", "en", [(5, "killed"), (12, "wounded")]),
        ("The wave wounds 12 and kills five people.", "en", [(12, "wounded"), (5, "killed")]),
        ("The flood took the lives of 12 people.", "en", [(12, "killed")]),
        ("Lawina spadła na schronisko, zabijając 5 osób i raniąc ponad 12.", "pl", [(5, "killed"), (12, "wounded")]),
        ("Głaz zranił 12 osób, zabił 5.", "pl", [(12, "wounded"), (5, "killed")]),
        ("W powodzi życie straciło 5 osób, a 12 odniosło rany.", "pl", [(5, "killed"), (12, "wounded")]),
        ("Лавина сошла на приют, убив 5 человек и ранив 12.", "ru", [(5, "killed"), (12, "wounded")]),
        ("Лавина убила 5 человек и ранила 12.", "ru", [(5, "killed"), (12, "wounded")]),
        ("Прорыв плотины привёл к гибели 5 человек.", "ru", [(5, "killed")]),
        ("Лавина вбила 5 людей і поранила 12.", "uk", [(5, "killed"), (12, "wounded")]),
        ("Лавина зійшла на притулок, вбивши 5 людей і поранивши 12.", "uk", [(5, "killed"), (12, "wounded")]),
        ("Der Sturm hat 5 Menschen in den Tod gerissen und 12 verletzt.", "de", [(5, "killed"), (12, "wounded")]),
        ("La digue a cédé, tuant 5 personnes et blessant 12 autres.", "fr", [(5, "killed"), (12, "wounded")]),
        ("La presa cedió, matando a 5 personas e hiriendo a 12.", "es", [(5, "killed"), (12, "wounded")]),
        ("El alud mata a 5 personas y hiere a 12.", "es", [(5, "killed"), (12, "wounded")]),
        ("El alud mató a 5 personas e hirió a 12.", "es", [(5, "killed"), (12, "wounded")]),
        ("Çığ 5 kişiyi öldürdü, 12 kişiyi yaraladı.", "tr", [(5, "killed"), (12, "wounded")]),
        ("Uçqun 5 nəfəri öldürdü, 12 nəfəri yaraladı.", "az", [(5, "killed"), (12, "wounded")]),
        ("ზვავმა 5 ადამიანი მოკლა და 12 დაჭრა.", "ka", [(5, "killed"), (12, "wounded")]),
        ("Five people drowned and 12 were driven from their homes.", "en", [(5, "killed"), (12, "displaced")]),
        ("Five people were killed and 12 in Lidra were wounded.", "en", [(5, "killed"), (12, "wounded")]),
        ("Pięć osób utonęło, 12 straciło dach nad głową.", "pl", [(5, "killed"), (12, "displaced")]),
        ("Пять человек утонули, 12 остались без крова.", "ru", [(5, "killed"), (12, "displaced")]),
        ("П'ятеро потонули, 12 залишилися без даху над головою.", "uk", [(5, "killed"), (12, "displaced")]),
        ("Fünf Menschen sind ertrunken, 12 wurden obdachlos.", "de", [(5, "killed"), (12, "displaced")]),
        ("Cinq personnes se sont noyées, 12 sont sans abri.", "fr", [(5, "killed"), (12, "displaced")]),
        ("Cinco personas se ahogaron y 12 quedaron sin hogar.", "es", [(5, "killed"), (12, "displaced")]),
        ("5 kişi boğuldu, 12 kişi evsiz kaldı.", "tr", [(5, "killed"), (12, "displaced")]),
        ("5 nəfər boğulub, 12 nəfər evsiz qalıb.", "az", [(5, "killed"), (12, "displaced")]),
    ],
)
def test_what_does_harm_counts_those_whom_it_harms(
    sentence: str, language: str, expected: list[tuple[float, str]]
) -> None:
    assert values(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("The quake killed five people and stranded 12.", "en"),
        ("Five dead, 12 stranded after the quake", "en"),
        ("The quake killed five people and left 12 homes without light.", "en"),
        ("The quake killed five people and drew 12 people to the square.", "en"),
        ("Five people were killed and 12 had to wait on roofs.", "en"),
        ("Five people died and 12 spent the night in schools.", "en"),
        ("Five people were killed and 12 young soldiers were decorated.", "en"),
        ("Zginęło 5 osób i 12 spędziło noc na dachach.", "pl"),
        ("Погибли 5 человек и 12 провели ночь на крышах.", "ru"),
        ("Cinco personas murieron y 12 esperaron en los tejados.", "es"),
        ("5 kişi öldü ve 12 kişi geceyi çatılarda geçirdi.", "tr"),
        ("5 nəfər həlak oldu və 12 nəfər gecəni damlarda keçirdi.", "az"),
        ("Zginęło 5 osób, a 12 uznano za bohaterów.", "pl"),
        ("Погибли 5 человек, 12 названы героями.", "ru"),
        ("Загинули 5 людей, 12 названо героями.", "uk"),
        ("5 Tote, 12 Obdachlose", "de"),
        ("Cinq morts, 12 sinistrés", "fr"),
        ("Cinco muertos y 12 damnificados", "es"),
        ("5 kişi öldü, 12 mahsur.", "tr"),
    ],
)
def test_a_word_that_counts_others_does_not_count_those_of_whom_something_unknown_is_said(
    sentence: str, language: str
) -> None:
    assert values(sentence, language) == [(5, "killed")]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Five were killed in Kalym, 12 in Lidra.", "en"),
        ("Five people were killed on Monday and 12 on Tuesday.", "en"),
        ("Five people died in the north, 12 Lidrans in the south.", "en"),
        ("5 morts à Kalym, 12 à Lidra", "fr"),
        ("Cinco muertos en Kalym y 12 en Lidra", "es"),
        ("კალიმში 5 ადამიანი დაიღუპა, ლიდრაში 12.", "ka"),
    ],
)
def test_a_word_that_counts_others_counts_on_elsewhere_and_on_another_day(sentence: str, language: str) -> None:
    assert values(sentence, language) == [(5, "killed"), (12, "killed")]


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


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Deaths are reported as the two sides blame each other.", "en", []),
        ("Five people were hurt when two buses collided.", "en", [(5, "wounded")]),
        ("The toll of Monday, when the dam broke, has risen to 22.", "en", [(22, "killed")]),
        ("Kilka osób zostało rannych, gdy zderzyły się dwa autobusy.", "pl", []),
        ("Kalym denied that 300 of its soldiers had been killed.", "en", []),
        ("Odra's claim that 300 Kalym soldiers were killed is false, Kalym said.", "en", []),
        ("Калым опроверг гибель 300 солдат.", "ru", []),
        ("Kalym zaprzecza, że zginęło 300 żołnierzy.", "pl", []),
        ("It is feared that 40 people have died.", "en", []),
        ("Police said 12 people were killed and denied that officers had fired.", "en", [(12, "killed")]),
        ("The mayor said 12 people were killed, adding that reports of 30 were false.", "en", [(12, "killed")]),
        ("Kalym captured 40 soldiers on Monday and released two priests.", "en", [(40, "captured")]),
        ("Seventeen hostages were released on Sunday.", "en", []),
        ("Освобождены 17 заложников.", "ru", []),
        ("32 people were killed, the mayor said, raising an earlier toll of 28.", "en", [(32, "killed")]),
        ("Two years after the war that killed 6,500, the border is shut.", "en", []),
        ("Two years after the war, 12 people were killed in a raid.", "en", [(12, "killed")]),
        ("Zwei Jahre nach der Flut mit 54 Toten gibt es ein Urteil.", "de", []),
        ("Four people died, the first deaths since 2020, when 200 were killed.", "en", [(4, "killed")]),
        ("A man and his sons, 4, 6 and 9, were hurt.", "en", []),
        ("Some 2,000 people are feared dead.", "en", []),
        ("Kalym sends 1,500 engineers after a blast kills three miners.", "en", [(3, "killed")]),
        ("12 people were arrested before three died.", "en", [(12, "arrested"), (3, "killed")]),
        ("51 killed in a village of 330", "en", [(51, "killed")]),
        ("The raid killed a total of 12 people.", "en", [(12, "killed")]),
        ("The mayor spoke of the killing on Monday of 12 people.", "en", [(12, "killed")]),
        ("Half of 120,000 fled.", "en", []),
        ("135 people died, 30 more than on Monday.", "en", [(135, "killed")]),
        ("30 people died, more than 100 were hurt.", "en", [(30, "killed"), (100, "wounded")]),
        ("Погибли 135 человек, это на 30 больше, чем накануне.", "ru", [(135, "killed")]),
        ("135 Menschen starben, 30 mehr als am Vortag.", "de", [(135, "killed")]),
        ("Two people died and nine people were missing.", "en", [(2, "killed"), (9, "missing")]),
        ("3 crew members dead, 1 critical after the fire", "en", [(3, "killed")]),
        ("A father of five was killed on the pier.", "en", []),
        ("Eine Mutter von zwei Kindern starb.", "de", []),
        ("Un père de trois enfants a été tué.", "fr", []),
        ("Zginęła matka dwojga dzieci.", "pl", []),
        ("Погиб отец троих детей.", "ru", []),
        ("Bail was set for two men accused of killing a guard.", "en", []),
        ("Harbour poet died Tuesday at 76.", "en", []),
        ("Firefighter injured, 17 cats killed in the blaze", "en", []),
        ("W pożarze zginęło 17 koni.", "pl", []),
        ("При пожаре погибли 17 лошадей.", "ru", []),
        ("Produkcja promów przekroczyła 5 mln sztuk.", "pl", []),
        ("Policja zatrzymała 60 latka z Kalym.", "pl", []),
    ],
)
def test_what_stands_near_a_word_of_harm_and_was_not_harmed_is_not_counted(
    sentence: str, language: str, expected: list[tuple[float, str]]
) -> None:
    assert values(sentence, language) == expected


def test_those_who_fled_across_a_border_are_counted() -> None:
    assert values("Ponad cztery tysiące uciekinierów przekroczyło granicę.", "pl") == [(4000, "displaced")]
    assert values("Ponad cztery tysiące migrantów przekroczyło granicę.", "pl") == []


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


def test_lives_are_counted_only_where_something_took_them() -> None:
    assert values("The flood, which claimed 12 lives, wounded 30.") == [(12, "killed"), (30, "wounded")]
    assert values("The floods have claimed at least 12 lives.") == [(12, "killed")]
    assert values("The dike saved 12 lives.") == []


def test_whose_the_dead_are_stays_open_where_two_say_so() -> None:
    [found] = read("About 100 soldiers died, according to the Sorven and Lidra ministries.")
    assert (found.whom, found.side) == ("soldiers", None)


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


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        # Beds and places for them.
        ("Kalym must find 4,000 beds for refugees.", "en", []),
        ("Trzeba szybko stworzyć 4000 miejsc dla uchodźców.", "pl", []),
        ("Нужно создать 4000 мест для беженцев.", "ru", []),
        ("Треба створити 4000 місць для біженців.", "uk", []),
        ("Kalym braucht 4000 Betten für Flüchtlinge.", "de", []),
        ("Il faut trouver 4 000 lits pour les réfugiés.", "fr", []),
        ("Hay que hallar 4.000 camas para los refugiados.", "es", []),
        ("Mülteciler için 4 bin yatak gerekiyor.", "tr", []),
        ("Qaçqınlar üçün 4 min çarpayı lazımdır.", "az", []),
        ("Փախստականների համար 4000 մահճակալ է պետք։", "hy", []),
        ("დევნილებისთვის 4000 საწოლია საჭირო.", "ka", []),
        ("Для беженцев построен лагерь на 4000 человек.", "ru", []),
        ("For refugees a camp of 4,000 tents was built.", "en", []),
        ("4,000 refugees wait for beds.", "en", [(4000, "displaced")]),
        # Who is held was not arrested that day.
        ("8,000 cross the river in a day and 20,000 are in custody", "en", []),
        ("W aresztach siedzi 20 tys. osób.", "pl", []),
        ("Cezaevinde 20 bin tutuklu var.", "tr", []),
        ("Police issued an arrest warrant and five letters.", "en", []),
        # Another clause.
        ("Policja zatrzymała kierowcę, który wiózł 25 dzieci.", "pl", []),
        ("Полиция задержала водителя, который вез 25 детей.", "ru", []),
        ("Police arrested a driver who carried 25 children.", "en", []),
        ("A sailor is arrested in shooting of three Kalym students.", "en", []),
        ("Zatrzymano marynarza w sprawie zabójstwa trzech studentów.", "pl", []),
        ("Моряк задержан по делу о нападении на троих студентов.", "ru", []),
        ("The driver was arrested after allegedly paying five students.", "en", []),
        ("Policja zatrzymała posłankę mówiącą o 250 tysiącach osób.", "pl", []),
        ("Policja zatrzymała kierowcę. Wiózł autem 25 osób", "pl", []),
        ("Police arrested 12 people after the match.", "en", [(12, "arrested")]),
        ("Zatrzymano 12 osób, które protestowały.", "pl", [(12, "arrested")]),
        # Some of the wounded.
        ("Two storms killed 10 people and seriously injured four others.", "en", [(10, "killed")]),
        ("Zginęło 10 osób, a cztery zostały ciężko ranne.", "pl", [(10, "killed")]),
        ("Погибли 10 человек, четверо тяжело ранены.", "ru", [(10, "killed")]),
        ("Zehn Menschen starben, vier wurden schwer verletzt.", "de", [(10, "killed")]),
        # Of old.
        ("7,000 people were killed there three years ago.", "en", []),
        ("Trzy lata temu zginęło tam 7000 osób.", "pl", []),
        ("Три года назад там погибли 7000 человек.", "ru", []),
        # Anybody arrives.
        ("12 ministers arrived in Kalym.", "en", []),
        ("Do Kalym przybyło 12 ministrów.", "pl", []),
        ("1,200 migrants arrived in Kalym.", "en", []),
        ("1,200 asylum seekers arrived in Kalym.", "en", [(1200, "displaced")]),
    ],
)
def test_a_word_counts_only_what_it_surely_reaches(
    sentence: str, language: str, expected: list[tuple[float, str]]
) -> None:
    assert values(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        # One or the other.
        ("12 человек погибли или пропали без вести.", "ru", []),
        ("12 людей загинули або зникли безвісти.", "uk", []),
        ("12 Menschen wurden getötet oder vermisst.", "de", []),
        ("12 personnes tuées ou disparues.", "fr", []),
        ("12 personas fallecidas o desaparecidas.", "es", []),
        ("12 kişi öldürüldü veya yaralandı.", "tr", []),
        ("12 nəfər öldürülüb və ya yaralanıb.", "az", []),
        ("12 մարդ սպանվել կամ վիրավորվել է։", "hy", []),
        ("12 ადამიანი დაიღუპა ან დაშავდა.", "ka", []),
        # Those who were found, and those who died besides.
        ("Siedem osób zmarło po drodze, a na miejscu znaleziono 13 ciał.", "pl", []),
        ("13 Leichen wurden gefunden, sieben Menschen starben danach.", "de", []),
        ("13 corps ont été retrouvés et sept personnes sont mortes après.", "fr", []),
        ("Se hallaron 13 cadáveres y siete personas murieron después.", "es", []),
        ("13 ceset bulundu, yedi kişi sonra öldü.", "tr", []),
        ("13 meyit tapılıb, yeddi nəfər sonra ölüb.", "az", []),
        # All who live there.
        ("Aus einer Bevölkerung von 150.000 flohen 75.000 Menschen.", "de", [(75_000, "displaced", None, None)]),
        ("De una población de 150.000 huyeron 75.000 personas.", "es", [(75_000, "displaced", None, None)]),
        ("Z populacji 150 tys. uciekło 75 tys. osób.", "pl", [(75_000, "displaced", None, None)]),
        ("Из населения 150 тысяч бежали 75 тысяч человек.", "ru", [(75_000, "displaced", None, None)]),
        ("З населення 150 тисяч евакуйовано 75 тисяч людей.", "uk", [(75_000, "displaced", None, None)]),
        # Another clause.
        ("Liczba zabitych wzrosła do 12 po ostrzale Sorven.", "pl", [(12, "killed", None, None)]),
        ("Число погибших выросло до 12 после обстрела Сорвена.", "ru", [(12, "killed", None, None)]),
        ("Кількість загиблих зросла до 12 після обстрілу Сорвена.", "uk", [(12, "killed", None, None)]),
        ("Die Zahl der Toten stieg auf 12 nach Angriffen Sorvens.", "de", [(12, "killed", None, None)]),
        ("Le nombre de morts est passé à 12 après les frappes Sorven.", "fr", [(12, "killed", None, None)]),
        ("El número de muertos subió a 12 tras los ataques Sorven.", "es", [(12, "killed", None, None)]),
    ],
)
def test_in_each_language_the_words_around_a_count_mean_what_they_do_in_english(
    sentence: str, language: str, expected: list[object]
) -> None:
    assert short(sentence, language) == expected


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


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Some 200 people were killed or hurt.", "en", []),
        ("12 osób zaginęło albo zostało rannych.", "pl", []),
        ("Five were killed and 12 hurt or missing.", "en", [(5, "killed")]),
        ("12 people are dead or were killed.", "en", [(12, "killed")]),
        ("Three locals, five tourists and 12 guides died.", "en", []),
        ("The death toll rose to 20, up from 12.", "en", [(20, "killed")]),
        ("The flood displaced half of a population of 120,000.", "en", []),
        ("13 bodies were found and seven people died in hospital.", "en", []),
        ("Seven bodies were found and seven people died in hospital.", "en", []),
        ("Five bodies were found and seven people died in hospital.", "en", [(7, "killed")]),
        ("He paid 5 million dollars or euros.", "en", []),
        ("He paid 12 million euros a year.", "en", [(12e6, "euros")]),
        ("He paid 5 million euros when 12 more people died.", "en", [(5e6, "euros")]),
        ("The toll stands at 20 as thousands flee.", "en", [(20, "killed")]),
        ("Five were killed in Kalym and 12 people in Lidra.", "en", [(5, "killed"), (12, "killed")]),
        ("Five are missing, 12 people had arrived.", "en", [(5, "missing")]),
        (
            "Some 18 brave sailors have lately been killed and 748 injured.", "en",
            [(18, "killed"), (748, "wounded")],
        ),
    ],
)  # fmt: skip
def test_of_several_words_the_nearest_that_goes_with_a_number_counts_it(
    sentence: str, language: str, expected: list[tuple[float, str]]
) -> None:
    assert values(sentence, language) == expected


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
    ("sentence", "expected"),
    [
        ("A 34-year-old man was killed and two teenagers were injured.", [(2, "wounded")]),
        ("Nobody was hurt and 40 people were evacuated.", [(40, "displaced")]),
        ("A woman died and 12 people were hurt.", [(12, "wounded")]),
        ("A man was killed and 340 people had to leave.", []),
        ("The strike killed a woman and 12 children.", [(12, "killed")]),
        ("Two of the dead were children.", []),
        ("Two of the injured later died in hospital.", []),
        ("At 84, he died peacefully.", []),
        ("Road accidents claim 1,500 lives a year.", []),
        ("Five of the 20 people arrested were released.", []),
        ("Five of 20 people died.", [(5, "killed")]),
        ("Two people aged 25 and 31 were killed.", [(2, "killed")]),
        ("Two people, aged 60 to 74, died.", [(2, "killed")]),
        ("The victims, aged 19, 22 and 24, were killed instantly.", []),
        ("At 12 Old Kalym Road two people were found dead.", [(2, "killed")]),
        ("100-plus killed in stampede", [(100, "killed")]),
        ("The observatory put the toll at 12.", [(12, "killed")]),
        ("The observatory put the number of dead at 12.", [(12, "killed")]),
        ("The army lost 12 soldiers and said that 30 people were wounded.", [(30, "wounded")]),
        ("The army lost 12 soldiers killed and 30 wounded.", [(12, "killed"), (30, "wounded")]),
        ("The toll of the sinking of the ferry Silver Tern in the strait rose to 31 on Friday.", [(31, "killed")]),
        ("The death toll from the fire in the old port of Kalym has reached 11.", [(11, "killed")]),
        ("The number of people known to have died in the fire at the port rose to 59.", [(59, "killed")]),
        ("The number of confirmed deaths in the flooded towns climbed overnight to 88.", [(88, "killed")]),
        ("The number of guests at the port rose to 59.", []),
        ("The ministry put its losses at seven killed and 15 wounded.", [(7, "killed"), (15, "wounded")]),
        ("Officials say 225 people died, including 19 members of the guard.", [(225, "killed")]),
        ("All 181 people on board, except two crew members, were killed.", [(181, "killed")]),
        ("The plane crashed; all but two died.", []),
        ("This year 87 people have died in 12 accidents.", [(87, "killed")]),
        ("Two bus drivers and 12 passengers of three buses were killed.", []),
        ("Five are still missing after two bodies were found.", [(5, "missing")]),
        ("Five hikers who had been missing since Friday were found alive.", []),
        ("Two bodies were found and five people are missing.", [(5, "missing")]),
        ("The bomb weighed 500 kilograms and injured nobody.", []),
        ("The attack killed 12 people and injured none.", [(12, "killed")]),
    ],
)
def test_each_clause_counts_its_own(sentence: str, expected: list[tuple[float, str]]) -> None:
    assert values(sentence) == expected


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
