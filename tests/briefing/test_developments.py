"""What goes on from what is told: denials stand behind what they deny. Nobody said any of this."""

from __future__ import annotations

import pytest

from bot.briefing.candidates import Candidate, candidates
from bot.briefing.developments import behind_what_they_deny, tells_new_figure
from tests.briefing.examples import article


def _told(*texts: str, language: str = "en") -> list[Candidate]:
    reports = (article(str(at), "Headline", text, language=language) for at, text in enumerate(texts))
    return [candidate for report in reports for candidate in candidates(report)]


@pytest.mark.parametrize(
    ("language", "denial", "denied", "other"),
    [
        (
            "en",
            "The hospital of Lidra denied that it had turned away wounded miners.",
            "Relatives said the hospital of Lidra had turned away eleven wounded miners.",
            "The mine is to be closed for a year.",
        ),
        (
            "ru",
            "Больница Лидры опровергла, что отказала раненым шахтерам.",
            "Больница Лидры отказала раненым шахтерам, сообщили родственники.",
            "Шахта будет закрыта на год.",
        ),
        (
            "de",
            "Das Krankenhaus in Lidra bestritt, verletzte Bergleute abgewiesen zu haben.",
            "Angehörige sagten, das Krankenhaus in Lidra habe verletzte Bergleute abgewiesen.",
            "Die Grube bleibt ein Jahr lang zu.",
        ),
    ],
)
def test_a_denial_stands_behind_what_it_denies(language: str, denial: str, denied: str, other: str) -> None:
    told = _told(denial, other, denied, language=language)
    assert behind_what_they_deny(["0", "1", "2"], told) == ["1", "2", "0"]
    assert behind_what_they_deny(["2", "0", "1"], told) == ["2", "0", "1"], "it stands there already"


def test_a_denial_of_what_is_not_told_stays_where_it_is() -> None:
    told = _told("The hospital of Lidra denied that it had turned away wounded miners.", "The mine is to be closed.")
    assert behind_what_they_deny(["0", "1"], told) == ["0", "1"]


def test_what_a_figure_that_is_told_became_is_new_in_the_same_words() -> None:
    first, copied = "Medora admitted that the data of 1.2 million patients was copied.", "the data that was copied"
    raised = f"Medora raised the number of patients in {copied} to 1.4 million from 1.2 million."
    [told] = candidates(article("a", "Medora admits leak", first, hours=5))
    title = "Medora raises number of patients to 1.4 million"
    [later] = candidates(article("b", title, raised, hours=2))
    assert tells_new_figure(later, [told])
    [sooner] = candidates(article("c", title, raised, hours=9))
    assert not tells_new_figure(sooner, [told]), "it is what the figure was"
    [apart] = candidates(article("d", "Medora has 31 hospitals", "Medora has 31 hospitals in Kalym.", hours=2))
    assert not tells_new_figure(apart, [told])
