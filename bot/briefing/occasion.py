"""The occasion on which people were counted, as far as a sentence and its title tell: what struck them, and where.

Two stories may count the dead of one attack, or of two. They are compared only where both name the same kind of cause
and neither names a place or anybody that the other does not: a count that is not compared costs a reader less than
two that are and should not be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.briefing.tellings import OF_TIME, Telling
from bot.figures.counting_words import Sentence
from bot.figures.flight import DISPLACED, speaks_of_flight
from bot.model import Topic
from bot.text.lexicon import language_of
from bot.text.terms import Meanings, folded_line, meaning_terms, root
from bot.text.wording import figures, is_worded
from bot.text.words import NOUNS_HAVE_CAPITALS, Word, folded_words, words

_FORCE_OF_ARMS = frozenset(
    meaning_terms(
        """anti-terror-operation attack clash conflict counteroffensive drone fighting invade missile offensive
        shelling""".split()  # noqa: SIM905 - a list of words
    )
)
_OTHER_CAUSES = frozenset(
    meaning_terms(
        """collapse crash drought-heat earthquake epidemic explosion fire flood helicopter mine plane ship shooting
        stabbing storm terror train volcano""".split()  # noqa: SIM905 - a list of words
    )
)
_FORCE = "force of arms"
_FLIGHT = frozenset({"flight"})
_SHORTEST_OWN = 4  # letters
_LONGEST_ACRONYM = 4  # letters: "UN", "NATO"
_CAPITALS_TELL_BELOW = 0.6  # of a title's words: with more in capitals they are no names
_TELLINGS_REMEMBERED = 4_096  # of some thousand reports
_PARTS = re.compile(r"[,;]|\s[-–—]\s")
_OPENS = re.compile(r"(?:^|[.:!?\"“”„«»(])\W*$")


class Occasion(NamedTuple):
    """What struck people, and the names that tell it from another occasion.

    Attributes:
        causes: Kinds of causes; all force of arms is one.
        names: Stems of names, apart from the topic's, from countries that only act, and from who says it.
    """

    causes: frozenset[str]
    names: frozenset[str]

    def is_that_of(self, other: Occasion) -> bool:
        """Whether the cause speaks for it and no name against it."""
        return bool(self.causes & other.causes) and self.names == other.names

    def may_be_that_of(self, other: Occasion) -> bool:
        """Whether, of one story, the cause speaks for it, and one of them names nothing that the other does not."""
        return bool(self.causes & other.causes) and self.names_as(other)

    def may_go_on_in(self, other: Occasion) -> bool:
        """Whether a toll that is raised may be that of this one: neither a cause nor a name speaks against it."""
        is_other_cause = self.causes and other.causes and self.causes.isdisjoint(other.causes)
        return not is_other_cause and self.names_as(other)

    def names_as(self, other: Occasion) -> bool:
        """Whether one of them names nothing that the other does not."""
        return self.names <= other.names or other.names <= self.names


@lru_cache(maxsize=_TELLINGS_REMEMBERED)
def _of_telling(occasions: Occasions, telling: Telling) -> Occasion:
    return occasions.read_telling(telling)


@lru_cache(maxsize=64)
def occasions_of(topic: Topic, places: Meanings, meanings: Meanings) -> Occasions:
    """What reads them for a topic; kept, for it takes all its names apart."""
    return Occasions(topic, places, meanings)


class Occasions:
    """Reads occasions for one briefing: a name of its topic tells none of its events from another."""

    def __init__(self, topic: Topic, places: Meanings, meanings: Meanings) -> None:
        self._places, self._meanings = places, meanings
        self._own_places = frozenset(places(topic.name, None))
        called = [topic.name]
        for alias in topic.aliases:
            pattern = alias.pattern.replace("*", "")
            if self._own_places and self._own_places.issuperset(places(pattern, alias.language) or [""]):
                called.append(pattern)
        together = {alias for groups in topic.together for group in groups for alias in group}
        self._topics_places = self._own_places.union(
            *(places(a.pattern.replace("*", ""), a.language) for a in together)
        )
        self._own = tuple({root(word) for name in called for word in folded_words(name) if len(word) >= _SHORTEST_OWN})

    def are_one(self, one: Occasion, other: Occasion) -> bool:
        """Whether two stories tell of one: where neither names anything, only a topic with places brings them together.

        "A crash killed two" and "A crash killed three" are two, for a topic on accidents.
        """
        return one.is_that_of(other) and bool(one.names or self._topics_places)

    def of_telling(self, telling: Telling) -> Occasion:
        """That of a count, by the sentence or the title that tells it."""
        return _of_telling(self, telling)

    def read_telling(self, telling: Telling) -> Occasion:
        """The same, read anew."""
        article, found = telling.article, telling.counted
        text = telling.text
        language = language_of(article.language, text)
        if found.counts in OF_TIME:
            return Occasion(frozenset({found.whom or ""}), self.names(text, article.title, language, found.said_by))
        if found.counts == DISPLACED:
            causes = _causes(telling.terms) or self.causes(article.title, language)
            return Occasion(causes | _FLIGHT, self.flight_names(text, language, found.said_by))
        return self.of(text, article.title, language, meant=telling.terms, said_by=found.said_by)

    def of(self, text: str, title: str, language: str, *, meant: frozenset[str], said_by: str | None) -> Occasion:
        """What a text that counts tells of it, together with the title of its article.

        Args:
            meant: Terms of the text.
            said_by: Words that name who says it, and no place.
        """
        causes = _causes(meant) or self.causes(title, language)
        return Occasion(causes, self.names(text, title, language, said_by))

    def flight_names(self, text: str, language: str, said_by: str | None) -> frozenset[str]:
        """The places where those fled from, and where to, whom a text counts: all but the topic's own.

        Who leaves "the enclave", goes "to Kalym" and is "registered in Lidra" fled once where the topic is about both.
        """
        apart = frozenset(folded_words(said_by or ""))
        spoken = words(text)
        at_all = (at for at, word in enumerate(spoken) if word.written[0].isupper() and word.folded not in apart)
        named = {place for at in at_all for place in self._known_at(spoken, at, language)}
        return frozenset(named - self._topics_places)

    def told_by(self, text: str, language: str) -> frozenset[str]:
        """The kinds of causes that a text tells of, a flight among them."""
        causes = self.causes(text, language)
        return causes | _FLIGHT if speaks_of_flight(Sentence(text, language)) else causes

    def causes(self, text: str, language: str) -> frozenset[str]:
        """The kinds of causes that a text names."""
        return _causes(frozenset(meaning_terms(self._meanings(text, language))))

    def names(self, text: str, title: str, language: str, said_by: str | None) -> frozenset[str]:
        """The names that tell it from another occasion, of a text and its title."""
        apart = frozenset(folded_words(said_by or ""))
        names = {name for part in _counting_parts(text, language) for name in self._names(part, language, apart)}
        if text != title:
            names.update(self._names(title, language, apart))
        return frozenset(names)

    def _names(self, text: str, language: str, apart: frozenset[str]) -> Iterator[str]:
        spoken = words(text)
        has_names = sum(word.written[0].isupper() for word in spoken) < _CAPITALS_TELL_BELOW * len(spoken)
        for at, word in enumerate(spoken):
            if not word.written[0].isupper() or word.folded in apart or word.folded.startswith(self._own):
                continue
            if any(is_worded(when, word.folded, language) for when in ("dates", "calendar")):
                continue
            is_where = at > 0 and is_worded("where", spoken[at - 1].folded, language)
            if known := self._known_at(spoken, at, language):
                if is_where:
                    yield from known - self._own_places
            elif is_where or (has_names and self._is_name(text, word, language)):
                yield root(word.folded)

    def _known_at(self, spoken: Sequence[Word], at: int, language: str) -> set[str]:
        """The known places that a word names, alone or with one beside it: "United States"."""
        known = set(self._places(spoken[at].written, language))
        for beside in (at - 1, at + 1):
            if not known and 0 <= beside < len(spoken):
                both = " ".join(spoken[i].written for i in sorted((at, beside)))
                known = {*self._places(both, language)} - {*self._places(spoken[beside].written, language)}
        return known

    def _is_name(self, text: str, word: Word, language: str) -> bool:
        """Whether its capital says so: not that of a sentence, of a noun in German or of "UN"."""
        is_acronym = word.written.isupper() and len(word.written) <= _LONGEST_ACRONYM
        return not (is_acronym or language in NOUNS_HAVE_CAPITALS or _OPENS.search(text[: word.start]))


def _causes(meant: frozenset[str]) -> frozenset[str]:
    force = frozenset({_FORCE}) if meant & _FORCE_OF_ARMS else frozenset[str]()
    return force | (meant & _OTHER_CAUSES)


def _counting_parts(text: str, language: str) -> Iterator[str]:
    """The parts of a sentence without those that only say who says it: "… - the mayor of the town said"."""
    for part in _PARTS.split(text):
        line = folded_line(part)
        if not is_worded("attributes", line, language) or figures(line, language):
            yield part
