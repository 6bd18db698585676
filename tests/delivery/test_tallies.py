"""What a reader sees of what is counted."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from bot.briefing.tellings import OF_TIME
from bot.delivery.citations import citations
from bot.delivery.discord.markdown import moment
from bot.delivery.discord.views_briefing import briefing_views
from bot.delivery.document_json import briefing_json
from bot.delivery.places import CODES, REGIONS, place_name
from bot.delivery.proof import proven
from bot.delivery.speech import speech_in
from bot.delivery.tallies import LABELS, number_written, tally_lines
from bot.figures.counting import DEPLOYED, OF_PEOPLE
from bot.figures.numerals import UNITS
from bot.model import Bound, BriefedStory, Briefing, Quantity, Quote, Tally
from tests.delivery import examples
from tests.delivery.discord.inert import components_of, foreign_activity
from tests.delivery.examples import AT
from tests.delivery.naughty import HOSTILE
from tests.delivery.renderings import RENDERINGS, in_discord, in_terminal

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "briefing-json.md"

COURIER = examples.article(1, "Dam breaks", "At least 32 people were killed, the mayor said.", hours_ago=5)
RADIO = examples.article(
    2, "200 dead", "The dam broke.", source="Radio Embankment", host="embankment.example", hours_ago=2
)
GAZETA = examples.article(3, "Tama", "Zginęło 12 żołnierzy.", source="Gazeta Nadjeziorna", host=None, language="pl")


def quantity(value: float, article_id: str, quote: Quote | None, **fields: object) -> Quantity:
    given = {"upto": None, "bound": None, "said_by": None} | fields
    return Quantity(value=value, article_id=article_id, quote=quote, **given)  # type: ignore[arg-type] # by name


def story(*, has_moved: bool = True, said_by: str = "the mayor") -> BriefedStory:
    first = quantity(32, COURIER.id, Quote.of(COURIER, 0, 47), bound=Bound.AT_LEAST, said_by=said_by)
    people = Tally("killed", None, None, (first, quantity(200, RADIO.id, None)), has_moved)
    soldiers = Tally("killed", "soldiers", "upper-lake", (quantity(12, GAZETA.id, Quote.of(GAZETA, 0, 21)),), True)
    money = Tally(
        "dollars", None, None, (quantity(5e6, RADIO.id, None, upto=7e6), quantity(9e6, RADIO.id, None)), False
    )
    told = examples.story(1, [COURIER, RADIO, GAZETA], [examples.quote(RADIO)])
    return replace(told, tallies=(people, soldiers, money))


def briefing(**fields: object) -> Briefing:
    return examples.briefing([story(**fields)])  # type: ignore[arg-type] # by name


def written(told: BriefedStory) -> list[str]:
    return [
        f"{line.label} " + "".join(f"{each.before}{each.number} ({each.source})" for each in line.values)
        for line in tally_lines(told)
    ]


def test_a_line_for_each_thing_that_is_counted() -> None:
    assert written(story()) == [
        "Killed: at least 32 (according to the mayor) → 200 (Radio Embankment); "
        "soldiers, Upper Lake: 12 (Gazeta Nadjeziorna)",
        "Dollars: $5,000,000–7,000,000 (Radio Embankment) · $9,000,000 (Radio Embankment)",
    ]


def test_a_sign_stands_before_the_money_that_has_one_and_a_rate_keeps_its_digits() -> None:
    def line(counts: str) -> str:
        tally = Tally(counts, None, None, (quantity(4.4272, RADIO.id, None), quantity(4.4299, RADIO.id, None)), False)
        return written(replace(story(), tallies=(tally,)))[0]

    assert line("pounds") == "Pounds: £4.4272 (Radio Embankment) · £4.4299 (Radio Embankment)"
    assert line("zlotys") == "Zlotys: 4.4272 (Radio Embankment) · 4.4299 (Radio Embankment)"
    assert line("square_miles") == "Square miles: 4.4272 (Radio Embankment) · 4.4299 (Radio Embankment)"


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en", ["Dollars: $5,000,000–7,000,000", "Percent: 57.5%"]),
        ("de", ["Dollar: 5.000.000–7.000.000\xa0$", "Prozent: 57,5\xa0%"]),
        ("fr", ["Dollars\xa0: 5\u202f000\u202f000–7\u202f000\u202f000\xa0$", "Pourcentage\xa0: 57,5\xa0%"]),
        ("hy", ["Դոլար՝ 5\xa0000\xa0000–7\xa0000\xa0000\xa0$", "Տոկոս՝ 57,5%"]),
        ("pl", ["Dolary: 5\xa0000\xa0000–7\xa0000\xa0000\xa0$", "Procent: 57,5%"]),
        ("tr", ["Dolar: $5.000.000–7.000.000", "Yüzde: %57,5"]),
    ],
)
def test_signs_and_labels_stand_as_each_language_writes_them(locale: str, told: list[str]) -> None:
    money, share = (
        Tally(counts, None, None, (quantity(value, RADIO.id, None, upto=upto),), False)
        for counts, value, upto in (("dollars", 5e6, 7e6), ("percent", 57.5, None))
    )
    lines = tally_lines(replace(story(), tallies=(money, share)), speech_in(locale))
    assert [f"{line.label} {line.values[0].number}" for line in lines] == told
    assert number_written(quantity(12, RADIO.id, None), "killed", speech_in(locale)) == "12", "no blank of a sign"


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en", ["Armenia", "South Ossetia", "United Arab Emirates", "Upper Lake"]),
        ("de", ["Armenien", "Südossetien", "Vereinigte Arabische Emirate", "Upper Lake"]),
        ("fr", ["Arménie", "Ossétie du Sud", "Émirats arabes unis", "Upper Lake"]),
        ("hy", ["Հայաստան", "Հարավային Օսիա", "Արաբական Միացյալ Էմիրություններ", "Upper Lake"]),
        ("ru", ["Армения", "Южная Осетия", "ОАЭ", "Upper Lake"]),
    ],
)
def test_whose_people_are_counted_is_told_in_the_readers_language(locale: str, told: list[str]) -> None:
    speech = speech_in(locale)
    assert [place_name(place, speech) for place in ("armenia", "south-ossetia", "uae", "upper-lake")] == told
    soldiers = Tally("killed", "soldiers", "armenia", (quantity(12, RADIO.id, None),), False)
    (line,) = tally_lines(replace(story(), tallies=(soldiers,)), speech)
    assert line.values[0].before == speech.label(f"{speech.say('soldiers')}, {told[0]}") + " "


def test_places_are_known_by_their_word_in_the_list_of_places() -> None:
    text = (files("bot.stories") / "places.toml").read_text("utf-8")
    assert {*REGIONS, *CODES} <= tomllib.loads(text).keys()
    named = {place_name(place, speech_in("de")) for place in ("turkey", "bosnia", "ivory-coast", "myanmar", "vatican")}
    assert named == {"Türkei", "Bosnien und Herzegowina", "Côte d’Ivoire", "Myanmar", "Vatikanstadt"}


def test_who_began_the_sentence_stands_within_one() -> None:
    assert "according to the Kalym police" in written(story(said_by="The Kalym police"))[0]
    assert "according to local officials" in written(story(said_by="Local officials"))[0]
    assert "according to Local Voices" in written(story(said_by="Local Voices"))[0], "a name stays one"


def test_what_disagrees_stands_side_by_side_without_a_time() -> None:
    moved, differs = (tally_lines(story(has_moved=each))[0].values for each in (True, False))
    assert [each.told_at is None for each in moved] == [False, False, True]
    assert [each.told_at for each in differs] == [None] * 3
    assert differs[1].before == " · "


def test_a_person_is_named_whatever_the_language_of_the_article() -> None:
    first = quantity(12, GAZETA.id, Quote.of(GAZETA, 0, 21), said_by="burmistrz Adam Lindner")
    told = replace(story(), tallies=(Tally("killed", None, None, (first,), has_moved=False),))
    assert written(told) == ["Killed: 12 (Gazeta Nadjeziorna)"]
    named = replace(first, person="Adam Lindner")
    told = replace(story(), tallies=(Tally("killed", None, None, (named,), has_moved=False),))
    assert written(told) == ["Killed: 12 (according to Adam Lindner)"]


def test_the_same_people_by_another_word_are_divided_as_what_disagrees_is() -> None:
    people, soldiers, _ = story(has_moved=False).tallies
    police = replace(soldiers, whom="police", side=None)
    told = replace(story(), tallies=(people, police, replace(soldiers, is_rival=True)))
    assert "; police: 12 (Gazeta Nadjeziorna) · soldiers, Upper Lake: 12 (" in written(told)[0]
    assert '"is_rival": true' in briefing_json(examples.briefing([told]))


def test_days_and_hours_are_written_as_people_write_them() -> None:
    days = (quantity(20310501, COURIER.id, None), quantity(20310430, RADIO.id, None))
    hours = (quantity(11, COURIER.id, None), quantity(13.5, RADIO.id, None))
    began = Tally("day", "operation", None, days, False), Tally("hour", "ceasefire", None, hours, False)
    told = replace(story(), tallies=began)
    assert written(told) == [
        "Began on: operation: Thursday 1 May (Lakeside Courier) · Wednesday 30 April (Radio Embankment)",
        "Began at, by each report's clock: ceasefire: 11:00 (Lakeside Courier) · 13:30 (Radio Embankment)",
    ]
    assert [line.values[0].number for line in tally_lines(told, speech_in("de"))] == ["Donnerstag, 1. Mai", "11:00"]


@pytest.mark.parametrize("rendering", RENDERINGS.values(), ids=RENDERINGS)
def test_every_rendering_cites_what_it_counts(rendering: Callable[[Briefing], str]) -> None:
    shown = rendering(briefing())
    assert "at least" in shown.replace("at_least", "at least")
    assert "embankment.example/2031/05/2" in shown
    assert "12" in shown


@pytest.mark.parametrize("rendering", RENDERINGS.values(), ids=RENDERINGS)
def test_what_another_story_lent_is_cited_like_its_own(rendering: Callable[[Briefing], str]) -> None:
    told = story()
    lent = replace(told, articles=(RADIO, GAZETA), lent=(COURIER,))
    shown = rendering(examples.briefing([lent]))
    assert str(COURIER.url) in shown
    assert "at least" in shown.replace("at_least", "at least")


def test_in_discord_each_number_leads_to_its_source_where_it_stands_first() -> None:
    shown = in_discord(briefing())
    assert "### Dam breaks [[1]](" in shown
    assert "The dam broke. [[2]](" in shown
    assert f"**Killed:** at least 32 (according to the mayor, {moment(AT - timedelta(hours=5), 't')}) [1] →" in shown
    assert f" → 200 (Radio Embankment, {moment(AT - timedelta(hours=2), 't')}) [2];" in shown


def test_in_a_terminal_they_follow_the_sentences() -> None:
    assert "Killed: at least 32 (according to the mayor, 13 May, " in in_terminal(briefing()).replace("\n", " ")


def test_a_tally_of_which_one_sentence_does_not_hold_is_not_shown() -> None:
    told = story()
    edited = replace(COURIER, text="Some 32 people were killed, the mayor said then.")
    changed = replace(told, articles=(edited, RADIO, GAZETA))
    [shown] = proven(examples.briefing([changed])).stories
    assert [tally.whom for tally in shown.tallies] == ["soldiers", None]


def test_a_tally_that_counts_by_the_title_of_an_article_that_is_not_there_falls() -> None:
    [shown] = proven(examples.briefing([replace(story(), articles=(COURIER, GAZETA))])).stories
    assert [tally.whom for tally in shown.tallies] == ["soldiers"]


def test_a_sentence_that_is_told_and_counted_is_cited_once() -> None:
    sentence = Quote.of(COURIER, 0, 47)
    cited = citations(examples.briefing([replace(story(), quotes=(sentence,))]))
    assert cited[COURIER.id].quotes == (sentence,)


def test_the_json_holds_value_and_sentence() -> None:
    [told] = json.loads(briefing_json(briefing()))["stories"]
    first, second = told["tallies"][0]["quantities"]
    assert (first["value"], first["bound"], first["sentence"]["text"]) == (32, "at_least", COURIER.text)
    assert (second["value"], second["sentence"], second["article"]) == (200, None, RADIO.url)


@pytest.mark.parametrize("text", HOSTILE)
def test_who_says_it_can_neither_ping_nor_format(text: str) -> None:
    for card in briefing_views(briefing(said_by=text)):
        assert foreign_activity(components_of(card)) == []


def test_whatever_is_counted_is_known_wherever_it_has_to_be() -> None:
    kinds = tomllib.loads((files("bot.figures") / "quantities.toml").read_text("utf-8"))["counts"].keys()
    kinds -= {"moving", "others"}
    assert kinds ^ {*OF_PEOPLE, *UNITS} == set(), "each is in OF_PEOPLE (counting.py) or UNITS (numerals.py)"
    assert {*kinds, DEPLOYED, *OF_TIME} ^ LABELS.keys() == set(), "each has a label in bot/delivery/tallies.py"
    told = REFERENCE.read_text("utf-8")
    assert [kind for kind in LABELS if f"`{kind}`" not in told] == [], f"{REFERENCE.name} lists what is counted"
