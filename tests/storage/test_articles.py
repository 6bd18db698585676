from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import Aboutness, AliasHit, Article, Placement, TopicMatch
from bot.storage import Added, KnownArticle, NewArticle, Storage
from bot.storage.records import content_hash
from tests.storage.examples import FEED, HOUR, NOON, add, article, ids, match, new, undated_seed
from tests.storage.strategies import every_field, storable_text, utc_datetimes


def test_a_new_article_is_added_once(storage: Storage) -> None:
    first = storage.add_articles([new(article("a1")), new(article("a2"))], now=NOON)
    second = storage.add_articles([new(article("a2")), new(article("a3"))], now=NOON + HOUR)
    assert first == Added(new_ids=("a1", "a2"), changed_ids=())
    assert second == Added(new_ids=("a3",), changed_ids=())
    assert storage.counts().articles == 3


def test_articles_come_in_the_order_asked_for_without_unknown_ones(storage: Storage) -> None:
    add(storage, new(article("a1")), new(article("a2")))
    assert ids(storage.articles(["a2", "missing", "a1", "a2"])) == ["a2", "a1"]


def test_known_articles_say_their_content_hash_and_feed(storage: Storage) -> None:
    add(storage, new(article("a1")))
    known = KnownArticle(content_hash(article("a1")), article("a1").feed_url)
    assert storage.known_articles(["a1", "missing"]) == {"a1": known}


def test_more_articles_than_one_statement_takes_are_added_and_known(storage: Storage) -> None:
    batch = [new(article(f"a{number:04}"), f"s{number}", match()) for number in range(1201)]
    assert len(storage.add_articles(batch, now=NOON).new_ids) == 1201
    assert len(storage.known_articles([each.article.id for each in batch])) == 1201
    assert [len(portion) for portion in storage.iter_articles(500)] == [500, 500, 201]


def test_of_two_with_one_id_in_a_batch_the_last_counts(storage: Storage) -> None:
    added = storage.add_articles([new(article("a1")), new(article("a1", title="Later"))], now=NOON)
    assert added == Added(("a1",), ())
    assert storage.articles(["a1"])[0].title == "Later"


def test_an_edited_article_is_updated_and_its_earlier_text_kept(storage: Storage) -> None:
    before = article("a1", title="Ten killed", text="Ten.")
    add(storage, new(before))
    after = replace(before, title="Twelve killed", text="Twelve.", url="https://news.example/2")
    assert storage.add_articles([new(after)], now=NOON + HOUR) == Added((), ("a1",))
    third = replace(after, text="Thirteen.")
    storage.add_articles([new(third)], now=NOON + 2 * HOUR)

    assert storage.articles(["a1"]) == (third,)
    for hours, then in enumerate([(before,), (after,), ()]):
        assert tuple(each for each, _ in storage.texts_then(NOON + hours * HOUR)) == then


def test_an_unchanged_article_keeps_when_it_was_first_seen(storage: Storage) -> None:
    add(storage, new(article("a1")))
    again = article("a1", first_seen_at=NOON + HOUR)
    assert storage.add_articles([new(again)], now=NOON + HOUR) == Added((), ())
    assert storage.articles(["a1"])[0].first_seen_at == NOON
    assert storage.texts_then(NOON) == ()


def test_an_edited_feed_article_keeps_the_hour_it_was_told(storage: Storage) -> None:
    add(storage, new(article("a1", hours=0)))
    add(storage, new(article("a1", hours=5, title="Edited", first_seen_at=NOON + 5 * HOUR)))
    assert storage.articles(["a1"])[0].told_at == NOON
    assert ids(storage.articles_between(NOON - HOUR, NOON)) == ["a1"]
    assert storage.articles_between(NOON, NOON + 6 * HOUR) == ()


