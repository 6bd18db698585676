"""What takes long: bots that are killed, thousands of channels, every zone. `make soak`, or parts of it by name.

    python -m bench.soak kills fan-out thrice failing processes outage calendar year weeks --days 14 --vectors

Prints a table for each part, of the weeks each day at its end, of the year each month; ends with 1 where a briefing was
lost, doubled, or sent on a wrong date.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from functools import partial

from rich.console import Console
from rich.table import Table

from tests.alone import measuring
from tests.endurance.databases import KINDS, database
from tests.endurance.dates import misses
from tests.endurance.fan_out import ALLOWED_PER_S, Figures, fan_out, several
from tests.endurance.kills import Forums, TextChannels, kill_everywhere, rows
from tests.endurance.outage import lose_disk, lose_postgresql, small_disk
from tests.endurance.week import Day, Weeks, weeks
from tests.test_schedule import all_zones

MOMENTS = 300
CHANNELS = 10_000
FAILING_CHANNELS = 2_000
THRICE_CHANNELS = 2_500
LOSING_CHANNELS = 600
DAYS = 14
YEAR_DAYS = 365
MONTH_DAYS = 30
PLACES: dict[str, TextChannels | Forums] = {"briefings": TextChannels(), "posts and replies": Forums()}


def kills(console: Console) -> bool:
    """SIGKILL at every step and at random moments, on both databases."""
    clean = True
    for kind, (what, places) in itertools.product(KINDS, PLACES.items()):
        with database(kind) as url:
            rng = random.Random(7)  # noqa: S311 - guards nothing
            tally = asyncio.run(kill_everywhere(url, moments=MOMENTS, rng=rng, places=places))
        table = _table(f"Killed by SIGKILL, then started again: {kind}", "killed", f"{what} due", "lost", "doubled")
        for where, *figures in rows(tally):
            table.add_row(where, *map(str, figures))
        console.print(table)
        clean &= tally.is_clean
    return clean


def many(console: Console) -> bool:
    """Everybody at eight o'clock."""
    return _fan_outs(console, [(kind, CHANNELS, False) for kind in KINDS])


def thrice(console: Console) -> bool:
    """Everybody three times in one process: where memory stands after each."""
    table = _table("Due again and again: memory, MB", "before", "after the first", "second", "third", "lost", "doubled")
    clean = True
    for kind in KINDS:
        with database(kind) as url:
            seen = asyncio.run(fan_out(url, THRICE_CHANNELS, times=3))
        table.add_row(kind, *(f"{level:.0f}" for level in seen.levels), str(seen.lost), str(seen.doubled))
        clean &= not seen.lost and not seen.doubled
    console.print(table)
    return clean


def failing(console: Console) -> bool:
    """The same where three of ten posts fail."""
    return _fan_outs(console, [("SQLite", FAILING_CHANNELS, True)])


def processes(console: Console) -> bool:
    """Two workers and two bots, one of which is killed every few seconds."""
    with database("PostgreSQL") as url:
        figures = asyncio.run(several(url, CHANNELS, kill_every_s=8))
    print_figures(console, [("PostgreSQL, 4 processes", figures)])
    return not figures.lost and not figures.doubled


def _fan_outs(console: Console, runs: Sequence[tuple[str, int, bool]]) -> bool:
    figures = []
    for kind, channels, fails in runs:
        with database(kind) as url:
            figures.append((kind, asyncio.run(fan_out(url, channels, failing=fails))))
    print_figures(console, figures)
    return all(not each.lost and not each.doubled for _, each in figures)


def print_figures(console: Console, figures: Sequence[tuple[str, Figures]]) -> None:
    """A column for each run."""
    lines: dict[str, Callable[[Figures], str]] = {
        "subscriptions due in one minute": lambda f: f"{f.due:,}",
        "briefings composed": lambda f: f"{f.composed}",
        "first message after, s": lambda f: f"{f.first_s:.2f}",
        "last message after, s": lambda f: f"{f.all_s:.0f}",
        f"messages/s ({ALLOWED_PER_S} allowed)": lambda f: f"{f.rate:.1f}",
        "answers of 429": lambda f: f"{f.limited}",
        "processes killed": lambda f: f"{f.killed}",
        "memory at the beginning, end, most, MB": lambda f: (
            f"{f.megabytes[0]:.0f}, {f.megabytes[-1]:.0f}, {max(f.megabytes):.0f}" if f.megabytes else "-"
        ),
        "lost": lambda f: f"{f.lost}",
        "doubled": lambda f: f"{f.doubled}",
    }
    table = _table("Due in the same minute", *(name for name, _ in figures))
    for line, shown in lines.items():
        table.add_row(line, *(shown(each) for _, each in figures))
    console.print(table)


