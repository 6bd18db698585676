from __future__ import annotations

import math

import pytest

from bot.briefing.saying import Expectation, story_terms, summary_terms
from tests.briefing.examples import article

RATES = {"ferry": 0.02, "the": 0.06, "captai": 0.005}


def test_a_word_is_worth_the_chance_that_an_account_says_it_and_less_each_time() -> None:
    expected = Expectation(RATES, words=75)
    first = expected.met_by([("ferry", 1)], {})
    second = expected.met_by([("ferry", 1)], {"ferry": 1})
    assert first == pytest.approx(1 - math.exp(-0.75 * 1.5**1.15))
    assert 0 < second < first
    assert expected.met_by([("ferry", 2)], {}) == pytest.approx(first + second)


def test_what_the_reports_say_often_is_worth_more_and_what_they_do_not_say_nothing() -> None:
    expected = Expectation(RATES, words=75)
    assert expected.met_by([("the", 1)], {}) > expected.met_by([("captai", 1)], {}) > 0
    assert expected.met_by([("walrus", 3)], {"ferry": 2}) == 0


def test_a_long_account_says_a_word_again() -> None:
    again = {"ferry": 2}
    assert Expectation(RATES, words=220).met_by([("ferry", 1)], again) > 2 * Expectation(RATES, words=75).met_by(
        [("ferry", 1)], again
    )


def test_rates_are_shares_of_all_words_whatever_their_endings() -> None:
    told = story_terms([article("a", "Ferries stop", "The ferries of Kalym stopped."), article("b", "Ferry", "Stop.")])
    assert sum(told.rates.values()) == pytest.approx(1)
    assert told.rates["ferrie"] == pytest.approx(2 / 9)
    assert "the" in told.rates
    assert "the" not in told.weights


def test_a_summary_says_more_of_what_many_voices_say_and_of_what_opens_them() -> None:
    dull = "Nothing else happened there, whatever the neighbours of the harbour had heard of it. " * 5
    reports = [
        article("a", "Ferries", f"Walrus stops ferry. {dull} Pier pier."),
        article("b", "Ferries", f"Walrus. Captain captain. {dull.replace('heard', 'seen')}"),
    ]
    told, summed_up = story_terms(reports).rates, summary_terms(reports).rates
    gains = {root: summed_up[root] / told[root] for root in ("walrus", "captai", "pier")}
    assert told["walrus"] == told["pier"] == told["captai"]
    assert gains == pytest.approx({"walrus": 1.2, "captai": math.sqrt(0.5) * 1.1, "pier": math.sqrt(0.5)})
