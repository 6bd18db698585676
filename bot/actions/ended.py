"""Subscriptions that were ended a moment ago, kept so that a slip of the finger can be made up for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions.asker import Asker
from bot.errors import NotFoundError
from bot.model import Topic
from bot.storage import Ended, Subscription

UNDONE_WITHIN = timedelta(minutes=15)
"""Somebody notices a slip at once; and what waited to be sent is not too old by then."""


@dataclass(frozen=True, slots=True)
class LatelyEnded:
    """A subscription as it stood, and what puts it back.

    Attributes:
        made: Its topic, where that was made in Discord.
    """

    subscription: Subscription
    ended: Ended
    made: Topic | None


class EndedLately:
    """What was ended in the last minutes. Nothing of it outlives the process: what is ended is deleted for good."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[datetime, LatelyEnded]] = {}

    def keep(self, lately: LatelyEnded, now: datetime) -> datetime:
        """Keep it for a while, and say until when."""
        self._kept = {number: kept for number, kept in self._kept.items() if kept[0] > now}
        until = now + UNDONE_WITHIN
        self._kept[lately.subscription.id] = until, lately
        return until

    def find(self, asker: Asker, number: int, now: datetime) -> LatelyEnded:
        """What was ended lately where somebody asks.

        Raises:
            NotFoundError: Nothing of this number was, or not there.
        """
        until, lately = self._kept.get(number, (now, None))
        if lately is None or until <= now or not _is_there(asker, lately.subscription):
            raise NotFoundError(
                "This cannot be undone any more: too much time has passed, or I have been restarted since."
                " /subscribe begins it anew."
            )
        return lately


def _is_there(asker: Asker, subscription: Subscription) -> bool:
    """Whether it is of the server, or of the private chat, in which somebody asks."""
    if asker.guild_id is None:
        return subscription.channel_id == asker.channel_id
    return subscription.guild_id == asker.guild_id
