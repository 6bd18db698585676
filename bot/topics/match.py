"""Which topics an article is about, all in one pass over its title and text, and why.

    aliases that stand there | less what is excluded | score by place | ABOUT or MENTIONS

A topic's score is the chance that at least one of its hits means it, were each hit right with the
weight of its place and all of them independent ("noisy or"). What is named only together (Armenia and
Azerbaijan) is as likely as the less likely of its parts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, NamedTuple

from bot.model import Aboutness, Alias, AliasHit, Article, ArticleKind, Topic, TopicMatch
from bot.text.variants import TABLES
from bot.text.words import sign_count
from bot.topics.automaton import Automaton

# One mention in the title or the lead makes ABOUT, and so do three further down. Weights from 0.15 to 0.3 for the
# tail and leads of 40 to 100 words were tried on every second of the 900 Slavic articles: F1 .91 to .96, the gain in
# recall paid in precision; these stand at P .974, R .916 (`bench/quality.py topics`).
TITLE_WEIGHT: Final = 0.8
LEAD_WEIGHT: Final = 0.5
TAIL_WEIGHT: Final = 0.21
ABOUT_FROM: Final = 0.5

# The lead is what two sentences of news take.
_LEAD_WORDS: Final = 50
# In a longer text each mention weighs as much less: what counts is how densely it is named.
_FULL_TAIL_WORDS: Final = 400
# Enough to show a person why; a long text may name its topic a hundred times.
_MOST_HITS: Final = 20

_HERE: Final = Path(__file__).parent
_CODE: Final = (
    *(_HERE / name for name in ("aliases.py", "automaton.py", "match.py", "../text/words.py", "../text/variants.py")),
    *TABLES,
)

# What an alias is to its topic, besides the number of a group that must be named together with others.
_ALONE: Final = -1
_EXCLUDED: Final = -2


class _Part(NamedTuple):
    """What an alias is to one topic."""

    topic: int
    role: int


class _Found(NamedTuple):
    """An alias where it stands, with the weight of that place."""

    pattern: str
    field: str
    start: int
    end: int
    weight: float


class _Plan(NamedTuple):
    """A topic with its groups, each kept once, and the rows of groups that must be named together."""

    topic: Topic
    groups: tuple[tuple[Alias, ...], ...]
    together: tuple[tuple[int, ...], ...]


class TopicMatcher:
    """Finds every topic's aliases in an article. Built once from topics that do not change.

    Args:
        most_hits: How many a match keeps; None for all.
    """

    def __init__(self, topics: Iterable[Topic], *, most_hits: int | None = _MOST_HITS) -> None:
        self._most_hits = most_hits
        self._plans = tuple(map(_plan, topics))
        self._numbers = {plan.topic.id: number for number, plan in enumerate(self._plans)}
        self._automaton: Automaton[_Part] = Automaton()
        for number, plan in enumerate(self._plans):
            self._plant(_Part(number, _ALONE), plan.topic.aliases)
            self._plant(_Part(number, _EXCLUDED), plan.topic.excluded)
            for role, group in enumerate(plan.groups):
                self._plant(_Part(number, role), group)

    def match(self, article: Article) -> tuple[TopicMatch, ...]:
        """Why the article belongs to topics, in the order of the topics; those that it does not name are left out."""
        found = self._found(article)
        given = {self._numbers[topic] for topic in article.topics if topic in self._numbers}
        matches = []
        for number in sorted(given | found.keys()):
            plan = self._plans[number]
            if number in given:
                matches.append(TopicMatch(plan.topic.id, Aboutness.ABOUT, 1.0, ()))
            elif _is_in_time(plan.topic, article) and (match := _match(plan, found[number], self._most_hits)):
                matches.append(match)
        return tuple(matches)

    def is_named_in(self, text: str) -> bool:
        """Whether a name of any of the topics stands in a text, one that is excluded or wants company too."""
        standing, _ = self._automaton.search(text)
        return bool(standing)

    def _plant(self, part: _Part, aliases: Iterable[Alias]) -> None:
        for alias in aliases:
            self._automaton.plant(alias.pattern, part)

    def _found(self, article: Article) -> dict[int, dict[int, list[_Found]]]:
        """By topic and role, the places in title and text."""
        found: dict[int, dict[int, list[_Found]]] = {}
        for name, text in (("title", article.title), ("text", article.text)):
            if name == "text" and text == article.title:
                break
            standing, length = self._automaton.search(text)
            if not standing:
                continue
            counted = length - sign_count(text) // 2
            lead = _LEAD_WORDS * length / counted
            tail = TAIL_WEIGHT * min(1, _FULL_TAIL_WORDS / counted)
            for part, pattern, start, end, word in standing:
                weight = TITLE_WEIGHT if name == "title" else LEAD_WEIGHT if word < lead else tail
                place = _Found(pattern, name, start, end, weight)
                found.setdefault(part.topic, {}).setdefault(part.role, []).append(place)
        return found


def code_digest(files: Iterable[Traversable] = _CODE) -> str:
    """What changes with the code that decides what matches: 32 hex digits."""
    return hashlib.blake2b(b"".join(file.read_bytes() for file in files), digest_size=16).hexdigest()


def _is_in_time(topic: Topic, article: Article) -> bool:
    """Whether an article may be about it by its day; what has none may be, and so may what explains."""
    if article.told_at is None or article.kind is ArticleKind.NOTE:
        return True
    return (topic.told_from or date.min) <= article.told_at.astimezone(UTC).date() <= (topic.told_until or date.max)


def _plan(topic: Topic) -> _Plan:
    groups = tuple(dict.fromkeys(group for row in topic.together for group in row))
    return _Plan(topic, groups, tuple(tuple(map(groups.index, row)) for row in topic.together))


def _match(plan: _Plan, found: Mapping[int, Sequence[_Found]], most_hits: int | None) -> TopicMatch | None:
    if len(found) == 1 and _ALONE in found:  # what nearly every match is
        alone = _longest(found[_ALONE])
        return _matched(plan.topic.id, _likelihood(alone), alone[:most_hits])
    if _ALONE not in found and not any(found.keys() >= set(row) for row in plan.together):
        return None
    excluded = _longest(found.get(_EXCLUDED, ()))
    by_role = {role: _outside(_longest(places), excluded) for role, places in found.items() if role != _EXCLUDED}
    alone = by_role.get(_ALONE, [])
    rows = [row for row in plan.together if all(by_role.get(role) for role in row)]
    if not alone and not rows:
        return None
    together = max((min(_likelihood(by_role[role]) for role in row) for row in rows), default=0.0)
    score = 1 - (1 - _likelihood(alone)) * (1 - together)
    hits = _longest([*alone, *(place for row in rows for role in row for place in by_role[role])])
    return _matched(plan.topic.id, score, hits[:most_hits])


def _matched(topic_id: str, score: float, hits: Sequence[_Found]) -> TopicMatch:
    return TopicMatch(
        topic_id=topic_id,
        aboutness=Aboutness.ABOUT if score >= ABOUT_FROM else Aboutness.MENTIONS,
        score=round(score, 3),
        hits=tuple([AliasHit(hit.pattern, hit.field, hit.start, hit.end) for hit in hits]),
    )


def _likelihood(places: Iterable[_Found]) -> float:
    """That at least one of these means the topic."""
    none_does = 1.0
    for place in places:
        none_does *= 1 - place.weight
    return 1 - none_does


def _longest(places: Sequence[_Found]) -> list[_Found]:
    """The places that no longer one covers, title first, then as they stand."""
    if len(places) <= 1:
        return list(places)
    kept: list[_Found] = []
    for place in sorted(places, key=lambda place: (place.field != "title", place.start, -place.end)):
        if not kept or place.field != kept[-1].field or place.end > kept[-1].end:
            kept.append(place)
    return kept


def _outside(places: Sequence[_Found], excluded: Sequence[_Found]) -> list[_Found]:
    """The places that no excluded name covers; both are given in the order of `_longest`, where ends only grow."""
    if not excluded:
        return list(places)
    kept = []
    covers = iter(excluded)
    cover = next(covers, None)
    for place in places:
        while cover and _before(cover, place):
            cover = next(covers, None)
        if not (cover and cover.field == place.field and cover.start <= place.start and place.end <= cover.end):
            kept.append(place)
    return kept


def _before(cover: _Found, place: _Found) -> bool:
    """True where a name ends before the place does, so that it covers neither this place nor any later one."""
    return (cover.field != "title", cover.end) < (place.field != "title", place.end)
