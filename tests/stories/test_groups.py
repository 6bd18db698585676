from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.model import Article
from bot.stories.groups import Groups, groups_telling, labels_of

LABELS = {
    "herald.example": {"country": "Sorvenia", "ownership": "private"},
    "sport.herald.example": {"country": "Tarrow"},
    "state.example": {"country": "Sorvenia", "ownership": "state"},
    "far.example": {"country": "Elsewhere", "ownership": "state"},
}


def article(source: str, url: str | None, feed_url: str | None = None) -> Article:
    return Article("0" * 16, source, "A title", "A text.", datetime(2026, 5, 1, tzinfo=UTC), feed_url, url)


def test_a_story_has_the_groups_that_tell_it_and_those_that_do_not() -> None:
    told = [
        article("Herald", "https://www.herald.example/1"),
        article("Herald", "https://herald.example/2"),
        article("State News", "https://news.state.example/1"),
        article("Unknown", "https://other.example/1"),
    ]
    assert groups_telling(told, LABELS) == (
        Groups("country", (("Sorvenia", 2),), ("Elsewhere", "Tarrow"), 1),
        Groups("ownership", (("private", 1), ("state", 1)), (), 1),
    )
    assert groups_telling(told, {}) == ()


def test_the_nearest_host_counts_and_a_feed_where_there_is_no_address() -> None:
    below = article("Herald", "https://live.sport.herald.example/1")
    assert labels_of(below, LABELS) == {"country": "Tarrow"}
    assert labels_of(replace(below, url="https://notherald.example/"), LABELS) == {}
    assert labels_of(article("Far", None, "https://far.example/feed"), LABELS)["country"] == "Elsewhere"
