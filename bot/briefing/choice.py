"""Choosing sentences together: over all stories of a briefing at once, under one budget of words.

Of a story the next sentence is the one that says most of what an account of it would still say (`saying`), in what its
voices share, for its length and as well as it can be quoted (`manner`). Between stories a sentence is worth the weight
of the terms that it adds to what was chosen, and what is worth most for each of its words is taken until the budget is
spent (concept coverage: Gillick and Favre 2009; the greedy choice under a budget: Lin and Bilmes 2010). With its first
sentence a story brings its headline, which takes no words from the budget and is half of what the two say, unless
another story has said it. So on a crowded day a short sentence opens a story sooner than a long one adds to a story
that is open.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.briefing.candidates import UNFIT, Candidate, Flaw
from bot.briefing.manner import Manner
from bot.briefing.repeats import FEWEST_HAPPENINGS, Said
from bot.briefing.saying import SHORTEST_COUNTED, Expectation, StoryTerms
from bot.briefing.terms import is_happening

MOST_SENTENCES = 3
"""Of one story."""

# The constants below were tried on the labelled days of 2022 and the training part of NeuS (`bench/quality.py
# briefings` and `summaries`): none moves the result by more than a point or two within half or twice its value.

# What a word is worth that the reader has read already: in this story's sentences, in those of another, in
# this story's headline, in an earlier briefing. Little in this story's would leave a day's main story with one sentence
# beside many of small ones: of the vital facts of 2022, of 2023 and of fifteen days on seven narrow topics, in samples
# of the articles, 16.4 of 20, 17.9 of 22 and 46 of 68 with .1, 17.6, 17.6 and 46.4 with .5 (and so with .3 and .7).
_SAID_IN_STORY = 0.5
_SAID_ELSEWHERE = 0.3
_SAID_IN_HEADLINE = 0.6
_TOLD_BEFORE = 0.3
# How much length counts against a sentence: 0 would take the longest, 1 what says most for each word; in the choice
# within a story and in what a sentence is worth to it. Between stories it is 1.
_LENGTH_IN_CHOICE = 0.8
_LENGTH_IN_STORY = 0.3
# And among the sentences of a part where a story is told in parts, as dozens of reports are: what opens it says who did
# what, why and to whom, and need not be short; what follows repeats half of that to add one thing more. Vital facts of
# 2023, in sight, in 20 samples of 85 % of the articles, which tell 21 of them: 17.0 with .8 for both, 18.3 so; in 20 of
# 70 %, which tell 20: 16.3 and 16.5; the same with 0 to .5 and 1.1 to 1.6. Most of the gain is what an offensive was
# said to be for, and that a truce came within a day. Of 170 topic-days seven change: by eye, without seeing which is
# which, three are told better and none worse.
_LENGTH_IN_OPENING = 0.5
_LENGTH_AFTER_OPENING = 1.2
# How much of what a story says first its headline says, and what a word of it is worth that another story has said.
# Tried on three crowded days of other news than the labelled ones, for which we listed 15 to 18 facts each: in 100 to
# 300 words the briefings carry .60 of them (weighed by the sources that report them) without the first and with length
# counting .7 between stories, .63 without the second, .65 with both; a sentence by chance after another, .51. On two
# days that decided nothing: .54 without, .56 with both. A tenth more or less changes a point.
_HEADLINE_SAYS = 0.5
_HEADLINE_SAID_ELSEWHERE = 0.7
_USUAL_WORDS = 25
_READABLE_FOR_EACH_OTHER = 2
# With this much of the budget left there is room for what only reports in other languages say, and for more of each.
_QUIET = 0.35
_MORE_WHEN_QUIET = 3
_LEAST_MANNER = 0.4  # of a sentence, when room runs out
# How much it counts how well a sentence can be quoted, beside what it says. ROUGE-1 on the NeuS training set and half
# of Multi-News: .394 and .469 with 1, .395 and .472 with .5, .396 and .471 with .35; vital facts of 2022: 18, 18, 17.
_MANNER_COUNTS = 0.5
# Of a day in a timeline many reports tell, later ones deep in their text. Alignment ROUGE-1 on three topics of T17:
# .142 with .15, .146 with .2 to .3, .140 with .35, .128 with .5; on the others .063, .065 to .067, .066 and .068.
_MANNER_COUNTS_FOR_PARTS = 0.25
# How much it counts what a sentence has, for its length, of the terms that many voices say again and again: by the
# count of words alone a detail that one report repeats is as likely. ROUGE-1, -2 and -L on the NeuS training set: .393,
# .171, .263 with 0, .396, .174, .268 with .2 (standard errors of the gains .002), the same with .25; on half of
# Multi-News .465, .159, .211 and .461, .154, .209 in 220 words, .425, .136, .201 and .429, .135, .202 in 150 (.003).
# Facts of 2022: 30 and 31, 18 of them vital; 30 and 17 with .35.
_DENSITY_COUNTS = 0.2
_WORDS_ALONE = 0.5  # the density of a sentence without any such term
# How much it counts that a sentence tells of another happening, not of the same in other words, for the second one of a
# story; for the third half as much, and so on. ROUGE-1 on the NeuS training set and half of Multi-News: .394 and .475
# with 0, .392 and .476 with .2; without it a truce is told again as an armistice. Vital facts of 2023: 18.1 of 22 with
# .2, 19.0 with .6; with more ROUGE falls.
_NEWS_COUNTS = 0.6
# What of a further sentence of a story must not stand in those before it: of its terms, each counting alike, for by
# their weight one that names the subject once more tells nothing new. Vital facts of the days named at
# `_SAID_IN_STORY`: 17.4, 17.1 and 48.8 with .5, 17.6, 19.0 and 47.6 with .55, 17.6, 18.4 and 45.2 with .6. Where no
# other story waits for its room, nor in the headline: of 308 pairs of sentences of a story that people judged, this
# tells those that repeat the first from the others in .82 to .90 (area under the curve; by the sentence alone .69 to
# .77). Thirteen days then tell a fact of the labels a second time 31 times for 42, and as many facts less one of 102.
_LEAST_UNTOLD = 0.55
# And one that opens a further part of a big story must tell of a happening that is not told: what only other words tell
# ("armistice" after "truce") has half a word's worth of news. Or of some such where nearly all of its terms are untold:
# in "Yerevan insists that it is no party to the truce" no other word counts as a happening. The labelled days do not
# change by this; of 146 topic-days two do, and net zero has its "from 2030 to 2035".
_LEAST_NEWS = 0.55
_MOSTLY_UNTOLD, _SOME_NEWS = 0.8, 0.35
# What opens a story must not be what other stories have told but for so little, by weight, and hardly a happening;
# unless it has a figure. Of 479 openings of 169 topic-days four are such with their headlines, all told twice by eye (a
# truce in two stories); with .45 and .25 news goes, too: an ambassador summoned by a second country. Whatever its
# headline adds, such a sentence is told twice ("have reached a deal", below "Russia's role questioned"): in samples of
# the labelled days of 2023 none is, for .5 where the headline counted.
_LEAST_TO_OPEN, _LEAST_NEWS_TO_OPEN = 0.35, 0.15


@dataclass(slots=True)
class StoryChoice:
    """A story while its sentences are chosen.

    Attributes:
        whole: The story that it is a part of, or its own id.
        weight: What the story weighs in the briefing.
        candidates: What may be quoted.
        elsewhere: Ids of the articles in other languages: of them one sentence in three, and never the first.
        terms: What its reports say.
        waits: All of it is in other languages, and not all of the whole story: something of that is told first.
        headline: Terms of the headline that stands above.
        headline_means: What that says in any language.
        headline_language: The language that it is written in.
        whole_weight: What the whole story weighs, less for a part that is not its largest: for that its first sentence
            and the headline speak.
        titles: Terms of the titles of all its reports.
        told: Terms of what the reader was told of the story before.
        due: Sentences it gets before any story gets one that is not due.
        most: Sentences it may get.
        words: How long an account of it is expected to be.
        is_flawed: It has no sentence without a grave flaw: then the least of them must do.
        chosen: In the order of choice.
    """

    id: str
    whole: str
    weight: float
    candidates: list[Candidate]
    terms: StoryTerms
    elsewhere: frozenset[str] = frozenset()
    waits: bool = False
    headline: frozenset[str] = frozenset()
    headline_means: frozenset[str] = frozenset()
    headline_language: str | None = None
    whole_weight: float = 0.0
    titles: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    due: int = 1
    most: int = MOST_SENTENCES
    words: int = MOST_SENTENCES * _USUAL_WORDS
    is_flawed: bool = field(init=False)
    chosen: list[Candidate] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.is_flawed = all(candidate.flaws & UNFIT for candidate in self.candidates)


def choose(
    stories: Sequence[StoryChoice],
    *,
    budget_words: int,
    languages: Sequence[str] = (),
    told_before: Sequence[frozenset[str]] = (),
    parts_stand_alone: bool = False,
    fills: bool = False,
) -> dict[str, list[Candidate]]:
    """Fill `chosen` of the stories until the budget is spent; some may get nothing, the heaviest never.

    Args:
        languages: What the readers read: in another one nothing is told again that is told already.
        told_before: Terms of each sentence of the reader's last briefings: none of them is told again without another
            figure, but one of a story that the reader knows and that has nothing else.
        parts_stand_alone: Each part of a story tells what the whole is about, as the days of a timeline do;
            else what one part tells is told.
        fills: The words are to be used up, as of a summary of a given length; else there are fewer where all that is
            left says little more.

    Returns:
        By the id of the whole story, in the order of choice.
    """
    choice = _Choice(stories, budget_words, languages, told_before, parts_stand_alone=parts_stand_alone, fills=fills)
    choice.run()
    return choice.taken


@dataclass(slots=True)
class _Option:
    """A sentence that is not chosen.

    Attributes:
        pith: What counts for it whatever is told: the weight of its terms for each word.
        length: Its words, with `_USUAL_WORDS` as the unit.
        unfit: Its flaws that keep it out.
        at_most: No more of the expected words than this does it say; less when others say them.
    """

    candidate: Candidate
    manner: Manner
    pith: float
    length: float
    unfit: Flaw
    at_most: float = math.inf


class _Next(NamedTuple):
    """What to tell next of a story, if anything, and what it is worth to the briefing for each of its words."""

    worth: float
    candidate: Candidate | None


class _Choice:
    """The greedy choice: what it has spent, said and found best."""

    def __init__(
        self,
        stories: Sequence[StoryChoice],
        budget_words: int,
        languages: Sequence[str],
        told_before: Sequence[frozenset[str]],
        *,
        parts_stand_alone: bool,
        fills: bool,
    ) -> None:
        self._stories, self._languages = stories, languages
        self._parts_stand_alone, self._fills = parts_stand_alone, fills
        self._manner_counts = _MANNER_COUNTS_FOR_PARTS if parts_stand_alone else _MANNER_COUNTS
        self._left = self._budget = budget_words
        self._rarity = _rarity(stories)
        self.taken: dict[str, list[Candidate]] = {story.whole: [] for story in stories}
        self._said = Said(self._rarity, languages=languages, told_before=told_before)
        self._said_terms: set[str] = set()
        self._is_quiet = False
        parts = Counter(story.whole for story in stories)
        self._in_parts = frozenset() if parts_stand_alone else frozenset(each for each in parts if parts[each] > 1)
        self._weights = {story.id: self._term_weights(story) for story in stories}
        self._units = {story.id: self._unit(story) for story in stories}
        self._options = {
            story.id: _options(story, self._weights[story.id], tell_days=parts_stand_alone) for story in stories
        }
        self._expected = {story.id: Expectation(story.terms.rates, story.words) for story in stories}
        self._written: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def run(self) -> None:
        """First what is due to each story, then what there is room for; on a quiet day more of each."""
        self._fill({story.id: story.due for story in self._stories})
        self._fill({story.id: story.most for story in self._stories})
        if self._left > _QUIET * self._budget and not self._parts_stand_alone:
            self._is_quiet = True
            self._fill({story.id: story.most + _MORE_WHEN_QUIET if story.most > 1 else 1 for story in self._stories})

    def _fill(self, most: Mapping[str, int]) -> None:
        # A sentence is never worth more later, unless its own story gets one: so the best of each other
        # story is looked for again only when it would win (lazy greedy, Minoux 1978).
        by_id = {story.id: story for story in self._stories}
        best = {story.id: self._next(story) for story in self._stories}
        fresh = set(best)
        while best:
            winner = max(best, key=lambda story_id: best[story_id].worth)
            found = best[winner]
            if found.candidate is None or len(by_id[winner].chosen) >= most[winner]:
                del best[winner]
            elif winner not in fresh:
                best[winner] = self._next(by_id[winner])
                fresh.add(winner)
            else:
                self._take(by_id[winner], found.candidate)
                whole = by_id[winner].whole
                fresh = {each for each in best if by_id[each].whole == whole}
                best |= {each: self._next(by_id[each]) for each in fresh}

    def _take(self, story: StoryChoice, candidate: Candidate) -> None:
        story.chosen.append(candidate)
        self.taken[story.whole].append(candidate)
        self._options[story.id] = [option for option in self._options[story.id] if option.candidate is not candidate]
        self._written[self._told_with(story)].update(dict(candidate.roots))
        self._left -= candidate.word_count
        self._said.add(candidate)
        if len(self.taken[story.whole]) == 1:
            self._said.add_headline(story.headline_means, story.headline_language)
            self._said_terms |= story.headline | story.headline_means
        self._said_terms |= candidate.terms

    def _best(self, story: StoryChoice) -> tuple[float, Candidate | None]:
        """The sentence to tell next of a story, with what it is worth to it; None where none adds enough."""
        before = story.chosen if self._parts_stand_alone else self.taken[story.whole]
        if story.waits and not before:
            return 0.0, None
        covered = frozenset[str]().union(*(chosen.terms for chosen in before))
        spent = 1 - self._left / self._budget
        length_counts = self._length_in_choice(story, opens=not before)
        found, best = 0.0, None
        found_told, best_told = 0.0, None
        for option, manner in self._quotable(story, told=len(before), least=_LEAST_MANNER * spent):
            worth = option.pith * math.pow(manner, self._manner_counts) / math.pow(option.length, length_counts)
            if option.at_most * worth <= found:
                continue
            worth *= self._adds(option, story, before, covered)
            if worth <= found or self._said.says(option.candidate):
                continue
            if not self._said.was_told(option.candidate):
                found, best = worth, (option.candidate, manner)
            elif worth > found_told:
                found_told, best_told = worth, (option.candidate, manner)
        if story.told and not before:
            best = best or best_told
        if best is None:
            return 0.0, None
        candidate, manner = best
        worth = self._says(candidate, story, covered) * manner / math.pow(_length(candidate), _LENGTH_IN_STORY)
        return worth, candidate

    def _length_in_choice(self, story: StoryChoice, *, opens: bool) -> float:
        """How much length counts against a sentence among those of its part."""
        if story.whole not in self._in_parts:
            return _LENGTH_IN_CHOICE
        return _LENGTH_IN_OPENING if opens else _LENGTH_AFTER_OPENING

    def _adds(self, option: _Option, story: StoryChoice, before: Sequence[Candidate], covered: frozenset[str]) -> float:
        """How much it says of what an account of the story would still say; 0 where too little of it is news."""
        candidate = option.candidate
        option.at_most = self._expected[story.id].met_by(candidate.roots, self._written[self._told_with(story)])
        if self._says_little(candidate, story, covered) if before else self._only_retells(candidate, story):
            return 0.0
        news = self._news(candidate, story, covered)
        least = _SOME_NEWS if _untold(candidate, covered) >= _MOSTLY_UNTOLD else _LEAST_NEWS
        opens_a_part = bool(before) and not story.chosen
        if opens_a_part and news < least and not candidate.tells_toll:
            return 0.0
        return option.at_most * math.pow(news, _NEWS_COUNTS / (len(before) or 1))

    def _quotable(self, story: StoryChoice, *, told: int, least: float) -> Iterator[tuple[_Option, float]]:
        """What may stand and finds room, with how well it can be quoted where it is well enough."""
        sources = {chosen.article.source for chosen in story.chosen}
        for option in self._options[story.id]:
            candidate = option.candidate
            if not self._fits(candidate) or not _may_stand(option, story, in_any_language=self._is_quiet):
                continue
            manner = option.manner.after(
                told,
                from_other_source=bool(sources) and candidate.article.source not in sources,
                leans=option.manner.leans and not _follows(candidate, story.chosen),
            )
            if manner >= least:
                yield option, manner

    def _told_with(self, story: StoryChoice) -> str:
        """Whose sentences its reader has read before."""
        return story.id if self._parts_stand_alone else story.whole

    def _fits(self, candidate: Candidate) -> bool:
        return candidate.word_count <= self._left or self._said.is_nothing

    def _next(self, story: StoryChoice) -> _Next:
        says, candidate = self._best(story)
        if candidate is None:
            return _Next(0.0, None)
        opens = not self.taken[story.whole]
        weight = max(story.weight, story.whole_weight) if opens else story.weight
        gain = weight * says / self._units[story.id]
        if story.headline and opens:
            gain += _HEADLINE_SAYS * (weight * self._headline_news(story) - gain)
        return _Next(gain / _length(candidate), candidate)

    def _headline_news(self, story: StoryChoice) -> float:
        """How much of what a headline says no other story has said: 1 for all."""
        told_again = 1 - self._untold_elsewhere(story.headline | story.headline_means, story.terms.weights)
        return 1 - (1 - _HEADLINE_SAID_ELSEWHERE) * told_again

    def _only_retells(self, candidate: Candidate, story: StoryChoice) -> bool:
        """Whether other stories have told all but a little of the sentence that a story would open with."""
        if self._said.is_nothing or self._parts_stand_alone:
            return False
        opening, weights = candidate.terms, self._weights[story.id]
        if any(term.isdecimal() for term in opening - self._said_terms):
            return False
        if self._untold_elsewhere(opening, weights) >= _LEAST_TO_OPEN:
            return False
        return self._untold_elsewhere(filter(is_happening, opening), weights, without=0.0) < _LEAST_NEWS_TO_OPEN

    def _untold_elsewhere(self, terms: Iterable[str], weights: Mapping[str, float], *, without: float = 1.0) -> float:
        """Share of some terms, by weight, that no other story has said; `without` any weight that is given."""
        found = {term: weights[term] for term in terms if term in weights}
        total = math.fsum(found.values())
        if not total:
            return without
        return math.fsum(weight for term, weight in found.items() if term not in self._said_terms) / total

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
        return math.fsum(weights[term] * self._freshness(term, covered) for term in candidate.terms if term in weights)

    def _news(self, candidate: Candidate, story: StoryChoice, covered: frozenset[str]) -> float:
        """Share of what happens in a sentence that is not told yet: other words for the same are no news."""
        if not covered and not self._said_terms:
            return 1.0
        weights = self._weights[story.id]
        happens = {term: weights[term] for term in candidate.terms if is_happening(term) and term in weights}
        total = math.fsum(happens.values())
        if len(happens) < FEWEST_HAPPENINGS or not total:
            return 1.0
        return math.fsum(weight * self._freshness(term, covered) for term, weight in happens.items()) / total

    def _says_little(self, candidate: Candidate, story: StoryChoice, covered: frozenset[str]) -> bool:
        """Whether a further sentence of a story says little that is not read above it."""
        if self._fills:
            return False
        if len(self.taken) > 1 and not self._is_quiet:
            return _untold(candidate, covered) < _LEAST_UNTOLD
        if self._languages and candidate.article.language not in self._languages:
            return False  # its reader knows what it means from nothing else, or it is said (`Said.says`)
        return _untold(candidate, covered | story.headline | story.headline_means) < _LEAST_UNTOLD

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


def _options(story: StoryChoice, weights: Mapping[str, float], *, tell_days: bool) -> list[_Option]:
    found = []
    for candidate in story.candidates:
        is_foreign = candidate.article.id in story.elsewhere
        manner = Manner.of(candidate, story.titles, is_foreign=is_foreign, tells_a_day=tell_days)
        length = _length(candidate)
        density = math.fsum(weights.get(term, 0.0) for term in candidate.terms) / length
        pith = math.pow(density + _WORDS_ALONE, _DENSITY_COUNTS)
        found.append(_Option(candidate, manner, pith, length, candidate.flaws & UNFIT))
    return found


def _untold(candidate: Candidate, covered: frozenset[str]) -> float:
    """Share of its terms that is not covered."""
    return len(candidate.terms - covered) / len(candidate.terms) if candidate.terms else 0.0


def _length(candidate: Candidate) -> float:
    """Words, with `_USUAL_WORDS` as the unit."""
    return max(candidate.word_count, SHORTEST_COUNTED) / _USUAL_WORDS


def _may_stand(option: _Option, story: StoryChoice, *, in_any_language: bool) -> bool:
    """Whether its reader would understand it and could rely on it, here and now."""
    candidate = option.candidate
    if candidate.article.id in story.elsewhere and not in_any_language:
        foreign = sum(chosen.article.id in story.elsewhere for chosen in story.chosen)
        if len(story.chosen) < 1 + _READABLE_FOR_EACH_OTHER * foreign:
            return False
    if story.is_flawed or not option.unfit:
        return True
    return option.unfit == Flaw.LEANS and _follows(candidate, story.chosen)


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
