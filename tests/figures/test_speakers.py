"""Who says what sentences count, and how exactly. Nobody said any of this."""

from __future__ import annotations

import pytest

from bot.figures.quantities import counted
from bot.model import Bound
from bot.text.terms import folded_line
from bot.text.wording import is_worded

Found = list[tuple[float, str, str | None]]


def read(sentence: str, language: str) -> Found:
    found = counted(sentence, language, lambda _text, _language: (), year=2031)
    return [(each.value, each.counts, each.said_by) for each in found]


@pytest.mark.parametrize(
    ("language", "sentence", "value", "said_by"),
    [
        ("tr", "Lidra Savunma Bakanlığı'na göre 12 asker öldü.", 12, "Lidra Savunma Bakanlığı"),
        ("tr", "Savunma Bakanlığı’nın açıklamasına göre 12 kişi hayatını kaybetti.", 12, "Savunma Bakanlığı"),
        ("tr", "AFAD verilerine göre en az 12 kişi öldü.", 12, "AFAD"),
        ("tr", "Sağlık Bakanı Oda Lind, 12 kişinin öldüğünü açıkladı.", 12, "Sağlık Bakanı Oda Lind"),
        ("tr", "Savunma Bakanlığı Sorven'de 12 askerin öldüğünü bildirdi.", 12, "Savunma Bakanlığı"),
        ("tr", "Selde 12 kişinin yaralandığını Lidra Valiliği duyurdu.", 12, "Lidra Valiliği"),
        ("tr", "Lidra Valiliği'nden yapılan açıklamada 12 kişinin yaralandığı belirtildi.", 12, "Lidra Valiliği"),
        ("tr", "Edinilen bilgiye göre 12 kişi yaralandı.", 12, None),
        ("tr", "İlk belirlemelere göre 12 kişi yaralandı.", 12, None),
        ("tr", "Geçen yıla göre daha çok ev yıkıldı, 12 kişi öldü.", 12, None),
        ("tr", "Sorven'de 12 kişinin öldüğü bildirildi.", 12, None),
        ("tr", "Dün saldırıda 12 kişinin öldüğünü açıkladı.", 12, None),
        ("az", "Müdafiə Nazirliyinin məlumatına görə, 12 hərbçi həlak olub.", 12, "Müdafiə Nazirliyinin"),
        ("az", "FHN-in məlumatına görə 12 nəfər xilas edilib, 3 nəfər ölüb.", 3, "FHN"),
        ("az", "Nazir Oda Lindin sözlərinə görə, 12 nəfər yaralanıb.", 12, "Nazir Oda Lindin"),
        ("az", "Müdafiə Nazirliyi bildirib ki, 12 hərbçi həlak olub.", 12, "Müdafiə Nazirliyi"),
        ("az", "Müdafiə Nazirliyi 12 hərbçinin həlak olduğunu bildirib.", 12, "Müdafiə Nazirliyi"),
        ("az", "Polisdən verilən məlumata görə, 12 nəfər saxlanılıb.", 12, "Polisdən"),
        ("az", "12 nəfər yaralanıb, bu barədə Lidra bələdiyyəsindən bildirilib.", 12, "Lidra bələdiyyəsindən"),
        ("az", "İlkin məlumata görə, 12 nəfər yaralanıb.", 12, None),
        ("az", "Hava şəraitinə görə 12 nəfər təxliyə edilib.", 12, None),
        ("az", "Qəzada 12 nəfərin yaralandığı bildirilib.", 12, None),
        ("az", "Onların sözlərinə görə, 12 nəfər yaralanıb.", 12, None),
        ("hy", "Ըստ Լիդրայի ոստիկանության՝ 12 մարդ է զոհվել։", 12, "Լիդրայի ոստիկանության"),
        ("hy", "Ըստ ՀՀ ՊՆ-ի՝ 12 զինծառայող է վիրավորվել։", 12, "ՀՀ ՊՆ"),
        ("hy", "Առողջապահության նախարարության փոխանցմամբ՝ 12 մարդ է զոհվել։", 12, "Առողջապահության նախարարության"),
        ("hy", "Նախարար Օդա Լինդի խոսքով՝ վիրավորվել է 12 մարդ։", 12, "Նախարար Օդա Լինդի"),
        ("hy", "Ոստիկանության տվյալներով` զոհվել է 12 մարդ։", 12, "Ոստիկանության"),
        ("hy", "12 մարդ է զոհվել, հայտնում է Լիդրայի քաղաքապետարանը։", 12, "Լիդրայի քաղաքապետարանը"),
        ("hy", "Այս մասին հայտնում են ՀՀ ՊՆ-ից. 12 զինծառայող է զոհվել։", 12, "ՀՀ ՊՆ"),
        ("hy", "Պաշտպանության նախարարությունը հայտնել է, որ զոհվել է 12 մարդ։", 12, "Պաշտպանության նախարարությունը"),
        ("hy", "Ինչպես տեղեկացնում է ոստիկանությունը, ձերբակալվել է 12 մարդ։", 12, "ոստիկանությունը"),
        ("hy", "Նախարարությունն այսօր հայտնեց 12 զոհի մասին։", 12, "Նախարարությունն"),
        ("hy", "Նախնական տվյալներով՝ 12 մարդ է զոհվել։", 12, None),
        ("hy", "Ըստ նախնական տվյալների՝ 12 մարդ է զոհվել։", 12, None),
        ("hy", "Ըստ նրանց՝ 12 մարդ է զոհվել։", 12, None),
        ("hy", "Ըստ էության՝ 12 մարդ է զոհվել։", 12, None),
        ("ka", "თავდაცვის სამინისტროს ცნობით, 12 ჯარისკაცი დაიღუპა.", 12, "თავდაცვის სამინისტროს"),
        ("ka", "შსს-ს ინფორმაციით, 12 ადამიანი დაშავდა.", 12, "შსს"),
        ("ka", "მინისტრ ოდა ლინდის თქმით, 12 ადამიანი დაიღუპა.", 12, "მინისტრ ოდა ლინდის"),
        ("ka", "ლიდრას მერიის განცხადებით 12 ადამიანი დაშავდა.", 12, "ლიდრას მერიის"),
        ("ka", "ჯანდაცვის სამინისტრო აცხადებს, რომ 12 ადამიანი გარდაიცვალა.", 12, "ჯანდაცვის სამინისტრო"),
        ("ka", "12 ადამიანი დაიღუპა, განაცხადა ლიდრას მერმა.", 12, "ლიდრას მერმა"),
        ("ka", "როგორც პოლიციაში აცხადებენ, 12 პირი დააკავეს.", 12, "პოლიციაში"),
        ("ka", "12 ადამიანი დაშავდა, ამის შესახებ ინფორმაციას ლიდრას მერია ავრცელებს.", 12, "ლიდრას მერია"),
        ("ka", "წინასწარი ინფორმაციით, 12 ადამიანი დაიღუპა.", 12, None),
        ("ka", "არსებული მონაცემებით, 12 ადამიანი დაიღუპა.", 12, None),
        ("ka", "მათი თქმით, 12 ადამიანი დაიღუპა.", 12, None),
    ],
)
def test_who_says_it_is_read_where_the_word_for_it_stands_behind(
    language: str, sentence: str, value: float, said_by: str | None
) -> None:
    [(found, _, speaker)] = read(sentence, language)
    assert (found, speaker) == (value, said_by)


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("tr", "19 askerden 12'si şehit oldu.", [(12, "killed")]),
        ("tr", "12'si çocuk 30 kişi öldü.", [(12, "killed"), (30, "killed")]),
        ("tr", "Üçü çocuk 30 kişi öldü.", [(3, "killed"), (30, "killed")]),
        ("tr", "12 kişi yaralandı, bunlardan 3'ü ağır.", [(12, "wounded")]),
        ("tr", "20 binden fazla mülteci geldi.", [(20_000, "displaced")]),
        ("tr", "Faiz yüzde 20 oldu.", [(20, "percent")]),
        ("tr", "Halkın %20'si yoksul.", [(20, "percent")]),
        ("tr", "Seçmenin yüzde 20,5'i ona oy verdi.", [(20.5, "percent")]),
        ("tr", "12'nci gün 3 kişi öldü.", [(3, "killed")]),
        ("tr", "Ayın 12'sinde 3 kişi öldü.", [(3, "killed")]),
        ("tr", "5 kişinin olduğu araç devrildi.", []),
        ("tr", "12 kişinin yüzde yüz haklı olduğu yazıldı.", [(100, "percent")]),
        ("az", "19 hərbçidən 12-si həlak olub.", [(12, "killed")]),
        ("az", "12-si uşaq olmaqla 30 nəfər həlak olub.", [(12, "killed"), (30, "killed")]),
        ("az", "20 mindən çox qaçqın gəlib.", [(20_000, "displaced")]),
        ("az", "Qiymətlər 20 faiz artıb.", [(20, "percent")]),
        ("az", "Əhalinin 20 faizi kasıbdır.", [(20, "percent")]),
        ("az", "5-ci briqadanın əsgəri həlak olub.", []),
        ("az", "Ayın 5-i 3 nəfər həlak olub.", [(3, "killed")]),
        ("az", "12 nəfərin olduğu avtobus aşıb.", []),
        ("hy", "19 զինծառայողից 12-ը զոհվել է։", [(12, "killed")]),
        ("hy", "Զոհվածներից 12-ը երեխա է։", [(12, "killed")]),
        ("hy", "Զոհերի թիվը 12-ն է։", [(12, "killed")]),
        ("hy", "Վիրավորվել է 12 մարդ, որոնցից 3-ը ծանր։", [(12, "wounded")]),
        ("hy", "Գները բարձրացել են 20 տոկոսով։", [(20, "percent")]),
        ("hy", "Բնակչության 20%-ը տեղահանվել է։", [(20, "percent")]),
        ("hy", "5-րդ բրիգադի զինվորը զոհվել է։", []),
        ("hy", "Մայիսի 12-ին զոհվել է 3 մարդ։", [(3, "killed")]),
        ("hy", "Ժամը 12-ին վիրավորվել է 3 մարդ։", [(3, "wounded")]),
        ("hy", "2-ական զինվոր վիրավորվել է։", []),
        ("ka", "19 ჯარისკაციდან 12 დაიღუპა.", [(12, "killed")]),
        ("ka", "12-მა ადამიანმა სიცოცხლე დაკარგა, გარდაიცვალა 3.", [(12, "killed"), (3, "killed")]),
        ("ka", "დაშავდა 12 ადამიანი, მათგან 3 მძიმედ.", [(12, "wounded")]),
        ("ka", "ფასები 20 პროცენტით გაიზარდა.", [(20, "percent")]),
        ("ka", "მოსახლეობის 20%-ს არ აქვს სახლი.", [(20, "percent")]),
        ("ka", "მე-5 ბრიგადის ჯარისკაცი დაიღუპა.", []),
        ("ka", "12-წლიანი ომი დასრულდა, დაღუპულები გლოვობენ.", []),
        ("ka", "5 მაისს 3 ადამიანი დაიღუპა.", [(3, "killed")]),
        ("ka", "სასამართლომ 12-ჯერ გადადო დაკავებულის საქმე.", []),
    ],
)
def test_numbers_with_endings_count_what_they_say(
    language: str, sentence: str, expected: list[tuple[float, str]]
) -> None:
    assert [(value, counts) for value, counts, _ in read(sentence, language)] == expected


