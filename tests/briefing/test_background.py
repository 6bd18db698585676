from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.briefing.background import choose_notes, note_quote
from bot.briefing.compose import ComposeInput, compose
from bot.model import Article, ArticleKind, StoryArticle, Topic
from bot.stories.meanings import meanings_in
from tests.briefing.examples import EVENING, HOUR, article, member, window

NOW = datetime(2026, 5, 1, tzinfo=UTC)
STRAITS = Topic("straits", "The Two Straits")


def note(title: str) -> Article:
    return Article(
        id=title, source="Notes", title=title, text=f"{title}.", first_seen_at=NOW, language="en", kind=ArticleKind.NOTE
    )


def said(*lines: str, language: str = "en") -> list[tuple[str, str | None]]:
    return [(line, language) for line in lines]


NOTES = [
    note("The ferry company of Lantern Bay"),
    note("The Two Straits after the flood"),
    note("The lighthouse treaty"),
    note("What the Two Straits are"),
]


def test_what_the_topic_is_comes_first_and_what_the_day_touches_next() -> None:
    day = said("Lighthouse treaty signed", "Both shores signed the lighthouse treaty on Friday.")
    chosen = choose_notes(NOTES, STRAITS, day, at_most=2)
    assert [each.title for each in chosen] == ["What the Two Straits are", "The lighthouse treaty"]


def test_order_of_the_notes_does_not_matter() -> None:
    day = said("Ferry company goes bankrupt", "The ferry company of Lantern Bay gave up.")
    assert choose_notes(NOTES, STRAITS, day, at_most=3) == choose_notes(NOTES[::-1], STRAITS, day, at_most=3)


def test_without_a_note_that_defines_the_topic_the_day_decides() -> None:
    day = said("Lighthouse treaty signed", "Both shores signed the treaty.")
    chosen = choose_notes([NOTES[0], NOTES[2]], STRAITS, day, at_most=1)
    assert [each.title for each in chosen] == ["The lighthouse treaty"]


def test_what_no_story_names_needs_no_background() -> None:
    day = said("Lighthouse treaty signed", "Both shores signed the treaty.")
    assert [each.title for each in choose_notes(NOTES, STRAITS, day, at_most=3)] == [
        "What the Two Straits are",
        "The lighthouse treaty",
        "The Two Straits after the flood",
    ]


def test_a_note_is_named_in_another_language_by_what_its_title_means() -> None:
    truce = note("The truce in Armenia")
    chosen = choose_notes(
        [truce], STRAITS, said("W Armenii trwa rozejm.", language="pl"), at_most=1, meanings=meanings_in
    )
    assert chosen == (truce,)
    assert (
        choose_notes([truce], STRAITS, said("Rozmowy w Turcji.", language="pl"), at_most=1, meanings=meanings_in) == ()
    )


def test_a_line_of_few_words_does_not_name_what_a_longer_title_does() -> None:
    assert (
        choose_notes(
            [note("The lighthouse treaty of the southern islands")], STRAITS, said("Lighthouse painted"), at_most=1
        )
        == ()
    )


def test_no_notes_give_no_background() -> None:
    assert choose_notes([], STRAITS, [], at_most=3) == ()


LOOKING_BACK = replace(
    note("The Two Straits"),
    text="The Two Straits were home to three ferry lines until March 2025. Both straits belong to Kalym.",
)


def test_a_note_may_look_back() -> None:
    quote = note_quote(LOOKING_BACK, NOW)
    assert quote
    assert quote.text.startswith("The Two Straits were home")


def test_a_past_briefing_is_told_nothing_from_where_a_note_names_its_year_or_a_later_one() -> None:
    past = NOW - timedelta(days=600)
    assert note_quote(LOOKING_BACK, past) is None
    timeless = replace(LOOKING_BACK, text="Both straits belong to Kalym. They were sold in 2025. The price was low.")
    quote = note_quote(timeless, past)
    assert quote
    assert quote.text == "Both straits belong to Kalym."
    assert note_quote(replace(timeless, first_seen_at=past), past) == quote


