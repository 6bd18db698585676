"""What a topic would match, before anybody relies on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from bot.model import Aboutness, Article, Topic, TopicMatch
from bot.topics.match import TopicMatcher
from bot.topics.offered_rows import KnownNames, OfferedRow, RowCount
from bot.topics.related import NameCount, RelatedName

# Of a topic with more names, as packs have in a dozen languages, most find nothing in a week, and rightly.
_MOST_LOOKED_AT = 20
_MOST_EXAMPLES = 8  # what a message has room for; the texts of a week have none in memory
_FOR_LANGUAGES = 300  # articles, the first ones, that tell which languages the others are in
_LEAST_OF_LANGUAGE = 0.02  # of those


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
        rows: What would find the words of names that find little as they are, the most fruitful first.
        idle: Names that stand in no article, or only where another one does, and for which there is no row; none of a
            topic of many names, nor where nothing was read.
    """

    read: int = 0
    about: int = 0
    examples: list[tuple[Article, TopicMatch]] = field(default_factory=list)
    mentions: int = 0
    by_alias: Counter[str] = field(default_factory=Counter)
    related: tuple[RelatedName, ...] = ()
    rows: tuple[OfferedRow, ...] = ()
    idle: tuple[str, ...] = ()


def try_topic(
    topic: Topic,
    articles: Iterable[Article],
    *,
    is_figure: Callable[[str, str | None], bool],
    known_names: KnownNames,
) -> Trial:
    """Match these articles with this topic alone.

    Args:
        is_figure: Whether a text is a weekday, a month or a number in a language, and so no name.
        known_names: What places and concepts among words are called.
    """
    trial = Trial()
    names = NameCount()
    unread = iter(articles)
    first = list(islice(unread, _FOR_LANGUAGES))
    rows = RowCount(topic, known_names, _languages(first))
    # A name that stands behind many others is no idle one: all hits are counted.
    matcher = TopicMatcher([topic, *rows.topics], most_hits=None)
    for article in chain(first, unread):
        trial.read += 1
        matches = matcher.match(article)
        found = next((match for match in matches if match.topic_id == topic.id), None)
        standing = {hit.alias for hit in found.hits} if found else set()
        if topic.id in article.topics:  # that it says itself, and then no name of it is looked for
            untold = matcher.match(replace(article, topics=()))
            standing = {hit.alias for match in untold if match.topic_id == topic.id for hit in match.hits}
        is_about = found is not None and found.aboutness is Aboutness.ABOUT
        rows.read((match for match in matches if match is not found), standing, is_about=is_about)
        if is_about or not found:
            names.read(article, is_about=is_about)
        if not found:
            continue
        trial.by_alias.update(sorted(standing))  # of those alike the same first each time
        if not is_about:
            trial.mentions += 1
            continue
        trial.about += 1
        if len(trial.examples) < _MOST_EXAMPLES:
            trial.examples.append((article, found))
    trial.related = names.related(TopicMatcher([topic]).is_named_in, is_figure)
    trial.rows = rows.offered()
    patterns = dict.fromkeys(alias.pattern for alias in topic.aliases)
    if trial.read and len(patterns) <= _MOST_LOOKED_AT:
        with_row = {name for row in rows.rows() for name in row.names}
        trial.idle = tuple(name for name in patterns if name not in trial.by_alias and name not in with_row)
    return trial


def _languages(articles: Sequence[Article]) -> list[str]:
    """Those of more than a few articles, that of most first."""
    counted = Counter(article.language for article in articles if article.language)
    return [language for language, count in counted.most_common() if count >= _LEAST_OF_LANGUAGE * len(articles)]
