"""What would be read at an address, step by step, for whoever wonders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import AllOf, FetchError, Figure, ParseError, Phrase
from bot.pipeline.health import amount_per_day
from bot.sources.addresses import check_url
from bot.sources.discovery import feeds_named_in, usual_addresses
from bot.sources.documents import IS_LIST
from bot.sources.entries import FeedRead
from bot.sources.fetch import Fetched, Fetcher
from bot.sources.polling import pace_of
from bot.sources.workers import ParserPool

_MOST_TRIED = 6
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was tried, and what came of it."""

    is_good: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found.

    Attributes:
        feed_url: The feed at the address, or the first that its page leads to; None where there is none.
        articles: How many would be read from it now.
    """

    feed_url: str | None
    steps: tuple[Step, ...]
    articles: int = 0


async def check_feed(urls: Sequence[str], *, fetcher: Fetcher, parsers: ParserPool, now: datetime) -> Checked:
    """Ask an address as a refresh would, follow the page that stands there to its feeds, and keep nothing.

    Args:
        urls: Of several the first that answers is meant.
    """
    steps: list[Step] = []
    for url in urls:
        if answer := await _fetched(url, fetcher, steps):
            break
    else:
        return Checked(None, tuple(_each_reason_once(steps)))
    if read := await _read(url, answer, parsers, now, steps):
        return Checked(url, tuple(steps), len(read.articles))
    if steps[-1].sentence == IS_LIST:  # no page, whose site may have a feed
        return Checked(None, tuple(steps))
    named = feeds_named_in(answer.body, url=answer.url, content_type=answer.content_type)
    if named:
        steps.append(_good("it names {feeds}", feeds=AllOf(named)))
    else:
        steps.append(_bad("it names no feed; what follows are the usual addresses"))
    for candidate in (named or usual_addresses(answer.url))[:_MOST_TRIED]:
        found = await _fetched(candidate, fetcher, steps)
        if found and (read := await _read(candidate, found, parsers, now, steps)):
            return Checked(candidate, tuple(steps), len(read.articles))
    return Checked(None, tuple(steps))


def _each_reason_once(steps: Sequence[Step]) -> Iterator[Step]:
    """Without those that fail for the reason of one before them, as all do where nobody knows a host."""
    given = set[object]()
    for step in steps:
        why = step.sentence.values.get("why") if isinstance(step.sentence, Phrase) else step.sentence
        if why not in given:
            yield step
        given.add(why)


async def _fetched(url: str, fetcher: Fetcher, steps: list[Step]) -> Fetched | None:
    try:
        answer = await fetcher.fetch(url)
    except FetchError as error:
        steps.append(_bad("{url}: {why}", url=url, why=error.reason))
        return None
    kind = answer.content_type or Phrase("no stated type")
    size = Figure(len(answer.body))
    steps.append(_good("{url} answers with {size} bytes of {kind}", url=url, size=size, kind=kind))
    if answer.moved_to:
        steps.append(_good("it has moved for good to {url}", url=answer.moved_to))
    elif answer.url != check_url(url):
        steps.append(_good("it sends us on to {url}", url=answer.url))
    return answer


async def _read(url: str, answer: Fetched, parsers: ParserPool, now: datetime, steps: list[Step]) -> FeedRead | None:
    """What the feed holds; None where it is none."""
    try:
        read = await parsers.parse(
            answer.body, feed_url=url, now=now, content_type=answer.content_type, lives_at=answer.moved_to
        )
    except ParseError as error:
        steps.append(Step(is_good=False, sentence=error.reason))
        return None
    has_mark = answer.etag or answer.last_modified
    steps += _told(read, now)
    steps.append(
        _good("unchanged, it will not be sent again")
        if has_mark
        else _bad("it is sent whole each time, changed or not")
    )
    return read


def _told(read: FeedRead, now: datetime) -> list[Step]:
    articles, profile = read.articles, read.profile
    pace = pace_of([article.published_at for article in articles if article.published_at], now)
    title = f"{profile.title} ({profile.language})" if profile.language else profile.title
    counted = Phrase(
        "it is the feed of {title}: {number} of {all} entries are articles",
        title=title,
        number=len(articles),
        all=read.entries,
    )
    steps = [Step(bool(articles), counted)]
    steps += [Step(is_good=False, sentence=warning) for warning in read.warnings]
    if pace.newest_at:
        when = f"{pace.newest_at:%Y-%m-%d %H:%M} UTC"
        steps.append(
            _good("the newest is of {when}, usually {amount}", when=when, amount=amount_per_day(pace.per_day))
            if pace.per_day
            else _good("the newest is of {when}", when=when)
        )
    for article in articles[:_SHOWN]:
        steps.append(
            _good(
                "“{title}” ({language}, {size} characters) {url}",
                title=article.title,
                language=article.language or Phrase("unknown language"),
                size=Figure(len(article.text)),
                url=article.url or Phrase("without an address"),
            )
        )
    return steps


def _good(text: str, **values: object) -> Step:
    return Step(is_good=True, sentence=Phrase(text, **values))


def _bad(text: str, **values: object) -> Step:
    return Step(is_good=False, sentence=Phrase(text, **values))
