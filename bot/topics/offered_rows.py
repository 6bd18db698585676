"""Names whose words stand apart in the news, and the rows of "only together" that would find them.

    "Poland election" | its words, less small ones | each with what it is called | named together in articles | a row

A name of several words is found where they follow each other, and no report writes "Poland election". With each word on
a side of a row, and beside it what the same is called elsewhere, the articles that it means are found:

    poland* / =Polish / polsk* + election* / wyborach
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain
from typing import NamedTuple

from bot.model import Aboutness, Alias, Topic, TopicMatch
from bot.text.lexicon import KnownName
from bot.text.words import Word, words
from bot.topics.form_fields import LONGEST_FIELD, form_of
from bot.topics.typed_names import finds, is_exact, is_of_several_parts, is_small, name_parts, opened, stands_in

KnownNames = Callable[[Sequence[str], str, Sequence[str]], list[KnownName]]
"""Which of some words stand for something that has names in several languages, and those names, as aliases.

It is given the words as they are written, the language to read them in, and the languages that names are wanted in.
"""

_FEWEST_ARTICLES = 2
# Of what the row finds; a name that finds more is one as it is: "White House", "Elon Musk".
_LITTLE = 0.25
_MOST_OFFERED = 3
_MOST_PROBES = 40  # a form has room for a hundred names of two words, which would take thrice the time of the topic
_ENOUGH_NAMES, _MOST_NAMES = 6, 8  # of a side: more than enough only where each finds something
_LONGEST_SIDE = 120  # letters


class OfferedRow(NamedTuple):
    """A row that would find what names do not.

    Attributes:
        names: As the topic has them; several where they mean the same.
        row: As a form has it.
        found: How many articles the names find as they are.
        brings: How many articles it would make about the topic.
        covered: Those of the names that find nothing which the row does not find.
    """

    names: tuple[str, ...]
    row: str
    found: int
    brings: int
    covered: tuple[str, ...]


@dataclass(slots=True)
class _Probe:
    """A row with all that its sides could be called, and what it finds.

    Attributes:
        names: Of the topic, whose words it has.
        sides: By what they mean.
        typed: What the sides are called in the names.
        standing: In how many articles each of the names stands, by what of the sides stands there.
        about: How many articles are about it.
        brought: Of those that are not about the topic yet, how many, by what of the sides stands there.
    """

    names: list[str] = field(default_factory=list)
    sides: dict[str, tuple[str, ...]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    standing: dict[str, Counter[frozenset[str]]] = field(default_factory=dict)
    about: int = 0
    brought: Counter[frozenset[str]] = field(default_factory=Counter)

    def add(self, name: str, sides: Mapping[str, tuple[str, ...]]) -> None:
        """One more name that means the same."""
        self.names.append(name)
        self.standing[name] = Counter()
        for meaning, called in sides.items():
            self.typed.add(called[0])
            self.sides[meaning] = tuple(dict.fromkeys((*self.sides.get(meaning, ()), *called)))

    def offered(self) -> OfferedRow | None:
        """The row with what finds most; None where the names as they are do well."""
        often: Counter[str] = Counter()
        for hits, count in self.brought.items():
            often.update(dict.fromkeys(hits, count))
        sides = [_kept(side, self.typed, often) for side in self.sides.values()]
        brings = sum(count for hits, count in self.brought.items() if _has_all(sides, hits))
        names = tuple(name for name in self.names if self.standing[name].total() <= _LITTLE * self.about)
        if brings < _FEWEST_ARTICLES or not names:
            return None
        covered = tuple(name for name in names if self._is_covered(name, sides))
        row = " + ".join(map(" / ".join, sides))
        return OfferedRow(names, row, sum(self.standing[name].total() for name in names), brings, covered)

    def _is_covered(self, name: str, sides: Sequence[Sequence[str]]) -> bool:
        """Whether a row of these sides finds the name as it is written, and all articles that it stands in."""
        written = words(name)
        is_found = all(any(stands_in(written, called) for called in side) for side in sides)
        return is_found and all(_has_all(sides, hits) for hits in self.standing[name])


def _has_all(sides: Sequence[Collection[str]], hits: frozenset[str]) -> bool:
    return all(hits.intersection(side) for side in sides)


class RowCount:
    """What the words of a topic's names would find, each of them a side of a row.

    Args:
        languages: Those of the articles, that of most first.

    Attributes:
        topics: Each row as a topic of its own, to be matched along with the topic.
    """

    def __init__(self, topic: Topic, known_names: KnownNames, languages: Sequence[str]) -> None:
        self._room = LONGEST_FIELD - len(form_of(topic).together)
        probes: dict[frozenset[str], _Probe] = {}
        for alias in topic.aliases:
            sides = _sides(alias, known_names, languages)
            meant = frozenset(sides)
            if len(sides) > 1 and (meant in probes or len(probes) < _MOST_PROBES):
                probes.setdefault(meant, _Probe()).add(alias.pattern, sides)
        self._probes = {f"{topic.id} {number}": probe for number, probe in enumerate(probes.values())}
        self.topics = tuple(_with_row_alone(topic, number, probe) for number, probe in self._probes.items())

    def read(self, matches: Iterable[TopicMatch], names: set[str], *, is_about: bool) -> None:
        """Count an article.

        Args:
            matches: Those of `topics`.
            names: Of the topic, that stand in it.
            is_about: Whether it is about the topic as it is.
        """
        hits_of: dict[str, frozenset[str]] = {}
        for match in matches:
            hits = hits_of[match.topic_id] = frozenset([hit.alias for hit in match.hits])
            if match.aboutness is Aboutness.ABOUT:
                probe = self._probes[match.topic_id]
                probe.about += 1
                if not is_about:
                    probe.brought[hits] += 1
        for number, probe in self._probes.items() if names else ():
            for name in names.intersection(probe.names):
                probe.standing[name][hits_of.get(number, frozenset())] += 1

    def rows(self) -> tuple[OfferedRow, ...]:
        """The rows that would find what names do not, what would bring most first."""
        rows = [row for probe in self._probes.values() if (row := probe.offered())]
        return tuple(sorted(rows, key=lambda row: -row.brings))

    def offered(self) -> tuple[OfferedRow, ...]:
        """Those of the rows for which the topic's form and a message have room."""
        return tuple(row for row in self.rows() if len(row.row) < self._room)[:_MOST_OFFERED]


