"""Several things in one answer: "the dam, the league and 18:30"."""

from __future__ import annotations

import re

from bot.errors import UnknownTopicError
from bot.model import Topic
from bot.pipeline.catalogue import Catalogue


def parts(text: str) -> list[str]:
    """What stands between commas, semicolons or "and"; all of it where that is nothing."""
    return [part.strip() for part in re.split(r"[,;]|\band\b", text) if part.strip()] or [text]


def topics_meant(catalogue: Catalogue, text: str, guild_id: int | None) -> list[Topic]:
    """The topics that a person names, each once.

    Raises:
        UnknownTopicError: One of them is called by no topic.
    """
    try:  # a name may have a comma of its own
        return [catalogue.find(text, guild_id)]
    except UnknownTopicError:
        if len(parts(text)) == 1:
            raise
    named = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    if len(named) > 1:  # and so may each, an "and"
        return list({topic.id: topic for part in named for topic in topics_meant(catalogue, part, guild_id)}.values())
    return list({topic.id: topic for topic in (catalogue.find(part, guild_id) for part in parts(text))}.values())
