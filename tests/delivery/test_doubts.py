"""What a reader is told of a source: its headline says more than its text, or its text was changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.proof import proven
from bot.model import Article, Briefing, Overstatement, Quote
from tests.delivery import examples
from tests.delivery.examples import AT
from tests.delivery.renderings import RENDERINGS

BOLD = examples.article(1, "Village quits the lake council", "The village has suspended its seat on the lake council.")


def doubted(article: Article = BOLD) -> Briefing:
    claim = Overstatement("quits", "suspended", Quote.of(BOLD, 0, 55))
    told = examples.story(1, [article])
    return examples.briefing([replace(told, overstatements=(claim,), edited={article.id: AT - timedelta(hours=1)})])


@pytest.mark.parametrize("rendering", RENDERINGS.values(), ids=RENDERINGS)
def test_every_rendering_says_so(rendering: Callable[[Briefing], str]) -> None:
    shown = rendering(doubted())
    assert "quits" in shown
    assert "suspended" in shown
    assert "edited" in shown


def test_a_claim_whose_sentence_does_not_hold_is_dropped() -> None:
    [story] = proven(doubted(replace(BOLD, text="Another text."))).stories
    assert story.overstatements == ()
