from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.model import Posts
from bot.storage import ForumPostState, Storage
from tests.storage.examples import CHANNEL, GUILD, HOUR, NOON, claim, enqueue, forum_post, subscribe


def test_the_posts_of_a_forum_on_a_topic_come_oldest_first(storage: Storage) -> None:
    first, second = forum_post("s1", thread_id=5), forum_post("s2", thread_id=3)
    elsewhere = forum_post("s1", channel_id=CHANNEL + 1), forum_post("s1", topic_id="lake")
    for post in (first, second, *elsewhere):
        storage.keep_forum_post(post)
    assert storage.forum_posts(CHANNEL, "csto") == (second, first)
    assert len(storage.all_forum_posts()) == 4


def test_what_was_known_of_a_story_gives_way(storage: Storage) -> None:
    post = forum_post()
    storage.keep_forum_post(post)
    later = replace(post, state=ForumPostState.MERGED, delivery_id=9, told_at=NOON + HOUR)
    storage.keep_forum_post(later)
    assert storage.forum_posts(CHANNEL, "csto") == (later,)


def test_a_post_outlives_its_subscription_and_is_forgotten_with_its_guild(storage: Storage) -> None:
    subscription = subscribe(storage, posts=Posts.STORY)
    storage.keep_forum_post(forum_post())
    storage.unsubscribe(subscription.id, now=NOON)
    assert storage.forum_posts(CHANNEL, "csto") == (forum_post(),)
    storage.forget_guild(GUILD + 1, now=NOON)
    assert storage.forum_posts(CHANNEL, "csto") == (forum_post(),)
    storage.forget_guild(GUILD, now=NOON)
    assert storage.all_forum_posts() == ()


def test_a_post_is_forgotten_when_it_was_told_long_ago(storage: Storage) -> None:
    storage.keep_forum_post(forum_post("old"))
    recent = forum_post("recent", told_at=NOON + HOUR)
    storage.keep_forum_post(recent)
    storage.forget_briefings(NOON + timedelta(minutes=1))
    assert storage.all_forum_posts() == (recent,)


def test_a_delivery_says_what_begins_a_post(storage: Storage) -> None:
    subscription = subscribe(storage, posts=Posts.STORY)
    enqueue(storage, subscription)
    assert claim(storage).posts is Posts.STORY
    changed = storage.change_subscription(replace(subscription, posts=Posts.DAY), now=NOON)
    assert changed is not None
    assert changed.posts is Posts.DAY
    assert not changed.is_silent_when_quiet
    assert subscription.is_silent_when_quiet
