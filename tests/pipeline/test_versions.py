"""A text that is rewritten at each reading is not kept each time, and what was told can be told again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.delivery.document_json import briefing_json
from bot.model import Topic
from bot.pipeline.brief import Briefer
from bot.pipeline.retention import Forgotten, forget_old
from bot.storage import NewArticle, Storage
from bot.storage.tables import article_versions
from bot.topics.match import TopicMatcher
from tests.pipeline.conftest import NOON
from tests.pipeline.news import BRIDGES, HOUR, SCHOOLS
from tests.pipeline.test_past import read_at_once

DAY = timedelta(days=1)
TOPICS = (BRIDGES, SCHOOLS)


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    with Storage.open(url) as opened:
        yield opened


def rewrite(
    storage: Storage, hours: Sequence[float], text: str = "The bridge fell {} hours ago.", **fields: Any
) -> None:
    """As the intake does it of known articles, without what else it looks for."""
    matcher = TopicMatcher(TOPICS)
    for hour in hours:
        article = replace(read_at_once("a", NOON, text=text.format(hour)), **fields)
        storage.add_articles([NewArticle(article, matcher.match(article))], now=NOON + hour * HOUR)


def told(storage: Storage, topic: Topic, at: datetime) -> bytes:
    return briefing_json(Briefer(storage, languages=("en",)).brief(topic, at=at, since=at - 7 * DAY)).encode()


def tell(storage: Storage, topic: Topic, at: datetime) -> bytes:
    briefing = Briefer(storage, languages=("en",)).brief(topic, at=at, since=at - 7 * DAY)
    storage.save_briefing(briefing)
    return briefing_json(briefing).encode()


def forget(storage: Storage, now: datetime, topics: Sequence[Topic] = TOPICS) -> int:
    return forget_old(storage, now, keep=90 * DAY, most_bytes=None, topics=topics).versions


def kept(storage: Storage, article_id: str = "a") -> int:
    return len(storage.versions(article_id, None, NOON + 99 * DAY, at_most=999))


def test_of_a_text_that_is_rewritten_again_and_again_a_bounded_number_of_versions_stays(storage: Storage) -> None:
    for day in range(10):
        rewrite(storage, range(day * 24, day * 24 + 24, 3))
        forget(storage, NOON + (day + 1) * DAY)
    assert kept(storage) < 20 + 3 * 8
    before = storage.texts_then(NOON + 5 * HOUR)
    assert forget(storage, NOON + 14 * DAY) > 0
    assert kept(storage) <= 20 + 2
    assert forget(storage, NOON + 15 * DAY) == 0
    assert storage.texts_then(NOON + 5 * HOUR) == before


def test_a_text_that_was_rewritten_for_long_before_anybody_looked_through_it_is_bounded_too(storage: Storage) -> None:
    rewrite(storage, range(2))
    rows = [
        {"article_id": "a", "version": number, "read_at": at - HOUR / 4, "replaced_at": at, "title": "", "text": ""}
        for number in range(2, 500)
        for at in [NOON + HOUR + number * HOUR / 4]
    ]
    with storage._database.writing() as connection:
        connection.execute(article_versions.insert(), rows)
    assert forget(storage, NOON + 7 * DAY + 23 * HOUR) == 499 - 20 - 1


def test_each_briefing_that_was_made_meanwhile_is_made_again_byte_for_byte(storage: Storage) -> None:
    made: dict[datetime, bytes] = {}
    for hour in range(0, 120, 2):
        # A publisher that takes turns with two texts reads now as it did before.
        rewrite(storage, [hour], "The bridge fell {} hours ago." if hour < 80 else f"The bridge fell {hour % 4} times.")
        if hour % 24 == 14:
            at = NOON + hour * HOUR + HOUR / 2
            made[at] = tell(storage, BRIDGES, at)
        if hour % 24 == 20:
            forget(storage, NOON + hour * HOUR)
    assert forget(storage, NOON + 7 * DAY) > 0
    assert kept(storage) <= 20 + 2 * len(made) + 2
    assert {at: told(storage, BRIDGES, at) for at in made} == made
    assert len(set(made.values())) == len(made) == 5


def test_a_briefing_on_what_the_text_was_about_only_then_is_made_again_too(storage: Storage) -> None:
    rewrite(storage, range(24))
    rewrite(storage, range(40, 54), "The school by the bridge shut for pupils {} hours ago. The school is old.")
    at = NOON + 50 * HOUR + HOUR / 2
    made = tell(storage, SCHOOLS, at)
    rewrite(storage, range(60, 70))
    assert forget(storage, NOON + 7 * DAY) > 0
    assert b"50 hours ago" in made
    assert told(storage, SCHOOLS, at) == made


def test_a_briefing_on_what_the_text_was_not_about_then_is_made_again_without_it(storage: Storage) -> None:
    rewrite(storage, range(50))
    at = NOON + 40 * HOUR + HOUR / 2
    made = tell(storage, SCHOOLS, at)
    rewrite(storage, range(50, 60), "The school by the bridge shut for pupils {} hours ago. The school is old.")
    assert forget(storage, NOON + 7 * DAY) > 0
    assert told(storage, SCHOOLS, at) == made


def test_what_a_topic_has_read_that_cannot_be_read_for_the_moment_stays(storage: Storage) -> None:
    rewrite(storage, range(24, 60))
    at = NOON + 50 * HOUR + HOUR / 2
    made = tell(storage, BRIDGES, at)
    assert forget(storage, NOON + 7 * DAY, topics=[SCHOOLS]) > 0
    assert told(storage, BRIDGES, at) == made


def test_a_text_that_is_edited_on_after_versions_are_gone_keeps_its_order(storage: Storage) -> None:
    rewrite(storage, range(30))
    forget(storage, NOON + 7 * DAY)
    rewrite(storage, [300, 301], "The bridge was mended {} hours later.")
    assert [article.text for article, _ in storage.texts_then(NOON + 300 * HOUR)] == [
        "The bridge was mended 300 hours later."
    ]


def test_of_what_is_rewritten_beside_it_less_often_or_in_a_file_every_version_stays(storage: Storage) -> None:
    rewrite(storage, range(20), id="seldom")
    rewrite(storage, range(40), id="file", feed_url=None)
    rewrite(storage, range(40))
    assert forget(storage, NOON + 7 * DAY) > 0
    assert (kept(storage, "seldom"), kept(storage, "file"), kept(storage) < 39) == (19, 39, True)


def test_an_article_that_is_only_corrected_keeps_all_it_ever_said(storage: Storage) -> None:
    rewrite(storage, range(21))
    assert forget_old(storage, NOON + 7 * DAY, keep=90 * DAY, most_bytes=None) == Forgotten(0, 0, 0)
    assert kept(storage) == 20
