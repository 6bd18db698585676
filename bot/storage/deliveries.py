"""The outbox: claim, send, record. A briefing is in it once for each hour of a subscription.

    enqueue → pending ──claim──→ claimed ──record_sent────→ sent
                 ↑                  │ ├────record_failed──→ failed
                 ├──record_retry────┤ └ the claim runs out: the next `claim` takes it over
                 └──record_held─────┘

What a claim's holder records counts only while the claim is its own, but for `record_sent`: what
has been posted has been posted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, or_, select, update

from bot.errors import Phrase
from bot.model import Briefing
from bot.storage.briefings import BriefingQueries, insert_briefing
from bot.storage.queries import AnyRow, portions, rows_in
from bot.storage.records import from_json
from bot.storage.rows import ASKED_FOR, Answer, Delivery, DeliveryState
from bot.storage.tables import briefings, deliveries, publications, subscriptions

_OF_SUBSCRIPTION = ("role_id", "length", "language", "posts", "quiet_hours", "timezone")
_KEY = ["subscription_id", "local_date", "slot"]
# Made once: such an expression holds itself, and thousands would lie about until the garbage collector comes.
_ONE_MORE = deliveries.c.attempts + 1

# Thousands of deliveries in a row are of one briefing.
_briefing_from = lru_cache(maxsize=16)(partial(from_json, Briefing))


class DeliveryQueries(BriefingQueries):
    """Briefings on their way, exactly once each."""

    def backlog(self, now: datetime) -> tuple[int, datetime | None]:
        """How many briefings wait whose hour has come, and the earliest of their hours; none of those that are held."""
        waits = still_waiting(now)
        with self._database.reading() as connection:
            count, oldest = connection.execute(select(func.count(), func.min(deliveries.c.due_at)).where(*waits)).one()
            return count, oldest

    def readers_waiting(self, now: datetime, at_most: timedelta) -> frozenset[tuple[int, str]]:
        """The channels that have waited for a briefing for so long at most, no quiet hours, each with its topic."""
        columns = deliveries.c
        query = select(columns.channel_id, columns.topic_id).where(*still_waiting(now), columns.due_at > now - at_most)
        return frozenset((row.channel_id, row.topic_id) for row in self._rows(query))

    def enqueue(self, briefing: Briefing, answers: Sequence[Answer]) -> tuple[int, ...]:
        """Put one briefing into the outbox for all that it answers, and move their subscriptions on.

        All of it in one transaction: a few hundred answers at once are a good measure.

        Returns:
            The ids of the new deliveries; an hour that has been answered already, or whose subscription is
            gone, or was paused while its answer was composed, gets none.
        """
        by_subscription = {answer.subscription_id: answer for answer in answers}
        with self._database.writing() as connection:
            # In order of ids, so that two processes that answer the same hours do not deadlock.
            mine = select(subscriptions).where(subscriptions.c.id.in_(by_subscription)).order_by(subscriptions.c.id)
            due = [
                row
                for row in connection.execute(mine.with_for_update())
                if row.paused_reason is None or by_subscription[row.id].slot.startswith(ASKED_FOR)
            ]
            if not due:
                return ()
            # Never backwards: a process that slept must not make past hours due again. Nor where somebody has chosen
            # another hour since this was composed, which is still to come.
            move_on = update(subscriptions).where(
                subscriptions.c.id == bindparam("mine"), subscriptions.c.next_due_at < bindparam("next_due_at")
            )
            moves = [
                {"mine": row.id, "next_due_at": answer.next_due_at}
                for row in due
                if (answer := by_subscription[row.id]).slot == row.time
            ]
            if moves:
                connection.execute(move_on.values(next_due_at=bindparam("next_due_at")), moves)
            insert_briefing(self._database, connection, briefing)
            insert = self._database.insert(deliveries).on_conflict_do_nothing(index_elements=_KEY)
            values = [pending(row, by_subscription[row.id], briefing.id) for row in due]
            return tuple(connection.scalars(insert.returning(deliveries.c.id), values))

    def claim(self, now: datetime, lease: timedelta) -> Delivery | None:
        """Take the delivery that has waited longest; nobody else gets it until the lease runs out.

        One whose briefing cannot be read any more (another version of this program kept it) is given up.
        """
        while True:
            row = self._claim_row(now, lease)
            if row is None:
                return None
            try:
                return _delivery_from(row)
            except ValueError as error:
                unreadable = Phrase("its briefing cannot be read: {error}", error=str(error))
                with self._database.writing() as connection:
                    give_up_unsent(connection, deliveries.c.id == row.id, unreadable, now)

    def _claim_row(self, now: datetime, lease: timedelta) -> AnyRow | None:
        open_ones = (
            select(deliveries.c.id)
            .where(deliveries.c.ended_at.is_(None), deliveries.c.try_at <= now)
            .order_by(deliveries.c.try_at, deliveries.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        with self._database.writing() as connection:
            found = connection.execute(open_ones).one_or_none()
            if found is None:
                return None
            taken = {
                "state": DeliveryState.CLAIMED,
                "try_at": now + lease,
                "attempts": _ONE_MORE,
            }
            connection.execute(update(deliveries).where(deliveries.c.id == found.id).values(taken))
            return connection.execute(_whole().where(deliveries.c.id == found.id)).one()

    def record_sent(
        self, delivery: Delivery, message_ids: Sequence[int], at: datetime, *, publish: bool = False
    ) -> bool:
        """It is in the channel; False where somebody had recorded that before.

        Args:
            publish: Its first message is to be published from then on (`claim_publications`).
        """
        values = {"state": DeliveryState.SENT, "message_ids": list(message_ids), "ended_at": at, "error": None}
        unsent = deliveries.c.id == delivery.id, deliveries.c.state != DeliveryState.SENT
        with self._database.writing() as connection:
            is_mine = connection.execute(update(deliveries).where(*unsent).values(values)).rowcount > 0
            if is_mine and publish and message_ids:
                connection.execute(publications.insert(), _to_publish(delivery, message_ids[0], at))
            return is_mine

    def record_retry(self, delivery: Delivery, error: str, try_at: datetime) -> bool:
        """It is not there, and may be claimed again at `try_at`; False where the claim was lost."""
        values = {"error": error, "try_at": try_at}
        return self._record(delivery, DeliveryState.PENDING, values, *_still_claimed(delivery))

    def record_held(self, delivery: Delivery, until: datetime) -> bool:
        """Its channel is left in peace until then, when it may be claimed again; False where the claim was lost."""
        values = {"held_until": until, "try_at": until}
        return self._record(delivery, DeliveryState.PENDING, values, *_still_claimed(delivery))

    def record_failed(self, delivery: Delivery, error: str, at: datetime) -> bool:
        """It can never get there and is not tried again; False where the claim was lost."""
        values = {"error": error, "ended_at": at}
        return self._record(delivery, DeliveryState.FAILED, values, *_still_claimed(delivery))

    def delivery(self, delivery_id: int) -> Delivery | None:
        """The delivery as it stands."""
        with self._database.reading() as connection:
            row = connection.execute(_whole().where(deliveries.c.id == delivery_id)).one_or_none()
            return None if row is None else _delivery_from(row)

    def doubt_outbox(self) -> None:
        """Let all that waits be looked for before it is sent: it is of a backup, and may have been sent since."""
        self._change(update(deliveries).where(deliveries.c.ended_at.is_(None)).values(attempts=1))

    def given_up(self, delivery_ids: Collection[int]) -> Mapping[int, Briefing]:
        """The briefings of those of these deliveries that were given up, by delivery; none that cannot be read."""
        columns = deliveries.c
        failed = select(columns.id, columns.briefing_id).where(columns.state == DeliveryState.FAILED)
        with self._database.reading() as connection:
            rows = rows_in(connection, failed, columns.id, sorted(delivery_ids))
            found = {row.id: row.briefing_id for row in rows}
        readable = {briefing.id: briefing for briefing in self.readable_briefings(tuple(found.values()))}
        return {each: readable[briefing_id] for each, briefing_id in found.items() if briefing_id in readable}

    def last_told(self, channel_id: int, topic_id: str, before: datetime) -> tuple[Briefing, ...]:
        """The last briefings on a topic that reached a channel before then, newest first."""
        told = self.told_ids(topic_id, [channel_id], before)
        return self.readable_briefings(told.get(channel_id, ()))

    def last_delivered(self, channel_id: int, topic_ids: Collection[str] = ()) -> tuple[datetime, str] | None:
        """When a channel was last told anything, or anything on one of these topics, and the id of that briefing."""
        columns = deliveries.c
        of_topics = [columns.topic_id.in_(topic_ids)] if topic_ids else []
        query = (
            select(columns.ended_at, columns.briefing_id)
            .where(columns.channel_id == channel_id, columns.state == DeliveryState.SENT, *of_topics)
            .order_by(columns.ended_at.desc(), columns.id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
            return None if row is None else (row.ended_at, row.briefing_id)

    def told_ids(
        self, topic_id: str, channel_ids: Sequence[int], before: datetime, *, limit: int = 10
    ) -> Mapping[int, tuple[str, ...]]:
        """Ids of the last briefings on a topic that reached each of these channels before then, newest first."""
        columns = deliveries.c
        newest_first = (columns.ended_at.desc(), columns.id.desc())
        place = func.row_number().over(partition_by=columns.channel_id, order_by=newest_first).label("place")
        found: dict[int, tuple[str, ...]] = {}
        with self._database.reading() as connection:
            for portion in portions(channel_ids):
                told = select(columns.channel_id, columns.briefing_id, place).where(
                    columns.channel_id.in_(portion),
                    columns.topic_id == topic_id,
                    columns.state == DeliveryState.SENT,
                    columns.ended_at < before,
                )
                ranked = told.subquery()
                query = select(ranked).where(ranked.c.place <= limit).order_by(ranked.c.channel_id, ranked.c.place)
                for row in connection.execute(query):
                    found[row.channel_id] = (*found.get(row.channel_id, ()), row.briefing_id)
        return found

    def _record(
        self, delivery: Delivery, state: DeliveryState, values: dict[str, Any], *only_if: ColumnElement[bool]
    ) -> bool:
        statement = update(deliveries).where(deliveries.c.id == delivery.id, *only_if)
        return self._change(statement.values(values | {"state": state})) > 0


def still_waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Of deliveries whose hour has come and that are not there yet, for another reason than quiet hours."""
    columns = deliveries.c
    is_free = or_(columns.held_until.is_(None), columns.held_until <= now)
    return columns.ended_at.is_(None), columns.due_at <= now, is_free


