"""What an article is compared within: the news at large, or the narrowest topic it is about.

What all articles of a topic share says nothing about which event one tells: among reports on one war "offensive" is
as common as "the". So each topic has its own rarity of terms and its own mean of directions. Its own names are expected
from the first article on, or the first two reports on a dam would be one story for naming it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.model import Topic
from bot.stories.rarity import Rarity
from bot.stories.signature import terms_of_name

# A topic's first articles show at once what they all share, so general knowledge counts for little. Of 20, 40, 60, 100
# and 200 the best on the captured days before 20 September 2023, all their entries read.
_GENERAL_ARTICLES_IN_TOPIC = 20

# Of one to two such stretches it is known what is rare: of no less than is recalled on start, and not of ever more.
_STRETCH = timedelta(days=9)


class Context(NamedTuple):
    """The news at large or a topic of it; `name` is the topic's id."""

    name: str
    rarity: Rarity


class Contexts:
    """Every context of one index of stories."""

    def __init__(self) -> None:
        self._at_large = Context("", Rarity())
        self._of_topic: dict[str, Context] = {}
        self._articles: Counter[str] = Counter()
        self._expected: Mapping[str, Mapping[str, float]] = {}
        self._expected_of: Mapping[Topic, Mapping[str, float]] = {}
        self._turned_at = datetime.min.replace(tzinfo=UTC)

    def know_topics(self, topics: Iterable[Topic]) -> None:
        """Expect in the articles on these topics what they are called; of those that stay as they were it is known."""
        known = self._expected_of
        self._expected_of = {topic: known[topic] if topic in known else _expected(topic) for topic in topics}
        self._expected = {topic.id: expected for topic, expected in self._expected_of.items()}
        for name, context in self._of_topic.items():
            context.rarity.expected = self._expected.get(name, {})

    def of(self, topics: Iterable[str]) -> Context:
        """The topic with the fewest articles so far, of equals the first by id; without topics the news at large."""
        ids = sorted(topics)
        if not ids:
            return self._at_large
        narrowest = min(ids, key=self._articles.__getitem__)
        self._articles.update(ids)
        context = self._of_topic.get(narrowest)
        if context is None:
            context = self._of_topic[narrowest] = Context(narrowest, Rarity(_GENERAL_ARTICLES_IN_TOPIC))
            context.rarity.expected = self._expected.get(narrowest, {})
        return context

    def forget_before(self, moment: datetime) -> None:
        """Know by and by no more what was rare before this moment, which is never earlier than the last."""
        if moment - self._turned_at >= _STRETCH:
            self._turned_at = moment
            for context in (self._at_large, *self._of_topic.values()):
                context.rarity.turn()


def _expected(topic: Topic) -> dict[str, float]:
    """The share of its articles that each term of its names is expected in: each name of a language in as many."""
    by_language: dict[str, list[set[str]]] = {}
    for alias in topic.aliases:
        by_language.setdefault(alias.language, []).append(terms_of_name(alias.pattern, alias.language))
    expected: dict[str, float] = {}
    for names in by_language.values():
        for term, count in Counter(term for name in names for term in name).items():
            expected[term] = max(expected.get(term, 0.0), count / len(names))
    return expected
