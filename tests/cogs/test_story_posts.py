"""A forum with a post for each story, as moderators and members find it in Discord."""

from __future__ import annotations

from typing import Any

import discord

from bot.model import Posts
from tests.cogs.conftest import Scene
from tests.cogs.reading import answer_to, buttons_of, private_words, text_of
from tests.cogs.sorven import NEWS, News, write_article

TARIFF = NEWS[3]


async def posted(scene: Scene, forum: Any) -> list[Any]:
    """The posts of a forum once all are there."""
    await scene.until(lambda: len(forum.threads) == len(NEWS))
    return list(forum.threads)


async def subscribed(scene: Scene) -> Any:
    """A forum whose stories have posts."""
    forum = scene.guild.create_forum_channel("stories")
    ask = scene.moderator.slash
    said = private_words(await ask(scene.channel, "subscribe", topic="sorven-dam", channel=forum, posts="story"))
    assert "one post for each story" in said
    await ask(scene.channel, "subscriptions send-now", subscription="sorven-dam")
    return forum


async def test_each_story_is_a_post_whose_sources_are_shown_after_a_restart(scene: Scene) -> None:
    forum = await subscribed(scene)
    posts = {post.name: post for post in await posted(scene, forum)}
    assert posts.keys() == {news.title for news in NEWS}
    first = posts[TARIFF.title].history()[0]
    assert "eleven to four" in text_of(first)
    await scene.restart()
    sources = private_words(await scene.member.click(first, label="Sources (1)"))
    assert f"**[1] {TARIFF.source}**" in sources
    assert NEWS[0].source not in sources


async def test_a_story_that_moves_on_is_told_in_its_post_and_nothing_is_sent_without_news(scene: Scene) -> None:
    forum = await subscribed(scene)
    await posted(scene, forum)
    ask = scene.moderator.slash
    await scene.env.advance_time(3_600)
    nothing = await ask(scene.channel, "subscriptions send-now", subscription="sorven-dam")
    assert "Nothing is new" in private_words(nothing)
    more = News(
        "tariff-2",
        "Sorven Valley Post",
        1,
        TARIFF.title,
        "Households below the Sorven Dam will pay a tenth less for electricity from February. "
        "The governor of Brade signed the cut on Thursday and promised 4 million crowns to close the gap.",
    )
    write_article(scene.settings.seeds_dir, more, "2026-01-01T00:30+00:00")
    await scene.restart()
    await ask(scene.channel, "subscriptions send-now", subscription="sorven-dam")
    (post,) = (each for each in forum.threads if each.name == TARIFF.title)
    await scene.until(lambda: len(post.history()) > 1)
    # The edit of the first message is seen on the wire: in simcord it has not the id of its post, as at Discord.
    reply = max(post.history(), key=lambda message: message.id)
    assert "4 million crowns" in text_of(reply)
    assert "eleven to four" not in text_of(reply)
    assert len(forum.threads) == len(NEWS)


async def test_a_story_is_muted_from_its_post_for_the_whole_forum(scene: Scene) -> None:
    forum = await subscribed(scene)
    (post,) = (each for each in await posted(scene, forum) if each.name == TARIFF.title)
    page = answer_to(await scene.moderator.click(post.history()[0], label="Its story"))
    assert "Muted in this channel" in private_words(await scene.moderator.click(page, label="Mute here"))
    assert list(scene.storage.muted_stories([forum.id, post.id])) == [forum.id]


async def test_what_is_no_forum_has_no_post_for_each_story(scene: Scene) -> None:
    ask = scene.moderator.slash
    for options in ({}, {"channel": scene.channel}, {"privately": True}):
        said = private_words(await ask(scene.channel, "subscribe", topic="sorven-dam", posts="story", **options))
        assert "needs a forum" in said
    assert scene.storage.subscriptions() == ()


async def test_who_has_no_channel_to_pick_is_not_told_to_pick_one_for_posts_of_stories(scene: Scene) -> None:
    privately = {"topic": "sorven-dam", "privately": True}
    for result in (
        await scene.member.slash(scene.channel, "subscribe", posts="story", **privately),
        await scene.stranger.slash("subscribe", topic="sorven-dam", posts="story"),
    ):
        assert "a private chat is none; leave “posts” out" in private_words(result)


