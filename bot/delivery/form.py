"""How a briefing is told: how much at once, in which language its frame speaks, and by whose clocks."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.delivery.speech import Speech, speech_in
from bot.model import Length


class Form(NamedTuple):
    """The form of a briefing, the same on all its pages.

    Attributes:
        language: Of the frame, two letters; what is quoted stays as it was published.
        timezone: IANA name: by these clocks its readers tell today from yesterday.
    """

    length: Length = Length.NORMAL
    language: str = "en"
    timezone: str = "UTC"

    @property
    def speech(self) -> Speech:
        """The frame's words."""
        return speech_in(self.language)

    def by_the_clocks(self, moment: datetime) -> datetime:
        """A moment as its readers' clocks show it."""
        return moment.astimezone(ZoneInfo(self.timezone))


USUAL = Form()