def give_up_unsent(connection: Connection, which: ColumnElement[bool], reason: str, now: datetime) -> Sequence[AnyRow]:
    """Give up those of these deliveries that have not been sent; when each was due, and its slot."""
    ended = {"state": DeliveryState.FAILED, "error": reason, "ended_at": now}
    giving_up = update(deliveries).where(which, deliveries.c.ended_at.is_(None)).values(ended)
    return connection.execute(giving_up.returning(deliveries.c.due_at, deliveries.c.slot)).all()


def pending(subscription: AnyRow, answer: Answer, briefing_id: str) -> dict[str, Any]:
    """The row of a delivery that waits to be sent."""
    return {
        "subscription_id": subscription.id,
        "local_date": answer.local_date,
        "slot": answer.slot,
        "guild_id": subscription.guild_id,
        "channel_id": subscription.channel_id,
        "topic_id": subscription.topic_id,
        "briefing_id": briefing_id,
        "nonce": answer.nonce,
        "state": DeliveryState.PENDING,
        "due_at": answer.due_at,
        "try_at": answer.due_at,
        "message_ids": [],
    }


def _to_publish(delivery: Delivery, message_id: int, at: datetime) -> dict[str, Any]:
    return {
        "delivery_id": delivery.id,
        "channel_id": delivery.channel_id,
        "message_id": message_id,
        "due_at": delivery.due_at,
        "try_at": at,
    }


def _still_claimed(delivery: Delivery) -> tuple[ColumnElement[bool], ...]:
    # The number of claims tells mine from a later one.
    return deliveries.c.state == DeliveryState.CLAIMED, deliveries.c.attempts == delivery.attempts


def _whole() -> Select[Any]:
    return (
        select(deliveries, briefings.c.payload, *(subscriptions.c[name] for name in _OF_SUBSCRIPTION))
        .join(briefings, briefings.c.id == deliveries.c.briefing_id)
        .outerjoin(subscriptions, subscriptions.c.id == deliveries.c.subscription_id)
    )


def _delivery_from(row: AnyRow) -> Delivery:
    values = dict(row._mapping)
    del values["briefing_id"]
    if row.timezone is None:  # its subscription is gone
        for name in _OF_SUBSCRIPTION:
            del values[name]
    read = {"briefing": _briefing_from(values.pop("payload")), "message_ids": tuple(row.message_ids)}
    return Delivery(**values | read)
