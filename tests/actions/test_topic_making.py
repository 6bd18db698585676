"""What is added to the form of a topic that is being made."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions.topic_making import TRIED_WITH, TopicMaking
from bot.errors import NotAllowedError, NotFoundError
from bot.model import Article
from bot.pipeline.catalogue import Catalogue
from bot.pipeline.intake import Intake
from bot.storage import NewArticle, Storage
from bot.topics.form_fields import TopicForm
from tests.actions.conftest import BRIDGES, GUILD, MEMBER, MODERATOR, NOON

FORM = TopicForm("Trains", "Lorn trains, tram")


@pytest.fixture
def making(storage: Storage, catalogue: Catalogue) -> TopicMaking:
    for number in range(2):
        told_at = NOON - timedelta(hours=number)
        article = Article(
            id=f"{number:016}", source="Lorn Post", title="A train to Lorn", text="It left.", language="en",
            published_at=told_at, first_seen_at=told_at,
        )  # fmt: skip
        storage.add_articles([NewArticle(article, (), None)], now=told_at)
    return TopicMaking(storage=storage, catalogue=catalogue, intake=Intake(storage), clock=lambda: NOON, most=lambda: 5)


async def draft_of(making: TopicMaking, form: TopicForm = FORM) -> str:
    return await making.keep_draft(MODERATOR, form, None, language="en")


async def test_a_row_is_added_for_the_name_that_it_is_offered_for(making: TopicMaking) -> None:
    tried = await making.add_row(MODERATOR, await draft_of(making), 0)
    assert (tried.trial.about, tried.is_row_gone) == (2, False)
    _, form = await making.draft_form(MODERATOR, tried.draft or "")
    assert form.names == "tram"
    assert form.together.startswith("Lorn + train")


async def test_a_row_that_is_offered_no_more_is_not_added(making: TopicMaking) -> None:
    for place in (1, 9):
        tried = await making.add_row(MODERATOR, draft := await draft_of(making), place)
        assert (tried.draft, await making.draft_form(MODERATOR, draft)) == (draft, (None, FORM))
        assert tried.is_row_gone
    with pytest.raises(NotFoundError):
        await making.add_row(MODERATOR, "0" * 16, 0)


async def test_a_form_of_nothing_but_a_name_of_several_words_looks_for_those(making: TopicMaking) -> None:
    tried = await making.try_draft(MODERATOR, await draft_of(making, TopicForm("The trains, Lorn")))
    assert [row.name for row in tried.rows] == ["The trains Lorn"]
    assert tried.since == NOON - TRIED_WITH


async def test_a_form_changes_no_topic_of_another_server_or_of_everyone_whatever_it_names(
    making: TopicMaking, storage: Storage
) -> None:
    neighbour = replace(MODERATOR, guild_id=GUILD + 1)
    theirs = await making.save(neighbour, await making.keep_draft(neighbour, FORM, None, language="en"))
    for number, named in enumerate((theirs.id, BRIDGES.id, "made-gone")):
        draft = await making.keep_draft(MODERATOR, TopicForm(f"Mine {number}", "tram"), named, language="en")
        assert (await making.save(MODERATOR, draft)).id not in (theirs.id, BRIDGES.id, "made-gone")
    owners = {each.topic.id: (each.guild_id, each.topic.name) for each in storage.stored_topics()}
    assert owners.pop(theirs.id) == (GUILD + 1, "Trains")
    assert sorted(owners.values()) == [(GUILD, f"Mine {number}") for number in range(3)]


async def test_a_server_has_no_more_topics_than_it_may_by_saving_several_at_once(
    making: TopicMaking, storage: Storage
) -> None:
    askers = [replace(MODERATOR, user_id=number) for number in range(1, 8)]
    drafts = [
        await making.keep_draft(asker, TopicForm(f"Mine {asker.user_id}", "tram"), None, language="en")
        for asker in askers
    ]
    saved = await asyncio.gather(*map(making.save, askers, drafts), return_exceptions=True)
    assert [type(each) for each in saved].count(NotAllowedError) == 2
    assert len(storage.stored_topics()) == 5


async def test_who_may_make_no_topics_leaves_no_form_behind(making: TopicMaking, storage: Storage) -> None:
    with pytest.raises(NotAllowedError):
        await making.keep_draft(MEMBER, FORM, None, language="en")
    assert storage.states("topics.draft.") == {}
