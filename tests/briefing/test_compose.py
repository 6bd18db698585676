from __future__ import annotations

from dataclasses import replace

from bot.briefing.compose import compose
from bot.model import StoryStatus
from tests.briefing.examples import EVENING, HOUR, a_day_later, all_quotes, article, member, note, texts, window

FERRY = article(
    "f1", "Ferry runs aground off Kalym", "A ferry with 120 people ran aground off Kalym on Friday. Nobody was hurt."
)
FERRY_AGAIN = article(
    "f2", "Ferry aground near Kalym", "All 120 passengers of the stranded ferry were taken ashore by fishing boats."
)
TOLL = article("t1", "Straits toll to rise by a fifth", "Ships will pay a fifth more for the passage from June.")


def test_each_quote_is_what_stands_at_its_place_in_its_article() -> None:
    briefing = compose(window(member(FERRY), member(FERRY_AGAIN), member(TOLL, "s2")))
    by_id = {article.id: article for story in briefing.stories for article in story.articles}
    assert all_quotes(briefing)
    for quote in all_quotes(briefing):
        assert quote.text == by_id[quote.article_id].text[quote.start : quote.end]


def test_the_same_input_in_another_order_gives_the_same_briefing() -> None:
    given = window(member(FERRY), member(FERRY_AGAIN), member(TOLL, "s2"))
    assert compose(given) == compose(replace(given, window=tuple(reversed(given.window))))


def test_the_id_follows_from_what_is_said() -> None:
    one = compose(window(member(FERRY)))
    assert len(one.id) == 16
    assert one.id == compose(window(member(FERRY))).id
    assert one.id != compose(window(member(FERRY), articles_read=99)).id


def test_a_story_that_more_voices_tell_comes_first() -> None:
    briefing = compose(window(member(TOLL, "s2"), member(FERRY), member(FERRY_AGAIN)))
    assert [story.id for story in briefing.stories] == ["s1", "s2"]


def test_copies_of_one_text_are_one_voice() -> None:
    copies = [member(replace(TOLL, id=f"c{n}", source=f"Paper {n}"), "s2") for n in range(3)]
    briefing = compose(window(*copies, member(FERRY), member(FERRY_AGAIN)))
    assert [story.id for story in briefing.stories] == ["s1", "s2"]


def test_passing_mentions_make_no_story() -> None:
    briefing = compose(window(member(TOLL, "s2", about=False), member(FERRY)))
    assert [story.id for story in briefing.stories] == ["s1"]


def test_a_story_lists_every_article_of_the_window_the_cited_first() -> None:
    mention = article("m1", "Week in brief", "Elsewhere a ferry ran aground.")
    [story] = compose(window(member(mention, about=False), member(FERRY), member(FERRY_AGAIN))).stories
    assert {article.id for article in story.articles} == {"f1", "f2", "m1"}
    assert story.articles[-1].id == "m1"


def test_a_window_without_news_is_quiet() -> None:
    briefing = compose(window(articles_read=12))
    assert briefing.is_quiet
    assert briefing.stories == ()
    assert briefing.articles_read == 12


def test_an_empty_window_shows_the_latest_known_as_earlier() -> None:
    briefing = compose(window(latest=(member(FERRY), member(TOLL, "s2"))))
    assert briefing.is_quiet
    assert [(story.id, story.status) for story in briefing.stories] == [
        ("s1", StoryStatus.EARLIER),
        ("s2", StoryStatus.EARLIER),
    ]


def test_an_undated_article_can_be_the_latest_known() -> None:
    undated = article("u1", "Strait closed to tankers", "The strait was closed to tankers.", hours=None)
    [story] = compose(window(latest=(member(undated),))).stories
    assert story.articles[0].told_at is None


def test_each_note_gives_its_first_sentence_as_background() -> None:
    given = note("n1", "The Straits", "The Straits join two seas. They are narrow.")
    briefing = compose(window(member(FERRY), notes=(given,)))
    assert [quote.text for quote in briefing.background] == ["The Straits join two seas."]
    assert [article.id for article in briefing.notes] == ["n1"]


def test_what_was_never_told_is_new_and_what_was_told_is_ongoing() -> None:
    first = window(member(FERRY))
    briefing = compose(first)
    assert [story.status for story in briefing.stories] == [StoryStatus.NEW]
    assert briefing.compared_with is None
    later = compose(a_day_later(first, member(FERRY), member(TOLL, "s2"), told=[briefing]))
    assert {story.id: story.status for story in later.stories} == {"s1": StoryStatus.ONGOING, "s2": StoryStatus.NEW}
    assert later.compared_with == EVENING


def test_a_new_report_that_adds_something_updates_its_story() -> None:
    first = window(member(FERRY))
    later = article(
        "f3", "Captain of stranded ferry held", "Police detained the ferry's captain on Saturday.", hours=-9
    )
    [story] = compose(a_day_later(first, member(later), told=[compose(first)])).stories
    assert story.status is StoryStatus.UPDATED
    assert texts(story) == ["Police detained the ferry's captain on Saturday."]


def test_a_new_report_that_says_the_same_leaves_its_story_ongoing() -> None:
    first = window(member(FERRY))
    echo = article("f4", "Ferry runs aground", "A ferry with 120 people aboard ran aground off Kalym.", hours=-9)
    briefing = compose(a_day_later(first, member(echo), told=[compose(first)]))
    assert [story.status for story in briefing.stories] == [StoryStatus.ONGOING]
    assert briefing.is_quiet


def test_for_a_reader_nobody_knows_a_story_that_began_before_the_window_is_no_news() -> None:
    given = window(member(FERRY), member(TOLL, "s2"), told=None, began_at={"s1": EVENING - 30 * HOUR})
    assert {story.id: story.status for story in compose(given).stories} == {
        "s1": StoryStatus.UPDATED,
        "s2": StoryStatus.NEW,
    }
