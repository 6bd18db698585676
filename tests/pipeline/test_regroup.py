from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.model import Correction, CorrectionKind, Placement
from bot.pipeline.intake import Intake
from bot.pipeline.regroup import Regrouping, compared, regrouping
from bot.storage import Storage
from tests.pipeline.conftest import NOON
from tests.pipeline.news import article


def merged(one: str, other: str) -> Correction:
    return Correction(CorrectionKind.MERGE, one, (other,))


def split(one: str, *others: str) -> Correction:
    return Correction(CorrectionKind.SPLIT, one, others)


def placed(**stories: str) -> dict[str, Placement]:
    return {each: Placement(each, story, opened=False, score=0.9, why="alike") for each, story in stories.items()}


def moved(change: Regrouping) -> dict[str, str]:
    return {move.article_id: move.story_id for move in change.moves}


def groups(change: Regrouping, before: dict[str, str]) -> set[frozenset[str]]:
    after = before | moved(change)
    return {frozenset(each for each in after if after[each] == story) for story in after.values()}


def test_stories_that_stay_keep_their_ids_whatever_they_would_be_called() -> None:
    before = {"a": "s1", "b": "s1", "c": "s2"}
    same = compared(before, placed(a="x", b="x", c="y"), [])
    assert (same.moves, same.merged, same.split, same.before, same.after) == ((), (), (), 2, 2)


def test_the_larger_part_keeps_the_id_and_the_rest_moves() -> None:
    before = {"a": "s1", "b": "s1", "c": "s1", "d": "s2"}
    change = compared(before, placed(a="x", b="y", c="y", d="y"), [])
    assert set(moved(change)) == {"a", "d"}
    assert moved(change)["d"] == "s1"
    assert moved(change)["a"] not in {"s1", "s2"}
    assert change.merged == (("b", "d"),)
    assert change.split == (("a", "b"),)


def test_no_two_stories_are_given_one_id() -> None:
    before = dict.fromkeys("abcd", "s1")
    change = compared(before, placed(a="s1", b="s2", c="s3", d="s4"), [])
    assert groups(change, before) == {frozenset(each) for each in "abcd"}


def test_what_people_said_holds_however_far_apart_it_was_told_and_of_undated_articles_too() -> None:
    before = {"a": "s1", "b": "s1", "undated": "s1", "c": "s2"}
    anew = placed(a="x", b="y", c="x")
    said: Sequence[Correction] = [merged("a", "b"), merged("b", "undated"), split("c", "a")]
    change = compared(before, anew, said)
    assert groups(change, before) == {frozenset({"a", "b", "undated"}), frozenset({"c"})}
    assert change.moves == ()


def test_what_was_split_off_takes_along_what_it_was_merged_with() -> None:
    before = {"a": "s1", "b": "s2", "c": "s3"}
    change = compared(before, placed(a="x", b="x", c="z"), [split("b", "a"), merged("b", "c")])
    assert groups(change, before) == {frozenset({"a"}), frozenset({"b", "c"})}


def test_what_was_merged_with_an_article_that_is_not_kept_any_more_is_passed_over() -> None:
    before = {"a": "s1", "b": "s2"}
    change = compared(before, placed(a="x", b="x"), [split("b", "a"), merged("b", "forgotten")])
    assert groups(change, before) == {frozenset({"a"}), frozenset({"b"})}


def test_the_archive_is_grouped_anew_once_and_then_stays(storage: Storage) -> None:
    intake = Intake(storage)
    same_event = [article(f"a{n}", told_at=NOON - timedelta(hours=n), source=f"News {n}") for n in range(4)]
    long_ago = article("old", told_at=NOON - timedelta(days=100))
    undated = replace(article("undated", told_at=None), feed_url=None)
    intake.add([*same_event, long_ago, undated], now=NOON)
    apart = [Placement(each.id, f"story-{each.id}", opened=True, score=0.0, why="badly") for each in same_event]
    storage.move_articles(apart)
    change = regrouping(storage, intake)
    assert (change.articles, change.before, change.after) == (6, 6, 3)
    assert len(change.merged[0]) == 4
    assert storage.stories_of(["a0"]) == {"a0": "story-a0"}
    storage.move_articles(change.moves)
    assert len(set(storage.stories_of([each.id for each in same_event]).values())) == 1
    assert regrouping(storage, intake).moves == ()
