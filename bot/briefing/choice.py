"""Choosing sentences together: over all stories of a briefing at once, under one budget of words.

Of a story the next sentence is the one that says most of what an account of it would still say (`next_sentence`).
Between stories a sentence is worth the weight of the terms that it adds to what was chosen, and what is worth most for
each of its words is taken until the budget is spent (concept coverage: Gillick and Favre 2009; the greedy choice under
a budget: Lin and Bilmes 2010). With its first sentence a story brings its headline, which takes no words from the
budget and is half of what the two say, unless another story has said it. So on a crowded day a short sentence opens a
story sooner than a long one adds to a story that is open.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.briefing.candidates import Candidate
from bot.briefing.next_sentence import Narrator, length_of
from bot.briefing.page import Account, Page, StoryChoice
from bot.briefing.repeats import Said

# How much of what a story says first its headline says, and what a word of it is worth that another story has said.
# Tried on three crowded days of other news than the labelled ones, for which we listed 15 to 18 facts each: in 100 to
# 300 words the briefings carry .60 of them (weighed by the sources that report them) without the first and with length
# counting .7 between stories, .63 without the second, .65 with both; a sentence by chance after another, .51. On two
# days that decided nothing: .54 without, .56 with both. A tenth more or less changes a point.
_HEADLINE_SAYS = 0.5
_HEADLINE_SAID_ELSEWHERE = 0.7
# With this much of the budget left there is room for what only reports in other languages say, and for more of each.
_QUIET = 0.35


def choose(
    stories: Sequence[StoryChoice],
    *,
    budget_words: int,
    languages: Sequence[str] = (),
    told_before: Sequence[frozenset[str]] = (),
    parts_stand_alone: bool = False,
    fills: bool = False,
) -> dict[str, list[Candidate]]:
    """Tell stories until the budget is spent; some may get nothing, the heaviest never.

    Args:
        languages: What the readers read: in another one nothing is told again that is told already.
        told_before: Terms of each sentence of the reader's last briefings: none of them is told again without another
            figure, but one of a story that the reader knows and that has nothing else.
        parts_stand_alone: Each part of a story tells what the whole is about, as the days of a timeline do;
            else what one part tells is told.
        fills: The words are to be used up, as of a summary of a given length; else there are fewer where all that is
            left says little more.

    Returns:
        By the id of the whole story, or of each part where they stand alone, in the order of choice.
    """
    rarity = _rarity(stories)
    told_as = [story.id if parts_stand_alone else story.whole for story in stories]
    parts = Counter(told_as)
    accounts = {each: Account() for each in parts}
    page = Page(
        said=Said(rarity, languages=languages, told_before=told_before, with_opposites=not fills),
        budget=budget_words,
        left=budget_words,
        languages=languages,
        fills=fills,
        parts_stand_alone=parts_stand_alone,
        is_of_one_story=len(parts) == 1,
    )
    narrators = [
        Narrator(story, page, accounts[each], is_one_of_several=parts[each] > 1, rarity=rarity)
        for story, each in zip(stories, told_as, strict=True)
    ]
    _fill(page, narrators, lambda story: story.due)
    _fill(page, narrators, lambda story: story.most)
    if page.left > _QUIET * budget_words and not parts_stand_alone:
        page.is_quiet = True
        _fill(page, narrators, lambda story: story.most_when_quiet)
        for narrator in () if fills else narrators:
            narrator.tell_in_full()
            narrator.tell_the_headline()
    return {each: account.sentences for each, account in accounts.items()}


class _Next(NamedTuple):
    """What to tell next of a story, if anything, and what it is worth to the briefing for each of its words."""

    worth: float
    candidate: Candidate | None


def _fill(page: Page, narrators: Sequence[Narrator], most: Callable[[StoryChoice], int]) -> None:
    """Take what is worth most, again and again, while there is room and no story has more than so many sentences."""
    # A sentence is never worth more later, unless its own story gets one: so the best of each other
    # story is looked for again only when it would win (lazy greedy, Minoux 1978).
    best = {narrator: _next(page, narrator) for narrator in narrators}
    fresh = set(best)
    while best:
        winner = max(best, key=lambda narrator: best[narrator].worth)
        candidate = best[winner].candidate
        if candidate is None or len(winner.chosen) >= most(winner.story):
            del best[winner]
        elif winner not in fresh:
            best[winner] = _next(page, winner)
            fresh.add(winner)
        else:
            _take(page, winner, candidate)
            fresh = {each for each in best if each.story.whole == winner.story.whole}
            best |= {each: _next(page, each) for each in fresh}


def _take(page: Page, narrator: Narrator, candidate: Candidate) -> None:
    opens = not narrator.account.sentences
    narrator.take(candidate)
    page.left -= candidate.word_count
    page.said.add(candidate)
    if opens:
        page.said.add_headline(narrator.story.headline)


def _next(page: Page, narrator: Narrator) -> _Next:
    says, candidate = narrator.best()
    if candidate is None:
        return _Next(0.0, None)
    story, opens = narrator.story, not narrator.account.sentences
    weight = max(story.weight, story.whole_weight) if opens else story.weight
    gain = weight * says / narrator.unit
    if story.headline.terms and opens:
        gain += _HEADLINE_SAYS * (weight * _headline_news(page.said, story) - gain)
    return _Next(gain / length_of(candidate), candidate)


def _headline_news(said: Said, story: StoryChoice) -> float:
    """How much of what a headline says no other story has said: 1 for all."""
    told_again = 1 - said.untold(story.headline.says, story.terms.weights)
    return 1 - (1 - _HEADLINE_SAID_ELSEWHERE) * told_again


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
