"""Tellings of the same thing as a tally. Nobody said any of this."""

from __future__ import annotations

import pytest

from bot.model import Article
from tests.briefing.examples import article, dead, tallied, values


def test_values_that_differ_at_one_time_disagree() -> None:
    [tally] = tallied(dead(32, 3), dead(27, 2), dead(32, 1, "again"))
    assert (tally.counts, values(tally), tally.has_moved) == ("killed", [32, 27], False)


def test_values_that_grow_one_after_the_other_have_moved() -> None:
    [tally] = tallied(dead(200, 1), dead(27, 5), dead(32, 3), dead(27, 4, "again"))
    assert (values(tally), tally.has_moved) == ([27, 32, 200], True)


def test_a_title_whose_own_text_has_another_toll_tells_none() -> None:
    first = article("f", "Storm kills 5 people in the hills", hours=5)
    later = article("l", "A storm in the hills", "At least 10 people were killed by the storm in the hills.", hours=4)
    stale = article("s", "Storm kills 5 people in the hills", "The storm in the hills has killed 10 people.", hours=1)
    [tally] = tallied(first, later, stale)
    assert (values(tally), tally.has_moved) == ([5, 10], True)


def test_a_toll_does_not_shrink() -> None:
    [tally] = tallied(dead(32, 3), dead(27, 2))
    assert not tally.has_moved


def test_of_many_values_the_newest_and_those_that_most_reports_tell_stand_in_the_order_of_telling() -> None:
    told = [dead(10 + number, 9 - number) for number in range(7)]
    again = article("again", "The dam broke", "Below the dam at least 14 people were killed.", hours=4)
    [tally] = tallied(*told, again)
    assert values(tally) == [10, 11, 12, 14, 16]


def test_of_many_values_what_says_no_more_than_another_makes_room() -> None:
    told = [
        article(f"t{at}", "The dam broke", f"{said} people were killed below the dam.", hours=9 - at)
        for at, said in enumerate(("2,906", "Nearly 3,000", "More than 2,900", "4,850", "6,650", "7,000", "9,120"))
    ]
    [tally] = tallied(*told)
    assert values(tally) == [2906, 4850, 6650, 7000, 9120]


def test_a_leap_that_one_source_tells_alone_is_no_series() -> None:
    [tally] = tallied(dead(30, 9), dead(45, 6), dead(450, 3))
    assert (values(tally), tally.has_moved) == ([30, 45, 450], False)
    again = article("again", "The dam broke", "Below the dam at least 450 people were killed.", hours=2)
    [tally] = tallied(dead(30, 9), dead(45, 6), dead(450, 3), again)
    assert (values(tally), tally.has_moved) == ([30, 45, 450], True)


def test_of_many_values_a_rough_one_that_no_other_says_stays() -> None:
    told = [
        article(f"t{at}", "The dam broke", f"{said} people were killed below the dam.", hours=9 - at)
        for at, said in enumerate(("About 35", "10", "20", "50", "60", "80"))
    ]
    [tally] = tallied(*told)
    assert values(tally) == [35, 10, 20, 50, 80]


def test_what_there_are_no_more_of_is_another_figure_and_moves_nothing() -> None:
    ceiling = article("u", "The dam broke", "Up to 27 people were killed below the dam.", hours=5)
    [tally] = tallied(ceiling, article("e", "The dam broke", "27 people were killed below the dam.", hours=3))
    assert (values(tally), tally.has_moved) == ([27, 27], False)
    [tally] = tallied(ceiling, dead(32, 3))
    assert not tally.has_moved


@pytest.mark.parametrize(
    ("later", "has_moved"),
    [
        ("The former mayor of Kalym said 200 people were killed below the dam.", False),
        ("Zginęło 200 osób - ocenił w środę w rozmowie z agencją były burmistrz miasta Oda Lind.", False),
        ("At least 200 people were killed below the dam, the ministry of Lidra said.", True),
        ("At least 200 people were killed below the dam.", True),
    ],
)
def test_what_one_speaker_says_moves_nothing_that_another_said(later: str, *, has_moved: bool) -> None:
    first = article("a", "The dam broke", "The ministry said 27 people were killed below the dam.", hours=3)
    second = article("b", "The dam broke", later, hours=1, language="pl" if "osób" in later else "en")
    [tally] = tallied(first, second)
    assert (values(tally), tally.has_moved) == ([27, 200], has_moved)


def test_what_is_nearly_as_many_has_not_moved() -> None:
    nearly = article("n", "The dam broke", "Nearly 100 people were killed below the dam.", hours=1)
    exactly = article("e", "The dam broke", "99 people were killed below the dam.", hours=3)
    [tally] = tallied(exactly, nearly)
    assert (values(tally), tally.has_moved) == ([99, 100], False)


