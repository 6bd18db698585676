"""What the tests of the actions share: a storage, two topics, some who ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.actions.asker import Asker
from bot.model import Alias, Topic
from bot.pipeline.catalogue import Catalogue
from bot.storage import Storage

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
GUILD, CHANNEL, OTHER_CHANNEL = 10, 20, 21
MODERATOR = Asker(user_id=1, channel_id=CHANNEL, guild_id=GUILD, may_manage=True)
MEMBER = Asker(user_id=2, channel_id=CHANNEL, guild_id=GUILD, may_manage=False)
ALONE = Asker(user_id=2, channel_id=99, guild_id=None, may_manage=True)
BRIDGES = Topic("bridges", "Bridges", aliases=(Alias("bridge*", "en"), Alias("most", "pl")))
SCHOOLS = Topic("schools", "Schools", aliases=(Alias("school*", "en"),))


@pytest.fixture
def storage(sqlite_file: Path) -> Iterator[Storage]:
    with Storage.open(f"sqlite:///{sqlite_file}") as opened:
        yield opened


@pytest.fixture
def catalogue(storage: Storage) -> Catalogue:
    catalogue = Catalogue(storage)
    catalogue.use_files([BRIDGES, SCHOOLS])
    return catalogue
