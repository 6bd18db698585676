"""A sentence that its article does not hold is told nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.commands.reading import Format
from bot.delivery.proof import proven
from bot.model import Article, Briefing, Quote
from tests.delivery import examples
from tests.delivery.renderings import RENDERINGS

ARTICLE = examples.article(1, "Road below the dam", "The dam holds. The road is closed until Friday.")
HOLDS = Quote.of(ARTICLE, 0, 14)
REFUSED = {
    "other words": replace(HOLDS, text="The dam broke."),
    "another place": replace(HOLDS, start=1, end=15),
    "another hash": replace(HOLDS, hash="0" * 16),
    "another article": replace(HOLDS, article_id="f" * 16),
}


def told(quote: Quote, article: Article = ARTICLE) -> Briefing:
    whole = examples.briefing([examples.story(1, [article], [quote, Quote.of(article, 15, 47)])])
    return replace(whole, background=(quote,), notes=(article,))


def test_every_format_is_rendered_here() -> None:
    assert RENDERINGS.keys() == {"discord", *Format}, "the tests of all renderings go by tests/delivery/renderings.py"


@pytest.mark.parametrize("rendering", RENDERINGS.values(), ids=RENDERINGS)
@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED)
def test_no_rendering_tells_what_does_not_hold(rendering: Callable[[Briefing], str], refused: Quote) -> None:
    assert HOLDS.text in rendering(told(HOLDS))
    shown = rendering(told(refused))
    assert refused.text not in shown
    assert "The road is closed" in shown


def test_a_quote_of_a_briefing_kept_before_hashes_holds_by_its_words() -> None:
    old = told(replace(HOLDS, hash=""))
    assert proven(old) == old


def test_what_is_refused_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    proven(told(HOLDS))
    assert not caplog.records
    proven(told(REFUSED["other words"]))
    assert "2 sentences refused" in caplog.text
