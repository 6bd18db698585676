"""The words of each language, in files beside the code that knows what to do with them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def word_lists(package: str, file: str) -> dict[str, Any]:
    """What such a file says; it is read once, and nobody may change it."""
    return tomllib.loads((files(package) / file).read_text("utf-8"))


def listed(words: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in words.split(",") if part.strip()]
