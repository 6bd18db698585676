"""Among many articles some are alike by chance: a feed's few lines must share more to tell one event."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.model import Article
from bot.stories.crowd import Crowd
from bot.stories.likeness import Comparison, Profile
from bot.stories.rarity import Rarity
from bot.stories.signature import signature
from tests.stories.told import NOON, stories_of, told

WINDOW = timedelta(days=2)
CROWD = 0.95

# Both name a town and its mayor, and tell two events.
BUS = told(
    "Dalmere bus firm to close",
    "Fares have fallen since spring and 90 drivers lose their jobs at Easter, Quill wrote to unions. Trams stay.",
)
FLAT = told(
    "Paintings stolen at a Dalmere flat",
    "Thieves came through the kitchen window as Quill slept upstairs, and left by boat. Nobody was hurt.",
)
# The theft once more, in the words that everybody has for it.
THEFT = told(
    "Thieves steal paintings in Dalmere",
    "They came through a kitchen window of the flat and left by boat, officers said.",
)


def profile(article: Article, *, crowd: float = 0.0, topic: str = "") -> Profile:
    says = signature(article)
    return Profile(says, Rarity().weights(says), topic=topic, crowd=crowd)


def odds(one: Article, other: Article, *, crowd: float = 0.0, topic: str = "") -> float:
    return Comparison(profile(one, crowd=crowd, topic=topic)).log_odds(profile(other, crowd=crowd, topic=topic))


def about_something_else(count: int) -> list[Article]:
    """Reports that share nothing with those above, nor with each other."""
    letters = "bcdfghjklmnpqrstvwxz"
    words = [f"{a}{v}{b}{v}{c}" for a in letters for b in letters for c in letters[:3] for v in "aeiou"]
    return [told(" ".join(words[8 * n : 8 * n + 8])) for n in range(count)]


def test_few_lines_that_share_names_alone_are_less_likely_one_event_among_many() -> None:
    assert odds(BUS, FLAT, crowd=CROWD) < odds(BUS, FLAT) - 1


def test_few_lines_that_share_their_words_are_not() -> None:
    lost = odds(BUS, FLAT) - odds(BUS, FLAT, crowd=CROWD)
    assert odds(THEFT, FLAT) - odds(THEFT, FLAT, crowd=CROWD) < lost / 2


def test_within_a_topic_and_between_whole_articles_the_crowd_counts_nothing() -> None:
    assert odds(BUS, FLAT, crowd=CROWD, topic="towns") == odds(BUS, FLAT, topic="towns")
    long = " ".join(["Nobody knows why."] * 40)
    bus, flat = (told(article.title, f"{article.text} {long}") for article in (BUS, FLAT))
    assert odds(bus, flat, crowd=CROWD) == odds(bus, flat)


def test_two_events_in_one_town_are_two_stories_among_many_articles() -> None:
    among_few, among_many = stories_of([BUS, FLAT]), stories_of([*about_something_else(200), BUS, FLAT, THEFT])
    assert among_few[0] == among_few[1]
    bus, flat, theft = among_many[-3:]
    assert bus != flat
    assert flat == theft


def test_chance_counts_by_the_articles_of_a_language_and_its_days() -> None:
    crowd = Crowd(WINDOW)
    shares = []
    for _ in range(400):
        shares.append(crowd.share_by_chance("en", NOON))
        crowd.count("en", NOON)
    assert shares[:40] == [0.0] * 40
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(0.9, abs=0.01)
    assert crowd.share_by_chance("en", NOON + WINDOW) > shares[-1]
    assert crowd.share_by_chance("en", NOON + 2 * WINDOW) == 0.0
    assert crowd.share_by_chance("pl", NOON) == 0.0
    assert crowd.share_by_chance("en", None) == 0.0


def test_days_beyond_the_window_are_forgotten() -> None:
    crowd = Crowd(WINDOW)
    for _ in range(400):
        crowd.count("en", NOON)
    crowd.forget_before(NOON + WINDOW)
    assert crowd.share_by_chance("en", NOON) > 0
    crowd.forget_before(NOON + WINDOW + timedelta(days=1))
    assert crowd.share_by_chance("en", NOON) == 0.0
