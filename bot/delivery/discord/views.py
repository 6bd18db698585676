"""Everything that Briefbot says in Discord, as views ready to be sent.

A view is sent with `AllowedMentions.none()` and without anything beside it. discord.py keeps none
of them (`bot.delivery.discord.card.Card`); presses are answered from the ids in `bot.delivery.discord.custom_ids`.
"""

from bot.delivery.discord.card import Card
from bot.delivery.discord.views_briefing import briefing_views
from bot.delivery.discord.views_help import help_view
from bot.delivery.discord.views_links import links_views
from bot.delivery.discord.views_lists import (
    about_view,
    notice_view,
    search_view,
)
from bot.delivery.discord.views_receipt import receipt_view
from bot.delivery.discord.views_server import (
    checked_view,
    correction_view,
    corrections_view,
    feeds_view,
    imported_view,
    settings_view,
    status_view,
)
from bot.delivery.discord.views_sources import sources_views
from bot.delivery.discord.views_stories import feedback_view, muted_view, stories_view, story_views, why_view
from bot.delivery.discord.views_subscriptions import (
    CHANNEL_DELETED,
    CHANNEL_UNSEEN,
    changed_view,
    on_subscriptions_page,
    subscribed_view,
    subscriptions_view,
    unsubscribed_view,
)
from bot.delivery.discord.views_timeline import timeline_views
from bot.delivery.discord.views_topics import (
    draft_problem_view,
    topic_removable_view,
    topic_removed_view,
    topic_saved_view,
    topics_view,
    trial_view,
)

__all__ = [
    "CHANNEL_DELETED",
    "CHANNEL_UNSEEN",
    "Card",
    "about_view",
    "briefing_views",
    "changed_view",
    "checked_view",
    "correction_view",
    "corrections_view",
    "draft_problem_view",
    "feedback_view",
    "feeds_view",
    "help_view",
    "imported_view",
    "links_views",
    "muted_view",
    "notice_view",
    "on_subscriptions_page",
    "receipt_view",
    "search_view",
    "settings_view",
    "sources_views",
    "status_view",
    "stories_view",
    "story_views",
    "subscribed_view",
    "subscriptions_view",
    "timeline_views",
    "topic_removable_view",
    "topic_removed_view",
    "topic_saved_view",
    "topics_view",
    "trial_view",
    "unsubscribed_view",
    "why_view",
]
