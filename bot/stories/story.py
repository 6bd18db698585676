"""A story while articles may join it: its members, and how alike each two of them are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from bot.stories.likeness import Comparison, Profile

if TYPE_CHECKING:
    from bot.stories.directions import Direction

MOST_VOICES = 32
"""How many members an article is compared with; of more, those that opened the story and those that came last."""

_OPENING_VOICES = 8

# What it takes to join falls with the evidence there is: the likeness of two single articles is as good as a guess
# gets, and most single articles that are alike at all tell one event; many pairs average their accidents out, and
# an event beside the story's own shows. 1.5: best of 0.5 to 3 on the halves named in `likeness`.
_SINGLE_PAIR_BONUS = 1.5

# Log odds lost for each day between an article and the story it might join; more where the words are all there is,
# since the news at large has a next day's event of each kind. 2: best of 1 to 2 on the same halves (2.5 and 3 gain
# 0.3 points on AllSides and lose as much on the labelled days). 1.5: on samples of the labelled days, and of 355
# entries on Ukraine, ids .795 and .741 with 1, .802 and .755 with it, .801 and .758 with 2; coarser groups .802 and
# .671, .802 and .671, .794 and .676.
_ODDS_A_DAY = 1.5
_ODDS_A_DAY_BY_WORDS = 2.0

# What vectors add to the words: nothing at a cosine of 0.45, and with few articles, whose sum still points every which
# way, less is asked. Then the nearer half of the pairs is enough, since a big story has developments that share few
# words. The middle of a plateau on the captured days before 20 September 2023, all their entries read.
_COSINE = 12.0
_ALIKE_AT = 0.45
_FEW_BONUS = 2.5


_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


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
        members: Of one that goes on for longer than the window, those of these days and the voices.
        odds: `odds[i][j]` for j < i: log odds that voices i and j tell one event.
        directions: The sum of its members' directions in each language, where vectors are there.
        told_in: How many members are in each.
    """

    __slots__ = ("directions", "first_at", "id", "last_at", "members", "odds", "order", "told_in", "voices")

    def __init__(self, story_id: str, order: int) -> None:
        self.id = story_id
        self.order = order
        self.members: list[Member] = []
        self.voices: list[Member] = []
        self.odds: list[list[float]] = []
        self.directions: dict[str, Direction] = {}
        self.told_in: Counter[str] = Counter()
        self.first_at, self.last_at = _LATEST, _EARLIEST

    def add(self, member: Member, odds: Sequence[float]) -> None:
        """Take in an article; `odds` are its log odds with the voices in their order."""
        self.members.append(member)
        self._hold([member])
        self.voices.append(member)
        self.odds.append(list(odds))
        if len(self.voices) > MOST_VOICES:
            del self.voices[_OPENING_VOICES]
            del self.odds[_OPENING_VOICES]
            for row in self.odds[_OPENING_VOICES:]:
                del row[_OPENING_VOICES]

    def become(self, members: Sequence[Member]) -> None:
        """Hold these members from now on, as if they had come in this order."""
        known = {
            voice: dict(zip(self.voices, row, strict=False)) for voice, row in zip(self.voices, self.odds, strict=True)
        }
        self.members, self.directions, self.told_in = list(members), {}, Counter()
        self.first_at, self.last_at = _LATEST, _EARLIEST
        self._hold(members)
        latest = max(_OPENING_VOICES, len(members) - (MOST_VOICES - _OPENING_VOICES))
        self.voices = [*members[:_OPENING_VOICES], *members[latest:]]
        self.odds = [_row(voice, self.voices[:at], known.get(voice, {})) for at, voice in enumerate(self.voices)]

    def forget_before(self, moment: datetime) -> list[Member]:
        """Let go of the members told before a moment; its voices stay. Returns those that went."""
        if len(self.members) <= MOST_VOICES:
            return []
        voices = set(self.voices)
        gone = [member for member in self.members if member.told_at < moment and member not in voices]
        if gone:
            left = set(gone)
            self.members = [member for member in self.members if member not in left]
        return gone

    def _hold(self, members: Sequence[Member]) -> None:
        told = [member.told_at for member in members]
        self.first_at = min([self.first_at, *told])
        self.last_at = max([self.last_at, *told])
        for member in members:
            member.story = self
            direction, language = member.profile.direction, member.profile.language
            if direction is not None:
                so_far = self.directions.get(language)
                self.directions[language] = direction if so_far is None else so_far + direction
                self.told_in[language] += 1

    @property
    def direction(self) -> Direction | None:
        """The sum of its members' directions; None where vectors are not there."""
        return together(self.directions.values())

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


def _row(voice: Member, earlier: Sequence[Member], known: Mapping[Member, float]) -> list[float]:
    """Log odds with each earlier voice, of which some are known."""
    comparison = Comparison(voice.profile)
    return [known[other] if other in known else comparison.log_odds(other.profile) for other in earlier]


def surplus(odds: Sequence[float], days: float, alike: Alike | None = None) -> float:
    """By how much the evidence exceeds what it takes to be one story; negative below it.

    Args:
        odds: Log odds of the pairs.
        days: Between the two.
        alike: What vectors say of the two; None where there are none.
    """
    if alike is None:
        return sum(odds) / len(odds) + _SINGLE_PAIR_BONUS / len(odds) - _ODDS_A_DAY_BY_WORDS * days
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
    return None if one is None or other is None else Alike(cosine(one, other), fewest)


def cosine(one: Direction, other: Direction) -> float:
    """Of the angle between two directions; 0 where one has no length."""
    lengths = math.sqrt(float(one @ one) * float(other @ other))
    return float(one @ other) / lengths if lengths else 0.0


def together(directions: Iterable[Direction | None]) -> Direction | None:
    """The sum of those directions that are there; None where none is."""
    there = [direction for direction in directions if direction is not None]
    return reduce(add, there) if there else None
