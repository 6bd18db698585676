"""What the tests of the outbox share: both databases, a catalogue, and what fills and empties it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.model import Topic
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.deliver import Deliverer
from bot.pipeline.enqueue import Enqueuer
from bot.schedule import next_sends
from bot.storage import Storage
from tests.pipeline.outbox.channels import DAY, Dispatcher


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    """On both databases, which the rest of the path does not need."""
    with Storage.open(url) as opened:
        yield opened


@pytest.fixture
def catalogue(storage: Storage) -> Catalogue:
    catalogue = Catalogue(storage)
    catalogue.use_files([Topic("csto", "The CSTO"), Topic("oil", "Oil")])
    return catalogue


@pytest.fixture
def dispatcher(storage: Storage, catalogue: Catalogue) -> Dispatcher:
    enqueuer = Enqueuer(
        storage=storage,
        catalogue=catalogue,
        briefer=Briefer(storage, languages=["en"]),
        next_sends=next_sends,
        window=DAY,
    )
    return Dispatcher(enqueuer, Deliverer(storage, next_sends=next_sends, topic_of=catalogue.get))
