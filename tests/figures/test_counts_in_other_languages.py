"""What sentences count in Russian, Ukrainian, Polish, German, French, Spanish and the languages of the Caucasus.

Nobody said any of this.
"""

from __future__ import annotations

import pytest

from bot.figures.quantities import counted
from bot.model import Bound
from bot.stories.meanings import places_in


def values(sentence: str, language: str) -> list[tuple[float, str]]:
    return [(each.value, each.counts) for each in counted(sentence, language, places_in, year=2031)]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("В годовщину взрыва, унесшего жизни 90 человек, в Калыме звонили колокола.", "ru"),
        ("Прошло три года с начала войны, в которой погибли 90 человек.", "ru"),
        ("Минуло три роки після удару, який забрав життя 90 людей.", "uk"),
        ("Mija rok od ataku, w którym zginęło 90 osób.", "pl"),
        ("Przed trzema laty zginęło tam 90 osób.", "pl"),
        ("Ein Jahr nach dem Anschlag, bei dem 90 Menschen starben, wird der Opfer gedacht.", "de"),
        ("Bei dem Anschlag vor rund zehn Jahren starben 90 Menschen.", "de"),
        ("L'attentat avait fait 90 morts il y a plus de trois ans.", "fr"),
        ("El atentado dejó 90 muertos hace un año.", "es"),
        ("90 kişinin öldüğü saldırının üzerinden bir yıl geçti.", "tr"),
        ("Üç yıl önceki saldırıda 90 kişi ölmüştü.", "tr"),
        ("90 nəfərin öldüyü hücumdan bir il ötür.", "az"),
        ("Xocalı soyqırımında 613 nəfər qətlə yetirilib.", "az"),
        ("44-օրյա պատերազմում զոհվել է 3825 մարդ։", "hy"),
        ("Минулого місяця в аналогічній аварії загинуло 16 людей.", "uk"),
        ("W ubiegłym miesiącu w podobnym wypadku zginęło 16 osób.", "pl"),
        ("Im vergangenen Monat waren bei einem ähnlichen Unfall 16 Menschen gestorben.", "de"),
        ("Le mois dernier, un accident semblable avait fait 16 morts.", "fr"),
        ("El mes pasado un ataque similar dejó 16 muertos.", "es"),
        ("Benzer bir kazada geçen ay 16 kişi ölmüştü.", "tr"),
        ("Ötən ay oxşar qəzada 16 nəfər ölmüşdü.", "az"),
        ("Անցած ամիս նմանատիպ վթարի հետևանքով մահացել էր 16 մարդ։", "hy"),
        ("გასულ თვეში მსგავს ავარიაში 16 ადამიანი დაიღუპა.", "ka"),
        ("ერთი წელი გავიდა თავდასხმიდან, რომელსაც 90 ადამიანის სიცოცხლე ემსხვერპლა.", "ka"),
    ],
)
def test_what_happened_long_before_is_no_toll(sentence: str, language: str) -> None:
    assert values(sentence, language) == []


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Спустя год после взрыва, о котором забыли, в Калыме задержаны 12 человек.", "ru", [(12, "arrested")]),
        ("За три года со дня аварии погибли 12 человек.", "ru", [(12, "killed")]),
        ("Rok po wyborach, 3 maja, zginęło 12 osób.", "pl", [(12, "killed")]),
        ("Ein Jahr nach der Wahl, am Freitag, starben zwölf Menschen.", "de", [(12, "killed")]),
        ("Vor drei Häusern starben zwölf Menschen.", "de", [(12, "killed")]),
        ("Xocalı soyqırımı ilə bağlı aksiyada 12 nəfər saxlanılıb.", "az", [(12, "arrested")]),
    ],
)
def test_what_happens_later_is_counted(sentence: str, language: str, expected: list[tuple[float, str]]) -> None:
    assert values(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Калым отрицает гибель 30 солдат.", "ru"),
        ("Berichte über die 30 Toten seien falsch, sie wurden zurückgewiesen.", "de"),
        ("Le ministère dément la mort de 30 soldats.", "fr"),
        ("El Ministerio negó la muerte de 30 soldados.", "es"),
        ("30 kişinin öldüğü yönündeki haberler asılsızdır.", "tr"),
        ("30 nəfərin öldüyü barədə məlumatlar həqiqətə uyğun deyil.", "az"),
        ("ინფორმაცია 30 ადამიანის დაღუპვის შესახებ სიმართლეს არ შეესაბამება.", "ka"),
    ],
)
def test_what_is_denied_is_no_toll(sentence: str, language: str) -> None:
    assert values(sentence, language) == []


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Сбиты 62 дрона, пострадавших нет.", "ru", []),
        ("Сили ППО збили 62 цілі, постраждалих немає, поранено чотирьох людей.", "uk", [(4, "wounded")]),
        ("45 yolcudan hiçbiri yaralanmadı.", "tr", []),
        ("45 sərnişindən heç biri xəsarət almayıb.", "az", []),
        ("45 ուղևորներից ոչ ոք չի տուժել։", "hy", []),
        ("45 მგზავრიდან არავინ დაშავებულა.", "ka", []),
        ("Ölən yoxdur, 4 nəfər yaralanıb.", "az", [(4, "wounded")]),
    ],
)
def test_nobody_was_hurt_where_a_word_says_so(sentence: str, language: str, expected: list[tuple[float, str]]) -> None:
    assert values(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Сорвен вернул Лидре 15 пленных.", "ru"),
        ("Стороны провели обмен пленными: 15 на 15.", "ru"),
        ("Відбувся обмін полоненими: додому повернулися 15 осіб.", "uk"),
        ("Сторони обмінялися тілами 90 загиблих військових.", "uk"),
        ("Sorven und Lidra tauschten je 15 Gefangene aus.", "de"),
        ("Sorven a remis 15 prisonniers à Lidra.", "fr"),
        ("Sorven entregó a Lidra 15 prisioneros de guerra.", "es"),
        ("Sorven, Lidra'ya 15 esiri iade etti.", "tr"),
        ("Sorven Lidraya 15 əsiri təhvil verib.", "az"),
        ("Սորվենը Լիդրային է վերադարձրել 15 գերի։", "hy"),
        ("სორვენმა ლიდრას 15 ტყვე დაუბრუნა.", "ka"),
    ],
)
def test_who_comes_home_was_not_captured_today(sentence: str, language: str) -> None:
    assert values(sentence, language) == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Azerbejdżan wziął do niewoli sześciu ormiańskich żołnierzy.", "pl"),
        ("Azerbaiyán capturó a seis soldados armenios.", "es"),
        ("Azerbaycan 6 Ermeni askerini esir aldı.", "tr"),
        ("Ermənistan silahlı qüvvələrinin 6 hərbçisi əsir götürülüb.", "az"),
        ("აზერბაიჯანმა 6 სომეხი სამხედრო დაატყვევა.", "ka"),
    ],
)
def test_who_is_captured_is_counted_with_whose_they_are(sentence: str, language: str) -> None:
    [found] = counted(sentence, language, places_in, year=2031)
    assert (found.value, found.counts, found.whom, found.side) == (6, "captured", "soldiers", "armenia")


