from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.actions.timelines import TimelineAction
from bot.errors import BadValueError, UnknownTopicError
from bot.model import Aboutness, Article, Placement, TopicMatch
from bot.pipeline.brief import Briefer
from bot.pipeline.catalogue import Catalogue
from bot.storage import NewArticle, Preferences, Storage
from tests.actions.conftest import CHANNEL, NOON

DAYS = {
    "2026-04-01": "The old bridge of Sorven was closed.",
    "2026-04-10": "Engineers began to mend it with 40 tonnes of steel.",
    "2026-04-20": "The first lorry crossed the mended bridge.",
}

REMINDER = " It has been closed since 1 April."


@pytest.fixture
def timelines(storage: Storage, catalogue: Catalogue) -> TimelineAction:
    for day, text in DAYS.items():
        told_at = NOON.replace(month=4, day=int(day[-2:]))
        article = Article(
            f"{int(day[-2:]):016x}", "Herald", text, f"{text}{REMINDER}", told_at, published_at=told_at, language="en"
        )
        match = TopicMatch("bridges", Aboutness.ABOUT, 0.9, ())
        placement = Placement(article.id, article.id, opened=True, score=0.0, why="")
        storage.add_articles([NewArticle(article, (match,), placement)], now=told_at)
    briefer = Briefer(storage, languages=("en",))
    return TimelineAction(catalogue=catalogue, briefer=briefer, clock=lambda: NOON, zone="Europe/Berlin")


async def test_all_that_is_stored_on_a_topic_makes_its_timeline(timelines: TimelineAction) -> None:
    told = await timelines.timeline("Bridges")
    assert {day.day.isoformat(): day.sentences[0].quote.text for day in told.days} == DAYS
    assert told.days[0].looking_back == 2


async def test_only_the_days_that_were_asked_for_are_told(timelines: TimelineAction) -> None:
    told = await timelines.timeline("bridges", first="2026-04-02", last=" 2026-04-10 ")
    assert [day.day for day in told.days] == [date(2026, 4, 10)]
    assert (told.first, told.last) == (date(2026, 4, 2), date(2026, 4, 10))


async def test_a_timeline_ends_today_or_on_the_day_from_which_it_is_seen(timelines: TimelineAction) -> None:
    assert (await timelines.timeline("bridges", last="2030-01-01")).last == NOON.date()
    assert (await timelines.timeline("bridges", last="2026-04-25", at="2026-04-12")).last == date(2026, 4, 12)


async def test_a_channel_is_told_in_what_it_reads(timelines: TimelineAction, storage: Storage) -> None:
    told_at = NOON.replace(month=4, day=10)
    text = "Inżynierowie zaczęli naprawiać most w Sorven."
    article = Article("f" * 16, "Głos", text, text, told_at, published_at=told_at, language="pl")
    storage.add_articles([NewArticle(article, (TopicMatch("bridges", Aboutness.ABOUT, 0.9, ()),), None)], now=told_at)
    storage.subscribe(
        guild_id=None,
        channel_id=CHANNEL,
        topic_id="bridges",
        time="08:00",
        preferences=Preferences(timezone="UTC", reads="pl,en"),
        created_by=1,
        next_due_at=NOON,
        now=NOON,
    )
    told = {channel: await timelines.timeline("bridges", channel_id=channel) for channel in (CHANNEL, CHANNEL + 1)}
    on_the_tenth = {channel: each.days[1].sentences[0].quote.text for channel, each in told.items()}
    assert on_the_tenth == {CHANNEL: text, CHANNEL + 1: DAYS["2026-04-10"]}


@pytest.mark.parametrize(("first", "last"), [("2026-04-01", "2026-04-09"), (None, "2026-04-09"), ("2026-04-01", None)])
async def test_of_more_articles_than_are_read_the_days_that_were_asked_for_are_told(
    timelines: TimelineAction, storage: Storage, monkeypatch: pytest.MonkeyPatch, first: str | None, last: str | None
) -> None:
    for minutes in range(30):
        told_at = NOON - timedelta(minutes=minutes)
        text = f"Paint of colour {minutes} was put on the railing."
        article = Article(f"f{minutes:015x}", "Herald", text, text, told_at, published_at=told_at, language="en")
        match = TopicMatch("bridges", Aboutness.ABOUT, 0.9, ())
        storage.add_articles([NewArticle(article, (match,), None)], now=told_at)
    monkeypatch.setattr("bot.pipeline.brief._READ_FOR_A_TIMELINE", 8)
    told = await timelines.timeline("bridges", first=first, last=last)
    assert (told.first, told.days[0].sentences[0].quote.text) == (date(2026, 4, 1), DAYS["2026-04-01"])
    assert sum(told.told.values()) <= 8


async def test_a_topic_without_articles_has_no_days(timelines: TimelineAction) -> None:
    told = await timelines.timeline("schools")
    assert (told.first, told.days) == (None, ())


@pytest.mark.parametrize(
    ("first", "last"), [("yesterday", None), ("2026-13-01", None), (None, "0001-01-01"), ("2026-04-10", "2026-04-09")]
)
async def test_days_nobody_can_follow_are_refused(
    timelines: TimelineAction, first: str | None, last: str | None
) -> None:
    with pytest.raises(BadValueError, match=r"2026-04-09|no day|out of range"):
        await timelines.timeline("bridges", first=first, last=last)


async def test_a_first_day_that_lies_in_the_future_of_the_moment_is_refused(timelines: TimelineAction) -> None:
    with pytest.raises(BadValueError, match=r"2026-04-13.*future"):
        await timelines.timeline("bridges", first="2026-04-13", at="2026-04-12")


async def test_an_unknown_topic_is_refused(timelines: TimelineAction) -> None:
    with pytest.raises(UnknownTopicError):
        await timelines.timeline("brigdes-of-old")
