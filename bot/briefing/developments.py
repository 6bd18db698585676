"""What a further sentence brings to a story that is told, in words that mostly stand there already.

A toll, an answer and a later state are told in the words of what they go on from: by its words alone "Kalym denied that
it had opened the gates" says little below "Lidra accused Kalym of opening the gates".
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.briefing.candidates import Candidate, title_figures
from bot.text.terms import overlap

# Of the shorter one's terms. On 79 labelled topic-days no line changes with .5; without that somebody has to say so
# ("Mr Lind won't be at the debate, unsurprisingly") one is told twice.
_OF_THE_SAME = 0.5


def tells_new_figure(candidate: Candidate, told: Sequence[Candidate]) -> bool:
    """Whether it tells the toll that its report has in its title, or what a figure that is told became since.

    "Raised the number of patients to 1.4 million from 1.2 million" says hardly a word more than what told the 1.2.
    """
    new = candidate.figures.difference(*(each.figures for each in told))
    if new.isdisjoint(title_figures(candidate.article)):
        return False
    return candidate.tells_toll or any(
        is_told_after(candidate, each)
        and not each.figures.isdisjoint(candidate.figures)
        and overlap(candidate.terms, each.terms) >= _OF_THE_SAME
        for each in told
    )


def answers(candidate: Candidate, told: Sequence[Candidate]) -> bool:
    """Whether it is the first to deny what is told, or somebody says in it the opposite of what another report does."""
    if candidate.answers and candidate.attributed and not any(each.answers for each in told):
        return True
    return candidate.attributed and any(
        candidate.denies != each.denies
        and each.article.id != candidate.article.id
        and overlap(candidate.terms, each.terms) >= _OF_THE_SAME
        for each in told
    )


def behind_what_they_deny(order: Sequence[str], told: Sequence[Candidate]) -> list[str]:
    """Articles in their order, but those that begin with a denial behind what is denied in it.

    Args:
        order: Their ids.
        told: The sentences that are told of them.
    """
    firsts: dict[str, Candidate] = {}
    for candidate in sorted(told, key=lambda each: each.position):
        firsts.setdefault(candidate.article.id, candidate)
    found = list(order)
    for denial in (each for each in order if each in firsts and firsts[each].answers):
        behind = found[found.index(denial) + 1 :]
        denied = [each for each in behind if each in firsts and _denies(firsts[denial], firsts[each])]
        if denied:
            found.remove(denial)
            found.insert(found.index(denied[-1]) + 1, denial)
    return found


def _denies(denial: Candidate, other: Candidate) -> bool:
    return not other.answers and overlap(denial.terms, other.terms) >= _OF_THE_SAME


def moves_on(candidate: Candidate, told: Sequence[Candidate]) -> bool:
    """Whether it opens a report that was told after one that is quoted, and says who says it, when or whom it hit."""
    if candidate.position or not candidate.is_hard or any(each.article.id == candidate.article.id for each in told):
        return False
    return any(is_told_after(candidate, each) for each in told)


def is_told_after(candidate: Candidate, other: Candidate) -> bool:
    """Whether its report is the later one."""
    one, its = candidate.article.told_at, other.article.told_at
    return one is not None and its is not None and its < one
