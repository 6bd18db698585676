"""Python's garbage collector, kept from looking again and again through what stays.

It stops every thread for as long as it looks through the oldest generation. With the stories of a week in memory that
was a quarter of a second of work, and half a second on a busy machine, every minute in which feeds brought much: nobody
was answered meanwhile (`python -m bench.answering`), and of 270,000 things looked through some 400 were garbage. So it
looks there once an hour, and sets aside what stays.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

FIRST_AFTER_S = 30.0
"""By then the stories of the last days have been read."""
EVERY_S = 3600.0

_NEVER = 1_000_000_000


def set_aside_what_stays() -> None:
    """Look through everything once, what was set aside before too, and pass over what is left from now on."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def looking_rarely(
    look: Callable[[], None] = set_aside_what_stays, *, first_after_s: float = FIRST_AFTER_S, every_s: float = EVERY_S
) -> AsyncIterator[None]:
    """Until the end of the block, look through everything now and then, and through what is oldest only then."""

    async def looks() -> None:
        await asyncio.sleep(first_after_s)
        while True:
            look()  # here, for in a thread it would stop everybody as well
            await asyncio.sleep(every_s)

    before = gc.get_threshold()
    gc.set_threshold(before[0], before[1], _NEVER)
    looking = asyncio.create_task(looks(), name="garbage")
    try:
        yield
    finally:
        gc.set_threshold(*before)
        looking.cancel()
        await asyncio.wait({looking})
