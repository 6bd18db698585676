"""Pictures are drawn in a process of their own, which ends with the picture: some 40 MB for a quarter of a second."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys

from bot.model import Timeline

_log = logging.getLogger(__name__)

_PROGRAM = "from bot.delivery.picture import main; main()"
_LONGEST_S = 10.0


async def timeline_picture(timeline: Timeline) -> bytes | None:
    """The picture of a timeline as a PNG; None where it has no days, or drawing fails, which the log tells."""
    if not timeline.days or timeline.first is None or timeline.last is None:
        return None
    asked = {
        "first": timeline.first.isoformat(),
        "last": timeline.last.isoformat(),
        "told": {day.isoformat(): count for day, count in timeline.told.items()},
        "days": {day.day.isoformat(): day.looking_back for day in timeline.days},
    }
    return await _drawn(json.dumps(asked).encode())


async def _drawn(asked: bytes) -> bytes | None:
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-c", _PROGRAM),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            # It knows no token and no password.
            env={"PYTHONPATH": os.pathsep.join(path or os.curdir for path in sys.path)},
        )
    except OSError as error:  # no memory, no process more, or Python was taken away beneath the bot
        _log.error("a picture can't be drawn, no process can be started for it (%s)", error)
        return None
    try:
        async with asyncio.timeout(_LONGEST_S):
            picture, trace = await process.communicate(asked)
    except TimeoutError:
        process.kill()
        await process.wait()
        _log.error("a picture was given up, it takes longer than %g seconds to draw", _LONGEST_S)
        return None
    if process.returncode:
        _log.error("a picture can't be drawn because of a mistake in the bot\n%s", trace.decode(errors="replace"))
        return None
    return picture