@pytest.mark.parametrize(
    ("language", "sentence", "bound"),
    [
        ("tr", "En az 12 kişi öldü", Bound.AT_LEAST),
        ("tr", "Yaklaşık 100 kişi öldü", Bound.ABOUT),
        ("tr", "100 kadar kişi öldü", Bound.ABOUT),
        ("tr", "20 bine yakın mülteci geldi", Bound.NEARLY),
        ("tr", "En fazla 12 kişi yaralandı", Bound.UP_TO),
        ("tr", "100'ü aşkın kişi yaralandı", Bound.MORE_THAN),
        ("tr", "Ölü sayısı 12'ye yükseldi", None),
        ("az", "Ən azı 12 nəfər həlak olub", Bound.AT_LEAST),
        ("az", "Təxminən 100 nəfər həlak olub", Bound.ABOUT),
        ("az", "100-ə yaxın insan yaralanıb", Bound.NEARLY),
        ("az", "100-ə qədər insan yaralanıb", Bound.UP_TO),
        ("az", "100-dək insan yaralanıb", Bound.UP_TO),
        ("az", "Ölənlərin sayı 12-yə çatıb", None),
        ("hy", "Առնվազն 12 մարդ է զոհվել", Bound.AT_LEAST),
        ("hy", "Զոհվել է շուրջ 100 մարդ", Bound.ABOUT),
        ("hy", "Զոհվել է մոտ 100 մարդ", Bound.ABOUT),
        ("hy", "Գրեթե 100 մարդ է զոհվել", Bound.NEARLY),
        ("hy", "Մինչև 100 մարդ է զոհվել", Bound.UP_TO),
        ("hy", "Հարյուրից ավելի մարդ է զոհվել", Bound.MORE_THAN),
        ("hy", "Զոհերի թիվը հասել է 12-ի", None),
        ("ka", "მინიმუმ 12 ადამიანი დაიღუპა", Bound.AT_LEAST),
        ("ka", "დაახლოებით 100 ადამიანი დაშავდა", Bound.ABOUT),
        ("ka", "თითქმის 100 ადამიანი დაშავდა", Bound.NEARLY),
        ("ka", "100-მდე ადამიანი დაშავდა", Bound.UP_TO),
        ("ka", "20 ათასამდე ადამიანი დაშავდა", Bound.UP_TO),
        ("ka", "დაღუპულთა რიცხვი 12-მდე გაიზარდა", None),
        ("ka", "ასზე მეტი ადამიანი დაშავდა", Bound.MORE_THAN),
    ],
)
def test_how_exactly_a_number_with_an_ending_is_meant(language: str, sentence: str, bound: Bound | None) -> None:
    found = counted(sentence, language, lambda _text, _language: (), year=2031)
    assert [each.bound for each in found] == [bound]


