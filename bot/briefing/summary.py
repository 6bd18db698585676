"""One article by itself in a few of its own sentences, chosen as those of a briefing are. Pure."""

from __future__ import annotations

from bot.briefing.candidates import candidates
from bot.briefing.choice import choose
from bot.briefing.page import StoryChoice
from bot.briefing.repeats import Headline
from bot.briefing.saying import summary_terms
from bot.model import Article, Quote
from bot.text.terms import terms

# Room for three sentences of usual length, or four short ones.
_BUDGET_WORDS = 80
_MOST = 3


def summary(article: Article) -> tuple[Quote, ...]:
    """About three sentences in the order of the text; none of an article that has a headline only."""
    found = [candidate for candidate in candidates(article) if candidate.quote.text != article.title]
    if not found:
        return ()
    story = StoryChoice(
        id=article.id,
        whole=article.id,
        weight=1.0,
        candidates=found,
        terms=summary_terms([article]),
        headline=Headline(terms(article.title)),
        due=_MOST,
        most=_MOST,
        words=_BUDGET_WORDS,
    )
    chosen = choose([story], budget_words=_BUDGET_WORDS)[article.id]
    return tuple(sorted((candidate.quote for candidate in chosen), key=lambda quote: quote.start))