def _with_row_alone(topic: Topic, number: str, probe: _Probe) -> Topic:
    row = tuple(tuple(Alias(name, "en") for name in side) for side in probe.sides.values())
    return replace(topic, id=number, aliases=(), together=(row,))


class _Reading(NamedTuple):
    """A name as it is read in a language.

    Attributes:
        typed: Its words, less small ones.
        ends: For each of them the place after the last that belongs to it.
        known: What places and concepts among them are called, by the place of the first word.
    """

    language: str
    typed: list[Word]
    ends: list[int]
    known: dict[int, KnownName]

    @classmethod
    def of(cls, name: str, language: str, known_names: KnownNames, languages: Sequence[str]) -> _Reading:
        """Read it so, with what it names called as in `languages`."""
        parts = name_parts(name, language)
        typed = list(chain.from_iterable(parts))
        after = accumulate(map(len, parts))
        ends = list(chain.from_iterable([end] * len(part) for part, end in zip(parts, after, strict=True)))
        written = [word.written for word in typed]
        known = known_names(written, language, languages)
        names_no_place = not any(meaning.is_place for meaning, _ in known)
        if language != "en" and names_no_place and sum(meaning.length for meaning, _ in known) == len(typed):
            # "wybory parlamentarne" are those of Poland, "elections" and "parliament" of any country.
            known = known_names(written, language, (language,))
        return cls(language, typed, ends, {meaning.at: (meaning, names) for meaning, names in known})

    def words_known(self) -> int:
        """How many of its words are of a place or a concept."""
        return sum(meaning.length for meaning, _ in self.known.values())

    def meant(self) -> Iterator[tuple[str, list[Word], tuple[str, ...]]]:
        """What it names, from left to right, each with its words and what else it is called."""
        place = 0
        while place < len(self.typed):
            meaning, names = self.known.get(place, (None, ()))
            first, end = place, self.ends[place]
            if meaning:
                place += meaning.length
            else:
                place = next((each for each in range(place + 1, end) if each in self.known), end)
            said = self.typed[first:place]
            if meaning:
                yield meaning.name, said, names
            elif place == end or not all(is_small(word, self.language) for word in said):
                yield " ".join(word.folded for word in said), said, ()


def _sides(alias: Alias, known_names: KnownNames, languages: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By what it means, what each part of a name is called, as it was typed first; none where it is of few parts."""
    tongues = dict.fromkeys((alias.language, *languages, "en"))
    readings = [_Reading.of(alias.pattern, tongue, known_names, (*languages, "en")) for tongue in tongues]
    reading = max(readings, key=_Reading.words_known)
    sides: dict[str, tuple[str, ...]] = {}
    if not is_of_several_parts(alias.pattern, reading.language):
        return sides
    for meaning, said, called in reading.meant():
        names = () if any(is_exact(word, alias.pattern) for word in said) else called
        as_typed = next((name for name in names if finds(name, said)), "")
        if not as_typed:
            as_typed = opened(said, alias.pattern, reading.language)
        sides.setdefault(meaning, tuple(dict.fromkeys((as_typed, *names))))
    return sides


def _kept(names: Sequence[str], typed: Collection[str], often: Counter[str]) -> list[str]:
    """What was typed, then what finds most, then others, as many as there is room for."""
    kept: list[str] = []
    for name in sorted(names, key=lambda name: (name not in typed, -often[name])):
        most = _MOST_NAMES if often[name] else _ENOUGH_NAMES
        if name in typed or (len(kept) < most and len(" / ".join([*kept, name])) <= _LONGEST_SIDE):
            kept.append(name)
    return kept
