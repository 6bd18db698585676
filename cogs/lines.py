"""What actions answer, as lines of a list."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.reading import languages_told
from bot.actions.subscribed import SubscribedTopic
from bot.actions.times import days_told, quiet_hours_told
from bot.delivery.rows import SubscriptionLine
from bot.delivery.speech import Speech


def subscription_line(subscribed: SubscribedTopic, speech: Speech, unreachable: str | None = None) -> SubscriptionLine:
    """A subscription as a line.

    Args:
        speech: In whose language the topic is named.
        unreachable: Why nothing can be posted in its channel.
    """
    subscription, before = subscribed.subscription, subscribed.before
    return SubscriptionLine(
        topic_name=subscribed.topic.name_in(speech.locale),
        channel_id=None if subscription.guild_id is None else subscription.channel_id,
        time=subscription.time,
        timezone=subscription.timezone,
        next_sends=subscribed.next_sends,
        due_since=subscribed.due_since,
        paused_reason=subscription.paused_reason,
        is_paused_by_hand=subscribed.is_paused_by_hand,
        days=days_told(subscription.days),
        skip_quiet=subscription.skip_quiet,
        role_id=subscription.role_id,
        length=subscription.length,
        language=subscription.language,
        posts=subscription.posts,
        quiet_hours=quiet_hours_told(subscription.quiet_hours),
        reads=languages_told(subscription.reads, speech),
        unreachable=unreachable,
        before=subscription_line(replace(subscribed, subscription=before, before=None), speech) if before else None,
    )