@pytest.mark.parametrize(
    ("language", "sentence", "attributes"),
    [
        ("tr", "Bakanlığa göre 12 kişi öldü", True),
        ("tr", "Vali saldırıyı kınadı ve ölü sayısını duyurdu", True),
        ("tr", "Geçen yıla göre ölü sayısı arttı", False),
        ("tr", "Plana göre askerler çekilecek", False),
        ("az", "Nazirliyin məlumatına görə 12 nəfər ölüb", True),
        ("az", "Agentlik xəbər verir ki, 12 nəfər ölüb", True),
        ("az", "Hava şəraitinə görə uçuşlar təxirə salınıb", False),
        ("az", "Buna görə yollar bağlanıb", False),
        ("hy", "Ըստ ոստիկանության՝ 12 մարդ է զոհվել", True),
        ("hy", "12 մարդ է զոհվել, հայտնում է ՊՆ-ն", True),
        ("hy", "Ըստ էության բանակցություններն ավարտվել են", False),
        ("hy", "Երևանը համաձայն է առաջարկին", False),
        ("hy", "Հայտնի երգիչը հայտնվել է հիվանդանոցում", False),
        ("ka", "პოლიციის მონაცემებით 12 ადამიანი დაშავდა", True),
        ("ka", "სააგენტო იტყობინება, რომ 12 ადამიანი დაიღუპა", True),
        ("ka", "ქალაქში საინფორმაციო ცენტრი გაიხსნა", False),
        ("ka", "ინფორმაციული ომი გრძელდება", False),
    ],
)
def test_a_sentence_that_says_who_says_it_attributes(language: str, sentence: str, attributes: bool) -> None:
    assert is_worded("attributes", folded_line(sentence), language) is attributes


