"""Names that a topic may have forgotten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import Article
from bot.stories.known_names import known_names
from bot.stories.meanings import is_figure
from bot.topics.related import RelatedName
from bot.topics.trial import try_topic
from tests.topics.examples import article, topic


def told(*texts: str, title: str = "News of the day") -> list[Article]:
    """Each by a source of its own."""
    return [replace(article(title, text), source=f"source {number}") for number, text in enumerate(texts)]


def related(articles: list[Article], *aliases: str) -> list[RelatedName]:
    return list(try_topic(topic(*aliases), articles, is_figure=is_figure, known_names=known_names).related)


def test_a_name_that_others_have_too_is_told_with_how_many() -> None:
    about = told(*["The mayor opened the Sorven Dam, says Ilse Varn today."] * 4)
    others = told("Yesterday Ilse Varn rested.", "A walk with Ilse Varn.", "Nobody came.")
    assert related([*about, *others], "sorven dam") == [RelatedName("Ilse Varn", 4, 2)]


def test_a_name_that_would_find_nothing_or_is_everywhere_or_of_few_is_not() -> None:
    about = told(*["At the Sorven Dam with Ilse Varn on Tuesday."] * 3)
    assert related([*about, *told(*["It rained on Tuesday."] * 8)], "sorven dam") == []
    assert related([*about[:2], *told("It was Ilse Varn.")], "sorven dam") == []
    [first, *_] = about
    assert related([*[first] * 5, *told("It was Ilse Varn.")], "sorven dam") == []


def test_what_only_mentions_the_topic_or_has_a_name_of_it_counts_for_nothing() -> None:
    about = told(*["At the Sorven Dam, near Lower Brade."] * 3)
    more = told("Far from Lower Brade.")
    assert [each.name for each in related([*about, *more], "sorven dam")] == ["Lower Brade"]
    assert related([*about, *more], "sorven dam", "brade") == []


def test_a_word_is_no_name_for_beginning_a_sentence_or_standing_in_a_title_of_capitals() -> None:
    about = told(*["Engineers met at the Sorven Dam. Anglers came."] * 4, title="Engineers Open The Great Gates")
    others = told("Engineers slept. Anglers too.", title="Engineers Open The Great Gates")
    assert related([*about, *others], "sorven dam") == []


def test_of_a_name_and_its_parts_the_whole_is_told_and_of_its_cases_one() -> None:
    about = told(*["Beside the Sorven Dam the United Crane Drivers met."] * 4)
    others = told("Then the United Crane Drivers left.", "So the United Crane Drivers were two.", "A box of Drivers.")
    assert [each.name for each in related([*about, *others], "sorven dam")] == ["United Crane Drivers"]
    cases = [*told(*["Zapora Sorven Dam, tama Kowalskiego."] * 3), *told(*["Zapora Sorven Dam, tama Kowalskim."] * 3)]
    others = told("Oto dom Kowalskiego.", "Oto on z Kowalskim.")
    assert len(related([*cases, *others], "sorven dam")) == 1


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "Friday"),
        ("en", "September"),
        ("pl", "Piątek"),
        ("pl", "Września"),
        ("de", "Freitag"),
        ("ru", "Пятницу"),
        ("hy", "Ուրբաթ"),
        ("az", "Bazar Ertəsi"),
    ],
)
def test_weekdays_and_months_are_no_names(language: str, day: str) -> None:
    about = told(*[f"Sorven Dam, {day}, tells Ilse Varn."] * 3)
    others = told(f"Korn, {day}.", "With Ilse Varn.")
    read = [replace(each, language=language) for each in [*about, *others]]
    assert [each.name for each in related(read, "sorven dam")] == ["Ilse Varn"]


def test_what_is_a_month_in_another_language_is_a_name() -> None:
    about = told(*["At the Sorven Dam, with Martin."] * 3)  # "mart*" is a month in Turkish
    assert [each.name for each in related([*about, *told("See Martin.")], "sorven dam")] == ["Martin"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Brade News", "Brade News"),
        ("The Herald", "Herald"),
        ("The Herald", "The Herald"),
        ("Brade News - Europe", "Brade News"),
        ("World news | The Lower Herald", "Lower Herald"),
        ("Brade24", "BRADE24"),
    ],
)
def test_the_sources_that_tell_the_news_are_none_of_the_topics_names(source: str, name: str) -> None:
    about = told(*[f"At the Sorven Dam, says {name}, stood Ilse Varn."] * 3)
    others = [*told(f"Read {name}.", "With Ilse Varn."), replace(article("Rain", "It rained."), source=source)]
    assert [each.name for each in related([*about, *others], "sorven dam")] == ["Ilse Varn"]


def test_a_place_of_which_a_source_tells_is_a_name() -> None:
    about = told(*["At the Sorven Dam, in Lidra."] * 3)
    others = [*told("It is Lidra."), replace(article("Rain", "It rained."), source="Brade News - Lidra")]
    assert [each.name for each in related([*about, *others], "sorven dam")] == ["Lidra"]


def test_no_more_are_told_than_a_message_has_room_for() -> None:
    names = ["Abalon", "Berwick", "Cordoba", "Dunmore", "Elswick", "Farnham", "Gorbals", "Hexham"]
    about = told(*[f"At the Sorven Dam, in {', in '.join(names)}."] * 3)
    others = told(*[f"He was in {name}." for name in names])
    assert len(related([*about, *others], "sorven dam")) == 6
