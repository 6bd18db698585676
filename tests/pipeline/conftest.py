"""What the tests of the path share: an empty storage, feeds on loopback, a clock that a test sets."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.model import Article
from bot.pipeline.intake import Intake
from bot.pipeline.refresh import Refresher
from bot.sources.fetch import Fetcher
from bot.sources.workers import ParserPool
from bot.storage import Storage
from tests.feed_server import FeedServer, serving

if TYPE_CHECKING:
    from bot.stories.vectors import VectorSpace

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@dataclass
class SetClock:
    """A clock that stands still until a test moves it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


class Reader:
    """A model of meaning that notes what it was given to read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.read: list[str] = []

    def vector(self, article: Article) -> bytes:
        self.read.append(article.id)
        return bytes(384)

    def space(self) -> VectorSpace:
        pytest.importorskip("numpy", reason='the extra "vectors" is not installed')
        from bot.stories.vectors import VectorSpace  # noqa: PLC0415 - numpy comes with the extra

        return VectorSpace()


@pytest.fixture
def storage(sqlite_file: Path) -> Iterator[Storage]:
    with Storage.open(f"sqlite:///{sqlite_file}") as opened:
        yield opened


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def feeds() -> AsyncIterator[FeedServer]:
    async with serving() as server:
        yield server


@asynccontextmanager
async def refreshing(
    storage: Storage,
    clock: SetClock,
    intake: Intake | None = None,
    *,
    fetcher: type[Fetcher] = Fetcher,
    cleaned_by: str = "as ever",
) -> AsyncIterator[Refresher]:
    """A refresher that may read loopback."""
    async with fetcher(user_agent="test", allowed_networks=[ip_network("127.0.0.0/8")], timeout_s=5) as network:
        parsers = ParserPool(processes=0)
        yield Refresher(
            storage=storage,
            fetcher=network,
            parsers=parsers,
            intake=intake or Intake(storage),
            clock=clock,
            interval=lambda: timedelta(minutes=15),
            rng=random.Random(7),
            cleaned_by=cleaned_by,
        )
