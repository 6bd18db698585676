"""The log of one test, as an operator's terminal or machine would get it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.logs import set_up_logging


@contextmanager
def logged(*, as_json: bool, level: str = "INFO") -> Iterator[io.StringIO]:
    """Where everything is logged to until the end of the block; then loggers are as they were, for they are shared."""
    loggers = [logging.getLogger(name) for name in ("", "bot", "cogs", "discord")]
    kept = [(logger, logger.handlers[:], logger.level) for logger in loggers]
    loggers[0].handlers.clear()  # pytest's: `basicConfig` leaves a root that has any as it is
    stream = io.StringIO()
    try:
        set_up_logging(level, as_json=as_json, stream=stream)
        yield stream
    finally:
        for logger, handlers, its_level in kept:
            logger.handlers[:] = handlers
            logger.setLevel(its_level)


def events(stream: io.StringIO) -> list[dict[str, Any]]:
    """What was logged as JSON."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]
