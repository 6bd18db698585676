"""What the simplest baselines are made of."""

from __future__ import annotations

import math
from collections.abc import Mapping

from bot.briefing.candidates import opening
from bot.model import Article, Quote
from bot.text.terms import no_meanings


def first_quote(article: Article) -> Quote:
    """Its first sentence that stands well alone, else its first, else all of it."""
    found = opening(article, no_meanings)
    return found.quote if found else Quote.of(article, 0, len(article.text))


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Of the angle between two sparse vectors; 0 where one has no length."""
    dot = sum(weight * other.get(word, 0.0) for word, weight in one.items())
    norm = math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return dot / norm if norm else 0.0