def test_each_value_carries_its_sentence_or_its_title() -> None:
    titled = article("t", "Dam breaks, 40 dead", "The dam broke in the night.", hours=1)
    [tally] = tallied(dead(32, 3), titled)
    first, second = tally.quantities
    assert first.quote
    assert first.quote.text == "At least 32 people were killed below the dam."
    assert (second.article_id, second.quote) == ("t", None)


def test_different_things_are_not_compared() -> None:
    told = tallied(
        article("a", "a", "12 people were killed and 30 were wounded below the dam.", hours=5),
        article("b", "b", "Three soldiers were killed below the dam.", hours=4),
        article("c", "c", "Five people were killed in the past 24 hours.", hours=3),
        article("d", "d", "Seven civilians were killed below the dam.", hours=2),
    )
    assert [(tally.counts, tally.whom, values(tally)) for tally in told] == [
        ("killed", None, [12]),
        ("killed", "soldiers", [3]),
        ("killed", "civilians", [7]),
        ("wounded", None, [30]),
    ]


def armed(article_id: str, text: str, hours: float) -> Article:
    return article(article_id, "Mine in the hills", text, hours=hours)


def test_four_that_are_police_to_one_and_soldiers_to_another_are_one_disagreement() -> None:
    police = armed("p", "Four police officers and two civilians were killed by a mine in the hills.", 5)
    soldiers = armed("s", "Four soldiers were killed by a mine in the hills.", 4)
    assert [(tally.whom, tally.is_rival) for tally in tallied(police, soldiers)] == [
        ("police", False),
        ("soldiers", True),
        ("civilians", False),
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["Four soldiers and four police officers were killed by a mine."],
        ["Three soldiers were killed by a mine.", "Four police officers were killed by a mine."],
        ["Four soldiers were killed by a mine.", "Four civilians were killed by a mine."],
    ],
)
def test_others_or_others_as_many_are_none(texts: list[str]) -> None:
    told = tallied(*(armed(f"a{n}", text, 5 - n) for n, text in enumerate(texts)))
    assert [tally.is_rival for tally in told] == [False, False]


def test_a_count_of_one_place_among_others_is_no_rival_of_the_whole() -> None:
    whole = article("w", "Storms", "At least 14 people were hurt in the storms.", hours=5)
    part = article("p", "Storms", "The storms struck Lidra and Kalym, where at least seven people were hurt.", hours=4)
    assert [values(tally) for tally in tallied(whole, part)] == [[14]]
    assert [values(tally) for tally in tallied(part)] == [[7]]


def test_a_days_count_is_shown_where_nothing_else_counts_the_same() -> None:
    [tally] = tallied(article("c", "c", "Five people were killed in the past 24 hours.", hours=3))
    assert values(tally) == [5]


def test_a_part_of_what_an_article_counts_is_no_rival_of_the_whole() -> None:
    part = article(
        "p", "Four die at the dam in Lidra", "Three people died at the dam in Lidra, and a fourth in hospital."
    )
    [tally] = tallied(part, dead(5, 1))
    assert values(tally) == [4, 5]
    assert [values(tally) for tally in tallied(part, dead(3, 1))] == [[3, 4]], "another tells three"


def test_money_is_compared_only_where_sentences_say_much_the_same() -> None:
    told = tallied(
        article("a", "a", "Repairing the broken dam will cost $5 million, the council said.", hours=5),
        article("b", "b", "The council said repairing the broken dam will cost $7 million.", hours=4),
        article("c", "c", "A singer promised the villagers a gift of $9 million.", hours=3),
    )
    assert [values(tally) for tally in told if tally.counts == "dollars"] == [[5e6, 7e6], [9e6]]


def test_sums_of_two_things_stay_two_though_they_are_as_large() -> None:
    told = tallied(
        article("a", "a", "Repairing the broken dam will cost $5 million, the council said.", hours=5),
        article("c", "c", "A singer promised the villagers a gift of $5 million.", hours=3),
    )
    assert [values(tally) for tally in told] == [[5e6], [5e6]]


def test_as_many_people_as_another_report_counts_soldiers_are_not_counted_apart() -> None:
    soldiers = article("army", "A raid", "The army said seven soldiers were killed in the raid.", hours=2)
    people = article("post", "A raid", "Seven people were killed in the raid.", hours=1)
    both = article("radio", "A raid", "Seven people were killed, seven soldiers among them.", hours=1)
    more = article("herald", "A raid", "Nine people were killed in the raid.", hours=1)
    assert [tally.whom for tally in tallied(soldiers, people)] == ["soldiers"]
    assert [tally.whom for tally in tallied(soldiers, people, more)] == [None, "soldiers"]
    assert None in [tally.whom for tally in tallied(soldiers, both)]
