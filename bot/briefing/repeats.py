"""Whether a sentence says again what the briefing, or one of the reader's last ones, has said.

Two sentences in one language say the same where they share most of the shorter one's terms; one that its reader cannot
read says the same where what it means stands in what they can.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from bot.briefing.candidates import Candidate
from bot.text.terms import in_any_language, is_happening, overlap, terms

SAYS_THE_SAME = 0.65
"""Sentences that share this much of the shorter one's terms say the same."""

FEWEST_HAPPENINGS = 2
"""With fewer a sentence says too little of what happens to be compared by it."""

# Unless what they share weighs no more than this, as all stories say it: "The port of Elm will close for a week".
_SAYS_THE_SAME_BY_WEIGHT = 0.5
# A sentence of whose meanings one in another language, or a headline, tells this much says the same too; or all that is
# said tells this much. Of 146 topic-days six told in Polish what stood there in English, one piece here and one there,
# and do not with .9, at no loss to the labelled days; with .8 "Delhi rejects the accusation" goes as well, with .7
# the vital facts of 2022 fall from 16.8 to 15.6 in samples of their articles.
_MEANS_THE_SAME = 0.65
_MEANS_NO_MORE_THAN_ALL = 0.9


class Headline(NamedTuple):
    """What a headline says.

    Attributes:
        terms: As it is written.
        means: In any language.
        language: The language that it is written in.
    """

    terms: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    language: str | None = None
    article_id: str = ""

    @property
    def says(self) -> frozenset[str]:
        """All that there is to compare."""
        return self.terms | self.means


class Said:
    """What stands in a briefing so far.

    Args:
        rarity: How much a term tells of its own story, 0 to 1; 1 for one that is not there.
        languages: What the readers read; none where that is not known.
        told_before: Terms of each sentence of the reader's last briefings.
        with_opposites: Whether the opposite in the same words is something else, too. In a summary of a given length it
            is not: ROUGE-1 on the validation part of NeuS .396 with them, .398 without.

    Attributes:
        terms: Of all that stands there.
    """

    def __init__(
        self,
        rarity: Mapping[str, float],
        *,
        languages: Sequence[str],
        told_before: Sequence[frozenset[str]],
        with_opposites: bool,
    ) -> None:
        self._rarity, self._languages, self._told_before = rarity, languages, told_before
        self._with_opposites = with_opposites
        self._lines: set[str] = set()
        self._sentences: list[Candidate] = []
        self._headlines: list[tuple[frozenset[str], str | None]] = []
        self.terms: set[str] = set()

    @property
    def is_nothing(self) -> bool:
        """Whether no sentence stands yet."""
        return not self._sentences

    def add(self, candidate: Candidate) -> None:
        """A sentence that is quoted from now on."""
        self._lines.add(candidate.line)
        self._sentences.append(candidate)
        self.terms |= candidate.terms

    def add_headline(self, headline: Headline) -> None:
        """A headline that stands from now on."""
        self._headlines.append((headline.means, headline.language))
        self.terms |= headline.says

    def untold(self, terms: Iterable[str], weights: Mapping[str, float], *, without: float = 1.0) -> float:
        """Share of some terms, by weight, that is not said; `without` any weight that is given."""
        found = {term: weights[term] for term in terms if term in weights}
        total = math.fsum(found.values())
        if not total:
            return without
        return math.fsum(weight for term, weight in found.items() if term not in self.terms) / total

    def says(self, candidate: Candidate) -> bool:
        """Whether a sentence says nothing that is not said."""
        if candidate.line in self._lines:
            return True
        for said in self._sentences:
            is_opposite = self._with_opposites and said.denies != candidate.denies
            if not is_opposite and self._say_the_same(candidate, said):
                return True
        language = candidate.article.language
        if not self._languages or language in self._languages:
            return False
        if self._means_no_more(candidate, self.terms, from_share=_MEANS_NO_MORE_THAN_ALL):
            return True
        said_so = ((said.terms, said.article.language) for said in self._sentences)
        others = (said for said, its in (*said_so, *self._headlines) if its != language)
        return any(self._means_no_more(candidate, said, from_share=_MEANS_THE_SAME) for said in others)

    def says_but_for(self, candidate: Candidate, sentence: Candidate) -> bool:
        """Whether another sentence than this one says the same, today or in the reader's last briefings."""
        others = (said for said in self._sentences if said is not sentence)
        return self.was_told(candidate) or any(self._say_the_same(candidate, said) for said in others)

    def are_the_same(self, one: Candidate, other: Candidate) -> bool:
        """Whether two sentences say the same."""
        return one.denies == other.denies and self._say_the_same(one, other)

    def was_told(self, candidate: Candidate) -> bool:
        """Whether a sentence of an earlier briefing says the same, with its figures."""
        return any(
            candidate.figures <= told and self._are_the_same(candidate.terms, told) for told in self._told_before
        )

    def _means_no_more(self, candidate: Candidate, said: Set[str], *, from_share: float) -> bool:
        """Whether what is said has so large a share of what a sentence means, and all of its figures."""
        meant = in_any_language(candidate.terms)
        if sum(map(is_happening, meant)) < FEWEST_HAPPENINGS or not candidate.figures <= said:
            return False
        return self._heft(meant & said) >= from_share * self._heft(meant)

    def _say_the_same(self, one: Candidate, other: Candidate) -> bool:
        if self._are_the_same(one.terms, other.terms):
            return True
        # In what its readers do not read a sentence has no terms but its meanings, which are few.
        language = one.article.language
        if not self._languages or language in self._languages or language != other.article.language:
            return False
        return self._are_the_same(terms(one.quote.text), terms(other.quote.text))

    def _are_the_same(self, one: frozenset[str], other: frozenset[str]) -> bool:
        if overlap(one, other) < SAYS_THE_SAME:
            return False
        lighter = min(self._heft(one), self._heft(other))
        return self._heft(one & other) >= _SAYS_THE_SAME_BY_WEIGHT * lighter

    def _heft(self, given: frozenset[str]) -> float:
        return math.fsum(self._rarity.get(term, 1.0) for term in given)
