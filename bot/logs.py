"""What is logged: one line for each event, for a person to read or, as JSON, for a machine.

The events are the same. In JSON each carries what it is about as fields of their own: `run`, `feed`,
`subscription`, `channel`, `delivery`. No line of either kind holds a secret, whoever wrote it.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TextIO

from pythonjsonlogger.json import JsonFormatter

SECRET = "[secret]"  # noqa: S105 - what stands in the place of one

# A bot's token; the token of an interaction, base64 of "interaction:…"; the password in an address.
_SECRETS = re.compile(
    r"[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}|aW50ZXJhY3Rpb246[\w-]+|(?<=://)(?P<user>[^\s/:@]*):[^\s/@]+(?=@)"
)
_PLAIN = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_NAMES = {"levelname": "level", "name": "logger"}

_run: ContextVar[str | None] = ContextVar("run", default=None)


def set_up_logging(level: str, *, as_json: bool, stream: TextIO) -> None:
    """Our own words at this level; libraries speak up when something is wrong, or when all is asked for."""
    handler = logging.StreamHandler(stream)
    handler.addFilter(_tell_run)
    handler.setFormatter(_Discreet(_machine() if as_json else logging.Formatter(_PLAIN)))
    logging.basicConfig(handlers=[handler])
    set_level(level)


def set_level(level: str) -> None:
    """Log so much from now on."""
    is_debug = level == "DEBUG"
    logging.getLogger().setLevel(level if is_debug else max(logging.WARNING, logging.getLevelName(level)))
    for name in ("bot", "cogs"):
        logging.getLogger(name).setLevel(level)
    # At DEBUG discord.py writes what people say in private.
    logging.getLogger("discord").setLevel(logging.INFO if is_debug else logging.NOTSET)


@contextmanager
def one_run(name: str) -> Iterator[None]:
    """What is logged within belongs to one run, which gets an id: "refresh-1f3a9c2e"."""
    token = _run.set(f"{name}-{secrets.token_hex(4)}")
    try:
        yield
    finally:
        _run.reset(token)


def put_in_one_line(record: logging.LogRecord, told: str, level: int) -> None:
    """Let a library's record say this instead, at another level and without its traceback."""
    record.msg, record.args = told, ()
    record.exc_info = record.exc_text = None
    record.levelno, record.levelname = level, logging.getLevelName(level)


def _tell_run(record: logging.LogRecord) -> bool:
    if run := _run.get():
        record.run = run
    return True


def _machine() -> logging.Formatter:
    return JsonFormatter(
        "%(levelname)s %(name)s %(message)s", rename_fields=_NAMES, timestamp="time", json_ensure_ascii=False
    )


class _Discreet(logging.Formatter):
    """Another's lines, without the secrets that got into them."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        return _SECRETS.sub(_without, self._inner.format(record))


def _without(match: re.Match[str]) -> str:
    user = match["user"]
    return SECRET if user is None else f"{user}:{SECRET}"
