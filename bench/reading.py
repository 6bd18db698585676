"""Real feeds from loopback into a store that can be searched, beside `reader`: `python -m bench.reading`.

Three polls by a process that has started and is ready: of everything, of nothing new, and of what 1 entry in 20
adds; the clock stands where the feeds were captured. Beside them feedparser alone, which stores nothing. `reader`
is installed by the group `bench`, its search included; where it is missing, its rows are.
"""

from __future__ import annotations

import csv
import importlib.util
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from bench.data import INPUTS
from bench.loopback import Feeds, serving, settings_of
from bench.table import console_of, table_of
from tests.alone import measuring

CAPTURED = "2026-02-18T02:00:00+00:00"
LATER = 0.05
POLLS = ("first", "nothing new", "1 entry in 20 new")
_ENTRY = re.compile(rb"<(item|entry)[\s>].*?</\1>", re.DOTALL)
_SAMPLE_S = 0.02

# Each takes a line for a poll and answers with one, which ends with what is stored.
BRIEFBOT = """
import asyncio, sys
from datetime import datetime
from bot.app import build
from bot.config_reading import load_settings

class Clock:
    now = datetime.fromisoformat(sys.argv[1])
    def __call__(self):
        return self.now

async def main():
    clock = Clock()
    app = build(load_settings(), clock=clock)
    with app.storage:
        app.seeding.read_if_changed(clock())
        async with app.refresher() as refresher:
            print("ready", flush=True)
            for line in sys.stdin:
                moment = line.strip()
                clock.now = datetime.fromisoformat(moment) if moment else clock.now
                report = await refresher.run(everything=not moment)
                counts = report.asked, report.unchanged, report.new, len(report.failures)
                print(*counts, app.storage.counts().articles, "articles", flush=True)

asyncio.run(main())
"""
"""A bot that asks everything, or where a line names a moment what is due by then; answers with how much of it.

Asked, unchanged, new and failed.
"""
READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for url in sys.argv[3:]:
    reader.add_feed(url)
reader.enable_search()
print("ready", flush=True)
for _ in sys.stdin:
    reader.update_feeds(workers=int(sys.argv[2]), scheduled=False)
    reader.update_search()
    print(reader.get_entry_counts().total, "entries", flush=True)
"""
FEEDPARSER = """
import sys, urllib.request, feedparser
print("ready", flush=True)
for _ in sys.stdin:
    bodies = [urllib.request.urlopen(url).read() for url in sys.argv[1:]]
    parsed = [feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False) for body in bodies]
    print(sum(len(each.entries) for each in parsed), "entries", flush=True)
"""


class Run(NamedTuple):
    """One poll; `peak_mb` is of all processes at one moment."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    told: str


def main() -> int:
    """Print the table."""
    console = console_of()
    if not INPUTS.exists():
        console.print(f"skipped: the development data is not at {INPUTS}")
        return 0
    whole = real_feeds(INPUTS)
    fewer = {path: _without_some(body, random.Random(path)) for path, body in whole.items()}  # noqa: S311 - no secret
    served: dict[str, bytes] = dict(fewer)
    feeds = Feeds(served.get)
    columns = ("asked", "wall s", "CPU s", "peak MB", "read")
    table = table_of(f"{len(whole)} real feeds", "", *columns, texts=["asked", "read"])
    with tempfile.TemporaryDirectory() as folder, serving(feeds):
        for name, command, environment in _programs(Path(folder), [feeds.base + path for path in whole]):
            served.update(fewer)
            with Program(command, environment) as program:
                for poll in POLLS if name != "feedparser alone" else POLLS[:1]:
                    if poll == POLLS[-1]:
                        served.update(whole)
                    feeds.answers.clear()
                    run = program.poll()
                    asked = ", ".join(f"{count} × {status}" for status, count in sorted(feeds.answers.items()))
                    costs = (f"{run.wall_s:.2f}", f"{run.cpu_s:.2f}", f"{run.peak_mb:.0f}")
                    table.add_row(f"{name}, {poll}", asked, *costs, " ".join(run.told.split()[-2:]))
            table.add_section()
    console.print(table)
    return 0


def real_feeds(data: Path) -> dict[str, bytes]:
    """The captured feeds of the development data by path."""
    with (data / "manifest.tsv").open(encoding="utf-8", newline="") as manifest:
        rows = list(csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE))
    names = [row["path"] for row in rows if row["kind"].startswith("feed-real")]
    return {f"/{number}.xml": (data / name).read_bytes() for number, name in enumerate(names)}


def _without_some(body: bytes, rng: random.Random) -> bytes:
    """Without its first entries, where feeds put their newest."""
    later = int(len(_ENTRY.findall(body)) * LATER + rng.random())
    return _ENTRY.sub(b"", body, count=later) if later else body


def _programs(folder: Path, urls: Sequence[str]) -> list[tuple[str, list[str], dict[str, str]]]:
    programs = [
        ("feedparser alone", [sys.executable, "-c", FEEDPARSER, *urls], {}),
        ("briefbot", [sys.executable, "-c", BRIEFBOT, CAPTURED], settings_of(folder, urls)),
    ]
    if importlib.util.find_spec("reader"):
        for workers in ("1", "4"):
            command = [sys.executable, "-c", READER, str(folder / f"{workers}.sqlite"), workers, *urls]
            programs.append((f"reader, {workers} workers", command, {}))
    return programs


class Program:
    """A process that polls when it is told to, watched with those that it starts."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=os.environ | environment)

    def __enter__(self) -> Self:
        self._line()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=60)

    @property
    def pid(self) -> int:
        """Of the process itself."""
        return self._process.pid

    def poll(self, question: str = "") -> Run:
        """One poll, from the question to the answer."""
        peaks, is_over = [0.0], threading.Event()
        watcher = threading.Thread(target=self._watch, args=(peaks, is_over))
        watcher.start()
        cpu_s, started = tree(self._process.pid).cpu_s, time.perf_counter()
        print(question, file=self._process.stdin, flush=True)
        told = self._line()
        wall_s = time.perf_counter() - started
        cpu_s = tree(self._process.pid).cpu_s - cpu_s
        is_over.set()
        watcher.join()
        return Run(wall_s, cpu_s, max(peaks), told)

    def _line(self) -> str:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError(f"the program ended with {self._process.wait()}")
        return line.strip()

    def _watch(self, peaks: list[float], is_over: threading.Event) -> None:
        while not is_over.wait(_SAMPLE_S):
            peaks.append(tree(self._process.pid).mb)


class Tree(NamedTuple):
    """What a process and those that it started have used so far, and have in memory now."""

    cpu_s: float
    mb: float


def tree(pid: int) -> Tree:
    """As Linux counts; memory that processes share counts once for each."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    except OSError:  # it has ended
        return Tree(0, 0)
    ticks, pages = sum(map(int, fields[11:15])), int(fields[21])  # proc(5): utime, stime, cutime, cstime; rss
    below = [tree(int(child)) for child in children]
    return Tree(
        ticks / os.sysconf("SC_CLK_TCK") + sum(each.cpu_s for each in below),
        pages * os.sysconf("SC_PAGE_SIZE") / 2**20 + sum(each.mb for each in below),
    )


if __name__ == "__main__":
    with measuring():
        status = main()
    sys.exit(status)
