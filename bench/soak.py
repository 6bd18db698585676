"""What takes long: bots that are killed, thousands of channels, every zone. `make soak`, or parts of it by name.

    python -m bench.soak kills fan-out thrice failing processes outage calendar year weeks --days 14 --vectors

Says how each part goes, and prints a table at its end, of what there is so far where Ctrl-C or TERM ends it. Ends with
1 where a briefing was lost, doubled, or sent on a wrong date.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.progress import Progress, SoFar
from bench.table import console_of, table_of
from tests.alone import measuring
from tests.endurance.databases import KINDS, database
from tests.endurance.dates import alike, misses
from tests.endurance.fan_out import ALLOWED_PER_S, Figures, fan_out, several
from tests.endurance.kills import Forums, Tally, TextChannels, kill_everywhere, rows
from tests.endurance.outage import Seen as Outage
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
INTERRUPTED = 130  # what a shell says of a program that was
PLACES: dict[str, TextChannels | Forums] = {"briefings": TextChannels(), "posts and replies": Forums()}


def kills(console: Console, moments: int = MOMENTS) -> bool:
    """SIGKILL at every step and at random moments, on both databases."""
    clean = True
    for kind, (what, places) in itertools.product(KINDS, PLACES.items()):
        table = table_of(
            f"Killed by SIGKILL, then started again: {kind}", "", "killed", f"{what} due", "lost", "doubled"
        )
        rng = random.Random(7)  # noqa: S311 - guards nothing
        with database(kind) as url, Progress(console, f"killed, {kind}, {what}", _kills_so_far) as progress:
            kill = kill_everywhere(url, moments=moments, rng=rng, places=places, tell=progress)
            try:
                clean &= asyncio.run(kill).is_clean
            finally:
                for where, *figures in rows(progress.latest or Tally()):
                    table.add_row(where, *map(str, figures))
                console.print(table)
    return clean


def _kills_so_far(tally: Tally) -> SoFar:
    return SoFar(tally.killed.total(), tally.planned, f"lost {tally.lost.total()}, doubled {tally.doubled.total()}")


def many(console: Console) -> bool:
    """Everybody at eight o'clock."""
    return _fan_outs(console, [(kind, kind, partial(fan_out, channels=CHANNELS)) for kind in KINDS])


def thrice(console: Console) -> bool:
    """Everybody three times in one process: where memory stands after each."""
    table = table_of(
        "Due again and again: memory, MB", "", "before", "after the first", "second", "third", "lost", "doubled"
    )
    seen: dict[str, Figures] = {}
    try:
        for kind in KINDS:
            _fan_out(console, kind, kind, partial(fan_out, channels=THRICE_CHANNELS, times=3), seen)
    finally:
        for kind, each in seen.items():
            levels = [f"{level:.0f}" for level in each.levels] + [""] * (4 - len(each.levels))
            table.add_row(kind, *levels, _at_end(each, f"{each.lost}"), str(each.doubled))
        console.print(table)
    return all(not each.lost and not each.doubled for each in seen.values())


def failing(console: Console) -> bool:
    """The same where three of ten posts fail."""
    return _fan_outs(console, [("SQLite", "SQLite", partial(fan_out, channels=FAILING_CHANNELS, failing=True))])


def processes(console: Console) -> bool:
    """Two workers and two bots, one of which is killed every few seconds."""
    run = partial(several, channels=CHANNELS, kill_every_s=8)
    return _fan_outs(console, [("PostgreSQL, 4 processes", "PostgreSQL", run)])


_Run = Callable[..., Coroutine[Any, Any, Figures]]
"""Takes a database's address, and by `tell` whom it tells of what was seen."""


def _fan_outs(console: Console, runs: Sequence[tuple[str, str, _Run]]) -> bool:
    seen: dict[str, Figures] = {}
    try:
        for name, kind, run in runs:
            _fan_out(console, name, kind, run, seen)
    finally:
        print_figures(console, list(seen.items()))
    return all(not each.lost and not each.doubled for each in seen.values())


