"""A story while articles may join it: its members, and how alike each two of them are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bot.stories.likeness import Comparison, Profile

if TYPE_CHECKING:
    from bot.stories.vectors import Direction

MOST_VOICES = 32
"""How many members an article is compared with; of more, those that opened the story and those that came last."""

_OPENING_VOICES = 8

# What it takes to join falls with the evidence there is: the likeness of two single articles is as good as a guess
# gets, and most single articles that are alike at all tell one event; many pairs average their accidents out, and
# an event beside the story's own shows. 1.5: best of 0.5 to 3 on the halves named in `likeness`.
_SINGLE_PAIR_BONUS = 1.5

_ODDS_A_DAY = 1.0
"""Log odds lost for each day between an article and the story it might join."""

# What vectors add to the words: nothing at a cosine of 0.42, and with few articles, whose sum still points every which
# way, less is asked. Then the nearer half of the pairs is enough, since a big story has developments that share few
# words. The middle of a plateau on the captured days before 20 September 2023, all their entries read.
_COSINE = 12.0
_ALIKE_AT = 0.42
_FEW_BONUS = 2.5


class Member:
    """An article in a story."""

    __slots__ = ("article_id", "keys", "order", "profile", "story", "told_at")

    def __init__(self, article_id: str, order: int, told_at: datetime, profile: Profile) -> None:
        self.article_id = article_id
        self.order = order
        self.told_at = told_at
        self.profile = profile
        self.story: Story | None = None
        self.keys: tuple[str, ...] = ()


class Story:
    """Members in the order in which they came, with their likeness pair by pair.

    Attributes:
        odds: `odds[i][j]` for j < i: log odds that voices i and j tell one event.
        direction: The sum of its members' directions, where vectors are there.
    """

    __slots__ = ("direction", "first_at", "id", "last_at", "members", "odds", "order", "voices")

    def __init__(self, story_id: str, order: int) -> None:
        self.id = story_id
        self.order = order
        self.members: list[Member] = []
        self.voices: list[Member] = []
        self.odds: list[list[float]] = []
        self.direction: Direction | None = None
        self.first_at = datetime.max.replace(tzinfo=UTC)
        self.last_at = datetime.min.replace(tzinfo=UTC)

    def add(self, member: Member, odds: Sequence[float]) -> None:
        """Take in an article; `odds` are its log odds with the voices in their order."""
        self._hold(member)
        self.voices.append(member)
        self.odds.append(list(odds))
        if len(self.voices) > MOST_VOICES:
            del self.voices[_OPENING_VOICES]
            del self.odds[_OPENING_VOICES]
            for row in self.odds[_OPENING_VOICES:]:
                del row[_OPENING_VOICES]

    def become(self, members: Sequence[Member]) -> None:
        """Hold these members from now on, as if they had come in this order."""
        self.members, self.direction = [], None
        for member in members:
            self._hold(member)
        latest = max(_OPENING_VOICES, len(members) - (MOST_VOICES - _OPENING_VOICES))
        self.voices = [*members[:_OPENING_VOICES], *members[latest:]]
        self.odds = []
        for at, member in enumerate(self.voices):
            comparison = Comparison(member.profile)
            self.odds.append([comparison.log_odds(voice.profile) for voice in self.voices[:at]])

    def _hold(self, member: Member) -> None:
        if self.members:
            self.first_at = min(self.first_at, member.told_at)
            self.last_at = max(self.last_at, member.told_at)
        else:
            self.first_at = self.last_at = member.told_at
        member.story = self
        self.direction = together(self.direction, member.profile.direction)
        self.members.append(member)

    def odds_with(self, comparison: Comparison) -> list[float]:
        """Log odds of an article with each voice."""
        return [comparison.log_odds(voice.profile) for voice in self.voices]

    def alike(self, profile: Profile) -> Alike | None:
        """How far an article points the way of the story; None where vectors are not there."""
        return compare_directions(profile.direction, self.direction, fewest=len(self.voices))

    def days_from(self, first_at: datetime, last_at: datetime) -> float:
        """Days between the story's life and another stretch of time; 0 where they overlap."""
        gap = max(self.first_at - last_at, first_at - self.last_at, timedelta(0))
        return gap / timedelta(days=1)


def surplus(odds: Sequence[float], days: float, alike: Alike | None = None) -> float:
    """By how much the evidence exceeds what it takes to be one story; negative below it.

    Args:
        odds: Log odds of the pairs.
        days: Between the two.
        alike: What vectors say of the two; None where there are none.
    """
    if alike is None:
        return sum(odds) / len(odds) + _SINGLE_PAIR_BONUS / len(odds) - _ODDS_A_DAY * days
    nearer = sorted(odds, reverse=True)[: max(1, len(odds) // 2)]
    words = sum(nearer) / len(nearer)
    return words + _COSINE * (alike.cosine - _ALIKE_AT) + _FEW_BONUS / alike.fewest - _ODDS_A_DAY * days


class Alike(NamedTuple):
    """How far two point the same way.

    Attributes:
        cosine: Of the sums of their directions: the more articles, the less of what is each one's own.
        fewest: How many articles the smaller has.
    """

    cosine: float
    fewest: int


def compare_directions(one: Direction | None, other: Direction | None, *, fewest: int) -> Alike | None:
    """What vectors say of two; None where one has none."""
    if one is None or other is None:
        return None
    lengths = math.sqrt(float(one @ one) * float(other @ other))
    return Alike(float(one @ other) / lengths if lengths else 0.0, fewest)


def together(one: Direction | None, other: Direction | None) -> Direction | None:
    """The sum of two directions, or the one that is there."""
    if one is None or other is None:
        return other if one is None else one
    return one + other
