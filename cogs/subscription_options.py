"""The options that `/subscribe` and `/subscriptions edit` share: how they are read, what is said and suggested."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from discord import app_commands

from bot.actions.reading import languages_written
from bot.actions.spoken import days_written, quiet_hours_written, zone_written
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


async def _suggest_times(_interaction: Press, typed: str) -> Choices:
    return time_choices(typed)


async def suggest_zones(interaction: Press, typed: str) -> Choices:
    """Zones by name or city, with the time that it is there."""
    return zone_choices(typed, interaction.created_at, speech_of(interaction))


async def _suggest_days(interaction: Press, typed: str) -> Choices:
    return day_choices(typed, speech_of(interaction))


async def _suggest_quiet_hours(interaction: Press, typed: str) -> Choices:
    return quiet_hours_choices(typed, speech_of(interaction))


async def suggest_reads(interaction: Press, typed: str) -> Choices:
    """Languages that readers read."""
    return reading_choices(typed, speech_of(interaction))


SUGGESTIONS: Final = {
    "time": _suggest_times,
    "timezone": suggest_zones,
    "days": _suggest_days,
    "quiet_hours": _suggest_quiet_hours,
    "reads": suggest_reads,
}
"""What suggests the values of which option."""
