"""Several things in one answer: "the dam, the league and 18:30"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.errors import BadValueError, UnknownTopicError
from bot.model import Topic
from bot.pipeline.catalogue import Catalogue

_MOST_NAMED = 10
"""Nobody asks for more at once, and each costs a look through all names."""


def parts(text: str) -> list[str]:
    """What stands between commas, semicolons or "and"; all of it where that is nothing."""
    return [part.strip() for part in re.split(r"[,;]|\band\b", text) if part.strip()] or [text]


def topics_meant(catalogue: Catalogue, text: str, guild_id: int | None) -> list[Topic]:
    """The topics that a person names, each once.

    Raises:
        UnknownTopicError: One of them is called by no topic.
        BadValueError: They are more than anybody may ask for at once.
    """
    try:  # a name may have a comma of its own
        return [catalogue.find(text, guild_id)]
    except UnknownTopicError:
        if len(parts(text)) == 1:
            raise
    named = _few(part.strip() for part in re.split(r"[,;]", text))
    if len(named) > 1:  # and so may each, an "and"
        return list({topic.id: topic for part in named for topic in topics_meant(catalogue, part, guild_id)}.values())
    return list({topic.id: topic for topic in (catalogue.find(part, guild_id) for part in _few(parts(text)))}.values())


def _few(named: Iterable[str]) -> list[str]:
    """Each name once."""
    names = list({name.casefold(): name for name in named if name}.values())
    if len(names) > _MOST_NAMED:
        raise BadValueError.count(
            len(names),
            "This is {n} topic; ask for at most {most} at once.",
            "These are {n} topics; ask for at most {most} at once.",
            most=_MOST_NAMED,
        )
    return names