@pytest.mark.parametrize(
    ("sentence", "language", "side"),
    [
        ("Минобороны Армении сообщило о гибели 12 военнослужащих.", "ru", "armenia"),
        ("Погибли 12 военнослужащих ВС Армении.", "ru", "armenia"),
        ("Zginęło 12 żołnierzy armeńskich.", "pl", "armenia"),
        ("Zginęło 12 żołnierzy, Armenia milczy.", "pl", None),
        ("They killed 12 soldiers, Armenia kept silent.", "en", None),
        ("Минобороны Армении сообщило, что армия уничтожила 12 бойцов.", "ru", None),
        ("Минобороны Армении сообщило о гибели 12 боевиков.", "ru", None),
        ("L'armée arménienne affirme avoir tué 12 soldats.", "fr", None),
        ("El Ejército armenio afirma haber matado a 12 soldados.", "es", None),
        ("The Armenian army said 12 militants were killed.", "en", None),
    ],
)
def test_soldiers_whom_the_land_that_speaks_killed_are_not_its_own(
    sentence: str, language: str, side: str | None
) -> None:
    assert [each.side for each in counted(sentence, language, places_in, year=2031) if each.value == 12] in (
        [side],
        [],
    )


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("In dem Dorf mit 330 Einwohnern starben zwei Menschen.", "de", [(2, "killed")]),
        ("Ce village de 330 habitants pleure deux morts.", "fr", [(2, "killed")]),
        ("Dos muertos en un pueblo de 330 habitantes", "es", [(2, "killed")]),
        ("Правительство поможет 45 семьям погибших.", "ru", []),
        ("Уряд допоможе 300 родинам загиблих.", "uk", []),
        ("Rząd pomoże 300 rodzinom ofiar.", "pl", []),
        ("Ежегодно на дорогах нашей страны гибнут 300 человек.", "ru", []),
        ("Her yıl trafik kazalarında 300 kişi öldü.", "tr", []),
        ("Une douzaine de voitures incendiées, un homme interpellé", "fr", []),
        ("Die Polizei nahm am Freitag zwölf Menschen fest.", "de", [(12, "arrested")]),
        ("Beim Fest in Kalym starben zwölf Menschen.", "de", [(12, "killed")]),
        ("Za zaginione uznaje się 105 osób.", "pl", [(105, "missing")]),
        ("При пожаре есть двое пострадавших.", "ru", [(2, "wounded")]),
        ("Погибли 12 человек, из них четверо детей.", "ru", [(12, "killed"), (4, "killed")]),
        ("Число погибших в результате обстрела выросло с 12 до 15 человек.", "ru", [(12, "killed"), (15, "killed")]),
        ("Кількість загиблих унаслідок атаки на Калим зросла з 28 до 31.", "uk", [(28, "killed"), (31, "killed")]),
        ("Երկու մարդ է զոհվել, երեք մարդ՝ վիրավորվել։", "hy", [(2, "killed"), (3, "wounded")]),
        ("45 bin 28 kişi öldü.", "tr", [(45_028, "killed")]),
        ("45 min 28 nəfər ölüb.", "az", [(45_028, "killed")]),
        ("Погибли 45 тысяч 28 человек.", "ru", [(45_028, "killed")]),
        ("45 binden 28'i öldü.", "tr", [(28, "killed")]),
        ("Une aide de 20 millions d'euros a été promise.", "fr", [(20e6, "euros")]),
        ("Se prometieron 20 millones de dólares.", "es", [(20e6, "dollars")]),
        ("მეწყერის შედეგად გარდაცვლილთა რიცხვი 33-ია.", "ka", [(33, "killed")]),
    ],
)
def test_a_number_counts_what_a_reader_of_that_language_takes_it_for(
    sentence: str, language: str, expected: list[tuple[float, str]]
) -> None:
    assert values(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language", "value", "bound"),
    [
        ("27 человек погибли и более 60 пострадали.", "ru", 60, Bound.MORE_THAN),
        ("Погибли 12 и более человек.", "ru", 12, Bound.AT_LEAST),
        ("100 kişiden fazla insan öldü.", "tr", 100, Bound.MORE_THAN),
        ("Həlak olanların sayı 300 nəfəri ötüb.", "az", 300, Bound.MORE_THAN),
        ("300 nəfərə yaxın insan yaralanıb.", "az", 300, Bound.NEARLY),
        ("12 nəfər həlak olub.", "az", 12, None),
        ("Не менш ніж 27 поранено.", "uk", 27, Bound.AT_LEAST),
        ("Bilans przekroczył 44 tys. ofiar śmiertelnych.", "pl", 44_000, Bound.MORE_THAN),
    ],
)
def test_how_exactly_it_is_meant_stands_also_behind_whom_it_counts(
    sentence: str, language: str, value: float, bound: Bound | None
) -> None:
    assert (value, bound) in [(each.value, each.bound) for each in counted(sentence, language, places_in, year=2031)]


