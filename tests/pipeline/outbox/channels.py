"""Channels that answer as a test says, and both runs of the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.delivery.outcome import Outcome, Pause, Post, Sender, Sent, TryLater
from bot.model import Quote
from bot.pipeline.deliver import Deliverer
from bot.pipeline.delivery_report import DeliveryReport
from bot.pipeline.enqueue import Enqueuer, EnqueueReport
from bot.pipeline.patience import LEASE
from bot.storage import Delivery, Storage, Subscription

DAY = timedelta(days=1)


SECOND = timedelta(seconds=1)


NEVER_ANSWERS = TryLater("no answer")


Step = Outcome | Exception | Callable[[], Any]


class Slowly:
    """An answer of a channel that comes when it is asked for."""

    def __init__(self) -> None:
        self.begun, self.answer_now = asyncio.Event(), asyncio.Event()

    async def __call__(self) -> None:
        self.begun.set()
        await self.answer_now.wait()


class Channels:
    """A sender with a memory: of posts with one nonce it keeps the first, as Discord does for a while.

    Attributes:
        posted: What stands in the channels.
        asked: Every request, in order: what, and of which post.
        answers: What the next sends answer instead; an exception is raised, a function awaited for its answer.
        is_followed: Whether its channels are announcement channels; `to_publishers` are the next answers there.
        told: Which owners were told of a pause; `to_owners` are the next answers to that.
        keeps: Whether a post is kept even where the answer is another than `Sent`.
    """

    def __init__(self, *answers: Step, keeps: bool = False) -> None:
        self.posted: dict[str, Post] = {}
        self.asked: list[tuple[str, str]] = []
        self.answers = list(answers)
        self.keeps = keeps
        self.told: list[Pause] = []
        self.to_owners: list[Outcome] = []
        self.to_publishers: list[Outcome | Exception] = []
        self.is_followed = False

    async def send(self, post: Post) -> Outcome:
        self.asked.append(("send", post.nonce))
        answer: Any = self.answers.pop(0) if self.answers else None
        if callable(answer):
            answer = await answer()
        if isinstance(answer, Exception):
            raise answer
        if answer is None or self.keeps:
            self.posted.setdefault(post.nonce, post)
        return answer or self._sent(post)

    async def find(self, post: Post) -> Outcome | None:
        self.asked.append(("find", post.nonce))
        return self._sent(post) if post.nonce in self.posted else None

    async def opened_posts(self, post: Post) -> Mapping[str, int] | Outcome:
        raise AssertionError(f"{post.channel_id} is no forum")

    async def open_post(self, post: Post) -> Outcome:
        raise AssertionError(f"{post.channel_id} is no forum")

    async def add_to_post(
        self,
        post: Post,
        thread_id: int,  # noqa: ARG002
        added: Sequence[Quote],  # noqa: ARG002
        *,
        look_first: bool,  # noqa: ARG002
    ) -> Outcome:
        raise AssertionError(f"{post.channel_id} is no forum")

    async def lead_on(self, post: Post, thread_id: int, onward_id: int, *, look_first: bool) -> Outcome:  # noqa: ARG002
        raise AssertionError(f"{post.channel_id} is no forum")

    async def find_reply(
        self,
        post: Post,
        thread_id: int,  # noqa: ARG002
        added: Sequence[Quote],  # noqa: ARG002
        onward_id: int | None,  # noqa: ARG002
    ) -> Outcome | None:
        raise AssertionError(f"{post.channel_id} is no forum")

    async def publish(self, channel_id: int, message_id: int) -> Outcome:  # noqa: ARG002
        self.asked.append(("publish", str(message_id)))
        answer = self.to_publishers.pop(0) if self.to_publishers else Sent((message_id,))
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def tell(self, pause: Pause) -> Outcome:
        self.told.append(pause)
        return self.to_owners.pop(0) if self.to_owners else Sent((1,))

    def _sent(self, post: Post) -> Sent:
        return Sent((1_000 + list(self.posted).index(post.nonce),), self.is_followed)

    @property
    def verbs(self) -> list[str]:
        return [verb for verb, _ in self.asked]


@dataclass
class Dispatcher:
    """Both runs."""

    enqueuer: Enqueuer
    deliverer: Deliverer

    async def enqueue_due(self, now: datetime) -> EnqueueReport:
        return await self.enqueuer.enqueue_due(now)

    async def deliver_pending(self, sender: Sender, clock: Clock) -> DeliveryReport:
        return await self.deliverer.deliver_pending(sender, clock)


def waiting(storage: Storage, now: datetime) -> list[Delivery]:
    """What the outbox would give out, claimed by this."""
    found = []
    while delivery := storage.claim(now, LEASE):
        found.append(delivery)
    return found


def only(storage: Storage) -> Subscription:
    [subscription] = storage.subscriptions()
    return subscription


def stored(storage: Storage, delivery: Delivery) -> Delivery:
    found = storage.delivery(delivery.id)
    assert found is not None
    return found
