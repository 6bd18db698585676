"""What is stored of what comes, and what of it is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import StorageError
from bot.pipeline.intake import Intake
from bot.storage import Added, NewArticle, Storage
from tests.pipeline.conftest import NOON
from tests.pipeline.news import BRIDGES, HOUR, SCHOOLS, article


def test_what_could_not_be_stored_is_placed_anew_and_not_taken_for_known(storage: Storage) -> None:
    class Full(Storage):
        is_full = True

        def add_articles(self, batch: Sequence[NewArticle], **given: Any) -> Added:
            if self.is_full:
                raise StorageError("briefbot.sqlite3", "database or disk is full")
            self.placed = [new.placement for new in batch]
            return super().add_articles(batch, **given)

    full = Full(storage._database)
    intake = Intake(full)
    with pytest.raises(StorageError):
        intake.add([article("a")], now=NOON)
    full.is_full = False
    intake.add([article("a")], now=NOON)
    assert [placement.opened for placement in full.placed if placement] == [True]


def test_of_many_articles_those_that_were_read_are_kept_when_the_rest_is_cut_off(storage: Storage) -> None:
    def end(read: int, _count: int) -> None:
        if read == 510:
            raise KeyboardInterrupt

    many = [article(f"a{number}", told_at=NOON - number * timedelta(minutes=1)) for number in range(520)]
    intake = Intake(storage)
    with pytest.raises(KeyboardInterrupt):
        intake.add(many, now=NOON, progress=end)
    assert storage.counts().articles == 500
    seen: list[tuple[int, int]] = []
    added = intake.add(many, now=NOON, progress=lambda *at: seen.append(at))
    assert set(added.new_ids) == {f"a{number}" for number in range(20)}  # the last that were told
    assert seen[-1] == (20, 20)
    assert len({story_id for _, story_id in storage.placements_between(NOON - 9 * HOUR)}) == 1


def test_article_is_stored_with_its_topics(storage: Storage) -> None:
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES, SCHOOLS])
    intake.add([article("a")], now=NOON)
    (found,) = storage.topic_window("bridges", NOON - HOUR, NOON)
    assert found.article.id == "a"
    assert found.match.hits[0].alias == "bridge*"
    assert storage.topic_window("schools", NOON - HOUR, NOON) == ()


@pytest.mark.parametrize("own_comes_first", [True, False])
def test_an_edit_is_kept_whichever_feed_carries_the_article_too(storage: Storage, own_comes_first: bool) -> None:
    intake = Intake(storage)
    intake.add([article("a")], now=NOON)
    edited = article("a", text="Nobody was hurt when the bridge near Gyumri fell.")
    copied = replace(edited, text="A bridge fell.", feed_url="https://wire.example/feed")
    batch = [edited, copied] if own_comes_first else [copied, edited]
    assert intake.add(batch, now=NOON + HOUR).changed_ids == ("a",)
    assert [kept.text for kept in storage.articles(["a"])] == [edited.text]


def test_known_article_changes_nothing(storage: Storage) -> None:
    intake = Intake(storage)
    assert intake.add([article("a")], now=NOON).new_ids == ("a",)
    assert intake.add([article("a")], now=NOON) == intake.add([], now=NOON)
