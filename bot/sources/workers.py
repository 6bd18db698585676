"""Feeds are read in processes of their own, so that one that eats time or memory costs nothing but itself.

    ParserPool.parse ── Job ──> a process (bot.sources.parsing_process) ── Answer ──> FeedRead, or ParseError

No library was found that limits work and memory as well as time, and lets go of a process that has
nothing to do: pebble limits time only and polls ten times a second, loky and the standard library
cannot end one process without all others. asyncio's own subprocesses leave little to be done.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import signal
import sys
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Self

from bot.errors import ConfigError, ParseError, Phrase
from bot.sources.entries import FeedRead
from bot.sources.pages import PageRead
from bot.sources.parsing_process import (
    FRAME_HEAD,
    Answer,
    Bug,
    Job,
    Limits,
    OutOfMemory,
    Read,
    Refused,
    Setup,
    frame,
    outcome,
    read_document,
)

_log = logging.getLogger(__name__)

_START_S = 60.0
_END_S = 2.0
_PROGRAM = "from bot.sources.parsing_process import main; main()"
_BUFFER_BYTES = 2**20
# The process that reads what strangers write knows no token and no password, PostgreSQL's own (PGPASSWORD) among them.
_SECRETS_BEGIN_WITH = ("BRIEFBOT_", "PG")


class ParserPool:
    """Processes that read feeds; one pool for the whole bot, used as an async context manager.

    A process is started when it is needed, and ends when it has had nothing to do for `idle_s`.

    Args:
        processes: How many there may be at a time, some 35 MB each. 0 reads feeds within the bot, in a
            thread and without limits, where no process can be had.
        limits: What one feed may cost.
        idle_s: After how long without work a process ends.
        read: A function of a module, which the processes import.
    """

    def __init__(
        self,
        *,
        processes: int = 1,
        limits: Limits | None = None,
        idle_s: float = 60.0,
        read: Read = read_document,
    ) -> None:
        self._setup = Setup(limits or Limits(), read)
        self._within_bot = processes == 0
        self._at_once = max(processes, 1)
        self._turns = asyncio.Semaphore(self._at_once)
        self._idle_s = idle_s
        self._idle: dict[_Process, asyncio.TimerHandle] = {}
        self._all: set[_Process] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = asyncio.Event()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def parse(
        self,
        body: bytes,
        *,
        feed_url: str,
        now: datetime,
        content_type: str | None = None,
        lives_at: str | None = None,
    ) -> FeedRead:
        """What `bot.sources.feeds.parse_feed` makes of a document.

        Raises:
            ParseError: It is no feed that can be read, or reading it costs more than it may.
            ConfigError: No process can be started; the sentence is for the operator.
        """
        read = await self._read(Job(body, feed_url, now, content_type, lives_at=lives_at))
        if not isinstance(read, FeedRead):
            raise TypeError("not what was asked for")
        return read

    async def read_page(self, body: bytes, *, url: str, now: datetime, content_type: str | None = None) -> PageRead:
        """What `bot.sources.pages.read_page` makes of a page; raises as `parse` does."""
        read = await self._read(Job(body, url, now, content_type, is_page=True))
        if not isinstance(read, PageRead):
            raise TypeError("not what was asked for")
        return read

    async def _read(self, job: Job) -> FeedRead | PageRead:
        answer = await self.answer(job)
        match answer.outcome:
            case FeedRead() | PageRead() as read:
                return read
            case Refused(sentence):
                raise ParseError(job.url, sentence)
            case OutOfMemory():
                raise ParseError(job.url, _too_large(self._setup.limits))
            case Bug(trace):
                _log.error("feed=%s can't be read because of a mistake in the bot\n%s", job.url, trace)
                why = Phrase("the bot makes a mistake in reading this; its log has the details")
                raise ParseError(job.url, why)
            case None:
                raise RuntimeError("a process that reads feeds has answered nothing")

    async def answer(self, job: Job) -> Answer:
        """The answer to a job with what it has cost; raises as `parse` does, of what the process did not survive."""
        async with self._turns:
            if self._closed.is_set():
                raise RuntimeError("the pool is closed")
            if self._within_bot:
                return Answer(await asyncio.to_thread(outcome, job, self._setup.read))
            process = self._idle_process() or await self._started()
            try:
                answer = await process.ask(job)
            except BaseException as error:
                await self._dispose_of(process)
                if self._closed.is_set() and isinstance(error, ParseError):  # not the feed's fault
                    raise RuntimeError("the pool was closed") from error
                raise
            if answer.is_last:
                await self._dispose_of(process)
            else:
                self._rest(process)
            return answer

    async def close(self) -> None:
        """End all processes, busy or not; nothing is left of them afterwards."""
        self._closed.set()
        for timer in self._idle.values():
            timer.cancel()
        self._idle.clear()
        await asyncio.gather(*(self._dispose_of(process) for process in list(self._all)), *self._ending)
        for _ in range(self._at_once):  # until one that was just being started has been ended as well
            await self._turns.acquire()
        for _ in range(self._at_once):
            self._turns.release()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that there are now."""
        return tuple(process.pid for process in self._all)

    async def _started(self) -> _Process:
        process = await _Process.start(self._setup)
        self._all.add(process)
        if self._closed.is_set():
            await self._dispose_of(process)
            raise RuntimeError("the pool was closed")
        return process

    def _idle_process(self) -> _Process | None:
        while self._idle:
            process, timer = self._idle.popitem()
            timer.cancel()
            if process.is_alive:
                return process
            self._dispose_of_later(process)
        return None

    def _rest(self, process: _Process) -> None:
        self._idle[process] = asyncio.get_running_loop().call_later(self._idle_s, self._send_home, process)

    def _send_home(self, process: _Process) -> None:
        del self._idle[process]
        self._dispose_of_later(process)

    def _dispose_of_later(self, process: _Process) -> None:
        task = asyncio.create_task(self._dispose_of(process))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _dispose_of(self, process: _Process) -> None:
        await process.end()
        self._all.discard(process)


