from __future__ import annotations

from bot.model import Aboutness
from bot.storage import Storage, Vector
from tests.storage.examples import HOUR, NOON, add, article, ids, match, new, note, undated_seed


def test_a_window_is_open_at_its_start_and_closed_at_its_end(storage: Storage) -> None:
    add(storage, *[new(article(f"a{hours}", hours=hours), None, match()) for hours in (0, 1, 2, 3)])
    window = NOON, NOON + 2 * HOUR
    assert ids(storage.articles_between(*window)) == ["a1", "a2"]
    assert storage.count_articles_between(*window) == 2
    assert ids(storage.topic_window("csto", *window)) == ["a1", "a2"]


def test_notes_and_undated_seeds_are_not_news_of_a_window(storage: Storage) -> None:
    dated_note = note("n1", published_at=NOON)
    add(storage, new(dated_note, None, match()), new(undated_seed("u1"), None, match()), new(article("a1")))
    window = NOON - HOUR, NOON
    assert ids(storage.articles_between(*window)) == ["a1"]
    assert storage.count_articles_between(*window) == 1
    assert storage.topic_window("csto", *window) == ()


def test_an_article_without_a_date_counts_from_when_its_feed_showed_it(storage: Storage) -> None:
    add(storage, new(article("a1", hours=None, first_seen_at=NOON)))
    assert ids(storage.articles_between(NOON - HOUR, NOON)) == ["a1"]


def test_a_topics_window_holds_its_matches_and_stories(storage: Storage) -> None:
    why = match("csto", score=0.7)
    add(storage, new(article("a1"), "s1", why, match("oil")), new(article("a2"), "s2", match("oil")))
    (found,) = storage.topic_window("csto", NOON - HOUR, NOON)
    assert (found.article, found.match, found.story_id) == (article("a1"), why, "s1")


def test_the_news_about_a_topic_is_known_by_its_ids_before_it_is_read(storage: Storage) -> None:
    add(
        storage,
        *[new(article(f"a{hours}", hours=hours), f"s{hours}", match()) for hours in (2, 1, 0, 3)],
        new(article("mentions", hours=1), None, match(aboutness=Aboutness.MENTIONS)),
        new(undated_seed("u1"), None, match()),
        new(note("n1"), None, match()),
        new(article("other", hours=1), None, match("oil")),
    )
    assert storage.topic_article_ids("csto", NOON, NOON + 2 * HOUR) == ("a1", "a2")
    assert storage.topic_article_ids("csto", None, NOON + 2 * HOUR) == ("a0", "a1", "a2")
    found = storage.topic_articles("csto", ["a2", "forgotten", "other", "a0"])
    assert [(each.article.id, each.story_id) for each in found] == [("a2", "s2"), ("a0", "s0")]


def test_what_a_model_has_not_read_is_news_about_a_topic_told_since(storage: Storage) -> None:
    add(
        storage,
        new(article("later", hours=2), "s1", match("oil")),
        new(article("a", hours=1), "s1", match(), match("oil")),
        new(article("read", hours=1), "s1", match()),
        new(article("before", hours=0), "s1", match()),
        new(article("mentions", hours=1), "s1", match(aboutness=Aboutness.MENTIONS)),
        new(article("on no topic", hours=1), "s1"),
        new(note("n1", published_at=NOON + HOUR), None, match()),
        new(undated_seed("u1"), None, match()),
    )
    storage.add_vectors({"read": Vector("a model", b"1"), "a": Vector("another model", b"2")})
    assert ids(storage.unread_since(NOON, "a model")) == ["a", "later"]


def test_of_two_models_the_later_one_says_what_an_article_means_and_nothing_of_one_that_is_gone(
    storage: Storage,
) -> None:
    add(storage, new(article("a", hours=1), "s1", match()))
    storage.add_vectors({"a": Vector("a model", b"1"), "gone": Vector("a model", b"1")})
    storage.add_vectors({"a": Vector("another model", b"2")})
    assert storage.vectors_between("a model", NOON) == {}
    assert storage.vectors_between("another model", NOON) == {"a": b"2"}


