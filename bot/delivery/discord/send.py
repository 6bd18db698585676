"""Posts briefings to Discord, and looks whether they are there; what goes wrong is an outcome (`refusals`).

The only module of delivery with a network: that of the client it is given.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import aiohttp
import discord

from bot.delivery.discord.card import Card, with_or_without_thumbnail
from bot.delivery.discord.custom_ids import MORE, SOURCES, STORIES
from bot.delivery.discord.forum import StoryPosts, mentions, own_posts, tags_to_open
from bot.delivery.discord.pace import Wanted, asked_once
from bot.delivery.discord.posted import (
    MESSAGES_READ,
    custom_ids,
    earliest_id,
    is_own,
    own_since,
    texts_of,
    texts_on,
)
from bot.delivery.discord.refusals import (
    FORUM_TAKES_POSTS,
    GONE,
    NO_MESSAGES,
    PUBLISHED_BEFORE,
    UNKNOWN_CHANNEL,
    outcome_of,
    pause_of,
)
from bot.delivery.discord.views_briefing import briefing_views
from bot.delivery.discord.views_post import briefing_title
from bot.delivery.discord.views_receipt import receipt_view
from bot.delivery.discord.views_subscriptions import told_to_owner
from bot.delivery.form import Form
from bot.delivery.outcome import Gone, Outcome, Pause, Post, ReceiptPost, Sent, TryLater
from bot.delivery.speech import speech_in
from bot.errors import Phrase
from bot.model import Quote

log = logging.getLogger(__name__)
_T = TypeVar("_T")

PATIENCE_S = 90.0
"""How long an answer is waited for; discord.py's own five tries after a 500 take 25 s."""

_SHORT_PATIENCE_S = 10.0
"""For what is no briefing, while others' briefings wait."""
# A page takes a millisecond or more, and what discord.py makes it of holds itself: only the garbage collector ends it.
_CARDS_KEPT = 16
_LOOKED_AT_BEFORE = 100
"""Messages from before the hour: a page of Discord's, most of which comes with those after it."""


