"""Forums: what begins their posts, which tags these get, and a post for each story that is kept up to date."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.delivery.discord.card import Card, with_or_without_thumbnail
from bot.delivery.discord.custom_ids import SOURCES
from bot.delivery.discord.pace import asked_once
from bot.delivery.discord.posted import custom_ids, earliest_id, own_since, texts_of, texts_on
from bot.delivery.discord.refusals import CLOSED, MISSING_PERMISSIONS, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE
from bot.delivery.discord.views_post import addition_view, merged_view, post_view, story_title
from bot.delivery.frame import tag
from bot.delivery.outcome import Gone, Outcome, Post, Sent
from bot.delivery.speech import ENGLISH, Speech
from bot.errors import Phrase
from bot.model import Quote, StoryStatus, Topic

log = logging.getLogger(__name__)

CLOCK_AHEAD = timedelta(days=1)
"""How far before its hour, by Discord's clock, a post may stand that a machine made whose own was ahead."""
_CLOSED_POSTS_READ = 100
_MOST_TAGS, _LONGEST_TAG = 5, 20


class StoryPosts:
    """Opens the posts of stories and adds to them; raises Discord's errors but those that concern one post alone."""

    def __init__(self, client: discord.Client, *, thumbnails: bool) -> None:
        self._client = client
        self._thumbnails = thumbnails

    async def opened(self, post: Post) -> dict[str, int]:
        """The posts that tell this briefing's stories, by the story's id."""
        forum = await self._forum(post)
        found: dict[str, int] = {}
        if forum is not None:
            titles = {story_title(each, post.form.speech): each.id for each in post.briefing.stories}
            async for thread, message in own_posts(self._client, forum, post.due_at):
                if message is not None:
                    story = _story_told(message, post.briefing.id)
                else:
                    story = titles.get(thread.name) if thread.id >= earliest_id(post.due_at) else None
                if story is not None:
                    found.setdefault(story, thread.id)
        return found

    async def open(self, post: Post) -> Outcome:
        """Open a post for the one story of the briefing."""
        forum = await self._forum(post)
        if forum is None:
            return Gone(Phrase("A post for each story needs a forum; this channel is none."))
        (story,) = post.briefing.stories
        speech = post.form.speech
        tags = tags_to_open(forum, post.briefing.topic, story.status, speech)
        first = post_view(
            post.briefing, form=post.form, due_at=post.due_at, role_id=post.role_id, thumbnails=self._thumbnails
        )

        async def opened(card: Card) -> discord.channel.ThreadWithMessage:
            with asked_once():
                return await forum.create_thread(
                    name=story_title(story, speech), view=card, applied_tags=tags, allowed_mentions=mentions(post)
                )

        started = await with_or_without_thumbnail(first, opened)
        return Sent((started.thread.id,))

    async def add(self, post: Post, thread_id: int, added: Sequence[Quote], *, look_first: bool) -> Outcome:
        """Reply with what is new, then bring the first message and the tags up to date."""
        outcome = await self._reply(post, thread_id, self._addition(post, added), look_first=look_first)
        if outcome.message_ids:
            await self._edit(post, thread_id)
        return outcome

    async def lead_on(self, post: Post, thread_id: int, onward_id: int, *, look_first: bool) -> Outcome:
        """Say where a story goes on that turned out to be one with another."""
        return await self._reply(post, thread_id, merged_view(onward_id, post.form.speech), look_first=look_first)

    async def find_reply(
        self, post: Post, thread_id: int, added: Sequence[Quote], onward_id: int | None
    ) -> Sent | None:
        """The reply of an earlier try, whether it is what is new or where the story goes on."""
        card = self._addition(post, added) if onward_id is None else merged_view(onward_id, post.form.speech)
        try:
            found = await self._replied(post, thread_id, card)
        except discord.NotFound:
            return None  # the post is deleted
        return Sent((found,)) if found else None

    def _addition(self, post: Post, added: Sequence[Quote]) -> discord.ui.LayoutView:
        return addition_view(post.briefing, added, form=post.form, due_at=post.due_at, role_id=post.role_id)

    async def _reply(self, post: Post, thread_id: int, card: discord.ui.LayoutView, *, look_first: bool) -> Sent:
        """`Sent` without ids where the post is deleted, with the post's own where no reply can be."""
        try:
            if look_first and (found := await self._replied(post, thread_id, card)):
                return Sent((found,))
            # A message opens again what was archived without being locked.
            message = await self._client.get_partial_messageable(thread_id).send(
                view=card, nonce=post.nonce, allowed_mentions=mentions(post)
            )
        except discord.HTTPException as error:
            if error.code == UNKNOWN_CHANNEL:
                return Sent(())
            if error.code not in (*CLOSED, UNKNOWN_MESSAGE):
                raise
            # Unknown message: the nonce is that of a reply that somebody has deleted meanwhile.
            log.info("no reply in post=%d: %s", thread_id, error.text)
            return Sent((thread_id,))
        return Sent((message.id,))

    async def _replied(self, post: Post, thread_id: int, card: discord.ui.LayoutView) -> int | None:
        """The reply that an earlier try made."""
        (story,) = post.briefing.stories
        async for message in own_since(self._client, self._client.get_partial_messageable(thread_id), post.due_at):
            same_nonce = str(message.nonce) == post.nonce
            told = _story_told(message, post.briefing.id)
            is_reply = same_nonce or (told == story.id if told else texts_of(message) == texts_on(card))
            if is_reply and message.id != thread_id:
                return message.id
        return None

    async def _edit(self, post: Post, thread_id: int) -> None:
        first = self._client.get_partial_messageable(thread_id).get_partial_message(thread_id)
        changed = post_view(post.briefing, form=post.form, thumbnails=self._thumbnails)

        async def edited(card: Card) -> None:
            await first.edit(view=card, allowed_mentions=discord.AllowedMentions.none())

        try:
            await with_or_without_thumbnail(changed, edited)
            await self._tag_updated(post, thread_id)
        except discord.HTTPException as error:
            # Its first message was deleted, or it was closed at this very moment; tags are no reason to stop.
            if error.code not in (*CLOSED, UNKNOWN_MESSAGE, UNKNOWN_CHANNEL, MISSING_PERMISSIONS):
                raise
            log.info("post=%d cannot be brought up to date: %s", thread_id, error.text)

    async def _tag_updated(self, post: Post, thread_id: int) -> None:
        forum, speech = await self._forum(post), post.form.speech
        if forum is None or (updated := _tag_called(forum, *_status_names(StoryStatus.UPDATED, speech))) is None:
            return
        # discord.py knows the tags of a thread only where it has the forum in its cache.
        told: Mapping[str, Any] = await self._client.http.get_channel(thread_id)
        has = [int(each) for each in told.get("applied_tags", ())]
        new = _tag_called(forum, *_status_names(StoryStatus.NEW, speech))
        wanted = [each for each in has if new is None or each != new.id]
        if updated.id not in wanted and len(wanted) < _MOST_TAGS:
            wanted.append(updated.id)
        if wanted != has:
            await self._client.http.edit_channel(thread_id, applied_tags=[str(each) for each in wanted])

    async def _forum(self, post: Post) -> discord.ForumChannel | None:
        channel = self._client.get_channel(post.channel_id) or await self._client.fetch_channel(post.channel_id)
        return channel if isinstance(channel, discord.ForumChannel) else None


