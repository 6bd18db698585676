"""In which story an article is put when it comes, and what becomes of that."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.model import Article, ArticleKind, Placement
from bot.pipeline.intake import Intake
from bot.storage import Storage
from bot.stories.grouping import StoryIndex
from tests.pipeline.conftest import NOON
from tests.pipeline.news import DAY, HOUR, article, story_of


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


def test_edited_article_stays_in_its_story(storage: Storage) -> None:
    intake = Intake(storage)
    intake.add([article("a")], now=NOON)
    before = story_of(storage, "a")
    added = intake.add([article("a", title="School closes in Goris", text="A school closed.")], now=NOON)
    assert added.changed_ids == ("a",)
    assert story_of(storage, "a") == before


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
