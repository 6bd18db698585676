"""What was told at a moment is told again, whatever has come in and been edited since."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.delivery.document_json import briefing_json
from bot.model import Article, Correction, CorrectionKind
from bot.pipeline.brief import Briefer
from bot.pipeline.intake import Intake
from bot.storage import Storage
from tests.pipeline.conftest import NOON
from tests.pipeline.news import BRIDGES, HOUR, SCHOOLS, article

DAY = timedelta(days=1)
PAINTED = "Workers painted the bridge over the Debed in green colours on Thursday, the ministry of transport said."


def read_at_once(article_id: str, told_at: datetime, **values: str) -> Article:
    return replace(article(article_id, told_at=told_at, **values), first_seen_at=told_at)


@pytest.fixture
def intake(storage: Storage) -> Intake:
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES, SCHOOLS])
    old = read_at_once("old", NOON - 3 * DAY, title="Bridge over the Debed is painted green", text=PAINTED)
    intake.add([old], now=NOON - 3 * DAY)
    intake.add([read_at_once("a", NOON - 2 * HOUR)], now=NOON - 2 * HOUR)
    return intake


def told(storage: Storage, at: datetime = NOON) -> tuple[bytes, str]:
    """A briefing as bytes, and a timeline."""
    briefer = Briefer(storage, languages=("en",))
    briefing = briefer.brief(BRIDGES, at=at, since=at - DAY)
    return briefing_json(briefing).encode(), repr(briefer.timeline(BRIDGES, at=at, zone="UTC"))


def test_what_was_told_is_told_again_byte_for_byte(storage: Storage, intake: Intake) -> None:
    before = told(storage)
    late = read_at_once("late", NOON - HOUR, title="School beside the bridge is closed", text="The bridge school shut.")
    intake.add([replace(late, first_seen_at=NOON + HOUR)], now=NOON + HOUR)
    intake.add([read_at_once("later", NOON + 2 * HOUR, source="News B")], now=NOON + 2 * HOUR)
    intake.add([read_at_once("a", NOON - 2 * HOUR, text="The rescue service counted the cars.")], now=NOON + 3 * HOUR)
    edited = read_at_once("old", NOON - 3 * DAY, title="A correction", text="Nothing was painted at all, we regret.")
    intake.add([edited], now=NOON + 4 * HOUR)
    assert told(storage) == before
    assert "green colours" in before[1]
    assert "green colours" not in told(storage, NOON + 5 * HOUR)[1]


def test_an_edit_before_the_moment_is_told_as_it_was_then(storage: Storage, intake: Intake) -> None:
    for hours, text in ((1, "The bridge over the Akhuryan fell at six."), (3, "The bridge over the Akhuryan stands.")):
        intake.add([read_at_once("a", NOON - 2 * HOUR, text=text)], now=NOON + hours * HOUR)
        if hours == 1:
            before = told(storage, NOON + 2 * HOUR)
    assert told(storage, NOON + 2 * HOUR) == before
    assert b"fell at six" in before[0]


def test_what_somebody_said_is_not_the_topic_stays_out_though_it_was_edited_since(
    storage: Storage, intake: Intake
) -> None:
    edited = read_at_once("a", NOON - 2 * HOUR, text="The rescue service counted the cars.")
    intake.add([edited], now=NOON + HOUR)
    assert b"collapsed after a flood" in told(storage)[0]
    denial = Correction(CorrectionKind.NOT_TOPIC, "a", topic_id=BRIDGES.id)
    with intake.correcting():
        storage.keep_correction(denial, guild_id=None, made_by=None, now=NOON + 2 * HOUR)
    assert b"collapsed after a flood" not in told(storage)[0]


def test_of_a_moment_before_the_first_feed_was_read_it_tells_what_was_published(storage: Storage) -> None:
    intake = Intake(storage)
    intake.use_topics(lambda: [BRIDGES])
    intake.add([article("a", told_at=NOON - 9 * DAY)], now=NOON)
    assert b"collapsed after a flood" in told(storage, NOON - 8 * DAY)[0]
