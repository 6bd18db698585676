from __future__ import annotations

from bot.briefing.candidates import candidates
from bot.briefing.manner import Manner
from tests.briefing.examples import article

TEXT = (
    "A ferry ran aground off Kalym on Friday. Its crew of nine was brought ashore."
    " The owner of the line keeps three more ferries in Lidra. They sail in summer only."
)


def manners() -> list[Manner]:
    return [Manner.of(each, frozenset(), is_foreign=False) for each in candidates(article("a", "Ferry aground", TEXT))]


def judged(manner: Manner, told: int = 0, *, from_other_source: bool = False, leans: bool = False) -> float:
    return manner.after(told, from_other_source=from_other_source, leans=leans)


def test_what_stands_late_in_a_report_opens_no_story_and_may_go_on_with_it() -> None:
    third = manners()[2]
    assert judged(third) < judged(third, told=1) < judged(third, told=4)
    first = manners()[0]
    assert judged(first) == judged(first, told=4)


def test_another_source_adds_and_a_subject_left_behind_costs() -> None:
    second = manners()[1]
    assert second.leans
    assert judged(second, 1, from_other_source=True) > judged(second, 1) > 3 * judged(second, 1, leans=True)


def test_a_foreign_sentence_is_quoted_less_readily() -> None:
    here = next(candidates(article("a", "Ferry aground", TEXT)))
    assert judged(Manner.of(here, frozenset(), is_foreign=True)) < judged(manners()[0])


def test_what_was_to_come_is_quoted_less_readily_than_what_came() -> None:
    closed, to_close = (
        next(candidates(article("a", "Line to Kalym", text)))
        for text in ("The council closed the line to Kalym.", "The council is set to close the line to Kalym.")
    )
    titles = closed.terms | to_close.terms
    came, to_come = (Manner.of(each, titles, is_foreign=False) for each in (closed, to_close))
    assert judged(to_come) < judged(came)
