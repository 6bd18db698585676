"""The hours of a subscription on the calendar: its own, and those in which nothing is posted for it.

Its own hour never lies among its quiet ones. What is late when they begin waits until they end, and that time does
not count against it: they are no reason to give a briefing up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.storage import EVERY_DAY

NextSends = Callable[[str, str, datetime, int, str], tuple[datetime, ...]]
"""Local time "HH:MM", IANA zone, a moment, how many, ISO weekdays: the next moments after it when it is that time."""

LONGEST_DELAY = timedelta(hours=21)
"""However many of the hours since were quiet, a briefing is over after so long: no day is shorter than that."""


def date_answered(local_time: str, zone: str, due_at: datetime) -> date:
    """The local date whose hour this moment answers: of a time in a gap before midnight the date before."""
    wall = due_at.astimezone(ZoneInfo(zone))
    return wall.date() if f"{wall:%H:%M}" >= local_time else wall.date() - timedelta(days=1)


def lies_in(local_time: str, quiet_hours: str) -> bool:
    """Whether a time of day "HH:MM" lies in hours such as "22:00-07:00", the second of which is not of them."""
    begins, _, ends = quiet_hours.partition("-")
    if begins < ends:
        return begins <= local_time < ends
    return bool(quiet_hours) and (local_time >= begins or local_time < ends)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Those of a subscription.

    Attributes:
        hours: "HH:MM-HH:MM" by the clocks of the zone, over midnight where the second is the earlier; "" for none.
        zone: IANA name.
        next_sends: The calendar.
    """

    hours: str
    zone: str
    next_sends: NextSends

    def until(self, moment: datetime) -> datetime | None:
        """When those end in which a moment lies; None where it lies in none."""
        shown = moment.astimezone(ZoneInfo(self.zone))
        if not self.hours or not (shown.fold or lies_in(f"{shown:%H:%M}", self.hours)):
            return None
        # What a clock shows twice says too little where clocks go back: then they begin and end the first time.
        begins, ends = (self._next(local_time, moment) for local_time in self.hours.split("-"))
        return ends if ends < begins else None

    def is_over(self, due_at: datetime, now: datetime, after: timedelta) -> bool:
        """Whether more time has passed since an hour than it may be late, quiet hours not counted."""
        if now - due_at <= after:
            return False
        return not self.hours or now - due_at > LONGEST_DELAY or self._loud(due_at, now) > after

    def _loud(self, since: datetime, until: datetime) -> timedelta:
        """How much of a stretch of time lies in no quiet hours."""
        loud = timedelta()
        while since < until:
            if ends := self.until(since):
                since = ends
            else:
                begins = min(self._next(self.hours.partition("-")[0], since), until)
                loud += begins - since
                since = begins
        return loud

    def _next(self, local_time: str, after: datetime) -> datetime:
        return self.next_sends(local_time, self.zone, after, 1, EVERY_DAY)[0]
