"""Which topics an article is about, all in one pass over its title and text, and why.

    words | aliases that stand there | less what is excluded | score by place | ABOUT or MENTIONS

A topic's score is the chance that at least one of its hits means it, were each hit right with the
weight of its place and all of them independent ("noisy or"). What is named only together (Armenia and
Azerbaijan) is as likely as the less likely of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Final, NamedTuple

from bot.model import Aboutness, Alias, AliasHit, Article, Topic, TopicMatch
from bot.text.words import Word, words
from bot.topics.aliases import SHORTEST_STEM, AliasWord, alias_words

TITLE_WEIGHT: Final = 0.8
LEAD_WEIGHT: Final = 0.5
TAIL_WEIGHT: Final = 0.15
ABOUT_FROM: Final = 0.5

# The lead is what two sentences of news take.
_LEAD_WORDS: Final = 50
# In a longer text each mention weighs as much less: what counts is how densely it is named.
_FULL_TAIL_WORDS: Final = 400

# Words in an address are nobody's words: a link to "…/world/azerbaijan" says nothing about its article.
_ADDRESS = re.compile(
    r"(?:https?|ftp)://\S+|\bwww\.\S+"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/\S*"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
)

_ALIAS: Final = "alias"
_EXCLUDED: Final = "excluded"


class _Entry(NamedTuple):
    """What an alias is to one topic: `role` is `_ALIAS`, `_EXCLUDED`, or the (combination, group) it stands in."""

    topic: int
    role: str | tuple[int, int]
    pattern: str
    words: tuple[AliasWord, ...]


class _Found(NamedTuple):
    """An alias where it stands, with the weight of that place."""

    pattern: str
    field: str
    start: int
    end: int
    weight: float

    def covers(self, other: _Found) -> bool:
        return self.field == other.field and self.start <= other.start and other.end <= self.end


@dataclass(slots=True)
class _Node:
    """Where words lead from here, and which aliases end here."""

    exact: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, _Node] = field(default_factory=dict)
    stem_lengths: dict[str, list[int]] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)

    def child(self, word: AliasWord) -> _Node:
        if not word.is_open:
            return self.exact.setdefault(word.folded, _Node())
        lengths = self.stem_lengths.setdefault(word.folded[:SHORTEST_STEM], [])
        if len(word.folded) not in lengths:
            lengths.append(len(word.folded))
        return self.stems.setdefault(word.folded, _Node())

    def after(self, folded: str) -> Iterator[_Node]:
        """The nodes that this word leads to: stems are looked up by their first letters, so few are tried."""
        node = self.exact.get(folded)
        if node is not None:
            yield node
        for length in self.stem_lengths.get(folded[:SHORTEST_STEM], ()):
            if len(folded) >= length:
                stem = self.stems.get(folded[:length])
                if stem is not None:
                    yield stem


class _Plan(NamedTuple):
    """A topic with its groups, each kept once, and the rows of groups that must be named together."""

    topic: Topic
    groups: tuple[tuple[Alias, ...], ...]
    together: tuple[tuple[int, ...], ...]


class TopicMatcher:
    """Finds every topic's aliases in an article. Built once from topics that do not change."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._plans = tuple(map(_plan, topics))
        self._root = _Node()
        self._first: dict[str, tuple[_Node, ...]] = {}
        for number, plan in enumerate(self._plans):
            self._plant(number, _ALIAS, plan.topic.aliases)
            self._plant(number, _EXCLUDED, plan.topic.excluded)
            for role, group in enumerate(plan.groups):
                self._plant(number, role, group)

    def match(self, article: Article) -> tuple[TopicMatch, ...]:
        """Why the article belongs to topics, in the order of the topics; those that it does not name are left out."""
        found: dict[int, dict[int, list[_Found]]] = {}
        for entry, place in self._places(article):
            found.setdefault(entry.topic, {}).setdefault(entry.role, []).append(place)
        matches = []
        for number, plan in enumerate(self._plans):
            if plan.topic.id in article.topics:
                matches.append(TopicMatch(plan.topic.id, Aboutness.ABOUT, 1.0, ()))
            elif number in found and (match := _match(plan, found[number])):
                matches.append(match)
        return tuple(matches)

    def _plant(self, topic: int, role: int, aliases: Iterable[Alias]) -> None:
        for alias in aliases:
            pattern = alias_words(alias.pattern)
            node = self._root
            for word in pattern:
                node = node.child(word)
            node.entries.append(_Entry(topic, role, alias.pattern, pattern))

    def _places(self, article: Article) -> Iterator[tuple[_Entry, _Found]]:
        for entry, start, end, _ in self._spoken(_spoken_words(article.title)):
            yield entry, _Found(entry.pattern, "title", start, end, TITLE_WEIGHT)
        if article.text == article.title:
            return
        spoken = _spoken_words(article.text)
        tail = TAIL_WEIGHT * min(1, _FULL_TAIL_WORDS / max(1, len(spoken)))
        for entry, start, end, at in self._spoken(spoken):
            yield entry, _Found(entry.pattern, "text", start, end, LEAD_WEIGHT if at < _LEAD_WORDS else tail)

    def _spoken(self, spoken: Sequence[Word]) -> Iterator[tuple[_Entry, int, int, int]]:
        """Every alias that stands in the words: what it is, its span of characters, and its first word's number."""
        first = self._first
        for at, word in enumerate(spoken):
            nodes = first.get(word.folded)
            if nodes is None:
                nodes = self._look_up(word.folded)
            if nodes:
                for entry, last in _ends(nodes, spoken, at):
                    yield entry, word.start, spoken[last].end, at

    def _look_up(self, folded: str) -> tuple[_Node, ...]:
        """What the tree's root knows of a word; kept, as most words of a day's news come again."""
        if len(self._first) >= _MOST_REMEMBERED:
            self._first.clear()
        nodes = self._first[folded] = tuple(self._root.after(folded))
        return nodes


