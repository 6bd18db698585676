"""Counts of several stories: of one occasion, or of two. Nobody said any of this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.briefing.candidates import first_candidates
from bot.briefing.compose import ComposeInput, compose
from bot.briefing.ledger import Reported, ledgers
from bot.briefing.occasion import Occasion, Occasions
from bot.model import Alias, Article, BriefedStory, StoryStatus, Topic
from bot.text.terms import meaning_terms
from tests.briefing.examples import a_day_later, article, member, window

CAUSES = {
    "shelled": "shelling",
    "shelling": "shelling",
    "attack": "attack",
    "ostrzał": "shelling",
    "quake": "earthquake",
}
PLACES = {"straits": "straits", "kalym": "kalym", "sorven": "sorven", "lidra": "lidra"}
NAMED = Topic("straits", "The Straits", aliases=(Alias("Narrow* Straits", "en"), Alias("Kalym", "en")))


def meanings(text: str, _language: str | None) -> Sequence[str]:
    return [meaning for word, meaning in CAUSES.items() if word in text.lower()]


def places(text: str, _language: str | None) -> Sequence[str]:
    return [name for word, name in PLACES.items() if word in text.lower()]


def occasion(
    text: str, title: str = "What is known so far", language: str = "en", said_by: str | None = None
) -> Occasion:
    meant = frozenset(meaning_terms(meanings(text, language)))
    return Occasions(NAMED, places, meanings).of(text, title, language, meant=meant, said_by=said_by)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Five people were killed when the port was shelled.", "The attack killed 12."),
        ("Five were killed in the Straits in the shelling.", "The attack on Narrow Straits killed 12."),
        ("Sorven said five were killed in the shelling on Friday.", "The attack killed 12, the UN said."),
        ("The attack killed 12 people, said Mayor Oda Lind.", "The attack killed 12."),
    ],
)
def test_what_one_cause_did_in_places_that_nobody_tells_apart_is_one_occasion(one: str, other: str) -> None:
    assert occasion(one).is_that_of(occasion(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Five people were killed when the port was shelled.", "The quake killed 12."),
        ("Five people were killed.", "Twelve people were killed."),
        ("The shelling of Ostrava killed five.", "The shelling of Mirow killed 12."),
        ("The shelling killed five in Kalym.", "The shelling killed 12 in the Straits."),
        ("The shelling killed five in Lidra.", "The shelling killed 12."),
        ("The attack killed 12, and General Brandt was hurt.", "The attack killed 12."),
    ],
)
def test_another_cause_or_another_name_is_another_occasion(one: str, other: str) -> None:
    assert not occasion(one).is_that_of(occasion(other))


def test_the_title_says_the_cause_and_the_place_that_the_sentence_does_not() -> None:
    assert occasion("Five people were killed.", "Shelling goes on").is_that_of(occasion("The shelling killed 12."))
    assert not occasion("The attack killed five.", "Fire over Ostrava").is_that_of(occasion("The attack killed 12."))


def test_who_says_it_names_no_place() -> None:
    told = occasion("Lidra Harbour Watch said the attack killed 12.", said_by="Lidra Harbour Watch")
    assert told.names == frozenset()


def test_a_flight_is_told_from_another_by_the_places_that_it_names() -> None:
    names = Occasions(NAMED, places, meanings).flight_names
    assert names("Some 600 people fled the Straits for Lidra.", "en", None) == {"lidra"}
    assert names("Lidra officials say that 600 people fled.", "en", "Lidra officials") == frozenset()
    assert names("Some 600 people fled in a boat of lidra wood.", "en", None) == frozenset()


def test_where_every_noun_or_most_words_of_a_title_have_a_capital_only_a_place_is_a_name() -> None:
    assert occasion("Der Angriff (attack) tötete 12 Menschen.", language="de").names == frozenset()
    assert occasion("Bei dem Angriff (attack) in Ostrava starben 12.", language="de").names == {"ostrav"}
    assert occasion("The attack killed 12.", "Attack Kills Twelve Old Fishermen").names == frozenset()


def of_the_day(*reports: tuple[str, Article], **fields: object) -> ComposeInput:
    members = [member(report, story_id) for story_id, report in reports]
    return replace(window(*members, meanings=meanings, places=places, **fields), topic=NAMED)


RISING = article("g", "Toll rises in the Straits", "At least 27 people were killed when ports were shelled.", hours=6)
CLAIMED = article("n", "Ports shelled again", "The shelling killed at least 32, harbour officials said.", hours=5)
PATROL = article(
    "p",
    "Patrol boat sunk",
    "A patrol boat was sunk on Friday. From 30 to as many as 200 died in the shelling.",
    hours=4,
)


def with_tallies(given: ComposeInput) -> list[BriefedStory]:
    return [story for story in compose(given).stories if story.tallies]


def test_what_stories_count_of_one_occasion_stands_side_by_side_in_one_of_them() -> None:
    [story] = with_tallies(of_the_day(("rising", RISING), ("claimed", CLAIMED), ("patrol", PATROL)))
    [tally] = story.tallies
    assert [(each.value, each.upto) for each in tally.quantities] == [(27, None), (32, None), (30, 200)]
    assert {article.id for article in story.lent} == {each.article_id for each in tally.quantities} - {
        article.id for article in story.articles
    }


def test_for_a_topic_of_no_place_what_names_nothing_is_another_occasion() -> None:
    one = article("o", "Toll rises once more", "At least 27 people were killed in the shelling.", hours=6)
    other = article("m", "Ports hit again", "The shelling killed at least 32, harbour officials said.", hours=5)
    given = of_the_day(("one", one), ("other", other))
    assert len(with_tallies(given)) == 1
    assert with_tallies(replace(given, topic=Topic("war", "Acts of war"))) == []
    kalym = [replace(each, text=each.text.replace("shelling", "shelling of Ostrava")) for each in (one, other)]
    given = replace(of_the_day(*zip(("one", "other"), kalym, strict=True)), topic=Topic("war", "Acts of war"))
    assert len(with_tallies(given)) == 1, "both name it"


def test_of_two_sides_that_lost_as_many_the_line_names_none() -> None:
    def story(side: str) -> Reported:
        told = [
            article(side, "Shelling goes on", "Two soldiers were killed by the shelling.", hours=6),
            article(f"{side}s", "Shelling goes on", f"Two {side} soldiers were killed by the shelling.", hours=5),
        ]
        return Reported(side, told, frozenset(), side, is_readable=True, weight=1, told=frozenset())

    def sides(*stories: Reported) -> list[str | None]:
        return [tally.side for found in ledgers(stories, NAMED, places, meanings).values() for tally in found]

    assert sides(story("Lidra")) == ["lidra"]
    assert sides(story("Lidra"), story("Sorven")) == [None]


def test_what_a_running_account_counts_in_passing_is_no_toll_of_what_is_told_of_it() -> None:
    def tolls(title: str) -> list[float]:
        told = article("l", title, "The port of Kalym is closed again. The storm in Lidra has killed 90 people.")
        [opening, _] = [each.quote for each in first_candidates(told, meanings)]
        story = Reported("l", [told], frozenset({opening}), "l", is_readable=True, weight=1, told=frozenset())
        found = ledgers([story], NAMED, places, meanings)["l"]
        return [quantity.value for tally in found for quantity in tally.quantities]

    assert tolls("Port of Kalym closed – live") == []
    assert tolls("Port of Kalym closed") == [90]


def test_it_stands_where_it_is_quoted_and_not_where_a_heavier_story_only_tells_it() -> None:
    def story(number: int, weight: float, *, quotes: bool) -> Reported:
        name = f"s{number}"
        told = article(name, "Shelling goes on", f"The shelling killed {number} people. The port was closed.")
        more = article(f"{name}m", "Shelling goes on", f"In all {number} people were killed by the shelling.", hours=1)
        quoted = [each.quote for each in first_candidates(told, meanings)[0 if quotes else 1 :]]
        return Reported(name, [told, more], frozenset(quoted), name, is_readable=True, weight=weight, told=frozenset())

    found = ledgers([story(5, 1, quotes=True), story(12, 9, quotes=False)], NAMED, places, meanings)
    assert {name: [len(tally.quantities) for tally in tallies] for name, tallies in found.items()} == {
        "s5": [2],
        "s12": [],
    }


def test_it_stands_where_the_headline_is_in_a_language_that_is_read() -> None:
    title, text = "W cieśninach ostrzał portów", "Co najmniej 27 osób zginęło, gdy ostrzelano porty (shelled)."
    polish = replace(RISING, title=title, text=text, language="pl")
    given = of_the_day(("claimed", CLAIMED), ("rising", polish))
    [story] = with_tallies(given)
    assert story.headline == CLAIMED.title
    [story] = with_tallies(replace(given, languages=("pl",)))
    assert story.headline == title


def test_a_story_that_finds_no_room_still_adds_its_count() -> None:
    briefing = compose(of_the_day(("rising", RISING), ("claimed", CLAIMED), budget_words=11))
    [story] = briefing.in_full
    assert sorted(each.value for each in story.tallies[0].quantities) == [27, 32]
    assert len(story.lent) == 1


def test_the_dead_of_two_places_are_not_compared() -> None:
    north = article("o", "Toll in Ostrava", "At least 27 people were killed when Ostrava was shelled.", hours=6)
    south = article("m", "Toll in Mirow", "The shelling of Mirow killed at least 32, harbour officials said.", hours=5)
    assert with_tallies(of_the_day(("north", north), ("south", south))) == []


def test_what_was_lent_makes_no_story_known() -> None:
    claimed = replace(CLAIMED, title="Ports shelled")
    given = of_the_day(("rising", RISING), ("claimed", claimed), budget_words=11)
    told = compose(given)
    [lent] = told.stories[0].lent
    again = a_day_later(given, member(replace(lent, published_at=None), "other"), told=(told,))
    [story] = compose(again).stories
    assert story.status is StoryStatus.NEW


def test_when_one_thing_began_stands_side_by_side_where_stories_differ() -> None:
    noon = article("n", "Truce in the Straits", "The ceasefire in the Straits took effect at 11:00, envoys said.")
    later = article(
        "l", "Guns fall silent", "Off the Straits a ceasefire came into force at 1 p.m. on Friday.", hours=4
    )
    same = article("e", "Envoys leave", "The truce in the Straits has been in force since 11:00, envoys said.", hours=3)
    stories = [("noon", noon), ("later", later), ("same", same)]
    [told] = with_tallies(of_the_day(*stories))
    [tally] = told.tallies
    assert (tally.counts, tally.whom, tally.has_moved) == ("hour", "ceasefire", False)
    assert sorted(each.value for each in tally.quantities) == [11, 13]
    assert with_tallies(of_the_day(("noon", noon), ("same", same))) == []
    elsewhere = replace(later, title="Guns fall silent in Ostrava and in Mirow")
    assert with_tallies(of_the_day(("noon", noon), ("later", elsewhere))) == []


def test_a_time_stands_in_the_story_whose_headline_names_what_began() -> None:
    patrol = article(
        "p",
        "Patrol boat sunk",
        "A patrol boat was sunk by a mine on Friday, owners said. Its crew had read that the truce began at 11:00.",
    )
    truce = article(
        "t",
        "Ceasefire in the Straits",
        "Guns fell silent along the whole coast on Friday, mayors said. It was at 1 p.m. that the truce took effect.",
    )
    [told] = with_tallies(of_the_day(("z", patrol), ("a", truce), budget_words=24))
    assert told.headline == truce.title
