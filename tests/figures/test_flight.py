"""Who crossed a border and fled, and whether reports count one flight. Nobody said any of this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.briefing.compose import compose
from bot.briefing.tallying import tallies
from bot.figures.quantities import counted
from bot.model import Alias, Article, Tally, Topic
from bot.text.terms import no_meanings
from tests.briefing.examples import article, member, window
from tests.figures.examples import values

PLACES = ("Kalym", "Lidra", "Sorven")


def places(text: str, _language: str | None) -> Sequence[str]:
    return [place.lower() for place in PLACES if place[:4] in text]


REFUGEES = {
    "en": "refugees",
    "pl": "uchodźcy",
    "ru": "беженцы",
    "uk": "біженці",
    "de": "Flüchtlinge",
    "fr": "les réfugiés",
    "es": "refugiados",
    "tr": "mülteciler",
    "az": "qaçqınlar",
    "hy": "փախստականներ",
    "ka": "ლტოლვილები",
}


def fled(sentence: str, language: str = "en", title: str = "", amid: str = "") -> list[float]:
    read = counted(sentence, language, places, year=2031, title=title, amid=amid)
    return [each.value for each in read if each.counts == "displaced"]


@pytest.mark.parametrize(
    ("sentence", "language", "number"),
    [
        ("Some 40 people have arrived so far.", "en", 40),
        ("About 2,906 people had crossed the border by the morning.", "en", 2906),
        ("More than 1,000 have come.", "en", 1000),
        (
            "The number of those who were registered has passed 4,800, with 4,850 people registered in Kalym.",
            "en",
            4850,
        ),
        ("More than 28,000 people have left the enclave.", "en", 28_000),
        ("More than 4,000 have arrived.", "en", 4000),
        ("Some 280 Lidrans have crossed.", "en", 280),
        ("Some 280 ethnic Lidrans arrived by bus.", "en", 280),
        ("By night 280 Lidrans, most of them old, had crossed the border.", "en", 280),
        ("By night there had come 280 Lidrans.", "en", 280),
        ("By night 280 Lidrans who arrived in the rain were asleep.", "en", 280),
        ("Do kraju wjechało 1050 osób.", "pl", 1050),
        ("Granicę przekroczyło 28 120 osób.", "pl", 28_120),
        ("Do południa dotarło ponad 19 tys. mieszkańców.", "pl", 19_000),
        ("Границу пересекли 1050 человек.", "ru", 1050),
        ("Зарегистрировались 1050 человек.", "ru", 1050),
        ("Число покинувших регион превысило 65 тысяч.", "ru", 65_000),
        ("В'їхали 28 120 осіб.", "uk", 28_120),
        ("Кількість тих, хто залишив регіон, перевищила 65 тисяч.", "uk", 65_000),
        ("1050 Menschen sind in Kalym eingetroffen.", "de", 1050),
        ("In Kalym wurden 13.350 Menschen registriert.", "de", 13_350),
        ("4.850 Lidraner haben das Land verlassen.", "de", 4850),
        ("1.050 personnes ont traversé la frontière.", "fr", 1050),
        ("Le nombre d'arrivées a dépassé 93.000.", "fr", 93_000),
        ("En Kalym fueron registradas 13.350 personas.", "es", 13_350),
        ("Sınır kapısından bugüne kadar 6 bin 500 kişi giriş yaptı.", "tr", 6500),
        ("Kalym'a 50 binden fazla kişi geldi.", "tr", 50_000),
        ("Lidra'ya 2000 kişi geldi.", "tr", 2000),
        ("Gelenlerin sayısı 65 bini aştı.", "tr", 65_000),
        ("Gelenlerin sayısı 65 bin 417'ye ulaştı.", "tr", 65_417),
        ("Bakanlık, gelenlerin sayısının 93 bin olduğunu açıkladı.", "tr", 93_000),
        ("4 bin 850 Lidralı Sorven'i terk etti.", "tr", 4850),
        ("Lidrada 13 min 350 nəfər qeydiyyata alınıb.", "az", 13_350),
        ("Ölkəyə 50 mindən çox insan gəlib.", "az", 50_000),
        ("Gedənlərin sayı 65 mini ötüb.", "az", 65_000),
        ("4 min 850 Lidralı Sorveni tərk edib.", "az", 4850),
        ("Կալիմում հաշվառվել է 13 հազար 350 մարդ։", "hy", 13_350),
        ("Սահմանը հատել է 3500 մարդ։", "hy", 3500),
        ("Ժամանածների թիվն անցել է 65 հազարը։", "hy", 65_000),
        ("ქვეყანაში 50 ათასზე მეტი ადამიანი შევიდა.", "ka", 50_000),
        ("წასულთა რაოდენობამ 65 ათასს გადააჭარბა.", "ka", 65_000),
    ],
)
def test_whoever_crosses_a_border_has_fled_where_the_article_is_about_refugees(
    sentence: str, language: str, number: float
) -> None:
    assert fled(sentence, language, title=f"Kalym: {REFUGEES[language]}") == [number]
    assert fled(sentence, language, amid=f"Kalym: {REFUGEES[language]}.") == [number]
    assert fled(sentence, language, title="Kalym", amid="Kalym.") == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Some 60 Lidran firefighters have arrived.", "en"),
        ("More than 200 lorries have crossed the border.", "en"),
        ("Some 60 lorries from Lidra arrived.", "en"),
        ("Some 60 Lidran lorries, all of them old, arrived.", "en"),
        ("Some 300 lorries that were sent to asylum seekers arrived.", "en"),
        ("12 tents arrived by the evening.", "en"),
        ("The war has left more than 10,000 people dead.", "en"),
        ("Границу пересекли 40 грузовиков с помощью.", "ru"),
        ("Гасити пожежу прибули 60 рятувальників.", "uk"),
        ("60 Feuerwehrleute sind in Kalym eingetroffen.", "de"),
        ("30 Menschen müssen die Stadt verlassen.", "de"),
        ("60 pompiers sont arrivés sur place.", "fr"),
        ("15 médicos llegaron a Kalym.", "es"),
        ("40 kamyon sınırı geçti.", "tr"),
        ("Yangına müdahale için 60 Lidralı itfaiyeci geldi.", "tr"),
        ("İki ülkenin 12 temsilcisi bir araya geldi.", "tr"),
        ("21 avtobus sərhədi keçib.", "az"),
        ("200 nəfər müayinədən keçib.", "az"),
        ("Հրդեհը մարելու համար ժամանել է 60 հրշեջ։", "hy"),
        ("ხანძრის ჩასაქრობად 60 მეხანძრე ჩავიდა.", "ka"),
        ("კანონი ძალაში შევიდა, რაც 12 ადამიანს ეხება.", "ka"),
    ],
)
def test_others_who_arrive_there_are_no_refugees(sentence: str, language: str) -> None:
    assert fled(sentence, language, title=f"Kalym: {REFUGEES[language]}") == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Another 3,500 people crossed the border.", "en"),
        ("За ночь границу пересекли ещё 3500 человек.", "ru"),
        ("За ніч кордон перетнули ще 3500 людей.", "uk"),
        ("Gece boyunca 3 bin 500 kişi daha sınırdan geçti.", "tr"),
        ("Gecə ərzində daha 3 min 500 nəfər sərhədi keçib.", "az"),
        ("Գիշերվա ընթացքում սահմանը հատել է ևս 3500 մարդ։", "hy"),
        ("ღამის განმავლობაში საზღვარი კიდევ 3 500 ადამიანმა გადაკვეთა.", "ka"),
    ],
)
def test_more_who_cross_are_not_all(sentence: str, language: str) -> None:
    assert fled(sentence, language, title=f"Kalym: {REFUGEES[language]}") == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Of a population of 120,000 more than half have left.", "en"),
        ("Более половины из 120 тысяч жителей покинули регион.", "ru"),
        ("Mehr als die Hälfte der 120.000 Einwohner hat die Region verlassen.", "de"),
        ("120 binlik nüfusun yarısından fazlası ülkeye kaçtı.", "tr"),
        ("120 min əhalinin yarısından çoxu bölgəni tərk edib.", "az"),
        ("120 հազար բնակչության կեսից ավելին լքել է հայրենիքը։", "hy"),
        ("120-ათასიანი მოსახლეობის ნახევარზე მეტმა რეგიონი დატოვა.", "ka"),
    ],
)
def test_all_who_lived_there_have_not_fled(sentence: str, language: str) -> None:
    assert fled(sentence, language, title=f"Kalym: {REFUGEES[language]}") == []


def test_a_range_of_people_who_crossed_has_two_ends() -> None:
    [one] = counted("Kalym'a 12 ila 15 kişi geldi.", "tr", places, year=2031, title="Mülteciler")
    assert (one.value, one.upto) == (12, 15)


def test_asylum_seekers_have_fled_whatever_the_article_is_about() -> None:
    assert fled("Some 300 cold and very hungry asylum seekers arrived.") == [300]


def test_refugees_who_are_home_again_are_not_counted() -> None:
    assert fled("Some 20,000 refugees have returned home.") == []
    assert fled("Домой вернулись 20 тысяч беженцев.", "ru") == []
    assert fled("Some 20,000 refugees cannot return home.") == [20_000]
    assert fled("Some 20,000 people fled and 5,000 have returned.") == [20_000]
    assert fled("20 тысяч беженцев не могут вернуться домой.", "ru") == [20_000]


def test_whoever_comes_back_is_not_counted() -> None:
    sentence = "Some 27,000 people have arrived."
    assert fled(sentence, amid="They were refugees.") == [27_000]
    assert fled(sentence, title="Refugees return to Kalym") == []
    assert fled("Wszystkich przyjechało 27 tys. osób.", "pl", title="Uchodźcy wracają? Powrót do Kalym") == []
    assert fled("27 bin kişi geldi.", "tr", title="Mülteciler geri dönüyor") == []
    assert fled("27 min nəfər gəlib.", "az", title="Qaçqınlar qayıdır") == []
    assert fled("Ժամանել է 27 հազար մարդ։", "hy", title="Փախստականները վերադարձել են") == []
    assert fled("27 ათასი ადამიანი ჩავიდა.", "ka", title="ლტოლვილები ბრუნდებიან") == []


def test_residents_who_fled_are_counted_with_all() -> None:
    [one] = counted("Some 600 residents fled.", "en", places, year=2031)
    assert (one.value, one.whom) == (600, None)


def told(article_id: str, text: str, hours: float, title: str = "The road from the hills") -> Article:
    return article(article_id, title, text, hours=hours)


def shown(tally: Tally) -> tuple[str, str | None, list[float]]:
    return tally.counts, tally.side, [quantity.value for quantity in tally.quantities]


def ledger(*reports: Article) -> list[tuple[str, str | None, list[float]]]:
    return [shown(tally) for tally in tallies(reports, places, no_meanings)]


def test_a_people_and_those_whom_nobody_names_are_one_where_no_other_people_fled() -> None:
    some = told("a", "Some 20,000 Lidran people have fled.", 3)
    all_ = told("b", "The camp counts 19,000 refugees.", 2)
    assert ledger(some, all_) == [("displaced", None, [20_000, 19_000])]
    others = told("c", "Some 300 Sorven people have fled.", 1)
    assert ledger(some, all_, others) == [
        ("displaced", None, [19_000]),
        ("displaced", "lidra", [20_000]),
        ("displaced", "sorven", [300]),
    ]


def test_the_dead_of_a_side_are_those_whom_nobody_names_where_they_are_as_many() -> None:
    one = told("a", "Two Lidran soldiers were killed.", 3)
    assert ledger(one, told("b", "Two soldiers were killed.", 2)) == [("killed", "lidra", [2])]
    assert ledger(one, told("b", "Five soldiers were killed.", 2)) == [("killed", None, [5]), ("killed", "lidra", [2])]
    assert ledger(one, told("b", "Five Lidran soldiers were killed.", 2)) == [("killed", "lidra", [2, 5])]
    assert ledger(one, told("b", "Two Sorven soldiers were killed.", 2)) == [
        ("killed", "lidra", [2]),
        ("killed", "sorven", [2]),
    ]


def test_a_flight_is_a_series_whoever_counts_and_rounds() -> None:
    [tally] = tallies(
        [
            told("a", "The mayor said that 13,350 refugees had come.", 9),
            told("b", "More than 13,000 refugees have come, the guard said.", 8),
            told("c", "The camp counts 19,000 refugees, its head said.", 6),
            told("d", "In all 28,120 people have fled, Lidra said.", 3),
        ],
        places,
        no_meanings,
    )
    assert ([each.value for each in tally.quantities], tally.has_moved) == ([13_350, 19_000, 28_120], True)


def test_rounded_and_exact_stand_side_by_side_where_that_is_all_that_differs() -> None:
    exact, rounded = told("a", "Some 2,906 refugees came.", 9), told("b", "Nearly 3,000 refugees came.", 6)
    assert ledger(exact, rounded) == [("displaced", None, [2906, 3000])]


SIDES = Topic("hills", "Hills", together=(((Alias("Kalym", "en"),), (Alias("Sorven", "en"),)),))


def of_stories(topic: Topic, *reports: Article) -> list[list[float]]:
    given = window(*(member(report, f"s{at}") for at, report in enumerate(reports)), places=places)
    stories = compose(replace(given, topic=topic)).stories
    return [values for story in stories for _, _, values in map(shown, story.tallies)]


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("Some 6,500 people have fled the hills.", "By night 6,650 refugees were registered in Kalym.", True),
        ("Some 6,500 people have fled to Kalym.", "By night 6,650 refugees were registered in Kalym.", True),
        ("Some 6,500 people have fled the hills.", "By night 6,650 refugees were registered in Lidra.", False),
    ],
)
def test_stories_count_one_flight_where_no_place_but_the_topics_own_tells_them_apart(
    one: str, other: str, *, are_one: bool
) -> None:
    reports = told("a", one, 3, "They leave the hills"), told("b", other, 2, "A market burns down in the town")
    assert of_stories(SIDES, *reports) == ([[6500, 6650]] if are_one else [])


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Some 3,400 people have left their homes.", "en"),
        ("About 3,400 residents were moved to shelters.", "en"),
        ("More than 3,400 people are sleeping in schools, the mayor said.", "en"),
        ("3400 человек размещены в пунктах временного размещения.", "ru"),
        ("3400 Menschen wurden in Notunterkünfte gebracht.", "de"),
        ("Unas 3.400 personas duermen en escuelas.", "es"),
    ],
)
def test_who_sleeps_elsewhere_is_displaced(sentence: str, language: str) -> None:
    assert values(sentence, language) == [(3400, "displaced")]


def test_what_is_moved_to_shelters_is_nobody() -> None:
    assert values("200 cows were moved to shelters.") == []
