"""Steps that may not be left half done when the process is asked to end."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

_T = TypeVar("_T")


async def to_the_end(step: Coroutine[Any, Any, _T]) -> _T:
    """The step's result. Cancelled meanwhile, it waits for the step first; cancelled twice, it cancels the step.

    Raises:
        asyncio.CancelledError: Once the step has ended.
    """
    task = asyncio.create_task(step)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        if not task.done():
            await task
        raise


async def despite_all(step: Coroutine[Any, Any, _T]) -> _T:
    """The step's result, however often it is cancelled meanwhile, which the next that is awaited hears of.

    For what is short, and of which a thread that nobody hears of would do a half.
    """
    task, cancelled = asyncio.create_task(step), False
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            cancelled = True
    if cancelled and (current := asyncio.current_task()):
        current.cancel()
    return task.result()
