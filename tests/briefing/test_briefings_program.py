"""`bench/quality.py briefings FILE`: what it counts as shown, and as said. Nobody said any of this."""

from __future__ import annotations

import pytest

from bench.telling import Disagreement, lines_that_say, versions_shown
from bot.briefing.compose import compose
from bot.model import Article, Briefing
from tests.briefing.examples import article, member, window


def told(*reports: Article) -> Briefing:
    return compose(window(*(member(report, f"s{report.id}") for report in reports)))


def saying(text: str, language: str = "en") -> Briefing:
    return told(article("a", "Kalym this Friday", text, language=language))


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Lidra raided the harbour of Kalym.", "Lidra raided the harbour of Kalym on Friday, its mayor said."),
        ("Lidra raided Kalym, as a fact.", "Lidra has raided Kalym on Friday with four boats."),
        ("27 sailors were killed.", "At least 27 sailors were killed below the lighthouse."),
        ("How many divers drowned (nobody knows yet).", "Divers drowned on Friday, 12 of them off Kalym, many fear."),
        ("Lidra sent an armed patrol.", "Lidra sent an armed patrol to Kalym on Friday."),
    ],
)
def test_what_must_not_be_said_is_found(label: str, text: str) -> None:
    assert lines_that_say(label, saying(text))


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Lidra raided Kalym, as a fact.", "Kalym accused Lidra: it had raided Kalym on Friday."),
        ("Lidra raided Kalym, other than as a claim of Kalym.", "Kalym said that Lidra raided Kalym on Friday."),
        ("Lidra raided Kalym, as a fact.", "Has Lidra raided Kalym this Friday with four boats?"),
        ("27 sailors were killed.", "At least 27 people, two of them sailors, were killed below the lighthouse."),
        ("How many divers drowned (nobody knows yet).", "Divers drowned on Friday off Kalym, as many fear."),
        ("Lidra sent a pirate patrol.", "Lidra sent an anti-pirate patrol to Kalym on Friday."),
    ],
)
def test_a_claim_a_question_and_another_thing_are_not_what_must_not_be_said(label: str, text: str) -> None:
    assert lines_that_say(label, saying(text)) == []


def test_versions_with_the_same_figures_are_one_whatever_else_they_say() -> None:
    reports = [
        article("a", "Toll", "At least 32 sailors were killed below the lighthouse.", url="https://a.example/1"),
        article("b", "Fire", "The chapel burnt for 40 hours on Friday, monks said.", url="https://b.example/1"),
    ]
    given = [
        {"value": "32 sailors killed", "link": "https://a.example/1"},
        {"value": "32 according to several first accounts", "link": "https://c.example/1"},
        {"value": "chapel burnt 40 hours", "link": "https://b.example/1"},
    ]
    both = Disagreement.read("what happened", given)
    assert [len(version) for version in both.versions] == [2, 1]
    assert versions_shown(both, told(*reports)) == len(both.versions)
    assert versions_shown(both, told(reports[1])) == 1
