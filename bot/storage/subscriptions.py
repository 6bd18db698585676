"""Subscriptions: which channel is told about which topic, and when next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from sys import intern
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update

from bot.errors import UnknownTopicError
from bot.model import Briefing, Topic
from bot.storage.briefings import insert_briefing
from bot.storage.deliveries import give_up_unsent, pending
from bot.storage.queries import AnyRow, Queries, portions
from bot.storage.rows import ASKED_FOR, MOVED, PAUSED, UNSUBSCRIBED, Answer, DeliveryState, Preferences, Subscription
from bot.storage.tables import deliveries, subscriptions
from bot.storage.topics import hold_topic

_NAMES = [field.name for field in fields(Subscription)]
_COLUMNS = [subscriptions.c[name] for name in _NAMES]
_FEW_VALUES = ("topic_id", "time", "timezone", "days", "language", "quiet_hours", "reads")


@dataclass(frozen=True, slots=True)
class Subscribed:
    """The subscription as it now stands; `is_new` is False where the channel had one at this hour."""

    subscription: Subscription
    is_new: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """A subscription that has been ended, with all that it takes to put it back.

    Attributes:
        row: As it stood, by column.
        delivery_ids: All its deliveries, which do not name it any more.
        unsent: How those of them stood that were given up with it, by column.
    """

    row: Mapping[str, Any]
    delivery_ids: Sequence[int]
    unsent: Sequence[Mapping[str, Any]]


class SubscriptionQueries(Queries):
    """Make, end and list subscriptions."""

    def subscribe(
        self,
        *,
        guild_id: int | None,
        channel_id: int,
        topic_id: str,
        time: str,
        created_by: int,
        next_due_at: datetime,
        now: datetime,
        preferences: Preferences,
        made: Topic | None = None,
    ) -> Subscribed:
        """Tell a channel about a topic at this local time ("HH:MM"), by these preferences.

        A channel that is told at this time already keeps its subscription, which takes the new preferences and runs
        again if it was paused. In another zone it gets a new id: a date that was answered in the old one
        comes up again, and is answered there too.

        Args:
            made: The topic, where it was made in Discord and may be removed there meanwhile.

        Raises:
            UnknownTopicError: It has been.
        """
        renewed = asdict(preferences) | {"next_due_at": next_due_at, "paused_reason": None, "owner_try_at": None}
        values = renewed | {
            "guild_id": guild_id,
            "channel_id": channel_id,
            "topic_id": topic_id,
            "time": time,
            "created_by": created_by,
            "created_at": now,
        }
        key = ["channel_id", "topic_id", "time"]
        insert = self._database.insert(subscriptions).on_conflict_do_nothing(index_elements=key)
        same = [subscriptions.c[name] == values[name] for name in key]
        with self._database.writing() as connection:
            _hold_made(connection, made)
            waiting = _end_elsewhere(connection, subscriptions.c.timezone != preferences.timezone, *same)
            new = connection.execute(insert.returning(*_COLUMNS), values).one_or_none()
            if new is not None:
                _take_over(connection, waiting or (), new.id)
                return Subscribed(_subscription_from(new), is_new=waiting is None)
            renewal = update(subscriptions).where(*same).values(renewed).returning(*_COLUMNS)
            return Subscribed(_subscription_from(connection.execute(renewal).one()), is_new=False)

    def change_subscription(
        self,
        changed: Subscription,
        *,
        now: datetime,
        asked_anew: tuple[Briefing, Callable[[int], Answer]] | None = None,
    ) -> Subscription | None:
        """Keep what a person has changed about it; None when there is none.

        In another zone it gets a new id, for the reason that `subscribe` gives. So it does in another channel, which
        has been told other things before: an hour that waits to be sent, or is being composed, is due anew there.

        Args:
            asked_anew: What the other channel is sent where somebody asked for a briefing that waits, and how it
                answers, by the new id.
        """
        values = asdict(changed) | {"owner_try_at": None}
        number = values.pop("id")
        mine = subscriptions.c.id == number
        with self._database.writing() as connection:
            is_moved = subscriptions.c.channel_id != changed.channel_id
            is_asked_for = False
            # Held until the end, so that nothing more gets into the outbox for the old channel.
            if connection.scalar(select(subscriptions.c.id).where(mine, is_moved).with_for_update()):
                given_up = give_up_unsent(connection, deliveries.c.subscription_id == number, MOVED, now)
                hours = [row.due_at for row in given_up if not row.slot.startswith(ASKED_FOR)]
                is_asked_for = len(hours) < len(given_up)
                values["next_due_at"] = min(changed.next_due_at, max(hours, default=changed.next_due_at))
            waiting = _end_elsewhere(connection, or_(is_moved, subscriptions.c.timezone != changed.timezone), mine)
            change = update(subscriptions).where(mine) if waiting is None else subscriptions.insert()
            row = connection.execute(change.values(values).returning(*_COLUMNS)).one_or_none()
            if row is None:
                return None
            _take_over(connection, waiting or (), row.id)
            if is_asked_for and asked_anew is not None:
                briefing, answer_of = asked_anew
                insert_briefing(self._database, connection, briefing)
                connection.execute(deliveries.insert(), pending(row, answer_of(row.id), briefing.id))
            return _subscription_from(row)

    def retell(self, guild_id: int, was: str, becomes: str) -> None:
        """Tell what a guild is told in one language in another, but for the quotes."""
        columns = subscriptions.c
        in_it = (columns.guild_id == guild_id, columns.language == was)
        self._change(update(subscriptions).where(*in_it).values(language=becomes))

    def unsubscribe(self, subscription_id: int, *, now: datetime) -> Ended | None:
        """End a subscription and give up what it has not sent; None when there is none.

        What it did send stays known (`last_told`).

        Returns:
            What `put_back` needs.
        """
        mine, theirs = subscriptions.c.id == subscription_id, deliveries.c.subscription_id == subscription_id
        stood = [deliveries.c[name] for name in ("id", "state", "try_at", "error")]
        with self._database.writing() as connection:
            # Held until the end, so that nothing gets into the outbox between the two.
            row = connection.execute(select(subscriptions).where(mine).with_for_update()).one_or_none()
            if row is None:
                return None
            delivery_ids = connection.scalars(select(deliveries.c.id).where(theirs)).all()
            unsent = select(*stood).where(theirs, deliveries.c.ended_at.is_(None)).with_for_update()
            left = [dict(each._mapping) for each in connection.execute(unsent)]
            give_up_unsent(connection, theirs, UNSUBSCRIBED, now)
            connection.execute(delete(subscriptions).where(mine))
            return Ended(dict(row._mapping), delivery_ids, left)

    def put_back(self, ended: Ended, *, made: Topic | None = None) -> Subscription | None:
        """Let a subscription go on as if it had never been ended; None where its place is taken meanwhile.

        It gets back its id, and its deliveries with it: a date that it has answered stays answered. What waited to be
        sent waits again, as far as whoever had it in hand has not sent it since.

        Args:
            made: Its topic, where it was made in Discord and may be removed there meanwhile.

        Raises:
            UnknownTopicError: It has been.
        """
        insert = self._database.insert(subscriptions).on_conflict_do_nothing().returning(*_COLUMNS)
        with self._database.writing() as connection:
            _hold_made(connection, made)
            row = connection.execute(insert, ended.row).one_or_none()
            if row is None:
                return None
            for portion in portions(ended.delivery_ids):
                theirs = update(deliveries).where(deliveries.c.id.in_(portion))
                connection.execute(theirs.values(subscription_id=row.id))
            for each in ended.unsent:
                given_up = deliveries.c.id == each["id"], deliveries.c.state == DeliveryState.FAILED
                connection.execute(update(deliveries).where(*given_up).values(**each, ended_at=None))
            return _subscription_from(row)

    def give_up_paused(self, subscription_id: int, *, now: datetime) -> None:
        """Give up what a subscription that somebody has paused has not sent; `enqueue` lets nothing more in."""
        with self._database.writing() as connection:
            give_up_unsent(connection, deliveries.c.subscription_id == subscription_id, PAUSED, now)

    def pause_subscription(self, subscription_id: int, reason: str, *, now: datetime | None) -> bool:
        """Send nothing until the channel subscribes again, and say why; False when there is none.

        Its owner is to be told from `now` on (`claim_pause`); None where they need not be.
        """
        paused = {"paused_reason": reason, "owner_try_at": now, "owner_tried_at": None}
        statement = update(subscriptions).where(subscriptions.c.id == subscription_id).values(paused)
        return self._change(statement) > 0

    def claim_pause(self, now: datetime, lease: timedelta) -> tuple[Subscription, datetime] | None:
        """A paused subscription whose owner is to be told; nobody else gets it until the lease runs out.

        Returns:
            With it, when that was first claimed: `now`, unless an earlier claim ran out, which may have told them.
        """
        columns = subscriptions.c
        untold = (
            select(columns.id)
            .where(columns.owner_try_at <= now, columns.paused_reason.is_not(None))
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        claimed = {"owner_try_at": now + lease, "owner_tried_at": func.coalesce(columns.owner_tried_at, now)}
        claim = update(subscriptions).where(columns.id == untold.scalar_subquery()).values(claimed)
        with self._database.writing() as connection:
            row = connection.execute(claim.returning(*_COLUMNS, columns.owner_tried_at)).one_or_none()
            return None if row is None else (_subscription_from(row), row.owner_tried_at)

    def record_pause_told(self, subscription_id: int) -> None:
        """Its owner knows."""
        told = update(subscriptions).where(subscriptions.c.id == subscription_id).values(owner_try_at=None)
        self._change(told)

    def postpone_subscription(self, subscription_id: int, next_due_at: datetime) -> bool:
        """Let its hour pass unanswered; False where it is due later than that already, or there is none."""
        columns = subscriptions.c
        statement = update(subscriptions).where(columns.id == subscription_id, columns.next_due_at < next_due_at)
        return self._change(statement.values(next_due_at=next_due_at)) > 0

    def subscriptions(
        self, *, channel_id: int | None = None, guild_id: int | None = None, created_by: int | None = None
    ) -> tuple[Subscription, ...]:
        """The subscriptions of a channel, of a guild, that somebody made, or all; by channel, time and topic."""
        columns = subscriptions.c
        query = select(*_COLUMNS).order_by(columns.channel_id, columns.time, columns.topic_id)
        if channel_id is not None:
            query = query.where(columns.channel_id == channel_id)
        if guild_id is not None:
            query = query.where(columns.guild_id == guild_id)
        if created_by is not None:
            query = query.where(columns.created_by == created_by)
        with self._database.reading() as connection:
            return _subscriptions_from(connection.execute(query))

    def due_subscriptions(self, now: datetime) -> tuple[Subscription, ...]:
        """Running subscriptions whose hour has come, the longest overdue first."""
        due = subscriptions.c.next_due_at <= now, subscriptions.c.paused_reason.is_(None)
        query = select(*_COLUMNS).where(*due).order_by(subscriptions.c.next_due_at, subscriptions.c.id)
        with self._database.reading() as connection:
            return _subscriptions_from(connection.execute(query))


def _hold_made(connection: Connection, made: Topic | None) -> None:
    if made is not None and hold_topic(connection, made) is None:
        raise UnknownTopicError("The topic “{topic}” is gone.", topic=made.called)


def _end_elsewhere(
    connection: Connection, elsewhere: ColumnElement[bool], *same: ColumnElement[bool]
) -> Sequence[int] | None:
    """End a subscription that is elsewhere; which of its deliveries wait to be sent, None where there is none."""
    mine = connection.scalar(select(subscriptions.c.id).where(*same, elsewhere).with_for_update())
    if mine is None:
        return None
    unsent = deliveries.c.subscription_id == mine, deliveries.c.ended_at.is_(None)
    waiting = connection.scalars(select(deliveries.c.id).where(*unsent)).all()
    connection.execute(delete(subscriptions).where(subscriptions.c.id == mine))
    return waiting


def _take_over(connection: Connection, waiting: Sequence[int], subscription_id: int) -> None:
    """What waits is sent as the new subscription wishes."""
    theirs = update(deliveries).where(deliveries.c.id.in_(waiting)).values(subscription_id=subscription_id)
    connection.execute(theirs)


def _subscription_from(row: AnyRow) -> Subscription:
    values = {name: getattr(row, name) for name in _NAMES}
    # Thousands that are due at once have few topics, hours and zones: two fifths of what they take in memory.
    values |= {name: intern(values[name]) for name in _FEW_VALUES}
    return Subscription(**values)


def _subscriptions_from(rows: Iterable[AnyRow]) -> tuple[Subscription, ...]:
    return tuple(map(_subscription_from, rows))
