"""Settings that may change while the bot runs: read again when a process is told to (SIGHUP)."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.config import Settings
from bot.errors import ConfigError

_log = logging.getLogger(__name__)

READ_AGAIN = frozenset(
    {
        "correcting_servers",
        "follow",
        "keep_days",
        "keep_megabytes",
        "log_level",
        "most_feeds_per_server",
        "most_pages_per_person",
        "most_subscriptions_per_person",
        "most_subscriptions_per_server",
        "most_topics_per_server",
        "receipt_at",
        "receipt_channel",
        "refresh_minutes",
        "source_labels",
        "topics",
    }
)
"""What is asked for at each use. The rest takes a restart: connections, files, languages are built with it."""


class LiveSettings:
    """The settings as they are now.

    Attributes:
        now: What has been read last, of all that may change; the rest as it was at the start.
    """

    def __init__(self, settings: Settings) -> None:
        self.now = settings

    def read_again(self, load: Callable[[], Settings]) -> bool:
        """Take over what may change, and say what has; False where the settings have a mistake, and nothing changes."""
        try:
            new = load()
        except ConfigError as error:
            _log.error("settings: %s; the bot goes on with those it has", error)
            return False
        changed = [name for name in Settings.model_fields if getattr(new, name) != getattr(self.now, name)]
        taken = [name for name in changed if name in READ_AGAIN]
        self.now = self.now.model_copy(update={name: getattr(new, name) for name in taken})
        _log.info("settings: read again; %s", f"new: {', '.join(taken)}" if taken else "nothing new")
        if len(taken) < len(changed):
            left = ", ".join(name for name in changed if name not in READ_AGAIN)
            _log.warning("settings: what has changed too and takes a restart: %s", left)
        return True


@contextmanager
def at_each_hangup(read_again: Callable[[], object]) -> Iterator[None]:
    """Read again at each SIGHUP until the end of the block.

    A bot that runs in a terminal ends with it, as any program does: there SIGHUP keeps its meaning.
    """
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is None or (sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()):
        yield
        return
    before = signal.getsignal(hangup)
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(hangup, read_again)
    try:
        yield
    finally:
        loop.remove_signal_handler(hangup)
        signal.signal(hangup, before)  # under nohup it was ignored
