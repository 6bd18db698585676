"""`python -m bench.soak` says how it goes, and what it has seen where it is ended before its time."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time

import pytest
from rich.console import Console

from bench.progress import Progress, SoFar
from bench.soak import INTERRUPTED


def told(*moments: tuple[float, int], of: int = 100) -> list[str]:
    """The lines of a run that has done so much at so many seconds."""
    written, seconds = io.StringIO(), iter([*(now for now, _ in moments), moments[-1][0] if moments else 0.0])
    with Progress[int](
        Console(file=written), "killed", lambda done: SoFar(done, of, "lost 0"), clock=lambda: next(seconds)
    ) as progress:
        for _, done in moments:
            progress(done)
    return written.getvalue().splitlines()


def test_a_line_comes_at_once_then_at_most_every_thirty_seconds_and_the_last_at_the_end() -> None:
    lines = told((1, 1), (2, 2), (30, 30), (31, 31), (32, 32))
    assert [line.split(",")[0] for line in lines] == ["killed: 1 of 100", "killed: 31 of 100", "killed: 32 of 100"]


def test_what_remains_is_estimated_by_what_was_done_since_the_first_line() -> None:
    assert told((60, 10), (120, 40)) == ["killed: 10 of 100, lost 0", "killed: 40 of 100, lost 0, 2 min to go"]


def test_nothing_remains_at_the_end_and_the_last_line_comes_once() -> None:
    assert told((0, 1), (60, 100)) == ["killed: 1 of 100, lost 0", "killed: 100 of 100, lost 0"]


def test_a_run_that_ends_before_anything_is_done_says_nothing() -> None:
    assert told() == []


@pytest.mark.slow
def test_a_run_that_is_ended_prints_the_table_of_what_it_has_and_leaves_no_process() -> None:
    command = f"trap '' INT; exec {sys.executable} -m bench.soak kills"  # deaf to it, as in a shell's background
    with subprocess.Popen(
        ["sh", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as soak:
        assert soak.stdout
        first = soak.stdout.readline()
        soak.send_signal(signal.SIGTERM)
        rest = soak.stdout.read()
    assert first.startswith("killed, SQLite, briefings: 1 of ")
    assert "in all" in rest
    assert rest.endswith("interrupted\n")
    assert soak.returncode == INTERRUPTED
    while _is_there(soak.pid):  # what Python starts beside a bot ends a moment after it
        time.sleep(0.05)


def _is_there(group: int) -> bool:
    """Whether any process of it is."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
