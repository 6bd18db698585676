"""How soon a person who starts the bot sees something, as tables: `python -m bench.starting`.

Whole processes, as a person would start them, three times each: the median is shown with the spread.
The feeds are real ones, replayed from the development data on loopback; beside each figure stands the
least that anybody needs for the same work (a bare interpreter, feedparser alone on the same documents).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from rich.table import Table

from bench.data import SHARED
from bench.table import console_of, table_of
from tests.alone import measuring

RUNS = 3
MOMENT = "2023-09-20T22:00:00Z"
BRIEFBOT = [sys.executable, "-m", "bot"]
# Reads and parses every feed of a list, one after the other, and does nothing else with it.
BARE_FEEDPARSER = """
import sys, urllib.request, xml.etree.ElementTree as tree, feedparser
opml = tree.parse(sys.argv[1])
bodies = [urllib.request.urlopen(o.get("xmlUrl")).read() for o in opml.iter("outline") if o.get("xmlUrl")]
print(sum(len(feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False).entries) for body in bodies))
"""


class Run(NamedTuple):
    """One finished process.

    Attributes:
        first_output_s: From its start to the first byte on standard output.
        peak_mb: The most memory that it had.
    """

    wall_s: float
    first_output_s: float
    peak_mb: float
    output: str


def main() -> None:
    """Print the tables; what needs the development data says so where it is missing."""
    console = console_of()
    with tempfile.TemporaryDirectory() as folder:
        console.print(_start(Path(folder)))
    if not (SHARED / "tools" / "replay_feeds.py").exists():
        console.print(f"refresh: skipped, the development data is not at {SHARED}")
        return
    with tempfile.TemporaryDirectory() as folder, _replay(Path(folder)) as opml:
        console.print(_refresh(Path(folder), opml))


def _start(folder: Path) -> Table:
    table = table_of("From process start to the first printed line", "", "s", "of a bare interpreter", "peak MB")
    bare = [_run([sys.executable, "-c", "print(1)"], {}) for _ in range(RUNS)]
    empty = folder / "none.opml"
    empty.write_text('<opml version="2.0"><body/></opml>', encoding="utf-8")
    firsts, agains = [], []
    for number in range(RUNS):
        environment = {"BRIEFBOT_DATA_DIR": str(folder / str(number)), "BRIEFBOT_FEEDS_FILE": str(empty)}
        firsts.append(_run([*BRIEFBOT, "run"], environment))
        agains.append(_run([*BRIEFBOT, "brief", "csto"], environment))
    baseline = statistics.median(run.first_output_s for run in bare)
    for what, runs in (("bare interpreter", bare), ("first run, seeds only", firsts), ("brief csto, again", agains)):
        seconds = [run.first_output_s for run in runs]
        _row(table, what, seconds, f"{statistics.median(seconds) / baseline:.0f} ×", runs)
    return table


def _refresh(folder: Path, opml: Path) -> Table:
    table = table_of(f"Reading the replayed feeds as of {MOMENT}", "", "s", "entries/s", "peak MB")
    parsed = [_run([sys.executable, "-c", BARE_FEEDPARSER, str(opml)], {}) for _ in range(RUNS)]
    entries = int(parsed[0].output)
    first, again, brief = [], [], []
    for number in range(RUNS):
        environment = {
            "BRIEFBOT_DATA_DIR": str(folder / str(number)),
            "BRIEFBOT_FEEDS_FILE": str(opml),
            "BRIEFBOT_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
        }
        first.append(_run([*BRIEFBOT, "refresh"], environment))
        again.append(_run([*BRIEFBOT, "refresh"], environment))
        brief.append(_run([*BRIEFBOT, "brief", "nagorno-karabakh", "--at", MOMENT], environment))
    for what, runs in (
        ("feedparser alone, stores nothing", parsed),
        ("briefbot refresh, first time", first),
        ("briefbot refresh, nothing new", again),
        ("briefbot brief nagorno-karabakh", brief),
    ):
        seconds = [run.wall_s for run in runs]
        rate = "" if runs is brief else f"{entries / statistics.median(seconds):,.0f}"
        _row(table, what, seconds, rate, runs)
    table.caption = f"{entries:,} entries; {first[0].output.strip()}"
    return table


@contextmanager
def _replay(folder: Path) -> Iterator[Path]:
    """The replay server of the development data on a free port of loopback; yields its list of feeds."""
    opml = folder / "replay.opml"
    command = [sys.executable, str(SHARED / "tools" / "replay_feeds.py"), str(SHARED / "data" / "replay")]
    server = subprocess.Popen(
        [*command, "--at", MOMENT, "--opml", str(opml)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        if server.stdout is None or not server.stdout.readline():
            raise RuntimeError("the replay server did not start")
        yield opml
    finally:
        server.terminate()
        server.wait(timeout=10)


def _run(command: Sequence[str], environment: dict[str, str]) -> Run:
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ | environment)
    if process.stdout is None:
        raise RuntimeError("no pipe")
    first = process.stdout.read(1)
    first_output_s = time.perf_counter() - started
    output = first + process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Run(wall_s, first_output_s, usage.ru_maxrss / 1024, output.decode())


def _row(table: Table, what: str, seconds: Sequence[float], rate: str, runs: Sequence[Run]) -> None:
    spread = f"{statistics.median(seconds):.2f} ({min(seconds):.2f}-{max(seconds):.2f})"
    table.add_row(what, spread, rate, f"{max(run.peak_mb for run in runs):.0f}")


if __name__ == "__main__":
    with measuring():
        main()
