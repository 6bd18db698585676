"""Find articles by their words."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions.reading import parse_language
from bot.actions.spoken import window_written
from bot.actions.times import is_day, parse_moment, parse_span
from bot.clock import Clock
from bot.delivery.rows import Found
from bot.delivery.speech import ENGLISH, Speech
from bot.errors import BadValueError
from bot.model import Article
from bot.storage import MINUSES, SearchFilter, Storage, wants_all

PAGE = 8
"""Articles on a page."""

# What stands in quotes is looked for, whatever it looks like.
_PART = re.compile(
    rf'[“"„«][^“”"„«»]*[”"»]|(?<!\S)(?:(?P<name>source|lang|before|after)|[{MINUSES}](?P<without>source|lang)):'
    # A unit belongs to the number before it: "after:3 days".
    r'(?:"(?P<quoted>[^"]*)"|(?P<plain>(?:(?<=before:)|(?<=after:))\d{1,5}[ ]\w+|\S*))',
    re.IGNORECASE,
)
# "from:bbc", which looks like something to keep to; not "https://…".
_LIKE_A_FILTER = re.compile(rf"(?<!\S)[{MINUSES}]?[^\W\d_]{{2,15}}:(?=[^\s/])")


class SearchAction:
    """Search everything that is stored.

    Args:
        zone: What a moment without a zone is meant in.
    """

    def __init__(self, *, storage: Storage, clock: Clock, zone: str) -> None:
        self._storage = storage
        self._clock = clock
        self._zone = zone

    async def search(
        self, query: str, *, speech: Speech = ENGLISH, page: int = 0, per_page: int = PAGE, until: str | None = None
    ) -> Found:
        """Articles with all the words; those in quotes stand side by side, "-word" is left out, "OR" asks for either.

        Args:
            query: `source:`, `lang:`, `before:` and `after:` in it are no words to find but what to keep to; two
                sources or two languages are either; "-source:" and "-lang:" are left out.
            speech: The language in which lengths of time, days and languages are written, beside English.
            page: Counted from 0.
            until: Leave out what was told later; now where nobody says.

        Raises:
            BadValueError: There is nothing to search for, or a moment nobody can read.
        """
        now = self._clock()
        moment = parse_moment(until, self._zone, now) if until else now
        words, only = read_filter(query, self._zone, moment, speech)
        hits = await asyncio.to_thread(
            self._storage.search, words, limit=per_page + 1, offset=page * per_page, only=only
        )
        kept_to = tuple(part[0] for part in _PART.finditer(query) if part["name"] or part["without"])
        articles = [hit.article for hit in hits[:per_page]]
        unread = tuple(dict.fromkeys(_LIKE_A_FILTER.findall(_PART.sub(" ", query))))
        return Found(query, articles, wants_all(words), kept_to, page, len(hits) > per_page, unread)

    async def suggest(self, typed: str, *, speech: Speech = ENGLISH, limit: int = 25) -> Sequence[Article]:
        """Articles for a list that narrows while a person types; none before there is something to search for."""
        try:
            return (await self.search(typed, speech=speech, per_page=limit)).articles
        except BadValueError:
            return ()


def read_filter(query: str, zone: str, now: datetime, speech: Speech = ENGLISH) -> tuple[str, SearchFilter]:
    """The words of a question, and what it keeps to.

    Of a day, `before:` means before its beginning and `after:` after its end, as in Discord's own search; of a
    length of time ("7d", "3 days") both mean the moment so long ago.

    Raises:
        BadValueError: A language or a moment nobody can read.
    """
    words: list[str] = []
    only = SearchFilter(until=now)
    place = 0
    for part in _PART.finditer(query):
        if part["name"] or part["without"]:
            words.append(query[place : part.start()])
            place = part.end()
            name = f"-{part['without']}".lower() if part["without"] else part["name"].lower()
            value = (part["quoted"] or part["plain"] or "").strip()
            if name in ("before", "after"):
                value = window_written(value, speech, now.astimezone(ZoneInfo(zone)).date())
            elif value and name.endswith("lang"):
                value = parse_language(value, speech)
            only = _narrowed(only, name, value, zone, now)
    return " ".join([*words, query[place:]]).strip(), only


def _narrowed(only: SearchFilter, name: str, value: str, zone: str, now: datetime) -> SearchFilter:
    if not value:
        raise BadValueError("“{name}:” needs a value, without a space before it", name=name)
    if name == "source":
        return replace(only, sources=(*only.sources, value))
    if name == "lang":
        return replace(only, languages=(*only.languages, value))
    if name == "-source":
        return replace(only, without_sources=(*only.without_sources, value))
    if name == "-lang":
        return replace(only, without_languages=(*only.without_languages, value))
    start, end = parse_span(value, zone, now)
    return replace(only, before=start) if name == "before" else replace(only, after=end if is_day(value) else start)