def test_a_seed_takes_every_correction_of_its_file(storage: Storage) -> None:
    add(storage, new(undated_seed("a1"), None, match()))
    dated = undated_seed("a1", published_at=NOON - HOUR, topics=("csto",), credits={"agency": "AFP"})
    assert storage.add_articles([new(dated, None, match())], now=NOON) == Added((), ("a1",))
    assert storage.articles(["a1"]) == (dated,)
    assert ids(storage.topic_window("csto", NOON - 2 * HOUR, NOON)) == ["a1"]


def test_another_feed_with_the_same_article_changes_nothing(storage: Storage) -> None:
    add(storage, new(article("a1", text="The teaser of one feed.")))
    other = article("a1", text="The teaser of another feed.", feed_url="https://other.example/feed")
    assert storage.add_articles([new(other)], now=NOON) == Added((), ())
    assert storage.articles(["a1"])[0].text == "The teaser of one feed."


def test_a_seed_takes_over_a_feeds_article_and_no_feed_takes_it_back(storage: Storage) -> None:
    add(storage, new(article("a1", text="A teaser.")))
    whole = undated_seed("a1", text="The whole text.", published_at=NOON)
    assert storage.add_articles([new(whole)], now=NOON).changed_ids == ("a1",)
    assert storage.add_articles([new(article("a1", text="A teaser."))], now=NOON).changed_ids == ()
    assert storage.articles(["a1"]) == (whole,)


def test_an_edited_article_gets_new_matches_and_keeps_its_story(storage: Storage) -> None:
    add(storage, new(article("a1"), "s1", match("csto"), match("oil")))
    add(storage, new(article("a1", title="Edited"), "s2", match("karabakh")))
    window = NOON - HOUR, NOON
    assert storage.topic_window("csto", *window) == ()
    (found,) = storage.topic_window("karabakh", *window)
    assert found.story_id == "s1"
    assert found.match == match("karabakh")


def test_a_batch_that_fails_leaves_nothing_behind(storage: Storage) -> None:
    naive = article("a2", published_at=NOON.replace(tzinfo=None))
    with pytest.raises(Exception, match="naive"):
        storage.add_articles([new(article("a1")), new(naive)], now=NOON)
    assert storage.counts().articles == 0


def test_matches_can_be_replaced_when_topics_change(storage: Storage) -> None:
    add(storage, new(article("a1"), "s1", match("csto")), new(undated_seed("a2"), "s2", match("csto")))
    storage.set_matches({"a1": [match("oil"), match("gas", score=0.4)], "missing": [match("oil")]})
    window = NOON - HOUR, NOON
    assert storage.topic_window("csto", *window) == ()
    assert [found.match.score for found in storage.topic_window("gas", *window)] == [0.4]
    assert ids(storage.latest_before("csto", NOON, 5)) == ["a2"]
    storage.set_matches({"a1": []})
    assert storage.topic_window("oil", *window) == ()


def test_articles_can_be_matched_anew_while_they_are_read(storage: Storage) -> None:
    add(storage, *[new(article(f"a{number}")) for number in range(5)])
    for portion in storage.iter_articles(2):
        storage.set_matches({each.id: [match("oil")] for each in portion})
    assert len(storage.topic_window("oil", NOON - HOUR, NOON)) == 5


def test_what_no_database_can_hold_is_replaced_one_for_one(storage: Storage) -> None:
    given = article("a1", title="a\x00b", text="c\ud800d")
    add(storage, new(given))
    (stored,) = storage.articles(["a1"])
    assert (stored.title, stored.text) == ("a\ufffdb", "c\ufffdd")
    assert storage.add_articles([new(given)], now=NOON) == Added((), ())


def test_the_year_one_that_feeds_claim_can_be_stored(storage: Storage) -> None:
    year_one = article("a1", published_at=NOON.replace(year=1, month=1, day=1, hour=0))
    add(storage, new(year_one))
    assert storage.articles(["a1"]) == (year_one,)