@pytest.mark.parametrize(
    ("language", "sentence", "value", "bound", "said_by"),
    [
        ("fr", "Selon le ministère de la Santé, 12 personnes sont mortes.", 12, None, "le ministère de la Santé"),
        (
            "fr",
            "Le ministère de la Défense a annoncé que 12 soldats ont été tués.",
            12,
            None,
            "Le ministère de la Défense",
        ),
        ("fr", "12 personnes ont été blessées, a indiqué le maire de Lidra.", 12, None, "le maire de Lidra"),
        ("fr", "D'après la police, au moins 12 personnes ont été arrêtées.", 12, Bound.AT_LEAST, "la police"),
        ("fr", "Près de 100 personnes ont été blessées, affirme la préfecture.", 100, Bound.NEARLY, "la préfecture"),
        ("fr", "Environ 20 % des habitants ont fui.", 20, Bound.ABOUT, None),
        ("fr", "Quelque 20 000 réfugiés ont traversé le pont, a précisé l'ONU.", 20000, Bound.ABOUT, "l'ONU"),
        ("fr", "La préfecture a fait état de 12 morts.", 12, None, "La préfecture"),
        ("fr", "Selon un premier bilan, 12 personnes ont péri.", 12, None, None),
        ("fr", "Une hausse de 20 pour cent selon les règles en vigueur.", 20, None, None),
        ("es", "Según el Ministerio de Salud, 12 personas murieron.", 12, None, "el Ministerio de Salud"),
        ("es", "El Ministerio de Defensa informó que 12 soldados murieron.", 12, None, "El Ministerio de Defensa"),
        ("es", "12 personas resultaron heridas, dijo la alcaldesa Oda Lind.", 12, None, "la alcaldesa Oda Lind"),
        ("es", "Al menos 12 muertos, de acuerdo con la policía de Lidra.", 12, Bound.AT_LEAST, "la policía de Lidra"),
        ("es", "Cerca de 100 heridos, según informó la alcaldía.", 100, Bound.NEARLY, "la alcaldía"),
        ("es", "Hasta 12 personas fallecieron.", 12, Bound.UP_TO, None),
        ("es", "El 20 por ciento de los habitantes huyó.", 20, None, None),
        ("es", "La policía confirmó la muerte de 12 civiles.", 12, None, "La policía"),
        ("es", "Casi 100 desaparecidos, aseguró el gobierno de Lidra.", 100, Bound.NEARLY, "el gobierno de Lidra"),
        ("es", "Según las primeras informaciones, 12 personas perdieron la vida.", 12, None, None),
        ("es", "El gobierno ha dicho que más de 12 personas han muerto.", 12, Bound.MORE_THAN, "El gobierno"),
        (
            "de",
            "Nach Angaben des Gesundheitsministeriums starben 12 Menschen.",
            12,
            None,
            "des Gesundheitsministeriums",
        ),
        ("de", "Laut Polizei wurden 12 Menschen verletzt.", 12, None, "Polizei"),
        (
            "de",
            "Das Verteidigungsministerium teilte mit, dass 12 Soldaten getötet wurden.",
            12,
            None,
            "Das Verteidigungsministerium",
        ),
        ("de", "12 Menschen wurden getötet, sagte Bürgermeisterin Oda Lind.", 12, None, "Bürgermeisterin Oda Lind"),
        ("de", "Den Behörden zufolge kamen 12 Menschen ums Leben.", 12, None, "Den Behörden"),
        ("de", "Dem Ministerium zufolge wurden fast 100 Menschen verletzt.", 100, Bound.NEARLY, "Dem Ministerium"),
        ("de", "Etwa 20 Prozent der Einwohner flohen.", 20, Bound.ABOUT, None),
        (
            "de",
            "Bis zu 100 Menschen werden vermisst, berichtet die Agentur Lind.",
            100,
            Bound.UP_TO,
            "die Agentur Lind",
        ),
        ("de", "Rund 100 Festgenommene meldete die Polizei am Montag.", 100, Bound.ABOUT, "die Polizei"),
        (
            "de",
            "Wie die Feuerwehr mitteilte, wurden mindestens 12 Menschen verletzt.",
            12,
            Bound.AT_LEAST,
            "die Feuerwehr",
        ),
        ("de", "Nach ersten Angaben starben 12 Menschen.", 12, None, None),
        ("de", "Die Zahl der Toten stieg auf über 100.", 100, Bound.MORE_THAN, None),
        ("uk", "За даними Міністерства оборони, загинули 12 військових.", 12, None, "Міністерства оборони"),
        ("uk", "Міністерство повідомило, що загинули 12 людей.", 12, None, "Міністерство"),
        ("uk", "12 людей поранено, повідомив мер Лідри.", 12, None, "мер Лідри"),
        ("uk", "За словами мера Лідри, загинуло щонайменше 12 осіб.", 12, Bound.AT_LEAST, "мера Лідри"),
        ("uk", "Близько 100 поранених, зазначили у поліції.", 100, Bound.ABOUT, "поліції"),
        ("uk", "Згідно з даними ДСНС, евакуйовано майже 100 осіб.", 100, Bound.NEARLY, "ДСНС"),
        ("uk", "Як повідомляє Нацполіція, затримано 12 осіб.", 12, None, "Нацполіція"),
        ("uk", "Ціни зросли на 20 відсотків.", 20, None, None),
        ("uk", "За попередніми даними, загинули 12 людей.", 12, None, None),
        ("uk", "Понад 100-ро людей поранено.", 100, Bound.MORE_THAN, None),
        ("uk", "До 100 людей зникло безвісти.", 100, Bound.UP_TO, None),
        ("uk", "У Міноборони заявили про 12 загиблих.", 12, None, "Міноборони"),
        ("uk", "Загинули 12 людей, 12 листопада.", 12, None, None),
        ("uk", "За інформацією мерії, поранено 12 осіб.", 12, None, "мерії"),
        ("ru", "По предварительным данным, погибли 12 человек.", 12, None, None),
        ("ru", "Минздрав сообщил о 12 погибших.", 12, None, "Минздрав"),
        ("ru", "Как сообщили в МЧС, погибли 12 человек.", 12, None, "МЧС"),
        ("ru", "Власти сообщили в Телеграме, что погибли 12 человек.", 12, None, "Власти"),
        ("ru", "Власти сообщили в понедельник, что погибли 12 человек.", 12, None, "Власти"),
        ("ru", "В полиции заявили, что задержаны 12 человек.", 12, None, "полиции"),
        ("ru", "Ранены 12 человек, из них 3 тяжело.", 12, None, None),
        ("ru", "По информации мэрии Лидры, ранены 12 человек.", 12, None, "мэрии Лидры"),
        ("en", "According to NATO, 12 people were killed.", 12, None, "NATO"),
        ("en", "The ministry on Monday said 12 people were killed.", 12, None, "The ministry"),
        ("en", "12 people were killed, police said.", 12, None, "police"),
        ("en", "According to Channel 12, 5 people were killed.", 5, None, "Channel 12"),
        ("en", "THEY SAID 12 PEOPLE WERE KILLED", 12, None, None),
        ("en", "On 5 May 3 people were killed.", 3, None, None),
        ("en", "Authorities haven’t said why a man killed 12 people.", 12, None, None),
        ("en", "The harbour police have not said who killed 12 people.", 12, None, None),
        ("en", "A fisherman who reported a crash which killed 12 is angry.", 12, None, None),
        ("en", "The voyage has been marred by reports that 12 people were killed.", 12, None, None),
        ("en", "The harbour police later said that 12 people were killed.", 12, None, "The harbour police"),
        ("pl", "Władze nie podały, dlaczego zginęło 12 osób.", 12, None, None),
        ("ru", "Власти не сообщили, почему погибли 12 человек.", 12, None, None),
    ],
)
def test_who_says_it_and_how_exactly_is_read_in_the_other_languages(
    language: str, sentence: str, value: float, bound: Bound | None, said_by: str | None
) -> None:
    [found] = counted(sentence, language, lambda _text, _language: (), year=2031)
    assert (found.value, found.bound, found.said_by) == (value, bound, said_by)


