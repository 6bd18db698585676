"""Whether a briefing tells a fact, shows a disagreement, or says what it must not.

A fact counts as told where one headline, sentence or counted number of the briefing has

* one of the fact's figures, where it has any (in digits or in words; years aside), and
* enough of its words: the same stems, or the same concepts and places in another language. Of an article
  that the labels name for the fact `LINKED_SHARE` is enough, or a figure above twelve; of any other `OTHER_SHARE`.

A disagreement counts as shown where two of its versions are: one with figures where each stands in a line of the
story that its article belongs to, beside `LINKED_SHARE` of its words; that of a headline also where the briefing flags
the headline; another where it is told as a fact is, by a line of its own. What must not be said counts as said where a
line has its figures, of what the label counts by them, and `SAID_SHARE` of its words (in another language all that they
mean). Where the label minds that, it names nobody who says so and asks nothing.

The rules are coarse; a person judges what they print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from bot.delivery.tallies import number_written
from bot.model import Briefing
from bot.sources.identity import canonical_url
from bot.stories.meanings import meanings_in
from bot.text.spelled import is_number_word
from bot.text.terms import folded_line, terms
from bot.text.wording import figures, is_worded
from bot.text.words import words

_DIGITS = re.compile(r"\d+")
_PARTS_THOUSANDS = re.compile(r"(?<=\d)[,.\u00a0\u202f ](?=\d{3}(?!\d))")
_REMARK = re.compile(r"\s*\([^)]*\)")
_HOW_MANY = "How many "
_OPPOSED = re.compile(r"\b(anti|counter|non)[-\u2011 ]", re.IGNORECASE)
_MINDED = ("as a fact", "as an established fact", "own statement", "other than as")
_MANNER = re.compile(r", (?:stated as|as|other than as) .*")
_BESIDE = 3  # words between a figure and what it counts
_TIMES = ("day", "hour")
LINKED_SHARE = 0.3
OTHER_SHARE = 0.7
SAID_SHARE = 0.8
_MEANS_SOMETHING = 3
_LABELLED_IN = ("en", "pl")


@dataclass(frozen=True, slots=True)
class Fact:
    """What a briefing of a day ought to say."""

    id: str
    is_vital: bool
    text: str
    numbers: tuple[int, ...]
    links: frozenset[str]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the articles of a day tell differently.

    Attributes:
        versions: Each with the facts that tell it, one for each link; those with the same figures are one version.
    """

    what: str
    versions: tuple[tuple[Fact, ...], ...]

    @classmethod
    def read(cls, what: str, versions: Sequence[Mapping[str, str]]) -> Disagreement:
        """From the labels: `{value, link}` each."""
        told: dict[object, list[Fact]] = {}
        for version in versions:
            value = version["value"]
            found = map(int, _DIGITS.findall(value))  # "11:00" is told by its 11
            numbers = tuple(number for number in found if number and not 1900 < number < 2100)
            fact = Fact("", True, value, numbers, frozenset({canonical_url(version["link"])}))
            told.setdefault(numbers or value, []).append(fact)
        return cls(what, tuple(map(tuple, told.values())))


class Line(NamedTuple):
    """A headline or a sentence of a briefing, or a number that it counts with."""

    text: str
    language: str | None
    url: str | None
    story_id: str


class Told(NamedTuple):
    """A fact with the line that comes nearest to it."""

    fact: Fact
    line: Line | None
    share: float
    is_told: bool


def lines(briefing: Briefing) -> Iterator[Line]:
    """Every headline, sentence and counted number of a briefing, and its background."""
    notes = briefing.notes_by_id
    for quote in briefing.background:
        yield Line(quote.text, notes[quote.article_id].language, notes[quote.article_id].url, "")
    for story in briefing.stories:
        by_id = story.citable
        speaker = by_id[story.headline_article_id]
        yield Line(story.headline, speaker.language, speaker.url, story.id)
        for quote in story.quotes:
            article = by_id[quote.article_id]
            yield Line(quote.text, article.language, article.url, story.id)
        for tally in story.tallies:
            for quantity in tally.quantities:
                number = f"{quantity.value:.15g} {quantity.upto or ''}"
                if tally.counts in _TIMES:
                    number = number_written(quantity, tally.counts)
                what = f"{tally.counts} {tally.whom or ''} {tally.side or ''} {number}"
                yield Line(what, "en", by_id[quantity.article_id].url, story.id)


def told_by(fact: Fact, told: Sequence[Line]) -> Told:
    """The line that comes nearest to a fact, and whether that tells it."""
    best = Told(fact, None, 0.0, is_told=False)
    for line in told:
        share = _share(fact, line)
        is_linked = line.url in fact.links
        has_figure = _has_figure(fact, line)
        enough = 0.0 if is_linked and has_figure and _is_telling(fact) else LINKED_SHARE if is_linked else OTHER_SHARE
        candidate = Told(fact, line, share, is_told=share >= enough and has_figure)
        if (candidate.is_told, candidate.share) > (best.is_told, best.share):
            best = candidate
    return best