class DiscordSender:
    """A `Sender` and `ReceiptSender` of `bot.delivery.outcome` on discord.py.

    Args:
        client: Logged in; it may be reconnecting, since posting needs no gateway.
        thumbnails: Whether messages may show pictures.
        language_of: What a server has chosen for the frame, by its id; None for its own at Discord.
        patience_s: How long an answer is waited for.
    """

    def __init__(
        self,
        client: discord.Client,
        *,
        thumbnails: bool = True,
        language_of: Callable[[int], str | None] = lambda _: None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._client = client
        self._language_of = language_of
        self._patience_s = patience_s
        self._thumbnails = thumbnails
        self._stories = StoryPosts(client, thumbnails=thumbnails)
        self._cards: dict[tuple[str, Form, datetime, int | None], Card] = {}
        self._unanswered: set[asyncio.Task[Any]] = set()
        self._publishing: set[int] = set()
        self._unfollowed: set[int] = set()

    async def send(self, post: Post) -> Outcome:
        """Post the first page; discord.py repeats it with the same nonce, of which Discord keeps one."""
        return await self._asked(self._send(post))

    async def find(self, post: Post) -> Outcome | None:
        """Look for it among the messages since its hour, as far as Briefbot may read them.

        Discord tells a message's nonce for a short time only; the briefing's id in the buttons tells
        it too, and where there are none, its texts do. Without the permission Read Message History a
        channel looks empty: then the nonce alone keeps a second try, soon after, from being a second message.

        A clock that was ahead has it stand before its hour: what its id or nonce tells is looked for there too.
        """
        return await self._asked(self._find(post))

    async def publish(self, channel_id: int, message_id: int) -> Outcome:
        """Publish it (crosspost, in the words of Discord's API), which needs no permission but Send Messages.

        Ten messages of a channel an hour may be published, and discord.py waits for the next hour itself: what is
        given up here goes on, and is not begun a second time meanwhile.
        """
        if message_id in self._publishing:
            return TryLater(Phrase("Discord lets ten messages of a channel be published an hour"))
        patience_s = min(self._patience_s, _SHORT_PATIENCE_S)
        return await self._asked(self._publish(channel_id, message_id), patience_s, goes_on=True)

    async def _publish(self, channel_id: int, message_id: int) -> Outcome:
        self._publishing.add(message_id)
        try:
            channel = self._client.get_channel(channel_id) or await self._client.fetch_channel(channel_id)
            if not _is_announcing(channel):
                self._unfollowed.add(channel_id)
                return Sent(())
            await self._client.get_partial_messageable(channel_id).get_partial_message(message_id).publish()
        except discord.HTTPException as error:
            if error.code != PUBLISHED_BEFORE:
                raise
        finally:
            self._publishing.discard(message_id)
        return Sent((message_id,))

    def _may_be_followed(self, post: Post) -> bool:
        """Only the shard of its guild knows beforehand; `publish` finds it out."""
        if post.guild_id is None:
            return False
        channel = self._client.get_channel(post.channel_id)
        return post.channel_id not in self._unfollowed if channel is None else _is_announcing(channel)

    async def opened_posts(self, post: Post) -> Mapping[str, int] | Outcome:
        """Look at the first messages of the posts since its hour, as far as Briefbot may read them."""
        return await self._asked(self._stories.opened(post))

    async def open_post(self, post: Post) -> Outcome:
        """Open a post. Forums take no nonce: it is asked for once, and after a doubtful answer looked for."""
        return await self._asked(self._stories.open(post))

    async def add_to_post(self, post: Post, thread_id: int, added: Sequence[Quote], *, look_first: bool) -> Outcome:
        """Reply, which opens a post that was closed, then edit: a repeated edit does no harm."""
        return await self._asked(self._stories.add(post, thread_id, added, look_first=look_first))

    async def lead_on(self, post: Post, thread_id: int, onward_id: int, *, look_first: bool) -> Outcome:
        """Reply with where the story goes on."""
        return await self._asked(self._stories.lead_on(post, thread_id, onward_id, look_first=look_first))

    async def find_reply(
        self, post: Post, thread_id: int, added: Sequence[Quote], onward_id: int | None
    ) -> Outcome | None:
        """Look for it among the latest messages of the post."""
        return await self._asked(self._stories.find_reply(post, thread_id, added, onward_id))

    async def tell(self, pause: Pause) -> Outcome:
        """Write it to the owner, whose direct messages may be closed: then it is `Gone`."""
        return await self._asked(self._tell(pause), min(self._patience_s, _SHORT_PATIENCE_S))

    async def post_receipt(self, post: ReceiptPost, *, look_first: bool) -> Outcome:
        """Post it where messages can be posted; an earlier one is known by its head, which names its hour."""
        return await self._asked(self._post_receipt(post, look_first=look_first))

    async def _post_receipt(self, post: ReceiptPost, *, look_first: bool) -> Outcome:
        channel = self._client.get_channel(post.channel_id) or await self._client.fetch_channel(post.channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            return Gone(GONE[NO_MESSAGES])
        guild = getattr(channel, "guild", None)
        locale = (self._language_of(guild.id) or guild.preferred_locale.value) if guild else None
        card = receipt_view(post.receipt, speech_in(locale))
        if look_first:
            async for message in own_since(self._client, channel, post.receipt.due_at):
                if str(message.nonce) == post.nonce or _heads_alike(message, card):
                    return Sent((message.id,))
        message = await channel.send(view=card, nonce=post.nonce, allowed_mentions=discord.AllowedMentions.none())
        return Sent((message.id,))

    async def _tell(self, pause: Pause) -> Outcome:
        owner = await self._client.fetch_user(pause.owner_id)
        text = told_to_owner(pause, is_channel_gone=pause.reason == GONE[UNKNOWN_CHANNEL])
        if pause.tried_at:  # Discord remembers the nonce of an earlier try for minutes only
            async for told in own_since(self._client, owner, pause.tried_at):
                if told.content == text:
                    return Sent((told.id,))
        message = await owner.send(text, nonce=pause.nonce, allowed_mentions=discord.AllowedMentions.none())
        return Sent((message.id,))

    async def _send(self, post: Post) -> Outcome:
        channel = self._client.get_channel(post.channel_id)
        try:
            if not isinstance(channel, discord.ForumChannel):
                return await self._send_message(post)
        except discord.HTTPException as error:
            # Only the shard of its guild knows beforehand that it is a forum.
            if error.code not in (NO_MESSAGES, FORUM_TAKES_POSTS) or channel is not None:
                raise
            channel = await self._client.fetch_channel(post.channel_id)
            if not isinstance(channel, discord.ForumChannel):
                raise
        return await self._start_thread(channel, post)

    async def _send_message(self, post: Post) -> Outcome:
        async def sent(card: Card) -> discord.Message:
            return await self._channel(post).send(view=card, nonce=post.nonce, allowed_mentions=mentions(post))

        message = await with_or_without_thumbnail(self._card(post), sent)
        return Sent((message.id,), self._may_be_followed(post))

    async def _start_thread(self, forum: discord.ForumChannel, post: Post) -> Outcome:
        """A post of its own. Forums take no nonce: it is asked for once, and after a doubtful answer looked for."""

        async def started(card: Card) -> discord.channel.ThreadWithMessage:
            with asked_once():
                return await forum.create_thread(
                    name=briefing_title(post.briefing, post.form.speech),
                    view=card,
                    applied_tags=tags_to_open(forum, post.briefing.topic, speech=post.form.speech),
                    allowed_mentions=mentions(post),
                )

        begun = await with_or_without_thumbnail(self._card(post), started)
        return Sent((begun.message.id,))

    async def _find(self, post: Post) -> Outcome | None:
        since = earliest_id(post.due_at)
        card, before = self._card(post), 0
        channel = self._client.get_channel(post.channel_id) or await self._client.fetch_channel(post.channel_id)
        if isinstance(channel, discord.ForumChannel):
            return await self._find_thread(channel, post, since)
        async for message in self._channel(post).history(limit=MESSAGES_READ):
            before += message.id < since
            if before > _LOOKED_AT_BEFORE:
                break
            if is_own(self._client, message) and _shows(message, post, card if message.id >= since else None):
                return Sent((message.id,), self._may_be_followed(post))
        return None

    async def _find_thread(self, forum: discord.ForumChannel, post: Post, since: int) -> Outcome | None:
        card, title = self._card(post), briefing_title(post.briefing, post.form.speech)
        async for thread, message in own_posts(self._client, forum, post.due_at):
            is_since = thread.id >= since
            shows = _shows(message, post, card if is_since else None) if message else thread.name == title
            if shows and (message or is_since):
                return Sent((thread.id,))
        return None

    def _card(self, post: Post) -> Card:
        """The first page; the same one for channels that are told the same, thousands in a row."""
        key = post.briefing.id, post.form, post.due_at, post.role_id
        card = self._cards.pop(key, None)
        if card is None:
            card = briefing_views(
                post.briefing,
                form=post.form,
                due_at=post.due_at,
                role_id=post.role_id,
                thumbnails=self._thumbnails,
            )[0]
        self._cards[key] = card
        if len(self._cards) > _CARDS_KEPT:
            del self._cards[next(iter(self._cards))]
        return card

    def _channel(self, post: Post) -> discord.PartialMessageable:
        # Serves every kind of channel, known to the client's cache or not.
        return self._client.get_partial_messageable(post.channel_id)

    async def _asked(
        self, request: Coroutine[Any, Any, _T], patience_s: float | None = None, *, goes_on: bool = False
    ) -> _T | Outcome:
        """Ask and wait for the answer, as long as patience lasts.

        Args:
            goes_on: What is given up may still be asked when its turn comes; else only what was asked may happen.
        """
        patience_s = patience_s or self._patience_s
        if self._client.is_closed():
            request.close()
            return TryLater(Phrase("the connection to Discord is closed"))
        wanted = Wanted()
        with wanted.asking():
            task = asyncio.create_task(request)
        try:
            await asyncio.wait({task}, timeout=patience_s)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if not task.done():
            # Left alone, not cancelled: a client of discord.py 2.7 that is cancelled while it waits for
            # Discord's global rate limit never sends anything again. aiohttp ends it after five minutes.
            if not goes_on:
                wanted.give_up()
            self._unanswered.add(task)
            task.add_done_callback(self._forget)
            return TryLater(Phrase("Discord has not answered for {seconds} s", seconds=f"{patience_s:g}"))
        try:
            return task.result()
        except discord.HTTPException as error:
            return outcome_of(error)
        except discord.RateLimited as error:
            return TryLater(Phrase("Discord asks for a pause"), pause_of(error.retry_after))
        except (aiohttp.ClientError, OSError) as error:  # TimeoutError is an OSError
            return TryLater(Phrase("the connection to Discord failed: {error}", error=repr(error)))

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._unanswered.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.info("a post that was given up has ended: %r", error)


def _is_announcing(channel: object) -> bool:
    return isinstance(channel, discord.TextChannel) and channel.is_news()


def _shows(message: discord.Message, post: Post, card: discord.ui.LayoutView | None) -> bool:
    """Whether it is this post: by its nonce, by the briefing's id, or where it has none by the texts of a card."""
    if str(message.nonce) == post.nonce:
        return True
    ids = custom_ids(message)
    if ids:
        matches = (re.fullmatch(pattern, custom_id) for custom_id in ids for pattern in (MORE, SOURCES, STORIES))
        return any(match["briefing_id"] == post.briefing.id for match in matches if match)
    return card is not None and texts_of(message) == texts_on(card)


def _heads_alike(message: discord.Message, card: discord.ui.LayoutView) -> bool:
    return texts_of(message)[:1] == texts_on(card)[:1]
