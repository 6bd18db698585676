"""The one place that reads the clock. Everything else is handed `now` or a `Clock`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present moment as an aware UTC datetime."""


def utc_now() -> datetime:
    """The machine's own clock."""
    return datetime.now(UTC)
