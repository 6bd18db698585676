"""Sentences that say what is to come, or what is not known, where a later report of the same story tells of it.

"The bank faces a knife-edge decision on its rates", told in the morning, is no news below "The bank has left its rates
unchanged": the reader of an evening would take it for what is still open. So is "There were no immediate reports of
damage" where whatever is told later is told by somebody who would know.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.briefing.candidates import Candidate
from bot.briefing.flaws import UNFIT
from bot.text.terms import overlap

# Of 19 topics on 19 captured days this leaves ten sentences out, of all of which a later one tells what came of them;
# with .4 eight more, and of five of those it does not.
_TELLS_OF_IT = 0.5
_LATER_BY = timedelta(hours=1)


def without_overtaken(sentences: Sequence[Candidate]) -> list[Candidate]:
    """Without what was to come soon when it was told, where a later one of the sentences tells of it as it is."""
    telling = [each for each in sentences if not (each.foresees or each.polls or each.denies or each.flaws & UNFIT)]
    return [
        each
        for each in sentences
        if not ((each.foresees or each.polls) and any(_tells_of(later, each) for later in telling))
        and not (each.knows_not_yet and any(later.is_hard and _is_later(later, each) for later in telling))
    ]


def _is_later(later: Candidate, sooner: Candidate) -> bool:
    one, other = sooner.article.told_at, later.article.told_at
    return one is not None and other is not None and other - one >= _LATER_BY


def _tells_of(later: Candidate, sooner: Candidate) -> bool:
    one, other = sooner.article, later.article
    if one.language != other.language or not (one.told_at and other.told_at and one.told_at < other.told_at):
        return False
    # "43 percent in the poll" are others in the result
    foreseen = frozenset(term for term in sooner.terms if not term.isdecimal()) if sooner.polls else sooner.terms
    return overlap(foreseen, later.terms) >= _TELLS_OF_IT
