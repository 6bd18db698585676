from __future__ import annotations

from bot.model import Correction, CorrectionKind, Placement
from bot.storage import Storage
from tests.storage.examples import GUILD, HOUR, MEMBER, NOON, add, article, match, new

MERGE = Correction(CorrectionKind.MERGE, "a1", ("a2",))
DENIAL = Correction(CorrectionKind.NOT_TOPIC, "a1", topic_id="csto")


def move(article_id: str, story_id: str) -> Placement:
    return Placement(article_id, story_id, opened=False, score=1.0, why="said")


def test_what_was_said_is_kept_with_who_when_and_what_it_moved(storage: Storage) -> None:
    add(storage, new(article("a1"), "s1"), new(article("a2"), "s2"))
    kept = storage.keep_correction(MERGE, [move("a2", "s1")], guild_id=GUILD, made_by=MEMBER, now=NOON)
    assert kept.moved == {"a2": "s2"}
    assert storage.corrections() == (kept,)
    assert storage.members_of("s1") == ("a1", "a2")
    assert storage.stories_of(["a2", "unknown"]) == {"a2": "s1"}


def test_what_is_denied_is_about_its_topic_no_more(storage: Storage) -> None:
    add(storage, new(article("a1"), "s1", match("csto"), match("nato")))
    storage.keep_correction(DENIAL, guild_id=None, made_by=None, now=NOON)
    assert storage.topic_window("csto", NOON - HOUR, NOON) == ()
    assert len(storage.topic_window("nato", NOON - HOUR, NOON)) == 1


def test_what_is_taken_back_is_forgotten_and_undone(storage: Storage) -> None:
    add(storage, new(article("a1"), "s1"), new(article("a2"), "s2"))
    kept = storage.keep_correction(MERGE, [move("a2", "s1")], guild_id=None, made_by=None, now=NOON)
    storage.take_back_correction(kept.id, [move("a2", "s2")])
    assert storage.corrections() == ()
    assert storage.members_of("s2") == ("a2",)


def test_the_mark_changes_with_each_correction_and_with_each_taken_back(storage: Storage) -> None:
    marks = [storage.corrections_mark()]
    for _ in range(2):
        kept = storage.keep_correction(DENIAL, guild_id=None, made_by=None, now=NOON)
        marks.append(storage.corrections_mark())
        storage.take_back_correction(kept.id)
        storage.keep_correction(DENIAL, guild_id=None, made_by=None, now=NOON)
        marks.append(storage.corrections_mark())
    assert len(set(marks)) == len(marks)


def test_a_server_that_is_forgotten_takes_its_corrections_along(storage: Storage) -> None:
    storage.keep_correction(MERGE, guild_id=GUILD, made_by=MEMBER, now=NOON)
    ours = storage.keep_correction(DENIAL, guild_id=None, made_by=None, now=NOON)
    storage.forget_guild(GUILD, now=NOON)
    assert storage.corrections() == (ours,)
