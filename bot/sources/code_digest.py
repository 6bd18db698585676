"""By what feeds are read: where it changes, a text may differ that its publisher has left alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Final

_CODE: Final = tuple(sorted(Path(__file__).parent.glob("*.py")))
_LIBRARIES: Final = ("feedparser", "nh3")


def code_digest(code: Iterable[Path] = _CODE) -> str:
    """What changes with the code that makes articles of feeds, and with the libraries that it uses: 32 hex digits."""
    used = [f"{library} {version(library)}".encode() for library in _LIBRARIES]
    return hashlib.blake2b(b"".join([*(file.read_bytes() for file in code), *used]), digest_size=16).hexdigest()
