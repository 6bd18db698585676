"""All that is remembered, behind one class; SQLAlchemy stays in here."""

from bot.storage.activity import Counts
from bot.storage.address import url_of
from bot.storage.articles import Added, NewArticle, Vector
from bot.storage.corrections import StoredCorrection
from bot.storage.inspection import DatabaseState
from bot.storage.lead import Hold, Lead, Shards
from bot.storage.matches import IN_FORCE_KEY
from bot.storage.publications import Publication
from bot.storage.question import MINUSES, wants_all
from bot.storage.records import KnownArticle, is_edit
from bot.storage.retention import Version
from bot.storage.rows import (
    ASKED_FOR,
    BOT_LEFT,
    EVERY_DAY,
    PREFERENCES,
    Answer,
    Delivery,
    DeliveryState,
    ForumPost,
    ForumPostState,
    Preferences,
    Subscription,
)
from bot.storage.search import SearchFilter
from bot.storage.sources import Feed, FeedUpdate
from bot.storage.state import DRAFT_KEY, LEFT_KEY, LOOKED_KEY, READS_KEY, SAID_KEY, SETTINGS_KEY, ZONE_KEY
from bot.storage.storage import Storage
from bot.storage.subscriptions import Ended, Subscribed
from bot.storage.topics import StoredTopic

__all__ = [
    "ASKED_FOR",
    "BOT_LEFT",
    "DRAFT_KEY",
    "EVERY_DAY",
    "IN_FORCE_KEY",
    "LEFT_KEY",
    "LOOKED_KEY",
    "MINUSES",
    "PREFERENCES",
    "READS_KEY",
    "SAID_KEY",
    "SETTINGS_KEY",
    "ZONE_KEY",
    "Added",
    "Answer",
    "Counts",
    "DatabaseState",
    "Delivery",
    "DeliveryState",
    "Ended",
    "Feed",
    "FeedUpdate",
    "ForumPost",
    "ForumPostState",
    "Hold",
    "KnownArticle",
    "Lead",
    "NewArticle",
    "Preferences",
    "Publication",
    "SearchFilter",
    "Shards",
    "Storage",
    "StoredCorrection",
    "StoredTopic",
    "Subscribed",
    "Subscription",
    "Vector",
    "Version",
    "is_edit",
    "url_of",
    "wants_all",
]
