"""All that is remembered, behind one class; SQLAlchemy stays in here."""

from bot.storage.inspection import DatabaseState
from bot.storage.lead import Hold, Lead, Shards
from bot.storage.matches import IN_FORCE_KEY
from bot.storage.question import MINUSES, wants_all
from bot.storage.records import content_hash, is_edit
from bot.storage.rows import (
    ASKED_FOR,
    EVERY_DAY,
    Added,
    Answer,
    Counts,
    Delivery,
    DeliveryState,
    Feed,
    FeedUpdate,
    ForumPost,
    ForumPostState,
    KnownArticle,
    NewArticle,
    Publication,
    SearchFilter,
    SearchHit,
    StoredCorrection,
    StoredTopic,
    Subscribed,
    Subscription,
    Tallied,
    Vector,
    Version,
)
from bot.storage.state import DRAFT_KEY, ZONE_KEY
from bot.storage.storage import Storage

__all__ = [
    "ASKED_FOR",
    "DRAFT_KEY",
    "EVERY_DAY",
    "IN_FORCE_KEY",
    "MINUSES",
    "ZONE_KEY",
    "Added",
    "Answer",
    "Counts",
    "DatabaseState",
    "Delivery",
    "DeliveryState",
    "Feed",
    "FeedUpdate",
    "ForumPost",
    "ForumPostState",
    "Hold",
    "KnownArticle",
    "Lead",
    "NewArticle",
    "Publication",
    "SearchFilter",
    "SearchHit",
    "Shards",
    "Storage",
    "StoredCorrection",
    "StoredTopic",
    "Subscribed",
    "Subscription",
    "Tallied",
    "Vector",
    "Version",
    "content_hash",
    "is_edit",
    "wants_all",
]