@pytest.mark.parametrize(
    ("language", "sentence", "said_by"),
    [
        ("pl", "Zginęło 12 osób - podał w piątek burmistrz Kalym.", "burmistrz Kalym"),
        ("pl", "Zginęło 12 osób - przekazał wczoraj burmistrz Kalym.", "burmistrz Kalym"),
        ("pl", "Zginęło 12 osób - ocenił w środę w rozmowie z agencją Korn były burmistrz Oda Lind.",
         "były burmistrz Oda Lind"),
        ("pl", "Jak poinformowało w środę ministerstwo zdrowia, zginęło 12 osób.", "ministerstwo zdrowia"),
        ("pl", "Zginęło 12 osób - powiedział dziennikarzom burmistrz Kalym.", "burmistrz Kalym"),
        ("pl", "Zginęło 12 osób - podał w piątek.", None),
        ("pl", "Zginęło 12 osób - podał w piątek, dodając nazwiska.", None),
        ("pl", "Władze Kalym poinformowały o odkryciu grobów 12 ofiar.", "Władze Kalym"),
        ("pl", "Według różnych danych zginęło 12 osób.", None),
        ("ru", "Погибли 12 человек, сообщил в среду глава Калыма.", "глава Калыма"),
        ("ru", "Погибли 12 человек, заявил журналистам мэр Калыма.", "мэр Калыма"),
        ("ru", "Как сообщили в среду в министерстве здоровья, погибли 12 человек.", "министерстве здоровья"),
        ("uk", "Загинули 12 людей, повідомив у середу голова Калима.", "голова Калима"),
        ("de", "12 Menschen wurden getötet, sagte am Mittwoch der Chef der Polizei.", "der Chef der Polizei"),
        ("de", "12 Menschen wurden getötet, sagte gegenüber Korn der Bürgermeister.", "der Bürgermeister"),
        ("fr", "12 personnes ont été tuées, a annoncé mercredi le maire de Kalym.", "le maire de Kalym"),
        ("fr", "12 personnes ont été tuées, a dit à la presse le maire de Kalym.", "le maire de Kalym"),
        ("es", "12 personas murieron, informó el miércoles el alcalde de Kalym.", "el alcalde de Kalym"),
        ("es", "12 personas murieron, dijo a Korn el alcalde de Kalym.", "el alcalde de Kalym"),
        ("en", "At least 12 people were killed, the mayor of Kalym told Korn on Wednesday.", "the mayor of Kalym"),
        ("en", "“12 people were killed,” Mayor Oda Lind wrote on the island’s page.", "Mayor Oda Lind"),
        ("en", "An unnamed source said 12 people were killed.", "An unnamed source"),
        ("en", "12 people were killed, sources familiar with the matter said.", "sources familiar with the matter"),
        ("en", "12 people were killed, two people familiar with the matter told Korn.",
         "two people familiar with the matter"),
        ("en", "12 people were killed, according to two officials who asked not to be named.",
         "two officials who asked not to be named"),
        ("en", "12 people were killed, an army officer who declined to be identified said.",
         "an army officer who declined to be identified"),
        ("en", "A senior official, speaking on condition of anonymity, said 12 people were killed.",
         "A senior official, speaking on condition of anonymity"),
        ("en", "The mayor of Kalym, who had asked for calm, said 12 people were killed.", "The mayor of Kalym"),
        ("en", "Two officials, who asked not to be named, said 12 people were killed.",
         "Two officials, who asked not to be named"),
        ("en", "12 people were killed, a senior official said on condition of anonymity.",
         "a senior official … on condition of anonymity"),
        ("en", "Two officials told the Korn agency on condition of anonymity that 12 people were killed.",
         "Two officials … on condition of anonymity"),
        ("en", "12 people were killed, an official said, speaking on condition of anonymity.",
         "an official … speaking on condition of anonymity"),
        ("en", "12 people were killed, said an officer on condition of anonymity.",
         "an officer on condition of anonymity"),
        ("en", "12 people were killed, said a senior official, who spoke on condition of anonymity.",
         "a senior official, who spoke on condition of anonymity"),
        ("en", "12 people were killed, the mayor said officials told him on condition of anonymity.", "the mayor"),
        ("pl", "Zginęło 12 osób - powiedział urzędnik, który nie podał nazwiska.",
         "urzędnik, który nie podał nazwiska"),
        ("pl", "Urzędnik, który nie podał nazwiska, powiedział, że zginęło 12 osób.",
         "Urzędnik, który nie podał nazwiska"),
        ("ru", "Погибли 12 человек, сообщил на условиях анонимности чиновник.", "на условиях анонимности чиновник"),
        ("ru", "Погибли 12 человек, сообщили два чиновника, пожелавшие остаться неназванными.",
         "два чиновника, пожелавшие остаться неназванными"),
        ("uk", "Загинули 12 людей, повідомив чиновник на умовах анонімності.", "чиновник на умовах анонімності"),
        ("de", "12 Menschen wurden getötet, sagte ein Beamter, der anonym bleiben wollte.",
         "ein Beamter, der anonym bleiben wollte"),
        ("fr", "12 personnes ont été tuées, a dit un policier, qui a requis l’anonymat.",
         "un policier, qui a requis l’anonymat"),
        ("es", "12 personas murieron, dijeron dos funcionarios que pidieron no ser identificados.",
         "dos funcionarios que pidieron no ser identificados"),
        ("en", "In Kalym, 12 people were killed, said the mayor.", "the mayor"),
        ("en", "The villagers were told that 12 people were killed.", None),
        ("en", "12 people were killed, according to figures.", None),
    ],
)  # fmt: skip
def test_the_day_and_who_was_told_stand_before_who_says_it(language: str, sentence: str, said_by: str | None) -> None:
    assert [found[2] for found in read(sentence, language)] == [said_by]


