"""How well a sentence can be quoted, whatever it says: its merits, its place in its report, its flaws."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.briefing.candidates import Candidate
from bot.briefing.flaws import Flaw
from bot.text.terms import overlap, terms

# The constants below were tried on the labelled days of 2022 and the training part of NeuS (`bench/quality.py
# briefings` and `summaries`): none moves the result by more than a point or two within half or twice its value.

_LATER_COSTS = 0.12  # for each sentence that stands before it in its article
_LATER_COSTS_AT_MOST = 0.5
# The first sentence of a story comes from the top of a report; of a longer account that would be what all tops repeat.
# ROUGE-1 on the NeuS training set and half of Multi-News: .395 and .472 with 1, .394 and .475 with .5 and with .3.
_PLACE_COUNTS_LATER = 0.5  # as much as for the sentence before
_FIGURES_ADD = 0.15
# Vital facts of the labelled days, and of days of 2020 and on Ukraine that we labelled ourselves, in samples of their
# articles (91 of the part tuned on, 17 of another): 69.1 and 8.7 with .35, 70.4 and 8.6 with .6, 70.0 with .9.
_ATTRIBUTION_ADDS = 0.6
_TOLL_ADDS = 0.5
# And of a day in a timeline, which others may tell without either. Alignment ROUGE-1 on three topics of T17: .143 with
# what counts else, .147 with .35 for both, .134 without attribution.
_SPEAKER_OR_TOLL_ADDS_TO_A_DAY = 0.35
_DAY_ADDS = 0.1
_OTHER_SOURCE_ADDS = 0.15
_WORTH_OF = {
    Flaw.QUESTION: 0.15,
    Flaw.CUT_OFF: 0.1,
    Flaw.LEANS: 0.3,
    Flaw.TEASER: 0.05,
    Flaw.ARGUES: 0.4,
    Flaw.REMARKS: 0.4,
    Flaw.TOO_SHORT: 0.4,
    Flaw.TOO_LONG: 0.4,
    Flaw.BARE_TITLE: 0.5,
    Flaw.UNFINISHED: 0.85,
    Flaw.LOOKS_BACK: 0.5,
    Flaw.ANNOUNCES: 0.6,
    Flaw.NAMES_ALONE: 0.3,
    Flaw.CAPTION: 0.3,
}
_IN_ANOTHER_LANGUAGE = 0.7
_ASIDE_COSTS = 0.5  # of a sentence that shares no word with a title: background more often than news
_NAMES_NOTHING = 0.6  # neither a name nor a figure: a remark rather than a fact


@dataclass(frozen=True, slots=True)
class Manner:
    """How well a sentence can be quoted, as far as it does not depend on what is quoted before it."""

    merits: float
    place: float
    flaws: float
    leans: bool

    @classmethod
    def of(cls, candidate: Candidate, titles: frozenset[str], *, is_foreign: bool, tells_a_day: bool = False) -> Manner:
        """Judge a sentence.

        Args:
            titles: Terms of the titles of all the story's reports.
            is_foreign: It is written in another language than its readers read.
            tells_a_day: It is to tell a day in a timeline.
        """
        merits = 1.0
        if candidate.figures:
            merits += _FIGURES_ADD
        if candidate.tells_toll:
            merits += _SPEAKER_OR_TOLL_ADDS_TO_A_DAY if tells_a_day else _TOLL_ADDS
        if candidate.dated:
            merits += _DAY_ADDS
        if candidate.attributed:
            merits += _SPEAKER_OR_TOLL_ADDS_TO_A_DAY if tells_a_day else _ATTRIBUTION_ADDS
        worth = 1 - _ASIDE_COSTS * (1 - overlap(candidate.terms, titles | terms(candidate.article.title)))
        if not candidate.names and not candidate.figures:
            worth *= _NAMES_NOTHING
        if is_foreign:
            worth *= _IN_ANOTHER_LANGUAGE
        for flaw in candidate.flaws & ~Flaw.LEANS:
            worth *= _WORTH_OF[flaw]
        place = 1 - min(_LATER_COSTS_AT_MOST, _LATER_COSTS * candidate.position)
        return cls(merits, place, worth, bool(candidate.flaws & Flaw.LEANS))

    def after(self, told: int, *, from_other_source: bool, leans: bool) -> float:
        """The judgement where so many sentences of the story are told: 1 for one without merit or flaw.

        Args:
            from_other_source: None of those that are quoted is from its source.
            leans: The sentence that its subject stands in is not quoted.
        """
        merits = self.merits + _OTHER_SOURCE_ADDS if from_other_source else self.merits
        worth = merits * self.flaws * math.pow(self.place, math.pow(_PLACE_COUNTS_LATER, told))
        return worth * _WORTH_OF[Flaw.LEANS] if leans else worth
