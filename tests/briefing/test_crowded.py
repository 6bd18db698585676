"""Days with more stories than a briefing has room for."""

from __future__ import annotations

from dataclasses import replace

from bot.briefing.compose import compose
from bot.model import Briefing, StoryArticle
from tests.briefing.examples import a_day_later, article, member, texts, window

FLOOD = (
    "Water stands two metres high in the lower streets of Kalym.",
    "Farmers lost their cattle overnight, the chamber of agriculture said.",
    "Trains between the coast and the capital were halted on Friday.",
    "Helicopters lifted families from roofs until dawn, the army said.",
    "The minister cut short a visit abroad and flew home.",
    "Insurers expect claims worth 40 million crowns.",
    "Schools will remain shut for a week, the mayor said.",
    "Engineers blamed a crack that had been known since spring.",
)
EXPULSION = (
    "Kalym expelled the envoy of Odra on Friday, officials said.",
    "Odra answered in kind.",
    "Both envoys have five days, the ministers said.",
)
ROW = ("The row over the dam is the worst in years, diplomats said.",)
QUOTA = ("The fishing quota was settled after talks, ministers said.",)


def reports(story: str, title: str, told: tuple[str, ...], *, score: float = 0.9) -> list[StoryArticle]:
    return [member(article(f"{story}{at}", title, text), story, score=score) for at, text in enumerate(told)]


def test_the_heaviest_story_is_told_however_differently_its_reports_tell_it() -> None:
    flood = reports("flood", "Dam above Kalym bursts", FLOOD)
    lighter = [
        each
        for what, who in (("harbour tariff", "officials"), ("tram line", "the council"), ("opera strike", "singers"))
        for each in reports(
            what,
            f"Agreement on the {what}",
            (f"The {what} was agreed, {who} said.", f"The {what} was settled after long talks, {who} said."),
        )
    ]
    told = compose(window(*flood, *lighter, budget_words=30)).stories
    assert told[0].headline == "Dam above Kalym bursts"
    assert len(told) > 1


TRUCE = (
    "Kalym and Odra will open the crossings of the river on Monday under a truce that their envoys agreed on.",
    "Envoys of Kalym and Odra agreed on a truce after talks of nine hours in a hotel above the crossings.",
    "Under the truce the crossings of the river between Kalym and Odra open on Monday for farmers and carts.",
    "A truce of Kalym and Odra ends a quarrel over crossings that has shut the river to barges since spring.",
    "The truce that Kalym and Odra agreed on opens three crossings of the river to whoever has a pass.",
    "Whoever has a pass may use the three crossings between Kalym and Odra from Monday, as the truce has it.",
    "Odra and Kalym agreed that barges may use the river again from Monday, under a truce without a term.",
)


def test_a_big_story_is_opened_by_its_largest_development() -> None:
    truce = reports("s", "Kalym and Odra agree on a truce", TRUCE)
    bread = member(
        article("b", "Bread is dear, bakers say", "Sorven calls the price of bread shameful, bakers said."), "s"
    )
    [briefed] = compose(window(*truce, bread, budget_words=21)).stories
    assert [text in TRUCE for text in texts(briefed)] == [True]


def test_a_story_whose_headline_another_has_told_gives_way() -> None:
    expulsion = reports("x", "Envoys of Kalym and Odra expelled in row over dam", EXPULSION)
    row = reports("y", "Row over dam: envoys of Odra and Kalym expelled", ROW)
    quota = reports("z", "Fishing quota for the Straits settled", QUOTA, score=0.4)
    assert [story.id for story in compose(window(*row, *quota, budget_words=12)).in_full] == ["y"]
    assert [story.id for story in compose(window(*expulsion, *row, *quota, budget_words=24)).stories] == ["x", "z"]


def test_what_names_nobody_and_nothing_gives_way() -> None:
    musing = reports("a", "Kalym and the sea", ("Pride runs deep, and quarrels do not belong to the poor alone.",))
    quota = reports("z", "Fishing quota settled", ("The quota of Odra was settled after talks.",), score=0.3)
    assert [story.id for story in compose(window(*musing, *quota, budget_words=12)).stories] == ["z"]


def test_the_main_story_is_told_in_more_than_one_sentence_before_all_small_ones_are() -> None:
    told = compose(window(*reports("flood", "Dam above Kalym bursts", FLOOD), *_agreements(), budget_words=50)).stories
    assert len(told[0].quotes) > 1
    assert len(told) > 1


