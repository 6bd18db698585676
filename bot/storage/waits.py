"""What waits for a moment that lies too far off: it was kept while the machine's clock was ahead."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, update

from bot.storage.queries import Queries
from bot.storage.tables import deliveries, feeds, publications, subscriptions

_LONGEST_QUIET = timedelta(days=1)


class WaitQueries(Queries):
    """Find and end such waits."""

    def end_waits(self, now: datetime, longest: timedelta) -> int:
        """Let what would be tried again later than anything is made to wait be tried now; returns how much it was.

        What is held until quiet hours end waits up to a day.
        Feeds wait for longer, some for weeks; theirs end where they were last asked after `now`.

        Args:
            longest: How long a delivery, a publication or the message to an owner may wait at most.
        """
        too_late = now + longest
        held_until = deliveries.c.held_until
        is_free = or_(held_until.is_(None), held_until != deliveries.c.try_at, held_until > now + _LONGEST_QUIET)
        statements = (
            update(deliveries)
            .where(deliveries.c.ended_at.is_(None), deliveries.c.try_at > too_late, is_free)
            .values(try_at=now),
            update(publications).where(publications.c.try_at > too_late).values(try_at=now),
            update(subscriptions).where(subscriptions.c.owner_try_at > too_late).values(owner_try_at=now),
            update(feeds).where(feeds.c.last_tried_at > too_late).values(due_at=now, last_tried_at=now),
        )
        with self._database.writing() as connection:
            return sum(connection.execute(statement).rowcount for statement in statements)

    def bring_forward(self, subscription_id: int, from_: datetime, to: datetime) -> bool:
        """Make a subscription due earlier; False where it is not due at `from_` any more, or there is none."""
        mine = subscriptions.c.id == subscription_id, subscriptions.c.next_due_at == from_
        return self._change(update(subscriptions).where(*mine).values(next_due_at=to)) > 0
