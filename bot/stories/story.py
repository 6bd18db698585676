"""A story while articles may join it: its members, and how alike each two of them are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.stories.likeness import Comparison, Profile

MOST_VOICES = 32
"""How many members an article is compared with; of more, those that opened the story and those that came last."""

_OPENING_VOICES = 8

# What it takes to join falls with the evidence there is: the likeness of two single articles is as good as a guess
# gets, and most single articles that are alike at all tell one event; many pairs average their accidents out, and
# an event beside the story's own shows. 1.5: best of 0.5 to 3 on the halves named in `likeness`.
_SINGLE_PAIR_BONUS = 1.5

_ODDS_A_DAY = 1.0
"""Log odds lost for each day between an article and the story it might join."""


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
    """

    __slots__ = ("first_at", "id", "last_at", "members", "odds", "order", "voices")

    def __init__(self, story_id: str, order: int) -> None:
        self.id = story_id
        self.order = order
        self.members: list[Member] = []
        self.voices: list[Member] = []
        self.odds: list[list[float]] = []
        self.first_at = datetime.max.replace(tzinfo=UTC)
        self.last_at = datetime.min.replace(tzinfo=UTC)

    def add(self, member: Member, odds: Sequence[float]) -> None:
        """Take in an article; `odds` are its log odds with the voices in their order."""
        if self.members:
            self.first_at = min(self.first_at, member.told_at)
            self.last_at = max(self.last_at, member.told_at)
        else:
            self.first_at = self.last_at = member.told_at
        member.story = self
        self.members.append(member)
        self.voices.append(member)
        self.odds.append(list(odds))
        if len(self.voices) > MOST_VOICES:
            del self.voices[_OPENING_VOICES]
            del self.odds[_OPENING_VOICES]
            for row in self.odds[_OPENING_VOICES:]:
                del row[_OPENING_VOICES]

    def become(self, members: Sequence[Member]) -> None:
        """Hold these members from now on, in this order."""
        self.members, self.voices, self.odds = [], [], []
        for member in members:
            self.add(member, self.odds_with(Comparison(member.profile)))

    def odds_with(self, comparison: Comparison) -> list[float]:
        """Log odds of an article with each voice."""
        return [comparison.log_odds(voice.profile) for voice in self.voices]

    def days_from(self, first_at: datetime, last_at: datetime) -> float:
        """Days between the story's life and another stretch of time; 0 where they overlap."""
        gap = max(self.first_at - last_at, first_at - self.last_at, timedelta(0))
        return gap / timedelta(days=1)


def surplus(odds: Sequence[float], days: float) -> float:
    """By how much the average log odds of some pairs exceed what it takes to be one story; negative below it."""
    return sum(odds) / len(odds) + _SINGLE_PAIR_BONUS / len(odds) - _ODDS_A_DAY * days
