"""What a forum shows in which each story has a post."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import discord
import pytest

from bot.model import Posts
from bot.storage import DeliveryState, Storage
from bot.stories.grouping import story_id_for
from tests.delivery.discord.story_forum import CLOSED, FERRY, GATES, ROAD, StoryForum, ongoing, told, updated
from tests.delivery.examples import article
from tests.wire.client import running
from tests.wire.faults import MISSING_PERMISSIONS, Drop, refused
from tests.wire.permissions import Permission
from tests.wire.server import DiscordWire

# What is shown is the same whatever it is kept in; what a database might lose or double, `test_story_posts_once` sees.
pytestmark = pytest.mark.parametrize(
    "url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)


@pytest.fixture
async def scene(storage: Storage) -> AsyncIterator[StoryForum]:
    async with DiscordWire() as wire:
        guild = wire.add_guild("Lake watch")
        forum = guild.add_forum("stories")
        client = discord.AutoShardedClient(intents=discord.Intents(guilds=True))
        async with running(client, wire):
            yield StoryForum(storage, wire, client, guild, forum)
    wire.assert_clean()


async def test_each_new_story_is_a_post_with_its_headline_its_sentences_and_its_sources(scene: StoryForum) -> None:
    await scene.day(told(GATES), told(FERRY))
    assert [thread.name for thread in scene.forum.threads] == ["Dam gates opened", "Ferry goes on"]
    [first] = scene.post("Ferry goes on").messages
    assert "NEW" in first.text
    assert "The council voted 7 to 5" in first.text
    assert "-# [1] Ferryman · " in first.text
    assert GATES.title not in first.text
    [call, _] = scene.wire.called("POST", "/threads")
    assert call.body["message"]["allowed_mentions"] == {"parse": []}


async def test_a_story_of_which_more_is_known_gets_a_reply_and_a_first_message_that_is_up_to_date(
    scene: StoryForum,
) -> None:
    await scene.day(told(GATES), told(FERRY))
    await scene.day(updated(CLOSED, GATES, of=GATES), ongoing(FERRY))
    [first, reply] = scene.post("Dam gates opened").messages
    assert CLOSED.text in first.text
    assert GATES.text in first.text
    assert "UPDATED" in first.text
    assert first.edited_at is not None
    assert CLOSED.text in reply.text
    assert GATES.text not in reply.text
    assert "[1]" in reply.text
    [ferry] = scene.post("Ferry goes on").messages
    assert ferry.edited_at is None


async def test_what_goes_on_unchanged_sends_nothing_at_all(scene: StoryForum) -> None:
    await scene.day(told(GATES))
    asked = len(scene.wire.calls)
    await scene.day(ongoing(GATES))
    assert len(scene.wire.calls) == asked


async def test_a_story_that_is_told_in_brief_gets_a_post_when_there_is_more(scene: StoryForum) -> None:
    await scene.day(told(GATES), replace(told(FERRY), quotes=()))
    assert [thread.name for thread in scene.forum.threads] == ["Dam gates opened"]
    await scene.day(updated(FERRY))
    assert len(scene.forum.threads) == 2


async def test_a_story_that_began_before_there_were_posts_gets_one_when_there_is_more(scene: StoryForum) -> None:
    await scene.day(ongoing(FERRY))
    assert scene.forum.threads == []
    await scene.day(updated(FERRY))
    assert "UPDATED" in scene.post("Ferry goes on").messages[0].text


async def test_a_story_that_comes_back_after_it_was_forgotten_as_told_goes_on_in_its_post(scene: StoryForum) -> None:
    await scene.day(told(GATES))
    await scene.day(told(CLOSED, of=GATES))
    [first, reply] = scene.post("Dam gates opened").messages
    assert CLOSED.text in first.text
    assert CLOSED.text in reply.text
    assert "UPDATED" in first.text


async def test_two_hours_of_a_day_and_a_subscription_made_again_keep_to_one_post(scene: StoryForum) -> None:
    await scene.day(told(GATES))
    await scene.day(updated(CLOSED, GATES, of=GATES), slot="18:00")
    for subscription in scene.storage.subscriptions():
        scene.storage.unsubscribe(subscription.id, now=scene.wire.world.now())
    await scene.day(updated(CLOSED, GATES, of=GATES))
    assert len(scene.post("Dam gates opened").messages) == 3
    assert len(scene.forum.threads) == 1


async def test_a_role_is_called_by_the_first_message_alone(scene: StoryForum) -> None:
    role = scene.guild.add_role("Watchers")
    scene.wishes = {"role_id": role.id}
    await scene.day(told(GATES), told(FERRY))
    await scene.day(updated(CLOSED, GATES, of=GATES), told(ROAD))
    bodies = [call.body["message"] for call in scene.wire.called("POST", "/threads")]
    bodies += [call.body for call in scene.wire.called("POST", "/messages")]
    called = [f"<@&{role.id}>" in str(body["components"]) for body in bodies]
    assert called == [True, False, False, True]
    assert [body["allowed_mentions"].get("roles", []) for body in bodies] == [[role.id], [], [], [role.id]]
    assert "@&" not in scene.post("Dam gates opened").messages[0].text


async def test_a_post_gets_the_tags_of_its_topic_and_of_what_is_new_and_keeps_what_others_set(
    scene: StoryForum,
) -> None:
    await scene.remake(tags=["the lake villages", "NEW", "Updated", "Weather"])
    await scene.day(told(GATES), told(FERRY))
    assert scene.tags("Dam gates opened") == ["the lake villages", "NEW"]
    weather = next(tag for tag, name in scene.forum.tags.items() if name == "Weather")
    scene.post("Dam gates opened").applied_tags.append(weather)
    for _ in range(2):
        await scene.day(updated(CLOSED, GATES, of=GATES))
        assert scene.tags("Dam gates opened") == ["the lake villages", "Weather", "Updated"]
    assert scene.tags("Ferry goes on") == ["the lake villages", "NEW"]


async def test_tags_may_be_called_as_in_the_language_of_the_subscription(scene: StoryForum) -> None:
    await scene.remake(tags=["Neu", "Aktualisiert"])
    scene.wishes = {"language": "de"}
    await scene.day(told(GATES))
    assert scene.tags("Dam gates opened") == ["Neu"]
    await scene.day(updated(CLOSED, GATES, of=GATES))
    assert scene.tags("Dam gates opened") == ["Aktualisiert"]


async def test_where_a_tag_is_required_and_none_fits_the_first_that_everybody_may_set_is_taken(
    scene: StoryForum,
) -> None:
    await scene.remake(tags=["Weather", "Sport"], moderated=["Official"], requires_tag=True)
    await scene.day(told(GATES))
    assert scene.tags("Dam gates opened") == ["Weather"]
    scene.wishes = {"posts": Posts.DAY}
    await scene.day(told(FERRY))
    assert scene.tags(scene.forum.threads[-1].name) == ["Weather"]


async def test_where_a_tag_is_required_that_nobody_may_set_the_owner_is_told(scene: StoryForum) -> None:
    await scene.remake(moderated=["Official"], requires_tag=True)
    queued = scene.queue(told(GATES))
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.FAILED
    [subscription] = scene.storage.subscriptions()
    assert subscription.paused_reason == "The forum asks for a tag and has none that everybody may set; add one."


async def test_tags_that_may_not_be_changed_keep_nothing_from_being_told(scene: StoryForum) -> None:
    await scene.remake(tags=["NEW", "UPDATED"])
    await scene.day(told(GATES))
    scene.wire.fail_next("PATCH", r"/channels/\d+$", MISSING_PERMISSIONS)
    await scene.day(updated(CLOSED, GATES, of=GATES))
    assert len(scene.post("Dam gates opened").messages) == 2


async def test_a_story_whose_post_was_deleted_is_told_no_more_and_others_are(scene: StoryForum) -> None:
    await scene.day(told(GATES), told(FERRY))
    scene.wire.remove_channel(scene.post("Dam gates opened"), silently=True)
    for _ in range(2):
        await scene.day(updated(CLOSED, GATES, of=GATES), updated(FERRY))
    assert [thread.name for thread in scene.forum.threads] == ["Ferry goes on"]
    [subscription] = scene.storage.subscriptions()
    assert subscription.paused_reason is None


async def test_a_post_without_its_first_message_still_gets_replies(scene: StoryForum) -> None:
    await scene.day(told(GATES))
    post = scene.post("Dam gates opened")
    scene.wire.world.delete(post.messages[0])
    await scene.day(updated(CLOSED, GATES, of=GATES))
    [reply] = post.messages
    assert CLOSED.text in reply.text


async def test_a_closed_post_is_opened_again_by_the_reply(scene: StoryForum) -> None:
    await scene.day(told(GATES))
    post = scene.post("Dam gates opened")
    post.archived = True
    await scene.day(updated(CLOSED, GATES, of=GATES))
    assert not post.archived
    assert CLOSED.text in post.messages[0].text
    assert len(post.messages) == 2


@pytest.mark.parametrize("archived", [True, False], ids=["closed too", "open"])
async def test_a_locked_post_is_left_alone_until_it_is_unlocked(scene: StoryForum, archived: bool) -> None:
    await scene.day(told(GATES))
    post = scene.post("Dam gates opened")
    post.locked, post.archived = True, archived
    await scene.day(updated(CLOSED, GATES, of=GATES))
    assert len(post.messages) == 1
    post.locked = False
    await scene.day(updated(CLOSED, GATES, of=GATES))
    assert len(post.messages) == 2
    [subscription] = scene.storage.subscriptions()
    assert subscription.paused_reason is None


async def test_stories_that_turn_out_to_be_one_go_on_in_the_older_post_and_the_other_says_so_once(
    scene: StoryForum,
) -> None:
    scene.keep(GATES)
    scene.keep(FERRY)
    await scene.day(told(GATES))
    await scene.day(told(FERRY))
    scene.move(GATES, to=FERRY)
    for _ in range(2):
        await scene.day(updated(FERRY, GATES, of=FERRY))
    older, later = scene.post("Dam gates opened"), scene.post("Ferry goes on")
    assert len(older.messages) == 3
    [_, onward] = later.messages
    assert f"It goes on in <#{older.id}>." in onward.text


async def test_no_post_leads_on_to_one_that_somebody_has_deleted(scene: StoryForum) -> None:
    scene.keep(GATES)
    scene.keep(FERRY)
    await scene.day(told(GATES))
    await scene.day(told(FERRY))
    scene.move(GATES, to=FERRY)
    scene.wire.remove_channel(scene.post("Dam gates opened"), silently=True)
    await scene.day(updated(FERRY, GATES, of=FERRY))
    assert len(scene.post("Ferry goes on").messages) == 1
    await scene.day(updated(FERRY, GATES, of=FERRY))
    assert len(scene.post("Ferry goes on").messages) == 2


async def test_a_story_that_is_split_off_again_goes_on_in_its_own_post(scene: StoryForum) -> None:
    scene.keep(GATES)
    scene.keep(FERRY)
    await scene.day(told(GATES))
    await scene.day(told(FERRY))
    scene.move(FERRY, to=GATES)
    await scene.day(updated(GATES, FERRY, of=GATES))
    scene.move(FERRY, to=FERRY)
    await scene.day(updated(FERRY), updated(GATES))
    later = scene.post("Ferry goes on")
    assert len(later.messages) == 3
    await scene.day(updated(FERRY))
    assert len(later.messages) == 4


async def test_a_part_that_is_split_off_gets_a_post_when_there_is_more(scene: StoryForum) -> None:
    scene.keep(GATES, FERRY)
    await scene.day(told(GATES, FERRY))
    scene.move(FERRY, to=FERRY)
    await scene.day(ongoing(GATES), updated(ROAD, FERRY, of=FERRY))
    assert [thread.name for thread in scene.forum.threads] == ["Dam gates opened", "Road closed"]


async def test_a_part_that_was_split_off_and_comes_back_leads_on_to_the_post_of_its_story(scene: StoryForum) -> None:
    split_off = article(9, "Named by a split", "No article opened the story that is called so.")
    scene.keep(GATES, FERRY)
    await scene.day(told(GATES, FERRY))
    scene.move(FERRY, to=split_off)
    await scene.day(updated(ROAD, FERRY, of=split_off))
    scene.move(FERRY, to=GATES)
    await scene.day(updated(CLOSED, GATES, FERRY, of=GATES))
    older, later = scene.post("Dam gates opened"), scene.post("Road closed")
    assert len(older.messages) == 2
    assert f"It goes on in <#{older.id}>." in later.messages[1].text


async def test_a_post_of_a_part_that_was_split_off_is_gone_on_with_by_the_story_that_takes_it_in(
    scene: StoryForum,
) -> None:
    split_off = article(9, "Named by a split", "No article opened the story that is called so.")
    scene.keep(GATES, FERRY)
    scene.move(FERRY, to=split_off)
    await scene.day(told(FERRY, of=split_off))
    scene.move(FERRY, to=GATES)
    await scene.day(updated(GATES, FERRY, of=GATES))
    await scene.day(updated(CLOSED, GATES, FERRY, of=GATES))
    assert len(scene.post("Ferry goes on").messages) == 3
    assert len(scene.forum.threads) == 1


async def test_a_post_stays_with_its_story_when_the_article_that_opened_it_is_split_off(scene: StoryForum) -> None:
    split_off = article(9, "Named by a split", "No article opened the story that is called so.")
    scene.keep(GATES, FERRY)
    await scene.day(told(GATES, FERRY))
    scene.move(GATES, to=split_off)
    await scene.day(updated(CLOSED, GATES, of=split_off))
    assert len(scene.post("Dam gates opened").messages) == 1
    assert len(scene.post("Dam gates closed again").messages) == 1


async def test_a_post_for_each_story_in_what_is_no_forum_pauses_the_subscription(scene: StoryForum) -> None:
    scene.forum = scene.guild.add_text_channel("talk")
    queued = scene.queue(told(GATES))
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.FAILED
    [subscription] = scene.storage.subscriptions()
    assert subscription.paused_reason == "A post for each story needs a forum; this channel is none."


async def test_a_forum_that_is_deleted_pauses_the_subscription(scene: StoryForum) -> None:
    queued = scene.queue(told(GATES))
    scene.wire.remove_channel(scene.forum, silently=True)
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.FAILED
    [subscription] = scene.storage.subscriptions()
    assert subscription.paused_reason == "The channel has been deleted."


async def test_replies_that_may_not_be_written_pause_the_subscription(scene: StoryForum) -> None:
    await scene.day(told(GATES))
    scene.forum.bot_denied = Permission.SEND_MESSAGES_IN_THREADS
    queued = scene.queue(updated(CLOSED, GATES, of=GATES))
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.FAILED
    [subscription] = scene.storage.subscriptions()
    assert "Send Messages in Threads" in (subscription.paused_reason or "")


async def test_what_discord_refuses_of_one_story_keeps_no_other_from_being_told(
    scene: StoryForum, caplog: pytest.LogCaptureFixture
) -> None:
    scene.wire.fail_next("POST", r"/threads$", refused(400, 50035, "Invalid Form Body"))
    await scene.day(told(GATES), told(FERRY))
    assert [thread.name for thread in scene.forum.threads] == ["Ferry goes on"]
    assert f"story={story_id_for(GATES.id)} is not told: Discord says" in caplog.text


async def test_what_is_refused_of_every_story_is_given_up(scene: StoryForum) -> None:
    scene.wire.fail_next("POST", r"/threads$", refused(400, 50035, "Invalid Form Body"), times=2)
    queued = scene.queue(told(GATES), told(FERRY))
    report = await scene.deliver()
    assert scene.state(queued) == DeliveryState.FAILED
    assert len(report.failed) == 1


async def test_a_process_that_does_not_know_the_forum_does_all_the_same(scene: StoryForum) -> None:
    await scene.remake(tags=["The Lake Villages", "NEW", "UPDATED"])
    scene.client._connection._remove_guild(scene.client.guilds[0])
    await scene.day(told(GATES))
    await scene.day(updated(CLOSED, GATES, of=GATES))
    assert scene.tags("Dam gates opened") == ["The Lake Villages", "UPDATED"]
    assert len(scene.post("Dam gates opened").messages) == 2
    scene.wire.fail_next("POST", r"/threads$", Drop(commit=True))
    queued = scene.queue(told(FERRY))
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.PENDING
    scene.wire.advance(timedelta(minutes=1))
    await scene.deliver()
    assert scene.state(queued) == DeliveryState.SENT
    assert len(scene.forum.threads) == 2


async def test_which_post_tells_a_story_is_forgotten_with_the_briefings(scene: StoryForum) -> None:
    await scene.day(told(GATES))
    later = scene.wire.world.now() + timedelta(seconds=1)
    while scene.storage.forget_briefings(later):
        pass
    assert scene.storage.all_forum_posts() == ()
    await scene.day(told(replace(CLOSED, title="Gates again"), of=GATES))
    assert len(scene.forum.threads) == 2
