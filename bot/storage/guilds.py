"""What a guild has brought and set, and forgetting all of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select, union

from bot.storage.changes import tell_changed
from bot.storage.deliveries import give_up_unsent
from bot.storage.queries import Queries
from bot.storage.rows import BOT_LEFT
from bot.storage.state import DRAFT_KEY, LEFT_KEY, READS_KEY, SETTINGS_KEY, ZONE_KEY
from bot.storage.tables import (
    corrections,
    deliveries,
    feedback,
    feeds,
    forum_posts,
    guild_feeds,
    muted_stories,
    state,
    subscriptions,
    topics,
)


class GuildQueries(Queries):
    """The feeds that guilds brought, and what is kept for a guild."""

    def add_guild_feed(self, guild_id: int, url: str, *, added_by: int) -> bool:
        """Keep that a guild wants this feed; False where that was known."""
        insert = self._database.insert(guild_feeds).on_conflict_do_nothing(index_elements=["guild_id", "url"])
        values = {"guild_id": guild_id, "url": url, "added_by": added_by}
        with self._database.writing() as connection:
            return connection.execute(insert.returning(guild_feeds.c.url), values).first() is not None

    def guild_feeds(self, guild_id: int | None = None) -> tuple[str, ...]:
        """Addresses of the feeds that a guild, or any, brought."""
        query = select(guild_feeds.c.url).distinct().order_by(guild_feeds.c.url)
        if guild_id is not None:
            query = query.where(guild_feeds.c.guild_id == guild_id)
        return tuple(self._scalars(query))

    def all_guild_feeds(self) -> tuple[tuple[int, str, int], ...]:
        """Which guild brought which feed, and who of it did: (guild_id, url, added_by), in order."""
        columns = guild_feeds.c.guild_id, guild_feeds.c.url, guild_feeds.c.added_by
        return tuple((row[0], row[1], row[2]) for row in self._rows(select(*columns).order_by(*columns)))

    def remove_guild_feed(self, guild_id: int, url: str) -> bool:
        """Forget that a guild wants this feed, and where no other does the feed itself: True then.

        Another feed that is read there, since its site has moved it there, is somebody else's.
        """
        mine = guild_feeds.c.guild_id == guild_id, guild_feeds.c.url == url
        with self._database.writing() as connection:
            connection.execute(delete(guild_feeds).where(*mine))
            if connection.scalar(select(guild_feeds.c.url).where(guild_feeds.c.url == url).limit(1)) is not None:
                return False
            connection.execute(delete(feeds).where(feeds.c.url == url))
            return True

    def known_guilds(self) -> frozenset[int]:
        """The guilds that have a topic, a subscription or a feed."""
        columns = topics.c.guild_id, subscriptions.c.guild_id, guild_feeds.c.guild_id
        query = union(*(select(column).where(column.is_not(None)) for column in columns))
        return frozenset(self._scalars(query))

    def left_guilds(self) -> frozenset[int]:
        """The guilds that the bot is in no more, and may be invited to again."""
        prefix = LEFT_KEY.format("")
        query = select(state.c.key).where(state.c.key.startswith(prefix, autoescape=True))
        return frozenset(int(key.removeprefix(prefix)) for key in self._scalars(query))

    def forget_guild(self, guild_id: int, *, now: datetime) -> None:
        """Forget its topics, subscriptions, feeds, corrections and settings, and that the bot was there.

        What it was told goes with the briefings' age.
        """
        with self._database.writing() as connection:
            connection.execute(delete(topics).where(topics.c.guild_id == guild_id))  # first, as in `delete_topic`
            give_up_unsent(connection, deliveries.c.guild_id == guild_id, BOT_LEFT, now)
            connection.execute(delete(subscriptions).where(subscriptions.c.guild_id == guild_id))
            for table in (guild_feeds, corrections, muted_stories, feedback, forum_posts):
                connection.execute(delete(table).where(table.c.guild_id == guild_id))
            drafts = state.c.key.startswith(DRAFT_KEY.format(guild_id, ""), autoescape=True)
            named = state.c.key.in_([key.format(guild_id) for key in (ZONE_KEY, READS_KEY, SETTINGS_KEY, LEFT_KEY)])
            connection.execute(delete(state).where(or_(drafts, named)))
            tell_changed(connection)
