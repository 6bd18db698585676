"""What the simplest baselines quote of an article."""

from __future__ import annotations

from bot.briefing.candidates import opening
from bot.model import Article, Quote
from bot.text.terms import no_meanings


def first_quote(article: Article) -> Quote:
    """Its first sentence that stands well alone, else its first, else all of it."""
    found = opening(article, no_meanings)
    return found.quote if found else Quote.of(article, 0, len(article.text))
