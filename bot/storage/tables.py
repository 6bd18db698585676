"""The tables. `migrations/` makes them; a test holds the two together.

    feeds ── guild_feeds            which of them guilds brought
    articles ─┬─ article_versions   what an article said before its publisher edited it, or we cleaned it anew
              ├─ matches            which topics it is about, and why
              ├─ article_vectors    what it means, as a model says
              ├─ placements         which story it belongs to, and why
              └─ search             the full-text index (made in `migrations/`, read in `search`)
    topics                          the ones made in Discord; packs are files
    corrections                     what people said of articles, and what that moved
    subscriptions ── deliveries ─┬─ briefings ── feedback
                                 └─ publications   what followers of a channel are still to get
    muted_stories                   which story which channel wants no more of
    forum_posts                     which post of a forum tells which story
    state                           a few words to remember, by name

Every time is UTC. What a window asks for, `told_at`, is a column beside what it follows from, and
stands with `kind` in `matches` once more, so that one index answers "this topic's news of these hours".
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Enum,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)

from bot.model import Aboutness, ArticleKind, CorrectionKind, Length, Posts
from bot.storage.phrases import packed, unpacked
from bot.storage.rows import DeliveryState, ForumPostState

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# PostgreSQL stores no NUL, and neither database a lone surrogate; a JSON feed can bring both.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite would hand it back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same moment, as this database keeps it.

        Raises:
            ValueError: The value is naive.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime cannot be stored: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class ForeignText(TypeDecorator[str]):
    """Text from outside. What a database cannot hold becomes U+FFFD, one for one, so that spans stay true."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        """The text without NUL and lone surrogates."""
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


class ToldText(ForeignText):
    """A reason for people: a `Phrase` comes back as one, to be told in any language; other text as it stands."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The phrase with its values; one without any is known by its text alone."""
        return super().process_bind_param(None if value is None else packed(value), dialect)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        """What was kept."""
        return None if value is None else unpacked(value)


def _one_of(kinds: type[StrEnum], longest: int) -> Enum:
    """One of these, kept as its value."""
    return Enum(kinds, values_callable=lambda each: [kind.value for kind in each], native_enum=False, length=longest)


# SQLite counts up only what is called INTEGER.
_Number = BigInteger().with_variant(Integer, "sqlite")

state = Table(
    "state",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", ForeignText, primary_key=True),
    Column("title", ForeignText),
    Column("folder", ForeignText),
    Column("etag", ForeignText),
    Column("last_modified", ForeignText),
    Column("body_hash", Text),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("last_tried_at", UtcDateTime, index=True),
    Column("last_success_at", UtcDateTime),
    Column("error", ToldText),
    Column("error_streak", Integer, nullable=False, server_default="0"),
    Column("added_at", UtcDateTime, nullable=False),
    Column("profile", ForeignText),
    Column("newest_at", UtcDateTime),
    Column("per_day", Float),
    Column("moved_to", ForeignText, index=True),
    Column("moved_at", UtcDateTime),
    Column("paused_reason", ToldText),
    Column("full_text", Boolean, nullable=False, server_default=false()),
    Column("cleaned_by", Text),
)

