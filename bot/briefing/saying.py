"""What the reports of a story say, and how much of it a sentence would say of it.

A short account of a story says its words about as often as its reports do, for its length; so a sentence is worth the
words that the account is expected to say and that are not said yet, common words too: what is written as accounts are,
and not as talk or lists are, scores by them. Of a word that is expected m times the nth is worth the chance that it is
said n times or more (Poisson), which is less each time.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.briefing.candidates import REPORTS_REMEMBERED, Candidate
from bot.briefing.voices import voices
from bot.model import Article
from bot.text.terms import Meanings, meaning_terms, no_meanings, roots_and_terms, terms

# 1 would let two details that are said once outweigh what is said again and again. ROUGE-1 on the NeuS training
# set and Multi-News: .389 and .444 with 1.5, .394 and .451 with 2.5; the labelled days do not tell them apart.
_REPETITION_COUNTS = 2.0
_TEXT_READ = 6_000  # characters; half as many cost .7 of a point on half of Multi-News
# How often summaries written by people say a word that makes up the share r of the reports: a (n r)^b times in n words.
# A Poisson regression over the NeuS training set and half of Multi-News (a .75, b 1.15); a .5 to 1 and b 1 to 1.3
# change ROUGE-1 there by less than .6 of a point.
_EXPECTED, _EXPECTED_POWER = 0.75, 1.15
# A summary says more of what many voices say (by this power of their share), and of what stands in their openings (by
# so much where it stands in all). ROUGE-1/2/L on the validation part of NeuS .398/.184/.271 without it, .400/.187/.275
# with it; on half of Multi-News .456/.148/.204 and .462/.156/.208: chosen by the training parts, with these in sight.
# .3 to .8 and .1 to .3 do as well. A briefing, which has room for little of each story, is not better for it: of the
# labelled days it tells as many vital facts, and fewer others.
_MANY_VOICES_COUNT, _OPENINGS_COUNT = 0.5, 0.2
_OPENING_READ = 300  # characters
SHORTEST_COUNTED = 10
"""Words: a shorter sentence gains nothing by its length."""


class StoryTerms(NamedTuple):
    """What a story says.

    Attributes:
        weights: 0 to 1 by how often, and by how many voices, a term is said.
        shares: 0 to 1 by how many voices say it.
        rates: Which share of all its words each root is.
        titles: The terms of the titles of its reports.
    """

    weights: Mapping[str, float]
    shares: Mapping[str, float]
    rates: Mapping[str, float]
    titles: frozenset[str]


def says_most(told: Sequence[Candidate], story: StoryTerms) -> Candidate:
    """Of some sentences the one that for its length says most of what many voices say: the first of those alike."""
    return max(told, key=lambda each: _said_by(each, story) / math.sqrt(max(each.word_count, SHORTEST_COUNTED)))


def _said_by(sentence: Candidate, story: StoryTerms) -> float:
    return math.fsum(story.weights[term] for term in sentence.terms if term in story.weights)


class Expectation:
    """How often an account of a story is expected to say each word.

    Args:
        rates: Which share of the story's words each root is.
        words: How long the account may become.
    """

    def __init__(self, rates: Mapping[str, float], words: int) -> None:
        self._rates, self._words = rates, words
        self._chances: dict[str, list[float]] = {}

    def met_by(self, roots: Iterable[tuple[str, int]], said: Mapping[str, int]) -> float:
        """How many of these words the account is expected to say, beyond those that are said already."""
        total = 0.0
        for root, count in roots:
            before = said.get(root, 0)
            chances = self._chances.get(root, ())
            if len(chances) < before + count:
                chances = self._chances[root] = self._up_to(before + count, root)
            total += chances[before] if count == 1 else sum(chances[before : before + count])
        return total

    def _up_to(self, most: int, root: str) -> list[float]:
        """The chances that it is said once or more, twice or more and so on."""
        mean = _EXPECTED * (self._words * self._rates.get(root, 0.0)) ** _EXPECTED_POWER
        exactly = math.exp(-mean)
        chances = [1.0 - exactly]
        for times in range(1, most):
            exactly *= mean / times
            chances.append(max(chances[-1] - exactly, 0.0))
        return chances


def story_terms(reports: Sequence[Article], meanings: Meanings = no_meanings) -> StoryTerms:
    """What the reports of a story say: each term by how often, and by how many voices, it is said."""
    speaking = voices(reports)
    said: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    written: Counter[str] = Counter()
    for voice in speaking:
        counts: Counter[str] = Counter()
        for report in voice:
            roots, found = _said_in(report, meanings)
            counts.update(found)
            written.update(roots)
        said.update(counts)
        spread.update(counts.keys())
    most_said = math.log2(1 + max(said.values(), default=1))
    all_voices = math.log2(1 + len(speaking))
    shares = {term: math.log2(1 + count) / all_voices for term, count in spread.items()}
    weights = {
        term: share * math.pow(math.log2(1 + said[term]) / most_said, _REPETITION_COUNTS)
        for term, share in shares.items()
    }
    words = written.total()
    rates = {root: count / words for root, count in written.items()}
    return StoryTerms(weights, shares, rates, frozenset[str]().union(*(terms(report.title) for report in reports)))


def summary_terms(reports: Sequence[Article], meanings: Meanings = no_meanings) -> StoryTerms:
    """What a summary of these reports and nothing else is expected to say of them."""
    speaking = voices(reports)
    written_by: Counter[str] = Counter()
    opened_by: Counter[str] = Counter()
    for voice in speaking:
        written_by.update({root for report in voice for root in _said_in(report, meanings)[0]})
        opened_by.update({root for report in voice for root in roots_and_terms(report.text[:_OPENING_READ])[0]})
    story = story_terms(reports, meanings)
    rates = {
        root: rate
        * math.pow(written_by[root] / len(speaking), _MANY_VOICES_COUNT)
        * (1 + _OPENINGS_COUNT * opened_by[root] / len(speaking))
        for root, rate in story.rates.items()
    }
    return story._replace(rates=rates)


@lru_cache(maxsize=REPORTS_REMEMBERED)  # some 6 to 20 KB each
def _said_in(report: Article, meanings: Meanings) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How often a report says each root, and each term; kept for the next briefing that it is read for."""
    text = f"{report.title}\n{report.text[:_TEXT_READ]}"
    roots, found = roots_and_terms(text)
    found.update(meaning_terms(meanings(text, report.language)))
    return roots, found
