"""Choosing sentences together: over all stories of a briefing at once, under one budget of words.

What a story says is the terms of its reports, each weighing as much as reports share it. A sentence is
worth the weight of what it adds to what was chosen, for its length, and the best next sentence of all
stories is taken until the budget is spent (concept coverage: Gillick and Favre 2009; the greedy choice
under a budget: Lin and Bilmes 2010). So a heavy story gets its second sentence before a light one its first.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from bot.briefing.candidates import REPORTS_REMEMBERED, UNFIT, Candidate, Flaw
from bot.briefing.terms import Meanings, is_happening, meaning_terms, no_meanings, overlap, term_counts, terms
from bot.briefing.voices import voices
from bot.model import Article

MOST_SENTENCES = 3
"""Of one story."""

# The constants below were tried on the labelled days of 2022 and the training part of NeuS (`bench/quality.py
# briefings` and `summaries`): none moves the result by more than a point or two within half or twice its value.

# Sentences that share this much of the shorter one's weight say the same.
_SAYS_THE_SAME = 0.55
# What a word is worth that the reader has read already: in this story's sentences, in those of another, in
# this story's headline, in an earlier briefing.
_SAID_IN_STORY = 0.1
_SAID_ELSEWHERE = 0.3
_SAID_IN_HEADLINE = 0.6
_TOLD_BEFORE = 0.3
# How much length counts against a sentence: 0 would take the longest, 1 what says most for each word. Among
# the sentences of a story it costs little; between stories it costs the room of another story.
_LENGTH_IN_STORY = 0.3
_LENGTH_IN_BRIEFING = 0.7
_USUAL_WORDS = 25
_SHORTEST_COUNTED = 10  # words: what is shorter gains nothing by it
_LATER_COSTS = 0.12  # for each sentence that stands before it in its article
_FIGURES_ADD = 0.15
_ATTRIBUTION_ADDS = 0.35
_TOLL_ADDS = 0.3
_DAY_ADDS = 0.1
_OTHER_SOURCE_ADDS = 0.15
_WORTH_OF = {
    Flaw.QUESTION: 0.15,
    Flaw.CUT_OFF: 0.1,
    Flaw.LEANS: 0.3,
    Flaw.TEASER: 0.05,
    Flaw.ARGUES: 0.4,
    Flaw.TOO_SHORT: 0.4,
    Flaw.TOO_LONG: 0.4,
    Flaw.BARE_TITLE: 0.5,
    Flaw.UNFINISHED: 0.85,
    Flaw.LOOKS_BACK: 0.5,
}
_IN_ANOTHER_LANGUAGE = 0.7
_READABLE_FOR_EACH_OTHER = 2
_ASIDE_COSTS = 0.5  # of a sentence that shares no word with a title: background more often than news
_NAMES_NOTHING = 0.6  # neither a name nor a figure: a remark rather than a fact
# What a second and a third sentence must add, of the worth of the first: little while there is room, still less when
# nothing else is left to tell (of the vital facts of 2022 17 of 20 stand in the briefings without that, 18 with it),
# this much when room runs out.
_WORTH_ADDING = 0.25
_ADDS_SOMETHING = 0.05
_ADDS_WHEN_QUIET = 0.03
# With this much of the budget left there is room for what only reports in other languages say, and for more of each.
_QUIET = 0.5
_MORE_WHEN_QUIET = 3
_LEAST_MANNER = 0.4  # of a sentence, when room runs out
# 1 would let two details that are said once outweigh what is said again and again. ROUGE-1 on the NeuS training
# set and Multi-News: .389 and .444 with 1.5, .394 and .451 with 2.5; the labelled days do not tell them apart.
_REPETITION_COUNTS = 2.0
# How much it counts that a sentence tells of another happening, not of the same in other words. ROUGE-1 on the NeuS
# training set and half of Multi-News: .396 and .458 with 0, .396 and .456 with .2, .396 and .454 with .4.
_NEWS_COUNTS = 0.2
_FEWEST_HAPPENINGS = 2
# The news that a sentence must have to open a further part of a big story. On 13 September 2022 and 19 and 20 September
# 2023 what told a truce or an attack once more had up to .34, what told another thing .63 and more.
_LEAST_NEWS = 0.4
_TEXT_READ = 6_000  # characters; half as many cost .5 of a point on Multi-News


class StoryTerms(NamedTuple):
    """What a story says.

    Attributes:
        weights: 0 to 1 by how often, and by how many voices, a term is said.
        shares: 0 to 1 by how many voices say it.
    """

    weights: Mapping[str, float]
    shares: Mapping[str, float]


@dataclass(slots=True)
class StoryChoice:
    """A story while its sentences are chosen.

    Attributes:
        whole: The story that it is a part of, or its own id.
        weight: What the story weighs in the briefing.
        candidates: What may be quoted.
        elsewhere: Ids of the articles in other languages: of them one sentence in three, and never the first.
        terms: What its reports say.
        headline: Terms of the headline that stands above.
        titles: Terms of the titles of all its reports.
        told: Terms of what the reader was told of the story before.
        due: Sentences it gets before any story gets one that is not due.
        most: Sentences it may get.
        is_flawed: It has no sentence without a grave flaw: then the least of them must do.
        chosen: In the order of choice.
    """

    id: str
    whole: str
    weight: float
    candidates: list[Candidate]
    terms: StoryTerms
    elsewhere: frozenset[str] = frozenset()
    headline: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    due: int = 1
    most: int = MOST_SENTENCES
    is_flawed: bool = field(init=False)
    chosen: list[Candidate] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.is_flawed = all(candidate.flaws & UNFIT for candidate in self.candidates)


def story_terms(reports: Sequence[Article], meanings: Meanings = no_meanings) -> StoryTerms:
    """What the reports of a story say: each term by how often, and by how many voices, it is said."""
    speaking = voices(reports)
    said: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for voice in speaking:
        counts: Counter[str] = Counter()
        for report in voice:
            counts.update(_said_in(report, meanings))
        said.update(counts)
        spread.update(counts.keys())
    most_said = math.log2(1 + max(said.values(), default=1))
    all_voices = math.log2(1 + len(speaking))
    shares = {term: math.log2(1 + count) / all_voices for term, count in spread.items()}
    weights = {
        term: share * math.pow(math.log2(1 + said[term]) / most_said, _REPETITION_COUNTS)
        for term, share in shares.items()
    }
    return StoryTerms(weights, shares)


@lru_cache(maxsize=REPORTS_REMEMBERED)  # some 3 to 10 KB each
def _said_in(report: Article, meanings: Meanings) -> Mapping[str, int]:
    """How often a report says each term; kept for the next briefing that it is read for."""
    text = f"{report.title}\n{report.text[:_TEXT_READ]}"
    counts = term_counts(text)
    counts.update(meaning_terms(meanings(text, report.language)))
    return counts


def choose(
    stories: Sequence[StoryChoice], *, budget_words: int, parts_stand_alone: bool = False
) -> dict[str, list[Candidate]]:
    """Fill `chosen` of the stories until the budget is spent; some may get nothing, the heaviest never.

    Args:
        parts_stand_alone: Each part of a story tells what the whole is about, as the days of a timeline do;
            else what one part tells is told.

    Returns:
        By the id of the whole story, in the order of choice.
    """
    choice = _Choice(stories, budget_words, parts_stand_alone=parts_stand_alone)
    choice.run()
    return choice.taken


class _Choice:
    """The greedy choice: what it has spent, said and found best."""

    def __init__(self, stories: Sequence[StoryChoice], budget_words: int, *, parts_stand_alone: bool) -> None:
        self._stories = stories
        self._parts_stand_alone = parts_stand_alone
        self._left = self._budget = budget_words
        self._rarity = _rarity(stories)
        self.taken: dict[str, list[Candidate]] = {story.whole: [] for story in stories}
        self._said_terms: set[str] = set()
        self._lines: set[str] = set()
        self._said: list[frozenset[str]] = []
        self._is_quiet = False
        self._first_worth: dict[str, float] = {}
        self._weights = {story.id: self._term_weights(story) for story in stories}
        self._hefts: dict[frozenset[str], float] = {}
        self._units = {story.id: self._unit(story) for story in stories}

    def run(self) -> None:
        """First what is due to each story, then what there is room for; on a quiet day more of each."""
        self._fill({story.id: story.due for story in self._stories})
        self._fill({story.id: story.most for story in self._stories})
        if self._left > _QUIET * self._budget:
            self._is_quiet = True
            self._fill({story.id: story.most + _MORE_WHEN_QUIET if story.most > 1 else 1 for story in self._stories})

    def _fill(self, most: Mapping[str, int]) -> None:
        # A sentence is never worth more later, unless its own story gets one: so the best of each other
        # story is looked for again only when it would win (lazy greedy, Minoux 1978).
        by_id = {story.id: story for story in self._stories}
        best = {story.id: self._best(story) for story in self._stories}
        fresh = set(best)
        while best:
            winner = max(best, key=lambda story_id: self._priority(by_id[story_id], *best[story_id]))
            worth, candidate = best[winner]
            if candidate is None or len(by_id[winner].chosen) >= most[winner]:
                del best[winner]
            elif winner not in fresh:
                best[winner] = self._best(by_id[winner])
                fresh.add(winner)
            else:
                self._take(by_id[winner], candidate, worth)
                fresh.clear()

    def _take(self, story: StoryChoice, candidate: Candidate, worth: float) -> None:
        story.chosen.append(candidate)
        self.taken[story.whole].append(candidate)
        story.candidates.remove(candidate)
        self._first_worth.setdefault(story.id, worth)
        self._left -= candidate.word_count
        self._lines.add(candidate.line)
        self._said.append(candidate.terms)
        self._said_terms |= candidate.terms

    def _best(self, story: StoryChoice) -> tuple[float, Candidate | None]:
        """The sentence that adds most to a story now, with what it adds; None where none adds enough."""
        before = story.chosen if self._parts_stand_alone else self.taken[story.whole]
        covered = frozenset().union(*(chosen.terms for chosen in before))
        is_opening_a_part = bool(before) and not story.chosen
        spent = 1 - self._left / self._budget
        worth, best = 0.0, None
        for candidate in story.candidates:
            if not self._fits(candidate) or not _may_stand(candidate, story, in_any_language=self._is_quiet):
                continue
            manner = self._manner(candidate, story)
            if manner < _LEAST_MANNER * spent:
                continue
            news = self._news(candidate, story, covered)
            if is_opening_a_part and news < _LEAST_NEWS and not candidate.tells_toll:
                continue
            found = self._says(candidate, story, covered) * manner * math.pow(news, _NEWS_COUNTS)
            found /= math.pow(_length(candidate), _LENGTH_IN_STORY)
            if found > worth and not self._is_said(candidate):
                worth, best = found, candidate
        least = _ADDS_WHEN_QUIET if self._is_quiet else _ADDS_SOMETHING + (_WORTH_ADDING - _ADDS_SOMETHING) * spent
        if best is None or worth < least * self._first_worth.get(story.id, 0.0):
            return 0.0, None
        return worth, best

    def _fits(self, candidate: Candidate) -> bool:
        return candidate.word_count <= self._left or not self._said

    def _priority(self, story: StoryChoice, worth: float, candidate: Candidate | None) -> float:
        """What a sentence is worth to the briefing: its story's weight counts, and the room it takes from others."""
        if candidate is None:
            return 0.0
        return story.weight * worth / self._units[story.id] / math.pow(_length(candidate), _LENGTH_IN_BRIEFING)

    def _unit(self, story: StoryChoice) -> float:
        """What the fullest sentence of a story says: with it as the unit, stories compare by their weight alone."""
        nothing: frozenset[str] = frozenset()
        full = (
            self._says(candidate, story, nothing) / math.pow(_length(candidate), _LENGTH_IN_STORY)
            for candidate in story.candidates
        )
        return max(full, default=0.0) or 1.0

    def _says(self, candidate: Candidate, story: StoryChoice, covered: frozenset[str]) -> float:
        """The weight of its terms, of which those covered are worth little."""
        weights = self._weights[story.id]
        return sum(weights[term] * self._freshness(term, covered) for term in candidate.terms if term in weights)

    def _news(self, candidate: Candidate, story: StoryChoice, covered: frozenset[str]) -> float:
        """Share of what happens in a sentence that is not told yet: other words for the same are no news."""
        weights = self._weights[story.id]
        happens = {term: weights[term] for term in candidate.terms if is_happening(term) and term in weights}
        total = sum(happens.values())
        if len(happens) < _FEWEST_HAPPENINGS or not total:
            return 1.0
        return sum(weight * self._freshness(term, covered) for term, weight in happens.items()) / total

    def _freshness(self, term: str, covered: frozenset[str]) -> float:
        if term in covered:
            return _SAID_IN_STORY
        return _SAID_ELSEWHERE if term in self._said_terms else 1.0

    def _term_weights(self, story: StoryChoice) -> dict[str, float]:
        """What each term of a story is worth while it is not told."""
        return {
            term: weight
            * self._rarity.get(term, 1.0)
            * (_SAID_IN_HEADLINE if term in story.headline else 1.0)
            * (_TOLD_BEFORE if term in story.told else 1.0)
            for term, weight in story.terms.weights.items()
        }

    def _manner(self, candidate: Candidate, story: StoryChoice) -> float:
        """How well a sentence can be quoted, whatever it says: 1 for one without merit or flaw."""
        manner = 1 - min(0.5, _LATER_COSTS * candidate.position)
        if candidate.figures:
            manner += _FIGURES_ADD
        if candidate.tells_toll:
            manner += _TOLL_ADDS
        if candidate.dated:
            manner += _DAY_ADDS
        if candidate.attributed:
            manner += _ATTRIBUTION_ADDS
        if story.chosen and all(chosen.article.source != candidate.article.source for chosen in story.chosen):
            manner += _OTHER_SOURCE_ADDS
        if not candidate.names and not candidate.figures:
            manner *= _NAMES_NOTHING
        if candidate.article.id in story.elsewhere:
            manner *= _IN_ANOTHER_LANGUAGE
        manner *= 1 - _ASIDE_COSTS * (1 - overlap(candidate.terms, story.titles | terms(candidate.article.title)))
        for flaw in candidate.flaws:
            if flaw is not Flaw.LEANS or not _follows(candidate, story.chosen):
                manner *= _WORTH_OF[flaw]
        return manner

    def _is_said(self, candidate: Candidate) -> bool:
        return candidate.line in self._lines or any(
            self._likeness(candidate.terms, said) >= _SAYS_THE_SAME for said in self._said
        )

    def _likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Share of the lighter set's weight that the other holds too: common words count for little."""
        lighter = min(self._whole_heft(one), self._whole_heft(other))
        return self._heft(one & other) / lighter if lighter else 0.0

    def _heft(self, given: frozenset[str]) -> float:
        return sum(self._rarity.get(term, 1.0) for term in given)

    def _whole_heft(self, given: frozenset[str]) -> float:
        if given not in self._hefts:
            self._hefts[given] = self._heft(given)
        return self._hefts[given]


