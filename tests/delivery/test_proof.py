"""A sentence that its article does not hold is told nowhere."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console

from bot.delivery.document_html import briefing_html
from bot.delivery.document_json import briefing_json
from bot.delivery.proof import proven
from bot.delivery.terminal import print_briefing
from bot.delivery.views import briefing_views, sources_views
from bot.model import Article, Briefing, Quote
from tests.delivery import examples
from tests.delivery.inert import components_of, texts

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


def in_terminal(briefing: Briefing) -> str:
    out = io.StringIO()
    print_briefing(Console(file=out, width=200), briefing, zone="UTC", now=examples.AT)
    return out.getvalue()


def in_discord(briefing: Briefing) -> str:
    return "\n".join(
        t for card in (*briefing_views(briefing), *sources_views(briefing)) for t in texts(components_of(card))
    )


RENDERINGS: list[Callable[[Briefing], str]] = [
    in_terminal,
    in_discord,
    briefing_json,
    lambda briefing: briefing_html(briefing, zone="UTC"),
]


@pytest.mark.parametrize("rendering", RENDERINGS)
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
