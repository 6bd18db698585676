"""The first tables, and the full-text index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "articles",
        sa.Column("number", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("told_at", _UTC),
        sa.Column("published_at", _UTC),
        sa.Column("first_seen_at", _UTC, nullable=False),
        sa.Column("read_at", _UTC, nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("feed_url", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("credits", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('news', 'note')", name="ck_articles_kind"),
        sa.PrimaryKeyConstraint("number", name="pk_articles"),
        sa.UniqueConstraint("id", name="uq_articles_id"),
    )
    op.create_index("ix_articles_kind_told_at", "articles", ["kind", "told_at"])
    op.create_table(
        "briefings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("topic_id", sa.Text(), nullable=False),
        sa.Column("at", _UTC, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_briefings"),
    )
    op.create_table(
        "feeds",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("folder", sa.Text()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_hash", sa.Text()),
        sa.Column("article_count", sa.Integer()),
        sa.Column("due_at", _UTC, nullable=False),
        sa.Column("last_tried_at", _UTC),
        sa.Column("last_success_at", _UTC),
        sa.Column("error", sa.Text()),
        sa.Column("error_streak", sa.Integer(), server_default="0", nullable=False),
        sa.Column("added_at", _UTC, nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_feeds"),
    )
    op.create_index("ix_feeds_due_at", "feeds", ["due_at"])
    op.create_index("ix_feeds_last_tried_at", "feeds", ["last_tried_at"])
    op.create_table(
        "state",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_state"),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("topic_id", sa.Text(), nullable=False),
        sa.Column("time", sa.String(length=5), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _UTC, nullable=False),
        sa.Column("next_due_at", _UTC, nullable=False),
        sa.Column("paused_reason", sa.Text()),
        sa.CheckConstraint("length(time) = 5", name="ck_subscriptions_time"),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint("channel_id", "topic_id", "time", name="uq_subscriptions_channel_id_topic_id_time"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_subscriptions_due",
        "subscriptions",
        ["next_due_at"],
        sqlite_where=sa.text("paused_reason IS NULL"),
        postgresql_where=sa.text("paused_reason IS NULL"),
    )
    op.create_index("ix_subscriptions_guild_id", "subscriptions", ["guild_id"])
    op.create_table(
        "topics",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", _UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_topics"),
    )
    op.create_index("ix_topics_guild_id", "topics", ["guild_id"])
    op.create_table(
        "article_versions",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("read_at", _UTC, nullable=False),
        sa.Column("replaced_at", _UTC, nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_versions_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "version", name="pk_article_versions"),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", _NUMBER, sa.Identity(), nullable=False),
        sa.Column("subscription_id", _NUMBER),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("slot", sa.String(length=5), nullable=False),
        sa.Column("guild_id", sa.BigInteger()),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("topic_id", sa.Text(), nullable=False),
        sa.Column("briefing_id", sa.Text(), nullable=False),
        sa.Column("nonce", sa.String(length=25), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("due_at", _UTC, nullable=False),
        sa.Column("try_at", _UTC, nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("message_ids", sa.JSON(), nullable=False),
        sa.Column("ended_at", _UTC),
        sa.CheckConstraint("(ended_at IS NOT NULL) = (state IN ('sent', 'failed'))", name="ck_deliveries_ended_at"),
        sa.CheckConstraint("state IN ('pending', 'claimed', 'sent', 'failed')", name="ck_deliveries_state"),
        sa.CheckConstraint("length(nonce) BETWEEN 1 AND 25", name="ck_deliveries_nonce"),
        sa.ForeignKeyConstraint(["briefing_id"], ["briefings.id"], name="fk_deliveries_briefing_id"),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscriptions.id"], name="fk_deliveries_subscription_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("nonce", name="uq_deliveries_nonce"),
        sa.UniqueConstraint(
            "subscription_id", "local_date", "slot", name="uq_deliveries_subscription_id_local_date_slot"
        ),
    )
    op.create_index(
        "ix_deliveries_open",
        "deliveries",
        ["try_at"],
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_deliveries_told",
        "deliveries",
        ["channel_id", "topic_id", "ended_at"],
        sqlite_where=sa.text("state = 'sent'"),
        postgresql_where=sa.text("state = 'sent'"),
    )
    op.create_table(
        "matches",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("topic_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("told_at", _UTC),
        sa.Column("aboutness", sa.String(length=8), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("hits", sa.JSON(), nullable=False),
        sa.CheckConstraint("aboutness IN ('about', 'mentions')", name="ck_matches_aboutness"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_matches_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "topic_id", name="pk_matches"),
    )
    op.create_index("ix_matches_topic_id_kind_told_at", "matches", ["topic_id", "kind", "told_at"])
    op.create_table(
        "placements",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_placements_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", name="pk_placements"),
    )
    op.create_index("ix_placements_story_id", "placements", ["story_id"])
    if op.get_bind().dialect.name == "sqlite":
        # The index keeps no copy of the text (sqlite.org/fts5.html, "Contentless Tables").
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5("
            "title, text, content='', prefix='3 4', tokenize='unicode61 remove_diacritics 0')"
        )
    else:
        op.execute(
            "CREATE TABLE search ("
            "number bigint PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE, document tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_document ON search USING gin (document)")
