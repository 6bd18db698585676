"""Does a headline claim something else than its own text: "withdraws" over "has frozen its participation"?

    title | the word that claims more | none such in its text, but one that claims less | the sentence that has it
    title | the verb | only behind "may" or "plans to" in its text | the sentence that has it
    title | the toll | not in its text, whose first sentences tell a higher one | the sentence that has it

What claims more than what is listed in `claims.toml`, verb by verb: a headline is flagged on evidence, not a feeling.
It does not claim what it quotes or denies, nor what it says that somebody may do or wants.
A lower toll in the text is no evidence: a title may add up what its text tells apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import filterfalse, islice, product
from typing import NamedTuple

from bot.briefing.candidates import REPORTS_REMEMBERED, candidates
from bot.figures.counting import OF_PEOPLE
from bot.figures.quantities import Counted, counted
from bot.figures.subject import contradict
from bot.model import Article, Bound, Overstatement
from bot.text.lexicon import Lexicon, language_of, read_lexicon
from bot.text.terms import folded_line, no_meanings, overlap, root, terms
from bot.text.wording import QUOTED, figures, is_worded
from bot.text.words import fold, words

_TEXT_READ = 3_000  # characters
_FIRST_SENTENCES = 2
_OF_THE_SAME = 0.5
_SUBJECT_WITHIN = 3  # words: "The cable to Lidra | may have been sabotaged"
_POSSIBLE = "claim possible"
_HEDGES = frozenset({"claim hedge", _POSSIBLE})
_VERBS_BEHIND_HEDGES = "en"
_PASSIVE = frozenset({"be", "been"})
_PARTICIPLES = ("d", "n", "t")
_AUXILIARIES = _PASSIVE | {"have", "also", "soon", "not", "still"}
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
    claimed = _found(_claimed(article), article, "more")
    stated = _found(article.text[:_TEXT_READ], article, "more") if claimed else {}
    for family, word in claimed.items():
        if family in stated:
            continue
        for sentence in candidates(article):
            if says := _found(sentence.quote.text, article, "less").get(family):
                return Overstatement(claims=word, says=says, quote=sentence.quote)
    stale = stale_toll(article)
    return _surer_than_its_text(article) or (stale.flag if stale else _digit_too_many(article))


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
        if not _is_of_the_same(sentence.quote.text, article.title, article.language):
            continue
        for each, toll in product(told, tolls):
            if f"{toll.value:.0f}" not in known and _is_higher(each, toll):
                return StaleToll(toll, Overstatement(claims=toll.written, says=each.written, quote=sentence.quote))
    return None


def _digit_too_many(article: Article) -> Overstatement | None:
    """A number of its title of which its text has a tenth, in a sentence that says the same: "260" over "26"."""
    in_text = figures(folded_line(article.text[:_TEXT_READ]), article.language)
    for number in sorted(figures(folded_line(article.title), article.language) - in_text):
        tenth = number.removesuffix("0")
        for sentence in islice(candidates(article), _FIRST_SENTENCES) if number != tenth and len(tenth) > 1 else ():
            if tenth in sentence.figures and _is_of_the_same(sentence.quote.text, article.title, article.language):
                claims, says = _as_written(number, article.title), _as_written(tenth, sentence.quote.text)
                return Overstatement(claims=claims, says=says, quote=sentence.quote)
    return None


def _as_written(number: str, text: str) -> str:
    """A number with the thousands before it, as it stands in a text; a spelled one in digits."""
    found = re.search(rf"(?:\d+[., ])*{number}(?!\d)", text)
    return found[0] if found else number


def _is_higher(told: Counted, toll: Counted) -> bool:
    is_of_the_same = (told.counts, told.whom, told.over) == (toll.counts, toll.whom, None)
    is_rounded = not contradict(*((each.value, each.upto, each.bound) for each in (told, toll)))  # "nearly 100" over 99
    return is_of_the_same and told.bound not in _CEILINGS and told.value > toll.value and not is_rounded


def _is_of_the_same(sentence: str, title: str, language: str | None) -> bool:
    """Whether a sentence shares most of what a title says, and names nothing that the title does not."""
    one, other = (frozenset(filterfalse(str.isdecimal, terms(text))) for text in (sentence, title))
    if overlap(one, other) < _OF_THE_SAME:
        return False
    said = {root(word.folded) for word in words(title)}
    named = (fold(word.written) for word in words(sentence)[1:] if word.written[0].isupper())
    return {root(name) for name in named if not is_worded("dates", name, language)} <= said


def _surer_than_its_text(article: Article) -> Overstatement | None:
    """What its title tells as so and its text only as possible: "sabotaged" over "may have been sabotaged"."""
    if article.language != _VERBS_BEHIND_HEDGES:
        return None
    claimed = {word.folded: word.written for word in words(_claimed(article))}
    stated = Counter(word.folded for word in words(article.text[:_TEXT_READ]))
    possible = [(sentence, each) for sentence in candidates(article) for each in _possible_in(sentence.quote.text)]
    hedged = Counter(verb for _, (verb, *_) in possible)
    for sentence, (verb, says, near, is_passive) in possible:
        forms = {verb} if is_passive else {f"{verb}s", f"{verb}es"}
        claims = next((claimed[form] for form in forms if form in claimed), None)
        done = {*forms, f"{verb}ed", f"{verb}d", f"{verb}{verb[-1]}ed"} - {verb}
        is_stated = is_passive and stated[verb] > hedged[verb]
        if claims and near & claimed.keys() and not is_stated and not any(stated[form] for form in done):
            return Overstatement(claims=claims, says=says, quote=sentence.quote)
    return None


def _possible_in(sentence: str) -> Iterator[tuple[str, str, frozenset[str], bool]]:
    """The verbs that a sentence tells as possible, the words that say so, those before, and whether it is a passive."""
    spoken = words(sentence)
    for meaning in _lexicon().meanings([word.folded for word in spoken], _VERBS_BEHIND_HEDGES):
        if meaning.name == _POSSIBLE:
            at = meaning.at + meaning.length
            while at < len(spoken) and spoken[at].folded in _AUXILIARIES:
                at += 1
            if at < len(spoken):
                before = spoken[max(meaning.at - _SUBJECT_WITHIN, 0) : meaning.at]
                near = frozenset(word.folded for word in before if terms(word.written))
                says = sentence[spoken[meaning.at].start : spoken[at].end]
                is_passive = spoken[at - 1].folded in _PASSIVE and spoken[at].folded.endswith(_PARTICIPLES)
                yield spoken[at].folded, says, near, is_passive


def _claimed(article: Article) -> str:
    """What its title claims itself, up to the first word that hedges."""
    title = QUOTED.sub(lambda quoted: " " * len(quoted[0]), article.title)
    spoken, language = words(title), language_of(article.language, title)
    found = _lexicon().meanings([word.folded for word in spoken], language)
    hedged = min((meaning.at for meaning in found if meaning.name in _HEDGES), default=len(spoken))
    return title[: spoken[hedged].start] if hedged < len(spoken) else title


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
