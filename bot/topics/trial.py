"""What a topic would match, before anybody relies on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.model import Aboutness, Article, Topic, TopicMatch
from bot.topics.match import TopicMatcher
from bot.topics.related import NameCount, RelatedName

_MOST_EXAMPLES = 8  # what a message has room for; the texts of a week have none in memory


@dataclass(slots=True)
class Trial:
    """What a topic matches among some articles.

    Attributes:
        read: How many there were.
        about: How many are about the topic.
        examples: The first of those, in the order in which they were read, each with its why.
        mentions: How many only mention it.
        by_alias: In how many articles each name stands, the commonest first when asked for `most_common`.
        related: Names that it may have forgotten, the most fruitful first.
    """

    read: int = 0
    about: int = 0
    examples: list[tuple[Article, TopicMatch]] = field(default_factory=list)
    mentions: int = 0
    by_alias: Counter[str] = field(default_factory=Counter)
    related: tuple[RelatedName, ...] = ()


def try_topic(topic: Topic, articles: Iterable[Article], *, is_figure: Callable[[str, str | None], bool]) -> Trial:
    """Match these articles with this topic alone.

    Args:
        is_figure: Whether a text is a weekday, a month or a number in a language, and so no name.
    """
    matcher = TopicMatcher([topic])
    trial = Trial()
    names = NameCount()
    for article in articles:
        trial.read += 1
        found = matcher.match(article)
        if not found:
            names.read(article, is_about=False)
        for match in found:
            trial.by_alias.update({hit.alias for hit in match.hits})
            if match.aboutness is not Aboutness.ABOUT:
                trial.mentions += 1
                continue
            trial.about += 1
            names.read(article, is_about=True)
            if len(trial.examples) < _MOST_EXAMPLES:
                trial.examples.append((article, match))
    trial.related = names.related(matcher.is_named_in, is_figure)
    return trial
