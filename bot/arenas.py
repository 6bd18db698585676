"""What threads allocate memory in, kept from being many.

glibc gives each thread an arena of its own, up to eight for each processor, and what is freed in one serves no other.
The bot's work goes round some forty threads: after two simulated days of `python -m bench.soak weeks` 30 of 73 MB lay
free in twelve arenas, and more each day; with two arenas 12 of 54 MB, and no day took longer.
"""

from __future__ import annotations

import ctypes
import os

_ARENAS = 2
_M_ARENA_MAX = -8  # <malloc.h>


def share_arenas() -> None:
    """Let the threads that begin from now on share few; an operator's MALLOC_ARENA_MAX, and other C libraries, stay."""
    if os.name == "posix" and "MALLOC_ARENA_MAX" not in os.environ:
        limit = getattr(ctypes.CDLL(None), "mallopt", None)
        if limit is not None:
            limit(_M_ARENA_MAX, _ARENAS)
