"""Which stories an article could belong to, without looking at all of them: an index from telling terms to articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from heapq import nlargest
from sys import intern

from bot.stories.likeness import Profile
from bot.stories.signature import Channel
from bot.stories.story import Member, Story

# Eight candidates, twice the postings or more words change no BCubed F1 of `bench/quality.py clusters` by more than
# 0.003 (the labelled days, noisier, by 0.01).
_WORDS = 16
_NAMES = 8
_PLACES = 3
_CONCEPTS = 5
_POSTINGS = 32
CANDIDATES = 5


class Nearby:
    """Remembers which articles have a telling term; of each term the last `_POSTINGS` articles."""

    def __init__(self) -> None:
        self._with: defaultdict[str, list[Member]] = defaultdict(list)

    def add(self, member: Member, keys: Mapping[str, float]) -> None:
        """Make an article findable by its `keys_of`."""
        member.keys = tuple(map(intern, keys))
        for key in member.keys:
            postings = self._with[key]
            postings.append(member)
            if len(postings) > _POSTINGS:
                del postings[0]

    def remove(self, member: Member) -> None:
        """Forget an article."""
        for key in member.keys:
            postings = self._with.get(key)
            if postings is None:
                continue
            if member in postings:
                postings.remove(member)
            if not postings:
                del self._with[key]

    def stories(self, keys: Mapping[str, float], since: datetime, until: datetime) -> list[Story]:
        """The stories of a stretch of time that share most, most first; at most `CANDIDATES`."""
        shared: defaultdict[Story, float] = defaultdict(float)
        for key, weight in keys.items():
            for member in self._with.get(key, ()):
                if member.story is not None:
                    shared[member.story] += weight
        for story in shared:
            shared[story] /= len(story.voices)
        # Of equals, the one met first. Few are closed by then: all are ranked only where many are.
        found: list[Story] = []
        for ranked in (4 * CANDIDATES, len(shared)):
            nearest = nlargest(ranked, shared, key=shared.__getitem__)
            found = [story for story in nearest if story.last_at >= since and story.first_at <= until]
            if len(found) >= CANDIDATES:
                break
        return found[:CANDIDATES]


def keys_of(profile: Profile) -> dict[str, float]:
    """The terms by which an article is found: its most telling words and names, and what happened where.

    Concepts and places are too common to be looked up alone; together ("ceasefire" in "karabakh") they find the
    reports in other languages.
    """
    by_channel: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for term, part in zip(profile.terms, profile.parts, strict=True):  # the most telling first
        by_channel[term[0]].append((part, term))
    keys = {term: part for part, term in by_channel[Channel.WORDS][:_WORDS]}
    keys.update((term, part) for part, term in by_channel[Channel.NAMES][:_NAMES])
    for place_part, place in by_channel[Channel.PLACES][:_PLACES]:
        for concept_part, concept in by_channel[Channel.CONCEPTS][:_CONCEPTS]:
            keys[f"{place} {concept}"] = place_part * concept_part
    return keys
