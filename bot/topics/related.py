"""Names that stand in many articles about a topic and are none of its own: what it may have forgotten.

    title and lead | rows of words with capitals | counted in what is about it and in what does not name it | the best

A name that no other article has would find nothing more, and one that hundreds of others have is not the topic's.
Weekdays and months are no names, and those of the sources that tell the news are none of the topic's. Where a script
has no capitals, nothing is found.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.model import Article
from bot.text.words import fold

_MARKS = ".,;:!?…()[]{}<>|/\"“”„«»'‘’-–—•*"
# Between the name of a source and what its feed is about: "BBC News - Europe", "World news | The Guardian".
_PARTS_OF_SOURCE = re.compile(r"\s[|:·•–—-]\s|\s?[|:»]\s")
_OPEN_NAMES_OF_SOURCES = frozenset({"the", "la", "le", "el", "die", "der", "das"})
_ENDS_SENTENCE = frozenset('.!?…:"“”„«»‘’-–—•*')
_LEAD_CHARACTERS = 300
_LONGEST = 3  # words
_LONGEST_NAME = 60  # letters
_SHORTEST = 3  # letters
# Of the words of a title with more than three letters; what is written so says nothing of names.
_ALL_CAPITALS = 0.6
_FEWEST_ARTICLES = 3
_FEWEST_SOURCES = 2
# Of all articles with the name. Three days of 39 feeds, eleven topics of one to four names each: "Prime Minister" and
# "Tuesday" stand below this. Whoever follows "Nijjar" and takes "Sikh" has 29 of 37 articles on the row of Canada and
# India instead of 11; "Nagorno-Karabakh" with all that is offered finds 76 of 120 for 59, and 15 of 30 for 5.
_LEAST_SHARE = 0.3
_MOST = 6
_MOSTLY = 0.6  # of the articles about the topic with a part of a name
_BEGIN_ALIKE = 5  # letters: cases of one name
_MOST_COUNTED = 100_000  # names of other articles, so that a month of news takes no more memory than a day


class RelatedName(NamedTuple):
    """A name with the number of articles about the topic that have it, and of those that do not name the topic."""

    name: str
    about: int
    others: int


@dataclass(slots=True)
class NameCount:
    """In how many articles each name stands, about a topic and other ones."""

    _about: Counter[str] = field(default_factory=Counter)
    _others: Counter[str] = field(default_factory=Counter)
    _written: dict[str, Counter[str]] = field(default_factory=dict)
    _sources: dict[str, set[str]] = field(default_factory=dict)
    _languages: dict[str, set[str | None]] = field(default_factory=dict)
    _tellers: set[str] = field(default_factory=set)

    def read(self, article: Article, *, is_about: bool) -> None:
        """Count an article that is about the topic, or does not name it."""
        self._tellers.add(article.source)
        names = {fold(name): name for name in _names(article)}
        if not is_about:
            self._others.update(names.keys())
            if len(self._others) > _MOST_COUNTED:
                self._others = Counter({name: count for name, count in self._others.items() if count > 1})
            return
        self._about.update(names.keys())
        for folded, written in names.items():
            self._written.setdefault(folded, Counter())[written] += 1
            self._sources.setdefault(folded, set()).add(article.source)
            self._languages.setdefault(folded, set()).add(article.language)

    def related(
        self, is_known: Callable[[str], bool], is_figure: Callable[[str, str | None], bool]
    ) -> tuple[RelatedName, ...]:
        """Those that a person may want to add, what would find most first.

        Args:
            is_known: Whether a text has a name of the topic already.
            is_figure: Whether a text is a weekday, a month or a number in a language.
        """
        often = {folded for folded, about in self._about.items() if about >= _FEWEST_ARTICLES}
        parts = {
            part
            for whole in often
            for part in _rows(whole.split(" "), begins=False)
            if part != whole and self._is_mostly(part, whole)
        }
        tellers = {name for source in self._tellers for name in _names_of_source(source)}
        found: list[tuple[float, RelatedName]] = []
        for folded in often - parts - tellers:
            about, others = self._about[folded], self._others[folded]
            share = about / (about + others)
            [(written, _)] = self._written[folded].most_common(1)
            is_of_several = len(self._sources[folded]) >= _FEWEST_SOURCES
            if not others or share < _LEAST_SHARE or not is_of_several or is_known(written):
                continue
            if not any(is_figure(written, language) for language in self._languages[folded]):
                found.append((share**2 * math.log1p(others), RelatedName(written, about, others)))
        chosen: list[RelatedName] = []
        for _, name in sorted(found, key=lambda each: (-each[0], each[1].name)):
            if len(chosen) < _MOST and not any(_are_alike(name.name, other.name) for other in chosen):
                chosen.append(name)
        return tuple(chosen)

    def _is_mostly(self, part: str, whole: str) -> bool:
        """Whether it stands there within a longer name: "Auto" in "United Auto Workers"."""
        return self._about[whole] >= _MOSTLY * self._about[part]


def _names_of_source(source: str) -> Iterator[str]:
    """What a source is called, folded: whole, and its parts of several words; one like "Europe" may be a topic's."""
    for part in (source, *_PARTS_OF_SOURCE.split(source)):
        words = fold(part.strip(_MARKS)).split()
        if part == source or len(words) > 1:
            yield " ".join(words)
            yield " ".join(words[1:] if words[:1] and words[0] in _OPEN_NAMES_OF_SOURCES else words)


def _are_alike(one: str, other: str) -> bool:
    """Whether one is a part of the other, or they are cases of one name."""
    words, others = fold(one).split(), fold(other).split()
    if set(words) <= set(others) or set(others) <= set(words):
        return True
    return len(words) == len(others) and all(
        a[:_BEGIN_ALIKE] == b[:_BEGIN_ALIKE] for a, b in zip(words, others, strict=True)
    )


def _names(article: Article) -> Iterator[str]:
    title = [word for word in article.title.split() if len(word) > _SHORTEST]
    if sum(word[0].isupper() for word in title) <= _ALL_CAPITALS * len(title):
        yield from _names_in(article.title)
    yield from _names_in(article.text[:_LEAD_CHARACTERS])


def _names_in(text: str) -> Iterator[str]:
    """Rows of up to three words with capitals, but no single word that begins a sentence."""
    run: list[str] = []
    begins = ended = True
    for token in text.split():
        word = token.strip(_MARKS)
        is_capital = word[:1].isupper()
        if is_capital:
            if not run:
                begins = ended
            run.append(word.removesuffix("'s").removesuffix("’s"))
        if run and (token[-1] in _MARKS or not is_capital):
            yield from _rows(run, begins=begins)
            run = []
        ended = token[-1] in _ENDS_SENTENCE
    yield from _rows(run, begins=begins)


def _rows(run: list[str], *, begins: bool) -> Iterator[str]:
    for length in range(1, min(_LONGEST, len(run)) + 1):
        for start in range(len(run) - length + 1):
            name = " ".join(run[start : start + length])
            if _SHORTEST <= len(name) <= _LONGEST_NAME and not (begins and start == 0 and length == 1):
                yield name
