"""What reports count, compared. Nobody said any of this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.briefing.compose import compose
from bot.briefing.ledger import Figure, tallies, tally_figures, worth_showing
from bot.model import Article, Quantity, StoryStatus, Tally
from bot.text.terms import Meanings, no_meanings
from tests.briefing.examples import a_day_later, article, member, window

NOTHING: frozenset[Figure] = frozenset()


def ledger(*reports: Article) -> list[Tally]:
    return tallies(reports, no_meanings, no_meanings)


def values(tally: Tally) -> list[float]:
    return [quantity.value for quantity in tally.quantities]


def killed(*numbers: float, whom: str | None = None) -> frozenset[Figure]:
    return frozenset(Figure("killed", whom, None, number) for number in numbers)


def counted(counts: str, *numbers: float, side: str | None = None) -> Tally:
    found = (Quantity(value=each, upto=None, bound=None, said_by=None, article_id="a", quote=None) for each in numbers)
    return Tally(counts, None, side, tuple(found), has_moved=False)


def dead(number: object, hours: float, name: str = "") -> Article:
    return article(
        name or f"a{number}", "The dam broke", f"At least {number} people were killed below the dam.", hours=hours
    )


def test_values_that_differ_at_one_time_disagree() -> None:
    [tally] = ledger(dead(32, 3), dead(27, 2), dead(32, 1, "again"))
    assert (tally.counts, values(tally), tally.has_moved) == ("killed", [32, 27], False)


def test_values_that_grow_one_after_the_other_have_moved() -> None:
    [tally] = ledger(dead(200, 1), dead(27, 5), dead(32, 3), dead(27, 4, "again"))
    assert (values(tally), tally.has_moved) == ([27, 32, 200], True)


def test_a_title_whose_own_text_has_another_toll_tells_none() -> None:
    first = article("f", "Storm kills 5 people in the hills", hours=5)
    later = article("l", "A storm in the hills", "At least 10 people were killed by the storm in the hills.", hours=4)
    stale = article("s", "Storm kills 5 people in the hills", "The storm in the hills has killed 10 people.", hours=1)
    [tally] = ledger(first, later, stale)
    assert (values(tally), tally.has_moved) == ([5, 10], True)


def test_a_toll_does_not_shrink() -> None:
    [tally] = ledger(dead(32, 3), dead(27, 2))
    assert not tally.has_moved


def test_of_many_values_the_newest_and_those_that_most_reports_tell_stand_in_the_order_of_telling() -> None:
    told = [dead(10 + number, 9 - number) for number in range(7)]
    again = article("again", "The dam broke", "Below the dam at least 14 people were killed.", hours=4)
    [tally] = ledger(*told, again)
    assert values(tally) == [10, 11, 12, 14, 16]


def test_of_many_values_what_says_no_more_than_another_makes_room() -> None:
    told = [
        article(f"t{at}", "The dam broke", f"{said} people were killed below the dam.", hours=9 - at)
        for at, said in enumerate(("2,906", "Nearly 3,000", "More than 2,900", "4,850", "6,650", "7,000", "9,120"))
    ]
    [tally] = ledger(*told)
    assert values(tally) == [2906, 4850, 6650, 7000, 9120]


def test_a_leap_that_one_source_tells_alone_is_no_series() -> None:
    [tally] = ledger(dead(30, 9), dead(45, 6), dead(450, 3))
    assert (values(tally), tally.has_moved) == ([30, 45, 450], False)
    again = article("again", "The dam broke", "Below the dam at least 450 people were killed.", hours=2)
    [tally] = ledger(dead(30, 9), dead(45, 6), dead(450, 3), again)
    assert (values(tally), tally.has_moved) == ([30, 45, 450], True)


def test_of_many_values_a_rough_one_that_no_other_says_stays() -> None:
    told = [
        article(f"t{at}", "The dam broke", f"{said} people were killed below the dam.", hours=9 - at)
        for at, said in enumerate(("About 35", "10", "20", "50", "60", "80"))
    ]
    [tally] = ledger(*told)
    assert values(tally) == [35, 10, 20, 50, 80]


def test_what_there_are_no_more_of_is_another_figure_and_moves_nothing() -> None:
    ceiling = article("u", "The dam broke", "Up to 27 people were killed below the dam.", hours=5)
    [tally] = ledger(ceiling, article("e", "The dam broke", "27 people were killed below the dam.", hours=3))
    assert (values(tally), tally.has_moved) == ([27, 27], False)
    [tally] = ledger(ceiling, dead(32, 3))
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
    [tally] = ledger(first, second)
    assert (values(tally), tally.has_moved) == ([27, 200], has_moved)


def test_each_value_carries_its_sentence_or_its_title() -> None:
    titled = article("t", "Dam breaks, 40 dead", "The dam broke in the night.", hours=1)
    [tally] = ledger(dead(32, 3), titled)
    first, second = tally.quantities
    assert first.quote
    assert first.quote.text == "At least 32 people were killed below the dam."
    assert (second.article_id, second.quote) == ("t", None)


def test_how_many_soldiers_are_sent_is_shown_where_reports_differ() -> None:
    one = article("a", "Troops for the hills", "Sorven will send 2,500 soldiers.", hours=5)
    other = article("b", "Troops for the hills", "In all 3,000 peacekeepers are to be deployed.", hours=3)
    [tally] = ledger(one, other)
    assert (tally.counts, tally.whom, values(tally)) == ("deployed", None, [2500, 3000])
    assert worth_showing(ledger(one, other), NOTHING, NOTHING) == (tally,)
    assert worth_showing(ledger(one), NOTHING, NOTHING) == ()


def test_different_things_are_not_compared() -> None:
    told = ledger(
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
    assert [(tally.whom, tally.is_rival) for tally in ledger(police, soldiers)] == [
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
    told = ledger(*(armed(f"a{n}", text, 5 - n) for n, text in enumerate(texts)))
    assert [tally.is_rival for tally in told] == [False, False]


def test_a_count_of_one_place_among_others_is_no_rival_of_the_whole() -> None:
    whole = article("w", "Storms", "At least 14 people were hurt in the storms.", hours=5)
    part = article("p", "Storms", "The storms struck Lidra and Kalym, where at least seven people were hurt.", hours=4)
    assert [values(tally) for tally in ledger(whole, part)] == [[14]]
    assert [values(tally) for tally in ledger(part)] == [[7]]


def test_a_days_count_is_shown_where_nothing_else_counts_the_same() -> None:
    [tally] = ledger(article("c", "c", "Five people were killed in the past 24 hours.", hours=3))
    assert values(tally) == [5]


def test_money_is_compared_only_where_sentences_say_much_the_same() -> None:
    told = ledger(
        article("a", "a", "Repairing the broken dam will cost $5 million, the council said.", hours=5),
        article("b", "b", "The council said repairing the broken dam will cost $7 million.", hours=4),
        article("c", "c", "A singer promised the villagers a gift of $9 million.", hours=3),
    )
    assert [values(tally) for tally in told if tally.counts == "dollars"] == [[5e6, 7e6], [9e6]]


def test_sums_of_two_things_stay_two_though_they_are_as_large() -> None:
    told = ledger(
        article("a", "a", "Repairing the broken dam will cost $5 million, the council said.", hours=5),
        article("c", "c", "A singer promised the villagers a gift of $5 million.", hours=3),
    )
    assert [values(tally) for tally in told] == [[5e6], [5e6]]


def test_a_single_value_is_shown_where_no_sentence_says_it() -> None:
    one = ledger(dead(32, 3))
    assert worth_showing(one, NOTHING, NOTHING) == tuple(one)
    assert worth_showing(one, killed(32), NOTHING) == ()
    two = ledger(dead(32, 3), dead(27, 2))
    assert worth_showing(two, killed(32, 27), NOTHING) == tuple(two)


def test_what_the_reader_was_told_of_is_not_shown_again() -> None:
    two = ledger(dead(32, 3), dead(27, 2))
    assert worth_showing(two, NOTHING, tally_figures(two)) == ()
    assert worth_showing(two, NOTHING, killed(27)) == tuple(two)


def test_a_number_that_was_told_of_others_is_news() -> None:
    five = ledger(dead(5, 3))
    wounded = frozenset({Figure("wounded", None, None, 5)})
    assert worth_showing(five, NOTHING, wounded) == tuple(five)
    assert worth_showing(five, wounded, NOTHING) == tuple(five)
    [soldiers] = ledger(article("s", "s", "Five soldiers were killed below the dam.", hours=2))
    assert worth_showing([soldiers], NOTHING, killed(5, whom="civilians")) == (soldiers,)
    assert worth_showing([soldiers], NOTHING, killed(5)) == (), "of the five people the five soldiers may be"


def test_of_many_things_counted_four_are_shown_and_four_tallies_of_each() -> None:
    sides = [f"side{number}" for number in range(5)]
    kinds = ("killed", "wounded", "missing", "captured", "displaced")
    found = [counted(kind, 12, side=side) for kind in kinds for side in sides]
    shown = worth_showing(found, NOTHING, NOTHING)
    assert [(tally.counts, tally.side) for tally in shown] == [(kind, side) for kind in kinds[:4] for side in sides[:4]]


def test_of_what_is_no_toll_a_value_that_no_other_report_has_is_not_shown() -> None:
    assert worth_showing([counted("dollars", 12)], NOTHING, NOTHING) == ()
    differ = counted("dollars", 12, 15)
    assert worth_showing([differ], NOTHING, NOTHING) == (differ,)


def test_a_figure_may_be_another_where_one_of_them_does_not_say_whose_people_they_are() -> None:
    people = Figure("killed", None, None, 12)
    soldiers, police = (people._replace(whom=whom) for whom in ("soldiers", "police"))
    kalym, lidra = (people._replace(side=side) for side in ("kalym", "lidra"))
    for one, other in ((people, soldiers), (people, kalym), (soldiers, kalym), (police, police)):
        assert one.may_be(other)
        assert other.may_be(one)
    for one, other in ((soldiers, police), (kalym, lidra), (people, people._replace(counts="wounded"))):
        assert not one.may_be(other)
        assert not other.may_be(one)


def test_a_briefing_shows_the_tally_and_lists_its_articles_as_cited() -> None:
    [story] = compose(window(*map(member, (dead(32, 5), dead(27, 4), dead(200, 3))))).stories
    assert [values(tally) for tally in story.tallies] == [[32, 27, 200]]
    assert {quantity.article_id for tally in story.tallies for quantity in tally.quantities} <= {
        article_id for article_id, _ in story.cited
    }


def shown(*reports: Article, meanings: Meanings = no_meanings) -> list[list[float]]:
    """The values of each tally below a story that is told in one short sentence."""
    [story] = compose(window(*map(member, reports), budget_words=1, meanings=meanings)).stories
    return [values(tally) for tally in story.tallies]


def test_what_a_report_tells_of_another_event_in_passing_is_no_toll_of_its_story() -> None:
    trial = "A court in Kalym has jailed a man for setting fire to the mill in May, it said on Friday."
    aside = "It came soon after fires in the hills of Lidra that killed about 90 people."
    assert shown(article("t", "Court in Kalym jails a man over the mill", f"{trial} {aside}")) == []
    own = "About 90 people were killed in the fire."
    assert shown(article("t", "Court in Kalym jails a man over the mill", f"{trial} {own}")) == [[90]]


def test_a_toll_of_a_report_that_is_not_quoted_needs_a_cause_that_is_told() -> None:
    def meanings(text: str, _language: str | None) -> Sequence[str]:
        return [name for word, name in (("flood", "flood"), ("shelling", "shelling")) if word in text]

    blocked = "A flood has blocked the road to Kalym, police said on Friday."
    road = article("r", "Flood blocks the road to Kalym", blocked)
    again = article("a", "Flood in Kalym blocks the road", blocked, hours=1)
    night = "Night of fear at the mill"
    flood = article("f", night, "After the flood at the mill 12 people were found dead.", hours=3)
    war = article("w", night, "After the shelling of the mill 12 people were found dead.", hours=3)
    assert shown(road, again, flood, meanings=meanings) == [[12]]
    assert shown(road, again, war, meanings=meanings) == []
    homeless = article("h", night, "After the flood at the mill 300 people were displaced.", hours=3)
    driven_out = article("d", night, "After the shelling of the mill 300 people were displaced.", hours=3)
    assert shown(road, again, homeless, meanings=meanings) == [[300]]
    assert shown(road, again, driven_out, meanings=meanings) == []
    refugees = article(
        "r", "Refugees block the road to Kalym", "Refugees block the road to Kalym, police said on Friday."
    )
    assert shown(refugees, replace(refugees, id="s", source="s"), driven_out, meanings=meanings) == [[300]]


def test_a_part_of_what_an_article_counts_is_no_rival_of_the_whole() -> None:
    part = article(
        "p", "Four die at the dam in Lidra", "Three people died at the dam in Lidra, and a fourth in hospital."
    )
    [tally] = ledger(part, dead(5, 1))
    assert values(tally) == [4, 5]
    assert [values(tally) for tally in ledger(part, dead(3, 1))] == [[3, 4]], "another tells three"


def test_what_is_nearly_as_many_has_not_moved() -> None:
    nearly = article("n", "The dam broke", "Nearly 100 people were killed below the dam.", hours=1)
    exactly = article("e", "The dam broke", "99 people were killed below the dam.", hours=3)
    [tally] = ledger(exactly, nearly)
    assert (values(tally), tally.has_moved) == ([99, 100], False)


def test_a_story_is_updated_by_a_new_value_alone() -> None:
    yesterday = window(*map(member, (dead(32, 5), dead(27, 4))))
    told = compose(yesterday)
    again = a_day_later(yesterday, member(dead(32, -2)), member(dead(27, -3)), told=(told,))
    [story] = compose(again).stories
    assert (story.status, story.tallies) == (StoryStatus.ONGOING, ())
    later = a_day_later(yesterday, member(dead(32, -2)), member(dead(41, -3)), told=(told,))
    [story] = compose(later).stories
    assert story.status is StoryStatus.UPDATED
    assert values(story.tallies[0]) == [32, 41]


def test_a_sentence_adds_something_where_it_counts_others_with_a_number_that_was_told() -> None:
    yesterday = window(member(article("w", "The dam broke", "Five people were wounded at the dam of Kalym.", hours=5)))
    told = compose(yesterday)
    same = article("s", "The dam broke", "Five people were wounded at the Kalym dam.", hours=-2)
    [story] = compose(a_day_later(yesterday, member(same), told=(told,))).stories
    assert story.status is StoryStatus.ONGOING
    other = article("k", "The dam broke", "Five people were killed at the dam of Kalym.", hours=-2)
    [story] = compose(a_day_later(yesterday, member(other), told=(told,))).stories
    assert story.status is StoryStatus.UPDATED