async def test_a_subscription_changes_to_posts_for_stories_and_back_where_it_leaves_its_forum(scene: Scene) -> None:
    forum, ask = scene.guild.create_forum_channel("stories"), scene.moderator.slash
    await ask(scene.channel, "subscribe", topic="sorven-dam")
    edit = {"subscription": "sorven-dam"}
    assert "needs a forum" in private_words(await ask(scene.channel, "subscriptions edit", posts="story", **edit))
    await ask(scene.channel, "subscriptions edit", channel=forum, **edit)
    assert [each.posts for each in scene.storage.subscriptions()] == [Posts.DAY]
    said = private_words(await ask(scene.channel, "subscriptions edit", posts="story", **edit))
    assert "one post for each story" in said
    assert "one post for each story" in private_words(await ask(scene.channel, "subscriptions list"))
    await ask(scene.channel, "subscriptions edit", time="09:00", **edit)
    assert [each.posts for each in scene.storage.subscriptions()] == [Posts.STORY]
    await ask(scene.channel, "subscriptions edit", channel=scene.channel, **edit)
    assert [each.posts for each in scene.storage.subscriptions()] == [Posts.DAY]


async def test_buttons_of_a_post_are_those_of_its_story(scene: Scene) -> None:
    forum = await subscribed(scene)
    post = (await posted(scene, forum))[0]
    sources, *others = buttons_of(post.history()[0])
    assert sources.startswith("Sources (")
    assert others == ["Its story", "Feedback"]


async def test_a_briefing_asked_for_in_a_post_is_the_forums(scene: Scene) -> None:
    forum = await subscribed(scene)
    posts = await posted(scene, forum)
    await scene.env.advance_time(3_600)
    asked = await scene.member.slash(posts[0], "brief", topic="sorven-dam")
    assert "NEW" not in text_of(answer_to(asked))  # the forum was told all of it
    assert "Sources" in private_words(await scene.member.slash(posts[1], "sources"))
    assert scene.storage.state(f"said.{forum.id}.sorven-dam") is not None


async def test_what_is_subscribed_in_a_post_of_the_bots_is_told_to_its_forum(scene: Scene) -> None:
    forum, ask = await subscribed(scene), scene.moderator.slash
    post, *_ = await posted(scene, forum)
    for command, options in (
        ("subscribe", {"topic": "sorven-dam", "time": "20:00"}),
        ("subscribe", {"topic": "tarrow-league", "time": "21:00", "posts": "story"}),
        ("topic follow", {"topic": "tarrow-league"}),
    ):
        assert forum.mention in private_words(await ask(post, command, **options))
    assert {each.channel_id for each in scene.storage.subscriptions()} == {forum.id}
    thread = scene.env.bot.get_channel(post.id)
    assert isinstance(thread, discord.Thread)
    thread.owner_id = scene.member.id
    assert post.mention in private_words(await ask(post, "topic follow", topic="sorven-dam"))


async def test_a_briefing_asked_for_in_a_members_own_post_is_of_that_post(scene: Scene) -> None:
    forum = await subscribed(scene)
    post = (await posted(scene, forum))[0]
    thread = scene.env.bot.get_channel(post.id)
    assert isinstance(thread, discord.Thread)
    thread.owner_id = scene.member.id
    await scene.env.advance_time(3_600)
    asked = await scene.member.slash(post, "brief", topic="sorven-dam")
    assert "NEW" in text_of(answer_to(asked))  # there nothing was told
    assert scene.storage.state(f"said.{post.id}.sorven-dam") is not None
    assert scene.storage.state(f"said.{forum.id}.sorven-dam") is None


async def test_a_subscription_named_in_a_post_is_that_of_the_forum(scene: Scene) -> None:
    forum = await subscribed(scene)
    post, ask = (await posted(scene, forum))[0], scene.moderator.slash
    await ask(scene.channel, "subscribe", topic="sorven-dam")
    for command in ("subscriptions pause", "subscriptions resume", "subscriptions remove"):
        assert forum.mention in private_words(await ask(post, command, subscription="sorven-dam"))
    await ask(scene.channel, "subscribe", topic="sorven-dam", channel=forum, time="09:00")
    assert forum.mention in private_words(await ask(post, "unsubscribe", topic="sorven-dam"))
    assert [each.channel_id for each in scene.storage.subscriptions()] == [scene.channel.id]
