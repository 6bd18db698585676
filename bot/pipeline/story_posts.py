"""A forum in which each story has a post: what a briefing changes there, step by step, each recorded when it is done.

    which post tells the story? | open it | add to it | lead on from a post whose story turned out to be another's

A step that is recorded is not taken again. One that may have got through is looked for before it is repeated: a new
post by what its first message tells, a reply by its nonce or by what it tells; an edit is simply made again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar

from bot.briefing.delta import Tellings, added_to, status_against
from bot.clock import Clock
from bot.delivery.citations import story_alone
from bot.delivery.outcome import Outcome, Post, Refused, Sent, StorySender, TryLater
from bot.errors import Phrase
from bot.model import BriefedStory, Briefing, Quote, StoryStatus
from bot.storage import Delivery, ForumPost, ForumPostState, Storage
from bot.stories.grouping import story_id_for
from bot.stories.meanings import meanings_in

log = logging.getLogger(__name__)
_T = TypeVar("_T")

LONGEST_STEP = timedelta(minutes=2)
"""More than a sender waits for an answer: no step is begun that might outlast its claim."""

_NO_TIME = TryLater(Phrase("not all stories could be told before the claim runs out"))
_TOLD = (StoryStatus.NEW, StoryStatus.UPDATED)


class WhenPossible(Protocol):
    """Asks the database in a thread, and waits while it is away."""

    async def __call__(self, ask: Callable[[], _T]) -> _T:
        """Its answer."""
        ...


@dataclass(frozen=True, slots=True)
class _Step:
    """What is to be done for a story.

    Attributes:
        post: Tells it alone.
        row: The post that it concerns; None where one is to be opened.
        added: The sentences that are new.
        onward_id: The post in which that one's story goes on, where it is another.
    """

    story_id: str
    post: Post
    row: ForumPost | None
    added: tuple[Quote, ...] = ()
    onward_id: int | None = None


async def tell_stories(
    delivery: Delivery,
    post: Post,
    sender: StorySender,
    storage: Storage,
    *,
    clock: Clock,
    when_possible: WhenPossible,
    too_late: Refused | None,
) -> Outcome:
    """Bring the posts of a forum up to date with a briefing, as far as earlier tries have not.

    Args:
        post: Of the whole briefing.
        too_late: What comes of it where nothing more may be sent; what earlier tries have sent is kept all the same.

    Returns:
        `Sent` once all is done; what Discord refuses of one story does not keep the others from being told.
    """
    look_first = delivery.attempts > 1
    opened = await sender.opened_posts(post) if look_first else {}
    if isinstance(opened, Outcome):
        return opened
    refused: Outcome | None = None
    done: list[int] = []
    deleted: set[int] = set()
    for step in await when_possible(lambda: list(_steps(delivery, post, storage))):
        if step.onward_id in deleted:
            continue
        if step.row is None and step.story_id in opened:
            outcome: Outcome = Sent((opened[step.story_id],))
        else:
            has_time = clock() <= delivery.try_at - LONGEST_STEP
            take = _taken if too_late is None else _found
            answer = await take(step, sender, look_first=look_first) if has_time else _NO_TIME
            outcome = answer or too_late or _NO_TIME
        match outcome:
            case Sent(message_ids):
                row = _row_after(step, delivery, message_ids, clock())
                await when_possible(partial(storage.keep_forum_post, row))
                done += message_ids
                if row.state is ForumPostState.DELETED:
                    deleted.add(row.thread_id)
            case Refused(reason):
                if outcome is not too_late:
                    log.warning("delivery=%d: story=%s is not told: %s", delivery.id, step.story_id, reason)
                refused = outcome
            case _:
                return outcome
    return refused if refused and (too_late or not done) else Sent(tuple(done))


async def _taken(step: _Step, sender: StorySender, *, look_first: bool) -> Outcome:
    if step.row is None:
        return await sender.open_post(step.post)
    if step.onward_id is not None:
        return await sender.lead_on(step.post, step.row.thread_id, step.onward_id, look_first=look_first)
    return await sender.add_to_post(step.post, step.row.thread_id, step.added, look_first=look_first)


async def _found(step: _Step, sender: StorySender, *, look_first: bool) -> Outcome | None:
    """The reply of an earlier try; the posts that those have opened are known already."""
    if step.row is None or not look_first:
        return None
    return await sender.find_reply(step.post, step.row.thread_id, step.added, step.onward_id)


def _row_after(step: _Step, delivery: Delivery, message_ids: tuple[int, ...], now: datetime) -> ForumPost:
    state = ForumPostState.OPEN if step.onward_id is None else ForumPostState.MERGED
    if step.row is not None:
        state = state if message_ids else ForumPostState.DELETED
        return replace(step.row, state=state, delivery_id=delivery.id, told_at=now)
    return ForumPost(
        channel_id=delivery.channel_id,
        topic_id=delivery.topic_id,
        story_id=step.story_id,
        guild_id=delivery.guild_id,
        thread_id=message_ids[0],
        state=state,
        delivery_id=delivery.id,
        told_at=now,
    )


def _steps(delivery: Delivery, post: Post, storage: Storage) -> Iterator[_Step]:
    """What is still to be done; the role is called by the first message alone, whichever try it is."""
    briefing = delivery.briefing
    rows = storage.forum_posts(delivery.channel_id, delivery.topic_id)
    told_in_part = _told_in_part(rows, storage)
    tellings = Tellings([*storage.last_told(delivery.channel_id, delivery.topic_id, briefing.at), *told_in_part])
    in_part = Tellings(told_in_part)
    role_id = post.role_id
    for story in briefing.in_full:
        ours = _posts_of(story, rows, storage)
        there = [row for row in ours if row.state is not ForumPostState.DELETED]
        if ours and not there:
            continue
        # Where it has a post it is new to nobody, however long ago that was.
        shown = replace(story, status=StoryStatus.UPDATED) if there else story
        alone = replace(post, briefing=replace(story_alone(briefing, story.id), stories=(shown,)), role_id=None)
        articles = [article.id for article in story.articles]
        told = tellings.of(story.id, articles)
        # What was told in part was not known to whoever composed this.
        status = status_against(told, story, meanings_in) if there and in_part.of(story.id, articles) else story.status
        if status in _TOLD:
            first = replace(alone, role_id=role_id, nonce=_nonce(delivery, story.id))
            role_id = None
            row = there[0] if there else None
            if row is None or row.delivery_id != delivery.id:
                added = added_to(told, story, meanings_in) if told else story.quotes
                yield _Step(story.id, first, row, added)
        for row in there[1:]:
            if row.state is ForumPostState.OPEN:
                led = replace(alone, nonce=_nonce(delivery, f"{row.story_id}>"))
                yield _Step(story.id, led, row, onward_id=there[0].thread_id)


def _told_in_part(rows: tuple[ForumPost, ...], storage: Storage) -> list[Briefing]:
    """The briefings that were given up before all was told, each with the stories that it told last in their posts."""
    found = []
    for delivery_id, briefing in storage.given_up({row.delivery_id for row in rows}).items():
        last_told = tuple(row for row in rows if row.delivery_id == delivery_id and row.state is ForumPostState.OPEN)
        told = tuple(story for story in briefing.stories if _posts_of(story, last_told, storage))
        found.append(replace(briefing, stories=told))
    return found


def _posts_of(story: BriefedStory, rows: tuple[ForumPost, ...], storage: Storage) -> list[ForumPost]:
    """The posts that tell a story, the oldest first: its own, and those of stories that it took in.

    One of which no article is known any more is called by the article that opened it: whoever holds that goes on.
    """
    ours = [row for row in rows if story.id in (row.story_id, row.called)]
    if unknown := [row for row in rows if row.called is None and row not in ours]:
        opened = set(map(story_id_for, storage.members_of(story.id)))
        ours += [row for row in unknown if row.story_id in opened]
    return sorted(ours, key=lambda row: row.thread_id)


def _nonce(delivery: Delivery, what: str) -> str:
    """At most 25 characters, the same at every try."""
    return hashlib.blake2b(f"{delivery.nonce}/{what}".encode(), digest_size=10).hexdigest()
