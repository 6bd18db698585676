"""How much a shared term says: the rarer it is in the news of these days, the more (inverse document frequency).

Learnt from the articles as they come, on top of what is known of the news in general (`common.tsv`), so that
the first articles of a new installation are judged soundly too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from bot.stories.signature import Channel, Signature

GENERAL_ARTICLES = 500

# Rare is what stands in fewer articles than the fourth root of all: 7 of 3,000. Of 0.2, 0.25 and 0.3 the best on ECB+'s
# even topics, AllSides' first half and every second cluster of Multi-News.
_RARE = 0.25

_MOST_TERMS = 400_000


class _Read:
    """What was read in a stretch of time: articles, those of each language, and those with each term."""

    def __init__(self) -> None:
        self.articles = 0
        self.in_language: Counter[str] = Counter()
        self.having: Counter[str] = Counter()

    def count(self, language: str, terms: Iterable[str]) -> None:
        self.articles += 1
        self.in_language[language] += 1
        self.having.update(terms)
        if len(self.having) > _MOST_TERMS:
            self.having = Counter({term: count for term, count in self.having.items() if count > 1})


class Rarity:
    """Counts in how many articles of late each term stands.

    Args:
        general_articles: How many articles what is known beforehand weighs as much as.

    Attributes:
        expected: The share of articles that terms, each with its channel before it, are expected in beyond what is
            known of the news in general.
    """

    def __init__(self, general_articles: int = GENERAL_ARTICLES) -> None:
        self.expected: Mapping[str, float] = {}
        self._general = general_articles
        self._of_late = _Read()
        self._since_turn = _Read()

    def learn(self, signature: Signature) -> None:
        """Count an article; memory is bounded by forgetting the rarest terms."""
        terms = [channel + term for channel, terms in signature.channels.items() for term in terms]
        self._of_late.count(signature.language, terms)
        self._since_turn.count(signature.language, terms)

    def turn(self) -> None:
        """Know only what came since this was last called."""
        self._of_late, self._since_turn = self._since_turn, _Read()

    def weights(self, signature: Signature) -> dict[Channel, dict[str, float]]:
        """Each channel's terms as a vector of length 1, a term's part in it by its weight and its rarity."""
        return {
            channel: self._unit(channel, terms, signature.language)
            for channel, terms in signature.channels.items()
            if terms
        }

    def rare_words(self, signature: Signature) -> list[str]:
        """The words that hardly any other article has; not those for the kind of thing that happened."""
        known, having = general_rates().get(signature.language, {}), self._of_late.having
        articles = self._general + 1 + self._of_late.in_language[signature.language]
        few = math.pow(articles, _RARE)
        return [
            word
            for word in signature.channels[Channel.WORDS].keys() - signature.of_kinds
            if self._general * known.get(word, 0.0) + having.get(Channel.WORDS + word, 0) + 1 < few
        ]

    def _unit(self, channel: Channel, terms: Mapping[str, float], language: str) -> dict[str, float]:
        of_language = channel is Channel.WORDS  # words are common in one language, the rest in all
        known = general_rates().get(language if of_language else channel, {})
        late = self._of_late
        read = late.in_language[language] if of_language else late.articles
        general = self._general
        articles = general + 1 + read
        having, expected = late.having, self.expected
        vector = {}
        norm = 0.0
        for term, weight in terms.items():
            key = channel + term
            in_articles = general * max(known.get(term, 0.0), expected.get(key, 0.0)) + having.get(key, 0) + 1
            rarity = math.log(articles / in_articles) if in_articles < articles else 0.0
            value = math.sqrt(weight) * rarity
            vector[key] = value
            norm += value * value
        if norm <= 0:
            return {}
        norm = math.sqrt(norm)
        return {key: value / norm for key, value in vector.items() if value > 0}


@cache
def general_rates() -> dict[str, dict[str, float]]:
    """The share of news articles with a term: words by language, other terms by channel; read on first use."""
    rates: dict[str, dict[str, float]] = {}
    for line in (files("bot.stories") / "common.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            group, term, per_mille = line.split("\t")
            rates.setdefault(group, {})[term] = int(per_mille) / 1000
    return rates
