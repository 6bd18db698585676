"""`/subscribe`, `/unsubscribe` and `/subscriptions`."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.actions.actions import Actions
from bot.actions.subscriptions import SubscribedTopic
from bot.clock import Clock
from bot.delivery.views import subscribed_view, subscriptions_view, unsubscribed_view
from cogs.answers import Press, answer, answering, think
from cogs.asking import Postable, asker_of, channels_seen_by, must_be_able_to_post
from cogs.choices import Choices, some_choices, time_choices, topic_choices, zone_choices
from cogs.lines import subscription_line


class Subscriptions(commands.Cog):
    """What a channel is told every day."""

    def __init__(self, actions: Actions, *, clock: Clock) -> None:
        self._actions = actions
        self._clock = clock

    @app_commands.command()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.describe(
        topic="What about? Suggestions come as you type",
        time="At what time of day: 08:00, 18:30, 7 am, …",
        timezone="Whose time: a city or zone, such as Yerevan (default: the one used here before)",
        channel="Where to (default: here)",
    )
    async def subscribe(
        self,
        interaction: Press,
        topic: str,
        time: str,
        timezone: str | None = None,
        channel: Postable | None = None,
    ) -> None:
        """Post a topic's briefing in this channel every day at your hour."""
        async with answering(interaction):
            asker = asker_of(interaction)
            asker.must_manage("subscribe a channel")
            must_be_able_to_post(interaction, channel)
            await think(interaction, privately=True)
            subscribed = await self._actions.subscriptions.subscribe(
                asker, topic, time, timezone, channel_id=channel.id if channel else None
            )
            await answer(
                interaction, subscribed_view(subscription_line(subscribed), is_new=subscribed.is_new), privately=True
            )

    @subscribe.autocomplete("topic")
    async def _topics(self, interaction: Press, typed: str) -> Choices:
        return topic_choices(self._actions.topics.suggest(typed, interaction.guild_id))

    @subscribe.autocomplete("time")
    async def _times(self, _interaction: Press, typed: str) -> Choices:
        return time_choices(typed)

    @subscribe.autocomplete("timezone")
    async def _zones(self, _interaction: Press, typed: str) -> Choices:
        return zone_choices(typed, self._clock())

    @app_commands.command()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.describe(topic="Which topic", channel="Which channel (default: this one)")
    async def unsubscribe(self, interaction: Press, topic: str, channel: Postable | None = None) -> None:
        """Stop a topic's daily briefing in this channel."""
        async with answering(interaction):
            await think(interaction, privately=True)
            ended = await self._actions.subscriptions.unsubscribe(
                asker_of(interaction), topic, channel_id=channel.id if channel else None
            )
            await answer(interaction, unsubscribed_view([subscription_line(each) for each in ended]), privately=True)

    @unsubscribe.autocomplete("topic")
    async def _subscribed_topics(self, interaction: Press, typed: str) -> Choices:
        channel = getattr(interaction.namespace, "channel", None)
        channel_id = channel.id if channel else interaction.channel_id
        if channel_id is None:
            return []
        there = await self._actions.subscriptions.of_channel(channel_id)
        return some_choices({each.topic_name: each.subscription.topic_id for each in there}, typed)

    @app_commands.command()
    async def subscriptions(self, interaction: Press) -> None:
        """What is posted here every day, and when next."""
        async with answering(interaction):
            await think(interaction, privately=True)
            shown = await self._shown_to(interaction)
            await answer(interaction, subscriptions_view([subscription_line(each) for each in shown]), privately=True)

    async def _shown_to(self, interaction: Press) -> list[SubscribedTopic]:
        """Those of the private chat, or of every channel of the guild that the person may see."""
        asker = asker_of(interaction)
        if asker.guild_id is None:
            return list(await self._actions.subscriptions.of_channel(asker.channel_id))
        everywhere = await self._actions.subscriptions.of_guild(asker.guild_id)
        seen = channels_seen_by(interaction, {each.subscription.channel_id for each in everywhere})
        return [each for each in everywhere if each.subscription.channel_id in seen]
