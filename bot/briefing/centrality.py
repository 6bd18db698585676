"""How central each story is to its topic's day: how much of what it says the other stories say, too.

Degree centrality, which for sentences is LexRank's (Erkan and Radev 2004), between whole stories: with few sources a
day's main matter falls into many stories that one source tells each, and what they have in common is what they turn on.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence


def centralities(stories: Sequence[Collection[str]]) -> list[float]:
    """The sum of each story's likeness to all others, by the cosine of their rare terms; their mean is 1.

    Args:
        stories: The terms that each one says, each term once.
    """
    spread = Counter(term for story in stories for term in story)
    rarity = {term: math.log((1 + len(stories)) / count) for term, count in spread.items()}
    vectors = [_normed({term: rarity[term] for term in story}) for story in stories]
    together: defaultdict[str, float] = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            together[term] += weight
    degrees = [
        math.fsum(weight * (together[term] - weight) for term, weight in vector.items() if spread[term] > 1)
        for vector in vectors
    ]
    mean = math.fsum(degrees) / len(degrees) if degrees else 0.0
    return [degree / mean if mean else 1.0 for degree in degrees]


def _normed(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values())) or 1.0
    return {term: weight / length for term, weight in vector.items()}