@given(
    every_field(
        Article,
        id=st.just("a1"),
        title=storable_text,
        text=storable_text,
        source=storable_text,
        url=st.none() | storable_text,
        guid=st.none() | storable_text,
        feed_url=st.sampled_from([None, FEED]),
        first_seen_at=utc_datetimes,
        published_at=st.none() | utc_datetimes,
        language=st.sampled_from([None, "hy", "ru"]),
    ),
    st.builds(
        TopicMatch,
        st.just("csto"),
        st.sampled_from(Aboutness),
        st.floats(0, 1),
        st.lists(every_field(AliasHit)).map(tuple),
    ),
    st.builds(Placement, st.just("a1"), st.just("s1"), st.booleans(), st.floats(0, 1), storable_text),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_article_comes_back_as_it_was_given(
    storage: Storage, whole: Article, why: TopicMatch, place: Placement
) -> None:
    unique = f"a{storage.counts().articles}"
    whole = replace(whole, id=unique)
    given_one = NewArticle(whole, [replace(why, topic_id=unique)], replace(place, article_id=unique))
    storage.add_articles([given_one], now=NOON)
    assert storage.articles([unique]) == (whole,)
    assert storage.matches_of(unique) == tuple(given_one.matches)


def test_an_article_moves_to_another_story_and_an_unknown_one_nowhere(storage: Storage) -> None:
    add(storage, new(article("a1"), "s1"), new(article("a2", hours=1), "s2"))
    moved = [Placement(each, "s1", opened=False, score=0.9, why="turned out to be one event") for each in ("a2", "a9")]
    storage.move_articles(moved)
    placed = {found.id: story_id for found, story_id in storage.placements_between(NOON - 9 * HOUR)}
    assert placed == {"a1": "s1", "a2": "s1"}


def test_an_article_is_edited_where_its_title_or_text_changed(storage: Storage) -> None:
    add(storage, *(new(article(each)) for each in ("text", "title", "url", "never")))
    edits = article("text", text="Other."), article("title", title="Other"), article("url", url="https://b.example/")
    add(storage, *map(new, edits), now=NOON + HOUR)
    asked = ["text", "title", "url", "never", "unknown"]
    assert storage.edited_at(asked, NOON + HOUR) == {"text": NOON + HOUR, "title": NOON + HOUR}
    add(storage, new(article("text")), now=NOON + 2 * HOUR)
    assert storage.edited_at(["text"], NOON + 2 * HOUR) == {"text": NOON + 2 * HOUR}


def test_when_an_article_had_been_edited_by_a_moment_is_told_so_though_it_reads_as_at_first_again(
    storage: Storage,
) -> None:
    for hours, text in enumerate(["One.", "Two.", "One."]):
        add(storage, new(article("a1", text=text)), now=NOON + hours * HOUR)
    found = [storage.edited_at(["a1"], NOON + hours * HOUR) for hours in range(4)]
    assert found == [{}, {"a1": NOON + HOUR}, {"a1": NOON + 2 * HOUR}, {"a1": NOON + 2 * HOUR}]


def test_an_article_that_was_cleaned_anew_was_not_edited_until_it_is(storage: Storage) -> None:
    add(storage, new(article("a1", text="One. Read more")))
    anew = storage.add_articles([new(article("a1", text="One."))], now=NOON + HOUR, cleaned_anew=[FEED])
    assert (anew, storage.edited_at(["a1"], NOON + HOUR)) == (Added((), ()), {})
    edited = storage.add_articles([new(article("a1", text="Two."))], now=NOON + 2 * HOUR, cleaned_anew=["another"])
    assert edited == Added((), ("a1",))
    assert storage.edited_at(["a1"], NOON + 2 * HOUR) == {"a1": NOON + 2 * HOUR}


def test_ids_come_with_the_last_to_come_first(storage: Storage) -> None:
    add(storage, *[new(article(f"a{number}", hours=-number), f"s{number % 2}") for number in range(5)])
    add(storage, new(article("b0", hours=-9), "s1"))
    assert next(storage.latest_ids(batch=2)) == "b0"
    assert sorted(storage.latest_ids(batch=2)) == ["a0", "a1", "a2", "a3", "a4", "b0"]
