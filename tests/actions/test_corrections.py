from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from bot.actions.corrections import CorrectionActions
from bot.errors import BadValueError, NotAllowedError
from bot.model import Article, CorrectionKind, Placement
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.pipeline.story_names import story_now
from bot.sources.identity import article_id
from bot.storage import Storage
from tests.actions.conftest import BRIDGES, GUILD, MEMBER, MODERATOR, NOON, SCHOOLS

TITLE = "Bridge over the Akhuryan collapses near Gyumri after flood"
TEXT = "A bridge over the Akhuryan river near Gyumri collapsed after a flood on Friday, the rescue service said."
STRIKE = "Teachers on strike in Vanadzor"


def article(number: int, *, title: str = TITLE, text: str = TEXT, told_at: datetime | None = None) -> Article:
    url = f"https://news.example/{number}"
    return Article(
        id=article_id(None, None, url, ""),
        source="News",
        title=title,
        text=text,
        first_seen_at=NOON,
        feed_url="https://news.example/feed",
        url=url,
        language="en",
        published_at=told_at or NOON + timedelta(minutes=number),
    )


BRIDGE, BRIDGE_AGAIN = article(1), article(2)
TEACHERS = article(3, title=STRIKE, text="Teachers of eleven schools in Vanadzor stopped work.")


class World:
    """The actions on an archive of three articles in two stories, with the intake of the process that reads feeds."""

    def __init__(self, storage: Storage, catalogue: Catalogue, trusted: tuple[int, ...] = ()) -> None:
        self.storage = storage
        moments = (NOON + number * timedelta(seconds=1) for number in count())
        self.reading = Intake(storage)
        self.reading.use_topics(lambda: [BRIDGES, SCHOOLS])
        beside = Intake(storage)
        beside.use_topics(lambda: [BRIDGES, SCHOOLS])
        self.actions = CorrectionActions(
            storage=storage, catalogue=catalogue, intake=beside, clock=lambda: next(moments), trusted=lambda: trusted
        )
        self.add(BRIDGE, BRIDGE_AGAIN, TEACHERS)

    def add(self, *articles: Article) -> None:
        self.reading.add(articles, now=NOON + timedelta(hours=1))

    def together(self, *articles: Article) -> bool:
        return len(set(self.storage.stories_of([each.id for each in articles]).values())) == 1

    def about(self, topic: str) -> list[str]:
        window = self.storage.topic_window(topic, NOON - timedelta(hours=1), NOON + timedelta(days=1))
        return [member.article.id for member in window]


@pytest.fixture
def world(storage: Storage, catalogue: Catalogue) -> World:
    return World(storage, catalogue)


async def test_stories_are_merged_by_address_id_or_story(world: World) -> None:
    assert not world.together(BRIDGE, TEACHERS)
    said = await world.actions.merge(TEACHERS.url or "", BRIDGE.id)
    assert world.together(BRIDGE, BRIDGE_AGAIN, TEACHERS)
    assert (said.kind, said.title, said.other_title, said.moved) == (CorrectionKind.MERGE, STRIKE, TITLE, 1)
    await world.actions.take_back(said.id)
    stories = world.storage.stories_of([BRIDGE.id, TEACHERS.id])
    await world.actions.merge(stories[BRIDGE.id], stories[TEACHERS.id])
    assert world.together(BRIDGE, BRIDGE_AGAIN, TEACHERS)


async def test_an_article_is_found_by_the_address_that_it_was_told_under_later(world: World) -> None:
    first = replace(BRIDGE, id="a5", url="https://news.example/falls", published_at=NOON, guid="5")
    world.add(first)
    world.add(replace(first, id="a6", url="https://news.example/stands", title="Bridge stands"))
    said = await world.actions.not_topic("http://www.news.example/stands/?utm_source=mail", "bridges")
    assert said.title == "Bridge stands"


async def test_who_reads_the_feeds_heeds_what_was_said_to_another_process(world: World) -> None:
    await world.actions.split(BRIDGE_AGAIN.id)
    assert not world.together(BRIDGE, BRIDGE_AGAIN)
    world.add(*(article(number) for number in range(4, 9)))
    assert not world.together(BRIDGE, BRIDGE_AGAIN)


async def test_what_was_split_off_goes_back_to_the_rest(world: World) -> None:
    said = await world.actions.split(BRIDGE.id)
    assert not world.together(BRIDGE, BRIDGE_AGAIN)
    await world.actions.take_back(said.id)
    assert world.together(BRIDGE, BRIDGE_AGAIN)
    assert await world.actions.said() == ()


async def test_an_article_that_is_split_off_again_joins_nobody_who_joined_it_the_first_time(world: World) -> None:
    said = await world.actions.split(BRIDGE.id)
    own = world.storage.stories_of([BRIDGE.id])[BRIDGE.id]
    world.storage.move_articles([Placement(TEACHERS.id, own, opened=False, score=1.0, why="it turned out")])
    await world.actions.take_back(said.id)
    await world.actions.split(BRIDGE.id)
    assert not world.together(BRIDGE, TEACHERS)