EXPLAINER = replace(
    article("why", "Why the dam of Kalym burst", "The dam held for 40 years. Engineers had warned since spring."),
    language="en",
)
DAM = article("dam", "Dam above Kalym bursts", "The dam above Kalym burst on Friday night, the army said.")


def background(given: ComposeInput) -> list[str]:
    return [quote.text for quote in compose(given).background]


def test_an_explainer_stands_below_the_news_where_room_is_left() -> None:
    given = window(member(DAM, "dam"), member(EXPLAINER, "dam"))
    assert background(given) == ["The dam held for 40 years."]
    assert compose(given).notes == (EXPLAINER,)
    assert background(replace(given, budget_words=14)) == []


@pytest.mark.parametrize(
    "text",
    [
        "It had been coming for long.",
        "Was it 40 years too old?",
        "The army said the dam above Kalym burst on Friday night.",
    ],
    ids=["neither figure nor speaker", "a question", "told above"],
)
def test_an_explainer_that_adds_nothing_is_not_told(text: str) -> None:
    assert background(window(member(DAM, "dam"), member(replace(EXPLAINER, text=text), "dam"))) == []


def test_an_explainer_is_told_once_and_to_those_who_read_it() -> None:
    given = replace(window(member(DAM, "dam"), member(EXPLAINER, "dam")), told=())
    told = compose(given)
    assert told.background
    assert background(replace(given, told=(told,))) == []
    assert background(replace(given, languages=("pl",))) == []


COLUMN = article("col", "The dam and us", url="https://kalym.example/opinion/dam", source="The Kalym Post")


def listed(given: ComposeInput) -> list[str]:
    return [each.title for each in compose(given).reading]


def test_opinion_and_analysis_are_listed_by_their_titles_though_nothing_is_reported() -> None:
    assert listed(window(member(DAM, "dam"), member(COLUMN, "dam"))) == ["The dam and us"]
    assert listed(window(member(COLUMN, "dam"))) == ["The dam and us"]
    analysis = replace(COLUMN, url="https://kalym.example/analysis/dam")
    assert listed(window(member(analysis, "dam"))) == ["The dam and us"]


@pytest.mark.parametrize(
    "given",
    [
        member(replace(COLUMN, url="https://kalym.example/news/dam"), "dam"),
        member(replace(COLUMN, url="https://kalym.example/gallery/dam"), "dam"),
        member(replace(COLUMN, url=None, title="OPINION: The dam and us"), "dam"),
        member(replace(COLUMN, language="pl"), "dam"),
        member(COLUMN, "dam", about=False),
    ],
    ids=["a report", "a gallery", "no address", "a language that they do not read", "in passing"],
)
def test_what_is_not_listed(given: StoryArticle) -> None:
    assert listed(window(given)) == []


def test_of_opinion_three_are_listed_each_of_another_source_the_closest_to_the_topic_first() -> None:
    columns = [
        member(replace(COLUMN, id=str(n), title=f"Column {n}", source=f"Paper {n % 4}"), "dam", score=n / 10)
        for n in range(1, 9)
    ]
    assert listed(window(*columns)) == ["Column 8", "Column 7", "Column 6"]
    assert listed(window(*columns[3::4])) == ["Column 8"]
    newer = [
        member(replace(COLUMN, id="zyxw"[n], title=f"{n} h ago", source=f"Paper {n}", published_at=EVENING - n * HOUR))
        for n in (3, 1, 2)
    ]
    assert listed(window(*newer)) == ["1 h ago", "2 h ago", "3 h ago"]


def test_what_was_listed_or_quoted_is_not_listed_again() -> None:
    given = replace(window(member(DAM, "dam"), member(COLUMN, "column")), told=())
    told = compose(given)
    assert told.reading == (COLUMN,)
    other = replace(given, window=(given.window[0], member(replace(COLUMN, id="other"), "column")))
    assert told.id != compose(other).id
    assert listed(replace(given, told=(told,))) == []
    quoted = window(member(DAM, "dam"), member(replace(EXPLAINER, url="https://kalym.example/why"), "dam"))
    assert background(quoted) == ["The dam held for 40 years."]
    assert listed(quoted) == []
    assert listed(replace(quoted, budget_words=14)) == ["Why the dam of Kalym burst"]
