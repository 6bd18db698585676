"""The developments within a big story, so that each is told and none twice.

Dozens of reports on one event tell several things of it: the attack, the toll, the protests, the truce. They
are grouped by what they say first, average linkage over TF-IDF within the story.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.model import Article
from bot.text.terms import Meanings, all_terms

FEWEST_REPORTS = 6
"""A story of fewer reports has one aspect."""

_MOST_REPORTS = 80  # compared in pairs; of more, the later ones join the nearest
# With more, one development is told in several parts. Chosen on 38 topic-days (the labelled ones, and 29 that we
# labelled ourselves), in ten samples of their articles: with .1 from eight reports on 116.1 of 171 vital facts, 198.4
# of all 321, and 16.7 pairs of sentences of one story that tell the same (a model of meaning finds a cosine of .45);
# with .08 from six on 115.5, 198.7 and 11.6; with .07 one vital fact less and as many pairs; with .14 17.8 pairs.
_ALIKE_FROM = 0.08
_TEXT_COMPARED = 300  # characters

_Vector = Mapping[str, float]


def aspects(reports: Sequence[Article], meanings: Meanings) -> list[list[Article]]:
    """The reports in groups that tell the same development, the largest first; together all of them."""
    if len(reports) < FEWEST_REPORTS:
        return [list(reports)]
    vectors = _vectors(reports, meanings)
    groups = _merged([[at] for at in range(min(len(reports), _MOST_REPORTS))], vectors)
    for at in range(_MOST_REPORTS, len(reports)):
        max(groups, key=lambda group: _likeness([at], group, vectors)).append(at)
    groups.sort(key=lambda group: (-len(group), group[0]))
    return [[reports[at] for at in sorted(group)] for group in groups]


def _merged(groups: list[list[int]], vectors: Sequence[_Vector]) -> list[list[int]]:
    """The two most alike groups made one, again and again, while they are alike enough."""
    alike = {
        (i, j): _likeness(groups[i], groups[j], vectors) for i in range(len(groups)) for j in range(i + 1, len(groups))
    }
    sizes = {at: len(group) for at, group in enumerate(groups)}
    members = dict(enumerate(groups))
    while alike:
        (i, j), likeness = max(alike.items(), key=lambda pair: (pair[1], -pair[0][0], -pair[0][1]))
        if likeness < _ALIKE_FROM:
            break
        for k in members:
            if k not in (i, j):
                to_i, to_j = (min(i, k), max(i, k)), (min(j, k), max(j, k))
                alike[to_i] = (sizes[i] * alike[to_i] + sizes[j] * alike.pop(to_j)) / (sizes[i] + sizes[j])
        del alike[i, j]
        members[i] = members[i] + members.pop(j)
        sizes[i] += sizes.pop(j)
    return list(members.values())


def _likeness(one: Sequence[int], other: Sequence[int], vectors: Sequence[_Vector]) -> float:
    total = sum(_cosine(vectors[i], vectors[j]) for i in one for j in other)
    return total / (len(one) * len(other))


def _vectors(reports: Sequence[Article], meanings: Meanings) -> list[_Vector]:
    """The terms of titles and leads, those of titles twice, by how rare they are in the story; each of length 1."""
    counted = []
    for report in reports:
        lead = report.text[:_TEXT_COMPARED]
        said: Counter[str] = Counter()
        for text in (report.title, f"{report.title}\n{lead}"):
            said.update(all_terms(text, report.language, meanings))
        counted.append(said)
    spread = Counter(term for said in counted for term in said)
    vectors: list[_Vector] = []
    for said in counted:
        weights = {term: count * math.log((len(reports) + 1) / spread[term]) for term, count in said.items()}
        norm = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({term: weight / norm for term, weight in weights.items()})
    return vectors


def _cosine(one: _Vector, other: _Vector) -> float:
    shorter, longer = sorted((one, other), key=len)
    return math.fsum(weight * longer.get(term, 0.0) for term, weight in shorter.items())
