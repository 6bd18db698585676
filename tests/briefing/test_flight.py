"""Who crossed a border and fled, and whether reports count one flight. Nobody said any of this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.briefing.compose import compose
from bot.briefing.ledger import tallies
from bot.briefing.quantities import counted
from bot.briefing.terms import no_meanings
from bot.model import Alias, Article, Tally, Topic
from tests.briefing.examples import article, member, window

PLACES = ("Kalym", "Lidra", "Sorven")


def places(text: str, _language: str | None) -> Sequence[str]:
    return [place.lower() for place in PLACES if place[:4] in text]


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
        ("1050 Menschen sind in Kalym eingetroffen.", "de", 1050),
    ],
)
def test_whoever_crosses_a_border_has_fled_where_the_article_is_about_refugees(
    sentence: str, language: str, number: float
) -> None:
    words = {"en": "refugees", "pl": "uchodźcy", "ru": "беженцы", "de": "Flüchtlinge"}
    assert fled(sentence, language, title=f"Kalym: {words[language]}") == [number]
    assert fled(sentence, language, amid=f"Kalym: {words[language]}.") == [number]
    assert fled(sentence, language, title="Kalym", amid="Kalym.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Some 60 Lidran firefighters have arrived.",
        "More than 200 lorries have crossed the border.",
        "Some 60 lorries from Lidra arrived.",
        "Some 60 Lidran lorries, all of them old, arrived.",
        "Some 300 lorries that were sent to asylum seekers arrived.",
        "12 tents arrived by the evening.",
        "The war has left more than 10,000 people dead.",
    ],
)
def test_others_who_arrive_there_are_no_refugees(sentence: str) -> None:
    assert fled(sentence, title="Refugees in Kalym") == []


def test_asylum_seekers_have_fled_whatever_the_article_is_about() -> None:
    assert fled("Some 300 cold and very hungry asylum seekers arrived.") == [300]


def test_whoever_comes_back_is_not_counted() -> None:
    sentence = "Some 27,000 people have arrived."
    assert fled(sentence, amid="They were refugees.") == [27_000]
    assert fled(sentence, title="Refugees return to Kalym") == []
    assert fled("Wszystkich przyjechało 27 tys. osób.", "pl", title="Uchodźcy wracają? Powrót do Kalym") == []


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
