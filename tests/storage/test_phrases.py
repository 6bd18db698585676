from __future__ import annotations

from datetime import date

import pytest

from bot.delivery.speech import ENGLISH, speech_in
from bot.errors import AllOf, Figure, Phrase
from bot.pipeline.health import feed_health
from bot.storage import FeedUpdate, Storage
from bot.storage.phrases import packed, unpacked
from tests.storage.examples import FEED, HOUR, NOON

NESTED = Phrase(
    "it has failed since {day}, so it is read no more: {error}",
    day=date(2026, 3, 1),
    error=Phrase("{sentence} (HTTP {status})", sentence=Phrase("the site asks for a password"), status=401),
)
PHRASES = [
    Phrase("the document is empty"),
    Phrase.counting(3, "{n} day", "{n} days"),
    Phrase("both name {named}; {together}", named=AllOf(("Oslo", "Bergen")), together=Phrase("{n} s", n=2)),
    Phrase("{url}: {why}", url='{"phrase": {}', why=None),
    NESTED,
    Phrase("{together}; alike in meaning ({cosine} of 1)", together="", cosine=Figure(0.57, decimals=2)),
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_that_was_kept_is_told_in_every_language_as_before(phrase: Phrase) -> None:
    kept = unpacked(packed(phrase))
    assert kept == phrase
    for locale in ("en", "de", "ru", "hy"):
        assert speech_in(locale).tell(kept) == speech_in(locale).tell(phrase)


def test_a_feeds_error_is_kept_with_its_values_and_told_in_the_readers_language(storage: Storage) -> None:
    storage.add_feed(FEED, now=NOON)
    storage.record_fetches([FeedUpdate(url=FEED, at=NOON, due_at=NOON + HOUR, error=NESTED, paused_reason=NESTED)])
    (feed,) = storage.feeds()
    sentence = feed_health(feed, NOON).sentence
    assert sentence == (
        "it has failed since 1 March 2026, so it is read no more: the site asks for a password (HTTP 401)"
    )
    assert ENGLISH.tell(sentence) == sentence
    assert speech_in("de").tell(sentence) == (
        "seit dem 1. März 2026 nicht lesbar, wird deshalb nicht mehr gelesen: "
        "die Website verlangt ein Passwort (HTTP 401)"
    )


@pytest.mark.parametrize(
    ("written_before", "told"),
    [
        ("the site fell asleep (HTTP 599)", "the site fell asleep (HTTP 599)"),
        ("the document is empty", "das Dokument ist leer"),
    ],
)
def test_what_an_older_version_wrote_is_shown_as_it_stands_or_by_its_text(
    storage: Storage, written_before: str, told: str
) -> None:
    storage.add_feed(FEED, now=NOON)
    with storage._database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE feeds SET error = " + ("?" if connection.dialect.name == "sqlite" else "%s"), (written_before,)
        )
    (feed,) = storage.feeds()
    assert speech_in("de").tell(feed_health(feed, NOON).sentence) == told
