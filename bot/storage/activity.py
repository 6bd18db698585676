"""What came of a stretch of time, counted from what is kept: right after a restart, and for several processes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from bot.model import ArticleKind
from bot.storage.deliveries import still_waiting
from bot.storage.queries import Queries
from bot.storage.rows import NOBODY_WAITS, DeliveryState
from bot.storage.tables import articles, deliveries, feeds, placements, subscriptions


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is remembered."""

    articles: int
    feeds: int
    feeds_failing: int
    subscriptions: int
    briefings_sent: int
    last_refresh_at: datetime | None


@dataclass(frozen=True, slots=True)
class Activity:
    """What came of a stretch of time, and what waits at its end.

    Attributes:
        articles: News of feeds that was read.
        opened: Of what was read, the articles that opened a story; `joined` those that joined one.
        sent: Briefings that reached their channel; `late` of them later than was allowed for.
        slowest: How long the latest of the late ones was under way after its hour.
        given_up: How many briefings were given up for each reason, the most frequent first; not those that nobody
            waits for any more.
        waiting: Briefings whose hour came before the end and that are not sent.
        waiting_since: The earliest of their hours, and why that one waits, where a try has said so.
    """

    articles: int
    opened: int
    joined: int
    sent: int
    late: int
    slowest: timedelta
    given_up: tuple[tuple[str, int], ...]
    waiting: int
    waiting_since: datetime | None
    waiting_reason: str | None


class ActivityQueries(Queries):
    """Counts for whoever runs the bot."""

    def activity(self, since: datetime, until: datetime, late_after: timedelta) -> Activity:
        """What came of the time after `since`, up to `until`.

        It goes over all deliveries, as forgetting them does: for once a day.

        Args:
            late_after: A briefing that takes longer after its hour is late.
        """
        with self._database.reading() as connection:
            read, opened, joined = _count_read(connection, since, until)
            sent: list[timedelta] = []
            given_up: Counter[str] = Counter()
            columns = deliveries.c
            ended = select(columns.state, columns.error, columns.due_at, columns.ended_at).where(
                columns.ended_at > since, columns.ended_at <= until
            )
            for row in connection.execute(ended):
                if row.state == DeliveryState.SENT:
                    sent.append(row.ended_at - row.due_at)
                elif row.error not in NOBODY_WAITS:
                    given_up[row.error or ""] += 1
            waits = still_waiting(until)
            waiting = connection.scalar(select(func.count()).select_from(deliveries).where(*waits)) or 0
            first = select(columns.due_at, columns.error).where(*waits).order_by(columns.due_at, columns.id).limit(1)
            oldest = connection.execute(first).first()
        late = [length for length in sent if length > late_after]
        return Activity(
            articles=read,
            opened=opened,
            joined=joined,
            sent=len(sent),
            late=len(late),
            slowest=max(late, default=timedelta()),
            given_up=tuple(given_up.most_common()),
            waiting=waiting,
            waiting_since=oldest.due_at if oldest else None,
            waiting_reason=oldest.error if oldest else None,
        )

    def counts(self) -> Counts:
        """How much is remembered, for /about."""
        sent = select(func.count()).where(deliveries.c.state == DeliveryState.SENT)
        failing = select(func.count()).where(feeds.c.error.is_not(None))
        query = select(
            select(func.count()).select_from(articles).scalar_subquery(),
            select(func.count()).select_from(feeds).scalar_subquery(),
            failing.scalar_subquery(),
            select(func.count()).select_from(subscriptions).scalar_subquery(),
            sent.scalar_subquery(),
            select(func.max(feeds.c.last_tried_at)).scalar_subquery(),
        )
        with self._database.reading() as connection:
            return Counts(*connection.execute(query).one())


def _count_read(connection: Connection, since: datetime, until: datetime) -> tuple[int, int, int]:
    """How many articles of feeds were read, and of them opened a story, and joined one."""
    of_feeds = articles.c.kind == ArticleKind.NEWS, articles.c.feed_url.is_not(None)
    # Numbers are given in the order of reading: from the newest back to the first that is too old, and no further.
    before = select(articles.c.number).where(*of_feeds, articles.c.first_seen_at <= since)
    last = connection.scalar(before.order_by(articles.c.number.desc()).limit(1)) or 0
    query = (
        select(placements.c.opened, func.count())
        .select_from(articles)
        .outerjoin(placements, placements.c.article_id == articles.c.id)
        .where(*of_feeds, articles.c.number > last, articles.c.first_seen_at <= until)
        .group_by(placements.c.opened)
    )
    counts: dict[bool | None, int] = {row[0]: row[1] for row in connection.execute(query)}
    return sum(counts.values()), counts.get(True, 0), counts.get(False, 0)
