"""Several things in one answer: "the dam, the league and 18:30"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.errors import BadValueError, UnknownTopicError
from bot.model import Topic
from bot.pipeline.catalogue import Catalogue


def parts(text: str) -> list[str]:
    """What stands between commas, semicolons or "and"; all of it where that is nothing."""
    return [part.strip() for part in re.split(r"[,;]|\band\b", text) if part.strip()] or [text]


def topics_meant(catalogue: Catalogue, text: str, guild_id: int | None, *, at_most: int) -> list[Topic]:
    """The topics that a person names, each once.

    Raises:
        UnknownTopicError: One of them is called by no topic.
        BadValueError: They are more than `at_most`; no more names are looked for, since each costs a look through all.
    """
    try:  # a name may have a comma of its own
        return [catalogue.find(text, guild_id)]
    except UnknownTopicError:
        if len(parts(text)) == 1:
            raise
    named = _few((part.strip() for part in re.split(r"[,;]", text)), at_most)
    if len(named) > 1:  # and so may each, an "and"
        each_meant = (topics_meant(catalogue, part, guild_id, at_most=at_most) for part in named)
        meant = [topic for found in each_meant for topic in found]
    else:
        meant = [catalogue.find(part, guild_id) for part in _few(parts(text), at_most)]
    topics = list({topic.id: topic for topic in meant}.values())
    _refuse_more(len(topics), at_most)
    return topics


def _few(named: Iterable[str], at_most: int) -> list[str]:
    """Each name once."""
    names = list({name.casefold(): name for name in named if name}.values())
    _refuse_more(len(names), at_most)
    return names


def _refuse_more(count: int, at_most: int) -> None:
    if count > at_most:
        raise BadValueError.count(
            count,
            "This is {n} topic; ask for at most {most} at once.",
            "These are {n} topics; ask for at most {most} at once.",
            most=at_most,
        )
