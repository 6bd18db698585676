"""How sure it is that two articles tell the same event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.model import Article
from bot.stories.likeness import LONGEST_ODDS, Comparison, Profile
from bot.stories.rarity import Rarity
from bot.stories.signature import signature
from tests.stories.told import told

if TYPE_CHECKING:
    from bot.stories.directions import Direction

BRIDGE = told("Road bridge collapses in Gyumri", "A bridge in Gyumri fell into the river on Monday, the mayor said.")
LETTERS = "abcdefghijklmnop"
AGAIN = told("Four hurt in Gyumri", "Four people were hurt as they crossed the Orlov bridge, rescue workers said.")


def profile(article: Article, topic: str = "", direction: Direction | None = None) -> Profile:
    says = signature(article)
    return Profile(says, Rarity().weights(says), direction, topic=topic)


def test_within_a_topic_as_much_likeness_says_more() -> None:
    at_large = Comparison(profile(BRIDGE)).log_odds(profile(AGAIN))
    assert -LONGEST_ODDS < at_large < LONGEST_ODDS
    assert Comparison(profile(BRIDGE, "roads")).log_odds(profile(AGAIN, "roads")) > at_large
    assert Comparison(profile(BRIDGE, "roads")).log_odds(profile(AGAIN, "towns")) == at_large


def test_where_vectors_are_they_say_it() -> None:
    direction = pytest.importorskip("numpy", reason='the extra "vectors" is not installed').ones(2)
    one, other = (profile(article, "roads", direction) for article in (BRIDGE, AGAIN))
    assert Comparison(one).log_odds(other) == Comparison(profile(BRIDGE)).log_odds(profile(AGAIN))


def at_length(article: Article, sentences: int) -> Article:
    """The article with sentences of three words after it."""
    return told(article.title, f"{article.text} {'Nobody knows why. ' * sentences}")


def test_a_whole_article_is_told_from_a_feeds_few_lines() -> None:
    assert not signature(at_length(BRIDGE, 28)).is_whole  # 97 words
    assert signature(at_length(BRIDGE, 29)).is_whole


def test_where_vectors_are_the_words_of_a_whole_article_say_half() -> None:
    direction = pytest.importorskip("numpy", reason='the extra "vectors" is not installed').ones(2)
    whole = at_length(BRIDGE, 29)
    for one, other in ((whole, AGAIN), (AGAIN, whole)):
        by_words = Comparison(profile(one)).log_odds(profile(other))
        with_vectors = Comparison(profile(one, direction=direction)).log_odds(profile(other, direction=direction))
        assert -LONGEST_ODDS < by_words < 0
        assert with_vectors == pytest.approx(by_words / 2)


def odds_of_long_reports(one: str, other: str, *, heeding_rare_words: bool) -> float:
    """Of two that have these words, and each many of its own that hardly any report has."""
    profiles = []
    for number, words in enumerate((one, other)):
        says = signature(told("A report", f"it was {words} " + " ".join(f"x{letter}q{number}" for letter in LETTERS)))
        rare_words = Rarity().rare_words(says) if heeding_rare_words else ()
        profiles.append(Profile(says, Rarity().weights(says), rare_words=rare_words))
    return Comparison(profiles[0]).log_odds(profiles[1])


def test_rare_words_that_two_long_reports_share_say_more_than_as_words_alone() -> None:
    shared = "zorbling quandle firplet mosdrick"
    alone = odds_of_long_reports(shared, shared, heeding_rare_words=False)
    assert odds_of_long_reports(shared, shared, heeding_rare_words=True) == pytest.approx(alone + 1.5)
    apart = odds_of_long_reports(shared, "vetchwork", heeding_rare_words=False)
    assert odds_of_long_reports(shared, "vetchwork", heeding_rare_words=True) == apart


def test_the_few_rare_words_of_a_short_report_count_as_words_alone() -> None:
    says, rarity = signature(BRIDGE), Rarity()
    rare = rarity.rare_words(says)
    assert "orlov" in rarity.rare_words(signature(AGAIN))
    assert "bridge" not in rare  # it says what kind of thing fell
    assert not Profile(says, rarity.weights(says), rare_words=rare).rare


def test_what_many_reports_have_is_not_rare() -> None:
    says, rarity = signature(AGAIN), Rarity()
    for _ in range(20):
        rarity.learn(says)
    assert "orlov" not in rarity.rare_words(says)
