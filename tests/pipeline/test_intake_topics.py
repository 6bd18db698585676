"""Which topics articles are matched with while topics change, here and in other processes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

from bot.model import Article, Topic
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.storage import Storage, StoredTopic
from tests.pipeline.conftest import NOON
from tests.pipeline.news import BRIDGES, DAY, HOUR, SCHOOLS, TEXT, article


def test_new_topic_is_matched_over_the_archive_once(storage: Storage) -> None:
    intake = Intake(storage)
    intake.use_topics(lambda: [SCHOOLS])
    intake.add([article("a")], now=NOON)
    assert intake.use_topics(lambda: [SCHOOLS, BRIDGES]) == 1
    assert [found.article.id for found in storage.topic_window("bridges", NOON - HOUR, NOON)] == ["a"]
    assert intake.use_topics(lambda: [BRIDGES, SCHOOLS]) == 0
    assert Intake(storage).use_topics(lambda: [BRIDGES, SCHOOLS]) == 0


def test_what_is_left_of_the_archive_where_the_process_ends_is_matched_by_the_next(storage: Storage) -> None:
    intake = Intake(storage)
    intake.use_topics(lambda: [SCHOOLS])
    intake.add([article("a")], now=NOON)
    intake.end()
    assert intake.use_topics(lambda: [SCHOOLS, BRIDGES]) == 0
    assert about(storage, "bridges") == []
    assert Intake(storage).use_topics(lambda: [SCHOOLS, BRIDGES]) == 1
    assert about(storage, "bridges") == ["a"]


def about(storage: Storage, topic_id: str) -> list[str]:
    return [found.article.id for found in storage.topic_window(topic_id, NOON - DAY, NOON + DAY)]


def make(storage: Storage, topic: Topic) -> Topic:
    storage.save_topic(topic, guild_id=1, created_by=2, now=NOON)
    return topic


def beside(storage: Storage, *topics: Topic) -> Intake:
    """The intake of a process that does not keep the archive matched."""
    intake = Intake(storage)
    intake.know_topics(lambda: topics)
    return intake


def test_what_a_process_takes_in_that_has_not_heard_of_a_topic_is_matched_with_it_when_it_has(storage: Storage) -> None:
    reader = Intake(storage)
    reader.use_topics(lambda: [SCHOOLS])
    reader.add([article("edited", title="A school", text="A school.")], now=NOON)
    beside(storage, SCHOOLS).change_topic(lambda: [BRIDGES, SCHOOLS], make(storage, BRIDGES))
    reader.add([article("late"), article("edited")], now=NOON + HOUR)
    assert reader.is_behind()
    assert about(storage, "bridges") == []
    assert reader.use_topics(lambda: [BRIDGES, SCHOOLS]) == 2
    assert about(storage, "bridges") == ["edited", "late"]
    assert about(storage, "schools") == []
    assert not reader.is_behind()
    assert reader.use_topics(lambda: [BRIDGES, SCHOOLS]) == 0


def test_what_comes_while_the_archive_is_matched_with_a_new_topic_is_matched_with_it_too(storage: Storage) -> None:
    reader = Intake(storage)
    reader.use_topics(lambda: [SCHOOLS])
    reader.add([article("early")], now=NOON)

    class Slow(Storage):
        def latest_ids(self, batch: int = 5_000) -> Iterator[str]:
            for each in super().latest_ids(batch):
                reader.add([article("late", told_at=NOON + HOUR)], now=NOON)
                yield each

    assert (
        beside(Slow(storage._database), SCHOOLS).change_topic(lambda: [BRIDGES, SCHOOLS], make(storage, BRIDGES)) == 1
    )
    assert about(storage, "bridges") == ["early"]
    reader.use_topics(lambda: [BRIDGES, SCHOOLS])
    assert about(storage, "bridges") == ["early", "late"]


def test_an_article_that_is_matched_again_beside_is_matched_with_the_topics_in_force_in_the_end(
    storage: Storage,
) -> None:
    reader = Intake(storage)
    reader.use_topics(lambda: [BRIDGES])
    reader.add([article("a")], now=NOON)
    beside(storage, SCHOOLS).match_again("a")
    assert about(storage, "bridges") == []
    assert reader.is_behind()
    reader.use_topics(lambda: [BRIDGES])
    assert about(storage, "bridges") == ["a"]


def test_what_was_forgotten_waits_for_no_topics(storage: Storage) -> None:
    reader = Intake(storage)
    reader.use_topics(lambda: [BRIDGES])
    beside(storage, SCHOOLS).add([replace(article("a"), feed_url=None)], now=NOON)
    storage.remove_seeds_except([])
    assert reader.is_behind()
    reader.use_topics(lambda: [BRIDGES])
    assert not reader.is_behind()


def test_whoever_matches_the_archive_stops_where_other_topics_come_in_force(storage: Storage) -> None:
    class Meanwhile(Storage):
        def iter_articles(self, batch: int = 500) -> Iterator[tuple[Article, ...]]:
            for each in super().iter_articles(batch // 500):
                yield each
                beside(storage, SCHOOLS).change_topic(lambda: [SCHOOLS, BRIDGES], make(storage, BRIDGES))

    Intake(storage).add([article("a"), article("b")], now=NOON)
    reader = Intake(Meanwhile(storage._database))
    assert reader.use_topics(lambda: [SCHOOLS]) == 1
    assert reader.is_behind()
    again = Intake(storage)
    assert again.use_topics(lambda: [BRIDGES, SCHOOLS]) == 2
    assert not again.is_behind()


def test_a_topic_that_changes_is_matched_with_what_articles_say_by_then(storage: Storage) -> None:
    class EditedMeanwhile(Storage):
        def latest_ids(self, batch: int = 5_000) -> Iterator[str]:
            for each in super().latest_ids(batch):
                Intake(storage).add([article("a", text=f"On Friday morning. {TEXT}")], now=NOON + HOUR)
                yield each

    Intake(storage).add([article("a")], now=NOON)
    assert Intake(EditedMeanwhile(storage._database)).change_topic(lambda: [BRIDGES], make(storage, BRIDGES)) == 1
    [found] = storage.topic_window("bridges", NOON - HOUR, NOON)
    said = [getattr(found.article, hit.field)[hit.start : hit.end] for hit in found.match.hits]
    assert said == ["Bridge", "bridge"]


def test_what_comes_in_the_moment_in_which_a_topic_is_removed_does_not_stay_with_it(storage: Storage) -> None:
    reader = Intake(storage)
    reader.use_topics(lambda: [SCHOOLS, make(storage, BRIDGES)])
    storage.delete_topic("bridges", now=NOON)
    reader.add([article("early")], now=NOON)
    beside(storage, SCHOOLS, BRIDGES).change_topic(lambda: [SCHOOLS], None)
    reader.add([article("late")], now=NOON)
    reader.use_topics(lambda: [SCHOOLS])
    assert about(storage, "bridges") == []
    assert not reader.is_behind()


def test_a_topic_that_is_removed_while_the_archive_is_matched_with_it_matches_nothing(storage: Storage) -> None:
    class Meanwhile(Storage):
        def latest_ids(self, batch: int = 5_000) -> Iterator[str]:
            storage.delete_topic("bridges", now=NOON)
            beside(storage, SCHOOLS, BRIDGES).change_topic(lambda: [SCHOOLS], None)
            yield from super().latest_ids(batch)

    Intake(storage).add([article("a")], now=NOON)
    maker = beside(Meanwhile(storage._database), SCHOOLS)
    assert maker.change_topic(lambda: [SCHOOLS, BRIDGES], make(storage, BRIDGES)) == 0
    assert about(storage, "bridges") == []


def test_topics_that_change_while_others_wait_to_come_in_force_are_in_force_in_the_end(storage: Storage) -> None:
    intake, topics = Intake(storage), [SCHOOLS]
    with ThreadPoolExecutor(1) as pool:
        with intake.correcting():
            waits = pool.submit(intake.use_topics, lambda: topics)
            topics = [SCHOOLS, BRIDGES]
        waits.result()
    intake.add([article("a")], now=NOON)
    assert about(storage, "bridges") == ["a"]


def test_what_was_made_in_discord_is_not_replaced_by_what_was_read_before_it(storage: Storage) -> None:
    class Slow(Storage):
        def stored_topics(self) -> tuple[StoredTopic, ...]:
            found = super().stored_topics()
            has_read.set()
            may_go_on.wait(0.2)  # who waits for this thread would wait longer
            return found

    has_read, may_go_on = Event(), Event()
    catalogue = Catalogue(Slow(storage._database))
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(catalogue.reload_made)
        has_read.wait()
        make(storage, BRIDGES)
        catalogue.reload_made()
        may_go_on.set()
        first.result()
    assert catalogue.is_made("bridges")
