"""What of a message is still English where its reader has another language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_SHOWN = ("content", "label", "placeholder", "description", "title", "name")
"""Fields of Discord's bodies that people read."""
_NO_WORDS = re.compile(
    r"`[/a-z][^`]*`|/[a-z]+(?: (?:edit|remove|resume))?|made-[0-9a-f]+|<[^<>]*>|\]\([^()]*\)|https?://\S+|[\w-]+(?:\.[\w-]+)+|\S+/\S+"
)
"""Commands, ids, mentions and moments, addresses, hosts and files, time zones: alike in every language."""
_RUN = re.compile(r"[A-Za-z][A-Za-z'’]*(?: [A-Za-z][A-Za-z'’]*)*")
NAMES = {"briefbot", "discord", "opml", "utc", "http", "html", "xml", "json", "etag", "rss", "bytes"}


def shown(body: object, key: str = "") -> Iterator[str]:
    """Every text of a request's body that somebody reads."""
    if isinstance(body, dict):
        for name, value in body.items():
            yield from shown(value, name)
    elif isinstance(body, list):
        for each in body:
            yield from shown(each, key)
    elif isinstance(body, str) and key in _SHOWN:
        yield body


def english_in(text: str, data: str) -> list[str]:
    """Words in Latin letters that stand neither in the data, in the same order, nor are names; whole runs of them."""
    folded = " ".join(data.casefold().split())
    runs = _RUN.findall(_NO_WORDS.sub("·", text.replace("\\", "")))
    return [run for run in runs if run.casefold() not in folded and run.casefold() not in NAMES]


def left_in_english(calls: Iterable[Any], data: str) -> dict[str, str]:
    """What people were shown in English that is no data, with the text it stands in."""
    told = (
        text
        for call in calls
        if call.json is not None and not call.path.endswith("/commands")
        for text in shown(call.json)
    )
    return {run: text for text in told for run in english_in(text, data)}
