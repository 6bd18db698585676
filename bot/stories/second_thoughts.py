"""What a new article shows about the articles before it: that two stories are one, or that one is two.

    merge: all pairs between two stories are alike enough on average
    split: the story falls into two parts that are not alike enough to have been merged, or clearly less alike
           than each is in itself
    move:  an article is more like a story beside its own

Only the story that the article joined and the few that it nearly joined are looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.stories.likeness import Comparison
from bot.stories.story import Member, Story, compare_directions, surplus, together

if TYPE_CHECKING:
    from bot.stories.directions import Direction

# 0.3 log odds below what merging takes: parts that hover at the limit are not torn apart and joined again.
_SPLIT_BELOW = -0.3
# Where no language is on both sides: such parts may be one story for being nearer to each other than to any other
# (`across`), which their own likeness does not show. With 0.5 to 4 log odds more than within a language the labelled
# days stay within .003; with 1 fewer articles move.
_SPLIT_BELOW_ACROSS_LANGUAGES = -1.3
_SMALLEST_DIVIDED = 3
# Two events of one kind (pirates caught off Somalia in 2008 and in 2011) are alike, yet less than the reports of each
# among themselves: by this many log odds in parts of this many articles, few enough of which differ by chance. Where
# vectors are, the sums of many directions show it. ECB+'s even topics: .925 without, .950 with 7 to 10 articles and
# 0.75 to 1, .940 with 1.25; with 6 and fewer single events fall apart.
_CONTRAST = 1.0
_SHOWS_CONTRAST = 8
_MOVE_GAIN = 0.2
_ROUNDS = 4
_LAST_VOICES = 20
"""How many articles of a story are looked at again; of more, the last."""


def pairs_between(one: Story, other: Story) -> list[float]:
    """Log odds of the pairs between two stories, of large ones by their last voices."""
    others = other.voices[-_LAST_VOICES:]
    return [odds for voice in one.voices[-_LAST_VOICES:] for odds in _row(voice, others)]


def likeliest_merge(story: Story, others: Sequence[Story]) -> Story | None:
    """The one of the others that tells the same event, if one does."""
    best, best_surplus = None, 0.0
    for other in others:
        over = merging_surplus(story, other)
        if over >= best_surplus:
            best, best_surplus = other, over
    return best


def merging_surplus(story: Story, other: Story) -> float:
    """By how much the evidence exceeds what it takes to make two stories one; negative below it."""
    fewest = min(len(story.members), len(other.members))
    alike = compare_directions(story.direction, other.direction, fewest=fewest)
    pairs = pairs_between(story, other)
    shows_contrast = alike is None and fewest >= _SHOWS_CONTRAST and _speak_alike(*story.voices, *other.voices)
    if shows_contrast and _are_two(_within(story), _within(other), pairs):
        return -math.inf
    return surplus(pairs, other.days_from(story.first_at, story.last_at), alike)


def parts_of(story: Story) -> tuple[list[int], list[int]] | None:
    """The voices of the two events that a story turns out to hold, by position; None where it holds one.

    Two-means on the likeness pair by pair, from the two least alike.
    """
    size = len(story.voices)
    if size < _SMALLEST_DIVIDED:
        return None
    odds = _matrix(story)
    _, seed, other_seed = min((odds[i][j], j, i) for i in range(size) for j in range(i))
    side = [odds[i][other_seed] > odds[i][seed] for i in range(size)]
    side[seed], side[other_seed] = False, True
    for _ in range(_ROUNDS):
        ones, others = _sides(side)
        if not ones or not others:
            return None
        moved = [
            side[i] if _is_alone(i, ones, others) else _mean(odds[i], others, i) > _mean(odds[i], ones, i)
            for i in range(size)
        ]
        if moved == side:
            break
        side = moved
    ones, others = _sides(side)
    if not ones or not others:
        return None
    between = [odds[i][j] for i in ones for j in others]
    one, other = (_direction_of([story.voices[i] for i in part]) for part in (ones, others))
    fewest = min(len(ones), len(others))
    alike = compare_directions(one, other, fewest=fewest)
    languages = ({story.voices[i].profile.language for i in part} for part in (ones, others))
    is_across = set.isdisjoint(*languages)
    if surplus(between, 0.0, alike) < (_SPLIT_BELOW_ACROSS_LANGUAGES if is_across else _SPLIT_BELOW):
        return ones, others
    if alike is not None or fewest < _SHOWS_CONTRAST or not _speak_alike(*story.voices):
        return None
    within, within_other = ([odds[i][j] for i in part for j in part if j < i] for part in (ones, others))
    return (ones, others) if _are_two(within, within_other, between) else None


def _are_two(within: Sequence[float], within_other: Sequence[float], between: Sequence[float]) -> bool:
    """True where the pairs within each of two parts are clearly more alike than those between them."""
    least = min(sum(odds) / len(odds) for odds in (within, within_other))
    return least - sum(between) / len(between) > _CONTRAST


def _speak_alike(*voices: Member) -> bool:
    """Whether all are in one language: two of one event in two are always less alike than those in one."""
    return len({voice.profile.language for voice in voices}) == 1


def _within(story: Story) -> list[float]:
    return [odds for row in story.odds for odds in row]


def movable(stories: Sequence[Story]) -> list[Member]:
    """The articles that may turn out to belong to another of some stories: the last voices of each."""
    return [voice for story in stories for voice in story.voices[-_LAST_VOICES:]] if len(stories) > 1 else []


def better_story(member: Member, stories: Sequence[Story]) -> Story | None:
    """The story beside its own that an article is clearly more like, if there is one."""
    own = member.story
    best, best_surplus = None, max(_surplus_at_home(member) + _MOVE_GAIN, 0.0)
    comparison = Comparison(member.profile)
    for story in stories:
        if story is not own:
            days = story.days_from(member.told_at, member.told_at)
            over = surplus(story.odds_with(comparison), days, story.alike(member.profile))
            if over > best_surplus:
                best, best_surplus = story, over
    return best


def _surplus_at_home(member: Member) -> float:
    """How well an article fits the rest of its story; 0 where it is alone."""
    own = member.story
    if own is None or member not in own.voices or len(own.voices) == 1:
        return 0.0
    at = own.voices.index(member)
    odds = own.odds
    rest = _direction_of([voice for voice in own.voices if voice is not member])
    alike = compare_directions(member.profile.direction, rest, fewest=len(own.voices) - 1)
    return surplus([*odds[at], *(odds[later][at] for later in range(at + 1, len(odds)))], 0.0, alike)


def _direction_of(members: Sequence[Member]) -> Direction | None:
    return together(member.profile.direction for member in members)


def _row(member: Member, voices: Sequence[Member]) -> Iterator[float]:
    comparison = Comparison(member.profile)
    return (comparison.log_odds(voice.profile) for voice in voices)


def _matrix(story: Story) -> list[list[float]]:
    size = len(story.voices)
    return [[story.odds[max(i, j)][min(i, j)] if i != j else 0.0 for j in range(size)] for i in range(size)]


def _sides(side: Sequence[bool]) -> tuple[list[int], list[int]]:
    return [i for i, other in enumerate(side) if not other], [i for i, other in enumerate(side) if other]


def _is_alone(i: int, ones: Sequence[int], others: Sequence[int]) -> bool:
    return [i] in (list(ones), list(others))


def _mean(row: Sequence[float], among: Sequence[int], i: int) -> float:
    rest = [row[j] for j in among if j != i]
    return sum(rest) / len(rest)