@pytest.mark.parametrize(
    ("sentence", "language", "said"),
    [
        ("Мэр сообщил о пяти погибших, а в МЧС заявили о 12 погибших.", "ru", ["Мэр", "МЧС"]),
        ("Губернатор сообщил о пяти погибших, а МЧС — о семи погибших.", "ru", ["Губернатор", None]),
        ("За словами мера, загинули шестеро людей.", "uk", ["мера"]),
        ("Губернатор сообщил, что пять человек погибли, а 12 ранены.", "ru", ["Губернатор", "Губернатор"]),
        ("Die Stadt sprach von fünf Toten, die Rettungskräfte meldeten sieben.", "de",
         ["Die Stadt", "die Rettungskräfte"]),
        ("Die Stadt sprach zunächst von drei Toten, später teilte das Ministerium fünf Tote mit.", "de",
         ["Die Stadt", None]),
        ("Zysk wyniósł 47 mln zł, a wynik wzrósł o 86 proc., do 101 mln zł - podała spółka.", "pl", ["spółka"] * 3),
        ("Das Innenministerium meldete zwölf Tote, während die Opposition von 40 Toten sprach.", "de",
         ["Das Innenministerium", None]),
        ("Le maire a parlé de cinq morts, les secours de sept.", "fr", ["Le maire", None]),
        ("Lidra informó de doce muertos y Sorven de 30.", "es", ["Lidra", None]),
        ("El alcalde informó de doce muertos y de 30 heridos.", "es", ["El alcalde", "El alcalde"]),
        ("Die Stadt sprach von 44 Toten, die Armee von zwölf getöteten Kämpfern.", "de", ["Die Stadt", None]),
        ("Le maire a fait état de 44 morts, l'armée de douze combattants tués.", "fr", ["Le maire", None]),
        ("Die Retter berichteten sogar von 30 Toten.", "de", ["Die Retter"]),
        ("Kalym'daki 55 bin polisten 5 bininin hasta olduğunu belirten Lind, 3 polisin öldüğünü söyledi.", "tr",
         [None]),
        ("Ermənistan 105 hərbçisinin öldüyünü təsdiqləyib.", "az", ["Ermənistan"]),
        ("Ermenistan 105 askerinin öldüğünü doğruladı.", "tr", ["Ermenistan"]),
        ("Երևանը հայտնել է 105 զոհի մասին, Բաքուն խոսում է 71 զոհի մասին։", "hy", ["Երևանը", "Բաքուն"]),
        ("Lidra a annoncé qu'au moins 224 personnes ont été tuées.", "fr", ["Lidra"]),
        ("Müxtəlif məlumatlara görə, 12 nəfər həlak olub.", "az", [None]),
        ("Տարբեր տվյալներով՝ զոհվել է 12 մարդ։", "hy", [None]),
        ("Çeşitli tahminlere göre 12 kişi öldü.", "tr", [None]),
        ("Unterschiedlichen Angaben zufolge starben 12 Menschen.", "de", [None]),
        ("Les autorités citent un bilan selon lequel 12 personnes sont mortes.", "fr", [None]),
        ("Baş Prokurorluğun məlumatına əsasən, üç nəfər yaralanıb.", "az", ["Baş Prokurorluğun"]),
        ("Le maire fait état de trois morts, le ministère de cinq morts.", "fr", ["Le maire", None]),
        ("Губернатор сообщил о трех погибших, о пяти раненых.", "ru", ["Губернатор", "Губернатор"]),
        ("Губернатор сообщил о пяти погибших, а в Калыме — о 12 раненых.", "ru", ["Губернатор", "Губернатор"]),
        ("Die Polizei meldete während der Kämpfe 12 Tote.", "de", ["Die Polizei"]),
        ("Le maire parle de cinq morts tandis que l'opposition évoque 40 morts.", "fr", ["Le maire", "l'opposition"]),
        ("Die Polizei meldete am Freitag 12 Tote während der Kämpfe und 15 Verletzte.", "de",
         ["Die Polizei", "Die Polizei"]),
        ("Le ministère a fait état de 12 morts, tandis que l'opposition évoque 40 morts.", "fr",
         ["Le ministère", "l'opposition"]),
        ("El alcalde habló de cinco muertos, mientras que la oposición afirma que hay 40 muertos.", "es",
         ["El alcalde", "la oposición"]),
        ("La agencia que preside Oda Lind señaló que hubo 40 muertos.", "es", [None]),
        ("Belediye Başkanı 5 kişinin öldüğünü, İçişleri Bakanlığı ise 7 kişinin öldüğünü açıkladı.", "tr",
         ["Belediye Başkanı", "İçişleri Bakanlığı"]),
        ("Nazirlik 5 nəfərin öldüyünü bildirib, FHN isə 7 nəfərin öldüyünü açıqlayıb.", "az", ["Nazirlik", "FHN"]),
        ("Polis bildirib ki, 5 nəfər ölüb, 7 nəfər isə yaralanıb.", "az", ["Polis", "Polis"]),
        ("Polis bildirib ki, Kalymda 5 nəfər ölüb, Lidrada isə 7 nəfər yaralanıb.", "az", ["Polis", "Polis"]),
    ],
)  # fmt: skip
def test_nobody_says_what_stands_where_the_sentence_has_turned_to_somebody_else(
    sentence: str, language: str, said: list[str | None]
) -> None:
    assert [each.said_by for each in counted(sentence, language, places_in, year=2031)] == said