def _fan_out(console: Console, name: str, kind: str, run: _Run, seen: dict[str, Figures]) -> None:
    """Put what was seen there, as much as there is where the run does not come to its end."""
    with database(kind) as url, Progress(console, f"told, {name}", _told_so_far) as progress:
        try:
            progress(asyncio.run(run(url, tell=progress)))
        finally:
            if progress.latest:
                seen[name] = progress.latest


def _told_so_far(figures: Figures) -> SoFar:
    memory = f", memory {figures.megabytes[-1]:.0f} MB" if figures.megabytes else ""
    lost = "" if figures.lost is None else f", lost {figures.lost}"
    return SoFar(figures.told, figures.due, f"doubled {figures.doubled}{lost}{memory}, {figures.killed} killed")


def _at_end(figures: Figures, shown: str) -> str:
    """What nobody knows before the end, then."""
    return "" if figures.lost is None else shown


def print_figures(console: Console, figures: Sequence[tuple[str, Figures]]) -> None:
    """A column for each run."""
    lines: dict[str, Callable[[Figures], str]] = {
        "subscriptions due in one minute": lambda f: f"{f.due:,}",
        "briefings composed": lambda f: _at_end(f, f"{f.composed}"),
        "first message after, s": lambda f: _at_end(f, f"{f.first_s:.2f}"),
        "last message after, s": lambda f: _at_end(f, f"{f.all_s:.0f}"),
        f"messages/s ({ALLOWED_PER_S} allowed)": lambda f: _at_end(f, f"{f.rate:.1f}"),
        "answers of 429": lambda f: _at_end(f, f"{f.limited}"),
        "processes killed": lambda f: f"{f.killed}",
        "memory at the beginning, end, most, MB": lambda f: (
            f"{f.megabytes[0]:.0f}, {f.megabytes[-1]:.0f}, {max(f.megabytes):.0f}" if f.megabytes else "-"
        ),
        "told": lambda f: f"{f.told:,}",
        "lost": lambda f: _at_end(f, f"{f.lost}"),
        "doubled": lambda f: f"{f.doubled}",
    }
    table = table_of("Due in the same minute", "", *(name for name, _ in figures))
    for line, shown in lines.items():
        table.add_row(line, *(shown(each) for _, each in figures))
    console.print(table)


def outage(console: Console) -> bool:
    """A server that is lost, and a disk that is full, twice while six hundred channels are told."""
    seen: dict[str, Outage] = {}
    try:
        with database("PostgreSQL") as url:
            _lose(console, "PostgreSQL, away", partial(lose_postgresql, url, LOSING_CHANNELS), seen)
        try:
            with small_disk() as disk:
                _lose(console, "SQLite, disk full", partial(lose_disk, disk, LOSING_CHANNELS), seen)
        except PermissionError as error:
            console.print(f"not shown: {error}")
    finally:
        print_figures(console, [(name, each.figures) for name, each in seen.items()])
        columns = ["told before", "not ready after, s", "ready again after, s", "lines of the log", "tracebacks"]
        table = table_of("A database that goes for ten seconds, and comes back", "", *columns)
        for name, each in seen.items():
            for absence in each.absences:
                ready = f"{absence.unready_s:.1f}", f"{absence.ready_s:.1f}"
                table.add_row(name, str(absence.told), *ready, str(each.lines), str(each.tracebacks))
        console.print(table)
    return all(not each.figures.lost and not each.figures.doubled and not each.tracebacks for each in seen.values())


def _lose(
    console: Console, name: str, run: Callable[..., Coroutine[Any, Any, Outage]], seen: dict[str, Outage]
) -> None:
    with Progress[Outage](console, f"told, {name}", lambda outage: _told_so_far(outage.figures)) as progress:
        try:
            progress(asyncio.run(run(tell=progress)))
        finally:
            if progress.latest:
                seen[name] = progress.latest


