"""Briefings on their way: storage, dispatcher, sender, and Discord on a wire."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import discord

from bot.delivery.discord.send import DiscordSender
from bot.pipeline.deliver import Deliverer
from bot.pipeline.delivery_report import DeliveryReport
from bot.schedule import next_sends
from bot.storage import Answer, Delivery, DeliveryState, Preferences, Storage
from tests.delivery.examples import example
from tests.wire.server import DiscordWire
from tests.wire.world import Channel

HOUR = timedelta(hours=1)


@dataclass
class Outbox:
    """A bot that delivers; the `Deliverer` and the sender of each run are new, as after a restart."""

    storage: Storage
    wire: DiscordWire
    client: discord.Client
    channel: Channel

    def queue(
        self, channel: Channel | None = None, *, number: int = 0, language: str = "en", owner_id: int = 1
    ) -> Delivery:
        """A briefing that is due now in a channel."""
        now, there = self.wire.world.now(), channel or self.channel
        subscription = self.storage.subscribe(
            guild_id=there.guild.id if there.guild else None,
            channel_id=there.id,
            topic_id=f"topic-{number}",
            time="08:00",
            preferences=Preferences(timezone="UTC", language=language),
            created_by=owner_id,
            next_due_at=now,
            now=now,
        ).subscription
        nonce = f"{subscription.id}-20310514-0800"
        answer = Answer(subscription.id, date(2031, 5, 14), "08:00", nonce, now, now + 24 * HOUR)
        briefing = replace(example(), id=f"{there.id:x}{number:04x}")
        queued = self.storage.delivery(*self.storage.enqueue(briefing, [answer]))
        assert queued is not None
        return queued

    def sender(self) -> DiscordSender:
        return DiscordSender(self.client)

    async def deliver(self) -> DeliveryReport:
        return await Deliverer(self.storage, next_sends=next_sends).deliver_pending(self.sender(), self.wire.world.now)

    def state(self, delivery: Delivery) -> DeliveryState:
        found = self.storage.delivery(delivery.id)
        assert found is not None
        return found.state