def _plan(topic: Topic) -> _Plan:
    groups = tuple(dict.fromkeys(group for row in topic.together for group in row))
    return _Plan(topic, groups, tuple(tuple(map(groups.index, row)) for row in topic.together))


def _spoken_words(text: str) -> list[Word]:
    """The words outside addresses."""
    spoken = words(text)
    for address in _ADDRESS.finditer(text):
        spoken = [word for word in spoken if word.end <= address.start() or word.start >= address.end()]
    return spoken


def _ends(nodes: Iterable[_Node], spoken: Sequence[Word], first: int) -> Iterator[tuple[_Entry, int]]:
    """The aliases that begin at a word, each with the number of its last word."""
    open_paths = [(node, first) for node in nodes]
    while open_paths:
        node, last = open_paths.pop()
        for entry in node.entries:
            said = spoken[first : last + 1]
            if all(word.has_capitals(s.written) for word, s in zip(entry.words, said, strict=True)):
                yield entry, last
        if last + 1 < len(spoken):
            open_paths.extend((node, last + 1) for node in node.after(spoken[last + 1].folded))


def _match(plan: _Plan, found: Mapping[int, Sequence[_Found]]) -> TopicMatch | None:
    excluded = found.get(_EXCLUDED, ())
    by_role = {role: _longest(_outside(places, excluded)) for role, places in found.items() if role != _EXCLUDED}
    named = [role for role, places in by_role.items() if places]
    rows = [row for row in plan.together if all(role in named for role in row)]
    if _ALIAS not in named and not rows:
        return None
    alone = by_role.get(_ALIAS, [])
    together = max((min(_likelihood(by_role[role]) for role in row) for row in rows), default=0.0)
    score = 1 - (1 - _likelihood(alone)) * (1 - together)
    hits = _longest([*alone, *(place for row in rows for role in row for place in by_role[role])])
    return TopicMatch(
        topic_id=plan.topic.id,
        aboutness=Aboutness.ABOUT if score >= ABOUT_FROM else Aboutness.MENTIONS,
        score=round(score, 3),
        hits=tuple(AliasHit(hit.pattern, hit.field, hit.start, hit.end) for hit in hits[:_MOST_HITS]),
    )


def _likelihood(places: Iterable[_Found]) -> float:
    """That at least one of these means the topic."""
    return 1 - prod(1 - place.weight for place in places)


def _longest(places: Iterable[_Found]) -> list[_Found]:
    """The places that no longer one covers, title first, then as they stand."""
    kept: list[_Found] = []
    for place in sorted(places, key=lambda place: (place.field != "title", place.start, -place.end)):
        if not kept or place.field != kept[-1].field or place.end > kept[-1].end:
            kept.append(place)
    return kept


def _outside(places: Sequence[_Found], excluded: Sequence[_Found]) -> Sequence[_Found]:
    """The places that no excluded name covers."""
    kept = places
    for name in _longest(excluded):
        kept = [p for p in kept if p.field != name.field or p.start < name.start or p.end > name.end]
    return kept
