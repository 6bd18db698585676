"""Six thousand feeds on one loopback server, and a simulated hour of polling: `python -m bench.many [FEEDS [HOURS]]`.

Each simulated minute the bot, a process of its own, asks what is due. A few feeds publish a hundred times a day,
most once or six times, one in ten has stopped. The first read comes before the hour.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from bench.loopback import Feeds, serving, settings_of
from bench.reading import BRIEFBOT, Program, tree
from bench.table import console_of, table_of
from tests.alone import measuring

START = datetime(2026, 5, 1, 6, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
_HELD = 5  # entries in a document
_SHARES = ((100, 0.02), (24, 0.15), (6, 0.33), (1, 0.4), (0, 0.1))  # how many publish so often a day
_WORDS_OF_A_TEXT = 40
_STOPPED = timedelta(days=60)


class Site:
    """Feeds whose entries follow from the moment, which the bench moves."""

    def __init__(self, count: int) -> None:
        self.now = START
        rng = random.Random(7)  # noqa: S311 - no secret
        rates = rng.choices([rate for rate, _ in _SHARES], [share for _, share in _SHARES], k=count)
        self._feeds = {f"/{number}.xml": (rate, rng.random()) for number, rate in enumerate(rates)}
        self._words = ["".join(rng.choices("abdegiklmnoprstuvz", k=rng.randint(4, 9))) for _ in range(20_000)]

    def paths(self) -> list[str]:
        """Every feed."""
        return list(self._feeds)

    def body(self, path: str) -> bytes | None:
        """The document as it is now."""
        if path not in self._feeds:
            return None
        rate, phase = self._feeds[path]
        gap = DAY / (rate or 1)
        until = self.now if rate else START - _STOPPED
        last = int((until - datetime(2026, 1, 1, tzinfo=UTC)) / gap + phase)
        return self._document(path, [(number, number - phase) for number in range(last, last - _HELD, -1)], gap)

    def _document(self, path: str, entries: list[tuple[int, float]], gap: timedelta) -> bytes:
        items = []
        for number, gaps in entries:
            rng = random.Random(f"{path} {number}")  # noqa: S311 - no secret
            said = rng.choices(self._words, k=_WORDS_OF_A_TEXT)
            moment = datetime(2026, 1, 1, tzinfo=UTC) + gaps * gap
            items.append(
                f"<item><title>{' '.join(said[:8]).capitalize()}</title><link>https://site.example{path}/{number}</link>"
                f"<pubDate>{format_datetime(moment)}</pubDate><description>{' '.join(said)}.</description></item>"
            )
        return f"<rss version='2.0'><channel><title>Feed {path}</title>{''.join(items)}</channel></rss>".encode()


def main() -> int:
    """Print the table."""
    site = Site(int(sys.argv[1]) if len(sys.argv) > 1 else 6_000)
    feeds = Feeds(site.body)
    with tempfile.TemporaryDirectory() as folder, serving(feeds):
        environment = settings_of(Path(folder), (feeds.base + path for path in site.paths()))
        with Program([sys.executable, "-c", BRIEFBOT, START.isoformat()], environment) as bot:
            _poll(site, feeds, bot, hours=int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    return 0


def _poll(site: Site, feeds: Feeds, bot: Program, *, hours: int) -> None:
    columns = ("asked", "304", "new", "failed", "CPU s", "wall s", "MB")
    table = table_of(f"{len(site.paths()):,} feeds", "", *columns)
    memory: list[float] = []
    for what, minutes in (
        ("first read", 1),
        *((f"minute {start + 1} to {start + 15}", 15) for start in range(0, 60 * hours, 15)),
    ):
        asked, unchanged, new, failed, started, cpu_s = 0, 0, 0, 0, time.perf_counter(), tree(bot.pid).cpu_s
        if what != "first read" and not memory:
            feeds.sent_bytes = feeds.saved_bytes = 0
        for _ in range(minutes):
            told = bot.poll(site.now.isoformat()).told
            asked, unchanged, new, failed = (
                a + int(b) for a, b in zip((asked, unchanged, new, failed), told.split()[:4], strict=True)
            )
            site.now += MINUTE
        spent_s, memory_mb = tree(bot.pid).cpu_s - cpu_s, tree(bot.pid).mb
        memory += [memory_mb] if what != "first read" else []
        counts = (f"{count:,}" for count in (asked, unchanged, new, failed))
        table.add_row(what, *counts, f"{spent_s:.1f}", f"{time.perf_counter() - started:.1f}", f"{memory_mb:.0f}")
    sent, saved = feeds.sent_bytes / 1e6, feeds.saved_bytes / 1e6
    table.caption = (
        f"after the first read {sent:.1f} MB sent, {saved:.1f} MB ({saved / (sent + saved):.0%}) not, being unchanged; "
        f"memory {min(memory):.0f} to {max(memory):.0f} MB, median {statistics.median(memory):.0f}"
    )
    console_of().print(table)


if __name__ == "__main__":
    with measuring():
        status = main()
    sys.exit(status)
