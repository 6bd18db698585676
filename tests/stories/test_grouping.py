"""Which articles join which story."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.model import Alias, Topic
from bot.stories import WINDOW, StoryIndex, story_id_for
from bot.stories.story import MOST_VOICES
from tests.stories.told import NOON, stories_of, told

HOUR = timedelta(hours=1)

BRIDGE = told(
    "Road bridge collapses in Gyumri, four hurt",
    "A road bridge in Gyumri fell into the river on Monday morning. Four people were taken to hospital, "
    "the rescue service said; the mayor, Vardan Hakobian, closed two more crossings.",
)
BRIDGE_AGAIN = told(
    "Four in hospital after bridge falls in Gyumri",
    "Four people were hurt when a road bridge in Gyumri fell into the river, rescue workers said. "
    "Mayor Vardan Hakobian ordered checks of two other crossings.",
    at=NOON + 2 * HOUR,
)
GRAIN = told(
    "Grain prices rise for a third week",
    "Farmers ask for help as the price of wheat climbs after a dry spring, the ministry of agriculture said.",
    at=NOON + HOUR,
)


def test_a_second_report_joins_the_story_of_the_first_and_another_event_opens_its_own() -> None:
    index = StoryIndex()
    first, other, second = (index.place(article) for article in (BRIDGE, GRAIN, BRIDGE_AGAIN))
    assert first.opened
    assert other.opened
    assert (second.opened, second.story_id) == (False, first.story_id)
    assert other.story_id != first.story_id
    assert 0.5 < second.score <= 1


def test_why_names_what_both_have_in_common() -> None:
    index = StoryIndex()
    index.place(BRIDGE)
    why = index.place(BRIDGE_AGAIN).why
    assert why.startswith("both name ")
    assert "Gyumri" in why
    assert "Hakobian" in why
    assert why.endswith(" % of words shared")
    assert "\n" not in why


def test_why_is_told_in_the_words_of_the_article_that_joined() -> None:
    index = StoryIndex()
    index.place(
        told(
            "Armenia and Azerbaijan agree on a ceasefire after talks in Moscow",
            "They agreed on a ceasefire after talks in Moscow, minister Hakobian said. It begins at noon.",
        )
    )
    polish = told(
        "Armenia i Azerbejdżan uzgodniły zawieszenie broni po rozmowach w Moskwie",
        "Uzgodniły zawieszenie broni po rozmowach w Moskwie, powiedział minister Hakobian. Zacznie się w południe.",
        language="pl",
        at=NOON + HOUR,
    )
    why = index.place(polish).why
    assert "Azerbejdżan" in why
    assert "Moskwie" in why
    assert not any(english in why for english in ("Azerbaijan", "Moscow", "ceasefire"))


def test_an_undated_article_opens_a_story_that_nothing_joins() -> None:
    index = StoryIndex()
    undated = index.place(told(BRIDGE.title, BRIDGE.text, at=None))
    assert undated.opened
    assert undated.why.startswith("undated")
    assert index.place(BRIDGE).opened
    assert index.place(told(BRIDGE_AGAIN.title, BRIDGE_AGAIN.text, at=None)).opened


def test_a_late_article_joins_a_story_told_after_it() -> None:
    index = StoryIndex()
    story = index.place(BRIDGE).story_id
    late = told(BRIDGE_AGAIN.title, BRIDGE_AGAIN.text, at=NOON - 20 * HOUR)
    assert index.place(late).story_id == story


def test_the_window_holds_on_both_sides() -> None:
    for gap in (WINDOW + HOUR, -WINDOW - HOUR):
        index = StoryIndex()
        index.place(BRIDGE)
        assert index.place(told(BRIDGE.title, BRIDGE.text, at=NOON + gap)).opened
    wide = StoryIndex(window=2 * WINDOW)
    story = wide.place(BRIDGE).story_id
    assert wide.place(told(BRIDGE.title, BRIDGE.text, at=NOON + WINDOW + HOUR)).story_id == story


def test_a_forgotten_story_is_joined_no_more_and_leaves_nothing_behind() -> None:
    index = StoryIndex()
    story = index.place(BRIDGE).story_id
    index.forget_before(NOON + WINDOW)
    assert index.place(BRIDGE_AGAIN).story_id == story
    index = StoryIndex()
    index.place(BRIDGE)
    index.forget_before(NOON + WINDOW + HOUR)
    assert index.place(BRIDGE_AGAIN).opened


def test_a_story_that_never_ends_keeps_what_was_told_of_late_and_what_it_is_compared_by() -> None:
    index = StoryIndex()
    counts = []
    for hours in range(0, 40 * 24, 3):
        now = NOON + hours * HOUR
        index.forget_before(now)
        report = told(f"{BRIDGE.title} {hours}", BRIDGE.text, at=now)
        assert index.place(report).opened == (hours == 0)
        counts.append(len(index._members))
    of_window = WINDOW // (3 * HOUR) + 1
    assert max(counts) <= of_window + MOST_VOICES
    assert counts[-1] == counts[len(counts) // 2]
    held = set(index._members.values())
    assert all(held.issuperset(postings) for postings in index._nearby._with.values())


def test_what_is_rare_is_known_of_late_only() -> None:
    index = StoryIndex()
    counts = []
    for day in range(120):
        now = NOON + 24 * day * HOUR
        index.forget_before(now)
        index.place(told(f"Grain price in Gyumri at {10_000 + day} dram", f"Farmers sold at {20_000 + day}.", at=now))
        counts.append(len(index._contexts._at_large.rarity._of_late.having))
    assert max(counts[60:]) <= max(counts[:60])


def test_a_known_article_keeps_its_story() -> None:
    index = StoryIndex()
    story = index.place(BRIDGE).story_id
    edited = told("Something else altogether", "Nothing of this was in it before, not one word.")
    again = index.place(told(BRIDGE.title, BRIDGE.text))
    assert (again.story_id, again.opened) == (story, False)
    assert index.place(edited).story_id != story


def test_what_storage_placed_before_is_joined_after_a_restart_under_its_own_id() -> None:
    index = StoryIndex()
    index.remember(BRIDGE, "0123456789abcdef")
    index.remember(BRIDGE, "0123456789abcdef")
    assert index.place(BRIDGE_AGAIN).story_id == "0123456789abcdef"


def test_a_near_copy_joins_and_so_does_the_same_explainer_under_two_addresses() -> None:
    explainer = told("Why do old bridges fall in Gyumri?", "Many bridges of the town are older than its trams.")
    copy = told(explainer.title, explainer.text + " Read more tomorrow.", at=NOON + HOUR)
    first, second = stories_of([explainer, copy])
    assert first == second


def test_an_explainer_a_live_blog_and_an_opinion_stay_beside_the_reports() -> None:
    beside = [
        told("Why did the road bridge in Gyumri collapse?", BRIDGE.text, at=NOON + 3 * HOUR),
        told(
            "Bridge collapse in Gyumri – live",
            "Follow here, minute by minute; the town hall speaks at noon.",
            at=NOON + HOUR,
        ),
        told(
            "The bridge of Gyumri is a warning | Editorial", "Nobody checked the crossings for years.", at=NOON + HOUR
        ),
    ]
    bridge, again, *apart = stories_of([BRIDGE, BRIDGE_AGAIN, *beside[1:]])
    assert bridge == again
    assert bridge not in apart
    assert StoryIndex().place(beside[0]).why == "explains, comments or follows: an item beside the reports"


def test_two_events_of_a_kind_stay_apart() -> None:
    talks = [
        told(
            "Cease-fire agreed in northern Sudan after talks in Khartoum",
            "General Osman Idris signed the truce on Monday; guns fall silent at midnight along the Nile.",
        ),
        told(
            "Truce in Sudan: General Idris signs, guns silent from midnight",
            "After talks in Khartoum the general, Osman Idris, agreed on Monday to a cease-fire along the Nile.",
            at=NOON + HOUR,
        ),
        told(
            "Cease-fire agreed in eastern Congo after talks in Nairobi",
            "The rebels of Laurent Mbeki and the government promise to stop shooting around Goma from Thursday.",
            at=NOON + 2 * HOUR,
        ),
        told(
            "Congo: rebels of Mbeki accept truce around Goma",
            "The cease-fire, agreed in Nairobi with the government, begins on Thursday, Laurent Mbeki said.",
            at=NOON + 3 * HOUR,
        ),
    ]
    sudan, sudan_again, congo, congo_again = stories_of(talks)
    assert sudan == sudan_again
    assert congo == congo_again
    assert sudan != congo


def test_one_word_in_common_is_not_enough_even_for_the_first_two_articles() -> None:
    painted = told("Bridge over the Debed is painted", "Workers painted the bridge over the Debed in green colours.")
    fallen = told("Bridge in Gyumri collapses", "A bridge in Gyumri collapsed in the morning, the rescuers said.")
    assert len(set(stories_of([painted, fallen]))) == 2


def test_a_page_that_says_nothing_joins_nothing() -> None:
    wall = told("", "Please enable JavaScript to read this page. We use cookies on our website.")
    other = told("", "Please enable JavaScript to read this page. We use cookies on our website.", at=NOON + HOUR)
    assert len(set(stories_of([wall, other]))) == 2
    assert StoryIndex().place(wall).why == "says nothing that could be compared"


def test_the_same_articles_in_the_same_order_have_the_same_placements() -> None:
    articles = [BRIDGE, GRAIN, BRIDGE_AGAIN, told(GRAIN.title, GRAIN.text, at=NOON + 5 * HOUR)]

    def placements() -> list[object]:
        index = StoryIndex()
        return [index.place(article) for article in articles]

    assert placements() == placements()


def test_a_story_opened_by_an_article_has_an_id_of_sixteen_hex_digits_that_only_it_has() -> None:
    ids = {StoryIndex().place(article).story_id for article in (BRIDGE, GRAIN, BRIDGE_AGAIN)}
    assert len(ids) == 3
    assert all(len(story_id) == 16 and int(story_id, 16) >= 0 for story_id in ids)


@pytest.mark.parametrize("known", ["at once", "later"])
def test_what_a_topic_is_called_is_no_evidence_from_its_first_articles_on(known: str) -> None:
    dam = Topic("dam", "Sorven Dam", aliases=(Alias("Sorven Dam", "en"), Alias("Sorven reservoir", "en")))
    trout = told("Trout climb the fish ladder beside the Sorven Dam", "Biologists counted trout below the Sorven Dam.")
    gates = told("Sorven Dam opens its spillway", "Engineers opened the spillway of the Sorven Dam to test the gates.")
    again = told("Spillway of the Sorven Dam opened", "The gates of the spillway were opened, engineers said.")
    index = StoryIndex(topics=[dam] if known == "at once" else ())
    if known == "later":
        index.place(told("Wall of the Sorven Dam painted", "Painters went up the wall of the dam."), topics=["dam"])
        index.know_topics([dam])
    placed = [index.place(article, topics=["dam"]).story_id for article in (trout, gates, again)]
    assert placed[0] != placed[1] == placed[2]


def test_an_article_that_is_taken_out_is_placed_as_if_it_came_only_now() -> None:
    index = StoryIndex()
    opened = index.place(BRIDGE)
    index.place(BRIDGE_AGAIN)
    assert index.take_out([BRIDGE.id, "unknown"]) == {BRIDGE.id}
    again = index.place(BRIDGE)
    assert (again.story_id, again.opened) == (opened.story_id, False)


def test_a_story_that_is_taken_out_whole_keeps_its_id() -> None:
    index = StoryIndex()
    opened = index.place(BRIDGE)
    assert index.take_out([BRIDGE.id]) == {BRIDGE.id}
    assert index.place(BRIDGE) == opened


def test_an_article_placed_again_that_fits_no_longer_leaves_the_story_that_it_opened_to_the_others() -> None:
    index = StoryIndex()
    for article in (BRIDGE, BRIDGE_AGAIN, GRAIN):
        index.remember(article, story_id_for(GRAIN.id))
    assert index.take_out([GRAIN.id]) == {GRAIN.id}
    again = index.place(GRAIN)
    assert again.opened
    assert again.story_id not in (story_id_for(GRAIN.id), story_id_for(BRIDGE.id))
