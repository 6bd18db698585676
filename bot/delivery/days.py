"""The days that quoted sentences name, where who reads them later would take them for others: "yesterday [18 Sep]".

What stands between brackets is ours, as in any quotation; the sentence that is kept, and its hash, have none of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.delivery.times import short_day
from bot.model import Article, Quote
from bot.text.dates import NamedDay, named_days

# Nobody says in which zone an article was written: from America's west to the Caucasus, "today" may be either of two.
_WESTERNMOST, _EASTERNMOST = timedelta(hours=-7), timedelta(hours=4)


def days_meant(quote: Quote, article: Article) -> list[NamedDay]:
    """The days that a sentence names, by their places in it, as far as its article's own date tells which they are."""
    if article.told_at is None:
        return []
    told_on = dict.fromkeys((article.told_at + offset).date() for offset in (_WESTERNMOST, _EASTERNMOST))
    readings = [list(named_days(quote.text, article.language, day)) for day in told_on]
    return [meant[0] for meant in zip(*readings, strict=True) if meant[0].day and len(set(meant)) == 1]


def with_days(quote: Quote, article: Article | None, read_at: datetime, locale: str) -> str:
    """A sentence, with the day behind each word for one that would mean another on the day on which it is read."""
    text = quote.text
    for named in reversed(list(_misread(quote, article, read_at)) if article else []):
        if named.day:
            text = f"{text[: named.end]} [{short_day(named.day, locale)}]{text[named.end :]}"
    return text


def _misread(quote: Quote, article: Article, read_at: datetime) -> Iterator[NamedDay]:
    today = {(named.start, named.day) for named in named_days(quote.text, article.language, read_at.date())}
    return (named for named in days_meant(quote, article) if (named.start, named.day) not in today)
