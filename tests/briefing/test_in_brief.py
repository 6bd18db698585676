"""What finds no room is told by its headline, a few at most; a running account is told where nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.briefing.compose import compose
from bot.briefing.in_brief import MOST_IN_BRIEF
from bot.model import AliasHit, Article, BriefedStory, StoryArticle, StoryStatus
from tests.briefing.examples import a_day_later, article, member, texts, window

DAM = article("dam", "Dam above Kalym bursts", "The dam above Kalym burst on Friday night, the army said.")
SMALL = [
    article(f"small{at}", f"Agreement on the {what}", f"The {what} was agreed on Friday, officials said.", hours=9 + at)
    for at, what in enumerate(
        ("harbour tariff", "tram line", "opera strike", "market hall", "old lighthouse", "ferry timetable", "zoo gate")
    )
]
LIVE = replace(
    article("live", "Envoys of Odra leave Kalym on Monday – live", "Odra calls its envoys home from Kalym."),
    url="https://news.example/world/live/2026/envoys",
)


def brief(*others: BriefedStory) -> list[str]:
    return [story.headline for story in others if story.is_in_brief]


def test_what_finds_no_room_is_told_by_its_headline() -> None:
    members = [member(DAM, "dam", score=1.0), *(member(each, each.id) for each in SMALL)]
    stories = compose(window(*members, budget_words=11)).stories
    assert [story.headline for story in stories if story.quotes] == [DAM.title]
    assert brief(*stories) == [each.title for each in SMALL[:MOST_IN_BRIEF]]
    assert all(story.cited == ((story.headline_article_id, None),) for story in stories if story.is_in_brief)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Will the tram line be built?", "The tram line was agreed on Friday, officials said."),
        ("Burst dam above Kalym", "Water stands in the lower streets of the town."),
        ("Night of terror", "The dam above Kalym burst on Friday night, the army said on Saturday."),
        ("Pride and the sea", "Pride runs deep, and quarrels do not belong to the poor alone."),
    ],
    ids=["a question", "told by another's headline", "told by another's sentence", "names nobody and nothing"],
)
def test_what_tells_nothing_is_not_told_in_brief(title: str, text: str) -> None:
    other = article("other", title, text, hours=9)
    stories = compose(window(member(DAM, "dam", score=1.0), member(other, "other"), budget_words=11)).stories
    assert [story.id for story in stories] == ["dam"]


def test_what_a_foreign_headline_means_is_not_told_again() -> None:
    burst = article("pl", "Tama nad Kalymem pękła", "Woda stoi na ulicach Kalymu.", hours=9, language="pl")

    def meanings(text: str, language: str | None) -> list[str]:  # noqa: ARG001 - the signature of Meanings
        return ["burst", "dam"] if "Tama" in text or "dam" in text else []

    given = window(member(DAM, "dam", score=1.0), member(burst, "pl"), budget_words=11)
    assert brief(*compose(given).stories) == [burst.title]
    assert brief(*compose(replace(given, meanings=meanings)).stories) == []


def test_what_was_told_in_brief_is_known_the_next_day() -> None:
    given = window(member(DAM, "dam", score=1.0), member(SMALL[0], "small"), budget_words=11)
    told = compose(replace(given, told=()))
    assert [story.status for story in told.stories] == [StoryStatus.NEW, StoryStatus.NEW]
    again = compose(replace(a_day_later(given, member(SMALL[0], "small"), told=(told,)), budget_words=100))
    assert [story.status for story in again.stories if story.id == "small"] == [StoryStatus.ONGOING]


def naming(given: Article, *, field: str = "title", at: int = 0) -> StoryArticle:
    """With the place where it names the topic."""
    told = member(given)
    return replace(told, match=replace(told.match, hits=(AliasHit("Odra", field, at, at + 4),)))


def test_a_running_account_is_told_where_nothing_else_tells_it() -> None:
    for account in (naming(LIVE), naming(LIVE, field="text")):
        [story] = compose(window(account)).in_full
        assert (story.headline, texts(story)) == (LIVE.title, [LIVE.text])
    report = article("report", "Odra calls envoys home", "Odra has called its envoys home, its ministry said.")
    [story] = compose(window(naming(LIVE), member(report))).in_full
    assert (story.headline, texts(story)) == (report.title, [report.text])


def test_a_running_account_of_another_subject_or_that_only_invites_tells_nothing() -> None:
    assert compose(window(naming(LIVE, field="text", at=400))).stories == ()
    assert compose(window(naming(replace(LIVE, text="Follow our live coverage here.")))).stories == ()


def test_of_a_running_account_is_told_what_names_the_topic() -> None:
    text = "Oil cost less on Friday, brokers of Lidra said. Odra calls its envoys home from Kalym, its ministry said."
    told = naming(replace(LIVE, text=text), field="text", at=text.index("Odra"))
    [story] = compose(window(told)).in_full
    assert texts(story) == ["Odra calls its envoys home from Kalym, its ministry said."]


PODCAST = replace(
    article("podcast", "The night the dam of Odra burst – podcast", "How did it happen? Odra counts 27 dead, it said."),
    url="https://news.example/audio/podcasts/odra",
)


def test_what_only_a_programme_says_of_the_topic_is_told_where_room_is_left() -> None:
    [story] = compose(window(hit(PODCAST))).in_full
    assert texts(story) == ["Odra counts 27 dead, it said."]
    crowded = compose(window(member(DAM, "dam", score=1.0), replace(hit(PODCAST), story_id="p"), budget_words=16))
    assert [story.id for story in crowded.stories] == ["dam"]


def test_what_a_programme_says_of_something_else_or_without_a_figure_or_a_speaker_is_not_told() -> None:
    assert compose(window(hit(replace(PODCAST, text="Listen in. Kalym counts 27 dead, it said.")))).stories == ()
    assert compose(window(hit(replace(PODCAST, text="Odra mourns. What now?")))).stories == ()
    assert compose(window(naming(PODCAST, field="text", at=19))).stories == ()


def hit(given: Article) -> StoryArticle:
    """A programme that names the topic in its title and wherever its text has it."""
    told = naming(given)
    at = given.text.find("Odra")
    said = (AliasHit("Odra", "text", at, at + 4),) if at >= 0 else ()
    return replace(told, match=replace(told.match, hits=(*told.match.hits, *said)))
