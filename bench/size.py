"""What a full archive costs, as a table: `python -m bench.size [ARTICLES …]`; default 100,000.

SQLite and PostgreSQL (`TEST_POSTGRES_URL`) are filled through the storage's own code with articles of invented words,
50 each, 556 a day, every twentieth on a topic, three to a story. `/brief` and `/search` are then asked
through the actions, as the cogs do, at 200 moments and with 200 questions each: one rare word, one that a fifth of all
articles hold, two and three words, the beginning of a word, a place, one language. Each moment is asked for twice:
the second briefing finds its articles read. On a machine that does nothing else.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bench.grouping import made_articles
from bench.reading import tree
from bench.table import console_of, table_of
from bot.app import App, build
from bot.config import Settings
from bot.model import Aboutness, Article, Placement, TopicMatch
from bot.storage import DatabaseState, NewArticle
from tests.alone import measuring
from tests.endurance.databases import KINDS, database
from tests.wire.server import DiscordWire

DAYS_PER_ARTICLE = 180 / 100_000
BATCH = 5_000
QUESTIONS = 200
FRESH = 1_000
TOPIC = "csto"
READY_WITHIN_S = 120
ROWS = (
    "filled, articles/s",
    "database, MB",
    "/brief p50, ms",
    "/brief p99, ms",
    "/brief again p50, ms",
    "/brief again p99, ms",
    "/search p50, ms",
    "/search p99, ms",
    "new articles, taken in/s",
    "backup, s",
    "start to READY, s",
    "start to READY, CPU s",
    "memory when READY, MB",
)

_BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
T = TypeVar("T")
_COMMON = ("ceasefire", "protest", "earthquake", "election", "summit", "armenia", "poland")


def main(sizes: Sequence[int]) -> None:
    """Print a table for each size and database."""
    console = console_of(120)
    for size in sizes:
        for kind in KINDS:
            with database(kind) as url, tempfile.TemporaryDirectory() as folder:
                figures = measured(size, url, Path(folder))
            table = table_of("", "", f"{kind}, {size:,} articles")
            for row in ROWS:
                table.add_row(row, f"{figures[row]:,.1f}")
            console.print(table)  # each at once: the next may take an hour


def measured(size: int, url: str, folder: Path) -> dict[str, float]:
    """The figures of one database, by the names of `ROWS`."""
    settings = Settings(database_url=url, data_dir=folder, compare_meanings=False)
    figures: dict[str, float] = {}
    days, end = size * DAYS_PER_ARTICLE, end_of(size)
    app = build(settings, clock=lambda: end)
    with app.storage:
        app.seeding.read_if_changed(end)
        seconds = _seconds(lambda: fill(app, size))
        figures["filled, articles/s"] = size / seconds
        let_it_look(url)
        figures["database, MB"] = _megabytes(url)
        rng = random.Random(11)  # noqa: S311 - the same questions each time
        moments = [end - timedelta(hours=rng.uniform(0, 24 * (days - 2))) for _ in range(QUESTIONS)]
        questions = [_question(rng, number) for number in range(QUESTIONS)]
        twice = [moment for moment in moments for _ in range(2)]
        briefs = asyncio.run(_each(twice, lambda at: app.actions.briefings.brief(TOPIC, at=at.isoformat())))
        searches = asyncio.run(_each(questions, app.actions.search.search))
        for what, times in (("/brief", briefs[::2]), ("/brief again", briefs[1::2]), ("/search", searches)):
            figures[f"{what} p50, ms"] = statistics.median(times)
            figures[f"{what} p99, ms"] = p99(times)
        figures["backup, s"] = _seconds(lambda: app.actions.keeping.back_up(folder / "backup.sqlite3"))
        fresh = list(made_articles(FRESH, 0.01, random.Random(12)))  # noqa: S311
        now = [_told_at(end, article) for article in fresh]
        app.intake.add(now[:1], now=end)  # recalls the stories of a week, as a running bot has
        figures["new articles, taken in/s"] = FRESH / _seconds(lambda: app.intake.add(now, now=end))
    return figures | asyncio.run(_started(url, folder))


def p99(times: Sequence[float]) -> float:
    """What one of a hundred takes longer than."""
    return sorted(times)[max(int(len(times) * 0.99) - 1, 0)]


def end_of(size: int) -> datetime:
    """When the last of so many articles was told."""
    return _BEGIN + timedelta(days=size * DAYS_PER_ARTICLE)


def fill(app: App, size: int) -> None:
    """So many articles, told until `end_of`."""
    made = made_articles(size, size * DAYS_PER_ARTICLE, random.Random(size))  # noqa: S311 - the same each time
    while batch := list(islice(made, BATCH)):
        app.storage.add_articles(list(_with_all(batch)), now=app.clock())


def let_it_look(url: str) -> None:
    """PostgreSQL counts what it holds within a minute by itself; a table that grew so fast is planned for as empty."""
    if not url.startswith("sqlite"):
        import psycopg  # noqa: PLC0415 - only PostgreSQL needs it

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


def _with_all(articles: Sequence[Article]) -> Iterator[NewArticle]:
    for number, article in enumerate(articles):
        opened = articles[number - number % 3]
        placement = Placement(article.id, opened.id, opened=opened is article, score=0.5, why="made")
        matches = [TopicMatch(TOPIC, Aboutness.ABOUT, 0.9, ())] if number % 60 < 3 else []
        yield NewArticle(_from_feed(article), matches, placement)


def _from_feed(article: Article) -> Article:
    """What no feed brought is taken for a seed, and forgotten where no file holds it."""
    return replace(article, feed_url="https://made.example/feed", url=f"https://made.example/{article.id}")


def _told_at(moment: datetime, article: Article) -> Article:
    return _from_feed(replace(article, id=f"new-{article.id}", first_seen_at=moment, published_at=moment))


def _question(rng: random.Random, number: int) -> str:
    syllables = ["ba", "den", "fol", "gis", "kar", "lo", "mu", "nar", "pe", "ri", "sol", "ten", "va", "zi"]
    rare = "".join(rng.sample(syllables, 2))
    common, other = rng.sample(_COMMON, 2)
    forms = (
        rare,
        common,
        f"{common} {other}",
        f"{common} {other} {rare}",
        rare[:3],
        f"{common} {rare}",
        f"{common} lang:en",
    )
    return forms[number % len(forms)]


async def _each(asked: Sequence[T], ask: Callable[[T], Awaitable[object]]) -> list[float]:
    """Milliseconds that each took, after one that opens the database's pages."""
    await ask(asked[-1])
    times = []
    for each in asked:
        begun = time.perf_counter()
        await ask(each)
        times.append(1_000 * (time.perf_counter() - begun))
    return times