class _Process:
    """One process that reads feeds, ready for a job."""

    def __init__(self, process: asyncio.subprocess.Process, limits: Limits) -> None:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipes")
        self._process = process
        self._questions = process.stdin
        self._answers = process.stdout
        self._limits = limits

    @classmethod
    async def start(cls, setup: Setup) -> _Process:
        """Raises ConfigError where none can be started."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(_SECRETS_BEGIN_WITH)}
        environment["PYTHONPATH"] = os.pathsep.join(path or os.curdir for path in sys.path)
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-c", _PROGRAM),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=_BUFFER_BYTES,
                env=environment,
                start_new_session=True,  # Ctrl+C is for the bot, which ends its processes itself
            )
        except OSError as error:
            raise ConfigError(_no_process(str(error))) from error
        self = cls(process, setup.limits)
        try:
            async with asyncio.timeout(_START_S):
                self._questions.write(frame(setup))
                await self._answer()
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
            code = await self.end()
            what = "does not answer" if isinstance(error, TimeoutError) else f"ends at once, with code {code}"
            raise ConfigError(_no_process(f"it {what}")) from error
        except BaseException:
            await self.end()
            raise
        return self

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None and not self._answers.at_eof()

    async def ask(self, job: Job) -> Answer:
        """Raises ParseError where the process does not survive the job; it must be ended after any error."""
        try:
            async with asyncio.timeout(self._limits.wall_s):
                self._questions.write(frame(job))
                await self._questions.drain()
                return await self._answer()
        except TimeoutError as error:
            seconds = f"{self._limits.wall_s:g}"
            sentence = Phrase("reading this takes longer than {seconds} seconds, so it was given up", seconds=seconds)
            raise ParseError(job.url, sentence) from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise ParseError(job.url, _cause_of_death(await self.end(), self._limits)) from error

    async def _answer(self) -> Answer:
        (length,) = FRAME_HEAD.unpack(await self._answers.readexactly(FRAME_HEAD.size))
        answer = pickle.loads(await self._answers.readexactly(length))  # noqa: S301 - from the process started here
        if not isinstance(answer, Answer):
            raise TypeError(f"not an answer: {type(answer)}")
        return answer

    async def end(self) -> int:
        """End it, if it has not ended yet; its exit code, or the negative number of the signal that ended it."""
        self._questions.close()
        if self._answers.at_eof():  # it is ending by itself, and how tells why
            with suppress(TimeoutError):
                return await asyncio.wait_for(self._process.wait(), _END_S)
        if self._process.returncode is None:
            # Not `kill()`, which looks whether it has ended, and so takes its exit code from asyncio's watcher.
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)
        return await self._process.wait()


def _cause_of_death(code: int, limits: Limits) -> Phrase:
    if code == -signal.SIGXCPU:
        seconds = limits.cpu_s
        return Phrase("reading this takes more than {seconds} seconds of work, so it was given up", seconds=seconds)
    if code == -signal.SIGKILL:
        return Phrase("the process that reads feeds was killed over this one, as happens where memory runs out")
    how = signal.Signals(-code).name if code < 0 else Phrase("code {code}", code=code)
    return Phrase("this brings down the process that reads it ({how})", how=how)


def _too_large(limits: Limits) -> Phrase:
    size = limits.memory_bytes // 2**20
    return Phrase("reading this takes more than {size} MB of memory, so it was given up", size=size)


def _no_process(why: str) -> str:
    return f"the process that reads feeds can't be started: {why} (parse_processes = 0 reads them within the bot)"
