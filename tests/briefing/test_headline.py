from __future__ import annotations

import pytest

from bot.briefing.headline import choose_headline
from tests.briefing.examples import article

USUAL = article("a", "Ferry with 120 people runs aground off Kalym", "Text.")


@pytest.mark.parametrize(
    "title",
    [
        "Chaos at sea",
        "Is the Kalym ferry safe?",
        "Ferry safe? Kalym ferry runs aground with 120 people",
        "People of Kalym say that nobody has ever seen anything like what happened with the ferry when it ran aground"
        " off the island on Friday",
    ],
)
def test_a_headline_says_what_happened(title: str) -> None:
    reports = [
        article("b", title, "Text."),
        USUAL,
        article("c", "Kalym ferry runs aground, 120 people aboard", "Text."),
    ]
    assert choose_headline(reports, ("en",)).title != title


def test_of_many_things_told_in_one_story_the_headline_tells_of_the_topic() -> None:
    regatta = [
        article("r", "Odra on the verge of the cup after nine races", "Text.", hours=2),
        article("k", "Crew of Kalym strikes its flag at the regatta", "Text.", hours=3),
    ]
    assert choose_headline(regatta, ("en",)) is regatta[0]
    assert choose_headline(regatta, ("en",), name_the_topic={"k"}) is regatta[1]


def test_the_headline_is_in_the_language_that_the_readers_read_best() -> None:
    polish = article("b", "Prom ze 120 osobami osiadł na mieliźnie", "Tekst.", language="pl")
    assert choose_headline([USUAL, polish], ("pl", "en")) is polish
    assert choose_headline([USUAL, polish], ("en",)) is USUAL
    assert choose_headline([polish], ("en",)) is polish


def test_of_titles_as_good_the_latest_speaks() -> None:
    morning = article("a", "Kalym ferry: 12 dead", "Text.", hours=12)
    evening = article("b", "Kalym ferry: 19 dead", "Text.", hours=1)
    assert choose_headline([morning, evening], ("en",)) is evening


def test_what_the_day_came_to_speaks_rather_than_how_it_began() -> None:
    began = [
        article("b0", "Kalym attacks posts of Sorven in the Straits", "Text.", hours=18),
        article("b1", "Kalym attacks posts in the Straits", "Text.", hours=17),
    ]
    came_to = article("c", "Kalym and Sorven agree on a truce in the Straits", "Text.", hours=1)
    assert choose_headline([*began, came_to], ("en",)) is came_to


def test_an_undated_report_can_speak() -> None:
    undated = article("a", "Ferry runs aground off Kalym", "Text.", hours=None)
    assert choose_headline([undated], ("en",)) is undated


def test_of_titles_as_good_one_with_a_date_speaks_before_one_without() -> None:
    undated = article("a", "Ferry runs aground off Kalym", "Text.", hours=None)
    dated = article("b", "Ferry runs aground off Kalym", "Text.", hours=20)
    assert choose_headline([undated, dated], ("en",)) is dated


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Ferry runs aground off Kalym, 120 aboard", "Ferry runs aground off Kalym, many aboard"),
        ("Ferry runs aground in fog off Kalym", "Ferry runs aground in fog – off Kalym"),
    ],
    ids=["with a figure", "in one piece"],
)
def test_of_titles_that_say_the_same_the_better_speaks_though_it_is_no_later(better: str, worse: str) -> None:
    reports = [article(name, title, "Text.") for name, title in (("a", worse), ("b", better))]
    assert choose_headline(reports, ("en",)).title == better


def test_a_headline_begins_with_whom_the_other_titles_speak_of() -> None:
    delay = [
        article("d0", "Mayor Venn delays the ban of lorries", "Text.", hours=5),
        article("d1", "Mayor Venn puts off lorry ban", "Text.", hours=6),
        article("d2", "Traders hail Mayor Venn's delay of the ban of lorries by five years to 2035", "Text.", hours=2),
    ]
    assert choose_headline(delay, ("en",)) is delay[0]


def test_a_headline_says_what_most_titles_say_happened() -> None:
    bare = article("w", "The war in the Straits", "Text.", hours=1)
    truce = [
        article(f"t{n}", title, "Text.", hours=3, language=language)
        for n, (title, language) in enumerate(
            [
                ("Sorven and Lidra agree on an armistice after the long war in the Straits", "en"),
                ("Cease-fire in the Straits from noon, say Sorven and Lidra", "en"),
                ("Rozejm w cieśninie", "pl"),
            ]
        )
    ]

    def meanings(text: str, _language: str | None) -> list[str]:
        stands_for = {"armistice": "truce", "Cease-fire": "truce", "Rozejm": "truce", "war": "war"}
        return [meaning for word, meaning in stands_for.items() if word in text]

    assert choose_headline([bare, *truce], ("en",)) is bare
    assert choose_headline([bare, *truce], ("en",), meanings) in truce[:2]


@pytest.mark.parametrize(
    "title", ["Council of Kalym set to close the ferry line", "Council of Kalym to vote on the ferry line"]
)
def test_what_was_to_come_gives_way_to_what_came(title: str) -> None:
    told = article("a", "Council of Kalym closes the ferry line", "Text.", hours=3)
    announced = article("b", title, "Text.", hours=2)
    assert choose_headline([told, announced], ("en",)) is told


@pytest.mark.parametrize(
    ("poll", "news", "language"),
    [
        ("Support for ferry strike of Kalym grows: survey", "Ferry strike of Kalym to grow on Friday", "en"),
        ("Strajk promów w Kalymie popierają wszyscy według sondażu", "Strajk promów w Kalymie od piątku większy", "pl"),
    ],
)
def test_what_people_think_of_it_gives_way_to_the_news(poll: str, news: str, language: str) -> None:
    reports = [
        article("a", news, hours=9, language=language),
        article("b", poll, hours=1, language=language),
    ]
    assert choose_headline(reports, [language]).title == news
    assert choose_headline(reports[1:], [language]).title == poll
