"""What articles mean, whatever their language: vectors from a multilingual model, the optional extra `vectors`.

    title and first words → multilingual-e5-small → 384 numbers, kept as bytes → less what its language adds → direction

Any two texts of one language point much the same way (unrelated ones at a cosine of .74 to .88), so the mean of the
language's news on the topic is taken off first. It is learnt from the articles as they come, on top of what is known
of each language in general (`means.tsv`).

It is imported when the first article is compared: numpy costs a fifth of a second; without the extra never.
"""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from datetime import datetime

    from bot.stories.directions import Direction
    from bot.stories.story import Member, Story

_NUMBERS = 384
_GENERAL_ARTICLES = 30  # AUC of the labelled pairs: .852, .855 and .841 with 10, 30 and 100
# Two days of 8,000 articles on topics each; 25 MB where there are as many, and some ms to look at them all.
_SEARCHED = 16_384
_NEAREST_LOOKED_AT = 64


class VectorSpace:
    """The articles of one index of stories by where they point.

    Args:
        searched: How many are found; of more, the last.
    """

    def __init__(self, *, searched: int = _SEARCHED) -> None:
        self._sums: dict[tuple[str, str], Direction] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._directions = np.zeros((searched, _NUMBERS), np.float32)
        self._members: list[Member | None] = []
        self._places: dict[Member, int] = {}  # the first to come first
        self._free: list[int] = []

    def direction(self, vector: bytes, language: str, context: str) -> Direction:
        """Where an article points beside the others of its language and context; learns from it."""
        numbers = np.frombuffer(vector, np.int8).astype(np.float32)
        key = (language.partition("-")[0], context)
        if key not in self._sums:
            self._sums[key] = _GENERAL_ARTICLES * _general_mean(key[0])
            self._counts[key] = _GENERAL_ARTICLES
        self._sums[key] += numbers
        self._counts[key] += 1
        numbers -= self._sums[key] / self._counts[key]
        return numbers / max(float(np.linalg.norm(numbers)), 1.0)

    def add(self, member: Member, direction: Direction) -> None:
        """Make an article findable, where there is no room for more in the place of the first."""
        if self._free:
            at = self._free.pop()
        elif len(self._members) < len(self._directions):
            at = len(self._members)
        else:
            at = self._places.pop(next(iter(self._places)))
        self._directions[at] = direction
        self._members[at : at + 1] = [member]
        self._places[member] = at

    def forget(self, member: Member) -> None:
        """Find an article no more."""
        at = self._places.pop(member, None)
        if at is not None:
            self._directions[at] = 0
            self._members[at] = None
            self._free.append(at)

    def stories(self, direction: Direction, since: datetime, until: datetime, *, at_most: int) -> list[Story]:
        """The stories of a stretch of time whose articles point most the same way, the nearest first."""
        likeness = self._directions[: len(self._members)] @ direction
        found: dict[Story, None] = {}
        for at in np.argsort(-likeness, kind="stable")[:_NEAREST_LOOKED_AT]:
            member = self._members[at]
            story = member.story if member else None
            if story is not None and story.last_at >= since and story.first_at <= until:
                found[story] = None
            if len(found) == at_most:
                break
        return list(found)


@cache
def _general_means() -> dict[str, Direction]:
    lines = (files("bot.stories") / "means.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {language: np.frombuffer(base64.b64decode(kept), np.int8).astype(np.float32) for language, kept in rows}


def _general_mean(language: str) -> Direction:
    means = _general_means()
    known = means.get(language)
    return known if known is not None else np.mean(list(means.values()), axis=0, dtype=np.float32)