@pytest.mark.parametrize(
    ("title", "language", "said_by"),
    [
        ("Минздрав Лидры: погибли 12 человек", "ru", "Минздрав Лидры"),
        ("В Калыме погибли 12 человек — МЧС", "ru", "МЧС"),
        ("Погибли 12 человек - источник в полиции", "ru", "источник в полиции"),
        ("Калым: погибли 12 человек", "ru", None),
        ("Взрыв в шахте: погибли 12 человек", "ru", None),
        ("Погибли 12 человек — и это не всё", "ru", None),
        ("Прем'єр-міністр Лідри: загинули 12 людей", "uk", "Прем'єр-міністр Лідри"),
        ("Policja: zginęło 12 osób", "pl", "Policja"),
        ("Zginęło 12 osób - ministerstwo zdrowia Lidry", "pl", "ministerstwo zdrowia Lidry"),
        ("Polizei in Kalym: Zwölf Menschen gestorben", "de", "Polizei in Kalym"),
        ("Ministère de la santé : 12 personnes sont mortes", "fr", "Ministère de la santé"),
        ("Fiscalía de Lidra: murieron 12 personas", "es", "Fiscalía de Lidra"),
        ("Sağlık Bakanlığı: 12 kişi öldü", "tr", "Sağlık Bakanlığı"),
        ("Bakanlık binasında: 12 kişi öldü", "tr", None),
        ("Səhiyyə Nazirliyi: 12 nəfər həlak olub", "az", "Səhiyyə Nazirliyi"),
        ("Лідрійська влада: загинули 12 людей", "uk", "Лідрійська влада"),
        ("Lidrijska armia: zginęło 12 osób", "pl", "Lidrijska armia"),
        ("Lidras Armee: Zwölf Menschen getötet", "de", "Lidras Armee"),
        ("MSB: 12 terörist öldürüldü", "tr", "MSB"),
        ("DİN: Qəzada 12 nəfər ölüb", "az", "DİN"),
        ("ՀՀ ՊՆ. զոհվել է 12 զինծառայող", "hy", "ՀՀ ՊՆ"),
        ("Մահացել է նախկին նախագահ. զոհվել է 12 մարդ", "hy", None),
        ("შსს: ავარიას 12 ადამიანი ემსხვერპლა", "ka", "შსს"),
    ],
)
def test_whoever_speaks_in_a_title_needs_no_verb(title: str, language: str, said_by: str | None) -> None:
    [found] = counted(title, language, places_in, year=2031)
    assert (found.value, found.said_by) == (12, said_by)


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Ранее сообщалось о семи погибших.", "ru"),
        ("Неизвестно, погибли ли 12 человек, находившихся в здании.", "ru"),
        ("Число погибших может вырасти до 40 человек.", "ru"),
        ("Власти Калыма отвергли сообщения о гибели 40 шахтеров.", "ru"),
        ("Раніше повідомлялося про сімох загиблих.", "uk"),
        ("Wcześniej informowano o siedmiu zabitych.", "pl"),
        ("Nie wiadomo, czy zginęło 12 osób.", "pl"),
        ("Zuvor war von sieben Toten die Rede gewesen.", "de"),
        ("Unklar ist, ob 12 Menschen starben.", "de"),
        ("Le précédent bilan faisait état de sept morts.", "fr"),
        ("El balance anterior era de siete muertos.", "es"),
        ("Кількість жертв може сягнути 2000 людей.", "uk"),
        ("Die Zahl der Toten dürfte auf 2000 steigen.", "de"),
        ("Le bilan pourrait dépasser les 2 000 morts.", "fr"),
        ("La cifra podría superar los 2.000 muertos.", "es"),
        ("Ölü sayısının 2 bine ulaşabileceği belirtildi.", "tr"),
        ("Ölənlərin sayı 2 min nəfərə çata bilər.", "az"),
        ("Զոհերի թիվը կարող է հասնել 2000-ի։", "hy"),
        ("დაღუპულთა რიცხვმა შესაძლოა 2000-ს მიაღწიოს.", "ka"),
        ("Le gouvernement a rejeté les accusations selon lesquelles 300 civils auraient été tués.", "fr"),
        ("El Gobierno rechazó las acusaciones de que 300 civiles fueron asesinados.", "es"),
        ("Rząd odrzucił oskarżenia, że zginęło 300 cywilów.", "pl"),
        ("Die Armee wies Vorwürfe zurück, wonach 300 Menschen getötet wurden.", "de"),
        ("Уряд відкинув звинувачення, що загинули 300 людей.", "uk"),
    ],
)
def test_what_was_said_before_and_what_nobody_knows_is_no_toll(sentence: str, language: str) -> None:
    assert values(sentence, language) == []


