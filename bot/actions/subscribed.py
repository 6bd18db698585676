"""Subscriptions as their channel sees them, when they go out next, and which one somebody means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actions.asker import Asker
from bot.errors import AllOf, NotFoundError, UnknownTopicError
from bot.model import Topic
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.hours import NextSends
from bot.pipeline.notices import PAUSED_BY_HAND
from bot.storage import Subscription

SENDS_SHOWN = 5
"""How many of the next times are named."""


@dataclass(frozen=True, slots=True)
class SubscribedTopic:
    """A subscription as its channel sees it.

    Attributes:
        topic: Called by its id where it is gone.
        next_sends: The next times that it goes out, one that quiet hours put off among them; empty while it is paused.
        due_since: The hour that has come and is not answered yet.
        is_new: False where the channel was told at this hour already.
        before: As it was told then, where that has changed.
        sets_zone: Whether its zone is that of the server from now on, which had none.
    """

    subscription: Subscription
    topic: Topic
    next_sends: tuple[datetime, ...]
    is_new: bool = False
    before: Subscription | None = None
    sets_zone: bool = False
    due_since: datetime | None = None

    @property
    def is_paused_by_hand(self) -> bool:
        """Whether somebody has paused it, rather than what befell its channel or topic."""
        return self.subscription.paused_reason == PAUSED_BY_HAND


def subscribed_topics(
    subscriptions: Sequence[Subscription], *, catalogue: Catalogue, next_sends: NextSends, now: datetime
) -> tuple[SubscribedTopic, ...]:
    """These subscriptions, in their order."""
    shown = []
    for each in subscriptions:
        topic = catalogue.get(each.topic_id)
        sends, due_since = ((), None) if each.paused_reason else _sends(each, next_sends, now)
        named = topic or Topic(each.topic_id, each.topic_id)
        shown.append(SubscribedTopic(each, named, sends, due_since=due_since))
    return tuple(shown)


def subscription_meant(
    which: str, there: Sequence[SubscribedTopic], asker: Asker, catalogue: Catalogue
) -> SubscribedTopic:
    """The one of these that somebody means by its number or by what its topic is called.

    Raises:
        NotFoundError: None, or several.
    """
    if not there:
        raise NotFoundError("Nothing is subscribed here; begin with /subscribe.")
    wanted = which.strip().casefold()
    meant = [each for each in there if str(each.subscription.id) == wanted]
    if not meant:
        here = [each for each in there if wanted in map(str.casefold, (each.topic.id, *each.topic.all_names))]
        here = here or _called(which, there, asker.guild_id, catalogue)
        meant = [each for each in here if each.subscription.channel_id == asker.channel_id] or here
    if len(meant) == 1:
        return meant[0]
    if meant:
        # Their numbers can be written too.
        known = AllOf(
            each.topic.called.followed_by(f" · {each.subscription.time} · {each.subscription.id}") for each in meant
        )
        raise NotFoundError(
            "Several subscriptions fit that; pick one from the list as you type. There is {known}.", known=known
        )
    known = AllOf(dict.fromkeys(each.topic.called for each in there))
    raise NotFoundError(
        "There is no such subscription; pick one from the list as you type. There is {known}.", known=known
    )


def _called(
    which: str, there: Sequence[SubscribedTopic], guild_id: int | None, catalogue: Catalogue
) -> list[SubscribedTopic]:
    """Those on the topic that other commands would take by this name."""
    try:
        topic = catalogue.find(which, guild_id)
    except UnknownTopicError:
        return []
    return [each for each in there if each.topic.id == topic.id]


def _sends(
    subscription: Subscription, next_sends: NextSends, now: datetime
) -> tuple[tuple[datetime, ...], datetime | None]:
    """When it goes out next, and which of its hours should have been answered by now."""
    due_at = subscription.next_due_at
    sends = next_sends(subscription.time, subscription.timezone, now, SENDS_SHOWN, subscription.days)
    if due_at <= now:
        return sends, due_at
    return (sends if due_at >= sends[0] else (due_at, *sends[:-1])), None
