"""Which article is one that is known, told again or edited, and which is another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.model import Article
from bot.pipeline.intake import Intake
from bot.storage import Added, Storage
from tests.pipeline.conftest import NOON
from tests.pipeline.news import BRIDGES, HOUR, SCHOOLS, TEXT, TITLE, article


def test_what_its_feed_tells_again_under_another_address_is_not_new(storage: Storage) -> None:
    intake = Intake(storage)
    first = replace(article("a"), url="https://news.example/1?session=5")
    intake.add([first], now=NOON)
    again = replace(first, id="b", url="https://news.example/1?session=6")
    assert intake.add([again], now=NOON + HOUR) == Added((), ())


def test_another_spelling_of_an_address_edits_nothing_and_another_text_beside_it_does(storage: Storage) -> None:
    intake = Intake(storage)
    first = replace(article("a"), url="https://news.example/bridge")
    intake.add([first], now=NOON)
    for url in ("http://news.example/bridge", "https://www.news.example/bridge/"):
        assert intake.add([replace(first, url=url)], now=NOON + HOUR) == Added((), ())
    assert storage.articles(["a"]) == (first,)
    edited = replace(first, url="http://news.example/bridge", text="Two were killed.")
    assert intake.add([edited], now=NOON + HOUR) == Added((), ("a",))
    moved = replace(edited, url="https://news.example/two-killed")
    assert intake.add([moved], now=NOON + HOUR) == Added((), ("a",))
    assert storage.articles(["a"]) == (moved,)


def test_what_its_feed_tells_again_under_another_address_and_headline_is_the_article_edited(storage: Storage) -> None:
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES, SCHOOLS])
    first = replace(article("a"), url="https://news.example/bridge-collapses", guid="5")
    intake.add([first], now=NOON)
    edited = replace(first, id="b", url="https://news.example/two-killed", title="School closes after two are killed")
    assert intake.add([edited], now=NOON + HOUR) == Added((), ("a",))
    assert storage.articles(["a", "b"]) == (replace(edited, id="a"),)
    assert len(storage.topic_window("schools", NOON - HOUR, NOON)) == 1
    assert intake.add([edited], now=NOON + 2 * HOUR) == Added((), ())
    elsewhere = replace(edited, id="c", url="https://news.example/two-killed?session=6")
    assert intake.add([elsewhere], now=NOON + 3 * HOUR) == Added((), ())


def test_an_id_that_its_feed_gives_to_another_article_beside_the_first_is_no_edit_of_that(storage: Storage) -> None:
    intake = Intake(storage)
    first = replace(article("a"), guid="1")
    intake.add([first], now=NOON)
    latest = replace(article("b", title="School reopens", text="The school reopened on Monday."), guid="1")
    added = intake.add([latest, replace(first, guid="2")], now=NOON + HOUR)
    assert added == Added(("b",), ())
    assert storage.articles(["a", "b"]) == (first, latest)
    next_one = replace(latest, id="c", title="School closes")
    assert intake.add([next_one], now=NOON + 2 * HOUR).new_ids == ("c",)


@pytest.mark.parametrize(
    "other",
    [{"guid": None}, {"guid": "6"}, {"published_at": NOON - HOUR}, {"feed_url": "https://wire.example/feed"}],
)
def test_what_has_another_id_moment_or_feed_is_another_article(storage: Storage, other: dict[str, Any]) -> None:
    intake = Intake(storage)
    intake.add([replace(article("a"), guid="5")], now=NOON)
    next_one = replace(article("b", text="Another bridge fell."), **{"guid": "5"} | other)
    assert intake.add([next_one], now=NOON + HOUR).new_ids == ("b",)


@pytest.mark.parametrize(
    "other",
    [
        {"text": "Another bridge fell."},
        {"title": "Second bridge falls"},
        {"published_at": NOON - HOUR},
        {"source": "News B"},
        {"feed_url": "https://wire.example/feed"},
    ],
)
def test_what_differs_in_more_than_its_address_is_another_article(storage: Storage, other: dict[str, Any]) -> None:
    intake = Intake(storage)
    intake.add([article("a")], now=NOON)
    assert intake.add([replace(article("b"), **other)], now=NOON + HOUR).new_ids == ("b",)


def set_up_anew(before: Sequence[Article]) -> list[Article]:
    """What a feed makes of its articles when its publisher does so."""
    named = [replace(each, id=f"{each.id}-new", guid=f"new {each.id}", url=f"{each.url}?new") for each in before]
    return [replace(each, text=f"All that there is to say of {each.id}, from its beginning.") for each in named]


def told_by_one_feed(count: int) -> list[Article]:
    made = (article(f"a{number}", told_at=NOON - number * HOUR) for number in range(count))
    return [replace(each, title=f"{TITLE}, part {each.id}", url=f"https://news.example/{each.id}") for each in made]


def test_a_feed_that_is_set_up_anew_tells_nothing_new_by_that(storage: Storage) -> None:
    intake = Intake(storage)
    before = told_by_one_feed(4)
    intake.add(before, now=NOON)
    latest = replace(article("latest", title="School reopens"), url="https://news.example/latest")
    anew = [*set_up_anew(before[:3]), latest]
    assert intake.add(anew, now=NOON + HOUR) == Added(("latest",), ("a0", "a1", "a2"))
    assert [each.url for each in storage.articles(["a0"])] == ["https://news.example/a0?new"]
    assert intake.add(anew, now=NOON + 2 * HOUR) == Added((), ())


@pytest.mark.parametrize("beside", [(), told_by_one_feed(4)[3:]], ids=["two alone", "three beside what is known"])
def test_a_headline_and_a_moment_alone_make_no_article_of_before(storage: Storage, beside: Sequence[Article]) -> None:
    intake = Intake(storage)
    before = told_by_one_feed(4)
    intake.add(before, now=NOON)
    anew = set_up_anew(before[: 3 if beside else 2])
    assert len(intake.add([*anew, *beside], now=NOON + HOUR).new_ids) == len(anew)


OLDER = "https://news.example/older"
EDITED_TEXT = TEXT.replace("collapsed", "has collapsed and killed two people") + " Divers look for a third."


def older() -> Article:
    """What shows how far back the feed still reaches."""
    school = article("old", title="School reopens", text="The school reopened after the holidays, its head said.")
    return replace(school, url=OLDER, published_at=NOON - 2 * HOUR)


def test_what_its_feed_tells_in_the_place_of_nearly_the_same_is_that_edited(storage: Storage) -> None:
    intake = Intake(storage)
    first = replace(article("a"), url="https://news.example/collapses")
    intake.add([older(), first], now=NOON)
    edited = replace(
        first,
        id="b",
        url="https://news.example/collapses-killing-two",
        title=f"{TITLE}, killing two",
        text=EDITED_TEXT,
        published_at=NOON + HOUR,
    )
    assert intake.add([older(), edited], now=NOON + HOUR) == Added((), ("a",))
    assert storage.articles(["a", "b"]) == (replace(edited, id="a", published_at=NOON),)
    assert storage.edited_at(["a"], NOON + HOUR) == {"a": NOON + HOUR}
    # From then on it is known by that address, whatever else the feed still tells.
    assert intake.add([edited], now=NOON + 2 * HOUR) == Added((), ())
    again = replace(edited, text=f"{EDITED_TEXT} The road is closed.")
    assert intake.add([again], now=NOON + 3 * HOUR) == Added((), ("a",))


@pytest.mark.parametrize(("later", "is_edit"), [(6 * HOUR, True), (6 * HOUR + HOUR / 60, False)])
def test_an_edit_under_a_new_address_and_moment_comes_within_six_hours(
    storage: Storage, later: timedelta, is_edit: bool
) -> None:
    intake = Intake(storage)
    first = replace(article("a"), url="https://news.example/collapses")
    intake.add([older(), first], now=NOON)
    edited = replace(first, id="b", url="https://news.example/two", text=EDITED_TEXT, published_at=NOON + later)
    edited = replace(edited, first_seen_at=NOON + later)
    added = intake.add([older(), edited], now=NOON + later)
    assert added == (Added((), ("a",)) if is_edit else Added(("b",), ()))


def test_a_new_address_alone_is_known_later_and_no_edit_that_is_told(storage: Storage) -> None:
    intake = Intake(storage)
    first = replace(article("a"), url="https://news.example/1")
    intake.add([older(), first], now=NOON)
    moved = replace(first, id="b", url="https://news.example/2", published_at=NOON + HOUR)
    assert intake.add([older(), moved], now=NOON + HOUR).new_ids == ()
    assert storage.edited_at(["a"], NOON + HOUR) == {}
    assert intake.add([moved], now=NOON + 2 * HOUR) == Added((), ())


@pytest.mark.parametrize(
    "still_told",
    [
        (replace(article("a"), url="https://news.example/1"), older()),  # a series: one beside another
        (),  # what is older has gone too
    ],
)
def test_what_stands_beside_nearly_the_same_or_follows_it_is_another_article(
    storage: Storage, still_told: tuple[Article, ...]
) -> None:
    intake = Intake(storage)
    intake.add([older(), replace(article("a"), url="https://news.example/1")], now=NOON)
    next_one = article("b", title=f"{TITLE}, killing two", text=EDITED_TEXT, told_at=NOON + HOUR)
    added = intake.add([*still_told, replace(next_one, url="https://news.example/2")], now=NOON + HOUR)
    assert added == Added(("b",), ())


def test_what_is_known_and_left_as_it_is_still_stands_in_its_feed(storage: Storage) -> None:
    intake = Intake(storage)
    first = replace(article("a"), url="https://news.example/1")
    intake.add([older(), first], now=NOON)
    next_one = replace(article("b", title=f"{TITLE}, killing two"), text=EDITED_TEXT, url="https://news.example/2")
    teaser = replace(first, text="A bridge has fallen.")
    assert intake.add([next_one], beside=[older(), teaser], now=NOON + HOUR) == Added(("b",), ())
    assert storage.articles(["a"]) == (first,)


@pytest.mark.parametrize("little", [{"text": TITLE}, {"published_at": None}])
def test_a_headline_or_a_text_without_a_date_says_too_little_to_be_the_same(
    storage: Storage, little: dict[str, Any]
) -> None:
    intake = Intake(storage)
    intake.add([replace(article("a"), **little)], now=NOON)
    assert intake.add([replace(article("b"), **little)], now=NOON + HOUR).new_ids == ("b",)
