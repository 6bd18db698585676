"""Which stories an article could belong to, without looking at all of them: an index from telling terms to articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from itertools import islice

from bot.stories.likeness import Profile
from bot.stories.signature import Channel
from bot.stories.story import Member, Story

# On the four sets of `bench/quality.py clusters` looking at six times as much of everything changes no BCubed F1 by
# more than 0.01.
_WORDS = 16
_NAMES = 8
_PLACES = 3
_CONCEPTS = 5
_POSTINGS = 64
CANDIDATES = 8


class Nearby:
    """Remembers which articles have a telling term; of each term the last `_POSTINGS` articles."""

    def __init__(self) -> None:
        self._with: defaultdict[str, list[Member]] = defaultdict(list)

    def add(self, member: Member) -> None:
        """Make an article findable."""
        member.keys = tuple(_keys(member.profile))
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

    def stories(self, profile: Profile, since: datetime, until: datetime) -> list[Story]:
        """The stories of a stretch of time that share most, most first; at most `CANDIDATES`."""
        shared: defaultdict[Story, float] = defaultdict(float)
        for key, weight in _keys(profile).items():
            for member in self._with.get(key, ()):
                if member.story is not None:
                    shared[member.story] += weight
        ranked = sorted(shared, key=lambda story: (-shared[story], story.order))
        return list(islice((s for s in ranked if s.last_at >= since and s.first_at <= until), CANDIDATES))


def _keys(profile: Profile) -> Mapping[str, float]:
    """The terms by which an article is found: its most telling words and names, and what happened where.

    Concepts and places are too common to be looked up alone; together ("ceasefire" in "karabakh") they find the
    reports in other languages.
    """
    by_channel: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for term, part in zip(profile.terms, profile.parts, strict=True):
        by_channel[term[0]].append((part, term))
    for terms in by_channel.values():
        terms.sort(key=lambda pair: (-pair[0], pair[1]))
    keys = {term: part for part, term in by_channel[Channel.WORDS][:_WORDS]}
    keys.update((term, part) for part, term in by_channel[Channel.NAMES][:_NAMES])
    for place_part, place in by_channel[Channel.PLACES][:_PLACES]:
        for concept_part, concept in by_channel[Channel.CONCEPTS][:_CONCEPTS]:
            keys[f"{place} {concept}"] = place_part * concept_part
    return keys
