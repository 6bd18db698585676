"""What a question keeps to, read from the words that a person types."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions.search import SearchAction, read_filter
from bot.delivery.frame import SEARCH_FILTERS
from bot.delivery.speech import speech_in
from bot.errors import BadValueError
from bot.model import Article
from bot.pipeline.intake import Intake
from bot.storage import SearchFilter, Storage
from tests.actions.conftest import NOON

Search = Callable[[str], Awaitable[list[str]]]


def day(number: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 4, number, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "words", "only"),
    [
        ("bridge closed", "bridge closed", SearchFilter()),
        ("source:bbc bridge", "bridge", SearchFilter(sources=("bbc",))),
        ('bridge Source:"Le Monde" closed', "bridge  closed", SearchFilter(sources=("Le Monde",))),
        ("lang:PL lang:ru most", "most", SearchFilter(languages=("pl", "ru"))),
        ("-source:bbc bridge −Lang:PL", "bridge", SearchFilter(without_sources=("bbc",), without_languages=("pl",))),
        ('–source:"Le Monde" -source:bbc', "", SearchFilter(without_sources=("Le Monde", "bbc"))),
        ("re-source:x", "re-source:x", SearchFilter()),
        ("after:2026-04-20 x", "x", SearchFilter(after=day(20, 23, 59, 59))),
        ("before:2026-04-20 x", "x", SearchFilter(before=day(20))),
        ("after:3d x", "x", SearchFilter(after=NOON - timedelta(days=3))),
        ('"lang:pl is a word here"', '"lang:pl is a word here"', SearchFilter()),
        ("resource:x", "resource:x", SearchFilter()),
    ],
)
def test_filters_are_taken_out_of_the_words(typed: str, words: str, only: SearchFilter) -> None:
    found, kept_to = read_filter(typed, "UTC", NOON)
    assert " ".join(found.split()) == " ".join(words.split())
    assert kept_to == replace(only, until=NOON)


@pytest.mark.parametrize(
    ("locale", "typed", "words", "only"),
    [
        ("en", "after:3 days x", "x", SearchFilter(after=NOON - timedelta(days=3))),
        ("de", 'after:"3 Tage" x', "x", SearchFilter(after=NOON - timedelta(days=3))),
        ("de", "x before:2 Wochen y", "x y", SearchFilter(before=NOON - timedelta(weeks=2))),
        ("ru", "мост after:вчера", "мост", SearchFilter(after=day(30, 23, 59, 59))),
        ("ru", 'мост before:"25 апреля"', "мост", SearchFilter(before=day(25))),
        ("ru", "after:yesterday", "", SearchFilter(after=day(30, 23, 59, 59))),
        ("en", "lang:english -lang:Polish x", "x", SearchFilter(languages=("en",), without_languages=("pl",))),
        ("en", 'lang:"Norwegian Bokmål" x', "x", SearchFilter(languages=("nb",))),
        ("de", "lang:polnisch lang:english x", "x", SearchFilter(languages=("pl", "en"))),
        ("ru", "lang:польский x", "x", SearchFilter(languages=("pl",))),
        ("en", "source:3 days x", "days x", SearchFilter(sources=("3",))),
    ],
)
def test_languages_lengths_of_time_and_days_are_read_in_the_persons_language(
    locale: str, typed: str, words: str, only: SearchFilter
) -> None:
    found, kept_to = read_filter(typed, "UTC", NOON, speech_in(locale))
    assert " ".join(found.split()) == words
    assert kept_to == replace(only, until=NOON)


@pytest.mark.parametrize(
    "typed",
    [
        "lang:klingon x",
        "-lang:polnisch x",
        "lang:usual x",
        "lang:pl,en x",
        "-source: x",
        "lang:xx x",
        "lang: x",
        "after:soon x",
        "after:3 bridges",
        "before:2027-01-01 x",
        'source:"" x',
    ],
)
def test_a_filter_nobody_can_follow_says_what_to_write(typed: str) -> None:
    with pytest.raises(BadValueError):
        read_filter(typed, "UTC", NOON)


def test_the_code_of_a_country_is_answered_with_that_of_its_language() -> None:
    with pytest.raises(BadValueError, match=r"“UA” is no language; did you mean “uk”\?"):
        read_filter("lang:UA most", "UTC", NOON)


@pytest.fixture
def action(storage: Storage) -> SearchAction:
    intake = Intake(storage)
    told = (
        ("a", "РБК", "ru", "https://rbc.example/1", "Мост закрыт на ремонт", NOON - timedelta(hours=2)),
        ("b", "Gazeta Mostowa", "pl", "https://gazeta.example/2", "Most zamknięty", NOON - timedelta(days=3)),
        ("c", "Bridge Times", "en", "https://times.example/3", "Bridge closed for most of May", None),
        ("d", "Bridge Times", "en", "https://times.example/4", "Bridge opens tomorrow", NOON + timedelta(days=1)),
    )
    intake.add(
        [
            Article(
                id=article_id,
                source=source,
                title=title,
                text=title,
                first_seen_at=NOON,
                url=url,
                language=language,
                published_at=published_at,
            )
            for article_id, source, language, url, title, published_at in told
        ],
        now=NOON,
    )
    return SearchAction(storage=storage, clock=lambda: NOON, zone="UTC")


@pytest.fixture
def search(action: SearchAction) -> Search:
    async def found(query: str) -> list[str]:
        return [article.id for article in (await action.search(query)).articles]

    return found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("most", {"b", "c"}),
        ("most lang:pl", {"b"}),
        ("most source:times.example", {"c"}),
        ('most source:"gazeta mostowa"', {"b"}),
        ("мост source:рбк", {"a"}),
        ("most after:7d", {"b"}),
        ("most before:2026-04-28", set()),
        ("bridge", {"c"}),
        ("lang:pl lang:ru", {"a", "b"}),
        ("after:1d", {"a"}),
        ("most -zamknięty", {"c"}),
        ("zamknięty OR мост", {"a", "b"}),
        ("bridge OR most source:gazeta -may", {"b"}),
        ("bridge OR most -source:gazeta", {"c"}),
        ("bridge OR most –lang:en", {"b"}),
        ("most OR мост -source:times.example -lang:ru", {"b"}),
        ("-source:рбк", {"b"}),
        ("lang:pl lang:ru -zamknięty", {"a"}),
    ],
)
async def test_a_search_keeps_to_its_filters_and_to_the_clock(search: Search, query: str, found: set[str]) -> None:
    assert set(await search(query)) == found


async def test_without_words_the_newest_come_first(search: Search) -> None:
    assert await search("lang:pl lang:ru") == ["a", "b"]


@pytest.mark.parametrize(
    ("query", "unread"),
    [
        ("most from:bbc", ("from:",)),
        ("most -from:bbc site:bbc.com site:rbc", ("-from:", "site:")),
        ("most -source:bbc –lang:pl", ()),
        ("most source:bbc after:7d", ()),
        ("https://bbc.example 10:30 Fire: many", ()),
        ('"from:bbc"', ()),
    ],
)
async def test_what_looks_like_a_filter_and_is_none_is_named(
    action: SearchAction, query: str, unread: tuple[str, ...]
) -> None:
    assert (await action.search(query)).unread == unread


@pytest.mark.parametrize(
    ("query", "wants_all"),
    [
        ("most -may", True),
        ("most lang:pl", True),
        ('"OR" most', True),
        ("most OR bridge", False),
        ("-may lang:en", False),
        ("lang:pl", False),
    ],
)
async def test_whether_all_words_had_to_be_there_is_told(action: SearchAction, query: str, wants_all: bool) -> None:
    assert (await action.search(query)).wants_all is wants_all


def test_what_a_search_is_said_to_keep_to_it_does() -> None:
    words, only = read_filter(" ".join(SEARCH_FILTERS), "UTC", NOON.replace(year=2027))
    assert words == ""
    assert all((only.sources, only.languages, only.after, only.before))
