"""The process that reads feeds for `bot.sources.workers`: one after the other, within limits that the kernel holds.

    standard input      a `Setup`, then `Job` after `Job`; its end is the end of the process
    standard output     an empty `Answer` when it is ready, then an `Answer` to each job
    standard error      the parent's

Each is a frame: four bytes of length, then a pickle. Both ends are one program of one user, and the
process is no prison: it keeps a feed's appetite, not a feed's malice, from the bot.
"""

from __future__ import annotations

import math
import os
import pickle
import re
import signal
import struct
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot.errors import ParseError
from bot.sources.entries import FeedRead
from bot.sources.pages import PageRead, read_page

FRAME_HEAD = struct.Struct("!I")

_STATUS = Path("/proc/self/status")
_BELOW_THE_BOT = 5  # of niceness: whoever waits for an answer in Discord goes first
_ORPHAN_LIVES_S = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one feed may cost.

    Attributes:
        cpu_s: Whole seconds of work.
        wall_s: From the question to the answer, on a machine that is busy with other things.
        memory_bytes: Besides the 35 MB that the process has at its beginning; held on Linux only.
        keep_bytes: A process that has once been larger is replaced, as little of it is ever given back.
    """

    cpu_s: int = 10
    wall_s: float = 60
    memory_bytes: int = 256 * 2**20
    keep_bytes: int = 80 * 2**20


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be read; see `bot.sources.feeds.parse_feed`, and for a page `bot.sources.pages.read_page`."""

    body: bytes
    url: str
    now: datetime
    content_type: str | None
    is_page: bool = False
    lives_at: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The document is no feed that can be read, in a sentence."""

    sentence: str


@dataclass(frozen=True, slots=True)
class OutOfMemory:
    """Reading it took more than `Limits.memory_bytes`."""


@dataclass(frozen=True, slots=True)
class Bug:
    """Reading it found a mistake of ours."""

    trace: str


Outcome = FeedRead | PageRead | Refused | OutOfMemory | Bug
Read = Callable[[Job], FeedRead | PageRead]
"""Reads a document, or raises `ParseError`; a plain function of a module, so that it pickles."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What holds for all jobs of a process."""

    limits: Limits
    read: Read


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a job.

    Attributes:
        cpu_s: Seconds of work.
        peak_bytes: The most memory that the process has had in its life; 0 where only Linux can tell.
        is_last: The process ends after it.
    """

    outcome: Outcome | None
    cpu_s: float = 0
    peak_bytes: int = 0
    is_last: bool = False


def read_document(job: Job) -> FeedRead | PageRead:
    """What a feed or a page holds.

    Raises:
        ParseError: It cannot be read.
    """
    if job.is_page:
        return read_page(job.body, url=job.url, now=job.now, content_type=job.content_type)
    from bot.sources.feeds import parse_feed  # noqa: PLC0415 - feedparser; the bot itself has no use for it

    return parse_feed(job.body, feed_url=job.url, now=job.now, content_type=job.content_type, lives_at=job.lives_at)


def outcome(job: Job, read: Read) -> Outcome:
    """Reads a document here and now."""
    try:
        return read(job)
    except ParseError as error:
        return Refused(error.reason)
    except MemoryError:
        return OutOfMemory()
    except Exception:  # noqa: BLE001 - the edge of the job; whoever asked logs it
        return Bug(traceback.format_exc())


def frame(value: Setup | Job | Answer) -> bytes:
    """The value as it goes over a pipe."""
    packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return FRAME_HEAD.pack(len(packed)) + packed


def main() -> None:
    """Serve until standard input ends."""
    questions = sys.stdin.buffer
    import bot.sources.feeds  # noqa: F401, PLC0415 - now, and not within the limits of the first feed

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anybody prints must not get between the answers
    os.nice(_BELOW_THE_BOT)
    setup = _next(questions)
    if not isinstance(setup, Setup):
        return
    answer = Answer(None)
    _limit_memory(setup.limits)
    try:
        answers.write(frame(answer))
        answers.flush()
        while not answer.is_last and isinstance(job := _next(questions), Job):
            answer = _answer(job, setup)
            answers.write(frame(answer))
            answers.flush()
    except BrokenPipeError:  # nobody waits for it any more
        os._exit(0)


def _next(questions: BinaryIO) -> object:
    head = questions.read(FRAME_HEAD.size)
    if len(head) < FRAME_HEAD.size:
        return None
    (length,) = FRAME_HEAD.unpack(head)
    packed = questions.read(length)
    return pickle.loads(packed) if len(packed) == length else None  # noqa: S301 - from the process that started this


def _answer(job: Job, setup: Setup) -> Answer:
    limits = setup.limits
    started_s = time.process_time()
    _limit_time(limits, started_s)
    told = outcome(job, setup.read)
    signal.alarm(0)
    peak_bytes = _memory("VmHWM")
    is_last = isinstance(told, OutOfMemory) or peak_bytes > limits.keep_bytes
    return Answer(told, time.process_time() - started_s, peak_bytes, is_last)


def _limit_memory(limits: Limits) -> None:
    import resource  # noqa: PLC0415 - Windows has none; the bot can read feeds without this process

    _lower(resource.RLIMIT_CORE, 0)
    if size_bytes := _memory("VmSize"):  # elsewhere than on Linux, systems count in other ways
        _lower(resource.RLIMIT_AS, size_bytes + limits.memory_bytes)


def _limit_time(limits: Limits, used_s: float) -> None:
    """For one job: the kernel counts the work of a process, so its limit moves along."""
    import resource  # noqa: PLC0415 - as above

    _lower(resource.RLIMIT_CPU, math.ceil(used_s) + limits.cpu_s)
    # The parent ends it earlier, if there still is a parent.
    signal.alarm(math.ceil(limits.wall_s) + _ORPHAN_LIVES_S)


def _memory(what: str) -> int:
    """Bytes, as Linux counts them for this process; 0 elsewhere.

    Not `getrusage`, whose peak begins with that of the parent.
    """
    if not _STATUS.exists():
        return 0
    found = re.search(rf"^{what}:\s+(\d+) kB$", _STATUS.read_text(encoding="utf-8"), re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _lower(which: int, value: int) -> None:
    import resource  # noqa: PLC0415 - as above

    hard = resource.getrlimit(which)[1]
    resource.setrlimit(which, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