def test_what_two_papers_report_again_and_again_is_told_in_more_than_one_sentence_before_small_stories_are() -> None:
    flood = reports("flood", "Dam above Kalym bursts", FLOOD[:4])
    by_two = [replace(each, article=replace(each.article, source=f"Paper {n % 2}")) for n, each in enumerate(flood)]
    small = [member(each.article, each.story_id, score=0.1) for each in _agreements()]
    told = compose(window(*by_two, *small, budget_words=40)).stories
    assert [len(story.quotes) for story in told if story.quotes] == [2, 1, 1]


def test_a_development_that_many_report_is_told_in_two_sentences_before_small_stories_are() -> None:
    truce = reports("s", "Kalym and Odra agree on a truce", TRUCE)
    barges = (
        "Two barges sank off Lidra in the night, pilots said.",
        "Pilots of Lidra search for the crews of two barges that sank.",
        "The barges carried salt and were forty years old, their owner said.",
    )
    sunk = [member(article(f"b{at}", "Barges sink off Lidra", text), "s") for at, text in enumerate(barges)]
    small = [member(each.article, each.story_id, score=0.1) for each in _agreements()]
    told = compose(window(*truce, *sunk, *small, budget_words=60)).stories
    assert [len(story.quotes) for story in told if story.quotes] == [3, 1, 1]


def test_a_story_is_not_told_twice_while_others_wait() -> None:
    summons = (
        "The ambassador of Odra was summoned over remarks of its president, officials said.",
        "The ambassador of Odra was urgently summoned, officials said.",
        "Odra has its ambassador summoned to the ministry.",
    )
    summoned = reports("s", "Ambassador of Odra summoned", summons)
    told = compose(window(*summoned, *_agreements(), budget_words=80)).stories
    assert [len(story.quotes) for story in told] == [1] * 6


def _agreements() -> list[StoryArticle]:
    """Five small stories."""
    return [
        each
        for what in ("harbour tariff", "tram line", "opera strike", "market hall", "old lighthouse")
        for each in reports(what, f"Agreement on the {what}", (f"The {what} was agreed on Friday, officials said.",))
    ]


def test_the_title_that_goes_with_a_sentence_stands_above_it_rather_than_the_one_that_it_repeats() -> None:
    bursts = [
        member(article("h1", "Dam above Kalym bursts after weeks of rain", "It happened at night.")),
        member(article("h2", "Dam above Kalym bursts", "It was a long night.")),
    ]
    rescue = article(
        "h3",
        "Army lifts families from roofs in flooded Kalym",
        "The army lifted 40 families from roofs in flooded Kalym after the dam burst.",
    )
    [story] = compose(window(*bursts, member(rescue), budget_words=20)).stories
    assert texts(story) == [rescue.text]
    assert story.headline == "Dam above Kalym bursts"


ENVOYS = "Kalym and Odra agreed to send back their envoys, and 3 of them left on Friday, officials said."
AGAIN = ENVOYS.replace("officials said", "ministers said after talks")
NEWS = "Talks on the dam begin in Lidra, the ministers said."


def later(told: list[Briefing], *said: str) -> list[str]:
    """What of this, said by a story that its reader does not know, is told to who was told that."""
    others = [member(article(f"z{at}", "Talks in Lidra", text, hours=-20), "z") for at, text in enumerate(said)]
    return [text for story in compose(a_day_later(window(), *others, told=told)).stories for text in texts(story)]


def test_what_a_briefing_of_late_said_is_not_told_again_of_another_story() -> None:
    told = compose(window(*reports("x", "Envoys to return", (ENVOYS,))))
    quiet = compose(window(*reports("q", "Fishing quota settled", QUOTA)))
    more = ENVOYS.replace("3 of them", "14 of them")
    assert later([told], AGAIN, NEWS) == [NEWS]
    assert later([quiet, quiet, told], AGAIN, NEWS) == [NEWS]
    assert set(later([told], more, NEWS)) == {more, NEWS}
    assert set(later([quiet, quiet, quiet, told], AGAIN, NEWS)) == {AGAIN, NEWS}


def test_what_was_shown_as_the_latest_known_was_not_told_as_news() -> None:
    shown = compose(window(latest=reports("x", "Envoys to return", (ENVOYS,))))
    assert set(later([shown], AGAIN, NEWS)) == {AGAIN, NEWS}
