"""What an operator should know of one subscription."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import Phrase

PAUSED_BY_HAND = Phrase("paused by hand; /subscriptions resume sends it again")
"""Why a subscription is paused that a person has paused: nothing to worry about."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence on a subscription, or on what was to be delivered for it; without its id where it is gone."""

    subscription_id: int | None
    channel_id: int
    reason: str
    delivery_id: int | None = None
