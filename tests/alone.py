"""Tests, measurements and docs know no settings of the operator's: else they would write into the operator's data."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.config import ENV_PREFIX

_OURS = "BRIEFBOT_SHARED"
_ROOT = Path(__file__).resolve().parents[1]


def forget_settings() -> None:
    """Drop every setting from the environment, of this process and those that it starts: it would win."""
    for name in [name for name in os.environ if name.upper().startswith(ENV_PREFIX) and name != _OURS]:
        del os.environ[name]


@contextmanager
def in_folder(folder: Path) -> Iterator[None]:
    """Be in an empty folder, where there is no `.env` and no `config.toml`; at the end it is as empty.

    What is left there would lie in the operator's folder, or over what was there.
    """
    with chdir(folder):
        yield
    assert not list(folder.iterdir())


@contextmanager
def measuring() -> Iterator[None]:
    """Know no settings but those that are made here; what is started is this checkout's, and knows no others."""
    forget_settings()
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    with TemporaryDirectory() as folder, in_folder(Path(folder)):
        yield