def _length(candidate: Candidate) -> float:
    """Words, with `_USUAL_WORDS` as the unit."""
    return max(candidate.word_count, _SHORTEST_COUNTED) / _USUAL_WORDS


def _may_stand(candidate: Candidate, story: StoryChoice, *, in_any_language: bool) -> bool:
    """Whether its reader would understand it and could rely on it, here and now."""
    if candidate.article.id in story.elsewhere and not in_any_language:
        foreign = sum(chosen.article.id in story.elsewhere for chosen in story.chosen)
        if len(story.chosen) < 1 + _READABLE_FOR_EACH_OTHER * foreign:
            return False
    if story.is_flawed or not candidate.flaws & UNFIT:
        return True
    return candidate.flaws & UNFIT == Flaw.LEANS and _follows(candidate, story.chosen)


def _follows(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether the sentence before it is quoted too, so that its reader knows of whom it speaks."""
    return any(c.article.id == candidate.article.id and c.position == candidate.position - 1 for c in chosen)


def _rarity(stories: Sequence[StoryChoice]) -> dict[str, float]:
    """How much a term tells of its own story: 1 where one story has it, near 0 where all have it."""
    by_story: dict[str, dict[str, float]] = {}
    for story in stories:
        shares = by_story.setdefault(story.whole, {})
        for term, share in story.terms.shares.items():
            shares[term] = max(share, shares.get(term, 0.0))
    spread: defaultdict[str, float] = defaultdict(float)
    for shares in by_story.values():
        for term, share in shares.items():
            spread[term] += share
    # Three stories more than there are: of two stories, what both say may still be the news.
    most = len(by_story) + 3
    return {term: min(1.0, math.log(most / max(count, 1.0)) / math.log(most)) for term, count in spread.items()}
