"""A briefing on its way to a channel, and what became of it, as data.

Sent       it is in the channel
TryLater   Discord is busy or away, or did not say: the same post is tried again
Gone       nothing can be posted there any more, and why in words for its members
Refused    Discord does not take this post as it is
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.delivery.form import USUAL, Form
from bot.delivery.rows import Receipt
from bot.model import Briefing, Quote

LATE_AFTER = timedelta(minutes=10)
"""So long after its hour a briefing is late: it says so, `/readyz` does while it waits, and the receipt counts it."""


@dataclass(frozen=True, slots=True)
class Post:
    """A briefing for a channel.

    Attributes:
        nonce: At most 25 characters; this post's alone, and the same at every try.
        due_at: It cannot have been posted before.
        role_id: The one role that it mentions.
        form: How it is told.
        guild_id: None in a private chat.
    """

    channel_id: int
    briefing: Briefing
    nonce: str
    due_at: datetime
    role_id: int | None = None
    form: Form = USUAL
    guild_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """It is in the channel; without ids where it was, and somebody has deleted it since.

    Attributes:
        may_be_followed: Other servers may follow the channel, so that it is to be published.
    """

    message_ids: tuple[int, ...]
    may_be_followed: bool = False


@dataclass(frozen=True, slots=True)
class TryLater:
    """It may be there or not: look with `Sender.find` before it is sent again.

    Attributes:
        after: How long Discord asks to wait, where it says so.
    """

    reason: str
    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing can be posted there any more: channel deleted, permission withdrawn, direct messages closed."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Discord does not take this post, and would not the next time."""

    reason: str


@dataclass(frozen=True, slots=True)
class Pause:
    """What the owner of a subscription should know: nothing is posted for it any more.

    Attributes:
        topic_name: In that language; its id where the topic is gone.
        language: Of the frame.
        nonce: At most 25 characters; the same at every try.
        tried_at: When it was first tried, which may have got through; None where this is the first try.
    """

    owner_id: int
    channel_id: int
    topic_name: str
    reason: str
    language: str
    nonce: str
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReceiptPost:
    """How a day was, for the operator's channel.

    Attributes:
        nonce: At most 25 characters; this day's alone, and the same at every try.
    """

    channel_id: int
    receipt: Receipt
    nonce: str


Outcome = Sent | TryLater | Gone | Refused


class StorySender(Protocol):
    """Keeps a post for each story in a forum, which is the `channel_id` of a `Post`; `Sender` says of what goes wrong.

    But for `opened_posts`, the briefing of a post tells one story alone.
    """

    async def opened_posts(self, post: Post) -> Mapping[str, int] | Outcome:
        """The posts that earlier tries have opened for this briefing, by story; or why that cannot be told."""
        ...

    async def open_post(self, post: Post) -> Outcome:
        """Open a post; `Sent` with its id. Asked once: whether it got through, `opened_posts` tells."""
        ...

    async def add_to_post(self, post: Post, thread_id: int, added: Sequence[Quote], *, look_first: bool) -> Outcome:
        """Reply with what is new and bring the first message up to date; `Sent` without ids where the post is deleted.

        Args:
            added: The sentences that are new.
            look_first: Whether an earlier try may have replied.
        """
        ...

    async def lead_on(self, post: Post, thread_id: int, onward_id: int, *, look_first: bool) -> Outcome:
        """Say in a post that its story goes on in another; `Sent` also where it is deleted."""
        ...

    async def find_reply(
        self, post: Post, thread_id: int, added: Sequence[Quote], onward_id: int | None
    ) -> Outcome | None:
        """The reply of an earlier try: what is new, or in which post the story goes on; None where there is none."""
        ...


class Sender(StorySender, Protocol):
    """Posts briefings. What goes wrong is an outcome; what is raised is a bug."""

    async def send(self, post: Post) -> Outcome:
        """Post it, at most once however often Discord itself is asked."""
        ...

    async def find(self, post: Post) -> Outcome | None:
        """`Sent` if an earlier try got through, None if it did not, or why that cannot be told now."""
        ...

    async def publish(self, channel_id: int, message_id: int) -> Outcome:
        """Publish a message of an announcement channel to those who follow it; `Sent` also where it was before."""
        ...

    async def tell(self, pause: Pause) -> Outcome:
        """Write it to the owner in private."""
        ...


class ReceiptSender(Protocol):
    """Posts receipts. What goes wrong is an outcome; what is raised is a bug."""

    async def post_receipt(self, post: ReceiptPost, *, look_first: bool) -> Outcome:
        """Post it; `look_first` whether an earlier try got through."""
        ...
