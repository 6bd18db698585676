"""What sentences count. Nobody said any of this."""

from __future__ import annotations

import pytest

from bot.model import Bound
from tests.figures.examples import read, short, values


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


def test_those_who_fled_across_a_border_are_counted() -> None:
    assert values("Ponad cztery tysiące uciekinierów przekroczyło granicę.", "pl") == [(4000, "displaced")]
    assert values("Ponad cztery tysiące migrantów przekroczyło granicę.", "pl") == []
