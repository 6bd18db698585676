"""Which topic a person means by what they typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from bot.errors import MOST_OF_SOME, AllOf, AnyOf, SomeOf, UnknownTopicError
from bot.model import Topic
from bot.text.collation import sort_key
from bot.text.words import folded_words, words
from bot.topics.aliases import alias_words

_LONGEST_ECHO = 60
_MOST_SUGGESTED = 3
# How much of a name is as it was typed. Of 45 words typed for the topics that ship, every name at 0.62 or less was
# another ("france": Ukraine), every alias at 0.8 or less too ("chess": Cherson; "germany": Əsgəran; "iran": Irəvan).
_LIKE_A_NAME, _LIKE_AN_ALIAS = 0.7, 0.85
_SHORTEST_ALIAS = 6  # characters; with one other it is another word ("odess", "natowsk")


def find_topic(topics: Iterable[Topic], query: str) -> Topic:
    """The topic with this id, name or alias in any capitals.

    Raises:
        UnknownTopicError: There is none; the nearest names are in its text.
    """
    known = tuple(topics)
    typed = words(query, by_sign=True)
    for topic in known:
        if typed and _folded(query) in (_folded(topic.id), _folded(topic.name)):
            return topic
        if not typed and query.strip() == topic.name.strip():  # "🔥"
            return topic
    for topic in known:
        if typed and _folded(query) in map(_folded, topic.all_names):
            return topic
    for topic in known:
        for alias in topic.aliases:
            pattern = alias_words(alias.pattern)
            if len(pattern) == len(typed) and all(a.spells(b) for a, b in zip(pattern, typed, strict=True)):
                return topic
    raise _unknown(known, query)


def suggest_topics(topics: Iterable[Topic], prefix: str, limit: int = 25, *, language: str = "en") -> list[Topic]:
    """Topics for a list that narrows as a person types: a name begins so, then a word of it, then of an alias.

    Args:
        language: In which they are shown, two letters; those of one kind stand in its order.
    """
    typed = _folded(prefix)
    by_name: list[Topic] = []
    by_word: list[Topic] = []
    by_alias: list[Topic] = []
    for topic in sorted(topics, key=lambda topic: (sort_key(topic.name_in(language), language), topic.id)):
        if any(_folded(name).startswith(typed) for name in topic.all_names):
            by_name.append(topic)
        elif any(tail.startswith(typed) for name in topic.all_names for tail in _tails(name)):
            by_word.append(topic)
        elif any(tail.startswith(typed) for alias in topic.aliases for tail in _tails(alias.pattern)):
            by_alias.append(topic)
    return (by_name + by_word + by_alias)[:limit]


def _unknown(topics: Sequence[Topic], query: str) -> UnknownTopicError:
    if not topics:
        return UnknownTopicError("No topic has been set up yet; in a server, /topic create makes one.")
    shown = " ".join(query.split())
    shown = shown if len(shown) <= _LONGEST_ECHO else f"{shown[: _LONGEST_ECHO - 1]}…"
    nearest = _nearest(topics, _folded(query))
    if nearest:
        meant = AnyOf(topic.called for topic in nearest)
        return UnknownTopicError("No topic is called “{shown}”. Did you mean {meant}?", shown=shown, meant=meant)
    some = [topic.called for topic in sorted(topics, key=lambda topic: topic.name)]
    if len(topics) > MOST_OF_SOME:
        return UnknownTopicError(
            "No topic is called “{shown}”. There is {some} and more.", shown=shown, some=SomeOf(some)
        )
    return UnknownTopicError("No topic is called “{shown}”. There is {some}.", shown=shown, some=AllOf(some))


def _nearest(topics: Sequence[Topic], typed: str) -> list[Topic]:
    """Those with the nearest names, else with the nearest aliases, of which there are hundreds to be near by chance."""
    names = {_folded(name): topic for topic in topics for name in (topic.id, *topic.all_names)}
    aliases = {_folded(alias.pattern): topic for topic in topics for alias in topic.aliases}
    long = [alias for alias in aliases if len(alias) >= _SHORTEST_ALIAS and alias not in names]
    near = [names[each] for each in get_close_matches(typed, names, 2 * _MOST_SUGGESTED, _LIKE_A_NAME)]
    near += [aliases[each] for each in get_close_matches(typed, long, 2 * _MOST_SUGGESTED, _LIKE_AN_ALIAS)]
    return list(dict.fromkeys(near))[:_MOST_SUGGESTED]


def _folded(name: str) -> str:
    return " ".join(folded_words(name, by_sign=True))


def _tails(name: str) -> Iterator[str]:
    """The name from each of its words on."""
    folded = folded_words(name, by_sign=True)
    return (" ".join(folded[start:]) for start in range(len(folded)))
