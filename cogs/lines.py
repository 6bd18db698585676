"""What actions answer, as lines of a list."""

from __future__ import annotations

from bot.actions.subscriptions import SubscribedTopic
from bot.delivery.views import SubscriptionLine


def subscription_line(subscribed: SubscribedTopic) -> SubscriptionLine:
    """A subscription as a line."""
    subscription = subscribed.subscription
    return SubscriptionLine(
        topic_name=subscribed.topic_name,
        channel_id=subscription.channel_id,
        time=subscription.time,
        timezone=subscription.timezone,
        next_sends=subscribed.next_sends,
        paused_reason=subscription.paused_reason,
    )