def tags_to_open(
    forum: discord.ForumChannel, topic: Topic, status: StoryStatus | None = None, speech: Speech = ENGLISH
) -> list[discord.ForumTag]:
    """The tags of a new post: the topic's and the status's where the forum has them, any where it asks for one."""
    found = [_tag_called(forum, topic.name_in(speech.locale), topic.name, topic.id)]
    if status is not None:
        found.append(_tag_called(forum, *_status_names(status, speech)))
    tags = list(dict.fromkeys(filter(None, found)))
    return tags or (_usable(forum)[:1] if forum.flags.require_tag else [])


def mentions(post: Post) -> discord.AllowedMentions:
    """The role that it calls, and nobody else."""
    allowed = discord.AllowedMentions.none()
    if post.role_id is not None:
        allowed.roles = [discord.Object(post.role_id)]
    return allowed


async def own_posts(
    client: discord.Client, forum: discord.ForumChannel, due_at: datetime
) -> AsyncIterator[tuple[discord.Thread, discord.Message | None]]:
    """The client's posts in a forum since about then, and what begins each; those that have been closed too.

    Without the permission Read Message History there are the open ones only, and of them no more than the title.
    """
    since = discord.utils.time_snowflake(due_at - CLOCK_AHEAD)
    own_id = client.user.id if client.user else 0  # of a server of another shard's, `guild.me` is not known
    threads = [thread for thread in await forum.guild.active_threads() if thread.parent_id == forum.id]
    with suppress(discord.Forbidden):
        threads += [thread async for thread in forum.archived_threads(limit=_CLOSED_POSTS_READ)]
    for thread in threads:
        if thread.id >= since and thread.owner_id == own_id:
            try:
                yield thread, await thread.fetch_message(thread.id)
            except discord.Forbidden:
                yield thread, None
            except discord.NotFound:  # the post stays where somebody has deleted its first message
                continue


def _story_told(message: discord.Message, briefing_id: str) -> str | None:
    """The story that a message tells from this briefing."""
    matches = (re.fullmatch(SOURCES, each) for each in custom_ids(message))
    return next((match["story_id"] for match in matches if match and match["briefing_id"] == briefing_id), None)


def _usable(forum: discord.ForumChannel) -> list[discord.ForumTag]:
    return [each for each in forum.available_tags if not each.moderated]


def _tag_called(forum: discord.ForumChannel, *names: str) -> discord.ForumTag | None:
    wanted = [name[:_LONGEST_TAG].strip().casefold() for name in names]
    return next((each for each in _usable(forum) if each.name.casefold() in wanted), None)


def _status_names(status: StoryStatus, speech: Speech) -> tuple[str, str]:
    return tag(status, speech), tag(status, ENGLISH)
