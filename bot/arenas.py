"""What threads allocate memory in: kept from being many, and what lies free in it given back.

glibc gives each thread an arena of its own, up to eight for each processor, and what is freed in one serves no other.
The bot's work goes round some forty threads: after two simulated days of `python -m bench.soak weeks` 30 of 73 MB lay
free in twelve arenas, and more each day; with two arenas 12 of 54 MB, and no day took longer.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable

_ARENAS = 2
_M_ARENA_MAX = -8  # <malloc.h>


def share_arenas() -> None:
    """Let the threads that begin from now on share few; an operator's MALLOC_ARENA_MAX, and other C libraries, stay."""
    if "MALLOC_ARENA_MAX" not in os.environ and (limit := _function_of_glibc("mallopt")):
        limit(_M_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Let the system have the pages that lie free between those in use; some hundredths of a second, in a thread."""
    if trim := _function_of_glibc("malloc_trim"):
        trim(0)


def _function_of_glibc(name: str) -> Callable[..., object] | None:
    return getattr(ctypes.CDLL(None), name, None) if os.name == "posix" else None