# The long column stands behind the others, but for one that is read with it: SQLite reads a row only as far as it must.
articles = Table(
    "articles",
    metadata,
    Column("number", _Number, Identity(), primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", _one_of(ArticleKind, 8), nullable=False),
    Column("told_at", UtcDateTime),
    Column("published_at", UtcDateTime),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("read_at", UtcDateTime, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("feed_url", ForeignText),
    Column("source", ForeignText, nullable=False),
    Column("url", ForeignText),
    Column("language", ForeignText),
    Column("credits", JSON, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("title", ForeignText, nullable=False),
    Column("text", ForeignText, nullable=False),
    Column("guid", ForeignText),
    CheckConstraint("kind IN ('news', 'note')", name="kind"),
    Index("ix_articles_kind_told_at", "kind", "told_at"),
    Index("ix_articles_url", "url", postgresql_using="hash"),
)

article_versions = Table(
    "article_versions",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("read_at", UtcDateTime, nullable=False),
    Column("replaced_at", UtcDateTime, nullable=False),
    Column("url", ForeignText),
    Column("title", ForeignText, nullable=False),
    Column("text", ForeignText, nullable=False),
    Column("is_cleaned_anew", Boolean, nullable=False, server_default=false()),
)

article_vectors = Table(
    "article_vectors",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("model", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

matches = Table(
    "matches",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", Text, primary_key=True),
    Column("kind", _one_of(ArticleKind, 8), nullable=False),
    Column("told_at", UtcDateTime),
    Column("aboutness", _one_of(Aboutness, 8), nullable=False),
    Column("score", Float, nullable=False),
    Column("hits", JSON, nullable=False),
    CheckConstraint("aboutness IN ('about', 'mentions')", name="aboutness"),
    Index("ix_matches_topic_id_kind_told_at", "topic_id", "kind", "told_at"),
)

placements = Table(
    "placements",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story_id", Text, nullable=False, index=True),
    Column("opened", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("why", ToldText, nullable=False),
)

# What people said outlives the articles that they said it of: a feed may bring them again.
corrections = Table(
    "corrections",
    metadata,
    Column("id", _Number, Identity(), primary_key=True),
    Column("kind", _one_of(CorrectionKind, 9), nullable=False),
    Column("article_id", Text, nullable=False),
    Column("others", JSON, nullable=False),
    Column("topic_id", Text),
    Column("moved", JSON, nullable=False),
    Column("guild_id", BigInteger),
    Column("made_by", BigInteger),
    Column("made_at", UtcDateTime, nullable=False),
    CheckConstraint("kind IN ('merge', 'split', 'not-topic')", name="kind"),
    CheckConstraint("(topic_id IS NOT NULL) = (kind = 'not-topic')", name="topic"),
    sqlite_autoincrement=True,  # an id is never given twice: what is new is seen by the last one
)

topics = Table(
    "topics",
    metadata,
    Column("id", Text, primary_key=True),
    Column("guild_id", BigInteger, index=True),
    Column("definition", Text, nullable=False),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", _Number, Identity(), primary_key=True),
    Column("guild_id", BigInteger, index=True),
    Column("channel_id", BigInteger, nullable=False),
    Column("topic_id", Text, nullable=False),
    Column("time", String(5), nullable=False),
    Column("timezone", Text, nullable=False),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("next_due_at", UtcDateTime, nullable=False),
    Column("paused_reason", ToldText),
    Column("owner_try_at", UtcDateTime, index=True),
    Column("owner_tried_at", UtcDateTime),
    Column("days", String(7), nullable=False, server_default="1234567"),
    Column("skip_quiet", Boolean, nullable=False, server_default=false()),
    Column("role_id", BigInteger),
    Column("length", _one_of(Length, 8), nullable=False, server_default="normal"),
    Column("language", String(2), nullable=False, server_default="en"),
    Column("posts", _one_of(Posts, 5), nullable=False, server_default="day"),
    Column("quiet_hours", String(11), nullable=False, server_default=""),
    Column("reads", Text, nullable=False, server_default=""),
    CheckConstraint("length(time) = 5", name="time"),
    UniqueConstraint("channel_id", "topic_id", "time"),
    Index(
        "ix_subscriptions_due",
        "next_due_at",
        sqlite_where=text("paused_reason IS NULL"),
        postgresql_where=text("paused_reason IS NULL"),
    ),
    sqlite_autoincrement=True,  # an id is never given twice: nonces follow from it
)

guild_feeds = Table(
    "guild_feeds",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("url", ForeignText, primary_key=True),
    Column("added_by", BigInteger, nullable=False),
)

muted_stories = Table(
    "muted_stories",
    metadata,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("story_id", Text, primary_key=True),
    Column("guild_id", BigInteger),
    Column("muted_by", BigInteger, nullable=False),
    Column("muted_at", UtcDateTime, nullable=False),
    Column("article_id", Text),
)

feedback = Table(
    "feedback",
    metadata,
    Column("briefing_id", Text, primary_key=True),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger),
    Column("verdict", String(16), nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
    Index("ix_feedback_guild_id_said_at", "guild_id", "said_at"),
)

briefings = Table(
    "briefings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("topic_id", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("payload", Text, nullable=False),
)

# A delivery outlives its subscription: it says what a channel was told.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", _Number, Identity(), primary_key=True),
    Column("subscription_id", ForeignKey("subscriptions.id", ondelete="SET NULL")),
    Column("local_date", Date, nullable=False),
    Column("slot", String(5), nullable=False),
    Column("guild_id", BigInteger),
    Column("channel_id", BigInteger, nullable=False),
    Column("topic_id", Text, nullable=False),
    Column("briefing_id", ForeignKey("briefings.id"), nullable=False, index=True),
    Column("nonce", String(25), nullable=False, unique=True),
    Column("state", _one_of(DeliveryState, 8), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("try_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", ToldText),
    Column("message_ids", JSON, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("held_until", UtcDateTime),
    CheckConstraint("state IN ('pending', 'claimed', 'sent', 'failed')", name="state"),
    CheckConstraint("length(nonce) BETWEEN 1 AND 25", name="nonce"),
    CheckConstraint("(ended_at IS NOT NULL) = (state IN ('sent', 'failed'))", name="ended_at"),
    UniqueConstraint("subscription_id", "local_date", "slot"),
    Index(
        "ix_deliveries_open",
        "try_at",
        "id",
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index(
        "ix_deliveries_told",
        "channel_id",
        "topic_id",
        "ended_at",
        sqlite_where=text("state = 'sent'"),
        postgresql_where=text("state = 'sent'"),
    ),
)

publications = Table(
    "publications",
    metadata,
    Column("delivery_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("try_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
)

# By channel and topic, as what was told is: a subscription that is ended and made again goes on with its posts.
forum_posts = Table(
    "forum_posts",
    metadata,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("topic_id", Text, primary_key=True),
    Column("story_id", Text, primary_key=True),
    Column("guild_id", BigInteger),
    Column("thread_id", BigInteger, nullable=False),
    Column("state", _one_of(ForumPostState, 7), nullable=False),
    Column("delivery_id", BigInteger, nullable=False),
    Column("told_at", UtcDateTime, nullable=False, index=True),
    Column("article_id", Text),
    CheckConstraint("state IN ('open', 'merged', 'deleted')", name="state"),
)
