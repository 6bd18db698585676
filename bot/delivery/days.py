"""The days that quoted sentences name, where who reads them later would take them for others: "yesterday [18 Sep]".

What stands between brackets is ours, as in any quotation; the sentence that is kept, and its hash, have none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from bot.delivery.times import short_day
from bot.model import Article, Quote
from bot.text.dates import NamedDay, days_read, named_days

# "today's", "Pazartesi'den": what is joined to a word stays with it.
_JOINED = re.compile(r"['’ʼ]\w+")
_LITTLE_BETWEEN = re.compile(r"[\s,(–—-]{1,3}")
# Farther away a day without its year is that of another.
_THESE_MONTHS = timedelta(days=180)


def days_meant(quote: Quote, article: Article) -> list[NamedDay]:
    """The days that a sentence names, by their places in it, as far as its article's own date tells which they are."""
    if article.told_at is None:
        return []
    read = days_read(quote.text, article.language, article.told_at)
    return [NamedDay(each.sure, each.start, each.end) for each in read if each.sure]


def with_days(quote: Quote, article: Article | None, read_at: datetime, locale: str) -> str:
    """A sentence, with the day behind each word for one that would mean another on the day on which it is read.

    Args:
        read_at: By the clocks of its reader.
    """
    text = quote.text
    for named in reversed(list(_misread(quote, article, read_at)) if article else []):
        if named.day:
            end = _end(quote.text, named)
            has_year = abs(read_at.date() - named.day) > _THESE_MONTHS
            text = f"{text[:end]} [{short_day(named.day, locale, has_year=has_year)}]{text[end:]}"
    return text


def dated_beside(quote: Quote, article: Article, day: date, locale: str) -> str:
    """A sentence below the day of a timeline, with the day behind each word that would be taken for another there.

    What was told a day later says "yesterday" of the day above it, and "on Sunday" of one that nobody could guess.
    """
    return with_days(quote, article, datetime.combine(day, time(), UTC), locale)


def _end(text: str, named: NamedDay) -> int:
    """Where a word for a day ends, with what is joined to it and without the stop of its sentence."""
    if named.end == len(text) and text.endswith("."):
        return named.end - 1
    joined = _JOINED.match(text, named.end)
    return joined.end() if joined else named.end


def _misread(quote: Quote, article: Article, read_at: datetime) -> Iterator[NamedDay]:
    """What would be taken for another day, but for what has its date behind it and what was said so before."""
    today = {(named.start, named.day) for named in named_days(quote.text, article.language, read_at.date())}
    meant = days_meant(quote, article)
    dated = {(named.day, named.start) for named in meant if (named.start, named.day) in today}
    said: set[tuple[str, date | None]] = set()
    for named in meant:
        word = quote.text[named.start : named.end].casefold(), named.day
        gap = _LITTLE_BETWEEN.match(quote.text, named.end)
        has_date = gap is not None and (named.day, gap.end()) in dated
        if (named.start, named.day) not in today and not has_date and word not in said:
            said.add(word)
            yield named
