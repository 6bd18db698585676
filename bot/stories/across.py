"""Whether two stories tell one event in two languages.

Reports in two languages are less alike than those in one, by how much depends on the topic; so no bar can tell the
event's own story in the other language from the story of the day's next event. What tells is that each of the two is
what the other's reports are nearest to, and how far nearer than to anything else (mutual nearest neighbours, as
dictionaries are drawn from vectors of two languages: Lample et al. 2018).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from bot.stories.story import Story, cosine

if TYPE_CHECKING:
    from bot.stories.directions import Direction

# Log odds for each unit of cosine by which two stories are nearer to each other than to any other. 30: mean BCubed F1
# of the labelled days in sixteen samples of 85 % of their articles, ids and groups: .769 and .769 without, .781 and
# .786 with 20, .787 and .794 with 30, .787 and .793 with 40; standard errors .006. On the days before 20 September
# 2023 nothing changes.
_AHEAD = 30.0
_UNRELATED = 0.25  # a cosine that two stories of one topic may have by chance: so far ahead is one without rivals
_FEWEST = 2  # of a single report the direction is as much its own as the event's

Neighbours = Callable[["Direction", Story], Iterable[Story]]
"""The stories in the days of a story whose articles point most the way of a direction."""


class _Nearest(NamedTuple):
    """The story whose reports in a language are nearest, and by how much cosine they are ahead of the next."""

    story: Story
    ahead: float


class Counterpart(NamedTuple):
    """A story in another language, and the log odds that this adds to what is alike in the two."""

    story: Story
    log_odds: float


def counterpart(story: Story, language: str, neighbours: Neighbours) -> Counterpart | None:
    """The story whose reports in another language are nearest to a story's reports in one, and those to them."""
    if story.told_in[language] < _FEWEST:
        return None
    for its_language, nearest in _nearest(story, language, neighbours).items():
        other = nearest.story
        if other is story or other.told_in[its_language] < _FEWEST:
            continue
        back = _nearest(other, its_language, neighbours).get(language)
        if back is not None and back.story is story:
            return Counterpart(other, _AHEAD * min(nearest.ahead, back.ahead))
    return None


def _nearest(story: Story, language: str, neighbours: Neighbours) -> dict[str, _Nearest]:
    """What is nearest in each other language; the story itself is where it has reports in that."""
    direction = story.directions[language]
    found: dict[str, list[tuple[float, Story]]] = {}
    for other in neighbours(direction, story):
        for its_language, its_direction in other.directions.items():
            if its_language != language:
                found.setdefault(its_language, []).append((cosine(direction, its_direction), other))
    nearest = {}
    for its_language, ranked in found.items():
        ranked.sort(key=lambda each: (-each[0], each[1].order))
        (likest, other), *rivals = ranked
        nearest[its_language] = _Nearest(other, likest - max([_UNRELATED, *(rival for rival, _ in rivals[:1])]))
    return nearest
