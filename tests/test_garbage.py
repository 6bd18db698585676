from __future__ import annotations

import asyncio
import gc
import weakref

from bot.garbage import looking_rarely, set_aside_what_stays


class Ring:
    """Holds on to itself."""

    def __init__(self) -> None:
        self.own = self


def test_what_stays_is_set_aside_and_what_became_garbage_since_goes_the_next_time() -> None:
    ring = Ring()
    gone = weakref.ref(ring)
    gc.unfreeze()  # what was set aside before the first test
    try:
        set_aside_what_stays()
        assert gc.get_freeze_count() > 0
        del ring
        gc.collect()
        assert gone() is not None, "it is not looked at"
        set_aside_what_stays()
        assert gone() is None
    finally:
        gc.freeze()


async def test_the_oldest_is_looked_through_at_no_other_time_until_the_end() -> None:
    before = gc.get_threshold()
    kept: list[list[int]] = []
    seen: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        seen.append(info["generation"] if phase == "start" else 0)

    async with looking_rarely(lambda: None):
        gc.set_threshold(10, 1, gc.get_threshold()[2])
        gc.callbacks.append(note)
        try:
            kept.extend([at] for at in range(100_000))
        finally:
            gc.callbacks.remove(note)
    assert set(seen) == {0, 1}
    assert gc.get_threshold() == before


async def test_a_look_is_taken_after_the_start_and_then_every_so_often_until_the_end() -> None:
    looks: list[int] = []
    async with looking_rarely(lambda: looks.append(1), first_after_s=0.02, every_s=0.02):
        assert looks == []
        async with asyncio.timeout(30):
            while len(looks) < 3:  # noqa: ASYNC110 - nothing tells of a look
                await asyncio.sleep(0.01)
    seen = len(looks)
    await asyncio.sleep(0.05)
    assert len(looks) == seen
