"""What reports count, compared. Nobody said any of this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.briefing.compose import compose
from bot.briefing.known_figures import Figure, tally_figures
from bot.briefing.ledger import worth_showing
from bot.model import Article, Quantity, StoryStatus, Tally
from bot.text.terms import Meanings, no_meanings
from tests.briefing.examples import a_day_later, article, dead, member, tallied, values, window

NOTHING: frozenset[Figure] = frozenset()


def killed(*numbers: float, whom: str | None = None) -> frozenset[Figure]:
    return frozenset(Figure("killed", whom, None, number) for number in numbers)


def counted(counts: str, *numbers: float, side: str | None = None) -> Tally:
    found = (Quantity(value=each, upto=None, bound=None, said_by=None, article_id="a", quote=None) for each in numbers)
    return Tally(counts, None, side, tuple(found), has_moved=False)


def test_how_many_soldiers_are_sent_is_shown_where_reports_differ() -> None:
    one = article("a", "Troops for the hills", "Sorven will send 2,500 soldiers.", hours=5)
    other = article("b", "Troops for the hills", "In all 3,000 peacekeepers are to be deployed.", hours=3)
    [tally] = tallied(one, other)
    assert (tally.counts, tally.whom, values(tally)) == ("deployed", None, [2500, 3000])
    assert worth_showing(tallied(one, other), NOTHING, NOTHING) == (tally,)
    assert worth_showing(tallied(one), NOTHING, NOTHING) == ()


def test_a_single_value_is_shown_where_no_sentence_says_it() -> None:
    one = tallied(dead(32, 3))
    assert worth_showing(one, NOTHING, NOTHING) == tuple(one)
    assert worth_showing(one, killed(32), NOTHING) == ()
    two = tallied(dead(32, 3), dead(27, 2))
    assert worth_showing(two, killed(32, 27), NOTHING) == tuple(two)


def test_what_the_reader_was_told_of_is_not_shown_again() -> None:
    two = tallied(dead(32, 3), dead(27, 2))
    assert worth_showing(two, NOTHING, tally_figures(two)) == ()
    assert worth_showing(two, NOTHING, killed(27)) == tuple(two)


def test_a_number_that_was_told_of_others_is_news() -> None:
    five = tallied(dead(5, 3))
    wounded = frozenset({Figure("wounded", None, None, 5)})
    assert worth_showing(five, NOTHING, wounded) == tuple(five)
    assert worth_showing(five, wounded, NOTHING) == tuple(five)
    [soldiers] = tallied(article("s", "s", "Five soldiers were killed below the dam.", hours=2))
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
