"""What an article is compared within: the news at large, or the narrowest topic it is about.

What all articles of a topic share says nothing about which event one tells: among reports on one war "offensive" is
as common as "the". So each topic has its own rarity of terms and its own mean of directions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.stories.rarity import Rarity

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
        self._turned_at = datetime.min.replace(tzinfo=UTC)

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
        return context

    def forget_before(self, moment: datetime) -> None:
        """Know by and by no more what was rare before this moment, which is never earlier than the last."""
        if moment - self._turned_at >= _STRETCH:
            self._turned_at = moment
            for context in (self._at_large, *self._of_topic.values()):
                context.rarity.turn()
