"""A folder that its owner keeps closed; root, who may run the tests, could enter a real one."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest


def close_to_us(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lies below the folder can from now on not even be looked for."""
    look = os.stat

    def refuse(path: Any, *args: Any, **options: Any) -> os.stat_result:
        if not isinstance(path, int) and folder in Path(os.fsdecode(path)).absolute().parents:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fsdecode(path))
        return look(path, *args, **options)

    monkeypatch.setattr(os, "stat", refuse)
