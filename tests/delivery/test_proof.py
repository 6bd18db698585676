"""A sentence that its article does not hold is told nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands.reading import Format
from bot.delivery.proof import proven, proven_days, proven_quotes
from bot.model import Article, Briefing, CitedSentence, Quote, Timeline, TimelineDay
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


def timeline(*days: Sequence[Quote]) -> Timeline:
    first, told = examples.AT.date(), []
    for number, quotes in enumerate(days):
        sentences = tuple(CitedSentence(quote, ARTICLE) for quote in quotes)
        told.append(TimelineDay(first + timedelta(days=number), sentences, 0))
    return Timeline(examples.TOPIC, first, told[-1].day, tuple(told), {})


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


def test_of_a_timeline_a_day_goes_whose_only_sentence_does_not_hold() -> None:
    days = [(HOLDS, REFUSED["other words"]), (REFUSED["another hash"],)]
    [day] = proven_days(timeline(*days)).days
    assert (day.day, [each.quote for each in day.sentences]) == (examples.AT.date(), [HOLDS])


def test_what_is_refused_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    for holds in (proven(told(HOLDS)), proven_days(timeline([HOLDS])), proven_quotes(ARTICLE, [HOLDS])):
        assert holds
    assert not caplog.records
    proven(told(REFUSED["other words"]))
    proven_days(timeline([HOLDS, REFUSED["other words"]], [REFUSED["other words"]] * 2))
    proven_quotes(ARTICLE, [HOLDS, *[REFUSED["other words"]] * 4])
    logged = [(record.levelname, record.getMessage().partition(": ")[2]) for record in caplog.records]
    assert [(level, message.split()[0]) for level, message in logged] == [
        ("ERROR", "2"),
        ("ERROR", "3"),
        ("ERROR", "4"),
    ]
