"""The archive grouped anew: what would be different, and what people said stays.

every article placed again | people's word on it | stories keep the ids of those that they hold most of | what moves
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.model import Correction, CorrectionKind, Placement
from bot.pipeline.intake import Intake
from bot.storage import Storage
from bot.stories import Rulings, story_id_for

Parts = tuple[str, ...]
"""An article of each part of a story, the first of each by time; the largest part first."""


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What grouping anew would change.

    Attributes:
        articles: How many were looked at.
        before: In how many stories they are.
        after: In how many they would be.
        merged: The stories of before whose articles would share one, for each of these.
        split: The stories of after that the articles of one would go to, for each of these.
        moves: Where each article that changes its story goes.
    """

    articles: int
    before: int
    after: int
    merged: tuple[Parts, ...]
    split: tuple[Parts, ...]
    moves: tuple[Placement, ...]


def regrouping(storage: Storage, intake: Intake) -> Regrouping:
    """What would change; changes nothing."""
    placed = intake.place_anew()
    before = storage.all_stories()
    said = [kept.correction for kept in storage.corrections()]
    return compared(before, {each: placed[each] for each in placed if each in before}, said)


def compared(before: Mapping[str, str], placed: Mapping[str, Placement], said: Sequence[Correction]) -> Regrouping:
    """What would change.

    Args:
        before: The story of each article.
        placed: Where articles were placed anew, in order of time; who is not among them has no date, and stands alone.
        said: What people said, oldest first.
    """
    order = [*placed, *(each for each in before if each not in placed)]
    wanted = {each: placed[each].story_id if each in placed else story_id_for(each) for each in order}
    _obey(wanted, said)
    names = _names(before, wanted)
    after = {each: names[story_id] for each, story_id in wanted.items()}
    moves = [
        replace(placed.get(each) or _alone(each), story_id=after[each]) for each in order if after[each] != before[each]
    ]
    return Regrouping(
        len(before),
        len(set(before.values())),
        len(set(after.values())),
        _divided(after, before),
        _divided(before, after),
        tuple(moves),
    )


def _alone(article_id: str) -> Placement:
    return Placement(article_id, story_id_for(article_id), opened=True, score=0.0, why="grouped anew")


def _obey(stories: dict[str, str], said: Sequence[Correction]) -> None:
    """What people said, also of articles too far apart in time to meet while they were placed."""
    rulings = Rulings(said)
    for each in said:
        for other in each.others:
            if other in stories and other in rulings.partners(each.article_id) and each.article_id in stories:
                left, joined = stories[other], stories[each.article_id]
                stories.update((member, joined) for member, story in list(stories.items()) if story == left)
    for each in said:
        if each.kind is not CorrectionKind.SPLIT or each.article_id not in stories:
            continue
        home = stories[each.article_id]
        beside = {other for other in each.others if stories.get(other) == home}
        if rulings.keep_apart([each.article_id], beside):
            for member in {each.article_id, *rulings.partners(each.article_id)} & stories.keys():
                stories[member] = story_id_for(home + each.article_id)


def _names(before: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """An id for each story: of the story that it shares most articles with, where no other shares more."""
    shared = Counter((wanted[each], before[each]) for each in wanted)
    names: dict[str, str] = {}
    taken: set[str] = set()
    for (story, old), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if story not in names and old not in taken:
            names[story] = old
            taken.add(old)
    return {story: names.get(story) or story_id_for(story) for story in wanted.values()}


def _divided(whole: Mapping[str, str], parts: Mapping[str, str]) -> tuple[Parts, ...]:
    """The groups of one grouping whose articles another has in several, those with the most articles first."""
    firsts: dict[str, dict[str, str]] = defaultdict(dict)
    sizes = Counter(whole.values())
    for each in parts:
        firsts[whole[each]].setdefault(parts[each], each)
    divided = [story for story, of_part in firsts.items() if len(of_part) > 1]
    return tuple(tuple(firsts[story].values()) for story in sorted(divided, key=lambda story: (-sizes[story], story)))
