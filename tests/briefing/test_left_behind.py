"""A toll that later reports have left behind is neither quoted nor a headline. Nobody said any of this."""

from __future__ import annotations

import pytest

from bot.briefing.compose import compose
from bot.briefing.left_behind import LeftBehind, left_behind, told_elsewhere
from bot.briefing.occasion import Occasions
from bot.model import Article, Topic
from bot.stories.meanings import meanings_in
from bot.text.terms import no_meanings
from tests.briefing.examples import all_quotes, article, member, window

TOPIC = Topic("hills", "Hills")
CAUSES = {"flood": "flood", "blast": "explosion", "raid": "attack"}


def meanings(text: str, _language: str | None) -> list[str]:
    return [cause for word, cause in CAUSES.items() if word in text.lower()]


def report(name: str, text: str, hours: float, title: str = "The flood below the dam") -> Article:
    return article(name, title, text, hours=hours)


def behind(*reports: Article) -> LeftBehind:
    return left_behind(reports, Occasions(TOPIC, no_meanings, meanings), no_meanings, meanings)


def quoted(*reports: Article) -> list[str]:
    return sorted(quote.text for quote in behind(*reports).quotes)


MORNING = report("morning", "At least 20 people were killed by the flood below the dam.", 12)
NOON = report("noon", "The flood below the dam has killed 68 people, the mayor said.", 6)
EVENING = report("evening", "The flood killed 68 people, and the search goes on.", 3)


def test_what_two_sources_tell_higher_later_is_left_behind() -> None:
    assert quoted(MORNING, NOON, EVENING) == [MORNING.text]
    assert behind(MORNING, NOON, EVENING).titles == frozenset(), "its title tells none"


@pytest.mark.parametrize(
    "risen",
    [
        report("noon", "The toll of the flood below the dam has risen to 68 dead, the mayor said.", 6),
        report("noon", NOON.text, 6, "Death toll of the flood below the dam climbs to 68"),
    ],
    ids=["in its text", "in its title"],
)
def test_what_one_source_says_has_risen_is_left_behind(risen: Article) -> None:
    assert quoted(MORNING, risen) == [MORNING.text]
    assert not quoted(risen, report("evening", MORNING.text, 3)), "not what is told later"
    more = [report(f"more {at}", f"{MORNING.text[:-1]}, {at} say.", at) for at in (11, 10)]
    assert not quoted(MORNING, *more, risen), "three sources tell it"
    assert quoted(MORNING, *(report(f"copy {at}", MORNING.text, at) for at in (11, 10)), risen), "copies tell nothing"


def test_a_place_that_one_of_them_does_not_name_tells_them_not_apart() -> None:
    placed = report("morning", "At least 20 people were killed by the flood in Lidra.", 12)
    assert quoted(placed, NOON, EVENING) == [placed.text]
    later = (report(name, "The flood in Lidra killed 68 people.", hours) for name, hours in (("noon", 6), ("eve", 3)))
    assert quoted(MORNING, *later) == [MORNING.text]


def test_a_toll_whose_report_names_no_cause_is_left_behind_by_those_that_do() -> None:
    early = report(
        "early", "At least four people are dead and the dyke is open.", 12, "At least four dead as dyke breaks"
    )
    found = behind(early, NOON, EVENING)
    assert (quoted(early, NOON, EVENING), set(found.titles)) == ([early.text], {early.id})
    elsewhere = report("early", "At least four people died in Lidra.", 12, "A bad day in Lidra")
    noon, evening = (report(n, "The flood in Kalym killed 68 people.", h, "Kalym") for n, h in (("n", 6), ("e", 3)))
    assert quoted(elsewhere, noon, evening) == [], "of another place"