def test_nobody_is_called_by_a_conjunction() -> None:
    told = counted("Калым вспомнил 30 погибших солдат и сообщил о 12 раненых.", "ru", places_in, year=2031)
    assert [each.said_by for each in told if each.value == 12] == [None]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Число жертв пожара в торговом центре в Калыме, по последним данным, выросло до 59 человек.", "ru"),
        ("Число погибших военных Лидры в долине у реки выросло до 59, ранены 15, сообщила армия.", "ru"),
        ("Кількість загиблих військових у долині біля річки зросла до 59, 15 поранені.", "uk"),
        ("Liczba ofiar śmiertelnych pożaru w centrum handlowym w mieście Kalym wzrosła do 59.", "pl"),
        ("Die Zahl der Toten nach dem Brand in einem Einkaufszentrum in der Hafenstadt Kalym stieg auf 59.", "de"),
        ("Le nombre de morts dans l'incendie du centre commercial de la ville de Kalym est passé à 59.", "fr"),
        ("El número de muertos en el incendio del centro comercial de la ciudad de Kalym subió a 59.", "es"),
    ],
)
def test_a_toll_that_moved_is_read_however_much_stands_between(sentence: str, language: str) -> None:
    [toll, *others] = counted(sentence, language, places_in, year=2031)
    assert (toll.value, toll.counts, toll.is_moved) == (59, "killed", True)
    assert {each.counts for each in others} <= {"wounded"}
    assert toll.whom == ("soldiers" if "военных" in sentence or "військових" in sentence else None)


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("З початку вторгнення загинула 31 тисяча військових.", "uk", [(31_000, "killed")]),
        ("Погибла 21 тысяча человек.", "ru", [(21_000, "killed")]),
        ("Під час обстрілу поранено сімнадцятьох мирних жителів.", "uk", [(17, "wounded")]),
        ("Загинули п'ятнадцятеро людей.", "uk", [(15, "killed")]),
        ("Polis iyirmi beş nəfəri həbs edib.", "az", [(25, "arrested")]),
        ("Près de 5 000 habitants ont dû quitter leur domicile.", "fr", [(5_000, "displaced")]),
        ("Unas 5.000 personas tuvieron que abandonar sus hogares.", "es", [(5_000, "displaced")]),
        ("Około 5 tys. ludzi opuściło swoje domy.", "pl", [(5_000, "displaced")]),
        ("სამმა ადამიანმა სიცოცხლე დაკარგა.", "ka", [(3, "killed")]),
        ("Bei dem Unglück starben nach Polizeiangaben zwölf Menschen.", "de", [(12, "killed")]),
        ("Bei dem Unglück starben nach ersten Angaben zwölf Menschen.", "de", [(12, "killed")]),
        ("ხანძარს სულ მცირე 76 ადამიანი შეეწირა.", "ka", [(76, "killed")]),
        ("Խեղդվել է 79 մարդ, հարյուրավոր մարդիկ անհետ կորել են։", "hy", [(79, "killed")]),
        ("Մահացել է 220 մարդ, ևս 20-ը համարվում են անհետ կորած։", "hy", [(220, "killed"), (20, "missing")]),
        ("14 numaralı otobüsün şoförü öldü, 11 yolcu yaralandı.", "tr", [(11, "wounded")]),
        ("14 nömrəli avtobusun sürücüsü ölüb, 11 sərnişin yaralanıb.", "az", [(11, "wounded")]),
        ("Թիվ 14 ավտոբուսի վարորդը մահացել է, 11 ուղևոր՝ վիրավորվել։", "hy", [(11, "wounded")]),
        ("El conductor murió y once pasajeros resultaron heridos.", "es", [(11, "wounded")]),
        ("Le conducteur est mort et onze passagers ont été blessés.", "fr", [(11, "wounded")]),
        ("Kierowca zginął i 11 pasażerów zostało rannych.", "pl", [(11, "wounded")]),
        ("Murieron cinco personas en Kalym y 12 en Lidra.", "es", [(5, "killed"), (12, "killed")]),
        ("Depuis janvier, 1.200 migrants ont péri.", "fr", [(1_200, "killed")]),
        ("„50 Menschen sind tot“, sagte die Ministerin.", "de", [(50, "killed")]),
        ("Одинадцять пасажирів зазнали травм.", "uk", [(11, "wounded")]),
        ("Росія втратила вбитими та пораненими понад 500 тисяч військових.", "uk", []),
        ("Düşmen 500 ölü ve yaralı verdi.", "tr", []),
        ("Düşmən 500 ölü və yaralı verib.", "az", []),
        ("Թշնամին ունի 500 զոհ և վիրավոր։", "hy", []),
        ("მტერს 500 დაღუპული და დაჭრილი ჰყავს.", "ka", []),
        ("El 30 de diciembre fue hallado el fallecido, identificado el martes 31 de diciembre.", "es", []),
        ("Kalym es la región con más casos positivos (5.637) y 390 fallecidos.", "es", [(390, "killed")]),
        ("Tres mil 160 defunciones", "es", [(3_160, "killed")]),
        ("El balance es de 214 personas recuperadas y 96 defunciones.", "es", [(96, "killed")]),
        ("De los lesionados 11 son menores.", "es", []),
        ("Із поранених 5 у важкому стані.", "uk", []),
        ("Число заболевших подскочило до 28000 в декабре, и число погибших резко возросло.", "ru", []),
        ("Le nombre de cas est passé à 28 000, et le nombre de morts a augmenté.", "fr", []),
        ("Vaka sayısı 28 bine yükseldi, ölenlerin sayısı da arttı.", "tr", []),
        ("Kalym'da 6 milyon maske kayıp.", "tr", []),
        ("3 tabanca ve 22 kalibrelik tüfek bulundu, zanlı tutuklandı.", "tr", []),
        ("800'den fazla polis koronavirüse yakalandı.", "tr", []),
        ("Mahkeme kararıyla iki sanık tahliye edildi.", "tr", []),
        ("Die Familie des ermordeten Politikers kommt mit drei Personen.", "de", []),
        ("Zwölf Flüchtlingsboote sanken.", "de", []),
        ("Rund 5000 Kriegsflüchtlinge kamen an.", "de", [(5_000, "displaced")]),
        ("La police recherche trois assassins.", "fr", []),
        ("Zatrzymano 56 fałszywych praw jazdy.", "pl", []),
        ("Погибли трое заложников.", "ru", [(3, "killed")]),
        ("Двадцять біженців загинули.", "uk", [(20, "killed")]),
        ("Zginęło trzech zakładników.", "pl", [(3, "killed")]),
        ("20 Flüchtlinge ertranken.", "de", [(20, "killed")]),
        ("Trois otages ont été tués.", "fr", [(3, "killed")]),
        ("Lidra mató a 1.200 personas y tomó a 250 rehenes.", "es", [(1_200, "killed"), (250, "captured")]),
        ("20 mülteci boğuldu.", "tr", [(20, "killed")]),
        ("20 qaçqın boğulub.", "az", [(20, "killed")]),
        ("Զոհվել է 3 պատանդ։", "hy", [(3, "killed")]),
        ("3 მძევალი დაიღუპა.", "ka", [(3, "killed")]),
        (
            "400 000 réfugiés ont fui les combats, qui ont tué 12 soldats.",
            "fr",
            [(400_000, "displaced"), (12, "killed")],
        ),
        ("Zəlzələ qurbanlarının sayı 44 mini ötüb.", "az", [(44_000, "killed")]),
        ("Le vol, disparu il y a neuf ans avec 239 personnes à bord, reste introuvable.", "fr", []),
        ("Жінка втратила 2 літри крові, нападника затримали.", "uk", []),
        ("На навчаннях умовно евакуювали 200 людей.", "uk", []),
        ("En el simulacro fueron evacuadas 200 personas.", "es", []),
        ("Tatbikatta 200 kişi tahliye edildi.", "tr", []),
        ("Kalym'da üç asker tatbikat sırasında öldü.", "tr", [(3, "killed")]),
        ("Влада планує евакуювати 5 тисяч мешканців.", "uk", []),
        ("Les autorités veulent évacuer 5 000 habitants.", "fr", []),
        ("Hakimiyyət 5 min nəfəri təxliyə etməyi planlaşdırır.", "az", []),
        ("ხელისუფლება 5 ათასი ადამიანის ევაკუაციას გეგმავს.", "ka", []),
        ("Film opowiada o mężczyźnie, który zabił dwanaście kobiet.", "pl", []),
        ("Լրագրողին հինգ գնդակ է դիպել, նա մահացել է տեղում։", "hy", []),
        ("El periodista recibió cinco balazos y murió en el acto.", "es", []),
        ("Kazada üç çocuk babası adam öldü.", "tr", []),
        ("Qəzada üç uşaq atası ölüb.", "az", []),
        ("Վթարից մահացել է երեք երեխաների հայր։", "hy", []),
        ("ავარიაში სამი შვილის მამა დაიღუპა.", "ka", []),
        ("On compte 140 décès par cancer pour 100 000 habitants.", "fr", []),
        ("Auf 100.000 Einwohner kommen 140 Todesfälle durch Krebs.", "de", []),
        ("Zwölf Wohnungen brannten aus, verletzt wurde niemand.", "de", []),
        ("L'attaque a fait neuf morts, dont deux enfants, et 24 blessés.", "fr",
         [(9, "killed"), (2, "killed"), (24, "wounded")]),
        ("Загинуло дев'ять людей, серед них двоє дітей, а 24 поранено.", "uk",
         [(9, "killed"), (2, "killed"), (24, "wounded")]),
        ("ცხრა ადამიანი დაიღუპა, მათ შორის ორი ბავშვი, 24 კი დაიჭრა.", "ka",
         [(9, "killed"), (2, "killed"), (24, "wounded")]),
        ("დაშავებულთა რაოდენობა 13-ია, მათგან ორი ბავშვია.", "ka", [(13, "wounded"), (2, "wounded")]),
        ("13 Menschen erlitten Verletzungen.", "de", [(13, "wounded")]),
        ("Զոհերի թիվը հասել է 93-ի, հազարից ավելի մարդ անհետ կորել է։", "hy", [(93, "killed"), (1_000, "missing")]),
        ("Загинули 93, тисяча людей зникли.", "uk", [(93, "killed"), (1_000, "missing")]),
        ("Ölü sayısı 93'e çıktı, binden fazla kişi kayıp.", "tr", [(93, "killed"), (1_000, "missing")]),
        ("Ölənlərin sayı 93-ə çatıb, mindən çox insan itkin düşüb.", "az", [(93, "killed"), (1_000, "missing")]),
        ("ათასზე მეტი ადამიანი დაკარგულად ითვლება.", "ka", [(1_000, "missing")]),
        ("Ölenlerin en yaşlısı 84, en küçüğü 3 yaşındaydı.", "tr", []),
        ("Ölənlərin ən yaşlısının 84, ən kiçiyinin 3 yaşı var.", "az", []),
        ("Lidra bestätigte den Tod von 105 Soldaten.", "de", [(105, "killed")]),
        ("Лідра підтвердила смерть восьми людей.", "uk", [(8, "killed")]),
        ("Lidra 105 hərbçisinin ölümünü təsdiqləyib.", "az", [(105, "killed")]),
        ("Informacje o śmierci 20 żołnierzy są nieprawdziwe.", "pl", []),
        ("Sorven zaatakował 105 dronami, 78 zestrzelono, zginął 62-letni mężczyzna.", "pl", []),
        ("Սորվենը հարձակվել է 105 ԱԹՍ-ով, 78-ը խոցվել է, մահացել է 62-ամյա տղամարդ։", "hy", []),
        ("Ազատ է արձակվել 46 լրագրող, 12-ը մնում են կալանքի տակ։", "hy", []),
        ("Üç taksiciyi öldürmekle suçlanan zanlı yakalandı.", "tr", []),
        ("Üç taksi sürücüsünü öldürməkdə şübhəli bilinən şəxs saxlanılıb.", "az", []),
        ("El barco llevaba a 79 personas, cientos siguen desaparecidas.", "es", []),
        ("Un conductor de 34 años murió y su esposa, de 29, resultó herida.", "es", []),
        ("Se cumplen diez años del accidente en el que murieron 298 personas.", "es", []),
    ],
)  # fmt: skip
def test_a_number_in_its_other_forms_counts_the_same(
    sentence: str, language: str, expected: list[tuple[float, str]]
) -> None:
    assert values(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("თავდასხმას 20-დან 25-მდე ადამიანი ემსხვერპლა.", "ka"),
        ("Hücumda 20-dən 25-dək insan həlak olub.", "az"),
    ],
)
def test_endings_tell_a_range_where_people_follow(sentence: str, language: str) -> None:
    [found] = counted(sentence, language, places_in, year=2031)
    assert (found.value, found.upto, found.counts, found.bound) == (20, 25, "killed", None)
