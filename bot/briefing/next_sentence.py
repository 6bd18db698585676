"""Which sentence of a story comes next, and what it is worth to it.

It is the one that says most of what an account of the story would still say (`saying`), in what its voices share, for
its length and as well as it can be quoted (`manner`). A further sentence must tell mostly what those before it do not,
and what opens a story must not be what other stories have told.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.briefing.candidates import Candidate
from bot.briefing.developments import answers, is_told_after, moves_on, tells_new_figure
from bot.briefing.flaws import UNFIT, Flaw
from bot.briefing.manner import Manner
from bot.briefing.page import USUAL_WORDS, Account, Page, StoryChoice
from bot.briefing.repeats import FEWEST_HAPPENINGS
from bot.briefing.saying import SHORTEST_COUNTED, Expectation
from bot.text.terms import is_happening

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
_READABLE_FOR_EACH_OTHER = 2
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
# Where much room is left, what says the same as a sentence of its report and so many terms more takes its place: in 126
# topic-days three times, on the first day of a war with what the other side says.
_FULLER_BY = 5
# Less of what opens a later report, where there is room: "Eleven of the 14 hospitals work again". In 25 news days
# that we wrote, the state of the evening was left out of four; of 79 labelled topic-days none changes.
_LEAST_UNTOLD_TO_MOVE_ON = 0.45
# And of what opens the report whose title is the headline and has most of its words. Of the labelled topic-days two
# change by it, neither for the worse; choosing such sentences from the first costs facts (three vital ones of 151 with
# 1.2 times their worth). Where it takes another's place it is not much shorter: "Each accuses the other of breaking the
# truce", below "Truce broken", says less than what names them.
_LEAST_UNTOLD_OF_NEWS, _LEAST_LENGTH = 0.3, 0.6
# A denial in few words says much of what an account would say, and opened one on a truce: "Voss denied that land was
# given up", but not the truce. On the labelled topic-days no other fact is told with .5 to .7, nor fewer.
_ANSWERS_FIRST = 0.7
_NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Option:
    """A sentence that is not chosen.

    Attributes:
        pith: What counts for it whatever is told: the weight of its terms for each word.
        length: Its words, with `USUAL_WORDS` as the unit.
        unfit: Its flaws that keep it out.
        at_most: No more of the expected words than this does it say; less when others say them.
    """

    candidate: Candidate
    manner: Manner
    pith: float
    length: float
    unfit: Flaw
    at_most: float = math.inf


class Narrator:
    """Tells a story, or a part of one, sentence by sentence.

    Args:
        page: What stands in the briefing so far, whoever told it.
        account: What its reader has read of the story: told by this one, or by those of its other parts too.
        is_one_of_several: Whether it is one of several parts of an account.
        rarity: How much a term tells of its own story.

    Attributes:
        chosen: What it has told, in the order of choice.
        unit: What its fullest sentence says: with it as the unit, stories compare by their weight alone.
    """

    def __init__(
        self,
        story: StoryChoice,
        page: Page,
        account: Account,
        *,
        is_one_of_several: bool,
        rarity: Mapping[str, float],
    ) -> None:
        self.story, self.account = story, account
        self.chosen: list[Candidate] = []
        self._page, self._said = page, page.said
        self._is_one_of_several = is_one_of_several
        self._is_flawed = all(candidate.flaws & UNFIT for candidate in story.candidates)
        self._manner_counts = _MANNER_COUNTS_FOR_PARTS if page.parts_stand_alone else _MANNER_COUNTS
        self._weights = _term_weights(story, rarity)
        self._options = _options(story, self._weights, tell_days=page.parts_stand_alone)
        self._expected = Expectation(story.terms.rates, story.words)
        says = (self._worth(candidate, _NOTHING) for candidate in story.candidates)
        self.unit = max(says, default=0.0) or 1.0

    def take(self, candidate: Candidate) -> None:
        """Tell this sentence."""
        self.chosen.append(candidate)
        self.account.sentences.append(candidate)
        self.account.roots.update(dict(candidate.roots))
        self._options = [option for option in self._options if option.candidate is not candidate]

    def tell_in_full(self) -> None:
        """Put what a report says in full in the place of what it says in short, as far as there is room.

        "Call-up follows alleged raid" keeps out "Odra said Kalym had raided the port, but Kalym said it had responded".
        """
        told, said = self.account.sentences, self._said
        for option in self._options:
            fuller = option.candidate
            of_report = (each for each in self.chosen if each.article.id == fuller.article.id)
            short = next((each for each in of_report if said.are_the_same(each, fuller)), None)
            if short is None or said.says_but_for(fuller, short) or not self._may_stand(option):
                continue
            adds = fuller.terms.difference(*(each.terms for each in told))
            more = fuller.word_count - short.word_count
            if len(adds) >= _FULLER_BY and more > 0:
                self._tell_instead(fuller, short)

    def tell_the_headline(self) -> None:
        """Tell the news that the headline names where it is not told, as far as there is room.

        It takes the place of what an earlier report tells in its words: "are close to signing Lind" below "Rovers sign
        Lind"; or is added where no sentence of its report stands.
        """
        told, said = self.account.sentences, self._said
        news = next((each.candidate for each in self._options if self._opens_its_report(each.candidate)), None)
        if news is None or not told or news.flaws or said.was_told(news):
            return
        sooner = next((each for each in told if said.are_the_same(news, each) and is_told_after(news, each)), None)
        if sooner:
            tells_less = news.word_count < _LEAST_LENGTH * sooner.word_count or news.figures < sooner.figures
            if not tells_less and not said.says_but_for(news, sooner):
                self._tell_instead(news, sooner)
        elif self._fits(news) and not said.says(news) and self._is_news(news):
            self._page.left -= news.word_count
            said.add(news)
            self.take(news)

    def _is_news(self, candidate: Candidate) -> bool:
        """Whether no sentence stands of its report, nor some of what happens in it or enough of its words in others."""
        told = self.account.sentences
        covered = _NOTHING.union(*(each.terms for each in told))
        happens = frozenset(filter(is_happening, candidate.terms))
        return (
            all(each.article.id != candidate.article.id for each in told)
            and _untold(candidate, covered) >= _LEAST_UNTOLD_OF_NEWS
            and not (happens and happens <= covered)
        )

    def _tell_instead(self, candidate: Candidate, told: Candidate) -> None:
        """Put a sentence in the place of one that is told, where there is room."""
        more = candidate.word_count - told.word_count
        if more > self._page.left:
            return
        self._page.left -= more
        self._said.add(candidate)
        for sentences in (self.account.sentences, self.chosen):
            if told in sentences:
                sentences[sentences.index(told)] = candidate

    def _opens_its_report(self, candidate: Candidate) -> bool:
        """Whether it is the first sentence below the title that is the headline."""
        return candidate.position == 0 and candidate.article.id == self.story.headline.article_id

    def best(self) -> tuple[float, Candidate | None]:
        """The sentence to tell next, with what it is worth to the story; None where none adds enough."""
        story, before, page = self.story, self.account.sentences, self._page
        if story.waits and not before:
            return 0.0, None
        covered = _NOTHING.union(*(chosen.terms for chosen in before))
        spent = 1 - page.left / page.budget
        length_counts = self._length_in_choice(opens=not before)
        found, best = 0.0, None
        found_told, best_told = 0.0, None
        for option, manner in self._quotable(least=_LEAST_MANNER * spent):
            worth = option.pith * math.pow(manner, self._manner_counts) / math.pow(option.length, length_counts)
            if option.candidate.answers and not self.chosen:
                worth *= _ANSWERS_FIRST
            if option.at_most * worth <= found:
                continue
            worth *= self._adds(option, covered)
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
        return self._worth(candidate, covered, manner), candidate

    def _quotable(self, *, least: float) -> Iterator[tuple[_Option, float]]:
        """What may stand and finds room, with how well it can be quoted where it is well enough."""
        told, sources = len(self.account.sentences), {chosen.article.source for chosen in self.chosen}
        for option in self._options:
            candidate = option.candidate
            if not self._fits(candidate) or not self._may_stand(option):
                continue
            manner = option.manner.after(
                told,
                from_other_source=bool(sources) and candidate.article.source not in sources,
                leans=option.manner.leans and not _follows(candidate, self.chosen),
            )
            if manner >= least:
                yield option, manner

    def _fits(self, candidate: Candidate) -> bool:
        return candidate.word_count <= self._page.left or self._said.is_nothing

    def _may_stand(self, option: _Option) -> bool:
        """Whether its reader would understand it and could rely on it, here and now."""
        candidate, elsewhere = option.candidate, self.story.elsewhere
        if candidate.article.id in elsewhere and not self._page.is_quiet:
            foreign = sum(chosen.article.id in elsewhere for chosen in self.chosen)
            if len(self.chosen) < 1 + _READABLE_FOR_EACH_OTHER * foreign:
                return False
        if self._is_flawed or not option.unfit:
            return True
        return option.unfit == Flaw.LEANS and _follows(candidate, self.chosen)

    def _length_in_choice(self, *, opens: bool) -> float:
        """How much length counts against a sentence among those of its part."""
        if not self._is_one_of_several:
            return _LENGTH_IN_CHOICE
        return _LENGTH_IN_OPENING if opens else _LENGTH_AFTER_OPENING

    def _adds(self, option: _Option, covered: frozenset[str]) -> float:
        """How much it says of what an account of the story would still say; 0 where too little of it is news."""
        candidate, before = option.candidate, self.account.sentences
        option.at_most = self._expected.met_by(candidate.roots, self.account.roots)
        if self._says_little(candidate, covered) if before else self._only_retells(candidate):
            return 0.0
        news = self._news(candidate, covered)
        least = _SOME_NEWS if _untold(candidate, covered) >= _MOSTLY_UNTOLD else _LEAST_NEWS
        opens_a_part = bool(before) and not self.chosen
        if opens_a_part and news < least and not candidate.tells_toll:
            return 0.0
        return option.at_most * math.pow(news, _NEWS_COUNTS / (len(before) or 1))

    def _says_little(self, candidate: Candidate, covered: frozenset[str]) -> bool:
        """Whether a further sentence of a story says little that is not read above it."""
        page, before = self._page, self.account.sentences
        if page.fills or tells_new_figure(candidate, before) or answers(candidate, before):
            return False
        if not page.is_of_one_story and not page.is_quiet:
            return _untold(candidate, covered) < _LEAST_UNTOLD
        if page.languages and candidate.article.language not in page.languages:
            return False  # its reader knows what it means from nothing else, or it is said (`Said.says`)
        if moves_on(candidate, before):
            return _untold(candidate, covered) < _LEAST_UNTOLD_TO_MOVE_ON
        return _untold(candidate, covered | self.story.headline.says) < _LEAST_UNTOLD

    def _only_retells(self, candidate: Candidate) -> bool:
        """Whether other stories have told all but a little of the sentence that a story would open with."""
        if self._said.is_nothing or self._page.parts_stand_alone:
            return False
        opening = candidate.terms
        if any(term.isdecimal() for term in opening - self._said.terms):
            return False
        if self._said.untold(opening, self._weights) >= _LEAST_TO_OPEN:
            return False
        return self._said.untold(filter(is_happening, opening), self._weights, without=0.0) < _LEAST_NEWS_TO_OPEN

    def _news(self, candidate: Candidate, covered: frozenset[str]) -> float:
        """Share of what happens in a sentence that is not told yet: other words for the same are no news."""
        if not covered and not self._said.terms:
            return 1.0
        happens = {
            term: self._weights[term] for term in candidate.terms if is_happening(term) and term in self._weights
        }
        total = math.fsum(happens.values())
        if len(happens) < FEWEST_HAPPENINGS or not total:
            return 1.0
        return math.fsum(weight * self._freshness(term, covered) for term, weight in happens.items()) / total

    def _worth(self, candidate: Candidate, covered: frozenset[str], manner: float = 1.0) -> float:
        """The weight of its terms, of which those covered are worth little, for its length and manner."""
        weights = self._weights
        says = math.fsum(weights[term] * self._freshness(term, covered) for term in candidate.terms if term in weights)
        return says * manner / math.pow(length_of(candidate), _LENGTH_IN_STORY)

    def _freshness(self, term: str, covered: frozenset[str]) -> float:
        if term in covered:
            return _SAID_IN_STORY
        return _SAID_ELSEWHERE if term in self._said.terms else 1.0


def _term_weights(story: StoryChoice, rarity: Mapping[str, float]) -> dict[str, float]:
    """What each term of a story is worth while it is not told."""
    return {
        term: weight
        * rarity.get(term, 1.0)
        * (_SAID_IN_HEADLINE if term in story.headline.terms else 1.0)
        * (_TOLD_BEFORE if term in story.told else 1.0)
        for term, weight in story.terms.weights.items()
    }


def _options(story: StoryChoice, weights: Mapping[str, float], *, tell_days: bool) -> list[_Option]:
    found = []
    for candidate in story.candidates:
        is_foreign = candidate.article.id in story.elsewhere
        manner = Manner.of(candidate, story.terms.titles, is_foreign=is_foreign, tells_a_day=tell_days)
        length = length_of(candidate)
        density = math.fsum(weights.get(term, 0.0) for term in candidate.terms) / length
        pith = math.pow(density + _WORDS_ALONE, _DENSITY_COUNTS)
        found.append(_Option(candidate, manner, pith, length, candidate.flaws & UNFIT))
    return found


def _untold(candidate: Candidate, covered: frozenset[str]) -> float:
    """Share of its terms that is not covered."""
    return len(candidate.terms - covered) / len(candidate.terms) if candidate.terms else 0.0


def length_of(candidate: Candidate) -> float:
    """Words, with `USUAL_WORDS` as the unit."""
    return max(candidate.word_count, SHORTEST_COUNTED) / USUAL_WORDS


def _follows(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether the sentence before it is quoted too, so that its reader knows of whom it speaks."""
    return any(c.article.id == candidate.article.id and c.position == candidate.position - 1 for c in chosen)