def test_a_toll_of_the_morning_in_a_side_story_is_left_behind_too() -> None:
    early = report(
        "early", "The flood in Lidra has killed at least 20 people.", 12, "Schools close after flood in Lidra"
    )
    later = [report(n, "The flood in Lidra killed 68 people.", h, "Flood in Lidra") for n, h in (("n", 6), ("e", 3))]
    of_kalym = [report(n, "The flood in Kalym killed 68 people.", h, "Flood in Kalym") for n, h in (("n", 6), ("e", 3))]

    def told_beside(*others: Article) -> list[str]:
        occasions = Occasions(TOPIC, no_meanings, meanings)
        elsewhere = told_elsewhere((early, *others), occasions, no_meanings, meanings)
        found = left_behind([early], occasions, no_meanings, meanings, elsewhere=elsewhere)
        return [quote.text for quote in found.quotes]

    assert told_beside(*later) == [early.text]
    assert told_beside(later[0]) == [], "one source alone may err"
    assert told_beside(*of_kalym) == []


def test_a_toll_that_rose_elsewhere_leaves_one_behind_whose_report_names_no_cause() -> None:
    early = report("early", "Four people died in Lidra.", 12, "Lidra mourns")
    occasions = Occasions(TOPIC, no_meanings, meanings)

    def told_beside(title: str) -> list[str]:
        risen = report("later", "The flood killed 17 people.", 3, title)
        elsewhere = told_elsewhere((early, risen), occasions, no_meanings, meanings)
        found = left_behind([early], occasions, no_meanings, meanings, elsewhere=elsewhere)
        return [quote.text for quote in found.quotes]

    assert told_beside("Death toll of the flood in Lidra rises to 17") == [early.text]
    assert told_beside("The flood in Lidra kills 17") == [], "one source alone may err"
    assert told_beside("Death toll of the flood in Kalym rises to 17") == []


def test_a_report_of_a_toll_that_moved_tells_the_state_of_the_displaced_too() -> None:
    fled = report("early", "The flood drove 4,000 people out of their homes; 4,000 are displaced.", 12)
    moved = report("later", "Some 5,200 people are displaced by the flood.", 3, "Death toll of the flood rises to 17")
    assert quoted(fled, moved) == [fled.text]
    assert quoted(fled, report("later", moved.text, 3)) == []


def test_what_adds_up_to_it_is_left_behind_with_it() -> None:
    parts = " Thirteen bodies were found and seven people died in hospital. The mayor asked for 300 blankets."
    found = behind(report("morning", MORNING.text + parts, 12), NOON, EVENING).quotes
    assert {quote.text for quote in found} == {
        MORNING.text,
        "Thirteen bodies were found and seven people died in hospital.",
    }


@pytest.mark.parametrize(
    "reports",
    [
        pytest.param((MORNING, NOON), id="one source alone may err"),
        pytest.param((MORNING, NOON, report("evening", EVENING.text, 12)), id="not later"),
        pytest.param(
            tuple(
                report(str(hours), f"Repairing what the flood broke below the dam will cost ${sum_} million.", hours)
                for sum_, hours in ((20, 12), (68, 6), (68, 3))
            ),
            id="money",
        ),
        pytest.param(
            (report("morning", "More than 60 people were killed by the flood.", 12), NOON, EVENING), id="it still holds"
        ),
        pytest.param(
            (report("morning", "From 20 to 70 people were killed by the flood.", 12), NOON, EVENING),
            id="the end of a range still holds",
        ),
        pytest.param(
            (MORNING, NOON, report("evening", "Up to 200 people were killed by the flood.", 3)),
            id="no toll is at what it may be at most",
        ),
        pytest.param(
            (MORNING, NOON, report("evening", "A blast killed 70 people.", 3, "A blast in the mine")),
            id="one source alone of its cause",
        ),
        pytest.param(
            (report("morning", "20 people were killed in a raid.", 12, "A raid in the hills"), NOON, EVENING),
            id="of another cause",
        ),
        pytest.param(
            tuple(
                report(name, f"{number} people were killed by the flood in {place}.", hours)
                for name, number, place, hours in (("m", 20, "Lidra", 12), ("n", 68, "Kalym", 6), ("e", 68, "Kalym", 3))
            ),
            id="of another place",
        ),
    ],
)
def test_other_tolls_are_not(reports: tuple[Article, ...]) -> None:
    assert quoted(*reports) == []


FIVE = report("morning", "Five people are missing after the flood below the dam.", 12, "Five missing after the flood")
TWO = "Four people were killed by the flood below the dam, and two are still missing."


