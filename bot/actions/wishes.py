"""What a person may ask of a subscription, in their words, and what its fields are then."""

from __future__ import annotations

from typing import Any, TypedDict

from bot.actions.reading import parse_languages
from bot.actions.times import parse_days, parse_quiet_hours, quiet_hours_told
from bot.actions.zones import parse_zone
from bot.errors import BadValueError
from bot.model import Length, Posts
from bot.pipeline.hours import lies_in

_WRITTEN = {"timezone": parse_zone, "days": parse_days, "quiet_hours": parse_quiet_hours, "reads": parse_languages}


class Wishes(TypedDict, total=False):
    """What a person may ask of a subscription; None and what is left out stay as they are, or are the usual.

    Attributes:
        days: As people write them: "Mon-Fri", "weekends", "every day".
        skip_quiet: Whether a day without news is passed over.
        role_id: The role to mention; 0 for none.
        channel_id: Where to.
        length: How much is told at once.
        language: Of the frame, two letters.
        posts: What begins a post, where the channel is a forum.
        quiet_hours: In which nothing is posted, as people write them: "22-7", "none".
        reads: The languages that the readers read, likewise: "pl, en", "usual".
    """

    timezone: str | None
    days: str | None
    skip_quiet: bool | None
    role_id: int | None
    channel_id: int | None
    length: Length | None
    language: str | None
    posts: Posts | None
    quiet_hours: str | None
    reads: str | None


def read_wishes(wishes: Wishes) -> dict[str, Any]:
    """The fields of a subscription that are wished, by name; a role of 0 is none.

    Raises:
        BadValueError: No such zone, day, quiet hours or language.
    """
    wished = {name: wish for name, wish in wishes.items() if wish is not None and (wish or name not in _WRITTEN)}
    return wished | {name: parse(str(wished[name])) for name, parse in _WRITTEN.items() if name in wished}


def must_be_loud(local_time: str, quiet_hours: str) -> None:
    """Refuse an hour "HH:MM" that lies in its own quiet hours "HH:MM-HH:MM".

    Raises:
        BadValueError: It does.
    """
    if lies_in(local_time, quiet_hours):
        raise BadValueError(
            "{time} lies in the quiet hours, {hours}; choose another time or other quiet hours",
            time=local_time,
            hours=quiet_hours_told(quiet_hours),
        )