@pytest.mark.parametrize(
    ("language", "sentence", "said_by", "person"),
    [
        ("pl", "Zginęło 12 osób — ocenił w środę w rozmowie z agencją Korn były burmistrz Kalymu Adam Lindner.",
         "były burmistrz Kalymu Adam Lindner", "Adam Lindner"),
        ("pl", "Zginęło 12 osób - przekazała na konferencji prasowej burmistrz Oda Lindner.",
         "burmistrz Oda Lindner", "Oda Lindner"),
        ("pl", "Zginęło 12 osób - napisał w komunikacie burmistrz Jerzy Wolski.", "burmistrz Jerzy Wolski",
         "Jerzy Wolski"),
        ("pl", "Zginęło 12 osób - przekazał rzecznik Straży Granicznej.", "rzecznik Straży Granicznej", None),
        ("pl", "Zginęło 12 osób - przekazał rzecznik Ministerstwa Obrony.", "rzecznik Ministerstwa Obrony", None),
        ("pl", "Zginęło 12 osób - przekazało biuro prasowe Kalymu.", "biuro prasowe Kalymu", None),
        ("pl", "Według Adama Lindnera zginęło 12 osób.", "Adama Lindnera", None),
        ("fr", "12 personnes sont mortes, a déclaré mercredi à l'agence Korn le maire Adam Lindner.",
         "le maire Adam Lindner", "Adam Lindner"),
        ("es", "Murieron 12 personas, dijo el miércoles en una entrevista con la agencia Korn el alcalde Adam Lindner.",
         "el alcalde Adam Lindner", "Adam Lindner"),
        ("es", "Murieron 12 personas, dijo el jefe de Policía Local.", "el jefe de Policía Local", None),
        ("de", "12 Menschen starben, sagte im Gespräch mit der Agentur Korn der Bürgermeister Adam Lindner.",
         "der Bürgermeister Adam Lindner", None),
        # It says something else.
        ("pl", "W pożarze zginęło 12 osób - przekazał. - Chciałam tam wrócić.", None, None),
        ("en", "Storm kills 12; Sorven reports drone attacks", None, None),
        ("en", "Storm kills 12, the mayor said; Sorven reports drone attacks", "the mayor", None),
    ],
)  # fmt: skip
def test_a_person_who_says_so_is_named_for_readers_of_any_language(
    language: str, sentence: str, said_by: str | None, person: str | None
) -> None:
    [found] = counted(
        sentence, language, lambda text, _language: ["kalym"] if text.startswith("Kalym") else (), year=2031
    )
    assert (found.said_by, found.person) == (said_by, person)


