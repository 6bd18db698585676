"""What only one of the processes on a database may have: some connections to Discord, and the lead."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from bot.errors import ConfigError, NotNowError, StorageError
from bot.storage import Hold, Lead, Shards, Storage

_log = logging.getLogger(__name__)

# Longer than the server needs to give up a machine that has vanished: who starts anew after that is not refused.
_PATIENCE_S = 30.0
_TRY_AGAIN_S = 1.0
_LOOK_AGAIN_S = 10.0
_HELD_TWICE = (
    "another Briefbot on this database holds these connections to Discord, and every command would be answered twice; "
    "end it first, or give each its own (--shards)"
)
_COUNTED_OTHERWISE = (
    "another Briefbot on this database shares the servers among {theirs} connections to Discord, and this one among "
    "{ours}: some commands would be answered twice, others by nobody; end it first, or give all the same number after "
    "the slash of --shards"
)


@asynccontextmanager
async def holding(
    storage: Storage, shards: Shards, *, patience_s: float = _PATIENCE_S, look_again_s: float = _LOOK_AGAIN_S
) -> AsyncIterator[None]:
    """Hold these connections to Discord until the end of the block, also where the database is begun anew meanwhile.

    Raises:
        ConfigError: Another process holds some of them, and does not end meanwhile.
    """
    hold = storage.hold(shards)
    until = time.monotonic() + patience_s
    waits = False
    try:
        while not await asyncio.to_thread(hold.take):
            if time.monotonic() >= until:
                raise ConfigError(_why_not_held(hold, shards))
            if not waits:
                _log.info("another Briefbot holds connections to Discord; waiting up to %.0f s", patience_s)
            waits = True
            await asyncio.sleep(_TRY_AGAIN_S)
        ended = asyncio.Event()
        holds_on = asyncio.create_task(_hold_again(hold, shards, ended, look_again_s))
        try:
            yield
        finally:
            ended.set()
            await holds_on
    finally:
        hold.release()


def _why_not_held(hold: Hold, shards: Shards) -> str:
    if shards is None or hold.counted_otherwise is None:
        return _HELD_TWICE
    return _COUNTED_OTHERWISE.format(theirs=hold.counted_otherwise, ours=shards[1])


async def _hold_again(hold: Hold, shards: Shards, ended: asyncio.Event, look_again_s: float) -> None:
    """Take anew what was lost with the database; where another was faster, say so, once each time."""
    holds = True
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), look_again_s)
            return
        with suppress(StorageError):  # it is away, as the runs say
            held, holds = holds, await asyncio.to_thread(hold.take)
            if held and not holds:
                _log.error(_why_not_held(hold, shards))


@contextmanager
def leading(storage: Storage, *, must: bool = True) -> Iterator[Lead]:
    """The lead of those that share a database; released at the end of the block.

    Args:
        must: Take it now, or else refuse.

    Raises:
        NotNowError: Another process has it.
        StorageError: What says so cannot be used.
    """
    lead = storage.lead()
    try:
        if must and not lead.take():
            held = "another Briefbot runs on this database and reads its feeds; end it first"
            raise NotNowError(held if storage.shares else f"{held}, or let several share PostgreSQL (database_url)")
        yield lead
    finally:
        lead.release()