def test_the_missing_are_left_behind_where_a_report_of_a_toll_that_moved_tells_fewer() -> None:
    moved = report("noon", TWO, 6, "Death toll of the flood below the dam rises to four")
    assert quoted(FIVE, moved) == [FIVE.text]
    assert behind(FIVE, moved).titles == {FIVE.id}
    unmoved = report("noon", TWO, 6)
    assert quoted(FIVE, unmoved) == [], "one source alone may err"
    assert quoted(FIVE, unmoved, report("evening", TWO, 3)) == [FIVE.text]
    assert quoted(moved, report("evening", FIVE.text, 3)) == [], "more may be missed later"


def test_few_sources_leave_nothing_behind_that_many_tell() -> None:
    many = [report(f"m{at}", f"In all 20 people were killed by the flood, as {at} say.", 12) for at in range(5)]
    assert quoted(*many, NOON, EVENING) == []
    assert quoted(*many[:4], NOON, EVENING) == [each.text for each in many[:4]]


def test_what_the_same_article_tells_of_others_is_not_left_behind() -> None:
    both = f"{MORNING.text} Five soldiers were killed by the flood."
    assert quoted(report("morning", both, 12), NOON, EVENING) == [MORNING.text]


def test_an_exact_toll_is_left_behind_by_one_more() -> None:
    exact, more = report("noon", "The flood killed 31 people.", 9), "The flood killed 34 people."
    later = [report(name, more, hours) for name, hours in (("evening", 6), ("night", 3))]
    assert quoted(exact, *later) == [exact.text]
    rough = report("noon", "The flood killed about 31 people.", 9)
    assert not quoted(rough, *later)


def test_a_raised_toll_leaves_one_behind_whose_cause_neither_tells() -> None:
    morning = report("morning", "Lidra's ministry said three soldiers died.", 12, "Soldiers die")
    raised = report("evening", "Lidra's ministry said seven soldiers died.", 3, "Lidra raises military toll to seven")
    assert quoted(morning, raised) == [morning.text]
    fire = report(
        "evening", "Lidra's ministry said seven soldiers died.", 3, "Toll of soldiers in fire raised to seven"
    )
    flood = report("morning", "Three soldiers died in the flood.", 12, "Soldiers die")
    assert not quoted(flood, fire)


def test_a_fifth_more_is_more() -> None:
    noon, evening = (report(name, "The flood killed 24 people.", hours) for name, hours in (("noon", 6), ("eve", 3)))
    assert quoted(MORNING, noon, evening) == [MORNING.text]


def test_the_evenings_title_is_the_headline_and_the_evenings_toll_is_quoted() -> None:
    stale = report("morning", MORNING.text, 7, "Flood below the dam kills at least 20")
    noon = report("noon", NOON.text, 6, "Search goes on below the dam after the flood")
    fresh = report("evening", EVENING.text, 5, "Boats look for those whom the water took")
    assert behind(stale, noon, fresh).titles == {"morning"}
    assert quoted(stale, noon, fresh) == [MORNING.text]
    briefing = compose(window(*(member(each) for each in (stale, noon, fresh)), meanings=meanings))
    assert [story.headline for story in briefing.stories] == [noon.title]
    assert MORNING.text not in [quote.text for quote in all_quotes(briefing)]
    [tally] = briefing.stories[0].tallies
    assert ([each.value for each in tally.quantities], tally.has_moved) == ([20, 68], True)


SLIP = report("slip", "More than 690 people were killed by the flood below the dam.", 12)


def test_ten_times_what_two_others_go_on_to_tell_is_a_slip_of_the_pen() -> None:
    assert quoted(SLIP, NOON, EVENING) == [SLIP.text]
    titled = report("slip", "The search goes on below the dam.", 12, "Flood kills 680 people below the dam")
    assert behind(titled, NOON, EVENING).titles == {"slip"}


