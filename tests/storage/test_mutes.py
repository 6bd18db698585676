from __future__ import annotations

from bot.model import Placement
from bot.storage import Storage
from tests.storage.examples import CHANNEL, GUILD, HOUR, MEMBER, NOON, add, article, new


def mute(storage: Storage, story_id: str, channel_id: int = CHANNEL) -> None:
    storage.mute_story(channel_id, story_id, guild_id=GUILD, muted_by=MEMBER, now=NOON)


def test_a_story_is_muted_for_its_channel_alone_however_often_and_told_again(storage: Storage) -> None:
    mute(storage, "s1")
    mute(storage, "s1")
    mute(storage, "s2")
    mute(storage, "s1", CHANNEL + 9)
    assert storage.muted_stories([CHANNEL, 7]) == {CHANNEL: {"s1", "s2"}}
    storage.unmute_story(CHANNEL, "s1")
    storage.unmute_story(CHANNEL, "never")
    assert storage.muted_stories([CHANNEL, CHANNEL + 9]) == {CHANNEL: {"s2"}, CHANNEL + 9: {"s1"}}


def test_the_last_word_of_a_person_on_a_briefing_counts_and_old_ones_do_not(storage: Storage) -> None:
    for briefing_id, user_id, verdict, hours in (
        ("b1", 1, "useful", 0),
        ("b1", 1, "long", 1),
        ("b1", 2, "useful", 1),
        ("b2", 1, "useful", 2),
        ("b3", 1, "short", -9),
    ):
        storage.say_feedback(briefing_id, user_id=user_id, guild_id=GUILD, verdict=verdict, now=NOON + hours * HOUR)
    assert storage.feedback_counts(GUILD, NOON - HOUR) == {"useful": 2, "long": 1}
    assert storage.feedback_counts(GUILD + 1, NOON - HOUR) == {}


def test_what_a_guild_muted_and_said_is_forgotten_with_it(storage: Storage) -> None:
    mute(storage, "s1")
    storage.say_feedback("b1", user_id=MEMBER, guild_id=GUILD, verdict="useful", now=NOON)
    storage.forget_guild(GUILD, now=NOON)
    assert storage.muted_stories([CHANNEL]) == {}
    assert storage.feedback_counts(GUILD, NOON - HOUR) == {}


def test_a_muted_story_that_has_no_articles_any_more_is_the_one_that_its_article_is_in(storage: Storage) -> None:
    add(storage, *(new(article(f"a{number}"), f"s{number}") for number in (1, 2, 3)))

    def move(story_id: str, *numbers: int) -> None:
        moves = (Placement(f"a{number}", story_id, opened=False, score=1.0, why="said so") for number in numbers)
        storage.move_articles(list(moves))

    move("split off", 1, 2)
    mute(storage, "split off")
    move("another", 1)
    assert storage.muted_stories([CHANNEL]) == {CHANNEL: {"split off"}}  # it speaks for itself
    move("another", 2)
    move("elsewhere", 3)
    assert storage.muted_stories([CHANNEL]) == {CHANNEL: {"another"}}
    assert [muted[:2] for muted in storage.all_muted_stories()] == [(CHANNEL, "another")]
    mute(storage, "another")
    storage.unmute_story(CHANNEL, "another")
    assert storage.muted_stories([CHANNEL]) == {}
