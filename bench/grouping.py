"""How fast articles find their stories, as a table: `python -m bench.grouping [ARTICLES …]`.

A window of seven days is filled with articles made here, of invented words, names and events, on average 2.5 reports
an event; then the next 2,000 are timed, on one core, from the article to its placement, second thoughts included.
The usual ways are timed on a window of 2,000 only: they compare with everything.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rich.table import Table

from bench.kinds.clusters import stories_by_tfidf, stories_by_title
from bench.table import console_of, table_of
from bot.model import Article
from bot.stories import StoryIndex

WINDOW = timedelta(days=7)
SIZES = (10_000, 100_000)
TIMED = 2_000
SMALL = 2_000

_START = datetime(2024, 1, 1, tzinfo=UTC)
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "ol", "is")]
_COMMON = "the of to in a and on for is that by with has as at from it was are be said will after over more".split()  # noqa: SIM905 - words
_PLACES = "Armenia Georgia Turkey Iran Poland Germany France Italy Spain Japan India Canada Mexico Brazil".split()  # noqa: SIM905
_HAPPENINGS = "ceasefire protest earthquake election verdict summit strike flood explosion arrest visit crash".split()  # noqa: SIM905
_VOCABULARY = 20_000
_NEW_EVENT = 0.4
_LIVE_EVENTS = 400


@dataclass(frozen=True)
class Event:
    """What the reports of one event have in common."""

    words: Sequence[str]
    names: Sequence[str]
    happenings: Sequence[str]
    places: Sequence[str]


def made_articles(count: int, days: float, rng: random.Random) -> Iterator[Article]:
    """Articles in order of time, spread over some days."""
    vocabulary = [_word(rng) for _ in range(_VOCABULARY)]

    def any_word() -> str:
        return vocabulary[min(_VOCABULARY - 1, int(rng.paretovariate(0.55)) - 1)]  # a few are common, most are rare

    def sentence(event: Event, length: int) -> str:
        kinds = (_COMMON, event.words, event.names, event.happenings, event.places)
        weights = (38, 24, 8, 8, 4, 18)
        drawn = rng.choices((*kinds, None), weights, k=length)
        return " ".join(any_word() if kind is None else rng.choice(kind) for kind in drawn).capitalize()

    events: list[Event] = []
    for number in range(count):
        if not events or rng.random() < _NEW_EVENT:
            event = Event(
                words=[any_word() for _ in range(22)],
                names=[_word(rng).capitalize() for _ in range(3)],
                happenings=rng.sample(_HAPPENINGS, 2),
                places=rng.sample(_PLACES, 2),
            )
            events.append(event)
        else:
            event = rng.choice(events[-_LIVE_EVENTS:])
        told_at = _START + timedelta(days=days * number / count)
        yield Article(
            id=f"{number:016x}",
            source="made",
            title=sentence(event, 10),
            text=sentence(event, 38) + ".",
            first_seen_at=told_at,
            published_at=told_at,
            language="en",
        )


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.choice((2, 2, 3))))


def main(sizes: Sequence[int] = SIZES) -> None:
    """Print the table."""
    columns = ("in the window", "articles/s", "ms an article", "kB an article")
    table = table_of("Articles into stories, one core", "what", *columns)
    for size in sizes:
        articles = list(made_articles(size + TIMED, WINDOW / timedelta(days=1), random.Random(size)))  # noqa: S311 - the same articles each time
        before = _memory_kb()
        index = StoryIndex(window=WINDOW)
        _place(index, articles[:size])
        kept = _memory_kb() - before
        seconds = _seconds(lambda articles=articles, index=index: _place(index, articles[-TIMED:]))  # type: ignore[misc]
        _row(table, "briefbot", size, seconds / TIMED, f"{kept / size:.1f}")
    small = list(made_articles(SMALL, 1.0, random.Random(SMALL)))  # noqa: S311
    for what, group in (("TF-IDF, one pass", stories_by_tfidf), ("title rule", stories_by_title)):
        seconds = _seconds(lambda group=group: group(small))  # type: ignore[misc]
        _row(table, f"{what}, while it fills", SMALL, seconds / SMALL, "")
    console_of(100).print(table)


def _place(index: StoryIndex, articles: Sequence[Article]) -> None:
    for article in articles:
        index.place(article)
        index.second_thoughts()


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _memory_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _row(table: Table, what: str, size: int, each_s: float, memory: str) -> None:
    table.add_row(what, f"{size:,}", f"{1 / each_s:,.0f}", f"{each_s * 1000:.2f}", memory)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
