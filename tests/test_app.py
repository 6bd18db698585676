"""How the parts are put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import build
from bot.config import Settings
from bot.model import Alias, Article, Topic
from bot.storage import Storage
from tests.pipeline.conftest import NOON, Reader

BRIDGES = Topic("bridges", "Bridges", aliases=(Alias("bridge*", "en"),))


def test_a_topic_that_a_server_made_is_followed_though_nobody_has_subscribed_to_it(
    sqlite_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = Reader("a model")
    monkeypatch.setenv("BRIEFBOT_COMPARE_MEANINGS", "true")
    monkeypatch.setattr("bot.app.installed_embedder", lambda: model)
    with Storage.open(f"sqlite:///{sqlite_file}") as storage:
        app = build(Settings(follow=()), storage=storage)
        storage.save_topic(BRIDGES, guild_id=1, created_by=2, now=NOON)
        app.catalogue.reload_made()
        app.intake.use_topics(app.catalogue.all)
        article = Article(
            id="a", source="News", title="A bridge opens", text="A bridge.", first_seen_at=NOON, published_at=NOON
        )
        app.intake.add([article], now=NOON)
    assert model.read == ["a"]
