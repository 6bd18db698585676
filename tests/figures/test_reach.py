"""How far a word that counts people reaches. Nobody said any of this."""

from __future__ import annotations

import pytest

from tests.figures.examples import short, values


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


def test_lives_are_counted_only_where_something_took_them() -> None:
    assert values("The flood, which claimed 12 lives, wounded 30.") == [(12, "killed"), (30, "wounded")]
    assert values("The floods have claimed at least 12 lives.") == [(12, "killed")]
    assert values("The dike saved 12 lives.") == []


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
