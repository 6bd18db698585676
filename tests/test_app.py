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
SCHOOLS = Topic("schools", "Schools", aliases=(Alias("school*", "en"),))


@pytest.mark.parametrize(("serves", "read"), [(True, {"bridge", "school"}), (False, {"bridge"})])
def test_the_bot_reads_what_articles_on_any_topic_mean_and_the_command_line_those_of_what_it_follows(
    sqlite_file: Path, monkeypatch: pytest.MonkeyPatch, *, serves: bool, read: set[str]
) -> None:
    model = Reader("a model")
    monkeypatch.setenv("BRIEFBOT_COMPARE_MEANINGS", "true")
    monkeypatch.setattr("bot.app.installed_embedder", lambda: model)
    articles = [
        Article(each, "News", f"A {each} opens", f"A {each} opens in Goris.", NOON, published_at=NOON)
        for each in ("bridge", "school", "tram")
    ]
    with Storage.open(f"sqlite:///{sqlite_file}") as storage:
        app = build(Settings(follow=("bridges",)), storage=storage, serves=serves)
        app.intake.use_topics(lambda: [BRIDGES, SCHOOLS])
        app.intake.add(articles, now=NOON)
    assert set(model.read) == read


async def test_who_stops_asking_feeds_ends_what_is_being_read(sqlite_file: Path) -> None:
    with Storage.open(f"sqlite:///{sqlite_file}") as storage:
        async with build(Settings(), storage=storage).refresher() as refresher:
            assert not refresher._has_ended.is_set()
        assert refresher._has_ended.is_set()