def _megabytes(url: str) -> float:
    if url.startswith("sqlite"):
        return DatabaseState.of(url).bytes / 1e6
    import psycopg  # noqa: PLC0415 - only PostgreSQL needs it

    schema = url.rsplit("%3D", 1)[1]
    with psycopg.connect(url) as connection:
        query = (
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
            " WHERE relkind IN ('r', 'm') AND relnamespace = %s::regnamespace"
        )
        found = connection.execute(query, (schema,)).fetchone()
    return float(found[0]) / 1e6 if found else 0.0


async def _started(url: str, folder: Path) -> dict[str, float]:
    """`briefbot run`, until Discord's gateway has it."""
    async with DiscordWire() as wire:
        wire.add_guild("a server")
        environment = {
            "BRIEFBOT_DATABASE_URL": url,
            "BRIEFBOT_DATA_DIR": str(folder),
            "BRIEFBOT_FEEDS_FILE": str(folder / "none.opml"),
            "BRIEFBOT_COMPARE_MEANINGS": "false",
            "BRIEFBOT_KEEP_DAYS": "36500",
            "BRIEFBOT_WATCH_AT": "",
            "BRIEFBOT_DISCORD_TOKEN": wire.token,
            "BRIEFBOT_DISCORD_API_BASE": wire.api_base,
            "BRIEFBOT_DISCORD_GATEWAY_URL": wire.gateway_url,
        }
        (folder / "none.opml").write_text('<opml version="2.0"><body/></opml>', encoding="utf-8")
        log = folder / "run.log"
        begun = time.perf_counter()
        with log.open("wb") as out:
            bot = subprocess.Popen(  # noqa: ASYNC220 - it takes a moment, in which nobody waits
                [sys.executable, "-m", "bot", "run"], env=os.environ | environment, stdout=out, stderr=out
            )
        while b"logged in" not in log.read_bytes():
            if bot.poll() is not None or time.perf_counter() - begun > READY_WITHIN_S:
                raise RuntimeError(log.read_text())
            await asyncio.sleep(0.01)
        seconds = time.perf_counter() - begun
        used = tree(bot.pid)
        bot.terminate()
        await asyncio.to_thread(bot.wait)
    return {
        "start to READY, s": seconds,
        "start to READY, CPU s": used.cpu_s,
        "memory when READY, MB": used.mb,
    }


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    with measuring():
        main([int(size.replace(",", "")) for size in sys.argv[1:]] or [100_000])
