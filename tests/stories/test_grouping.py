"""Which articles join which story."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.model import Article
from bot.stories import WINDOW, StoryIndex

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)


def told(number: int, title: str, text: str, language: str = "en", at: datetime | None = NOON) -> Article:
    return Article(
        id=f"{number:016x}", source="Example", title=title, text=text, first_seen_at=NOON, language=language,
        published_at=at,
    )  # fmt: skip


BRIDGE = told(1, "Bridge collapses in Gyumri", "A road bridge in Gyumri fell into the river on Monday; four were hurt.")
AGAIN = told(2, "Four hurt as bridge falls in Gyumri", "Four people were hurt when a road bridge fell in Gyumri.")
OTHER = told(3, "Grain prices rise", "Farmers ask for help as the price of grain climbs for a third week.")


def test_a_second_report_joins_the_story_of_the_first_and_another_event_opens_its_own() -> None:
    index = StoryIndex()
    first, second, third = (index.place(article) for article in (BRIDGE, AGAIN, OTHER))
    assert first.opened
    assert (second.opened, second.story_id) == (False, first.story_id)
    assert third.opened
    assert third.story_id != first.story_id


def test_an_undated_article_opens_a_story_that_nothing_joins() -> None:
    index = StoryIndex()
    undated = told(4, BRIDGE.title, BRIDGE.text, at=None)
    assert index.place(undated).opened
    assert index.place(BRIDGE).opened
    assert index.place(told(5, BRIDGE.title, BRIDGE.text, at=None)).opened


def test_a_late_article_joins_a_story_told_after_it_within_the_window() -> None:
    index = StoryIndex()
    story = index.place(BRIDGE).story_id
    assert index.place(told(6, AGAIN.title, AGAIN.text, at=NOON - timedelta(hours=20))).story_id == story
    assert index.place(told(7, AGAIN.title, AGAIN.text, at=NOON - 3 * WINDOW)).opened