def test_the_last_number_is_that_of_what_came_last(storage: Storage) -> None:
    assert storage.last_number() == 0
    add(storage, new(article("a1")))
    before = storage.last_number()
    add(storage, new(article("a2", hours=-9), None, match()), new(article("a3", hours=-8), None, match("oil")))
    assert storage.last_number() > before
    window = NOON - 24 * HOUR, NOON - 3 * HOUR
    assert ids(storage.topic_window("csto", *window, seen_after=NOON, come_after=before)) == ["a2"]
    assert storage.topic_window("csto", *window, seen_after=NOON, come_after=storage.last_number()) == ()


def test_what_only_mentions_a_topic_is_no_news_about_it(storage: Storage) -> None:
    add(
        storage,
        new(article("a1"), "s1", match("csto")),
        new(article("a2"), "s1", match("csto", aboutness=Aboutness.MENTIONS)),
    )
    assert ids(storage.topic_window("csto", NOON - HOUR, NOON)) == ["a1"]
    assert ids(storage.latest_before("csto", NOON, 9)) == ["a1"]
    assert ids(storage.topic_articles("csto", ["a1", "a2"])) == ["a1"]


def test_an_article_that_was_never_placed_is_a_story_of_its_own(storage: Storage) -> None:
    add(storage, new(article("a1"), None, match()))
    (found,) = storage.topic_window("csto", NOON - HOUR, NOON)
    assert found.story_id == "a1"


def test_the_latest_come_newest_first_and_undated_seeds_last(storage: Storage) -> None:
    add(
        storage,
        *[new(article(f"a{hours}", hours=hours), None, match()) for hours in (-2, -1, 0, 1)],
        new(undated_seed("u1"), None, match()),
        new(undated_seed("u2", first_seen_at=NOON + 9 * HOUR), None, match()),
        new(note("n1"), None, match()),
        new(article("other"), None, match("oil")),
    )
    assert ids(storage.latest_before("csto", NOON, 9)) == ["a0", "a-1", "a-2", "u2", "u1"]
    assert ids(storage.latest_before("csto", NOON, 2)) == ["a0", "a-1"]
    assert ids(storage.latest_before("csto", NOON, 4)) == ["a0", "a-1", "a-2", "u2"]


def test_notes_come_with_what_is_most_about_the_topic_first(storage: Storage) -> None:
    add(
        storage,
        new(note("n1"), None, match("csto", score=0.2)),
        new(note("n2"), None, match("csto", score=0.8)),
        new(note("n3"), None, match("oil")),
        new(article("a1"), None, match("csto")),
    )
    assert ids(storage.notes("csto")) == ["n2", "n1"]


def test_a_storys_articles_after_the_moment_asked_for_are_not_seen(storage: Storage) -> None:
    add(
        storage,
        new(article("a1", hours=-1), "s1"),
        new(article("a2", hours=0), "s1"),
        new(article("a3", hours=1), "s1"),
        new(undated_seed("u1"), "s1"),
        new(article("b1", hours=1), "s2"),
        new(article("c1", hours=-5), "s3"),
    )
    found = storage.story_articles(["s1", "s2", "missing"], NOON)
    assert {story_id: ids(members) for story_id, members in found.items()} == {"s1": ["a1", "a2", "u1"]}
    assert storage.began_at(["s1", "s2", "s3"], NOON) == {"s1": NOON - HOUR, "s3": NOON - 5 * HOUR}


def test_the_index_of_stories_can_be_rebuilt_in_the_order_of_telling(storage: Storage) -> None:
    add(
        storage,
        new(article("a2", hours=2), "s1"),
        new(article("a1", hours=1), "s1"),
        new(article("a0", hours=0), "s0"),
        new(article("unplaced", hours=1)),
        new(undated_seed("u1"), "s1"),
    )
    placed = storage.placements_between(NOON)
    assert [(told.id, story_id) for told, story_id in placed] == [("a1", "s1"), ("a2", "s1")]