@pytest.mark.parametrize(
    ("language", "sentence", "said_by"),
    [
        ("en", "Korn says that 12 people were killed.", "Korn"),
        ("en", "12 people were killed, Korn said.", "Korn"),
        ("en", "They said that 12 people were killed.", None),
        ("pl", "Korn podał, że zginęło 12 osób.", "Korn"),
        ("de", "Korn meldet 12 Tote.", "Korn"),
    ],
)
def test_a_short_name_speaks_where_it_is_a_place(language: str, sentence: str, said_by: str | None) -> None:
    def places(text: str, _language: str | None) -> list[str]:
        return ["korn"] * (text == "Korn")

    [found] = counted(sentence, language, places, year=2031)
    assert found.said_by == said_by
    [unknown] = counted(sentence, language, lambda *_: [], year=2031)
    assert unknown.said_by is None


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Sorven reported 12 dead, Lidra 30.", ["Sorven", "Lidra"]),
        ("Police reported 12 dead in Sorven, Lidra 30.", ["Police", "Police"]),
    ],
)
def test_a_land_without_a_verb_speaks_after_another_land(sentence: str, said: list[str]) -> None:
    def places(text: str, _language: str | None) -> list[str]:
        return [name for name in ("sorven", "lidra") if name in text.lower()]

    assert [each.said_by for each in counted(sentence, "en", places, year=2031)] == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Officials said 12 people died, but the mayor said 15 had been killed.", ["Officials", "the mayor"]),
        ("Sorven says 12 people died in the raid, in which Kalym says 15 were killed.", ["Sorven", "Kalym"]),
        ("Sorven says 12 people died; Kalym's ministry says 15 were killed.", ["Sorven", "Kalym's ministry"]),
        ("12 people died in Kalym, the mayor said, and 15 in Lidra, according to police.", ["the mayor", "police"]),
        ("12 people died, the mayor said on Monday, and 15 were hurt.", ["the mayor", "the mayor"]),
        ("According to the mayor 12 people died; the army says that 15 soldiers were hurt.", ["the mayor", "the army"]),
        ("The ministry said 12 people died, while police said 15 were arrested.", ["The ministry", "police"]),
        ("Officials said 12 people died, the Lidra Courier reported.", ["Officials"]),
        ("The ministry said 12 people died, according to the Lidra Courier.", ["The ministry"]),
        ("The observatory put the death toll at 12, while the army said 15 died.", ["The observatory", "the army"]),
        ("12 people died, and the mayor said 15 were hurt.", [None, "the mayor"]),
        ("Officials said 12 people died in Kalym and the mayor said 15 had died.", ["Officials", "the mayor"]),
        ("Officials in Kalym and Lidra said 12 people died.", ["Officials in Kalym and Lidra"]),
        ("Police reported 12 dead, the mayor 15.", ["Police", "the mayor"]),
        ("Police said 12 people died; the army acknowledged seven deaths.", ["Police", "the army"]),
        ("Protesters say 12 people were hurt; police report 34 injured officers.", ["Protesters", "police"]),
        ("The opposition says 12 people died; the army, however, says at least 15 did.", ["The opposition"]),
        ("The army, however, says at least 12 people died.", ["The army"]),
        ("Activists in Kalym, a city in the north, said 12 people were killed.", ["Activists in Kalym"]),
        ("The committee, a network of activists, says a total of 12 people died.", ["The committee"]),
        ("The ministry put its losses at 12 killed.", ["The ministry"]),
        ("The governor put the death toll of Friday's fire in the old port at 12.", ["The governor"]),
        ("Earlier the committee also said that 12 people had died.", ["the committee"]),
        ("Odra's officials have reported 12 confirmed deaths.", ["Odra's officials"]),
        ("12 people have died, said the mayor of Kalym.", ["the mayor of Kalym"]),
        ("12 people have died, said two officials.", ["two officials"]),
        ("Kalym has had 12 deaths and 90 cases, according to the ministry.", ["the ministry"]),
        ("Kalym has 90 cases confirmed and 12 deaths.", [None]),
        ("Odra's army has now said that 12 people died, though residents say 15 did.", ["Odra's army"]),
        ("The ministry said 12 people died, though residents said 15 had died.", ["The ministry", "residents"]),
        ("Police reported 12 dead, 30 wounded and two missing.", ["Police", "Police", "Police"]),
        ("The flood, which the mayor said killed 12 people, has passed.", ["the mayor"]),
        ("At least 12 people were reported killed.", [None]),
        ("The virus has been confirmed in Lidra, killing 12, according to the ministry.", ["the ministry"]),
        ("The rebels have claimed responsibility for a blast that killed 12.", [None]),
        ("Police and prosecutors say 12 people were arrested.", ["Police and prosecutors"]),
        ("The WHO said 12 people had died.", ["The WHO"]),
        ("Sorven has reported nearly 900 laboratory-confirmed cases, including two deaths.", ["Sorven"]),
        ("12 people were killed, according to unconfirmed reports.", ["unconfirmed reports"]),
        ("Policja podała, że zginęło 12 osób, ale burmistrz mówi, że 15 jest rannych.", ["Policja", "burmistrz"]),
        ("Власти сообщили о 12 погибших, но губернатор сказал, что погибли 15 человек.", ["Власти", "губернатор"]),
    ],
)
def test_of_several_who_speak_each_says_what_stands_behind_or_before_them(
    sentence: str, said: list[str | None]
) -> None:
    language = "ru" if sentence[0] == "В" else "pl" if sentence.startswith("Policja") else "en"
    assert [said_by for _, _, said_by in read(sentence, language)] == said


