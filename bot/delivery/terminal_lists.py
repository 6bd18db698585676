"""Lists in a terminal: topics, feeds, and what was tried, looked at or went wrong; foreign text as in `terminal`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.delivery.plain import one_line
from bot.delivery.rows import TopicLine
from bot.delivery.times import age

_ROOM_FOR_COLUMNS = 60
"""In a narrower terminal, as on a telephone, ids and counts would leave six letters for a description."""


def print_topics(console: Console, topics: Sequence[TopicLine]) -> None:
    """The topics, each with how many articles the last 24 hours brought on it."""
    if not topics:
        console.print("No topics are defined yet.")
        return
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    for line in topics:
        topic, recent = line.topic, line.recent_articles
        about = Text(one_line(topic.name), "bold")
        if topic.description:
            about.append(f"\n{one_line(topic.description)}", "not bold")
        count = Text(f"{recent:,} in 24 h", "" if recent else "dim")
        if console.width < _ROOM_FOR_COLUMNS:
            console.print(Text(f"{topic.id}  ").append(count))
            console.print(Padding(about, (0, 0, 0, 2)))
        else:
            table.add_row(Text(topic.id), about, count)
    console.print(table)


class FeedRow(NamedTuple):
    """A feed: `usual` is how much it publishes, `remark` what there is to say of it; both may be empty."""

    folder: str | None
    name: str
    url: str
    read_at: datetime | None
    usual: str
    remark: str


def print_feeds(
    console: Console,
    feeds: Sequence[FeedRow],
    *,
    now: datetime,
) -> None:
    """The feeds, grouped as they come by folder."""
    if not feeds:
        console.print("No feeds are read yet.")
        return
    last_folder: str | None = None
    for folder, name, url, read_at, usual, remark in feeds:
        if folder and folder != last_folder:
            console.print(Text(one_line(folder), "bold"))
        last_folder = folder
        read = f"read {age(read_at, now)}" if read_at else "never read" if remark else "not read yet"
        line = Text(f"  {one_line(name)} ").append(
            f"({read}, usually {one_line(usual)})" if usual else f"({read})", "dim"
        )
        console.print(line.append(f" {one_line(remark)}", "yellow") if remark else line, soft_wrap=True)
        console.print(Text(f"  {one_line(url)}", "dim"), soft_wrap=True)


def print_steps(console: Console, steps: Sequence[tuple[bool, str]]) -> None:
    """One line for each thing that was tried: whether it went well, and a sentence."""
    for is_good, sentence in steps:
        mark = Text("✓ ", "green") if is_good else Text("✗ ", "yellow")
        console.print(mark.append(one_line(sentence), "default"), soft_wrap=True)


def print_finding(console: Console, mark: str, *, style: str, about: str, sentence: str, remedy: str) -> None:
    """One line of what was looked at and found; below it what to do, where there is something."""
    line = Text(f"{mark} ", style).append(one_line(about), "default bold").append(f": {one_line(sentence)}", "default")
    console.print(line, soft_wrap=True)
    if remedy:
        console.print(Text(f"  → {one_line(remedy)}"), soft_wrap=True)


def print_problems(console: Console, problems: Sequence[tuple[str, str]]) -> None:
    """One line each: the name of what could not be read, and why."""
    for name, sentence in problems:
        line = Text("! ", "yellow").append(one_line(name), "bold").append(f": {one_line(sentence)}", "not bold")
        console.print(line, soft_wrap=True)