def outage(console: Console) -> bool:
    """A server that is lost, and a disk that is full, twice while six hundred channels are told."""
    seen = {}
    with database("PostgreSQL") as url:
        seen["PostgreSQL, away"] = asyncio.run(lose_postgresql(url, LOSING_CHANNELS))
    try:
        with small_disk() as disk:
            seen["SQLite, disk full"] = asyncio.run(lose_disk(disk, LOSING_CHANNELS))
    except PermissionError as error:
        console.print(f"not shown: {error}")
    print_figures(console, [(name, each.figures) for name, each in seen.items()])
    columns = ["told before", "not ready after, s", "ready again after, s", "lines of the log", "tracebacks"]
    table = _table("A database that goes for ten seconds, and comes back", *columns)
    for name, each in seen.items():
        for absence in each.absences:
            ready = f"{absence.unready_s:.1f}", f"{absence.ready_s:.1f}"
            table.add_row(name, str(absence.told), *ready, str(each.lines), str(each.tracebacks))
    console.print(table)
    return all(not each.figures.lost and not each.figures.doubled and not each.tracebacks for each in seen.values())


def calendar(console: Console) -> bool:
    """Every zone, two years, each half hour."""
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(misses, all_zones(), chunksize=8))
    wrong = [line for _, lines in found for line in lines]
    table = _table("The calendar", "zones", "sends", "wrong")
    sends = sum(sends for sends, _ in found)
    table.add_row("two years, each half hour", str(len(found)), f"{sends:,}", str(len(wrong)))
    console.print(table, *wrong[:20])
    return not wrong


def quiet_weeks(console: Console, days: int = DAYS, *, meanings: bool = False) -> bool:
    """Two hundred feeds, five hundred subscriptions: the second week stands where stories are closed."""
    seen = asyncio.run(weeks(partial(_tell_day, console), days=days, meanings=meanings))
    return _tell_weeks(console, seen)


def year(console: Console) -> bool:
    """A small bot that nobody touches: from the second month on as much is forgotten as comes."""
    passed = itertools.count(1)

    def tell(day: Day) -> None:
        if (number := next(passed)) % MONTH_DAYS == 0 or number == YEAR_DAYS:
            console.print(f"day {number}: ", end="")
            _tell_day(console, day)

    small = partial(weeks, feeds=20, subscriptions=40, step=timedelta(hours=3), keep_days=MONTH_DAYS + 1)
    return _tell_weeks(console, asyncio.run(small(tell, days=YEAR_DAYS)))


def _tell_day(console: Console, day: Day) -> None:
    console.print(
        f"{day.articles:,} articles, {day.sent:,} briefings sent, memory {day.memory_mb:.0f} MB,"
        f" {day.files} open files, database {day.database_mb:.1f} MB, {day.cpu_s:.0f} s of CPU"
    )


def _tell_weeks(console: Console, seen: Weeks) -> bool:
    console.print(f"lost {seen.lost}, doubled {seen.doubled}")
    return not seen.lost and not seen.doubled


PARTS: dict[str, Callable[[Console], bool]] = {
    "kills": kills,
    "fan-out": many,
    "thrice": thrice,
    "failing": failing,
    "processes": processes,
    "outage": outage,
    "calendar": calendar,
    "year": year,
    "weeks": quiet_weeks,
}


def main(given: Sequence[str]) -> int:
    """Run these parts, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--days", type=int, default=DAYS, help="how many days the weeks have")
    parser.add_argument("--vectors", action="store_true", help="the weeks with the model of meaning: twice as long")
    arguments = parser.parse_args(given)
    parts = PARTS | {"weeks": partial(quiet_weeks, days=arguments.days, meanings=arguments.vectors)}
    console = Console(width=None if Console().is_terminal else 110)
    failed = [name for name in arguments.parts or parts if not parts[name](console)]
    return 1 if failed else 0


def _table(title: str, *columns: str) -> Table:
    table = Table("", title=title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="right")
    return table


if __name__ == "__main__":
    with measuring():
        status = main(sys.argv[1:])
    sys.exit(status)