def calendar(console: Console) -> bool:
    """Every zone, two years, each half hour; zones whose clocks agree are walked once."""
    kinds, found = alike(all_zones()), list[tuple[int, list[str]]]()

    def so_far(wrong: int) -> SoFar:
        return SoFar(len(found), len(kinds), f"wrong {wrong}")

    try:
        with Progress(console, "calendars", so_far) as progress, ProcessPoolExecutor() as pool:
            for each in pool.map(misses, [zones[0] for zones in kinds]):
                found.append(each)
                progress(sum(len(lines) for _, lines in found))
    finally:
        wrong = [line for _, lines in found for line in lines]
        table = table_of("The calendar", "", "zones", "that differ", "sends", "wrong")
        zones, sends = sum(map(len, kinds[: len(found)])), sum(sends for sends, _ in found)
        table.add_row("two years, each half hour", f"{zones}", f"{len(found)}", f"{sends:,}", f"{len(wrong)}")
        console.print(table, *wrong[:20])
    return not wrong


def quiet_weeks(console: Console, days: int = DAYS, *, meanings: bool = False) -> bool:
    """Two hundred feeds, five hundred subscriptions: the second week stands where stories are closed."""
    return _days(console, partial(weeks, days=days, meanings=meanings), every_s=0, shown=1)


def year(console: Console) -> bool:
    """A small bot that nobody touches: from the second month on as much is forgotten as comes."""
    small = partial(weeks, feeds=20, subscriptions=40, step=timedelta(hours=3), keep_days=MONTH_DAYS + 1)
    return _days(console, partial(small, days=YEAR_DAYS), every_s=120, shown=MONTH_DAYS)


def _days(console: Console, run: Callable[..., Coroutine[Any, Any, Weeks]], *, every_s: float, shown: int) -> bool:
    """Say how it goes so often; at the end a line for each so manieth day."""
    with Progress(console, "days", _days_so_far, every_s=every_s) as progress:
        try:
            seen = asyncio.run(run(progress))
        finally:
            console.print(_table_of_days(progress.latest.days if progress.latest else [], shown))
    return not seen.lost and not seen.doubled


def _days_so_far(seen: Weeks) -> SoFar:
    day = seen.days[-1]
    return SoFar(
        len(seen.days),
        seen.planned,
        f"{day.sent:,} briefings sent, lost {seen.lost}, doubled {seen.doubled}, memory {day.memory_mb:.0f} MB,"
        f" database {day.database_mb:.1f} MB",
    )


def _table_of_days(days: Sequence[Day], shown: int) -> Table:
    table = table_of("Days", "", "articles", "briefings", "memory, MB", "open files", "database, MB", "CPU, s")
    for number, day in enumerate(days, start=1):
        if number % shown == 0 or number == len(days):
            counts = f"{day.articles:,}", f"{day.sent:,}", f"{day.memory_mb:.0f}", f"{day.files}"
            table.add_row(f"{number}", *counts, f"{day.database_mb:.1f}", f"{day.cpu_s:.0f}")
    return table


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
    parser.add_argument("--moments", type=int, default=MOMENTS, help="at how many random moments a bot is killed")
    arguments = parser.parse_args(given)
    parts = PARTS | {
        "weeks": partial(quiet_weeks, days=arguments.days, meanings=arguments.vectors),
        "kills": partial(kills, moments=arguments.moments),
    }
    console = console_of()
    try:
        failed = [name for name in arguments.parts or parts if not parts[name](console)]
    except KeyboardInterrupt:
        console.print("interrupted")
        return INTERRUPTED
    return 1 if failed else 0


def heed_signals() -> None:
    """TERM ends what runs as Ctrl-C does; so does INT, to which a shell makes deaf what it puts in its background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))


if __name__ == "__main__":
    heed_signals()
    with measuring():
        status = main(sys.argv[1:])
    sys.exit(status)
