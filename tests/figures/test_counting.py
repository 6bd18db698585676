"""Which word counts a number. Nobody said any of this."""

from __future__ import annotations

import pytest

from tests.figures.examples import values


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
        ("Five people died and 12 spent the night on roofs.", "en"),
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
