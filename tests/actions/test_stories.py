"""Why an article was told as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions.briefings import BriefingActions
from bot.actions.stories import StoryActions
from bot.errors import NotFoundError
from bot.model import Article, Fate, Placement
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.storage import Storage
from tests.actions.conftest import BRIDGES, MEMBER, MODERATOR, NOON, SCHOOLS
from tests.actions.test_briefings import tell

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def article(key: str, title: str, text: str) -> Article:
    return Article(
        id=key,
        source=f"News {key}",
        title=title,
        text=text,
        first_seen_at=NOON,
        feed_url="https://news.example/feed",
        language="en",
        published_at=NOON - timedelta(hours=2),
    )


COLLAPSE = article("a", "Bridge in Gyumri collapses", "A bridge in Gyumri collapsed in the morning, rescuers said.")
PAINT = article("b", "Bridge over the Debed is painted", "Workers painted the bridge over the Debed in green colours.")


def acting(storage: Storage, catalogue: Catalogue) -> tuple[BriefingActions, StoryActions]:
    """Both, where two stories were told by an article each."""
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES, SCHOOLS])
    intake.add([COLLAPSE, PAINT], now=NOON)
    briefer = Briefer(storage, languages=("en",))
    briefings = BriefingActions(
        storage=storage, catalogue=catalogue, briefer=briefer, clock=lambda: NOON, window=DAY, zone="UTC"
    )
    actions = StoryActions(
        storage=storage,
        briefings=briefings,
        catalogue=catalogue,
        clock=lambda: NOON,
        zone="UTC",
        languages=("en", "de"),
        labels=dict,
    )
    return briefings, actions


def take_in(storage: Storage, given: Article, other: Article) -> tuple[str, str]:
    """What later articles may show: the story of one is that of another. Both ids, the one that is gone first."""
    gone, kept = (storage.stories_of([each.id])[each.id] for each in (given, other))
    storage.move_articles([Placement(given.id, kept, opened=False, score=1.0, why="it turned out")])
    return gone, kept


@pytest.mark.parametrize(
    ("lent", "reading", "fate"), [((), (), Fate.NO_ROOM), ((PAINT,), (), Fate.LENT), ((), (PAINT,), Fate.LISTED)]
)
async def test_an_article_whose_figures_or_title_the_briefing_has_was_not_left_out(
    storage: Storage, catalogue: Catalogue, lent: tuple[Article, ...], reading: tuple[Article, ...], fate: Fate
) -> None:
    briefings, actions = acting(storage, catalogue)
    whole = await briefings.brief("bridges")
    [story] = (each for each in whole.stories if each.articles[0].id == COLLAPSE.id)
    tell(storage, replace(whole, stories=(replace(story, lent=lent),), reading=reading))
    assert [(await actions.why(MEMBER, each.id)).fate for each in (COLLAPSE, PAINT)] == [Fate.QUOTED, fate]


async def test_why_speaks_of_the_last_briefing_on_a_topic_of_the_article(
    storage: Storage, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    briefings, actions = acting(storage, catalogue)
    await briefings.brief("bridges", asker=MEMBER)
    monkeypatch.setattr(briefings, "_clock", lambda: NOON + HOUR)
    on_schools = await briefings.brief("schools", asker=MEMBER)
    why = await actions.why(MEMBER, COLLAPSE.id)
    assert why.briefing is not None
    assert (why.briefing.topic.id, why.fate) == ("bridges", Fate.QUOTED)
    Intake(storage).add([article("o", "Opera opens", "The opera opened on Friday, singers said.")], now=NOON)
    of_no_topic = (await actions.why(MEMBER, "o")).briefing
    assert of_no_topic is not None
    assert of_no_topic.id == on_schools.id


@pytest.mark.parametrize(
    ("seen", "is_told_on"),
    [
        (timedelta(seconds=-2), True),  # its feed had answered already
        (timedelta(minutes=5), False),
    ],
)
async def test_what_came_only_after_a_briefing_was_not_weighed_in_it(
    storage: Storage, catalogue: Catalogue, seen: timedelta, is_told_on: bool
) -> None:
    briefings, actions = acting(storage, catalogue)
    tell(storage, replace(await briefings.brief("bridges"), read_to=storage.last_number() if is_told_on else None))
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES, SCHOOLS])
    late = article("c", "Bridge in Vanadzor opens", "A bridge in Vanadzor was opened to cars, officials said.")
    intake.add([replace(late, first_seen_at=NOON + seen)], now=NOON + timedelta(minutes=6))
    assert (await actions.why(MEMBER, late.id)).fate is Fate.NOT_READ


@pytest.mark.parametrize(
    ("seen", "fate"),
    [(-25 * HOUR, Fate.OUTSIDE), (-HOUR, Fate.NO_ROOM), (HOUR, Fate.NOT_READ)],
)
async def test_what_was_told_before_its_hours_and_read_after_the_briefing_before_it_was_weighed_too(
    storage: Storage, catalogue: Catalogue, seen: timedelta, fate: Fate
) -> None:
    briefings, actions = acting(storage, catalogue)
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES, SCHOOLS])
    late = article("c", "Bridge in Vanadzor opens", "A bridge in Vanadzor was opened to cars, officials said.")
    late = replace(late, published_at=NOON - 30 * HOUR, first_seen_at=NOON + seen)
    briefing = await briefings.brief("bridges")
    if seen < timedelta():
        intake.add([late], now=late.first_seen_at)
    tell(storage, replace(briefing, compared_with=NOON - DAY, read_to=storage.last_number()))
    intake.add([late], now=NOON + HOUR)
    assert (await actions.why(MEMBER, late.id)).fate is fate


async def test_a_muted_story_stays_muted_when_another_takes_it_in(storage: Storage, catalogue: Catalogue) -> None:
    briefings, actions = acting(storage, catalogue)
    muted = await actions.story(MODERATOR, PAINT.id)
    await actions.mute(MODERATOR, muted.id, mute=True)
    gone, kept = take_in(storage, PAINT, COLLAPSE)
    assert muted.id == gone
    assert (await briefings.brief("bridges", asker=MEMBER)).stories == ()
    assert (await actions.story(MEMBER, kept)).is_muted
    assert (await actions.why(MEMBER, COLLAPSE.id)).fate is Fate.MUTED
    await actions.mute(MODERATOR, kept, mute=False)
    assert not (await actions.story(MEMBER, kept)).is_muted
    assert [story.id for story in (await briefings.brief("bridges", asker=MEMBER)).stories] == [kept]


async def test_a_muted_story_that_loses_the_article_that_opened_it_mutes_no_other(
    storage: Storage, catalogue: Catalogue
) -> None:
    briefings, actions = acting(storage, catalogue)
    muted = (await actions.mute(MODERATOR, (await actions.story(MODERATOR, PAINT.id)).id, mute=True)).id
    Intake(storage).add([replace(PAINT, id=f"{99:016x}", title="Painters rest", text="All day.")], now=NOON)
    storage.move_articles([Placement(f"{99:016x}", muted, opened=False, score=1.0, why="it turned out")])
    _, kept = take_in(storage, PAINT, COLLAPSE)
    assert not (await actions.story(MEMBER, kept)).is_muted
    assert [story.id for story in (await briefings.brief("bridges", asker=MEMBER)).stories] == [kept]


async def test_a_story_that_a_briefing_told_is_found_after_another_took_it_in(
    storage: Storage, catalogue: Catalogue
) -> None:
    _, actions = acting(storage, catalogue)
    gone, kept = take_in(storage, PAINT, COLLAPSE)
    found = await actions.story(MEMBER, gone)
    assert (found.id, {each.id for each in found.articles}) == (kept, {COLLAPSE.id, PAINT.id})
    with pytest.raises(NotFoundError):
        await actions.story(MEMBER, "0123456789abcdef")


async def test_a_story_is_titled_as_a_briefing_is_in_a_language_that_its_readers_read(
    storage: Storage, catalogue: Catalogue
) -> None:
    briefings, actions = acting(storage, catalogue)
    polish = replace(
        article("p", "Most w Giumri się zawalił", "Most w Giumri zawalił się rano, podali ratownicy."),
        language="pl",
        published_at=NOON - HOUR,
    )
    Intake(storage).add([polish], now=NOON)
    _, story_id = take_in(storage, polish, COLLAPSE)
    found = await actions.story(MEMBER, polish.title)
    assert (found.id, [each.id for each in found.articles]) == (story_id, ["a", "p"])
    assert found.speaker.title == COLLAPSE.title
    told = await briefings.brief("bridges")
    assert found.speaker.title == next(each.headline for each in told.stories if each.id == story_id)


async def test_a_story_is_titled_by_what_it_has_come_to_and_by_what_there_is(
    storage: Storage, catalogue: Catalogue
) -> None:
    _, actions = acting(storage, catalogue)
    later = [
        replace(
            article("c", "Gyumri: bridge is up again", "The bridge in Gyumri stands again, builders said."),
            published_at=NOON - timedelta(minutes=5),
        ),
        replace(COLLAPSE, id="d", title="Why the bridge in Gyumri collapsed", published_at=NOON),
    ]
    early = replace(COLLAPSE, id="e", published_at=NOON - 3 * DAY)
    Intake(storage).add([*later, early], now=NOON)
    for each in (*later, early, COLLAPSE):
        storage.move_articles([Placement(each.id, "0" * 16, opened=False, score=1.0, why="one")])
    found = await actions.story(MEMBER, "0" * 16)
    assert found.speaker.id == "c"
    foreign = replace(article("f", "Мост в Гюмри рухнул", "Мост в Гюмри рухнул утром."), language="ru")
    Intake(storage).add([foreign], now=NOON)
    assert (await actions.story(MEMBER, "f")).speaker.id == "f"


async def test_what_most_told_days_ago_titles_no_story_that_has_come_further(
    storage: Storage, catalogue: Catalogue
) -> None:
    _, actions = acting(storage, catalogue)
    early = [
        replace(COLLAPSE, id=f"e{number}", title=f"{COLLAPSE.title} {when}", published_at=NOON - 2 * DAY)
        for number, when in enumerate(("at dawn", "in the morning", "on Monday", "near the station"))
    ]
    last = article("l", "Rescuers leave Gyumri", "Rescuers left Gyumri in the evening, the ministry said.")
    Intake(storage).add([*early, last], now=NOON)
    for each in (*early, last):
        storage.move_articles([Placement(each.id, "0" * 16, opened=False, score=1.0, why="one")])
    found = await actions.story(MEMBER, "0" * 16)
    assert (len(found.articles), found.speaker.id) == (5, "l")


async def test_a_minus_and_an_or_in_a_title_are_what_they_are_in_titles(storage: Storage, catalogue: Catalogue) -> None:
    _, actions = acting(storage, catalogue)
    titled = article("t", "Debed: open -closed bridges OR ferries", "The ministry listed bridges and ferries.")
    Intake(storage).add([titled], now=NOON)
    assert "t" in {each.id for each in (await actions.story(MEMBER, titled.title)).articles}
    assert (await actions.why(MEMBER, titled.title)).article.id == "t"
    assert [key for _, key in await actions.suggest_articles("Debed: open -closed", 1)] == ["t"]
    with pytest.raises(NotFoundError):
        await actions.story(MEMBER, "Gyumri OR ferries")


async def test_who_presses_a_button_of_a_story_that_is_forgotten_is_not_sent_to_a_list(
    storage: Storage, catalogue: Catalogue
) -> None:
    _, actions = acting(storage, catalogue)
    forgotten = "0123456789abcdef"
    for asked in (actions.story(MEMBER, forgotten), actions.mute(MODERATOR, forgotten, mute=True)):
        with pytest.raises(NotFoundError, match="older than what is kept of the news"):
            await asked
    with pytest.raises(NotFoundError, match="pick one from the list"):
        await actions.story(MEMBER, "submarines")
