"""How far a long run has come: a line now and then, the last one at its end, whatever ends it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, NamedTuple, Self, TypeVar

from rich.console import Console

_Seen = TypeVar("_Seen")


class SoFar(NamedTuple):
    """How much is done.

    Attributes:
        of: How much there is to do.
        said: What was seen meanwhile ("lost 0, doubled 0").
    """

    done: int
    of: int
    said: str


class Progress(Generic[_Seen]):
    """Is told what a run has seen, each time that this is more, and says it at most every so many seconds.

    Args:
        so_far: Reads it.
        clock: Seconds that only grow.

    Attributes:
        latest: What it was told last; None before.
    """

    def __init__(
        self,
        console: Console,
        what: str,
        so_far: Callable[[_Seen], SoFar],
        *,
        every_s: float = 30,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._console, self._what, self._so_far = console, what, so_far
        self._every_s, self._clock = every_s, clock
        self.latest: _Seen | None = None
        self._first: tuple[float, int] | None = None
        self._said: tuple[float, str] | None = None

    def __call__(self, seen: _Seen) -> None:
        """Hear of it."""
        self.latest = seen
        now, done = self._clock(), self._so_far(seen).done
        self._first = self._first or (now, done)
        if self._said is None or now >= self._said[0] + self._every_s:
            self._say(seen, now)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.latest is not None:
            self._say(self.latest, self._clock())

    def _say(self, seen: _Seen, now: float) -> None:
        done, of, said = self._so_far(seen)
        line = f"{self._what}: {done:,} of {of:,}, {said}"
        if self._said and self._said[1] == line:
            return
        self._said = now, line
        began_at, began_with = self._first or (now, done)
        if began_with < done < of:
            line += f", {_length((now - began_at) / (done - began_with) * (of - done))} to go"
        self._console.print(line, soft_wrap=True, highlight=False)


def _length(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3_600:.1f} h"
