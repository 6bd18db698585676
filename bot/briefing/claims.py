"""Does a headline claim something else than its own text: "withdraws" over "has frozen its participation"?

    title | the word that claims more | none such in its text, but one that claims less | the sentence that has it
    title | the toll | not in its text, whose first sentences tell a higher one | the sentence that has it

What claims more than what is listed in `claims.toml`, verb by verb: a headline is flagged on evidence, not a feeling.
It does not claim what it quotes or denies, nor what it says that somebody may do or wants.
A lower toll in the text is no evidence: a title may add up what its text tells apart.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import filterfalse, product
from typing import NamedTuple

from bot.briefing.candidates import REPORTS_REMEMBERED, candidates
from bot.figures.counting import OF_PEOPLE
from bot.figures.quantities import Counted, counted
from bot.model import Article, Bound, Overstatement
from bot.text.lexicon import Lexicon, language_of, read_lexicon
from bot.text.terms import folded_line, no_meanings, overlap, root, terms
from bot.text.wording import QUOTED, figures
from bot.text.words import fold, words

_TEXT_READ = 3_000  # characters
_FIRST_SENTENCES = 2
_OF_THE_SAME = 0.5
_CEILINGS = (Bound.UP_TO, Bound.LESS_THAN)


class StaleToll(NamedTuple):
    """A toll in a title that its own text has left behind."""

    toll: Counted
    flag: Overstatement

    def is_that(self, other: Counted) -> bool:
        """Whether another reading of the title counts the same."""
        return (other.counts, other.whom, other.value) == (self.toll.counts, self.toll.whom, self.toll.value)


@lru_cache(maxsize=REPORTS_REMEMBERED)
def overstatement(article: Article) -> Overstatement | None:
    """What its title claims beyond its text; None where it does not, or the text is silent on it."""
    claimed = _claimed(article)
    stated = _found(article.text[:_TEXT_READ], article, "more") if claimed else {}
    for family, word in claimed.items():
        if family in stated:
            continue
        for sentence in candidates(article):
            if says := _found(sentence.quote.text, article, "less").get(family):
                return Overstatement(claims=word, says=says, quote=sentence.quote)
    stale = stale_toll(article)
    return stale.flag if stale else None


@lru_cache(maxsize=REPORTS_REMEMBERED)
def stale_toll(article: Article) -> StaleToll | None:
    """The toll of its title where its text tells only a higher one, as far as words and names tell of the same."""
    year = article.told_at.year if article.told_at else None
    titled = counted(article.title, article.language, no_meanings, year=year)
    tolls = [each for each in titled if each.counts in OF_PEOPLE and (each.bound, each.upto, each.over) == (None,) * 3]
    if not tolls:
        return None
    sentences = list(candidates(article))
    told_by = [counted(each.quote.text, article.language, no_meanings, year=year) for each in sentences]
    known = {*figures(folded_line(article.text[:_TEXT_READ]), article.language)}
    known.update(f"{each.value:.0f}" for told in told_by for each in told)
    for sentence, told in zip(sentences[:_FIRST_SENTENCES], told_by, strict=False):
        if not _is_of_the_same(sentence.quote.text, article.title):
            continue
        for each, toll in product(told, tolls):
            if f"{toll.value:.0f}" not in known and _is_higher(each, toll):
                return StaleToll(toll, Overstatement(claims=toll.written, says=each.written, quote=sentence.quote))
    return None


def _is_higher(told: Counted, toll: Counted) -> bool:
    is_of_the_same = (told.counts, told.whom, told.over) == (toll.counts, toll.whom, None)
    return is_of_the_same and told.bound not in _CEILINGS and told.value > toll.value


def _is_of_the_same(sentence: str, title: str) -> bool:
    """Whether a sentence shares most of what a title says, and names nothing that the title does not."""
    one, other = (frozenset(filterfalse(str.isdecimal, terms(text))) for text in (sentence, title))
    if overlap(one, other) < _OF_THE_SAME:
        return False
    said = {root(word.folded) for word in words(title)}
    names = {root(fold(word.written)) for word in words(sentence)[1:] if word.written[0].isupper()}
    return names <= said


def _claimed(article: Article) -> dict[str, str]:
    """The words of each family that its title claims itself, up to the first that hedges."""
    title = QUOTED.sub(lambda quoted: " " * len(quoted[0]), article.title)
    spoken, language = words(title), language_of(article.language, title)
    found = _lexicon().meanings([word.folded for word in spoken], language)
    hedged = min((meaning.at for meaning in found if meaning.name == "claim hedge"), default=len(spoken))
    return _found(title[: spoken[hedged].start] if hedged < len(spoken) else title, article, "more")


def _found(text: str, article: Article, degree: str) -> dict[str, str]:
    """The words of each family of claims, as they are written."""
    found: dict[str, str] = {}
    spoken = words(text)
    for meaning in _lexicon().meanings([word.folded for word in spoken], language_of(article.language, text)):
        family, _, its_degree = meaning.name.partition(" ")
        if its_degree == degree:
            last = spoken[meaning.at + meaning.length - 1]
            found.setdefault(family, text[spoken[meaning.at].start : last.end])
    return found


@cache
def _lexicon() -> Lexicon:
    return read_lexicon("bot.briefing", "claims.toml")
