"""The options that `/subscribe` and `/subscriptions edit` share: how they are read, what is said and suggested."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from discord import app_commands
from discord.ext import commands

from bot.actions.reading import languages_written
from bot.actions.spoken import days_written, quiet_hours_written, zone_written
from bot.clock import Clock
from bot.delivery.speech import Speech
from cogs.answers import Press, speech_of
from cogs.asking import Postable, PostableOption
from cogs.choices import Choices, day_choices, quiet_hours_choices, reading_choices, time_choices, zone_choices

PostableChannel = app_commands.Transform[Postable, PostableOption]
"""The type of an option that takes a channel."""


class _Written(app_commands.Transformer):
    """An option that people write in the language of their Discord; what cannot be read stays as it was written.

    Args:
        read: Puts it into the words that actions read.
    """

    def __init__(self, read: Callable[[str, Speech], str]) -> None:
        self._read = read

    async def transform(self, interaction: Press, value: str, /) -> str:
        """What is meant."""
        return self._read(value, speech_of(interaction))


WrittenZone = app_commands.Transform[str, _Written(zone_written)]
WrittenDays = app_commands.Transform[str, _Written(days_written)]
WrittenHours = app_commands.Transform[str, _Written(quiet_hours_written)]
WrittenLanguages = app_commands.Transform[str, _Written(languages_written)]
"""The types of options that take a zone, days, quiet hours, and languages that somebody reads."""

SKIP_QUIET_TEXT = "Pass over days without news (default: say that nothing is new)"
QUIET_HOURS_TEXT = "Hours without posts, such as 22:00-07:00, or none; what would come late waits"
READS_TEXT = "The languages your readers read, the first first: quotes are chosen in these (else: the server's)"
MENTION_TEXT = "A role to mention, the only mention there will be"


class SuggestsHours(commands.Cog):
    """Suggests times, zones, days, quiet hours and languages, to the commands that take `SUGGESTIONS`.

    Args:
        clock: What the time is, which is told beside each zone.
    """

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock

    async def times(self, _interaction: Press, typed: str) -> Choices:
        """Times of day."""
        return time_choices(typed)

    async def zones(self, interaction: Press, typed: str) -> Choices:
        """Zones by name or city."""
        return zone_choices(typed, self._clock(), speech_of(interaction))

    async def days(self, interaction: Press, typed: str) -> Choices:
        """Weekdays."""
        return day_choices(typed, speech_of(interaction))

    async def quiet_hours(self, interaction: Press, typed: str) -> Choices:
        """Hours without posts."""
        return quiet_hours_choices(typed, speech_of(interaction))

    async def reads(self, interaction: Press, typed: str) -> Choices:
        """Languages that readers read."""
        return reading_choices(typed, speech_of(interaction))


SUGGESTIONS: Final = {
    "time": SuggestsHours.times,
    "timezone": SuggestsHours.zones,
    "days": SuggestsHours.days,
    "quiet_hours": SuggestsHours.quiet_hours,
    "reads": SuggestsHours.reads,
}
"""What suggests the values of which option."""
