"""Where the development data lives, for the tests that need it; they say that they skip without it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_DEFAULT = Path(__file__).resolve().parents[2] / "shared"


def shared(*parts: str) -> Path:
    """A path below the folder of development data (`BRIEFBOT_SHARED`, default `../shared`), or skip the test."""
    path = Path(os.environ.get("BRIEFBOT_SHARED", _DEFAULT)).joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs the development data: {path} is not here")
    return path