@pytest.mark.parametrize(
    "reports",
    [
        pytest.param((SLIP, NOON), id="one other alone may err"),
        pytest.param((report("slip", SLIP.text, 1), NOON, EVENING), id="the newest may know more"),
        pytest.param((SLIP, NOON, EVENING, report("too", SLIP.text, 2)), id="somebody else tells it too"),
        pytest.param(
            (report("slip", "More than 900 people were killed by the flood.", 12), NOON, EVENING), id="another number"
        ),
        pytest.param(
            (report("slip", "More than 680 people were killed by a blast in Lidra.", 12), NOON, EVENING),
            id="another occasion",
        ),
    ],
)
def test_what_is_no_slip_of_the_pen(reports: tuple[Article, ...]) -> None:
    assert quoted(*reports) == []


def test_the_toll_of_a_title_is_told_in_words_that_are_mostly_told() -> None:
    missing = (
        "Five people are missing after the Ostra flooded the lower town of Lidra, Mayor Petra Osk said on Friday. "
    )
    blame = "She accused the operator of the Sorven Dam of opening its gates without a warning."
    killed = "At least three people were killed when the Ostra flooded the lower town of Lidra, the ministry said."
    toll = "Four people were killed in the flood at Lidra, the rescue service said on Friday, and two are missing."
    reports = [
        report("morning", missing + blame, 12, "Five missing after the Ostra floods Lidra"),
        report("noon", killed, 8, "At least three killed as the Ostra floods Lidra"),
        report("evening", toll, 4, "Death toll of the flood at Lidra rises to four"),
    ]
    said = [quote.text for quote in all_quotes(compose(window(*map(member, reports), meanings=meanings)))]
    assert toll in said
    assert killed not in said


def test_below_a_headline_with_a_toll_the_sentence_that_tells_it_comes_first() -> None:
    killed = (
        "At least three people were killed and 340 had to leave their homes when the Ostra flooded the lower town of "
        "Lidra, the interior ministry said. Soldiers are taking people off roofs with boats."
    )
    blame = (
        "The mayor of Lidra, Petra Osk, accused the operator of the Sorven Dam of opening its gates in the night "
        "without a warning."
    )
    toll = (
        "Five people were killed in the flood at Lidra, the province's rescue service said on Friday afternoon, and "
        "two are still missing."
    )
    deny = (
        " Hollin and Grae, which runs the Sorven Dam, denied a charge by the town's mayor that its gates had been "
        "opened without a warning."
    )
    reports = [
        report("morning", killed, 10, "At least three killed as the Ostra floods Lidra"),
        report("noon", blame, 7, "Mayor of Lidra blames dam for flood"),
        report("evening", toll + deny, 4, "Death toll of the flood at Lidra rises to five"),
    ]
    (story,) = compose(window(*map(member, reports), meanings=meanings_in)).stories
    assert story.headline == reports[2].title
    assert story.quotes[0].text == toll


def test_what_somebody_took_back_is_left_behind_whoever_told_it() -> None:
    many = report("many", "Forty people were killed by the flood below the dam.", 12, "Flood below the dam kills 40")
    back = report("back", "The ministry withdrew a figure of 40 dead.", 6)
    assert quoted(many, back) == [many.text]
    assert behind(many, back).titles == {many.id}
    assert quoted(many, report("back", back.text, 13)) == [], "it is told again"


def test_what_was_taken_back_in_another_story_is_neither_quoted_nor_counted() -> None:
    many = report("many", "Forty people were killed by the flood in Lidra. The dyke of Lidra is open.", 12)
    noon = report("noon", "The flood in Lidra has killed 17 people, the mayor said.", 6)
    back = report("back", "Lidra's ministry withdrew a figure of 40 dead in the flood.", 4, "Ministry corrects itself")
    given = window(member(many), member(noon), member(back, "s2"), meanings=meanings)
    briefing = compose(given)
    assert not any("Forty" in quote.text for quote in all_quotes(briefing))
    told = [each.value for story in briefing.stories for tally in story.tallies for each in tally.quantities]
    assert 40 not in told
    kalym = report("back", "The ministry withdrew a figure of 40 dead in a blast.", 4, "A blast in Kalym")
    assert quoted(many, noon, kalym) == [], "of something else"