@pytest.mark.parametrize(
    ("sentence", "said_by"),
    [
        ("Police: 12 dead in Kalym", "Police"),
        ("12 dead in Kalym: health ministry", "health ministry"),
        ("12 dead in Kalym - ministry", "ministry"),
        ("Kalym: 12 dead in storm", None),
        ("12 dead in clashes - and more to come", None),
        ("Sorven claims 500 soldiers killed in Lidra", "Sorven"),
        ("The storm claims 12 lives", None),
        ("The flood has claimed 12 lives.", None),
        ("The blast, claimed by the Lidra Front, killed 12.", None),
        ("The number of confirmed deaths rose to 12.", None),
        ("The watchdog estimates that 12 people were killed.", "The watchdog"),
        ("Originally estimated at 12, the toll rose to 15 killed.", None),
        ("The rights office has verified that 12 people were killed.", "The rights office"),
        ("Kalym officials put the fire out after it killed 12.", None),
        ("Officials in Lidra said 12 people were killed.", "Officials in Lidra"),
        ("A doctor at a hospital in Lidra said 12 people were killed.", "A doctor at a hospital in Lidra"),
        ("People who live in Lidra said 12 were killed.", None),
        ("The crackdown in which campaigners say 12 people were killed goes on.", "campaigners"),
        ("“12 people died,” Marit Lindahl, the Lidra police chief, told the Courier.", "Marit Lindahl"),
        ("12 people died, the land's president, Oda Lind, said.", "the land's president"),
        ("Police reported no deaths, but later said 12 people had died.", "Police"),
        ("Police chief: 12 people killed in Kalym", "Police chief"),
        ("The Lidra Watch, a group of volunteers, said 12 people were killed.", "The Lidra Watch"),
        ("“12 people died,” the mayor, Oda Lind, wrote on her page.", "the mayor"),
    ],
)
def test_who_says_it_is_read_wherever_english_puts_them(sentence: str, said_by: str | None) -> None:
    lands = counted(sentence, "en", lambda text, _language: ["sorven"] if "Sorven" in text else [], year=None)
    assert {each.said_by for each in lands} == {said_by}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Committees, another rights group, said 77 people were killed.", [(77, "killed", "The Committees")]),
        (
            "A doctor at a hospital near Kalym, west of Lidra, said eight men had been killed.",
            [(8, "killed", "A doctor at a hospital near Kalym")],
        ),
    ],
)
def test_those_who_are_counted_behind_said_do_not_say_it(sentence: str, expected: Found) -> None:
    assert read(sentence, "en") == expected


@pytest.mark.parametrize(
    ("sentence", "said_by"),
    [
        ("The Red Cross said its own teams had counted 12 dead.", "The Red Cross"),
        ("Police reported 12 dead, but the ministry said its staff counted 12 dead.", "the ministry"),
        ("Its spokesman said 12 people were killed.", None),
    ],
)
def test_whoever_is_named_only_as_anothers_does_not_speak(sentence: str, said_by: str | None) -> None:
    assert read(sentence, "en")[-1] == (12, "killed", said_by)