def versions_shown(disagreement: Disagreement, briefing: Briefing) -> int:
    """How many of the versions a reader sees."""
    told = list(lines(briefing))
    seen: set[Line] = set()
    shown = 0
    flagged = {story.citable[each.quote.article_id].url for story in briefing.stories for each in story.overstatements}
    for version in disagreement.versions:
        if any(fact.text.startswith("headline:") and fact.links & flagged for fact in version):
            shown += 1
        elif version[0].numbers:
            shown += any(
                all(_is_in_its_story(replace(fact, numbers=(n,)), briefing, told) for n in fact.numbers)
                for fact in version
            )
        else:
            nearest = (told_by(fact, told) for fact in version)
            lines_telling = [found.line for found in nearest if found.is_told and found.line and found.line not in seen]
            seen.update(lines_telling[:1])
            shown += bool(lines_telling)
    return shown


def _is_in_its_story(version: Fact, briefing: Briefing, told: Sequence[Line]) -> bool:
    stories = {s.id for s in briefing.stories if version.links & {article.url for article in s.citable.values()}}
    return any(
        line.story_id in stories and _has_figure(version, line) and _share(version, line) >= LINKED_SHARE
        for line in told
    )


def lines_that_say(saying: str, briefing: Briefing) -> list[Line]:
    """The lines that say what must not be said; a remark in brackets explains the label."""
    stated = _MANNER.sub("", _REMARK.sub("", saying))
    minds_attribution = any(word in saying for word in _MINDED)
    fact = Fact("", True, _together(stated), tuple(map(int, _DIGITS.findall(stated))), frozenset())
    return [
        line
        for line in lines(briefing)
        if _has_figure(fact, line)
        and _counts_the_same(fact, line)
        and _says(fact, line)
        and not (stated.startswith(_HOW_MANY) and not figures(folded_line(line.text), line.language))
        and not (
            minds_attribution and (is_worded("attributes", folded_line(line.text), line.language) or "?" in line.text)
        )
    ]


def _together(text: str) -> str:
    """With what is opposed to a thing as one word: "anti-terrorist" is not "terrorist"."""
    return _OPPOSED.sub(r"\1", text)


def _counts_the_same(fact: Fact, line: Line) -> bool:
    """Whether its figures stand beside what the fact counts: "27 people, two of them civilians" are people."""
    for number in map(str, fact.numbers):
        counted = _beside(number, fact.text)
        said = _beside(number, line.text)
        if line.language == "en" and counted and said and counted.isdisjoint(said):
            return False
    return True


def _beside(number: str, text: str) -> frozenset[str]:
    """Stems of the words next to a figure, up to another one."""
    spoken = [word.folded for word in words(text)]
    if number not in spoken:
        return frozenset()
    at = spoken.index(number)
    found: set[str] = set()
    for beside in (spoken[at + 1 : at + 1 + _BESIDE], spoken[max(at - _BESIDE, 0) : at][::-1]):
        for word in beside:
            if word.isdecimal() or any(is_number_word(word, language) for language in _LABELLED_IN):
                break
            found |= terms(word)
    return frozenset(found)


def _says(fact: Fact, line: Line) -> bool:
    """Whether it has most of the words; in another language all that they mean, which must be something."""
    if line.language == "en":
        return _by_words(fact, line._replace(text=_together(line.text))) >= SAID_SHARE
    return len(_meanings(fact.text, "en")) >= _MEANS_SOMETHING and _by_meaning(fact, line) == 1


def _share(fact: Fact, line: Line) -> float:
    """How much of the fact's words the line has: the same stems, or the same meanings."""
    return max(_by_words(fact, line), _by_meaning(fact, line))


def _by_words(fact: Fact, line: Line) -> float:
    said = terms(fact.text)
    return len(said & terms(line.text)) / len(said) if said else 0.0


def _by_meaning(fact: Fact, line: Line) -> float:
    meant = _meanings(fact.text, "en")
    return len(meant & _meanings(line.text, line.language)) / len(meant) if len(meant) > 1 else 0.0


@cache
def _meanings(text: str, language: str | None) -> frozenset[str]:
    return frozenset(meanings_in(text, language))


def _has_figure(fact: Fact, line: Line) -> bool:
    numbers = [number for number in fact.numbers if not 1900 < number < 2100] or fact.numbers
    if not numbers:
        return True
    return not _numbers_in(line).isdisjoint(map(str, numbers))


def _numbers_in(line: Line) -> set[str]:
    """In digits, with what parts thousands or joins them to a letter ("57,000", "$6bn"), and in words."""
    in_digits = _DIGITS.findall(_PARTS_THOUSANDS.sub("", line.text))
    return {*in_digits, *figures(folded_line(line.text), line.language)}


def _is_telling(fact: Fact) -> bool:
    """Whether its figures alone tell it from other facts: "105", not "2" or "2020"."""
    return any(number > 12 and not 1900 < number < 2100 for number in fact.numbers)