async def test_a_story_that_was_split_off_is_known_once_another_took_it_in(world: World) -> None:
    await world.actions.split(BRIDGE.id)
    own, other = world.storage.stories_of([BRIDGE.id, TEACHERS.id]).values()
    assert story_now(world.storage, own) == own
    world.storage.move_articles([Placement(BRIDGE.id, other, opened=False, score=1.0, why="it turned out")])
    assert story_now(world.storage, own) == other


async def test_an_article_is_about_a_topic_again_only_when_that_is_taken_back(world: World) -> None:
    said = await world.actions.not_topic(BRIDGE.id, "Bridges")
    assert BRIDGE.id not in world.about("bridges")
    world.add(replace(BRIDGE, text=f"{TEXT} Nobody was hurt."))
    restarted = Intake(world.storage)
    restarted.use_topics(lambda: [BRIDGES])
    world.storage.save_topic(BRIDGES, guild_id=GUILD, created_by=1, now=NOON)
    restarted.change_topic(lambda: [BRIDGES], BRIDGES)
    assert world.about("bridges") == [BRIDGE_AGAIN.id]
    await world.actions.take_back(said.id)
    assert world.about("bridges") == [BRIDGE.id, BRIDGE_AGAIN.id]


async def test_what_contradicts_an_earlier_correction_is_refused_and_says_which(world: World) -> None:
    split = await world.actions.split(BRIDGE_AGAIN.id)
    with pytest.raises(BadValueError, match="keeps these stories apart"):
        await world.actions.merge(BRIDGE.id, BRIDGE_AGAIN.id)
    merged = await world.actions.merge(BRIDGE_AGAIN.id, TEACHERS.id)
    with pytest.raises(BadValueError, match=f"Correction {merged.id} builds on it"):
        await world.actions.take_back(split.id)
    await world.actions.take_back(merged.id)
    await world.actions.take_back(split.id)
    assert world.together(BRIDGE, BRIDGE_AGAIN)


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (lambda do: do.merge(BRIDGE.id, BRIDGE_AGAIN.id), "one story already"),
        (lambda do: do.split(TEACHERS.id), "alone"),
        (lambda do: do.split("https://news.example/unknown"), "No article"),
        (lambda do: do.take_back(7), "no correction 7"),
    ],
)
async def test_what_cannot_be_done_is_explained(world: World, wish: Any, why: str) -> None:
    with pytest.raises(BadValueError, match=why):
        await wish(world.actions)
    assert world.storage.corrections() == ()


async def test_a_server_corrects_its_own_topics_and_only_a_trusted_one_what_all_share(
    storage: Storage, catalogue: Catalogue
) -> None:
    own = replace(BRIDGES, id="made-1", name="Our bridges")
    storage.save_topic(own, guild_id=GUILD, created_by=1, now=NOON)
    catalogue.reload_made()
    actions = World(storage, catalogue).actions
    mine = await actions.not_topic(BRIDGE.id, "Our bridges", asker=MODERATOR)
    for refused in (
        actions.not_topic(BRIDGE.id, "Our bridges", asker=MEMBER),
        actions.not_topic(BRIDGE.id, "Bridges", asker=MODERATOR),
        actions.merge(BRIDGE.id, TEACHERS.id, asker=MODERATOR),
        actions.split(BRIDGE.id, asker=MODERATOR),
        actions.said(MEMBER),
    ):
        with pytest.raises(NotAllowedError):
            await refused
    trusted = World(storage, catalogue, trusted=(GUILD,)).actions
    with pytest.raises(NotAllowedError):
        await trusted.merge(BRIDGE.id, TEACHERS.id, asker=MEMBER)
    merged = await trusted.merge(BRIDGE.id, TEACHERS.id, asker=MODERATOR)
    of_operator = await actions.not_topic(TEACHERS.id, "Schools")
    assert [each.id for each in await trusted.said(MODERATOR)] == [merged.id, mine.id]
    with pytest.raises(BadValueError):
        await trusted.take_back(of_operator.id, asker=MODERATOR)


async def test_what_was_said_is_a_set_of_labelled_examples(world: World) -> None:
    await world.actions.merge(BRIDGE.id, TEACHERS.id)
    await world.actions.split(BRIDGE_AGAIN.id)
    await world.actions.not_topic(TEACHERS.id, "schools")
    rows = [json.loads(line) for line in world.actions.examples()]
    assert [(row["article1"], row["article2"], row["overall"]) for row in rows[:1]] == [(BRIDGE.id, TEACHERS.id, 1)]
    assert {(row["article1"], row["article2"], row["overall"]) for row in rows[1:3]} == {
        (BRIDGE_AGAIN.id, BRIDGE.id, 4),
        (BRIDGE_AGAIN.id, TEACHERS.id, 4),
    }
    assert rows[0]["text1"] == f"{TITLE}\n\n{TEXT}"
    assert (rows[3]["article"], rows[3]["not_topic"]) == (TEACHERS.id, "schools")
    assert len({row["id"] for row in rows}) == len(rows) == 4
