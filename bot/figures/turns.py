"""Where a sentence turns to what somebody else says: "der Minister meldete zwölf, | während die Stadt von 40 sprach".

words that set two against each other, each where its clause begins

Whoever speaks on one side of such a turn says nothing on the other. A clause of which nobody surely says who speaks in
it would else be told as said by the wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping

from bot.figures.counting_words import BREAK, HAVE_ENDINGS, Sentence
from bot.figures.reach import KIND as REACH

# Elsewhere a comma stands before another clause: "während | die Stadt", but not "während der Kämpfe".
_NO_COMMA_BEFORE = frozenset({"fr", "es"})
_DASHES = frozenset("-–—՝`")
_LONGEST_NAME = 3  # words: "а губернатор Калыма — о семи"
_ELIDES = "en"
_OPENS_WITHIN = 3  # words: "Armenia's defence ministry"
_LOCATIVE = ("de", "da", "te", "ta")  # folded: "Gəncədə isə"


def turns(sentence: Sentence, in_numbers: Container[int]) -> Iterator[int]:
    """The first words of the clauses that tell of somebody else.

    Args:
        in_numbers: Where numbers stand.
    """
    has_comma = sentence.language not in _NO_COMMA_BEFORE
    for at in sentence.named(REACH, "contrast"):
        if at and not (has_comma and not BREAK.search(sentence.gap(at))):
            yield at
    for at in sentence.named(REACH, "against"):
        if _has_its_verb_left_out(sentence, at, in_numbers):
            yield at
    for at in sentence.named(REACH, "told of"):
        if first := _is_told_of_alone(sentence, at, in_numbers):
            yield first
    for at in sentence.named(REACH, "as for"):
        if first := _clause_of(sentence, at, in_numbers):
            yield first


def named_by(sentence: Sentence, in_numbers: Container[int]) -> Iterator[int]:
    """Where words stand behind which another speaks, who is named before them: "Bakanlık | ise"."""
    return (at for at in sentence.named(REACH, "as for") if _clause_of(sentence, at, in_numbers))


def with_verbs_left_out(
    sentence: Sentence, numbers: Mapping[int, int], names_place: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """From where to where somebody stands whose verb stands in the clause before: "Odra said 12 died, | Sorven | 30".

    That is an office, or a land where the sentence opens with one; and a number behind it ends the clause.

    Args:
        numbers: Where each ends, and begins.
    """
    if sentence.language != _ELIDES or not sentence.at_all("says"):
        return
    bounds = {at + length: at for at, length in sentence.at_all("bound").items()}
    for after, first in numbers.items():
        behind = after + (after in sentence.at_all("counts"))
        last = bounds.get(first, first)
        begins = _name_before(sentence, last, numbers)
        if begins is not None and _ends_clause(sentence, behind) and _may_speak(sentence, begins, last, names_place):
            yield begins, last


def _name_before(sentence: Sentence, last: int, numbers: Mapping[int, int]) -> int | None:
    """Where it begins what stands alone between a break, or "and", and a number."""
    no_name = [sentence.at_all(kind) for kind in ("counts", "says")] + [sentence.named("other", "preposition")]
    for at in range(last - 1, max(last - 1 - _LONGEST_NAME, 0), -1):
        if any(at in words for words in no_name) or at + 1 in numbers:
            return None
        if BREAK.search(sentence.gap(at)) or at - 1 in sentence.named("other", "and"):
            return at
    return None


def _ends_clause(sentence: Sentence, at: int) -> bool:
    is_and = at in sentence.named("other", "and")
    return at == len(sentence.words) or is_and or BREAK.search(sentence.gap(at)) is not None


def _may_speak(sentence: Sentence, first: int, after: int, names_place: Callable[[str], bool]) -> bool:
    if any(at in sentence.named("speaking", "title") for at in range(first, after)):
        return True
    called = " ".join(word.written for word in sentence.words[first:after])
    return names_place(called) and any(names_place(word.written) for word in sentence.words[:_OPENS_WITHIN])


def _has_its_verb_left_out(sentence: Sentence, at: int, in_numbers: Container[int]) -> bool:
    """Whether a dash stands for the verb of saying: "а МЧС | — о семи"; but not "а в Калыме — 12"."""
    if at + 1 in sentence.named("other", "preposition"):
        return False
    for here in range(at + 1, min(at + 2 + _LONGEST_NAME, len(sentence.words))):
        if here > at + 1 and BREAK.search(sentence.gap(here)):
            return sentence.gap(here).strip() in _DASHES
        if here in in_numbers:
            return False
    return False


def _is_told_of_alone(sentence: Sentence, at: int, in_numbers: Container[int]) -> int | None:
    """Where the clause begins that says only whose number it is: "le maire parle de 5 morts, | les secours de 7"."""
    after = at + 1
    while after < len(sentence.words) and after in in_numbers and not BREAK.search(sentence.gap(after)):
        after += 1
    if after == at + 1 or BREAK.search(sentence.gap(at)):
        return None  # "о трех погибших, | о пяти раненых"
    if at in sentence.named("change", "by") and sentence.named("range", "moves"):
        return None  # "wzrósł | o 86 proc."
    counted = {**sentence.at_all("who"), **sentence.at_all("counts")}
    while after in counted and not BREAK.search(sentence.gap(after)):
        after += counted[after]  # "le ministère de cinq morts", "die Armee von zwölf getöteten Kämpfern"
    if after < len(sentence.words) and not BREAK.search(sentence.gap(after)):
        return None
    return _clause_of(sentence, at, in_numbers) or _behind_and(sentence, at, in_numbers)


def _behind_and(sentence: Sentence, at: int, in_numbers: Container[int]) -> int | None:
    """Where no comma stands before it: "Ereván informó de doce muertos y | Bakú de 30"."""
    if sentence.language not in _NO_COMMA_BEFORE:
        return None
    ands = sentence.named("other", "and")
    names = range(at - 1, max(at - 1 - _LONGEST_NAME, 0), -1)
    here = next((here for here in names if here - 1 in ands), None)
    return None if here is None or any(each in in_numbers for each in range(here, at)) else here


def _clause_of(sentence: Sentence, at: int, in_numbers: Container[int]) -> int | None:
    """Where the clause begins that a word sets against the one before; none of "17 kişi ise", "Kalym'da ise"."""
    if sentence.language in HAVE_ENDINGS and sentence.folded[at - 1].endswith(_LOCATIVE):
        return None
    for here in range(at - 1, 0, -1):
        if here in in_numbers:
            return None
        if BREAK.search(sentence.gap(here)):
            return here
    return None
